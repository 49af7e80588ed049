#include "rules/state.h"

const struct node *
failing_part(struct eval *ev)
{
	const struct node *n = ev->rule->check;

	for (;;) {
		if (n->op == N_AND)
			n = eval_cond(ev, n->a) == NO ? n->a : n->b;
		else if (n->op == N_IF)
			n = n->b;
		else if (n->op == N_NAME && n->ref == REF_LET)
			n = ev->rule->let[n->index];
		else
			return n;
	}
}

/* The first column in n, or -1; not in the condition of a look-up, unless keys is true. */
static int
first_column(const struct bound *u, const struct node *n, bool keys)
{
	int col = -1;

	for (; n != NULL && col < 0; n = n->next) {
		if (n->op == N_NAME)
			col = n->ref == REF_LET ? first_column(u, u->let[n->index], keys) :
			    n->first - 1;
		else if (n->op == N_LINKED && !keys)
			continue;
		else if (n->op != N_FIELD && (col = first_column(u, n->a, keys)) < 0 &&
		    (col = first_column(u, n->b, keys)) < 0)
			col = first_column(u, n->c, keys);
	}
	return col;
}

int
failing_column(const struct bound *u, const struct node *n)
{
	int col;

	if (u->each >= 0 && u->column == u->each)
		return u->each;
	if ((col = first_column(u, n, false)) < 0)
		col = first_column(u, n, true);
	return col >= 0 ? col : u->column;
}

const struct node *
failing_subject(const struct node *n)
{
	while (n->op == N_OR || n->op == N_NOT)
		n = n->a;
	return n->op == N_IS || n->op == N_IN || n->op == N_MATCHES || n->op == N_COMPARE ? n->a :
	    NULL;
}
