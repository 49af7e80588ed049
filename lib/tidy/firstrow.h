#ifndef TIDY_FIRSTROW_H
#define TIDY_FIRSTROW_H

#include "tidy/tidy.h"

/*
 * What the first row says of the columns of a heading that does not: which one is the period, by
 * itself or with another (2023 and April), and which one the number. Numbers of areas are neither.
 */
struct firstrow {
	size_t period, number;	/* SIZE_MAX with --set period; t->ncells where there are several */
	size_t identifier;	/* or SIZE_MAX */
	bool certain;		/* the other cells with a heading are texts */
};

/*
 * Of the present record, with as many cells as the heading; false: not one period and a number or,
 * with --set period, a period or no number.
 */
bool firstrow_look(const struct tidy *t, const struct slice *heading, struct firstrow *r);

/* Adds "A,B" to b: the headings of the columns of numbers, for --measures. */
void firstrow_measures(const struct tidy *t, const struct slice *heading, struct textbuf *b);

/* Whether the present record has figures and no period, and so is not a heading itself. */
bool firstrow_is_below(const struct tidy *t, const struct slice *heading);

/*
 * Below a heading without measures, indicators and categories: the only column that is neither
 * known, chosen for another role, nor may be of areas or states (RAG), if it has a text and not a
 * figure in the present record and is not after periods. It says what the figures are of. Or -1.
 */
int firstrow_label(struct tidy *t);

/*
 * Where the period of the present record is a quarter without its year, and another column has
 * that, as Year and Quarter do: the period is read from both.
 */
void firstrow_take_year(struct tidy *t);

/* Adds "-c period='Month' -c value='Contacts'" to b: those not found by their names. */
void firstrow_options(const struct firstrow *r, const struct slice *heading, struct textbuf *b);

/* Chooses the columns as these options do. */
void firstrow_choose(const struct firstrow *r, const struct slice *heading,
    const char *chosen[ROLE_N]);

#endif
