#ifndef BASE_INTERVAL_H
#define BASE_INTERVAL_H

/* A confidence interval, lo <= hi; the header of whoever fills it says in which unit. */
struct interval {
	double lo, hi;
};

#endif
