#include "suppress/deviation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "suppress/simplex.h"

#define FAR 1e9			/* no limit */

/*
 * The columns of a cell: free within what is published or always hidden; up and down, at a cost,
 * beyond it if the candidate is hidden, or where percentages of it would have to be hidden. 0:
 * none.
 */
struct columns {
	int free, up, down;
	/* candidates whose percentages do not fit when it moves by one */
	uint32_t *up_owner, *down_owner;
	size_t n_up, n_down;
};

struct deviation {
	const struct problem *p;
	glp_prob *lp;
	struct columns *c;	/* of each cell */
	struct arena mem;
};

/* Whether a constraint that holds in the base fails when one of its cells moves. */
static bool
fails(const struct problem *p, const struct constraint *c, uint32_t cell, int64_t by)
{
	wide sum = 0;

	for (size_t k = 0; k < c->n; k++) {
		uint32_t i = c->terms[k].cell;

		sum += (wide)c->terms[k].coefficient * (p->base[i] + (i == cell ? by : 0));
	}
	return (c->low != SYSTEM_NO_LOW && sum < c->low) ||
	    (c->high != SYSTEM_NO_HIGH && sum > c->high);
}

static void
note_owner(uint32_t *owner, size_t *n, uint32_t cell)
{
	for (size_t i = 0; i < *n; i++)
		if (owner[i] == cell)
			return;
	owner[(*n)++] = cell;
}

/*
 * Optional constraints do not become rows, which would be many: they make it dearer to move cells.
 */
static void
find_owners(struct deviation *d)
{
	const struct system *s = d->p->s;
	size_t *n = xcalloc(s->n_cells, sizeof(*n));

	for (int fill = 0; fill < 2; fill++)
		for (size_t i = 0; i < s->n_constraints; i++) {
			const struct constraint *c = &s->constraints[i];

			for (size_t k = 0; k < c->n && problem_is_optional(d->p, c); k++) {
				uint32_t cell = c->terms[k].cell;
				struct columns *to = &d->c[cell];

				if (cell == c->owner)
					continue;
				if (fill == 0) {
					n[cell]++;
					continue;
				}
				if (to->up_owner == NULL) {
					to->up_owner = arena_alloc(&d->mem,
					    n[cell] * sizeof(*to->up_owner));
					to->down_owner = arena_alloc(&d->mem,
					    n[cell] * sizeof(*to->down_owner));
				}
				if (fails(d->p, c, cell, 1))
					note_owner(to->up_owner, &to->n_up, c->owner);
				if (fails(d->p, c, cell, -1))
					note_owner(to->down_owner, &to->n_down, c->owner);
			}
		}
	free(n);
}

static int
add_column(glp_prob *lp, double low, double high)
{
	int j;

	if (low >= high)
		return 0;
	j = glp_add_cols(lp, 1);
	glp_set_col_bnds(lp, j, GLP_DB, fmax(low, -FAR), fmin(high, FAR));
	return j;
}

static void
add_cell(struct deviation *d, uint32_t i)
{
	const struct cell *c = &d->p->s->cells[i];
	struct columns *to = &d->c[i];
	double x = (double)d->p->base[i];
	double low = (double)(d->p->hidden[i] ? c->low : c->shown_low) - x;
	double high = (double)(d->p->hidden[i] ? c->high : c->shown_high) - x;

	if (d->p->hidden[i] && to->n_up + to->n_down > 0) {
		to->up = add_column(d->lp, 0, high);
		to->down = add_column(d->lp, 0, -low);
		return;
	}
	to->free = add_column(d->lp, low, high);
	if (c->class != CELL_COUNT)
		return;
	to->up = add_column(d->lp, 0, (double)c->high - (double)c->shown_high);
	to->down = add_column(d->lp, 0, (double)(c->shown_low - c->low));
}

static void
add_constraint(struct deviation *d, const struct constraint *c, int *at, double *a)
{
	wide sum = 0;
	int n = 0, row;

	if (problem_is_off(d->p, c) || problem_is_optional(d->p, c))
		return;
	for (size_t k = 0; k < c->n; k++) {
		const struct columns *from = &d->c[c->terms[k].cell];
		double coefficient = (double)c->terms[k].coefficient;

		sum += (wide)c->terms[k].coefficient * d->p->base[c->terms[k].cell];
		if (from->free != 0)
			at[++n] = from->free, a[n] = coefficient;
		if (from->up != 0)
			at[++n] = from->up, a[n] = coefficient;
		if (from->down != 0)
			at[++n] = from->down, a[n] = -coefficient;
	}
	if (n == 0)
		return;
	row = glp_add_rows(d->lp, 1);
	simplex_bound_row(d->lp, row, c->low != SYSTEM_NO_LOW, (double)(c->low - sum),
	    c->high != SYSTEM_NO_HIGH, (double)(c->high - sum));
	glp_set_mat_row(d->lp, row, n, at, a);
}

