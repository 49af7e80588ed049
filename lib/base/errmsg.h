#ifndef BASE_ERRMSG_H
#define BASE_ERRMSG_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

/*
 * A message on its way to the filter that prints it. Library functions do not print: they fill one
 * of these and return -1.
 */
struct errmsg {
	char text[1024];	/* always NUL-terminated; a longer message is cut */
};

/*
 * Fills *e as printf would and returns -1, so that a function can end in
 * `return errmsg_set(e, ...)`. If e is NULL, nothing is written.
 */
int errmsg_set(struct errmsg *e, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
int errmsg_vset(struct errmsg *e, const char *fmt, va_list ap);

/* "1 row", "2 rows": plural(n, "row").text, for the arguments of one call. */
struct plural {
	char text[64];
};
struct plural plural(uint64_t n, const char *noun);

/*
 * How many single-byte insertions, removals and changes, and swaps of two neighbours, turn a into b
 * (Damerau and Levenshtein, no byte in two of them), ignoring case. Above `limit` the answer is
 * limit + 1; names longer than 255 bytes always count as so far apart.
 */
size_t suggest_distance(struct slice a, struct slice b, size_t limit);

/*
 * The index of the name spelt most like s, or n when none is near enough to be worth suggesting: a
 * third of its length in changes, at least 1 where one of the two has two letters, at most 4. Where
 * none is so near, the only one of which s is the first words.
 */
size_t suggest_nearest(struct slice s, const struct slice *names, size_t n);

/* The end of a message on a wrong name: "; did you mean 'X'?", or "" if none is near. In buf. */
#define SUGGEST_SIZE 288
const char *suggest(char buf[SUGGEST_SIZE], struct slice s, const struct slice *names, size_t n);

#endif
