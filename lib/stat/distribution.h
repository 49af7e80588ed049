#ifndef STAT_DISTRIBUTION_H
#define STAT_DISTRIBUTION_H

/*
 * The standard normal multiplier of a two-sided interval: 1.959963984540054 for conf = 0.95,
 * 3.090232306167813 for 0.998. conf is a coverage, 0 < conf < 1, not a percentage; NaN outside that.
 */
double normal_z(double conf);

/*
 * The same with the digits of a long double, for differences that cancel. conf stands for the decimal of at most
 * 10 places next to it: 0.95 for the double that is not quite 0.95.
 */
long double normal_z_long(double conf);

/*
 * Student's t on df degrees of freedom, df > 0 (need not be whole).
 * Worked out through the incomplete beta function, so that both tails of any size keep their digits; GSL's own
 * gsl_cdf_tdist_Q switches to an expansion above 30 degrees of freedom. From 20,000 on, Hill's expansion.
 * NaN when an argument is out of range.
 */
double student_p(double t, double df);			/* P(|T| >= |t|), two-sided */
double student_quantile(double conf, double df);	/* q with P(|T| <= q) = conf, 0 < conf < 1 */

/* The same, remembering the last one, for who has many fits of one size to do. Starts as {0}. */
struct student_memo {
	double conf, df, quantile;
};
double student_recall(struct student_memo *m, double conf, double df);

#endif
