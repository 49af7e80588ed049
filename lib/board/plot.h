#ifndef BOARD_PLOT_H
#define BOARD_PLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "board/frame.h"
#include "board/plotin.h"
#include "table/dictionary.h"

/*
 * One chart: the rows of a series in input order, and what is known besides. A file for each kind
 * draws it: it adds the key, the description and the notes to the frame, whose title, subtitle,
 * size and source are set, and writes all of it.
 */
struct plot {
	enum plotin_type type;
	const struct plotin *in;
	struct plotin_row **row;
	size_t n;
	struct slice name;		/* of the series, with the dictionary's label */
	struct slice unit;		/* or "" */
	enum polarity polarity;
	double target;			/* NaN: none */
	bool share;			/* percentages instead of counts */
	const struct dictionary *dictionary;	/* or NULL */
	int decimals;			/* of values as labels */
	struct frame *frame;
	struct arena *text;		/* for plot_text() and plot_number() */
};

/* 0, or -1 with *e: these rows cannot be drawn so. */
int lineplot_draw(struct plot *p, struct errmsg *e);	/* run, control */
int funnelplot_draw(struct plot *p, struct errmsg *e);
int rankplot_draw(struct plot *p, struct errmsg *e);
int spineplot_draw(struct plot *p, struct errmsg *e);
int stackplot_draw(struct plot *p, struct errmsg *e);

/* A chart without rows says so. */
void plot_empty(struct plot *p);

/* "1,234.5%": a value of this chart. Texts are NUL-terminated, and valid as long as p->text. */
struct slice plot_number(const struct plot *p, double v);
/* The same of an average or a limit: a decimal more, unless it is whole. */
struct slice plot_limit(const struct plot *p, double v);
/* Formatted with printf. */
struct slice plot_text(const struct plot *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * The decimals to write values of rows with: as written, or few enough that what was computed with
 * all its digits can be read.
 */
int plot_decimals(struct plotin_row *const *row, size_t n);

/* "c: confidential", "no value": what a row without a value has instead. */
struct slice plot_hidden(const struct plot *p, struct slice mark);

/* An entry of the key for each mark among the n, once; hatched. */
void plot_key_hidden(struct plot *p, const struct slice *mark, size_t n);

/*
 * What rates are given for, as rate * population / count of a row: 10,000 or, for percentages,
 * 100; 0: unknown.
 */
double plot_per(const struct plot *p);

#endif
