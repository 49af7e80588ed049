#include <stdlib.h>
#include <string.h>

#include "rules_state.h"
#include "xalloc.h"

enum { MOST_COMBINATIONS = 100000000, MOST_AXES = RULES_MOST_AXES };

/* The finding's sentence: the rule's own say, or what stands in the words, behind about. */
static void
tell(struct run *r, struct state *s, struct row *row, bool group)
{
	struct eval ev = {.row = row, .rule = s->rule, .odd_only = -1};

	say_message(&ev, &r->words);
	run_tell(r, s, row, group);
}

static void
add_cells(struct text *t, const struct row *row, const int *col, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			text_add(t, slice_of(", "));
		text_add(t, row->text[col[i]]);
	}
}

static void
add_pairs(struct text *t, const struct run *r, const struct row *row, const int *col, size_t n)
{
	for (size_t i = 0; i < n; i++)
		text_printf(t, "%s%.*s \"%.*s\"", i == 0 ? "" : ", ",
		    SLICE_ARG(r->plan->col[col[i]].name), SLICE_ARG(row->text[col[i]]));
}

/* " on line 5", with the file's name when that is another. */
static void
add_place(struct text *t, const struct run *r, const struct row *row, unsigned file,
    uint64_t line)
{
	if (file != row->file)
		text_printf(t, " in %s,", r->file_name[file]);
	text_printf(t, " on line %llu", (unsigned long long)line);
}

/* ---- unique(...) ---- */

enum { FILE_SHIFT = 48 };	/* of a place in 64 bits: the file above, the line below */

static uint64_t
place(const struct row *row)
{
	return (uint64_t)row->file << FILE_SHIFT | row->line;
}

static struct fp
key_fingerprint(struct run *r, struct state *s, const struct row *row, const int *arg, size_t n)
{
	const struct rule *rule = s->rule->rule;

	keybuf_reset(&r->key);
	row_key(r, row, s->rule->by, rule->by.n);
	row_key(r, row, arg, n);
	return fp_of(r->key.p, r->key.n);
}

/* Has every row its group by then? */
static bool
groups_all(const struct bound *u)
{
	return u->where == NULL && (u->rule->test == TEST_NO_GAPS || u->rule->test == TEST_EVERY ||
	    (u->rule->test == TEST_COND && (u->group || u->naggs > 0)));
}

static bool
among(int col, const int *cols, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cols[i] == col)
			return true;
	return false;
}

/*
 * The columns of a unique key; where all rows are grouped by some of them, the number of the group stands
 * for those, which is shorter.
 */
void
tests_init(struct run *r, struct state *s)
{
	const struct bound *u = s->rule;
	size_t nby = u->rule->by.n, n = nby + u->rule->args.n;
	int *col = region_alloc(&r->mem, (n + 1) * sizeof(*col));

	memcpy(col, u->by, nby * sizeof(*col));
	memcpy(col + nby, u->arg, (n - nby) * sizeof(*col));
	for (size_t i = 0; i < r->plan->nrules; i++) {
		struct grouper *g = r->state[i].grouper;
		bool inside = groups_all(r->state[i].rule) &&
		    g->n > (s->key_group == NULL ? 0 : s->key_group->n);

		for (size_t k = 0; k < g->n && inside; k++)
			inside = among(g->col[k], col, n);
		if (inside)
			s->key_group = g;
	}
	s->key_col = col;
	for (size_t i = 0; i < n; i++)
		if (s->key_group == NULL || !among(col[i], s->key_group->col, s->key_group->n))
			s->key_col[s->nkey_cols++] = col[i];
}

static struct fp
unique_key(struct run *r, struct state *s, struct row *row)
{
	uint32_t gid = s->key_group == NULL ? NO_GROUP : group_number(r, s->key_group, row);
	char few[16];		/* a number and one short cell, as most are then */

	if (s->key_group != NULL && s->nkey_cols == 1 &&
	    row->text[s->key_col[0]].n <= sizeof(few) - sizeof(gid)) {
		struct slice cell = row->text[s->key_col[0]];

		memcpy(few, &gid, sizeof(gid));
		copy_text(few + sizeof(gid), cell);
		return fp_of(few, sizeof(gid) + cell.n);
	}
	keybuf_reset(&r->key);
	row_key(r, row, s->key_col, s->nkey_cols);
	keybuf_room(&r->key, sizeof(gid));
	memcpy(r->key.p + r->key.n, &gid, sizeof(gid));
	r->key.n += sizeof(gid);
	return fp_of(r->key.p, r->key.n);
}

