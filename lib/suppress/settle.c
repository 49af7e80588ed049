#include "suppress/settle.h"

#include <inttypes.h>
#include <stdlib.h>

#include "suppress/facts.h"

enum { MOST_CONSTRAINTS = 4096, MOST_REASONS = 4, MOST_SEARCHED = 100 };

/* In place of no end: more than any sum of counts. */
static const __int128 unbounded = (__int128)1 << 100;

static void
set_hidden(struct settled *s, const struct study *st)
{
	for (size_t i = 0; i < st->ncells; i++)
		s->hidden[i] = s->view.cell[i].class == CELL_MARK ||
		    s->view.cell[i].class == CELL_PRIMARY;
}

/* Percentages of the same whole are read alike; those of rounded figures may say nothing. */
static bool
loosen_percentages(struct study *st, const struct fact *f)
{
	const struct study_cell *total = &st->cell[f->total];
	const struct publication *p = &st->pub[total->pub];
	const bool rounded = p->low[total->in] != p->high[total->in];
	enum reading next = f->printed->rate ? READ_N : f->reading + 1;
	bool changed = false;

	if (f->reading == READ_N ||
	    (next == READ_N && !f->printed->presumed && (f->printed->rate || !rounded)))
		return false;
	for (size_t k = 0; k < st->nfacts; k++) {
		struct fact *g = &st->fact[k];

		if (g->kind == FACT_PRINTED && g->printed->slot == f->printed->slot &&
		    g->total == f->total && g->reading < next) {
			g->reading = next;
			changed = true;
		}
	}
	return changed;
}

static bool
is_unknown(const struct settled *s, uint32_t cell)
{
	const struct cell *c = &s->view.cell[cell];

	return s->hidden[cell] || c->shown_low < c->shown_high;
}

/* Whether the constraint has an unknown cell that is near; all of them are, from now on. */
static bool
spread(const struct settled *s, const struct constraint *c, bool *near)
{
	bool any = false, changed = false;

	for (size_t i = 0; i < c->n && !any; i++)
		any = near[c->terms[i].cell];
	for (size_t i = 0; i < c->n && any; i++) {
		uint32_t cell = c->terms[i].cell;

		if (near[cell] || !is_unknown(s, cell))
			continue;
		near[cell] = changed = true;
	}
	return changed;
}

/*
 * Where zeros were hidden after all, any mark that is related to those that clash may be one: not
 * these alone, or the others would be more certain than they are.
 */
static bool
loosen_marks(struct settled *s, const uint32_t *clash, size_t n, size_t ncells)
{
	bool *near = xcalloc(ncells, sizeof(*near)), changed = false, more = true;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < s->view.constraint[clash[i]].n; k++)
			near[s->view.constraint[clash[i]].terms[k].cell] |=
			    is_unknown(s, s->view.constraint[clash[i]].terms[k].cell);
	while (more) {
		more = false;
		for (size_t k = 0; k < s->view.system.n_constraints; k++)
			more |= spread(s, &s->view.constraint[k], near);
	}
	for (size_t i = 0; i < ncells; i++) {
		if (!near[i] || s->view.cell[i].class != CELL_MARK || s->view.cell[i].low != 1 ||
		    s->may_be_zero[i])
			continue;
		s->may_be_zero[i] = changed = true;
	}
	free(near);
	return changed;
}

/* That percentages gave way, and not marks, is a choice. */
static void
note_doubt(struct settled *s, const uint32_t *clash, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct constraint *c = &s->view.constraint[clash[i]];

		for (size_t k = 0; k < c->n; k++) {
			uint32_t cell = c->terms[k].cell;

			s->doubtful[cell] |= s->view.cell[cell].class == CELL_MARK &&
			    s->view.cell[cell].low == 1;
		}
	}
}

