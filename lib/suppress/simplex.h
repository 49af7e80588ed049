#ifndef SUPPRESS_SIMPLEX_H
#define SUPPRESS_SIMPLEX_H

#include <glpk.h>
#include <stdbool.h>
#include <stdint.h>

/* GLPK's simplex method, for the linear programmes of this room. */

/* An empty programme; silent. Free with glp_delete_prob(). */
glp_prob *simplex_new(void);

void simplex_bound_row(glp_prob *lp, int row, bool has_low, double low, bool has_high, double high);

/*
 * Solves it, from the basis that it has; if that fails, from a fresh one. method: GLP_PRIMAL or
 * GLP_DUALP. Adds to *steps a measure of time: iterations weighted by size. False: it failed.
 */
bool simplex_run(glp_prob *lp, int method, uint64_t *steps);

/*
 * GLPK calls this on an error of its own (no memory, a fault in it); it must not return. Without it
 * the program is aborted.
 */
void simplex_on_fault(void (*stop)(void *));

#endif
