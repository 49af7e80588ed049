#ifndef CHECK_SORTED_H
#define CHECK_SORTED_H

#include "rules/finding.h"

/*
 * Findings in the order in which they are reported: by place in the data, those without a place
 * last; or by rule, and then so, with what the rule did not check last. 16 bytes for each.
 */
struct sorted;

struct sorted *sorted_new(const struct finding *f, size_t n, bool by_rule);	/* f stays yours */
const struct finding *sorted_at(const struct sorted *s, size_t i);	/* 0, 1, ... */
void sorted_free(struct sorted *s);

#endif