/* Percentages of a total that was only presumed to be theirs, or any. */
static bool
loosen_printed(struct settled *s, struct study *st, const uint32_t *clash, size_t n, bool presumed)
{
	bool changed = false;

	for (size_t i = 0; i < n; i++) {
		const struct fact *f = &st->fact[s->view.constraint[clash[i]].tag];

		if (f->kind == FACT_PRINTED && (!presumed || f->printed->presumed))
			changed |= loosen_percentages(st, f);
	}
	return changed;
}

/* Sums that only figures speak for. */
static bool
drop_figures(const struct settled *s, struct study *st, const uint32_t *clash, size_t n)
{
	bool changed = false;

	for (size_t i = 0; i < n; i++) {
		struct fact *f = &st->fact[s->view.constraint[clash[i]].tag];

		if (f->kind == FACT_FIGURES && !f->dropped)
			f->dropped = changed = true;
	}
	return changed;
}

/* Whether anything that clashes was only presumed; sums by figures, then percentages give way. */
static bool
loosen(struct settled *s, struct study *st, const uint32_t *clash, size_t n)
{
	if (drop_figures(s, st, clash, n))
		return true;
	if (!loosen_printed(s, st, clash, n, true) && !loosen_printed(s, st, clash, n, false))
		return loosen_marks(s, clash, n, st->ncells);
	note_doubt(s, clash, n);
	return true;
}

/* Names the rows that clash. */
static void
name_fact(const struct study *st, const struct fact *f, void (*say)(const char *message))
{
	const struct row *r = st->cell[f->kind == FACT_PRINTED ? f->part[0] : f->total].row;
	const struct table *t = &st->pub[st->cell[f->total].pub].table;
	struct textbuf b = {0};
	struct errmsg e;

	space_words(&st->space, r, &b);
	errmsg_set(&e, "%s:%" PRIu64 ": %.*s: %s%s%s clashes with other rows", r->file, r->line,
	    SLICE_ARG(t->heading[t->count]), f->kind == FACT_PRINTED ? "what is printed of " : "",
	    b.p, f->kind == FACT_SUM ? " as the sum of its parts" : "");
	say(e.text);
	textbuf_free(&b);
}

static int
report(const struct study *st, const struct view *v, const uint32_t *clash, size_t n,
    void (*say)(const char *message), struct errmsg *e)
{
	size_t last = SIZE_MAX;

	for (size_t i = 0; i < n && say != NULL; i++) {
		if (v->constraint[clash[i]].tag != last)
			name_fact(st, &st->fact[v->constraint[clash[i]].tag], say);
		last = v->constraint[clash[i]].tag;
	}
	return errmsg_set(e, "%s contradicts itself: no whole numbers fit %s",
	    st->pub[0].table.file, n == 1 ? "this row" : "these rows");
}

int
settle(struct settled *s, struct study *st, struct view_options *o,
    void (*say)(const char *message), struct errmsg *e)
{
	uint32_t *clash = xcalloc(MOST_CONSTRAINTS, sizeof(*clash));
	int status = 1;

	*s = (struct settled){.hidden = xcalloc(st->ncells, 1),
	    .may_be_zero = xcalloc(st->ncells, sizeof(bool)),
	    .doubtful = xcalloc(st->ncells, sizeof(bool))};
	o->may_be_zero = s->may_be_zero;
	while (status == 1) {
		struct attack *a;
		size_t n;

		view_build(&s->view, st, o);
		set_hidden(s, st);
		a = attack_new(&s->view.system, s->hidden);
		n = attack_clash(a, clash, MOST_CONSTRAINTS);
		n = n < MOST_CONSTRAINTS ? n : MOST_CONSTRAINTS;
		attack_free(a);
		if (n == 0)
			status = 0;
		else if (!loosen(s, st, clash, n))
			status = report(st, &s->view, clash, n, say, e);
		else
			view_free(&s->view);
	}
	free(clash);
	return status;
}

