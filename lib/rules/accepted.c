#include "rules/accepted.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/packed.h"
#include "rules/state.h"

struct kept {
	const char *cells;		/* in the order of struct accepted, each after its length */
	uint64_t line : 63, met : 1;
};

struct accepted {
	struct row row;			/* the one loaded, */
	size_t loaded;			/* its number, or SIZE_MAX */
	struct eval ev;			/* and for its values */
	struct columns key;		/* without the period */
	struct columns order;		/* the key, the period, and the other columns */
	struct columns lacking;		/* those that it does not have */
	struct kept *kept;
	size_t n, cap;
	struct fptable at;		/* number by key and period */
	struct fptable periods;
	int32_t last;			/* of those, */
	bool has_before;		/* and the one before it */
	int32_t before;
	size_t *newest;			/* the rows of the last */
	size_t nnewest, newest_cap;
	struct fptable later;		/* the input's rows of later periods, by key and period */
	size_t next;			/* where the next row of the input is likely to be */
	uint64_t placed;		/* the live row whose place is known, from 1 */
	struct accepted_place place;
	struct arena mem;
};

bool
accepted_can(const struct program *p)
{
	return p->period >= 0 && p->key.n == p->rules->key.n;
}

/* Are these the texts of its key and period? */
static bool
is_at(const struct accepted *a, size_t at, const struct row *row)
{
	const char *p = a->kept[at].cells;

	for (size_t i = 0; i <= a->key.n; i++)
		if (!same_text(packed_next(&p), row->text[a->order.col[i]]))
			return false;
	return true;
}

static struct fp
period_fingerprint(int32_t ord)
{
	return fp_of(&ord, sizeof(ord));
}

static struct fp
place_fingerprint(struct run *r, struct row *row, int32_t ord)
{
	key_begin(r, (uint32_t)ord);
	row_key(r, row, r->accepted->key);
	return key_fingerprint(r);
}

/* Rows mostly come in the order of those accepted: tries the successor of the last one found. */
static struct accepted_place
find(struct run *r, struct row *row)
{
	struct accepted *a = r->accepted;
	const struct value *period = row_value(row, r->program->period);
	struct accepted_place place = {.kind = ACCEPTED_UNPLACED, .ord = period->ord};
	const uint32_t *at;

	if (period->kind != VALUE_ORDER)
		return place;
	place.kind = ACCEPTED_FOUND;
	if (a->next < a->n && is_at(a, a->next, row))
		place.at = a->next;
	else if ((at = fptable_find(&a->at, place_fingerprint(r, row, place.ord))) != NULL)
		place.at = *at;
	else
		place.kind = fptable_find(&a->periods, period_fingerprint(place.ord)) != NULL ?
		    ACCEPTED_NEW : ACCEPTED_PERIOD;
	if (place.kind == ACCEPTED_FOUND)
		a->next = place.at + 1;
	return place;
}

static struct accepted_place
place_of(struct run *r, struct row *row)
{
	struct accepted *a = r->accepted;

	if (row != &r->row)
		return find(r, row);
	if (a->placed != r->rows)
		a->place = find(r, row);
	a->placed = r->rows;
	return a->place;
}

static void
load(struct accepted *a, size_t at)
{
	const char *p = a->kept[at].cells;

	if (a->loaded == at)
		return;
	row_next(&a->row);
	a->row.text = a->row.own;
	for (size_t i = 0; i < a->order.n; i++)
		a->row.own[a->order.col[i]] = packed_next(&p);
	for (size_t i = 0; i < a->lacking.n; i++) {
		struct cell *cell = &a->row.cell[a->lacking.col[i]];

		cell->read = a->row.number;
		value_set_none(&cell->value);
	}
	a->row.line = a->kept[at].line;
	row_compute(&a->row);
	a->loaded = at;
}

