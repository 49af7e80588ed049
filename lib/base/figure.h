#ifndef BASE_FIGURE_H
#define BASE_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

/*
 * An exact number, and what is known of it: n / d as printed, where the unrounded value lies
 * within h / d of it (h is 0 for an exact number). d > 0, h >= 0.
 *
 * Numbers that need more than 64 bits a part, and intervals that are not symmetrical (the range
 * that a symbol stands for, the product of two rounded numbers), are held at `wide`, with d and h
 * 0. Its memory comes from the arena that each operation is given, and lives as long as that.
 *
 * No operation rounds, except figure_round() and figure_format(). Those that return bool return
 * false when a part of the exact result needs more than 127 bits: the caller reports it.
 */
struct figure_wide;

struct figure {
	union {
		int64_t n;
		struct figure_wide *wide;	/* if d is 0 */
	};
	int64_t h, d;
};

extern const int64_t figure_power[19];		/* 10 to the power of 0 to 18 */

/* The integer i. */
static inline struct figure
figure_int(int64_t i)
{
	return (struct figure){.n = i, .d = 1};
}

/* digits / 10^scale, scale 0 to 18. */
static inline struct figure
figure_decimal(int64_t digits, int scale)
{
	return (struct figure){.n = digits, .d = figure_power[scale]};
}

/* Some number from lo to *hi, or from lo up if hi is NULL. Both are exact. */
struct figure figure_range(struct figure lo, const struct figure *hi, struct arena *mem);

/* 0, rounded by up to half (exact, not below 0): added to a number, it makes that a rounded one. */
struct figure figure_rounding(struct figure half, struct arena *mem);

/* A copy for a call out of line, so that the figure itself can stay in registers. */
#define FIGURE_COPY(a) ((struct figure){.n = (a).n, .h = (a).h, .d = (a).d})

/* n / d, d > 0. d is 0 if there is no bound: upwards if n is 1, downwards if n is -1. */
struct fraction {
	__int128 n, d;
};

/* The ends of what may be printed, and of what the unrounded value may be. */
enum figure_end { FIGURE_LOW, FIGURE_HIGH, FIGURE_OPEN_LOW, FIGURE_OPEN_HIGH };

/* An end in lowest terms: equal numbers have equal parts. */
struct fraction figure_end(struct figure a, enum figure_end end);

/* An end as an exact number; false if there is no bound there. */
bool figure_at(struct figure a, enum figure_end end, struct arena *mem, struct figure *out);

/* The figure with these ends, exact numbers, by enum figure_end. */
struct figure figure_of_ends(const struct figure ends[4], struct arena *mem);

/* The operations below, and their order, when 64 bits are not enough. */
enum figure_operation { FIGURE_ADD, FIGURE_MUL, FIGURE_DIV, FIGURE_MIN, FIGURE_MAX };

bool figure_in_wide(enum figure_operation op, struct figure a, struct figure b,
    struct arena *mem, struct figure *out);
unsigned figure_order_in_wide(struct figure a, struct figure b, enum figure_end low);

#define FITS_ADD(a, b, r) (!__builtin_add_overflow((a), (b), (r)))
#define FITS_SUB(a, b, r) (!__builtin_sub_overflow((a), (b), (r)))
#define FITS_MUL(a, b, r) (!__builtin_mul_overflow((a), (b), (r)))

/* a in units k times as small. */
static inline bool
figure_finer(struct figure a, int64_t k, struct figure *out)
{
	return FITS_MUL(a.n, k, &out->n) && FITS_MUL(a.h, k, &out->h) &&
	    FITS_MUL(a.d, k, &out->d);
}

/* Both in the smaller of their units, if that is a part of the other, as among decimals. */
static inline bool
figure_align(struct figure *a, struct figure *b)
{
	if (a->d > b->d)
		return b->d != 0 && a->d % b->d == 0 && figure_finer(*b, a->d / b->d, b);
	return a->d != 0 && b->d % a->d == 0 && figure_finer(*a, b->d / a->d, a);
}

static inline bool
figure_add(struct figure a, struct figure b, struct arena *mem, struct figure *out)
{
	struct figure x = a, y = b, sum;

	if ((x.d == y.d || figure_align(&x, &y)) && x.d != 0 && FITS_ADD(x.n, y.n, &sum.n) &&
	    FITS_ADD(x.h, y.h, &sum.h)) {
		sum.d = x.d;
		*out = sum;
		return true;
	}
	return figure_in_wide(FIGURE_ADD, FIGURE_COPY(a), FIGURE_COPY(b), mem, out);
}

/* The product of two rounded numbers is not symmetrical. */
static inline bool
figure_mul(struct figure a, struct figure b, struct arena *mem, struct figure *out)
{
	struct figure x = {.h = 0};
	int64_t h = a.h != 0 ? a.h : b.h, by = a.h != 0 ? b.n : a.n;

	if ((a.h == 0 || b.h == 0) && FITS_MUL(a.d, b.d, &x.d) && x.d != 0 &&
	    FITS_MUL(a.n, b.n, &x.n) && (h == 0 || (FITS_MUL(h, by, &x.h) &&
	    (x.h >= 0 || FITS_SUB(0, x.h, &x.h))))) {
		*out = x;
		return true;
	}
	return figure_in_wide(FIGURE_MUL, FIGURE_COPY(a), FIGURE_COPY(b), mem, out);
}

static inline bool
figure_neg(struct figure a, struct arena *mem, struct figure *out)
{
	return figure_mul(a, figure_int(-1), mem, out);
}

static inline bool
figure_sub(struct figure a, struct figure b, struct arena *mem, struct figure *out)
{
	return figure_neg(b, mem, &b) && figure_add(a, b, mem, out);
}