static void
unique_row(struct run *r, struct state *s, struct row *row)
{
	const struct bound *u = s->rule;
	size_t n = u->rule->args.n;
	bool found;
	uint64_t *at;

	at = fptable_add(&s->seen, row == &r->row ? s->key : unique_key(r, s, row), place(row),
	    &found);
	s->counts.checked++;
	if (!found)
		return;
	words_reset(&r->words);
	add_cells(&r->words.found, row, u->arg, n);
	text_add(&r->words.expected, slice_of("one row"));
	add_pairs(&r->words.message, r, row, u->arg, n);
	text_add(&r->words.message, slice_of(n == 1 ? " stands" : " stand"));
	add_place(&r->words.message, r, row, (unsigned)(*at >> FILE_SHIFT),
	    *at & (((uint64_t)1 << FILE_SHIFT) - 1));
	text_add(&r->words.message, slice_of(" already"));
	tell(r, s, row, false);
}

/* ---- a -> b ---- */

struct seen_pair {
	struct fp to;
	uint64_t place;
	struct slice text;
};

static void
depends_row(struct run *r, struct state *s, struct row *row)
{
	const struct bound *u = s->rule;
	const struct rule *rule = u->rule;
	struct fp from = key_fingerprint(r, s, row, u->arg, rule->args.n);
	struct fp to = row_fingerprint(r, row, u->arg_to, rule->args_to.n);
	struct seen_pair *seen;
	bool found;
	uint64_t *at = fptable_add(&s->seen, from, 0, &found);

	s->counts.checked++;
	if (!found) {
		seen = region_alloc(&r->mem, sizeof(*seen));
		text_reset(&r->words.expected);
		add_cells(&r->words.expected, row, u->arg_to, rule->args_to.n);
		*seen = (struct seen_pair){to, place(row),
		    region_copy(&r->mem, text_slice(&r->words.expected))};
		*at = (uint64_t)(uintptr_t)seen;
		return;
	}
	seen = (struct seen_pair *)(uintptr_t)*at;
	if (seen->to.lo == to.lo && seen->to.hi == to.hi)
		return;
	words_reset(&r->words);
	add_cells(&r->words.found, row, u->arg_to, rule->args_to.n);
	text_add(&r->words.expected, seen->text);
	add_pairs(&r->words.message, r, row, u->arg, rule->args.n);
	text_add(&r->words.message, slice_of(" stands with "));
	add_pairs(&r->words.message, r, row, u->arg_to, rule->args_to.n);
	text_printf(&r->words.message, " here, with \"%.*s\"", SLICE_ARG(seen->text));
	add_place(&r->words.message, r, row, (unsigned)(seen->place >> FILE_SHIFT),
	    seen->place & (((uint64_t)1 << FILE_SHIFT) - 1));
	tell(r, s, row, false);
}

/* ---- no gaps(period) ---- */

/* A period of a group's series: the span it touches grows, or a new one begins. */
static void
add_stop(struct state *s, uint32_t gid, int32_t ord)
{
	struct span *p;

	while (s->nspans <= gid) {
		s->span = xgrow(s->span, &s->span_cap, s->nspans + 1, sizeof(*s->span));
		s->span[s->nspans++] = (struct span){NO_GROUP, 0, 0};
	}
	p = &s->span[gid];
	if (p->gid == NO_GROUP) {
		*p = (struct span){gid, ord, ord};
	} else if (ord >= p->lo - 1 && ord <= p->hi + 1) {
		p->lo = ord < p->lo ? ord : p->lo;
		p->hi = ord > p->hi ? ord : p->hi;
	} else {
		s->more = xgrow(s->more, &s->more_cap, s->nmore + 1, sizeof(*s->more));
		s->more[s->nmore++] = *p;
		*p = (struct span){gid, ord, ord};
	}
}

static void
gaps_row(struct run *r, struct state *s, struct row *row)
{
	const struct value *at = row_value(row, s->rule->arg[0]);
	uint32_t gid = state_group(r, s, row);

	if (at->kind == VALUE_ORDER) {
		run_note_first(r, s, gid, row);
		add_stop(s, gid, at->ord);
		return;
	}
	words_reset(&r->words);
	text_add(&r->words.found, row->text[s->rule->arg[0]]);
	text_add(&r->words.expected, r->plan->form.text);
	text_printf(&r->words.message, "\"%.*s\" is not a period of the form \"%.*s\"",
	    SLICE_ARG(row->text[s->rule->arg[0]]), SLICE_ARG(r->plan->form.text));
	run_tell(r, s, row, false);
}

