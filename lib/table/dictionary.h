#ifndef TABLE_DICTIONARY_H
#define TABLE_DICTIONARY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/slice.h"
#include "table/input.h"
#include "table/kind.h"

/*
 * An indicator dictionary: what is known of each indicator beside its figures. CSV with the column `indicator` (as
 * spelled in the data) and any of
 *
 *	label		what to call it in text
 *	unit		"children", "%"; changes of the latter are in percentage points, and so of "percent"
 *	kind		stock or flow
 *	polarity	higher (is better), lower (is better), or neutral; blank is neutral
 *	agency, priority	whose it is, and which of the board's priorities it serves
 *	target		a number
 *	numerator, denominator	how it is made up, in words
 *
 * Other columns are ignored, unless they are nearly one of these, which is not there: a slip.
 */
enum polarity { POLARITY_NEUTRAL, POLARITY_HIGHER, POLARITY_LOWER };

struct dictionary_entry {
	struct slice label, unit, agency, priority, target_text, numerator, denominator;	/* "" where blank */
	enum kind kind;
	enum polarity polarity;
	double target;		/* NaN: none */
	bool percent;		/* the unit says so: %, percent, per cent, percentage */
};

struct dictionary;

/* NULL: *e is the located message. */
struct dictionary *dictionary_read(const char *path, const struct input_options *opt,
    struct errmsg *e);

/* NULL: not in it. */
const struct dictionary_entry *dictionary_find(const struct dictionary *d,
    struct slice indicator);

/*
 * The entry for a series' name, or else for the first cell of its key that has one; d may be NULL. *cell is the
 * cell's number, from 0, or DICTIONARY_WHOLE where the entry is for the name; it may be NULL.
 */
#define DICTIONARY_WHOLE SIZE_MAX
const struct dictionary_entry *dictionary_of_series(const struct dictionary *d, const char *name,
    struct slice key, size_t *cell);

void dictionary_free(struct dictionary *d);

#endif
