#include <math.h>
#include <stdlib.h>

#include "base/intern.h"
#include "board/glyph.h"
#include "board/plot.h"

enum { VALUE_SIZE = 12, RIGHT = 84, MARKER = 9, LEAST_PLOT = 230, NAME_WIDTH = 150 };

static const struct svg_pen pen95 = {INK_LIMIT, 1.2, "5 3"};
static const struct svg_pen pen998 = {INK_LIMIT, 1.2, NULL};
static const struct svg_pen whole_pen = {INK_LINE, 1.5, NULL};
static const struct svg_pen england_pen = {INK_TARGET, 1.6, "9 3 2 3"};

/* A rectangle that labels must keep clear of; it is found again by the tiles that it touches. */
struct box {
	double left, right, top, bottom;
};

enum { TILE = 16 };

struct on_tile {
	size_t box, next;	/* the one before it on the same tile; 0: none */
};

struct funnel {
	struct plot *p;
	struct frame *f;
	struct plotin_row **area;	/* those with a rate, in order of population */
	size_t n;
	const struct plotin_row *sum;	/* of them all, where the input has it; or NULL */
	struct axis x, y;
	struct box *taken;
	size_t ntaken;
	size_t *tile;			/* the last box on it, row by row */
	size_t tiles_across, tiles_down;
	struct on_tile *on;
	size_t non, on_cap;
};

/* How far out a rate is. */
enum outside { INSIDE, LOW95, HIGH95, LOW998, HIGH998, UNKNOWN };

static const struct {
	enum shape shape;
	const char *colour, *label;
} looks[] = {
	[INSIDE] = {SHAPE_DOT, INK_LINE, "within the 95% limits"},
	[LOW95] = {SHAPE_HOLLOW_DOWN, INK_NEITHER, "below 95%"},
	[HIGH95] = {SHAPE_HOLLOW_UP, INK_NEITHER, "above 95%"},
	[LOW998] = {SHAPE_DOWN, INK_NEITHER, "below 99.8%"},
	[HIGH998] = {SHAPE_UP, INK_NEITHER, "above 99.8%"},
	[UNKNOWN] = {SHAPE_RING, INK_LIMIT, "no limits"},
};

/* Limits are whole events: a rate on one of them is within it. */
static enum outside
outside_of(const struct plotin_row *r)
{
	double slack = 1e-9 * r->value;

	if (isnan(r->lower95) || isnan(r->upper95))
		return UNKNOWN;
	if (r->value < r->lower998 - slack)
		return LOW998;
	if (r->value > r->upper998 + slack)
		return HIGH998;
	if (r->value < r->lower95 - slack)
		return LOW95;
	return r->value > r->upper95 + slack ? HIGH95 : INSIDE;
}

static int
by_population(const void *a, const void *b)
{
	const struct plotin_row *x = *(struct plotin_row *const *)a;
	const struct plotin_row *y = *(struct plotin_row *const *)b;

	return (x->population > y->population) - (x->population < y->population);
}

/* Each area has one row. */
static int
want_once(const struct plot *p, struct errmsg *e)
{
	struct intern *names = intern_new();
	const struct plotin_row **first = xcalloc(p->n, sizeof(*first));
	int r = 0;

	for (size_t i = 0; i < p->n && r == 0; i++) {
		struct slice area = p->row[i]->area;
		uint32_t id;

		if (isnan(p->row[i]->ranked))
			continue;
		id = intern_id(names, area);
		if (first[id] != NULL)
			r = plotin_fault(p->row[i], e, "'%.*s' occurs twice (first on line %ju); "
			    "expected one row for each area", SLICE_ARG(area),
			    (uintmax_t)first[id]->line);
		first[id] = p->row[i];
	}
	free(first);
	intern_free(names);
	return r;
}

static int
find_areas(struct funnel *l, struct errmsg *e)
{
	struct plot *p = l->p;

	if (want_once(p, e) != 0)
		return -1;
	for (size_t i = 0; i < p->n; i++) {
		struct plotin_row *r = p->row[i];

		if (isnan(r->ranked)) {
			if (r->area.n > 7 && memcmp(r->area.p, "Sum of ", 7) == 0)
				l->sum = r;
			continue;
		}
		if (!isnan(r->value) && !isnan(r->population))
			l->area[l->n++] = r;
	}
	qsort(l->area, l->n, sizeof(struct plotin_row *), by_population);
	for (size_t i = 0; i < l->n; i++)
		if (outside_of(l->area[i]) != UNKNOWN)
			return 0;
	return l->n == 0 ? 0 : errmsg_set(e, "--type: 'funnel' needs the columns funnel_lower95 to "
	    "funnel_upper998; expected them of benchmark-ne, or --type ranked");
}

