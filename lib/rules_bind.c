#include "rules_bind.h"

#include <stdlib.h>
#include <string.h>

#include "intern.h"
#include "matcher.h"
#include "rules_type.h"
#include "xalloc.h"

/* A column named in a heading: it may be in `columns` and not in the file, which is S12's to say. */
static int
heading_column(struct binder *b, struct slice name, unsigned line)
{
	const struct rules *r = b->plan->rules;
	int col = plan_column(b->plan, name);

	if (col >= 0 || b->opt->some)
		return col;
	for (size_t i = 0; i < r->columns.n; i++)
		if (slice_eq(r->columns.name[i], name))
			return -1;
	return bind_column(b, name, line);
}

static void
declare(struct binder *b, const struct names *names, enum type type, const char *as)
{
	for (size_t i = 0; i < names->n; i++) {
		int col = heading_column(b, names->name[i], names->line[i]);
		enum type *have = col < 0 ? NULL : &b->plan->col[col].type;

		if (have == NULL)
			continue;
		if (*have != TYPE_ANY && *have != type)
			remark(b->m, true, "%s:%u: '%.*s' is declared %s and something else before",
			    b->file, names->line[i], SLICE_ARG(names->name[i]), as);
		*have = type;
	}
}

static void
bind_dates(struct binder *b, const struct rules *r)
{
	struct errmsg e;
	int col;

	b->plan->date_form = xcalloc(r->ndates + 1, sizeof(*b->plan->date_form));
	for (size_t i = 0; i < r->ndates; i++) {
		struct periodform *form = &b->plan->date_form[i];
		const struct names *names = &r->date[i].names;

		declare(b, names, TYPE_DATE, "a date");
		if (r->date[i].form.p == NULL)
			continue;
		if (periodform_set(form, r->date[i].form, &e) != 0 || form->freq != PERIOD_DAY)
			remark(b->m, true, "%s:%u: '%.*s' is no form of a date; made of YYYY, MM or "
			    "Mon, DD, as in DD/MM/YYYY", b->file, names->line[0],
			    SLICE_ARG(r->date[i].form));
		for (size_t k = 0; k < names->n; k++)
			if ((col = plan_column(b->plan, names->name[k])) >= 0)
				b->plan->col[col].form = form;
	}
}

static void
bind_period(struct binder *b, const struct rules *r)
{
	struct errmsg e;
	struct plan *p = b->plan;

	p->period = -1;
	if (r->period.p == NULL)
		return;
	if (periodform_set(&p->form, r->period_form, &e) != 0)
		remark(b->m, true, "%s:%u: %s", b->file, r->period_line, e.text);
	p->period = heading_column(b, r->period, r->period_line);
	if (p->period < 0)
		return;
	p->col[p->period].type = TYPE_PERIOD;
	p->col[p->period].form = &p->form;
}

static void
bind_ranges(struct binder *b, const struct rules *r)
{
	for (size_t i = 0; i < r->nranges; i++)
		if (!rules_symbol(r, r->range[i].symbol))
			remark(b->m, true, "%s:%u: the range of '%.*s', which is not among the "
			    "'symbols'", b->file, r->range[i].line, SLICE_ARG(r->range[i].symbol));
}

static void
want_declared_number(struct binder *b, int col, const char *heading, unsigned line)
{
	if (b->plan->col[col].type != TYPE_NUMBER)
		remark(b->m, true, "%s:%u: '%.*s' is %s but not a number; add it to the heading "
		    "'number'", b->file, line, SLICE_ARG(b->plan->col[col].name), heading);
}

