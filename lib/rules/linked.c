#include "rules/linked.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/function.h"
#include "rules/packed.h"
#include "rules/why.h"

enum {
	MOST_COUNTED = 100,	/* rows found where one is meant */
	MANY = 8,		/* rows of a key whose value is worth keeping */
	AHEAD = 4,		/* rows of a key that are fetched at once */
	BLOCK = 32,		/* rows whose keys are looked up together */
};

/* A row that is kept: its line, and the cells of the columns kept. */
enum { HEAD = sizeof(uint64_t) };

/* The rows by their values in some columns, compared as such. */
struct linked_index {
	struct lookup_key *key;
	size_t n;
	struct fptable rows;	/* by key: SINGLE and a row, or where a list of them begins */
	const char **list;	/* the rows of each key that has several, and NULL */
};

#define SINGLE (UINT64_C(1) << 63)

struct linked {
	const struct program *program;
	const char *file;
	struct columns kept;
	const char **row;
	size_t n, cap;
	bool lost;
	struct linked_index *index;
	size_t nindexes;
	struct lookup **lookup;
	size_t nlookups;
	struct row reading;	/* for linked_next() */
	struct arena mem;
};

/* The search for the columns that the rounding of another depends on. */
struct marking {
	const struct program *program;
	bool *marked;
};

static void
mark(void *marking, const struct node *n)
{
	struct marking *m = marking;

	if (node_is_column(n))
		m->marked[n->index] = true;
}

/* The columns that rules name, and those by which they are rounded. */
static struct columns
kept_columns(const struct program *p, struct arena *mem)
{
	struct columns c = {.col = arena_alloc(mem, (p->ncols + 1) * sizeof(*c.col))};
	struct marking m = {p, xcalloc(p->ncols + 1, sizeof(*m.marked))};
	const struct names *fields = &p->rules->link->fields;

	for (size_t i = 0; i < p->ncols; i++) {
		if (!names_have(fields, p->col[i].name))
			continue;
		m.marked[i] = true;
		for (size_t k = 0; k < p->col[i].nrounded; k++)
			node_walk(p->col[i].rounded[k].where, mark, &m);
	}
	for (size_t i = 0; i < p->ncols; i++)
		if (m.marked[i])
			c.col[c.n++] = (int)i;
	free(m.marked);
	return c;
}

struct linked *
linked_new(const struct program *p, const char *file)
{
	struct linked *l = xcalloc(1, sizeof(*l));

	l->program = p;
	l->file = file;
	l->kept = kept_columns(p, &l->mem);
	row_init(&l->reading, p);
	return l;
}

static void
lookup_free(struct lookup *k)
{
	row_free(&k->row);
	fptable_free(&k->known);
	keybuf_free(&k->text);
}

void
linked_free(struct linked *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->nlookups; i++)
		lookup_free(l->lookup[i]);
	for (size_t i = 0; i < l->nindexes; i++) {
		fptable_free(&l->index[i].rows);
		free(l->index[i].list);
	}
	row_free(&l->reading);
	free(l->row);
	arena_free(&l->mem);
	free(l);
}

void
linked_add(struct linked *l, const struct slice *cells, uint64_t line)
{
	if (l->kept.n == 0)
		return;
	l->row = xgrow(l->row, &l->cap, l->n + 1, sizeof(*l->row));
	l->row[l->n++] = packed_keep(&l->mem, &line, HEAD, cells, l->kept);
}

void
linked_lose(struct linked *l)
{
	l->lost = true;
}

bool
linked_lost(const struct linked *l)
{
	return l->lost;
}

const struct program *
linked_program(const struct linked *l)
{
	return l->program;
}

static void
load(const struct linked *l, struct row *row, const char *image)
{
	const char *p = image + HEAD;

	row_next(row);
	memcpy(&row->line, image, HEAD);
	for (size_t i = 0; i < l->kept.n; i++)
		row->own[l->kept.col[i]] = packed_next(&p);
}

bool
linked_next(struct linked *l, const struct node *where, int col, size_t *at, struct slice *text,
    enum truth *t, uint64_t *line)
{
	struct eval ev = {.row = &l->reading, .linked = &l->reading, .failed_only = -1};

	for (*t = NO; *t == NO; ++*at) {
		if (*at >= l->n)
			return false;
		load(l, &l->reading, l->row[*at]);
		*t = where == NULL ? YES : eval_cond(&ev, where);
	}
	*text = l->reading.text[col];
	*line = l->reading.line;
	return true;
}

