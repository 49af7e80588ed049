#ifndef TABLE_ROLEAREA_H
#define TABLE_ROLEAREA_H

#include <stdbool.h>

#include "base/errmsg.h"
#include "table/role.h"
#include "table/rolename.h"

/* The columns of areas and their codes among the headings. For table/role.c. */
struct rolearea {
	const struct folded *f;
	bool spare[2];		/* names and codes: those that may mean them count, too */
	int level;		/* of the rows; -1: none */
};

/* The level of the rows: that of a chosen column, or the finest that a heading names. */
void rolearea_find_level(struct rolearea *a, const struct roles *r, const char *const *chosen,
    bool spare);

/*
 * The one column of areas, or of their codes, at that level, or of no level: 1 found, 0 none, -1
 * two (*e). Of LSOA and LSOA name the first is the code, where there is no other.
 */
int rolearea_find(const struct rolearea *a, enum role role, const char *const *chosen,
    struct roles *r, struct errmsg *e);

#endif