static void
bind_rounding(struct binder *b, const struct rules *r)
{
	struct column *c;
	struct half_unit *h;
	int col;

	for (size_t i = 0; i < r->nprinted; i++)
		for (size_t k = 0; k < r->printed[i].names.n; k++) {
			col = heading_column(b, r->printed[i].names.name[k],
			    r->printed[i].names.line[k]);
			if (col < 0)
				continue;
			want_declared_number(b, col, "printed", r->printed[i].names.line[k]);
			b->plan->col[col].printed = true;
			b->plan->col[col].decimals = r->printed[i].decimals;
		}
	for (size_t i = 0; i < r->nrounded; i++) {
		struct binder scope = *b;
		struct node *where = node_clone(&b->plan->mem, r->rounded[i].where);

		scope.file = r->rounded[i].file;
		scope.in_where = true;
		if (where != NULL)
			bind_cond(&scope, where);
		for (size_t k = 0; k < r->rounded[i].names.n; k++) {
			col = heading_column(b, r->rounded[i].names.name[k], r->rounded[i].line);
			if (col < 0)
				continue;
			want_declared_number(b, col, "rounded", r->rounded[i].line);
			c = &b->plan->col[col];
			c->rounded = xrealloc(c->rounded, c->nrounded + 1, sizeof(*c->rounded));
			h = &c->rounded[c->nrounded++];
			h->where = where;
			h->half = rat_of_dec(r->rounded[i].base);
			h->half.d *= 2;
		}
	}
	for (size_t i = 0; i < r->exact.n; i++) {
		col = heading_column(b, r->exact.name[i], r->exact.line[i]);
		if (col >= 0 && (b->plan->col[col].printed || b->plan->col[col].nrounded > 0))
			remark(b->m, true, "%s:%u: '%.*s' is declared exact, and printed or rounded "
			    "too", b->file, r->exact.line[i], SLICE_ARG(r->exact.name[i]));
	}
}

static void
bind_headings(struct binder *b)
{
	struct rules *r = (struct rules *)b->plan->rules;
	struct plan *p = b->plan;
	struct errmsg e;

	bind_period(b, r);
	declare(b, &r->number, TYPE_NUMBER, "a number");
	bind_dates(b, r);
	bind_ranges(b, r);
	p->list = xcalloc(r->nlists + 1, sizeof(*p->list));
	for (size_t i = 0; i < r->nlists; i++)
		if ((p->list[i] = codelist_load(&r->list[i], &p->form, &e)) == NULL)
			remark(b->m, true, "%s", e.text);
	if (b->m->fatal)
		return;
	bind_rounding(b, r);
	p->key = xcalloc(r->key.n + 1, sizeof(*p->key));
	for (size_t i = 0; i < r->key.n; i++) {
		int col = heading_column(b, r->key.name[i], r->key.line[i]);

		if (col >= 0)
			p->key[p->nkey++] = col;
	}
}

static int *
bind_names(struct binder *b, const struct names *names)
{
	int *col = xcalloc(names->n + 1, sizeof(*col));

	for (size_t i = 0; i < names->n; i++)
		col[i] = bind_column(b, names->name[i], names->line[i]);
	return col;
}

static void
bind_axes(struct binder *b)
{
	const struct rule *rule = b->rule;

	b->bound->axis = xcalloc(rule->naxes + 1, sizeof(*b->bound->axis));
	for (size_t i = 0; i < rule->naxes; i++) {
		struct bound_axis *x = &b->bound->axis[i];

		x->col = bind_column(b, rule->axis[i].name, rule->check_line);
		if (rule->axis[i].list.p == NULL)
			continue;
		x->list = bind_list(b, rule->axis[i].list, rule->check_line);
		if (x->list == NULL)
			continue;
		x->list_col = codelist_column(x->list, rule->axis[i].name);
		x->list_index = codelist_index(x->list, &x->list_col, 1);
	}
}

struct first {
	const struct bound *bound;
	int col;
};

static void
first_visit(struct node *n, void *arg)
{
	struct first *f = arg;

	if (f->col >= 0 || n->op != N_NAME)
		return;
	if (n->ref == REF_COLUMN)
		f->col = n->index;
	else if (n->ref == REF_LET)
		node_walk(f->bound->let[n->index], first_visit, f);
}

/* The column of the first name in the check, looking through lets. */
static int
first_column(const struct bound *bound)
{
	struct first f = {bound, -1};

	if (bound->rule->naxes > 0)
		return bound->axis[0].col;
	if (bound->arg != NULL && bound->rule->args.n > 0)
		return bound->arg[0];
	if (bound->check != NULL)
		node_walk(bound->check, first_visit, &f);
	return f.col;
}

struct holding {
	const struct bound *bound;
	bool *held;
	bool aggregates;	/* what stands in them too */
};

