#ifndef TABLE_ROLECOUNT_H
#define TABLE_ROLECOUNT_H

#include "table/rolename.h"

/* Columns of counts, by the words of their headings. For table/role.c. */

/*
 * The only column that fills no role, in col[ROLE_N] or by its name, if the words of its heading
 * say that it counts something, as "Children on plans" and "Number of referrals" do, or, with any,
 * do not say that it is another figure, as "Referral rate" does; else -1.
 */
int folded_counted(const struct folded *f, const int *col, bool any);

/*
 * The columns that fill no role and may be of values, into found[most]: those whose headings have
 * no words of other figures or, if there are none, the only one; but that one alone whose words say
 * that it counts something. How many; 0: also more than most.
 */
size_t folded_candidates(const struct folded *f, const int *col, int *found, size_t most);

#endif
