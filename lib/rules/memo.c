#include "rules/memo.h"

static bool
add_cell(struct memo *m, int col)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->col[i] == col)
			return true;
	if (m->n == MEMO_CELLS)
		return false;
	m->col[m->n++] = col;
	return true;
}

/*
 * Adds the columns below n to m; false when its truth depends on more than their texts. The
 * rounding of a number may depend on other cells, and its overflow is reported for every row: so no
 * numbers.
 */
static bool
add_cells(struct memo *m, const struct program *p, const struct node *n, struct node *const *let)
{
	for (; n != NULL; n = n->next) {
		switch (n->op) {
		case N_NAME:
			if (n->ref == REF_LET ? !add_cells(m, p, let[n->index], let) :
			    n->ref != REF_COLUMN || p->col[n->index].type == TYPE_NUMBER ||
			    !add_cell(m, n->index))
				return false;
			break;
		case N_LIST:
			if (n->list->dated)
				return false;
			break;
		case N_NUMBER: case N_STRING: case N_TUPLE: case N_OR: case N_AND: case N_NOT:
		case N_IF: case N_COMPARE: case N_IN: case N_MATCHES: case N_IS:
			if (!add_cells(m, p, n->a, let) || !add_cells(m, p, n->b, let) ||
			    !add_cells(m, p, n->c, let))
				return false;
			break;
		case N_PERCENT: case N_NEG: case N_ADD: case N_SUB: case N_MUL: case N_DIV:
		case N_FUNC: case N_AGG:
			return false;
		}
	}
	return true;
}

void
memo_init(struct memo *m, const struct program *program, const struct node *cond,
    struct node *const *let)
{
	*m = (struct memo){.cond = cond};
	if (cond != NULL && !add_cells(m, program, cond, let))
		m->n = 0;
}

enum truth
memo_work_out(struct memo *m, struct eval *ev, uint64_t now)
{
	m->truth = eval_filter(ev, m->cond);
	m->at = now;
	return m->truth;
}
