#include "rules/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/function.h"
#include "rules/state.h"

/* Has a part of an aggregate given up? It is reported once for the row. */
static bool
gave_up(struct run *r, struct state *s, struct eval *ev, bool *told)
{
	if (!ev->overflow || ev->row->given_up == NULL)
		return false;
	if (!*told)
		run_tell_undecided(r, s, ev->row, ABOUT_ROW);
	*told = true;
	ev->row->given_up = NULL;
	ev->overflow = false;
	return true;
}

/* Of an aggregate over something other than a column, or when it is not known whether it passes. */
static COLD void
gather_other(struct run *r, struct state *s, struct adding *a, struct acc *acc, enum truth pass,
    bool *told)
{
	if (pass == NO && !a->ev->overflow)
		return;
	if (gave_up(r, s, a->ev, told))
		pass = UNKNOWN;
	if (pass != NO || a->ev->overflow)
		aggregate_add(a, acc, pass);
	gave_up(r, s, a->ev, told);
}

/*
 * Adds the row to the aggregates of its group. A where or a value in them that gives up is reported
 * for the row, and leaves them unknown.
 */
static void
gather(struct run *r, struct state *s, struct eval *ev, uint32_t gid)
{
	size_t at = run_note_first(r, s, gid, ev->row);
	struct acc *acc = s->acc + at * s->rule->naggs, *end = acc + s->rule->naggs;
	struct adding a = {.ev = ev, .mem = &r->mem, .seen = &s->seen, .key = &r->key,
	    .group = gid};
	enum truth where = YES;
	bool told = false;

	for (const struct adder *by = s->adder; acc < end; acc++, by++) {
		a.call = by->call;
		if (by->opposite)
			where = where == YES ? NO : YES;
		else
			where = by->where == NULL ? YES : eval_cond(ev, by->where);
		if (ev->overflow || where == UNKNOWN || by->column < 0)
			gather_other(r, s, &a, acc, where, &told);
		else if (where == YES)
			by->add(&a, acc, row_value(ev->row, by->column));
	}
}

/*
 * A row whose where: is not true. One whose where: is unknown counts as not checked, or as an
 * overflow, and leaves what depends on its group unknown, which may include it or not; unless
 * there is no period before, when it is in no group.
 */
static void
not_passed(struct run *r, struct state *s, struct eval *ev, enum truth pass)
{
	const struct bound *u = s->rule;
	bool doubtful = (u->naggs > 0 || u->norders > 0) && !ev->no_previous;
	uint32_t gid;
	size_t at;

	if (pass != UNKNOWN)
		return;
	if (!u->group || !doubtful || ev->overflow)	/* else the group counts as not checked */
		run_conclude(r, s, ev, u->where, pass);
	tests_doubtful(r, s, ev->row);
	if (!doubtful)
		return;
	gid = group_number(r, s->grouper, ev->row);
	at = run_note_first(r, s, gid, ev->row);
	if (u->norders > 0)
		order_doubt(s, gid);
	for (size_t i = 0; i < u->naggs; i++)
		aggregate_unknown(&s->acc[at * u->naggs + i], WHY_WHERE);
}

/* Can the rule be decided for a row without others, but perhaps the one before? */
static bool
is_of_row(const struct bound *u)
{
	return u->rule->test == TEST_COND && !u->group && u->naggs == 0 &&
	    u->nshares == 0 && u->norders == 0;
}

/* Without totals, a rule on the rows of a group looks at them at the end. */
static enum passing
passing_of(const struct bound *u)
{
	if (u->rule->test != TEST_COND)
		return u->rule->test == TEST_NO_OVERLAP ? PASSING_WAITS : PASSING_IS_TESTED;
	return is_of_row(u) ? PASSING_IS_DECIDED : u->group || u->naggs > 0 ? PASSING_IS_ADDED :
	    PASSING_WAITS;
}

/* False: the row has to wait for the period before. */
static bool
decide_row(struct run *r, struct state *s, struct eval *ev)
{
	const struct bound *u = s->rule;
	enum truth t = eval_cond(ev, u->check);

	if (u->late && ev->no_previous)
		return false;
	run_conclude(r, s, ev, u->check, t);
	return true;
}

