#include "area/league.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "area/benchrow.h"
#include "area/leaguesay.h"
#include "base/memory.h"
#include "base/num.h"
#include "table/layout.h"

#define WIDTH 100		/* columns that a page or a terminal has */
#define BAR_LEAST 16
#define BAR_MOST 40
#define NUMBER LEAGUESAY_NUMBER

/* A table while it is put together. */
struct table {
	const struct area_group *g;
	const struct benchmark *b;
	struct layout *l;
	double max;		/* the right end of the bars */
	size_t bar;		/* characters of a bar; 0 while the other columns are measured */
	bool against[3];	/* is there a region, an England, an over-dispersed funnel to compare with? */
};

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
column(double v, const struct table *t)
{
	return (size_t)fmin((double)t->bar - 1, fmax(0, floor(v / t->max * ((double)t->bar - 1) + 0.5)));
}

/* "   :  ---o---": the limits as dashes, the rate as o, a colon at the rate of all together. */
static void
put_bar(const struct table *t, const struct rate *r)
{
	char bar[BAR_MOST + 1] = "";

	if (t->bar > 0) {
		memset(bar, ' ', t->bar);
		bar[column(t->b->count * t->b->per / t->b->population, t)] = ':';
		for (size_t i = column(r->ci.lo, t); i <= column(r->ci.hi, t); i++)
			if (bar[i] == ' ')
				bar[i] = '-';
		bar[column(r->value, t)] = 'o';
		for (size_t i = t->bar; i > 0 && bar[i - 1] == ' '; i--)
			bar[i - 1] = '\0';
	}
	layout_str(t->l, bar);
}

static void
put_rate(const struct table *t, double count, const struct rate *r)
{
	char lo[NUMBER], hi[NUMBER], text[2 * NUMBER + 8];

	layout_str(t->l, count_text(text, count));
	layout_str(t->l, leaguesay_rate(lo, t->b, r->value));
	snprintf(text, sizeof text, "%s to %s", leaguesay_rate(lo, t->b, r->ci.lo),
	    leaguesay_rate(hi, t->b, r->ci.hi));
	layout_str(t->l, text);
	put_bar(t, r);
}

static char
sign(enum compare_class c)
{
	return c == COMPARE_HIGHER ? '+' : c == COMPARE_LOWER ? '-' : c == COMPARE_SIMILAR ? '.' : ' ';
}

/* What each comparison gave, a character each: "+ + ." */
static void
put_signs(const struct table *t, const char signs[3])
{
	char text[6];
	size_t n = 0;

	for (size_t i = 0; i < 3; i++) {
		if (!t->against[i])
			continue;
		if (n > 0)
			text[n++] = ' ';
		text[n++] = signs[i];
	}
	text[n] = '\0';
	if (n > 0)
		layout_str(t->l, text);
}

static enum compare_class
class_against(const struct benchmark *b, const struct rate *r, struct benchmark_whole w)
{
	return compare_value(r->ci, w.count * b->per / w.population);
}

/* Why an authority has no rate goes where its bar would be, unless it is a mark in place of its count. */
static void
put_without_rate(const struct table *t, const struct area *a)
{
	char text[NUMBER];
	bool counted = !isnan(a->count), word = strlen(a->mark) > 3;

	layout_str(t->l, "");
	layout_str(t->l, area_shown(a));
	layout_str(t->l, counted ? count_text(text, a->count) : word ? "" : a->mark);
	layout_str(t->l, "");
	layout_str(t->l, "");
	snprintf(text, sizeof text, "%s%s", counted && !word ? "population " : "",
	    counted || word ? a->mark : "");
	layout_str(t->l, text);
	layout_end(t->l);
}

static void
put_authority(const struct table *t, size_t i)
{
	const struct benchmark_area *r = &t->b->area[i];
	const struct area *a = &t->g->area[i];
	char text[NUMBER];

	if (!r->known) {
		put_without_rate(t, a);
		return;
	}
	snprintf(text, sizeof text, "%zu", r->rank.place);
	layout_str(t->l, text);
	layout_str(t->l, area_shown(a));
	put_rate(t, a->count, &r->rate);
	snprintf(text, sizeof text, "%zu to %zu", r->rank.best, r->rank.worst);
	layout_str(t->l, text);
	put_signs(t, (char[]){sign(class_against(t->b, &r->rate, t->b->region)),
	    sign(class_against(t->b, &r->rate, t->b->england)), sign(r->od)});
	layout_end(t->l);
}

static void
put_whole(const struct table *t, const char *name, struct benchmark_whole w)
{
	struct rate r;

	if (rate_crude(w.count, w.population, t->b->per, RATE_AUTO, t->b->conf, &r) != 0)
		return;
	layout_str(t->l, "");
	layout_str(t->l, name);
	put_rate(t, w.count, &r);
	layout_end(t->l);
}

