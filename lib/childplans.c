#include "childplans.h"

#include <stdbool.h>
#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "date.h"
#include "xalloc.h"

/* Ordered by child, then by start, end and number, which lie in `plan` from the top in that order. */
struct entry {
	uint64_t child, plan;
};

struct childplans {
	struct entry *entry;
	size_t n, cap;
};

#define OPEN_DAY 65535	/* no day up to PLAN_LAST_DAY */

struct childplans *
childplans_new(void)
{
	return xcalloc(1, sizeof(struct childplans));
}

void
childplans_free(struct childplans *c)
{
	if (c == NULL)
		return;
	free(c->entry);
	free(c);
}

int
childplans_add(struct childplans *c, struct slice child, int32_t start, int32_t end)
{
	uint64_t first = (uint64_t)(start - PLAN_FIRST_DAY);
	uint64_t last = end == PLAN_OPEN ? OPEN_DAY : (uint64_t)(end - PLAN_FIRST_DAY);

	if (c->n > UINT32_MAX)
		return -1;
	c->entry = xgrow(c->entry, &c->cap, c->n + 1, sizeof *c->entry);
	c->entry[c->n] = (struct entry){XXH3_64bits(child.p, child.n),
	    first << 48 | last << 32 | (uint64_t)c->n};
	c->n++;
	return 0;
}

static bool
before(const struct entry *a, const struct entry *b)
{
	return a->child != b->child ? a->child < b->child : a->plan < b->plan;
}

static void
insertion_sort(struct entry *e, size_t n)
{
	struct entry moving;
	size_t k;

	for (size_t i = 1; i < n; i++) {
		moving = e[i];
		for (k = i; k > 0 && before(&moving, &e[k - 1]); k--)
			e[k] = e[k - 1];
		e[k] = moving;
	}
}

/* Byte `at` of the key, 0 the most significant of 16. */
static unsigned
key_byte(const struct entry *e, unsigned at)
{
	return (at < 8 ? e->child >> (56 - 8 * at) : e->plan >> (120 - 8 * at)) & 255;
}

#define KEY_BYTES 16
#define FEW 24		/* entries that are quicker sorted by insertion */

/*
 * Radix sort from the most significant byte, in place: count each byte's entries, then move every entry
 * to its byte's range, following the chain of those it displaces; then each range by the next byte.
 * Fingerprints are spread evenly, so three bytes leave next to nothing of 10 million; the
 * depth is at most 16 whatever the input. (P. M. McIlroy, K. Bostic and M. D. McIlroy,
 * Engineering Radix Sort, Computing Systems 6, 1993.)
 */
static void
radix_sort(struct entry *e, size_t n, unsigned at)
{
	size_t next[256] = {0}, end[256], sum = 0;
	struct entry moving, displaced;
	unsigned b;

	if (n <= FEW || at == KEY_BYTES) {
		insertion_sort(e, n);
		return;
	}
	for (size_t i = 0; i < n; i++)
		next[key_byte(&e[i], at)]++;
	for (b = 0; b < 256; b++) {
		sum += next[b];
		next[b] = sum - next[b];
		end[b] = sum;
	}
	for (unsigned home = 0; home < 256; home++)
		while (next[home] < end[home]) {
			moving = e[next[home]];
			while ((b = key_byte(&moving, at)) != home) {
				displaced = e[next[b]];
				e[next[b]++] = moving;
				moving = displaced;
			}
			e[next[home]++] = moving;
		}
	for (b = 0, sum = 0; b < 256; sum = end[b++])
		radix_sort(e + sum, end[b] - sum, at + 1);
}

static struct childplan_seen
unpack(const struct entry *e)
{
	int32_t last = (int32_t)(e->plan >> 32 & 65535);

	return (struct childplan_seen){.plan = (uint32_t)e->plan,
	    .start = (int32_t)(e->plan >> 48) + PLAN_FIRST_DAY,
	    .end = last == OPEN_DAY ? PLAN_OPEN : last + PLAN_FIRST_DAY};
}

/* Does s start within two years of the end of the child's last plan? */
static bool
within(const struct childplan_seen *s, int32_t last_end)
{
	return last_end == PLAN_OPEN || s->start <= date_add_months(last_end, PLAN_LONG_MONTHS);
}

/* The plans of one child, in order. */
static void
check_child(const struct entry *e, size_t n, void (*seen)(void *, const struct childplan_seen *),
    void *ctx)
{
	struct childplan_seen s, previous = {0}, latest = {0};	/* latest: of those kept, the last to end */
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		s = unpack(&e[i]);
		if (i > 0 && s.start == previous.start && s.end == previous.end) {
			s.is = CHILD_TWICE;
			s.other = previous.plan;
		} else {
			previous = s;
			s.other = latest.plan;
			s.other_end = latest.end;
			if (any && s.start < latest.end && s.end > s.start)
				s.is = CHILD_OVERLAP;
			else if (!any)
				s.is = CHILD_FIRST;
			else
				s.is = within(&s, latest.end) ? CHILD_WITHIN : CHILD_LATER;
			if (s.is != CHILD_OVERLAP && (!any || s.end > latest.end))
				latest = s;
			any = any || s.is != CHILD_OVERLAP;
		}
		seen(ctx, &s);
	}
}

void
childplans_check(struct childplans *c, void (*seen)(void *ctx, const struct childplan_seen *s),
    void *ctx)
{
	size_t n;

	radix_sort(c->entry, c->n, 0);
	for (size_t i = 0; i < c->n; i += n) {
		n = 1;
		while (i + n < c->n && c->entry[i + n].child == c->entry[i].child)
			n++;
		check_child(c->entry + i, n, seen, ctx);
	}
}
