#ifndef AREA_RATEOPT_H
#define AREA_RATEOPT_H

#include "base/errmsg.h"
#include "table/filter.h"
#include "table/population.h"

/* The options that csv-rate and benchmark-ne share: what rates are given for, and populations from a file. */
struct rateopt {
	double per;		/* --per */
	const char *file;	/* -P, or NULL */
	int lag;		/* --population-lag */
};

#define RATEOPT_INIT {.per = 10000}

enum {
	OPT_PER = FILTER_OWN,
	OPT_LAG,
	RATEOPT_OWN,		/* where a filter's own options start */
};

#define RATEOPT_LETTERS "P:"
#define RATEOPT_LONG \
	{"per", required_argument, NULL, OPT_PER}, \
	{"population", required_argument, NULL, 'P'}, \
	{"population-lag", required_argument, NULL, OPT_LAG}
#define RATEOPT_HELP \
	"      --per N             rates for so many (default: 10,000)\n" \
	"  -P, --population FILE   populations by area and period\n" \
	"      --population-lag N  counts of a year take the population of N years before\n"

/* As filter_option(): 1 taken, 0 not one of these, -1 the argument is wrong (*e). */
int rateopt_option(struct rateopt *r, int c, const char *arg, struct errmsg *e);

/* Reads the file of -P into *t, NULL without one. 0, or -1: it or the options are wrong (*e). */
int rateopt_read(const struct rateopt *r, const struct filter *f, struct population **t,
    struct errmsg *e);

#endif
