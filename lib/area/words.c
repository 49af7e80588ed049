#include "area/words.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "area/columns.h"
#include "stat/binomial.h"
#include "table/authority.h"

#define BASE_LEAST 20		/* events from which a change in per cent says something */

/* Rates */

static bool
has_number(const char *s, struct words text)
{
	size_t n = strlen(text.text);

	while ((s = strstr(s, text.text)) != NULL) {
		s += n;
		if (strspn(s, "0123456789,") == 0)
			return true;
	}
	return false;
}

/* "Plans per 10,000", of a rate per 10,000. */
static bool
says_base(const struct benchmark *b, const char *label)
{
	static const char *const before[] = {"per", "every"};

	if (b->per != floor(b->per) || area_group_is_sum(b->group))
		return false;
	for (int k = 0; k < 2; k++)
		if (has_number(label, words_show("%s %s", before[k],
		    words_fixed(b->per, 0).text)) ||
		    has_number(label, words_show("%s %.0f", before[k], b->per)))
			return true;
	return false;
}

/*
 * What follows a rate: the label, with " in every 10,000" where it does not say so itself; or a
 * dictionary's label, as it is in a sentence.
 */
static void
add_unit(const struct benchmarks *all, const struct benchmark *b, const char *label,
    struct textbuf *t)
{
	const struct dictionary_entry *entry = all->areas->figures.entry;
	struct slice s = label != NULL ? slice_trim(slice_of(label)) : entry != NULL &&
	    !b->proportion ? entry->label : (struct slice){"", 0};
	bool lower = label == NULL && s.n > 1 && s.p[0] >= 'A' && s.p[0] <= 'Z' &&
	    ((s.p[1] >= 'a' && s.p[1] <= 'z') || s.p[1] == ' ');

	if (s.n > 0)
		textbuf_addf(t, " %c%.*s", lower ? s.p[0] - 'A' + 'a' : s.p[0], (int)s.n - 1,
		    s.p + 1);
	if (label == NULL && s.n > 0 && says_base(b, s.p))
		return;
	if (label == NULL || (strncmp(label, "per ", 4) != 0 && strstr(label, " per ") == NULL &&
	    strstr(label, "every ") == NULL))
		textbuf_addf(t, "%s", words_per(b).text);
}

/* CPP_At31, not "Plans" or "Visits in time". */
static bool
is_code(const char *name)
{
	bool code = false;

	for (size_t i = 0; name[i] != '\0'; i++) {
		if (name[i] == ' ')
			return false;
		code |= name[i] == '_' || is_digit(name[i]) || (i > 0 && name[i] >= 'A' &&
		    name[i] <= 'Z' && name[i - 1] >= 'a' && name[i - 1] <= 'z');
	}
	return code;
}

const char *
words_left_out(const struct benchmarks *all, const char *label)
{
	const struct figures *f = &all->areas->figures;

	return label == NULL && f->name != NULL && is_code(f->name) &&
	    (f->entry == NULL || f->entry->label.n == 0) ? f->name : "";
}

/* "Visits in time", where the rate does not say what is counted; or "". */
static struct slice
name_of(const struct benchmarks *all, const struct benchmark *b, const char *label)
{
	const struct dictionary_entry *entry = all->areas->figures.entry;

	if (label != NULL)
		return (struct slice){"", 0};
	if (entry != NULL && entry->label.n > 0)
		return b->proportion ? entry->label : (struct slice){"", 0};
	return slice_of(is_code(all->areas->figures.name) ? "" : all->areas->figures.name);
}

