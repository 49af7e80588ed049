#include "base/intern.h"
#include "base/memory.h"
#include "rules/binder.h"
#include "rules/linked.h"

/* The condition on the rows that name columns: it has no row of the file being checked. */
static bool
bind_condition(struct binder *b, struct node *where)
{
	if (where == NULL)
		return true;
	type_cond(b, where);
	if (where->row || where->reach != 0)
		REMARK(b, where, "'%.*s' needs a row of the file; expected columns of the linked "
		    "file alone", SLICE_ARG(where->src));
	return !b->m->fatal && !b->missing;
}

/* Leaves the rule out for a column that the file lacks or (lost) for any that are not known. */
static void
leave_out(struct binder *b, struct slice name, bool lost)
{
	struct program *p = b->program;

	*(struct left_out *)RULES_ADD(&p->mem, p->left_out, p->nleft_out) = (struct left_out){
	    .rule = b->rule, .column = arena_copy(&p->mem, name),
	    .optional = !lost && names_have(&p->rules->optional, name), .lost = lost};
}

static void
add_named(struct binder *b, struct slice name, void (*add)(struct binder *b, int col))
{
	int col = name_column(b->program, name);

	if (col >= 0)
		add(b, col);
	else if (!b->opt->some)
		leave_out(b, name, false);
}

/* As with a pattern that matches no heading. */
static void
no_name(struct binder *b, const struct node *field, const struct node *where)
{
	remark_at(b, b->rule->each_line, "no row of '%.*s' names a column%s%.*s; expected one or "
	    "more in '%.*s'", SLICE_ARG(field->table), where != NULL ? " where " : "",
	    SLICE_ARG(where != NULL ? where->src : slice_of("")), SLICE_ARG(field->src));
}

void
each_linked(struct binder *b, void (*add)(struct binder *b, int col))
{
	struct arena *mem = &b->program->mem;
	struct node *field = node_clone(mem, b->rule->each_field);
	struct node *where = node_clone(mem, b->rule->each_where);
	struct bound nothing = {.rule = b->rule, .each = -1, .column = -1};
	struct linked *l;
	struct intern *met;
	struct slice name;
	enum truth t;
	uint64_t line;
	size_t at = 0;

	b->bound = &nothing;
	if ((l = b->scope = lookup_scope(b, field)) == NULL)
		return;
	lookup_bind_field(b, field);
	if (b->missing || !bind_condition(b, where)) {
		b->scope = NULL;
		return;
	}
	b->scope = NULL;
	met = intern_new();
	while (!b->wrong && linked_next(l, where, field->index, &at, &name, &t, &line)) {
		uint32_t known = intern_count(met);

		if (t == UNKNOWN) {
			REMARK(b, where, "'%.*s' is not known on line %llu of the linked file "
			    "'%.*s'; expected a condition that holds or not", SLICE_ARG(where->src),
			    (unsigned long long)line, SLICE_ARG(field->table));
			break;
		}
		if (slice_trim(name).n > 0 && intern_id(met, name) == known)
			add_named(b, name, add);
		b->bound = &nothing;
		b->clause = "each";
	}
	if (linked_lost(l) && !b->opt->some)
		leave_out(b, field->src, true);
	else if (intern_count(met) == 0 && !b->wrong && t != UNKNOWN && !b->opt->some)
		no_name(b, field, where);
	intern_free(met);
	b->bound = NULL;
}
