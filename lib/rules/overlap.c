#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/packed.h"
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
	struct packed_cells cells;	/* of a row that waits */
};

static inline char *
put(char *to, struct slice s)
{
	copy_text(to, s.p, s.n);
	return to + s.n;
}

/* "2014-01-01 to 2014-03-31", "2014-01-01 onwards", and some words after it. */
static inline void
add_interval(struct textbuf *t, const struct row *row, struct columns arg, const char *words)
{
	struct slice start = row->text[arg.col[0]], end = slice_trim(row->text[arg.col[1]]);
	struct slice between = slice_of(end.n > 0 ? " to " : " onwards");
	struct slice after = slice_of(words);
	size_t n = start.n + between.n + end.n + after.n;

	if (t->cap - t->n <= n)
		textbuf_room(t, n);
	*put(put(put(put(t->p + t->n, start), between), end), after) = '\0';
	t->n += n;
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
	add_interval(&w[MESSAGE], row, arg, " ends before it begins");
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
	if (open)
		textbuf_add(&w[EXPECTED], slice_of(" on"));
	if (!open && figure_sub(o->v[at].from, o->v[latest].to, &o->mem, &days))
		textbuf_add(&w[DIFFERENCE],
		    (struct slice){buf, figure_format(buf, FIGURE_COPY(days), -1)});
	add_interval(&w[MESSAGE], row, arg, " overlaps with ");
	add_interval(&w[MESSAGE], with, arg, "");
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

/* Not by a copy, for which the processor would wait. */
static inline void
set_day(struct figure *f, uint16_t day)
{
	f->n = PACKED_FIRST_DAY + day;
	f->h = 0;
	f->d = 1;
}

/* Takes the interval of a row of which nothing else is needed: days, and an end may be blank. */
static inline bool
has_days(struct overlaps *o, size_t i, struct interval *v)
{
	const struct columns arg = o->state->rule->arg;
	const char *p = packed_cells_at(wait_image(o->run, i));

	v->open = false;
	for (const struct packed_cell *c = o->cells.cell, *end = c + o->cells.n; c < end; c++) {
		bool day = (unsigned char)*p == PACKED_OTHER;

		if (day && c->col == arg.col[0])
			set_day(&v->from, packed_day(p));
		else if (day && c->col == arg.col[1])
			set_day(&v->to, packed_day(p));
		else if (c->col == arg.col[1] && *p == 0)
			v->open = true;
		else if (c->col == arg.col[0] || c->col == arg.col[1])
			return false;
		p = packed_over(p, c->valued);
	}
	if (!v->open && rank_compare(v->to, v->from) < 0)
		return false;
	wait_passed(o->run, i, p);
	o->state->counts.checked++;
	return true;
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
		if (!has_days(o, i, &o->v[i]) &&
		    !has_interval(o, wait_at(o->run, i), &o->v[i]))
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
	bool *all = xmalloc(r->program->nall);

	memset(all, true, r->program->nall);
	o.cells = packed_choose(&r->mem, &r->row, s->kept, all);
	free(all);
	wait_groups(r, s, SLOTS, look_at_group, &o);
	free(o.v);
	free(o.start);
}
