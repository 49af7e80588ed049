#ifndef SUPPRESS_ROUNDING_H
#define SUPPRESS_ROUNDING_H

#include "suppress/study.h"

/*
 * What the figures of a publication say: fills its low[] and high[], of which a figure that arrives
 * rounded has an interval. Figures are taken as rounded where they are multiples and would not add
 * up otherwise, or are published: as the policy rounds, or regions and the nation to 10 or 5.
 *
 * upwards: halves were rounded upwards, as this program does, so that a figure r of tens is at most
 * r + 4; or else, how they were is not known, and it may be r + 5.
 */
void rounding_find(struct publication *p, const struct policy *policy, bool published,
    bool upwards);

/* Whether the figures of a table that is published would be taken so, before its sums are known. */
bool rounding_arrived(const struct table *t, const struct policy *policy);

/* The figures contradict that halves were rounded upwards. */
void rounding_widen(struct publication *p);

/* Reads the figures anew, with halves upwards or either way. False: none has halves. */
bool rounding_read(struct publication *p, bool upwards);

/* The same, as if no figure were rounded. */
void rounding_none(struct publication *p);

#endif
