#ifndef SUPPRESS_NEEDED_H
#define SUPPRESS_NEEDED_H

#include "suppress/study.h"

/*
 * Of facts about totals that have no row, those from which anything follows. One that says again
 * what others say does not count, unless it is of earlier publications alone, nor does a total that
 * is in one fact alone.
 */
struct needed {
	const struct study *st;
	const struct fact *fact;	/* of all cells, those of missing totals from `first` on */
	size_t n;
	size_t first, ncells;
	const bool *keep;		/* by missing total: stays, with its facts */
};

/* Sets need[], by fact. */
void needed_find(const struct needed *from, bool *need);

#endif
