#include "check/sorted.h"

#include <stdlib.h>

#include "base/memory.h"
#include "rules/rules.h"

enum { AHEAD = 8, LINE = 64, LINES = 3 };	/* of the cache, that a text takes */

/* The place or the rule as a number; of findings that share it, all is compared. */
struct spot {
	uint64_t at;
	const struct held *finding;
};

struct sorted {
	size_t n;
	struct spot place[];
};

enum { LINE_BITS = 44 };

/* Of files and lines so high that they do not fit, a number that is the same for all. */
static uint64_t
place_number(const struct held *f)
{
	const uint64_t lines = UINT64_C(1) << LINE_BITS, files = UINT64_MAX / lines / 2;

	if (f->line == 0)
		return UINT64_MAX;
	if (f->file >= files)
		return files * lines;
	return f->file * lines + (f->line < lines ? f->line : lines - 1);
}

/* Structural checks come first, by the number in their ids, whatever made the finding. */
static uint64_t
rank_of(const struct held *f)
{
	if (!rules_builtin(slice_of(f->rule)))
		return (uint64_t)f->order + RULES_BUILTINS + 1;
	return (uint64_t)(f->rule[1] - '0') * 10 + (uint64_t)(f->rule[2] - '0');
}

/* The rule, and the line if it is in the first file. */
static uint64_t
rule_number(const struct held *f)
{
	const uint64_t lines = UINT64_C(1) << LINE_BITS, rules = UINT64_MAX / lines / 2;
	uint64_t rule = 2 * rank_of(f) + f->unchecked;
	bool fits = f->line > 0 && f->line < lines && f->file == 0;

	if (rule >= rules)
		return rules * 2 * lines;
	return rule * 2 * lines + (fits ? f->line : lines);
}

static int
by_line(const struct held *x, const struct held *y)
{
	bool placed = x->line > 0;

	if (placed != (y->line > 0))
		return placed ? -1 : 1;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->unchecked != y->unchecked)
		return x->unchecked ? 1 : -1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x > y) - (x < y);
}

static int
by_rule_and_line(const struct held *x, const struct held *y)
{
	const uint64_t rank[] = {rank_of(x), rank_of(y)};

	if (rank[0] != rank[1])
		return rank[0] < rank[1] ? -1 : 1;
	if (x->unchecked != y->unchecked)
		return x->unchecked ? 1 : -1;
	return by_line(x, y);
}

static int
by_place(const void *a, const void *b)
{
	const struct spot *x = a, *y = b;

	return x->at != y->at ? x->at < y->at ? -1 : 1 : by_line(x->finding, y->finding);
}

static int
by_rule_and_place(const void *a, const void *b)
{
	const struct spot *x = a, *y = b;

	return x->at != y->at ? x->at < y->at ? -1 : 1 :
	    by_rule_and_line(x->finding, y->finding);
}

struct sorted *
sorted_new(const struct held *f, size_t n, bool by_rule)
{
	struct sorted *s = xcalloc(1, sizeof(*s) + n * sizeof(*s->place));
	int (*order)(const void *, const void *) = by_rule ? by_rule_and_place : by_place;
	bool is = true;

	s->n = n;
	for (size_t i = 0; i < n; i++) {
		s->place[i] = (struct spot){by_rule ? rule_number(&f[i]) : place_number(&f[i]),
		    &f[i]};
		is = is && (i == 0 || order(&s->place[i - 1], &s->place[i]) <= 0);
	}
	if (!is)
		qsort(s->place, n, sizeof(*s->place), order);
	return s;
}

/* Those that come next are fetched, as they may be anywhere in memory. */
const struct held *
sorted_at(const struct sorted *s, size_t i)
{
	if (i + 2 * AHEAD < s->n) {
		__builtin_prefetch(s->place[i + 2 * AHEAD].finding);
		for (size_t k = 0; k < LINES; k++)
			__builtin_prefetch(s->place[i + AHEAD].finding->text + k * LINE);
	}
	return s->place[i].finding;
}

void
sorted_free(struct sorted *s)
{
	free(s);
}
