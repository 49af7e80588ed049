#include "area/text.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "table/layout.h"

#define WIDTH 100		/* columns of a page or a terminal */
#define BAR_LEAST 16
#define BAR_MOST 40
#define NUMBER SENTENCES_NUMBER

enum { REGION, ENGLAND, SPREAD, NSIGNS };	/* what an authority is compared with */

/* A table being put together. */
struct table {
	const struct benchmark *b;
	struct layout *l;
	double max;		/* the right end of the bars */
	size_t bar;		/* characters of a bar; 0 while the other columns are measured */
	bool has[NSIGNS];
};

/* A row of the table, or its heading. */
struct line {
	const char *name;
	char place[NUMBER], count[NUMBER], rate[NUMBER], limits[2 * NUMBER + 8];
	char bar[NUMBER + 16];
	char places[NUMBER], sign[NSIGNS];
};

static void
put_line(const struct table *t, const struct line *line)
{
	char signs[2 * NSIGNS + 1];
	size_t n = 0;

	layout_str(t->l, line->place);
	layout_str(t->l, line->name);
	layout_str(t->l, line->count);
	layout_str(t->l, line->rate);
	layout_str(t->l, line->limits);
	layout_str(t->l, line->bar);
	layout_str(t->l, line->places);
	for (size_t i = 0; i < NSIGNS; i++)
		if (t->has[i])
			n += (size_t)sprintf(signs + n, "%s%c", n > 0 ? " " : "", line->sign[i]);
	if (n > 0)
		layout_str(t->l, line->sign[0] != '\0' ? signs : "");
	layout_end(t->l);
}

static void
put_headings(const struct table *t)
{
	struct line line = {"authority", "place", "count", "rate", .places = "places",
	    .sign = {'R', 'E', 'S'}};
	char number[NUMBER];

	snprintf(line.limits, sizeof(line.limits), "%s limits",
	    sentences_level(number, t->b->conf));
	if (t->bar > 0)
		snprintf(line.bar, sizeof(line.bar), "0 to %s",
		    sentences_rate(number, t->b, t->max));
	put_line(t, &line);
}

static size_t
column(double v, const struct table *t)
{
	double last = (double)t->bar - 1;

	return (size_t)fmin(last, fmax(0, floor(v / t->max * last + 0.5)));
}

/* "   :  ---o---": the limits as dashes, the rate as o, a colon at the rate of all together. */
static void
draw_bar(char *bar, const struct table *t, const struct rate *r)
{
	size_t n = t->bar;

	if (n == 0)
		return;
	memset(bar, ' ', n);
	bar[column(t->b->sum.rate, t)] = ':';
	for (size_t i = column(r->ci.lo, t); i <= column(r->ci.hi, t); i++)
		if (bar[i] == ' ')
			bar[i] = '-';
	bar[column(r->value, t)] = 'o';
	while (bar[n - 1] == ' ')
		n--;
	bar[n] = '\0';
}

static void
fill_rate(struct line *line, const struct table *t, double count, const struct rate *r)
{
	char lo[NUMBER], hi[NUMBER];

	num_format_fixed(line->count, NUMBER, count, 0);
	sentences_rate(line->rate, t->b, r->value);
	snprintf(line->limits, sizeof(line->limits), "%s to %s",
	    sentences_rate(lo, t->b, r->ci.lo), sentences_rate(hi, t->b, r->ci.hi));
	draw_bar(line->bar, t, r);
}

static char
sign(enum compare_class c)
{
	static const char signs[] = {
		[COMPARE_NONE] = ' ',
		[COMPARE_LOWER] = '-',
		[COMPARE_SIMILAR] = '.',
		[COMPARE_HIGHER] = '+',
	};

	return signs[c];
}

/* A mark takes the count's place; other reasons for having no rate go where the bar would be. */
static void
fill_reason(struct line *line, const struct area *a)
{
	bool counted = !isnan(a->count), word = strlen(a->mark) > 3;

	if (counted)
		num_format_fixed(line->count, NUMBER, a->count, 0);
	snprintf(counted || word ? line->bar : line->count, NUMBER, "%s%s",
	    counted && !word ? "population " : "", a->mark);
}

static void
put_authority(const struct table *t, size_t i)
{
	const struct benchmark_area *r = &t->b->area[i];
	const struct area *a = &t->b->group->area[i];
	struct line line = {.name = area_shown(a)};

	if (r->known) {
		snprintf(line.place, NUMBER, "%zu", r->rank.place);
		fill_rate(&line, t, a->count, &r->rate);
		snprintf(line.places, NUMBER, "%zu to %zu", r->rank.best, r->rank.worst);
		line.sign[REGION] = sign(r->region.class);
		line.sign[ENGLAND] = sign(r->england.class);
		line.sign[SPREAD] = sign(r->od);
	} else {
		fill_reason(&line, a);
	}
	put_line(t, &line);
}

