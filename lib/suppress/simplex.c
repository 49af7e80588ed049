#include "suppress/simplex.h"

#include <stdlib.h>

/*
 * GLPK's archive calls this to unload drivers of databases, which nothing here loads. It comes from
 * a library whose archive is not installed with GLPK's.
 */
void _glp_dlclose(void *driver);

void
_glp_dlclose(void *driver)
{
	(void)driver;
	abort();
}

static void (*on_fault)(void *);

void
simplex_on_fault(void (*stop)(void *))
{
	on_fault = stop;
}

glp_prob *
simplex_new(void)
{
	glp_term_out(GLP_OFF);
	if (on_fault != NULL)
		glp_error_hook(on_fault, NULL);
	return glp_create_prob();
}

void
simplex_bound_row(glp_prob *lp, int row, bool has_low, double low, bool has_high, double high)
{
	int kind = GLP_FR;

	if (has_low && has_high)
		kind = low < high ? GLP_DB : GLP_FX;
	else if (has_low)
		kind = GLP_LO;
	else if (has_high)
		kind = GLP_UP;
	glp_set_row_bnds(lp, row, kind, low, high);
}

/* Rows and columns that can move: what an iteration costs grows with them. */
static int
size_of(glp_prob *lp)
{
	int size = glp_get_num_rows(lp);

	for (int j = glp_get_num_cols(lp); j > 0; j--)
		size += glp_get_col_type(lp, j) != GLP_FX;
	return size;
}

bool
simplex_run(glp_prob *lp, int method, uint64_t *steps)
{
	int size = size_of(lp), before;
	glp_smcp how;

	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.meth = method;
	how.it_lim = 20 * size + 1000;
	for (int attempt = 0; attempt < 2; attempt++) {
		int failed;

		before = glp_get_it_cnt(lp);
		failed = glp_simplex(lp, &how);
		*steps += (uint64_t)(glp_get_it_cnt(lp) - before + 10) * (uint64_t)(size + 10);
		if (!failed)
			return true;
		glp_std_basis(lp);
		how.meth = GLP_PRIMAL;
	}
	return false;
}