struct deviation *
deviation_new(const struct problem *p, const unsigned char *near)
{
	struct deviation *d = xcalloc(1, sizeof(*d));
	const struct system *s = p->s;
	size_t most = 0;
	int *at;
	double *a;

	d->p = p;
	d->lp = simplex_new();
	d->c = xcalloc(s->n_cells, sizeof(*d->c));
	find_owners(d);
	for (uint32_t i = 0; i < s->n_cells; i++)
		if (near == NULL || near[i])
			add_cell(d, i);
	for (size_t i = 0; i < s->n_constraints; i++)
		most = s->constraints[i].n > most ? s->constraints[i].n : most;
	at = xcalloc(3 * most + 3, sizeof(*at));
	a = xcalloc(3 * most + 3, sizeof(*a));
	for (size_t i = 0; i < s->n_constraints; i++)
		add_constraint(d, &s->constraints[i], at, a);
	free(at);
	free(a);
	return d;
}

void
deviation_free(struct deviation *d)
{
	if (d == NULL)
		return;
	glp_delete_prob(d->lp);
	arena_free(&d->mem);
	free(d->c);
	free(d);
}

static bool
solve(struct deviation *d)
{
	uint64_t steps = 0;
	bool done = simplex_run(d->lp, GLP_DUALP, &steps);

	work_spend(d->p->work, steps);
	return done && glp_get_status(d->lp) == GLP_OPT;
}

static double
value(const struct deviation *d, int column)
{
	return column == 0 ? 0 : glp_get_col_prim(d->lp, column);
}

/* The table of the solution, rounded. */
static void
read_table(const struct deviation *d, int64_t *x)
{
	for (size_t i = 0; i < d->p->s->n_cells; i++) {
		const struct columns *c = &d->c[i];

		x[i] = d->p->base[i] +
		    llround(value(d, c->free) + value(d, c->up) - value(d, c->down));
	}
}

static double
sum_of(const double *cost, const uint32_t *owner, size_t n)
{
	double sum = 0;

	for (size_t k = 0; k < n; k++)
		sum += cost[owner[k]];
	return sum;
}

static void
set_costs(struct deviation *d, const double *cost)
{
	for (size_t i = 0; i < d->p->s->n_cells; i++) {
		const struct columns *c = &d->c[i];
		double own = d->p->hidden[i] ? 0 : cost[i];

		if (c->up != 0)
			glp_set_obj_coef(d->lp, c->up, own + sum_of(cost, c->up_owner, c->n_up));
		if (c->down != 0)
			glp_set_obj_coef(d->lp, c->down,
			    own + sum_of(cost, c->down_owner, c->n_down));
	}
}

/* The candidates that the solution, rounded, wants hidden. */
static void
read_solution(const struct deviation *d, int64_t *x, unsigned char *must)
{
	const struct system *s = d->p->s;

	read_table(d, x);
	for (size_t i = 0; i < s->n_cells; i++)
		if (s->cells[i].class == CELL_COUNT &&
		    (value(d, d->c[i].up) > 1e-7 || value(d, d->c[i].down) > 1e-7))
			must[i] = 1;
	for (size_t i = 0; i < s->n_constraints; i++) {
		const struct constraint *c = &s->constraints[i];
		wide sum = 0;

		if (!problem_is_optional(d->p, c) || must[c->owner])
			continue;
		for (size_t k = 0; k < c->n; k++)
			sum += (wide)c->terms[k].coefficient * x[c->terms[k].cell];
		if ((c->low != SYSTEM_NO_LOW && sum < c->low) ||
		    (c->high != SYSTEM_NO_HIGH && sum > c->high))
			must[c->owner] = 1;
	}
}

bool
deviation_route(struct deviation *d, const double *cost, uint32_t target, int64_t by, int64_t *x,
    unsigned char *must)
{
	const struct columns *c = &d->c[target];
	int j = c->free != 0 ? c->free : by > 0 ? c->up : c->down;
	int other = j != c->up ? c->up : c->down;
	double low, high, most = c->free != 0 || by > 0 ? (double)by : -(double)by, other_high = 0;
	bool found;

	if (j == 0)
		return false;
	low = glp_get_col_lb(d->lp, j);
	high = glp_get_col_ub(d->lp, j);
	if (most < low || most > high)
		return false;
	set_costs(d, cost);
	glp_set_col_bnds(d->lp, j, GLP_FX, most, most);
	if (c->free == 0 && other != 0) {
		other_high = glp_get_col_ub(d->lp, other);
		glp_set_col_bnds(d->lp, other, GLP_FX, 0, 0);
	}
	glp_std_basis(d->lp);
	found = solve(d);
	if (found)
		read_solution(d, x, must);
	glp_set_col_bnds(d->lp, j, GLP_DB, low, high);
	if (c->free == 0 && other != 0)
		glp_set_col_bnds(d->lp, other, GLP_DB, 0, other_high);
	return found;
}
