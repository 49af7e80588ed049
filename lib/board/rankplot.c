#include <math.h>
#include <stdlib.h>

#include "board/glyph.h"
#include "board/plot.h"

enum { VALUE_SIZE = 12, PITCH = 22, BAR = 14, NAMES = 180, VALUES = 52, MARGIN = 10 };

static const struct svg_pen whole_pen = {INK_LINE, 1.5, "5 3"};
static const struct svg_pen england_pen = {INK_TARGET, 1.6, "9 3 2 3"};

struct rank {
	struct plot *p;
	struct frame *f;
	const struct plotin_row **area;
	size_t n;
	double region, england;		/* NaN: none */
	struct axis x;
};

/* The order of the input is that of the ranks. */
static int
find_areas(struct rank *l, struct errmsg *e)
{
	for (size_t i = 0; i < l->p->n; i++) {
		const struct plotin_row *r = l->p->row[i];

		if (isnan(r->ranked))
			continue;
		if (r->value < 0)
			return plotin_fault(r, e, "a rate of %s; expected 0 or more in bars",
			    plot_number(l->p, r->value).p);
		for (size_t k = 0; k < l->n; k++)
			if (slice_eq(l->area[k]->area, r->area))
				return plotin_fault(r, e, "'%.*s' occurs twice (first on line "
				    "%ju); expected one row for each area", SLICE_ARG(r->area),
				    (uintmax_t)l->area[k]->line);
		l->area[l->n++] = r;
		if (!isnan(r->region_rate))
			l->region = r->region_rate;
		if (!isnan(r->england_rate))
			l->england = r->england_rate;
	}
	return 0;
}

static void
find_axis(struct rank *l)
{
	double high = fmax(l->region, l->england);

	for (size_t i = 0; i < l->n; i++)
		high = fmax(high, fmax(l->area[i]->value, l->area[i]->upper));
	axis_make(&l->x, isnan(high) ? NAN : 0, high, 6, AXIS_FROM_0, false,
	    unit_is_percent(l->p->unit) ? 100 : NAN);
}

static double
across(const struct rank *l, double v)
{
	return axis_place(&l->x, v, l->f->left, l->f->right);
}

/* The limits: a line with an end at each. */
static void
put_limits(struct rank *l, const struct plotin_row *r, double y)
{
	const struct svg_pen pen = {INK_TEXT, 1.4, NULL}, under = {"#fff", 4, NULL};
	double from = across(l, r->lower), to = across(l, r->upper);

	if (isnan(r->lower) || isnan(r->upper))
		return;
	if (r->highlit)		/* on a dark bar */
		svg_line(&l->f->svg, from, y, to, y, under);
	svg_line(&l->f->svg, from, y, to, y, pen);
	svg_line(&l->f->svg, from, y - 4, from, y + 4, pen);
	svg_line(&l->f->svg, to, y - 4, to, y + 4, pen);
}

static void
put_area(struct rank *l, const struct plotin_row *r, double y)
{
	struct svg_type name = {.size = VALUE_SIZE, .colour = INK_TEXT, .anchor = SVG_END,
	    .bold = r->highlit};
	struct svg_type value = {.size = VALUE_SIZE, .colour = INK_TEXT, .bold = r->highlit};

	svg_text_within(&l->f->svg, l->f->left - 6, y + 4, r->area, l->f->left - 6 - MARGIN, name);
	if (isnan(r->value)) {
		svg_rect(&l->f->svg, l->f->left, y - BAR / 2.0, 30, BAR);
		shape_fill(&l->f->svg, SHAPE_HATCH);
		svg_end(&l->f->svg);
		svg_text_within(&l->f->svg, l->f->left + 36, y + 4, r->mark.n > 0 ? r->mark :
		    slice_of("blank"), l->f->right - l->f->left - 40, value);
		return;
	}
	svg_rect(&l->f->svg, l->f->left, y - BAR / 2.0, across(l, r->value) - l->f->left, BAR);
	svg_attr(&l->f->svg, "fill", r->highlit ? INK_FOCUS : INK_BAR);
	svg_attr(&l->f->svg, "stroke", r->highlit ? INK_FOCUS : INK_LIMIT);
	svg_end(&l->f->svg);
	put_limits(l, r, y);
	svg_text(&l->f->svg, l->f->right + 8, y + 4, plot_number(l->p, r->value), value);
}

