#ifndef PLANS_COUNTROWS_H
#define PLANS_COUNTROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/intern.h"
#include "plans/mix.h"
#include "plans/mixopt.h"
#include "table/input.h"
#include "table/keycols.h"
#include "table/role.h"

/* Rows of counts as they stand in the input, for plans/mixread.c to make a mix of. */

#define COUNTROW_TOTAL UINT32_MAX	/* in place of a wording: the total row */

struct countrow {
	uint32_t group, wording, period;	/* numbers of the tables below */
	struct mix_cell cell;
	const char *file;
	uint64_t line;
};

struct countrows {
	struct input *in;
	const struct mixread_options *o;
	struct roles roles;
	struct keycols keys;
	size_t *col, ncols;		/* the columns that tell groups apart, besides the indicator */
	int t;				/* the column t of numbered points in time, or -1 */
	struct countrow *row;
	size_t n, cap;
	struct intern *groups;		/* composite keys: the columns, then the indicator */
	struct intern *wordings;	/* categories as the input spells them */
	struct intern *period_keys;
	struct intern *others;		/* indicators that were not asked for */
	struct mix_period *period;	/* by number in period_keys */
	size_t nperiods, period_cap;
	struct keybuf key;
};

/*
 * Reads the input to its end into *r. False after a fault, every one of which is said. To be
 * freed in any case; cells that were taken over have hidden set to NULL.
 */
bool countrows_read(struct countrows *r, struct input *in, const struct mixread_options *o,
    const struct mix_say *say);
void countrows_free(struct countrows *r);

#endif
