#ifndef TABLE_ROLENAME_H
#define TABLE_ROLENAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/slice.h"
#include "table/role.h"

/* The names of roles, and headings as they are compared with them. For table/role.c. */

/* The level of an area that a heading names; AREA_ANY: it does not say. */
enum area_level { AREA_ANY, AREA_AUTHORITY, AREA_LOCALITY, AREA_WARD, AREA_MSOA, AREA_LSOA };

/* The role's names, numbered from 0, its own; NULL after the last. */
const char *rolename(enum role role, int i);

/*
 * The same of names that may mean it: a period where it must be there and has no other, an area
 * where there is no other and ROLES_BY_WORDS, a population where it must be there.
 */
const char *rolename_spare(enum role role, int i);

/* The level of the area that one of these names, or -1: the heading is none of them. */
int rolename_spare_level(enum role role, struct slice fold);

/* The letters that they begin with: most headings need no further look. */
uint32_t rolename_letters(enum role role);

/* The level of the area that the heading names, or -1: it is none of the role's names. */
int rolename_level(enum role role, uint32_t letters, struct slice fold);

/* Whether the folded heading is a name of some role, may mean one, or is a word near to one. */
bool rolename_is_any(struct slice fold);

/*
 * Headings as they are compared with names: without case, blanks around them and what is hidden;
 * blanks, hyphens and underscores are one.
 */
struct folded {
	const struct slice *heading;
	struct slice *fold;
	size_t n;
	struct arena mem;
};

void folded_make(struct folded *f, const struct slice *headings, size_t n);
void folded_free(struct folded *f);

/* Whether the folded heading is the name, in which # is any digit and @ are several ages. */
bool folded_is(struct slice fold, const char *name);

/*
 * The column whose heading is spelt nearly like a name of the role and is no other word or role's
 * name, or -1; *name is that name. A plural is another word, unless the role is of figures and has
 * only this column. used[n]: columns to leave alone.
 */
int folded_near(const struct folded *f, enum role role, bool only, const bool *used,
    const char **name);

/* The same of one name, of no role. */
int folded_near_name(const struct folded *f, const char *name, const bool *used);

/* Whether the folded heading is that of the numbers of authorities, such as la_number. */
bool folded_is_authority(struct slice fold);

#endif
