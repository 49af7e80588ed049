#include "rules/finding.h"

#include "rules/state.h"
#include "rules/why.h"

enum { MOST_COMPARED = 100 };	/* rows not checked whose reasons are compared, for each rule */

/* What came of a check: the counts, where a finding is, and whether needs: holds it back. */

static struct slice
keep(struct arena *mem, struct slice s)
{
	return s.n == 0 ? (struct slice){"", 0} : arena_copy(mem, s);
}

struct slice
finding_message(const struct finding *f, struct textbuf *t)
{
	const struct slice part[] = {f->opening, f->found, f->between, f->expected, f->message};
	size_t n = 0;

	if (f->opening.n == 0)
		return f->message;
	for (size_t i = 0; i < LENGTH(part); i++)
		n += part[i].n;
	textbuf_reset(t);
	if (t->cap <= n)
		textbuf_room(t, n);
	for (size_t i = 0; i < LENGTH(part); i++) {
		copy_text(t->p + t->n, part[i].p, part[i].n);
		t->n += part[i].n;
	}
	return textbuf_slice(t);
}

void
finding_keep(struct finding *f, struct arena *mem)
{
	struct slice *value = arena_alloc(mem, 2 * f->nkeys * sizeof(*value));
	struct slice *name = value + f->nkeys;

	f->column = keep(mem, f->column);
	f->found = keep(mem, f->found);
	f->expected = keep(mem, f->expected);
	f->difference = keep(mem, f->difference);
	f->allowance = keep(mem, f->allowance);
	f->opening = keep(mem, f->opening);
	f->between = keep(mem, f->between);
	f->message = keep(mem, f->message);
	for (size_t i = 0; i < f->nkeys; i++) {
		value[i] = keep(mem, f->key_value[i]);
		name[i] = f->key_name[i];
	}
	f->key_value = value;
	f->key_name = name;
}

/* By edge: identifies the fault at the row, as a rule that needs this one or is needed has it. */
static struct fault *
find_faults(struct run *r, const struct state *s, struct row *row, enum about about,
    struct arena *mem)
{
	struct fault *fault = arena_alloc(mem, r->nedges * sizeof(*fault));
	uint64_t place[2] = {row->line, row->file};

	for (size_t i = 0; i < r->nedges; i++) {
		const struct edge *e = &r->edge[i];

		if ((e->by != s->index && e->of != s->index) || (about != ABOUT_ROW &&
		    (e->how->same_row || unsaid_column(s->rule, about, e->how->cols) >= 0)))
			continue;
		fault[i].known = true;
		fault[i].fp = e->how->same_row ? fp_of(place, sizeof(place)) :
		    row_fingerprint(r, row, e->how->cols);
	}
	return fault;
}

/*
 * Reports the finding, unless a rule that this one needs is at fault; and notes the fault. A waived
 * one holds nothing back.
 */
static void
deliver(struct run *r, struct state *s, const struct finding *f, const struct fault *fault)
{
	bool back = false, found;
	bool waived = s->rule->needed && r->sink.is_waived != NULL &&
	    r->sink.is_waived(r->sink.arg, f);

	for (size_t i = 0; i < r->nedges; i++) {
		struct edge *e = &r->edge[i];

		if (!fault[i].known)
			continue;
		back |= e->by == s->index && fptable_find(&e->faults, fault[i].fp) != NULL;
		if (e->of == s->index && !waived)
			fptable_add(&e->faults, fault[i].fp, 0, &found);
	}
	if (back)
		s->counts.held_back++;
	else
		r->sink.take(r->sink.arg, f);
}

/* Adds the columns to a key that does not have them yet. */
static void
add_keys(const struct program *p, struct spot *k, struct columns c)
{
	struct finding *f = &k->finding;

	for (size_t i = 0; i < c.n; i++) {
		struct slice name = p->col[c.col[i]].name;
		size_t at = 0;

		while (at < f->nkeys && f->key_name[at].p != name.p)
			at++;
		if (at < f->nkeys)
			continue;
		k->key[f->nkeys] = c.col[i];
		f->key_name[f->nkeys++] = name;
	}
}

