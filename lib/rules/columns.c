#include "base/memory.h"
#include "rules/binder.h"

/* The columns of a program. */

/* Adds the period that is made of a date, unless its name or its date is wrong. */
static void
add_derived(struct program *p)
{
	const struct rules *r = p->rules;
	int from = name_column(p, r->period_from);

	if (name_column(p, r->period) >= 0 || from < 0)
		return;
	p->derived = (int)p->ncols;
	p->derived_from = from;
	p->col[p->ncols++].name = r->period;
}

void
columns_set(struct program *p, const struct slice *headings, size_t n, const struct bind_options *o)
{
	const struct names *declared[] = {&p->rules->columns, &p->rules->optional};
	struct slice from = p->rules->period_from, absent;
	size_t most = n + declared[0]->n + declared[1]->n + 1;
	bool some = o->header || o->some;

	p->col = arena_alloc(&p->mem, (most + by_most(p->rules, most)) * sizeof(*p->col));
	for (; p->ncols < n; p->ncols++)
		p->col[p->ncols].name = headings[p->ncols];
	name_index(p);
	if (!o->header && from.p != NULL)
		add_derived(p);
	for (size_t k = 0; k < LENGTH(declared) && !some; k++)
		for (size_t i = 0; i < declared[k]->n; i++) {
			absent = declared[k]->name[i];
			if (name_column(p, absent) >= 0)
				continue;
			p->col[p->ncols++] = (struct column){.name = absent, .absent = absent};
			if (from.p != NULL && slice_eq(absent, from))
				p->col[p->ncols++] = (struct column){.name = p->rules->period,
				    .absent = absent};
		}
	for (size_t i = 0; i < p->ncols; i++)
		p->col[i].type = TYPE_ANY;
	p->nall = p->ncols;
	if (p->ncols == n)
		return;
	intern_free(p->names);
	name_index(p);
}

void
columns_drop_absent(struct program *p, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->key.n; i++)
		if (p->key.col[i] < (int)n)
			p->key.col[kept++] = p->key.col[i];
	p->key.n = kept;
	p->period = p->period < (int)n ? p->period : -1;
	p->ncols = n;
}
