#include "board/svg.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/visible.h"
#include "board/glyph.h"

#define BOUND 1e6		/* of coordinates */

static void
add_char(struct textbuf *out, char c)
{
	textbuf_add(out, (struct slice){&c, 1});
}

static void
add_entity(struct textbuf *out, char c)
{
	switch (c) {
	case '&': textbuf_add(out, slice_of("&amp;")); break;
	case '<': textbuf_add(out, slice_of("&lt;")); break;
	case '>': textbuf_add(out, slice_of("&gt;")); break;
	case '"': textbuf_add(out, slice_of("&quot;")); break;
	case '\'': textbuf_add(out, slice_of("&#39;")); break;
	case '\n':
	case '\r':
	case '\t': add_char(out, ' '); break;
	}
}

/* Of the UTF-8 that begins with this byte. */
static size_t
length_of(unsigned char first)
{
	return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* U+FFFE and U+FFFF are UTF-8, and characters that XML forbids. */
static bool
is_forbidden(struct slice s)
{
	return s.n >= 3 && memcmp(s.p, "\xef\xbf", 2) == 0 && (unsigned char)s.p[2] >= 0xbe;
}

static void
add_harmless(struct textbuf *out, struct slice s)
{
	char buf[VISIBLE_SIZE];
	size_t i = 0, from = 0, n;

	while (i < s.n) {
		struct slice rest = {s.p + i, s.n - i};
		bool entity = *rest.p != '\0' && strchr("&<>\"'\n\r\t", *rest.p) != NULL;

		n = entity ? 1 : visible_escape(rest, buf);
		if (!entity && is_forbidden(rest)) {
			n = 3;
			snprintf(buf, sizeof(buf), "\\u%s", rest.p[2] == '\xbe' ? "fffe" : "ffff");
		}
		if (n == 0) {
			i += length_of((unsigned char)*rest.p);
			continue;
		}
		textbuf_add(out, (struct slice){s.p + from, i - from});
		if (entity)
			add_entity(out, *rest.p);
		else
			textbuf_add(out, slice_of(buf));
		from = i += n;
	}
	textbuf_add(out, (struct slice){s.p + from, s.n - from});
}

/* At most one decimal, and no more digits than needed. */
static void
add_number(struct textbuf *out, double v)
{
	long tenths = isnan(v) ? 0 : lround(fmax(-BOUND, fmin(v, BOUND)) * 10);

	if (tenths < 0)
		add_char(out, '-');
	tenths = labs(tenths);
	textbuf_addf(out, "%ld", tenths / 10);
	if (tenths % 10 != 0)
		textbuf_addf(out, ".%ld", tenths % 10);
}

static void
close_tag(struct svg *s)
{
	if (s->open)
		add_char(s->out, '>');
	s->open = false;
}

void
svg_begin(struct svg *s, const char *tag)
{
	close_tag(s);
	textbuf_addf(s->out, "%s<%s", s->depth == 1 ? "\n" : "", tag);
	s->tag[s->depth++] = tag;
	s->open = true;
}

void
svg_end(struct svg *s)
{
	s->depth--;
	if (s->open)
		textbuf_addf(s->out, "/>");
	else
		textbuf_addf(s->out, "%s</%s>", s->depth == 0 ? "\n" : "", s->tag[s->depth]);
	if (s->depth == 0)
		add_char(s->out, '\n');
	s->open = false;
}

void
svg_attr(struct svg *s, const char *name, const char *value)
{
	textbuf_addf(s->out, " %s=\"", name);
	add_harmless(s->out, slice_of(value));
	add_char(s->out, '"');
}

void
svg_num(struct svg *s, const char *name, double v)
{
	textbuf_addf(s->out, " %s=\"", name);
	add_number(s->out, v);
	add_char(s->out, '"');
}

void
svg_id(struct svg *s, const char *name)
{
	textbuf_addf(s->out, " id=\"%s-%s\"", s->id, name);
}

void
svg_refer(struct svg *s, const char *attr, const char *name)
{
	textbuf_addf(s->out, " %s=\"url(#%s-%s)\"", attr, s->id, name);
}

void
svg_chars(struct svg *s, struct slice text)
{
	close_tag(s);
	add_harmless(s->out, text);
}

void
svg_leaf(struct svg *s, const char *tag, struct slice text)
{
	svg_begin(s, tag);
	svg_chars(s, text);
	svg_end(s);
}

void
svg_step(struct textbuf *d, char command, double x, double y)
{
	add_char(d, command);
	add_number(d, x);
	add_char(d, ' ');
	add_number(d, y);
}

static void
put_pen(struct svg *s, struct svg_pen pen)
{
	svg_attr(s, "stroke", pen.colour);
	if (pen.width != 1)
		svg_num(s, "stroke-width", pen.width);
	if (pen.dash != NULL)
		svg_attr(s, "stroke-dasharray", pen.dash);
}

void
svg_line(struct svg *s, double x1, double y1, double x2, double y2, struct svg_pen pen)
{
	svg_begin(s, "line");
	svg_num(s, "x1", x1);
	svg_num(s, "y1", y1);
	svg_num(s, "x2", x2);
	svg_num(s, "y2", y2);
	put_pen(s, pen);
	svg_end(s);
}

void
svg_path(struct svg *s, const struct textbuf *d, struct svg_pen pen)
{
	if (d->n == 0)
		return;
	svg_begin(s, "path");
	svg_attr(s, "d", d->p);
	svg_attr(s, "fill", "none");
	put_pen(s, pen);
	svg_end(s);
}

void
svg_rect(struct svg *s, double x, double y, double width, double height)
{
	svg_begin(s, "rect");
	svg_num(s, "x", x);
	svg_num(s, "y", y);
	svg_num(s, "width", fmax(width, 0));
	svg_num(s, "height", fmax(height, 0));
}

static void
begin_text(struct svg *s, double x, double y, struct svg_type t)
{
	svg_begin(s, "text");
	svg_num(s, "x", x);
	svg_num(s, "y", y);
	svg_num(s, "font-size", t.size);
	svg_attr(s, "fill", t.colour);
	if (t.anchor != SVG_START)
		svg_attr(s, "text-anchor", t.anchor == SVG_END ? "end" : "middle");
	if (t.bold)
		svg_attr(s, "font-weight", "bold");
	if (t.halo) {
		svg_attr(s, "stroke", "#fff");
		svg_attr(s, "stroke-width", "3");
		svg_attr(s, "stroke-linejoin", "round");
		svg_attr(s, "paint-order", "stroke");
	}
}

void
svg_text(struct svg *s, double x, double y, struct slice text, struct svg_type type)
{
	begin_text(s, x, y, type);
	svg_chars(s, text);
	svg_end(s);
}

void
svg_text_within(struct svg *s, double x, double y, struct slice text, double width,
    struct svg_type type)
{
	size_t n = glyph_fit(text, width, type.size, type.bold);

	if (n == text.n) {
		svg_text(s, x, y, text, type);
		return;
	}
	begin_text(s, x, y, type);
	svg_leaf(s, "title", text);
	svg_chars(s, (struct slice){text.p, n});
	textbuf_addf(s->out, "…");
	svg_end(s);
}
