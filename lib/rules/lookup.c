#include <stdlib.h>

#include "base/errmsg.h"
#include "base/memory.h"
#include "rules/binder.h"
#include "rules/function.h"
#include "rules/linked.h"
#include "table/role.h"

/* Look-ups in linked files: which parts of a condition find the rows, which choose among them. */

/* The parts of a condition, joined by and. */
struct parts {
	struct lookup_key *key;
	size_t nkeys;
	struct node **filter;
	size_t nfilters;
};

static bool
may_be_missing(const struct binder *b)
{
	return b->opt->some && !(b->rule != NULL && slice_eq(b->rule->id, b->opt->must));
}

static struct linked *
find_linked(const struct binder *b, struct slice table)
{
	size_t i = rules_linked(b->program->rules, table);

	return i < b->program->rules->nlinked && b->opt->linked != NULL ? b->opt->linked[i] : NULL;
}

/* A file whose name is that of something else, too. */
static void
want_own_name(struct binder *b, const struct node *n)
{
	const struct rules *r = b->program->rules;
	bool column = name_is_taken(b->program, n->table);

	if (column || RULES_FIND(r->param, r->nparams, n->table) < r->nparams)
		REMARK(b, n, "'%.*s' is a linked file and a %s; expected another name for the "
		    "file", SLICE_ARG(n->table), column ? "column" : "parameter");
}

struct linked *
lookup_scope(struct binder *b, struct node *n)
{
	const struct rules *r = b->program->rules;
	struct linked *l;

	n->type = TYPE_ANY;
	if (b->rule == NULL) {
		REMARK(b, n, "the linked file '%.*s' in a heading; expected it in a rule",
		    SLICE_ARG(n->table));
		b->missing = true;
		return NULL;
	}
	want_own_name(b, n);
	if ((l = find_linked(b, n->table)) != NULL)
		return l;
	b->missing = true;
	if (!may_be_missing(b))
		REMARK(b, n, "%s: no such file; expected the linked file '%.*s'",
		    r->linked[rules_linked(r, n->table)]->link->path, SLICE_ARG(n->table));
	return NULL;
}

/* "no column 'x' in the linked file 'plans'; expected one of ..." */
static void
no_column(struct binder *b, const struct program *p, const struct node *n)
{
	struct slice *known = xcalloc(p->ncols + 1, sizeof(*known));
	struct errmsg file, why;

	for (size_t i = 0; i < p->ncols; i++)
		known[i] = p->col[i].name;
	b->missing = true;
	errmsg_set(&file, " in the linked file '%.*s'", SLICE_ARG(n->table));
	heading_missing_in(known, p->ncols, n->text, file.text, &why);
	if (!may_be_missing(b))
		REMARK(b, n, "%s", why.text);
	free(known);
}

void
lookup_bind_field(struct binder *b, struct node *n)
{
	struct linked *l = b->rule == NULL ? NULL : find_linked(b, n->table);
	const struct program *p;
	int col;

	n->type = TYPE_ANY;
	if (l == NULL || l != b->scope) {
		REMARK(b, n, "'%.*s' %s; expected it as in lookup(%.*s where %.*s.KEY = KEY)",
		    SLICE_ARG(n->src), b->scope == NULL ? "outside a look-up" :
		    "within a look-up in another file", SLICE_ARG(n->src), SLICE_ARG(n->table));
		b->missing = true;
		return;
	}
	p = linked_program(l);
	if ((col = name_column(p, n->text)) < 0) {
		no_column(b, p, n);
		return;
	}
	if ((size_t)col >= p->ncols && (b->absent.p == NULL ||
	    names_have(&b->program->rules->optional, b->absent)))
		b->absent = n->src;
	n->index = col;
	n->type = p->col[col].type;
	n->form = p->col[col].form;
	n->numform = p->col[col].numform;
}

const struct column *
lookup_column(const struct binder *b, const struct node *field)
{
	static const struct column unknown = {.type = TYPE_ANY};
	const struct linked *l = find_linked(b, field->table);

	return l == NULL || field->index < 0 ? &unknown : &linked_program(l)->col[field->index];
}

/* How cells of the field, and the values that it equals, are compared. */
static struct column
compared_as(const struct binder *b, const struct node *equal, const struct node *field,
    struct column like)
{
	const struct column *c = lookup_column(b, field);

	switch (equal->compare) {
	case COMPARE_NUMBER:
		return (struct column){.type = TYPE_NUMBER};
	case COMPARE_ORDER:
		like = c->type != TYPE_ANY ? *c : like;
		return (struct column){.type = like.type, .form = like.form};
	case COMPARE_TEXT: case COMPARE_LOOSE:
		break;
	}
	return (struct column){.type = TYPE_ANY};
}

/* How dates or periods of that expression are written. */
static struct column
column_like(const struct binder *b, const struct node *n)
{
	while (n->op == N_NAME && n->ref == REF_LET)
		n = b->bound->let[n->index];
	return node_is_column(n) ? b->program->col[n->index] : (struct column){.type = n->type,
	    .form = n->type == TYPE_PERIOD ? n->form : NULL};
}

