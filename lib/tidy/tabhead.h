#ifndef TIDY_TABHEAD_H
#define TIDY_TABHEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/role.h"

/*
 * What the heading of a published table says about its columns. Three shapes:
 *
 * TABHEAD_ACROSS	periods stand across the top; each row is a series with a label
 * TABHEAD_MEASURES	one row an area and period, a column for each measure (DfE open data)
 * TABHEAD_LONG		one row an observation: a period column and a value column
 */
enum tabhead_shape { TABHEAD_ACROSS, TABHEAD_MEASURES, TABHEAD_LONG };

enum column_kind {
	COLUMN_PASS,		/* handed through as it is */
	COLUMN_USED,		/* the label, period, category, percentage, ...: see struct tabhead */
	COLUMN_FIGURE,		/* holds figures */
	COLUMN_EMPTY,		/* no heading: every cell must be blank */
};

struct tabcolumn {
	char *name;		/* the heading without blanks around it */
	enum column_kind kind;
	struct period period;	/* of a figure, where periods stand across */
	int percentage;		/* the column of a figure's printed percentage, or -1 */
};

struct tabhead {
	enum tabhead_shape shape;
	struct tabcolumn *column;
	size_t n;
	int indicator, category;	/* the columns of these, or -1 */
	int period, identifier;		/* the period's column and DfE's time_identifier, or -1 */
	const char *fixed;		/* every row's indicator, or NULL: the column's; else the measure's */
};

struct tabhead_options {
	int fyear;			/* the year of bare quarters, or PERIOD_NO_YEAR */
	const struct role_choice *choice;
	size_t nchoices;
	const char *indicator;		/* the name of the indicator, whatever the heading says, or NULL */
	char *const *measure;		/* headings or shell patterns of the measures' columns */
	size_t nmeasures;
};

/*
 * Reads a row of n cells as a heading. Where periods stand across:
 *   - a column called indicator holds the indicator and one called category the category;
 *   - without these the first column that names neither an area nor a period is the label: its
 *     heading is the indicator, its cells are the categories, and where it has no heading its cells
 *     are the indicators;
 *   - with opt->indicator that is the indicator, and the label the category.
 * With one value column, chosen by name, that name is the indicator where nothing else is.
 * Refused: a period twice, periods of two frequencies, a heading that is a number, or one letter away
 * from the periods beside it or from `indicator`; a column name twice.
 *
 * Returns 0 and fills *h, which keeps opt->indicator's pointer; -1: not a heading, and *e says what
 * was expected. Free with tabhead_free() in either case.
 */
int tabhead_read(struct tabhead *h, const struct slice *cells, size_t n,
    const struct tabhead_options *opt, struct errmsg *e);

/* Whether a row further down, behind a blank one, is the heading of another table of this shape. */
bool tabhead_again(const struct tabhead *h, const struct slice *cells, size_t n, int fyear);

void tabhead_free(struct tabhead *h);

#endif
