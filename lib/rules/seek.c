#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/function.h"
#include "rules/linkedrows.h"
#include "rules/packed.h"
#include "rules/why.h"

/* Look-ups: the rows of a linked file that have a key, and what is worked out over them. */

enum {
	MOST_COUNTED = 100,	/* rows found where one is meant */
	MANY = 8,		/* rows of a key whose value is worth keeping */
};

/* The key of the row that asks. False: a value in it is not known. */
static bool
make_key(struct eval *ev, struct lookup *k, struct fp *fp)
{
	const struct lookup_key *key = k->key;
	struct value room;
	const struct value *v;

	keybuf_reset(&k->mine);
	for (size_t i = 0; i < k->nkeys; i++) {
		v = value_of(ev, key[i].expr, &room);
		if (v->kind == VALUE_NONE)
			return false;
		if (k->nkeys == 1 && key->as.type == TYPE_ANY)
			keybuf_append(&k->mine, v->text);
		else
			linked_add_to_key(&k->mine, &key[i].as, v->text, v);
	}
	*fp = linked_key(&k->mine);
	return true;
}

/* A cell always is. */
static bool
is_rest_known(struct eval *ev, const struct lookup *k)
{
	struct value room;
	bool is = true;

	for (size_t i = 0; i < k->nrest && is; i++)
		is = node_is_column(k->rest[i].expr) ||
		    value_of(ev, k->rest[i].expr, &room)->kind != VALUE_NONE;
	return is;
}

/* Where the rows of the key of this row are, if that is prepared; or NULL. */
static const struct sought_rows *
prepared_rows(const struct lookup *k, const struct row *row)
{
	const struct sought_rows *s = &k->like->place[row->place];

	return s->number == row->number && s->row == row ? s : NULL;
}

static bool
is_integer(const struct value *v)
{
	return v->kind == VALUE_NUMBER && v->known && v->num.d == 1;
}

/* Has the row that is loaded the value as a part of its key? */
static bool
has_value(struct lookup *k, const struct lookup_key *key, struct slice text, const struct value *v)
{
	struct slice its = k->row.text[key->col];
	const struct value *of = linked_value(&k->row, key);

	if (key->as.type == TYPE_ANY)
		return same_text(text, its);
	if (v != NULL && of != NULL && v->kind == VALUE_ORDER && of->kind == VALUE_ORDER)
		return v->ord == of->ord;		/* which is in their keys; */
	if (v != NULL && of != NULL && is_integer(v) && is_integer(of))
		return v->num.n == of->num.n;		/* and so is this */
	keybuf_reset(&k->text);
	keybuf_reset(&k->its);
	linked_add_to_key(&k->text, &key->as, text, v);
	linked_add_to_key(&k->its, &key->as, its, of);
	return slice_eq(keybuf_key(&k->text), keybuf_key(&k->its));
}

static bool
has_key(struct eval *ev, struct lookup *k, const struct lookup_key *key)
{
	struct value room;
	const struct value *v;

	if (key->as.type == TYPE_ANY && node_is_column(key->expr))
		return same_text(ev->row->text[key->expr->index], k->row.text[key->col]);
	v = value_of(ev, key->expr, &room);
	return has_value(k, key, v->text, v);
}

/* The same of all its keys, each of which is a column whose text is compared. */
static inline bool __attribute__((always_inline))
has_texts(const struct eval *ev, const struct lookup *k)
{
	const struct lookup_key *key = k->key, *end = key + k->nkeys + k->nrest;

	for (; key < end; key++)
		if (!same_text(ev->row->text[key->expr->index], k->row.text[key->col]))
			return false;
	return true;
}

/* Of others: the value of an expression is in the key that was made. */
static COLD bool
has_keys(struct eval *ev, struct lookup *k)
{
	const struct lookup_key *key = k->key;
	bool has = true;

	if (k->by_columns) {
		for (size_t i = 0; i < k->nkeys && has; i++)
			has = has_key(ev, k, &key[i]);
	} else if (k->nkeys == 1 && key->as.type == TYPE_ANY) {
		has = same_text(keybuf_key(&k->mine), k->row.text[key->col]);
	} else {
		keybuf_reset(&k->its);
		for (size_t i = 0; i < k->nkeys; i++)
			linked_add_to_key(&k->its, &key[i].as, k->row.text[key[i].col],
			    linked_value(&k->row, &key[i]));
		has = slice_eq(keybuf_key(&k->mine), keybuf_key(&k->its));
	}
	for (size_t i = 0; i < k->nrest && has; i++)
		has = has_key(ev, k, &k->rest[i]);
	return has;
}

