#ifndef TREND_EPISODE_H
#define TREND_EPISODE_H

#include "trend/verdict.h"

/*
 * The signals of a series' chart as people should hear of them, in order, each with one cause:
 *   SPC_SHIFT_ABOVE, _BELOW	all points of a run on one side of the centre line
 *   SPC_RISING, SPC_FALLING	all points of a strictly monotone run of seven or more
 *   SPC_ABOVE, SPC_BELOW	successive points beyond a limit, all on one side
 *   SPC_TWO_ABOVE, _BELOW	points near a limit; the last one is meant
 * Of a monotone run and a run on one side, one within the other, the longer is kept; what lies in
 * a run is not said again; and of runs on one side and then the other, the second is kept.
 * Room for EPISODE_MOST(r->s.n). Returns how many.
 */
#define EPISODE_MOST(n) (2 * (n) + 2)
size_t episode_find(const struct result *r, struct verdict_run *episode);

#endif
