#ifndef TABLE_FIGURES_H
#define TABLE_FIGURES_H

#include <stdbool.h>

#include "base/slice.h"

/*
 * How the figures of a column are printed. Values and percentages ("130 (70.25%)" has one of each)
 * are rounded apart: only where one of the column has more decimals than asked for, and then all of
 * them, so that all have as many. Texts and marks are left alone, and a number with an exponent
 * among words (1E-5) is a code.
 */
struct figures_form {
	int decimals;		/* or NUMERAL_AS_PRINTED (base/numeral.h) */
	enum { COMMAS_NO, COMMAS_IN_FIGURES, COMMAS_ALWAYS } commas;	/* between thousands */
};

/*
 * The figures of a column in that form: figures_look() at each cell; figures_choose() what is done;
 * then figures_set() for each. COMMAS_IN_FIGURES is for quantities: it leaves out columns with
 * words, columns with numbers that begin with 0 or have more than 15 digits, columns of years, and
 * those with figures_is_code_heading().
 */
struct figures;

struct figures *figures_new(void);
void figures_look(struct figures *f, struct slice cell);
void figures_choose(struct figures *f, struct slice heading, struct figures_form form);

/* The cell, or the same in the form, which is in b until the next. */
struct slice figures_set(const struct figures *f, struct slice cell, struct textbuf *b);

void figures_free(struct figures *f);

/* Of periods, codes or numbers that identify something: "year", "la_code", "LA number", "URN". */
bool figures_is_code_heading(struct slice heading);

#endif
