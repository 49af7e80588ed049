#include "area/benchmark.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/funnel.h"

/* The known areas side by side, as the statistics take them. */
struct columns {
	double *count, *population;
	long double *work;
	struct interval *ci;
	struct rank *rank;
	size_t n;
};

static bool
is_known(const struct area *a)
{
	return !isnan(a->count) && !isnan(a->population);
}

static void
columns_fill(struct columns *c, const struct area_group *g, const struct benchmark *b)
{
	*c = (struct columns){
		.count = xcalloc(g->n + 1, sizeof(double)),
		.population = xcalloc(g->n + 1, sizeof(double)),
		.work = xcalloc(2 * g->n + 1, sizeof(long double)),
		.ci = xcalloc(g->n + 1, sizeof(struct interval)),
		.rank = xcalloc(g->n + 1, sizeof(struct rank)),
	};
	for (size_t i = 0; i < g->n; i++) {
		if (!b->area[i].known)
			continue;
		c->count[c->n] = g->area[i].count;
		c->population[c->n] = g->area[i].population;
		c->ci[c->n] = b->area[i].rate.ci;
		c->n++;
	}
}

static void
columns_free(struct columns *c)
{
	free(c->count);
	free(c->population);
	free(c->work);
	free(c->ci);
	free(c->rank);
}

/* Against the rest of the group, and against the funnels about the rate of all together. */
static void
against_others(struct benchmark *b, const struct area *a, struct benchmark_area *to)
{
	long double expected = (long double)b->count * a->population / b->population;
	struct interval limits;

	if (b->known < 2)
		return;		/* alone, it would be compared with itself */
	to->has_rest = compare_ratio(a->count, a->population, b->count - a->count,
	    b->population - a->population, b->conf, &to->rest) == 0;
	if (funnel_exact((double)expected, b->conf, &limits) == 0)
		to->funnel = funnel_side(a->count, limits);
	if (b->dispersed &&
	    funnel_normal(expected, fmaxl(1, b->dispersion.phi), b->conf, &limits) == 0)
		to->od = funnel_side(a->count, limits);
}

static struct benchmark_whole
whole(const struct area *a)
{
	if (a->code == NULL)
		return (struct benchmark_whole){NAN, NAN};
	return (struct benchmark_whole){a->count, a->population};
}

int
benchmark_make(struct benchmark *b, const struct area_group *g, double per, double conf,
    size_t *bad)
{
	struct columns c;

	*b = (struct benchmark){.per = per, .conf = conf};
	b->area = xcalloc(g->n + 1, sizeof *b->area);
	for (size_t i = 0; i < g->n; i++) {
		if (!is_known(&g->area[i]))
			continue;
		if (rate_crude(g->area[i].count, g->area[i].population, per, RATE_AUTO, conf,
		    &b->area[i].rate) != 0) {
			*bad = i;
			benchmark_free(b);
			return -1;
		}
		b->area[i].known = true;
		b->known++;
		b->count += g->area[i].count;
		b->population += g->area[i].population;
	}
	b->region = whole(&g->region);
	b->england = whole(&g->england);
	if (g->region.code == NULL && g->whole_region && b->known == g->wanted) {
		b->region = (struct benchmark_whole){b->count, b->population};
		b->region_is_sum = true;
	}
	columns_fill(&c, g, b);
	rank_rates(c.count, c.population, c.ci, c.n, c.rank);
	b->dispersed = dispersion(c.count, c.population, c.n, c.work, &b->dispersion) == 0;
	for (size_t i = 0, k = 0; i < g->n; i++) {
		if (!b->area[i].known)
			continue;
		b->area[i].rank = c.rank[k++];
		b->area[i].quartile = rank_group(b->area[i].rank.place, b->known, 4);
		against_others(b, &g->area[i], &b->area[i]);
	}
	columns_free(&c);
	return 0;
}

void
benchmark_free(struct benchmark *b)
{
	free(b->area);
	b->area = NULL;
}
