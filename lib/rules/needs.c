#include "rules/needs.h"

#include <stdlib.h>

#include "base/memory.h"

/* Of a fault of a rule of groups, what is known are the columns by which it tells them apart. */
static size_t
fault_columns(const struct bound *of, int *col)
{
	size_t n = 0;

	for (size_t i = 0; i < of->rule->by.n; i++)
		col[n++] = of->by[i];
	for (size_t i = 0; i < of->rule->naxes; i++)
		if (!has_column(col, n, of->axis[i].col))
			col[n++] = of->axis[i].col;
	return n;
}

static void
add_need(struct program *p, struct bound *u, size_t needed)
{
	struct bound *of = &p->rule[needed];
	int *known = xcalloc(of->rule->by.n + of->rule->naxes + 1, sizeof(*known));
	size_t n = fault_columns(of, known);
	struct hold_back *h;

	u->needs = xrealloc(u->needs, u->nneeds + 1, sizeof(*u->needs));
	h = &u->needs[u->nneeds++];
	*h = (struct hold_back){.rule = needed,
	    .col = xcalloc(u->rule->by.n + n + 1, sizeof(*h->col))};
	of->needed = true;
	if (u->rule->by.n > 0) {
		for (size_t i = 0; i < u->rule->by.n; i++)
			if (!of->group || has_column(known, n, u->by[i]))
				h->col[h->ncols++] = u->by[i];
	} else if (!of->group) {
		h->same_row = !u->group;
	} else if (!u->group) {
		for (size_t i = 0; i < n; i++)
			h->col[h->ncols++] = known[i];
	}
	free(known);
}

static const struct rule *
find_rule(const struct rules *r, struct slice id)
{
	for (size_t i = 0; i < r->nrules; i++)
		if (slice_eq(r->rule[i].id, id))
			return &r->rule[i];
	return NULL;
}

/* first: by rule of the file, the first of the program that was made of it; those of one stand together. */
static void
bind_need(struct program *p, struct remarks *m, struct bound *u, size_t i, const size_t *first,
    bool some)
{
	const struct rule *rule = u->rule, *other = find_rule(p->rules, rule->needs.name[i]);
	bool tell = u == &p->rule[first[rule - p->rules->rule]];	/* once for all of each: */
	size_t k;

	if (other == NULL) {
		if (tell)
			remark(m, true, "%s:%u: rule %.*s needs '%.*s': no such rule", rule->file,
			    rule->needs.at[i].line, SLICE_ARG(rule->id), SLICE_ARG(rule->needs.name[i]));
		return;
	}
	k = first[other - p->rules->rule];
	if (k == SIZE_MAX && tell && !some && other->header != rule->header)
		remark(m, true, "%s:%u: rule %.*s needs '%.*s', which is not on the same rows",
		    rule->file, rule->needs.at[i].line, SLICE_ARG(rule->id),
		    SLICE_ARG(rule->needs.name[i]));
	for (; k < p->nrules && p->rule[k].rule == other; k++)
		add_need(p, u, k);
}

void
bind_needs(struct program *p, struct remarks *m, bool some)
{
	size_t *first = xcalloc(p->rules->nrules + 1, sizeof(*first));

	for (size_t i = 0; i < p->rules->nrules; i++)
		first[i] = SIZE_MAX;
	for (size_t r = p->nrules; r-- > 0;)
		first[p->rule[r].rule - p->rules->rule] = r;
	for (size_t r = 0; r < p->nrules; r++)
		for (size_t i = 0; i < p->rule[r].rule->needs.n; i++)
			bind_need(p, m, &p->rule[r], i, first, some);
	free(first);
}

void
put_in_order(struct program *p, struct remarks *m)
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