static uint64_t
line_of(const struct linked *l, uint32_t row)
{
	const char *image = l->row[row - 1];
	unsigned file;
	uint64_t line;

	packed_place(&image, &file, &line);
	return line;
}

/* Makes the row that is looked at this one. */
static inline void __attribute__((always_inline))
load(struct lookup *k, uint32_t row)
{
	if (k->loaded != row)
		packed_load_some(&k->row, k->of->row[row - 1], k->read);
	k->loaded = row;
}

static COLD void
load_again(struct lookup *k, uint32_t row)
{
	load(k, row);
}

/* Does the row that is loaded pass the filter? */
static COLD enum truth
passes_filter(struct eval *ev, struct lookup *k)
{
	enum truth all = YES, t;

	for (size_t i = 0; i < k->nfilters; i++) {
		t = eval_cond(ev, k->filter[i]);
		if (t == NO)
			return NO;
		all = t == UNKNOWN ? UNKNOWN : all;
	}
	return all;
}

/* Loads a row, and says whether it has the key and passes; ev->linked is k->row. */
static inline enum truth __attribute__((always_inline))
passes(struct eval *ev, struct lookup *k, uint32_t row)
{
	load(k, row);
	if (k->plain ? !has_texts(ev, k) : !has_keys(ev, k))
		return NO;
	return k->nfilters == 0 ? YES : passes_filter(ev, k);
}

/* Keeps a number beyond the row that it was read from. */
static void
keep_number(struct value *v, struct arena *mem)
{
	struct figure was = v->num;

	if (!v->known || was.d != 0)
		return;
	v->num = (struct figure){0};
	figure_keep(&v->num, was, mem);
}

/* No row, or several, where one is meant. */
static void
fail(struct eval *ev, const struct node *call)
{
	ev->overflow = true;
	ev->row->given_up = call;
}

/* The value of the only row. */
static void
single_value(struct eval *ev, const struct node *call, uint32_t row, struct value *v)
{
	struct lookup *k = call->lookup;
	const struct linked_index *x = linked_index_of(k);
	const struct value *value;
	bool doubtful = false;
	uint32_t n = 0, hit = 0;
	enum truth t;

	for (; row != 0 && n < MOST_COUNTED; row = linked_row_after(x, row)) {
		t = passes(ev, k, row);
		doubtful |= t == UNKNOWN;
		if (t != YES)
			continue;
		if (n < LENGTH(k->met))
			k->met[n] = line_of(k->of, row);
		hit = n++ == 0 ? row : hit;
	}
	k->nmet = n;
	if (n > 1 || (n == 0 && !doubtful && !call->function->linked)) {
		fail(ev, call);
	} else if (n == 1 && !doubtful) {
		if (k->loaded != hit)
			load_again(k, hit);
		if ((value = value_of(ev, call->a, v)) != v)
			*v = *value;
		keep_number(v, &ev->row->scratch);
	}
}

/* The value over all rows of the key that pass. */
static void
total_value(struct eval *ev, const struct node *call, uint32_t row, struct value *v)
{
	struct lookup *k = call->lookup;
	const struct linked_index *x = linked_index_of(k);
	struct acc acc = {0};
	struct fptable seen = {0};
	struct keybuf key = {0};
	struct adding a = {.ev = ev, .call = call, .mem = &ev->row->scratch, .seen = &seen,
	    .key = &key};
	struct acc *was = ev->acc;
	enum truth t;

	for (; row != 0; row = linked_row_after(x, row))
		if ((t = passes(ev, k, row)) != NO || ev->overflow)
			aggregate_add(&a, &acc, t);
	ev->acc = &acc;
	call->function->value(ev, call, v);
	ev->acc = was;
	if (key.p != NULL) {			/* some functions keep what they have seen */
		fptable_free(&seen);
		keybuf_free(&key);
	}
}

/* Has the key many rows, whose value does not depend on the row that asks? */
static bool
is_worth_keeping(const struct lookup *k, uint32_t row)
{
	size_t n = 0;

	if (!k->constant || k->nrest > 0)
		return false;
	for (; row != 0 && n < MANY; n++)
		row = linked_row_after(linked_index_of(k), row);
	return n == MANY;
}

