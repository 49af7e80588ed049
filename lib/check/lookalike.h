#ifndef CHECK_LOOKALIKE_H
#define CHECK_LOOKALIKE_H

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

/* A row that the run has seen: its cells in the program's order, same as for run_row(). */
static inline void lookalikes_row(struct lookalikes *l, const struct slice *cell, size_t same,
    uint64_t line, bool new_group);

/* Reports each pair, after all rows; how many there were. */
void lookalikes_report(const struct lookalikes *l, uint64_t rows, const struct builtins *b);

/*
 * The rest is lookalikes_row(), which is here because nearly every row holds nothing new: it begins
 * as the row before, and has in other columns texts that recent_add() is quick to find.
 */
struct lookalikes_live {
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

/* new_group: run_is_new_group(). */
static inline void
lookalikes_row(struct lookalikes *l, const struct slice *cell, size_t same, uint64_t line,
    bool new_group)
{
	struct lookalikes_live *r = lookalikes_live(l);
	struct lookalikes_column *c = r->column, *end = new_group ? r->left : r->grouped;

	while (c < end && (c->col < same || cell[c->col].n == 0 ||
	    recent_follows(&c->texts.seen, cell[c->col])))
		c++;
	if (c < end)
		lookalikes_look(l, c, end, cell, line);
}

#endif
