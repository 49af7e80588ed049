#include <stdlib.h>

#include "base/memory.h"
#include "rules/state.h"

/* no overlap(start, end): the closed intervals of each group, by their starts. */

struct interval {
	struct figure from, to;
	bool open;		/* to is blank: it has no end */
};

enum { SLOTS = 8 };	/* of rows, which only findings look at again */

struct overlaps {
	struct run *run;
	struct state *state;
	struct interval *v;	/* by row of a group */
	struct ranked *start;	/* those of its rows that have one */
	size_t cap, ranked_cap;
	struct arena mem;	/* of their wide numbers */
};

/* "2014-01-01 to 2014-03-31", "2014-01-01 onwards". */
static void
add_interval(struct textbuf *t, const struct row *row, struct columns arg)
{
	struct slice end = slice_trim(row->text[arg.col[1]]);

	textbuf_add(t, row->text[arg.col[0]]);
	textbuf_add(t, slice_of(end.n > 0 ? " to " : " onwards"));
	textbuf_add(t, end);
}

/* An interval that ends before it begins: a finding about its end. */
static void
tell_reversed(struct overlaps *o, struct row *row)
{
	struct run *r = o->run;
	struct state *s = o->state;
	struct columns arg = s->rule->arg;
	struct textbuf *w = r->words;

	words_begin(r, s->rule, false);
	textbuf_add(&w[FOUND], row->text[arg.col[1]]);
	textbuf_add(&w[EXPECTED], row->text[arg.col[0]]);
	textbuf_add(&w[EXPECTED], slice_of(" or later"));
	add_interval(&w[MESSAGE], row, arg);
	textbuf_add(&w[MESSAGE], slice_of(" ends before it begins"));
	s->column = arg.col[1];
	run_tell_words(r, s, row, ABOUT_ROW);
	s->column = s->rule->column;
}

/* A row begins before `latest`, the one that reaches furthest of those before it, has ended. */
static void
tell_overlap(struct overlaps *o, size_t at, size_t latest)
{
	struct run *r = o->run;
	struct state *s = o->state;
	struct columns arg = s->rule->arg;
	struct row *row = wait_at(r, at), *with = wait_beside(r, latest);
	struct textbuf *w = r->words;
	bool open = o->v[latest].open;
	struct figure days;
	char buf[FIGURE_TEXT];

	words_begin(r, s->rule, false);
	textbuf_add(&w[FOUND], row->text[arg.col[0]]);
	textbuf_add(&w[EXPECTED], slice_of(open ? "no row from " : "after "));
	textbuf_add(&w[EXPECTED], with->text[arg.col[!open]]);
	textbuf_add(&w[EXPECTED], slice_of(open ? " on" : ""));
	if (!open && figure_sub(o->v[at].from, o->v[latest].to, &o->mem, &days))
		textbuf_add(&w[DIFFERENCE], (struct slice){buf, figure_format(buf, days, -1)});
	add_interval(&w[MESSAGE], row, arg);
	textbuf_add(&w[MESSAGE], slice_of(" overlaps with "));
	add_interval(&w[MESSAGE], with, arg);
	words_add_place(&w[MESSAGE], r, row, run_place(with));
	run_tell_words(r, s, row, ABOUT_ROW);
}

/* Takes the row's interval, or reports what it has instead. */
static bool
has_interval(struct overlaps *o, struct row *row, struct interval *v)
{
	struct run *r = o->run;
	struct state *s = o->state;
	struct columns arg = s->rule->arg;
	const struct value *from = row_value(row, arg.col[0]), *to = row_value(row, arg.col[1]);

	if (from->kind == VALUE_HUGE || to->kind == VALUE_HUGE) {
		run_tell_undecided(r, s, row, ABOUT_ROW);
		s->counts.checked++;
		return false;
	}
	v->open = to->kind == VALUE_BLANK;
	if (!value_rank(from, &o->mem, &v->from)) {
		run_tell_unknown(r, s, row, arg.col[0]);
		return false;
	}
	if (!v->open && !value_rank(to, &o->mem, &v->to)) {
		run_tell_unknown(r, s, row, arg.col[1]);
		return false;
	}
	s->counts.checked++;
	if (v->open || rank_compare(v->to, v->from) >= 0)
		return true;
	tell_reversed(o, row);
	return false;
}

/* The rows that have an interval, by their starts. */
static size_t
rank_group(struct overlaps *o, size_t n)
{
	struct ranked *start;
	size_t nranked = 0, last = 0;
	bool sorted = true;

	o->v = xgrow(o->v, &o->cap, n, sizeof(*o->v));
	start = o->start = xgrow(o->start, &o->ranked_cap, n, sizeof(*o->start));
	for (size_t i = 0; i < n; i++) {
		if (!has_interval(o, wait_at(o->run, i), &o->v[i]))
			continue;
		sorted &= nranked == 0 || rank_compare(o->v[last].from, o->v[i].from) <= 0;
		start[nranked++].row = (uint32_t)i;
		last = i;
	}
	if (sorted)
		return nranked;
	for (size_t k = 0; k < nranked; k++)
		start[k].rank = o->v[start[k].row].from;
	order_sort(start, nranked);
	return nranked;
}

static void
look_at_group(void *arg, size_t n)
{
	struct overlaps *o = arg;
	size_t nranked = rank_group(o, n);
	uint32_t latest = nranked > 0 ? o->start[0].row : 0, at;
	const struct interval *v, *last;

	for (size_t i = 1; i < nranked; i++) {
		at = o->start[i].row;
		v = &o->v[at];
		last = &o->v[latest];
		if (last->open || rank_compare(v->from, last->to) <= 0)
			tell_overlap(o, at, latest);
		if (!last->open && (v->open || rank_compare(v->to, last->to) > 0))
			latest = at;
	}
	arena_free(&o->mem);
}

void
overlap_finish(struct run *r, struct state *s)
{
	struct overlaps o = {.run = r, .state = s};

	wait_groups(r, s, SLOTS, look_at_group, &o);
	free(o.v);
	free(o.start);
}
