#ifndef STAT_DISTRIBUTION_H
#define STAT_DISTRIBUTION_H

/*
 * The standard normal multiplier of a two-sided interval: 1.959963984540054 for conf = 0.95,
 * 3.090232306167813 for 0.998. conf is a coverage, 0 < conf < 1, not a percentage; else NaN.
 */
double normal_z(double conf);

/*
 * The same with the digits of a long double, for differences that cancel. conf stands for the
 * nearest decimal of at most 10 places: 0.95 for the double that is not quite 0.95.
 */
long double normal_z_long(double conf);

/*
 * Student's t with df degrees of freedom, df > 0 (need not be whole); NaN when an argument is out
 * of range. Through the incomplete beta function, so that both tails of any size keep their digits
 * (GSL's gsl_cdf_tdist_Q switches to an expansion above 30 degrees of freedom); from 20,000 degrees
 * on by the expansion of G. W. Hill (1970), Comm. ACM 13, 617-619, algorithm 395.
 */
double student_p(double t, double df);			/* P(|T| >= |t|), two-sided */
double student_quantile(double conf, double df);	/* q with P(|T| <= q) = conf */

/* student_quantile() that remembers its last result, for many fits of one size. Starts as {0}. */
struct student_memo {
	double conf, df, quantile;
};
double student_recall(struct student_memo *m, double conf, double df);

#endif
