#ifndef BASE_VISIBLE_H
#define BASE_VISIBLE_H

#include <stdio.h>

#include "base/slice.h"

/*
 * Texts of the data, and file names, for people. A control character can command a terminal, a
 * newline forges a line of a report, and a bidirectional override shows a text in another order. So
 * whatever is quoted in a message or a table for people passes through here, and these characters
 * are written as they are in C: \x1b, \n, \u0085, \u202e. Data (csv, jsonl) stays as it is.
 */

enum { VISIBLE_SIZE = 12 };	/* of what stands for one character, with a NUL */

/*
 * Where s begins with such a character (C0, DEL, C1, U+061C, U+200E and F, U+2028 to E, U+2066 to
 * 9) or a byte that is not UTF-8: how many bytes it has, and in buf what to write for it. Else 0.
 */
size_t visible_escape(struct slice s, char buf[VISIBLE_SIZE]);

void visible_add(struct textbuf *t, struct slice s);
void visible_print(FILE *f, struct slice s);

/* Prints a line: what printf() would, made visible, and a newline. */
void visible_line(FILE *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * What a text has that a reader cannot see, or U+FFFD, which a conversion writes for a character
 * that it lost. Combining accents can be seen.
 */
enum {
	VISIBLE_NEWLINE = 1,
	VISIBLE_CONTROL = 2,	/* any other character that visible_escape() makes visible */
	VISIBLE_BLANK = 4,	/* a blank other than the space, or one without a width */
	VISIBLE_WIDTHLESS = 8,	/* any other character without a width: a soft hyphen, a joiner */
	VISIBLE_LOST = 16,
};

unsigned visible_hides(struct slice s);

/*
 * The same for messages about texts that look alike: blanks other than the space, characters
 * without a width and combining accents are escaped too, as in Redcar\u00a0.
 */
void visible_add_all(struct textbuf *t, struct slice s);

/*
 * Sets t to what texts that look alike have in common: without case, blanks at the ends and
 * characters without a width, each run of blanks of any kind as one space, accents composed.
 */
void visible_fold(struct textbuf *t, struct slice s);

/* Whether two texts differ in nothing but blanks at the ends, their kind and their number. */
bool visible_alike_but_blanks(struct slice a, struct slice b);

/* Whether two texts have the same visible_fold(). */
bool visible_alike(struct slice a, struct slice b);

#endif
