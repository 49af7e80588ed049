#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/errmsg.h"
#include "base/memory.h"
#include "rules/function.h"
#include "rules/rules.h"

/* Which linked files the rules name, and in which order these can be read. */

size_t
rules_linked(const struct rules *r, struct slice name)
{
	size_t i = 0;

	while (i < r->nlinked && !slice_eq(r->linked[i]->link->name, name))
		i++;
	return i;
}

/* The end of a message on a name that no file has: the nearest one, or what was expected. */
static void
suggest_file(const struct rules *r, struct slice name, char near[SUGGEST_SIZE],
    const char *expected)
{
	struct slice *known = xcalloc(r->nlinked + 1, sizeof(*known));

	for (size_t i = 0; i < r->nlinked; i++)
		known[i] = r->linked[i]->link->name;
	if (suggest(near, name, known, r->nlinked)[0] == '\0')
		snprintf(near, SUGGEST_SIZE, "%s", expected);
	free(known);
}

int
rules_set_file(struct rules *r, const char *arg, struct errmsg *e)
{
	const char *eq = strchr(arg, '=');
	struct slice name = {arg, eq == NULL ? 0 : (size_t)(eq - arg)};
	size_t i = rules_linked(r, name);
	char near[SUGGEST_SIZE];

	if (eq == NULL || eq[1] == '\0')
		return errmsg_set(e, "--file: '%s' is not NAME=PATH", arg);
	if (i == r->nlinked) {
		suggest_file(r, name, near, "; expected the name in 'file NAME from ...'");
		return errmsg_set(e, "--file: '%.*s' is not a linked file of the rules%s",
		    SLICE_ARG(name), near);
	}
	r->linked[i]->link->path = arena_copy(&r->mem, slice_of(eq + 1)).p;
	return 0;
}

/* The search for the files that a rule names. */
struct naming {
	struct rules *rules;
	const struct rule *rule;
	bool *needs;			/* by file, and of those by file: its rules look up that */
	struct errmsg *e;
	bool failed;
};

static void
no_such_file(struct naming *s, struct slice name, unsigned line)
{
	char near[SUGGEST_SIZE];

	suggest_file(s->rules, name, near, "; expected one declared with 'file'");
	errmsg_set(s->e, "%s:%u: rule %.*s: no linked file '%.*s'%s", s->rule->file, line,
	    SLICE_ARG(s->rule->id), SLICE_ARG(name), near);
	s->failed = true;
}

/* Notes that the rule looks up a column (or, with none, rows) of the file. */
static void
note_field(struct naming *s, struct slice table, struct slice field, unsigned line)
{
	struct rules *r = s->rules;
	size_t at = rules_linked(r, table), from = rules_linked(r, s->rule->on);
	struct file_link *link;
	size_t n;

	if (s->failed)
		return;
	if (at == r->nlinked) {
		no_such_file(s, table, line);
		return;
	}
	link = r->linked[at]->link;
	link->used = true;
	if (from < r->nlinked)
		s->needs[from * r->nlinked + at] = true;
	link->rows |= field.p == NULL;
	if (field.p == NULL || names_have(&link->fields, field))
		return;
	n = link->fields.n;
	*(struct slice *)RULES_ADD(&r->mem, link->fields.name, n) = field;
	*(struct place *)RULES_ADD(&r->mem, link->fields.at, link->fields.n) =
	    (struct place){s->rule->file, line};
}

static void
visit(void *naming, const struct node *n)
{
	struct naming *s = naming;
	bool rows = n->op == N_AGG && n->function->rows && n->a != NULL && n->a->op == N_NAME;

	if (n->op == N_FIELD)
		note_field(s, n->table, n->text, n->line);
	else if (n->op == N_LINKED)
		note_field(s, n->table, (struct slice){0}, n->line);
	else if (rows && rules_linked(s->rules, n->a->text) < s->rules->nlinked)
		note_field(s, n->a->text, (struct slice){0}, n->line);
}