/* " had 78.9 in every 10,000 (Plans: 217 among 27,501; 95% interval 68.8 to 90.1)" */
static void
add_rate(const struct benchmarks *all, const struct benchmark *b, const struct area *a,
    const struct rate *r, const char *label, struct textbuf *t)
{
	struct words base = words_base(b, a->population);
	struct words limits = words_limits(b, r), level = words_level(b->conf);
	struct slice name = name_of(all, b, label);

	if (a->count == 0) {
		textbuf_addf(t, " had none %s (%.*s%s%s interval %s", base.text, SLICE_ARG(name),
		    name.n > 0 ? "; " : "", level.text, limits.text);
		add_unit(all, b, label, t);
		textbuf_addf(t, ")");
		return;
	}
	textbuf_addf(t, " had %s%s", area_group_is_sum(b->group) && !b->proportion ?
	    "on average " : "", words_rate(b, r->value).text);
	add_unit(all, b, label, t);
	textbuf_addf(t, " (%.*s%s%s %s; %s interval %s)", SLICE_ARG(name), name.n > 0 ? ": " : "",
	    words_events(all, a->count).text, base.text, level.text, limits.text);
}

/* " of the 12 North East authorities", " of the 11 areas that have a rate" */
static void
add_group(const struct benchmarks *all, const struct benchmark *b, struct textbuf *t)
{
	const struct area_group *g = b->group;

	textbuf_addf(t, " of the %s ", words_fixed((double)(b->known == 1 ? g->wanted :
	    b->known), 0).text);
	if (g->title[0] == '\0')
		textbuf_addf(t, "%s%s", areas_noun(all->areas), b->known == g->wanted ?
		    " compared" : b->known == 1 ? " that has" : " that have");
	else if (strcmp(g->title, AUTHORITY_ENGLAND_NAME) == 0)
		textbuf_addf(t, "%s in %s", areas_noun(all->areas), g->title);
	else
		textbuf_addf(t, "%s %s", g->title, areas_noun(all->areas));
	if (b->known < g->wanted)
		textbuf_addf(t, "%s a %s", g->title[0] != '\0' ? " with" : "",
		    benchmark_noun(b->proportion));
}

/* ", the joint third lowest of the 12 North East authorities", ", the higher of the two" */
static void
add_standing(const struct benchmarks *all, const struct benchmark *b, size_t place,
    struct textbuf *t)
{
	const struct area_group *g = b->group;
	size_t tied = 0, below;

	if (g->wanted == 1)
		return;		/* one alone is no group */
	for (size_t k = place - 1; k < b->known && b->area[b->order[k]].rank.place == place; k++)
		tied++;
	below = b->known + 2 - place - tied;
	if (tied == b->known && b->known > 1) {
		textbuf_addf(t, b->known == 2 ? ", the same as the other" :
		    ", the same as the other %s", words_number(b->known - 1).text);
	} else if (b->known == 2) {
		textbuf_addf(t, ", the %s of the two", place == 1 ? "higher" : "lower");
		if (g->wanted > 2)
			textbuf_addf(t, " with a %s", benchmark_noun(b->proportion));
	} else {
		if (b->known == 1)
			textbuf_addf(t, ", the only one");
		else
			textbuf_addf(t, ", the %s%s%s", tied > 1 ? "joint " : "",
			    words_ordinal(below < place ? below : place).text,
			    below < place ? "lowest" : "highest");
		add_group(all, b, t);
	}
}

/*
 * "; its interval overlaps those of seven others: it may rank anywhere from 1st to 8th". Not where
 * two are compared exactly, which can find a difference although the intervals overlap.
 */
static void
add_overlap(const struct benchmark *b, const struct benchmark_area *a, struct textbuf *t)
{
	const struct rank *r = &a->rank;
	size_t alike = r->worst - r->best;

	if (b->known == 1 || (b->known == 2 && words_is_by_rest(b) &&
	    words_region_class(b, a) != COMPARE_NONE))
		return;
	if (alike == 0)
		textbuf_addf(t, "; its interval %s", b->known == 2 ? "does not overlap that of "
		    "the other" : "overlaps none of the others");
	else if (b->known == 2)
		textbuf_addf(t, "; its interval overlaps that of the other");
	else if (alike == 1)
		textbuf_addf(t, "; its interval overlaps that of one other");
	else if (alike == b->known - 1)
		textbuf_addf(t, "; its interval overlaps those of all the others");
	else
		textbuf_addf(t, "; its interval overlaps those of %s others",
		    words_number(alike).text);
	if (alike == 1)
		textbuf_addf(t, ": it may rank %s or %s", words_place(r->best).text,
		    words_place(r->worst).text);
	else if (alike > 1)
		textbuf_addf(t, ": it may rank anywhere from %s to %s", words_place(r->best).text,
		    words_place(r->worst).text);
}

