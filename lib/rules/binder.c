#include "rules/binder.h"

#include <stdlib.h>
#include <string.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/memory.h"
#include "rules/hint.h"
#include "table/role.h"

void
remark(struct remarks *m, bool fatal, const char *fmt, ...)
{
	struct errmsg e;
	va_list ap;

	va_start(ap, fmt);
	errmsg_vset(&e, fmt, ap);
	va_end(ap);
	m->fatal |= fatal;
	m->warned |= !fatal;
	m->say(m->arg, fatal, e.text);
}

void
remark_at(struct binder *b, unsigned line, const char *fmt, ...)
{
	struct errmsg text, rule = {0}, each = {0};
	va_list ap;

	va_start(ap, fmt);
	errmsg_vset(&text, fmt, ap);
	va_end(ap);
	if (b->rule != NULL)
		errmsg_set(&rule, "rule %.*s, %s: ", SLICE_ARG(b->rule->id), b->clause);
	if (b->rule != NULL && b->bound != NULL && b->bound->each >= 0)
		errmsg_set(&each, " (%.*s is '%.*s')", SLICE_ARG(b->rule->each),
		    SLICE_ARG(b->program->col[b->bound->each].name));
	remark(b->m, true, "%s:%u: %s%s%s", b->file, line, rule.text, text.text, each.text);
}

void
name_index(struct program *p)
{
	p->names = intern_new();
	p->by_name = arena_alloc(&p->mem, p->ncols * sizeof(*p->by_name));
	for (size_t i = p->ncols; i-- > 0;)
		p->by_name[intern_id(p->names, p->col[i].name)] = (int)i;
}

int
name_column(const struct program *p, struct slice name)
{
	uint32_t id = intern_find(p->names, name);

	return id != INTERN_NONE ? p->by_name[id] : -1;
}

void
name_use(struct binder *b, struct column *c)
{
	const struct names *optional = &b->program->rules->optional;

	c->used |= b->bound == NULL || c - b->program->col != b->bound->each;
	if (c->absent.p != NULL && (b->absent.p == NULL ||
	    (names_have(optional, b->absent) && !names_have(optional, c->absent))))
		b->absent = c->absent;
}

bool
name_is_taken(const struct program *p, struct slice name)
{
	const struct rules *r = p->rules;

	return name_column(p, name) >= 0 && (r->columns.n == 0 || names_have(&r->columns, name) ||
	    names_have(&r->optional, name) || name_column(p, name) == p->derived);
}

/*
 * "no WHAT 'name'; did you mean 'X'?", where at most half of the letters differ, and the text if
 * that is likely; or none.
 */
static void
no_such(struct binder *b, unsigned line, const char *what, struct slice name,
    const struct slice *known, size_t n, const char *none)
{
	const char *sigil = strcmp(what, "list") == 0 ? "@" : "";
	size_t best = n, least = name.n / 2 + 1, d;

	for (size_t i = 0; i < n; i++)
		if ((d = suggest_distance(name, known[i], least)) < least) {
			least = d;
			best = i;
		}
	if (b->text_likely && best < n)
		remark_at(b, line, "no %s '%.*s'; did you mean '%.*s', or the text \"%.*s\"?", what,
		    SLICE_ARG(name), SLICE_ARG(known[best]), SLICE_ARG(name));
	else if (b->text_possible && best == n)
		remark_at(b, line, "no %s '%.*s'; did you mean the text \"%.*s\"?", what,
		    SLICE_ARG(name), SLICE_ARG(name));
	else if (best < n)
		remark_at(b, line, "no %s '%s%.*s'; did you mean '%s%.*s'?", what, sigil,
		    SLICE_ARG(name), sigil, SLICE_ARG(known[best]));
	else
		remark_at(b, line, "%s", none);
}

