#include "suppress/lp.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "suppress/simplex.h"

struct lp {
	glp_prob *p;
	size_t n, m;
	int64_t *low, *high;	/* set last */
	size_t objective;	/* the unknown in it; n: none yet */
	bool moved;		/* bounds were changed since the last solution */
	uint64_t work;
};

static void
bound_column(struct lp *l, size_t j, int64_t low, int64_t high)
{
	l->low[j] = low;
	l->high[j] = high;
	l->moved = true;
	glp_set_col_bnds(l->p, (int)j + 1, low == high ? GLP_FX : GLP_DB, (double)low,
	    (double)high);
}

static void
add_rows(struct lp *l, const struct piece *p)
{
	int *at = xcalloc(p->n + 1, sizeof(*at));
	double *a = xcalloc(p->n + 1, sizeof(*a));

	if (p->n_rows > 0)
		glp_add_rows(l->p, (int)p->n_rows);
	for (size_t i = 0; i < p->n_rows; i++) {
		const struct row *r = &p->rows[i];

		simplex_bound_row(l->p, (int)i + 1, r->has_low, (double)r->low, r->has_high,
		    (double)r->high);
		for (size_t k = 0; k < r->n; k++) {
			at[k + 1] = (int)r->terms[k].cell + 1;
			a[k + 1] = (double)r->terms[k].coefficient;
		}
		glp_set_mat_row(l->p, (int)i + 1, (int)r->n, at, a);
	}
	free(at);
	free(a);
}

struct lp *
lp_new(const struct piece *p)
{
	struct lp *l = xcalloc(1, sizeof(*l));

	l->p = simplex_new();
	l->n = l->objective = p->n;
	l->m = p->n_rows;
	l->low = xcalloc(p->n, sizeof(*l->low));
	l->high = xcalloc(p->n, sizeof(*l->high));
	glp_add_cols(l->p, (int)p->n);
	for (size_t j = 0; j < p->n; j++)
		bound_column(l, j, p->low[j], p->high[j]);
	add_rows(l, p);
	glp_std_basis(l->p);
	return l;
}

void
lp_free(struct lp *l)
{
	if (l == NULL)
		return;
	glp_delete_prob(l->p);
	free(l->low);
	free(l->high);
	free(l);
}

void
lp_bound(struct lp *l, const int64_t *low, const int64_t *high)
{
	for (size_t j = 0; j < l->n; j++)
		if (l->low[j] != low[j] || l->high[j] != high[j])
			bound_column(l, j, low[j], high[j]);
}

enum lp_status
lp_least(struct lp *l, size_t unknown, int sign)
{
	bool same = l->objective == unknown && glp_get_obj_coef(l->p, (int)unknown + 1) == sign;

	if (l->objective != l->n)
		glp_set_obj_coef(l->p, (int)l->objective + 1, 0);
	l->objective = unknown;
	glp_set_obj_coef(l->p, (int)unknown + 1, sign);
	if (!simplex_run(l->p, same || l->moved ? GLP_DUALP : GLP_PRIMAL, &l->work))
		return LP_FAILED;
	l->moved = false;
	switch (glp_get_status(l->p)) {
	case GLP_OPT:
		return LP_OPTIMAL;
	case GLP_NOFEAS:
		return LP_INFEASIBLE;
	}
	return glp_get_prim_stat(l->p) == GLP_NOFEAS ? LP_INFEASIBLE : LP_FAILED;
}

double
lp_value(const struct lp *l, size_t unknown)
{
	return glp_get_col_prim(l->p, (int)unknown + 1);
}

void
lp_multipliers(const struct lp *l, double *y)
{
	for (size_t i = 0; i < l->m; i++)
		y[i] = glp_get_row_dual(l->p, (int)i + 1);
}

/* How far variable k (rows first) is outside its bounds: below 0, below; above 0, above. */
static double
outside(const struct lp *l, int k)
{
	int m = (int)l->m;
	int kind = k <= m ? glp_get_row_type(l->p, k) : glp_get_col_type(l->p, k - m);
	double x = k <= m ? glp_get_row_prim(l->p, k) : glp_get_col_prim(l->p, k - m);
	double low = k <= m ? glp_get_row_lb(l->p, k) : glp_get_col_lb(l->p, k - m);
	double high = k <= m ? glp_get_row_ub(l->p, k) : glp_get_col_ub(l->p, k - m);

	if (kind != GLP_FR && kind != GLP_UP && x < low)
		return x - low;
	if (kind != GLP_FR && kind != GLP_LO && x > high)
		return x - high;
	return 0;
}

/*
 * The tableau's row of the variable furthest outside is the contradiction, after the dual simplex.
 */
bool
lp_conflict(const struct lp *l, double *y, struct lp_conflict *c)
{
	int m = (int)l->m, n = (int)l->n, most = 0, length, *at;
	double far = 1e-7, out, *a;

	if (!glp_bf_exists(l->p) && glp_factorize(l->p) != 0)
		return false;
	for (int k = 1; k <= m + n; k++) {
		out = fabs(outside(l, k));
		if (out > far && (k <= m ? glp_get_row_stat(l->p, k) :
		    glp_get_col_stat(l->p, k - m)) == GLP_BS) {
			far = out;
			most = k;
		}
	}
	if (most == 0)
		return false;
	*c = (struct lp_conflict){.is_row = most <= m, .sign = outside(l, most) > 0 ? 1 : -1};
	c->number = (size_t)(most <= m ? most : most - m) - 1;
	at = xcalloc(l->n + 1, sizeof(*at));
	a = xcalloc(l->n + 1, sizeof(*a));
	length = glp_eval_tab_row(l->p, most, at, a);
	for (size_t i = 0; i < l->m; i++)
		y[i] = 0;
	for (int k = 1; k <= length; k++)
		if (at[k] <= m)
			y[at[k] - 1] = c->sign * a[k];
	free(at);
	free(a);
	return true;
}

uint64_t
lp_work(const struct lp *l)
{
	return l->work;
}
