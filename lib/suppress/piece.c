#include "suppress/piece.h"

#include <stdlib.h>
#include <string.h>

#include "base/sets.h"

#define CAP_MOST (INT64_C(1) << 53)

wide
wide_floor(wide a, wide b)
{
	return a >= 0 ? a / b : -((-a + b - 1) / b);
}

wide
wide_ceiling(wide a, wide b)
{
	return -wide_floor(-a, b);
}

bool
piece_fits(const struct piece *p, const int64_t *x)
{
	for (size_t j = 0; j < p->n; j++)
		if (x[j] < p->low[j] || x[j] > p->high[j])
			return false;
	for (size_t i = 0; i < p->n_rows; i++) {
		const struct row *r = &p->rows[i];
		wide sum = 0;

		for (size_t k = 0; k < r->n; k++)
			sum += (wide)r->terms[k].coefficient * x[r->terms[k].cell];
		if ((r->has_low && sum < r->low) || (r->has_high && sum > r->high))
			return false;
	}
	return true;
}

/* Least and greatest sum of a row within the bounds. */
static void
row_ends(const struct row *r, const int64_t *low, const int64_t *high, wide *least, wide *most)
{
	*least = *most = 0;
	for (size_t k = 0; k < r->n; k++) {
		wide a = r->terms[k].coefficient, b = low[r->terms[k].cell],
		    c = high[r->terms[k].cell];

		*least += a > 0 ? a * b : a * c;
		*most += a > 0 ? a * c : a * b;
	}
}

/*
 * The ends of unknown j, with coefficient a, when the others give at least `least`, at most `most`.
 */
static bool
narrow(const struct row *r, wide a, wide least, wide most, int64_t *low, int64_t *high)
{
	wide up = *high, down = *low, end;
	bool changed;

	if (r->has_high) {
		end = r->high - least;
		if (a > 0 && (end = wide_floor(end, a)) < up)
			up = end;
		else if (a < 0 && (end = wide_ceiling(-end, -a)) > down)
			down = end;
	}
	if (r->has_low) {
		end = r->low - most;
		if (a > 0 && (end = wide_ceiling(end, a)) > down)
			down = end;
		else if (a < 0 && (end = wide_floor(-end, -a)) < up)
			up = end;
	}
	if (down > up)			/* the caller sees low > high */
		down = (wide)*high + 1, up = *high;
	changed = up < *high || down > *low;
	*low = (int64_t)down;
	*high = (int64_t)up;
	return changed;
}

static void
enqueue(const struct piece *p, size_t j, uint32_t *tail, size_t *count)
{
	for (uint32_t k = p->first[j]; k < p->first[j + 1]; k++) {
		uint32_t i = p->in[k];

		if (p->queued[i])
			continue;
		p->queued[i] = true;
		p->queue[*tail] = i;
		*tail = (uint32_t)((*tail + 1) % p->n_rows);
		++*count;
	}
}

/* Of one row. False: it cannot hold. */
static bool
propagate_row(const struct piece *p, const struct row *r, int64_t *low, int64_t *high,
    uint32_t *tail, size_t *count)
{
	wide least, most;

	row_ends(r, low, high, &least, &most);
	if ((r->has_high && least > r->high) || (r->has_low && most < r->low))
		return false;
	if ((!r->has_high || most <= r->high) && (!r->has_low || least >= r->low))
		return true;
	for (size_t k = 0; k < r->n; k++) {
		uint32_t j = r->terms[k].cell;
		wide a = r->terms[k].coefficient;
		wide own_least = a > 0 ? a * low[j] : a * high[j];
		wide own_most = a > 0 ? a * high[j] : a * low[j];

		if (!narrow(r, a, least - own_least, most - own_most, &low[j], &high[j]))
			continue;
		if (low[j] > high[j])
			return false;
		least += (a > 0 ? a * low[j] : a * high[j]) - own_least;
		most += (a > 0 ? a * high[j] : a * low[j]) - own_most;
		enqueue(p, j, tail, count);
	}
	return true;
}

bool
piece_propagate(const struct piece *p, int64_t *low, int64_t *high)
{
	uint32_t head = 0, tail = 0;
	size_t count = p->n_rows, left = 50 * p->n_rows + 1000;
	bool fits = true;

	for (size_t i = 0; i < p->n_rows; i++) {
		p->queue[i] = (uint32_t)i;
		p->queued[i] = true;
	}
	while (count > 0 && fits && left-- > 0) {
		uint32_t i = p->queue[head];

		head = (uint32_t)((head + 1) % p->n_rows);
		count--;
		p->queued[i] = false;
		fits = propagate_row(p, &p->rows[i], low, high, &tail, &count);
	}
	return fits;
}

