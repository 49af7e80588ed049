#ifndef TABLE_ROLEFAULT_H
#define TABLE_ROLEFAULT_H

#include "table/rolename.h"

/* Parts of messages on a heading that lacks a role which do not apply to a file of populations. */
#define ROLEFAULT_POPULATIONS "a table of populations with -P, "
#define ROLEFAULT_ONE_PERIOD " (csv-tidy --set period=PERIOD adds it to a table of one period)"

/* What a heading lacks or has too much of. For table/role.c; all return -1 and set *e. */

/* No column fills the role, and col[ROLE_N] has those of others: which names or -c would help. */
int rolefault_none(enum role role, const struct folded *f, const int *col, struct errmsg *e);

/* Two columns could. choosable: -c says which. */
int rolefault_two(const struct folded *f, int a, int b, const char *role, bool choosable,
    struct errmsg *e);

/* A column is nearly called so. */
int rolefault_misspelt(const struct folded *f, int col, const char *name, const char *role,
    bool choosable, struct errmsg *e);

/* A column was chosen for one role, and fills the other. */
int rolefault_both(enum role chosen, enum role other, struct slice heading, struct errmsg *e);

#endif
