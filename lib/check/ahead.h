#ifndef CHECK_AHEAD_H
#define CHECK_AHEAD_H

#include "rules/rules.h"
#include "table/record.h"

enum { AHEAD_MOST = 20 };	/* records in which the heading is looked for */

/*
 * The first records of a file, up to its heading: the first with a column that the rules declare
 * or, if they declare none, with two cells that are not blank; or the record above it, where that
 * is as wide and it has a figure, as a row has. Where none is certain, the heading is the first
 * record that is not blank.
 */
struct ahead {
	struct record rec[AHEAD_MOST];
	size_t n;
	size_t at;			/* the heading, if n > 0 */
	bool found;			/* it is certain, */
	bool declared;			/* as it has a column that the rules declare */
	const struct rules *rules;
	struct arena *mem;		/* of the records */
};

void ahead_begin(struct ahead *a, const struct rules *rules, struct arena *mem);
bool ahead_wants_more(const struct ahead *a);
void ahead_add(struct ahead *a, const struct record *rec);	/* copies it */

#endif
