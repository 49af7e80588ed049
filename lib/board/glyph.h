#ifndef BOARD_GLYPH_H
#define BOARD_GLYPH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/*
 * How wide texts are, without a font: from the widths of Helvetica, which Arial has too, and for
 * other letters from estimates (a wide character of Chinese or Japanese 1 em, any other letter 0.6,
 * a combining accent 0). A twentieth is added, because the reader's font may be wider.
 */
double glyph_width(struct slice s, double size, bool bold);

/* How many bytes of s fit in `width`, with an ellipsis after them; s.n where all of it fits. */
size_t glyph_fit(struct slice s, double width, double size, bool bold);

/*
 * Breaks s into lines of at most `width`, at blanks where there are any; at most `max` lines. The
 * number of lines; *cut: s has more than the last line shows.
 */
size_t glyph_wrap(struct slice s, double width, double size, bool bold, struct slice *line,
    size_t max, bool *cut);

#endif