/* Comparisons */

/* "higher than", and by a dictionary's polarity "worse than" */
static const char *
than(const struct benchmarks *all, enum compare_class c)
{
	const struct dictionary_entry *entry = all->areas->figures.entry;
	enum polarity p = entry != NULL ? entry->polarity : POLARITY_NEUTRAL;

	if (c == COMPARE_SIMILAR || c == COMPARE_NONE)
		return "not distinguishable from";
	switch (p) {
	case POLARITY_HIGHER:
		return c == COMPARE_HIGHER ? "better than" : "worse than";
	case POLARITY_LOWER:
		return c == COMPARE_HIGHER ? "worse than" : "better than";
	case POLARITY_NEUTRAL:
		break;
	}
	return c == COMPARE_HIGHER ? "higher than" : "lower than";
}

bool
words_is_by_rest(const struct benchmark *b)
{
	return !b->reveals && (!b->has_region || (b->proportion && b->group->whole_region));
}

enum compare_class
words_region_class(const struct benchmark *b, const struct benchmark_area *a)
{
	return words_is_by_rest(b) ? benchmark_rest_class(b, a) : a->region.class;
}

enum compare_class
words_england_class(const struct benchmark *b, const struct benchmark_area *a)
{
	/* England as the region is compared with once, as the region */
	return words_region_class(b, a) != COMPARE_NONE &&
	    strcmp(words_region(b->group).text, AUTHORITY_ENGLAND_NAME) == 0 ? COMPARE_NONE :
	    a->england.class;
}

/* "the rest of the North East", "the other eleven together" */
static struct words
rest(const struct benchmark *b)
{
	const struct area_group *g = b->group;

	if (g->whole_region && b->known == g->wanted)
		return words_show("the rest of %s", words_region(g).text);
	return b->known == 2 ? words_show("the other") :
	    words_show("the other %s together", words_number(b->known - 1).text);
}

/* "the North East (59.4)", "the North East (59.4, its 12 authorities together)" */
static struct words
the_region(const struct benchmarks *all, const struct benchmark *b)
{
	struct words name = words_region(b->group), rate = words_rate(b, b->region.rate);

	return b->region_is_sum ? words_show("%s (%s, its %s together)", name.text, rate.text,
	    words_areas(all, b->group->wanted).text) : words_show("%s (%s)", name.text, rate.text);
}

struct words
words_beside(const struct benchmarks *all, const struct benchmark *b)
{
	if (b->region_is_sum && !words_is_by_rest(b))
		return words_show("%s as its %s together", words_region(b->group).text,
		    words_areas(all, b->group->wanted).text);
	if (!words_is_by_rest(b))
		return words_region(b->group);
	return b->group->whole_region && b->known == b->group->wanted ? rest(b) :
	    words_show("the others together");
}

/* "9.6 percentage points lower than the rest of the North East (3.7 to 14.7)" */
static void
add_points(const struct benchmarks *all, const struct benchmark *b, const struct benchmark_area *a,
    enum compare_class c, struct textbuf *t)
{
	double lo = fabs(a->difference_ci.lo), hi = fabs(a->difference_ci.hi);

	/* the exact comparison decides: where the limits of the difference do not, they are left */
	textbuf_addf(t, "%s percentage points %s %s", words_fixed(fabs(a->difference), 1).text,
	    than(all, c), rest(b).text);
	if (a->difference_ci.lo > 0 || a->difference_ci.hi < 0)
		textbuf_addf(t, " (%s to %s)", words_fixed(fmin(lo, hi), 1).text,
		    words_fixed(fmax(lo, hi), 1).text);
}

