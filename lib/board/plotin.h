#ifndef BOARD_PLOTIN_H
#define BOARD_PLOTIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/memory.h"
#include "base/period.h"
#include "table/filter.h"

/* Reads what charts are drawn from, and sorts it into series: one chart each. */

/* Which table it is, by its headings. */
enum plotin_shape {
	PLOTIN_POINTS,		/* qtrend --points */
	PLOTIN_AREAS,		/* benchmark-ne */
	PLOTIN_TIDY,		/* a row for each observation, as of csv-tidy */
};

enum plotin_type {
	PLOTIN_AUTO,
	PLOTIN_RUN,
	PLOTIN_CONTROL,
	PLOTIN_FUNNEL,
	PLOTIN_RANKED,
	PLOTIN_SPINE,
	PLOTIN_STACKED,
};

const char *plotin_type_name(enum plotin_type t);	/* "run" */

/* A row. Texts are "" and numbers NaN where the cell is blank or there is no such column. */
struct plotin_row {
	struct slice series, label, area, indicator, region, category, sentence, cause, unit,
	    polarity, method, england_class;
	struct slice mark;		/* why there is no value: "c", "absent"; "" for a blank */
	struct slice share_mark;	/* the same of the percentage */
	double x, value, percentage, target, centre, lower, upper, group, trial, population,
	    ranked, quartile, count, region_rate, england_rate, lower95, upper95, lower998,
	    upper998;
	struct period period;		/* freq PERIOD_NONE: none */
	struct slice sought;		/* the cell that the first highlight is about */
	bool highlit;
	uint32_t id;			/* of the series */
	int decimals;			/* of the value as written */
	const char *file;
	uint64_t line;
};

struct plotin_options {
	struct filter *filter;
	enum plotin_type type;
	const struct option_list *highlight;	/* NAME=VALUE */
};

struct plotin {
	enum plotin_shape shape;
	enum plotin_type type;		/* not PLOTIN_AUTO */
	struct plotin_row *row;
	size_t nrows, cap;
	struct slice *name;		/* of the series, by id */
	struct slice *key;		/* of each, for dictionary_of_series() */
	size_t nseries;
	bool has_value, has_percentage;	/* PLOTIN_TIDY: there is such a column */
	char level[8];			/* of lower95 and upper95 of PLOTIN_AREAS: "95", "99.8" */
	struct arena text;
};

/* 0, or -1 with *e. in is closed by the caller. */
int plotin_read(struct plotin *p, struct input *in, const struct plotin_options *o,
    struct errmsg *e);
void plotin_free(struct plotin *p);

/* Fills *e with "file:line: " and the message. Returns -1. */
int plotin_fault(const struct plotin_row *r, struct errmsg *e, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
