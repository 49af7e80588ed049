#ifndef STAT_NORMAL_H
#define STAT_NORMAL_H

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

#endif
