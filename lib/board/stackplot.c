#include <math.h>
#include <stdlib.h>

#include "board/glyph.h"
#include "board/plot.h"

enum {
	VALUE_SIZE = 12,
	RIGHT = 14,
	HIDDEN_HEIGHT = 16,	/* of a block whose size is not known */
	LEAST_LABEL = 15,	/* height of a block with its value */
	LIST_ALL = 48,
};

/* Bars of categories by period. */
struct stack {
	struct plot *p;
	struct frame *f;
	struct slice category[SHAPE_CATEGORIES];
	bool highlit[SHAPE_CATEGORIES];
	size_t ncategories;
	struct plotin_row **bar;	/* the first row of each period, in order */
	size_t nbars;
	const struct plotin_row **cell;	/* bar by bar, each category; NULL: no row */
	const struct plotin_row **total;	/* by bar; NULL: no row */
	struct axis y;
	double pitch;
};

static double
value_of(const struct stack *s, const struct plotin_row *r)
{
	return s->p->share ? r->percentage : r->value;
}

static struct slice
mark_of(const struct stack *s, const struct plotin_row *r)
{
	return s->p->share && s->p->in->has_value ? r->share_mark : r->mark;
}

static bool
is_total(const struct plotin_row *r)
{
	return slice_caseeq(r->category, slice_of("Total"));
}

static int
find_categories(struct stack *s, struct errmsg *e)
{
	struct plot *p = s->p;
	size_t c;

	for (size_t i = 0; i < p->n; i++) {
		const struct plotin_row *r = p->row[i];

		if (is_total(r))
			continue;
		for (c = 0; c < s->ncategories && !slice_eq(s->category[c], r->category); c++)
			;
		if (c == SHAPE_CATEGORIES)
			return plotin_fault(r, e, "'%.*s' is category number %d; expected at most "
			    "%d, which is all that can be told apart: add up the smallest, or draw "
			    "each as a line (--type run --out DIR)", SLICE_ARG(r->category),
			    SHAPE_CATEGORIES + 1, SHAPE_CATEGORIES);
		if (c == s->ncategories)
			s->category[s->ncategories++] = r->category;
		s->highlit[c] |= r->highlit;
	}
	return 0;
}

static int
by_period(const void *a, const void *b)
{
	const struct plotin_row *x = *(struct plotin_row *const *)a;
	const struct plotin_row *y = *(struct plotin_row *const *)b;

	return (x->period.ord > y->period.ord) - (x->period.ord < y->period.ord);
}

static bool
is_same_period(const struct plotin_row *a, const struct plotin_row *b)
{
	if (a->period.freq != PERIOD_NONE && a->period.freq == b->period.freq)
		return a->period.ord == b->period.ord;
	return slice_eq(a->label, b->label);
}

static void
find_bars(struct stack *s)
{
	struct plot *p = s->p;
	bool periods = true;
	size_t b;

	for (size_t i = 0; i < p->n; i++) {
		for (b = s->nbars; b > 0 && !is_same_period(s->bar[b - 1], p->row[i]); b--)
			;
		if (b == 0)
			s->bar[s->nbars++] = p->row[i];
		periods &= p->row[i]->period.freq != PERIOD_NONE &&
		    p->row[i]->period.freq == p->row[0]->period.freq;
	}
	if (periods)
		qsort(s->bar, s->nbars, sizeof(*s->bar), by_period);
}

static int
put_cell(struct stack *s, const struct plotin_row *r, struct errmsg *e)
{
	const struct plotin_row **cell;
	size_t b = 0, c = 0;

	while (!is_same_period(s->bar[b], r))
		b++;
	while (c < s->ncategories && !slice_eq(s->category[c], r->category))
		c++;
	cell = is_total(r) ? &s->total[b] : &s->cell[b * SHAPE_CATEGORIES + c];
	if (*cell != NULL)
		return plotin_fault(r, e, "'%.*s' in '%.*s' occurs twice (first on line %ju); "
		    "expected one row for each category and period", SLICE_ARG(r->category),
		    SLICE_ARG(r->label), (uintmax_t)(*cell)->line);
	if (value_of(s, r) < 0)
		return plotin_fault(r, e, "%s is below 0; expected 0 or more in stacked bars",
		    plot_number(s->p, value_of(s, r)).p);
	*cell = r;
	return 0;
}

