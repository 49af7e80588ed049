#ifndef RULES_LINKED_H
#define RULES_LINKED_H

#include "base/memory.h"
#include "rules/codelist.h"
#include "rules/eval.h"

/*
 * The rows of a linked file: its columns that rules name, held in memory, and found by their values
 * in some columns. All rows are added before the first look-up is made. Kept of each row are its
 * cells with a byte for each, and 16 to 20 bytes; an index, one for each different set of columns,
 * takes 36 bytes for a row, and 8 where a key has several.
 */
struct linked;
struct why;

/* Of a program that binds the rules on the file; it and the name must outlive it. */
struct linked *linked_new(const struct program *p, const char *file);
void linked_free(struct linked *l);

void linked_add(struct linked *l, const struct slice *cells, uint64_t line);
void linked_lose(struct linked *l);	/* a row could not be read */

const struct program *linked_program(const struct linked *l);
bool linked_lost(const struct linked *l);

/*
 * The next row that satisfies the condition (NULL: any row): its text in a column, and whether that
 * is known. *at is 0 at first. False: there are no more.
 */
bool linked_next(struct linked *l, const struct node *where, int col, size_t *at,
    struct slice *text, enum truth *t, uint64_t *line);

/* A column of the file that equals an expression; both are compared as cells of a column. */
struct lookup_key {
	int col;
	struct column as;
	struct node *expr;
};

/* What struct node needs to look up rows. Calls go through it, as files below may not call this. */
struct lookup {
	void (*value)(struct eval *ev, const struct node *call, struct value *v);
	enum truth (*has)(struct eval *ev, struct lookup *k, const struct sought *s);

	/* Why value() or has() is not known. */
	void (*why)(struct eval *ev, const struct node *call, struct why *w);

	/* What the last value() of a single row met: "2 rows", and where they are. */
	void (*say)(const struct lookup *k, struct textbuf *found, struct textbuf *places);

	struct linked *of;
	struct lookup_key *key;		/* by column */
	size_t nkeys, index;
	struct node **filter;		/* what else holds for the rows */
	size_t nfilters;
	bool constant;			/* value and filter depend on nothing but the file's row */
	struct row row;			/* that is looked at, */
	const char *loaded;		/* from here */
	struct fptable known;		/* by key: values over many rows */
	struct keybuf text;
	const char *one[2];		/* the only row of a key, and NULL */
	const struct row *prepared_for;	/* this row, with this number, has the key */
	uint32_t prepared;
	struct fp prepared_key;
	const char *const *prepared_rows;
	const char *prepared_one[2];
	uint32_t nmet;			/* rows that the last value of a single one met, */
	uint64_t met[2];		/* and the lines of the first two */
};

/*
 * rules/seek.c: the lookup of the keys, which are sorted by column and copied; filter and constant
 * are for the caller to fill. It lives as long as the file.
 */
struct lookup *linked_lookup(struct linked *l, const struct lookup_key *key, size_t n);

/*
 * The first starts to fetch what the look-ups by columns of the row need, all at once, as memory is
 * slow to answer; the second then finds their rows. Both calls may be left out.
 */
void linked_prepare(struct lookup *const *lookup, size_t n, struct row *row);
void linked_fetch(struct lookup *const *lookup, size_t n);

#endif
