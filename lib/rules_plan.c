#include "rules_plan.h"

#include <stdarg.h>
#include <stdio.h>

void
remark(struct remarks *m, bool fatal, const char *fmt, ...)
{
	struct errmsg e;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(e.text, sizeof(e.text), fmt, ap);
	va_end(ap);
	m->fatal |= fatal;
	m->say(m->arg, fatal, e.text);
}

struct node *
node_clone(struct region *mem, const struct node *n)
{
	struct node *c;

	if (n == NULL)
		return NULL;
	c = region_alloc(mem, sizeof(*c));
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

int
plan_column(const struct plan *p, struct slice name)
{
	for (size_t i = 0; i < p->ncols; i++)
		if (slice_eq(p->col[i].name, name))
			return (int)i;
	return -1;
}
