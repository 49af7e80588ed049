#include "base/rational.h"

#include <string.h>

#include "base/memory.h"

enum { MOST_TERMS = 400, HIGHEST_POWER = 100 };

/* A number times powers of the figures. */
struct term {
	struct figure by;
	uint8_t power[RATIONAL_FIGURES];
};

/* Terms in order of their powers, each once, none of them 0. */
struct polynomial {
	struct term *term;
	size_t n, cap;
};

struct rational {
	struct polynomial p, q;
};

/* Polynomials. Those that return bool return false when the result is too large. */

static bool
is_zero(struct figure a)
{
	return figure_order(a, figure_int(0)) == FIGURE_EQUAL;
}

static void
drop(struct polynomial *a, size_t i)
{
	memmove(a->term + i, a->term + i + 1, (--a->n - i) * sizeof(*a->term));
}

static void
grow(struct polynomial *a, struct arena *mem)
{
	struct term *more;

	if (a->n < a->cap)
		return;
	a->cap = 2 * a->cap + 4;
	more = arena_alloc(mem, a->cap * sizeof(*more));
	if (a->n > 0)
		memcpy(more, a->term, a->n * sizeof(*more));
	a->term = more;
}

/* Adds by times the powers to a. */
static bool
add_term(struct polynomial *a, struct figure by, const uint8_t *power, struct arena *mem)
{
	int cmp = -1;
	size_t i;

	for (i = 0; i < a->n; i++)
		if ((cmp = memcmp(power, a->term[i].power, RATIONAL_FIGURES)) <= 0)
			break;
	if (i < a->n && cmp == 0) {
		if (!figure_add(a->term[i].by, by, mem, &a->term[i].by))
			return false;
		if (is_zero(a->term[i].by))
			drop(a, i);
		return true;
	}
	if (is_zero(by))
		return true;
	if (a->n == MOST_TERMS)
		return false;
	grow(a, mem);
	memmove(a->term + i + 1, a->term + i, (a->n++ - i) * sizeof(*a->term));
	a->term[i].by = by;
	memcpy(a->term[i].power, power, RATIONAL_FIGURES);
	return true;
}

/* Adds k * b to a. */
static bool
add_times(struct polynomial *a, struct polynomial b, struct figure k, struct arena *mem)
{
	struct figure by;

	for (size_t i = 0; i < b.n; i++)
		if (!figure_mul(b.term[i].by, k, mem, &by) ||
		    !add_term(a, by, b.term[i].power, mem))
			return false;
	return true;
}

/* Adds k * a * b to out. */
static bool
add_product(struct polynomial *out, struct polynomial a, struct polynomial b, int k,
    struct arena *mem)
{
	uint8_t power[RATIONAL_FIGURES];
	struct figure by;

	for (size_t i = 0; i < a.n; i++)
		for (size_t j = 0; j < b.n; j++) {
			for (size_t v = 0; v < RATIONAL_FIGURES; v++) {
				power[v] = (uint8_t)(a.term[i].power[v] + b.term[j].power[v]);
				if (power[v] > HIGHEST_POWER)
					return false;
			}
			if (!figure_mul(a.term[i].by, b.term[j].by, mem, &by) ||
			    !figure_mul(by, figure_int(k), mem, &by) ||
			    !add_term(out, by, power, mem))
				return false;
		}
	return true;
}

static bool
is_multiple(struct polynomial a, struct polynomial b, struct figure k, struct arena *mem)
{
	struct figure by;

	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (memcmp(a.term[i].power, b.term[i].power, RATIONAL_FIGURES) != 0 ||
		    !figure_mul(b.term[i].by, k, mem, &by) ||
		    figure_order(a.term[i].by, by) != FIGURE_EQUAL)
			return false;
	return true;
}

static bool
is_equal(struct polynomial a, struct polynomial b, struct arena *mem)
{
	return is_multiple(a, b, figure_int(1), mem);
}

