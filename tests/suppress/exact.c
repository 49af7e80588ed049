#include "suppress/certificate.h"
#include "suppress/piece.h"

#include "suppress/model.h"

/* What is exact: propagation loses no solution, and any multipliers give a true bound. */
static struct model m;

enum { UNKNOWNS = 4, ROWS = 3, MOST = 5 };

/* Cells of 0 to MOST, all hidden, under random constraints. */
static void
make(uint64_t seed)
{
	model_start(&m, seed);
	for (int j = 0; j < UNKNOWNS; j++) {
		model_cell(&m, 9, false);
		m.cells[j].low = model_random(&m, 0, 2);
		m.cells[j].high = model_random(&m, 3, MOST);
	}
	for (int i = 0; i < ROWS; i++) {
		int64_t low = model_random(&m, -10, 20);

		model_row(&m, model_random(&m, 0, 3) == 0 ? SYSTEM_NO_LOW : low,
		    model_random(&m, 0, 3) == 0 ? SYSTEM_NO_HIGH : low + model_random(&m, 0, 6), SYSTEM_NO_CELL);
		for (uint32_t j = 0; j < UNKNOWNS; j++)
			model_term(&m, j, model_random(&m, -4, 7));
	}
}

static wide
value_of(const struct term *t, const int64_t *x)
{
	wide sum = 0;

	for (int j = 0; j < UNKNOWNS; j++)
		sum += (wide)t[j].coefficient * x[t[j].cell];
	return sum;
}

static bool
next(int64_t *x)
{
	for (int j = 0; j < UNKNOWNS; j++) {
		if (++x[j] <= MOST)
			return true;
		x[j] = 0;
	}
	return false;
}

/* Counts what is wrong with one system. */
static void
check(const struct piece *q, size_t *lost, size_t *beyond, size_t *fits)
{
	struct term objective[UNKNOWNS];
	int64_t x[UNKNOWNS] = {0}, low[UNKNOWNS], high[UNKNOWNS], y[ROWS];
	struct multipliers by = {y, 1};
	double real[ROWS];
	wide bound;
	bool possible;

	memcpy(low, q->low, sizeof(low));
	memcpy(high, q->high, sizeof(high));
	possible = piece_propagate(q, low, high);
	for (int i = 0; i < ROWS; i++)
		real[i] = (double)model_random(&m, -30, 30) / (double)model_random(&m, 1, 7);
	certificate_fractions(real, q->n_rows, &by);
	for (uint32_t j = 0; j < UNKNOWNS; j++)
		objective[j] = (struct term){j, model_random(&m, -5, 5)};
	bound = certificate_least(q, q->low, q->high, objective, UNKNOWNS, &by);
	do {
		if (!piece_fits(q, x))
			continue;
		++*fits;
		*beyond += value_of(objective, x) < bound;
		for (int j = 0; j < UNKNOWNS; j++)
			*lost += !possible || x[j] < low[j] || x[j] > high[j];
	} while (next(x));
}

int
main(void)
{
	const unsigned char hidden[UNKNOWNS] = {1, 1, 1, 1};
	size_t lost = 0, beyond = 0, fits = 0, whole = 0;

	for (uint64_t seed = 1; seed <= 2000; seed++) {
		struct pieces p;

		make(seed);
		pieces_build(&p, &m.s, hidden);
		if (p.n == 1 && p.piece[0].n_rows == ROWS) {
			whole++;
			check(&p.piece[0], &lost, &beyond, &fits);
		}
		pieces_free(&p);
	}
	printf("# %zu systems, %zu tables fit\n", whole, fits);
	ok(whole > 1500 && fits > 10000);
	ok(lost == 0);
	ok(beyond == 0);
	ok(wide_floor(-7, 2) == -4 && wide_floor(7, 2) == 3 && wide_floor(-8, 2) == -4);
	ok(wide_ceiling(-7, 2) == -3 && wide_ceiling(7, 2) == 4 && wide_ceiling(8, 2) == 4);
	return done_testing();
}
