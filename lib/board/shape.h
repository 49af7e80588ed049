#ifndef BOARD_SHAPE_H
#define BOARD_SHAPE_H

#include <stddef.h>

#include "board/svg.h"

/*
 * The colours of charts: the palette of the Government Analysis Function, and of the icons of
 * Making Data Count those that have enough contrast. On white, text has 7:1 and whatever else
 * carries meaning 3:1 or more (tests/board/shape.c). Nothing is shown by colour alone.
 */
#define INK_TEXT "#0b0c0c"
#define INK_SOFT "#505a5f"	/* text that matters less */
#define INK_LINE "#12436D"
#define INK_LIMIT "#6e6e6e"
#define INK_TARGET "#801650"
#define INK_BETTER "#0072C6"
#define INK_WORSE "#E46C0A"
#define INK_NEITHER "#490092"
#define INK_FOCUS "#12436D"
#define INK_BAR "#BFBFBF"	/* with an edge of INK_LIMIT */
#define INK_GRID "#d9d9d9"	/* decoration */

enum { SHAPE_CATEGORIES = 6 };
extern const char *const shape_category[SHAPE_CATEGORIES];

enum shape {
	SHAPE_DOT,
	SHAPE_SQUARE,
	SHAPE_DIAMOND,
	SHAPE_UP,		/* triangles */
	SHAPE_DOWN,
	SHAPE_RING,		/* hollow, from here on */
	SHAPE_HOLLOW_DIAMOND,
	SHAPE_HOLLOW_UP,
	SHAPE_HOLLOW_DOWN,
};

/* Centred on (x, y), `size` high; title, or "", is what a pointer on it shows. */
void shape_draw(struct svg *s, enum shape shape, double x, double y, double size,
    const char *colour, struct slice title);

/*
 * Fills that differ in black and white: 0 to SHAPE_CATEGORIES - 1 of categories, and SHAPE_HATCH of
 * what is hidden. `used` has a bit for each that shape_patterns() defines.
 */
enum { SHAPE_HATCH = SHAPE_CATEGORIES };
void shape_patterns(struct svg *s, unsigned used);
void shape_fill(struct svg *s, int pattern);	/* of the element that is open */

#endif
