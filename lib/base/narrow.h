#ifndef BASE_NARROW_H
#define BASE_NARROW_H

#include <stdbool.h>
#include <stdint.h>

/*
 * A figure that needs no more than 64 bits a part, as nearly every one does: n / d as printed, where
 * the unrounded figure lies within h / d of it (h 0: exact). d > 0, h >= 0. It is worth having
 * beside the amounts of base/exact.h because nothing here calls, allocates or copies much. Functions
 * return false where the result does not fit, or is no such figure; then an amount is to be used,
 * which gives the same result in every case where these give one.
 */
struct narrow {
	int64_t n, h, d;
};

#define NARROW_ADD(a, b, r) (!__builtin_add_overflow((a), (b), (r)))
#define NARROW_SUB(a, b, r) (!__builtin_sub_overflow((a), (b), (r)))
#define NARROW_MUL(a, b, r) (!__builtin_mul_overflow((a), (b), (r)))

/* a in parts k times as small. */
static inline bool
narrow_finer(struct narrow a, int64_t k, struct narrow *out)
{
	return NARROW_MUL(a.n, k, &out->n) && NARROW_MUL(a.h, k, &out->h) &&
	    NARROW_MUL(a.d, k, &out->d);
}

static inline bool
narrow_add(struct narrow a, struct narrow b, struct narrow *out)
{
	if (a.d != b.d) {		/* decimals: one unit is a part of the other */
		if (a.d > b.d ? a.d % b.d != 0 || !narrow_finer(b, a.d / b.d, &b) :
		    b.d % a.d != 0 || !narrow_finer(a, b.d / a.d, &a))
			return false;
	}
	out->d = a.d;
	return NARROW_ADD(a.n, b.n, &out->n) && NARROW_ADD(a.h, b.h, &out->h);
}

static inline bool
narrow_neg(struct narrow a, struct narrow *out)
{
	*out = a;
	return NARROW_SUB(0, a.n, &out->n);
}

static inline bool
narrow_sub(struct narrow a, struct narrow b, struct narrow *out)
{
	return narrow_neg(b, &b) && narrow_add(a, b, out);
}

/* Two rounded figures have a product with unequal sides: not here. */
static inline bool
narrow_mul(struct narrow a, struct narrow b, struct narrow *out)
{
	struct narrow t = a;

	if (b.h != 0) {
		if (a.h != 0)
			return false;
		a = b;
		b = t;
	}
	if (!NARROW_MUL(a.n, b.n, &out->n) || !NARROW_MUL(a.d, b.d, &out->d) ||
	    !NARROW_MUL(a.h, b.n, &out->h))
		return false;
	if (out->h >= 0)
		return true;
	return NARROW_SUB(0, out->h, &out->h);
}

/* By an exact figure that is not 0. */
static inline bool
narrow_div(struct narrow a, struct narrow b, struct narrow *out)
{
	struct narrow inverse = {b.d, 0, b.n};

	if (b.h != 0 || b.n == 0)
		return false;
	if (b.n < 0) {
		inverse.n = -b.d;
		if (!NARROW_SUB(0, b.n, &inverse.d))
			return false;
	}
	return narrow_mul(a, inverse, out);
}

/* Where 0 may lie inside, the sides are unequal: not here. */
static inline bool
narrow_abs(struct narrow a, struct narrow *out)
{
	int64_t low;

	if (a.n < 0 && !narrow_neg(a, &a))
		return false;
	*out = a;
	return NARROW_SUB(a.n, a.h, &low) && low >= 0;
}

/* The figures as printed: -1, 0, 1. */
static inline int
narrow_cmp(struct narrow a, struct narrow b)
{
	__int128 x, y;

	if (a.d == b.d)
		return (a.n > b.n) - (a.n < b.n);
	x = (__int128)a.n * b.d;
	y = (__int128)b.n * a.d;
	return (x > y) - (x < y);
}

/* The least and the greatest that the unrounded figure may be, as exact figures. */
static inline bool
narrow_ends(struct narrow a, struct narrow *lo, struct narrow *hi)
{
	lo->d = hi->d = a.d;
	lo->h = hi->h = 0;
	return NARROW_SUB(a.n, a.h, &lo->n) && NARROW_ADD(a.n, a.h, &hi->n);
}

#endif
