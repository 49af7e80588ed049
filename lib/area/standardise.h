#ifndef AREA_STANDARDISE_H
#define AREA_STANDARDISE_H

#include "area/rates.h"

/*
 * Standardised rates from rows of age bands: one group for each combination of the key columns
 * (period, area, indicator, category and r->keys), one stratum for each age band in it. Memory
 * grows with the rows.
 *
 * Direct: with the weights of a standard population (ROLE_STANDARD_WEIGHT). Indirect, where
 * r->ratio is set: with its rates (ROLE_STANDARD_RATE); the expected count is the sum of population
 * times standard rate / r->per, and the result is the ratio of the count to it.
 *
 * Writes a row for each group: its key columns, its count, its population or expected count, the
 * rate and its limits. r->note says why a group has no rate ("note: North: no standardised rate:
 * the count of 5-9 is c"). -1: *e says why it cannot go on.
 */
int standardise(struct rates *r, struct input *in, struct rows *o, struct errmsg *e);

#endif
