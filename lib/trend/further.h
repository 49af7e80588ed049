#ifndef TREND_FURTHER_H
#define TREND_FURTHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "table/input.h"
#include "trend/own.h"
#include "trend/rated.h"
#include "trend/series.h"

/*
 * Columns of texts that are used for nothing, such as a team and a type of concern: where rows of
 * one series and period are told apart by them alone, they are keys too. Only where no cell of them
 * is blank, a number or a period, and where each combination is there in the series' first and last
 * period: a note, or a name that changed, would split a series. Memory: 4 bytes per row, and
 * each combination of a series and their texts once.
 */
struct further {
	struct further_column {
		size_t col;
		bool text;		/* so far */
		bool key;
	} *column;
	size_t ncolumns;
	bool ended;			/* no column can be one, or their texts are too many */
	struct intern *combinations;	/* the series' number and the cells */
	uint32_t *of;			/* by row: its combination */
	size_t n, cap;
	struct owns owns;		/* by combination */
	struct keybuf key;
};

void further_add(struct further *f, const struct input *in, size_t col);

/* The present row was added to this series, the rows' n-th. */
void further_look(struct further *f, struct input *in, size_t series,
    const struct dictionary_entry *own);

/*
 * After the last row: where two rows are for one series and period, and these columns tell them
 * apart, makes a series of each combination. Whether it did.
 */
bool further_settle(struct further *f, struct series_set *set, struct rated *rated,
    struct owns *owns);

/* "Team and Type of concern are part of the key ...", for standard error. */
void further_describe(const struct further *f, const struct input *in,
    const struct series_set *set, struct errmsg *text);
void further_free(struct further *f);

#endif
