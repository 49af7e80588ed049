#ifndef CHECK_FORM_H
#define CHECK_FORM_H

#include "rules/finding.h"
#include "table/rows.h"

/*
 * How findings are written: as rows of CSV or JSON, or as lines below their rules. kind: a number,
 * see held_take().
 */
struct form;

struct form *form_new(enum rows_format format, bool spreadsheet_safe);
void form_free(struct form *form);

void form_headings(struct rows *o);	/* the first row, of those for form_row() */
void form_row(struct form *form, struct rows *o, size_t kind, const struct finding *f);
struct slice form_line(struct form *form, const struct finding *f);	/* until the next */

#endif
