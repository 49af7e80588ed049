#include "suppress/decide.h"

#include <inttypes.h>
#include <stdlib.h>

/* A 0 that an earlier publication shows stays known. */
static bool
can_hide_zero(const struct job *j, size_t i)
{
	const struct study_cell *c = &j->study.cell[i];

	return c->row->known && j->settled.view.cell[i].value == 0 && !j->kept[i] &&
	    !(c->shown && c->low == c->high);
}

/* Zeros that share a sum with the cell may be hidden from now on; false: they already may. */
static bool
allow_zeros(struct job *j, uint32_t cell)
{
	const struct system *s = &j->settled.view.system;
	bool changed = false;

	for (size_t k = 0; k < s->n_constraints; k++) {
		const struct constraint *c = &s->constraints[k];
		bool has = false;

		for (size_t i = 0; i < c->n && !has; i++)
			has = c->terms[i].cell == cell;
		for (size_t i = 0; i < c->n && has; i++) {
			uint32_t z = c->terms[i].cell;

			if (z >= j->study.pub[0].table.n || !can_hide_zero(j, z) ||
			    j->may_hide_zero[z] || s->cells[z].class != CELL_FIXED)
				continue;
			j->may_hide_zero[z] = changed = true;
		}
	}
	j->view.zeros_hidden |= changed;
	return changed;
}

/* All zeros that are not kept. */
static bool
allow_all_zeros(struct job *j)
{
	const struct system *s = &j->settled.view.system;
	bool changed = false;

	for (size_t z = 0; z < j->study.pub[0].table.n; z++) {
		if (!can_hide_zero(j, z) || j->may_hide_zero[z] ||
		    s->cells[z].class != CELL_FIXED)
			continue;
		j->may_hide_zero[z] = changed = true;
	}
	j->view.zeros_hidden |= changed;
	return changed;
}

static bool
has_marks(const struct job *j)
{
	for (size_t i = 0; i < j->study.ncells; i++)
		if (!j->study.cell[i].row->known && !study_is_missing(&j->study, i))
			return true;
	return false;
}

int
decide_build(struct job *j, struct errmsg *e)
{
	if (j->settled.hidden != NULL)
		settled_free(&j->settled);
	if (has_marks(j))
		return settle(&j->settled, &j->study, &j->view, j->o->say, e);
	j->settled = (struct settled){.hidden = xcalloc(j->study.ncells, 1)};
	j->view.may_be_zero = NULL;
	view_build(&j->settled.view, &j->study, &j->view);
	return 0;
}

/* Why the cell cannot be protected, with all hidden that may be. */
static int
report_impossible(struct job *j, uint32_t cell, struct errmsg *e)
{
	const struct view *v = &j->settled.view;
	const struct row *r = j->study.cell[cell].row;
	const struct table *t = &j->study.pub[j->study.cell[cell].pub].table;
	struct textbuf words = {0}, why = {0};
	struct attack *a;
	int64_t low = 0, high = 0;

	for (size_t i = 0; i < j->study.ncells; i++)
		j->settled.hidden[i] = v->cell[i].class != CELL_FIXED;
	a = attack_new(&v->system, j->settled.hidden);
	attack_range(a, cell, &low, &high);
	settle_reasons(&j->study, &j->settled, a, cell, low, high, &why);
	attack_free(a);
	space_words(&j->study.space, r, &words);
	errmsg_set(e, "%s:%" PRIu64 ": %.*s: %s cannot be protected%s, whatever else is hidden%s%s",
	    r->file, r->line, SLICE_ARG(t->heading[t->count]), words.p,
	    j->o->protect > 1 ? " as --protect asks" : "", why.n > 0 ? ": it follows from " : "",
	    why.n > 0 ? why.p : "");
	textbuf_free(&words);
	textbuf_free(&why);
	return 1;
}

/*
 * That a hidden count may be 0 protects only if a zero is hidden: whether the choice needs that and
 * has none.
 */
static bool
lacks_zero(const struct job *j)
{
	const struct system *s = &j->settled.view.system;
	bool lacks = j->view.zeros_hidden;

	for (size_t i = 0; i < j->study.pub[0].table.n && lacks; i++)
		lacks = s->cells[i].value != 0 || !j->choice.hidden[i];
	return lacks;
}

/* The zeros that can be hidden: those related to what needs it first, and of these inner ones. */
static size_t
list_zeros(const struct job *j, uint32_t *zero)
{
	const struct cell *cell = j->settled.view.cell;
	size_t n = 0;

	for (int k = 0; k < 4; k++)
		for (uint32_t i = 0; i < j->study.pub[0].table.n; i++)
			if (can_hide_zero(j, i) && j->may_hide_zero[i] == (k < 2) &&
			    cell[i].total == (k % 2 == 1))
				zero[n++] = i;
	return n;
}

