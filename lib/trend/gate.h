#ifndef TREND_GATE_H
#define TREND_GATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/textbuf.h"
#include "trend/series.h"
#include "trend/trend.h"

/*
 * A gate for cron: it looks at the point of each series in the last period of all the input
 * (series_in_last_period()), and stops where that has a special cause, or lies more than max_change percent (NaN: any)
 * from the point of the period before. A change of just max_change percent is within, whatever rounding makes of it; from
 * 0, any change is beyond.
 */
struct trendgate {
	double max_change;
	size_t looked, stopped;		/* series with a value in the last period; those with something amiss */
};

/* Why the gate should stop at this series, into b ("" when nothing is amiss); returns whether there is a reason. */
bool trendgate_look(struct trendgate *g, const struct series_set *set, const struct series *s,
    const struct trend *t, struct textbuf *b);

#endif
