#ifndef TABLE_FILTER_H
#define TABLE_FILTER_H

#include "table/input.h"
#include "table/options.h"
#include "table/population.h"
#include "table/role.h"
#include "table/rows.h"

/* The options that mean the same in every filter. */
struct filter {
	struct input_options input;	/* -d, -E, --max-record, --max-fields, --progress */
	enum rows_format format;	/* -f */
	bool quiet, verbose;		/* -q, -v */
	bool spreadsheet_safe;		/* --spreadsheet-safe */
	unsigned roles;			/* ROLE_BITs that -c may choose; 0: all */
	const char *chosen[ROLE_N];	/* -c, by role: a heading or NULL; */
	const char *side[ROLE_N];	/* the same of the file of -P (-c population.ROLE) */
	int fyear;			/* -y, or PERIOD_NO_YEAR */
	const char *population;		/* -P, or NULL */
	int lag;			/* --population-lag */
	struct ages ages;		/* --ages, or zeroed */
};

#define FILTER_INIT FILTER_WITH(0)
#define FILTER_WITH(of) {.fyear = PERIOD_NO_YEAR, .input = {.strict = true}, .roles = (of)}

/* Their rows, for the table of a command whose struct options has a member `filter`. */
#define FILTER_ROWS(rows) OPTION_ROWS(rows, struct options, filter)
extern const struct option_row filter_roles[];		/* -c, -y */
extern const struct option_row filter_format[];		/* -f */
extern const struct option_row filter_rest[];		/* all the others */
extern const struct option_row filter_population[];	/* -P, --population-lag, --ages */

/* The sink for standard output. */
struct rows *filter_open_rows(const struct filter *f);

/* Prints a message, as main() does with its own. */
void filter_say(const char *message);

/*
 * Reads the file of -P into *t, or sets it to NULL without one. -c population=NAME is of that file
 * then, so this comes before roles_find(). -1: *e.
 */
int filter_read_population(struct filter *f, struct population **t, struct errmsg *e);

#endif
