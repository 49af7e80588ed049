#ifndef RULES_LINKEDROWS_H
#define RULES_LINKEDROWS_H

#include "rules/linked.h"

/* What rules/linked.c, which has the rows, and rules/seek.c, which looks them up, share. */

/* The rows by their values in some columns, compared as such. */
struct linked_index {
	struct lookup_key *key;
	size_t n;
	struct fptable rows;	/* by key: SINGLE and a row, or where a list of them begins */
	const char **list;	/* the rows of each key that has several, and NULL */
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
	struct lookup **lookup;
	size_t nlookups;
	struct row reading;	/* for linked_next() */
	struct arena mem;
};

/* Adds a text, or the value that it was read as (NULL: it was not), to a key. */
void linked_add_to_key(struct keybuf *b, const struct column *as, struct slice text,
    const struct value *v);

/*
 * How many of the keys, moved to the front, have an index that distinguishes nearly all rows, so
 * that another is not worth its memory; or n.
 */
size_t linked_part(const struct linked *l, struct lookup_key *key, size_t n);

/* The number of the index of these columns, which is made when they are first asked for. */
size_t linked_index(struct linked *l, struct lookup_key *key, size_t n);

/* The rows of a key, up to NULL; one: room for a row and NULL. */
const char *const *linked_rows(const struct linked *l, size_t index, struct fp key,
    const char *one[2]);

#endif