static int
by_group_and_time(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->gid != y->gid)
		return x->gid < y->gid ? -1 : 1;
	return x->lo < y->lo ? -1 : x->lo > y->lo;
}

/* One finding for each run of missing periods. */
static void
tell_gap(struct run *r, struct state *s, uint32_t gid, int32_t from, int32_t to)
{
	char first[PERIODFORM_TEXT], last[PERIODFORM_TEXT];
	const struct periodform *form = &r->plan->form;

	periodform_write(form, (struct period){.freq = form->freq, .ord = from}, first);
	periodform_write(form, (struct period){.freq = form->freq, .ord = to}, last);
	run_load_first(r, s, gid);
	words_reset(&r->words);
	text_add(&r->words.expected, slice_of(first));
	if (to > from)
		text_printf(&r->words.expected, " to %s", last);
	if (s->rule->rule->by.n > 0) {
		add_pairs(&r->words.message, r, &r->held, s->rule->by, s->rule->rule->by.n);
		text_add(&r->words.message, slice_of(": "));
	}
	text_add(&r->words.message, text_slice(&r->words.expected));
	text_add(&r->words.message, slice_of(to > from ? " are missing" : " is missing"));
	tell(r, s, &r->held, true);
}

static void
gaps_finish(struct run *r, struct state *s)
{
	struct span *all;
	int32_t reached = 0;
	size_t n = 0;

	all = xcalloc(s->nspans + s->nmore + 1, sizeof(*all));
	for (size_t i = 0; i < s->nspans; i++)
		if (s->span[i].gid != NO_GROUP) {
			all[n++] = s->span[i];
			s->counts.checked++;
		}
	if (s->nmore > 0)
		memcpy(all + n, s->more, s->nmore * sizeof(*all));
	n += s->nmore;
	qsort(all, n, sizeof(*all), by_group_and_time);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || all[i].gid != all[i - 1].gid)
			reached = all[i].lo;
		if (all[i].lo > reached + 1)
			tell_gap(r, s, all[i].gid, reached + 1, all[i].lo - 1);
		if (all[i].hi > reached)
			reached = all[i].hi;
	}
	free(all);
}

/* ---- every(a in @list, b) ---- */

/*
 * The values of an axis are those of its list, or those that occur: the period's anywhere in the
 * rows of the rule, another column's in the same group. Keys of s->axis: group, value.
 */
static bool
of_all_groups(const struct run *r, const struct bound_axis *x)
{
	return x->col == r->plan->period;
}

static void
add_axis_value(struct run *r, struct state *s, size_t k, uint32_t gid, struct slice text)
{
	uint32_t group = of_all_groups(r, &s->rule->axis[k]) ? NO_GROUP : gid;

	keybuf_reset(&r->key);
	keybuf_add(&r->key, (struct slice){(const char *)&group, sizeof(group)});
	keybuf_add(&r->key, text);
	intern_id(s->axis[k], keybuf_key(&r->key));
}

static struct fp
combination(struct run *r, const struct state *s, uint32_t gid, const struct slice *value)
{
	keybuf_reset(&r->key);
	keybuf_add(&r->key, (struct slice){(const char *)&gid, sizeof(gid)});
	for (size_t k = 0; k < s->rule->rule->naxes; k++)
		keybuf_add(&r->key, value[k]);
	return fp_of(r->key.p, r->key.n);
}

static void
every_row(struct run *r, struct state *s, struct row *row)
{
	const struct bound *u = s->rule;
	struct slice value[MOST_AXES] = {0};
	size_t n = u->rule->naxes;
	uint32_t gid = state_group(r, s, row);
	uint64_t *occurs;		/* 0: only in rows that where may not pass */
	bool found;

	run_note_first(r, s, gid, row);
	for (size_t k = 0; k < n; k++)
		value[k] = row->text[u->axis[k].col];
	occurs = fptable_add(&s->seen, combination(r, s, gid, value), 0, &found);
	for (size_t k = 0; k < n && *occurs == 0; k++)
		if (u->axis[k].list == NULL)
			add_axis_value(r, s, k, gid, value[k]);
	*occurs = 1;
}

