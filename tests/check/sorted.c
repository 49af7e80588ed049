/* Findings in the order of a report, whatever the order in which they came. */
#include "check/sorted.h"

#include <stdlib.h>

#include "base/memory.h"
#include "tap/random.h"
#include "tap/tap.h"

/* By file and line, those without a line last; then by rule; then as they came. */
static int
by_place(const struct held *x, const struct held *y)
{
	if ((x->line == 0) != (y->line == 0))
		return x->line == 0 ? 1 : -1;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x > y) - (x < y);
}

static int
by_rule(const struct held *x, const struct held *y)
{
	return x->order != y->order ? x->order < y->order ? -1 : 1 : by_place(x, y);
}

/* Runs of that length, of a rule each: lines rise in them, and many are the same. */
static bool
in_order(size_t n, size_t run, uint64_t *state)
{
	struct held *f = xcalloc(n, sizeof(*f));
	bool right = true;

	for (size_t i = 0; i < n; i++) {
		f[i].order = (unsigned)(i / run % 7);
		f[i].rule = "R01";
		f[i].file = (unsigned)(random_next(state) % 50 == 0);
		f[i].line = random_next(state) % 40 == 0 ? 0 :
		    run > 1 ? 2 + i % run + random_next(state) % 2 : random_next(state) % n;
	}
	for (int rule = 0; rule < 2; rule++) {
		struct sorted *s = sorted_new(f, n, rule);
		bool *seen = xcalloc(n, sizeof(*seen));

		for (size_t i = 0; i < n; i++) {
			const struct held *at = sorted_at(s, i);

			right = right && !seen[at - f] && (i == 0 ||
			    (rule ? by_rule : by_place)(sorted_at(s, i - 1), at) < 0);
			seen[at - f] = true;
		}
		free(seen);
		sorted_free(s);
	}
	free(f);
	return right;
}

int
main(void)
{
	uint64_t state = 2014;
	bool few = true;

	for (size_t n = 0; n < 40; n++)
		for (size_t run = 1; run < 8; run++)
			few = few && in_order(n, run, &state);
	tap_ok(few, "few findings");
	tap_ok(in_order(5000, 1, &state), "in any order");
	tap_ok(in_order(5000, 700, &state), "rule by rule");
	tap_ok(in_order(5001, 5001, &state), "of one rule");
	return done_testing();
}
