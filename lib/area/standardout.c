#include "area/standardout.h"

#include <math.h>

#include "base/intern.h"
#include "stat/rate.h"

void
standardout_heading(const struct rateadd *r, struct input *in, const size_t *key, size_t nkey,
    struct rows *o)
{
	for (size_t i = 0; i < nkey; i++)
		rows_field(o, input_headings(in)[key[i]]);
	rows_str(o, "count");
	rows_str(o, r->ratio ? "expected" : "population");
	rateadd_names(r, o);
	rows_end(o);
}

/* The rate at each level. NULL, or why there is none. */
static const char *
direct(const struct rateadd *r, const struct standard_group *g, double count, struct rate *rate)
{
	for (size_t i = 0; i < r->nlevels; i++)
		if (rate_direct(g->count, g->population, g->standard, g->n, r->per, r->conf[i],
		    &rate[i]) != 0)
			return count < RATE_DIRECT_LEAST ? "fewer than 10 events in all" :
			    count > RATE_MOST ? "more events than the methods take" : "no weight above 0";
	return NULL;
}

static const char *
indirect(const struct rateadd *r, double count, double expected, struct rate *rate)
{
	for (size_t i = 0; i < r->nlevels; i++)
		if (rate_indirect(count, expected, 1, r->method, r->conf[i], &rate[i]) != 0)
			return count > RATE_MOST ? "more events than the methods take" :
			    "no events are expected";
	return NULL;
}

bool
standardout_group(const struct rateadd *r, const struct standard_group *g, struct rows *o,
    struct errmsg *why)
{
	struct slice rest = g->key, cell, name = {"", 0};
	double count = 0, population = 0, expected = 0;
	struct rate rate[RATEADD_LEVELS];
	const char *none = g->why_not;

	while (keybuf_next(&rest, &cell)) {
		rows_field(o, cell);
		name = cell.n > 0 ? cell : name;
	}
	for (size_t i = 0; i < g->n; i++) {
		count += g->count[i];
		population += g->population[i];
		expected += g->population[i] * g->standard[i] / r->per;
	}
	if (none == NULL)
		none = r->ratio ? indirect(r, count, expected, rate) : direct(r, g, count, rate);
	rows_double(o, count, "");
	rows_double(o, r->ratio ? expected : population, "");
	rateadd_values(r, none == NULL ? rate : NULL, o);
	rows_end(o);
	if (none != NULL)
		errmsg_set(why, "%.*s%sno standardised %s: %s", SLICE_ARG(name),
		    name.n > 0 ? ": " : "", r->ratio ? "ratio" : "rate", none);
	return none == NULL;
}
