#include "suppress/reach.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "suppress/simplex.h"

#define FAR 1e9			/* no limit */

/* How a cell deviates, or by how much a constraint is relaxed when its owner is hidden. */
struct column {
	int number;		/* 0: it cannot */
	uint32_t cell;
	double low, high;	/* while published, or always hidden */
	double down, up;	/* beyond it, if the candidate is hidden */
	double scale;		/* of a relaxed constraint: how much its other cells give */
};

struct reach {
	const struct problem *p;
	glp_prob *lp;
	double little;
	struct column *c;	/* of each cell, then of constraints with owners */
	size_t n;
	int *row;		/* of each constraint; 0: none */
	int objective;		/* the column in it; 0: none yet */
	double *part;
	int64_t most;
	int *at;		/* room for a row */
	double *a;
};

static void
add_cell(struct reach *r, uint32_t i)
{
	const struct cell *c = &r->p->s->cells[i];
	struct column *to = &r->c[r->n++];
	double x = (double)r->p->base[i];

	*to = (struct column){.cell = i, .scale = 1};
	to->low = (double)(r->p->hidden[i] ? c->low : c->shown_low) - x;
	to->high = fmin(FAR, (double)(r->p->hidden[i] ? c->high : c->shown_high) - x);
	if (c->class == CELL_COUNT) {
		to->up = fmax(0, fmin(FAR, (double)c->high - (double)c->shown_high));
		to->down = fmax(0, (double)(c->shown_low - c->low));
	}
	if (to->low < 0 || to->high > 0 || to->up > 0 || to->down > 0)
		to->number = glp_add_cols(r->lp, 1);
}

/* How much an optional constraint gives when another of its cells moves by one, at the least. */
static double
scale_of(const struct constraint *c)
{
	double least = INFINITY;

	for (size_t k = 0; k < c->n; k++)
		if (c->terms[k].cell != c->owner && c->terms[k].coefficient != 0)
			least = fmin(least, fabs((double)c->terms[k].coefficient));
	return least < INFINITY ? least : 1;
}

static void
add_constraint(struct reach *r, size_t i)
{
	const struct constraint *c = &r->p->s->constraints[i];
	int n = 0;
	wide sum = 0;

	for (size_t k = 0; k < c->n; k++) {
		sum += (wide)c->terms[k].coefficient * r->p->base[c->terms[k].cell];
		if (r->c[c->terms[k].cell].number == 0)
			continue;
		r->at[++n] = r->c[c->terms[k].cell].number;
		r->a[n] = (double)c->terms[k].coefficient;
	}
	if (n == 0)
		return;
	if (problem_is_optional(r->p, c)) {
		r->at[++n] = glp_add_cols(r->lp, 1);
		r->a[n] = 1;
		r->c[r->n++] = (struct column){r->at[n], c->owner, 0, 0, FAR, FAR, scale_of(c)};
	}
	r->row[i] = glp_add_rows(r->lp, 1);
	simplex_bound_row(r->lp, r->row[i], c->low != SYSTEM_NO_LOW, (double)(c->low - sum),
	    c->high != SYSTEM_NO_HIGH, (double)(c->high - sum));
	glp_set_mat_row(r->lp, r->row[i], n, r->at, r->a);
}

/* Whether an optional constraint matters: another cell of it is hidden, at least in part. */
static bool
matters(const struct reach *r, const struct constraint *c, const double *part)
{
	for (size_t k = 0; k < c->n; k++) {
		uint32_t i = c->terms[k].cell;
		const struct cell *cell = &r->p->s->cells[i];

		if (i != c->owner &&
		    (r->p->hidden[i] || part[i] > 0 || cell->shown_low < cell->shown_high))
			return true;
	}
	return false;
}

/* Optional constraints come in when they begin to matter: most percentages never do. */
static void
add_optional(struct reach *r, const double *part)
{
	const struct system *s = r->p->s;

	for (size_t i = 0; i < s->n_constraints; i++)
		if (r->row[i] == 0 && problem_is_optional(r->p, &s->constraints[i]) &&
		    matters(r, &s->constraints[i], part))
			add_constraint(r, i);
}

struct reach *
reach_new(const struct problem *p, double little)
{
	struct reach *r = xcalloc(1, sizeof(*r));
	const struct system *s = p->s;
	size_t most = 0;

	r->p = p;
	r->lp = simplex_new();
	r->little = little;
	r->c = xcalloc(s->n_cells + s->n_constraints, sizeof(*r->c));
	r->row = xcalloc(s->n_constraints, sizeof(*r->row));
	r->part = xcalloc(s->n_cells, sizeof(*r->part));
	for (uint32_t i = 0; i < s->n_cells; i++)
		add_cell(r, i);
	for (size_t i = 0; i < s->n_constraints; i++)
		most = s->constraints[i].n > most ? s->constraints[i].n : most;
	r->at = xcalloc(most + 2, sizeof(*r->at));
	r->a = xcalloc(most + 2, sizeof(*r->a));
	for (size_t i = 0; i < s->n_constraints; i++)
		if (!problem_is_off(p, &s->constraints[i]) &&
		    !problem_is_optional(p, &s->constraints[i]))
			add_constraint(r, i);
	glp_set_obj_dir(r->lp, GLP_MAX);
	return r;
}

void
reach_free(struct reach *r)
{
	if (r == NULL)
		return;
	glp_delete_prob(r->lp);
	free(r->c);
	free(r->row);
	free(r->part);
	free(r->at);
	free(r->a);
	free(r);
}

void
reach_hide(struct reach *r, const double *part, int64_t most)
{
	if (r->most == most && memcmp(r->part, part, r->p->s->n_cells * sizeof(*part)) == 0)
		return;
	r->most = most;
	memcpy(r->part, part, r->p->s->n_cells * sizeof(*part));
	add_optional(r, part);
	for (size_t i = 0; i < r->n; i++) {
		const struct column *c = &r->c[i];
		double capacity = ((double)most * part[c->cell] + r->little) * c->scale;
		double low = c->low, high = c->high;

		if (c->number == 0)
			continue;
		if (part[c->cell] > 1 - 1e-9)
			capacity = FAR;
		low -= fmin(c->down, capacity);
		high += fmin(c->up, capacity);
		glp_set_col_bnds(r->lp, c->number, low < high ? GLP_DB : GLP_FX, low, high);
	}
	glp_adv_basis(r->lp, 0);
}

static bool
solve(struct reach *r)
{
	uint64_t steps = 0;
	bool done = simplex_run(r->lp, GLP_PRIMAL, &steps);

	work_spend(r->p->work, steps);
	return done && glp_get_status(r->lp) == GLP_OPT;
}

double
reach_most(struct reach *r, uint32_t cell, int sign, int64_t *x, double *y)
{
	const struct column *c = &r->c[cell];
	const struct problem *p = r->p;

	if (c->number == 0)
		return 0;
	if (r->objective != 0)
		glp_set_obj_coef(r->lp, r->objective, 0);
	r->objective = c->number;
	glp_set_obj_coef(r->lp, c->number, sign);
	if (!solve(r))
		return -1;
	for (size_t i = 0; i < p->s->n_cells; i++)
		x[i] = p->base[i] + (r->c[i].number == 0 ? 0 :
		    llround(glp_get_col_prim(r->lp, r->c[i].number)));
	for (size_t i = 0; i < p->s->n_constraints; i++)
		y[i] = r->row[i] == 0 ? 0 : glp_get_row_dual(r->lp, r->row[i]);
	return sign * glp_get_col_prim(r->lp, c->number);
}