static void
put_whole(const struct table *t, const char *name, const struct benchmark_whole *w)
{
	struct line line = {.name = name};

	if (isnan(w->crude.ci.hi))
		return;
	fill_rate(&line, t, w->count, &w->crude);
	put_line(t, &line);
}

static void
put_table(struct table *t, size_t bar)
{
	const struct benchmark *b = t->b;
	const struct area_group *g = b->group;
	char sum[100];

	t->l = layout_new();
	t->bar = bar;
	put_headings(t);
	for (size_t i = 0; i < g->n; i++)
		put_authority(t, b->order[i]);
	if (g->region.code != NULL && b->has_region)
		put_whole(t, area_shown(&g->region), &b->region);
	if (g->england.code != NULL)
		put_whole(t, area_shown(&g->england), &b->england);
	snprintf(sum, sizeof(sum), b->known < g->wanted ? "%zu of %zu together" : "%zu together",
	    b->known, g->wanted);
	put_whole(t, sum, &b->sum);
}

/* What the bars and the signs after them mean. */
static void
print_key(const struct table *t, FILE *f)
{
	static const char *const words[NSIGNS] = {
		[ENGLAND] = "E England (interval rule)",
		[SPREAD] = "S the spread usual between authorities (over-dispersed funnel)",
	};
	bool any = false;

	fputs("Bars: the limits, o the rate, : the rate of all together.", f);
	for (size_t i = 0; i < NSIGNS; i++) {
		if (!t->has[i])
			continue;
		fputs(any ? ", " : " ", f);
		any = true;
		if (i == REGION) {
			fputs("R ", f);
			sentences_region(t->b, f);
			fputs(" (interval rule)", f);
		} else {
			fputs(words[i], f);
		}
	}
	fputs(any ? ": + above, - below, . not apart.\n" : "\n", f);
}

/* The largest upper limit of the table: the right end of the bars. */
static double
largest(const struct benchmark *b)
{
	double max = fmax(0, fmax(b->region.crude.ci.hi, b->england.crude.ci.hi));

	for (size_t i = 0; i < b->group->n; i++)
		max = fmax(max, b->area[i].rate.ci.hi);
	return max > 0 ? max : 1;
}

/* The bars take the room that the other columns leave. */
static void
print_table(const struct benchmark *b, FILE *f)
{
	struct table t = {.b = b, .max = largest(b)};
	size_t others;

	t.has[REGION] = b->has_region;
	t.has[ENGLAND] = !isnan(b->england.rate);
	for (size_t i = 0; i < b->group->n; i++)
		t.has[SPREAD] |= b->area[i].od != COMPARE_NONE;
	put_table(&t, 0);
	others = layout_text_width(t.l);
	layout_free(t.l);
	put_table(&t, others + BAR_LEAST > WIDTH ? BAR_LEAST :
	    others + BAR_MOST < WIDTH ? BAR_MOST : WIDTH - others);
	layout_print(t.l, LAYOUT_TEXT, f);
	layout_free(t.l);
	fputs("\n", f);
	print_key(&t, f);
	fputs("\n", f);
}

static void
print_all(const struct benchmarks *all, const struct sentences_options *opt, FILE *f)
{
	char period[PERIOD_SIZE];

	for (size_t i = 0; i < all->n; i++) {
		const struct benchmark *b = &all->group[i];
		const struct area_group *g = b->group;

		period_format(period, g->period);
		fprintf(f, "%s%s%s\n\n", period, g->title[0] != '\0' ? ", " : "", g->title);
		print_table(b, f);
		sentences_group(b, opt, f);
		if (i > 0 && strcmp(b[-1].group->region_code, g->region_code) == 0)
			sentences_change(&b[-1], b, opt, f);
		fputs("\n", f);
	}
	if (all->n > 0)
		sentences_rules(all, f);
}

/* Names come from the input, so control characters are taken out of the sentences too. */
int
text_print(const struct benchmarks *b, const struct sentences_options *opt, FILE *f)
{
	char *text = NULL, *line, *end;
	size_t n = 0;
	FILE *all = open_memstream(&text, &n);

	if (all == NULL)
		return -1;
	print_all(b, opt, all);
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
