#include "plans/mixverdict.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "plans/mixout.h"
#include "plans/mixtable.h"

#define LEVEL 0.05

struct verdict {
	const char *test, *is;
	char *item;		/* to be freed */
	double statistic, effect, p, p_holm;
	struct contingency table;
	bool tested;		/* the p-value is fit to be looked at */
	char reason[240];
};

/* Decides whether the table bears a p-value at all. */
static void
judge_table(struct verdict *v)
{
	const struct contingency *c = &v->table;

	v->is = "not_tested";
	if (c->df < 1)
		snprintf(v->reason, sizeof v->reason, "fewer than two periods, or two categories, have "
		    "any plans: nothing to compare");
	else if (c->min_expected < CONTINGENCY_LEAST || c->below5 * 5 > c->cells)
		snprintf(v->reason, sizeof v->reason, "%" PRId64 " of %" PRId64 " expected counts are "
		    "below 5, the smallest %.2g: too few plans for a p-value", c->below5, c->cells,
		    c->min_expected);
	else
		v->tested = true;
}

static struct verdict
judge_periods(const struct mixtable *t, size_t a, size_t b)
{
	struct verdict v = {.test = "chi_square",
	    .item = a == b ? xstrdup("all periods") : mixtable_pair_name(t, a, b)};

	if (!mixtable_test(t, a, b, &v.table))
		v.table = (struct contingency){.chisq = NAN, .p = NAN, .v = NAN,
		    .min_expected = NAN};
	v.statistic = v.table.chisq;
	v.effect = v.table.v;
	v.p = v.p_holm = v.table.p;
	judge_table(&v);
	return v;
}

