#ifndef BASE_FPTABLE_H
#define BASE_FPTABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * 128-bit fingerprints (XXH3) to 64-bit values: 24 bytes a slot, at most 2/3 of them in use. Two
 * different keys share a fingerprint with a probability of about n * n / 2^129.
 */
struct fp {
	uint64_t lo, hi;
};

struct fptable {
	struct fptable_slot *slot;
	size_t n, nslots;
	void *mem;		/* that the slots are in */
};

struct fp fp_of(const void *p, size_t n);

/* Room for n keys at once: growing step by step costs about as much again as the keys themselves. */
void fptable_reserve(struct fptable *t, size_t n);

/* Fetches the key's slot into the cache while other work is done. */
void fptable_prefetch(const struct fptable *t, struct fp key);

/* The value of the key, made with `value` when it is new: then *found is false. */
uint64_t *fptable_add(struct fptable *t, struct fp key, uint64_t value, bool *found);
const uint64_t *fptable_find(const struct fptable *t, struct fp key);	/* NULL: not there */
void fptable_free(struct fptable *t);

#endif
