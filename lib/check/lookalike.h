#ifndef CHECK_LOOKALIKE_H
#define CHECK_LOOKALIKE_H

#include <string.h>

#include "check/builtin.h"
#include "rules/program.h"
#include "table/alike.h"

/*
 * Cells of a column that look alike but differ (S22): by case, blanks, characters that cannot be
 * seen, or how accents are composed. Looked for in the columns of key and by, and in other columns
 * of text in which most texts occur several times; not in numbers, dates and periods that are
 * declared. Of each column at most LOOKALIKE_MOST texts are kept; after that it is left alone.
 */
struct lookalikes;

enum { LOOKALIKE_MOST = 1000 };

/* The program, with the columns of the rows, and its rules must outlive it. */
struct lookalikes *lookalikes_new(const struct program *p);
void lookalikes_free(struct lookalikes *l);

/* A file begins: its columns may be in another order. The name lives on. */
void lookalikes_file(struct lookalikes *l, unsigned file, const char *name);

/* A row of data: its cells in the program's order, and its bytes. */
static inline void lookalikes_row(struct lookalikes *l, const struct slice *cell, struct slice raw,
    uint64_t line);

/* Reports each pair, after all rows; how many there were. */
void lookalikes_report(const struct lookalikes *l, uint64_t rows, const struct builtins *b);

/*
 * The rest is lookalikes_row(), which is here because nearly every row holds nothing new: it has
 * the start of the row before, and in other columns texts that recent_add() is quick to find.
 */
enum { LOOKALIKE_START = 32 };		/* bytes */

struct lookalikes_live {
	char start[LOOKALIKE_START];
	size_t nstart, nsame;		/* bytes; columns within them. 0: not known */
	unsigned changes;		/* of the start, one after the other */
	size_t n;			/* columns that are looked at */
	struct lookalikes_column {
		size_t col;
		bool key;		/* of key or by: always looked at */
		struct alike_texts texts;
		size_t nworded;		/* texts with a letter */
		struct lookalikes_pair *pair;
		size_t npairs;
	} *column;
};

static inline struct lookalikes_live *
lookalikes_live(struct lookalikes *l)
{
	return (struct lookalikes_live *)l;	/* its first member */
}

/* A new text in a column. False: it is left alone from now on, and the next is in its place. */
bool lookalikes_take(struct lookalikes *l, struct lookalikes_column *c, uint64_t line);

/* Keeps the start of the row, to be compared with the next: rows come in runs. */
void lookalikes_keep_start(struct lookalikes *l, const struct slice *cell, struct slice raw);

/* Whether it starts as the row before, in 16 bytes or more. */
static inline bool
lookalikes_same_start(const struct lookalikes_live *r, struct slice raw)
{
	const size_t n = r->nstart;
	uint64_t word[8];

	if (n < 16 || raw.n < n)
		return false;
	memcpy(word, raw.p, 16);
	memcpy(word + 2, raw.p + n - 16, 16);
	memcpy(word + 4, r->start, 16);
	memcpy(word + 6, r->start + n - 16, 16);
	return ((word[0] ^ word[4]) | (word[1] ^ word[5]) | (word[2] ^ word[6]) |
	    (word[3] ^ word[7])) == 0;
}

static inline void
lookalikes_row(struct lookalikes *l, const struct slice *cell, struct slice raw, uint64_t line)
{
	struct lookalikes_live *r = lookalikes_live(l);
	bool same = lookalikes_same_start(r, raw);
	struct lookalikes_column *t = r->column + (same ? r->nsame : 0), *end = r->column + r->n;

	for (; t < end; t++) {
		struct slice c = cell[t->col];

		if (c.n > 0 && recent_add(&t->texts.seen, c) && !lookalikes_take(l, t, line))
			t--, end--;
	}
	if (!same)
		lookalikes_keep_start(l, cell, raw);
	else
		r->changes = 0;
}

#endif
