#ifndef TABLE_FIGURES_H
#define TABLE_FIGURES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
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
 * Sets the n cells, `step` apart, in that form; new texts are from mem. COMMAS_IN_FIGURES is for
 * quantities: it leaves out columns with words, columns with numbers that begin with 0 or have more
 * than 15 digits, columns of years, and those with figures_is_code_heading().
 */
void figures_set(struct slice *cell, size_t n, size_t step, struct slice heading,
    struct figures_form form, struct arena *mem);

/* Of periods, codes or numbers that identify something: "year", "la_code", "LA number", "URN". */
bool figures_is_code_heading(struct slice heading);

#endif
