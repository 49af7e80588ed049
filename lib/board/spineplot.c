#include <math.h>
#include <stdlib.h>

#include "base/intern.h"
#include "board/glyph.h"
#include "board/plot.h"

enum {
	VALUE_SIZE = 12,
	PITCH = 30,
	NARROW_PITCH = 42,	/* with the name above the bar, by */
	ABOVE = 16,
	BAR = 14,
	MARGIN = 10,
	COLUMN = 58,
	HEADING = 18,
};

/* An indicator: a row of the chart. */
struct vertebra {
	struct slice name, unit;
	enum polarity polarity;
	const struct plotin_row *own;	/* of the highlighted area; NULL: none */
	double least, most, from, to;	/* of all areas; of the middle two quarters; NaN: none */
	double middle;			/* England or, without it, the median of the areas */
	int decimals;
};

struct spine {
	struct plot *p;
	struct frame *f;
	struct vertebra *v;
	size_t n;
	bool england, median;		/* what is in the middle of the bars */
	double x_own, x_england, from, to;	/* the columns, and the bar */
	double pitch;
};

/* How the own area differs from England. */
enum difference { BETTER, WORSE, SIMILAR, DIFFERENT, UNSAID };

static const struct {
	enum shape shape;
	const char *colour, *label;
} looks[] = {
	[BETTER] = {SHAPE_HOLLOW_UP, INK_BETTER, "better than England"},
	[WORSE] = {SHAPE_DOWN, INK_WORSE, "worse than England"},
	[SIMILAR] = {SHAPE_DOT, INK_SOFT, "not distinguishable from England"},
	[DIFFERENT] = {SHAPE_SQUARE, INK_NEITHER, "different from England"},
	[UNSAID] = {SHAPE_RING, INK_SOFT, "not compared with England"},
};

static enum difference
difference_of(const struct vertebra *v)
{
	bool higher = slice_is(v->own->england_class, "higher");

	if (v->own->england_class.n == 0)
		return UNSAID;
	if (slice_is(v->own->england_class, "similar"))
		return SIMILAR;
	if (v->polarity == POLARITY_NEUTRAL)
		return DIFFERENT;
	return higher == (v->polarity == POLARITY_HIGHER) ? BETTER : WORSE;
}

/* What the dictionary says of the indicator, or else the row. */
static void
settle(struct spine *s, struct vertebra *v, const struct plotin_row *r)
{
	const struct dictionary_entry *entry;
	struct keybuf key = {0};

	v->name = r->indicator.n > 0 ? r->indicator : slice_of("rate");
	v->unit = r->unit;
	polarity_parse(r->polarity, &v->polarity);
	keybuf_add(&key, r->indicator);
	entry = dictionary_of_series(s->p->dictionary, r->indicator.p, keybuf_key(&key), NULL);
	if (entry != NULL) {
		v->name = entry->label.n > 0 ? entry->label : v->name;
		v->unit = entry->unit.n > 0 ? entry->unit : v->unit;
		v->polarity = entry->polarity != POLARITY_NEUTRAL ? entry->polarity : v->polarity;
	}
	keybuf_free(&key);
}

static int
add_area(struct vertebra *v, const struct plotin_row *r, struct errmsg *e)
{
	if (r->highlit && v->own != NULL)
		return plotin_fault(r, e, "a second highlighted row of '%.*s' (line %ju); "
		    "expected one area", SLICE_ARG(r->indicator), (uintmax_t)v->own->line);
	if (r->highlit)
		v->own = r;
	v->least = fmin(v->least, r->value);
	v->most = fmax(v->most, r->value);
	if (r->quartile == 2 || r->quartile == 3) {
		v->from = fmin(v->from, r->value);
		v->to = fmax(v->to, r->value);
	}
	return 0;
}

