#include "intern.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "xalloc.h"

/* Keys lie in blocks that never move, so that intern_key() stays valid. */
struct block {
	struct block *next;
	size_t used, size;
	char bytes[];
};

enum { BLOCK_MIN = 1024, BLOCK_MAX = 65536 };	/* small at first: most tables know few keys */

struct intern {
	struct slice *key;		/* by id */
	uint64_t *hash;			/* by id */
	size_t key_cap, hash_cap;
	uint32_t n;
	uint32_t *slot;			/* id + 1, or 0: empty; open addressing, linear probing */
	size_t nslots;			/* a power of two, at most 3/4 full */
	struct block *blocks;
};

struct intern *
intern_new(void)
{
	struct intern *t = xcalloc(1, sizeof *t);

	t->nslots = 64;
	t->slot = xcalloc(t->nslots, sizeof *t->slot);
	return t;
}

void
intern_free(struct intern *t)
{
	struct block *next;

	if (t == NULL)
		return;
	for (struct block *b = t->blocks; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	free(t->key);
	free(t->hash);
	free(t->slot);
	free(t);
}

static struct slice
keep(struct intern *t, struct slice key)
{
	struct block *b = t->blocks;
	char *p;

	if (b == NULL || b->size - b->used < key.n) {
		size_t size = b == NULL ? BLOCK_MIN : 2 * b->size;

		if (size > BLOCK_MAX)
			size = BLOCK_MAX;
		if (size < key.n)
			size = key.n;
		b = xmalloc(sizeof *b + size);
		b->next = t->blocks;
		b->used = 0;
		b->size = size;
		t->blocks = b;
	}
	p = b->bytes + b->used;
	if (key.n > 0)
		memcpy(p, key.p, key.n);
	b->used += key.n;
	return (struct slice){p, key.n};
}

/* The slot that holds the key, or the empty one where it would go. */
static size_t
find_slot(const struct intern *t, struct slice key, uint64_t hash)
{
	size_t i = hash & (t->nslots - 1);
	uint32_t id;

	for (; t->slot[i] != 0; i = (i + 1) & (t->nslots - 1)) {
		id = t->slot[i] - 1;
		if (t->hash[id] == hash && slice_eq(t->key[id], key))
			break;
	}
	return i;
}

static void
grow(struct intern *t)
{
	size_t at;

	free(t->slot);
	t->nslots *= 2;
	t->slot = xcalloc(t->nslots, sizeof *t->slot);
	for (uint32_t id = 0; id < t->n; id++) {
		at = t->hash[id] & (t->nslots - 1);
		while (t->slot[at] != 0)
			at = (at + 1) & (t->nslots - 1);
		t->slot[at] = id + 1;
	}
}

uint32_t
intern_id(struct intern *t, struct slice key)
{
	uint64_t hash = XXH3_64bits(key.p, key.n);
	size_t i = find_slot(t, key, hash);

	if (t->slot[i] != 0)
		return t->slot[i] - 1;
	t->key = xgrow(t->key, &t->key_cap, (size_t)t->n + 1, sizeof *t->key);
	t->hash = xgrow(t->hash, &t->hash_cap, (size_t)t->n + 1, sizeof *t->hash);
	t->key[t->n] = keep(t, key);
	t->hash[t->n] = hash;
	t->slot[i] = ++t->n;
	if (t->n > t->nslots / 4 * 3)
		grow(t);
	return t->n - 1;
}

uint32_t
intern_find(const struct intern *t, struct slice key)
{
	size_t i = find_slot(t, key, XXH3_64bits(key.p, key.n));

	return t->slot[i] == 0 ? INTERN_NONE : t->slot[i] - 1;
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

	b->p = xgrow(b->p, &b->cap, b->n + sizeof n + cell.n, 1);
	memcpy(b->p + b->n, &n, sizeof n);
	if (cell.n > 0)
		memcpy(b->p + b->n + sizeof n, cell.p, cell.n);
	b->n += sizeof n + cell.n;
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

	if (rest->n < sizeof n)
		return false;
	memcpy(&n, rest->p, sizeof n);
	*cell = (struct slice){rest->p + sizeof n, n};
	rest->p += sizeof n + n;
	rest->n -= sizeof n + n;
	return true;
}
