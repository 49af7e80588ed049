#include "fptable.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "xalloc.h"

struct fptable_slot {
	struct fp key;		/* 0, 0: empty */
	uint64_t value;
};

struct fp
fp_of(const void *p, size_t n)
{
	XXH128_hash_t h = XXH3_128bits(p, n);

	if (h.low64 == 0 && h.high64 == 0)
		h.low64 = 1;
	return (struct fp){h.low64, h.high64};
}

static bool
empty(const struct fptable_slot *s)
{
	return (s->key.lo | s->key.hi) == 0;
}

static struct fptable_slot *
find(const struct fptable *t, struct fp key)
{
	size_t i = key.lo & (t->nslots - 1);

	while (!empty(&t->slot[i]) &&
	    (t->slot[i].key.lo != key.lo || t->slot[i].key.hi != key.hi))
		i = (i + 1) & (t->nslots - 1);
	return &t->slot[i];
}

static void
resize(struct fptable *t, size_t nslots)
{
	struct fptable old = *t;

	t->nslots = nslots;
	t->slot = xcalloc(t->nslots, sizeof(*t->slot));
	for (size_t i = 0; i < old.nslots; i++)
		if (!empty(&old.slot[i]))
			*find(t, old.slot[i].key) = old.slot[i];
	free(old.slot);
}

void
fptable_reserve(struct fptable *t, size_t n)
{
	size_t nslots = t->nslots == 0 ? 1024 : t->nslots;

	while (nslots / 3 * 2 <= n)
		nslots *= 2;
	if (nslots > t->nslots)
		resize(t, nslots);
}

void
fptable_prefetch(const struct fptable *t, struct fp key)
{
	if (t->nslots > 0)
		__builtin_prefetch(&t->slot[key.lo & (t->nslots - 1)], 1);
}

uint64_t *
fptable_add(struct fptable *t, struct fp key, uint64_t value, bool *found)
{
	struct fptable_slot *s;

	if (t->n >= t->nslots / 3 * 2)
		resize(t, t->nslots == 0 ? 1024 : t->nslots * 2);
	s = find(t, key);
	*found = !empty(s);
	if (!*found) {
		*s = (struct fptable_slot){key, value};
		t->n++;
	}
	return &s->value;
}

const uint64_t *
fptable_find(const struct fptable *t, struct fp key)
{
	const struct fptable_slot *s;

	if (t->nslots == 0)
		return NULL;
	s = find(t, key);
	return empty(s) ? NULL : &s->value;
}

void
fptable_free(struct fptable *t)
{
	free(t->slot);
	*t = (struct fptable){0};
}