/* A row that where may pass or not: its combination is not said to be absent. */
void
tests_doubtful(struct run *r, struct state *s, struct row *row)
{
	const struct bound *u = s->rule;
	struct slice value[MOST_AXES] = {0};
	bool found;

	for (size_t k = 0; k < u->rule->naxes; k++)
		value[k] = row->text[u->axis[k].col];
	fptable_add(&s->seen, combination(r, s, state_group(r, s, row), value), 0, &found);
}

/* The values of an axis: all, and where those of each group begin; start NULL: the same for all. */
struct axis_values {
	struct slice *v;
	size_t n, cap, *start;
};

static void
add_value(struct axis_values *a, struct slice v)
{
	a->v = xgrow(a->v, &a->cap, a->n + 1, sizeof(*a->v));
	a->v[a->n++] = v;
}

/* The key of an axis value: its group, and the value. */
static uint32_t
value_group(const struct intern *t, uint32_t i, struct slice *value)
{
	struct slice rest = intern_key(t, i), cell;
	uint32_t group;

	keybuf_next(&rest, &cell);
	memcpy(&group, cell.p, sizeof(group));
	keybuf_next(&rest, value);
	return group;
}

static void
list_values(const struct bound_axis *x, struct axis_values *a)
{
	struct intern *once = intern_new();
	struct slice cell;

	for (size_t row = 0; row < codelist_rows(x->list); row++) {
		cell = codelist_cell(x->list, row, x->list_col);
		if (intern_id(once, cell) == a->n)
			add_value(a, cell);
	}
	intern_free(once);
}

/* The values that occur, those of each group together and in the order in which they came. */
static void
group_values(const struct state *s, size_t k, struct axis_values *a)
{
	uint32_t ngroups = intern_count(s->grouper->keys), count = intern_count(s->axis[k]), g;
	struct slice value;
	size_t sum = 0, n;

	a->start = xcalloc((size_t)ngroups + 1, sizeof(*a->start));
	a->v = xcalloc((size_t)count + 1, sizeof(*a->v));
	a->n = count;
	for (uint32_t i = 0; i < count; i++)
		a->start[value_group(s->axis[k], i, &value)]++;
	for (g = 0; g <= ngroups; g++) {
		n = a->start[g];
		a->start[g] = sum;
		sum += n;
	}
	for (uint32_t i = 0; i < count; i++) {
		g = value_group(s->axis[k], i, &value);
		a->v[a->start[g]++] = value;
	}
	for (g = ngroups; g > 0; g--)
		a->start[g] = a->start[g - 1];
	a->start[0] = 0;
}

static void
axis_values(struct run *r, struct state *s, size_t k, struct axis_values *a)
{
	const struct bound_axis *x = &s->rule->axis[k];
	struct slice value;

	if (x->list != NULL) {
		list_values(x, a);
	} else if (of_all_groups(r, x)) {
		for (uint32_t i = 0; i < intern_count(s->axis[k]); i++) {
			value_group(s->axis[k], i, &value);
			add_value(a, value);
		}
	} else {
		group_values(s, k, a);
	}
}

/* Those for one group. */
static const struct slice *
values_of(const struct axis_values *a, uint32_t gid, size_t *n)
{
	*n = a->start == NULL ? a->n : a->start[gid + 1] - a->start[gid];
	return a->start == NULL ? a->v : a->v + a->start[gid];
}

/* The period that dated lists are looked up at: an axis, or the group's. */
static bool
period_at(struct run *r, const struct state *s, const struct row *row, struct period *p)
{
	const struct bound *u = s->rule;
	bool has = false;

	for (size_t k = 0; k < u->rule->naxes; k++)
		has |= u->axis[k].col == r->plan->period;
	for (size_t i = 0; i < u->rule->by.n; i++)
		has |= u->by[i] == r->plan->period;
	return has && periodform_read(&r->plan->form, row->text[r->plan->period], p);
}

static bool
expected_here(struct run *r, struct state *s, const struct row *row)
{
	const struct bound *u = s->rule;
	struct period p;
	bool dated = period_at(r, s, row, &p);

	for (size_t k = 0; k < u->rule->naxes; k++) {
		const struct bound_axis *x = &u->axis[k];

		if (x->list != NULL && dated && codelist_dated(x->list) &&
		    !codelist_has(x->list, x->list_index, &row->text[x->col], 1, &p))
			return false;
	}
	return true;
}

