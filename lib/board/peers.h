#ifndef BOARD_PEERS_H
#define BOARD_PEERS_H

#include "base/errmsg.h"
#include "board/card.h"

/*
 * Benchmarks: files as benchmark-ne writes them. From the row of the area and of an entry's own
 * period come the rates of its region and of England, its rank and how many are ranked; from those
 * of all ranked areas, if high or low is better, the best rate and the last in the best quarter.
 * Which indicator a row is about says a column `indicator`, or the argument: "Plans=plans.csv",
 * where Plans is an indicator of the dictionary; in a dictionary of one indicator it is that.
 */
struct peers_options {
	const struct option_list *files;	/* [INDICATOR=]FILE */
	const char *area;			/* --area: a name or code; NULL: that of the data */
	bool quiet;
};

int peers_join(struct card *c, const struct peers_options *o, struct errmsg *e);	/* -1: *e */

#endif
