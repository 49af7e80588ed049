#include "area/columns.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "table/cell.h"

void
columns_add(struct columns *c, const struct rows_column *from, size_t n, double conf, size_t offset)
{
	char suffix[LEVEL_SUFFIX];

	for (size_t i = 0; i < n; i++) {
		struct rows_column *to = &c->column[c->n++];
		size_t bare = strcspn(from[i].name, "%");

		assert(c->n <= COLUMNS_MOST);
		*to = from[i];
		to->at += offset;
		if (to->name[bare] == '%') {
			level_suffix(suffix, conf);
			snprintf(to->name + bare, sizeof(to->name) - bare, "%s", suffix);
		}
	}
}

int
columns_decimals(const struct rate *r, int least)
{
	double v = r->value == 0 ? r->ci.hi : r->value;
	int d = least;

	while (d < DECIMALS_MOST && v > 0 && v * pow(10, d) < 9.5)
		d++;
	return d;
}

static struct interval
limits_at(double count, enum rate_method method, struct rate_level *level, double scale)
{
	struct rate r;

	if (rate_crude(count, 1, 1, method, level, &r) != 0)
		return (struct interval){NAN, NAN};
	return (struct interval){r.ci.lo * scale, r.ci.hi * scale};
}

struct interval
count_limits(double count, enum rate_method method, double conf, double scale)
{
	struct rate_level level = rate_level(conf);
	struct interval ci = limits_at(count, method, &level, scale);

	rate_level_free(&level);
	return ci;
}

struct detail_levels
detail_levels(void)
{
	return (struct detail_levels){rate_level(0.95), rate_level(0.998)};
}

void
detail_levels_free(struct detail_levels *at)
{
	rate_level_free(&at->at95);
	rate_level_free(&at->at998);
}

struct rate_detail
rate_detail(double count, double population, double per, struct detail_levels *at)
{
	const struct interval none = {NAN, NAN};
	double scale = per / population;

	if (!(count >= 0 && count <= RATE_MOST && population > 0))
		return (struct rate_detail){NAN, none, none, none, none, NULL};
	return (struct rate_detail){
		.rate = count * scale,
		.limits95 = limits_at(count, RATE_AUTO, &at->at95, scale),
		.limits998 = limits_at(count, RATE_AUTO, &at->at998, scale),
		.exact95 = limits_at(count, RATE_EXACT, &at->at95, scale),
		.byar95 = limits_at(count, RATE_BYAR, &at->at95, scale),
		.method = rate_method_name(count < POISSON_SWITCH ? RATE_EXACT : RATE_BYAR),
	};
}
