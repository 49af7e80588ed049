#ifndef RULES_LINKEDROWS_H
#define RULES_LINKEDROWS_H

#include "rules/linked.h"
#include "rules/packed.h"

/* What rules/linked.c, which has the rows, fetch.c and seek.c, which look them up, share. */

/*
 * The rows by their values in some columns, compared as such. Rows have numbers from 1; 0 is none.
 * A slot has 32 bits of the fingerprint of a key, which also say where it is, and the first row.
 * Two keys may share it, so those who look at the rows compare their values.
 */
struct linked_index {
	struct lookup_key *key;
	size_t n;
	struct packed_cells cells;
	struct linked_slot {
		uint32_t tag, first;
	} *slot;		/* 3 for 2 rows */
	size_t nslots, used;
	uint32_t *next;		/* by row less 1: that after it; NULL: no key has two */
};

struct linked {
	const struct program *program;
	const char *file;
	struct columns kept;
	const char **row;
	size_t n, cap, reach;		/* reach: of most images, the last byte */
	bool lost;
	struct lost_row lost_row;
	struct linked_index *index;
	size_t nindexes;
	struct lookup **lookup;
	size_t nlookups;
	struct row reading;	/* for linked_next() */
	struct arena mem;
};

static inline const struct linked_index *
linked_index_of(const struct lookup *k)
{
	return &k->of->index[k->index];
}

/* Adds a text, or the value that it was read as (NULL: it was not), to a key. */
void linked_add_to_key(struct keybuf *b, const struct column *as, struct slice text,
    const struct value *v);

/* The value of a row that was loaded, if it was kept and is read as the key is; or NULL. */
static inline const struct value *
linked_value(const struct row *row, const struct lookup_key *key)
{
	const struct cell *cell = &row->cell[key->col];

	return key->as_column && cell->read == row->number ? &cell->value : NULL;
}

/* The fingerprint of a key of several of these; of one: a text is not copied to the room for it. */
static inline struct fp
linked_key(const struct keybuf *b)
{
	return fp_of(b->p, b->n);
}

static inline struct fp
linked_key_of_one(struct keybuf *room, const struct column *as, struct slice text,
    const struct value *v)
{
	if (as->type == TYPE_ANY)
		return fp_of(text.p, text.n);
	keybuf_reset(room);
	linked_add_to_key(room, as, text, v);
	return linked_key(room);
}

/*
 * How many of the keys, moved to the front, have an index that distinguishes nearly all rows, so
 * that another is not worth its memory; or n.
 */
size_t linked_part(const struct linked *l, struct lookup_key *key, size_t n);

/* The number of the index of these columns, which is made when they are first asked for. */
size_t linked_index(struct linked *l, struct lookup_key *key, size_t n);

static inline uint32_t
linked_tag(struct fp key)
{
	return (uint32_t)(key.lo >> 32);
}

/* Where the slot of the key is, or one of those before it. */
static inline struct linked_slot *
linked_home(const struct linked_index *x, struct fp key)
{
	return &x->slot[(uint64_t)linked_tag(key) * x->nslots >> 32];
}

/* The slot of the key: first is 0 where it has none. */
static inline struct linked_slot *
linked_slot_of(const struct linked_index *x, struct fp key)
{
	struct linked_slot *s = linked_home(x, key), *end = x->slot + x->nslots;

	while (s->first != 0 && s->tag != linked_tag(key))
		if (++s == end)
			s = x->slot;
	return s;
}

/* The rows that may have the key, in the order of the file: the first, and that after a row. */
static inline uint32_t
linked_first_row(const struct linked_index *x, struct fp key)
{
	return linked_slot_of(x, key)->first;
}

static inline uint32_t
linked_row_after(const struct linked_index *x, uint32_t row)
{
	return x->next == NULL ? 0 : x->next[row - 1];
}

#endif
