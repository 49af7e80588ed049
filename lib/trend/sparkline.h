#ifndef TREND_SPARKLINE_H
#define TREND_SPARKLINE_H

#include <stddef.h>

/*
 * n values as n block characters of UTF-8 (three bytes each), the lowest value the lowest block, the highest the
 * highest; a missing one (NaN) is a blank; all equal: the middle. More than SPARKLINE_MOST values: the last ones.
 * buf holds SPARKLINE_SIZE bytes. Returns the length in bytes.
 */
#define SPARKLINE_MOST 40
#define SPARKLINE_SIZE (3 * SPARKLINE_MOST + 1)
size_t sparkline(char buf[SPARKLINE_SIZE], const double *y, size_t n);

#endif
