#include "area/text.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "area/columns.h"
#include "area/wordnote.h"
#include "area/words.h"
#include "table/authority.h"
#include "table/layout.h"

#define WIDTH 100		/* columns of a page or a terminal */
#define BAR_LEAST 16
#define BAR_MOST 40

/* The table */

enum { REGION, ENGLAND, SPREAD, NSIGNS };	/* what an authority is compared with */

struct table {
	const struct benchmarks *all;
	const struct benchmark *b;
	struct layout *l;
	double max;		/* the right end of the bars: the largest upper limit */
	size_t bar;		/* characters of a bar; 0 while the other columns are measured */
	bool has[NSIGNS];
};

/* signs: of REGION, ENGLAND and SPREAD, or "". */
static void
put_row(const struct table *t, const char *place, const char *name, const char *count,
    const char *rate, const char *limits, const char *bar, const char *places,
    const char signs[NSIGNS])
{
	const char *const cells[] = {place, name, count, rate, limits, bar, places};
	char shown[2 * NSIGNS];
	size_t n = 0;

	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		layout_str(t->l, cells[i]);
	for (size_t i = 0; i < NSIGNS; i++)
		if (t->has[i]) {
			shown[n++] = signs[i];
			shown[n++] = ' ';
		}
	if (n > 0)
		layout_cell(t->l, (struct slice){shown, signs[0] != '\0' ? n - 1 : 0});
	layout_end(t->l);
}

static size_t
column(double v, const struct table *t)
{
	double last = (double)t->bar - 1;

	return (size_t)fmin(last, fmax(0, floor(v / t->max * last + 0.5)));
}

/* All together, unless that is one, or gives away the one figure that is hidden. */
static bool
has_sum(const struct benchmark *b)
{
	return b->known > 1 && !b->reveals;
}

/* "   :  ---o---": the limits as dashes, the rate as o, a colon at the rate of all together. */
static struct words
bar(const struct table *t, const struct rate *r)
{
	struct words bar = {""};
	size_t n = t->bar;

	if (n == 0)
		return bar;
	memset(bar.text, ' ', n);
	if (has_sum(t->b))
		bar.text[column(t->b->sum.rate, t)] = ':';
	for (size_t i = column(r->ci.lo, t); i <= column(r->ci.hi, t); i++)
		if (bar.text[i] == ' ')
			bar.text[i] = '-';
	bar.text[column(r->value, t)] = 'o';
	while (bar.text[n - 1] == ' ')
		n--;
	bar.text[n] = '\0';
	return bar;
}

/* "68.8 to 90.1", and u where there are few events. */
static void
add_limits(const struct benchmark *b, double count, const struct rate *r, struct textbuf *t)
{
	textbuf_addf(t, "%s%s", words_limits(b, r).text, count < RATES_RELIABLE ? " u" : "");
}

static void
put_known(const struct table *t, const struct area *a, const struct benchmark_area *r)
{
	static const char sign[] = {
		[COMPARE_NONE] = ' ',
		[COMPARE_LOWER] = '-',
		[COMPARE_SIMILAR] = '.',
		[COMPARE_HIGHER] = '+',
	};
	const struct benchmark *b = t->b;
	char place[32], places[64];
	struct textbuf limits = {0};

	add_limits(b, a->count, &r->rate, &limits);
	snprintf(place, sizeof(place), "%zu", r->rank.place);
	if (r->rank.best == r->rank.worst)
		snprintf(places, sizeof(places), "%zu", r->rank.best);
	else
		snprintf(places, sizeof(places), "%zu to %zu", r->rank.best, r->rank.worst);
	put_row(t, place, area_shown(a), words_fixed(a->count, 0).text,
	    words_rate(b, r->rate.value).text, limits.p, bar(t, &r->rate).text, places,
	    (const char[NSIGNS]){sign[words_region_class(b, r)],
	    sign[words_england_class(b, r)], sign[r->od]});
	textbuf_free(&limits);
}