static void
hold_tree(struct holding *h, struct node *n)
{
	for (; n != NULL; n = n->next) {
		if (n->op == N_AGG && !h->aggregates)
			continue;
		if (n->op == N_FUNC && n->func == FN_PREVIOUS && n->row)
			continue;	/* taken from the other row */
		if (n->op == N_NAME && n->ref == REF_COLUMN)
			h->held[n->index] = true;
		if (n->op == N_NAME && n->ref == REF_LET)
			hold_tree(h, h->bound->let[n->index]);
		if (n->op == N_LIST && n->list != NULL && codelist_dated(n->list))
			h->held[-1] = true;	/* the period's: see hold() */
		hold_tree(h, n->a);
		hold_tree(h, n->b);
		hold_tree(h, n->c);
	}
}

static void
hold_intervals(const struct plan *p, struct holding *h)
{
	for (size_t c = 0; c < p->ncols; c++)
		for (size_t i = 0; h->held[c] && i < p->col[c].nrounded; i++)
			hold_tree(h, p->col[c].rounded[i].where);
}

static int *
list_held(const bool *held, size_t ncols, size_t *n)
{
	int *col = xcalloc(ncols + 1, sizeof(*col));

	*n = 0;
	for (size_t c = 0; c < ncols; c++)
		if (held[c])
			col[(*n)++] = (int)c;
	return col;
}

/* Which columns a waiting row must keep: those that its check, its say and its key name. */
static void
hold(struct plan *p, struct bound *u)
{
	bool *mem = xcalloc(p->ncols + 1, sizeof(*mem));
	struct holding h = {u, mem + 1, u->where_previous};
	const struct rule *rule = u->rule;

	if (u->where_previous)
		hold_tree(&h, u->where);
	for (size_t i = 0; u->where_previous && i < u->naggs; i++)
		hold_tree(&h, u->agg[i]);
	hold_tree(&h, u->check);
	for (size_t i = 0; i < rule->nsay; i++)
		hold_tree(&h, u->say[i]);
	if (u->previous_row || mem[0]) {
		if (p->period >= 0)
			h.held[p->period] = true;
		for (size_t i = 0; u->previous_row && i < p->nkey; i++)
			h.held[p->key[i]] = true;
	}
	for (size_t i = 0; i < rule->args.n; i++)
		h.held[u->arg[i]] = true;
	for (size_t i = 0; i < rule->args_to.n; i++)
		h.held[u->arg_to[i]] = true;
	for (size_t i = 0; i < rule->naxes; i++)
		h.held[u->axis[i].col] = true;
	if (!u->group || u->where_previous) {
		for (size_t i = 0; i < p->nkey; i++)
			h.held[p->key[i]] = true;
		for (size_t i = 0; i < rule->by.n; i++)
			h.held[u->by[i]] = true;
		if (u->column >= 0)
			h.held[u->column] = true;
		for (size_t i = 0; i < u->nneeds; i++)
			for (size_t k = 0; k < u->needs[i].ncols; k++)
				h.held[u->needs[i].col[k]] = true;
		for (size_t r = 0; u->needed && r < p->nrules; r++)
			for (size_t i = 0; i < p->rule[r].nneeds; i++)
				for (size_t k = 0; k < p->rule[r].needs[i].ncols; k++)
					if (&p->rule[p->rule[r].needs[i].rule] == u)
						h.held[p->rule[r].needs[i].col[k]] = true;
	}
	hold_intervals(p, &h);
	u->held = list_held(h.held, p->ncols, &u->nheld);
	free(mem);
}

struct previous_cols {
	struct holding h;
};

static void
previous_visit(struct node *n, void *arg)
{
	struct holding *h = arg;

	if (n->op == N_FUNC && n->func == FN_PREVIOUS && n->row)
		hold_tree(h, n->a);
}

static void
hold_previous(struct plan *p)
{
	bool *mem = xcalloc(p->ncols + 1, sizeof(*mem));
	struct holding h = {NULL, mem + 1, false};

	for (size_t r = 0; r < p->nrules; r++) {
		struct bound *u = &p->rule[r];

		h.bound = u;
		node_walk(u->where, previous_visit, &h);
		node_walk(u->check, previous_visit, &h);
		for (size_t i = 0; i < u->rule->nlets; i++)
			node_walk(u->let[i], previous_visit, &h);
		for (size_t i = 0; i < u->rule->nsay; i++)
			node_walk(u->say[i], previous_visit, &h);
	}
	hold_intervals(p, &h);
	p->previous_held = list_held(h.held, p->ncols, &p->nprevious_held);
	free(mem);
}

