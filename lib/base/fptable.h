#ifndef BASE_FPTABLE_H
#define BASE_FPTABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * 64-bit values for 128-bit fingerprints (XXH3): 24 bytes a slot, at most 2/3 of them in use. That
 * two of n keys share a fingerprint has a probability of about n * n / 2^129.
 */
struct fp {
	uint64_t lo, hi;
};

struct fptable {
	struct fptable_slot *slot;
	size_t n, nslots;
	void *mem;		/* holds the slots */
};

struct fp fp_of(const void *p, size_t n);

/* Makes room for n keys at once: growing in steps costs about as much again as adding them. */
void fptable_reserve(struct fptable *t, size_t n);

/* Starts to fetch the key's slot into the cache, while other work is done. */
void fptable_prefetch(const struct fptable *t, struct fp key);

/* The value of the key. If it is new, it is added with `value`, and *found is false. */
uint64_t *fptable_add(struct fptable *t, struct fp key, uint64_t value, bool *found);
const uint64_t *fptable_find(const struct fptable *t, struct fp key);	/* NULL: not there */
void fptable_free(struct fptable *t);

#endif
