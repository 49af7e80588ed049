#ifndef TABLE_DICTIONARY_H
#define TABLE_DICTIONARY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/errmsg.h"
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
 *	polarity	high (is better), low (is better), or target, none, blank: neither is
 *	target		a number
 *	numerator, denominator	the indicators whose counts make it, a percentage
 *	agency, priority	for its readers
 *
 * Other columns are ignored, but a name that is nearly one of these is an error where that one is
 * missing.
 */
enum polarity { POLARITY_NEUTRAL, POLARITY_HIGHER, POLARITY_LOWER };

struct dictionary_entry {
	struct slice label, unit;	/* "" where the cell is blank */
	enum kind kind;
	enum polarity polarity;
	double target;		/* NaN: none */
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

void dictionary_free(struct dictionary *d);

/* The same readings of cells elsewhere. A measure is not a unit of counts: "days". */
bool polarity_parse(struct slice s, enum polarity *p);
bool unit_is_percent(struct slice unit);
bool unit_is_measure(struct slice unit);

#endif