static void
bind_clauses(struct binder *b)
{
	struct bound *u = b->bound;
	struct rule *rule = b->rule;
	struct region *mem = &b->plan->mem;

	b->clause = "by";
	u->by = bind_names(b, &rule->by);
	b->clause = "where";
	if (rule->where != NULL) {
		u->where = node_clone(mem, rule->where);
		b->in_where = true;
		bind_cond(b, u->where);
		b->in_where = false;
	}
	b->clause = "let";
	u->let = xcalloc(rule->nlets + 1, sizeof(*u->let));
	for (size_t i = 0; i < rule->nlets; i++) {
		u->let[i] = node_clone(mem, rule->let[i].expr);
		bind_expr(b, u->let[i]);
		b->nlets = i + 1;
	}
	b->clause = "check";
	u->arg = bind_names(b, &rule->args);
	u->arg_to = bind_names(b, &rule->args_to);
	bind_axes(b);
	if (rule->check != NULL) {
		u->check = node_clone(mem, rule->check);
		bind_cond(b, u->check);
	}
	b->clause = "say";
	u->say = xcalloc(rule->nsay + 1, sizeof(*u->say));
	for (size_t i = 0; i < rule->nsay; i++)
		if (rule->say[i].expr != NULL) {
			u->say[i] = node_clone(mem, rule->say[i].expr);
			bind_expr(b, u->say[i]);
		}
}

static void
check_grain(struct binder *b)
{
	struct bound *u = b->bound;
	const struct rule *rule = b->rule;

	u->column = first_column(u);
	switch (rule->test) {
	case TEST_COND:
		u->group = !u->check->row;
		u->late = u->group || u->naggs > 0 || u->nshares > 0 || u->previous_row;
		break;
	case TEST_NO_GAPS:
		if (u->arg[0] >= 0 && u->arg[0] != b->plan->period && !b->missing)
			remark(b->m, true, "%s:%u: rule %.*s: no gaps() takes the period; '%.*s' is "
			    "not declared with 'period'", rule->file, rule->check_line,
			    SLICE_ARG(rule->id), SLICE_ARG(rule->args.name[0]));
		/* fall through */
	case TEST_EVERY:
		u->group = u->late = true;
		break;
	case TEST_UNIQUE:
	case TEST_DEPENDS:
		u->late = u->where_previous;
		break;
	}
	if (u->where != NULL && !b->missing && !b->m->fatal && cond_never(b->plan, u->where)) {
		u->never = true;
		remark(b->m, false, "%s:%u: rule %.*s: 'where: %.*s' is never true", rule->file,
		    rule->where_line, SLICE_ARG(rule->id), SLICE_ARG(rule->where->src));
	}
}

static void
bound_free(struct bound *u);

static void
add_bound(struct binder *b, int each)
{
	struct plan *p = b->plan;

	p->rule = xgrow(p->rule, &p->rule_cap, p->nrules + 1, sizeof(*p->rule));
	b->bound = &p->rule[p->nrules++];
	*b->bound = (struct bound){.rule = b->rule, .each = each, .column = -1};
	b->nlets = 0;
	b->missing = false;
	bind_clauses(b);
	if (b->missing) {
		bound_free(b->bound);
		p->nrules--;
		return;
	}
	check_grain(b);
}

static void
each_matching(struct binder *b)
{
	struct errmsg e;
	struct rule *rule = b->rule;
	struct matcher *m = matcher_new(rule->each_pattern, &e);
	size_t hits = 0;

	if (m == NULL) {
		remark(b->m, true, "%s:%u: rule %.*s: %s", rule->file, rule->each_line,
		    SLICE_ARG(rule->id), e.text);
		return;
	}
	for (size_t c = 0; c < b->plan->ncols; c++)
		if (matcher_test(m, b->plan->col[c].name)) {
			add_bound(b, (int)c);
			hits++;
		}
	matcher_free(m);
	if (hits == 0 && !b->opt->some)
		remark(b->m, true, "%s:%u: rule %.*s: no column matches \"%.*s\"", rule->file,
		    rule->each_line, SLICE_ARG(rule->id), SLICE_ARG(rule->each_pattern));
}

