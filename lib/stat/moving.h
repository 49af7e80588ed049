#ifndef STAT_MOVING_H
#define STAT_MOVING_H

#include <stddef.h>

/*
 * Moving averages of a quarterly series. NaN where a window is not whole: at the ends, or where it meets a NaN in y.
 *
 * sum4		the point and the three before it
 * mean4	sum4 / 4
 * mean2x4	centred: half of the outer two of five points and the whole of the inner three, over 4; the seasons
 *		count alike
 * Each points to n results.
 */
void moving(const double *y, size_t n, double *sum4, double *mean4, double *mean2x4);

#endif