/* Adds a text, or the value that it was read as (NULL: it was not), to a key. */
static void
add_to_key(struct keybuf *b, const struct column *as, struct slice text, const struct value *v)
{
	struct value read;

	if (as->type == TYPE_ANY) {
		keybuf_add(b, text);
		return;
	}
	if (v == NULL || (v->kind == VALUE_TEXT && !type_is_number(as->type))) {
		value_read(as, text, &read);
		v = &read;
	}
	value_key(b, v);
}

static struct fp
fingerprint(const struct keybuf *b)
{
	return fp_of(b->p, b->n);
}

static bool
is_index_of(const struct linked_index *x, const struct lookup_key *key, size_t n)
{
	bool is = x->n == n;

	for (size_t i = 0; i < n && is; i++)
		is = x->key[i].col == key[i].col && x->key[i].as.type == key[i].as.type &&
		    x->key[i].as.form == key[i].as.form;
	return is;
}

/* The key of a row of the file. */
static struct fp
row_key_of(struct linked *l, const struct linked_index *x, const char *image, struct keybuf *b)
{
	load(l, &l->reading, image);
	keybuf_reset(b);
	for (size_t i = 0; i < x->n; i++)
		add_to_key(b, &x->key[i].as, l->reading.text[x->key[i].col], NULL);
	return fingerprint(b);
}

/* A key that several rows have. */
struct repeated {
	uint64_t *slot;		/* in the table */
	const char *first;	/* its first row */
	uint32_t more;		/* how many others it has */
	size_t next;		/* where its next row goes in the list */
};

#define NO_KEY UINT32_MAX

/* Adds a row to the table, whose slots do not move. Its key's number if the key is not new. */
static uint32_t
add_row(struct linked *l, struct linked_index *x, size_t at, struct fp key,
    struct repeated **repeated, size_t *n, size_t *cap)
{
	const uint64_t value = SINGLE | (uint64_t)(uintptr_t)l->row[at];
	bool found;
	uint64_t *slot = fptable_add(&x->rows, key, value, &found);

	if (!found)
		return NO_KEY;
	if ((*slot & SINGLE) != 0) {
		*repeated = xgrow(*repeated, cap, *n + 1, sizeof(**repeated));
		(*repeated)[*n] = (struct repeated){.slot = slot,
		    .first = (const char *)(uintptr_t)(*slot & ~SINGLE)};
		*slot = (*n)++;
	}
	(*repeated)[*slot].more++;
	return (uint32_t)*slot;
}

/*
 * Adds all rows: *number has the keys of those that are not the first of theirs. By blocks, as the
 * memory of the table is slow to answer.
 */
static size_t
add_rows(struct linked *l, struct linked_index *x, uint32_t *number, struct repeated **repeated)
{
	struct keybuf key = {0};
	struct fp fp[BLOCK];
	size_t n = 0, cap = 0;

	fptable_reserve(&x->rows, l->n);
	for (size_t at = 0; at < l->n; at++) {
		for (size_t i = at; at % BLOCK == 0 && i < at + BLOCK && i < l->n; i++) {
			fp[i % BLOCK] = row_key_of(l, x, l->row[i], &key);
			fptable_prefetch(&x->rows, fp[i % BLOCK]);
		}
		number[at] = add_row(l, x, at, fp[at % BLOCK], repeated, &n, &cap);
	}
	keybuf_free(&key);
	return n;
}

/* The rows of a key that has several are listed in the order of the file. */
static void
fill_index(struct linked *l, struct linked_index *x)
{
	uint32_t *number = xcalloc(l->n + 1, sizeof(*number));
	struct repeated *repeated = NULL;
	size_t n = add_rows(l, x, number, &repeated), room = 0;

	for (size_t k = 0; k < n; k++) {
		repeated[k].next = room;
		room += (size_t)repeated[k].more + 2;
	}
	x->list = xcalloc(room + 1, sizeof(*x->list));
	for (size_t k = 0; k < n; k++) {
		*repeated[k].slot = (uint64_t)(uintptr_t)(x->list + repeated[k].next);
		x->list[repeated[k].next++] = repeated[k].first;
	}
	for (size_t at = 0; at < l->n; at++)
		if (number[at] != NO_KEY)
			x->list[repeated[number[at]].next++] = l->row[at];
	free(number);
	free(repeated);
}

/* The index of these columns, which is made when they are first asked for. */
static size_t
index_of(struct linked *l, struct lookup_key *key, size_t n)
{
	struct linked_index *x;

	for (size_t i = 0; i < l->nindexes; i++)
		if (is_index_of(&l->index[i], key, n))
			return i;
	x = RULES_ADD(&l->mem, l->index, l->nindexes);
	*x = (struct linked_index){.key = key, .n = n};
	fill_index(l, x);
	return l->nindexes - 1;
}