/* Percentages that gave way, of all; counted by cell of their total. */
static size_t
count_loose(const struct study *st, size_t *of)
{
	unsigned char *seen = xcalloc(st->ncells, 1);
	size_t n = 0;

	*of = 0;
	for (size_t k = 0; k < st->nfacts; k++) {
		const struct fact *f = &st->fact[k];
		unsigned char is;

		if (f->kind != FACT_PRINTED || f->printed->rate)
			continue;
		is = f->reading > f->printed->reading ? 3 : 1;
		*of += (seen[f->total] & 1) == 0;
		n += (is & ~seen[f->total] & 2) != 0;
		seen[f->total] |= is;
	}
	free(seen);
	return n;
}

void
settle_describe(const struct settled *s, const struct study *st, void (*say)(const char *message))
{
	size_t all, loose = count_loose(st, &all), marks = 0, zeros = 0;
	struct errmsg e;

	if (loose > 0) {
		errmsg_set(&e, "%s: the percentages of %zu of %s are read less strictly, as no "
		    "whole numbers fit them; what this leaves in doubt is not called pinned",
		    st->pub[0].table.file, loose, plural(all, "total").text);
		say(e.text);
	}
	for (size_t i = 0; i < st->ncells && s->may_be_zero != NULL; i++) {
		marks += s->view.cell[i].class == CELL_MARK;
		zeros += s->may_be_zero[i];
	}
	if (zeros > 0) {
		errmsg_set(&e, "%s: %zu of %s may be 0, as no whole numbers fit otherwise",
		    st->pub[0].table.file, zeros, plural(marks, "hidden count").text);
		say(e.text);
	}
}

void
settled_free(struct settled *s)
{
	view_free(&s->view);
	free(s->hidden);
	free(s->may_be_zero);
	free(s->doubtful);
}

/* The ends that the constraint alone leaves its k-th term, given what each cell is known to be. */
static void
ends_by(const struct view *v, const unsigned char *hidden, const struct constraint *c, size_t k,
    int64_t *low, int64_t *high)
{
	const struct cell *cell = &v->cell[c->terms[k].cell];
	int64_t by = c->terms[k].coefficient;
	__int128 least = 0, most = 0;		/* of the other terms */

	*low = cell->low;
	*high = cell->high;
	if (by != 1 && by != -1)
		return;
	for (size_t i = 0; i < c->n; i++) {
		const struct cell *other = &v->cell[c->terms[i].cell];
		const bool is_hidden = hidden[c->terms[i].cell];
		__int128 a = is_hidden ? other->low : other->shown_low;
		__int128 z = is_hidden ? other->high : other->shown_high;
		__int128 f = c->terms[i].coefficient;

		if (i == k)
			continue;
		if (z == SYSTEM_NO_HIGH)
			z = unbounded;
		least += f * (f > 0 ? a : z);
		most += f * (f > 0 ? z : a);
	}
	/* c->low - most <= by * cell <= c->high - least */
	least = (c->high == SYSTEM_NO_HIGH ? unbounded : c->high) - least;
	most = (c->low == SYSTEM_NO_LOW ? -unbounded : c->low) - most;
	if ((by > 0 ? most : -least) > *low)
		*low = (int64_t)(by > 0 ? most : -least);
	if ((by > 0 ? least : -most) < *high)
		*high = (int64_t)(by > 0 ? least : -most);
}

/*
 * One constraint that gives the range by itself, or one for each end, into reason[2]: how many; 0:
 * none do.
 */
static size_t
find_single(const struct view *v, const unsigned char *hidden, uint32_t cell, int64_t low,
    int64_t high, uint32_t *reason)
{
	const struct cell *own = &v->cell[cell];
	bool has_low = low == own->low, has_high = high == own->high;
	size_t n = 0;

	for (size_t k = 0; k < v->system.n_constraints; k++) {
		const struct constraint *c = &v->constraint[k];

		if (c->owner != SYSTEM_NO_CELL && hidden[c->owner])
			continue;
		for (size_t i = 0; i < c->n; i++) {
			int64_t a, z;

			if (c->terms[i].cell != cell)
				continue;
			ends_by(v, hidden, c, i, &a, &z);
			if (a == low && z == high) {
				*reason = (uint32_t)k;
				return 1;
			}
			if ((!has_low && a == low) || (!has_high && z == high))
				reason[n++] = (uint32_t)k;
			has_low |= a == low;
			has_high |= z == high;
		}
	}
	return has_low && has_high ? n : 0;
}

