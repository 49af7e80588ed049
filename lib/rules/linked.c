#include "rules/linkedrows.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/packed.h"

/* The rows of a linked file, and their indexes. */

enum {
	BLOCK = 32,		/* rows whose keys are looked up together */
	FEW = 8,		/* of as many rows, one has the key of another */
};

#define MOST_ROWS UINT32_MAX	/* an index has their numbers */

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
	keybuf_free(&k->mine);
	keybuf_free(&k->its);
}

void
linked_free(struct linked *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->nlookups; i++)
		lookup_free(l->lookup[i]);
	for (size_t i = 0; i < l->nindexes; i++) {
		free(l->index[i].slot);
		free(l->index[i].next);
	}
	row_free(&l->reading);
	free(l->row);
	arena_free(&l->mem);
	free(l);
}

void
linked_add(struct linked *l, struct row *row)
{
	if (l->kept.n == 0 && !l->program->rules->link->rows)
		return;
	if (l->n == MOST_ROWS) {
		if (!l->lost)
			linked_lose(l, (struct lost_row){"is after row 4,294,967,295", row->line});
		return;
	}
	l->row = xgrow(l->row, &l->cap, l->n + 1, sizeof(*l->row));
	l->row[l->n++] = packed_row(&l->mem, row, l->kept).p;
}

void
linked_lose(struct linked *l, struct lost_row first)
{
	l->lost = true;
	l->lost_row = first;
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

bool
linked_next(struct linked *l, const struct node *where, int col, size_t *at, struct slice *text,
    enum truth *t, uint64_t *line)
{
	struct eval ev = {.row = &l->reading, .linked = &l->reading, .failed_only = -1};

	for (*t = NO; *t == NO; ++*at) {
		if (*at >= l->n)
			return false;
		packed_load(&l->reading, l->row[*at], l->kept);
		*t = where == NULL ? YES : eval_cond(&ev, where);
	}
	*text = l->reading.text[col];
	*line = l->reading.line;
	return true;
}

void
linked_add_to_key(struct keybuf *b, const struct column *as, struct slice text,
    const struct value *v)
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

static bool
is_same_key(const struct lookup_key *a, const struct lookup_key *b)
{
	return a->col == b->col && a->as.type == b->as.type && a->as.form == b->as.form;
}

static bool
is_index_of(const struct linked_index *x, const struct lookup_key *key, size_t n)
{
	bool is = x->n == n;

	for (size_t i = 0; i < n && is; i++)
		is = is_same_key(&x->key[i], &key[i]);
	return is;
}

/* Moves the keys of the index, which has them in that order, to the front; false: it has others. */
static bool
put_first(const struct linked_index *x, struct lookup_key *key, size_t n)
{
	struct lookup_key k;
	size_t at;

	for (size_t i = 0; i < x->n; i++) {
		for (at = i; at < n && !is_same_key(&x->key[i], &key[at]); at++)
			;
		if (at == n)
			return false;
		k = key[at];
		memmove(key + i + 1, key + i, (at - i) * sizeof(*key));
		key[i] = k;
	}
	return true;
}

size_t
linked_part(const struct linked *l, struct lookup_key *key, size_t n)
{
	for (size_t i = 0; i < l->nindexes; i++) {
		const struct linked_index *x = &l->index[i];

		if (x->n > 0 && x->n < n && x->used >= l->n - l->n / FEW &&
		    put_first(x, key, n))
			return x->n;
	}
	return n;
}

/* The key of a row of the file. */
static struct fp
row_key_of(struct linked *l, const struct linked_index *x, const char *image, struct keybuf *b)
{
	if (x->n == 1 && x->key->as.type == TYPE_ANY)
		return linked_key_of_one(b, &x->key->as,
		    packed_last(l->program, image, x->cells), NULL);
	packed_load_some(&l->reading, image, x->cells);
	keybuf_reset(b);
	for (size_t i = 0; i < x->n; i++)
		linked_add_to_key(b, &x->key[i].as, l->reading.text[x->key[i].col],
		    linked_value(&l->reading, &x->key[i]));
	return linked_key(b);
}

/* Puts a row before the first one of its key. */
static void
add_first(const struct linked *l, struct linked_index *x, struct fp key, uint32_t row)
{
	struct linked_slot *slot = linked_slot_of(x, key);

	if (slot->first == 0) {
		x->used++;
	} else {
		if (x->next == NULL)
			x->next = xcalloc(l->n, sizeof(*x->next));
		x->next[row - 1] = slot->first;
	}
	*slot = (struct linked_slot){linked_tag(key), row};
}

/* Adds all rows, the last one first: by blocks, as the memory of the table is slow to answer. */
static void
index_rows(struct linked *l, struct linked_index *x)
{
	struct keybuf key = {0};
	struct fp fp[BLOCK];
	size_t n;

	x->nslots = (x->n == 0 ? 0 : l->n / 2 * 3) + 64;
	x->slot = xcalloc(x->nslots, sizeof(*x->slot));
	for (size_t end = l->n; end > 0; end -= n) {
		n = end < BLOCK ? end : BLOCK;
		for (size_t i = 0; i < n; i++) {
			fp[i] = row_key_of(l, x, l->row[end - i - 1], &key);
			__builtin_prefetch(linked_home(x, fp[i]), 1);
		}
		for (size_t i = 0; i < n; i++)
			add_first(l, x, fp[i], (uint32_t)(end - i));
	}
	keybuf_free(&key);
}

size_t
linked_index(struct linked *l, struct lookup_key *key, size_t n)
{
	struct linked_index *x;
	bool *wanted;

	for (size_t i = 0; i < l->nindexes; i++)
		if (is_index_of(&l->index[i], key, n))
			return i;
	x = RULES_ADD(&l->mem, l->index, l->nindexes);
	*x = (struct linked_index){.key = key, .n = n};
	wanted = xcalloc(l->program->nall + 1, sizeof(*wanted));
	for (size_t i = 0; i < n; i++)
		wanted[key[i].col] = true;
	x->cells = packed_choose(&l->mem, &l->reading, l->kept, wanted);
	free(wanted);
	if (l->reach == 0 && l->n > 0)
		l->reach = l->mem.bytes / l->n - 1;
	index_rows(l, x);
	return l->nindexes - 1;
}
