#include "suppress/choose.h"

#include "suppress/model.h"

static struct model m;
static struct outsider o;

static const struct choose_options usual = {.protect = 1, .sensitive_low = 1, .sensitive_high = 5};

enum { ROOF = 4000, STEPS = 20000 };

/* Chooses and says so in one line: result, primary, secondary, bound, narrowest. */
static void
outcome(const struct choose_options *with, const char *want, const char *name)
{
	static const char *const result[] = {"safe", "impossible", "gave up", "contradiction"};
	struct choice c;
	uint32_t culprit;
	char got[100];
	enum choose_result r = choose(&m.s, with, &c, &culprit);

	if (r == CHOOSE_SAFE)
		snprintf(got, sizeof(got), "%s %zu %zu %zu %lld", result[r], c.primary, c.secondary, c.lower_bound,
		    (long long)c.narrowest);
	else if (r == CHOOSE_IMPOSSIBLE)
		snprintf(got, sizeof(got), "%s %u", result[r], culprit);
	else
		snprintf(got, sizeof(got), "%s", result[r]);
	is_str(got, want, name);
	choice_free(&c);
}

static void
test_rows(void)
{
	const struct choose_options four = {.protect = 4, .sensitive_low = 1, .sensitive_high = 5};

	model_of_row(&m, (const int64_t[]){40, 31, 27, 18, 4}, 5, 120);
	outcome(&usual, "safe 1 1 1 5", "one row: the smallest other cell");
	outcome(&four, "safe 1 1 1 5", "--protect 4: the whole range of 1 to 5");
	model_of_row(&m, (const int64_t[]){1, 1, 1, 1, 1}, 5, 5);
	outcome(&usual, "impossible 0", "five ones and their total of 5, which is primary");
	model_of_row(&m, (const int64_t[]){2, 2, 2, 0}, 4, 6);
	outcome(&usual, "safe 3 0 0 4", "three primary cells protect each other");
	model_of_row(&m, (const int64_t[]){1, 1, 1, 0}, 4, 3);
	m.cells[4].class = CELL_FIXED;
	outcome(&usual, "impossible 0", "three singletons whose total must be published");
	model_of_row(&m, (const int64_t[]){3, 0, 0}, 3, 3);
	outcome(&usual, "safe 2 0 0 5", "a cell and its total, all else 0, hide each other");
	model_of_row(&m, (const int64_t[]){6, 7}, 2, 13);
	outcome(&usual, "safe 0 0 0 0", "nothing to hide");
	model_of_row(&m, (const int64_t[]){3}, 1, 3);
	outcome(&usual, "safe 2 0 0 5", "a table of one row");
	model_of_row(&m, (const int64_t[]){3, 20}, 2, 24);
	outcome(&usual, "contradiction", "a total that does not add up");
	model_of_row(&m, (const int64_t[]){20, 8, 30}, 3, 58);
	m.cells[1].class = CELL_MARK;
	m.cells[1].value = SYSTEM_NOT_KNOWN;
	outcome(&usual, "safe 0 0 0 0", "a mark that is 8 may be pinned");
	m.cells[3].shown_low = m.cells[3].shown_high = m.cells[3].value = 53;
	outcome(&usual, "safe 0 1 1 0", "a mark that is 3 may not");
	m.cells[3].shown_low = m.cells[3].shown_high = m.cells[3].value = 40;
	outcome(&usual, "contradiction", "a mark that would be below 0");
}

static void
test_board(void)
{
	const int64_t v[] = {130, 13, 6, 34, 2, 94, 6, 6, 33, 0, 73, 15, 0, 29, 0, 83, 17, 3, 17, 0};
	struct choice c, again;
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
	choose(&m.s, &usual, &again, &culprit);
	ok(memcmp(c.hidden, again.hidden, m.s.n_cells) == 0);
	choice_free(&c);
	choice_free(&again);
	m.cells[at[1]].class = CELL_FIXED;
	choose(&m.s, &usual, &c, &culprit);
	ok(!c.hidden[at[1]] && c.secondary >= 3);
	choice_free(&c);
}

/* Whether the outsider of the tests finds two values at least `protect` apart. -1: it gave up. */
static int
is_protected(const unsigned char *hidden, uint32_t cell, int64_t protect)
{
	int64_t least = 0, most = 0;
	bool any = false;

	o.s = &m.s;
	o.hidden = hidden;
	for (int64_t v = m.cells[cell].low; v <= m.cells[cell].high; v++)
		switch (outsider_can_be(&o, cell, v, v, ROOF, STEPS)) {
		case -1:
			return -1;
		case 1:
			least = any ? least : v;
			most = v;
			any = true;
		}
	return any && most - least >= protect;
}

