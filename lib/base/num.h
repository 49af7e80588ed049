#ifndef BASE_NUM_H
#define BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/figure.h"
#include "base/slice.h"

enum num_kind {
	NUM_BLANK,		/* nothing but blanks */
	NUM_VALUE,
	NUM_MARK,		/* a suppression or gap mark: never 0, never NaN */
	NUM_BAD,		/* anything else */
};

enum mark {
	MARK_NONE,
	MARK_C,			/* c: confidential */
	MARK_Z,			/* z: not applicable */
	MARK_X,			/* x: not available */
	MARK_U,			/* u: unreliable */
	MARK_K,			/* k: rounds to zero but is not */
	MARK_LOW,		/* low: the older k */
	MARK_COLON,		/* : not available */
	MARK_DOTS,		/* .. not available */
	MARK_TILDE,		/* ~ suppressed */
	MARK_DASH,		/* - not known; never 0 */
	MARK_STAR,		/* * suppressed */
	MARK_NA,		/* NA: not available */
	MARK_N_A,		/* N/A: not available */
	MARK_BELOW,		/* <5: 0 to N - 1; figure is N */
};

enum { NUM_PLACES = 36 };

struct num {
	enum num_kind kind;
	enum mark mark;
	bool exact;		/* within 18 digits, whole and after the point */
	int places;		/* above 0: not exact, but figure / 10^places, at most NUM_PLACES */
	struct figure figure;	/* the value, if exact, as printed: "70.50" is 7050 / 100 */
	double value;		/* the nearest double, for NUM_VALUE */
};

/* What num_parse() takes besides a plain decimal such as -12.50. */
enum num_flags {
	NUM_COMMAS = 1,		/* 1,234 in well-formed groups of three */
	NUM_PERCENT = 2,	/* a % at the end, perhaps after blanks: 70% is 70 */
	NUM_EXPONENT = 4,	/* 1.5e-3 */
	NUM_MARKS = 8,		/* the marks above, also in brackets: [c]; case ignored */
};

/*
 * Reads a cell; blanks around it are ignored. No hex, no inf, no nan, no sign but one leading - or
 * +. Returns num->kind.
 */
enum num_kind num_parse(struct slice s, unsigned flags, struct num *num);

/* A number without the % sign that may follow it, and blanks before that, also U+00A0, U+202F. */
struct slice num_without_percent(struct slice s);

const char *num_mark_meaning(enum mark m);	/* "confidential", for messages */

/* A mark in its plain form ("c", "..", "<5"); "" for any other kind. */
#define NUM_MARK_SIZE 24
void num_format_mark(char buf[NUM_MARK_SIZE], const struct num *num);

/*
 * Writes v rounded to `decimals` places, halves away from zero as people round them: 2.675 gives
 * 2.68, although the nearest double is just below it. Returns the length.
 */
size_t num_format_fixed(char *buf, size_t size, double v, int decimals);

/* Reads a whole number from lo to hi from a command-line argument; false: it is not one. */
bool num_parse_int(const char *s, int64_t lo, int64_t hi, int64_t *out);

#endif
