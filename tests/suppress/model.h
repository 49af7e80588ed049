/*
 * Systems for the tests of lib/suppress: random tables by kind, and an outsider of their own, who
 * tries whole numbers one after the other and shares nothing with the library.
 */
#ifndef SUPPRESS_MODEL_H
#define SUPPRESS_MODEL_H

#include <stdlib.h>

#include "suppress/system.h"
#include "tap/tap.h"

enum { MODEL_CELLS = 600, MODEL_ROWS = 1200, MODEL_TERMS = 8000 };

struct model {
	struct cell cells[MODEL_CELLS];
	struct constraint rows[MODEL_ROWS];
	struct term terms[MODEL_TERMS];
	size_t n_terms;
	struct system s;
	uint64_t seed;
	int64_t low, high;	/* of primary cells */
};

static inline void
model_start(struct model *m, uint64_t seed)
{
	memset(m, 0, sizeof(*m));
	m->s.cells = m->cells;
	m->s.constraints = m->rows;
	m->seed = seed * 0x9e3779b97f4a7c15u + 12345;
	m->low = 1;
	m->high = 5;
}

static inline int64_t
model_random(struct model *m, int64_t low, int64_t high)
{
	m->seed ^= m->seed << 13;
	m->seed ^= m->seed >> 7;
	m->seed ^= m->seed << 17;
	return low + (int64_t)((m->seed >> 11) % (uint64_t)(high - low + 1));
}

static inline uint32_t
model_cell(struct model *m, int64_t value, bool total)
{
	struct cell *c = &m->cells[m->s.n_cells];

	*c = (struct cell){.class = value == 0 ? CELL_FIXED : CELL_COUNT, .total = total, .value = value, .low = 1,
	    .high = SYSTEM_NO_HIGH, .shown_low = value, .shown_high = value};
	if (value >= m->low && value <= m->high) {
		c->class = CELL_PRIMARY;
		c->low = m->low;
		c->high = m->high;
	}
	return (uint32_t)m->s.n_cells++;
}

/* A constraint, to be filled by model_term(). */
static inline void
model_row(struct model *m, int64_t low, int64_t high, uint32_t owner)
{
	m->rows[m->s.n_constraints] = (struct constraint){.terms = m->terms + m->n_terms, .low = low, .high = high,
	    .owner = owner, .tag = (uint32_t)m->s.n_constraints};
	m->s.n_constraints++;
}

static inline void
model_term(struct model *m, uint32_t cell, int64_t coefficient)
{
	m->terms[m->n_terms++] = (struct term){cell, coefficient};
	m->rows[m->s.n_constraints - 1].n++;
}

/* One row: counts, and their total. */
static inline void
model_of_row(struct model *m, const int64_t *value, size_t n, int64_t total)
{
	model_start(m, 1);
	model_row(m, 0, 0, SYSTEM_NO_CELL);
	for (size_t i = 0; i < n; i++)
		model_term(m, model_cell(m, value[i], false), 1);
	model_term(m, model_cell(m, total, true), -1);
}

/* value[r][c] for r < rows, c < cols; cell numbers with margins go to at[r * (cols + 1) + c]. */
static inline void
model_table(struct model *m, const int64_t *value, size_t rows, size_t cols, uint32_t *at)
{
	for (size_t r = 0; r <= rows; r++)
		for (size_t c = 0; c <= cols; c++) {
			int64_t sum = 0;

			for (size_t i = 0; i < rows; i++)
				for (size_t j = 0; j < cols; j++)
					if ((r == rows || i == r) && (c == cols || j == c))
						sum += value[i * cols + j];
			at[r * (cols + 1) + c] = model_cell(m, sum, r == rows || c == cols);
		}
	for (size_t r = 0; r <= rows; r++) {
		model_row(m, 0, 0, SYSTEM_NO_CELL);
		for (size_t c = 0; c <= cols; c++)
			model_term(m, at[r * (cols + 1) + c], c == cols ? -1 : 1);
	}
	for (size_t c = 0; c <= cols; c++) {
		model_row(m, 0, 0, SYSTEM_NO_CELL);
		for (size_t r = 0; r <= rows; r++)
			model_term(m, at[r * (cols + 1) + c], r == rows ? -1 : 1);
	}
}