static double
known_sum(const struct stack *s, size_t b)
{
	double sum = 0;

	for (size_t c = 0; c < s->ncategories; c++) {
		const struct plotin_row *r = s->cell[b * SHAPE_CATEGORIES + c];

		if (r != NULL && !isnan(value_of(s, r)))
			sum += value_of(s, r);
	}
	return sum;
}

static void
find_axis(struct stack *s)
{
	double high = 0, room;
	bool whole = true;

	for (size_t b = 0; b < s->nbars; b++) {
		room = s->total[b] != NULL && !s->p->share ? 0.06 : 0;
		for (size_t c = 0; c < s->ncategories; c++) {
			const struct plotin_row *r = s->cell[b * SHAPE_CATEGORIES + c];

			room += r != NULL && isnan(value_of(s, r)) ? 0.08 : 0;
		}
		high = fmax(high, known_sum(s, b) * (1 + room));
	}
	for (size_t i = 0; i < s->p->n; i++)
		whole &= isnan(value_of(s, s->p->row[i])) || s->p->row[i]->decimals == 0;
	/* Rounded percentages may add up to 101: no reason for a longer axis. */
	axis_make(&s->y, 0, s->p->share && high < 103 ? 100 : high, 5, AXIS_FROM_0, whole, NAN);
}

/* The value of a block, on white where the block has a texture. */
static void
put_label(struct stack *s, double x, double y, struct slice text, bool plain)
{
	double width = glyph_width(text, VALUE_SIZE, false) + 4;
	const struct svg_type type = {.size = VALUE_SIZE, .colour = plain ? "#fff" : INK_TEXT,
	    .anchor = SVG_MIDDLE};

	if (!plain) {
		svg_rect(&s->f->svg, x - width / 2, y - 7, width, 14);
		svg_attr(&s->f->svg, "fill", "#fff");
		svg_end(&s->f->svg);
	}
	svg_text(&s->f->svg, x, y + 4, text, type);
}

static void
put_block(struct stack *s, size_t c, double x, double width, double top, double bottom,
    struct slice text)
{
	svg_rect(&s->f->svg, x, top, width, bottom - top);
	shape_fill(&s->f->svg, (int)c);
	svg_attr(&s->f->svg, "stroke", s->highlit[c] ? INK_TEXT : "#fff");
	if (s->highlit[c])
		svg_num(&s->f->svg, "stroke-width", 2.5);
	svg_end(&s->f->svg);
	if (bottom - top >= LEAST_LABEL && glyph_width(text, VALUE_SIZE, false) + 4 < width)
		put_label(s, x + width / 2, (top + bottom) / 2, text, c == 0);
}

/* A block of a size that is not known, hatched, with its mark. */
static void
put_hidden(struct stack *s, double x, double width, double bottom, struct slice mark)
{
	svg_rect(&s->f->svg, x, bottom - HIDDEN_HEIGHT, width, HIDDEN_HEIGHT);
	shape_fill(&s->f->svg, SHAPE_HATCH);
	svg_end(&s->f->svg);
	if (mark.n > 0 && glyph_width(mark, VALUE_SIZE, false) + 4 < width)
		put_label(s, x + width / 2, bottom - HIDDEN_HEIGHT / 2.0, mark, false);
}

static void
put_bar(struct stack *s, size_t b)
{
	double width = fmin(s->pitch * 0.68, 110), sum = 0;
	double x = s->f->left + s->pitch * ((double)b + 0.5) - width / 2;
	double edge = frame_y(s->f, &s->y, known_sum(s, b));
	const struct plotin_row *total = s->total[b];

	for (size_t c = 0; c < s->ncategories; c++) {
		const struct plotin_row *r = s->cell[b * SHAPE_CATEGORIES + c];
		double v = r != NULL ? value_of(s, r) : NAN, bottom;

		if (r == NULL)
			continue;
		if (isnan(v)) {
			put_hidden(s, x, width, edge, mark_of(s, r));
			edge -= HIDDEN_HEIGHT;
			continue;
		}
		bottom = frame_y(s->f, &s->y, sum);
		sum += v;
		if (v > 0)
			put_block(s, c, x, width, frame_y(s->f, &s->y, sum), bottom,
			    plot_number(s->p, v));
	}
	if (total != NULL && !s->p->share)
		svg_text(&s->f->svg, x + width / 2, edge - 6, isnan(total->value) ?
		    mark_of(s, total) : plot_number(s->p, total->value),
		    (struct svg_type){.size = VALUE_SIZE, .colour = INK_TEXT,
		    .anchor = SVG_MIDDLE, .bold = true, .halo = true});
}

