#ifndef TREND_TEXT_H
#define TREND_TEXT_H

#include "base/textbuf.h"
#include "table/dictionary.h"
#include "trend/row.h"
#include "trend/series.h"

/*
 * A line on a series: its name (the dictionary's label in place of the cell, or the whole name, that has one) padded to
 * `width` columns, a sparkline, and one sentence that a board member could quote: "185 to 120 between 2014-15 Q1 and
 * 2014-15 Q4, a fall of 35%; four quarters cannot show whether this is a trend." Rounded for reading. d may be NULL: then nothing is called better or worse. target:
 * NaN for none; the dictionary's comes first.
 */
void trend_line(struct textbuf *b, const struct trendrow *r, const struct dictionary *d,
    double target, size_t width);

/* The width that sets the sentences of all series in one column: of their names, those over 60 columns apart. */
size_t trend_line_width(const struct series_set *set, const struct dictionary *d);

/* One line, without characters that could command a terminal: see table/layout.h. */
void text_shown(struct textbuf *b);

/* A number as people write it: 15 digits at most, no trailing zeros, thousands not parted. */
void add_number(struct textbuf *b, double v);

/*
 * "35%", "4.2%", "0.031%": whole from 10 up, one decimal below, two digits below 0.1; without a sign. What is
 * not 100% is not rounded to it: "99.96%".
 */
void add_percent(struct textbuf *b, double v);

#endif
