#include "league.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "benchrow.h"
#include "layout.h"
#include "leaguesay.h"
#include "num.h"
#include "xalloc.h"

#define BAR 40			/* characters of a bar */
#define NUMBER LEAGUESAY_NUMBER

static const char *
count_text(char buf[NUMBER], double v)
{
	num_format_fixed(buf, NUMBER, v, 0);
	return buf;
}

/* The largest upper limit of the table: the right end of the bars. */
static double
widest(const struct benchmark *b, const struct area_group *g)
{
	const struct benchmark_whole wholes[] = {b->region, b->england};
	struct rate r;
	double max = 0;

	for (size_t i = 0; i < g->n; i++)
		if (b->area[i].known)
			max = fmax(max, b->area[i].rate.ci.hi);
	for (size_t i = 0; i < 2; i++)
		if (rate_crude(wholes[i].count, wholes[i].population, b->per, RATE_AUTO, b->conf,
		    &r) == 0)
			max = fmax(max, r.ci.hi);
	return max > 0 ? max : 1;
}

static size_t
column(double v, double max)
{
	return (size_t)fmin(BAR - 1, fmax(0, floor(v / max * (BAR - 1) + 0.5)));
}

/* "   :  ---o---": the limits as dashes, the rate as o, a colon at the rate of all together. */
static void
draw(char bar[BAR + 1], const struct rate *r, double centre, double max)
{
	memset(bar, ' ', BAR);
	bar[BAR] = '\0';
	bar[column(centre, max)] = ':';
	for (size_t i = column(r->ci.lo, max); i <= column(r->ci.hi, max); i++)
		if (bar[i] == ' ')
			bar[i] = '-';
	bar[column(r->value, max)] = 'o';
	for (size_t i = BAR; i > 0 && bar[i - 1] == ' '; i--)
		bar[i - 1] = '\0';
}

static void
put_rate(struct layout *l, const struct benchmark *b, const struct area *a, const struct rate *r,
    double max)
{
	char lo[NUMBER], hi[NUMBER], text[2 * NUMBER + 8], bar[BAR + 1];

	layout_str(l, count_text(text, a->count));
	layout_str(l, leaguesay_rate(lo, b, r->value));
	snprintf(text, sizeof text, "%s to %s", leaguesay_rate(lo, b, r->ci.lo), leaguesay_rate(hi, b, r->ci.hi));
	layout_str(l, text);
	draw(bar, r, b->count * b->per / b->population, max);
	layout_str(l, bar);
}

static void
put_blank(struct layout *l, size_t n)
{
	while (n-- > 0)
		layout_str(l, "");
}

/* Is there a region to show, other than England itself? */
static bool
shows_region(const struct area_group *g, const struct benchmark *b)
{
	return !isnan(b->region.count) && (g->region.code == NULL || g->england.code == NULL ||
	    strcmp(g->region.code, g->england.code) != 0);
}

static void
put_authority(const struct area_group *g, const struct benchmark *b, size_t i, double max,
    struct layout *l)
{
	const struct benchmark_area *r = &b->area[i];
	char text[NUMBER];

	if (!r->known) {
		layout_str(l, "");
		layout_str(l, area_shown(&g->area[i]));
		layout_str(l, g->area[i].mark);
		put_blank(l, 6 + shows_region(g, b));
		layout_end(l);
		return;
	}
	snprintf(text, sizeof text, "%zu", r->rank.place);
	layout_str(l, text);
	layout_str(l, area_shown(&g->area[i]));
	put_rate(l, b, &g->area[i], &r->rate, max);
	snprintf(text, sizeof text, "%zu to %zu", r->rank.best, r->rank.worst);
	layout_str(l, text);
	if (shows_region(g, b))
		layout_str(l, compare_name(compare_value(r->rate.ci,
		    b->region.count * b->per / b->region.population)));
	layout_str(l, compare_name(compare_value(r->rate.ci,
	    b->england.count * b->per / b->england.population)));
	layout_str(l, compare_name(r->od));
	layout_end(l);
}

static void
put_whole(const struct area_group *g, const struct benchmark *b, const char *name,
    struct benchmark_whole w, double max,
    struct layout *l)
{
	char none[] = "";
	struct area a = {.code = none, .name = none, .count = w.count, .population = w.population};
	struct rate r;

	if (rate_crude(w.count, w.population, b->per, RATE_AUTO, b->conf, &r) != 0)
		return;
	layout_str(l, "");
	layout_str(l, name);
	put_rate(l, b, &a, &r, max);
	put_blank(l, 3 + shows_region(g, b));
	layout_end(l);
}

static void
put_headings(const struct area_group *g, const struct benchmark *b, double max, struct layout *l)
{
	static const char *const first[] = {"place", "authority", "count", "rate"};
	char text[NUMBER + 40], number[NUMBER];

	for (size_t i = 0; i < sizeof(first) / sizeof(first[0]); i++)
		layout_str(l, first[i]);
	snprintf(text, sizeof text, "%s limits", leaguesay_level(number, b));
	layout_str(l, text);
	snprintf(text, sizeof text, "0 to %s (: all together)", leaguesay_rate(number, b, max));
	layout_str(l, text);
	layout_str(l, "places");
	if (shows_region(g, b))
		layout_str(l, g->region.code != NULL ? area_shown(&g->region) : g->title);
	layout_str(l, "England");
	layout_str(l, "usual spread");
	layout_end(l);
}

static void
table(const struct area_group *g, const struct benchmark *b, struct layout *l)
{
	size_t *order = xcalloc(g->n + 1, sizeof *order);
	double max = widest(b, g);
	char sum[100];

	put_headings(g, b, max, l);
	benchrow_order(g, b, order);
	for (size_t i = 0; i < g->n; i++)
		put_authority(g, b, order[i], max, l);
	free(order);
	if (g->region.code != NULL && shows_region(g, b))
		put_whole(g, b, area_shown(&g->region), b->region, max, l);
	if (g->england.code != NULL)
		put_whole(g, b, area_shown(&g->england), b->england, max, l);
	snprintf(sum, sizeof sum, b->known < g->wanted ? "%zu of %zu together" : "%zu together",
	    b->known, g->wanted);
	put_whole(g, b, sum, (struct benchmark_whole){b->count, b->population}, max, l);
}

void
league_print(const struct areas *a, const struct benchmark *b, const struct league_options *opt,
    FILE *f)
{
	const struct area_group *g, *before = NULL;

	for (size_t i = 0; i < areas_ngroups(a); i++) {
		struct layout *l = layout_new();

		g = areas_group(a, i);
		fprintf(f, "%s%s%s\n\n", g->label, g->title[0] != '\0' ? ", " : "", g->title);
		table(g, &b[i], l);
		layout_print(l, LAYOUT_TEXT, f);
		layout_free(l);
		fputs("\n", f);
		leaguesay_group(g, &b[i], opt, f);
		if (before != NULL && strcmp(before->region_code, g->region_code) == 0)
			leaguesay_change(before, &b[i - 1], g, &b[i], opt, f);
		fputs("\n", f);
		before = g;
	}
	if (before != NULL)
		leaguesay_rules(a, b, f);
}
