#include "plans/tests.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stat/contingency.h"

#define LEVEL 0.05

/* The counts of one group, [period][category], of the periods in which none is hidden. */
struct group {
	const struct mix *m;
	size_t number, nperiods;
	size_t *period;		/* numbers of these periods in the mix */
	int64_t *count;
};

static struct group
group_of(const struct mix *m, size_t number)
{
	struct group g = {m, number, 0, xcalloc(m->nperiods, sizeof(*g.period)),
	    xcalloc(m->nperiods * m->ncats, sizeof(*g.count))};

	for (size_t p = 0; p < m->nperiods; p++)
		if (mix_has_period(m, number, p) &&
		    mix_counts(m, number, p, g.count + g.nperiods * m->ncats))
			g.period[g.nperiods++] = p;
	return g;
}

static void
free_group(struct group *g)
{
	free(g->period);
	free(g->count);
}

/* The pairs of periods to compare: neighbours, then the first and the last. */
static size_t
count_pairs(const struct group *g)
{
	return g->nperiods < 2 ? 0 : g->nperiods;
}

static void
get_pair(const struct group *g, size_t i, size_t *a, size_t *b)
{
	*a = i + 1 < g->nperiods ? i : 0;
	*b = i + 1 < g->nperiods ? i + 1 : g->nperiods - 1;
}

/* "Q1 v Q2"; to be freed. */
static char *
pair_name(const struct group *g, size_t a, size_t b)
{
	const char *first = g->m->period[g->period[a]].label;
	const char *second = g->m->period[g->period[b]].label;
	size_t n = strlen(first) + strlen(second) + sizeof(" v ");
	char *name = xmalloc(n);

	snprintf(name, n, "%s v %s", first, second);
	return name;
}

/* The chi-square test of periods a and b, or of all when a == b. False: counts too large. */
static bool
test_periods(const struct group *g, size_t a, size_t b, struct contingency *c)
{
	size_t n = g->m->ncats;
	int64_t *two;
	bool fine;

	if (a == b)
		return contingency(g->count, g->nperiods, n, c) == 0;
	two = xcalloc(2 * n, sizeof(*two));
	for (size_t k = 0; k < n; k++) {
		two[k] = g->count[a * n + k];
		two[n + k] = g->count[b * n + k];
	}
	fine = contingency(two, 2, n, c) == 0;
	free(two);
	return fine;
}

/* The trend of category k, and the 2 x periods table under test. False: counts too large. */
static bool
test_trend(const struct group *g, size_t k, struct cochran_armitage *ca, struct contingency *c)
{
	size_t n = g->nperiods, ncats = g->m->ncats;
	int64_t *two = xcalloc(2 * n, sizeof(*two)), *all = xcalloc(n, sizeof(*all));
	double *score = xcalloc(n, sizeof(*score));
	bool fine;

	for (size_t p = 0; p < n; p++) {
		for (size_t j = 0; j < ncats; j++)
			all[p] += g->count[p * ncats + j];
		two[p] = g->count[p * ncats + k];
		two[n + p] = all[p] - two[p];
		score[p] = g->m->period[g->period[p]].score;
	}
	fine = cochran_armitage(two, all, score, n, ca) == 0 && contingency(two, 2, n, c) == 0;
	free(two);
	free(all);
	free(score);
	return fine;
}

/* Verdicts */

struct verdict {
	const char *test, *is;
	char *item;		/* to be freed */
	double statistic, effect, p, p_holm;
	struct contingency table;
	bool tested;		/* the p-value means something */
	char reason[240];
};

/* Decides whether the table can bear a p-value at all. */
static void
judge_table(struct verdict *v)
{
	const struct contingency *c = &v->table;

	v->is = "not_tested";
	if (c->df < 1)
		snprintf(v->reason, sizeof(v->reason), "fewer than two periods, or two categories, "
		    "have any plans: nothing to compare");
	else if (c->min_expected < CONTINGENCY_LEAST || c->below5 * 5 > c->cells)
		snprintf(v->reason, sizeof(v->reason), "%" PRId64 " of %" PRId64 " expected counts "
		    "are below 5, the smallest %.2g: too few plans for a p-value", c->below5,
		    c->cells, c->min_expected);
	else
		v->tested = true;
}

static struct verdict
judge_periods(const struct group *g, size_t a, size_t b)
{
	struct verdict v = {.test = "chi_square",
	    .item = a == b ? xstrdup("all periods") : pair_name(g, a, b)};

	if (!test_periods(g, a, b, &v.table))
		v.table = (struct contingency){.chisq = NAN, .p = NAN, .v = NAN,
		    .min_expected = NAN};
	v.statistic = v.table.chisq;
	v.effect = v.table.v;
	v.p = v.p_holm = v.table.p;
	judge_table(&v);
	return v;
}

