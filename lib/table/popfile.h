#ifndef TABLE_POPFILE_H
#define TABLE_POPFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/num.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/ages.h"
#include "table/input.h"
#include "table/role.h"

/*
 * A file of populations as it is published: a row for each area and period, or the years in the
 * headings (population_2023); a row for each age and sex, or for persons. Rows of ages are added up
 * over the ages asked for, and rows of the sexes where there is none for persons. Rows of per cent
 * (MEASURES_NAME of Nomis) are left out.
 */
struct popfile {
	struct popfile_figure *figure;	/* in the order in which they begin in the file */
	size_t n;
	struct ages ages;		/* those added up, or none */
	bool sexes;			/* some are sums over the sexes */
	bool by_sex;			/* there is a column of these */
	size_t percent;			/* rows of per cent */
	struct slice first_age;		/* without ages to add up: that of all rows, or empty */
	/* private */
	size_t cap, nbands, bands_cap;
	struct band *band;
	struct intern *groups;		/* (code or else name, period) to a number in figure[] */
	struct keybuf key;
	struct arena texts;
	int top_age;
};

struct popfile_figure {
	struct slice code, name;
	struct period period;
	uint64_t line;			/* of its first row */
	struct num num;			/* a CELL_POPULATION; blank if all its cells are */
	uint32_t bands;			/* private: the last of its rows, or 0; */
	uint64_t blank;			/* and the line of its first blank cell, or 0 */
};

/*
 * chosen[ROLE_N]: as for roles_find(). ages: to add up, or with `end` 0 none: a file with rows of
 * several ages is then refused. -1: *e, also where an age or a sex is missing. Call popfile_free()
 * after either.
 */
int popfile_read(struct popfile *f, const char *path, const struct input_options *opt,
    const char *const *chosen, int fyear, struct ages ages, struct errmsg *e);
void popfile_free(struct popfile *f);

#endif
