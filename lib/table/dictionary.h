#ifndef TABLE_DICTIONARY_H
#define TABLE_DICTIONARY_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/input.h"
#include "table/cell.h"

/*
 * An indicator dictionary: what is known of each indicator besides its figures. A CSV file with the
 * column `indicator` (as spelled in the data) and any of
 *
 *	label		what to call it in text
 *	unit		"children", "%"; changes of a percentage are in percentage points
 *	kind		stock or flow
 *	polarity	high (is better), low (is better), target (the nearer the better), none
 *	target		a number
 *	tolerance	how far off the target is still amber: a number, or "5%" of the target
 *	decimals	of the figures in text, 0 to 9
 *	frequency	month, quarter or year
 *	numerator, denominator	the indicators whose counts make it, a percentage
 *	agency, priority, source, note	for its readers
 *
 * Other columns are ignored, but a name that is nearly one of these is an error where that one is
 * missing. So is an indicator that is made from itself.
 */
enum polarity { POLARITY_NEUTRAL, POLARITY_HIGHER, POLARITY_LOWER };

#define DICTIONARY_NO_DECIMALS (-1)
#define DICTIONARY_BLANK \
	{.target = NAN, .tolerance = NAN, .decimals = DICTIONARY_NO_DECIMALS}

struct dictionary_entry {
	struct slice indicator;		/* as in the data */
	struct slice label, unit;	/* "" where the cell is blank */
	struct slice agency, priority, source, note;	/* the same */
	enum kind kind;
	enum polarity polarity;
	bool to_target;		/* polarity is target */
	double target;		/* NaN: none */
	double tolerance;	/* in the unit of the target, 0 or more; NaN: none */
	int decimals;		/* or DICTIONARY_NO_DECIMALS */
	enum period_freq frequency;	/* PERIOD_MONTH, _QUARTER, _YEAR; PERIOD_NONE: not said */
	struct slice numerator, denominator;	/* the indicators that make it, or "" */
	bool percent;		/* the unit is %, percent, per cent or percentage */
};

struct dictionary;

struct dictionary *dictionary_read(const char *path, const struct input_options *opt,
    struct errmsg *e);	/* NULL: *e */

/*
 * The entry for a series' name, or else for the first cell of its key that has one; d may be NULL.
 * NULL: there is none. *cell (cell may be NULL) is that cell's number, from 0, or DICTIONARY_WHOLE
 * for the name.
 */
#define DICTIONARY_WHOLE SIZE_MAX
const struct dictionary_entry *dictionary_of_series(const struct dictionary *d, const char *name,
    struct slice key, size_t *cell);

size_t dictionary_count(const struct dictionary *d);
/* In the order of the file. */
const struct dictionary_entry *dictionary_at(const struct dictionary *d, size_t i);

/* The number of the entry of exactly this indicator, or dictionary_count(). */
size_t dictionary_find(const struct dictionary *d, struct slice indicator);

void dictionary_free(struct dictionary *d);

/* The same readings of cells elsewhere. A measure is not a unit of counts: "days". */
bool polarity_parse(struct slice s, enum polarity *p);
bool unit_is_percent(struct slice unit);
bool unit_is_measure(struct slice unit);

#endif
