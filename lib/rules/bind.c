#include "rules/bind.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/binder.h"
#include "rules/exact.h"
#include "rules/matcher.h"
#include "rules/packed.h"
#include "rules/source.h"

enum { MOST_OPERATIONS = 10000, DEEPEST = 1000 };

static struct columns
bind_names(struct binder *b, const struct names *names)
{
	struct columns c = {.col = arena_alloc(&b->program->mem, names->n * sizeof(*c.col))};
	bool by = names == &b->rule->by;

	for (; c.n < names->n; c.n++) {
		int col = (by ? by_bind_name : name_bind_column)(b, names->name[c.n],
		    names->at[c.n].line);

		if (col >= 0 && has_column(c, col))
			remark_at(b, names->at[c.n].line, "'%.*s' occurs twice; expected each "
			    "column once", SLICE_ARG(names->name[c.n]));
		c.col[c.n] = col;
	}
	return c;
}

/* Within a group the columns of by: are all the same: a test of their values says nothing. */
static void
want_not_by(struct binder *b, struct columns c, const struct names *names)
{
	for (size_t i = 0; i < c.n; i++)
		if (c.col[i] >= 0 && type_is_by(b->bound, c.col[i]))
			remark_at(b, names->at[i].line, "'%.*s' is in by:, so that each group has "
			    "only one value of it; expected another column",
			    SLICE_ARG(names->name[i]));
}

static void
no_list_column(struct binder *b, const struct codelist *l, struct slice name, unsigned line)
{
	const struct names *has = &l->decl->columns;
	struct textbuf known = {0};

	for (size_t i = 0; i < has->n; i++)
		textbuf_addf(&known, "%s'%.*s'", i > 0 ? " or " : "", SLICE_ARG(has->name[i]));
	remark_at(b, line, "no column '%.*s' in @%.*s; expected %s", SLICE_ARG(name),
	    SLICE_ARG(l->decl->name), known.p);
	textbuf_free(&known);
}

/* Finds columns that go together in their list: each by its name. */
static bool
find_together(struct binder *b, struct axis *x, size_t at)
{
	const struct rule *rule = b->rule;
	const struct list_decl *decl = x->list->decl;
	unsigned line = rule->args.at[at].line;

	if (x->cols.n > x->list->width) {
		remark_at(b, line, "%s taken together from @%.*s; expected at most %zu",
		    plural(x->cols.n, "column").text, SLICE_ARG(decl->name), x->list->width);
		return false;
	}
	for (size_t k = 0; k < x->cols.n; k++) {
		struct slice name;

		if (x->cols.col[k] < 0)
			return false;
		name = b->program->col[x->cols.col[k]].name;
		x->list_col[k] = RULES_FIND(decl->columns.name, decl->columns.n, name);
		if (x->list_col[k] < decl->columns.n)
			continue;
		no_list_column(b, x->list, name, rule->args.at[at + k].line);
		return false;
	}
	return true;
}

/* at: of its first column in the arguments. */
static void
bind_axis_list(struct binder *b, struct axis *x, struct slice name, size_t at)
{
	struct column as[WIDEST_LIST];

	x->list = name_bind_list(b, name, b->rule->args.at[at].line);
	if (x->list == NULL)
		return;
	if (x->cols.n == 1)
		x->list_col[0] = codelist_column(x->list, b->rule->args.name[at]);
	else if (!find_together(b, x, at))
		return;
	for (size_t k = 0; k < x->cols.n; k++)
		as[k] = x->cols.col[k] >= 0 ? b->program->col[x->cols.col[k]] :
		    (struct column){.type = TYPE_ANY};
	x->list_index = codelist_index(x->list, x->list_col, as, x->cols.n);
}

static void
bind_axes(struct binder *b)
{
	const struct rule *rule = b->rule;
	struct axis *x = arena_alloc(&b->program->mem, rule->naxes * sizeof(*x));
	size_t at = 0;

	b->bound->axis = x;
	for (size_t i = 0; i < rule->naxes; at += rule->axis[i++].width, x++) {
		x->cols = (struct columns){b->bound->arg.col + at, rule->axis[i].width};
		if (rule->axis[i].list.p != NULL)
			bind_axis_list(b, x, rule->axis[i].list, at);
	}
}

/* The values of one column that occur in a group do occur there: nothing is checked. */
static void
warn_of_one_axis(struct binder *b)
{
	const struct rule *rule = b->rule;
	const struct axis *x = b->bound->axis;

	if (rule->test != TEST_EVERY || rule->naxes != 1 || x->list != NULL || x->cols.n == 0 ||
	    rule->axis[0].list.p != NULL)
		return;
	if (x->cols.n == 1 && x->cols.col[0] == b->program->period && b->bound->by.n > 0)
		return;
	remark(b->m, false, "%s:%u: rule %.*s: every() of a column without a list always holds; "
	    "expected a list, as in 'every(%.*s in @LIST)', or another column", b->file,
	    rule->check_line, SLICE_ARG(rule->id), SLICE_ARG(rule->args.name[0]));
}

