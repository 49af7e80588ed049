#include <string.h>

#include "rules/bind.h"
#include "rules/eval.h"

/*
 * A condition that no row can meet: a constant that is false, or a conjunction that wants two
 * different texts, or an empty span of numbers, of one column.
 */

static bool
is_column(const struct node *n)
{
	return n->op == N_NAME && n->ref == REF_COLUMN;
}

static bool
constant(const struct node *n)
{
	return n->op == N_NUMBER || n->op == N_PERCENT || (n->op == N_STRING && n->type == TYPE_TEXT);
}

/* COLUMN = "text", COLUMN in ("text", ...): may the column be this text? */
static bool
admits(const struct node *n, struct slice text)
{
	bool in = false;

	if (n->op == N_COMPARE)
		return slice_eq(n->b->text, text) == (n->rel == REL_EQ);
	for (const struct node *item = n->b; item != NULL; item = item->next) {
		if (item->op == N_LIST && !item->list->dated)
			in |= codelist_has(item->list, item->list_index, &text, 1, NULL);
		else if (item->op == N_STRING)
			in |= slice_eq(item->text, text);
		else
			return true;
	}
	return in != n->negate;
}

/* A conjunct about one column's text, of those kinds. */
static bool
about_text(const struct node *n)
{
	if (n->op == N_COMPARE)
		return n->compare == COMPARE_TEXT && (n->rel == REL_EQ || n->rel == REL_NE) &&
		    is_column(n->a) && n->b->op == N_STRING;
	return n->op == N_IN && n->compare == COMPARE_TEXT && is_column(n->a);
}

static bool
about_number(const struct node *n)
{
	return n->op == N_COMPARE && n->compare == COMPARE_NUMBER && n->within == WITHIN_NONE &&
	    is_column(n->a) && (n->b->op == N_NUMBER || n->b->op == N_PERCENT);
}

/* Two conjuncts on the same column: COLUMN rel x and COLUMN rel y for numbers. */
static bool
spans_meet(const struct node *a, const struct node *b)
{
	int cmp = rat_cmp(a->b->ratio, b->b->ratio);

	if (a->rel == REL_EQ)
		return relation_holds(cmp, b->rel);
	if (b->rel == REL_EQ)
		return relation_holds(-cmp, a->rel);
	if ((a->rel == REL_LT || a->rel == REL_LE) && (b->rel == REL_GT || b->rel == REL_GE))
		return cmp > 0 || (cmp == 0 && a->rel == REL_LE && b->rel == REL_GE);
	if ((b->rel == REL_LT || b->rel == REL_LE) && (a->rel == REL_GT || a->rel == REL_GE))
		return spans_meet(b, a);
	return true;
}

static bool
clash(const struct node *a, const struct node *b)
{
	if (about_number(a) && about_number(b))
		return a->a->index == b->a->index && !spans_meet(a, b);
	if (!about_text(a) || !about_text(b) || a->a->index != b->a->index)
		return false;
	if (a->op == N_COMPARE && a->rel == REL_EQ)
		return !admits(b, a->b->text);
	if (b->op == N_COMPARE && b->rel == REL_EQ)
		return !admits(a, b->b->text);
	if (a->op != N_IN || b->op != N_IN || a->negate)
		return false;
	for (const struct node *item = a->b; item != NULL; item = item->next)
		if (item->op != N_STRING || admits(b, item->text))
			return false;
	return true;
}

enum { MOST = 64 };

static size_t
conjuncts(const struct node *n, const struct node **out, size_t at)
{
	if (n->op == N_AND)
		return conjuncts(n->b, out, conjuncts(n->a, out, at));
	if (at < MOST)
		out[at++] = n;
	return at;
}

static bool
constant_false(const struct node *n)
{
	int cmp;

	if (n->op != N_COMPARE || !constant(n->a) || !constant(n->b) || n->within != WITHIN_NONE)
		return false;
	cmp = n->compare == COMPARE_NUMBER ? rat_cmp(n->a->ratio, n->b->ratio) :
	    slice_cmp(n->a->text, n->b->text);
	return !relation_holds(cmp, n->rel);
}

bool
cond_never(const struct program *p, const struct node *n)
{
	const struct node *part[MOST];
	size_t count;

	if (n->op == N_OR)
		return cond_never(p, n->a) && cond_never(p, n->b);
	if (constant_false(n))
		return true;
	if (n->op != N_AND)
		return false;
	count = conjuncts(n, part, 0);
	for (size_t i = 0; i < count; i++) {
		if (cond_never(p, part[i]))
			return true;
		for (size_t k = 0; k < i; k++)
			if (clash(part[k], part[i]))
				return true;
	}
	return false;
}