static void
put_periods(struct stack *s)
{
	const struct svg_type type = {.size = FRAME_TICKS, .colour = INK_SOFT,
	    .anchor = SVG_MIDDLE};
	double widest = 0;
	size_t each;

	for (size_t b = 0; b < s->nbars; b++)
		widest = fmax(widest, fmin(glyph_width(s->bar[b]->label, FRAME_TICKS, false), 110));
	each = frame_thin(widest + 8, s->pitch);
	for (size_t b = 0; b < s->nbars; b += each)
		svg_text_within(&s->f->svg, fmax(widest / 2 + 2,
		    s->f->left + s->pitch * ((double)b + 0.5)), s->f->bottom + 17,
		    s->bar[b]->label, widest + 1, type);
}

/* In the order of the stack from the top. */
static void
add_key(struct stack *s)
{
	struct slice *mark = xcalloc(s->p->n, sizeof(*mark));
	size_t hidden = 0;
	bool total = false;

	for (size_t c = s->ncategories; c-- > 0;) {
		frame_key(s->f, (struct frame_key){.sample = FRAME_BOX, .fill = (int)c,
		    .label = s->category[c]});
		s->f->fills |= 1u << c;
	}
	for (size_t i = 0; i < s->p->n; i++)
		if (isnan(value_of(s, s->p->row[i])) && !(is_total(s->p->row[i]) && s->p->share))
			mark[hidden++] = mark_of(s, s->p->row[i]);
	plot_key_hidden(s->p, mark, hidden);
	for (size_t b = 0; b < s->nbars; b++)
		total |= s->total[b] != NULL && !s->p->share;
	if (hidden > 0)
		textbuf_addf(&s->f->note, "A hatched block has no size: its figure is hidden or "
		    "missing.\n");
	if (total)
		textbuf_addf(&s->f->note, "Above each bar: the total as given.\n");
	free(mark);
}

static void
describe(struct stack *s)
{
	struct textbuf *d = &s->f->desc;
	size_t listed = 0;

	textbuf_addf(d, "Stacked bars, one for each of %s, %.*s to %.*s%s.",
	    plural(s->nbars, "period").text, SLICE_ARG(s->bar[0]->label),
	    SLICE_ARG(s->bar[s->nbars - 1]->label), s->p->share ? ", as percentages" : "");
	for (size_t b = 0; b < s->nbars && listed < LIST_ALL; b++) {
		textbuf_addf(d, " %.*s:", SLICE_ARG(s->bar[b]->label));
		for (size_t c = 0, n = 0; c < s->ncategories; c++) {
			const struct plotin_row *r = s->cell[b * SHAPE_CATEGORIES + c];

			if (r == NULL)
				continue;
			textbuf_addf(d, "%s %.*s %s", n++ > 0 ? ";" : "",
			    SLICE_ARG(s->category[c]), isnan(value_of(s, r)) ?
			    plot_hidden(s->p, mark_of(s, r)).p :
			    plot_number(s->p, value_of(s, r)).p);
			listed++;
		}
		textbuf_addf(d, ".");
	}
}

static int
arrange(struct stack *s, struct errmsg *e)
{
	if (s->p->share && !s->p->in->has_percentage)
		return errmsg_set(e, "--share needs a column percentage; cp-categorise makes one");
	if (find_categories(s, e) != 0)
		return -1;
	find_bars(s);
	for (size_t i = 0; i < s->p->n; i++)
		if (put_cell(s, s->p->row[i], e) != 0)
			return -1;
	return 0;
}

int
stackplot_draw(struct plot *p, struct errmsg *e)
{
	struct stack s = {.p = p, .f = p->frame};
	int r;

	s.bar = xcalloc(p->n, sizeof(*s.bar));
	s.cell = xcalloc(p->n * SHAPE_CATEGORIES, sizeof(*s.cell));
	s.total = xcalloc(p->n, sizeof(*s.total));
	if ((r = arrange(&s, e)) == 0) {
		find_axis(&s);
		add_key(&s);
		describe(&s);
		s.f->below = 22;
		s.f->right = s.f->width - RIGHT;
		frame_open(s.f);
		frame_axis(s.f, &s.y);
		s.pitch = (s.f->right - s.f->left) / (double)s.nbars;
		for (size_t b = 0; b < s.nbars; b++)
			put_bar(&s, b);
		put_periods(&s);
		frame_close(s.f);
	}
	free(s.bar);
	free(s.cell);
	free(s.total);
	return r;
}
