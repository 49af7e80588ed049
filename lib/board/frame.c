#include "board/frame.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/glyph.h"

enum {
	MARGIN = 10,
	NARROW = 460,		/* below this width */
	LEAST_PLOT = 120,
	TITLE_LINES = 7,
	BODY_LINES = 3,
	KEY_SAMPLE = 24,
	KEY_SIZE = 12,
	KEY_LINE = 18,
	LABEL_LINE = 14,
};

/* A text broken into lines. */
struct block {
	struct slice line[TITLE_LINES];
	size_t n;
	bool cut;
	struct svg_type type;
	double height;		/* of a line */
};

void
frame_key(struct frame *f, struct frame_key key)
{
	if (f->nkeys < FRAME_KEYS)
		f->key[f->nkeys++] = key;
}

void
frame_key_shape(struct frame *f, enum shape shape, const char *colour, const char *label)
{
	frame_key(f, (struct frame_key){.sample = FRAME_SHAPE, .shape = shape,
	    .pen = {.colour = colour}, .label = slice_of(label)});
}

void
frame_key_line(struct frame *f, struct svg_pen pen, const char *label)
{
	frame_key(f, (struct frame_key){.sample = FRAME_LINE, .pen = pen,
	    .label = slice_of(label)});
}

bool
frame_is_narrow(const struct frame *f)
{
	return f->width < NARROW;
}

static struct block
break_text(const struct frame *f, struct slice s, struct svg_type type, size_t max)
{
	struct block b = {.type = type, .height = type.size * 1.3};

	b.n = glyph_wrap(s, f->width - 2 * MARGIN, type.size, type.bold, b.line, max, &b.cut);
	return b;
}

/* Of one size in all charts of a page, however long it is. */
static struct block
break_title(const struct frame *f)
{
	struct svg_type type = {.size = frame_is_narrow(f) ? 12 : 14, .colour = INK_TEXT,
	    .bold = true};

	return break_text(f, f->title, type, TITLE_LINES);
}

/* Writes the lines from y on; where the next text begins. */
static double
put_block(struct frame *f, const struct block *b, double y)
{
	struct textbuf last = {0};

	for (size_t i = 0; i < b->n; i++) {
		y += b->height;
		if (i + 1 < b->n || !b->cut) {
			svg_text(&f->svg, MARGIN, y - b->height * 0.25, b->line[i], b->type);
			continue;
		}
		textbuf_add(&last, b->line[i]);
		textbuf_addf(&last, "…");
		svg_text(&f->svg, MARGIN, y - b->height * 0.25, textbuf_slice(&last), b->type);
	}
	textbuf_free(&last);
	return y;
}

static double
key_width(const struct frame *f, const struct frame_key *k)
{
	return fmin(KEY_SAMPLE + glyph_width(k->label, KEY_SIZE, false) + 14,
	    f->width - 2 * MARGIN);
}

static size_t
key_lines(const struct frame *f)
{
	double x = MARGIN;
	size_t lines = f->nkeys > 0;

	for (size_t i = 0; i < f->nkeys; i++) {
		double w = key_width(f, &f->key[i]);

		if (i > 0 && x + w > f->width - MARGIN + 14) {
			lines++;
			x = MARGIN;
		}
		x += w;
	}
	return lines;
}

static void
put_sample(struct frame *f, const struct frame_key *k, double x, double y)
{
	const struct slice none = {"", 0};

	switch (k->sample) {
	case FRAME_SHAPE:
		shape_draw(&f->svg, k->shape, x + 9, y, 10, k->pen.colour, none);
		break;
	case FRAME_LINE: svg_line(&f->svg, x, y, x + 18, y, k->pen); break;
	case FRAME_BOX:
		svg_rect(&f->svg, x + 2, y - 6, 14, 12);
		if (k->fill >= 0)
			shape_fill(&f->svg, k->fill);
		else
			svg_attr(&f->svg, "fill", k->pen.colour);
		if (k->fill == -1)
			svg_attr(&f->svg, "stroke", INK_LIMIT);
		svg_end(&f->svg);
		break;
	}
}

