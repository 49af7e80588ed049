#ifndef AREA_NOTES_H
#define AREA_NOTES_H

#include <stdbool.h>

#include "area/areas.h"

/*
 * What a reader of a benchmark must know besides its figures, a sentence at a time through `say`:
 * - which years' populations the counts were joined with, even if quiet;
 * - periods asked for of which the input has no authority;
 * - authorities, a region or England without a rate;
 * - unless detailed, codes that end or begin between one group and the next of the same region (a
 *   reorganisation), and regions without a row, for which the sum of their authorities is used.
 */
typedef void notes_say(const char *note);
void notes(const struct areas *a, const struct areas_query *q, bool detailed, bool quiet,
    notes_say *say);

#endif
