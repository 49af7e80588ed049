#include "suppress/outside.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/visible.h"

/* Percentages among the counts */

static bool
is_share_word(struct slice s)
{
	static const char words[][12] = {"percentage", "percentages", "percent", "proportion",
	    "proportions", "rate", "rates"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_is(s, words[i]))
			return true;
	return false;
}

/* Whether it names percentages or rates: "% re-referrals", "Rate per 10,000". */
static bool
names_share(struct slice words, struct textbuf *fold)
{
	struct slice rest;

	if (!table_is_word(words))
		return false;
	if (memchr(words.p, '%', words.n) != NULL)
		return true;
	visible_fold(fold, words);
	rest = textbuf_slice(fold);
	while (rest.n > 0) {
		size_t n = 0;

		while (n < rest.n && memchr(" ()[],:;-/_", rest.p[n], 11) == NULL)
			n++;
		if (is_share_word((struct slice){rest.p, n}) || (n == 3 && rest.n >= 8 &&
		    memcmp(rest.p, "per cent", 8) == 0))
			return true;
		n += n < rest.n;
		rest = (struct slice){rest.p + n, rest.n - n};
	}
	return false;
}

int
outside_shares(const struct table *t, struct errmsg *e)
{
	static const enum role roles[] = {ROLE_INDICATOR, ROLE_CATEGORY};
	struct textbuf fold = {0};
	int status = 0;

	for (size_t k = 0; k < 2; k++) {
		const int col = t->roles.col[roles[k]];

		for (size_t i = 0; i < t->n && col >= 0 && status == 0; i++) {
			const struct slice words = slice_trim(t->row[i].cell[col]);

			if (i > 0 && slice_eq(t->row[i].cell[col], t->row[i - 1].cell[col]))
				continue;
			if (names_share(words, &fold))
				status = errmsg_set(e, "%s:%" PRIu64 ": %.*s: '%.*s' is not a "
				    "count; expected rows of counts only, and percentages and "
				    "rates in columns of their own", t->row[i].file,
				    t->row[i].line, SLICE_ARG(t->heading[col]), SLICE_ARG(words));
		}
	}
	textbuf_free(&fold);
	return status;
}

/* Areas */

/* By cell: whether it is in a sum, or one with another. */
static bool *
find_related(const struct study *st)
{
	bool *related = xcalloc(st->ncells + 1, sizeof(*related));

	for (size_t k = 0; k < st->nfacts; k++) {
		const struct fact *f = &st->fact[k];

		if (f->kind == FACT_PRINTED)
			continue;
		related[f->total] = true;
		for (size_t i = 0; i < f->n; i++)
			related[f->part[i]] = true;
	}
	return related;
}

static void
say_level(const struct study *st, const bool *related, void (*say)(const char *message))
{
	const struct table *t = &st->pub[0].table;
	const int level = t->roles.col[ROLE_GEOGRAPHIC_LEVEL];
	const struct row *first = NULL;
	struct errmsg text;
	size_t n = 0;

	for (size_t i = 0; i < t->n && level >= 0; i++)
		if (t->row[i].level == LEVEL_OTHER && t->row[i].known && !related[i] &&
		    n++ == 0)
			first = &t->row[i];
	if (n == 0)
		return;
	errmsg_set(&text, "%s:%" PRIu64 ": %.*s: '%.*s' is in no sum that is known (%s): if it "
	    "is a total of other areas, that is not taken into account", first->file, first->line,
	    SLICE_ARG(t->heading[level]), SLICE_ARG(slice_trim(first->cell[level])),
	    plural(n, "row").text);
	say(text.text);
}

/* Publications */

static bool
is_linked(const struct study *st, size_t pub)
{
	const struct publication *p = &st->pub[pub];

	for (size_t i = 0; i < p->table.n; i++)
		if (st->cell[p->cell[i]].pub != pub)
			return true;
	for (size_t k = 0; k < st->nfacts; k++) {
		const struct fact *f = &st->fact[k];
		bool in = st->cell[f->total].pub == pub, out = !in;

		for (size_t i = 0; i < f->n; i++) {
			in |= st->cell[f->part[i]].pub == pub;
			out |= st->cell[f->part[i]].pub != pub;
		}
		if (in && out)
			return true;
	}
	return false;
}

void
outside_report(const struct study *st, void (*say)(const char *message))
{
	bool *related = find_related(st);
	struct errmsg text;

	say_level(st, related, say);
	free(related);
	for (size_t k = 1; k < st->npubs; k++) {
		if (st->revised > 0 || is_linked(st, k))
			continue;
		errmsg_set(&text, "%s: no count of it is one of the table, or in a sum with one; "
		    "expected the same names of areas, periods, indicators and categories",
		    st->pub[k].table.file);
		say(text.text);
	}
}
