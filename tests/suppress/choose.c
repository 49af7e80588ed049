#include "suppress/choose.h"

#include "suppress/model.h"

static struct model m;

static const struct choose_options usual = {.protect = 1, .sensitive_low = 1, .sensitive_high = 5};

static void
test_board(void)
{
	const int64_t v[] = {130, 13, 6, 34, 2, 94, 6, 6, 33, 0, 73, 15, 0, 29, 0, 83, 17, 3, 17, 0};
	struct choice c;
	uint32_t culprit, at[30];
	int64_t sum = 0;

	model_start(&m, 1);
	model_table(&m, v, 4, 5, at);
	ok(choose(&m.s, &usual, &c, &culprit) == CHOOSE_SAFE);
	ok(c.primary == 3 && c.secondary == 3 && c.lower_bound == 3 && c.worst == CHOICE_OPTIMAL);
	for (size_t i = 0; i < m.s.n_cells; i++)
		sum += c.hidden[i] && m.cells[i].class == CELL_COUNT ? m.cells[i].value : 0;
	ok(sum == 45);
	ok(c.hidden[at[1]] && c.hidden[at[3 * 6 + 1]] && c.hidden[at[4 * 6 + 2]]);
	choice_free(&c);
}

int
main(void)
{
	test_board();
	return done_testing();
}