/* A choice and the view it is of. */
struct trial {
	struct settled settled;
	struct choice choice;
	size_t totals;
	int64_t sum;
};

static void
measure(struct trial *t)
{
	t->totals = 0;
	t->sum = 0;
	for (size_t i = 0; i < t->settled.view.system.n_cells; i++) {
		t->totals += t->choice.hidden[i] && t->settled.view.cell[i].total;
		t->sum += t->choice.hidden[i] && t->settled.view.value[i] != SYSTEM_NOT_KNOWN ?
		    t->settled.view.value[i] : 0;
	}
}

static bool
is_better(const struct trial *a, const struct trial *b)
{
	if (a->choice.secondary != b->choice.secondary)
		return a->choice.secondary < b->choice.secondary;
	return a->totals != b->totals ? a->totals < b->totals : a->sum < b->sum;
}

/* The choice with this zero hidden whatever else is. False: there is none that is safe. */
static bool
try_zero(struct job *j, const struct choose_options *o, uint32_t zero, struct trial *t)
{
	uint32_t culprit;
	struct errmsg e;
	bool safe = false;

	j->forced[zero] = true;
	if (decide_build(j, &e) == 0) {
		safe = choose(&j->settled.view.system, o, &t->choice, &culprit) == CHOOSE_SAFE;
		if (!safe)
			choice_free(&t->choice);
	}
	j->forced[zero] = false;
	if (!safe)
		return false;
	t->settled = j->settled;
	j->settled = (struct settled){0};
	measure(t);
	return true;
}

static void
free_trial(struct trial *t)
{
	if (t->settled.hidden == NULL)
		return;
	choice_free(&t->choice);
	settled_free(&t->settled);
	*t = (struct trial){0};
}

/* Which zero is hidden: that with which the fewest counts are; of several, the first. */
static bool
choose_zero(struct job *j, const struct choose_options *o)
{
	enum { MOST_ZEROS = 24, MOST_CELLS = 3000 };	/* in all trials */
	uint32_t *zero = xcalloc(j->study.pub[0].table.n, sizeof(*zero)), found = 0;
	size_t n = list_zeros(j, zero), most = MOST_CELLS / j->study.ncells;
	struct trial best = {0};

	if (j->choice.worst == CHOICE_HEURISTIC || most == 0)
		most = 1;
	else if (most > MOST_ZEROS)
		most = MOST_ZEROS;
	choice_free(&j->choice);
	for (size_t k = 0; k < n && (k < most || best.settled.hidden == NULL); k++) {
		struct trial t = {0};

		if (!try_zero(j, o, zero[k], &t))
			continue;
		if (best.settled.hidden != NULL && !is_better(&t, &best)) {
			free_trial(&t);
			continue;
		}
		free_trial(&best);
		best = t;
		found = zero[k];
	}
	free(zero);
	if (best.settled.hidden == NULL)
		return false;
	j->untried = n > most;
	j->forced[found] = true;
	j->settled = best.settled;
	j->choice = best.choice;
	return true;
}

static int
gave_up(const struct job *j, struct errmsg *e)
{
	errmsg_set(e, "%s: nothing could be proved safe in the time allowed; expected more "
	    "--time, or a smaller table", j->study.pub[0].table.file);
	return 1;
}

int
decide(struct job *j, struct errmsg *e)
{
	const struct policy *p = &j->o->policy;
	const struct choose_options o = {j->o->protect, p->min, p->max, j->o->seconds};
	uint32_t culprit = 0;

	for (;;) {
		if (decide_build(j, e) != 0)
			return -1;
		switch (choose(&j->settled.view.system, &o, &j->choice, &culprit)) {
		case CHOOSE_SAFE:
			return !lacks_zero(j) || choose_zero(j, &o) ? 0 : gave_up(j, e);
		case CHOOSE_IMPOSSIBLE:
			choice_free(&j->choice);
			if (allow_zeros(j, culprit) || allow_all_zeros(j))
				continue;
			return report_impossible(j, culprit, e);
		case CHOOSE_GAVE_UP:
			return gave_up(j, e);
		case CHOOSE_CONTRADICTION:
			return errmsg_set(e, "%s: no whole numbers fit the totals and marks: check "
			    "the table first", j->study.pub[0].table.file);
		}
	}
}
