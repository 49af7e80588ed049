#ifndef BASE_NUMERAL_H
#define BASE_NUMERAL_H

#include <stdbool.h>

#include "base/slice.h"

/*
 * A number as it is printed, for tables: it is rounded digit by digit, so that a long or a binary
 * awkward one is as exact as any other, and keeps its form: commas between thousands, a % sign.
 * Every numeral is a text that num_parse() takes as NUM_VALUE with all of NUM_COMMAS, NUM_PERCENT
 * and NUM_EXPONENT.
 */

/*
 * The decimals that it is printed with: 2 for "1,234.50%", 0 for "1e3", 4 for "2.5e-3"; and whether
 * there is an exponent.
 */
int numeral_decimals(struct slice s, bool *exponent);

enum { NUMERAL_AS_PRINTED = -1 };

struct numeral_form {
	int decimals;		/* 0 to 15, halves away from zero; or NUMERAL_AS_PRINTED */
	bool commas;		/* between thousands, even if s has none; not in 0123 or 1e5 */
};

/*
 * Adds s in that form to b. If it is rounded, exponents are written out, a plus sign and needless
 * zeros in front are left out, and what rounds to 0 has no minus sign.
 */
void numeral_add(struct textbuf *b, struct slice s, struct numeral_form form);

#endif