/* The percentage that cell is of whole, with so many decimals, as an interval known while cell is. */
static inline void
model_percentage(struct model *m, uint32_t cell, uint32_t whole, int decimals)
{
	int64_t scale = 200, v = m->cells[cell].value, n = m->cells[whole].value, p;

	while (decimals-- > 0)
		scale *= 10;
	if (n == 0)
		return;
	p = (scale * v + n) / (2 * n);
	model_row(m, 0, SYSTEM_NO_HIGH, cell);
	model_term(m, cell, scale);
	model_term(m, whole, -(2 * p - 1));
	model_row(m, SYSTEM_NO_LOW, 0, cell);
	model_term(m, cell, scale);
	model_term(m, whole, -(2 * p + 1));
}

static inline int64_t
model_count(struct model *m, int64_t top)
{
	int64_t u = model_random(m, 0, 99);

	return u < 12 ? 0 : u < 30 ? model_random(m, 1, 5) : model_random(m, 6, top);
}

enum model_kind { MODEL_TWO_WAY, MODEL_NESTED, MODEL_LINKED, MODEL_ROUNDED, MODEL_PERCENT, MODEL_CUBE, MODEL_KINDS };

/* Makes the totals that come from `from` on roundings to ten: shown as an interval. */
static inline void
model_round(struct model *m, const uint32_t *at, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct cell *c = &m->cells[at[i]];
		int64_t r = (c->value + 5) / 10 * 10;

		if (c->class != CELL_COUNT)
			continue;
		c->shown_low = r < 5 ? 0 : r - 5;
		c->shown_high = r + 5;
	}
}

/* Two tables of the same size, and the table of their sums: quarters, or two regions. */
static inline void
model_cube(struct model *m, const int64_t *a, const int64_t *b, size_t rows, size_t cols, uint32_t *last)
{
	uint32_t at[3][256];
	int64_t sum[256];

	for (size_t i = 0; i < rows * cols; i++)
		sum[i] = a[i] + b[i];
	model_table(m, a, rows, cols, at[0]);
	model_table(m, b, rows, cols, at[1]);
	model_table(m, sum, rows, cols, at[2]);
	for (size_t i = 0; i < (rows + 1) * (cols + 1); i++) {
		m->cells[at[2][i]].total = true;
		model_row(m, 0, 0, SYSTEM_NO_CELL);
		model_term(m, at[0][i], 1);
		model_term(m, at[1][i], 1);
		model_term(m, at[2][i], -1);
	}
	memcpy(last, at[2], (rows + 1) * (cols + 1) * sizeof(*last));
}

/* Each row is divided twice: by the first columns and by the others, with one total for both. */
static inline void
model_linked(struct model *m, const int64_t *value, size_t rows, size_t cols)
{
	uint32_t total[16];

	for (size_t r = 0; r < rows; r++) {
		int64_t sum = 0, rest;

		for (size_t c = 0; c < cols; c++)
			sum += value[r * cols + c];
		total[r] = model_cell(m, sum, true);
		model_row(m, 0, 0, SYSTEM_NO_CELL);
		for (size_t c = 0; c < cols; c++)
			model_term(m, model_cell(m, value[r * cols + c], false), 1);
		model_term(m, total[r], -1);
		rest = model_random(m, 0, sum);
		model_row(m, 0, 0, SYSTEM_NO_CELL);
		model_term(m, model_cell(m, rest, false), 1);
		model_term(m, model_cell(m, (sum - rest) / 2, false), 1);
		model_term(m, model_cell(m, sum - rest - (sum - rest) / 2, false), 1);
		model_term(m, total[r], -1);
	}
	for (size_t c = 0; c < cols + 3 && rows > 1; c++) {
		size_t at = cols + 4;	/* cells of one row */
		uint32_t all;
		int64_t sum = 0;

		for (size_t r = 0; r < rows; r++)
			sum += m->cells[r * at + 1 + c].value;
		all = model_cell(m, sum, true);
		model_row(m, 0, 0, SYSTEM_NO_CELL);
		for (size_t r = 0; r < rows; r++)
			model_term(m, (uint32_t)(r * at + 1 + c), 1);
		model_term(m, all, -1);
	}
}

