#include "suppress/needed.h"

#include <stdlib.h>
#include <string.h>

/*
 * Each count gets a number at random, and a total the sum of those of its parts: a fact that these
 * numbers meet follows from the facts that made them.
 */
struct finder {
	const struct needed *from;
	const struct fact **by;		/* by cell: the fact that makes its number, or NULL */
	uint64_t *number;
	enum state { NEW, OPEN, DONE } *state;
};

static uint64_t
scramble(uint64_t x)
{
	x += 0x9e3779b97f4a7c15;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
	return x ^ (x >> 31);
}

static uint64_t
number_of(struct finder *f, uint32_t cell)
{
	const struct fact *by = f->by[cell];

	if (f->state[cell] == DONE)
		return f->number[cell];
	f->number[cell] = scramble(cell);
	if (by != NULL && f->state[cell] == NEW) {
		uint64_t sum = 0;

		f->state[cell] = OPEN;
		for (size_t i = 0; i < by->n; i++)
			sum += number_of(f, by->part[i]);
		f->number[cell] = sum;
	}
	f->state[cell] = DONE;
	return f->number[cell];
}

static void
find_makers(struct finder *f)
{
	const struct needed *from = f->from;

	for (size_t k = 0; k < from->st->nfacts; k++) {
		const struct fact *fact = &from->st->fact[k];

		if (fact->kind == FACT_SUM && f->by[fact->total] == NULL)
			f->by[fact->total] = fact;
	}
	for (size_t k = 0; k < from->n; k++) {
		const struct fact *fact = &from->fact[k];

		if (fact->kind == FACT_SUM && fact->total >= from->first &&
		    f->by[fact->total] == NULL)
			f->by[fact->total] = fact;
	}
}

static bool
follows(struct finder *f, const struct fact *fact)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < fact->n; i++)
		sum += number_of(f, fact->part[i]);
	return number_of(f, fact->total) == sum;
}

static bool
is_kept(const struct needed *from, uint32_t cell)
{
	return cell >= from->first && from->keep[cell - from->first];
}

/* What related counts before the table had further ones: of these one may have been small. */
static bool
is_earlier(const struct needed *from, const struct fact *f)
{
	bool all = from->st->npubs > 1 && f->kind == FACT_SUM;

	for (size_t i = 0; i <= f->n && all; i++) {
		const uint32_t cell = i < f->n ? f->part[i] : f->total;

		all = cell >= from->first || from->st->cell[cell].hidden ||
		    from->st->cell[cell].shown;
	}
	return all;
}

/* In how many facts each missing total is, and the numbers of these, xored: of one its number. */
struct uses {
	size_t n, which;
};

static void
use(const struct needed *from, struct uses *uses, size_t k, bool is)
{
	const struct fact *f = &from->fact[k];

	for (size_t i = 0; i <= f->n; i++) {
		const uint32_t cell = i < f->n ? f->part[i] : f->total;

		if (cell < from->first)
			continue;
		uses[cell - from->first].n += is ? 1 : -(size_t)1;
		uses[cell - from->first].which ^= k;
	}
}

/* Drops facts for the sake of a total that is in no other, as often as there are some. */
static void
peel(const struct needed *from, bool *need)
{
	const size_t n = from->ncells - from->first;
	struct uses *uses = xcalloc(n, sizeof(*uses));
	uint32_t *todo = xcalloc(n, sizeof(*todo));
	size_t left = 0;

	for (size_t k = 0; k < from->n; k++)
		if (need[k])
			use(from, uses, k, true);
	for (size_t i = 0; i < n; i++)
		if (uses[i].n == 1)
			todo[left++] = (uint32_t)i;
	while (left > 0) {
		const size_t i = todo[--left], k = uses[i].which;
		const struct fact *f = &from->fact[k];

		if (uses[i].n != 1 || from->keep[i])
			continue;
		need[k] = false;
		use(from, uses, k, false);
		for (size_t j = 0; j <= f->n; j++) {
			const uint32_t cell = j < f->n ? f->part[j] : f->total;

			if (cell >= from->first && uses[cell - from->first].n == 1)
				todo[left++] = (uint32_t)(cell - from->first);
		}
	}
	free(uses);
	free(todo);
}

void
needed_find(const struct needed *from, bool *need)
{
	struct finder f = {.from = from};

	f.by = xcalloc(from->ncells, sizeof(*f.by));
	f.number = xcalloc(from->ncells, sizeof(*f.number));
	f.state = xcalloc(from->ncells, sizeof(*f.state));
	find_makers(&f);
	for (size_t k = 0; k < from->n; k++) {
		const struct fact *fact = &from->fact[k];

		need[k] = f.by[fact->total] == fact || is_kept(from, fact->total) ||
		    is_earlier(from, fact) || !follows(&f, fact);
	}
	peel(from, need);
	free(f.by);
	free(f.number);
	free(f.state);
}
