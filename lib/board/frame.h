#ifndef BOARD_FRAME_H
#define BOARD_FRAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"
#include "board/axis.h"
#include "board/shape.h"
#include "board/svg.h"

/*
 * What every chart has round its plot: title, subtitle, key, axes, notes, source, and the title and
 * description that a screen reader reads. The caller fills in the words, the key and `desc`, calls
 * frame_open(), which writes all that is above and below the plot, draws between left, right, top
 * and bottom, and calls frame_close().
 */
enum { FRAME_KEYS = 24, FRAME_TICKS = 12, FRAME_NOTE = 11 };	/* sizes of texts */

/* An entry of the key: a shape, a line, or a box with a fill. */
struct frame_key {
	enum frame_sample { FRAME_SHAPE, FRAME_LINE, FRAME_BOX } sample;
	enum shape shape;
	struct svg_pen pen;		/* colour of a shape or box, too */
	int fill;			/* of a box: a pattern, or -1: the colour */
	struct slice label;
};

struct frame {
	struct svg svg;
	double width, height;		/* wanted; the height grows where the texts need more */
	double left, right, top, bottom;	/* of the plot; right and left are the caller's */
	struct slice title, more, subtitle, source, lang;	/* more: the rest of the finding */
	struct textbuf desc;
	struct textbuf note;		/* lines below the plot, each with a newline */
	struct frame_key key[FRAME_KEYS];
	size_t nkeys;
	struct slice unit;		/* above the vertical axis */
	double below;			/* room for what is written below the plot */
	double plot, least;		/* height of the plot; 0: what is left, but this at least */
	unsigned fills;			/* a bit for each pattern in use */
};

void frame_key(struct frame *f, struct frame_key key);	/* does nothing when it is full */
void frame_key_shape(struct frame *f, enum shape shape, const char *colour, const char *label);
void frame_key_line(struct frame *f, struct svg_pen pen, const char *label);

/* Narrow enough that labels go into the key instead of the right margin. */
bool frame_is_narrow(const struct frame *f);

void frame_open(struct frame *f);
void frame_close(struct frame *f);

/* A vertical axis of numbers with its grid lines; sets f->left, which comes before all drawing. */
void frame_axis(struct frame *f, const struct axis *a);
/* A horizontal one, below the plot. */
void frame_axis_below(struct frame *f, const struct axis *a);

/* Where v is, on the vertical axis. */
double frame_y(const struct frame *f, const struct axis *a, double v);

/* How many labels of `width` from one to the next written one, `pitch` apart. */
size_t frame_thin(double width, double pitch);

/* Labels at the right edge of the plot, moved apart where they would overlap. */
struct frame_label {
	double y;
	struct slice text;
	struct svg_type type;
};
void frame_labels(struct frame *f, double x, struct frame_label *label, size_t n);

#endif
