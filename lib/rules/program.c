#include "rules/program.h"

#include <stdlib.h>

#include "base/memory.h"

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

struct node *
node_clone(struct arena *mem, const struct node *n)
{
	struct node *c;

	if (n == NULL)
		return NULL;
	c = arena_alloc(mem, sizeof(*c));
	*c = *n;
	c->a = node_clone(mem, n->a);
	c->b = node_clone(mem, n->b);
	c->c = node_clone(mem, n->c);
	c->next = node_clone(mem, n->next);
	return c;
}

void
node_walk(struct node *n, void (*visit)(struct node *, void *), void *arg)
{
	for (; n != NULL; n = n->next) {
		visit(n, arg);
		node_walk(n->a, visit, arg);
		node_walk(n->b, visit, arg);
		node_walk(n->c, visit, arg);
	}
}

bool
type_is_number(enum type t)
{
	return t == TYPE_NUMBER || t == TYPE_PERCENT;
}

bool
rules_symbol(const struct rules *r, struct slice s)
{
	for (size_t i = 0; i < r->symbols.n; i++)
		if (slice_eq(r->symbols.name[i], s))
			return true;
	return false;
}

/* By name; columns of the same name, which S06 tells of, as they stand. */
static int
by_name(const void *a, const void *b, void *col)
{
	int x = *(const int *)a, y = *(const int *)b;
	int order = slice_cmp(((struct column *)col)[x].name, ((struct column *)col)[y].name);

	return order != 0 ? order : x - y;
}

void
program_index(struct program *p)
{
	p->by_name = xcalloc(p->ncols + 1, sizeof(*p->by_name));
	for (size_t i = 0; i < p->ncols; i++)
		p->by_name[i] = (int)i;
	if (p->ncols > 0)
		qsort_r(p->by_name, p->ncols, sizeof(*p->by_name), by_name, p->col);
}

int
program_column(const struct program *p, struct slice name)
{
	size_t lo = 0, hi = p->ncols, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (slice_cmp(p->col[p->by_name[mid]].name, name) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < p->ncols && slice_eq(p->col[p->by_name[lo]].name, name) ? p->by_name[lo] : -1;
}
