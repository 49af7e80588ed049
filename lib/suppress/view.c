#include "suppress/view.h"

#include <stdlib.h>

#include "suppress/ranges.h"

/* Values */

/* A rounded total has the value of its parts, where these are known exactly. */
static bool
settle_sum(struct view *v, const struct study *st, const struct fact *f)
{
	const struct study_cell *c = &st->cell[f->total];
	const struct publication *p = &st->pub[c->pub];
	int64_t sum = 0;

	if (v->value[f->total] != SYSTEM_NOT_KNOWN ||
	    (!c->row->known && !study_is_missing(st, f->total)))
		return false;
	for (size_t i = 0; i < f->n; i++) {
		if (v->value[f->part[i]] == SYSTEM_NOT_KNOWN)
			return false;
		sum += v->value[f->part[i]];
	}
	if (sum < p->low[c->in] || sum > p->high[c->in])
		return false;
	v->value[f->total] = sum;
	return true;
}

static void
settle_values(struct view *v, const struct study *st)
{
	bool more = true;

	v->value = xcalloc(st->ncells, sizeof(*v->value));
	for (size_t i = 0; i < st->ncells; i++) {
		const struct study_cell *c = &st->cell[i];
		const struct publication *p = &st->pub[c->pub];

		v->value[i] = c->row->known && p->low[c->in] == p->high[c->in] ? p->low[c->in] :
		    SYSTEM_NOT_KNOWN;
	}
	while (more) {
		more = false;
		for (size_t k = 0; k < st->nfacts; k++)
			if (st->fact[k].kind == FACT_SUM && !st->fact[k].dropped)
				more |= settle_sum(v, st, &st->fact[k]);
	}
}

/*
 * Percentages are read as strictly as the values allow, which are known better now than from each
 * publication's figures: by total. READ_N: they say nothing, being those of rounded figures, as
 * rates may be too.
 */
static void
settle_readings(struct view *v, const struct study *st)
{
	v->reading = xcalloc(st->nslots * st->ncells, sizeof(*v->reading));
	for (size_t k = 0; k < st->nfacts; k++) {
		const struct fact *f = &st->fact[k];
		int64_t x, whole;
		enum reading *reading;

		if (f->kind != FACT_PRINTED)
			continue;
		reading = &v->reading[f->printed->slot * st->ncells + f->total];
		*reading = f->reading > *reading ? f->reading : *reading;
		x = v->value[f->part[0]];
		whole = v->value[f->total];
		if (x == SYSTEM_NOT_KNOWN || whole == SYSTEM_NOT_KNOWN)
			continue;
		while (*reading < READ_N &&
		    !printed_fits(f->printed, *reading, x, x, whole, whole))
			++*reading;
	}
}

/* Cells */

static bool
is_total(const struct study *st, const struct row *r)
{
	for (size_t d = 0; d < st->space.n; d++)
		if (space_place(&st->space, d, r)->total || space_place(&st->space, d, r)->parts)
			return true;
	return r->level == LEVEL_NATIONAL || r->level == LEVEL_REGIONAL ||
	    (r->level == LEVEL_AUTHORITY && st->pub[0].table.has_lower);
}

/* What an outsider knows of a published figure: counts in min..max are not published. */
static void
show(struct cell *c, const struct study_cell *of, const struct publication *p,
    const struct view_options *o)
{
	const struct policy *policy = o->policy;
	int64_t base = policy_base(policy, of->row->level), count = of->row->count;

	c->shown_low = p->low[of->in];
	c->shown_high = p->high[of->in];
	if (c->shown_low != c->shown_high || base == 0)
		return;
	policy_interval(policy_round(count, base), base, &c->shown_low, &c->shown_high);
	if (policy->rounds_only || policy_is_sensitive(policy, count))
		return;
	/* Where 4 and 5 are hidden, a 5 is 3, 6 or 7: one side of the gap is less than is known. */
	if (count < policy->min)
		c->shown_high = ranges_smaller(c->shown_high, policy->min - 1);
	else
		c->shown_low = ranges_larger(c->shown_low, policy->max + 1);
}

