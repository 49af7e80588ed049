#ifndef TABLE_ALIKE_H
#define TABLE_ALIKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/slice.h"
#include "table/input.h"

/*
 * The texts of columns that identify series, for a message where two of a column look alike but
 * differ (visible_fold(): by case, blanks, hidden characters, how accents are composed) and so make
 * two series of one. It keeps each text of a column once, and is quick where a text repeats.
 */
struct alike;

/* say: gets the first three messages, or all of them. NULL: alike_cell() then does nothing. */
struct alike *alike_new(void (*say)(const char *message), bool all);

/*
 * Whether an earlier text of the column differs but looks the same: *e then says so, without a
 * place. Each text is judged once, at its first place. file must outlive it.
 */
bool alike_add(struct alike *a, size_t col, struct slice text, const char *file, uint64_t line,
    struct errmsg *e);

/* The same of a text of the present row, said with its place. */
void alike_cell(struct alike *a, struct input *in, size_t col, struct slice text);

/* Says how many messages there were beyond the first three; frees. NULL is allowed. */
void alike_close(struct alike *a);

#endif
