#ifndef SUPPRESS_LP_H
#define SUPPRESS_LP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "suppress/piece.h"

/*
 * A piece as a linear programme over real numbers, in floating point: what it says is a suggestion,
 * to be checked exactly (piece_fits(), certificate.h).
 */
struct lp;

enum lp_status { LP_OPTIMAL, LP_INFEASIBLE, LP_FAILED };

struct lp *lp_new(const struct piece *p);
void lp_free(struct lp *l);

/* Each unknown within low..high. */
void lp_bound(struct lp *l, const int64_t *low, const int64_t *high);

/* Least of sign * the unknown. Starts from the last solution. */
enum lp_status lp_least(struct lp *l, size_t unknown, int sign);

double lp_value(const struct lp *l, size_t unknown);

/*
 * After LP_OPTIMAL: multipliers y, one a row, with which the rows bound the objective from below
 * (sign * unknown - sum of y * row is at its least at a bound of each unknown).
 */
void lp_multipliers(const struct lp *l, double *y);

/*
 * After LP_INFEASIBLE: multipliers with which the rows show that nothing fits, as a bound on the
 * row or unknown that they contradict. False: none found.
 */
struct lp_conflict {
	bool is_row;
	size_t number;		/* of the row or unknown */
	int sign;		/* the least of sign * it is above its bound */
};
bool lp_conflict(const struct lp *l, double *y, struct lp_conflict *c);

uint64_t lp_work(const struct lp *l);	/* steps so far, weighted by size: a measure of time */

#endif