static int
compare_values(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median_of(struct plotin_row *const *of, size_t n)
{
	double *value = xcalloc(n + 1, sizeof(*value)), median;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (!isnan(of[i]->value))
			value[k++] = of[i]->value;
	qsort(value, k, sizeof(*value), compare_values);
	median = k > 0 ? (value[(k - 1) / 2] + value[k / 2]) / 2 : NAN;
	free(value);
	return median;
}

/* The areas of an indicator are all known. */
static void
settle_middle(struct spine *s, struct vertebra *v, struct plotin_row *const *of, size_t n)
{
	if (v->own == NULL)
		return;
	v->middle = v->own->england_rate;
	s->england |= !isnan(v->middle);
	if (!isnan(v->middle))
		return;
	v->middle = median_of(of, n);
	s->median |= !isnan(v->middle);
}

static int
find_indicators(struct spine *s, struct errmsg *e)
{
	struct plot *p = s->p;
	struct plotin_row **of = xcalloc(p->n, sizeof(struct plotin_row *));
	struct vertebra *v;
	bool any = false;
	size_t k, n;
	int r = 0;

	for (size_t i = 0; i < p->n && r == 0; i++) {
		if (isnan(p->row[i]->ranked))
			continue;
		for (k = 0; k < i && !slice_eq(p->row[k]->indicator, p->row[i]->indicator); k++)
			;
		if (k < i)
			continue;
		v = &s->v[s->n++];
		*v = (struct vertebra){.least = NAN, .most = NAN, .from = NAN, .to = NAN,
		    .middle = NAN};
		settle(s, v, p->row[i]);
		n = 0;
		for (k = i; k < p->n && r == 0; k++)
			if (slice_eq(p->row[k]->indicator, p->row[i]->indicator) &&
			    !isnan(p->row[k]->ranked)) {
				of[n++] = p->row[k];
				r = add_area(v, p->row[k], e);
			}
		v->decimals = plot_decimals(of, n);
		settle_middle(s, v, of, n);
		any |= v->own != NULL;
	}
	free(of);
	if (r == 0 && !any)
		return errmsg_set(e, "--type: 'spine' is about one area; expected --highlight, "
		    "such as --highlight 'la_name=Redcar and Cleveland'");
	return r;
}

static bool
is_flipped(const struct vertebra *v)
{
	return v->polarity == POLARITY_LOWER;
}

/* England or the median in the middle, and the area furthest from it at one end. */
static double
across(const struct spine *s, const struct vertebra *v, double value)
{
	double middle = v->middle, half = (s->to - s->from) / 2, far, x;

	if (isnan(middle))
		return s->from + half;
	far = fmax(fabs(v->least - middle), fabs(v->most - middle));
	x = far > 0 ? (value - middle) / far : 0;
	x = fmax(-1, fmin(is_flipped(v) ? -x : x, 1));
	return s->from + half * (1 + x);
}

static struct slice
number(const struct spine *s, const struct vertebra *v, double value)
{
	char buf[AXIS_TEXT];

	if (isnan(value))
		return slice_of("");
	axis_format(buf, value, v->decimals);
	return plot_text(s->p, "%s%s", buf, unit_is_percent(v->unit) ? "%" : "");
}

static void
put_bar(struct spine *s, const struct vertebra *v, double y)
{
	double a = across(s, v, v->least), b = across(s, v, v->most);

	if (isnan(v->least))
		return;
	svg_rect(&s->f->svg, fmin(a, b), y - BAR / 2.0, fabs(b - a), BAR);
	svg_attr(&s->f->svg, "fill", "#fff");
	svg_attr(&s->f->svg, "stroke", INK_LIMIT);
	svg_end(&s->f->svg);
	if (isnan(v->from))
		return;
	a = across(s, v, v->from);
	b = across(s, v, v->to);
	svg_rect(&s->f->svg, fmin(a, b), y - BAR / 2.0, fabs(b - a), BAR);
	svg_attr(&s->f->svg, "fill", INK_BAR);
	svg_attr(&s->f->svg, "stroke", INK_LIMIT);
	svg_end(&s->f->svg);
}

static void
put_own(struct spine *s, const struct vertebra *v, double y)
{
	enum difference d = difference_of(v);

	if (!isnan(v->own->region_rate))
		shape_draw(&s->f->svg, SHAPE_DIAMOND, across(s, v, v->own->region_rate), y, 9,
		    INK_TEXT, plot_text(s->p, "region %s", number(s, v, v->own->region_rate).p));
	if (!isnan(v->own->value))
		shape_draw(&s->f->svg, looks[d].shape, across(s, v, v->own->value), y, 12,
		    looks[d].colour, plot_text(s->p, "%.*s: %s", SLICE_ARG(v->own->area),
		    number(s, v, v->own->value).p));
}

static void
put_vertebra(struct spine *s, const struct vertebra *v, double y)
{
	const struct svg_type text = {.size = VALUE_SIZE, .colour = INK_TEXT};
	const struct svg_type right = {.size = VALUE_SIZE, .colour = INK_TEXT,
	    .anchor = SVG_END};
	const struct svg_type soft = {.size = FRAME_NOTE, .colour = INK_SOFT, .anchor = SVG_END};
	double low = is_flipped(v) ? v->most : v->least, high = is_flipped(v) ? v->least : v->most;

	if (frame_is_narrow(s->f))
		svg_text_within(&s->f->svg, MARGIN, y - ABOVE + 4, v->name,
		    s->f->width - 2 * MARGIN, text);
	else
		svg_text_within(&s->f->svg, MARGIN, y + 4, v->name,
		    s->x_own - COLUMN - MARGIN - 4, text);
	if (v->own == NULL || isnan(v->own->value)) {
		svg_rect(&s->f->svg, s->x_own - 24, y - BAR / 2.0, 24, BAR);
		shape_fill(&s->f->svg, SHAPE_HATCH);
		svg_end(&s->f->svg);
		if (v->own != NULL)
			svg_text(&s->f->svg, s->x_own - 30, y + 4, v->own->mark, right);
	} else {
		svg_text(&s->f->svg, s->x_own, y + 4, number(s, v, v->own->value), right);
	}
	if (v->own == NULL)
		return;
	put_own(s, v, y);
	if (frame_is_narrow(s->f))
		return;
	svg_text(&s->f->svg, s->x_england, y + 4, number(s, v, v->own->england_rate), right);
	svg_text(&s->f->svg, s->from - 10, y + 4, number(s, v, low), soft);
	svg_text(&s->f->svg, s->to + 10, y + 4, number(s, v, high),
	    (struct svg_type){.size = FRAME_NOTE, .colour = INK_SOFT});
}

static bool
has_polarity(const struct spine *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].polarity == POLARITY_NEUTRAL)
			return false;
	return true;
}

