#ifndef SUPPRESS_COMPLETE_H
#define SUPPRESS_COMPLETE_H

#include "suppress/study.h"

/*
 * Totals that are not published. Where the total of one authority's categories has no row, the
 * total of all authorities is still the sum of the others and of that authority's categories, or of
 * what these consist of in turn; a grand total between which and its cells there is no margin is
 * the sum of the cells.
 */
struct complete {
	const struct space *s;
	const struct publication *p;
	void (*say)(const char *message);	/* gets the first few missing totals; or NULL */
	size_t missing;
	uint32_t type;		/* of breakdowns: the only one to be looked at; PLACE_NONE: all */
	const struct row *as;	/* where the parts are, if not at the total: of another indicator */
};

/*
 * The parts of the total in row `total` and dimension `dim`, by row: those of the sum, if there is
 * one, and what takes the place of missing totals, into part[] (as long as the table). Returns how
 * many there are, or 0 where this does not add up.
 */
size_t complete_sum(struct complete *c, size_t dim, uint32_t total, const struct sum *sum,
    uint32_t *part);

/*
 * The parts of a sum, completed where a part has no row, into part[]. 0: none that are certain. A
 * sum with marks is not, if it leaves out rows that have their count in the total. fits: its own
 * parts add up.
 */
size_t complete_parts(struct complete *c, const struct sum *sum, bool fits, uint32_t *part);

/* Whether the total can be that of the parts, or more where the sum leaves out rows of it. */
bool complete_can_be(const struct complete *c, const struct sum *sum);

/* How many sums the dimension has, and how many of them do not add up, completed or not. */
size_t complete_count(const struct space *s, const struct publication *p, size_t dim,
    size_t *broken);

/* Says that nothing is a total of anything, where counts of several places are to be hidden. */
void complete_report_none(const struct complete *c, const struct policy *policy);

/* Counts, and names, groups that have parts but no total, although others have one. */
void complete_report(struct complete *c);

#endif