/* The derivative by a figure. */
static bool
derive(struct polynomial a, size_t v, struct arena *mem, struct polynomial *out)
{
	uint8_t power[RATIONAL_FIGURES];
	struct figure by;

	*out = (struct polynomial){0};
	for (size_t i = 0; i < a.n; i++) {
		memcpy(power, a.term[i].power, sizeof(power));
		if (power[v] == 0)
			continue;
		if (!figure_mul(a.term[i].by, figure_int(power[v]), mem, &by))
			return false;
		power[v]--;
		if (!add_term(out, by, power, mem))
			return false;
	}
	return true;
}

static unsigned
degree(struct polynomial a, size_t v)
{
	unsigned most = 0;

	for (size_t i = 0; i < a.n; i++)
		if (a.term[i].power[v] > most)
			most = a.term[i].power[v];
	return most;
}

/* The value for these figures, each of them taken anew wherever it occurs. */
static bool
value(struct polynomial a, const struct figure *x, size_t nx, struct arena *mem,
    struct figure *out)
{
	struct figure product;

	*out = figure_int(0);
	for (size_t i = 0; i < a.n; i++) {
		product = a.term[i].by;
		for (size_t v = 0; v < nx; v++)
			for (unsigned k = a.term[i].power[v]; k > 0; k--)
				if (!figure_mul(product, x[v], mem, &product))
					return false;
		if (!figure_add(*out, product, mem, out))
			return false;
	}
	return true;
}

/* Expressions */

static const struct rational *
keep(struct rational f, struct arena *mem)
{
	struct rational *kept = arena_alloc(mem, sizeof(*kept));

	*kept = f;
	return kept;
}

const struct rational *
rational_constant(struct figure exact, struct arena *mem)
{
	const uint8_t power[RATIONAL_FIGURES] = {0};
	struct rational f = {0};

	add_term(&f.p, exact, power, mem);
	add_term(&f.q, figure_int(1), power, mem);
	return keep(f, mem);
}

const struct rational *
rational_figure(unsigned number, struct arena *mem)
{
	const struct rational *one = rational_constant(figure_int(1), mem);

	if (number >= RATIONAL_FIGURES)
		return NULL;
	one->p.term[0].power[number] = 1;
	return one;
}

/* A common denominator stays as it is. */
static bool
add(struct rational a, struct rational b, struct arena *mem, struct rational *out)
{
	if (is_equal(a.q, b.q, mem)) {
		out->q = a.q;
		return add_times(&out->p, a.p, figure_int(1), mem) &&
		    add_times(&out->p, b.p, figure_int(1), mem);
	}
	return add_product(&out->p, a.p, b.q, 1, mem) && add_product(&out->p, b.p, a.q, 1, mem) &&
	    add_product(&out->q, a.q, b.q, 1, mem);
}

/* What is in one numerator and the other denominator cancels. */
static bool
multiply(struct rational a, struct rational b, struct arena *mem, struct rational *out)
{
	if (is_equal(a.p, b.q, mem))
		*out = (struct rational){b.p, a.q};
	else if (is_equal(b.p, a.q, mem))
		*out = (struct rational){a.p, b.q};
	else
		return add_product(&out->p, a.p, b.p, 1, mem) &&
		    add_product(&out->q, a.q, b.q, 1, mem);
	return true;
}

const struct rational *
rational_apply(enum figure_operation op, const struct rational *a, const struct rational *b,
    struct arena *mem)
{
	struct rational f = {0};

	if (a == NULL || b == NULL || (op == FIGURE_DIV && b->p.n == 0))
		return NULL;
	if (op == FIGURE_ADD ? add(*a, *b, mem, &f) : multiply(*a, op == FIGURE_MUL ? *b :
	    (struct rational){b->q, b->p}, mem, &f))
		return keep(f, mem);
	return NULL;
}

/* Bounds */

/* A figure that occurs only in a sum: by times it is added to another. */
struct merge {
	size_t from, to;
	struct figure by;
};