void
name_unknown(struct binder *b, struct slice name, unsigned line, bool column_only)
{
	const struct rules *r = b->program->rules;
	const struct rule *rule = b->rule;
	size_t n = 0, nlets;
	struct slice *known;
	struct errmsg where, none;
	const char *hint = hint_name(name);

	b->missing = true;
	if (rule != NULL && RULES_FIND(rule->let, rule->nlets, name) < rule->nlets) {
		remark_at(b, line, column_only ? "'%.*s' is a let; expected a column" :
		    "the let '%.*s' is not defined yet here; expected one from above",
		    SLICE_ARG(name));
		return;
	}
	if (b->opt->some && !(rule != NULL && slice_eq(rule->id, b->opt->must)))
		return;
	if (rules_linked(r, name) < r->nlinked) {
		remark_at(b, line, "'%.*s' is a linked file; expected a look-up in it, as in "
		    "count(%.*s where %.*s.KEY = KEY), or one of its columns, as in %.*s.NAME",
		    SLICE_ARG(name), SLICE_ARG(name), SLICE_ARG(name), SLICE_ARG(name));
		return;
	}
	for (size_t i = 0; i < IS_KINDS && !column_only; i++)
		if (slice_is(name, is_kinds[i].name)) {
			remark_at(b, line, "no column '%.*s'; expected a value and 'is' before "
			    "it, as in NAME is not %.*s", SLICE_ARG(name), SLICE_ARG(name));
			return;
		}
	if (hint != NULL && !column_only) {
		remark_at(b, line, "no column '%.*s'; expected %s", SLICE_ARG(name), hint);
		return;
	}
	nlets = rule == NULL ? 0 : strcmp(b->clause, "by") == 0 ? rule->nlets :
	    column_only ? 0 : b->nlets;
	known = xcalloc(b->program->ncols + nlets + r->nparams + 1, sizeof(*known));
	for (size_t i = 0; i < b->program->ncols; i++)
		known[n++] = b->program->col[i].name;
	for (size_t i = 0; i < nlets; i++)
		known[n++] = rule->let[i].name;
	for (size_t i = 0; i < r->nparams && !column_only; i++)
		known[n++] = r->param[i].name;
	if (r->link != NULL)
		errmsg_set(&where, " in the linked file '%.*s'", SLICE_ARG(r->link->name));
	heading_missing_in(known, b->program->ncols, name, r->link != NULL ? where.text :
	    " in the file", &none);
	no_such(b, line, "column", name, known, n, none.text);
	free(known);
}

bool
name_is_each(struct binder *b, struct slice name)
{
	bool is = b->bound != NULL && b->bound->each >= 0 && slice_eq(b->rule->each, name);

	b->each_used |= is;
	return is;
}

int
name_computed(const struct binder *b, struct slice name)
{
	const struct columns *by = &b->bound->by;
	const struct column *col = b->program->col;

	for (size_t i = 0; i < by->n; i++)
		if (by->col[i] >= 0 && col[by->col[i]].from != NULL &&
		    slice_eq(col[by->col[i]].name, name))
			return by->col[i];
	return -1;
}

int
name_bind_column(struct binder *b, struct slice name, unsigned line)
{
	int col = name_column(b->program, name);

	if (col < 0 && name_is_each(b, name))
		return b->bound->each;
	if (col < 0)
		name_unknown(b, name, line, true);
	else
		name_use(b, &b->program->col[col]);
	return col;
}

struct codelist *
name_bind_list(struct binder *b, struct slice name, unsigned line)
{
	struct rules *r = (struct rules *)b->program->rules;
	size_t i = RULES_FIND(r->list, r->nlists, name);
	struct slice *known;
	struct errmsg none;

	if (i < r->nlists) {
		r->list[i].used = true;
		if (b->opt->header && r->list[i].valid_from.p != NULL)
			remark_at(b, line, "@%.*s is valid by period, which headings do not "
			    "have; expected a list without 'valid'", SLICE_ARG(name));
		return b->program->list[i];
	}
	known = xcalloc(r->nlists + 1, sizeof(*known));
	for (i = 0; i < r->nlists; i++)
		known[i] = r->list[i].name;
	errmsg_set(&none, "no list '@%.*s'; expected one declared with 'list'", SLICE_ARG(name));
	no_such(b, line, "list", name, known, r->nlists, none.text);
	free(known);
	return NULL;
}

bool
name_has_period(struct binder *b, const struct node *n, const char *what)
{
	const struct rules *r = b->program->rules;

	if (b->program->period < 0 && r->period.p != NULL)
		name_unknown(b, r->period, n->line, true);
	else if (b->program->period < 0)
		REMARK(b, n, "%s without a period; expected the heading 'period'", what);
	if (b->program->period >= 0)
		name_use(b, &b->program->col[b->program->period]);
	return b->program->period >= 0;
}

bool
name_has_key(struct binder *b, const struct node *n)
{
	const struct rules *r = b->program->rules;

	for (size_t i = 0; i < r->key.n && b->program->key.n < r->key.n; i++)
		if (name_column(b->program, r->key.name[i]) < 0)
			name_unknown(b, r->key.name[i], n->line, true);
	for (size_t i = 0; i < b->program->key.n; i++)
		name_use(b, &b->program->col[b->program->key.col[i]]);
	return b->program->key.n == r->key.n;
}