/* An equality between a column of the file and something else. */
static bool
add_key(struct binder *b, struct parts *s, const struct node *n)
{
	bool left = n->op == N_COMPARE && n->a->op == N_FIELD;
	struct node *field = left ? n->a : n->b, *expr = left ? n->b : n->a;

	if (n->op != N_COMPARE || n->rel != REL_EQ || n->within != WITHIN_NONE ||
	    field->op != N_FIELD || node_has_field(expr))
		return false;
	*(struct lookup_key *)RULES_ADD(&b->program->mem, s->key, s->nkeys) = (struct lookup_key){
	    .col = field->index, .expr = expr,
	    .as = compared_as(b, n, field, column_like(b, expr))};
	return true;
}

static void
divide(struct binder *b, struct parts *s, struct node *n)
{
	if (n->op == N_AND) {
		divide(b, s, n->a);
		divide(b, s, n->b);
	} else if (!add_key(b, s, n)) {
		*(struct node **)RULES_ADD(&b->program->mem, s->filter, s->nfilters) = n;
	}
}

/* Does it depend on nothing but the row of the file? */
static bool
is_constant(const struct node *n)
{
	return n == NULL || (n->first == 0 && !n->row && n->reach == 0);
}

/* A look-up by columns of the row is prepared for each row. */
static void
prepare(struct binder *b, struct lookup *k)
{
	bool columns = b->program->ncols > 0 && k->nkeys > 0;

	for (size_t i = 0; i < k->nkeys; i++)
		columns &= node_is_column(k->key[i].expr);
	if (columns)
		*(struct lookup **)RULES_ADD(&b->program->mem, b->program->lookup,
		    b->program->nlookups) = k;
	k->asked_by = b->rule;
}

/* Whatever the row, it is of the same rows of the file, all of which are looked at. */
static bool
is_of_all(const struct node *n)
{
	return !n->function->single && is_constant(n->a) && is_constant(n->b) && is_constant(n->c);
}

/* The search for a column of the row whose name is that of one of the file, too. */
struct namesake {
	const struct program *file;
	struct slice name;		/* p == NULL: not found yet */
};

static void
find_namesake(void *namesake, const struct node *n)
{
	struct namesake *s = namesake;

	if (s->name.p == NULL && node_is_column(n) && name_column(s->file, n->text) >= 0)
		s->name = n->text;
}

/* What is looked up, or puts rows in order, is of the rows of the file. */
static bool
want_field(struct binder *b, const struct node *call, const struct node *value)
{
	struct namesake s = {.file = linked_program(b->scope)};

	if (value == NULL || node_has_field(value))
		return true;
	node_walk(value, find_namesake, &s);
	if (s.name.p != NULL)
		REMARK(b, call, "'%.*s' in '%.*s' names no column of '%.*s'; did you mean "
		    "'%.*s.%.*s'?", SLICE_ARG(value->src), SLICE_ARG(call->src),
		    SLICE_ARG(call->table), SLICE_ARG(call->table), SLICE_ARG(s.name));
	else
		REMARK(b, call, "'%.*s' in '%.*s' names no column of '%.*s'; expected one, as in "
		    "%.*s.NAME", SLICE_ARG(value->src), SLICE_ARG(call->src),
		    SLICE_ARG(call->table), SLICE_ARG(call->table));
	return false;
}

void
lookup_bind(struct binder *b, struct node *n)
{
	struct parts s = {0};
	struct lookup *k;

	if (b->missing || b->absent.p != NULL || b->m->fatal)
		return;
	if (!want_field(b, n, n->a) || !want_field(b, n, n->c))
		return;
	if (n->b != NULL)
		divide(b, &s, n->b);
	if (s.nkeys == 0 && !is_of_all(n)) {
		REMARK(b, n, "'%.*s' does not say which rows are meant; expected 'where %.*s.KEY = "
		    "KEY', with a column of the file that equals a value", SLICE_ARG(n->src),
		    SLICE_ARG(n->table));
		return;
	}
	k = n->lookup = linked_lookup(b->scope, s.key, s.nkeys);
	k->filter = s.filter;
	k->nfilters = s.nfilters;
	k->constant = is_constant(n->a) && is_constant(n->c);
	prepare(b, k);
	for (size_t i = 0; i < s.nfilters; i++)
		k->constant &= is_constant(s.filter[i]);
	linked_read(k, n);
	n->index = 0;
}

void
lookup_bind_in(struct binder *b, struct node *field, const struct node *equal, struct column like)
{
	const struct lookup_key key = {.col = field->index, .expr = equal->a,
	    .as = compared_as(b, equal, field, like)};

	if (b->missing || b->absent.p != NULL || b->m->fatal)
		return;
	field->lookup = linked_lookup(b->scope, &key, 1);
	prepare(b, field->lookup);
	linked_read(field->lookup, field);
}
