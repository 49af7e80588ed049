#include <stdlib.h>

#include "base/memory.h"
#include "rules/tests.h"

enum { MOST_COMBINATIONS = 100000000, MOST_AXES = RULES_MOST_AXES };

/*
 * The values of an axis are those of its list, or those that occur: the period's anywhere in the
 * rows of the rule, another column's in the same group. Keys of s->axis: group, value.
 */
static bool
of_all_groups(const struct run *r, const struct bound_axis *x)
{
	return x->col == r->program->period;
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

void
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
every_doubtful(struct run *r, struct state *s, struct row *row)
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
		has |= u->axis[k].col == r->program->period;
	for (size_t i = 0; i < u->rule->by.n; i++)
		has |= u->by[i] == r->program->period;
	return has && periodform_read(&r->program->form, row->text[r->program->period], p);
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
	textbuf_add(&r->words.expected, slice_of("a row"));
	if (u->rule->by.n > 0) {
		tests_add_pairs(&r->words.message, r, &r->held, u->by, u->rule->by.n);
		textbuf_add(&r->words.message, slice_of(": "));
	}
	for (size_t k = 0; k < n; k++)
		col[k] = u->axis[k].col;
	textbuf_add(&r->words.message, slice_of("no row for "));
	tests_add_pairs(&r->words.message, r, &r->held, col, n);
	r->held.line = 0;
	r->held.file = 0;
	tests_tell(r, s, &r->held, true);
}

static void
tell_too_many(struct run *r, struct state *s, uint32_t gid, double product)
{
	run_load_first(r, s, gid);
	words_reset(&r->words);
	textbuf_addf(&r->words.message, "every() would have %.0f combinations, more than 100,000,000; "
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
	for (size_t i = 0; i < r->program->ncols; i++)
		r->held.own[i] = (struct slice){"", 0};
	r->held.line = 0;
	r->held.file = 0;
	run_note_first(r, s, state_group(r, s, &r->held), &r->held);
}

void
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