static void
add_to_group(struct run *r, struct state *s, struct eval *ev, struct slice image)
{
	r->gid = group_number(r, s->grouper, ev->row);
	gather(r, s, ev, r->gid);
	if (!s->rule->group)
		wait_in_group(s, ev->row, image, r->gid);
}

/* A row that passes where:, the live one or (with an image) one that waited. */
static inline void
passed(struct run *r, struct state *s, struct eval *ev, struct slice image)
{
	ev->overflow = false;
	s->counts.matched++;
	switch (s->passing) {
	case PASSING_IS_DECIDED:
		if (image.n > 0 || !decide_row(r, s, ev))
			wait_row(r, s, ev->row, image);
		return;
	case PASSING_IS_ADDED:
		add_to_group(r, s, ev, image);
		return;
	case PASSING_WAITS:
		wait_row(r, s, ev->row, image);
		return;
	case PASSING_IS_TESTED:
		tests_row(r, s, ev->row);
		return;
	}
}

/* where and check with the row before, if that has already come; false: the row has to wait. */
static bool
decide_now(struct run *r, struct state *s)
{
	const struct bound *u = s->rule;
	struct eval *ev = &r->ev;
	enum truth pass, t;

	if (s->passing != PASSING_IS_DECIDED)
		return false;
	pass = eval_cond(ev, u->where);
	if (ev->no_previous)
		return false;
	if (pass != YES) {
		not_passed(r, s, ev, pass);
		return true;
	}
	ev->overflow = false;
	t = eval_cond(ev, u->check);
	if (ev->no_previous)
		return false;
	s->counts.matched++;
	run_conclude(r, s, ev, u->check, t);
	return true;
}

/* The truth of the rule's filter, or of its check, is known to be as in the row before. */
static inline bool
lasts(const struct run *r, const struct state *s)
{
	return s->lasting <= r->same;
}

static inline enum truth
truth_live(struct run *r, struct state *s, const struct node *n)
{
	if (!lasts(r, s)) {
		s->truth = eval_cond(&r->ev, n);
		s->lasting = r->ev.overflow ? SIZE_MAX : s->rule->leading;
	}
	return s->truth;
}

/* A row for which the state's filter has that truth, not NO. */
static void
row_rule(struct run *r, struct state *s, enum truth pass)
{
	r->at = s;
	if (s->rule->where_previous) {
		previous_index(r);
		if (!decide_now(r, s))
			wait_in_group(s, &r->row, (struct slice){0}, 0);
	} else if (pass == YES) {
		passed(r, s, &r->ev, (struct slice){0});
	} else {
		not_passed(r, s, &r->ev, pass);
	}
}

/* Takes the live row to the rules. */
static void
row_rules(struct run *r)
{
	struct state **turn = r->turn, **checks = turn + r->nchecks, **end = turn + r->nturns;
	struct eval *ev = &r->ev;
	struct state *s;
	enum truth t;

	eval_begin(ev);
	for (; turn < checks; turn++) {
		s = *turn;
		if (lasts(r, s) && s->truth == YES)
			continue;
		ev->rule = s->rule;
		t = truth_live(r, s, s->rule->check);
		if (t == YES && !ev->overflow)
			continue;
		s->concluded++;
		run_conclude(r, s, ev, s->rule->check, t);
		eval_begin(ev);
	}
	for (size_t i = r->nkeys; i < r->ngrouped_keys; i++)
		unique_prepare_grouped(r, r->key_turn[i]);
	for (; turn < end; turn++) {
		s = *turn;
		if (lasts(r, s) && s->truth == NO)
			continue;
		ev->rule = s->rule;
		eval_begin(ev);
		t = s->filter == NULL ? YES : truth_live(r, s, s->filter);
		if (t != NO)
			row_rule(r, s, t);
	}
}

/* Takes the live row to the rules that are decided for many rows at once. */
static void
rules_ahead(struct run *r)
{
	struct eval *ev = &r->ev;
	bool *wants, wanted = false;
	size_t n;
	struct state *const *rule = ahead_rules(r, &n, &wants);
	enum truth t;

	for (size_t i = 0; i < n; i++) {
		struct state *s = rule[i];

		t = YES;
		if (s->filter != NULL) {
			r->at = s;
			ev->rule = s->rule;
			eval_begin(ev);
			t = truth_live(r, s, s->filter);
			s->counts.matched += t == YES;
		}
		wants[i] = t == YES;
		wanted |= t == YES;
		if (t != YES)
			not_passed(r, s, ev, t);
	}
	if (wanted)
		ahead_row(r);
}