static struct verdict
judge_trend(const struct mixtable *t, size_t k)
{
	struct verdict v = {.test = "cochran_armitage", .item = xstrdup(t->m->cat[k])};
	struct cochran_armitage ca = {NAN, NAN, NAN, NAN};

	if (!mixtable_trend(t, k, &ca, &v.table))
		v.table = (struct contingency){.min_expected = NAN};
	v.statistic = ca.z;
	v.effect = 100 * ca.slope;
	v.p = v.p_holm = ca.p;
	judge_table(&v);
	v.table.df = 1;
	if (v.tested && t->m->kind == KIND_STOCK) {
		v.tested = false;
		snprintf(v.reason, sizeof v.reason, "most plans open in one period are open in the next "
		    "too: a trend's p-value takes them as new each time");
	} else if (v.tested && t->m->kind == KIND_UNSAID) {
		snprintf(v.reason, sizeof v.reason, "only if these are events, such as plans started, and "
		    "not plans open at a moment (--kind)");
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
 * Holm's adjustment over the tested ones of n verdicts: the i-th smallest of k p-values times k - i + 1, never
 * below the one before, at most 1. Source: S. Holm (1979), Scand. J. Statist. 6, 65-70.
 */
static void
adjust(struct verdict *v, size_t n)
{
	struct verdict **sorted = xcalloc(n, sizeof *sorted);
	double least = 0, p;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (v[i].tested)
			sorted[k++] = &v[i];
	if (k > 0)
		qsort(sorted, k, sizeof *sorted, by_p);
	for (size_t i = 0; i < k; i++) {
		p = sorted[i]->p * (double)(k - i);
		least = p > least ? p : least;
		sorted[i]->p_holm = least < 1 ? least : 1;
	}
	for (size_t i = 0; i < k; i++) {
		struct verdict *w = sorted[i];

		if (w->p <= LEVEL && w->p_holm > LEVEL) {
			w->tested = false;
			snprintf(w->reason, sizeof w->reason, "%zu were tested: a p-value of %.2g for one "
			    "of them is no evidence (Holm's adjustment makes it %.2g)", k, w->p,
			    w->p_holm);
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
judge_group(const struct mixtable *t, size_t *n)
{
	size_t pairs = mixtable_pairs(t), a, b;
	struct verdict *v = xcalloc(1 + pairs + t->m->ncats, sizeof *v);

	v[(*n)++] = judge_periods(t, 0, 0);
	adjust(v, 1);
	if (pairs == 2)
		pairs = 1;	/* of two periods, the neighbours are the first and the last */
	for (size_t i = 0; i < pairs; i++) {
		mixtable_pair(t, i, &a, &b);
		v[(*n)++] = judge_periods(t, a, b);
	}
	adjust(v + 1, pairs);
	for (size_t k = 0; k < t->m->ncats; k++)
		if (mix_has_category(t->m, t->group, k))
			v[(*n)++] = judge_trend(t, k);
	adjust(v + 1 + pairs, *n - 1 - pairs);
	return v;
}

static void
put_defined(struct writer *out, double v)
{
	if (isnan(v))
		writer_str(out, NULL);
	else
		writer_double(out, v);
}

static int
put_verdict(const struct mixtable *t, const struct verdict *v, struct writer *out)
{
	mixout_keys(t->m, t->group, out);
	writer_str(out, v->test);
	writer_str(out, v->item);
	put_defined(out, v->statistic);
	writer_int(out, v->table.df);
	put_defined(out, v->effect);
	put_defined(out, v->tested ? v->p : NAN);
	put_defined(out, v->tested ? v->p_holm : NAN);
	put_defined(out, v->table.min_expected);
	writer_int(out, v->table.below5);
	writer_int(out, v->table.cells);
	writer_int(out, v->table.n);
	writer_str(out, v->is);
	writer_str(out, v->reason);
	return writer_end(out);
}

int
mixverdict_csv(const struct mix *m, struct writer *out)
{
	static const char *const names[] = {
		"test", "item", "statistic", "df", "effect", "p", "p_holm", "smallest_expected",
		"below5", "cells", "n", "verdict", "reason",
	};
	int r;

	mixout_columns(m, out);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		writer_str(out, names[i]);
	r = writer_end(out);
	for (size_t g = 0; g < m->ngroups && r == 0; g++) {
		struct mixtable t = mixtable_of(m, g);
		size_t n = 0;
		struct verdict *v = judge_group(&t, &n);

		for (size_t i = 0; i < n; i++) {
			if (r == 0)
				r = put_verdict(&t, &v[i], out);
			free(v[i].item);
		}
		free(v);
		mixtable_free(&t);
	}
	return r;
}

static void
text_number(struct layout *out, const char *format, double v)
{
	char buf[40];

	snprintf(buf, sizeof buf, format, v);
	layout_str(out, isnan(v) ? "" : buf);
}

static void
text_verdict(const struct mixtable *t, const struct verdict *v, struct layout *out)
{
	const struct mix *m = t->m;

	for (size_t i = 0; i < m->ncols; i++)
		layout_str(out, m->key[t->group * m->ncols + i]);
	if (m->by_indicator)
		layout_str(out, m->indicator[t->group]);
	layout_str(out, strcmp(v->test, "chi_square") == 0 ? "change of mix" : "trend");
	layout_str(out, v->item);
	text_number(out, "%.2f", v->statistic);
	text_number(out, "%.2g", v->tested ? v->p_holm : NAN);
	layout_str(out, strcmp(v->is, "not_tested") == 0 ? "not tested" :
	    strcmp(v->is, "not_shown") == 0 ? "not shown" : v->is);
	layout_str(out, v->reason);
	layout_end(out);
}

void
mixverdict_text(const struct mix *m, struct layout *out)
{
	static const char *const names[] = {"test", "of", "statistic", "adjusted p", "verdict",
		"reason"};

	for (size_t i = 0; i < m->ncols; i++)
		layout_str(out, m->col[i]);
	if (m->by_indicator)
		layout_str(out, "indicator");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		layout_str(out, names[i]);
	layout_end(out);
	for (size_t g = 0; g < m->ngroups; g++) {
		struct mixtable t = mixtable_of(m, g);
		size_t n = 0;
		struct verdict *v = judge_group(&t, &n);

		for (size_t i = 0; i < n; i++) {
			text_verdict(&t, &v[i], out);
			free(v[i].item);
		}
		free(v);
		mixtable_free(&t);
	}
}
