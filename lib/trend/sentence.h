#ifndef TREND_SENTENCE_H
#define TREND_SENTENCE_H

#include "base/slice.h"
#include "csv/writer.h"
#include "table/dictionary.h"
#include "trend/verdict.h"

/*
 * A line on a series: its name (with the dictionary's label, if any, for the whole name or for one
 * cell of it) padded to `width` columns, a sparkline, and one sentence that a board member could
 * quote: "185 to 120 between 2014-15 Q1 and 2014-15 Q4, a fall of 35%; four quarters cannot show
 * whether this is a trend." Rounded for reading. d may be NULL: then nothing is called better or
 * worse. target: NaN for none; the dictionary's takes precedence.
 */
void sentence_line(struct textbuf *b, const struct result *r, const struct dictionary *d,
    double target, size_t width);

/* The width that aligns the sentences of all series; names over 60 columns are ignored. */
size_t sentence_width(const struct series_set *set, const struct dictionary *d);

/* Makes b one line without terminal control characters: see table/layout.h. */
void sentence_escape(struct textbuf *b);

/* A number as people write it, into buf: whole, or six digits; no trailing zeros or separators. */
const char *sentence_number(char buf[WRITER_DOUBLE], double v);

/*
 * n values as n block characters of UTF-8 (three bytes each), from the lowest block for the lowest
 * value to the highest for the highest; a missing value (NaN) is a blank; all equal: the middle. Of
 * more than SPARKLINE_MOST values the last ones. Returns the length in bytes.
 */
#define SPARKLINE_MOST 40
#define SPARKLINE_SIZE (3 * SPARKLINE_MOST + 1)
size_t sparkline(char buf[SPARKLINE_SIZE], const double *y, size_t n);

#endif