/* A value over many rows, worked out once for each key. */
static void
kept_value(struct eval *ev, const struct node *call, struct fp key, uint32_t row, struct value *v)
{
	struct lookup *k = call->lookup;
	const uint32_t *at = fptable_find(&k->known, key);
	struct value *kept;
	bool found;

	if (at != NULL) {
		*v = k->total[*at];
		return;
	}
	total_value(ev, call, row, v);
	if (ev->overflow)
		return;
	fptable_add(&k->known, key, (uint32_t)k->ntotals, &found);
	kept = RULES_ADD(&k->of->mem, k->total, k->ntotals);
	*kept = *v;
	keep_number(kept, &k->of->mem);
}

/* Finds the rows of the key, with ev->linked set for what is worked out over them. */
static void
lookup_value(struct eval *ev, const struct node *call, struct value *v)
{
	struct lookup *k = call->lookup;
	struct row *was = ev->linked;
	bool overflow = ev->overflow;
	const struct sought_rows *s = prepared_rows(k, ev->row);
	uint32_t row;
	struct fp key;

	value_set_none(v);
	if (k->of->lost || (s == NULL && !make_key(ev, k, &key)) || !is_rest_known(ev, k))
		return;
	row = s != NULL ? s->first : linked_first_row(linked_index_of(k), key);
	ev->overflow = false;
	ev->linked = &k->row;
	if (call->function->single)
		single_value(ev, call, row, v);
	else if (is_worth_keeping(k, row))
		kept_value(ev, call, s != NULL ? s->key : key, row, v);
	else
		total_value(ev, call, row, v);
	ev->linked = was;
	ev->overflow |= overflow;
}

static enum truth
lookup_has(struct eval *ev, struct lookup *k, const struct sought *s)
{
	const struct sought_rows *prepared = prepared_rows(k, ev->row);
	const struct linked_index *x = linked_index_of(k);
	uint32_t row;

	if (prepared != NULL)
		row = prepared->first;
	else
		row = linked_first_row(x,
		    linked_key_of_one(&k->text, &k->key->as, s->text, s->value));
	for (; row != 0; row = linked_row_after(x, row)) {
		load(k, row);
		if (has_value(k, k->key, s->text, s->value))
			return YES;
	}
	return k->of->lost ? UNKNOWN : NO;
}

/* The first key that is not known. */
static bool
why_key(struct eval *ev, const struct lookup *k, struct why *w)
{
	struct value room;

	for (size_t i = 0; i < k->nkeys + k->nrest; i++)	/* rest follows key */
		if (value_of(ev, k->key[i].expr, &room)->kind == VALUE_NONE) {
			why_value(ev, k->key[i].expr, w);
			return true;
		}
	return false;
}

/* The first row of the key that is why: its filter, or its value, is not known. */
static bool
why_row(struct eval *ev, const struct node *call, struct fp key, struct why *w)
{
	struct lookup *k = call->lookup;
	const struct linked_index *x = linked_index_of(k);
	struct value room;
	const struct value *v;
	enum truth t;

	for (uint32_t row = linked_first_row(x, key); row != 0; row = linked_row_after(x, row)) {
		t = passes(ev, k, row);
		v = t == YES && call->a != NULL && call->function->step == 0 ?
		    value_of(ev, call->a, &room) : NULL;
		if (t == NO || (t == YES && (v == NULL || v->known || v->kind == VALUE_ORDER)))
			continue;
		for (size_t i = 0; i < k->nfilters && t == UNKNOWN; i++)
			if (eval_cond(ev, k->filter[i]) == UNKNOWN) {
				why_condition(ev, k->filter[i], w);
				break;
			}
		if (v != NULL)
			why_value(ev, call->a, w);
		if (w->file == NULL && (node_has_field(w->node) ||
		    (w->than != NULL && node_has_field(w->than)))) {
			w->file = k->of->file;
			w->line = line_of(k->of, row);
		}
		return true;
	}
	return false;
}

/* No row passes, or there is no first or last one, or it has no value. */
static void
why_order(struct eval *ev, const struct node *call, struct fp key, struct why *w)
{
	struct lookup *k = call->lookup;
	const struct linked_index *x = linked_index_of(k);
	uint32_t row = linked_first_row(x, key);
	struct value v;

	while (row != 0 && passes(ev, k, row) == NO)
		row = linked_row_after(x, row);
	w->kind = WHY_NO_MATCH;
	if (row == 0 || call->function->step == 0)
		return;
	total_value(ev, call, row, &v);
	w->kind = v.kind == VALUE_BLANK ? WHY_BLANK : v.kind == VALUE_SYMBOL ? WHY_SYMBOL :
	    WHY_NO_PLACE;
	w->node = w->kind == WHY_NO_PLACE ? call->c : call->a;
}

