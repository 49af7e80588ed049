#ifndef TREND_SENTENCE_H
#define TREND_SENTENCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"
#include "csv/writer.h"
#include "table/dictionary.h"
#include "trend/verdict.h"

/*
 * What is said of a series, in one sentence that a board member could quote: "From 185 to 120
 * children between 2014-15 Q1 and 2014-15 Q4, a fall of 35%; four quarters are too few to show a
 * trend." Rounded for reading. Methods, limits and caveats are in notes, once below the table.
 *
 * All words are in one table, sentence_words[]: clauses, in the order in which they can follow one
 * another, then notes. {name} is filled in.
 */
enum sentence_clause {
	SAY_ONE, SAY_SAME, SAY_ALL_SAME, SAY_BACK, SAY_FROM_TO,
	SAY_RISE, SAY_FALL, SAY_HARDLY, SAY_DOUBLE, SAY_MORE_THAN_DOUBLE, SAY_TIMES,
	SAY_POINTS_RISE, SAY_POINTS_FALL, SAY_POINTS_LIMITS, SAY_POINTS_SPAN,
	SAY_NO_SUM, SAY_FEW_ONE, SAY_FEW, SAY_FEW_SUMS,
	SAY_RISING, SAY_FALLING, SAY_RISING_SLOPE, SAY_FALLING_SLOPE, SAY_RISING_POINTS,
	SAY_FALLING_POINTS, SAY_RISING_TOGETHER, SAY_FALLING_TOGETHER,
	SAY_RISING_TREND, SAY_FALLING_TREND, SAY_STEPPED_UP, SAY_STEPPED_DOWN,
	SAY_BETTER, SAY_WORSE,
	SAY_NO_TREND, SAY_NO_TREND_USUAL, SAY_USUAL, SAY_SIGNS_RISE, SAY_SIGNS_FALL, SAY_EVEN,
	SAY_NO_LIMITS,
	SAY_LEVEL, SAY_EARLIER, SAY_HIGH, SAY_HIGH_MANY, SAY_LOW, SAY_LOW_MANY, SAY_ROSE, SAY_FELL,
	SAY_NEAR_HIGH, SAY_NEAR_LOW, SAY_ABOVE, SAY_BELOW, SAY_STEP_UP, SAY_STEP_DOWN,
	SAY_YEAR_MORE, SAY_YEAR_LESS, SAY_YEAR_TIMES, SAY_YEAR_POINTS_MORE, SAY_YEAR_POINTS_LESS,
	SAY_YEAR_SAME, SAY_YEAR_FROM,
	SAY_HIDDEN_BELOW, SAY_MISSING,
	SAY_MEETS, SAY_MISSES, SAY_TARGET_ABOVE, SAY_TARGET_BELOW, SAY_TARGET_ON,
	SAY_PASS, SAY_FAIL, SAY_HIT_AND_MISS,
	NOTE_FIRST,
	NOTE_XMR = NOTE_FIRST, NOTE_P, NOTE_U, NOTE_C, NOTE_STOCK, NOTE_STOCK_SHARES, NOTE_TRIAL,
	NOTE_TREND, NOTE_SEASON, NOTE_STEP, NOTE_UNSAID, NOTE_SMALL, NOTE_INTERVAL, NOTE_ROUNDED,
	NOTE_HIDDEN, NOTE_ROLLING, NOTE_CHANCE,
	SENTENCE_N,
};
extern const char *const sentence_words[SENTENCE_N];

/* Which clauses have been said, by bit, and what the notes need to know. */
struct sentence_said {
	bool said[SENTENCE_N];
	size_t nseries;		/* with a chart or a test */
	double chance;		/* signals and trends that chance alone would give */
};

/* Fills r->sentence, and notes in *said what it says. */
void sentence_make(struct result *r, struct sentence_said *said);

/*
 * A line for people: the series' name (with the dictionary's label, if any, for the whole name or
 * for one cell of it) padded to `width` columns, a sparkline, and the sentence. d may be NULL.
 */
void sentence_line(struct textbuf *b, const struct result *r, const struct dictionary *d,
    size_t width);

/* The notes that the sentences call for, after a blank line; nothing where there is none. */
void sentence_notes(struct textbuf *b, struct sentence_said *said);

/* The width that aligns the sentences of all series; names over 60 columns are ignored. */
size_t sentence_width(const struct series_set *set, const struct dictionary *d);

/* Makes b one line without terminal control characters: see table/layout.h. */
void sentence_escape(struct textbuf *b);

#endif
