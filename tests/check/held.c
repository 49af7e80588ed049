/* Findings are given back as they were, in the order of a report, whatever that in which they came. */
#include "check/held.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap/random.h"
#include "tap/tap.h"

enum { RULES = 7, TEXT = 400 };

/* Finding number i of a test; its message says which it is. */
struct made {
	struct finding f;
	char id[4], found[TEXT], message[24];
	struct slice name[2], value[2];
};

static void
make(struct made *m, size_t i, uint64_t rule, uint64_t *state)
{
	static const char *const files[] = {"a.csv", "b.csv"};

	snprintf(m->id, sizeof(m->id), "R%02u", (unsigned)rule % 100);
	snprintf(m->message, sizeof(m->message), "%zu", i);
	m->found[0] = (char)('a' + random_next(state) % 26);
	m->name[0] = slice_of("area");
	m->name[1] = slice_of("year");
	m->value[0] = m->value[1] = (struct slice){m->found, 1};
	m->f = (struct finding){.rule = slice_of(m->id), .order = (unsigned)rule,
	    .severity = SEV_ERROR, .waived = random_next(state) % 9 == 0,
	    .file = (unsigned)(random_next(state) % 50 == 0), .key_name = m->name,
	    .key_value = m->value, .nkeys = random_next(state) % 3,
	    .column = slice_of(rule % 2 == 0 ? "" : "value"), .found = slice_of(m->found),
	    .opening = slice_of(rule % 3 == 0 ? "" : "value is "),
	    .between = slice_of(rule % 3 == 0 ? "" : "; expected "),
	    .message = slice_of(m->message)};
	m->f.file_name = slice_of(files[m->f.file]);
	if (random_next(state) % 50 == 0) {
		memset(m->found, 'x', TEXT - 1);
		m->f.found = slice_of(m->found);
	}
}

/* By file and line, those without a line last; then by rule; then as they came. */
static int
by_place(const struct made *x, const struct made *y)
{
	if ((x->f.line == 0) != (y->f.line == 0))
		return x->f.line == 0 ? 1 : -1;
	if (x->f.file != y->f.file)
		return x->f.file < y->f.file ? -1 : 1;
	if (x->f.line != y->f.line)
		return x->f.line < y->f.line ? -1 : 1;
	if (x->f.order != y->f.order)
		return x->f.order < y->f.order ? -1 : 1;
	return (x > y) - (x < y);
}

static int
by_rule(const struct made *x, const struct made *y)
{
	return x->f.order != y->f.order ? x->f.order < y->f.order ? -1 : 1 : by_place(x, y);
}

static bool
is_same(const struct finding *a, const struct finding *b)
{
	for (size_t i = 0; i < a->nkeys && i < b->nkeys; i++)
		if (!slice_eq(a->key_name[i], b->key_name[i]) ||
		    !slice_eq(a->key_value[i], b->key_value[i]))
			return false;
	return a->line == b->line && a->file == b->file && a->order == b->order &&
	    a->severity == b->severity && a->waived == b->waived && a->nkeys == b->nkeys &&
	    slice_eq(a->rule, b->rule) && slice_eq(a->file_name, b->file_name) &&
	    slice_eq(a->column, b->column) && slice_eq(a->found, b->found) &&
	    slice_eq(a->expected, b->expected) && slice_eq(a->opening, b->opening) &&
	    slice_eq(a->between, b->between) && slice_eq(a->message, b->message);
}

/* All of them come once, in order. */
static bool
are_given(struct held *h, const struct made *m, size_t n, bool rule)
{
	const struct made *last = NULL, *at;
	const struct finding *f;
	size_t kind, left = n;
	char number[24];

	for (; (f = held_take(h, &kind)) != NULL; last = at, left--) {
		snprintf(number, sizeof(number), "%.*s", SLICE_ARG(f->message));
		at = m + strtoul(number, NULL, 10);
		if (held_count(h) != left - 1 || !is_same(f, &at->f) ||
		    (last != NULL && (rule ? by_rule : by_place)(last, at) >= 0))
			return false;
	}
	return left == 0;
}

/* Runs of that length, of a rule each: lines rise in them, and many are the same. */
static bool
in_order(size_t n, size_t run, uint64_t far, uint64_t *state)
{
	struct made *m = calloc(n + 1, sizeof(*m));
	bool right = true;

	for (size_t i = 0; i < n; i++) {
		make(&m[i], i, i / run % RULES, state);
		m[i].f.line = random_next(state) % 40 == 0 ? 0 :
		    far + (run > 1 ? 2 + i % run + random_next(state) % 2 :
		    random_next(state) % n);
	}
	for (int rule = 0; rule < 2; rule++) {
		struct held *h = held_new(rule);

		for (size_t i = 0; i < n; i++)
			held_add(h, &m[i].f);
		right = right && held_count(h) == n && are_given(h, m, n, rule);
		held_free(h);
	}
	free(m);
	return right;
}

int
main(void)
{
	uint64_t state = 2014;
	bool few = true;

	for (size_t n = 0; n < 40; n++)
		for (size_t run = 1; run < 8; run++)
			few = few && in_order(n, run, 0, &state);
	tap_ok(few, "few findings");
	tap_ok(in_order(5000, 1, 0, &state), "in any order");
	tap_ok(in_order(5000, 700, 0, &state), "rule by rule");
	tap_ok(in_order(5001, 5001, 0, &state), "of one rule");
	tap_ok(in_order(500, 70, UINT64_C(1) << 40, &state), "on lines far down");
	return done_testing();
}