/* What all findings of the rule have, about a row or a group: found once. */
static COLD struct spot *
new_spot(struct run *r, const struct state *s, enum about about)
{
	const struct program *p = r->program;
	const struct bound *u = s->rule;
	enum test test = u->rule->test;
	size_t most = p->key.n + u->by.n + u->arg.n + 1;
	struct spot *k = arena_alloc(&r->mem, sizeof(*k));
	struct finding *f = &k->finding;

	*f = (struct finding){.rule = u->rule->id, .severity = u->rule->severity,
	    .order = (unsigned)s->index,
	    .key_name = arena_alloc(&r->mem, most * sizeof(*f->key_name)),
	    .key_value = arena_alloc(&r->mem, most * sizeof(*f->key_value))};
	k->key = arena_alloc(&r->mem, most * sizeof(*k->key));
	if (about == ABOUT_ROW)
		add_keys(p, k, p->key);
	if (f->nkeys == 0) {
		add_keys(p, k, u->by);
		if ((test == TEST_EVERY && about != ABOUT_GROUP) ||
		    (test == TEST_UNIQUE && f->nkeys == 0))
			add_keys(p, k, u->arg);
	}
	if (about == ABOUT_ROW && p->period >= 0)
		add_keys(p, k, (struct columns){(int[]){p->period}, 1});
	return k;
}

/* A finding without words where the row or group is: its line, file and key; until the next. */
static struct finding *
place_finding(struct run *r, struct state *s, const struct row *row, enum about about)
{
	struct spot *k = s->spot[about];
	struct finding *f;

	if (k == NULL)
		k = s->spot[about] = new_spot(r, s, about);
	f = &k->finding;
	f->file = row->file;
	f->line = row->line;
	f->file_name = f->line > 0 ? r->file_name[f->file] : (struct slice){0};
	for (size_t i = 0; i < f->nkeys; i++)
		f->key_value[i] = row->text[k->key[i]];
	f->column = f->found = f->expected = f->difference = f->allowance = f->opening =
	    f->between = f->message = (struct slice){0};
	return f;
}

bool
run_is_waived(struct run *r, struct state *s, const struct row *row)
{
	return r->sink.is_waived != NULL &&
	    r->sink.is_waived(r->sink.arg, place_finding(r, s, row, ABOUT_ROW));
}

void
run_tell(struct run *r, struct state *s, struct row *row, enum about about)
{
	const struct bound *u = s->rule;
	const struct rule *rule = u->rule;
	const struct textbuf *w = r->words;
	struct finding *f = place_finding(r, s, row, about);
	struct pending *p;

	f->found = textbuf_slice(&w[FOUND]);
	f->expected = textbuf_slice(&w[EXPECTED]);
	f->difference = textbuf_slice(&w[DIFFERENCE]);
	f->allowance = textbuf_slice(&w[ALLOWANCE]);
	f->opening = r->opening;
	f->between = r->between;
	f->message = textbuf_slice(&w[MESSAGE]);
	if ((about == ABOUT_ROW || rule->test == TEST_NO_GAPS || s->column == u->each) &&
	    s->column >= 0)
		f->column = rule->header ? row->text[0] : r->program->col[s->column ==
		    r->program->derived ? r->program->derived_from : s->column].name;
	if (u->nneeds == 0) {
		deliver(r, s, f, r->nedges == 0 ? NULL :
		    find_faults(r, s, row, about, &row->scratch));
		return;
	}
	p = RULES_ADD(&r->mem, s->pending, s->npending);
	*p = (struct pending){*f, find_faults(r, s, row, about, &r->mem)};
	finding_keep(&p->finding, &r->mem);
}

void
run_tell_words(struct run *r, struct state *s, struct row *row, enum about about)
{
	struct eval ev = {.row = row, .rule = s->rule, .failed_only = -1};

	words_own(r, &ev);
	run_tell(r, s, row, about);
}

void
run_tell_pending(struct run *r, struct state *s)
{
	for (size_t i = 0; i < s->npending; i++)
		deliver(r, s, &s->pending[i].finding, s->pending[i].fault);
}

/* Once a group. */
static void
tell_failed_only(struct run *r, struct state *s, struct eval *ev)
{
	uint32_t key[2] = {r->gid, (uint32_t)ev->failed_only};
	const struct first *first = state_first(s, r->gid);
	bool found;

	fptable_add(&s->only_reported, fp_of(key, sizeof(key)), 0, &found);
	if (found)
		return;
	words_only(r, ev, s->rule->agg[ev->failed_only]);
	if (!s->rule->group) {
		ev->row->line = first->line;
		ev->row->file = first->file;
	}
	run_tell(r, s, ev->row, ABOUT_GROUP);
}

