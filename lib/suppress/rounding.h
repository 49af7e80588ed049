#ifndef SUPPRESS_ROUNDING_H
#define SUPPRESS_ROUNDING_H

#include "suppress/study.h"

/*
 * What the figures of a publication say: fills its low[] and high[], of which a figure that arrives
 * rounded has an interval. Figures are taken as rounded where they are multiples and would not add
 * up otherwise, or are published: as the policy rounds, or regions and the nation to 10 or 5.
 */
void rounding_find(struct publication *p, const struct policy *policy, bool published);

/* The same, as if no figure were rounded. */
void rounding_none(struct publication *p);

#endif