/* The key of the row that asks. False: a value in it is not known. */
static bool
make_key(struct eval *ev, struct lookup *k)
{
	struct value room;
	const struct value *v;

	keybuf_reset(&k->text);
	for (size_t i = 0; i < k->nkeys; i++) {
		v = value_of(ev, k->key[i].expr, &room);
		if (v->kind == VALUE_NONE)
			return false;
		add_to_key(&k->text, &k->key[i].as, v->text, v);
	}
	return true;
}

/* The rows of a key, up to NULL; one: room for a row and NULL. */
static const char *const *
rows_of(const struct lookup *k, struct fp key, const char *one[2])
{
	const uint64_t *at = fptable_find(&k->of->index[k->index].rows, key);

	if (at != NULL && (*at & SINGLE) == 0)
		return (const char *const *)(uintptr_t)*at;
	one[0] = at == NULL ? NULL : (const char *)(uintptr_t)(*at & ~SINGLE);
	return one;
}

/* Are the rows of the key of this row known? */
static bool
is_prepared(const struct lookup *k, const struct row *row)
{
	return k->prepared == row->number && k->prepared_for == row;
}

void
linked_prepare(struct lookup *const *lookup, size_t n, struct row *row)
{
	for (size_t i = 0; i < n; i++) {
		struct lookup *k = lookup[i];
		const struct fptable *rows = &k->of->index[k->index].rows;

		keybuf_reset(&k->text);
		for (size_t c = 0; c < k->nkeys; c++) {
			int col = k->key[c].expr->index;

			if (k->key[c].as.type == TYPE_ANY)
				keybuf_add(&k->text, row->text[col]);
			else
				add_to_key(&k->text, &k->key[c].as, row->text[col],
				    row_value(row, col));
		}
		k->prepared_key = fingerprint(&k->text);
		k->prepared = row->number;
		k->prepared_for = row;
		fptable_prefetch(rows, k->prepared_key);
	}
}

void
linked_fetch(struct lookup *const *lookup, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct lookup *k = lookup[i];

		k->prepared_rows = rows_of(k, k->prepared_key, k->prepared_one);
		if (k->prepared_rows != k->prepared_one)
			__builtin_prefetch(k->prepared_rows);
	}
	for (size_t i = 0; i < n; i++)
		for (size_t r = 0; r < AHEAD && lookup[i]->prepared_rows[r] != NULL; r++)
			__builtin_prefetch(lookup[i]->prepared_rows[r]);
}

