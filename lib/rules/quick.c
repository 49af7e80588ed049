#include "rules/quick.h"

enum { FEW_TEXTS = 8 };			/* more are looked up */

enum quick_kind {
	QUICK_CONSTANT,			/* the number of column col, rel, a constant */
	QUICK_COLUMN,			/* the numbers of two columns */
	QUICK_NUMBER, QUICK_WHOLE,	/* a column is number, is whole */
	QUICK_ORDER,			/* two dates or periods */
	QUICK_TEXTS,			/* a column is one of some texts */
	QUICK_MEMO,			/* anything else that depends on texts only */
	QUICK_COND,			/* any other: eval_cond() */
};

struct quick_test {
	enum quick_kind kind;
	enum relop rel;
	int col, other;
	struct figure constant;
	size_t ntexts;
	struct slice *text;
	struct memo memo;
};

static bool
is_column(const struct node *n)
{
	return n->op == N_NAME && n->ref == REF_COLUMN;
}

/* A column whose cells are read (row_read_all()) before any check. */
static bool
typed_column(const struct program *program, const struct node *n)
{
	enum type type = is_column(n) ? program->col[n->index].type : TYPE_TEXT;

	return type == TYPE_NUMBER || type == TYPE_DATE || type == TYPE_PERIOD;
}

static bool
comparison_test(struct quick_test *t, const struct program *program, const struct node *n)
{
	if (n->within != WITHIN_NONE || !typed_column(program, n->a))
		return false;
	t->rel = n->rel;
	t->col = n->a->index;
	t->other = n->b->index;
	t->constant = n->b->num;
	if (n->b->op == N_NUMBER)
		t->kind = QUICK_CONSTANT;
	else if (typed_column(program, n->b))
		t->kind = n->compare == COMPARE_NUMBER ? QUICK_COLUMN : QUICK_ORDER;
	else
		return false;
	return n->compare == COMPARE_NUMBER || n->compare == COMPARE_ORDER;
}

static bool
texts_test(struct quick_test *t, const struct node *n, struct arena *mem)
{
	const struct node *item;

	if (n->negate || n->compare != COMPARE_TEXT || !is_column(n->a))
		return false;
	for (item = n->b; item != NULL && item->op == N_STRING; item = item->next)
		t->ntexts++;
	if (item != NULL || t->ntexts > FEW_TEXTS)
		return false;
	t->kind = QUICK_TEXTS;
	t->col = n->a->index;
	t->text = arena_alloc(mem, t->ntexts * sizeof(*t->text));
	t->ntexts = 0;
	for (item = n->b; item != NULL; item = item->next)
		t->text[t->ntexts++] = item->text;
	return true;
}

static bool
is_test(struct quick_test *t, const struct program *program, const struct node *n)
{
	if (n->negate || !is_column(n->a) || program->col[n->a->index].type != TYPE_NUMBER)
		return false;
	t->kind = n->is == IS_NUMBER ? QUICK_NUMBER : QUICK_WHOLE;
	t->col = n->a->index;
	return n->is == IS_NUMBER || n->is == IS_WHOLE;
}

static size_t
count_tests(const struct node *n)
{
	return n->op == N_AND ? count_tests(n->a) + count_tests(n->b) : 1;
}

static void
add_tests(struct quick *q, const struct program *program, const struct node *n, struct arena *mem)
{
	struct quick_test *t;

	if (n->op == N_AND) {
		add_tests(q, program, n->a, mem);
		add_tests(q, program, n->b, mem);
		return;
	}
	t = &q->test[q->n++];
	if ((n->op == N_COMPARE && comparison_test(t, program, n)) ||
	    (n->op == N_IN && texts_test(t, n, mem)) || (n->op == N_IS && is_test(t, program, n)))
		return;
	*t = (struct quick_test){0};
	memo_init(&t->memo, program, n, q->rule->let);
	t->kind = t->memo.n > 0 ? QUICK_MEMO : QUICK_COND;
}

void
quick_init(struct quick *q, const struct program *program, const struct bound *rule,
    struct arena *mem)
{
	*q = (struct quick){.rule = rule,
	    .test = arena_alloc(mem, count_tests(rule->check) * sizeof(*q->test))};
	add_tests(q, program, rule->check, mem);
}

const struct memo *
quick_memo(const struct quick *q, size_t i)
{
	for (size_t k = 0; k < q->n; k++)
		if (q->test[k].kind == QUICK_MEMO && i-- == 0)
			return &q->test[k].memo;
	return NULL;
}

static bool
one_of(struct slice s, const struct slice *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (same_text(s, text[i]))
			return true;
	return false;
}

static inline bool
test_holds(struct quick_test *t, struct eval *ev, uint64_t now)
{
	const struct value *a = &ev->row->cell[t->col].value;
	const struct value *b = &ev->row->cell[t->other].value;

	switch (t->kind) {
	case QUICK_CONSTANT:
		return a->num.d != 0 &&
		    relation_holds(figure_compare_short(a->num, t->constant), t->rel);
	case QUICK_COLUMN:
		return a->num.d != 0 && b->num.d != 0 &&
		    relation_holds(figure_compare_short(a->num, b->num), t->rel);
	case QUICK_NUMBER:
		return a->kind == VALUE_NUMBER;
	case QUICK_WHOLE:
		return a->kind == VALUE_NUMBER && a->num.d != 0 && figure_is_whole(a->num);
	case QUICK_ORDER:
		return a->kind == VALUE_ORDER && b->kind == VALUE_ORDER &&
		    relation_holds((a->ord > b->ord) - (a->ord < b->ord), t->rel);
	case QUICK_TEXTS:
		return one_of(ev->row->text[t->col], t->text, t->ntexts);
	case QUICK_MEMO:
		return memo_cond(&t->memo, ev, now) == YES;
	case QUICK_COND:
		return eval_cond(ev, t->memo.cond) == YES && !ev->overflow;
	}
	return false;
}

size_t
quick_fails(struct quick *q, size_t at, size_t n, struct eval *ev, uint64_t now)
{
	ev->overflow = false;
	for (; at < n; at++) {
		ev->rule = q[at].rule;
		for (size_t i = 0; i < q[at].n; i++)
			if (!test_holds(&q[at].test[i], ev, now))
				return at;
	}
	return n;
}