static void
note_rule(struct naming *s)
{
	const struct rule *rule = s->rule;
	size_t on = rules_linked(s->rules, rule->on);

	if (rule->on.p != NULL && on == s->rules->nlinked)
		no_such_file(s, rule->on, rule->on_line);
	else if (rule->on.p != NULL)
		s->rules->linked[on]->link->used = true;
	if (!rule->fields && s->rules->nlinked == 0)
		return;
	node_walk(rule->where, visit, s);
	node_walk(rule->check, visit, s);
	node_walk(rule->each_field, visit, s);
	node_walk(rule->each_where, visit, s);
	for (size_t i = 0; i < rule->nlets; i++)
		node_walk(rule->let[i].expr, visit, s);
	for (size_t i = 0; i < rule->nsay; i++)
		node_walk(rule->say[i].expr, visit, s);
}

/* The next file that the rules on this one look up, of those in a cycle or before one. */
static size_t
next_file(const struct naming *s, size_t at, const bool *done)
{
	size_t n = s->rules->nlinked, next = 0;

	while (done[next] || !s->needs[at * n + next])
		next++;
	return next;
}

/* Reports "plans -> children -> plans"; done: the files that have their place in the order. */
static int
report_cycle(const struct naming *s, const bool *done)
{
	const struct rules *r = s->rules;
	const struct file_link *first;
	struct textbuf path = {0};
	size_t at = 0, from;

	while (done[at])
		at++;
	for (size_t i = 0; i < r->nlinked; i++)		/* into the cycle */
		at = next_file(s, at, done);
	first = r->linked[at]->link;
	from = at;
	do {
		textbuf_addf(&path, "%.*s -> ", SLICE_ARG(r->linked[at]->link->name));
		at = next_file(s, at, done);
	} while (at != from);
	errmsg_set(s->e, "%s:%u: the rules on file '%.*s' look it up again (%s%.*s); expected them "
	    "to look up other files, or a second 'file' from the same path", first->at.file,
	    first->at.line, SLICE_ARG(first->name), path.p, SLICE_ARG(first->name));
	textbuf_free(&path);
	return -1;
}

/* Each file after those that its rules look up. */
static int
put_in_order(struct naming *s)
{
	struct rules *r = s->rules;
	size_t n = r->nlinked, placed = 0;
	bool *done = xcalloc(n + 1, sizeof(*done)), moved = true, ready;
	struct rules **order = arena_alloc(&r->mem, (n + 1) * sizeof(*order));
	int status = 0;

	while (moved) {
		moved = false;
		for (size_t i = 0; i < n; i++) {
			ready = !done[i];
			for (size_t k = 0; k < n && ready; k++)
				ready = done[k] || !s->needs[i * n + k];
			if (!ready)
				continue;
			order[placed++] = r->linked[i];
			done[i] = moved = true;
		}
	}
	if (placed < n)
		status = report_cycle(s, done);
	free(done);
	r->linked = order;
	return status;
}

int
rules_link(struct rules *r, struct errmsg *e)
{
	struct naming s = {.rules = r, .e = e,
	    .needs = xcalloc(r->nlinked * r->nlinked + 1, sizeof(*s.needs))};
	int status;

	for (size_t i = 0; i < r->nrules && !s.failed; i++) {
		s.rule = &r->rule[i];
		note_rule(&s);
	}
	status = s.failed ? -1 : put_in_order(&s);
	for (size_t i = 0; i < r->nlinked && status == 0; i++) {
		struct rules *f = r->linked[i];

		f->any = true;
		f->input = r;
		f->rule = r->rule;
		f->nrules = r->nrules;
		f->list = r->list;
		f->nlists = r->nlists;
		f->param = r->param;
		f->nparams = r->nparams;
		f->builtin = r->builtin;
		f->nbuiltins = r->nbuiltins;
		f->linked = r->linked;
		f->nlinked = r->nlinked;
	}
	free(s.needs);
	return status;
}
