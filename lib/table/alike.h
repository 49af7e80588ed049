#ifndef TABLE_ALIKE_H
#define TABLE_ALIKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/recent.h"
#include "base/slice.h"
#include "table/input.h"

/*
 * Texts of a column that differ but look the same: by case, blanks, hidden characters, how accents
 * are composed (visible_fold()). Each text is judged once, at its first place.
 */
struct alike_place {
	struct slice text;
	const char *file;		/* must outlive it */
	uint64_t line;
};

struct alike_texts {
	struct recent seen;
	struct fptable folds;		/* folded, to a number in first[] */
	struct alike_place *first;
	size_t cap;
	struct textbuf fold;
};

void alike_texts_init(struct alike_texts *t);
void alike_texts_free(struct alike_texts *t);	/* a zeroed one is allowed */

/* The first text that looks like recent_now(), which recent_add() has found to be new; or NULL. */
const struct alike_place *alike_judge(struct alike_texts *t, const char *file, uint64_t line);

/*
 * The columns of a table that identify series, for a message where two texts of a column look alike
 * but differ, and so make two series of one.
 */
struct alike;

/* say: gets the first three messages, or all of them. NULL: none, and alike_cell() does nothing. */
struct alike *alike_new(void (*say)(const char *message), bool all);

/*
 * Whether an earlier text of the column differs but looks the same: *e then says so, without a
 * place.
 */
bool alike_add(struct alike *a, size_t col, struct slice text, const char *file, uint64_t line,
    struct errmsg *e);

/* The same of a text of the present row, said with its place. */
void alike_cell(struct alike *a, struct input *in, size_t col, struct slice text);

/* The same, and alike_close() says where the column is blank first, if it is not so throughout. */
void alike_key(struct alike *a, struct input *in, size_t col, struct slice text);

/*
 * The text, or the earlier text of the column that differs from it only in blanks: they count as
 * one, and a message says so. Other texts that look alike are reported as by alike_cell(). Valid as
 * long as both text and a.
 */
struct slice alike_one(struct alike *a, struct input *in, size_t col, struct slice text);

/*
 * The same of a heading that names series; two of one row are not taken as one. It is also said of
 * headings that differ only in articles, hyphens and a full stop.
 */
struct slice alike_heading(struct alike *a, struct slice text, const char *file, uint64_t line);

/* Says how many messages there were beyond the first three; frees. NULL is allowed. */
void alike_close(struct alike *a);

#endif
