#ifndef LEAGUE_H
#define LEAGUE_H

#include <stdio.h>

#include "areas.h"
#include "benchmark.h"

/*
 * A benchmark for people: a league table with the limits as bars, and sentences that a board may quote, each
 * with the rule that makes it true.
 */
struct league_options {
	const char *about;	/* the authority the sentences are about, a code or a name, or NULL: Redcar and
				   Cleveland where it has a rate, otherwise the highest */
	const char *label;	/* what a rate is, as behind "had 78.9 "; NULL: "per 10,000" */
};

/*
 * Prints all groups: for each a table, a row for each authority, then the region, England and the sum; and a
 * paragraph about one authority. A sentence on its change since the group before, where that is the same
 * region's. Last, what the words mean. b has the benchmark of each group.
 */
void league_print(const struct areas *a, const struct benchmark *b,
    const struct league_options *opt, FILE *f);

#endif