static inline void
model_make(struct model *m, enum model_kind kind, uint64_t seed, size_t most, int64_t top)
{
	size_t rows, cols;
	int64_t a[256], b[256];
	uint32_t at[256];

	model_start(m, seed * MODEL_KINDS + kind);
	rows = (size_t)model_random(m, 1, (int64_t)most);
	cols = (size_t)model_random(m, 2, (int64_t)most);
	for (size_t i = 0; i < rows * cols; i++) {
		a[i] = model_count(m, top);
		b[i] = model_count(m, top);
	}
	switch (kind) {
	case MODEL_TWO_WAY:
	case MODEL_PERCENT:
	case MODEL_KINDS:
		model_table(m, a, rows, cols, at);
		for (size_t i = 0; kind == MODEL_PERCENT && i < (rows + 1) * (cols + 1); i++)
			if (i % (cols + 1) != cols)
				model_percentage(m, at[i], at[i / (cols + 1) * (cols + 1) + cols], (int)(seed % 2));
		break;
	case MODEL_NESTED:
		model_cube(m, a, b, rows, 1, at);
		break;
	case MODEL_LINKED:
		model_linked(m, a, rows, cols);
		break;
	case MODEL_ROUNDED:
		model_cube(m, a, b, rows, 1, at);
		model_round(m, at, (rows + 1) * 2);
		break;
	case MODEL_CUBE:
		model_cube(m, a, b, rows, cols, at);
		break;
	}
}

/* The outsider of the tests. */
struct outsider {
	const struct system *s;
	const unsigned char *hidden;
	int64_t low[MODEL_CELLS], high[MODEL_CELLS];
	long left;		/* steps */
};

static inline void
outsider_bounds(struct outsider *o, int64_t roof)
{
	for (uint32_t i = 0; i < o->s->n_cells; i++) {
		const struct cell *c = &o->s->cells[i];

		o->low[i] = o->hidden[i] ? c->low : c->shown_low;
		o->high[i] = o->hidden[i] ? c->high : c->shown_high;
		if (o->high[i] > roof)
			o->high[i] = roof;
	}
}

/* Whether a constraint can still hold, each cell within its bounds. */
static inline bool
outsider_can_hold(const struct outsider *o, const struct constraint *c)
{
	int64_t least = 0, most = 0;

	if (c->owner != SYSTEM_NO_CELL && o->hidden[c->owner])
		return true;
	for (size_t k = 0; k < c->n; k++) {
		int64_t a = c->terms[k].coefficient, x = o->low[c->terms[k].cell], y = o->high[c->terms[k].cell];

		least += a < 0 ? a * y : a * x;
		most += a < 0 ? a * x : a * y;
	}
	return (c->low == SYSTEM_NO_LOW || most >= c->low) && (c->high == SYSTEM_NO_HIGH || least <= c->high);
}

static inline bool
outsider_all_can_hold(const struct outsider *o)
{
	for (size_t i = 0; i < o->s->n_constraints; i++)
		if (!outsider_can_hold(o, &o->s->constraints[i]))
			return false;
	return true;
}

/* Whether the cells have values that fit: halving the widest interval, no more. */
static inline bool
outsider_fits(struct outsider *o)
{
	uint32_t at = 0;
	int64_t width = 0, low, high, middle;
	bool yes;

	if (o->left-- <= 0 || !outsider_all_can_hold(o))
		return false;
	for (uint32_t i = 0; i < o->s->n_cells; i++)
		if (o->high[i] - o->low[i] > width) {
			width = o->high[i] - o->low[i];
			at = i;
		}
	if (width == 0)
		return true;
	low = o->low[at];
	high = o->high[at];
	middle = low + (high - low) / 2;
	o->high[at] = middle;
	yes = outsider_fits(o);
	o->high[at] = high;
	o->low[at] = middle + 1;
	yes = yes || outsider_fits(o);
	o->low[at] = low;
	return yes;
}

/* 1: some values fit with the cell in low..high; 0: none do; -1: not settled. */
static inline int
outsider_can_be(struct outsider *o, uint32_t cell, int64_t low, int64_t high, int64_t roof, long steps)
{
	bool yes;

	outsider_bounds(o, roof);
	if (low > o->low[cell])
		o->low[cell] = low;
	if (high < o->high[cell])
		o->high[cell] = high;
	if (o->low[cell] > o->high[cell])
		return 0;
	o->left = steps;
	yes = outsider_fits(o);
	return yes ? 1 : o->left > 0 ? 0 : -1;
}

#endif