static double
put_key(struct frame *f, double y)
{
	const struct svg_type type = {.size = KEY_SIZE, .colour = INK_TEXT};
	double x = MARGIN;

	if (f->nkeys == 0)
		return y;
	y += KEY_LINE;
	for (size_t i = 0; i < f->nkeys; i++) {
		double w = key_width(f, &f->key[i]);

		if (i > 0 && x + w > f->width - MARGIN + 14) {
			y += KEY_LINE;
			x = MARGIN;
		}
		put_sample(f, &f->key[i], x, y - 8);
		svg_text_within(&f->svg, x + KEY_SAMPLE, y - 4, f->key[i].label,
		    w - KEY_SAMPLE, type);
		x += w;
	}
	return y;
}

/* The start of the document: what a screen reader reads. */
static void
open_svg(struct frame *f)
{
	struct svg *s = &f->svg;
	struct textbuf t = {0};

	svg_begin(s, "svg");
	svg_attr(s, "xmlns", "http://www.w3.org/2000/svg");
	textbuf_addf(&t, "0 0 %ld %ld", lround(f->width), lround(f->height));
	svg_attr(s, "viewBox", t.p);
	svg_num(s, "width", f->width);
	svg_num(s, "height", f->height);
	svg_attr(s, "role", "img");
	textbuf_reset(&t);
	textbuf_addf(&t, "%s-title %s-desc", s->id, s->id);
	svg_attr(s, "aria-labelledby", t.p);
	svg_attr(s, "lang", f->lang.p);
	svg_attr(s, "xml:lang", f->lang.p);
	svg_attr(s, "font-family", "Arial, Helvetica, sans-serif");
	svg_begin(s, "title");
	svg_id(s, "title");
	svg_chars(s, f->title);
	svg_end(s);
	svg_begin(s, "desc");
	svg_id(s, "desc");
	svg_chars(s, textbuf_slice(&f->desc));
	svg_end(s);
	if (f->fills != 0)
		shape_patterns(s, f->fills);
	svg_rect(s, 0, 0, f->width, f->height);
	svg_attr(s, "fill", "#fff");
	svg_end(s);
	textbuf_free(&t);
}

enum { MOST_NOTES = 8 };

static size_t
break_notes(const struct frame *f, struct block note[MOST_NOTES])
{
	const struct svg_type soft = {.size = FRAME_NOTE, .colour = INK_SOFT};
	struct slice rest = textbuf_slice(&f->note), line;
	size_t n = 0;

	while (n + 1 < MOST_NOTES && slice_next(&rest, '\n', &line))
		if (line.n > 0)
			note[n++] = break_text(f, line, soft, BODY_LINES);
	if (f->source.n > 0)
		note[n++] = break_text(f, f->source, soft, BODY_LINES);
	return n;
}

void
frame_open(struct frame *f)
{
	double size = frame_is_narrow(f) ? 12 : 13;
	const struct svg_type body = {.size = size, .colour = INK_SOFT};
	const struct svg_type plain = {.size = size, .colour = INK_TEXT};
	struct block title = break_title(f), note[MOST_NOTES];
	struct block more = break_text(f, f->more, plain, BODY_LINES);
	struct block subtitle = break_text(f, f->subtitle, body, BODY_LINES);
	size_t nnotes = break_notes(f, note);
	double above, below = f->below + MARGIN, y;

	for (size_t i = 0; i < nnotes; i++)
		below += (double)note[i].n * note[i].height;
	above = MARGIN / 2 + (double)title.n * title.height +
	    (double)more.n * more.height + (double)subtitle.n * subtitle.height +
	    (double)key_lines(f) * KEY_LINE +
	    (f->unit.n > 0 ? 32 : 22);
	if (f->plot > 0)
		f->height = above + f->plot + below;
	f->height = round(fmax(f->height, above + fmax(f->least, LEAST_PLOT) + below));
	f->top = above;
	f->bottom = f->height - below;
	if (f->plot > 0)
		f->bottom = f->top + f->plot;
	open_svg(f);
	y = put_block(f, &title, MARGIN / 2.0);
	y = put_block(f, &more, y);
	y = put_block(f, &subtitle, y + 2);
	put_key(f, y + 2);
	if (f->unit.n > 0)
		svg_text_within(&f->svg, MARGIN, f->top - 11, f->unit, f->width - 2 * MARGIN,
		    (struct svg_type){.size = FRAME_NOTE, .colour = INK_SOFT});
	y = f->bottom + f->below;
	for (size_t i = 0; i < nnotes; i++)
		y = put_block(f, &note[i], y);
}