static void
put_headings(const struct table *t)
{
	static const char *const first[] = {"place", "authority", "count", "rate"};
	char text[NUMBER + 40], number[NUMBER];

	for (size_t i = 0; i < sizeof(first) / sizeof(first[0]); i++)
		layout_str(t->l, first[i]);
	snprintf(text, sizeof text, "%s limits", leaguesay_level(number, t->b));
	layout_str(t->l, text);
	snprintf(text, sizeof text, "0 to %s", leaguesay_rate(number, t->b, t->max));
	layout_str(t->l, t->bar > 0 ? text : "");
	layout_str(t->l, "places");
	put_signs(t, "RES");
	layout_end(t->l);
}

static void
put_rows(const struct table *t, const size_t *order)
{
	const struct area_group *g = t->g;
	const struct benchmark *b = t->b;
	char sum[100];

	put_headings(t);
	for (size_t i = 0; i < g->n; i++)
		put_authority(t, order[i]);
	if (g->region.code != NULL && leaguesay_has_region(g, b))
		put_whole(t, area_shown(&g->region), b->region);
	if (g->england.code != NULL)
		put_whole(t, area_shown(&g->england), b->england);
	snprintf(sum, sizeof sum, b->known < g->wanted ? "%zu of %zu together" : "%zu together",
	    b->known, g->wanted);
	put_whole(t, sum, (struct benchmark_whole){b->count, b->population});
}

/* What the bars and the signs behind them mean. */
static void
print_key(const struct table *t, FILE *f)
{
	const char *between = " ";

	fputs("Bars: the limits, o the rate, : the rate of all together.", f);
	if (t->against[0]) {
		fputs(" R ", f);
		leaguesay_region(t->g, t->b, f);
		fputs(" (interval rule)", f);
		between = ", ";
	}
	if (t->against[1]) {
		fprintf(f, "%sE England (interval rule)", between);
		between = ", ";
	}
	if (t->against[2]) {
		fprintf(f, "%sS the spread usual between authorities (over-dispersed funnel)", between);
		between = ", ";
	}
	fputs(between[0] == ',' ? ": + above, - below, . not apart.\n" : "\n", f);
}

static void
print_table(const struct area_group *g, const struct benchmark *b, FILE *f)
{
	struct table t = {.g = g, .b = b, .max = widest(b, g)};
	size_t *order = xcalloc(g->n + 1, sizeof *order), others;

	benchrow_order(g, b, order);
	t.against[0] = leaguesay_has_region(g, b);
	t.against[1] = !isnan(b->england.count / b->england.population);
	for (size_t i = 0; i < g->n; i++)
		t.against[2] |= b->area[i].od != COMPARE_NONE;
	t.l = layout_new();
	put_rows(&t, order);
	others = layout_text_width(t.l);
	layout_free(t.l);
	t.bar = others + BAR_LEAST > WIDTH ? BAR_LEAST : WIDTH - others;
	t.bar = t.bar > BAR_MOST ? BAR_MOST : t.bar;
	t.l = layout_new();
	put_rows(&t, order);
	layout_print(t.l, LAYOUT_TEXT, f);
	layout_free(t.l);
	free(order);
	fputs("\n", f);
	print_key(&t, f);
	fputs("\n", f);
}

static void
print_all(const struct areas *a, const struct benchmark *b, const struct league_options *opt,
    FILE *f)
{
	const struct area_group *g, *before = NULL;

	for (size_t i = 0; i < areas_ngroups(a); i++) {
		char period[PERIOD_SIZE];

		g = areas_group(a, i);
		period_format(period, g->period);
		fprintf(f, "%s%s%s\n\n", period, g->title[0] != '\0' ? ", " : "", g->title);
		print_table(g, &b[i], f);
		leaguesay_group(g, &b[i], opt, f);
		if (before != NULL && strcmp(before->region_code, g->region_code) == 0)
			leaguesay_change(before, &b[i - 1], g, &b[i], opt, f);
		fputs("\n", f);
		before = g;
	}
	if (before != NULL)
		leaguesay_rules(a, b, f);
}

/* Names come from the input: what could command a terminal is taken out of the sentences as out of the table. */
int
league_print(const struct areas *a, const struct benchmark *b, const struct league_options *opt,
    FILE *f)
{
	char *text = NULL, *line, *end;
	size_t n = 0;
	FILE *all = open_memstream(&text, &n);

	if (all == NULL)
		return -1;
	print_all(a, b, opt, all);
	if (fclose(all) != 0) {
		free(text);
		return -1;
	}
	for (char *at = text; at < text + n; at = end + 1) {
		end = memchr(at, '\n', (size_t)(text + n - at));	/* the text ends in one */
		line = layout_escape((struct slice){at, (size_t)(end - at)}, LAYOUT_TEXT);
		fprintf(f, "%s\n", line);
		free(line);
	}
	free(text);
	return 0;
}