/* b is not figure_is_zero(). Where it may be 0, but need not be, the result may be anything. */
static inline bool
figure_div(struct figure a, struct figure b, struct arena *mem, struct figure *out)
{
	struct figure inverse = {.n = b.n < 0 ? -b.d : b.d, .d = b.n};

	if (b.d == 0 || b.h != 0 || b.n == 0 || (b.n < 0 && !FITS_SUB(0, b.n, &inverse.d)))
		return figure_in_wide(FIGURE_DIV, FIGURE_COPY(a), FIGURE_COPY(b), mem, out);
	return figure_mul(a, inverse, mem, out);
}

bool figure_abs(struct figure a, struct arena *mem, struct figure *out);

/* Rounded half away from zero to 0 to 18 decimals. */
bool figure_round(struct figure a, int decimals, struct arena *mem, struct figure *out);

/* -1, 0 or 1: short forms as printed. */
static inline int
figure_compare_short(struct figure a, struct figure b)
{
	int64_t left = a.n, right = b.n;
	__int128 x, y;

	if (a.d == b.d || (FITS_MUL(a.n, b.d, &left) && FITS_MUL(b.n, a.d, &right)))
		return (left > right) - (left < right);
	x = (__int128)a.n * b.d;
	y = (__int128)b.n * a.d;
	return (x > y) - (x < y);
}

/* How a may compare with b, as printed: a set of these; one alone is certain. */
enum { FIGURE_LESS = 1, FIGURE_EQUAL = 2, FIGURE_GREATER = 4 };

static inline unsigned
figure_order(struct figure a, struct figure b)
{
	if (a.d == 0 || b.d == 0)
		return figure_order_in_wide(FIGURE_COPY(a), FIGURE_COPY(b), FIGURE_LOW);
	return 1U << (figure_compare_short(a, b) + 1);
}

/* How some number of an interval compares with some of another, from their ends' comparison. */
static inline unsigned
figure_order_set(int low_with_high, int high_with_low)
{
	return (low_with_high < 0 ? FIGURE_LESS : 0) |
	    (low_with_high <= 0 && high_with_low >= 0 ? FIGURE_EQUAL : 0) |
	    (high_with_low > 0 ? FIGURE_GREATER : 0);
}

/* figure_order() of the unrounded values: by their distance and how far both may be off. */
static inline unsigned
figure_order_unrounded(struct figure a, struct figure b)
{
	int64_t x = a.n, y = b.n, off = a.h, more = b.h, apart;

	if (a.d == 0 || b.d == 0 || (a.d != b.d && !(FITS_MUL(a.n, b.d, &x) &&
	    FITS_MUL(b.n, a.d, &y) && FITS_MUL(a.h, b.d, &off) && FITS_MUL(b.h, a.d, &more))) ||
	    !FITS_ADD(off, more, &off) || !FITS_SUB(x, y, &apart))
		return figure_order_in_wide(FIGURE_COPY(a), FIGURE_COPY(b), FIGURE_OPEN_LOW);
	return figure_order_set((apart > off) - (apart < off), (apart > -off) - (apart < -off));
}

/* As printed: nothing but 0; one number, not a range. */
static inline bool
figure_is_zero(struct figure a)
{
	return a.d != 0 ? a.n == 0 : figure_order(a, figure_int(0)) == FIGURE_EQUAL;
}

static inline bool
figure_is_single(struct figure a)
{
	return figure_order(a, a) == FIGURE_EQUAL;
}

/* Neither rounded nor one of a range. */
static inline bool
figure_is_exact(struct figure a)
{
	return figure_order_unrounded(a, a) == FIGURE_EQUAL;
}

/* Single, and an integer. */
static inline bool
figure_is_whole(struct figure a)
{
	return a.d != 0 ? a.d == 1 || a.n % a.d == 0 :
	    figure_is_single(a) && figure_end(a, FIGURE_LOW).d == 1;
}

/* The smaller or the greater of the two: op is FIGURE_MIN or FIGURE_MAX. */
static inline bool
figure_choose(enum figure_operation op, struct figure a, struct figure b, struct arena *mem,
    struct figure *out)
{
	if (a.d == 0 || b.d == 0 || a.h != 0 || b.h != 0)
		return figure_in_wide(op, FIGURE_COPY(a), FIGURE_COPY(b), mem, out);
	*out = figure_compare_short(b, a) == (op == FIGURE_MIN ? -1 : 1) ? b : a;
	return true;
}

/* digits * 10^-scale of a figure_is_single(), in 64 bits; false if it is not such a number. */
bool figure_digits(struct figure a, int scale, int64_t *digits);

/* The most by which rounding may have changed it; false if that has no bound, or does not fit. */
bool figure_half(struct figure a, struct arena *mem, struct figure *out);

/* The median of n > 0 numbers; of each of their ends, if they are not exact. */
bool figure_median(const struct figure *a, size_t n, struct arena *mem, struct figure *out);

void figure_keep_wide(struct figure *slot, struct figure a, struct arena *mem);

/* Copies a to *slot for as long as mem lives. *slot is {0}, or was filled so before. */
static inline void
figure_keep(struct figure *slot, struct figure a, struct arena *mem)
{
	if (a.d != 0)
		*slot = a;
	else
		figure_keep_wide(slot, a, mem);
}

/*
 * As people write it: the whole decimal if it ends within 18 places, else rounded to 6; decimals
 * >= 0: rounded to that many. Ranges: "3 to 8", "3 or more", "8 or less", "any number". Returns
 * the length; buf has FIGURE_TEXT bytes.
 */
#define FIGURE_TEXT 152
size_t figure_format(char *buf, struct figure a, int decimals);

#endif
