#ifndef SUPPRESS_TREE_H
#define SUPPRESS_TREE_H

#include "suppress/policy.h"
#include "suppress/space.h"

/*
 * Places of a dimension that are parts of others, as their names, codes, indentation, order or a
 * column of parents say: wards of authorities of regions, in one column. What may be so is taken
 * for it where the figures add up, and set in the places' parent and parts.
 */

/*
 * Looks for a column of parents, whose cells are those of another column in other rows, over more
 * than two levels. Sets the tables' `parent`. False: there is none.
 */
bool tree_columns(struct table *const *t, size_t n);

/*
 * In all dimensions of the space, in which the rows of the tables have their places. rounded: by
 * table, whether its figures arrived so: that sums of these add up, which the order of rows needs
 * to be taken for a tree, is chance.
 */
void tree_find(struct space *s, struct table *const *t, size_t n, const bool *rounded);

/* Whether the column of parents was taken for one. */
bool tree_has_parents(const struct space *s);

/* Whether the row is a sum as far as figures say, and no column. */
bool tree_is_guess(const struct space *s, size_t dim, const struct row *r);

/*
 * What was taken for a sum though no column says so, of those for which has() holds, and what a
 * column calls one that is not.
 */
void tree_report(const struct space *s, const struct table *t,
    bool (*has)(const void *arg, size_t dim, uint32_t place), const void *arg,
    void (*note)(const char *message));

/* For the finders: */

struct tree {
	const struct space *s;
	size_t dim, n, ngroups;
	const struct row **row;		/* of all tables, each count once */
	const struct table **of;	/* by row */
	uint32_t *group;		/* by row: those that differ only in the dimension */
	uint32_t *cell;			/* by row and column of the first table: its text */
	const struct table *first;
	bool *name;			/* by its columns: they may name places */
	struct intern *texts;		/* folded */
	uint32_t nplaces;
	uint32_t *parent;		/* by place: what may be so */
	uint32_t *orphan;		/* by place: the text of a parent without a row, or NONE */
};

static inline uint32_t
tree_place(const struct tree *t, size_t row)
{
	return t->row[row]->at[t->dim];
}

/* Whether the row may be a part, or have some: no total, nor the whole of another dimension's. */
static inline bool
tree_can(const struct tree *t, size_t row)
{
	const struct place *p = space_place(t->s, t->dim, t->row[row]);

	return !p->total && p->words.n > 0 && !(p->whole && t->s->dim[t->dim].within);
}

/* Whether the column may hold names or codes; which column has the heading, or ncols. */
bool above_can_name(const struct table *t, size_t col);
size_t above_column(const struct table *t, struct slice heading);

/* Those that the column of parents names. False: it does not name places of the dimension. */
bool above_named(struct tree *t);

/* By codes or words in the column that extend others; whole: only at the end of a part of them. */
bool above_prefix(struct tree *t, size_t col, bool whole);

/* By indentation in the column; by levels in it, in the order of the rows or against it. */
bool above_indented(struct tree *t, size_t col);
bool above_levels(struct tree *t, size_t col, bool after);

/*
 * Consecutive rows of which one, the first or the last, is the sum of the others: adds to parent[],
 * among places that have none. True: some were found, and these add up.
 */
bool runs_find(struct tree *t);

#endif