/* For struct eval: the accepted row of its row. */
static struct eval *
accepted_eval(struct eval *ev)
{
	struct run *r = ev->arg;
	struct accepted *a = r->accepted;
	struct accepted_place place = place_of(r, ev->row);

	if (place.kind != ACCEPTED_FOUND) {
		ev->not_due = place.kind == ACCEPTED_PERIOD;
		ev->no_previous |= ev->not_due;
		return NULL;
	}
	load(a, place.at);
	a->ev = (struct eval){.row = &a->row, .rule = ev->rule, .failed_only = -1};
	return &a->ev;
}

static void
add_column(struct columns *c, int col)
{
	if (!has_column(*c, col))
		c->col[c->n++] = col;
}

void
accepted_begin(struct run *r)
{
	const struct program *p = r->program;
	struct accepted *a = r->accepted = xcalloc(1, sizeof(*a));

	r->ev.accepted = accepted_eval;
	row_init(&a->row, p);
	a->loaded = SIZE_MAX;
	a->order.col = arena_alloc(&a->mem, (p->ncols + 1) * sizeof(*a->order.col));
	a->key.col = a->order.col;
	for (size_t i = 0; i < p->key.n; i++)
		if (p->key.col[i] != p->period)
			add_column(&a->order, p->key.col[i]);
	a->key.n = a->order.n;
	add_column(&a->order, p->period);
	for (size_t i = 0; i < p->ncols; i++)
		add_column(&a->order, (int)i);
	a->lacking.col = arena_alloc(&a->mem, (p->ncols + 1) * sizeof(*a->lacking.col));
}

void
accepted_lacks(struct run *r, size_t col)
{
	add_column(&r->accepted->lacking, (int)col);
}

void
accepted_free(struct run *r)
{
	struct accepted *a = r->accepted;

	if (a == NULL)
		return;
	row_free(&a->row);
	free(a->kept);
	free(a->newest);
	fptable_free(&a->at);
	fptable_free(&a->periods);
	fptable_free(&a->later);
	arena_free(&a->mem);
	free(a);
}

/* A row of that period comes next: it may be the last, or the one before. */
static void
add_period(struct accepted *a, int32_t ord)
{
	if (a->n == 0 || ord > a->last) {
		a->has_before = a->n > 0;
		a->before = a->last;
		a->last = ord;
		a->nnewest = 0;
	} else if (ord < a->last && (!a->has_before || ord > a->before)) {
		a->has_before = true;
		a->before = ord;
	}
	if (ord < a->last)
		return;
	a->newest = xgrow(a->newest, &a->newest_cap, a->nnewest + 1, sizeof(*a->newest));
	a->newest[a->nnewest++] = a->n;
}

struct accepted_place
accepted_add(struct run *r, const struct slice *cells, uint64_t line)
{
	struct accepted *a = r->accepted;
	struct accepted_place place = {.kind = ACCEPTED_UNPLACED};
	const struct value *period;
	bool found;

	row_next(&a->row);
	row_set(&a->row, cells);
	period = row_value(&a->row, r->program->period);
	if (period->kind != VALUE_ORDER)
		return place;
	place.ord = period->ord;
	place.at = *fptable_add(&a->at, place_fingerprint(r, &a->row, place.ord), (uint32_t)a->n,
	    &found);
	place.kind = found ? ACCEPTED_FOUND : ACCEPTED_NEW;
	if (found)
		return place;
	fptable_add(&a->periods, period_fingerprint(place.ord), 0, &found);
	add_period(a, place.ord);
	a->kept = xgrow(a->kept, &a->cap, a->n + 1, sizeof(*a->kept));
	a->kept[a->n++] = (struct kept){.cells = packed_keep(&a->mem, NULL, 0, a->row.text,
	    a->order),
	    .line = line};
	return place;
}

enum run_fit
accepted_fit(struct run *r, size_t col)
{
	return run_fit_of(row_value(&r->accepted->row, (int)col)->kind);
}

struct accepted_place
accepted_meet(struct run *r)
{
	struct accepted *a = r->accepted;
	struct accepted_place place = place_of(r, &r->row);
	bool found;

	if (place.kind == ACCEPTED_FOUND)
		a->kept[place.at].met = 1;
	if (place.kind == ACCEPTED_PERIOD && place.ord > a->last)
		fptable_add(&a->later, place_fingerprint(r, &r->row, place.ord), 0, &found);
	return place;
}

