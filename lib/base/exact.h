#ifndef BASE_EXACT_H
#define BASE_EXACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/narrow.h"
#include "base/num.h"

/*
 * Exact arithmetic for the rules: ratios of 128-bit integers, compared without division, and
 * amounts that carry an interval. No function rounds unless it says so. Those that return bool
 * return false when the exact result does not fit; the caller reports that, and uses no result.
 */

struct rat {
	__int128 n, d;		/* n / d, d > 0; d == 0: n is 1 or -1, without bound that way */
};

extern const int64_t dec_unit[19];	/* 10 to the power of 0 to 18 */

#define RAT(i) ((struct rat){(i), 1})
#define RAT_INF ((struct rat){1, 0})
#define RAT_NEGINF ((struct rat){-1, 0})

struct rat rat_of_dec(struct dec d);
bool rat_add(struct rat a, struct rat b, struct rat *out);
bool rat_sub(struct rat a, struct rat b, struct rat *out);
bool rat_mul(struct rat a, struct rat b, struct rat *out);	/* 0 times no bound is 0 */
bool rat_div(struct rat a, struct rat b, struct rat *out);	/* b is not 0 */
int rat_cmp(struct rat a, struct rat b);			/* -1, 0, 1; always exact */
int rat_sign(struct rat a);
bool rat_whole(struct rat a);
struct rat rat_lowest(struct rat a);		/* the same ratio in lowest terms */

/* Rounded half away from zero to so many decimals, 0 to 18. */
bool rat_round(struct rat a, int decimals, struct rat *out);

/* n * 10^-scale as 64-bit digits; false when it is not such a number. */
bool rat_digits(struct rat a, int scale, int64_t *digits);

/*
 * As people write it: the whole decimal when it ends within 18 places, else rounded to 6;
 * decimals >= 0: rounded to just so many. Returns the length; buf of RAT_TEXT bytes.
 */
#define RAT_TEXT 72
size_t rat_format(char *buf, struct rat a, int decimals);

/*
 * A number with what is known of it. As printed it is a point, or the range that a symbol may
 * hide; beside it stands the interval that the unrounded figure lies in. Intervals are closed.
 */
struct amount {
	struct rat lo, hi;	/* as printed: equal for a number */
	struct rat rlo, rhi;	/* before rounding */
	bool point;		/* all four are lo; the others are not filled */
};

struct amount amount_point(struct rat r);
struct amount amount_of_narrow(struct narrow a);
bool amount_narrow(const struct amount *a, struct narrow *out);	/* false: it is none */
void amount_widen(struct amount *a);		/* fills all four of a point */
bool amount_add(const struct amount *a, const struct amount *b, struct amount *out);
bool amount_sub(const struct amount *a, const struct amount *b, struct amount *out);
bool amount_mul(const struct amount *a, const struct amount *b, struct amount *out);
bool amount_neg(const struct amount *a, struct amount *out);
bool amount_abs(const struct amount *a, struct amount *out);
bool amount_round(const struct amount *a, int decimals, struct amount *out);
bool amount_min(const struct amount *a, const struct amount *b, struct amount *out);
bool amount_max(const struct amount *a, const struct amount *b, struct amount *out);

/* *defined is false when b can only be 0: then there is no quotient, and true is returned. */
bool amount_div(const struct amount *a, const struct amount *b, struct amount *out,
    bool *defined);

/* "12.5", or "3 to 8", "3 or more", "8 or less", "any number" for the range of a symbol. */
#define AMOUNT_TEXT (2 * RAT_TEXT + 8)
size_t amount_format(char *buf, const struct amount *a, int decimals);

#endif