static bool
is_first(const struct finding *first, const struct row *row)
{
	return first->rule.n == 0 || row->file < first->file ||
	    (row->file == first->file && row->line < first->line);
}

/* May the reason be a cell that does not fit its declaration? Or that a period is not due? */
static bool
depends_on_reason(const struct run *r, const struct state *s, const struct eval *ev)
{
	return ev->row != &r->row || !r->fits || s->rule->previous_row || ev->no_previous;
}

static bool
is_misfit(const struct program *p, const struct why *why)
{
	return why->column >= 0 && p->col[why->column].type != TYPE_ANY &&
	    (why->kind == WHY_NO_NUMBER || why->kind == WHY_NO_DATE ||
	    why->kind == WHY_NO_PERIOD);
}

/* Is it the reason of the first? Of cells the column counts, wherever the rule names it. */
static bool
is_reason(const struct reason *first, const struct why *why)
{
	return first->kind == why->kind && first->column == why->column &&
	    (why->column >= 0 || first->node == why->node);
}

/* Counts a row or group that was not checked; of the first, says why. */
static void
count_unchecked(struct run *r, struct state *s, struct row *row, const struct why *why,
    enum about about)
{
	bool misfit = is_misfit(r->program, why), known = why->node != NULL || why->column >= 0;
	struct finding *first = &s->unchecked[misfit];
	struct reason *reason = &s->reason[misfit];
	bool mixed = first->rule.n > 0 && (first->mixed || (known && !is_reason(reason, why)));

	s->counts.not_checked++;
	s->counts.misfits += misfit;
	first->mixed = mixed;
	if (!is_first(first, row))
		return;
	*reason = (struct reason){why->kind, why->column, why->node};
	words_begin(r, NULL, true);
	why_words(r->program, s->rule, why, &r->words[MESSAGE]);
	*first = *place_finding(r, s, row, about);
	first->mixed = mixed;
	first->message = textbuf_slice(&r->words[MESSAGE]);
	if (why->column >= 0)
		first->column = r->program->col[why->column].name;
	finding_keep(first, &r->mem);
}

/* The condition n is unknown. */
static COLD void
not_checked(struct run *r, struct state *s, struct eval *ev, const struct node *n)
{
	struct why why;

	if (why_is_alone(ev, n)) {
		s->counts.not_due++;
		return;
	}
	why = (struct why){.column = -1};
	if (depends_on_reason(r, s, ev) || is_first(&s->unchecked[false], ev->row) ||
	    s->compared++ < MOST_COMPARED)
		why_condition(ev, n, &why);
	if (why.kind == WHY_NOT_DUE)
		s->counts.not_due++;
	else
		count_unchecked(r, s, ev->row, &why, s->rule->group && n == s->rule->check ?
		    ABOUT_GROUP : ABOUT_ROW);
}

void
run_tell_unknown(struct run *r, struct state *s, struct row *row, int col)
{
	struct why why;

	why_cell(row, col, &why);
	count_unchecked(r, s, row, &why, ABOUT_ROW);
}

void
run_tell_undecided(struct run *r, struct state *s, struct row *row, enum about about)
{
	const struct node *n = row->given_up;
	struct eval ev = r->ev;		/* which finds previous and accepted rows */

	row->given_up = NULL;
	ev.row = row;
	ev.rule = s->rule;
	words_undecided(r, &ev, n);
	run_tell(r, s, row, about);
}

/* The check is not true; or an only(), or its numbers, have no value. */
static COLD void
tell_fault(struct run *r, struct state *s, struct eval *ev, enum truth t)
{
	enum about about = !s->rule->group ? ABOUT_ROW :
	    s->rule->rule->test == TEST_EVERY ? ABOUT_ABSENCE : ABOUT_GROUP;

	if (ev->failed_only >= 0) {
		tell_failed_only(r, s, ev);
	} else if (ev->overflow) {
		run_tell_undecided(r, s, ev->row, about);
	} else if (t == NO) {
		s->column = words_failed(r, s, ev);
		run_tell(r, s, ev->row, about);
		s->column = s->rule->column;
	}
}

void
run_conclude(struct run *r, struct state *s, struct eval *ev, const struct node *n, enum truth t)
{
	bool plain = ev->failed_only < 0 && !ev->overflow;

	s->counts.checked += t != UNKNOWN || !plain;
	if (t == UNKNOWN && plain)
		not_checked(r, s, ev, n);
	else if (t != YES || !plain)
		tell_fault(r, s, ev, t);
}