static bool
can_misfit(const struct program *p, size_t col)
{
	enum type type = p->col[col].type;

	return type_is_number(type) || type_is_ordered(type);
}

/* Of every(): may a row be of more than one combination, as it lacks a value? */
static bool
can_be_vague(const struct program *p, const struct bound *u)
{
	bool can = false;

	for (size_t i = 0; i < u->by.n; i++)
		can |= can_misfit(p, (size_t)u->by.col[i]);
	for (size_t i = 0; i < u->arg.n; i++)
		can |= can_misfit(p, (size_t)u->arg.col[i]);
	return can && u->rule->test == TEST_EVERY;
}

static void
note_period(struct run *r)
{
	const struct value *at = row_value(&r->row, r->program->period);

	if (at->kind == VALUE_ORDER && at->ord < r->first_period)
		r->first_period = at->ord;
}

static COLD void
add_file(struct run *r, unsigned file, const char *name)
{
	while (r->nfiles <= file)
		*(struct slice *)RULES_ADD(&r->mem, r->file_name, r->nfiles) = slice_of(name);
}

bool
run_row(struct run *r, const struct slice *cells, size_t same, unsigned file, const char *name,
    uint64_t line)
{
	bool fits;

	if (r->nfiles <= file)
		add_file(r, file, name);
	row_next(&r->row);
	r->row.line = line;
	r->row.file = file;
	r->same = same;
	row_set(&r->row, cells);
	if (r->program->computed.n > 0)
		row_compute(&r->row);
	fits = r->typed.n == 0 || row_read_all(&r->row, r->typed, same);
	if (r->ahead != NULL)
		ahead_live(r);
	r->fits = fits;
	r->new_group = false;
	r->rows++;
	if (r->watching)
		r->watching = watch_row(r->watch, r->row.text);
	if (r->units != NULL)
		units_row(r->units, &r->row);
	if (r->program->period >= 0)
		note_period(r);
	if (previous_is_wanted(r))
		previous_index(r);
	for (size_t i = 0; i < r->nevery_row; i++)
		if (!group_is_known(r, r->every_row[i], &r->row))
			group_fetch(r, r->every_row[i]);
	for (size_t i = 0; i < r->nkeys; i++)
		unique_prepare(r, r->key_turn[i]);
	if (r->ahead != NULL)
		ahead_fetch_live(r);
	row_rules(r);
	if (r->ahead != NULL)
		rules_ahead(r);
	return fits;
}

struct columns
run_typed(const struct run *r)
{
	struct columns c = r->typed;

	c.n -= r->program->derived >= 0;	/* the last, which is not in the file */
	return c;
}

struct row *
run_last(struct run *r)
{
	return &r->row;
}

const struct slice *
run_cells(const struct run *r)
{
	return r->row.text;
}

enum run_fit
run_cell_fit(const struct run *r, size_t col)
{
	return can_misfit(r->program, col) ? run_fit_of(r->row.cell[col].value.kind) : RUN_FITS;
}

bool
run_is_new_group(const struct run *r)
{
	return r->new_group;
}

enum { MOST_EXPECTED = 64 * 1024 * 1024 };

void
run_expect(struct run *r, uint64_t rows)
{
	if (rows > MOST_EXPECTED)
		rows = MOST_EXPECTED;
	for (size_t i = 0; i < r->program->nrules; i++) {
		const struct bound *u = &r->program->rule[i];

		if (u->rule->test == TEST_UNIQUE && u->where == NULL && !u->spared)
			unique_expect(&r->state[i], (size_t)rows);
	}
}

static void
finish_groups(struct run *r, struct state *s, struct eval *ev)
{
	for (size_t i = 0; i < s->nfirst; i++) {
		r->gid = s->first[i].gid;
		ev->acc = s->acc + i * s->rule->naggs;
		eval_begin(ev);
		run_load_first(r, s, r->gid);
		run_decide(r, s, ev, s->rule->check);
	}
}

