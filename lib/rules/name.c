#include "rules/name.h"

#include <stdlib.h>

#include "base/memory.h"

void
remark_at(struct binder *b, unsigned line, const char *fmt, ...)
{
	struct errmsg text;
	va_list ap;

	va_start(ap, fmt);
	errmsg_vset(&text, fmt, ap);
	va_end(ap);
	if (b->rule != NULL && b->bound != NULL && b->bound->each >= 0)
		remark(b->m, true, "%s:%u: rule %.*s, %s: %s (%.*s being '%.*s')", b->file, line,
		    SLICE_ARG(b->rule->id), b->clause, text.text, SLICE_ARG(b->rule->each),
		    SLICE_ARG(b->program->col[b->bound->each].name));
	else if (b->rule != NULL)
		remark(b->m, true, "%s:%u: rule %.*s, %s: %s", b->file, line,
		    SLICE_ARG(b->rule->id), b->clause, text.text);
	else
		remark(b->m, true, "%s:%u: %s", b->file, line, text.text);
}

/* The name spelt most like it, however far that is; n when there are none. */
static size_t
nearest_of(struct slice name, const struct slice *known, size_t n)
{
	size_t best = slice_nearest(name, known, n), least = SIZE_MAX, d;

	for (size_t i = 0; i < n && best == n; i++) {
		d = slice_distance(name, known[i], 255);
		if (d < least)
			least = d;
	}
	for (size_t i = 0; i < n && best == n; i++)
		if (slice_distance(name, known[i], 255) == least)
			best = i;
	return best;
}

void
unknown_name(struct binder *b, struct slice name, unsigned line, bool column_only)
{
	size_t nlets = column_only ? 0 : b->nlets, n = 0, i;
	size_t nparams = column_only ? 0 : b->program->rules->nparams;
	struct slice *known;

	b->missing = true;
	for (i = 0; b->rule != NULL && i < b->rule->nlets; i++)
		if (slice_eq(b->rule->let[i].name, name)) {
			remark_at(b, line, column_only ? "'%.*s' is a let; a column expected" :
			    "'%.*s' is a let that is not known yet here", SLICE_ARG(name));
			return;
		}
	if (b->opt->some && !(b->rule != NULL && slice_eq(b->rule->id, b->opt->must)))
		return;
	known = xcalloc(b->program->ncols + nlets + nparams + 1, sizeof(*known));
	for (i = 0; i < b->program->ncols; i++)
		known[n++] = b->program->col[i].name;
	for (i = 0; i < nlets; i++)
		known[n++] = b->rule->let[i].name;
	for (i = 0; i < nparams; i++)
		known[n++] = b->program->rules->param[i].name;
	i = nearest_of(name, known, n);
	remark_at(b, line, "no column '%.*s'%s%.*s%s", SLICE_ARG(name),
	    i < n ? "; the nearest is '" : " in the file", i < n ? (int)known[i].n : 0,
	    i < n ? known[i].p : "", i < n ? "'" : "");
	free(known);
}

int
bind_column(struct binder *b, struct slice name, unsigned line)
{
	int col = program_column(b->program, name);

	if (col < 0 && b->rule != NULL && b->bound != NULL && b->bound->each >= 0 &&
	    slice_eq(b->rule->each, name)) {
		b->each_used = true;
		return b->bound->each;
	}
	if (col < 0)
		unknown_name(b, name, line, true);
	return col;
}

struct codelist *
bind_list(struct binder *b, struct slice name, unsigned line)
{
	struct rules *r = (struct rules *)b->program->rules;
	struct slice *known;
	size_t i;

	for (i = 0; i < r->nlists; i++)
		if (slice_eq(r->list[i].name, name)) {
			r->list[i].used = true;
			if (b->opt->header && r->list[i].valid_from.p != NULL)
				remark_at(b, line, "@%.*s is valid by period, and a heading is of none",
				    SLICE_ARG(name));
			return b->program->list[i];
		}
	known = xcalloc(r->nlists + 1, sizeof(*known));
	for (i = 0; i < r->nlists; i++)
		known[i] = r->list[i].name;
	i = slice_nearest(name, known, r->nlists);
	remark_at(b, line, "no list '@%.*s'%s%.*s%s", SLICE_ARG(name),
	    i < r->nlists ? "; the nearest is '@" : "; lists are declared with 'list'",
	    i < r->nlists ? (int)known[i].n : 0, i < r->nlists ? known[i].p : "",
	    i < r->nlists ? "'" : "");
	free(known);
	return NULL;
}
