#include "suppress/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/sets.h"

struct build {
	const struct system *s;
	uint32_t *parent;	/* of cells that link */
	uint32_t *part;		/* of each root */
	uint32_t *local, *last;	/* of each cell: its number in the part that has it last */
};

static bool
links(const struct cell *c)
{
	return c->class != CELL_FIXED || c->shown_low != c->shown_high;
}

/* The number of cells of a constraint, with its owner; and each of them. */
static size_t
members(const struct constraint *c)
{
	return c->n + (c->owner != SYSTEM_NO_CELL);
}

static uint32_t
member(const struct constraint *c, size_t k)
{
	return k < c->n ? c->terms[k].cell : c->owner;
}

/* Any linking cell of a constraint; SYSTEM_NO_CELL: none. */
static uint32_t
some_cell(const struct system *s, const struct constraint *c)
{
	for (size_t k = 0; k < members(c); k++)
		if (links(&s->cells[member(c, k)]))
			return member(c, k);
	return SYSTEM_NO_CELL;
}

static void
link_cells(struct build *b)
{
	for (size_t i = 0; i < b->s->n_constraints; i++) {
		const struct constraint *c = &b->s->constraints[i];
		uint32_t root = some_cell(b->s, c);

		for (size_t k = 0; k < members(c) && root != SYSTEM_NO_CELL; k++)
			if (links(&b->s->cells[member(c, k)]))
				b->parent[sets_find(b->parent, member(c, k))] =
				    sets_find(b->parent, root);
	}
}

/* Which part a constraint belongs to; SYSTEM_NO_CELL: none that is made. */
static uint32_t
part_of(struct build *b, const struct constraint *c)
{
	uint32_t i = some_cell(b->s, c);

	return i == SYSTEM_NO_CELL ? i : b->part[sets_find(b->parent, i)];
}

/* Which parts there are, and how many constraints, terms and cells each has at the most. */
static void
count(struct parts *p, struct build *b, size_t *rows, size_t *cells)
{
	for (uint32_t i = 0; i < b->s->n_cells; i++) {
		enum cell_class class = b->s->cells[i].class;
		uint32_t *at = &b->part[sets_find(b->parent, i)];

		if ((class == CELL_PRIMARY || class == CELL_MARK) && *at == SYSTEM_NO_CELL)
			*at = (uint32_t)p->n++;
	}
	for (uint32_t i = 0; i < b->s->n_cells; i++)
		if (b->part[sets_find(b->parent, i)] != SYSTEM_NO_CELL)
			cells[b->part[sets_find(b->parent, i)]]++;
	for (size_t i = 0; i < b->s->n_constraints; i++) {
		uint32_t at = part_of(b, &b->s->constraints[i]);

		if (at != SYSTEM_NO_CELL) {
			rows[at]++;
			cells[at] += members(&b->s->constraints[i]);
		}
	}
}

static uint32_t
local_cell(struct build *b, struct part *p, uint32_t number, uint32_t cell)
{
	struct cell *c;

	if (b->last[cell] == number)
		return b->local[cell];
	b->last[cell] = number;
	b->local[cell] = (uint32_t)p->s.n_cells;
	p->cell[p->s.n_cells] = cell;
	c = (struct cell *)&p->s.cells[p->s.n_cells++];
	*c = b->s->cells[cell];
	/* What an outsider would not think possible of a hidden cell cannot be hidden. */
	if (c->class == CELL_COUNT && (c->value < c->low || c->value > c->high))
		c->class = CELL_FIXED;
	return b->local[cell];
}

static void
add_constraint(struct parts *p, struct build *b, uint32_t number, const struct constraint *c)
{
	struct part *to = &p->part[number];
	struct constraint *new = (struct constraint *)&to->s.constraints[to->s.n_constraints++];
	struct term *t = arena_alloc(&p->mem, c->n * sizeof(*t));

	*new = *c;
	new->terms = t;
	for (size_t k = 0; k < c->n; k++)
		t[k] = (struct term){local_cell(b, to, number, c->terms[k].cell),
		    c->terms[k].coefficient};
	if (c->owner != SYSTEM_NO_CELL)
		new->owner = local_cell(b, to, number, c->owner);
}

/* Cells in the order of the whole system first, then the known ones that constraints name. */
static void
fill(struct parts *p, struct build *b)
{
	for (uint32_t i = 0; i < b->s->n_cells; i++) {
		uint32_t number = links(&b->s->cells[i]) ? b->part[sets_find(b->parent, i)] :
		    SYSTEM_NO_CELL;

		if (number != SYSTEM_NO_CELL)
			local_cell(b, &p->part[number], number, i);
	}
	memset(b->last, 0xff, b->s->n_cells * sizeof(*b->last));
	for (size_t n = 0; n < p->n; n++)
		for (size_t k = 0; k < p->part[n].s.n_cells; k++)
			b->last[p->part[n].cell[k]] = (uint32_t)n;
	for (size_t i = 0; i < b->s->n_constraints; i++) {
		uint32_t number = part_of(b, &b->s->constraints[i]);

		if (number != SYSTEM_NO_CELL)
			add_constraint(p, b, number, &b->s->constraints[i]);
	}
}

void
parts_build(struct parts *p, const struct system *s)
{
	struct build b = {.s = s};
	size_t n = s->n_cells, *rows = xcalloc(n, sizeof(*rows)),
	    *cells = xcalloc(n, sizeof(*cells));

	*p = (struct parts){0};
	b.parent = xcalloc(n, sizeof(*b.parent));
	b.part = xcalloc(n, sizeof(*b.part));
	b.local = xcalloc(n, sizeof(*b.local));
	b.last = xcalloc(n, sizeof(*b.last));
	for (uint32_t i = 0; i < n; i++) {
		b.parent[i] = i;
		b.part[i] = b.last[i] = SYSTEM_NO_CELL;
	}
	link_cells(&b);
	count(p, &b, rows, cells);
	p->part = arena_alloc(&p->mem, p->n * sizeof(*p->part));
	for (size_t i = 0; i < p->n; i++) {
		p->part[i].s.cells = arena_alloc(&p->mem, cells[i] * sizeof(struct cell));
		p->part[i].cell = arena_alloc(&p->mem, cells[i] * sizeof(*p->part[i].cell));
		p->part[i].s.constraints = arena_alloc(&p->mem,
		    rows[i] * sizeof(struct constraint));
	}
	fill(p, &b);
	free(rows);
	free(cells);
	free(b.parent);
	free(b.part);
	free(b.local);
	free(b.last);
}

void
parts_free(struct parts *p)
{
	arena_free(&p->mem);
	*p = (struct parts){0};
}