/* a -> a: rows with the same a have the same a. */
static void
warn_of_itself(struct binder *b, struct columns from, struct columns to, const struct names *names)
{
	for (size_t i = 0; i < to.n; i++)
		if (to.col[i] >= 0 && has_column(from, to.col[i]))
			remark(b->m, false, "%s:%u: rule %.*s: '%.*s' is on both sides of '->'; "
			    "expected other columns on the right", b->file, names->at[i].line,
			    SLICE_ARG(b->rule->id), SLICE_ARG(names->name[i]));
}

/* A name that a rule gives must not hide another: the rule would read as if it meant that. */
static void
want_own_name(struct binder *b, struct slice name, unsigned line)
{
	const struct rules *r = b->program->rules;
	bool column = name_is_taken(b->program, name);

	if (column || RULES_FIND(r->param, r->nparams, name) < r->nparams)
		remark_at(b, line, "'%.*s' is already a %s; expected another name", SLICE_ARG(name),
		    column ? "column" : "parameter");
}

/* Lets that each name the one before twice double with every one. */
static bool
want_small(struct binder *b, const struct node *n)
{
	if (n->operations <= MOST_OPERATIONS && n->height <= DEEPEST)
		return true;
	remark_at(b, n->line, "with its lets, %zu operations nested %d deep; expected at most %d "
	    "operations, nested %d deep", n->operations, n->height, MOST_OPERATIONS, DEEPEST);
	b->missing = true;
	return false;
}

static bool
bind_lets(struct binder *b)
{
	struct bound *u = b->bound;
	const struct rule *rule = b->rule;

	u->let = arena_alloc(&b->program->mem, rule->nlets * sizeof(*u->let));
	for (; b->nlets < rule->nlets; b->nlets++) {
		const struct let *l = &rule->let[b->nlets];
		struct node *n = u->let[b->nlets] = node_clone(&b->program->mem, l->expr);

		want_own_name(b, l->name, n->line);
		if (slice_eq(l->name, rule->each))
			REMARK(b, n, "'%.*s' is already the name of each:; expected another name",
			    SLICE_ARG(rule->each));
		type_expr(b, n);
		if (!want_small(b, n))
			return false;
	}
	return true;
}

/* {name of COLUMN}: the name becomes a text. */
static bool
name_as_text(struct binder *b, struct node *n)
{
	int col = name_bind_column(b, n->text, n->line);

	if (col < 0)
		return false;
	n->op = N_STRING;
	n->text = b->program->col[col].name;
	return true;
}

static void
bind_say(struct binder *b)
{
	const struct rule *rule = b->rule;
	struct node **say = arena_alloc(&b->program->mem, rule->nsay * sizeof(*say));

	b->clause = "say";
	b->bound->say = say;
	for (size_t i = 0; i < rule->nsay; i++) {
		if (rule->say[i].expr == NULL)
			continue;
		say[i] = node_clone(&b->program->mem, rule->say[i].expr);
		if (rule->say[i].name_of && !name_as_text(b, say[i]))
			continue;
		type_expr(b, say[i]);
		if (rule->test != TEST_COND && say[i]->reach != 0)
			REMARK(b, say[i], "'%.*s' needs other rows, which the message of this test "
			    "does not have; expected columns", SLICE_ARG(say[i]->src));
	}
}

static void
bind_clauses(struct binder *b)
{
	struct bound *u = b->bound;
	const struct rule *rule = b->rule;

	b->clause = "by";
	u->by = bind_names(b, &rule->by);
	b->missing |= b->m->fatal;
	if (b->missing)			/* lest a let in it be reported twice */
		return;
	b->clause = "where";
	if (rule->where != NULL) {
		u->where = node_clone(&b->program->mem, rule->where);
		b->in_where = true;
		type_cond(b, u->where);
		b->in_where = false;
	}
	b->clause = "let";
	if (!bind_lets(b))
		return;
	b->clause = "check";
	u->arg = bind_names(b, &rule->args);
	if (rule->test == TEST_NO_GAPS || rule->test == TEST_EVERY ||
	    rule->test == TEST_NO_OVERLAP)
		want_not_by(b, u->arg, &rule->args);
	if (rule->test == TEST_NO_OVERLAP)
		by_want_span(b);
	u->arg_to = bind_names(b, &rule->args_to);
	warn_of_itself(b, u->arg, u->arg_to, &rule->args_to);
	bind_axes(b);
	warn_of_one_axis(b);
	if (rule->check != NULL) {
		u->check = node_clone(&b->program->mem, rule->check);
		type_cond(b, u->check);
		if (!want_small(b, u->check))
			return;
	}
	bind_say(b);
}