/* A count of the table: is it published, may it be hidden? */
static void
classify(struct cell *c, size_t i, const struct study_cell *of, const struct view_options *o)
{
	const struct policy *policy = o->policy;
	const bool zero = of->row->count == 0 && !policy->hide_zero;
	const bool hideable = o->may_hide_zero != NULL && o->may_hide_zero[i];

	if (policy->rounds_only)
		c->class = CELL_FIXED;
	else if (policy_is_sensitive(policy, of->row->count)) {
		c->class = CELL_PRIMARY;
		c->low = ranges_larger(c->low, policy->min);
		c->high = ranges_smaller(c->high, policy->max);
	} else if ((of->hidden && !of->shown) || (o->forced != NULL && o->forced[i]))
		c->class = CELL_FORCED;
	else if ((zero && !hideable) || (of->shown && of->low == of->high) ||
	    (o->kept != NULL && o->kept[i]))
		c->class = CELL_FIXED;
	else
		c->class = CELL_COUNT;
}

/* Whether an earlier publication hid a count that is 0. */
static bool
hid_zero(const struct study *st, const struct publication *p)
{
	bool hid = false;

	for (size_t i = 0; i < p->table.n && !hid; i++) {
		const struct study_cell *c = &st->cell[p->cell[i]];

		hid = !p->table.row[i].known && c->pub == 0 && c->row->known &&
		    st->pub[0].high[c->in] == 0;
	}
	return hid;
}

/* Which counts can be 0, as zeros are hidden in the table or were in an earlier publication. */
static void
find_zeros(struct view *v, const struct study *st, const struct view_options *o)
{
	bool hidden = o->zeros_hidden;

	v->may_be_zero = xcalloc(st->ncells, sizeof(*v->may_be_zero));
	for (size_t i = 0; i < st->pub[0].table.n && !o->audit && !hidden; i++) {
		const struct study_cell *c = &st->cell[i];

		hidden = c->row->known && v->value[i] == 0 && c->hidden && !c->shown;
	}
	for (size_t i = 0; i < st->ncells; i++)
		v->may_be_zero[i] = hidden;
	for (size_t k = 1; k < st->npubs && hidden; k++) {
		const struct publication *p = &st->pub[k];
		const bool hid = hid_zero(st, p);

		for (size_t i = 0; i < p->table.n && !hid; i++)
			if (!p->table.row[i].known &&
			    study_is_hidden(p->table.row[i].cell[p->table.count]))
				v->may_be_zero[p->cell[i]] = false;
	}
}

/*
 * While zeros are shown, a count that the program hides is at least 1, and so is one that an
 * earlier publication hid. Of a mark in the table itself that is not known; an audit takes it so,
 * except of <5. Where that contradicts the rest, or what another publication shows, marks may be 0.
 */
static int64_t
least_hidden(const struct view *v, const struct study *st, const struct view_options *o, size_t i)
{
	const struct study_cell *c = &st->cell[i];
	const struct row *r = c->row;
	const size_t count = st->pub[c->pub].table.count;

	if (study_is_missing(st, i) || o->policy->hide_zero || v->may_be_zero[i] ||
	    c->high == 0 || (r->known && v->value[i] == 0) ||
	    (o->may_be_zero != NULL && o->may_be_zero[i]))
		return 0;
	return r->known || (r->high == TABLE_NO_HIGH && (o->audit ||
	    (c->pub > 0 && study_is_hidden(r->cell[count]))));
}

static struct cell
make_cell(const struct view *v, const struct study *st, size_t i,
    const struct view_options *o)
{
	const struct study_cell *of = &st->cell[i];
	const struct publication *p = &st->pub[of->pub];
	struct cell c = {.class = CELL_MARK, .total = is_total(st, of->row), .value = v->value[i]};
	bool known = of->row->known, exact = p->low[of->in] == p->high[of->in];

	c.low = ranges_larger(of->low, !known ? of->row->low : exact ? 0 : p->low[of->in]);
	/* A rounded figure, too, is above 0 if another publication hides it. */
	if (!known || exact || (o->audit && of->marked && p->high[of->in] > 0))
		c.low = ranges_larger(c.low, least_hidden(v, st, o, i));
	c.high = ranges_smaller(of->high, known && !exact ? p->high[of->in] :
	    known ? SYSTEM_NO_HIGH : of->row->high);
	if (study_is_missing(st, i) && !o->audit && c.value != SYSTEM_NOT_KNOWN) {
		c.class = CELL_FORCED;
		c.shown_low = c.shown_high = c.value;
		return c;
	}
	if (!known || (!exact && c.value == SYSTEM_NOT_KNOWN)) {
		c.shown_low = c.low;
		c.shown_high = c.high;
		return c;
	}
	if (of->pub > 0 || o->audit || of->row->nil) {
		c.class = CELL_FIXED;
		c.shown_low = p->low[of->in];
		c.shown_high = p->high[of->in];
		return c;
	}
	show(&c, of, p, o);
	classify(&c, i, of, o);
	c.shown_low = ranges_larger(c.shown_low, of->low);
	c.shown_high = ranges_smaller(c.shown_high, of->high);
	return c;
}