/* Loads a row, and says whether the filter lets it pass; ev->linked is k->row. */
static enum truth
passes(struct eval *ev, struct lookup *k, const char *row)
{
	enum truth all = YES, t;

	if (k->loaded != row)
		load(k->of, &k->row, row);
	k->loaded = row;
	for (size_t i = 0; i < k->nfilters; i++) {
		t = eval_cond(ev, k->filter[i]);
		if (t == NO)
			return NO;
		all = t == UNKNOWN ? UNKNOWN : all;
	}
	return all;
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
single_value(struct eval *ev, const struct node *call, const char *const *row, struct value *v)
{
	struct lookup *k = call->lookup;
	const char *hit = NULL;
	bool doubtful = false;
	uint32_t n = 0;
	enum truth t;

	for (; *row != NULL && n < MOST_COUNTED; row++) {
		t = passes(ev, k, *row);
		doubtful |= t == UNKNOWN;
		if (t != YES)
			continue;
		if (n < LENGTH(k->met))
			k->met[n] = k->row.line;
		hit = n++ == 0 ? *row : hit;
	}
	k->nmet = n;
	if (n > 1 || (n == 0 && !doubtful && !call->function->linked)) {
		fail(ev, call);
	} else if (n == 1 && !doubtful) {
		passes(ev, k, hit);
		eval_value(ev, call->a, v);
		keep_number(v, &ev->row->scratch);
	}
}

/* The value over all rows of the key that pass. */
static void
total_value(struct eval *ev, const struct node *call, const char *const *row, struct value *v)
{
	struct lookup *k = call->lookup;
	struct acc acc = {0};
	struct fptable seen = {0};
	struct keybuf key = {0};
	struct adding a = {.ev = ev, .call = call, .mem = &ev->row->scratch, .seen = &seen,
	    .key = &key};
	struct eval sum = {.row = ev->row, .acc = &acc, .failed_only = -1};
	enum truth t;

	for (; *row != NULL; row++)
		if ((t = passes(ev, k, *row)) != NO || ev->overflow)
			aggregate_add(&a, &acc, t);
	call->function->value(&sum, call, v);
	ev->overflow |= sum.overflow;
	fptable_free(&seen);
	keybuf_free(&key);
}

/* Has the key many rows, whose value does not depend on the row that asks? */
static bool
is_worth_keeping(const struct lookup *k, const char *const *row)
{
	size_t n = 0;

	while (k->constant && n < MANY && row[n] != NULL)
		n++;
	return n == MANY;
}

/* A value over many rows, worked out once for each key. */
static void
kept_value(struct eval *ev, const struct node *call, struct fp key, const char *const *row,
    struct value *v)
{
	struct lookup *k = call->lookup;
	const uint64_t *at = fptable_find(&k->known, key);
	struct value *kept;
	bool found;

	if (at != NULL) {
		*v = *(const struct value *)(uintptr_t)*at;
		return;
	}
	total_value(ev, call, row, v);
	if (ev->overflow)
		return;
	kept = arena_alloc(&k->of->mem, sizeof(*kept));
	*kept = *v;
	keep_number(kept, &k->of->mem);
	fptable_add(&k->known, key, (uint64_t)(uintptr_t)kept, &found);
}

/* Finds the rows of the key, with ev->linked set for what is worked out over them. */
static void
lookup_value(struct eval *ev, const struct node *call, struct value *v)
{
	struct lookup *k = call->lookup;
	struct row *was = ev->linked;
	bool overflow = ev->overflow, prepared = is_prepared(k, ev->row);
	const char *const *row;
	struct fp key;

	value_set_none(v);
	if (k->of->lost || (!prepared && !make_key(ev, k)))
		return;
	key = prepared ? k->prepared_key : fingerprint(&k->text);
	row = prepared ? k->prepared_rows : rows_of(k, key, k->one);
	ev->overflow = false;
	ev->linked = &k->row;
	if (call->function->single)
		single_value(ev, call, row, v);
	else if (is_worth_keeping(k, row))
		kept_value(ev, call, key, row, v);
	else
		total_value(ev, call, row, v);
	ev->linked = was;
	ev->overflow |= overflow;
}

static enum truth
lookup_has(struct eval *ev, struct lookup *k, const struct sought *s)
{
	const char *const *row;

	if (is_prepared(k, ev->row)) {
		row = k->prepared_rows;
	} else {
		keybuf_reset(&k->text);
		add_to_key(&k->text, &k->key->as, s->text, s->value);
		row = rows_of(k, fingerprint(&k->text), k->one);
	}
	return *row != NULL ? YES : k->of->lost ? UNKNOWN : NO;
}

/* The first key that is not known. */
static bool
why_key(struct eval *ev, const struct lookup *k, struct why *w)
{
	struct value room;

	for (size_t i = 0; i < k->nkeys; i++)
		if (value_of(ev, k->key[i].expr, &room)->kind == VALUE_NONE) {
			why_value(ev, k->key[i].expr, w);
			return true;
		}
	return false;
}

/* The first row of the key that is why: its filter, or its value, is not known. */
static bool
why_row(struct eval *ev, const struct node *call, struct why *w)
{
	struct lookup *k = call->lookup;
	struct value room;
	const struct value *v;
	enum truth t;

	for (const char *const *row = rows_of(k, fingerprint(&k->text), k->one); *row != NULL;
	    row++) {
		t = passes(ev, k, *row);
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
		w->file = k->of->file;
		w->line = k->row.line;
		return true;
	}
	return false;
}

/* No row passes, or there is no first or last one, or it has no value. */
static void
why_order(struct eval *ev, const struct node *call, struct why *w)
{
	struct lookup *k = call->lookup;
	const char *const *row = rows_of(k, fingerprint(&k->text), k->one);
	struct value v;

	while (*row != NULL && passes(ev, k, *row) == NO)
		row++;
	w->kind = WHY_NO_MATCH;
	if (*row == NULL || call->function->step == 0)
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

	*w = (struct why){.node = call, .column = -1, .kind = k->of->lost ? WHY_LOST : WHY_OTHER};
	if (k->of->lost)
		return;
	if (call->op != N_LINKED || why_key(ev, k, w))
		return;
	make_key(ev, k);
	ev->linked = &k->row;
	w->file = k->of->file;
	if (!why_row(ev, call, w))
		why_order(ev, call, w);
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

struct lookup *
linked_lookup(struct linked *l, const struct lookup_key *key, size_t n)
{
	struct lookup *k = arena_alloc(&l->mem, sizeof(*k));

	*k = (struct lookup){.value = lookup_value, .has = lookup_has, .why = lookup_why,
	    .say = lookup_say, .of = l, .nkeys = n};
	k->key = arena_alloc(&l->mem, n * sizeof(*k->key));
	memcpy(k->key, key, n * sizeof(*key));
	qsort(k->key, n, sizeof(*k->key), by_column);
	k->index = index_of(l, k->key, n);
	row_init(&k->row, l->program);
	*(struct lookup **)RULES_ADD(&l->mem, l->lookup, l->nlookups) = k;
	return k;
}
