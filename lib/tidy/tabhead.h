#ifndef TIDY_TABHEAD_H
#define TIDY_TABHEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/memory.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/options.h"
#include "table/role.h"

/*
 * What the heading of a published table says about its columns. Three shapes:
 *
 * TABHEAD_ACROSS	the periods are across the top; each row is a series with a label
 * TABHEAD_MEASURES	a row for each area and period, a column for each measure (DfE open data)
 * TABHEAD_LONG		a row for each observation: a period column and a value column
 */
enum tabhead_shape { TABHEAD_ACROSS, TABHEAD_MEASURES, TABHEAD_LONG };

enum column_kind {
	COLUMN_PASS,		/* passed through unchanged */
	COLUMN_USED,		/* the label, category, percentage, ...: see struct tabhead */
	COLUMN_FIGURE,		/* holds figures */
	COLUMN_EMPTY,		/* no heading: every cell must be blank */
};

struct tabcolumn {
	enum column_kind kind;
	struct period period;	/* of a column of figures, where the periods are across */
	struct slice note;	/* printed with that period: "p", "note 1"; empty: none */
	int percentage;		/* the column with the percentages of these figures, or -1 */
	bool names_period;	/* passes through, although its heading names a period */
};

struct tabhead {
	enum tabhead_shape shape;
	struct slice *name;		/* headings without blanks around them, NUL-terminated */
	struct tabcolumn *column;
	size_t n;			/* columns */
	int indicator, category;	/* the columns of these, or -1 */
	int period, identifier;		/* of the period and of DfE's time_identifier, or -1 */
	int year;			/* of the years of periods across that have none, or -1 */
	int flag;			/* of flags, or -1 */
	const char *fixed;		/* every row's indicator; NULL: its column's or measure's */
	struct arena text;
};

struct tabhead_options {
	int fyear;			/* the year of bare quarters, or PERIOD_NO_YEAR; where the
					   table has a column of years, it must say the same */
	const char *chosen[ROLE_N];	/* as for roles_find() */
	const char *indicator;		/* the indicator, whatever the heading says, or NULL */
	struct option_list measures;	/* headings of the measures' columns, or patterns of them */
	enum period_as date_as;		/* what a day stands for */
	bool one_period;		/* the table has no periods of its own (--set period=...) */
	bool flags;			/* a column of flags is written */
	bool no_category;		/* the label is passed through */
	bool no_label;			/* the first column, without a heading, is blank */
	bool no_years;			/* no column has the years of periods across */
};

/* Whether it is found as one of these roles (ROLE_BITs) by its name. */
bool heading_fills(struct slice name, unsigned roles);

/* Whether it names areas of any level, or their codes or numbers. */
bool heading_is_of_area(struct slice name);

/* Whether it may be of areas where nothing else is, as "LA" and "Locality" may. */
bool heading_may_be_area(struct slice name);

/* Whether it is of notes on a row, which say nothing of its series. */
bool heading_is_of_notes(struct slice name);

enum { TABHEAD_ANY_YEAR = 2000 };

/* How the message begins on a row that has nothing of a heading. */
#define TABHEAD_NO_PERIOD "no heading is a period"

/* And on one that has a column for the values, or the measures, but none for the period. */
#define TABHEAD_NO_ROLE "no column for the role period"
#define TABHEAD_NO_VALUE "no column for the role value"

/*
 * Reads a row of n cells as a heading. Where the periods are across:
 *   - a column called indicator holds the indicator and one called category the category;
 *   - without these the first column that names neither an area nor a period, before the periods,
 *     is the label: its heading is the indicator and its cells are the categories; if it has no
 *     heading, its cells are the indicators;
 *   - opt->indicator, if given, is the indicator, and the label the category;
 *   - where the headings are a name and a period (population_2023), that name is the indicator.
 *   - where the periods are bare quarters or months, a column of years (Year, FY) has their years:
 *     column[].period is of the year TABHEAD_ANY_YEAR.
 * A period may have a note (base/note.h).
 * A single value column chosen by name is the indicator if nothing else is.
 * Refused: a period twice, periods of two frequencies, a heading that is a number or could be a
 * damaged period or `indicator`; a column name twice.
 *
 * Returns 0 and fills *h, which keeps opt->indicator's pointer; -1: not a heading, and *e says what
 * was expected. Free with tabhead_free() in either case.
 */
int tabhead_read(struct tabhead *h, const struct slice *cells, size_t n,
    const struct tabhead_options *opt, struct errmsg *e);

/* Whether a row after a blank one is the heading of another table of this shape. */
bool tabhead_again(const struct tabhead *h, const struct slice *cells, size_t n, int fyear);

/*
 * A heading of two rows, years over bare quarters or periods over Number and %: whether the first
 * row leaves room for a second, and, if the next row of n cells is that, the headings of both
 * together: each quarter with the year above it or to its left, or each % with its period. name has
 * room for h->n; text owns them. 1, 0: it is not; -1 and *e:
 * the quarters are in no order under a year, or none of the years is fyear, where that is known.
 */
bool tabhead_may_have_second(const struct tabhead *h);
int tabhead_join(const struct tabhead *h, const struct slice *cells, size_t n, int fyear,
    struct slice *name, struct arena *text, struct errmsg *e);

/* Whether a text that is not a period has one, *p, and words that make it the end of a span. */
bool tabhead_is_span(struct slice text, struct period *p);

/* "periods across; indicator: ...; category: ...; figures: ...": how the heading was read. */
void tabhead_describe(const struct tabhead *h, struct textbuf *b);

void tabhead_free(struct tabhead *h);

#endif
