#ifndef AREA_AREANOTE_H
#define AREA_AREANOTE_H

#include "area/areas.h"
#include "table/population.h"

/*
 * What a reader of a benchmark has to be told besides its figures, a sentence at a time through `say`. Each
 * names the period it is about.
 */
typedef void areanote_say(void *ctx, const char *note);

/* Periods that were asked for and of which there is no authority's row. */
void areanote_periods(const struct areas *a, const struct areas_query *q, areanote_say *say,
    void *ctx);

/*
 * Authorities without a rate: "2014: 11 of 12 authorities have a rate; without: Hartlepool (c)"; and the region's
 * or England's row without one.
 */
void areanote_missing(const struct areas *a, areanote_say *say, void *ctx);

/*
 * Codes that end or begin between one group and the next of the same region: a reorganisation. The
 * groups must be in order of time.
 */
void areanote_changes(const struct areas *a, areanote_say *say, void *ctx);

/* Groups whose region has no row of its own, so that the sum of its authorities is used (area/benchmark.h). */
void areanote_summed(const struct areas *a, areanote_say *say, void *ctx);

/* Which years' populations the counts were joined with. */
void areanote_joined(const struct areas *a, const struct population *t, int lag, areanote_say *say,
    void *ctx);

#endif
