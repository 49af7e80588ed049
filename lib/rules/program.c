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

bool
type_is_number(enum type t)
{
	return t == TYPE_NUMBER || t == TYPE_PERCENT;
}

bool
has_column(const int *col, size_t n, int wanted)
{
	for (size_t i = 0; i < n; i++)
		if (col[i] == wanted)
			return true;
	return false;
}

/* By name; columns of the same name (S06) in their order. */
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