struct rational_bounds {
	struct polynomial p, q;
	size_t nfigures;		/* as numbered; not all of them need occur */
	struct merge merge[RATIONAL_FIGURES];
	size_t nmerges;
	bool used[RATIONAL_FIGURES];
	bool curved[RATIONAL_FIGURES];	/* in a higher power than the first in P or Q; and in Q */
	bool curved_below[RATIONAL_FIGURES];
	struct polynomial slope[RATIONAL_FIGURES];	/* curved: has the derivative's sign */
};

/* Without the terms in which the figure occurs. */
static struct polynomial
without(struct polynomial a, size_t v)
{
	for (size_t i = a.n; i-- > 0;)
		if (a.term[i].power[v] > 0)
			drop(&a, i);
	return a;
}

/* Do P and Q depend on x and y only by x + by * y? That is so if their derivatives say so. */
static bool
is_sum(const struct rational_bounds *f, size_t x, size_t y, struct arena *mem, struct figure *by)
{
	struct polynomial px, py, qx, qy;

	if (!derive(f->p, x, mem, &px) || !derive(f->p, y, mem, &py) ||
	    !derive(f->q, x, mem, &qx) || !derive(f->q, y, mem, &qy) || px.n != py.n ||
	    qx.n != qy.n)
		return false;
	return figure_div(px.n > 0 ? py.term[0].by : qy.term[0].by,
	    px.n > 0 ? px.term[0].by : qx.term[0].by, mem, by) &&
	    is_multiple(py, px, *by, mem) && is_multiple(qy, qx, *by, mem);
}

static void
merge_sums(struct rational_bounds *f, struct arena *mem)
{
	struct figure by;

	for (size_t x = 0; x < f->nfigures; x++)
		for (size_t y = x + 1; y < f->nfigures && f->used[x]; y++) {
			if (!f->used[y] || !is_sum(f, x, y, mem, &by))
				continue;
			f->merge[f->nmerges++] = (struct merge){y, x, by};
			f->used[y] = false;
			f->p = without(f->p, y);
			f->q = without(f->q, y);
		}
}

const struct rational_bounds *
rational_bounds(const struct rational *of, struct arena *mem)
{
	struct rational_bounds *f = arena_alloc(mem, sizeof(*f));
	struct polynomial dp, dq;

	if (of == NULL)
		return NULL;
	add_times(&f->p, of->p, figure_int(1), mem);
	add_times(&f->q, of->q, figure_int(1), mem);
	for (size_t v = 0; v < RATIONAL_FIGURES; v++) {
		f->used[v] = degree(f->p, v) > 0 || degree(f->q, v) > 0;
		f->nfigures = f->used[v] ? v + 1 : f->nfigures;
	}
	merge_sums(f, mem);
	for (size_t v = 0; v < f->nfigures; v++) {
		f->curved_below[v] = degree(f->q, v) > 1;
		f->curved[v] = f->curved_below[v] || degree(f->p, v) > 1;
		if (f->curved[v] && (!derive(f->p, v, mem, &dp) || !derive(f->q, v, mem, &dq) ||
		    !add_product(&f->slope[v], dp, f->q, 1, mem) ||
		    !add_product(&f->slope[v], f->p, dq, -1, mem)))
			return NULL;
	}
	return f;
}

/* The corners of a box, or rather of two: as printed, and unrounded. */
struct corners {
	const struct rational_bounds *f;
	struct figure x[RATIONAL_FIGURES];
	bool curved, curved_below;	/* some figure that is not exact is */
	struct figure end[4];
};

/* Is the derivative by each figure that it is not linear in of one sign? */
static bool
is_monotone(struct corners *c, struct arena *mem)
{
	const struct rational_bounds *f = c->f;
	struct figure slope;
	unsigned order;

	for (size_t v = 0; v < f->nfigures; v++) {
		if (!f->used[v] || !f->curved[v] || figure_is_exact(c->x[v]))
			continue;
		c->curved = true;
		c->curved_below |= f->curved_below[v];
		if (!value(f->slope[v], c->x, f->nfigures, mem, &slope))
			return false;
		order = figure_order_unrounded(slope, figure_int(0));
		if ((order & FIGURE_LESS) != 0 && (order & FIGURE_GREATER) != 0)
			return false;
	}
	return true;
}

