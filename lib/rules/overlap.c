#include <stdlib.h>

#include "base/memory.h"
#include "rules/state.h"

/* no overlap(start, end): the closed intervals of each group, by their starts. */

struct interval {
	struct figure from, to;
	bool open;		/* to is blank: it has no end */
	size_t row;		/* in the entries of the state */
};

struct overlaps {
	struct run *run;
	struct state *state;
	struct interval *v;	/* those of a group */
	size_t n, cap;
	struct arena mem;	/* of their wide numbers */
	struct textbuf with;	/* the words of the interval that one overlaps with */
};

void
overlap_row(struct run *r, struct state *s, struct row *row)
{
	wait_row(r, s, row, NULL);
}

/* Loads the row to the run's held, and begins its finding. */
static void
begin(struct overlaps *o, size_t row)
{
	struct run *r = o->run;

	packed_load(&r->held, o->state->entry[row].image, o->state->kept);
	words_begin(r, o->state->rule, false);
}

/* "2014-01-01 to 2014-03-31", "2014-01-01 onwards", of the row in held. */
static void
add_interval(struct overlaps *o, struct textbuf *t)
{
	struct columns arg = o->state->rule->arg;
	const struct slice *text = o->run->held.text;
	struct slice end = slice_trim(text[arg.col[1]]);

	textbuf_add(t, text[arg.col[0]]);
	textbuf_add(t, slice_of(end.n > 0 ? " to " : " onwards"));
	textbuf_add(t, end);
}

/* An interval that ends before it begins: a finding about its end. */
static void
tell_reversed(struct overlaps *o, size_t row)
{
	struct run *r = o->run;
	struct state *s = o->state;
	struct columns arg = s->rule->arg;
	struct textbuf *w = r->words;

	begin(o, row);
	textbuf_add(&w[FOUND], r->held.text[arg.col[1]]);
	textbuf_add(&w[EXPECTED], r->held.text[arg.col[0]]);
	textbuf_add(&w[EXPECTED], slice_of(" or later"));
	add_interval(o, &w[MESSAGE]);
	textbuf_add(&w[MESSAGE], slice_of(" ends before it begins"));
	s->column = arg.col[1];
	run_tell_words(r, s, &r->held, ABOUT_ROW);
	s->column = s->rule->column;
}

/* v begins before `latest`, the one that reaches furthest of those before it, has ended. */
static void
tell_overlap(struct overlaps *o, const struct interval *v, const struct interval *latest)
{
	struct run *r = o->run;
	struct state *s = o->state;
	struct textbuf *w = r->words;
	struct textbuf *with = &o->with;
	uint64_t place;
	struct figure days;
	char buf[FIGURE_TEXT];

	begin(o, latest->row);
	textbuf_reset(with);
	add_interval(o, with);
	place = run_place(&r->held);
	textbuf_add(&w[EXPECTED], slice_of(latest->open ? "no row from " : "after "));
	textbuf_add(&w[EXPECTED], r->held.text[s->rule->arg.col[!latest->open]]);
	textbuf_add(&w[EXPECTED], slice_of(latest->open ? " on" : ""));
	packed_load(&r->held, s->entry[v->row].image, s->kept);
	textbuf_add(&w[FOUND], r->held.text[s->rule->arg.col[0]]);
	if (!latest->open && figure_sub(v->from, latest->to, &o->mem, &days))
		textbuf_add(&w[DIFFERENCE], (struct slice){buf, figure_format(buf, days, -1)});
	add_interval(o, &w[MESSAGE]);
	textbuf_add(&w[MESSAGE], slice_of(" overlaps with "));
	textbuf_add(&w[MESSAGE], textbuf_slice(with));
	words_add_place(&w[MESSAGE], r, &r->held, place);
	run_tell_words(r, s, &r->held, ABOUT_ROW);
}

/* Adds the row's interval, or reports what it has instead. */
static void
add_row(struct overlaps *o, size_t row)
{
	struct run *r = o->run;
	struct state *s = o->state;
	struct columns arg = s->rule->arg;
	struct interval v = {.row = row};
	const struct value *cell[2];

	packed_load(&r->held, s->entry[row].image, s->kept);
	for (size_t i = 0; i < LENGTH(cell); i++) {
		cell[i] = row_value(&r->held, arg.col[i]);
		if (cell[i]->kind == VALUE_HUGE) {
			run_tell_undecided(r, s, &r->held, ABOUT_ROW);
			s->counts.checked++;
			return;
		}
	}
	v.open = cell[1]->kind == VALUE_BLANK;
	if (!value_rank(cell[0], &o->mem, &v.from)) {
		run_tell_unknown(r, s, &r->held, arg.col[0]);
		return;
	}
	if (!v.open && !value_rank(cell[1], &o->mem, &v.to)) {
		run_tell_unknown(r, s, &r->held, arg.col[1]);
		return;
	}
	s->counts.checked++;
	if (!v.open && rank_compare(v.to, v.from) < 0)
		tell_reversed(o, row);
	else
		o->v[o->n++] = v;
}

static int
by_start(const void *a, const void *b)
{
	const struct interval *x = a, *y = b;
	int cmp = rank_compare(x->from, y->from);

	return cmp != 0 ? cmp : (x->row > y->row) - (x->row < y->row);
}

static bool
is_sorted(const struct interval *v, size_t n)
{
	size_t i = 1;

	while (i < n && rank_compare(v[i - 1].from, v[i].from) <= 0)
		i++;
	return i >= n;
}

static void
look_at_group(struct overlaps *o, const size_t *row, size_t n)
{
	const struct interval *latest, *v;

	o->n = 0;
	o->v = xgrow(o->v, &o->cap, n, sizeof(*o->v));
	for (size_t i = 0; i < n; i++)
		add_row(o, row[i]);
	if (!is_sorted(o->v, o->n))
		qsort(o->v, o->n, sizeof(*o->v), by_start);
	latest = v = o->v;
	for (size_t i = 1; i < o->n; i++) {
		v = &o->v[i];
		if (latest->open || rank_compare(v->from, latest->to) <= 0)
			tell_overlap(o, v, latest);
		if (!latest->open && (v->open || rank_compare(v->to, latest->to) > 0))
			latest = v;
	}
	arena_free(&o->mem);
}

void
overlap_finish(struct run *r, struct state *s)
{
	struct overlaps o = {.run = r, .state = s};
	uint32_t ngroups = intern_count(s->grouper->keys);
	size_t *start, *row = group_order(s->entry, s->nentries, ngroups, &start);

	for (uint32_t gid = 0; gid < ngroups; gid++)
		if (start[gid] < start[gid + 1]) {
			group_load(&r->held, s->grouper, gid);
			group_prefetch(s, row, start[gid], start[gid + 1] - start[gid]);
			look_at_group(&o, row + start[gid], start[gid + 1] - start[gid]);
		}
	textbuf_free(&o.with);
	free(o.v);
	free(row);
	free(start);
}
