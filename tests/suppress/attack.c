#include "suppress/attack.h"

#include "suppress/model.h"

static unsigned char hidden[MODEL_CELLS];

static struct model m;

/* One equation over hidden and shown cells: its ends for every hidden cell. */
static void
hand(const char *name, uint32_t cell, int64_t low, int64_t high)
{
	struct attack *a;
	int64_t l = -1, h = -1;

	for (size_t i = 0; i < m.s.n_cells; i++)
		hidden[i] = m.cells[i].class == CELL_PRIMARY || m.cells[i].class == CELL_MARK;
	a = attack_new(&m.s, hidden);
	tap_ok(attack_range(a, cell, &l, &h) == ATTACK_DONE && l == low && h == high, name);
	if (l != low || h != high)
		printf("# got %lld..%lld\n", (long long)l, (long long)h);
	attack_free(a);
}

static void
mark(uint32_t cell, int64_t low)
{
	m.cells[cell].class = CELL_MARK;
	m.cells[cell].value = SYSTEM_NOT_KNOWN;
	m.cells[cell].low = low;
	m.cells[cell].high = SYSTEM_NO_HIGH;
}

static void
test_hand(void)
{
	model_of_row(&m, (const int64_t[]){0, 0, 0}, 3, 0);
	mark(0, 0);
	mark(1, 0);
	hand("0 = x + x + 0 gives both away", 0, 0, 0);
	model_of_row(&m, (const int64_t[]){10, 3, 1, 1}, 4, 15);
	m.cells[1].class = CELL_FIXED;
	mark(2, 1);
	mark(3, 1);
	hand("15 = 10 + 3 + x + x, both at least 1: both are 1", 2, 1, 1);
	model_of_row(&m, (const int64_t[]){1, 1, 1}, 3, 3);
	m.cells[3].class = CELL_FIXED;
	hand("three singletons and their total", 1, 1, 1);
	model_of_row(&m, (const int64_t[]){4, 30, 20}, 3, 54);
	hand("one hidden cell in a row", 0, 4, 4);
	model_of_row(&m, (const int64_t[]){4, 30, 20}, 3, 54);
	mark(1, 1);
	hand("two hidden cells in a row: the primary", 0, 1, 5);
	hand("two hidden cells in a row: the other", 1, 29, 33);
	mark(3, 1);
	hand("nothing is shown: no upper end", 1, 1, SYSTEM_NO_HIGH);
	model_of_row(&m, (const int64_t[]){4, 4000000000000000, 20}, 3, 4000000000000024);
	mark(1, 0);
	hand("large numbers: the primary", 0, 1, 5);
	hand("large numbers: the other", 1, 3999999999999999, 4000000000000003);
	model_start(&m, 1);
	model_cell(&m, 120, true);
	model_cell(&m, 83, false);
	model_percentage(&m, 1, 0, 0);
	mark(0, 1);
	hand("83 (69%) of a hidden total", 0, 120, 121);
	model_start(&m, 1);
	model_cell(&m, 98, true);
	model_cell(&m, 49, false);
	model_cell(&m, 44, false);
	model_percentage(&m, 1, 0, 0);
	model_percentage(&m, 2, 0, 0);
	mark(0, 1);
	hand("49 (50%) and 44 (45%) of a hidden total", 0, 98, 98);
}

static size_t
reasons(uint32_t cell, uint32_t *which)
{
	struct attack *a;
	size_t n;

	for (size_t i = 0; i < m.s.n_cells; i++)
		hidden[i] = m.cells[i].class == CELL_PRIMARY || m.cells[i].class == CELL_MARK;
	a = attack_new(&m.s, hidden);
	n = cell == SYSTEM_NO_CELL ? attack_clash(a, which, 10) : attack_reasons(a, cell, which, 10);
	attack_free(a);
	return n;
}

static void
test_reasons(void)
{
	const int64_t v[] = {3, 20, 30, 2, 10, 40};
	uint32_t at[12], which[10];

	model_start(&m, 1);
	model_table(&m, v, 2, 3, at);
	ok(reasons(at[0], which) == 1 && which[0] == 0);
	mark(at[1], 1);
	ok(reasons(at[0], which) == 2);
	mark(at[5], 1);
	ok(reasons(at[0], which) == 1 && which[0] == 3);
	ok(reasons(SYSTEM_NO_CELL, which) == 0);
	m.cells[at[3]].shown_low = m.cells[at[3]].shown_high = 2;
	ok(reasons(SYSTEM_NO_CELL, which) > 0);
	model_of_row(&m, (const int64_t[]){1, 1, 1}, 3, 40);
	ok(reasons(SYSTEM_NO_CELL, which) == 1 && which[0] == 0);
}

/* Hides the primary cells and some others; returns how many. */
static size_t
hide_some(int64_t percent)
{
	size_t n = 0;

	for (size_t i = 0; i < m.s.n_cells; i++) {
		hidden[i] = m.cells[i].class == CELL_PRIMARY ||
		    (m.cells[i].class == CELL_COUNT && model_random(&m, 1, 100) <= percent);
		n += hidden[i];
	}
	return n;
}

/* Whether the outsider of the tests finds the same ends. -1: it gave up. */
static int
agrees(uint32_t cell, int64_t low, int64_t high, enum attack_result r)
{
	static struct outsider o;
	const int64_t roof = 4000;
	int below, above, at_low, at_high;

	o.s = &m.s;
	o.hidden = hidden;
	if (r != ATTACK_DONE)
		return -1;
	at_low = outsider_can_be(&o, cell, low, low, roof, 20000);
	at_high = high == SYSTEM_NO_HIGH ? 1 : outsider_can_be(&o, cell, high, high, roof, 20000);
	below = outsider_can_be(&o, cell, INT64_MIN, low - 1, roof, 20000);
	above = high == SYSTEM_NO_HIGH ? 0 : outsider_can_be(&o, cell, high + 1, roof, roof, 20000);
	if (at_low == 0 || at_high == 0 || below == 1 || above == 1)
		return 0;
	return at_low == 1 && at_high == 1 && below == 0 && above == 0 ? 1 : -1;
}

static void
test_random(void)
{
	size_t wrong = 0, partly = 0, gave_up = 0, same = 0;

	for (uint64_t seed = 1; seed <= 170; seed++)
		for (int kind = 0; kind < MODEL_KINDS; kind++) {
			struct attack *a;
			int64_t low, high;

			model_make(&m, (enum model_kind)kind, seed, 3, 12);
			hide_some(35);
			a = attack_new(&m.s, hidden);
			for (uint32_t i = 0; i < m.s.n_cells; i++) {
				enum attack_result r;
				int v;

				if (!hidden[i])
					continue;
				r = attack_range(a, i, &low, &high);
				v = agrees(i, low, high, r);
				partly += r != ATTACK_DONE;
				wrong += v == 0 || r == ATTACK_CONTRADICTION || low > m.cells[i].value ||
				    high < m.cells[i].value;
				gave_up += v == -1;
				same += v == 1;
			}
			attack_free(a);
		}
	printf("# %zu ends agree, %zu not settled by the test, %zu not by the library\n", same, gave_up, partly);
	ok(wrong == 0);
	ok(partly == 0);
	ok(same > 2000 && gave_up < same / 5);
}

int
main(void)
{
	test_hand();
	test_reasons();
	test_random();
	return done_testing();
}
