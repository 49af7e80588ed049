#include "plans/childplans.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/date.h"
#include "base/memory.h"

/* Ordered by child, then by start, end and number, which lie in `plan` from the top in that order. */
struct entry {
	uint64_t child, plan;
};

/*
 * Entries are parted by the first byte of the fingerprint as they come: 256 lists of chunks, each written
 * at its end only, so that what is sorted at the end fits in the processor's cache, a list at a time.
 */
#define CHUNK 255	/* entries; 4 KiB with the link */
struct chunk {
	struct chunk *before;	/* full ones */
	struct entry entry[CHUNK];
};

struct childplans {
	struct {
		struct chunk *last;
		size_t n;
	} list[256];
	uint64_t n;
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
	struct chunk *before;

	for (int b = 0; b < 256 && c != NULL; b++)
		for (struct chunk *k = c->list[b].last; k != NULL; k = before) {
			before = k->before;
			free(k);
		}
	free(c);
}

int
childplans_add(struct childplans *c, struct slice child, int32_t start, int32_t end)
{
	uint64_t first = (uint64_t)(start - PLAN_FIRST_DAY), id = XXH3_64bits(child.p, child.n);
	uint64_t last = end == PLAN_OPEN ? OPEN_DAY : (uint64_t)(end - PLAN_FIRST_DAY);
	size_t at = c->list[id >> 56].n % CHUNK;
	struct chunk *k = c->list[id >> 56].last;

	if (c->n > UINT32_MAX)
		return -1;
	c->list[id >> 56].n++;
	if (at == 0) {
		k = xmalloc(sizeof *k);
		k->before = c->list[id >> 56].last;
		c->list[id >> 56].last = k;
	}
	k->entry[at] = (struct entry){id, first << 48 | last << 32 | c->n++};
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

#define KEY_BITS 128
#define FEW 24			/* entries that are quicker sorted by insertion */
#define MOST_BITS 11		/* of the key, that one pass sorts by */

/* The `bits` bits of the key from bit `at`, 0 being the most significant. */
static unsigned
digit(const struct entry *e, unsigned at, unsigned bits)
{
	unsigned __int128 key = (unsigned __int128)e->child << 64 | e->plan;

	return (unsigned)(key << at >> (KEY_BITS - bits));
}

/* As many bits as leave some eight of n evenly spread entries together. */
static unsigned
bits_for(size_t n, unsigned at)
{
	unsigned bits = 4;

	while (bits < MOST_BITS && n >> bits > 8)
		bits++;
	return bits < KEY_BITS - at ? bits : KEY_BITS - at;
}

/*
 * Radix sort from the most significant bits, in place: count the entries of each digit, then move every entry
 * to its digit's range, following the chain of those it displaces; then each range by the bits that
 * follow. Fingerprints are spread evenly, so one pass leaves little; the depth is at most 32
 * whatever the input. n < 2^32. (P. M. McIlroy, K. Bostic and M. D. McIlroy, Engineering
 * Radix Sort, Computing Systems 6, 1993.)
 */
static void
radix_sort(struct entry *e, size_t n, unsigned at)
{
	uint32_t next[1 << MOST_BITS], end[1 << MOST_BITS], sum = 0;
	struct entry moving, displaced;
	unsigned bits, d;

	if (n <= FEW || at == KEY_BITS) {
		insertion_sort(e, n);
		return;
	}
	bits = bits_for(n, at);
	memset(next, 0, sizeof *next << bits);
	for (size_t i = 0; i < n; i++)
		next[digit(&e[i], at, bits)]++;
	for (d = 0; d < 1u << bits; d++) {
		sum += next[d];
		next[d] = sum - next[d];
		end[d] = sum;
	}
	for (unsigned home = 0; home < 1u << bits; home++)
		while (next[home] < end[home]) {
			moving = e[next[home]];
			while ((d = digit(&moving, at, bits)) != home) {
				displaced = e[next[d]];
				e[next[d]++] = moving;
				moving = displaced;
			}
			e[next[home]++] = moving;
		}
	for (d = 0, sum = 0; d < 1u << bits; sum = end[d++])
		radix_sort(e + sum, end[d] - sum, at + bits);
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
	/* Two years are 730 or 731 days: only then the calendar has to be asked. */
	return last_end == PLAN_OPEN || s->start - last_end <= 730 ||
	    (s->start - last_end == 731 &&
	    s->start <= date_add_months(last_end, PLAN_LONG_MONTHS));
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

/* A list's entries in one array, freeing its chunks. */
static void
gather(struct childplans *c, int b, struct entry *e)
{
	struct chunk *k = c->list[b].last, *before;
	size_t left = c->list[b].n, n;

	for (; k != NULL; k = before) {
		n = left % CHUNK > 0 ? left % CHUNK : CHUNK;
		memcpy(e + left - n, k->entry, n * sizeof *e);
		left -= n;
		before = k->before;
		free(k);
	}
	c->list[b].last = NULL;
}

void
childplans_check(struct childplans *c, void (*seen)(void *ctx, const struct childplan_seen *s),
    void *ctx)
{
	struct entry *e = NULL;
	size_t cap = 0, total, n;

	for (int b = 0; b < 256; b++) {
		total = c->list[b].n;
		e = xgrow(e, &cap, total, sizeof *e);
		gather(c, b, e);
		radix_sort(e, total, 8);
		for (size_t i = 0; i < total; i += n) {
			for (n = 1; i + n < total && e[i + n].child == e[i].child;)
				n++;
			check_child(e + i, n, seen, ctx);
		}
	}
	free(e);
}
