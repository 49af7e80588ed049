#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include <stddef.h>

#include "base/slice.h"

/*
 * How many single-byte insertions, removals and changes turn a into b (Levenshtein), ignoring case.
 * Above `limit` the answer is limit + 1; names longer than 255 bytes always count as so far apart.
 */
size_t suggest_distance(struct slice a, struct slice b, size_t limit);

/*
 * The index of the name spelt most like s, or n when none is near enough to be worth suggesting: a
 * third of its length in changes, at least 1 where one of the two has two letters, at most 4.
 */
size_t suggest_nearest(struct slice s, const struct slice *names, size_t n);

/* The end of a message on a wrong name: "; did you mean 'X'?", or "" if none is near. In buf. */
#define SUGGEST_SIZE 288
const char *suggest(char buf[SUGGEST_SIZE], struct slice s, const struct slice *names, size_t n);

#endif
