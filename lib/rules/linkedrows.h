#ifndef RULES_LINKEDROWS_H
#define RULES_LINKEDROWS_H

#include "rules/linked.h"
#include "rules/packed.h"

/* What rules/linked.c, which has the rows, and rules/seek.c, which looks them up, share. */

/* The rows by their values in some columns, compared as such. */
struct linked_index {
	struct lookup_key *key;
	size_t n;
	struct packed_cells cells;
	struct fptable rows;	/* by key: its row or, with LINKED_MANY, its list */
};

struct linked {
	const struct program *program;
	const char *file;
	struct columns kept;
	const char **row;
	size_t n, cap;
	bool lost;
	struct lost_row lost_row;
	struct linked_index *index;
	size_t nindexes;
	struct linked_list **list;	/* of rows with the same key */
	size_t nlists;
	struct linked_list *spare[33];	/* by size: the first not in use; in each, the next */
	struct lookup **lookup;
	size_t nlookups;
	struct row reading;	/* for linked_next() */
	struct arena mem;
};

/* Adds a text, or the value that it was read as (NULL: it was not), to a key. */
void linked_add_to_key(struct keybuf *b, const struct column *as, struct slice text,
    const struct value *v);

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

#define LINKED_MANY (UINT32_C(1) << 31)

/* The rows of a key that several have, in the order of the file. */
struct linked_list {
	uint32_t n, size;		/* room for 1 << size, and NULL */
	const char *row[];
};

/* The rows of a key, up to NULL; one: room for a row and NULL. */
static inline const char *const *
linked_rows(const struct linked *l, size_t index, struct fp key, const char *one[2])
{
	const struct linked_index *x = &l->index[index];
	const uint32_t *at;

	if (x->n == 0)
		return l->row;
	at = fptable_find(&x->rows, key);
	if (at != NULL && (*at & LINKED_MANY) != 0)
		return l->list[*at & ~LINKED_MANY]->row;
	one[0] = at == NULL ? NULL : l->row[*at];
	return one;
}

#endif
