#ifndef STAT_CONTINGENCY_H
#define STAT_CONTINGENCY_H

#include <stddef.h>
#include <stdint.h>

#include "base/interval.h"

/* Tests of an r x c table of counts for independence of rows and columns. */
struct contingency {
	double chisq;		/* Pearson's; NaN, as p, g, p_g and v, when df < 1 */
	double p;		/* its upper tail */
	double g;		/* likelihood ratio, 2 sum O log(O/E), and its upper tail */
	double p_g;
	double v;		/* Cramer's V, 0 to 1 */
	double min_expected;	/* smallest expected count; NaN when all counts are 0 */
	int64_t df;		/* (rows - 1)(columns - 1), empty rows and columns left out */
	int64_t below5, cells;	/* cells with an expected count below 5, and all cells */
	int64_t n;		/* the sum of all counts */
};

/*
 * count	rows x columns counts, row after row, each 0 to CONTINGENCY_MAX; empty rows and
 *		columns are left out
 *
 * Returns 0, or -1 when a count is out of range or the sum exceeds CONTINGENCY_MAX. The differences
 * O - E are exact (128-bit products), so small ones keep their digits: relative errors of the
 * statistics are near 1e-15. Tails from GSL; below 1e-300 a p may be 0.
 * Source: K. Pearson (1900), Philosophical Magazine 50; A. Agresti, Categorical Data Analysis, 3.2.
 */
#define CONTINGENCY_MAX (INT64_C(1) << 53)
int contingency(const int64_t *count, size_t rows, size_t columns, struct contingency *t);

/*
 * The chi-square tail can be trusted where no expected count is below this and at most a fifth are
 * below 5. Source: W. G. Cochran (1954), Biometrics 10, 417-451.
 */
#define CONTINGENCY_LEAST 1.0

/* The Cochran-Armitage test for a linear trend of a proportion over ordered groups. */
struct cochran_armitage {
	double z;		/* all NaN when all trials or none are events, or for one score */
	double chisq;		/* z squared, 1 degree of freedom */
	double p;		/* two-sided, normal */
	double slope;		/* change of the proportion per unit of score (weighted) */
};

/*
 * events, trials	k groups, 0 <= events <= trials; trials add up to CONTINGENCY_MAX at most
 * score		each group's place on the scale of the trend, finite
 *
 * Returns 0, or -1 when an argument is out of range. Without continuity correction; the variance
 * has N, not N - 1, as in R's prop.trend.test (statsmodels' z is larger by sqrt(N/(N-1))).
 * Source: P. Armitage (1955), Biometrics 11, 375-386.
 */
int cochran_armitage(const int64_t *events, const int64_t *trials, const double *score, size_t k,
    struct cochran_armitage *t);

/*
 * Two proportions, x of n against y of m, compared exactly: given the total x + y and both sizes, x
 * has Fisher's noncentral hypergeometric distribution, with the ratio of the odds as parameter.
 *
 * value	the conditional maximum-likelihood ratio: where the distribution's mean is x; 0 or
 *		infinite at an end of what x can be, NaN where x can be only one number
 * ci		where P(X >= x) and P(X <= x) are (1 - conf) / 2; 0 or infinite at an end
 * p		twice the smaller tail at a ratio of 1, each including x, at most 1: it is at most
 *		1 - conf just where ci leaves 1 out; below 1e-300 it is 0
 *
 * Whole numbers, 0 <= x <= n, 0 <= y <= m, n and m from 1 to ODDS_MOST; time grows with the
 * distribution's spread. Returns 0, or -1 for arguments out of range or where no solution is found.
 * Source: R. A. Fisher (1935), J. R. Stat. Soc. 98, 39-82; J. Cornfield (1956), Proc. 3rd Berkeley
 * Symposium 4, 135-148. R's fisher.test has the same ratio and limits, but another p, which need
 * not agree with the limits.
 */
struct odds {
	double value;
	struct interval ci;
	double p;
};

#define ODDS_MOST INT64_C(1000000000)
int odds_ratio(int64_t x, int64_t n, int64_t y, int64_t m, double conf, struct odds *o);

/* R's p, for comparison: the sum of all probabilities up to that of x. NaN: out of range. */
double odds_p_fisher(int64_t x, int64_t n, int64_t y, int64_t m);

#endif
