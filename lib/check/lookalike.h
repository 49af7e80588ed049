#ifndef CHECK_LOOKALIKE_H
#define CHECK_LOOKALIKE_H

#include <string.h>

#include "check/builtin.h"
#include "rules/program.h"
#include "rules/value.h"

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
 * the start of the row before, and in other columns texts that were seen lately.
 */
enum { LOOKALIKE_START = 32, LOOKALIKE_SLOTS = 64 };	/* bytes; texts */

struct lookalikes_recent {
	char start[LOOKALIKE_START];
	size_t nstart, nsame;		/* bytes; columns within them. 0: not known */
	unsigned changes;		/* of the start, one after the other */
	size_t nlive;			/* columns that are looked at */
	struct lookalikes_texts {
		size_t col;
		struct slice slot[LOOKALIKE_SLOTS];
	} *column;
};

static inline struct lookalikes_recent *
lookalikes_recent(struct lookalikes *l)
{
	return (struct lookalikes_recent *)l;	/* its first member */
}

/* Looks at the columns from one on, of a row that may have a new text. */
void lookalikes_look(struct lookalikes *l, size_t from, const struct slice *cell, struct slice raw,
    uint64_t line);

/* By length and last byte, which of an empty text is the separator. */
static inline struct slice *
lookalikes_slot(struct lookalikes_texts *t, struct slice c)
{
	return &t->slot[(2 * c.n + (unsigned char)c.p[c.n - 1]) % LOOKALIKE_SLOTS];
}

/* Whether it starts as the row before, in 16 bytes or more. */
static inline bool
lookalikes_same_start(const struct lookalikes_recent *r, struct slice raw)
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
	struct lookalikes_recent *r = lookalikes_recent(l);
	struct lookalikes_texts *t = r->column, *end = t + r->nlive;

	if (!lookalikes_same_start(r, raw)) {
		lookalikes_look(l, 0, cell, raw, line);
		return;
	}
	r->changes = 0;
	for (t += r->nsame; t < end; t++) {
		struct slice c = cell[t->col];

		if (c.n > 0 && !same_text(c, *lookalikes_slot(t, c))) {
			lookalikes_look(l, (size_t)(t - r->column), cell, raw, line);
			return;
		}
	}
}

#endif
