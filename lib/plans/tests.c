#include "plans/tests.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stat/contingency.h"

#define LEVEL 0.05
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* The counts of one group, [period][category], of the periods in which none is hidden. */
struct group {
	const struct mix *m;
	const struct mix_table *table;	/* to be written */
	size_t number, nperiods;
	size_t *period;		/* numbers of these periods in the mix */
	int64_t *count;
	size_t npairs;		/* of periods to compare: neighbours, then the first and the last */
	struct arena memory;
};

static struct group
group_of(const struct mix *m, size_t number, const struct mix_table *table)
{
	struct group g = {.m = m, .table = table, .number = number};

	g.period = arena_alloc(&g.memory, m->nperiods * sizeof(*g.period));
	g.count = arena_alloc(&g.memory, m->nperiods * m->ncats * sizeof(*g.count));
	for (size_t p = 0; p < m->nperiods; p++)
		if (mix_has_period(m, number, p) &&
		    mix_counts(m, number, p, g.count + g.nperiods * m->ncats))
			g.period[g.nperiods++] = p;
	g.npairs = g.nperiods < 2 ? 0 : g.nperiods;
	return g;
}

static const char * __attribute__((format(printf, 2, 3)))
text(struct group *g, const char *fmt, ...)
{
	va_list ap;
	char *s;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	s = arena_bytes(&g->memory, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return s;
}

/* The i-th pair, and its name: "Q1 v Q2". */
static const char *
pair(struct group *g, size_t i, size_t *a, size_t *b)
{
	const struct mix_period *period = g->m->period;

	*a = i + 1 < g->nperiods ? i : 0;
	*b = i + 1 < g->nperiods ? i + 1 : g->nperiods - 1;
	return text(g, "%s v %s", period[g->period[*a]].label, period[g->period[*b]].label);
}

/* The chi-square test of periods a and b, or of all when a == b. False: counts too large. */
static bool
test_periods(struct group *g, size_t a, size_t b, struct contingency *c)
{
	size_t n = g->m->ncats;
	int64_t *two;

	if (a == b)
		return contingency(g->count, g->nperiods, n, c) == 0;
	two = arena_alloc(&g->memory, 2 * n * sizeof(*two));
	memcpy(two, g->count + a * n, n * sizeof(*two));
	memcpy(two + n, g->count + b * n, n * sizeof(*two));
	return contingency(two, 2, n, c) == 0;
}

/* The trend of category k, and the 2 x periods table under test. False: counts too large. */
static bool
test_trend(struct group *g, size_t k, struct cochran_armitage *ca, struct contingency *c)
{
	size_t n = g->nperiods, ncats = g->m->ncats;
	int64_t *two = arena_alloc(&g->memory, 2 * n * sizeof(*two));
	int64_t *all = arena_alloc(&g->memory, n * sizeof(*all));
	double *score = arena_alloc(&g->memory, n * sizeof(*score));

	for (size_t p = 0; p < n; p++) {
		for (size_t j = 0; j < ncats; j++)
			all[p] += g->count[p * ncats + j];
		two[p] = g->count[p * ncats + k];
		two[n + p] = all[p] - two[p];
		score[p] = g->m->period[g->period[p]].score;
	}
	return cochran_armitage(two, all, score, n, ca) == 0 && contingency(two, 2, n, c) == 0;
}

/* Verdicts */

enum { NOT_TESTED = 1 };	/* state of a verdict for rows_cells() */

struct verdict {
	const char *test, *item, *is, *reason;
	double statistic, effect, p, p_holm;
	struct contingency table;
	bool tested;		/* the p-value means something */
	const char *test_words, *statistic_digits, *p_digits, *is_words;	/* for tests_text */
};

#define RECORD struct verdict
static const struct rows_column verdict_columns[] = {
	COLUMN("test", STRING, test, 0),
	COLUMN("item", STRING, item, 0),
	COLUMN("statistic", DOUBLE, statistic, 0),
	COLUMN("df", INT, table.df, 0),
	COLUMN("effect", DOUBLE, effect, 0),
	COLUMN("p", DOUBLE, p, NOT_TESTED),
	COLUMN("p_holm", DOUBLE, p_holm, NOT_TESTED),
	COLUMN("smallest_expected", DOUBLE, table.min_expected, 0),
	COLUMN("below5", INT, table.below5, 0),
	COLUMN("cells", INT, table.cells, 0),
	COLUMN("n", INT, table.n, 0),
	COLUMN("verdict", STRING, is, 0),
	COLUMN("reason", STRING, reason, 0),
};

static const struct rows_column text_columns[] = {
	COLUMN("test", STRING, test_words, 0),
	COLUMN("of", STRING, item, 0),
	COLUMN("statistic", STRING, statistic_digits, 0),
	COLUMN("adjusted p", STRING, p_digits, NOT_TESTED),
	COLUMN("verdict", STRING, is_words, 0),
	COLUMN("reason", STRING, reason, 0),
};
#undef RECORD

/* Decides whether the table can bear a p-value at all. */
static void
judge_table(struct group *g, struct verdict *v)
{
	const struct contingency *c = &v->table;

	v->is = "not_tested";
	v->p_holm = v->p;
	if (c->df < 1)
		v->reason = "fewer than two periods, or two categories, have any plans: nothing to "
		    "compare";
	else if (c->min_expected < CONTINGENCY_LEAST || c->below5 * 5 > c->cells)
		v->reason = text(g, "%" PRId64 " of %" PRId64 " expected counts are below 5, the "
		    "smallest %.2g: too few plans for a p-value", c->below5, c->cells,
		    c->min_expected);
	else
		v->tested = true;
}

static struct verdict
judge_periods(struct group *g, const char *item, size_t a, size_t b)
{
	struct verdict v = {.test = "chi_square", .item = item, .test_words = "change of mix"};

	if (!test_periods(g, a, b, &v.table))
		v.table = (struct contingency){.chisq = NAN, .p = NAN, .v = NAN,
		    .min_expected = NAN};
	v.statistic = v.table.chisq;
	v.effect = v.table.v;
	v.p = v.table.p;
	judge_table(g, &v);
	return v;
}

static struct verdict
judge_trend(struct group *g, size_t k)
{
	struct verdict v = {.test = "cochran_armitage", .item = g->m->cat[k],
	    .test_words = "trend"};
	struct cochran_armitage ca = {NAN, NAN, NAN, NAN};

	if (!test_trend(g, k, &ca, &v.table))
		v.table = (struct contingency){.min_expected = NAN};
	v.statistic = ca.z;
	v.effect = 100 * ca.slope;
	v.p = ca.p;
	judge_table(g, &v);
	v.table.df = 1;
	if (v.tested && g->m->kind == KIND_STOCK) {
		v.tested = false;
		v.reason = "most plans open in one period are open in the next too: a trend's "
		    "p-value takes them as new each time";
	} else if (v.tested && g->m->kind == KIND_UNSAID) {
		v.tested = false;
		v.reason = "not said whether these are events, such as plans started, or plans "
		    "open at a moment";
	}
	return v;
}

static int
by_p(const void *a, const void *b)
{
	const struct verdict *v = *(struct verdict *const *)a, *w = *(struct verdict *const *)b;

	return (v->p > w->p) - (v->p < w->p);
}

/*
 * Holm's adjustment over those of n verdicts that are tested: the i-th smallest of k p-values
 * times k - i + 1, never below the one before, at most 1. Source: S. Holm (1979), Scand. J.
 * Statist. 6, 65-70.
 */
static void
adjust(struct group *g, struct verdict *v, size_t n)
{
	struct verdict **sorted = arena_alloc(&g->memory, n * sizeof(*sorted)), *w;
	double least = 0;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (v[i].tested)
			sorted[k++] = &v[i];
	if (k > 0)
		qsort(sorted, k, sizeof(*sorted), by_p);
	for (size_t i = 0; i < k; i++) {
		w = sorted[i];
		least = fmax(least, w->p * (double)(k - i));
		w->p_holm = fmin(least, 1);
		if (w->p <= LEVEL && w->p_holm > LEVEL) {
			w->tested = false;
			w->reason = text(g, "%zu were tested: a p-value of %.2g for one of them is "
			    "not evidence (Holm's adjustment makes it %.2g)", k, w->p, w->p_holm);
		} else if (w->p > LEVEL) {
			w->is = "not_shown";
		} else if (strcmp(w->test, "chi_square") == 0) {
			w->is = "changed";
		} else {
			w->is = w->statistic > 0 ? "rising" : "falling";
		}
	}
}

/* All verdicts of a group, in order. */
static struct verdict *
judge_group(struct group *g, size_t *n)
{
	/* of two periods, the neighbours are the first and the last */
	size_t pairs = g->npairs == 2 ? 1 : g->npairs, a, b;
	struct verdict *v = arena_alloc(&g->memory, (1 + pairs + g->m->ncats) * sizeof(*v));
	const char *item;

	*n = 0;
	v[(*n)++] = judge_periods(g, "all periods", 0, 0);
	adjust(g, v, 1);
	for (size_t i = 0; i < pairs; i++) {
		item = pair(g, i, &a, &b);
		v[(*n)++] = judge_periods(g, item, a, b);
	}
	adjust(g, v + 1, pairs);
	for (size_t k = 0; k < g->m->ncats; k++)
		if (mix_has_category(g->m, g->number, k))
			v[(*n)++] = judge_trend(g, k);
	adjust(g, v + 1 + pairs, *n - 1 - pairs);
	return v;
}

static void
write_verdicts(const struct mix *m, size_t number, const struct mix_table *table, struct rows *out)
{
	struct group g = group_of(m, number, table);
	size_t n;
	struct verdict *v = judge_group(&g, &n);

	for (; n-- > 0; v++) {
		v->statistic_digits = isnan(v->statistic) ? "" : text(&g, "%.2f", v->statistic);
		v->p_digits = isnan(v->p_holm) ? "" : text(&g, "%.2g", v->p_holm);
		v->is_words = strcmp(v->is, "not_tested") == 0 ? "not tested" :
		    strcmp(v->is, "not_shown") == 0 ? "not shown" : v->is;
		mix_row(m, number, table, v, v->tested ? 0 : NOT_TESTED, out);
	}
	arena_free(&g.memory);
}

const struct mix_table tests_verdicts = {verdict_columns, LENGTH(verdict_columns), "",
    write_verdicts};
const struct mix_table tests_text = {text_columns, LENGTH(text_columns), "",
    write_verdicts};

/* The detail for statisticians */

struct statistic {
	const char *test, *item, *name;
	double value;
};

#define RECORD struct statistic
static const struct rows_column statistic_columns[] = {
	COLUMN("test", STRING, test, 0),
	COLUMN("item", STRING, item, 0),
	COLUMN("statistic", STRING, name, 0),
	COLUMN("value", DOUBLE, value, 0),
};

static void
put_statistics(const struct group *g, const struct statistic *s, size_t n, struct rows *out)
{
	for (size_t i = 0; i < n; i++)
		mix_row(g->m, g->number, g->table, &s[i], 0, out);
}

static void
put_periods(struct group *g, const char *test, const char *item, size_t a, size_t b,
    struct rows *out)
{
	struct contingency c;

	if (!test_periods(g, a, b, &c))
		return;
	const struct statistic s[] = {
		{test, item, "chisq", c.chisq}, {test, item, "df", (double)c.df},
		{test, item, "p", c.p}, {test, item, "g", c.g}, {test, item, "p_g", c.p_g},
		{test, item, "v", c.v}, {test, item, "minE", c.min_expected},
		{test, item, "nE5", (double)c.below5}, {test, item, "cells", (double)c.cells},
		{test, item, "n", (double)c.n},
	};
	put_statistics(g, s, LENGTH(s), out);
}

static void
put_trend(struct group *g, size_t k, struct rows *out)
{
	const char *test = "cochran_armitage", *item = g->m->cat[k];
	struct cochran_armitage ca;
	struct contingency c;

	if (!test_trend(g, k, &ca, &c))
		return;
	const struct statistic s[] = {{test, item, "z", ca.z}, {test, item, "chisq", ca.chisq},
		{test, item, "p", ca.p}, {test, item, "slope", ca.slope}};
	put_statistics(g, s, LENGTH(s), out);
}

static void
write_statistics(const struct mix *m, size_t number, const struct mix_table *table,
    struct rows *out)
{
	struct group g = group_of(m, number, table);
	const char *item;
	size_t a, b;

	if (g.nperiods > 0)
		put_periods(&g, "chisq_all_periods", "all", 0, 0, out);
	for (size_t i = 0; i < g.npairs; i++) {
		item = pair(&g, i, &a, &b);
		put_periods(&g, "chisq_pair", item, a, b, out);
	}
	for (size_t k = 0; k < m->ncats && g.nperiods > 1; k++)
		if (mix_has_category(m, number, k))
			put_trend(&g, k, out);
	arena_free(&g.memory);
}

const struct mix_table tests_statistics = {statistic_columns, LENGTH(statistic_columns), "NA",
    write_statistics};
