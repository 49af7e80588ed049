#ifndef BOARD_FILL_H
#define BOARD_FILL_H

#include "base/errmsg.h"
#include "board/card.h"
#include "board/flags.h"
#include "trend/analysis.h"
#include "trend/seriesin.h"

/* What the data say of an entry, up to the scorecard's period. */
struct fill {
	struct card *card;
	struct seriesin *si;
	struct flags flags;
	struct analysis analysis;
	struct result result;
	/* Of the present row. */
	size_t own, numerator, denominator;	/* series; the number of series: none */
};

/* -1: the data and the dictionary do not agree, or a series is at fault (*e). */
int fill_row(struct fill *f, struct card_row *row, struct errmsg *e);

#endif