static void
bind_rule(struct binder *b, struct rule *rule)
{
	b->rule = rule;
	b->file = rule->file;
	b->clause = "each";
	b->bound = NULL;
	b->missing = false;
	if (rule->each.p == NULL) {
		add_bound(b, -1);
	} else if (rule->each_pattern.p != NULL) {
		each_matching(b);
	} else {
		for (size_t i = 0; i < rule->each_columns.n; i++) {
			int col = bind_column(b, rule->each_columns.name[i],
			    rule->each_columns.line[i]);

			if (col >= 0)
				add_bound(b, col);
		}
	}
}

/* The columns in which a fault of a rule is known: every one (NULL), or those marked. */
static bool *
fault_columns(const struct plan *p, const struct bound *u)
{
	bool *known;

	if (!u->group)
		return NULL;
	known = xcalloc(p->ncols + 1, sizeof(*known));
	for (size_t i = 0; i < u->rule->by.n; i++)
		known[u->by[i]] = true;
	for (size_t i = 0; i < u->rule->naxes; i++)
		known[u->axis[i].col] = true;
	return known;
}

static void
add_need(struct plan *p, struct bound *u, size_t needed)
{
	struct bound *of = &p->rule[needed];
	bool *known = fault_columns(p, of);
	struct hold_back *h;

	u->needs = xrealloc(u->needs, u->nneeds + 1, sizeof(*u->needs));
	h = &u->needs[u->nneeds++];
	*h = (struct hold_back){.rule = needed, .col = xcalloc(p->ncols + 1, sizeof(*h->col))};
	of->needed = true;
	if (u->rule->by.n > 0) {
		for (size_t i = 0; i < u->rule->by.n; i++)
			if (known == NULL || known[u->by[i]])
				h->col[h->ncols++] = u->by[i];
	} else if (known == NULL) {
		h->same_row = !u->group;
	} else if (!u->group) {
		for (size_t c = 0; c < p->ncols; c++)
			if (known[c])
				h->col[h->ncols++] = (int)c;
	}
	free(known);
}

static void
bind_needs(struct plan *p, struct remarks *m, bool some)
{
	for (size_t r = 0; r < p->nrules; r++) {
		const struct rule *rule = p->rule[r].rule;

		for (size_t i = 0; i < rule->needs.n; i++) {
			size_t hits = 0, id;

			for (size_t k = 0; k < p->nrules; k++)
				if (slice_eq(p->rule[k].rule->id, rule->needs.name[i])) {
					add_need(p, &p->rule[r], k);
					hits++;
				}
			for (id = 0; id < p->rules->nrules && !slice_eq(p->rules->rule[id].id,
			    rule->needs.name[i]); id++)
				;
			if (hits == 0 && id == p->rules->nrules)
				remark(m, true, "%s:%u: rule %.*s needs '%.*s': no such rule",
				    rule->file, rule->needs.line[i], SLICE_ARG(rule->id),
				    SLICE_ARG(rule->needs.name[i]));
			else if (hits == 0 && !some && p->rules->rule[id].header != rule->header)
				remark(m, true, "%s:%u: rule %.*s needs '%.*s', which is not on the "
				    "same rows", rule->file, rule->needs.line[i],
				    SLICE_ARG(rule->id), SLICE_ARG(rule->needs.name[i]));
		}
	}
}

/* Each rule behind those it needs; a circle is a remark. */
static void
put_in_order(struct plan *p, struct remarks *m)
{
	bool *done = xcalloc(p->nrules + 1, sizeof(*done)), moved = true, ready;
	size_t n = 0;

	p->order = xcalloc(p->nrules + 1, sizeof(*p->order));
	while (moved) {
		moved = false;
		for (size_t r = 0; r < p->nrules; r++) {
			ready = !done[r];
			for (size_t i = 0; ready && i < p->rule[r].nneeds; i++)
				ready = done[p->rule[r].needs[i].rule];
			if (!ready)
				continue;
			p->order[n++] = r;
			done[r] = moved = true;
		}
	}
	for (size_t r = 0; r < p->nrules && n < p->nrules; r++)
		if (!done[r]) {
			remark(m, true, "%s:%u: rule %.*s needs itself, by way of others perhaps",
			    p->rule[r].rule->file, p->rule[r].rule->line,
			    SLICE_ARG(p->rule[r].rule->id));
			p->order[n++] = r;
		}
	free(done);
}

