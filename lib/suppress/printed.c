#include "suppress/printed.h"

#include <stdlib.h>

#include "base/figure.h"

enum { DECIMALS_MAX = 5 };	/* further ones say nothing more of counts of people */

/* Within half a unit of the last decimal, or a unit; more than DECIMALS_MAX are cut. */
static struct printed_range
range_of(int64_t digits, int decimals, bool unit)
{
	int64_t half = unit ? 2 : 1, up = 0;

	for (; decimals > DECIMALS_MAX; decimals--) {
		up |= digits % 10 != 0;
		digits /= 10;
	}
	return (struct printed_range){2 * digits - half, 2 * (digits + up) + half,
	    2 * figure_power[decimals]};
}

bool
printed_fits(const struct printed *p, enum reading reading, int64_t low, int64_t high,
    int64_t whole_low, int64_t whole_high)
{
	const struct printed_range *r = &p->range[reading];
	__int128 scale = r->scale;
	int64_t least = r->low > 0 ? whole_low : whole_high;

	if (p->rate)
		return low <= p->most && high >= p->least;
	if (high != TABLE_NO_HIGH && (least == TABLE_NO_HIGH ? r->low > 0 :
	    scale * high < (__int128)r->low * least))
		return false;
	return whole_high == TABLE_NO_HIGH || scale * low <= (__int128)r->high * whole_high;
}

static struct printed *
add(struct printed_list *l, struct printed p)
{
	l->item = xgrow(l->item, &l->cap, l->n + 1, sizeof(*l->item));
	l->item[l->n] = p;
	return &l->item[l->n++];
}

/* Percentages */

static int
decimals_of_column(const struct table *t, size_t col)
{
	int most = 0, decimals;
	int64_t digits;

	for (size_t i = 0; i < t->n; i++)
		if (table_decimal(t->row[i].cell[col], &digits, &decimals) && decimals > most)
			most = decimals;
	return most;
}

/* The percentages of the totals of a dimension. */
struct candidate {
	const struct table *t;
	const struct sums *sums;
	const int64_t *low, *high;
	int column;			/* decimals of the column */
	size_t agree, tested;
};

static bool
read_percentage(const struct candidate *c, uint32_t row, uint32_t whole, struct printed *p)
{
	struct slice s = c->t->row[row].cell[c->t->percentage];
	int64_t digits, finer;
	int decimals;

	if (!table_decimal(s, &digits, &decimals))
		return false;
	*p = (struct printed){.row = row, .whole = whole};
	p->range[READ_CELL] = range_of(digits, decimals, false);
	p->range[READ_UNIT] = range_of(digits, decimals, true);
	p->range[READ_COLUMN] = p->range[READ_CELL];
	if (decimals < c->column && c->column <= 18 &&
	    FITS_MUL(digits, figure_power[c->column - decimals], &finer))
		p->range[READ_COLUMN] = range_of(finer, c->column, false);
	for (int i = 0; i < READ_N; i++)
		p->range[i].scale *= 100;
	return true;
}

static bool
fits(const struct candidate *c, const struct printed *p, enum reading reading)
{
	return printed_fits(p, reading, c->low[p->row], c->high[p->row], c->low[p->whole],
	    c->high[p->whole]);
}

static bool
is_tested(const struct candidate *c, const struct printed *p)
{
	return c->high[p->row] != TABLE_NO_HIGH && c->high[p->whole] != TABLE_NO_HIGH &&
	    c->high[p->whole] > 0;
}

/* The percentages of one total: all are read alike. */
static void
add_percentages(struct candidate *c, const struct sum *sum, struct printed_list *l)
{
	enum reading reading = READ_COLUMN;
	size_t first = l->n;
	struct printed p;

	for (size_t i = 0; i < sum->n; i++) {
		if (!read_percentage(c, sum->part[i], sum->total, &p))
			continue;
		if (is_tested(c, &p)) {
			c->tested++;
			if (!fits(c, &p, READ_UNIT))
				continue;
			c->agree++;
			while (!fits(c, &p, reading))
				reading++;
		}
		add(l, p);
	}
	for (; first < l->n; first++)
		l->item[first].reading = reading;
}

/* Those of a dimension are kept where nine in ten agree; or, untested, those of categories. */
static void
find_percentages(struct printed_list *l, const struct space *s, const struct table *t,
    const struct sums *sums, const int64_t *low, const int64_t *high)
{
	int column = decimals_of_column(t, (size_t)t->percentage);

	for (size_t d = 0; d < s->n; d++) {
		struct candidate c = {t, sums, low, high, column, 0, 0};
		size_t before = l->n;

		for (size_t i = 0; i < sums->n; i++)
			if (sums->item[i].dim == d)
				add_percentages(&c, &sums->item[i], l);
		if (c.tested > 0 ? c.agree * 10 < c.tested * 9 :
		    s->dim[d].role != ROLE_CATEGORY && s->dim[d].role != ROLE_AGE_BAND)
			l->n = before;
	}
}

/* Rates */

static int64_t
quotient(__int128 a, __int128 b, bool up)
{
	__int128 q = a / b;

	if (a % b != 0 && (a < 0) == (b < 0) && up)
		q++;
	if (a % b != 0 && (a < 0) != (b < 0) && !up)
		q--;
	return q > INT64_MAX / 4 ? INT64_MAX / 4 : q < 0 ? 0 : (int64_t)q;
}

static bool
read_rate(const struct table *t, uint32_t row, int64_t per, struct printed *p)
{
	int64_t digits, population;
	struct printed_range r;
	int decimals, none;

	if (!table_decimal(t->row[row].cell[t->rate], &digits, &decimals) ||
	    !table_decimal(t->row[row].cell[t->population], &population, &none) || none != 0 ||
	    population == 0)
		return false;
	r = range_of(digits, decimals, false);
	*p = (struct printed){.rate = true, .row = row, .whole = row,
	    .least = quotient((__int128)r.low * population, (__int128)r.scale * per, true),
	    .most = quotient((__int128)r.high * population, (__int128)r.scale * per, false)};
	return true;
}

static void
find_rates(struct printed_list *l, const struct table *t, const int64_t *low, const int64_t *high)
{
	static const int64_t pers[] = {10000, 1000, 100000, 100, 1, 1000000};
	const size_t before = l->n;

	for (size_t k = 0; k < sizeof(pers) / sizeof(pers[0]); k++) {
		size_t tested = 0, agree = 0;
		struct printed p;

		l->n = before;
		for (uint32_t i = 0; i < t->n; i++) {
			bool fit;

			if (!read_rate(t, i, pers[k], &p))
				continue;
			fit = p.least <= p.most &&
			    printed_fits(&p, READ_CELL, low[i], high[i], 0, 0);
			tested += high[i] != TABLE_NO_HIGH;
			agree += high[i] != TABLE_NO_HIGH && fit;
			if (fit)
				add(l, p);
		}
		if (agree * 10 >= tested * 9)
			return;
	}
	l->n = before;
}

void
printed_find(struct printed_list *l, const struct space *s, const struct table *t,
    const struct sums *sums, const int64_t *low, const int64_t *high)
{
	*l = (struct printed_list){0};
	if (t->percentage >= 0)
		find_percentages(l, s, t, sums, low, high);
	if (t->rate >= 0 && t->population >= 0)
		find_rates(l, t, low, high);
}
