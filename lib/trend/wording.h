#ifndef TREND_WORDING_H
#define TREND_WORDING_H

#include <stddef.h>

#include "base/slice.h"
#include "csv/writer.h"
#include "trend/verdict.h"

/* How figures and periods are written for people. */

/* A number into buf: whole, or six digits; no trailing zeros or separators. */
const char *wording_number(char buf[WRITER_DOUBLE], double v);
void wording_add_number(struct textbuf *b, double v);	/* the same with commas: "1,234" */

/* Of what is computed: three significant digits, whole from 100 up. */
void wording_add_rounded(struct textbuf *b, double v);

/*
 * "35%", "4.2%", "0.031%", of a change: whole from 10 up, without a sign; only 100% is rounded to
 * 100%.
 */
void wording_add_percent(struct textbuf *b, double v);

double wording_times(double times);	/* one decimal, whole from 100 up */

/*
 * Percentages of a whole have one decimal, or as many as it takes to show that the first, the last
 * and the target differ. Whether the first and the last differ by too little to speak of:
 */
bool wording_is_hardly(const struct result *r);

/* "5.2 percentage points", "1 percentage point", of a change, and of a slope; "5.2" by itself. */
void wording_add_points(struct textbuf *b, const struct result *r, double v);
void wording_add_slope(struct textbuf *b, const struct result *r, double v);
void wording_add_part(struct textbuf *b, const struct result *r, double v);

/*
 * The figure v of row i (SIZE_MAX: of none): "34%", "81.1% (150 of 185)", "25 per 10,000 (50 of
 * 20,000)", "about 120"; added up over years, "(50 in 20,000 person-years)"; and
 * with the unit of its indicator: "120 children".
 */
void wording_add_figure(struct textbuf *b, const struct result *r, double v, size_t i);
void wording_add_figure_unit(struct textbuf *b, const struct result *r, double v, size_t i);

/* As it was given. */
void wording_add_target(struct textbuf *b, const struct result *r);

void wording_add_period(struct textbuf *b, const struct result *r, size_t i);

/*
 * n values as n block characters of UTF-8 (three bytes each), from the lowest block for the lowest
 * value to the highest for the highest; a missing value (NaN) is a blank; all equal: the middle. Of
 * more than SPARKLINE_MOST values the last ones. Returns the length in bytes.
 */
#define SPARKLINE_MOST 40
#define SPARKLINE_SIZE (3 * SPARKLINE_MOST + 1)
size_t sparkline(char buf[SPARKLINE_SIZE], const double *y, size_t n);

#endif