/* With the region, or with the others together. */
static void
add_region(const struct benchmarks *all, const struct benchmark *b, const struct area *area,
    const struct benchmark_area *a, struct textbuf *t)
{
	enum compare_class c = words_region_class(b, a);
	double count = b->sum.count - area->count, people = b->sum.population - area->population;

	if (!words_is_by_rest(b))
		textbuf_addf(t, "%s %s", than(all, c), the_region(all, b).text);
	else if (b->proportion && c != COMPARE_SIMILAR)
		add_points(all, b, a, c, t);
	else
		textbuf_addf(t, "%s %s (%s)", than(all, c), rest(b).text,
		    words_rate(b, count * b->per / people).text);
}

/* "not distinguishable from England (42.1)"; England alone where `than` has been said. */
static void
add_england(const struct benchmarks *all, const struct benchmark *b,
    const struct benchmark_area *a, bool said, struct textbuf *t)
{
	textbuf_addf(t, "%s%s%s (%s)", said ? "" : than(all, a->england.class), said ? "" : " ",
	    AUTHORITY_ENGLAND_NAME, words_rate(b, a->england.rate).text);
}

/* " It was higher than England (37.8) but not distinguishable from the North East (51.1)." */
static void
add_both(const struct benchmarks *all, const struct benchmark *b, const struct area *area,
    const struct benchmark_area *a, struct textbuf *t)
{
	enum compare_class region = words_region_class(b, a), england = a->england.class;
	bool alike = region == england, neither = alike && region == COMPARE_SIMILAR;
	bool said = neither || (alike && (!b->proportion || !words_is_by_rest(b)));

	if (region == COMPARE_SIMILAR && !alike) {
		add_england(all, b, a, false, t);
		textbuf_addf(t, " but ");
		add_region(all, b, area, a, t);
		return;
	}
	add_region(all, b, area, a, t);
	textbuf_addf(t, neither ? " or from " : said ? " and " : alike ? ", and " :
	    england == COMPARE_SIMILAR ? " but " : ", but ");
	add_england(all, b, a, said, t);
}

/* " It was higher than ... . Its rate was within the usual spread between authorities." */
static void
add_comparisons(const struct benchmarks *all, const struct benchmark *b, const struct area *area,
    const struct benchmark_area *a, struct textbuf *t)
{
	enum compare_class region = words_region_class(b, a), england = words_england_class(b, a);
	enum compare_class first = region != COMPARE_NONE ? region : england;

	if (first == COMPARE_NONE)
		return;
	textbuf_addf(t, " It was ");
	if (england == COMPARE_NONE)
		add_region(all, b, area, a, t);
	else if (region == COMPARE_NONE)
		add_england(all, b, a, false, t);
	else
		add_both(all, b, area, a, t);
	textbuf_addf(t, ".");
	if (first != COMPARE_SIMILAR && a->od != COMPARE_NONE)
		textbuf_addf(t, " Its %s was %s the usual spread between %s.",
		    benchmark_noun(b->proportion), a->od == COMPARE_SIMILAR ? "within" :
		    "outside", areas_noun(all->areas));
}

void
words_area(const struct benchmarks *all, const struct benchmark *b, size_t i, const char *label,
    struct textbuf *t)
{
	const struct benchmark_area *a = &b->area[i];
	const struct area *area = &b->group->area[i];

	textbuf_addf(t, "%s %s", words_when(b->group).text, area_shown(area));
	add_rate(all, b, area, &a->rate, label, t);
	add_standing(all, b, a->rank.place, t);
	add_overlap(b, a, t);
	textbuf_addf(t, ".");
	add_comparisons(all, b, area, a, t);
}

/* Without a rate */

void
words_no_rate(const struct benchmarks *all, const struct benchmark *b, const char *about,
    struct textbuf *t)
{
	const struct area_group *g = b->group;
	const char *between = "";

