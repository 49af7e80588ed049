#ifndef CHECK_SORTED_H
#define CHECK_SORTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

/* A finding that is held: its text as it will be written, and where that is among the others. */
struct held {
	uint64_t line;			/* of these, see struct finding */
	unsigned file, order;
	size_t n;			/* bytes of its text */
	uint8_t severity;
	bool unchecked;
	const char *text, *rule;	/* rule: NULL where it heads no findings */
};

/*
 * Findings in the order in which they are reported: by place in the data, those without a place
 * last; or by rule, and then so, with what the rule did not check last; and as they came. 16 bytes
 * for each, and as many again where they did not come in that order.
 */
struct sorted;

struct sorted *sorted_new(const struct held *f, size_t n, bool by_rule);	/* f stays yours */
const struct held *sorted_at(const struct sorted *s, size_t i);	/* 0, 1, ... */
void sorted_free(struct sorted *s);

#endif
