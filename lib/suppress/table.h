#ifndef SUPPRESS_TABLE_H
#define SUPPRESS_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/memory.h"
#include "base/slice.h"
#include "table/filter.h"
#include "table/role.h"

struct intern;

/*
 * A publication: tidy rows of counts, held whole. No message about it has the value of a count,
 * because whoever reads standard error may not be meant to see it.
 */
#define TABLE_NO_HIGH INT64_MAX

struct row {
	const struct slice *cell;	/* a cell for each heading */
	const struct slice *place;	/* the same, as they identify the row (suppress/own.h) */
	bool own;			/* its area, that of a coarser column, is read as blank */
	struct slice area, area_code, region, region_code;
	struct slice authority, below;	/* of an area below authorities: which; what it is */
	enum role_level level;
	bool known;			/* a count; or else a mark, or blank */
	bool nil;			/* a mark that is 0 (suppress/nil.h) */
	int64_t count;
	int64_t low, high;		/* of a mark: what it stands for */
	uint64_t line;
	const char *file;
	const uint32_t *at;		/* by dimension: its place there (suppress/space.h) */
};

struct table {
	struct slice *heading;
	size_t ncols;
	struct row *row;
	size_t n, cap;
	uint32_t *at;			/* that of all rows, SPACE_MAX for each */
	struct roles roles;
	size_t count;			/* columns; */
	int percentage, population, rate;	/* or -1 */
	int region[2];			/* names and codes of the regions that rows lie in, or -1 */
	/* Where areas below authorities have rows: authorities' names and codes, or the areas' */
	int authority[2], lower;	/* or -1 */
	bool has_lower;
	int parent;			/* what each row is a part of (suppress/tree.h), or -1 */
	struct intern *owned;		/* names of authorities with rows of their own, or NULL */
	struct intern *called;		/* totals of suppress/unnamed.h, or NULL */
	const char *file;
	struct arena mem;
};

/*
 * Reads all of `in`, whose file names must outlive the table. -1: *e: a column that is missing, or
 * a cell that is neither a count nor a mark.
 */
int table_read(struct table *t, struct input *in, const struct filter *f, struct errmsg *e);
void table_free(struct table *t);

/* The same of one file. */
int table_read_file(struct table *t, const char *path, const struct filter *f, struct errmsg *e);

/* A number in a cell of another column than the count, as digits / 10^decimals. */
bool table_decimal(struct slice s, int64_t *digits, int *decimals);
bool table_is_number(struct slice s);
bool table_is_word(struct slice s);		/* neither a number, nor a mark, nor blank */

#endif