static void
find_axes(struct funnel *l)
{
	double low = NAN, high = NAN, least = NAN, most = NAN;

	for (size_t i = 0; i < l->n; i++) {
		const struct plotin_row *r = l->area[i];

		low = fmin(fmin(low, r->value), fmin(r->lower998, r->england_rate));
		high = fmax(fmax(high, r->value), fmax(r->upper998, r->england_rate));
		least = fmin(least, r->population);
		most = fmax(most, r->population);
	}
	axis_make(&l->y, low, high, 5, AXIS_CLOSE, false,
	    unit_is_percent(l->p->unit) ? 100 : NAN);
	axis_make(&l->x, least, most, 6, AXIS_FROM_0, true, NAN);
}

static double
across(const struct funnel *l, const struct plotin_row *r)
{
	return axis_place(&l->x, r->population, l->f->left, l->f->right);
}

/* A limit of the areas, joined from the smallest to the largest. */
static void
put_limit(struct funnel *l, size_t at, struct svg_pen pen)
{
	struct textbuf d = {0};
	bool joined = false;

	for (size_t i = 0; i < l->n; i++) {
		double v = *(const double *)((const char *)l->area[i] + at);

		if (!isnan(v))
			svg_step(&d, joined ? 'L' : 'M', across(l, l->area[i]),
			    frame_y(l->f, &l->y, v));
		joined = !isnan(v);
	}
	svg_path(&l->f->svg, &d, pen);
	textbuf_free(&d);
}

/* Tiles at the edges have what is beyond them too. */
static size_t
tile_at(double v, size_t ntiles)
{
	return (size_t)fmin(fmax(v / TILE, 0), (double)ntiles - 1);
}

static void
make_tiles(struct funnel *l)
{
	l->tiles_across = (size_t)l->f->width / TILE + 1;
	l->tiles_down = (size_t)l->f->height / TILE + 1;
	l->tile = xcalloc(l->tiles_across * l->tiles_down, sizeof(*l->tile));
	l->non = 1;
}

/* The box's tiles: *first and *last of a row, *top to the one returned of the rows. */
static size_t
tiles_of(const struct funnel *l, const struct box *b, size_t *first, size_t *last, size_t *top)
{
	*first = tile_at(b->left, l->tiles_across);
	*last = tile_at(b->right, l->tiles_across);
	*top = tile_at(b->top, l->tiles_down);
	return tile_at(b->bottom, l->tiles_down);
}

static void
take(struct funnel *l, struct box b)
{
	size_t first, last, top, bottom = tiles_of(l, &b, &first, &last, &top);

	for (size_t y = top; y <= bottom; y++)
		for (size_t x = first; x <= last; x++) {
			size_t *tile = &l->tile[y * l->tiles_across + x];

			l->on = xgrow(l->on, &l->on_cap, l->non + 1, sizeof(*l->on));
			l->on[l->non] = (struct on_tile){l->ntaken, *tile};
			*tile = l->non++;
		}
	l->taken[l->ntaken++] = b;
}

static bool
is_touched(const struct funnel *l, const struct box *b, size_t tile)
{
	for (size_t i = l->tile[tile]; i != 0; i = l->on[i].next) {
		const struct box *t = &l->taken[l->on[i].box];

		if (b->left < t->right && b->right > t->left && b->top < t->bottom &&
		    b->bottom > t->top)
			return true;
	}
	return false;
}

static bool
is_vacant(const struct funnel *l, struct box b)
{
	size_t first, last, top, bottom = tiles_of(l, &b, &first, &last, &top);

	if (b.left < l->f->left + 1 || b.right > l->f->width - 2 || b.top < l->f->top - 8 ||
	    b.bottom > l->f->bottom)
		return false;
	for (size_t y = top; y <= bottom; y++)
		for (size_t x = first; x <= last; x++)
			if (is_touched(l, &b, y * l->tiles_across + x))
				return false;
	return true;
}

