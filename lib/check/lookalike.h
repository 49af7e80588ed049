#ifndef CHECK_LOOKALIKE_H
#define CHECK_LOOKALIKE_H

#include <string.h>

#include "check/builtin.h"
#include "rules/run.h"
#include "table/alike.h"

/*
 * Cells of a column that look alike but differ (S22): by case, blanks, characters that cannot be
 * seen, or how accents are composed. Looked for in the columns of key and by, and in other columns
 * of text in which most texts occur several times; not in numbers, dates and periods that are
 * declared. Of each column at most LOOKALIKE_MOST texts are kept; after that it is left alone.
 */
struct lookalikes;

enum { LOOKALIKE_MOST = 1000 };

/* The program, with the columns of the rows, and the run of its rules must outlive it. */
struct lookalikes *lookalikes_new(const struct program *p, const struct run *run);
void lookalikes_free(struct lookalikes *l);

/* A file begins: its columns may be in another order. The name lives on. */
void lookalikes_file(struct lookalikes *l, unsigned file, const char *name);

/* A row that the run has seen: its cells in the program's order, its bytes; run_is_new_group(). */
static inline void lookalikes_row(struct lookalikes *l, const struct slice *cell, struct slice raw,
    uint64_t line, bool new_group);

/* Reports each pair, after all rows; how many there were. */
void lookalikes_report(const struct lookalikes *l, uint64_t rows, const struct builtins *b);

/*
 * The rest is lookalikes_row(), which is here because nearly every row holds nothing new: it has
 * the start of the row before, and in other columns texts that recent_add() is quick to find.
 */
enum { LOOKALIKE_START = 32 };		/* bytes */

struct lookalikes_live {
	char start[LOOKALIKE_START];
	size_t nstart;			/* bytes; 0: not known */
	unsigned changes;		/* of the start, one after the other */
	struct lookalikes_column *after_start;	/* the first column that is not within it */
	struct lookalikes_column *grouped;	/* from here on: looked at only in new groups */
	struct lookalikes_column *left;		/* from here on: not looked at any more */
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

/* Looks at the columns from `from` up to `to`; the first of them may have a new text. */
void lookalikes_look(struct lookalikes *l, struct lookalikes_column *from,
    struct lookalikes_column *to, const struct slice *cell, uint64_t line);

/* Keeps the start of the row, to be compared with the next: rows come in runs. */
void lookalikes_keep_start(struct lookalikes *l, const struct slice *cell, struct slice raw);

/* Whether the row starts like the one before it, in 16 bytes or more. */
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
lookalikes_row(struct lookalikes *l, const struct slice *cell, struct slice raw, uint64_t line,
    bool new_group)
{
	struct lookalikes_live *r = lookalikes_live(l);
	const bool same = lookalikes_same_start(r, raw);
	struct lookalikes_column *c = same ? r->after_start : r->column;
	struct lookalikes_column *end = new_group ? r->left : r->grouped;

	while (c < end && (cell[c->col].n == 0 || recent_follows(&c->texts.seen, cell[c->col])))
		c++;
	if (c < end)
		lookalikes_look(l, c, end, cell, line);
	if (!same)
		lookalikes_keep_start(l, cell, raw);
	else
		r->changes = 0;
}

#endif