/* Constraints */

static struct term *
terms_new(struct view *v, size_t n)
{
	return arena_alloc(&v->mem, n * sizeof(struct term));
}

static void
add(struct view *v, const struct term *terms, size_t n, int64_t low, int64_t high, uint32_t owner,
    size_t fact)
{
	struct system *s = &v->system;

	v->constraint = xgrow(v->constraint, &v->cap, s->n_constraints + 1,
	    sizeof(*v->constraint));
	v->constraint[s->n_constraints++] = (struct constraint){terms, n, low, high, owner,
	    (uint32_t)fact};
}

/* total - parts = 0; the last parts may be with the total */
static void
add_sum(struct view *v, const struct fact *f, size_t number)
{
	struct term *t = terms_new(v, f->n + 1);

	t[0] = (struct term){f->total, 1};
	for (size_t i = 0; i < f->n; i++)
		t[i + 1] = (struct term){f->part[i], i < f->n - f->left ? -1 : 1};
	add(v, t, f->n + 1, 0, 0, SYSTEM_NO_CELL, number);
}

static void
add_printed(struct view *v, const struct study *st, uint32_t owner, size_t number)
{
	const struct fact *f = &st->fact[number];
	enum reading reading = v->reading[f->printed->slot * st->ncells + f->total];
	const struct printed_range *r;
	struct term *t;

	if (reading == READ_N)
		return;
	if (f->printed->rate) {
		t = terms_new(v, 1);
		t[0] = (struct term){f->part[0], 1};
		add(v, t, 1, f->printed->least, f->printed->most, owner, number);
		return;
	}
	r = &f->printed->range[reading];
	t = terms_new(v, 4);
	t[0] = t[2] = (struct term){f->part[0], r->scale};
	t[1] = (struct term){f->total, -r->low};
	t[3] = (struct term){f->total, -r->high};
	add(v, t, 2, 0, SYSTEM_NO_HIGH, owner, number);
	add(v, t + 2, 2, SYSTEM_NO_LOW, 0, owner, number);
}

/* Whether what is printed in the row is published, and with which cell: into *owner. */
static bool
is_printed(const struct view *v, const struct study *st, const struct fact *f,
    const struct view_options *o, uint32_t *owner)
{
	const struct publication *p = &st->pub[f->pub];
	const bool known = p->table.row[f->printed->row].known;

	*owner = SYSTEM_NO_CELL;
	if (o->audit || f->pub > 0 || o->carried[f->printed->col] || o->policy->rounds_only ||
	    (known && v->cell[f->part[0]].class == CELL_MARK))
		return true;
	*owner = f->part[0];
	return known;
}

void
view_build(struct view *v, const struct study *st, const struct view_options *o)
{
	uint32_t owner;

	*v = (struct view){0};
	settle_values(v, st);
	settle_readings(v, st);
	find_zeros(v, st, o);
	v->cell = xcalloc(st->ncells, sizeof(*v->cell));
	for (size_t i = 0; i < st->ncells; i++)
		v->cell[i] = make_cell(v, st, i, o);
	for (size_t k = 0; k < st->nfacts; k++) {
		const struct fact *f = &st->fact[k];

		switch (f->kind) {
		case FACT_SUM:
		case FACT_SAME:
		case FACT_FIGURES:
			if (!f->dropped)
				add_sum(v, f, k);
			break;
		case FACT_PRINTED:
			if (is_printed(v, st, f, o, &owner))
				add_printed(v, st, owner, k);
			break;
		}
	}
	v->system.cells = v->cell;
	v->system.n_cells = st->ncells;
	v->system.constraints = v->constraint;
}

void
view_free(struct view *v)
{
	free(v->cell);
	free(v->constraint);
	free(v->value);
	free(v->reading);
	free(v->may_be_zero);
	arena_free(&v->mem);
	*v = (struct view){0};
}