/* How a system is taken apart. */
struct build {
	const struct system *s;
	int64_t *low, *high;		/* of each cell */
	uint32_t *parent;
	size_t *n, *n_rows;		/* of each piece: unknowns and rows */
};

static bool
is_known(const struct build *b, uint32_t cell)
{
	return b->low[cell] == b->high[cell];
}

static bool
is_active(const struct constraint *c, const unsigned char *hidden)
{
	return c->owner == SYSTEM_NO_CELL || !hidden[c->owner];
}

/* The piece of a constraint; SYSTEM_NO_CELL if all its cells are known. */
static uint32_t
piece_of(const struct pieces *p, const struct constraint *c)
{
	for (size_t k = 0; k < c->n; k++)
		if (p->piece_of[c->terms[k].cell] != SYSTEM_NO_CELL && c->terms[k].coefficient != 0)
			return p->piece_of[c->terms[k].cell];
	return SYSTEM_NO_CELL;
}

static void
link_cells(const struct build *b, const unsigned char *hidden)
{
	for (size_t i = 0; i < b->s->n_constraints; i++) {
		const struct constraint *c = &b->s->constraints[i];
		uint32_t root = SYSTEM_NO_CELL;

		for (size_t k = 0; k < c->n && is_active(c, hidden); k++) {
			if (is_known(b, c->terms[k].cell) || c->terms[k].coefficient == 0)
				continue;
			if (root == SYSTEM_NO_CELL)
				root = sets_find(b->parent, c->terms[k].cell);
			b->parent[sets_find(b->parent, c->terms[k].cell)] = root;
		}
	}
}

static void
number_cells(struct pieces *p, struct build *b)
{
	size_t n = b->s->n_cells;

	p->piece_of = arena_alloc(&p->mem, n * sizeof(*p->piece_of));
	p->unknown = arena_alloc(&p->mem, n * sizeof(*p->unknown));
	b->n = xcalloc(n, sizeof(*b->n));
	b->n_rows = xcalloc(n, sizeof(*b->n_rows));
	memset(p->piece_of, 0xff, n * sizeof(*p->piece_of));
	for (uint32_t i = 0; i < n; i++) {
		uint32_t root = sets_find(b->parent, i);

		if (is_known(b, i))
			continue;
		if (p->piece_of[root] == SYSTEM_NO_CELL)
			p->piece_of[root] = (uint32_t)p->n++;
		p->piece_of[i] = p->piece_of[root];
		p->unknown[i] = (uint32_t)b->n[p->piece_of[i]]++;
	}
}

static void
add_row(struct pieces *p, const struct build *b, struct piece *to, const struct constraint *c,
    uint32_t number)
{
	struct row *r = &to->rows[to->n_rows++];
	struct term *t = arena_alloc(&p->mem, c->n * sizeof(*t));
	wide known = 0;

	*r = (struct row){.terms = t, .constraint = number};
	for (size_t k = 0; k < c->n; k++) {
		const struct term *from = &c->terms[k];

		if (p->piece_of[from->cell] == SYSTEM_NO_CELL)
			known += (wide)from->coefficient * b->low[from->cell];
		else if (from->coefficient != 0)
			t[r->n++] = (struct term){p->unknown[from->cell], from->coefficient};
	}
	r->has_low = c->low != SYSTEM_NO_LOW;
	r->has_high = c->high != SYSTEM_NO_HIGH;
	r->low = r->has_low ? c->low - known : 0;
	r->high = r->has_high ? c->high - known : 0;
}

static bool
holds(const struct build *b, const struct constraint *c)
{
	wide sum = 0;

	for (size_t k = 0; k < c->n; k++)
		sum += (wide)c->terms[k].coefficient * b->low[c->terms[k].cell];
	return (c->low == SYSTEM_NO_LOW || sum >= c->low) &&
	    (c->high == SYSTEM_NO_HIGH || sum <= c->high);
}

static void
add_rows(struct pieces *p, struct build *b, const unsigned char *hidden)
{
	const struct system *s = b->s;

	p->broken = SYSTEM_NO_CELL;
	for (uint32_t i = 0; i < s->n_constraints; i++) {
		const struct constraint *c = &s->constraints[i];
		uint32_t at = is_active(c, hidden) ? piece_of(p, c) : SYSTEM_NO_CELL;

		if (at != SYSTEM_NO_CELL)
			b->n_rows[at]++;
		else if (is_active(c, hidden) && p->broken == SYSTEM_NO_CELL && !holds(b, c))
			p->broken = i;
	}
	for (size_t i = 0; i < p->n; i++)
		p->piece[i].rows = arena_alloc(&p->mem, b->n_rows[i] * sizeof(*p->piece[i].rows));
	for (uint32_t i = 0; i < s->n_constraints; i++) {
		const struct constraint *c = &s->constraints[i];
		uint32_t at = is_active(c, hidden) ? piece_of(p, c) : SYSTEM_NO_CELL;

		if (at != SYSTEM_NO_CELL)
			add_row(p, b, &p->piece[at], c, i);
	}
}