/* A short mark takes the count's place; other reasons go where the bar would be. */
static void
put_unknown(const struct table *t, const struct area *a)
{
	const char none[NSIGNS] = {""};
	bool counted = !isnan(a->count), mark = strlen(area_plain_mark(a)) <= 3;
	bool word = strlen(a->mark) > 3;
	char why[100];

	snprintf(why, sizeof(why), "%s%s", counted && mark ? "population " : "", a->mark);
	put_row(t, "", area_shown(a), counted ? words_fixed(a->count, 0).text : word ? "" :
	    a->mark, "", "", counted || word ? why : "", "", none);
}

static void
put_whole(const struct table *t, const char *name, const struct benchmark_whole *w)
{
	const char none[NSIGNS] = {""};
	const struct rate *r = &w->crude;
	struct textbuf limits = {0};

	if (isnan(r->ci.hi))
		return;
	add_limits(t->b, w->count, r, &limits);
	put_row(t, "", name, words_fixed(w->count, 0).text, words_rate(t->b, r->value).text,
	    limits.p, bar(t, r).text, "", none);
	textbuf_free(&limits);
}

static void
put_sum(const struct table *t)
{
	const struct benchmark *b = t->b;
	char name[64];

	if (!has_sum(b))
		return;
	if (b->known < b->group->wanted)
		snprintf(name, sizeof(name), "%zu of %zu together", b->known, b->group->wanted);
	else
		snprintf(name, sizeof(name), "%zu together", b->known);
	put_whole(t, name, &b->sum);
}

static void
put_table(struct table *t, size_t width)
{
	const struct benchmark *b = t->b;
	const struct area_group *g = b->group;
	char limits[32], scale[420];

	t->l = layout_new(LAYOUT_TEXT);
	t->bar = width;
	snprintf(limits, sizeof(limits), "%.12s limits", words_level(b->conf).text);
	snprintf(scale, sizeof(scale), "0 to %s", words_rate(b, t->max).text);
	put_row(t, "place", t->all->areas->q->choice == AREAS_ALL ? "area" : "authority", "count",
	    b->proportion ? "percent" : "rate", limits, width > 0 ? scale : "", "places", "RES");
	for (size_t i = 0; i < g->n; i++)
		if (b->area[b->order[i]].known)
			put_known(t, &g->area[b->order[i]], &b->area[b->order[i]]);
		else
			put_unknown(t, &g->area[b->order[i]]);
	if (g->region.code != NULL && b->has_region)
		put_whole(t, area_shown(&g->region), &b->region);
	if (g->england.code != NULL)
		put_whole(t, area_shown(&g->england)[0] != '\0' ? area_shown(&g->england) :
		    AUTHORITY_ENGLAND_NAME, &b->england);
	put_sum(t);
}

/* What the bars and the signs after them mean. */
static void
add_key(const struct table *t, struct textbuf *to)
{
	const char *between = " ", *noun = benchmark_noun(t->b->proportion);

	textbuf_addf(to, "Bars: the limits, o the %s", noun);
	if (has_sum(t->b))
		textbuf_addf(to, ", : the %s of all together", noun);
	textbuf_addf(to, ".");
	if (t->has[REGION]) {
		textbuf_addf(to, " R %s", words_beside(t->all, t->b).text);
		between = ", ";
	}
	if (t->has[ENGLAND]) {
		textbuf_addf(to, "%sE England", between);
		between = ", ";
	}
	if (t->has[SPREAD])
		textbuf_addf(to, "%sS the usual spread", between);
	if (t->has[REGION] || t->has[ENGLAND] || t->has[SPREAD])
		textbuf_addf(to, ": + higher, - lower, . not distinguishable.");
}

/* Prints t, in which names are as in the input, and empties it. */
static void
print_line(struct textbuf *t, FILE *f)
{
	char *escaped = layout_escape(textbuf_slice(t), LAYOUT_TEXT);

	fprintf(f, "%s\n", escaped);
	free(escaped);
	textbuf_reset(t);
}

