#ifndef CHECK_FORM_H
#define CHECK_FORM_H

#include "rules/finding.h"
#include "table/rows.h"

/* The text of a finding as it is written: a row of CSV or JSON, or a line below its rule. */
struct form;

struct form *form_new(enum rows_format format, bool spreadsheet_safe);
void form_free(struct form *form);

struct slice form_finding(struct form *form, const struct finding *f);	/* until the next */

void form_headings(struct rows *o);	/* the first row of such rows */

#endif
