#include "area/benchrow.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/level.h"

/* %: the level's digits */
static const char *const columns[] = {
	"new_la_code", "la_name", "count", "population", "rate", "lower%", "upper%", "method", "rank",
	"n_ranked", "rank_best", "rank_worst", "quartile", "region_rate", "region_ratio",
	"region_class", "rest_ratio", "rest_lower%", "rest_upper%", "rest_p", "england_rate",
	"england_ratio", "england_class", "funnel_class", "od_class", "phi", "symbol",
};
#define NCOLUMNS (sizeof(columns) / sizeof(columns[0]))
#define FIRST_BLANK_OF_TOTALS 8		/* rank and all behind it */

void
benchrow_heading(struct rows *o, double conf, bool each_region)
{
	char suffix[LEVEL_SUFFIX], name[LEVEL_SUFFIX + 20];

	level_suffix(suffix, conf);
	rows_str(o, "time_period");
	if (each_region) {
		rows_str(o, "region_code");
		rows_str(o, "region_name");
	}
	for (size_t i = 0; i < NCOLUMNS; i++) {
		int bare = (int)strcspn(columns[i], "%");

		snprintf(name, sizeof name, "%.*s%s", bare, columns[i],
		    columns[i][bare] == '%' ? suffix : "");
		rows_str(o, name);
	}
	rows_end(o);
}

/* A number of areas; 0 stands for none. */
static void
put_size(struct rows *o, size_t n)
{
	rows_double(o, n > 0 ? (double)n : NAN, "");
}

static void
put_blanks(struct rows *o, size_t n)
{
	while (n-- > 0)
		rows_str(o, "");
}

/* What every row begins with, to method. rate == NULL: no numbers but those given. */
static void
put_first(struct rows *o, const struct area_group *g, bool each_region, const struct area *a,
    const struct rate *rate)
{
	rows_str(o, g->label);
	if (each_region) {
		rows_str(o, g->region_code);
		rows_str(o, g->region_name);
	}
	rows_str(o, a->code);
	rows_str(o, a->name);
	rows_double(o, a->count, "");
	rows_double(o, a->population, "");
	if (rate == NULL) {
		put_blanks(o, 4);
		return;
	}
	rows_double(o, rate->value, "");
	rows_double(o, rate->ci.lo, "");
	rows_double(o, rate->ci.hi, "");
	rows_str(o, rate_method_name(rate->method));
}

/* Rate, ratio and class against a whole, by the interval rule. */
static void
put_against(struct rows *o, const struct benchmark *b, const struct rate *rate,
    struct benchmark_whole w)
{
	double theirs = w.count * b->per / w.population;

	rows_double(o, theirs, "");
	rows_double(o, rate->value / theirs, "");
	rows_str(o, compare_name(compare_value(rate->ci, theirs)));
}

static void
put_area(struct rows *o, const struct area_group *g, const struct benchmark *b, bool each_region,
    size_t i)
{
	const struct benchmark_area *r = &b->area[i];

	put_first(o, g, each_region, &g->area[i], r->known ? &r->rate : NULL);
	if (r->known) {
		put_size(o, r->rank.place);
		put_size(o, b->known);
		put_size(o, r->rank.best);
		put_size(o, r->rank.worst);
		put_size(o, r->quartile);
		put_against(o, b, &r->rate, b->region);
		rows_double(o, r->has_rest ? r->rest.value : NAN, "");
		rows_double(o, r->has_rest ? r->rest.ci.lo : NAN, "");
		rows_double(o, r->has_rest ? r->rest.ci.hi : NAN, "");
		rows_double(o, r->has_rest ? r->rest.p : NAN, "");
		put_against(o, b, &r->rate, b->england);
		rows_str(o, compare_name(r->funnel));
		rows_str(o, compare_name(r->od));
		rows_double(o, b->dispersed && b->known > 1 ? (double)b->dispersion.phi : NAN, "");
	} else {
		rows_str(o, "");
		put_size(o, b->known);
		put_blanks(o, NCOLUMNS - FIRST_BLANK_OF_TOTALS - 3);
	}
	rows_str(o, g->area[i].mark);
	rows_end(o);
}

static void
put_total(struct rows *o, const struct area_group *g, const struct benchmark *b,
    bool each_region, const struct area *a)
{
	struct rate rate;
	bool known = rate_crude(a->count, a->population, b->per, RATE_AUTO, b->conf, &rate) == 0;

	put_first(o, g, each_region, a, known ? &rate : NULL);
	put_blanks(o, NCOLUMNS - FIRST_BLANK_OF_TOTALS - 1);
	rows_str(o, a->mark);
	rows_end(o);
}

static void
put_totals(struct rows *o, const struct area_group *g, const struct benchmark *b,
    bool each_region)
{
	char code[] = "", mark[] = "", name[100];
	struct area sum = {.code = code, .name = name, .mark = mark,
	    .count = b->known > 0 ? b->count : NAN,
	    .population = b->known > 0 ? b->population : NAN};

	if (g->region.code != NULL)
		put_total(o, g, b, each_region, &g->region);
	if (g->england.code != NULL)
		put_total(o, g, b, each_region, &g->england);
	if (b->known < g->wanted)
		snprintf(name, sizeof name, "Sum of %zu of %zu authorities", b->known, g->wanted);
	else
		snprintf(name, sizeof name, "Sum of %zu authorities", b->known);
	put_total(o, g, b, each_region, &sum);
}

struct place {
	size_t place, index;
};

static int
by_place(const void *va, const void *vb)
{
	const struct place *a = va, *b = vb;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

void
benchrow_order(const struct area_group *g, const struct benchmark *b, size_t *order)
{
	struct place *p = xcalloc(g->n + 1, sizeof *p);

	for (size_t i = 0; i < g->n; i++)
		p[i] = (struct place){b->area[i].known ? b->area[i].rank.place : SIZE_MAX, i};
	qsort(p, g->n, sizeof *p, by_place);
	for (size_t i = 0; i < g->n; i++)
		order[i] = p[i].index;
	free(p);
}

void
benchrow_group(struct rows *o, const struct area_group *g, const struct benchmark *b,
    bool each_region, bool totals)
{
	size_t *order = xcalloc(g->n + 1, sizeof *order);

	benchrow_order(g, b, order);
	for (size_t i = 0; i < g->n; i++)
		put_area(o, g, b, each_region, order[i]);
	free(order);
	if (totals)
		put_totals(o, g, b, each_region);
}