struct plan *
plan_bind(struct rules *rules, const struct slice *headings, size_t n,
    const struct bind_options *opt, struct remarks *m)
{
	struct plan *p = xcalloc(1, sizeof(*p));
	struct binder b = {.plan = p, .file = rules->file, .m = m, .opt = opt};
	static const struct slice header_columns[] = {{"name", 4}, {"position", 8}};

	p->rules = rules;
	p->period = -1;
	p->ncols = opt->header ? 2 : n;
	p->col = xcalloc(p->ncols + 1, sizeof(*p->col));
	for (size_t i = 0; i < p->ncols; i++)
		p->col[i] = (struct column){.name = opt->header ? header_columns[i] : headings[i],
		    .type = opt->header && i == 1 ? TYPE_NUMBER : TYPE_ANY};
	if (opt->header) {
		struct errmsg e;

		p->list = xcalloc(rules->nlists + 1, sizeof(*p->list));
		for (size_t i = 0; i < rules->nlists; i++)
			if (rules->list[i].valid_from.p == NULL)
				p->list[i] = codelist_load(&rules->list[i], &p->form, &e);
	} else {
		bind_headings(&b);
	}
	for (size_t i = 0; i < rules->nrules && (p->list != NULL && (opt->header || !m->fatal ||
	    p->key != NULL)); i++)
		if (rules->rule[i].header == opt->header)
			bind_rule(&b, &rules->rule[i]);
	if (m->fatal)
		return p;
	bind_needs(p, m, opt->some);
	put_in_order(p, m);
	if (m->fatal)
		return p;
	for (size_t r = 0; r < p->nrules; r++)
		hold(p, &p->rule[r]);
	hold_previous(p);
	return p;
}

static void
release_visit(struct node *n, void *arg)
{
	(void)arg;
	intern_free(n->set);
	matcher_free(n->matcher);
	n->set = NULL;
	n->matcher = NULL;
}

static void
bound_free(struct bound *u)
{
	node_walk(u->where, release_visit, NULL);
	node_walk(u->check, release_visit, NULL);
	for (size_t i = 0; u->let != NULL && i < u->rule->nlets; i++)
		node_walk(u->let[i], release_visit, NULL);
	for (size_t i = 0; u->say != NULL && i < u->rule->nsay; i++)
		node_walk(u->say[i], release_visit, NULL);
	for (size_t i = 0; i < u->nneeds; i++)
		free(u->needs[i].col);
	free(u->needs);
	free(u->by);
	free(u->arg);
	free(u->arg_to);
	free(u->axis);
	free(u->let);
	free(u->say);
	free(u->agg);
	free(u->share);
	free(u->held);
}

void
plan_free(struct plan *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->nrules; i++)
		bound_free(&p->rule[i]);
	for (size_t i = 0; i < p->ncols; i++) {
		if (p->col[i].nrounded > 0 && p->col[i].rounded[0].where != NULL)
			for (size_t k = 0; k < p->col[i].nrounded; k++)
				node_walk(p->col[i].rounded[k].where, release_visit, NULL);
		free(p->col[i].rounded);
	}
	for (size_t i = 0; p->list != NULL && i < p->rules->nlists; i++)
		codelist_free(p->list[i]);
	free(p->list);
	free(p->col);
	free(p->key);
	free(p->date_form);
	free(p->rule);
	free(p->order);
	free(p->previous_held);
	region_free(&p->mem);
	free(p);
}

void
rules_unused(const struct rules *rules, struct remarks *m)
{
	for (size_t i = 0; i < rules->nlists; i++)
		if (!rules->list[i].used)
			remark(m, false, "%s:%u: no rule uses the list '@%.*s'", rules->list[i].file,
			    rules->list[i].line, SLICE_ARG(rules->list[i].name));
	for (size_t i = 0; i < rules->nparams; i++)
		if (!rules->param[i].used)
			remark(m, false, "%s:%u: no rule uses the parameter '%.*s'", rules->file,
			    rules->param[i].line, SLICE_ARG(rules->param[i].name));
}
