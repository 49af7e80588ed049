#ifndef RULES_LINKED_H
#define RULES_LINKED_H

#include "base/memory.h"
#include "rules/codelist.h"
#include "rules/eval.h"
#include "rules/packed.h"

/*
 * The rows of a linked file: its columns that rules name, held in memory, and found by their values
 * in some columns. All rows are added before the first look-up is made. Kept of each row are its
 * cells with a byte for each, 5 for a number, a date or a period, and 16 to 20 bytes; an index, one
 * for each different set of columns, takes 12 bytes for a row, and 4 where a key has several.
 * A set needs none of its own where an earlier one of fewer columns distinguishes nearly all rows.
 */
struct linked;
struct why;

/* Of a program that binds the rules on the file; it and the name must outlive it. */
struct linked *linked_new(const struct program *p, const char *file);
void linked_free(struct linked *l);

void linked_add(struct linked *l, struct row *row);

/* The first row of the file that could not be read as data: "is a note"; NULL: it is not known. */
struct lost_row {
	const char *what;
	uint64_t line;
};

void linked_lose(struct linked *l, struct lost_row first);	/* rows could not be read */

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
	bool as_column;			/* that is how the column is read */
	struct node *expr;
};

/* The rows of the key of a row. */
struct sought_rows {
	const struct row *row;		/* this one, with this number, has the key */
	uint32_t number, first;
	struct fp key;
};

enum { LOOKUP_PLACES = 32 };

/* What struct node needs to look up rows. Calls go through it, as files below may not call this. */
struct lookup {
	void (*value)(struct eval *ev, const struct node *call, struct value *v);
	enum truth (*has)(struct eval *ev, struct lookup *k, const struct sought *s);

	/* Why value() or has() is not known. */
	void (*why)(struct eval *ev, const struct node *call, struct why *w);

	/* What the last value() of a single row met: "2 rows", and where they are. */
	void (*say)(const struct lookup *k, struct textbuf *found, struct textbuf *places);

	struct linked *of;
	struct lookup_key *key;		/* by column: those of the index, */
	size_t nkeys, index;
	struct lookup_key *rest;	/* and those that are not in it */
	size_t nrest;
	bool plain;			/* all are columns whose text is compared, */
	bool by_columns;		/* or columns */
	struct keybuf mine, its;	/* the key, and that of a row of the file */
	struct node **filter;		/* what else holds for the rows */
	size_t nfilters;
	bool constant;			/* value and filter depend on nothing but the file's row */
	struct row row;			/* that is looked at, */
	uint32_t loaded;		/* the number of that row; 0: none */
	struct packed_cells read;	/* what of it */
	struct fptable known;		/* by key: which of the values over many rows */
	struct value *total;
	size_t ntotals;
	struct keybuf text;
	struct sought_rows place[LOOKUP_PLACES];
	const struct lookup *like;	/* this, or one that seeks the same: its places are used */
	const struct rule *asked_by;
	uint32_t nmet;			/* rows that the last value of a single one met, */
	uint64_t met[2];		/* and the lines of the first two */
};

/*
 * rules/seek.c: the lookup of the keys, which are sorted by column and copied; filter and constant
 * are for the caller to fill. It lives as long as the file. Once filter is filled, linked_read()
 * finds the columns that the value of the call depends on.
 */
struct lookup *linked_lookup(struct linked *l, const struct lookup_key *key, size_t n);
void linked_read(struct lookup *k, const struct node *call);

/*
 * rules/fetch.c: what look-ups by columns of the row need is fetched before it is wanted, and for
 * many rows at once, as memory is slow to answer: the row at place i has place = i, and each call
 * is made for all of them before the next. All calls may be left out. linked_compare() comes first,
 * once: it moves the look-ups that seek other rows than those before them to the front, and returns
 * their number; the calls for these are enough.
 */
size_t linked_compare(struct lookup **lookup, size_t n);
void linked_prepare(struct lookup *const *lookup, size_t n, struct row *const *row, size_t places);
void linked_find(struct lookup *const *lookup, size_t n, size_t places);
void linked_fetch(struct lookup *const *lookup, size_t n, size_t places);

#endif
