#ifndef BOARD_CARD_H
#define BOARD_CARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/memory.h"
#include "base/period.h"
#include "board/judge.h"
#include "table/dictionary.h"
#include "table/filter.h"
#include "trend/series.h"

/*
 * A scorecard: a row for each entry of the dictionary, in its order, with what the data, a
 * benchmark and a report of findings say of it up to a period. No figure of a later period takes
 * part in anything.
 *
 * A series of the data belongs to the entry with its name: "Plans: Neglect" is that category of
 * that indicator, "Plans" the indicator without a category. The area is not part of the name,
 * and all rows have the same.
 */
struct card_options {
	const struct filter *filter;	/* -c, -y; messages unless -q */
	const struct dictionary *dictionary;
	const char *period;		/* --period, or NULL: the newest of the data */
};

/* A figure of the data in one period. */
struct card_figure {
	double v;		/* NaN: none, */
	enum mark mark;		/* because of this mark, or MARK_NONE */
	double below;		/* N of a mark <N */
	bool row;		/* there is a row for the period */
	bool lacking;		/* there is a count, but no denominator or population */
};

enum card_submitted { CARD_UNKNOWN, CARD_SUBMITTED, CARD_MISSING };

#define CARD_NONE SIZE_MAX

struct card_row {
	const struct dictionary_entry *entry;
	size_t number;			/* in a scorecard for people, from 1 */
	size_t series;			/* in the data, or CARD_NONE */
	/*
	 * Of its own frequency, the period that ends with the scorecard's or is the last to end
	 * before that; of dates, the last one in that period.
	 */
	struct period at;
	bool due;			/* it ends with the scorecard's */
	struct slice period;		/* as the data write it */
	struct card_figure value, previous, year_ago;
	double year_to_date;		/* NaN: none */
	enum series_measure measure;	/* what the figures are made from */
	enum rag rag;
	enum direction direction;
	const char *variation, *assurance;	/* as qtrend's; "" */
	double region, england;		/* NaN: none */
	double base;			/* of these rates: 100 of percentages; NaN: not known */
	bool only_benchmark;		/* the data have no row of it, a benchmark has */
	size_t rank, n_ranked;		/* 0: none */
	/* Of the ranked areas, where high or low is better; NaN: none. */
	double best, top_quartile;
	struct slice best_area;		/* "": none; of several "A; B" */
	size_t findings;		/* CARD_NONE: not counted */
	enum card_submitted submitted;	/* by its agency */
	struct slice flags;		/* of the value */
	struct slice note;
};

struct card {
	const struct dictionary *dictionary;
	struct card_row *row;
	size_t n;
	struct period period;		/* freq PERIOD_NONE: no row, so none */
	struct slice period_text, area;	/* "": none */
	struct arena texts;
};

/* Reads the data. NULL: *e. */
struct card *card_read(struct input *in, const struct card_options *o, struct errmsg *e);

/*
 * Once everything is known: who submitted, and the notes. An agency submitted if one of its
 * indicators that are due has a figure or a mark; where none is due, if any of them has one.
 * The notes say of those in `rejected` that this is why they have none.
 */
void card_settle(struct card *c, const struct option_list *rejected);

void card_free(struct card *c);

/* The entry whose indicator is s, or c->n. */
size_t card_find(const struct card *c, struct slice s);

/* "'A', 'B', 'C' and 2 more": adds one more name, the nth from 0, and at the end the rest. */
#define CARD_NAMED 3
void card_add_name(struct textbuf *b, struct slice name, size_t nth, bool all);
void card_add_rest(struct textbuf *b, size_t n, bool all);

/* Whether two periods are the same, or the same quarter by two names. */
bool card_is_same_period(struct period a, struct period b);

#endif
