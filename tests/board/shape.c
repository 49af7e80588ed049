#include "board/shape.h"

#include <stdlib.h>

#include "tap/tap.h"

/* WCAG 2.1, relative luminance and contrast, of "#rrggbb". */
static double
channel(const char *colour, int i)
{
	char hex[3] = {colour[1 + 2 * i], colour[2 + 2 * i], '\0'};
	double c = (double)strtol(hex, NULL, 16) / 255;

	return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double
luminance(const char *colour)
{
	return 0.2126 * channel(colour, 0) + 0.7152 * channel(colour, 1) +
	    0.0722 * channel(colour, 2);
}

static double
on_white(const char *colour)
{
	return 1.05 / (luminance(colour) + 0.05);
}

#define HAS(colour, least) tap_ok(on_white(colour) >= (least), #colour ": " #least ":1 on white")

int
main(void)
{
	HAS(INK_TEXT, 7);
	HAS(INK_SOFT, 7);
	HAS(INK_LINE, 7);	/* of labels, too */
	HAS(INK_TARGET, 7);
	HAS(INK_LIMIT, 3);
	HAS(INK_BETTER, 3);
	HAS(INK_WORSE, 3);
	HAS(INK_NEITHER, 3);
	HAS(INK_FOCUS, 3);
	for (int i = 0; i < SHAPE_CATEGORIES; i++)
		HAS(shape_category[i], 3);
	is_close(on_white("#000000"), 21, 1e-9, "black on white");
	/* a value on a plain dark block is white */
	ok(on_white(shape_category[0]) >= 4.5);
	return done_testing();
}
