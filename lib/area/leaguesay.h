#ifndef AREA_LEAGUESAY_H
#define AREA_LEAGUESAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "area/areagroup.h"
#include "area/areas.h"
#include "area/benchmark.h"

/* Sentences on a benchmark that a board may quote, each with the rule that makes it true. */
struct league_options {
	const char *about;	/* the authority they are about, a code or a name, or NULL: Redcar and Cleveland
				   where it has a rate, otherwise the highest */
	const char *label;	/* what a rate is, as behind "had 78.9 "; NULL: "per 10,000" */
};

/* Is opt->about, where it is set, one of the areas of any group, with a rate or without? */
bool leaguesay_knows(const struct areas *a, const struct league_options *opt);

/* Whom the sentences on g are about: an index, or g->n when that authority has no rate there. */
size_t leaguesay_about(const struct area_group *g, const struct benchmark *b,
    const struct league_options *opt);

/* Is there a region to compare with, other than England itself? */
bool leaguesay_has_region(const struct area_group *g, const struct benchmark *b);

/* As in a sentence: "the North East", "London"; with "as its 12 authorities together" where the sum stands for it. */
void leaguesay_region(const struct area_group *g, const struct benchmark *b, FILE *f);

/* A paragraph on g. */
void leaguesay_group(const struct area_group *g, const struct benchmark *b,
    const struct league_options *opt, FILE *f);

/*
 * A sentence on what became of that authority's rate from one group to another; nothing when it has no
 * rate in one of them.
 */
void leaguesay_change(const struct area_group *from, const struct benchmark *fb,
    const struct area_group *to, const struct benchmark *tb, const struct league_options *opt,
    FILE *f);

/* What the words mean: the rules, with the level and each group's factor. */
void leaguesay_rules(const struct areas *a, const struct benchmark *b, FILE *f);

/* Rates as people read them: one decimal, more where rates are small because `per` is; and "95%". */
#define LEAGUESAY_NUMBER 400	/* bytes that a formatted number may take */
const char *leaguesay_rate(char buf[LEAGUESAY_NUMBER], const struct benchmark *b, double v);
const char *leaguesay_level(char buf[LEAGUESAY_NUMBER], const struct benchmark *b);

#endif