/* Evaluates where: for a row that had to wait for the period before. Returns the image's end. */
static const char *
late_where(struct run *r, struct state *s, struct eval *ev, const char *image)
{
	const char *end = packed_load(&r->held, image, s->kept);
	enum truth pass;

	eval_begin(ev);
	pass = eval_cond(ev, s->rule->where);
	if (pass == YES)
		passed(r, s, ev, (struct slice){image, (size_t)(end - image)});
	else
		not_passed(r, s, ev, pass);
	return end;
}

static void
late_wheres(struct run *r, struct state *s, struct eval *ev)
{
	struct entries e = wait_take(s);
	struct walk walk = {.in = &e};
	const char *image;

	while (walk.at < e.n) {
		image = walk_next(&walk);
		for (unsigned n = e.v[walk.at - 1].n; n > 0; n--)
			image = late_where(r, s, ev, image);
	}
	entries_free(&e);
}

static void
finish_rule(struct run *r, struct state *s)
{
	struct eval ev = {.row = &r->held, .rule = s->rule, .previous = previous_find,
	    .accepted = r->ev.accepted, .beside = beside_find, .arg = r, .failed_only = -1};

	r->at = s;
	if (s->rule->where_previous)
		late_wheres(r, s, &ev);
	wait_number(r, s);
	if (s->rule->rule->test != TEST_COND)
		tests_finish(r, s);
	else if (s->rule->group)
		finish_groups(r, s, &ev);
	else if (s->wait.n > 0)
		decide_waiting(r, s, &ev);
	run_tell_pending(r, s);
}

void
run_finish(struct run *r)
{
	ahead_finish(r);
	for (size_t i = 0; i < r->program->nrules; i++)
		finish_rule(r, &r->state[r->program->order[i]]);
}

/* A condition on each row alone. */
static bool
is_plain(const struct bound *u)
{
	return u->rule->test == TEST_COND && !u->late && u->where == NULL;
}

struct run_counts
run_counts(const struct run *r, size_t rule)
{
	const struct state *s = &r->state[rule];
	struct run_counts c = s->counts;

	if (is_plain(s->rule)) {
		c.matched += r->rows;
		c.checked += r->rows - s->concluded;
	}
	return c;
}

void
run_remark(const struct run *r, size_t rule, struct remarks *m)
{
	watch_remark(r->watch, rule, rule >= r->program->nrules ||
	    run_counts(r, rule).matched > 0, m);
	units_remark(r->units, rule, m);
}

const struct finding *
run_unchecked(const struct run *r, size_t rule, bool misfit)
{
	return &r->state[rule].unchecked[misfit];
}

static void
group_every_row(struct run *r, struct grouper *g)
{
	size_t i = 0;

	while (i < r->nevery_row && r->every_row[i] != g)
		i++;
	if (i == r->nevery_row)
		*(struct grouper **)RULES_ADD(&r->mem, r->every_row, r->nevery_row) = g;
}

/* In which order the rules look at a row: plain checks of it alone first, unique last. */
static void
find_turns(struct run *r)
{
	size_t *keys[] = {&r->nkeys, &r->ngrouped_keys};
	size_t *end[] = {&r->nchecks, &r->nfirst, &r->nturns}, n = r->program->nrules, at = 0;

	r->turn = arena_alloc(&r->mem, n * sizeof(struct state *));
	for (size_t kind = 0; kind < LENGTH(end); kind++) {
		for (size_t i = 0; i < n; i++) {
			const struct bound *u = r->state[i].rule;

			if (kind == (u->rule->test == TEST_UNIQUE ? 2 : !is_plain(u)) &&
			    !u->spared && !ahead_has(r, u))
				r->turn[at++] = &r->state[i];
		}
		*end[kind] = at;
	}
	for (size_t i = 0; i < n; i++)
		if (groups_every_row(r->state[i].rule))
			group_every_row(r, r->state[i].grouper);
	for (size_t i = r->nfirst; i < r->nturns; i++)
		unique_init(r, r->turn[i]);
	r->key_turn = arena_alloc(&r->mem, n * sizeof(struct state *));
	for (size_t kind = 0; kind < LENGTH(keys); kind++) {
		*keys[kind] = kind > 0 ? *keys[kind - 1] : 0;
		for (size_t i = r->nfirst; i < r->nturns; i++)
			if ((r->turn[i]->grid != NULL) == (kind > 0))
				r->key_turn[(*keys[kind])++] = r->turn[i];
	}
}