/* The name of an area to the right, left, above or below its mark, where there is room. */
static void
put_name(struct funnel *l, const struct plotin_row *r)
{
	double x = across(l, r), y = frame_y(l->f, &l->y, r->value);
	struct svg_type type = {.size = VALUE_SIZE, .colour = INK_TEXT, .bold = r->highlit,
	    .halo = true};
	double off = r->highlit ? 13 : 9;	/* from the mark, or its ring */
	double w = fmin(glyph_width(r->area, VALUE_SIZE, r->highlit), NAME_WIDTH);
	const struct {
		enum svg_anchor anchor;
		double x, y, left;
	} at[] = {
		{SVG_START, x + off, y + 4, x + off}, {SVG_END, x - off, y + 4, x - off - w},
		{SVG_MIDDLE, x, y - 11, x - w / 2}, {SVG_MIDDLE, x, y + 20, x - w / 2},
		{SVG_START, x + 6, y - 9, x + 6}, {SVG_END, x - 6, y - 9, x - 6 - w},
	};

	for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		struct box b = {at[i].left, at[i].left + w, at[i].y - 11, at[i].y + 3};

		if (!is_vacant(l, b))
			continue;
		take(l, b);
		type.anchor = at[i].anchor;
		svg_text_within(&l->f->svg, at[i].x, at[i].y, r->area, NAME_WIDTH, type);
		return;
	}
}

static void
put_area(struct funnel *l, const struct plotin_row *r)
{
	double x = across(l, r), y = frame_y(l->f, &l->y, r->value);
	enum outside o = outside_of(r);
	struct slice title = plot_text(l->p, "%.*s: %s", SLICE_ARG(r->area),
	    plot_number(l->p, r->value).p);

	if (r->highlit)
		shape_draw(&l->f->svg, SHAPE_RING, x, y, MARKER * 2, INK_TEXT, title);
	shape_draw(&l->f->svg, looks[o].shape, x, y, o == INSIDE ? 8 : MARKER + 1,
	    looks[o].colour, title);
}

static const struct plotin_row *
first_with(const struct funnel *l, size_t at)
{
	for (size_t i = 0; i < l->n; i++)
		if (!isnan(*(const double *)((const char *)l->area[i] + at)))
			return l->area[i];
	return NULL;
}

/* Lines across the plot, and what all lines are called. */
static void
put_lines(struct funnel *l)
{
	const struct plotin_row *england = first_with(l, offsetof(struct plotin_row, england_rate));
	const struct plotin_row *region = first_with(l, offsetof(struct plotin_row, region_rate));
	const struct plotin_row *last = l->n > 0 ? l->area[l->n - 1] : NULL;
	const struct svg_type soft = {.size = FRAME_NOTE, .colour = INK_SOFT};
	const struct svg_type line = {.size = FRAME_NOTE, .colour = INK_LINE};
	double whole = l->sum != NULL ? l->sum->value : region != NULL ? region->region_rate : NAN;
	struct frame_label label[6];
	size_t n = 0;

	if (!isnan(whole)) {
		double y = frame_y(l->f, &l->y, whole);

		svg_line(&l->f->svg, l->f->left, y, l->f->right, y, whole_pen);
		label[n++] = (struct frame_label){y, plot_text(l->p, "%s %s", l->sum != NULL ?
		    "all" : "region", plot_number(l->p, whole).p), line};
	}
	if (england != NULL) {
		double y = frame_y(l->f, &l->y, england->england_rate);

		svg_line(&l->f->svg, l->f->left, y, l->f->right, y, england_pen);
		label[n++] = (struct frame_label){y, plot_text(l->p, "England %s",
		    plot_number(l->p, england->england_rate).p),
		    {.size = FRAME_NOTE, .colour = INK_TARGET}};
	}
	if (last != NULL && !isnan(last->upper95) && !isnan(last->upper998)) {
		label[n++] = (struct frame_label){frame_y(l->f, &l->y, last->upper95),
		    slice_of("95% limit"), soft};
		label[n++] = (struct frame_label){frame_y(l->f, &l->y, last->upper998),
		    slice_of("99.8% limit"), soft};
	}
	if (!frame_is_narrow(l->f))
		frame_labels(l->f, l->f->right + 5, label, n);
}

static void
add_key(struct funnel *l)
{
	bool seen[UNKNOWN + 1] = {false};

	for (size_t i = 0; i < l->n; i++)
		seen[outside_of(l->area[i])] = true;
	for (enum outside o = INSIDE; o <= UNKNOWN; o++)
		if (seen[o])
			frame_key_shape(l->f, looks[o].shape, looks[o].colour, looks[o].label);
	if (!frame_is_narrow(l->f))
		return;
	frame_key_line(l->f, pen95, "95% limits");
	frame_key_line(l->f, pen998, "99.8% limits");
	if (l->sum != NULL || first_with(l, offsetof(struct plotin_row, region_rate)) != NULL)
		frame_key_line(l->f, whole_pen, l->sum != NULL ? "all" : "region");
	if (first_with(l, offsetof(struct plotin_row, england_rate)) != NULL)
		frame_key_line(l->f, england_pen, "England");
}

