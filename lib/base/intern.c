#include "base/intern.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/arena.h"
#include "base/memory.h"

/* The hash next to the number saves looking at keys that are very likely others. */
struct slot {
	uint32_t hash, id;		/* id + 1, or 0: empty */
};

struct intern {
	struct slice *key;		/* by id */
	size_t key_cap;
	uint32_t n;
	struct slot *slot;		/* open addressing, linear probing */
	size_t nslots;			/* a power of two, at most 2/3 full */
	struct arena bytes;		/* of the keys */
};

static uint32_t
hash_of(struct slice key)
{
	return (uint32_t)XXH3_64bits(key.p, key.n);
}

struct intern *
intern_new(void)
{
	struct intern *t = xcalloc(1, sizeof(*t));

	t->nslots = 64;
	t->slot = xcalloc(t->nslots, sizeof(*t->slot));
	return t;
}

void
intern_free(struct intern *t)
{
	if (t == NULL)
		return;
	arena_free(&t->bytes);
	free(t->key);
	free(t->slot);
	free(t);
}

/* The slot that holds the key, or the empty one where it would go. */
static struct slot *
find_slot(const struct intern *t, struct slice key, uint32_t hash)
{
	size_t i = hash & (t->nslots - 1);

	while (t->slot[i].id != 0 &&
	    (t->slot[i].hash != hash || !slice_eq(t->key[t->slot[i].id - 1], key)))
		i = (i + 1) & (t->nslots - 1);
	return &t->slot[i];
}

static void
grow(struct intern *t)
{
	struct slot *old = t->slot;
	size_t nold = t->nslots, at;

	t->nslots *= 2;
	t->slot = xcalloc(t->nslots, sizeof(*t->slot));
	for (size_t i = 0; i < nold; i++) {
		if (old[i].id == 0)
			continue;
		at = old[i].hash & (t->nslots - 1);
		while (t->slot[at].id != 0)
			at = (at + 1) & (t->nslots - 1);
		t->slot[at] = old[i];
	}
	free(old);
}

uint32_t
intern_id(struct intern *t, struct slice key)
{
	uint32_t hash = hash_of(key);
	struct slot *slot = find_slot(t, key, hash);

	if (slot->id != 0)
		return slot->id - 1;
	t->key = xgrow(t->key, &t->key_cap, (size_t)t->n + 1, sizeof(*t->key));
	t->key[t->n] = arena_copy(&t->bytes, key);
	*slot = (struct slot){hash, ++t->n};
	if (t->n > t->nslots / 3 * 2)
		grow(t);
	return t->n - 1;
}

uint32_t
intern_find(const struct intern *t, struct slice key)
{
	const struct slot *slot = find_slot(t, key, hash_of(key));

	return slot->id == 0 ? INTERN_NONE : slot->id - 1;
}

uint32_t
intern_count(const struct intern *t)
{
	return t->n;
}

struct slice
intern_key(const struct intern *t, uint32_t id)
{
	return t->key[id];
}

void
keybuf_reset(struct keybuf *b)
{
	b->n = 0;
}

void
keybuf_room(struct keybuf *b, size_t n)
{
	b->p = xgrow(b->p, &b->cap, b->n + n, 1);
}

void
keybuf_add(struct keybuf *b, struct slice cell)
{
	uint32_t n = (uint32_t)cell.n;

	keybuf_room(b, sizeof(n) + cell.n);
	memcpy(b->p + b->n, &n, sizeof(n));
	if (cell.n > 0)
		memcpy(b->p + b->n + sizeof(n), cell.p, cell.n);
	b->n += sizeof(n) + cell.n;
}

struct slice
keybuf_key(const struct keybuf *b)
{
	return (struct slice){b->p, b->n};
}

void
keybuf_free(struct keybuf *b)
{
	free(b->p);
	*b = (struct keybuf){0};
}

bool
keybuf_next(struct slice *rest, struct slice *cell)
{
	uint32_t n;

	if (rest->n < sizeof(n))
		return false;
	memcpy(&n, rest->p, sizeof(n));
	*cell = (struct slice){rest->p + sizeof(n), n};
	rest->p += sizeof(n) + n;
	rest->n -= sizeof(n) + n;
	return true;
}
