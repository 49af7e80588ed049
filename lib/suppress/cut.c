#include "suppress/cut.h"

#include <stdlib.h>

#include "suppress/certificate.h"

/*
 * A bound on how far a target can be moved in one direction: base, and for each candidate what more
 * it allows when it is hidden; all over the denominator.
 */
struct bound {
	int64_t denominator;
	wide base;
	wide *more;		/* of each cell; NO_BOUND: as far as you like */
};

#define NO_BOUND ((wide)1 << 120)

/* What the multiplier of a constraint adds to the bound. False: it adds no bound. */
static bool
add_constraint(const struct problem *p, const struct constraint *c, wide y, wide *rest,
    struct bound *b)
{
	wide sum = 0;

	if (problem_is_off(p, c) || (y > 0 ? c->high == SYSTEM_NO_HIGH : c->low == SYSTEM_NO_LOW))
		return false;
	for (size_t k = 0; k < c->n; k++) {
		sum += (wide)c->terms[k].coefficient * p->base[c->terms[k].cell];
		rest[c->terms[k].cell] -= y * c->terms[k].coefficient;
	}
	b->base += y * ((y > 0 ? c->high : c->low) - sum);
	if (c->owner != SYSTEM_NO_CELL && p->s->cells[c->owner].class == CELL_COUNT)
		b->more[c->owner] = NO_BOUND;
	return true;
}

/* What cell i, with `rest` left over in the objective, adds. False: no bound at all. */
static bool
add_cell(const struct problem *p, size_t i, wide rest, struct bound *b)
{
	const struct cell *c = &p->s->cells[i];
	wide hidden, shown;

	hidden = (rest > 0 ? c->high : c->low) - (wide)p->base[i];
	shown = (rest > 0 ? c->shown_high : c->shown_low) - (wide)p->base[i];
	if (p->hidden[i]) {
		b->base += rest * hidden;
		return rest <= 0 || c->high != SYSTEM_NO_HIGH;
	}
	b->base += rest * shown;
	if (c->class != CELL_COUNT || b->more[i] == NO_BOUND)
		return true;
	if (rest > 0 && c->high == SYSTEM_NO_HIGH)
		b->more[i] = NO_BOUND;
	else if (rest * hidden > rest * shown)
		b->more[i] = rest * hidden - rest * shown;
	return true;
}

static bool
bound_make(const struct problem *p, uint32_t cell, int sign, const double *y, struct bound *b)
{
	size_t n = p->s->n_constraints;
	struct multipliers m = {.y = xcalloc(n, sizeof(*m.y))};
	wide *rest = xcalloc(p->s->n_cells, sizeof(*rest));
	bool bounded = true;

	certificate_fractions(y, n, &m);
	*b = (struct bound){.denominator = m.denominator};
	b->more = xcalloc(p->s->n_cells, sizeof(*b->more));
	rest[cell] = (wide)sign * m.denominator;
	for (size_t i = 0; i < n; i++)
		if (m.y[i] != 0)
			add_constraint(p, &p->s->constraints[i], m.y[i], rest, b);
	for (size_t i = 0; i < p->s->n_cells; i++)
		if (rest[i] != 0)
			bounded &= add_cell(p, i, rest[i], b);
	free(m.y);
	free(rest);
	return bounded;
}

/* Sum of the bounds up and down against what the target needs. */
static bool
combine(const struct problem *p, const struct target *t, const struct bound *up,
    const struct bound *down, struct cut *c)
{
	wide du = up->denominator, dd = down->denominator;
	wide missing = du * dd * t->need - up->base * dd - down->base * du;

	if (wide_floor(up->base, du) + wide_floor(down->base, dd) >= t->need)
		return false;
	c->cell = xcalloc(p->n_candidates, sizeof(*c->cell));
	c->coefficient = xcalloc(p->n_candidates, sizeof(*c->coefficient));
	for (size_t k = 0; k < p->n_candidates; k++) {
		uint32_t i = p->candidate[k];
		wide a = up->more[i], b = down->more[i];

		if (a == 0 && b == 0)
			continue;
		c->cell[c->n] = i;
		c->coefficient[c->n] = 1;
		if (a != NO_BOUND && b != NO_BOUND && missing > 0 && a * dd + b * du < missing)
			c->coefficient[c->n] = (double)(a * dd + b * du) / (double)missing;
		c->n++;
	}
	return true;
}

bool
cut_make(const struct problem *p, const struct target *t, const double *up, const double *down,
    struct cut *c)
{
	struct bound u, d = {0};
	bool found;

	*c = (struct cut){0};
	found = bound_make(p, t->cell, 1, up, &u) && bound_make(p, t->cell, -1, down, &d) &&
	    combine(p, t, &u, &d, c);
	free(u.more);
	free(d.more);
	return found;
}

void
cut_free(struct cut *c)
{
	free(c->cell);
	free(c->coefficient);
	*c = (struct cut){0};
}

double
cut_sum(const struct cut *c, const double *part)
{
	double sum = 0;

	for (size_t k = 0; k < c->n; k++)
		sum += c->coefficient[k] * part[c->cell[k]];
	return sum;
}