static void
put_line(struct rank *l, double v, struct svg_pen pen)
{
	double x = across(l, v);

	if (!isnan(v))
		svg_line(&l->f->svg, x, l->f->top - 2, x, l->f->bottom, pen);
}

static void
add_key(struct rank *l)
{
	struct slice *mark = xcalloc(l->n + 1, sizeof(*mark));
	size_t hidden = 0;
	bool limits = false;

	for (size_t i = 0; i < l->n; i++) {
		limits |= !isnan(l->area[i]->lower) && !isnan(l->area[i]->upper);
		if (isnan(l->area[i]->value))
			mark[hidden++] = l->area[i]->mark;
	}
	if (limits)
		frame_key(l->f, (struct frame_key){.sample = FRAME_LINE,
		    .pen = {INK_TEXT, 1.4, NULL},
		    .label = plot_text(l->p, "%s%% limits", l->p->in->level)});
	if (!isnan(l->region))
		frame_key(l->f, (struct frame_key){.sample = FRAME_LINE, .pen = whole_pen,
		    .label = plot_text(l->p, "region %s", plot_number(l->p, l->region).p)});
	if (!isnan(l->england))
		frame_key(l->f, (struct frame_key){.sample = FRAME_LINE, .pen = england_pen,
		    .label = plot_text(l->p, "England %s", plot_number(l->p, l->england).p)});
	plot_key_hidden(l->p, mark, hidden);
	free(mark);
}

static void
describe(struct rank *l)
{
	enum { LIST = 30 };
	struct textbuf *d = &l->f->desc;

	textbuf_addf(d, "Bars of %s in order of their rates, with limits.",
	    plural(l->n, "area").text);
	for (size_t i = 0; i < l->n && i < LIST; i++) {
		const struct plotin_row *r = l->area[i];

		textbuf_addf(d, "%s %.*s, ", i == 0 ? "" : ";", SLICE_ARG(r->area));
		textbuf_addf(d, "%s", isnan(r->value) ? plot_hidden(l->p, r->mark).p :
		    plot_number(l->p, r->value).p);
		if (!isnan(r->lower) && !isnan(r->upper))
			textbuf_addf(d, " (%s to %s)", plot_number(l->p, r->lower).p,
			    plot_number(l->p, r->upper).p);
	}
	textbuf_addf(d, l->n > LIST ? "; and others." : ".");
}

static void
put_all(struct rank *l)
{
	double pitch = (l->f->bottom - l->f->top) / (double)l->n;

	frame_axis_below(l->f, &l->x);
	for (size_t i = 0; i < l->n; i++)
		put_area(l, l->area[i], l->f->top + pitch * ((double)i + 0.5));
	put_line(l, l->region, whole_pen);
	put_line(l, l->england, england_pen);
}

int
rankplot_draw(struct plot *p, struct errmsg *e)
{
	struct rank l = {.p = p, .f = p->frame, .region = NAN, .england = NAN};
	double names = 0, share = frame_is_narrow(p->frame) ? 0.42 : 0.45;
	int r;

	l.area = xcalloc(p->n, sizeof(*l.area));
	if ((r = find_areas(&l, e)) == 0 && l.n > 0) {
		find_axis(&l);
		add_key(&l);
		describe(&l);
		for (size_t i = 0; i < l.n; i++)
			names = fmax(names, glyph_width(l.area[i]->area, VALUE_SIZE,
			    l.area[i]->highlit));
		l.f->left = MARGIN + 7 + fmin(names, fmin(NAMES, l.f->width * share));
		l.f->right = l.f->width - VALUES;
		l.f->below = 22;
		l.f->plot = (double)l.n * PITCH;
		frame_open(l.f);
		put_all(&l);
		frame_close(l.f);
	} else if (r == 0) {
		plot_empty(p);
	}
	free(l.area);
	return r;
}
