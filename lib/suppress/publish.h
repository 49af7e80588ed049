#ifndef SUPPRESS_PUBLISH_H
#define SUPPRESS_PUBLISH_H

#include "suppress/attack.h"
#include "suppress/choose.h"
#include "suppress/derived.h"
#include "suppress/view.h"
#include "table/rows.h"

/* The table as it is published: counts that are hidden give way to the mark, others are rounded. */
struct publish {
	const struct study *study;
	const struct view *view;
	const struct policy *policy;
	const struct derived *derived;
	const unsigned char *hidden;	/* by cell */
	const char *mark;
	bool anything;			/* is hidden, here or in what came in */
};

/* Whether a row of the table has a count that is hidden by us. */
bool publish_hides(const struct publish *p, size_t row);

void publish_write(const struct publish *p, struct rows *out);

/* The columns that say where a cell is, as headings and for a cell; those of the table. */
void publish_place_headings(const struct study *st, struct rows *out);
void publish_place(const struct study *st, uint32_t cell, struct rows *out);

/*
 * -1, *e: the file for the ranges is one of these (paths; "-": standard input), by whatever name,
 * or standard output.
 */
int publish_check_proof(const char *path, char *const *paths, size_t n, struct errmsg *e);

/* Writes the ranges of the hidden cells to a file; *blank of them take too much work. -1: *e. */
int publish_proof(const struct publish *p, const struct choice *c, const char *path,
    size_t *blank, struct errmsg *e);

#endif