/* Is Q, which some figure is curved in, above 0 or below it in all of the box? */
static bool
is_apart(const struct corners *c, struct arena *mem)
{
	struct figure below;
	unsigned order;

	if (!value(c->f->q, c->x, c->f->nfigures, mem, &below))
		return false;
	order = figure_order_unrounded(below, figure_int(0));
	return order == FIGURE_LESS || order == FIGURE_GREATER;
}

/* The figures with two ends, and these ends: *n of them. False: too many, or one without bound. */
static bool
find_ends(const struct corners *c, enum figure_end low, struct arena *mem,
    size_t *loose, struct figure (*end)[2], size_t *n, struct figure *x)
{
	*n = 0;
	for (size_t v = 0; v < c->f->nfigures; v++) {
		struct figure ends[2] = {figure_int(0), figure_int(0)};

		if (c->f->used[v] && (!figure_at(c->x[v], low, mem, &ends[0]) ||
		    !figure_at(c->x[v], low + 1, mem, &ends[1])))
			return false;
		x[v] = ends[0];
		if (figure_order(ends[0], ends[1]) == FIGURE_EQUAL)
			continue;
		if (*n == RATIONAL_CORNERS)
			return false;
		memcpy(end[*n], ends, sizeof(ends));
		loose[(*n)++] = v;
	}
	return true;
}

/*
 * The value at a corner; *sign: that of Q, 0 if P and Q are both 0. There the quotient has the
 * values that it has along the edges, so that the corners at their other ends are enough, as long
 * as it is linear in each figure.
 */
static bool
value_at(const struct corners *c, const struct figure *x, struct arena *mem, int *sign,
    struct figure *out)
{
	struct figure p, q;

	if (!value(c->f->p, x, c->f->nfigures, mem, &p) ||
	    !value(c->f->q, x, c->f->nfigures, mem, &q))
		return false;
	*sign = (figure_order(q, figure_int(0)) == FIGURE_GREATER) -
	    (figure_order(q, figure_int(0)) == FIGURE_LESS);
	if (*sign == 0)
		return !c->curved && is_zero(p);
	return figure_div(p, q, mem, out);
}

/* The least and the greatest value at the corners, those from `low` on. */
static bool
try_corners(struct corners *c, enum figure_end low, struct arena *mem)
{
	struct figure x[RATIONAL_FIGURES], end[RATIONAL_CORNERS][2], at = figure_int(0);
	size_t loose[RATIONAL_CORNERS], n;
	int sign, all = 0;

	if (!find_ends(c, low, mem, loose, end, &n, x))
		return false;
	for (size_t corner = 0; corner < (size_t)1 << n; corner++) {
		for (size_t i = 0; i < n; i++)
			x[loose[i]] = end[i][corner >> i & 1];
		if (!value_at(c, x, mem, &sign, &at) || sign * all < 0)
			return false;
		if (sign == 0)
			continue;
		if (all == 0 || figure_order(at, c->end[low]) == FIGURE_LESS)
			c->end[low] = at;
		if (all == 0 || figure_order(at, c->end[low + 1]) == FIGURE_GREATER)
			c->end[low + 1] = at;
		all = sign;
	}
	return all != 0;
}

bool
rational_range(const struct rational_bounds *f, const struct figure *figure, struct arena *mem,
    struct figure *out)
{
	struct corners c = {.f = f};
	struct figure part;

	if (f == NULL)
		return false;
	memcpy(c.x, figure, f->nfigures * sizeof(*figure));
	for (size_t i = 0; i < f->nmerges; i++) {
		const struct merge *m = &f->merge[i];

		if (!figure_mul(c.x[m->from], m->by, mem, &part) ||
		    !figure_add(c.x[m->to], part, mem, &c.x[m->to]))
			return false;
	}
	if (!is_monotone(&c, mem) || (c.curved_below && !is_apart(&c, mem)) ||
	    !try_corners(&c, FIGURE_LOW, mem) || !try_corners(&c, FIGURE_OPEN_LOW, mem))
		return false;
	*out = figure_of_ends(c.end, mem);
	return true;
}
