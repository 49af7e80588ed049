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
	struct spot *place, *room;	/* n each */
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

static inline bool
is_before(const struct spot *x, const struct spot *y, bool by_rule)
{
	if (x->at != y->at)
		return x->at < y->at;
	return (by_rule ? by_rule_and_line : by_line)(x->finding, y->finding) < 0;
}

/* Merges the spots from x up to y with those from there up to end. */
static struct spot *
merge(const struct spot *x, const struct spot *y, const struct spot *end, struct spot *to,
    bool by_rule)
{
	const struct spot *middle = y;

	while (x < middle && y < end)
		*to++ = is_before(y, x, by_rule) ? *y++ : *x++;
	while (x < middle)
		*to++ = *x++;
	while (y < end)
		*to++ = *y++;
	return to;
}

/* Merges runs that are in order, which end at the n places, two by two until there is one. */
static void
merge_runs(struct sorted *s, size_t *end, size_t n, bool by_rule)
{
	while (n > 1) {
		struct spot *from = s->place, *to = s->room;
		size_t start = 0;

		for (size_t i = 0; i < n; i += 2) {
			size_t last = end[i + (i + 1 < n)];

			to = merge(from + start, from + end[i], from + last, to, by_rule);
			start = end[i / 2] = last;
		}
		n = (n + 1) / 2;
		s->place = s->room;
		s->room = from;
	}
}

/* They come in runs that are in order: of a rule, or of all that look at a row when it is read. */
struct sorted *
sorted_new(const struct held *f, size_t n, bool by_rule)
{
	struct sorted *s = xcalloc(1, sizeof(*s));
	size_t *end = NULL, nruns = 0, cap = 0;

	s->n = n;
	s->place = xcalloc(n, sizeof(*s->place));
	for (size_t i = 0; i < n; i++) {
		s->place[i] = (struct spot){by_rule ? rule_number(&f[i]) : place_number(&f[i]),
		    &f[i]};
		if (i > 0 && is_before(&s->place[i], &s->place[i - 1], by_rule)) {
			end = xgrow(end, &cap, nruns + 2, sizeof(*end));
			end[nruns++] = i;
		}
	}
	if (nruns > 0) {
		s->room = xcalloc(n, sizeof(*s->room));
		end[nruns++] = n;
		merge_runs(s, end, nruns, by_rule);
	}
	free(end);
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
	free(s->place);
	free(s->room);
	free(s);
}
