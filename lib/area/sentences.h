#ifndef AREA_SENTENCES_H
#define AREA_SENTENCES_H

#include <stdio.h>

#include "area/benchmark.h"

/* Sentences on a benchmark that a board may quote, each with the rule that makes it true. */
struct sentences_options {
	/* A code or name; NULL: Redcar and Cleveland if it has a rate, else the highest. */
	const char *about;
	const char *label;	/* what a rate is, after "had 78.9 "; NULL: "per 10,000" */
};

/* A paragraph on the group. */
void sentences_group(const struct benchmark *b, const struct sentences_options *opt, FILE *f);

/*
 * How that authority's rate changed from one group to another. Nothing where it has no rate in one
 * of them.
 */
void sentences_change(const struct benchmark *from, const struct benchmark *to,
    const struct sentences_options *opt, FILE *f);

/* What the words mean: the rules, with the level and each group's factor. */
void sentences_rules(const struct benchmarks *b, FILE *f);

/* "the North East", "London", "the North East as its 12 authorities together". */
void sentences_region(const struct benchmark *b, FILE *f);

/* A rate to one decimal, or more where rates are small because `per` is; and a level: "95%". */
#define SENTENCES_NUMBER 400	/* bytes that a formatted number may take */
const char *sentences_rate(char buf[SENTENCES_NUMBER], const struct benchmark *b, double v);
const char *sentences_level(char buf[SENTENCES_NUMBER], double conf);

#endif
