#ifndef CHECK_HELD_H
#define CHECK_HELD_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/finding.h"

/*
 * Findings that are held until they are reported: by place in the data, those without a place last;
 * or by rule, and then so, with what the rule did not check last; and as they came. They are
 * packed: a finding takes its line, the cells of its key, what was found and expected, and the end
 * of its message. What findings share, as those of a rule do, is kept once. Where they do not come
 * in order, each takes 48 bytes more while they are sorted.
 */
struct held;

struct held *held_new(bool by_rule);
void held_free(struct held *h);

void held_add(struct held *h, const struct finding *f);		/* before the first is taken */
size_t held_bytes(const struct held *h);
size_t held_count(const struct held *h);			/* those not taken yet */

/*
 * Takes the next in order, which is valid until the one after it is taken; NULL: none is left. Of
 * the same kind, a number from 0, are findings with the same rule, severity, file and column.
 */
const struct finding *held_take(struct held *h, size_t *kind);

#endif
