#ifndef SUPPRESS_FACTS_H
#define SUPPRESS_FACTS_H

#include "base/slice.h"
#include "suppress/study.h"

/*
 * What relates the cells of a study: the sums of each publication, sums over several of them (a
 * year's total in one and its first quarter in another), printed percentages and rates, and counts
 * that two indicators share. -1 where totals do not add up: they are named by fault(), the rest is
 * in *e.
 */
struct facts_say {
	void (*fault)(const char *message), (*note)(const char *message);	/* note: or NULL */
	bool audit;
	const struct policy *policy;
};
int facts_find(struct study *st, const struct facts_say *say, struct errmsg *e);

/* Whether the place of the dimension is a total that a sum of the study is left of. */
bool facts_has_sum(const void *study, size_t dim, uint32_t place);

/* Whether no name gives its total away, which was found from figures: suppress/unnamed.h. */
bool facts_is_guessed(const struct study *st, const struct fact *f);

/*
 * Sets *b to what the fact is, for people, as a way to the cell: "Total of Hartlepool less Neglect,
 * Physical abuse".
 */
void facts_words(const struct study *st, const struct fact *f, uint32_t cell, struct textbuf *b);

#endif