/* The bars take the room that the other columns leave. */
static void
print_table(const struct benchmarks *all, const struct benchmark *b, struct textbuf *key, FILE *f)
{
	struct table t = {.all = all, .b = b};
	size_t others;
	bool drawn;

	t.max = fmax(0, fmax(b->region.crude.ci.hi, b->england.crude.ci.hi));
	for (size_t i = 0; i < b->group->n; i++) {
		t.max = fmax(t.max, b->area[i].rate.ci.hi);
		t.has[REGION] |= b->area[i].known &&
		    words_region_class(b, &b->area[i]) != COMPARE_NONE;
		t.has[ENGLAND] |= b->area[i].known &&
		    words_england_class(b, &b->area[i]) != COMPARE_NONE;
		t.has[SPREAD] |= b->area[i].od != COMPARE_NONE;
	}
	drawn = t.max > 0;
	if (!drawn)
		t.max = 1;
	put_table(&t, 0);
	others = layout_text_width(t.l);
	layout_free(t.l);
	put_table(&t, !drawn ? 0 : others + BAR_LEAST > WIDTH ? BAR_LEAST :
	    others + BAR_MOST < WIDTH ? BAR_MOST : WIDTH - others);
	layout_print(t.l, f);
	layout_free(t.l);
	putc('\n', f);
	if (!drawn)
		return;
	add_key(&t, key);
	print_line(key, f);
	putc('\n', f);
}

/* Sentences */

/* The authority that the sentences are about, or group->n when it has no rate there. */
static size_t
find_about(const struct benchmark *b, const char *about)
{
	const struct area_group *g = b->group;

	for (size_t i = 0; i < g->n; i++)
		if (b->area[i].known && area_is(&g->area[i], about != NULL ? about :
		    AUTHORITY_OWN_CODE))
			return i;
	return about == NULL && b->known > 0 ? b->order[0] : g->n;
}

/* A paragraph on the group. */
static void
add_paragraph(const struct benchmarks *all, const struct benchmark *b, const char *about,
    const char *label, struct textbuf *t)
{
	size_t i = find_about(b, about);

	if (i < b->group->n)
		words_area(all, b, i, label, t);
	else
		words_no_rate(all, b, about, t);
	if (b->known > 0)
		words_unknown(b, i < b->group->n ? NULL : about, t);
}

/* How the authority's rate changed, if it has one in both groups. */
static void
add_change(const struct benchmarks *all, const struct benchmark *to, const char *about,
    struct textbuf *t)
{
	const struct benchmark *from = &to[-1];
	size_t i = find_about(from, about), k = find_about(to, about);
	const struct area *was = &from->group->area[i], *is = &to->group->area[k];

	if (i < from->group->n && k < to->group->n && strcmp(was->code, is->code) == 0 &&
	    strcmp(was->name, is->name) == 0)
		words_change(all, from, to, i, k, t);
}

static void
say_left_out(const struct benchmarks *all, const char *name)
{
	struct errmsg e;

	errmsg_set(&e, "note: '%s' is not in the sentences, which have no word for what is "
	    "counted; --label TEXT gives one, such as --label 'children on a plan'", name);
	if (name[0] != '\0' && !all->areas->q->filter->quiet)
		all->areas->q->say(e.text);
}

void
text_print(const struct benchmarks *all, const char *label, FILE *f)
{
	const char *about = all->areas->q->about;
	struct textbuf t = {0};

	for (size_t i = 0; i < all->n; i++) {
		const struct benchmark *b = &all->group[i];
		const struct area_group *g = b->group;

		textbuf_addf(&t, "%s%s%s", words_period(g).text, g->title[0] != '\0' ? ", " : "",
		    g->title);
		print_line(&t, f);
		putc('\n', f);
		print_table(all, b, &t, f);
		add_paragraph(all, b, about, label, &t);
		print_line(&t, f);
		if (i > 0 && words_has_change(&b[-1], b))
			add_change(all, b, about, &t);
		if (t.n > 0)
			print_line(&t, f);
		putc('\n', f);
	}
	if (all->n > 0) {
		wordnote_add(all, &t);
		print_line(&t, f);
		say_left_out(all, words_left_out(all, label));
	}
	textbuf_free(&t);
}