void
frame_close(struct frame *f)
{
	svg_end(&f->svg);
	textbuf_free(&f->desc);
	textbuf_free(&f->note);
}

double
frame_y(const struct frame *f, const struct axis *a, double v)
{
	return axis_place(a, v, f->bottom, f->top);
}

void
frame_axis(struct frame *f, const struct axis *a)
{
	const struct svg_type type = {.size = FRAME_TICKS, .colour = INK_SOFT, .anchor = SVG_END};
	char text[AXIS_TEXT];
	double widest = 0;

	for (int i = 0; i < a->nticks; i++) {
		axis_format(text, axis_tick(a, i), a->decimals);
		widest = fmax(widest, glyph_width(slice_of(text), type.size, false));
	}
	f->left = MARGIN + widest + 6;
	for (int i = 0; i < a->nticks; i++) {
		double v = axis_tick(a, i), y = frame_y(f, a, v);
		bool base = v == 0 || i == 0;

		axis_format(text, v, a->decimals);
		svg_line(&f->svg, f->left, y, f->right, y,
		    (struct svg_pen){base ? INK_LIMIT : INK_GRID, 1, NULL});
		svg_text(&f->svg, f->left - 6, y + 4, slice_of(text), type);
	}
}

void
frame_axis_below(struct frame *f, const struct axis *a)
{
	struct svg_type type = {.size = FRAME_TICKS, .colour = INK_SOFT, .anchor = SVG_MIDDLE};
	char text[AXIS_TEXT];
	double width;
	size_t each;

	axis_format(text, axis_tick(a, a->nticks - 1), a->decimals);
	width = glyph_width(slice_of(text), type.size, false);
	each = frame_thin(width + 8, (f->right - f->left) / fmax(a->nticks - 1, 1));
	for (int i = 0; i < a->nticks; i++) {
		double v = axis_tick(a, i), x = axis_place(a, v, f->left, f->right);

		svg_line(&f->svg, x, f->top, x, f->bottom,
		    (struct svg_pen){v == 0 ? INK_LIMIT : INK_GRID, 1, NULL});
		if ((size_t)i % each != 0)
			continue;
		axis_format(text, v, a->decimals);
		svg_text(&f->svg, fmin(x, f->width - width / 2 - 1), f->bottom + 15,
		    slice_of(text), type);
	}
}

size_t
frame_thin(double width, double pitch)
{
	return pitch > 0 && width > pitch ? (size_t)ceil(width / pitch) : 1;
}

static int
by_height(const void *a, const void *b)
{
	const struct frame_label *x = a, *y = b;

	return (x->y > y->y) - (x->y < y->y);
}

void
frame_labels(struct frame *f, double x, struct frame_label *label, size_t n)
{
	qsort(label, n, sizeof(*label), by_height);
	for (size_t i = 1; i < n; i++)
		label[i].y = fmax(label[i].y, label[i - 1].y + LABEL_LINE);
	if (n > 0)
		label[n - 1].y = fmin(label[n - 1].y, f->bottom + 4);
	for (size_t i = n; i-- > 1;)
		label[i - 1].y = fmin(label[i - 1].y, label[i].y - LABEL_LINE);
	for (size_t i = 0; i < n; i++)
		svg_text_within(&f->svg, x, label[i].y + 4, label[i].text, f->width - x - 2,
		    label[i].type);
}