static void
put_headings(struct spine *s)
{
	const struct svg_type left = {.size = FRAME_NOTE, .colour = INK_SOFT};
	const struct svg_type right = {.size = FRAME_NOTE, .colour = INK_SOFT, .anchor = SVG_END};
	double y = s->f->top + 8;
	bool polar = has_polarity(s), narrow = frame_is_narrow(s->f);

	svg_text(&s->f->svg, s->x_own, y, slice_of("value"), right);
	svg_text(&s->f->svg, s->from, y, slice_of(polar ? "worst" :
	    narrow ? "lowest, worst" : "lowest or worst"), left);
	svg_text(&s->f->svg, s->to, y, slice_of(polar ? "best" :
	    narrow ? "highest, best" : "highest or best"), right);
	if (!narrow && s->england)
		svg_text(&s->f->svg, s->x_england, y, slice_of("England"), right);
}

static void
add_key(struct spine *s)
{
	bool seen[UNSAID + 1] = {false}, region = false, band = false;
	struct slice *mark = xcalloc(s->n + 1, sizeof(*mark));
	size_t hidden = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct vertebra *v = &s->v[i];

		if (v->own == NULL || isnan(v->own->value))
			mark[hidden++] = v->own == NULL ? slice_of("no row") : v->own->mark;
		else
			seen[difference_of(v)] = true;
		region |= v->own != NULL && !isnan(v->own->region_rate);
		band |= !isnan(v->from);
	}
	for (enum difference d = BETTER; d <= UNSAID; d++)
		if (seen[d])
			frame_key_shape(s->f, looks[d].shape, looks[d].colour, looks[d].label);
	if (region)
		frame_key_shape(s->f, SHAPE_DIAMOND, INK_TEXT, "region");
	if (s->england)
		frame_key_line(s->f, (struct svg_pen){INK_TARGET, 1.6, NULL}, "England");
	if (band)
		frame_key(s->f, (struct frame_key){.sample = FRAME_BOX, .fill = -1,
		    .pen = {INK_BAR, 1, NULL}, .label = slice_of("middle half of the areas")});
	plot_key_hidden(s->p, mark, hidden);
	free(mark);
}

