#ifndef TREND_RATED_H
#define TREND_RATED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

struct intern;

/*
 * Which kinds of series, as their keys say without the area, have populations: an area without any
 * then has no figures, rather than counts next to the rates of others.
 */
struct rated {
	struct intern *kinds;
	struct rated_kind *of;
	uint32_t *kind;			/* by series */
	size_t cap, nseries, series_cap;
};

/*
 * Notes a row of a series. -1: it has a population, and rated_has() said before that its kind has
 * none.
 */
int rated_add(struct rated *r, size_t series, struct slice kind, bool populated);
bool rated_has(struct rated *r, size_t series);	/* does some series of its kind have one? */
struct slice rated_kind(const struct rated *r, size_t series);	/* the kind of this one */
void rated_free(struct rated *r);

#endif
