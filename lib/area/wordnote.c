#include "area/wordnote.h"

#include <stdbool.h>

#include "area/columns.h"
#include "area/words.h"
#include "table/authority.h"

static bool
any(const struct benchmarks *all, bool (*holds)(const struct benchmark *b,
    const struct benchmark_area *a, const struct area *area))
{
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->group[i].group->n; k++)
			if (all->group[i].area[k].known && holds(&all->group[i],
			    &all->group[i].area[k], &all->group[i].group->area[k]))
				return true;
	return false;
}

static bool
is_unreliable(const struct benchmark *b, const struct benchmark_area *a, const struct area *area)
{
	(void)b;
	(void)a;
	return area->count < RATES_RELIABLE;
}

static bool
has_spread(const struct benchmark *b, const struct benchmark_area *a, const struct area *area)
{
	(void)b;
	(void)area;
	return a->od != COMPARE_NONE;
}

static bool
is_compared_with_region(const struct benchmark *b, const struct benchmark_area *a,
    const struct area *area)
{
	(void)area;
	return !words_is_by_rest(b) && a->region.class != COMPARE_NONE;
}

static bool
is_compared_with_england(const struct benchmark *b, const struct benchmark_area *a,
    const struct area *area)
{
	(void)area;
	return words_england_class(b, a) != COMPARE_NONE;
}

static bool
is_compared_with_rest(const struct benchmark *b, const struct benchmark_area *a,
    const struct area *area)
{
	(void)area;
	return words_is_by_rest(b) && benchmark_rest_class(b, a) != COMPARE_NONE;
}

static bool
has_change(const struct benchmarks *all)
{
	for (size_t i = 1; i < all->n; i++)
		if (words_has_change(&all->group[i - 1], &all->group[i]))
			return true;
	return false;
}

static void
note_changes(const struct benchmarks *all, struct textbuf *t)
{
	const struct dictionary_entry *entry = all->areas->figures.entry;

	if (!has_change(all))
		return;
	if (entry != NULL && entry->kind == KIND_STOCK)
		textbuf_addf(t, " Changes are given without limits, because many of those counted "
		    "are the same in both periods.");
	else
		textbuf_addf(t, " The limits of changes are %s; they assume that the figures "
		    "of the two periods are independent, which is not so for people counted in "
		    "both.",
		    all->areas->proportion ? "Newcombe's" :
		    "those of the exact ratio of the two counts");
}

/* What was added up, and what that makes of people counted on a day. */
static void
note_sums(const struct benchmarks *all, struct textbuf *t)
{
	const struct dictionary_entry *entry = all->areas->figures.entry;
	size_t n = (size_t)all->areas->q->pool;
	const char *noun = period_noun(all->group[0].group->period.freq);

	if (n == 0)
		return;
	textbuf_addf(t, "The counts and the populations of %s %ss are added up%s%s. ",
	    words_number(n).text, noun, all->areas->proportion ? "" :
	    ", so the rates are averages per person-", all->areas->proportion ? "" : noun);
	if (entry == NULL || entry->kind != KIND_FLOW)
		textbuf_addf(t, "Of people counted on a day, such as 31 March, this is the sum of "
		    "%s such counts and not a number of people: some are counted more than once, "
		    "and the intervals are too narrow. ", words_number(n).text);
}

void
wordnote_add(const struct benchmarks *all, struct textbuf *t)
{
	bool proportion = all->areas->proportion, region = any(all, is_compared_with_region);
	bool england = any(all, is_compared_with_england);
	const char *noun = benchmark_noun(proportion), *whole = region && england ?
	    "the region and England" : region ? "the region" : AUTHORITY_ENGLAND_NAME;

	note_sums(all, t);
	textbuf_addf(t, "The %s intervals are %s. The places are the ranks that the intervals "
	    "allow.", words_level(all->conf).text, proportion ? "Wilson's" :
	    "exact Poisson for counts below 10, and Byar's for larger ones");
	if (region || england)
		textbuf_addf(t, " Compared with %s, a %s is higher or lower if its interval is "
		    "wholly above or below the other %s, which is taken as exact.", whole, noun,
		    noun);
	if (any(all, is_compared_with_rest))
		textbuf_addf(t, " Compared with the others together, %s.", proportion ?
		    "Fisher's exact comparison decides, and the limits of the difference are "
		    "Newcombe's" : "the exact comparison of the two counts decides");
	if (any(all, has_spread))
		textbuf_addf(t, " The usual spread combines chance with how much %s differ "
		    "beyond it (Spiegelhalter's funnel); a %s that chance alone could explain is "
		    "never outside it.", areas_noun(all->areas), noun);
	note_changes(all, t);
	if (any(all, is_unreliable))
		textbuf_addf(t, " The letter u marks a %s from fewer than %d events, which is not "
		    "reliable.", noun, RATES_RELIABLE);
	textbuf_addf(t, " Populations are taken as exact");
	if (region || england)
		textbuf_addf(t, ", and so are the figures of %s, which are often rounded", whole);
	textbuf_addf(t, ".");
}
