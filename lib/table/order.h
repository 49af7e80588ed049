#ifndef TABLE_ORDER_H
#define TABLE_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/*
 * The order of rows by columns, for people. Numbers are in order of size (a percentage where there
 * is nothing else), then texts in alphabetical order, then blanks. Where a column has numbers,
 * marks come between texts and blanks. A column of nothing but periods of one kind is in order of
 * time. Rows that are equal stay in their order.
 */
struct order_key {
	const struct slice *cell;	/* of the first row; the next is `step` further */
	bool descending;		/* within the numbers, periods or texts */
};

/* The rows 0 to n - 1 in that order, by the first of the keys that differs; the caller frees it. */
size_t *order_rows(const struct order_key *key, size_t nkeys, size_t n, size_t step);

#endif