static bool
is_doubtful(const struct settled *s, uint32_t cell)
{
	return s->doubtful != NULL && s->doubtful[cell] && !s->may_be_zero[cell];
}

static bool
has_doubtful(const struct settled *s, const struct constraint *c)
{
	bool doubt = false;

	for (size_t i = 0; i < c->n && !doubt; i++)
		doubt = is_doubtful(s, c->terms[i].cell);
	return doubt;
}

/* The constraints that the cell is in, into reason[]: how many. */
static size_t
find_own(const struct settled *s, uint32_t cell, uint32_t *reason, size_t max)
{
	const struct system *sys = &s->view.system;
	size_t n = 0;

	for (uint32_t k = 0; k < sys->n_constraints && n < max; k++) {
		const struct constraint *c = &sys->constraints[k];
		bool has = false;

		for (size_t i = 0; i < c->n && !has; i++)
			has = c->terms[i].cell == cell;
		if (has && (c->owner == SYSTEM_NO_CELL || !s->hidden[c->owner]))
			reason[n++] = k;
	}
	return n;
}

/* "; if At31 is a total": the first of the facts that only figures show. */
static void
add_guess(const struct study *st, const struct settled *s, const uint32_t *reason, size_t n,
    struct textbuf *b)
{
	for (size_t i = 0; i < n; i++) {
		const struct fact *f = &st->fact[s->view.constraint[reason[i]].tag];

		if (!facts_is_guessed(st, f))
			continue;
		textbuf_addf(b, "; if %.*s is a total", SLICE_ARG(space_place(&st->space, f->dim,
		    st->cell[f->total].row)->words));
		return;
	}
}

/* Adds the facts of the constraints to *b, the first few by name. True: some are in doubt. */
static bool
add_facts(const struct study *st, const struct settled *s, uint32_t cell, const uint32_t *reason,
    size_t n, struct textbuf *b)
{
	struct textbuf words = {0};
	uint32_t last = UINT32_MAX;
	size_t named = 0, left = 0, figures = 0;
	bool doubt = false;

	for (size_t i = 0; i < n; i++) {
		uint32_t fact = s->view.constraint[reason[i]].tag;

		doubt |= has_doubtful(s, &s->view.constraint[reason[i]]);
		if (fact == last)
			continue;
		last = fact;
		if (named == MOST_REASONS) {
			left++;
			figures += st->fact[fact].kind == FACT_FIGURES && !st->fact[fact].called;
			continue;
		}
		facts_words(st, &st->fact[fact], cell, &words);
		textbuf_addf(b, "%s%s", named++ > 0 ? "; " : "", words.p);
	}
	if (left > 0)
		textbuf_addf(b, "; and %s%s", plural(left, "other sum").text,
		    figures == 0 ? "" : left == 1 ? " (by its figures)" :
		    figures < left ? " (some by their figures)" : " (by their figures)");
	add_guess(st, s, reason, n, b);
	textbuf_free(&words);
	return doubt;
}

bool
settle_reasons(const struct study *st, struct settled *s, struct attack *a, uint32_t cell,
    int64_t low, int64_t high, struct textbuf *b)
{
	uint32_t reason[MOST_CONSTRAINTS];
	size_t n = find_single(&s->view, s->hidden, cell, low, high, reason);

	textbuf_reset(b);
	textbuf_addf(b, "%s", "");
	if (n == 0 && (low == high || s->searched++ < MOST_SEARCHED))
		n = attack_reasons(a, cell, reason, MOST_CONSTRAINTS);
	else if (n == 0) {
		textbuf_addf(b, "several sums together, its own being ");
		n = find_own(s, cell, reason, MOST_CONSTRAINTS);
	}
	return add_facts(st, s, cell, reason, n < MOST_CONSTRAINTS ? n : MOST_CONSTRAINTS, b) ||
	    is_doubtful(s, cell);
}