static void
describe(struct spine *s)
{
	struct textbuf *d = &s->f->desc;

	textbuf_addf(d, "Spine chart of %s.", plural(s->n, "indicator").text);
	for (size_t i = 0; i < s->n; i++) {
		const struct vertebra *v = &s->v[i];

		textbuf_addf(d, " %.*s: ", SLICE_ARG(v->name));
		if (v->own == NULL || isnan(v->own->value)) {
			textbuf_addf(d, "no value.");
			continue;
		}
		textbuf_addf(d, "%s", number(s, v, v->own->value).p);
		if (!isnan(v->own->england_rate))
			textbuf_addf(d, ", England %s, %s", number(s, v, v->own->england_rate).p,
			    looks[difference_of(v)].label);
		textbuf_addf(d, ", areas from %s", number(s, v, v->least).p);
		textbuf_addf(d, " to %s.", number(s, v, v->most).p);
	}
}

/* The middle of row i. */
static double
row_at(const struct spine *s, size_t i)
{
	return s->f->top + HEADING + s->pitch * ((double)i + 0.5) +
	    (frame_is_narrow(s->f) ? ABOVE / 2.0 : 0);
}

static void
put_all(struct spine *s)
{
	double middle = (s->from + s->to) / 2;

	put_headings(s);
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].own != NULL)
			put_bar(s, &s->v[i], row_at(s, i));
	if (s->england && !s->median)
		svg_line(&s->f->svg, middle, s->f->top + HEADING - 4, middle, s->f->bottom,
		    (struct svg_pen){INK_TARGET, 1.6, NULL});
	for (size_t i = 0; i < s->n && s->median; i++)
		if (s->v[i].own != NULL && !isnan(s->v[i].own->england_rate))
			svg_line(&s->f->svg, middle, row_at(s, i) - s->pitch / 2, middle,
			    row_at(s, i) + s->pitch / 2,
			    (struct svg_pen){INK_TARGET, 1.6, NULL});
	for (size_t i = 0; i < s->n; i++)
		put_vertebra(s, &s->v[i], row_at(s, i));
}

int
spineplot_draw(struct plot *p, struct errmsg *e)
{
	struct spine s = {.p = p, .f = p->frame};
	double width = p->frame->width;
	bool narrow = frame_is_narrow(p->frame);
	int r;

	s.v = xcalloc(p->n + 1, sizeof(*s.v));
	if ((r = find_indicators(&s, e)) == 0) {
		add_key(&s);
		describe(&s);
		s.x_own = narrow ? MARGIN + COLUMN : width * 0.40;
		s.pitch = narrow ? NARROW_PITCH : PITCH;
		s.x_england = s.x_own + (s.england ? COLUMN : 0);
		s.from = narrow ? s.x_own + 16 : s.x_england + COLUMN + 4;
		s.to = width - (narrow ? 16 : COLUMN);
		s.f->plot = HEADING + s.pitch * (double)s.n;
		textbuf_addf(&s.f->note, "Each bar spans the areas, from the worst to the best "
		    "where one of them is better, with %s in the middle.\n", !s.median ?
		    "England" : s.england ? "England or, where there is no figure of it, the "
		    "median of the areas" : "the median of the areas");
		frame_open(s.f);
		put_all(&s);
		frame_close(s.f);
	}
	free(s.v);
	return r;
}
