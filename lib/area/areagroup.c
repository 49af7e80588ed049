#include "area/areagroup.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void
areagroup_start(struct area_group *g, struct period p, struct slice label,
    struct slice region_code, struct slice region_name)
{
	*g = (struct area_group){.period = p, .label = slice_dup(label),
	    .region_code = slice_dup(region_code), .region_name = slice_dup(region_name)};
}

struct area *
areagroup_add(struct area_group *g)
{
	g->area = xgrow(g->area, &g->cap, g->n + 1, sizeof *g->area);
	g->area[g->n] = (struct area){0};
	return &g->area[g->n++];
}

void
areagroup_add_absent(struct area_group *g, struct slice code, struct slice name)
{
	*areagroup_add(g) = (struct area){.code = slice_dup(code), .name = slice_dup(name),
	    .count = NAN, .population = NAN, .mark = xstrdup("absent"), .member = SIZE_MAX};
}

void
areagroup_clear(struct area_group *g)
{
	for (size_t i = 0; i < g->n; i++)
		area_clear(&g->area[i]);
	area_clear(&g->region);
	area_clear(&g->england);
	free(g->area);
	free(g->label);
	free(g->region_code);
	free(g->region_name);
	free(g->title);
}

bool
areagroup_has(const struct area_group *g, size_t member)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->area[i].member == member)
			return true;
	return false;
}

size_t
areagroup_known(const struct area_group *g)
{
	size_t known = 0;

	for (size_t i = 0; i < g->n; i++)
		known += !isnan(g->area[i].count) && !isnan(g->area[i].population);
	return known;
}

int
areagroup_order(const void *va, const void *vb)
{
	const struct area_group *a = va, *b = vb;

	if (a->period.freq != b->period.freq)
		return a->period.freq < b->period.freq ? -1 : 1;
	if (a->period.ord != b->period.ord)
		return a->period.ord < b->period.ord ? -1 : 1;
	return strcmp(a->region_code, b->region_code);
}

const char *
area_shown(const struct area *a)
{
	return a->name[0] != '\0' ? a->name : a->code;
}

struct area
area_copy(const struct area *from)
{
	struct area to = *from;

	to.code = xstrdup(from->code);
	to.name = xstrdup(from->name);
	to.mark = xstrdup(from->mark);
	return to;
}

void
area_clear(struct area *area)
{
	free(area->code);
	free(area->name);
	free(area->mark);
	*area = (struct area){0};
}
