#ifndef RULES_UNITS_H
#define RULES_UNITS_H

#include "rules/program.h"
#include "rules/value.h"

struct binder;

/*
 * Mistakes of units: 20% is 0.2, and 82.9% in a column that is declared so is 0.829. What an
 * expression counts in follows from its columns and literals, through lets, aggregates, functions
 * that keep it, + and -; a product or a ratio may be anything.
 *
 * When rules are bound, percentages of a column that are compared with a plain number above 1, or
 * with 100 * something, or to which it is added, are a mistake: n is a comparison or a sum, the
 * item a number in parentheses after in. round() of percentages to no decimals is a warning.
 */
void units_bind_compare(struct binder *b, const struct node *n);
void units_bind_sum(struct binder *b, const struct node *n);
void units_bind_item(struct binder *b, const struct node *of, const struct node *item);
void units_bind_round(struct binder *b, const struct node *call);

/*
 * When they run, a plain number column of the row that a condition of the rule compares with a
 * percentage, or adds to one, is watched: if most of its figures are above 1, in the first 1,000
 * rows for which that comparison matters, that is a remark. It does not matter where where: leaves
 * the row out, the aggregate does, or the rest of the condition decides.
 */
struct units;

struct units *units_new(const struct program *p);	/* NULL: there is no such check */
void units_free(struct units *u);
void units_row(struct units *u, struct row *row);
void units_remark(const struct units *u, size_t rule, struct remarks *m);	/* u may be NULL */

#endif