/* Does that row have a successor, or predecessor, in another period of the submission? */
static bool
is_in(struct run *r, size_t at, int32_t ord)
{
	struct accepted *a = r->accepted;

	load(a, at);
	return fptable_find(&a->at, place_fingerprint(r, &a->row, ord)) != NULL;
}

bool
accepted_recurs(struct run *r)
{
	const struct accepted *a = r->accepted;
	size_t again = 0;

	for (size_t i = 0; i < a->nnewest && a->has_before; i++)
		again += is_in(r, a->newest[i], a->before);
	return !a->has_before || 2 * again >= a->nnewest;
}

/* As the year before shows: its last period had the row, and the one of the same season had not. */
static bool
is_seasonal(struct run *r, size_t at, int32_t ord)
{
	const struct accepted *a = r->accepted;
	int32_t year = period_per_year(r->program->form.freq);

	return fptable_find(&a->periods, period_fingerprint(ord - year)) != NULL &&
	    is_in(r, at, a->last - year) && !is_in(r, at, ord - year);
}

size_t
accepted_missing(struct run *r, int32_t ord, size_t *i)
{
	struct accepted *a = r->accepted;

	while (*i < a->nnewest) {
		size_t at = a->newest[(*i)++];

		load(a, at);
		if (fptable_find(&a->later, place_fingerprint(r, &a->row, ord)) == NULL &&
		    !is_seasonal(r, at, ord))
			return at;
	}
	return SIZE_MAX;
}

size_t
accepted_rows(const struct run *r)
{
	return r->accepted->n;
}

uint64_t
accepted_line(const struct run *r, size_t at)
{
	return r->accepted->kept[at].line;
}

bool
accepted_is_met(const struct run *r, size_t at)
{
	return r->accepted->kept[at].met;
}

int32_t
accepted_last_period(const struct run *r)
{
	return r->accepted->last;
}

const struct slice *
accepted_cells(struct run *r, size_t at)
{
	load(r->accepted, at);
	return r->accepted->row.own;
}

bool
accepted_is_same(const struct run *r, size_t at)
{
	const struct accepted *a = r->accepted;
	const char *p = a->kept[at].cells;

	for (size_t i = 0; i < a->order.n; i++)
		if (!same_text(packed_next(&p), r->row.text[a->order.col[i]]))
			return false;
	return true;
}

bool
accepted_differs(struct run *r, size_t at, size_t col, char *buf, struct slice *difference)
{
	const struct value *was, *now = row_value(&r->row, (int)col);
	struct figure d;

	*difference = (struct slice){buf, 0};
	load(r->accepted, at);
	was = row_value(&r->accepted->row, (int)col);
	if (same_text(was->text, now->text) || (was->kind == VALUE_BLANK && now->kind == was->kind))
		return false;
	if (was->kind != now->kind)
		return true;
	if (now->kind == VALUE_ORDER)
		return now->ord != was->ord;
	if (now->kind != VALUE_NUMBER)
		return true;
	if (figure_order(now->num, was->num) == FIGURE_EQUAL)
		return false;
	if (figure_sub(now->num, was->num, &r->row.scratch, &d))
		difference->n = figure_format(buf, d, -1);
	return true;
}

bool
accepted_repeats(struct run *r, uint64_t *figures)
{
	const struct program *p = r->program;
	struct accepted *a = r->accepted;
	const uint32_t *at = fptable_find(&a->at, place_fingerprint(r, &r->row, a->last));
	char buf[FIGURE_TEXT];
	struct slice difference;

	if (at == NULL)
		return false;
	for (size_t i = 0; i < program_fields(p); i++) {
		const struct value *v = row_value(&r->row, (int)i);

		if (!type_is_number(p->col[i].type))
			continue;
		if (accepted_differs(r, (size_t)*at, i, buf, &difference))
			return false;
		*figures += v->kind == VALUE_NUMBER &&
		    figure_order(v->num, figure_int(0)) != FIGURE_EQUAL;
	}
	return true;
}
