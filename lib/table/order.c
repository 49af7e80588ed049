#include "table/order.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/period.h"
#include "table/cell.h"

enum rank { NUMBER, TEXT, MARK, BLANK };	/* in this order; a period is a number */

struct place {
	enum rank rank;
	double number;
	struct slice text;
};

struct order {
	const struct order_key *key;
	size_t nkeys;
	struct place *place;	/* row after row */
};

/* Alphabetical: ASCII letters without case, and otherwise bytes. */
static int
compare_texts(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;

	for (size_t i = 0; i < n; i++) {
		int x = tolower((unsigned char)a.p[i]), y = tolower((unsigned char)b.p[i]);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return (a.n > b.n) - (a.n < b.n);
}

static int
compare_rows(const void *a, const void *b, void *ctx)
{
	const struct order *o = ctx;
	size_t row = *(const size_t *)a, other = *(const size_t *)b;

	for (size_t k = 0; k < o->nkeys; k++) {
		const struct place *x = &o->place[row * o->nkeys + k];
		const struct place *y = &o->place[other * o->nkeys + k];
		int r;

		if (x->rank != y->rank)
			return x->rank < y->rank ? -1 : 1;
		r = x->rank == NUMBER ? (x->number > y->number) - (x->number < y->number) :
		    x->rank == TEXT ? compare_texts(x->text, y->text) : 0;
		if (r != 0)
			return o->key[k].descending ? -r : r;
	}
	return (row > other) - (row < other);
}

/* Sets the places of a column by their periods. False: not all are periods of one kind. */
static bool
place_periods(struct place *place, size_t step, size_t n)
{
	enum { ANY_YEAR = 2000 };	/* of quarters that have none */
	enum period_freq freq = PERIOD_NONE;
	struct period p;

	for (size_t i = 0; i < n; i++) {
		if (place[i * step].rank == BLANK)
			continue;
		if (!period_parse(place[i * step].text, ANY_YEAR, &p) ||
		    (freq != PERIOD_NONE && p.freq != freq))
			return false;
		freq = p.freq;
	}
	for (size_t i = 0; i < n; i++)
		if (period_parse(place[i * step].text, ANY_YEAR, &p)) {
			place[i * step].number = p.ord;
			place[i * step].rank = NUMBER;
		}
	return true;
}

static void
place_column(struct place *place, size_t nkeys, const struct slice *cell, size_t step, size_t n)
{
	bool numbers = false, texts = false;
	struct num num;

	for (size_t i = 0; i < n; i++) {
		struct place *at = &place[i * nkeys];

		at->text = slice_trim(cell[i * step]);
		switch (cell_parse(at->text, CELL_FIGURE, &num)) {
		case NUM_VALUE: at->rank = NUMBER; break;
		case NUM_MARK: at->rank = MARK; break;
		case NUM_BAD: at->rank = TEXT; break;
		case NUM_BLANK: at->rank = BLANK;
		}
		at->number = cell_value(&num);
		numbers = numbers || at->rank == NUMBER;
		texts = texts || at->rank == TEXT;
	}
	if (texts && place_periods(place, nkeys, n))
		return;
	for (size_t i = 0; i < n && !numbers; i++)
		if (place[i * nkeys].rank == MARK)
			place[i * nkeys].rank = TEXT;
}

size_t *
order_rows(const struct order_key *key, size_t nkeys, size_t n, size_t step)
{
	struct order o = {.key = key, .nkeys = nkeys, .place = xcalloc(n * nkeys + 1,
	    sizeof(*o.place))};
	size_t *row = xcalloc(n + 1, sizeof(*row));

	for (size_t k = 0; k < nkeys; k++)
		place_column(o.place + k, nkeys, key[k].cell, step, n);
	for (size_t i = 0; i < n; i++)
		row[i] = i;
	if (nkeys > 0)
		qsort_r(row, n, sizeof(*row), compare_rows, &o);
	free(o.place);
	return row;
}
