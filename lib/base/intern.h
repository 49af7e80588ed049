#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/slice.h"

/*
 * 32-bit values for 96-bit fingerprints (XXH3): 16 bytes for each slot, 3 slots for 2 keys.
 * Two of n keys share a fingerprint with a probability of about n * n / 2^97. They cannot be
 * chosen so: fingerprints differ from run to run (by getrandom() or, where the system has none, by
 * the clock). Nothing that is written may depend on their order.
 */
struct fp {
	uint64_t lo;		/* not 0 */
	uint32_t hi;
};

struct fptable {
	struct fptable_slot *slot;
	size_t n, nslots, most;	/* keys: so many before it grows */
	void *mem;		/* holds the slots */
};

struct fp fp_of(const void *p, size_t n);

/* Makes room for n keys at once: growing in steps costs about as much again as adding them. */
void fptable_reserve(struct fptable *t, size_t n);

/* Starts to fetch the key's slot into the cache, while other work is done. */
void fptable_prefetch(const struct fptable *t, struct fp key);

/* The value of the key. If it is new, it is added with `value`, and *found is false. */
uint32_t *fptable_add(struct fptable *t, struct fp key, uint32_t value, bool *found);
const uint32_t *fptable_find(const struct fptable *t, struct fp key);	/* NULL: not there */
void fptable_free(struct fptable *t);

/*
 * Numbers for byte strings: the first new key is 0, the next 1, and so on. For group keys, series,
 * areas. Keys are copied, and known again by their fingerprints.
 */
struct intern {
	struct slice *key;	/* by number: see intern_key() */
	size_t n, cap;
	struct fptable id;	/* of the keys, or some of them: see intern_append() */
	struct arena bytes;	/* of the keys */
};

struct intern *intern_new(void);
void intern_free(struct intern *t);

uint32_t intern_id(struct intern *t, struct slice key);		/* adds the key if it is new */
#define INTERN_NONE UINT32_MAX
uint32_t intern_find(const struct intern *t, struct slice key);	/* or INTERN_NONE */

/*
 * The same for a key that is known by another fingerprint than its own, as by that of the values in
 * it. If it is new, *found is false, and intern_set() has to follow.
 */
uint32_t intern_id_as(struct intern *t, struct fp as, bool *found);
void intern_set(struct intern *t, uint32_t id, struct slice key);

/*
 * Adds a key that the caller knows to be new, and returns its number. The functions above find it
 * only after intern_index().
 */
uint32_t intern_append(struct intern *t, struct slice key);
void intern_index(struct intern *t, uint32_t id, struct fp as);

/* Starts to fetch what intern_id_as() looks at. */
void intern_prefetch(const struct intern *t, struct fp as);

uint32_t intern_count(const struct intern *t);

/* Valid until intern_free(). */
static inline struct slice
intern_key(const struct intern *t, uint32_t id)
{
	return t->key[id];
}

/*
 * A composite key: each cell with its length before it, so that ("a","bc") is not ("ab","c").
 * keybuf_reset, keybuf_add for each cell, then intern_id(t, keybuf_key()).
 */
struct keybuf {
	char *p;
	size_t n, cap;
};

void keybuf_reset(struct keybuf *b);
void keybuf_add(struct keybuf *b, struct slice cell);
void keybuf_append(struct keybuf *b, struct slice cells);	/* of another key */
void keybuf_grow(struct keybuf *b, size_t n);	/* called by keybuf_room() */
struct slice keybuf_key(const struct keybuf *b);
void keybuf_free(struct keybuf *b);

/* Makes room for n more bytes; a cell takes 4 and its own. */
static inline void
keybuf_room(struct keybuf *b, size_t n)
{
	if (b->cap - b->n < n)
		keybuf_grow(b, n);
}

/* The next cell of a composite key; *rest is the key at first. False at its end. */
bool keybuf_next(struct slice *rest, struct slice *cell);

#endif
