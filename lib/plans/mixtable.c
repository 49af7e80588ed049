#include "plans/mixtable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct mixtable
mixtable_of(const struct mix *m, size_t g)
{
	struct mixtable t = {m, g, 0, xcalloc(m->nperiods, sizeof *t.period),
	    xcalloc(m->nperiods * m->ncats, sizeof *t.count)};

	for (size_t p = 0; p < m->nperiods; p++)
		if (mix_has_period(m, g, p) &&
		    mix_counts(m, g, p, t.count + t.nperiods * m->ncats))
			t.period[t.nperiods++] = p;
	return t;
}

void
mixtable_free(struct mixtable *t)
{
	free(t->period);
	free(t->count);
}

const char *
mixtable_label(const struct mixtable *t, size_t p)
{
	return t->m->period[t->period[p]].label;
}

char *
mixtable_pair_name(const struct mixtable *t, size_t a, size_t b)
{
	size_t n = strlen(mixtable_label(t, a)) + strlen(mixtable_label(t, b)) + 4;
	char *item = xmalloc(n);

	snprintf(item, n, "%s v %s", mixtable_label(t, a), mixtable_label(t, b));
	return item;
}

bool
mixtable_test(const struct mixtable *t, size_t a, size_t b, struct contingency *c)
{
	size_t n = t->m->ncats;
	int64_t *two;
	bool fine;

	if (a == b)
		return contingency(t->count, t->nperiods, n, c) == 0;
	two = xcalloc(2 * n, sizeof *two);
	for (size_t k = 0; k < n; k++) {
		two[k] = t->count[a * n + k];
		two[n + k] = t->count[b * n + k];
	}
	fine = contingency(two, 2, n, c) == 0;
	free(two);
	return fine;
}

bool
mixtable_trend(const struct mixtable *t, size_t k, struct cochran_armitage *ca, struct contingency *c)
{
	size_t n = t->nperiods, ncats = t->m->ncats;
	int64_t *two = xcalloc(2 * n, sizeof *two), *all = xcalloc(n, sizeof *all);
	double *score = xcalloc(n, sizeof *score);
	bool fine;

	for (size_t p = 0; p < n; p++) {
		for (size_t j = 0; j < ncats; j++)
			all[p] += t->count[p * ncats + j];
		two[p] = t->count[p * ncats + k];
		two[n + p] = all[p] - two[p];
		score[p] = t->m->period[t->period[p]].score;
	}
	fine = cochran_armitage(two, all, score, n, ca) == 0 && contingency(two, 2, n, c) == 0;
	free(two);
	free(all);
	free(score);
	return fine;
}

size_t
mixtable_pairs(const struct mixtable *t)
{
	return t->nperiods < 2 ? 0 : t->nperiods;
}

void
mixtable_pair(const struct mixtable *t, size_t i, size_t *a, size_t *b)
{
	*a = i + 1 < t->nperiods ? i : 0;
	*b = i + 1 < t->nperiods ? i + 1 : t->nperiods - 1;
}