/* 1: all primary cells are protected; 0: one is not; -1: not settled. */
static int
is_safe(const unsigned char *hidden, int64_t protect)
{
	int all = 1;

	for (uint32_t i = 0; i < m.s.n_cells && all != 0; i++)
		if (m.cells[i].class == CELL_PRIMARY) {
			int one = is_protected(hidden, i, protect);

			all = one == 1 ? all : one;
		}
	return all;
}

/* Makes some cells marks that came in, and others cells that an earlier publication shows or hides. */
static void
blur(void)
{
	for (size_t i = 0; i < m.s.n_cells; i++) {
		struct cell *c = &m.cells[i];
		int64_t u = model_random(&m, 0, 99);

		if (u < 8 && c->shown_low == c->shown_high) {
			c->class = CELL_MARK;
			c->value = SYSTEM_NOT_KNOWN;
			c->low = 0;
			c->high = SYSTEM_NO_HIGH;
		} else if (u < 16 && c->class == CELL_COUNT) {
			c->class = u < 12 ? CELL_FIXED : CELL_FORCED;
		}
	}
}

/* 1: a mark is not given away as a sensitive value; 0: it is; -1: not settled. */
static int
is_open(const unsigned char *hidden, uint32_t cell)
{
	int below, above;

	o.s = &m.s;
	o.hidden = hidden;
	for (int64_t v = 1; v <= 5; v++) {
		int at = outsider_can_be(&o, cell, v, v, ROOF, STEPS);

		if (at == 0)
			continue;
		below = outsider_can_be(&o, cell, INT64_MIN, v - 1, ROOF, STEPS);
		above = outsider_can_be(&o, cell, v + 1, INT64_MAX, ROOF, STEPS);
		if (below == 1 || above == 1)
			return 1;
		return at == 1 && below == 0 && above == 0 ? 0 : -1;
	}
	return 1;
}

static void
test_marks(void)
{
	size_t pinned = 0, unsafe = 0, gave_up = 0, safe = 0, refused = 0, other = 0;

	for (uint64_t seed = 1; seed <= 100; seed++)
		for (int kind = 0; kind < MODEL_KINDS; kind++) {
			struct choice c;
			uint32_t culprit;
			int v;

			model_make(&m, (enum model_kind)kind, 5000 + seed, 3, 15);
			blur();
			switch (choose(&m.s, &usual, &c, &culprit)) {
			case CHOOSE_SAFE:
				safe++;
				v = is_safe(c.hidden, 1);
				unsafe += v == 0;
				gave_up += v == -1;
				for (uint32_t i = 0; i < m.s.n_cells; i++) {
					v = m.cells[i].class == CELL_MARK ? is_open(c.hidden, i) : 1;
					pinned += v == 0;
					gave_up += v == -1;
				}
				break;
			case CHOOSE_IMPOSSIBLE:
				refused++;
				break;
			case CHOOSE_GAVE_UP:
			case CHOOSE_CONTRADICTION:
				other++;
				break;
			}
			choice_free(&c);
		}
	printf("# %zu safe, %zu refused, %zu questions not settled by the test\n", safe, refused, gave_up);
	ok(unsafe == 0 && pinned == 0);
	ok(other == 0);
	ok(safe > 300 && gave_up < safe / 5);
}

static void
test_random(void)
{
	size_t unsafe = 0, refused = 0, wrong = 0, gave_up = 0, safe = 0, not_optimal = 0, open = 0;

	for (uint64_t seed = 1; seed <= 170; seed++)
		for (int kind = 0; kind < MODEL_KINDS; kind++) {
			const struct choose_options with = {.protect = 1 + (int64_t)(seed % 3), .sensitive_low = 1, .sensitive_high = 5};
			struct choice c;
			uint32_t culprit;
			int v;

			model_make(&m, (enum model_kind)kind, seed, kind == MODEL_CUBE ? 3 : 4, 20);
			switch (choose(&m.s, &with, &c, &culprit)) {
			case CHOOSE_SAFE:
				v = is_safe(c.hidden, with.protect);
				unsafe += v == 0;
				gave_up += v == -1;
				safe += v == 1;
				not_optimal += c.worst == CHOICE_HEURISTIC;
				break;
			case CHOOSE_IMPOSSIBLE:
				refused++;
				for (size_t i = 0; i < m.s.n_cells; i++)
					c.hidden[i] = m.cells[i].class != CELL_FIXED;
				wrong += is_protected(c.hidden, culprit, with.protect) == 1;
				break;
			case CHOOSE_GAVE_UP:
				open++;
				break;
			case CHOOSE_CONTRADICTION:
				wrong++;
				break;
			}
			choice_free(&c);
		}
	printf("# %zu safe, %zu not settled by the test, %zu refused, %zu given up, %zu not optimal\n", safe, gave_up,
	    refused, open, not_optimal);
	ok(unsafe == 0);
	ok(wrong == 0 && open == 0);
	ok(safe > 700 && gave_up < 60 && not_optimal < 5);
}