static struct verdict
judge_trend(const struct group *g, size_t k)
{
	struct verdict v = {.test = "cochran_armitage", .item = xstrdup(g->m->cat[k])};
	struct cochran_armitage ca = {NAN, NAN, NAN, NAN};

	if (!test_trend(g, k, &ca, &v.table))
		v.table = (struct contingency){.min_expected = NAN};
	v.statistic = ca.z;
	v.effect = 100 * ca.slope;
	v.p = v.p_holm = ca.p;
	judge_table(&v);
	v.table.df = 1;
	if (v.tested && g->m->kind == KIND_STOCK) {
		v.tested = false;
		snprintf(v.reason, sizeof(v.reason), "most plans open in one period are open in "
		    "the next too: a trend's p-value takes them as new each time");
	} else if (v.tested && g->m->kind == KIND_UNSAID) {
		snprintf(v.reason, sizeof(v.reason), "only if these are events, such as plans "
		    "started, and not plans open at a moment (--kind)");
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
adjust(struct verdict *v, size_t n)
{
	struct verdict **sorted = xcalloc(n, sizeof(*sorted)), *w;
	double least = 0, p;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (v[i].tested)
			sorted[k++] = &v[i];
	if (k > 0)
		qsort(sorted, k, sizeof(*sorted), by_p);
	for (size_t i = 0; i < k; i++) {
		w = sorted[i];
		p = w->p * (double)(k - i);
		least = p > least ? p : least;
		w->p_holm = least < 1 ? least : 1;
		if (w->p <= LEVEL && w->p_holm > LEVEL) {
			w->tested = false;
			snprintf(w->reason, sizeof(w->reason), "%zu were tested: a p-value of %.2g "
			    "for one of them is no evidence (Holm's adjustment makes it %.2g)", k,
			    w->p, w->p_holm);
		} else if (w->p > LEVEL) {
			w->is = "not_shown";
		} else if (strcmp(w->test, "chi_square") == 0) {
			w->is = "changed";
		} else {
			w->is = w->statistic > 0 ? "rising" : "falling";
		}
	}
	free(sorted);
}

/* All verdicts of a group, in order; the caller frees them and their items. */
static struct verdict *
judge_group(const struct group *g, size_t *n)
{
	size_t pairs = count_pairs(g), a, b;
	struct verdict *v = xcalloc(1 + pairs + g->m->ncats, sizeof(*v));

	*n = 0;
	v[(*n)++] = judge_periods(g, 0, 0);
	adjust(v, 1);
	if (pairs == 2)
		pairs = 1;	/* of two periods, the neighbours are the first and the last */
	for (size_t i = 0; i < pairs; i++) {
		get_pair(g, i, &a, &b);
		v[(*n)++] = judge_periods(g, a, b);
	}
	adjust(v + 1, pairs);
	for (size_t k = 0; k < g->m->ncats; k++)
		if (mix_has_category(g->m, g->number, k))
			v[(*n)++] = judge_trend(g, k);
	adjust(v + 1 + pairs, *n - 1 - pairs);
	return v;
}

static void
put_reason(struct rows *out, const void *record)
{
	rows_str(out, ((const struct verdict *)record)->reason);
}

static void
text_test(struct rows *out, const void *record)
{
	const struct verdict *v = record;

	rows_str(out, strcmp(v->test, "chi_square") == 0 ? "change of mix" : "trend");
}

static void
put_digits(struct rows *out, const char *format, double v)
{
	char buf[40];

	snprintf(buf, sizeof(buf), format, v);
	rows_str(out, isnan(v) ? "" : buf);
}

static void
text_statistic(struct rows *out, const void *record)
{
	put_digits(out, "%.2f", ((const struct verdict *)record)->statistic);
}

static void
text_p(struct rows *out, const void *record)
{
	put_digits(out, "%.2g", ((const struct verdict *)record)->p_holm);
}

static void
text_verdict(struct rows *out, const void *record)
{
	const char *is = ((const struct verdict *)record)->is;

	rows_str(out, strcmp(is, "not_tested") == 0 ? "not tested" :
	    strcmp(is, "not_shown") == 0 ? "not shown" : is);
}

enum { NOT_TESTED = 1 };	/* state for rows_cell() */

#define AT(member) offsetof(struct verdict, member)
static const struct rows_column verdict_columns[] = {
	{"test", ROWS_STRING, AT(test), NULL, 0},
	{"item", ROWS_STRING, AT(item), NULL, 0},
	{"statistic", ROWS_DOUBLE, AT(statistic), NULL, 0},
	{"df", ROWS_INT, AT(table.df), NULL, 0},
	{"effect", ROWS_DOUBLE, AT(effect), NULL, 0},
	{"p", ROWS_DOUBLE, AT(p), NULL, NOT_TESTED},
	{"p_holm", ROWS_DOUBLE, AT(p_holm), NULL, NOT_TESTED},
	{"smallest_expected", ROWS_DOUBLE, AT(table.min_expected), NULL, 0},
	{"below5", ROWS_INT, AT(table.below5), NULL, 0},
	{"cells", ROWS_INT, AT(table.cells), NULL, 0},
	{"n", ROWS_INT, AT(table.n), NULL, 0},
	{"verdict", ROWS_STRING, AT(is), NULL, 0},
	{"reason", ROWS_PUT, 0, put_reason, 0},
};

static const struct rows_column text_columns[] = {
	{"test", ROWS_PUT, 0, text_test, 0},
	{"of", ROWS_STRING, AT(item), NULL, 0},
	{"statistic", ROWS_PUT, 0, text_statistic, 0},
	{"adjusted p", ROWS_PUT, 0, text_p, NOT_TESTED},
	{"verdict", ROWS_PUT, 0, text_verdict, 0},
	{"reason", ROWS_PUT, 0, put_reason, 0},
};
#undef AT

void
tests_verdicts(const struct mix *m, enum rows_format format, struct rows *out)
{
	const struct rows_column *column = format == ROWS_TEXT ? text_columns : verdict_columns;
	size_t ncolumns = format == ROWS_TEXT ? sizeof(text_columns) / sizeof(*text_columns) :
	    sizeof(verdict_columns) / sizeof(*verdict_columns), n;
	struct group g;
	struct verdict *v;

	mix_headings(m, out);
	rows_headings(out, column, ncolumns);
	rows_end(out);
	for (size_t i = 0; i < m->ngroups; i++) {
		g = group_of(m, i);
		v = judge_group(&g, &n);
		for (size_t k = 0; k < n; k++) {
			mix_keys(m, i, out);
			rows_cells(out, column, ncolumns, &v[k], v[k].tested ? 0 : NOT_TESTED, "");
			rows_end(out);
			free(v[k].item);
		}
		free(v);
		free_group(&g);
	}
}

/* The detail for statisticians */

struct statistic {
	const char *test, *item, *name;
	double value;
};

static const struct rows_column statistic_columns[] = {
	{"test", ROWS_STRING, offsetof(struct statistic, test), NULL, 0},
	{"item", ROWS_STRING, offsetof(struct statistic, item), NULL, 0},
	{"statistic", ROWS_STRING, offsetof(struct statistic, name), NULL, 0},
	{"value", ROWS_DOUBLE, offsetof(struct statistic, value), NULL, 0},
};
#define NSTATISTIC (sizeof(statistic_columns) / sizeof(statistic_columns[0]))

static void
put_statistics(const struct group *g, const struct statistic *s, size_t n, struct rows *out)
{
	for (size_t i = 0; i < n; i++) {
		mix_keys(g->m, g->number, out);
		rows_cells(out, statistic_columns, NSTATISTIC, &s[i], 0, "NA");
		rows_end(out);
	}
}

static void
put_periods(const struct group *g, const char *test, const char *item, size_t a, size_t b,
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
	put_statistics(g, s, sizeof(s) / sizeof(s[0]), out);
}

static void
put_trend(const struct group *g, size_t k, struct rows *out)
{
	const char *test = "cochran_armitage", *item = g->m->cat[k];
	struct cochran_armitage ca;
	struct contingency c;

	if (!test_trend(g, k, &ca, &c))
		return;
	const struct statistic s[] = {{test, item, "z", ca.z}, {test, item, "chisq", ca.chisq},
		{test, item, "p", ca.p}, {test, item, "slope", ca.slope}};
	put_statistics(g, s, sizeof(s) / sizeof(s[0]), out);
}

static void
put_group(const struct group *g, struct rows *out)
{
	size_t a, b;
	char *item;

	put_periods(g, "chisq_all_periods", "all", 0, 0, out);
	for (size_t i = 0; i < count_pairs(g); i++) {
		get_pair(g, i, &a, &b);
		item = pair_name(g, a, b);
		put_periods(g, "chisq_pair", item, a, b, out);
		free(item);
	}
	for (size_t k = 0; k < g->m->ncats && g->nperiods > 1; k++)
		if (mix_has_category(g->m, g->number, k))
			put_trend(g, k, out);
}

void
tests_statistics(const struct mix *m, struct rows *out)
{
	struct group g;

	mix_headings(m, out);
	rows_headings(out, statistic_columns, NSTATISTIC);
	rows_end(out);
	for (size_t i = 0; i < m->ngroups; i++) {
		g = group_of(m, i);
		if (g.nperiods > 0)
			put_group(&g, out);
		free_group(&g);
	}
}