static void
lookup_why(struct eval *ev, const struct node *call, struct why *w)
{
	struct lookup *k = call->lookup;
	struct row *was = ev->linked;
	struct fp key;

	*w = (struct why){.node = call, .column = -1, .kind = k->of->lost ? WHY_LOST : WHY_OTHER};
	if (k->of->lost) {
		w->lost = k->of->lost_row.what;
		w->line = k->of->lost_row.line;
		w->file = k->of->file;
		return;
	}
	if (call->op != N_LINKED || why_key(ev, k, w))
		return;
	make_key(ev, k, &key);
	ev->linked = &k->row;
	w->file = k->of->file;
	if (!why_row(ev, call, key, w))
		why_order(ev, call, key, w);
	ev->linked = was;
}

static void
lookup_say(const struct lookup *k, struct textbuf *found, struct textbuf *places)
{
	textbuf_addf(found, k->nmet == 0 ? "no row" : "%s%s", plural(k->nmet, "row").text,
	    k->nmet < MOST_COUNTED ? "" : " or more");
	textbuf_addf(places, "%s", k->of->file);
	if (k->nmet == 1)
		textbuf_addf(places, ", line %" PRIu64, k->met[0]);
	else if (k->nmet > 1)
		textbuf_addf(places, ", %s %" PRIu64 " and %" PRIu64, k->nmet > 2 ?
		    "the first on lines" : "on lines", k->met[0], k->met[1]);
}

static int
by_column(const void *a, const void *b)
{
	const struct lookup_key *x = a, *y = b;

	return x->col < y->col ? -1 : x->col > y->col;
}

/* The search for the columns of the file that a call reads. */
struct reading {
	struct slice table;
	bool *is_read;			/* by column */
};

static void
mark_field(void *reading, const struct node *n)
{
	struct reading *r = reading;

	if (n->op == N_FIELD && slice_eq(n->table, r->table))
		r->is_read[n->index] = true;
}

void
linked_read(struct lookup *k, const struct node *call)
{
	const struct linked *l = k->of;
	const struct program *p = l->program;
	struct reading r = {call->table, xcalloc(p->nall + 1, sizeof(*r.is_read))};
	bool all = false;

	node_walk(call->a, mark_field, &r);
	node_walk(call->c, mark_field, &r);
	for (size_t i = 0; i < k->nfilters; i++)
		node_walk(k->filter[i], mark_field, &r);
	for (size_t i = 0; i < l->kept.n; i++)		/* others say how it is rounded */
		all |= r.is_read[l->kept.col[i]] && p->col[l->kept.col[i]].nrounded > 0;
	for (size_t i = 0; i < l->kept.n; i++)
		r.is_read[l->kept.col[i]] |= all;
	for (size_t i = 0; i < k->nkeys + k->nrest; i++)
		r.is_read[k->key[i].col] = true;
	k->read = packed_choose(&k->of->mem, &k->row, l->kept, r.is_read);
	free(r.is_read);
}

/* How the keys are compared. */
static void
choose_comparison(struct lookup *k)
{
	k->by_columns = k->plain = true;
	for (size_t i = 0; i < k->nkeys + k->nrest; i++) {
		struct lookup_key *key = &k->key[i];
		const struct column *c = &k->of->program->col[key->col];
		bool column = node_is_column(key->expr);

		key->as_column = c->type == key->as.type && c->form == key->as.form &&
		    c->numform == NULL;
		k->plain &= column && key->as.type == TYPE_ANY;
		k->by_columns &= column || i >= k->nkeys;
	}
}

struct lookup *
linked_lookup(struct linked *l, const struct lookup_key *key, size_t n)
{
	struct lookup *k = arena_alloc(&l->mem, sizeof(*k));

	*k = (struct lookup){.value = lookup_value, .has = lookup_has, .why = lookup_why,
	    .say = lookup_say, .of = l, .nkeys = n};
	k->like = k;
	k->key = arena_alloc(&l->mem, n * sizeof(*k->key));
	if (n > 0) {
		memcpy(k->key, key, n * sizeof(*key));
		qsort(k->key, n, sizeof(*k->key), by_column);
	}
	k->nkeys = linked_part(l, k->key, n);
	k->rest = k->key + k->nkeys;
	k->nrest = n - k->nkeys;
	choose_comparison(k);
	k->index = linked_index(l, k->key, k->nkeys);
	row_init(&k->row, l->program);
	*(struct lookup **)RULES_ADD(&l->mem, l->lookup, l->nlookups) = k;
	return k;
}
