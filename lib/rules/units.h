#ifndef RULES_UNITS_H
#define RULES_UNITS_H

#include "rules/program.h"
#include "rules/value.h"

struct binder;

/*
 * Mistakes of units: 20% is 0.2, and 82.9% in a column that is declared so is 0.829.
 *
 * When rules are bound, a column of percentages compared with a plain number above 1, or with
 * 100 * something, is a mistake: n is a comparison of numbers, or the number an item of in.
 */
void units_bind_compare(struct binder *b, const struct node *n);
void units_bind_item(struct binder *b, const struct node *of, const struct node *item);

/*
 * When they run, a plain number column that a check compares with a percentage is watched: if most
 * of its figures are above 1, in the first 1,000 rows that the rule checks, that is a remark.
 */
struct units;

struct units *units_new(const struct program *p);	/* NULL: there is no such check */
void units_free(struct units *u);
void units_row(struct units *u, struct row *row);
void units_remark(const struct units *u, size_t rule, struct remarks *m);	/* u may be NULL */

#endif