static struct columns
with_by(struct run *r, const struct bound *u)
{
	struct columns c = {.col = arena_alloc(&r->mem, (u->held.n + u->by.n) * sizeof(*c.col))};

	for (size_t i = 0; i < u->held.n; i++)
		c.col[c.n++] = u->held.col[i];
	for (size_t i = 0; i < u->by.n; i++)
		if (!has_column(u->held, u->by.col[i]))
			c.col[c.n++] = u->by.col[i];
	return c;
}

static void
add_edge(struct run *r, size_t by, const struct hold_back *how)
{
	if (!how->never)
		*(struct edge *)RULES_ADD(&r->mem, r->edge, r->nedges) = (struct edge){.by = by,
		    .of = how->rule, .how = how};
}

struct run *
run_new(const struct program *program, const struct finding_sink *sink)
{
	struct run *r = xcalloc(1, sizeof(*r));
	bool previous = false;

	r->program = program;
	r->sink = *sink;
	r->first_period = INT32_MAX;
	row_init(&r->row, program);
	row_init(&r->held, program);
	row_init(&r->before, program);
	r->ev = (struct eval){.row = &r->row, .previous = previous_find, .arg = r,
	    .failed_only = -1};
	r->state = arena_alloc(&r->mem, (program->nrules + 1) * sizeof(*r->state));
	for (size_t i = 0; i < program->nrules; i++) {
		const struct bound *u = &program->rule[i];

		r->state[i] = (struct state){.rule = u, .index = i, .column = u->column,
		    .last_gid = NO_GROUP,
		    .lasting = SIZE_MAX,
		    .grouper = run_grouper(r, u->by),
		    .axis = arena_alloc(&r->mem, u->rule->naxes * sizeof(struct axis_values))};
		r->state[i].held_by = with_by(r, u);
		r->state[i].kept = wait_columns(r, u);
		r->state[i].adder = aggregate_adders(u, &r->mem);
		for (size_t k = 0; k < u->rule->naxes; k++)
			r->state[i].axis[k].keys = intern_new();
		r->state[i].may_be_vague = can_be_vague(program, u);
		r->state[i].passing = passing_of(u);
		if (!u->where_previous)
			r->state[i].filter = u->where;
		previous |= u->previous_row;
		for (size_t k = 0; k < u->nneeds; k++)
			add_edge(r, i, &u->needs[k]);
	}
	if (previous)
		previous_init(r);
	r->typed.col = arena_alloc(&r->mem, program->ncols * sizeof(*r->typed.col));
	for (size_t i = 0; i < program->ncols; i++)
		if (can_misfit(program, i))
			r->typed.col[r->typed.n++] = (int)i;
	find_turns(r);
	ahead_init(r);
	r->watch = watch_new(program);
	r->watching = true;
	r->units = units_new(program);
	return r;
}

static void
state_free(struct state *s)
{
	free(s->acc);
	free(s->first);
	free(s->image);
	free(s->local);
	entries_free(&s->wait);
	arena_free(&s->images);
	free(s->doubtful);
	keybuf_free(&s->texts);
	textbuf_free(&s->opening);
	textbuf_free(&s->expecting);
	unique_free(s);
	fptable_free(&s->only_reported);
	fptable_free(&s->repeated);
	for (size_t k = 0; k < s->rule->rule->naxes; k++)
		intern_free(s->axis[k].keys);
}

void
run_free(struct run *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->program->nrules; i++)
		state_free(&r->state[i]);
	groups_free(r);
	watch_free(r->watch);
	accepted_free(r);
	units_free(r->units);
	waiting_free(r);
	order_free(r);
	ahead_free(r);
	for (size_t i = 0; i < r->nedges; i++)
		fptable_free(&r->edge[i].faults);
	keybuf_free(&r->key);
	for (enum part p = 0; p < PARTS; p++)
		textbuf_free(&r->words[p]);
	row_free(&r->row);
	row_free(&r->held);
	row_free(&r->before);
	arena_free(&r->mem);
	free(r);
}
