#ifndef AREA_POOLED_H
#define AREA_POOLED_H

#include "area/areas.h"

/*
 * Sums over several periods, for small numbers: of each area, region and England the counts and the
 * populations (person-years) of q->pool periods that follow one another.
 *
 * The sums end at the periods that the query names, and may then share periods; or else at the last
 * of the input and every q->pool periods before it. An area without a figure in one of the periods
 * has no sum; its mark says why and when: "c in 2014". A period in which nothing is counted and no
 * population is known (0 of 0) adds nothing. A sum that lacks a period altogether is left out, with
 * a note.
 *
 * Takes the place of a->group, whose groups are of one period each, oldest first. -1: the periods
 * are dates or of two kinds, the figures are of a stock, or there is no sum at all; *e.
 */
int pooled_groups(struct areas *a, struct errmsg *e);

#endif
