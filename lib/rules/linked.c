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
	for (size_t i = 0; i < l->nindexes; i++)
		fptable_free(&l->index[i].rows);
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
	l->row = xgrow(l->row, &l->cap, l->n + 1, sizeof(*l->row));
	l->row[l->n++] = packed_row(&l->mem, row, l->kept);
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

		if (x->n > 0 && x->n < n && x->rows.n >= l->n - l->n / FEW &&
		    put_first(x, key, n))
			return x->n;
	}
	return n;
}

/* The key of a row of the file. */
static struct fp
row_key_of(struct linked *l, const struct linked_index *x, const char *image, struct keybuf *b)
{
	if (x->n == 1)
		return linked_key_of_one(b, &x->key->as, packed_last(image, x->cells), NULL);
	packed_load_some(&l->reading, image, x->cells);
	keybuf_reset(b);
	for (size_t i = 0; i < x->n; i++)
		linked_add_to_key(b, &x->key[i].as, l->reading.text[x->key[i].col], NULL);
	return linked_key(b);
}

static struct linked_list *
list_new(struct linked *l, uint32_t size)
{
	struct linked_list *list = l->spare[size];

	if (list == NULL)
		list = arena_alloc(&l->mem, sizeof(*list) +
		    ((UINT64_C(1) << size) + 1) * sizeof(*list->row));
	else
		memcpy(&l->spare[size], list->row, sizeof(list));
	list->n = 0;
	list->size = size;
	return list;
}

/* A list that is full; it goes to those that other keys can use. */
static struct linked_list *
list_twice(struct linked *l, struct linked_list *old)
{
	struct linked_list *list = list_new(l, old->size + 1);

	memcpy(list->row, old->row, old->n * sizeof(*list->row));
	list->n = old->n;
	memcpy(old->row, &l->spare[old->size], sizeof(old));
	l->spare[old->size] = old;
	return list;
}

/* A row whose key an earlier one has, or several. */
static void
add_to_list(struct linked *l, uint32_t *slot, const char *row)
{
	struct linked_list *list, **at;

	if ((*slot & LINKED_MANY) == 0) {
		list = list_new(l, 1);
		list->row[list->n++] = l->row[*slot];
		*slot = LINKED_MANY | (uint32_t)l->nlists;
		*(struct linked_list **)RULES_ADD(&l->mem, l->list, l->nlists) = list;
	}
	at = &l->list[*slot & ~LINKED_MANY];
	if ((*at)->n >> (*at)->size != 0)
		*at = list_twice(l, *at);
	list = *at;
	list->row[list->n++] = row;
	list->row[list->n] = NULL;
}

/* The index of no columns: linked_rows() returns all of them. */
static void
index_all(struct linked *l)
{
	l->row = xgrow(l->row, &l->cap, l->n + 1, sizeof(*l->row));
	l->row[l->n] = NULL;
}

/* Adds all rows: by blocks, as the memory of the table is slow to answer. */
static void
index_rows(struct linked *l, struct linked_index *x)
{
	struct keybuf key = {0};
	struct fp fp[BLOCK];
	uint32_t *slot;
	size_t n;
	bool found;

	fptable_reserve(&x->rows, l->n);
	for (size_t at = 0; at < l->n; at += n) {
		const char **row = l->row + at;

		n = l->n - at < BLOCK ? l->n - at : BLOCK;
		for (size_t i = 0; i < n; i++) {
			fp[i] = row_key_of(l, x, row[i], &key);
			fptable_prefetch(&x->rows, fp[i]);
		}
		for (size_t i = 0; i < n; i++) {
			slot = fptable_add(&x->rows, fp[i], (uint32_t)(at + i), &found);
			if (found)
				add_to_list(l, slot, row[i]);
		}
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
	if (n == 0)
		index_all(l);
	else
		index_rows(l, x);
	return l->nindexes - 1;
}
