#ifndef STAT_SEASON_H
#define STAT_SEASON_H

#include <stddef.h>

/*
 * The seasonal Mann-Kendall test: each season (quarter, month) is compared with itself in other
 * years, and the sums are added up.
 *
 * s, var_s, z, p_normal	sums of the seasons' S and variances, (S -+ 1) / sd
 * p_exact	P(|S'| >= |S|), the seasons independent: their exact distributions convolved. Years
 *		that are good or bad as a whole make it too ready: 6 to 14% for a nominal 5
 *		(simulated, 3 to 10 years)
 * hs_*		the same with the covariances of the seasons added: 3 to 6% from SEASON_HIRSCH years
 *		on, nearly 0 below; z and p NaN where that variance is not above 0
 * slope	the median of the slopes within seasons, per year; limits at ranks
 *		round((M - C)/2) and round((M + C)/2) + 1 of the M slopes, C = z sd(S)
 * Sources: R. M. Hirsch, J. R. Slack, R. A. Smith (1982), Water Resources Research 18, 107-121;
 * Hirsch and Slack (1984), ibid. 20, 727-732; M. Gilbert (1987), Statistical Methods for
 * Environmental Pollution Monitoring, ch. 17.
 */
#define SEASON_MOST 12
#define SEASON_HIRSCH 8		/* years from which hs_p is the one to use */
#define SEASON_LEAST 3		/* years below which seasons show nothing */

struct season {
	size_t n, nseasons, nyears, nslopes;
	size_t label[SEASON_MOST];	/* seasons with a row, in the order of first appearance */
	double s_of[SEASON_MOST];	/* S of each of these */
	double s, var_s, z, p_normal, p_exact;
	double hs_var_s, hs_z, hs_p;
	double slope, lower, upper;
	size_t span;			/* whole years from the first value to the last */
	double p;			/* p_exact below a span of SEASON_HIRSCH, else hs_p */
};

/*
 * y	n values in order of time, NaN where missing
 * at	of each, its year times `per` plus its season from 0: ascending, without repeats
 * per	seasons in a year, at most SEASON_MOST
 * conf	coverage of the limits of the slope
 */
void season(const double *y, const long *at, size_t n, long per, double conf, struct season *out);

#endif
