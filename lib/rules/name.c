#include "rules/name.h"

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

void
remark_at(struct binder *b, unsigned line, const char *fmt, ...)
{
	struct errmsg text;
	va_list ap;

	va_start(ap, fmt);
	errmsg_vset(&text, fmt, ap);
	va_end(ap);
	if (b->rule != NULL && b->bound != NULL && b->bound->each >= 0)
		remark(b->m, true, "%s:%u: rule %.*s, %s: %s (%.*s is '%.*s')", b->file, line,
		    SLICE_ARG(b->rule->id), b->clause, text.text, SLICE_ARG(b->rule->each),
		    SLICE_ARG(b->program->col[b->bound->each].name));
	else if (b->rule != NULL)
		remark(b->m, true, "%s:%u: rule %.*s, %s: %s", b->file, line,
		    SLICE_ARG(b->rule->id), b->clause, text.text);
	else
		remark(b->m, true, "%s:%u: %s", b->file, line, text.text);
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
name_index(struct program *p)
{
	p->by_name = arena_alloc(&p->mem, (p->ncols + 1) * sizeof(*p->by_name));
	for (size_t i = 0; i < p->ncols; i++)
		p->by_name[i] = (int)i;
	if (p->ncols > 0)
		qsort_r(p->by_name, p->ncols, sizeof(*p->by_name), by_name, p->col);
}

int
name_column(const struct program *p, struct slice name)
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

/* The name that needs fewest changes, at most half of its letters; n: there is none. */
static size_t
nearest(struct slice name, const struct slice *known, size_t n)
{
	size_t best = n, least = name.n / 2 + 1, d;

	for (size_t i = 0; i < n; i++)
		if ((d = slice_distance(name, known[i], least)) < least) {
			least = d;
			best = i;
		}
	return best;
}

/* "no WHAT 'name'; did you mean 'X'?", or a hint when no name is like it. */
static void
no_such(struct binder *b, unsigned line, const char *what, const char *sigil, struct slice name,
    const struct slice *known, size_t n, const char *hint)
{
	size_t i = nearest(name, known, n);

	if (i < n)
		remark_at(b, line, "no %s '%s%.*s'; did you mean '%s%.*s'?", what, sigil,
		    SLICE_ARG(name), sigil, SLICE_ARG(known[i]));
	else
		remark_at(b, line, "no %s '%s%.*s'%s", what, sigil, SLICE_ARG(name), hint);
}

void
name_unknown(struct binder *b, struct slice name, unsigned line, bool column_only)
{
	const struct rules *r = b->program->rules;
	size_t n = 0;
	struct slice *known;

	b->missing = true;
	for (size_t i = 0; b->rule != NULL && i < b->rule->nlets; i++)
		if (slice_eq(b->rule->let[i].name, name)) {
			remark_at(b, line, column_only ? "'%.*s' is a let; expected a column" :
			    "the let '%.*s' is not defined yet here", SLICE_ARG(name));
			return;
		}
	if (b->opt->some && !(b->rule != NULL && slice_eq(b->rule->id, b->opt->must)))
		return;
	known = xcalloc(b->program->ncols + b->nlets + r->nparams + 1, sizeof(*known));
	for (size_t i = 0; i < b->program->ncols; i++)
		known[n++] = b->program->col[i].name;
	for (size_t i = 0; i < b->nlets && !column_only; i++)
		known[n++] = b->rule->let[i].name;
	for (size_t i = 0; i < r->nparams && !column_only; i++)
		known[n++] = r->param[i].name;
	no_such(b, line, "column", "", name, known, n, " in the file");
	free(known);
}

int
name_bind_column(struct binder *b, struct slice name, unsigned line)
{
	int col = name_column(b->program, name);

	if (col < 0 && b->rule != NULL && b->bound != NULL && b->bound->each >= 0 &&
	    slice_eq(b->rule->each, name)) {
		b->each_used = true;
		return b->bound->each;
	}
	if (col < 0)
		name_unknown(b, name, line, true);
	return col;
}

struct codelist *
name_bind_list(struct binder *b, struct slice name, unsigned line)
{
	struct rules *r = (struct rules *)b->program->rules;
	struct slice *known = xcalloc(r->nlists + 1, sizeof(*known));
	struct codelist *list = NULL;
	size_t i;

	for (i = 0; i < r->nlists && !slice_eq(r->list[i].name, name); i++)
		known[i] = r->list[i].name;
	if (i < r->nlists) {
		r->list[i].used = true;
		list = b->program->list[i];
		if (b->opt->header && r->list[i].valid_from.p != NULL)
			remark_at(b, line, "@%.*s is valid by period, which headings do not have",
			    SLICE_ARG(name));
	} else {
		no_such(b, line, "list", "@", name, known, i, "; lists are declared with 'list'");
	}
	free(known);
	return list;
}