static void
tell_absent(struct run *r, struct state *s)
{
	const struct bound *u = s->rule;
	int col[MOST_AXES];
	size_t n = u->rule->naxes;

	words_reset(&r->words);
	text_add(&r->words.expected, slice_of("a row"));
	if (u->rule->by.n > 0) {
		add_pairs(&r->words.message, r, &r->held, u->by, u->rule->by.n);
		text_add(&r->words.message, slice_of(": "));
	}
	for (size_t k = 0; k < n; k++)
		col[k] = u->axis[k].col;
	text_add(&r->words.message, slice_of("no row for "));
	add_pairs(&r->words.message, r, &r->held, col, n);
	r->held.line = 0;
	r->held.file = 0;
	tell(r, s, &r->held, true);
}

static void
tell_too_many(struct run *r, struct state *s, uint32_t gid, double product)
{
	run_load_first(r, s, gid);
	words_reset(&r->words);
	text_printf(&r->words.message, "every() would have %.0f combinations, more than 100,000,000; "
	    "a narrower where: or by: expected", product);
	run_tell(r, s, &r->held, true);
}

static void
every_group(struct run *r, struct state *s, uint32_t gid, const struct axis_values *a)
{
	const struct bound *u = s->rule;
	size_t n = u->rule->naxes, at[MOST_AXES] = {0}, count[MOST_AXES], k;
	const struct slice *of[MOST_AXES];
	struct slice value[MOST_AXES] = {0};
	double product = 1;

	for (k = 0; k < n; k++) {
		of[k] = values_of(&a[k], gid, &count[k]);
		product *= (double)count[k];
	}
	if (product > MOST_COMBINATIONS) {
		tell_too_many(r, s, gid, product);
		return;
	}
	while (product > 0) {
		for (k = 0; k < n; k++)
			value[k] = of[k][at[k]];
		if (fptable_find(&s->seen, combination(r, s, gid, value)) == NULL) {
			run_load_first(r, s, gid);
			for (k = 0; k < n; k++)
				r->held.own[u->axis[k].col] = value[k];
			if (expected_here(r, s, &r->held))
				tell_absent(r, s);
		}
		s->counts.checked++;
		for (k = n; k > 0 && ++at[k - 1] == count[k - 1]; k--)
			at[k - 1] = 0;
		if (k == 0)
			break;
	}
}

/* Without by: the file is one group, even when no row of it passes where. */
static void
note_file(struct run *r, struct state *s)
{
	if (s->nfirst > 0 || s->rule->rule->by.n > 0 || r->rows == 0)
		return;
	row_next(&r->held);
	for (size_t i = 0; i < r->plan->ncols; i++)
		r->held.own[i] = (struct slice){"", 0};
	r->held.line = 0;
	r->held.file = 0;
	run_note_first(r, s, state_group(r, s, &r->held), &r->held);
}

static void
every_finish(struct run *r, struct state *s)
{
	struct axis_values a[MOST_AXES] = {0};

	note_file(r, s);
	for (size_t k = 0; k < s->rule->rule->naxes; k++)
		axis_values(r, s, k, &a[k]);
	for (size_t i = 0; i < s->nfirst; i++)
		every_group(r, s, s->first[i].gid, a);
	for (size_t k = 0; k < s->rule->rule->naxes; k++) {
		free(a[k].v);
		free(a[k].start);
	}
}

void
tests_prepare(struct run *r, struct state *s)
{
	s->key = unique_key(r, s, &r->row);
	fptable_prefetch(&s->seen, s->key);
}

void
tests_row(struct run *r, struct state *s, struct row *row)
{
	switch (s->rule->rule->test) {
	case TEST_UNIQUE: unique_row(r, s, row); break;
	case TEST_DEPENDS: depends_row(r, s, row); break;
	case TEST_NO_GAPS: gaps_row(r, s, row); break;
	case TEST_EVERY: every_row(r, s, row); break;
	case TEST_COND: break;
	}
}

void
tests_finish(struct run *r, struct state *s)
{
	if (s->rule->rule->test == TEST_NO_GAPS)
		gaps_finish(r, s);
	else if (s->rule->rule->test == TEST_EVERY)
		every_finish(r, s);
}