static void
describe(struct funnel *l)
{
	static const enum outside order[] = {HIGH998, HIGH95, LOW95, LOW998};
	struct textbuf *d = &l->f->desc;
	size_t n;

	textbuf_addf(d, "Funnel plot of %s: the rate of each against its population, with the "
	    "limits of chance around the rate of all together.", plural(l->n, "area").text);
	for (size_t k = 0; k < sizeof(order) / sizeof(order[0]); k++) {
		n = 0;
		for (size_t i = 0; i < l->n; i++) {
			const struct plotin_row *r = l->area[i];

			if (outside_of(r) != order[k])
				continue;
			textbuf_addf(d, "%s %.*s, %s", n++ == 0 ? k < 2 ? " Above the limits:" :
			    " Below the limits:" : ";", SLICE_ARG(r->area),
			    plot_number(l->p, r->value).p);
			textbuf_addf(d, " (%s)", k == 0 || k == 3 ? "99.8%" : "95%");
		}
		if (n > 0)
			textbuf_addf(d, ".");
	}
}

static void
add_notes(struct funnel *l)
{
	struct textbuf *t = &l->f->note;
	char text[AXIS_TEXT];
	size_t n = 0;

	for (size_t i = 0; i < l->p->n; i++) {
		const struct plotin_row *r = l->p->row[i];

		if (!isnan(r->ranked) && (isnan(r->value) || isnan(r->population)))
			textbuf_addf(t, "%s%.*s (%.*s)", n++ == 0 ? "Not shown: " : ", ",
			    SLICE_ARG(r->area), SLICE_ARG(r->mark));
	}
	if (n > 0)
		textbuf_addf(t, ".\n");
	textbuf_addf(t, "The limits are exact for each area, and joined by straight lines.");
	if (l->y.cut) {
		axis_format(text, l->y.low, l->y.decimals);
		textbuf_addf(t, " The vertical axis begins at %s, not at 0.", text);
	}
	textbuf_addf(t, "\n");
}

static void
put_all(struct funnel *l)
{
	frame_axis(l->f, &l->y);
	frame_axis_below(l->f, &l->x);
	svg_text(&l->f->svg, (l->f->left + l->f->right) / 2, l->f->bottom + 31,
	    slice_of("population"), (struct svg_type){.size = FRAME_NOTE, .colour = INK_SOFT,
	    .anchor = SVG_MIDDLE});
	put_limit(l, offsetof(struct plotin_row, lower998), pen998);
	put_limit(l, offsetof(struct plotin_row, upper998), pen998);
	put_limit(l, offsetof(struct plotin_row, lower95), pen95);
	put_limit(l, offsetof(struct plotin_row, upper95), pen95);
	put_lines(l);
	if (!frame_is_narrow(l->f))
		take(l, (struct box){l->f->right + 2, l->f->width, 0, l->f->height});
	for (size_t i = 0; i < l->n; i++) {
		double x = across(l, l->area[i]), y = frame_y(l->f, &l->y, l->area[i]->value);

		put_area(l, l->area[i]);
		take(l, (struct box){x - 6, x + 6, y - 6, y + 6});
	}
	for (int pass = 0; pass < 3; pass++)
		for (size_t i = 0; i < l->n; i++) {
			enum outside o = outside_of(l->area[i]);

			if (pass == (l->area[i]->highlit ? 0 : o != INSIDE && o != UNKNOWN ? 1 : 2))
				put_name(l, l->area[i]);
		}
}

int
funnelplot_draw(struct plot *p, struct errmsg *e)
{
	struct funnel l = {.p = p, .f = p->frame};
	int r;

	l.area = xcalloc(p->n, sizeof(*l.area));
	l.taken = xcalloc(2 * p->n + 1, sizeof(*l.taken));
	if ((r = find_areas(&l, e)) == 0) {
		find_axes(&l);
		add_key(&l);
		describe(&l);
		add_notes(&l);
		l.f->below = 38;
		l.f->least = LEAST_PLOT;
		l.f->right = l.f->width - (frame_is_narrow(l.f) ? 14 : RIGHT);
		frame_open(l.f);
		make_tiles(&l);
		put_all(&l);
		frame_close(l.f);
	}
	free(l.area);
	free(l.taken);
	free(l.tile);
	free(l.on);
	return r;
}