/* Once a row or once a group, and when it can be decided. */
static void
set_grain(struct binder *b)
{
	struct bound *u = b->bound;
	const struct rule *rule = b->rule;

	u->column = u->arg.n > 0 ? u->arg.col[0] : -1;
	switch (rule->test) {
	case TEST_COND:
		u->column = u->each >= 0 && source_names_each(u, u->check, true) ? u->each :
		    u->check->first - 1;
		u->group = !u->check->row;
		u->late = u->group || u->naggs > 0 || u->nshares > 0 || u->norders > 0 ||
		    u->previous_row;
		if (u->group && u->norders > 0)
			remark_at(b, u->order[0]->line, "before() or after() in a rule that runs "
			    "once for each group; expected a value of the row in the check");
		break;
	case TEST_NO_GAPS:
		b->clause = "check";
		if (u->column >= 0 && u->column != b->program->period)
			remark_at(b, rule->check_line, "'%.*s' is not declared with 'period'; "
			    "expected the period in no gaps()", SLICE_ARG(rule->args.name[0]));
		/* fall through */
	case TEST_EVERY:
		u->group = u->late = true;
		break;
	case TEST_NO_OVERLAP:
		u->late = true;
		break;
	case TEST_UNIQUE:
	case TEST_DEPENDS:
		u->late = u->where_previous;
		break;
	}
	if (u->where != NULL && !b->missing && !b->m->fatal && analyse_never(u->where)) {
		u->never = true;
		remark(b->m, false, "%s:%u: rule %.*s: 'where: %.*s' is never true", rule->file,
		    u->where->line, SLICE_ARG(rule->id), SLICE_ARG(rule->where->src));
	}
}

static void
add_bound(struct binder *b, int each)
{
	struct program *p = b->program;
	bool before = b->m->fatal;
	size_t ncomputed = p->computed.n;

	b->bound = RULES_ADD(&p->mem, p->rule, p->nrules);
	*b->bound = (struct bound){.rule = b->rule, .each = each, .column = -1};
	b->nlets = 0;
	b->missing = false;
	b->absent = each < 0 ? (struct slice){0} : p->col[each].absent;
	b->m->fatal = false;
	bind_clauses(b);
	b->wrong = b->m->fatal;
	b->m->fatal |= before;
	if (b->absent.p != NULL && !b->missing)
		*(struct left_out *)RULES_ADD(&p->mem, p->left_out, p->nleft_out) =
		    (struct left_out){.rule = b->rule, .column = b->absent,
		    .optional = names_have(&p->rules->optional, b->absent)};
	if (b->missing || b->absent.p != NULL) {
		p->nrules--;
		by_drop(p, ncomputed);
		return;
	}
	set_grain(b);
	if (!b->wrong)
		exact_bind(p, b->bound);
}

static void
each_matching(struct binder *b)
{
	const struct rule *rule = b->rule;
	struct errmsg e;
	struct matcher *m = matcher_new(rule->each_pattern, &e);
	bool any = false;

	if (m == NULL) {
		remark_at(b, rule->each_line, "%s", e.text);
		return;
	}
	for (size_t c = 0; c < b->program->ncols && !b->wrong; c++) {
		struct slice name = b->program->col[c].name;
		enum truth t = matcher_test(m, name);

		b->bound = NULL;
		b->clause = "each";
		if (t == UNKNOWN)
			remark_at(b, rule->each_line, "\"%.*s\" %s the heading '%.*s'; expected a "
			    "simpler expression", SLICE_ARG(rule->each_pattern), matcher_why(m),
			    SLICE_ARG(name));
		if (t == YES)
			add_bound(b, (int)c);
		any |= t != NO;
	}
	matcher_free(m);
	if (!any && !b->opt->some)
		remark_at(b, rule->each_line, "no column matches \"%.*s\"; expected one or "
		    "more", SLICE_ARG(rule->each_pattern));
}

static void
each_named(struct binder *b)
{
	const struct names *names = &b->rule->each_columns;
	int col;

	for (size_t i = 0; i < names->n && !b->wrong; i++)
		if ((col = name_bind_column(b, names->name[i], names->at[i].line)) >= 0)
			add_bound(b, col);
}

/*
 * Warns of names that a rule defines and never uses: most likely it misspells them; and of what
 * looks like a value in a text that has none.
 */