void
piece_index(struct piece *p, struct arena *mem)
{
	size_t terms = 0;

	for (size_t i = 0; i < p->n_rows; i++)
		terms += p->rows[i].n;
	p->first = arena_alloc(mem, (p->n + 2) * sizeof(*p->first));
	p->in = arena_alloc(mem, terms * sizeof(*p->in));
	p->queue = arena_alloc(mem, p->n_rows * sizeof(*p->queue));
	p->queued = arena_alloc(mem, p->n_rows * sizeof(*p->queued));
	for (size_t i = 0; i < p->n_rows; i++)
		for (size_t k = 0; k < p->rows[i].n; k++)
			p->first[p->rows[i].terms[k].cell + 2]++;
	for (size_t j = 2; j <= p->n + 1; j++)
		p->first[j] += p->first[j - 1];
	for (size_t i = 0; i < p->n_rows; i++)
		for (size_t k = 0; k < p->rows[i].n; k++)
			p->in[p->first[p->rows[i].terms[k].cell + 1]++] = (uint32_t)i;
}

/* No upper end: far above whatever the finite numbers of the piece could add up to. */
static void
set_cap(struct piece *p)
{
	wide sum = 1000, most = CAP_MOST / 2;

	for (size_t i = 0; i < p->n_rows; i++) {
		const struct row *r = &p->rows[i];

		sum += !r->has_low ? 0 : r->low < 0 ? -r->low : r->low;
		sum += !r->has_high || (r->has_low && r->low == r->high) ? 0 : r->high < 0 ?
		    -r->high : r->high;
	}
	for (size_t j = 0; j < p->n; j++)
		sum += p->high[j] == SYSTEM_NO_HIGH ? p->low[j] : p->high[j];
	if (sum > most)
		sum = most;
	p->endless = (int64_t)sum;
	p->cap = sum > CAP_MOST / 4096 ? CAP_MOST : (int64_t)sum * 4096;
	for (size_t j = 0; j < p->n; j++)
		if (p->high[j] > p->cap)
			p->high[j] = p->cap > p->low[j] ? p->cap : p->low[j];
}

static void
fill_pieces(struct pieces *p, struct build *b)
{
	for (size_t i = 0; i < p->n; i++) {
		struct piece *q = &p->piece[i];

		q->cell = arena_alloc(&p->mem, b->n[i] * sizeof(*q->cell));
		q->low = arena_alloc(&p->mem, b->n[i] * sizeof(*q->low));
		q->high = arena_alloc(&p->mem, b->n[i] * sizeof(*q->high));
	}
	for (uint32_t i = 0; i < b->s->n_cells; i++) {
		struct piece *q;

		if (p->piece_of[i] == SYSTEM_NO_CELL)
			continue;
		q = &p->piece[p->piece_of[i]];
		q->cell[q->n] = i;
		q->low[q->n] = b->low[i];
		q->high[q->n++] = b->high[i];
	}
}

void
pieces_build(struct pieces *p, const struct system *s, const unsigned char *hidden)
{
	struct build b = {.s = s};

	*p = (struct pieces){0};
	b.low = xcalloc(s->n_cells, sizeof(*b.low));
	b.high = xcalloc(s->n_cells, sizeof(*b.high));
	b.parent = xcalloc(s->n_cells, sizeof(*b.parent));
	for (uint32_t i = 0; i < s->n_cells; i++) {
		const struct cell *c = &s->cells[i];

		b.low[i] = hidden[i] ? c->low : c->shown_low;
		b.high[i] = hidden[i] ? c->high : c->shown_high;
		b.parent[i] = i;
	}
	link_cells(&b, hidden);
	number_cells(p, &b);
	p->piece = arena_alloc(&p->mem, p->n * sizeof(*p->piece));
	fill_pieces(p, &b);
	add_rows(p, &b, hidden);
	for (size_t i = 0; i < p->n; i++) {
		set_cap(&p->piece[i]);
		piece_index(&p->piece[i], &p->mem);
	}
	free(b.low);
	free(b.high);
	free(b.parent);
	free(b.n);
	free(b.n_rows);
}

void
pieces_free(struct pieces *p)
{
	arena_free(&p->mem);
	*p = (struct pieces){0};
}

void
piece_part(const struct piece *whole, const unsigned char *keep, struct piece *part,
    struct arena *mem)
{
	*part = *whole;
	part->n_rows = 0;
	part->rows = arena_alloc(mem, whole->n_rows * sizeof(*part->rows));
	for (size_t i = 0; i < whole->n_rows; i++)
		if (keep[i])
			part->rows[part->n_rows++] = whole->rows[i];
	piece_index(part, mem);
}
