#ifndef SUPPRESS_GRID_H
#define SUPPRESS_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "suppress/space.h"

/*
 * The counts of one dimension: a line for each of its places that is not a total (a label), and a
 * column for each place in all other dimensions together (a group). Labels are in the order in
 * which they come first.
 */
#define GRID_NO_ROW UINT32_MAX
#define GRID_NOT_KNOWN (-1)
#define GRID_ALL SIZE_MAX

struct grid_source {
	const struct space *space;
	const struct row *const *row;
	const int64_t *value;		/* by row: its count, or GRID_NOT_KNOWN */
	const uint32_t *summed;		/* by row: the dimensions in which it is a sum, as bits */
	size_t n;
};

struct grid {
	size_t dim;
	uint32_t nlabels, ngroups;
	uint32_t *place;		/* by label */
	uint32_t *row;			/* by label and group; or GRID_NO_ROW */
	int64_t *value;			/* the same */
	bool has_total;			/* other places are totals */
	bool *derived;			/* by group: its counts are sums of those of others */
};

static inline int64_t
grid_value(const struct grid *g, uint32_t label, uint32_t group)
{
	return g->value[(size_t)label * g->ngroups + group];
}

static inline uint32_t
grid_row(const struct grid *g, uint32_t label, uint32_t group)
{
	return g->row[(size_t)label * g->ngroups + group];
}

/*
 * Of the rows with this place in a further dimension (slice; GRID_ALL: of all rows). False: there
 * are too few labels, or too many of both.
 */
bool grid_open(struct grid *g, const struct grid_source *from, size_t dim, size_t slice,
    uint32_t place);
void grid_close(struct grid *g);

/* Adds a line without a place and rows, whose counts are not known. */
uint32_t grid_add_line(struct grid *g);

/*
 * A sum: total, and the last `left` parts with it, make what the other parts make together. What
 * speaks for it is that it holds in groups in which it need not.
 */
struct grid_sum {
	uint32_t total;
	const uint32_t *part;
	size_t n, left;
	bool called;			/* by labels alone */
};

struct grid_tally {
	size_t fits, misses;		/* groups; */
	size_t loose;			/* with hidden counts, two or one of two known, room */
	/* How unlikely by chance, in bits; weak: if the greatest part is near the total anyway. */
	double bits, weak;
	bool several;			/* two parts are above 0 */
	bool idle;			/* a part is above 0 only where it does not fit */
};

struct grid_tally grid_count(const struct grid *g, const struct grid_sum *s);

/* What the total is short of, in a group; false: a count is not known, or has no row. */
bool grid_gap(const struct grid *g, const struct grid_sum *s, uint32_t group, int64_t *gap);

#endif