static void
warn_unused(struct binder *b)
{
	const struct rule *rule = b->rule;
	const struct let *l = rule->let;
	const char *brace;

	for (size_t i = 0; i < rule->nlets; i++)
		if (!b->let_used[i])
			remark(b->m, false, "%s:%u: rule %.*s does not use '%.*s'", rule->file,
			    l[i].expr->line, SLICE_ARG(rule->id), SLICE_ARG(l[i].name));
	if (rule->about.n > 0 && (brace = memchr(rule->about.p, '{', rule->about.n)) != NULL &&
	    memchr(brace, '}', (size_t)(rule->about.p + rule->about.n - brace)) != NULL)
		remark(b->m, false, "%s:%u: rule %.*s: braces in 'about' are written as they are; "
		    "expected values and names in 'say'", rule->file, rule->line,
		    SLICE_ARG(rule->id));
	if (rule->each.p != NULL && !b->each_used)
		remark(b->m, false, "%s:%u: rule %.*s does not use '%.*s', and is the same for "
		    "every column", rule->file, rule->each_line, SLICE_ARG(rule->id),
		    SLICE_ARG(rule->each));
}

static void
bind_rule(struct binder *b, struct rule *rule)
{
	size_t before = b->program->nrules;

	b->rule = rule;
	b->file = rule->file;
	b->clause = "each";
	b->bound = NULL;
	b->missing = b->wrong = b->each_used = false;
	b->let_used = arena_alloc(&b->program->mem, rule->nlets * sizeof(*b->let_used));
	if (rule->each.p != NULL)
		want_own_name(b, rule->each, rule->each_line);
	if (rule->each.p == NULL)
		add_bound(b, -1);
	else if (rule->each_field != NULL)
		each_linked(b, add_bound);
	else if (rule->each_pattern.p != NULL)
		each_matching(b);
	else
		each_named(b);
	if (b->wrong || b->program->nrules == before)
		return;
	warn_unused(b);
	by_warn_ungrouped(b);
}

/* Is the rule one on rows (or headings) of that file? */
static bool
is_on(const struct rules *r, const struct rule *rule)
{
	return slice_eq(rule->on, r->link != NULL ? r->link->name : (struct slice){0});
}

struct program *
program_bind(struct rules *rules, const struct slice *headings, size_t n,
    const struct bind_options *opt, struct remarks *m)
{
	static const struct slice header[] = {{"name", 4}, {"position", 8}};
	struct program *p = xcalloc(1, sizeof(*p));
	struct binder b = {.program = p, .file = rules->file, .m = m, .opt = opt};
	bool bound;

	p->rules = rules;
	p->period = p->derived = p->derived_from = -1;
	if (opt->header)
		n = LENGTH(header);
	columns_set(p, opt->header ? header : headings, n, opt);
	n += p->derived >= 0;
	bound = declare_bind(&b);
	for (size_t i = 0; i < rules->nrules && bound; i++)
		if (rules->rule[i].header == opt->header && is_on(rules, &rules->rule[i]))
			bind_rule(&b, &rules->rule[i]);
	columns_drop_absent(p, n);
	if (!m->fatal && !opt->header)
		analyse_key(p, opt->accepted);
	if (!m->fatal)
		analyse_needs(p, m, opt->some);
	if (!m->fatal)
		analyse_held(p);
	packed_init(p);
	return p;
}

void
program_free(struct program *p)
{
	if (p == NULL)
		return;
	for (const struct node *n = p->matchers; n != NULL; n = n->next_matcher)
		matcher_free(n->matcher);
	for (size_t i = 0; p->list != NULL && i < p->rules->nlists; i++)
		codelist_free(p->list[i]);
	intern_free(p->names);
	free(p->day);
	arena_free(&p->mem);
	free(p);
}

void
rules_unused(const struct rules *rules, struct remarks *m)
{
	const struct list_decl *l = rules->list;
	const struct param *q = rules->param;

	for (size_t i = 0; i < rules->nlists; i++)
		if (!l[i].used)
			remark(m, false, "%s:%u: no rule uses the list '@%.*s'", l[i].at.file,
			    l[i].at.line, SLICE_ARG(l[i].name));
	for (size_t i = 0; i < rules->nparams; i++)
		if (!q[i].used)
			remark(m, false, "%s:%u: no rule uses the parameter '%.*s'", q[i].at.file,
			    q[i].at.line, SLICE_ARG(q[i].name));
	for (size_t i = 0; i < rules->nlinked; i++)
		if (!rules->linked[i]->link->used)
			remark(m, false, "%s:%u: no rule uses the file '%.*s'",
			    rules->linked[i]->link->at.file, rules->linked[i]->link->at.line,
			    SLICE_ARG(rules->linked[i]->link->name));
}
