#ifndef BOARD_PLOTS_H
#define BOARD_PLOTS_H

#include <stdbool.h>

#include "base/errmsg.h"
#include "board/plotin.h"
#include "table/dictionary.h"
#include "table/filter.h"
#include "table/options.h"

/* board-chart: one chart on standard output, or one file for each series. */
struct plots_options {
	struct filter *filter;
	enum plotin_type type;
	const char *series, *title, *subtitle, *source, *lang, *id, *out;	/* or NULL */
	const char *sentences;		/* a table of qtrend: titles by series; or NULL */
	const struct dictionary *dictionary;	/* or NULL */
	struct option_list highlight;
	double target;			/* of series that have none of their own; NaN: none */
	bool share;
	int width, height;
};

#define PLOTS_LANG "en-GB"
#define PLOTS_ID "chart"
enum { PLOTS_WIDTH = 640, PLOTS_HEIGHT = 400 };

/* Parsers of options: "640x400", a tag such as en-GB, letters and digits. -1: not one. */
int plots_take_size(void *options, char *arg, struct errmsg *e);
int plots_take_lang(void *lang, char *arg, struct errmsg *e);
int plots_take_id(void *id, char *arg, struct errmsg *e);

/*
 * Reads the input and writes the charts. With `out`, all are drawn before the first is written,
 * each is written whole (under another name, then renamed), none replaces a file, and standard
 * output gets the table file,series. 0, or -1 with *e.
 */
int plots_write(struct input *in, const struct plots_options *o, struct errmsg *e);

#endif