/* The order of preference, written down again. */
static bool
is_preferred(const unsigned char *a, const unsigned char *b)
{
	int64_t more[3] = {0};
	int first = 0;

	for (size_t i = 0; i < m.s.n_cells; i++) {
		int d = m.cells[i].class == CELL_COUNT ? a[i] - b[i] : 0;

		more[0] += d;
		more[1] += d * m.cells[i].total;
		more[2] += d * m.cells[i].value;
		first = first != 0 ? first : d;
	}
	for (int i = 0; i < 3; i++)
		if (more[i] != 0)
			return more[i] < 0;
	return first > 0;
}

/* The best of all choices with `left` more cells from candidate k on; hidden is the choice so far. */
static void
try_all(unsigned char *hidden, const uint32_t *candidate, size_t n, size_t k, size_t left, int64_t protect,
    unsigned char *best, bool *found)
{
	if (left == 0) {
		if ((!*found || is_preferred(hidden, best)) && is_safe(hidden, protect) == 1) {
			memcpy(best, hidden, m.s.n_cells);
			*found = true;
		}
		return;
	}
	for (; k < n; k++) {
		hidden[candidate[k]] = 1;
		try_all(hidden, candidate, n, k + 1, left - 1, protect, best, found);
		hidden[candidate[k]] = 0;
	}
}

static bool
best_of_all(int64_t protect, size_t most, unsigned char *best)
{
	unsigned char hidden[MODEL_CELLS] = {0};
	uint32_t candidate[MODEL_CELLS];
	size_t n = 0;
	bool found = false;

	for (uint32_t i = 0; i < m.s.n_cells; i++) {
		hidden[i] = m.cells[i].class == CELL_PRIMARY;
		if (m.cells[i].class == CELL_COUNT)
			candidate[n++] = i;
	}
	for (size_t k = 0; k <= most && k <= n && !found; k++)
		try_all(hidden, candidate, n, 0, k, protect, best, &found);
	return found;
}

static void
test_exhaustive(void)
{
	size_t compared = 0, fewer = 0, other = 0, with_some = 0;

	for (uint64_t seed = 1; seed <= 60; seed++)
		for (int kind = 0; kind < MODEL_KINDS; kind++) {
			const struct choose_options with = {.protect = 1 + (int64_t)(seed % 2), .sensitive_low = 1, .sensitive_high = 5};
			unsigned char best[MODEL_CELLS];
			struct choice c;
			uint32_t culprit;

			model_make(&m, (enum model_kind)kind, 1000 + seed, kind == MODEL_TWO_WAY ? 3 : 2, 9);
			if (choose(&m.s, &with, &c, &culprit) == CHOOSE_SAFE && c.secondary <= 4 &&
			    best_of_all(with.protect, c.secondary, best)) {
				compared++;
				with_some += c.secondary > 0;
				if (memcmp(best, c.hidden, m.s.n_cells) != 0) {
					size_t n = 0;

					for (size_t i = 0; i < m.s.n_cells; i++)
						n += best[i] && m.cells[i].class == CELL_COUNT;
					fewer += n < c.secondary;
					other++;
					printf("# kind %d seed %d: %zu against %zu\n", kind, (int)seed, c.secondary, n);
				}
			}
			choice_free(&c);
		}
	printf("# %zu compared, %zu with secondary cells\n", compared, with_some);
	ok(fewer == 0);
	ok(other == 0);
	ok(compared > 150 && with_some > 60);
}

int
main(void)
{
	test_rows();
	test_board();
	test_random();
	test_marks();
	test_exhaustive();
	return done_testing();
}
