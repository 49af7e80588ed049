#include "area/benchmark.h"

#include <math.h>
#include <string.h>

#include "stat/funnel.h"
#include "stat/poisson.h"

/* The known areas as the statistics take them. */
struct known {
	double *count, *population;
	long double *work;
	struct interval *ci;
	struct rank *rank;
	size_t n;
};

static struct known
list_known(const struct benchmark *b, struct arena *memory)
{
	const struct area_group *g = b->group;
	struct known k = {
		.count = arena_alloc(memory, b->known * sizeof(*k.count)),
		.population = arena_alloc(memory, b->known * sizeof(*k.population)),
		.work = arena_alloc(memory, 2 * b->known * sizeof(*k.work)),
		.ci = arena_alloc(memory, b->known * sizeof(*k.ci)),
		.rank = arena_alloc(memory, b->known * sizeof(*k.rank)),
	};

	for (size_t i = 0; i < g->n; i++) {
		if (!b->area[i].known)
			continue;
		k.count[k.n] = g->area[i].count;
		k.population[k.n] = g->area[i].population;
		k.ci[k.n++] = b->area[i].rate.ci;
	}
	return k;
}

static struct benchmark_whole
whole(const struct benchmark *b, double count, double population)
{
	struct benchmark_whole w = {count, population, count * b->per / population,
	    {.ci = {NAN, NAN}}};

	rate_crude(count, population, b->per, RATE_AUTO, b->conf, &w.crude);
	return w;
}

static struct benchmark_whole
published(const struct benchmark *b, const struct area *a)
{
	return a->code != NULL ? whole(b, a->count, a->population) : whole(b, NAN, NAN);
}

static struct benchmark_against
against(const struct rate *rate, const struct benchmark_whole *w)
{
	return (struct benchmark_against){w->rate, rate->value / w->rate,
	    compare_value(rate->ci, w->rate)};
}

/* Against the rest of the group, and against the funnels about the rate of all together. */
static void
compare_to_others(const struct benchmark *b, const struct area *a, struct benchmark_area *to)
{
	long double expected = (long double)b->sum.count * a->population / b->sum.population;
	struct interval limits;

	to->rest = (struct ratio){NAN, {NAN, NAN}, NAN};
	if (b->known < 2)
		return;		/* alone, it would be compared with itself */
	compare_ratio(a->count, a->population, b->sum.count - a->count,
	    b->sum.population - a->population, b->conf, &to->rest);
	if (poisson_exact((double)expected, b->conf, &limits) == 0)
		to->funnel = funnel_side(a->count, limits);
	if (b->dispersed &&
	    funnel_normal(expected, fmaxl(1, b->dispersion.phi), b->conf, &limits) == 0)
		to->od = funnel_side(a->count, limits);
}

/* By place; ties, and those without a rate at the end, in the order of the group. */
static void
put_in_order(struct benchmark *b, struct arena *memory)
{
	size_t *ties = arena_alloc(memory, (b->known + 1) * sizeof(*ties)), last = b->known, place;

	for (size_t i = 0; i < b->group->n; i++) {
		place = b->area[i].rank.place;
		b->order[b->area[i].known ? place - 1 + ties[place]++ : last++] = i;
	}
}

/* Works out the rates and their sum. The index of an area beyond the methods, or n. */
static size_t
add_rates(struct benchmark *b)
{
	double count = 0, population = 0;

	for (size_t i = 0; i < b->group->n; i++) {
		const struct area *a = &b->group->area[i];

		if (!area_is_known(a))
			continue;
		if (rate_crude(a->count, a->population, b->per, RATE_AUTO, b->conf,
		    &b->area[i].rate) != 0)
			return i;
		b->area[i].known = true;
		b->known++;
		count += a->count;
		population += a->population;
	}
	b->sum = whole(b, count, population);
	return b->group->n;
}

static void
add_comparisons(struct benchmark *b, struct arena *memory)
{
	const struct area_group *g = b->group;
	struct known k = list_known(b, memory);

	b->region = published(b, &g->region);
	b->england = published(b, &g->england);
	if (g->region.code == NULL && g->whole_region && b->known == g->wanted) {
		b->region = b->sum;
		b->region_is_sum = true;
	}
	b->has_region = !isnan(b->region.rate) && (g->region.code == NULL ||
	    g->england.code == NULL || strcmp(g->region.code, g->england.code) != 0);
	rank_rates(k.count, k.population, k.ci, k.n, k.rank);
	b->dispersed = dispersion(k.count, k.population, k.n, k.work, &b->dispersion) == 0;
	for (size_t i = 0, at = 0; i < g->n; i++) {
		struct benchmark_area *to = &b->area[i];

		if (!to->known)
			continue;
		to->rank = k.rank[at++];
		to->quartile = rank_group(to->rank.place, b->known, 4);
		to->quintile = rank_group(to->rank.place, b->known, 5);
		to->region = against(&to->rate, &b->region);
		to->england = against(&to->rate, &b->england);
		compare_to_others(b, &g->area[i], to);
	}
	put_in_order(b, memory);
}

int
benchmarks_make(struct benchmarks *b, const struct areas *areas, double per, double conf,
    struct errmsg *e)
{
	size_t bad;

	*b = (struct benchmarks){.n = areas->n, .per = per, .conf = conf};
	b->group = arena_alloc(&b->memory, b->n * sizeof(*b->group));
	for (size_t i = 0; i < b->n; i++) {
		const struct area_group *g = &areas->group[i];

		b->group[i] = (struct benchmark){.group = g, .per = per, .conf = conf,
		    .area = arena_alloc(&b->memory, g->n * sizeof(struct benchmark_area)),
		    .order = arena_alloc(&b->memory, g->n * sizeof(size_t))};
		if ((bad = add_rates(&b->group[i])) < g->n) {
			benchmarks_free(b);
			return errmsg_set(e, "line %llu: the figures of %s are beyond what the "
			    "methods take", (unsigned long long)g->area[bad].line,
			    area_shown(&g->area[bad]));
		}
		add_comparisons(&b->group[i], &b->memory);
	}
	return 0;
}

void
benchmarks_free(struct benchmarks *b)
{
	arena_free(&b->memory);
}
