#ifndef BOARD_SVG_H
#define BOARD_SVG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/*
 * Writes SVG: elements, attributes and texts, the same bytes everywhere. Coordinates have at most
 * one decimal. Every text passes through svg_chars() or svg_attr(), which make it harmless: control
 * and bidirectional characters as in base/visible.h, newlines and tabs as blanks, what XML forbids
 * (U+FFFE, U+FFFF) as its number, and &, <, > and quotes as entities.
 */
enum { SVG_DEPTH = 8 };

struct svg {
	struct textbuf *out;
	const char *id;			/* what ids begin with */
	const char *tag[SVG_DEPTH];	/* the open elements */
	size_t depth;
	bool open;			/* the last start tag can take attributes */
};

void svg_begin(struct svg *s, const char *tag);
void svg_end(struct svg *s);
void svg_attr(struct svg *s, const char *name, const char *value);
void svg_num(struct svg *s, const char *name, double v);
void svg_id(struct svg *s, const char *name);			/* id="PREFIX-name" */
/* attr="url(#PREFIX-name)" */
void svg_refer(struct svg *s, const char *attr, const char *name);
void svg_chars(struct svg *s, struct slice text);

/* An element that holds nothing but text: title, desc. */
void svg_leaf(struct svg *s, const char *tag, struct slice text);

/* Data of a path, for svg_attr(.., "d", ..): "M12 30.5", "L14 28". */
void svg_step(struct textbuf *d, char command, double x, double y);

/* A straight line; dash is a stroke-dasharray, or NULL. */
struct svg_pen {
	const char *colour;
	double width;
	const char *dash;
};
void svg_line(struct svg *s, double x1, double y1, double x2, double y2, struct svg_pen pen);
void svg_path(struct svg *s, const struct textbuf *d, struct svg_pen pen);
/* A rectangle that is still open for its fill. */
void svg_rect(struct svg *s, double x, double y, double width, double height);

/* Real text at (x, y), the end of its base line that the anchor names. */
enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };
struct svg_type {
	double size;
	const char *colour;
	enum svg_anchor anchor;
	bool bold;
	bool halo;		/* white around the letters, where lines are below them */
};
void svg_text(struct svg *s, double x, double y, struct slice text, struct svg_type type);

/* The same, cut to a width with an ellipsis where it must be; all of it is then in a title. */
void svg_text_within(struct svg *s, double x, double y, struct slice text, double width,
    struct svg_type type);

#endif
