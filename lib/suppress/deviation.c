#include "suppress/deviation.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FAR 1e9			/* no limit */

/*
 * The columns of a cell, or of the owner of a constraint (for the constraint): free within what is
 * published or always hidden; up and down beyond it, if the candidate is hidden. 0: none.
 */
struct columns {
	int free, up, down;
	double up_most, down_most;
	uint32_t cell;
	double scale;		/* of the owner's constraint: its greatest coefficient */
};

struct deviation {
	const struct problem *p;
	glp_prob *lp;
	struct columns *c;	/* of each cell, then of constraints with owners */
	size_t n;
};

static int
add_column(glp_prob *lp, double low, double high)
{
	int j = glp_add_cols(lp, 1);

	if (low < -FAR)
		low = -FAR;
	if (high > FAR)
		high = FAR;
	glp_set_col_bnds(lp, j, low < high ? GLP_DB : GLP_FX, low, high);
	return j;
}

static void
add_cell(struct deviation *d, uint32_t i)
{
	const struct cell *c = &d->p->s->cells[i];
	struct columns *to = &d->c[d->n++];
	double x = (double)d->p->base[i];
	double low = (double)(d->p->hidden[i] ? c->low : c->shown_low) - x;
	double high = (double)(d->p->hidden[i] ? c->high : c->shown_high) - x;

	*to = (struct columns){.cell = i, .scale = 1};
	if (low < 0 || high > 0)
		to->free = add_column(d->lp, low, high);
	if (c->class != CELL_COUNT)
		return;
	to->up_most = fmin(FAR, (double)c->high - (double)c->shown_high);
	to->down_most = (double)(c->shown_low - c->low);
	if (to->up_most > 0)
		to->up = add_column(d->lp, 0, to->up_most);
	if (to->down_most > 0)
		to->down = add_column(d->lp, 0, to->down_most);
}

/* The row of constraint i, and columns that relax it when its owner may be hidden. */
static void
add_constraint(struct deviation *d, size_t i, int *at, double *a)
{
	const struct constraint *c = &d->p->s->constraints[i];
	wide sum = 0;
	int n = 0, row, has_low = c->low != SYSTEM_NO_LOW, has_high = c->high != SYSTEM_NO_HIGH;
	double low, high, scale = 1;

	if (problem_is_off(d->p, c) || (!has_low && !has_high))
		return;
	for (size_t k = 0; k < c->n; k++) {
		const struct columns *from = &d->c[c->terms[k].cell];
		double coefficient = (double)c->terms[k].coefficient;

		sum += (wide)c->terms[k].coefficient * d->p->base[c->terms[k].cell];
		scale = fmax(scale, fabs(coefficient));
		if (from->free != 0)
			at[++n] = from->free, a[n] = coefficient;
		if (from->up != 0)
			at[++n] = from->up, a[n] = coefficient;
		if (from->down != 0)
			at[++n] = from->down, a[n] = -coefficient;
	}
	if (n == 0)
		return;
	if (c->owner != SYSTEM_NO_CELL && d->p->s->cells[c->owner].class == CELL_COUNT) {
		struct columns *to = &d->c[d->n++];

		*to = (struct columns){.cell = c->owner, .scale = scale, .up_most = FAR, .down_most = FAR};
		to->up = at[++n] = add_column(d->lp, 0, FAR), a[n] = 1;
		to->down = at[++n] = add_column(d->lp, 0, FAR), a[n] = -1;
	}
	row = glp_add_rows(d->lp, 1);
	low = has_low ? (double)(c->low - sum) : 0;
	high = has_high ? (double)(c->high - sum) : 0;
	glp_set_row_bnds(d->lp, row, !has_low ? GLP_UP : !has_high ? GLP_LO : low < high ? GLP_DB : GLP_FX,
	    low, high);
	glp_set_mat_row(d->lp, row, n, at, a);
}

struct deviation *
deviation_new(const struct problem *p)
{
	struct deviation *d = xcalloc(1, sizeof(*d));
	const struct system *s = p->s;
	size_t most = 0;
	int *at;
	double *a;

	glp_term_out(GLP_OFF);
	d->p = p;
	d->lp = glp_create_prob();
	d->c = xcalloc(s->n_cells + s->n_constraints, sizeof(*d->c));
	for (uint32_t i = 0; i < s->n_cells; i++)
		add_cell(d, i);
	for (size_t i = 0; i < s->n_constraints; i++)
		most = s->constraints[i].n > most ? s->constraints[i].n : most;
	at = xcalloc(3 * most + 3, sizeof(*at));
	a = xcalloc(3 * most + 3, sizeof(*a));
	for (size_t i = 0; i < s->n_constraints; i++)
		add_constraint(d, i, at, a);
	free(at);
	free(a);
	glp_adv_basis(d->lp, 0);
	return d;
}

void
deviation_free(struct deviation *d)
{
	if (d == NULL)
		return;
	glp_delete_prob(d->lp);
	free(d->c);
	free(d);
}

static bool
solve(struct deviation *d, int method)
{
	glp_smcp how;
	int before = glp_get_it_cnt(d->lp), n = glp_get_num_cols(d->lp) + glp_get_num_rows(d->lp), bad = 1;

	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.meth = method;
	how.it_lim = 10 * n + 1000;
	for (int i = 0; i < 2 && bad != 0; i++) {
		if (i == 1)
			glp_std_basis(d->lp);
		bad = glp_simplex(d->lp, &how);
		work_spend(d->p->work, (uint64_t)(glp_get_it_cnt(d->lp) - before + 5) * (uint64_t)n);
		before = glp_get_it_cnt(d->lp);
	}
	return bad == 0 && glp_get_status(d->lp) == GLP_OPT;
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

		x[i] = d->p->base[i] + llround(value(d, c->free) + value(d, c->up) - value(d, c->down));
	}
}

bool
deviation_route(struct deviation *d, const double *cost, uint32_t target, int64_t by, int64_t *x, unsigned char *must)
{
	int j = d->c[target].free;
	double low, high, most = (double)by;
	bool found;

	if (j == 0)
		return false;
	low = glp_get_col_lb(d->lp, j);
	high = glp_get_col_ub(d->lp, j);
	if (most < low || most > high)
		return false;
	for (size_t i = 0; i < d->n; i++) {
		const struct columns *c = &d->c[i];

		if (c->up != 0)
			glp_set_obj_coef(d->lp, c->up, cost[c->cell] / c->scale);
		if (c->down != 0)
			glp_set_obj_coef(d->lp, c->down, cost[c->cell] / c->scale);
	}
	glp_set_col_bnds(d->lp, j, GLP_FX, most, most);
	glp_std_basis(d->lp);
	found = solve(d, GLP_DUALP);
	for (size_t i = 0; i < d->n && found; i++)
		if (value(d, d->c[i].up) > 1e-7 * d->c[i].scale || value(d, d->c[i].down) > 1e-7 * d->c[i].scale)
			must[d->c[i].cell] = 1;
	if (found)
		read_table(d, x);
	glp_set_col_bnds(d->lp, j, low < high ? GLP_DB : GLP_FX, low, high);
	return found;
}
