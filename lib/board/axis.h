#ifndef BOARD_AXIS_H
#define BOARD_AXIS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * An axis of numbers with round ticks: 1, 2 or 5 times a power of ten. It is computed by
 * multiplication and division alone, so that it is the same on every machine.
 */
struct axis {
	double low, high;	/* the first and the last tick */
	double first;		/* the first tick in steps: low / step */
	double mantissa, power;	/* a step is mantissa * power, or mantissa / power */
	bool divide;
	int nticks, decimals;
	bool cut;		/* it does not begin at 0 though it could */
};

enum axis_from { AXIS_FROM_0, AXIS_FROM_ANY, AXIS_CLOSE };

/* The greatest number, of either sign, that can be on a chart. */
#define AXIS_MOST 1e15

/*
 * Fills *a for numbers from low to high (either may be NaN: none), with about `want` steps. The
 * axis has 0 on it, except where all the numbers are far from it: with AXIS_FROM_ANY the smallest
 * at least 0.7 of the greatest, with AXIS_CLOSE, for funnels, 0.25. whole: a step is at least 1.
 * top: the axis need not reach beyond this (100, for percentages), unless a number does; or NaN.
 */
void axis_make(struct axis *a, double low, double high, int want, enum axis_from from, bool whole,
    double top);

double axis_tick(const struct axis *a, int i);

/* Where v is, between `begin` (of a->low) and `end`. */
double axis_place(const struct axis *a, double v, double begin, double end);

/* "1,234.5". Returns its length. */
enum { AXIS_TEXT = 48 };
size_t axis_format(char buf[AXIS_TEXT], double v, int decimals);

#endif
