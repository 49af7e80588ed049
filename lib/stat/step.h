#ifndef STAT_STEP_H
#define STAT_STEP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Is a series that rises or falls two levels rather than a line? So it is called where neither
 * y[0..at) nor y[at..n) has a trend of its own (Mann-Kendall, p <= 0.05), and the squares about the
 * two means add up to less than 1 / STEP_GAIN of ss_line, those about the least-squares line.
 *
 * y	n finite values in order of time, 0 < at < n
 *
 * The bound is this project's. Simulated with normal noise, for 14 to 24 points of which the last 7
 * or more are on one side of the mean, at the place where that run begins: of 100 straight lines of
 * any slope that Mann-Kendall finds, at most 1 is called a step; of steps by 3, 5 and 8 standard
 * deviations 15 to 28, 75 to 87, and 91 or more.
 */
#define STEP_GAIN 2
bool step_fits(const double *y, size_t n, size_t at, double ss_line);

#endif