	textbuf_addf(t, "%s there is no %s for ", words_when(g).text,
	    benchmark_noun(b->proportion));
	if (about == NULL) {
		textbuf_addf(t, g->wanted == 1 ? "the one %s" : "any of the %s",
		    g->wanted == 1 ? words_areas(all, 1).text + 2 :
		    words_areas(all, g->wanted).text);
	} else {
		for (size_t i = 0; i < g->n && between[0] == '\0'; i++)
			if (area_is(&g->area[i], about)) {
				textbuf_addf(t, "%s (%s)", area_shown(&g->area[i]),
				    words_reason(&g->area[i]).text);
				between = "found";
			}
		if (between[0] == '\0')
			textbuf_addf(t, "%s (not in the data)", about);
	}
	textbuf_addf(t, ".");
}

static bool
is_unknown(const struct benchmark *b, size_t i, const char *but)
{
	return !b->area[i].known && !(but != NULL && area_is(&b->group->area[i], but));
}

static bool
is_same_reason(const struct benchmark *b, size_t i, size_t k)
{
	return strcmp(words_reason(&b->group->area[i]).text,
	    words_reason(&b->group->area[k]).text) == 0;
}

/* "Darlington, Hartlepool or Sunderland": those without a rate for the reason of area i. */
static void
add_unknown(const struct benchmark *b, size_t i, const char *but, struct textbuf *t)
{
	size_t left = 0;

	for (size_t k = i; k < b->group->n; k++)
		left += is_unknown(b, k, but) && is_same_reason(b, i, k);
	for (size_t k = i; k < b->group->n; k++)
		if (is_unknown(b, k, but) && is_same_reason(b, i, k)) {
			left--;
			textbuf_addf(t, "%s%s", area_shown(&b->group->area[k]),
			    left > 1 ? ", " : left == 1 ? " or " : "");
		}
}

void
words_unknown(const struct benchmark *b, const char *but, struct textbuf *t)
{
	const size_t n = b->group->n;
	bool *later = xcalloc(n + 1, sizeof(*later)), shared = false;
	size_t left = 0, first = n;

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < i && is_unknown(b, i, but) && !later[i]; k++)
			later[i] = is_unknown(b, k, but) && is_same_reason(b, i, k);
		first = is_unknown(b, i, but) && first == n ? i : first;
		left += is_unknown(b, i, but) && !later[i];
		shared |= later[i];
	}
	if (first < n)
		textbuf_addf(t, " There is no %s for ", benchmark_noun(b->proportion));
	for (size_t i = 0; i < n; i++) {
		if (!is_unknown(b, i, but) || later[i])
			continue;
		left--;
		add_unknown(b, i, but, t);
		textbuf_addf(t, shared ? ": %s%s" : " (%s)%s",
		    words_reason(&b->group->area[i]).text, left == 0 ? "." : shared ?
		    left == 1 ? "; nor for " : "; for " : left > 1 ? ", " : " or ");
	}
	free(later);
}

/* Changes */

/* "more than doubled, from 20.1 to 45.3 in every 10,000 (2.3 times; 95% interval 1.6 to 3.1)" */
static void
add_rate_change(const struct benchmark *from, const struct benchmark *to, size_t i, size_t k,
    bool stock, struct textbuf *t)
{
	const struct area *was = &from->group->area[i], *is = &to->group->area[k];
	double ratio = is->count * was->population / (was->count * is->population);
	struct words a = words_rate(from, from->area[i].rate.value);
	struct words z = words_rate(to, to->area[k].rate.value), level = words_level(to->conf);
	struct words every = words_per(to);
	struct ratio r;

	if (compare_rates(is->count, is->population, was->count, was->population) == 0) {
		textbuf_addf(t, "stayed at %s%s.", z.text, every.text);
		return;
	}
	if (ratio >= 2)
		textbuf_addf(t, "%s, from %s to %s%s", ratio > 2 ? "more than doubled" : "doubled",
		    a.text, z.text, every.text);
	else
		textbuf_addf(t, "%s from %s to %s%s", ratio > 1 ? "rose" : "fell", a.text, z.text,
		    every.text);
	if (stock || compare_ratio(is->count, is->population, was->count, was->population,
	    to->conf, &r) != 0 || !isfinite(r.ci.hi)) {
		textbuf_addf(t, ratio < 2 ? ", by %s." : ".", words_percent(ratio).text);
		return;
	}
	if (r.ci.lo <= 1 && r.ci.hi >= 1)
		textbuf_addf(t, ", a difference that chance alone could explain.");
	else if (ratio >= 2)
		textbuf_addf(t, ": %s times what it was (%s interval %s to %s).",
		    words_fixed(ratio, 1).text, level.text, words_fixed(r.ci.lo, 1).text,
		    words_fixed(r.ci.hi, 1).text);
	else
		textbuf_addf(t, ": %s %s than before (%s interval %s to %s).",
		    words_percent(ratio).text, ratio > 1 ? "higher" : "lower", level.text,
		    words_percent(ratio > 1 ? r.ci.lo : r.ci.hi).text,
		    words_percent(ratio > 1 ? r.ci.hi : r.ci.lo).text);
}

