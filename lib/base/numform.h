#ifndef BASE_NUMFORM_H
#define BASE_NUMFORM_H

#include "base/errmsg.h"
#include "base/figure.h"
#include "base/num.h"
#include "base/slice.h"

/*
 * The form in which a file writes its numbers, by an example: "0.0%" (82.9% is 0.829), "1,234"
 * (with thousands commas), "(5)" (for -5), or several at once, "(1,234.0%)". How many digits and
 * decimals the example has does not matter. The percent sign must be there; commas and parentheses
 * need not, as 1234 and -5 cannot be misread.
 */
struct numform {
	struct slice text;		/* the caller's; must outlive this */
	bool percent, commas, parentheses;
};

/* 0, or -1 if the text is not a form. */
int numform_set(struct numform *f, struct slice text, struct errmsg *e);

/* Reads a cell: NUM_VALUE (its value is not set), NUM_BLANK or NUM_BAD. */
enum num_kind numform_read(const struct numform *f, struct slice s, struct num *num);

/* figure_format() in the form; buf has NUMFORM_TEXT bytes. */
#define NUMFORM_TEXT (2 * FIGURE_TEXT)
size_t numform_write(const struct numform *f, char *buf, struct figure a, int decimals);

#endif
