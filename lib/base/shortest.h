#ifndef BASE_SHORTEST_H
#define BASE_SHORTEST_H

#include <stdint.h>

/*
 * The decimal that a double is printed as: the shortest that reads back as it, and of several as
 * short the nearest to it. It is digits * 10^exponent; there are at most 17 digits, and the last is
 * 0 only where the exponent is.
 * Source: R. Giulietti (2020), The Schubfach way to render doubles; the idea of a pigeonhole (in
 * German Schubfach) for each double, no more than one of whose decimals is the shortest.
 */
struct decimal {
	uint64_t digits;
	int exponent;
};

struct decimal shortest_decimal(double v);	/* v > 0, finite */

#endif