/* "rose from 45.0% to 60.1%, by 15.1 percentage points (95% interval 4.2 to 25.4)" */
static void
add_points_change(const struct benchmark *from, const struct benchmark *to, size_t i, size_t k,
    bool stock, struct textbuf *t)
{
	const struct area *was = &from->group->area[i], *is = &to->group->area[k];
	double d = to->area[k].rate.value - from->area[i].rate.value;
	struct interval ci;

	if (compare_rates(is->count, is->population, was->count, was->population) == 0) {
		textbuf_addf(t, "stayed at %s.", words_rate(to, to->area[k].rate.value).text);
		return;
	}
	textbuf_addf(t, "%s from %s to %s, by %s percentage points", d > 0 ? "rose" : "fell",
	    words_rate(from, from->area[i].rate.value).text,
	    words_rate(to, to->area[k].rate.value).text, words_fixed(fabs(d), 1).text);
	if (stock || proportion_newcombe(is->count, is->population, was->count, was->population,
	    to->conf, &ci) != 0)
		textbuf_addf(t, ".");
	else if (ci.lo <= 0 && ci.hi >= 0)
		textbuf_addf(t, ", a difference that chance alone could explain.");
	else
		textbuf_addf(t, " (%s interval %s to %s).", words_level(to->conf).text,
		    words_fixed(fmin(fabs(ci.lo), fabs(ci.hi)) * 100, 1).text,
		    words_fixed(fmax(fabs(ci.lo), fabs(ci.hi)) * 100, 1).text);
}

bool
words_has_change(const struct benchmark *from, const struct benchmark *to)
{
	const struct area_group *was = from->group, *is = to->group;

	return strcmp(was->region_code, is->region_code) == 0 &&
	    was->period.freq == is->period.freq && was->period.ord < is->first.ord;
}

void
words_change(const struct benchmarks *all, const struct benchmark *from,
    const struct benchmark *to, size_t i, size_t k, struct textbuf *t)
{
	const struct area *was = &from->group->area[i], *is = &to->group->area[k];
	const struct dictionary_entry *entry = all->areas->figures.entry;
	bool stock = entry != NULL && entry->kind == KIND_STOCK;

	textbuf_addf(t, area_group_is_sum(to->group) ? "Compared with %s, over %s " :
	    "From %s to %s ", words_period(from->group).text, words_period(to->group).text);
	if (!to->proportion && (was->count < BASE_LEAST || is->count == 0)) {
		textbuf_addf(t, "%s went from %s to %s.", area_shown(is),
		    was->count == 0 ? "none" : words_fixed(was->count, 0).text,
		    words_events(all, is->count).text);
		return;
	}
	textbuf_addf(t, "the %s of %s ", benchmark_noun(to->proportion), area_shown(is));
	if (to->proportion)
		add_points_change(from, to, i, k, stock, t);
	else
		add_rate_change(from, to, i, k, stock, t);
}
