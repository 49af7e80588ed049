#include "suppress/printed.h"

#include <stdlib.h>

#include "base/figure.h"
#include "base/memory.h"
#include "suppress/derived.h"

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

static void
add(struct printed_list *l, struct printed p)
{
	l->item = xgrow(l->item, &l->cap, l->n + 1, sizeof(*l->item));
	l->item[l->n++] = p;
}

/* A column that is tried, and how it does. */
struct trial {
	const struct printed_source *from;
	struct printed_list *l;
	size_t col;
	int decimals;			/* of the column */
	int per;			/* 100: percentages; 1: proportions */
	bool percent, rate;		/* by its heading */
	bool decided, sure;		/* a base was found; nine in ten agree with it */
	size_t agree, tested;		/* counts above 0 that are known */
	size_t odd;
};

/* Nine in ten agree; of a column that is named as what it is, half of them. */
static bool
is_enough(size_t agree, size_t tested, bool named)
{
	return named ? tested > 0 && agree * 2 >= tested : agree >= 2 && agree * 10 >= tested * 9;
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

static bool
read_percentage(const struct trial *c, uint32_t row, uint32_t whole, struct printed *p)
{
	struct slice s = c->from->table->row[row].cell[c->col];
	int64_t digits, finer;
	int decimals;

	if (!table_decimal(s, &digits, &decimals))
		return false;
	*p = (struct printed){.col = c->col, .slot = c->from->slot + c->col, .row = row,
	    .whole = whole};
	p->range[READ_CELL] = range_of(digits, decimals, false);
	p->range[READ_UNIT] = range_of(digits, decimals, true);
	p->range[READ_COLUMN] = p->range[READ_CELL];
	if (decimals < c->decimals && c->decimals <= 18 &&
	    FITS_MUL(digits, figure_power[c->decimals - decimals], &finer))
		p->range[READ_COLUMN] = range_of(finer, c->decimals, false);
	for (int i = 0; i < READ_N; i++)
		p->range[i].scale *= c->per;
	return true;
}

static bool
fits(const struct trial *c, const struct printed *p, enum reading reading,
    const struct printed_whole *whole)
{
	return printed_fits(p, reading, c->from->low[p->row], c->from->high[p->row], whole->low,
	    whole->high);
}

static void
note_odd(struct printed_list *l, struct printed_odd odd)
{
	l->odd = xgrow(l->odd, &l->odd_cap, l->nodd + 1, sizeof(*l->odd));
	l->odd[l->nodd++] = odd;
}

/* The percentages of one total: all are read alike. */
static void
add_percentages(struct trial *c, const struct printed_whole *whole)
{
	enum reading reading = READ_COLUMN;
	size_t first = c->l->n, odd = 0;
	struct printed p;

	for (size_t i = 0; i < whole->n; i++) {
		bool above;

		if (!read_percentage(c, whole->row[i], whole->cell, &p))
			continue;
		if (c->from->high[p.row] != TABLE_NO_HIGH && whole->high != TABLE_NO_HIGH &&
		    whole->high > 0) {
			above = c->from->low[p.row] > 0;
			if (!fits(c, &p, READ_UNIT, whole)) {
				c->tested++;
				odd++;
				continue;
			}
			c->tested += above;
			c->agree += above;
			while (!fits(c, &p, reading, whole))
				reading++;
		}
		add(c->l, p);
	}
	if (odd > 0)
		note_odd(c->l, (struct printed_odd){c->col, odd, whole->cell,
		    whole->missing});
	for (; first < c->l->n; first++)
		c->l->item[first].reading = reading;
}

/* Tests the totals of a dimension: kept where enough agree; if `untested`, where none can. */
static bool
try_dimension(struct trial *c, size_t dim, bool untested)
{
	const size_t before = c->l->n, odd = c->l->nodd;

	c->agree = c->tested = 0;
	for (size_t i = 0; i < c->from->nwholes; i++)
		if (c->from->whole[i].dim == dim)
			add_percentages(c, &c->from->whole[i]);
	if (c->l->n > before && (untested ? c->tested == 0 :
	    is_enough(c->agree, c->tested, c->percent))) {
		for (size_t i = before; i < c->l->n; i++)
			c->l->item[i].presumed = untested || !c->percent;
		return true;
	}
	c->l->n = before;
	c->l->nodd = odd;
	return false;
}

static bool
is_category(const struct space *s, size_t dim)
{
	return dim < s->n && (s->dim[dim].role == ROLE_CATEGORY ||
	    s->dim[dim].role == ROLE_AGE_BAND);
}

/*
 * Numbers that no base explains, in a column that has one, may be of another, as totals of areas
 * are among those of categories: those that agree are taken to be.
 */
static void
add_rest(struct trial *c, size_t first)
{
	bool *has = xcalloc(c->from->table->n, sizeof(*has));

	for (size_t i = first; i < c->l->n; i++)
		has[c->l->item[i].row] = true;
	for (size_t k = 0; k < c->from->nwholes; k++) {
		const struct printed_whole *whole = &c->from->whole[k];
		struct printed p;

		for (size_t i = 0; i < whole->n; i++) {
			if (has[whole->row[i]] || c->from->low[whole->row[i]] == 0 ||
			    !read_percentage(c, whole->row[i], whole->cell, &p) ||
			    !fits(c, &p, READ_UNIT, whole))
				continue;
			p.presumed = true;
			while (!fits(c, &p, p.reading, whole))
				p.reading++;
			add(c->l, p);
		}
	}
	free(has);
}

/*
 * The dimension with which most agree is the base. Others that agree too may be it by chance: an
 * audit does without them, and they give way first.
 */
static void
test_dimensions(struct trial *c)
{
	const struct space *s = c->from->space;
	const size_t first = c->l->n;
	size_t best = SIZE_MAX, most = 0, n = first, odd = c->l->nodd;

	for (size_t d = 0; d <= s->n; d++) {
		if (!try_dimension(c, d, false))
			continue;
		if (c->agree > most || (c->agree == most && is_category(s, d) &&
		    !is_category(s, best))) {
			most = c->agree;
			best = d;
		}
		c->l->n = n;
		c->l->nodd = odd;
	}
	if (best == SIZE_MAX)
		return;
	c->decided = try_dimension(c, best, false);
	c->sure = is_enough(c->agree, c->tested, false);
	for (size_t d = 0; d <= s->n && !c->from->audit; d++) {
		n = c->l->n;
		odd = c->l->nodd;
		if (d != best)
			try_dimension(c, d, false);
		for (; n < c->l->n; n++)
			c->l->item[n].presumed = true;
		c->l->nodd = odd;
	}
	if (!c->from->audit)
		add_rest(c, first);
}

/* Where no count is known: of categories, or, undecided, of whatever total there is. */
static void
presume(struct trial *c)
{
	const struct space *s = c->from->space;
	const bool was = c->from->audit ? c->decided : c->sure;
	size_t dims = 0, before = c->l->n;

	for (size_t d = 0; d < s->n; d++)
		if (is_category(s, d) && try_dimension(c, d, true))
			c->decided = true;
	if (was || (c->from->audit && c->decided))
		return;
	for (size_t d = 0; d < s->n; d++)
		dims += !is_category(s, d) && try_dimension(c, d, true);
	if (c->from->audit && dims > 1)
		c->l->n = before;
	else if (dims > 0)
		c->decided = true;
}

static bool
is_at_most_one(const struct table *t, size_t col)
{
	int64_t digits;
	int decimals;

	for (size_t i = 0; i < t->n; i++)
		if (table_decimal(t->row[i].cell[col], &digits, &decimals) &&
		    digits > figure_power[decimals])
			return false;
	return true;
}

static void
find_percentages(struct trial *c)
{
	test_dimensions(c);
	if (!c->decided && is_at_most_one(c->from->table, c->col)) {
		c->per = 1;
		test_dimensions(c);
	}
	if (c->percent)
		presume(c);
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
read_rate(const struct trial *c, uint32_t row, int64_t per, struct printed *p)
{
	const struct table *t = c->from->table;
	int64_t digits, population;
	struct printed_range r;
	int decimals, none;

	if (!table_decimal(t->row[row].cell[c->col], &digits, &decimals) ||
	    !table_decimal(t->row[row].cell[t->population], &population, &none) || none != 0 ||
	    population == 0)
		return false;
	r = range_of(digits, decimals, false);
	*p = (struct printed){.rate = true, .col = c->col, .slot = c->from->slot + c->col,
	    .row = row, .whole = UINT32_MAX,
	    .least = quotient((__int128)r.low * population, (__int128)r.scale * per, true),
	    .most = quotient((__int128)r.high * population, (__int128)r.scale * per, false)};
	return true;
}

/* Adds those that fit. */
static void
try_rates(struct trial *c, int64_t per)
{
	const int64_t *low = c->from->low, *high = c->from->high;
	struct printed p;

	c->tested = c->agree = 0;
	for (uint32_t i = 0; i < c->from->table->n; i++) {
		bool fit;

		if (!read_rate(c, i, per, &p))
			continue;
		fit = p.least <= p.most && printed_fits(&p, READ_CELL, low[i], high[i], 0, 0);
		if (high[i] != TABLE_NO_HIGH) {
			c->tested += low[i] > 0 || !fit;
			c->agree += low[i] > 0 && fit;
		}
		if (fit)
			add(c->l, p);
	}
}

/* The rate of a figure that arrived rounded may be of that figure, or of the count. */
static bool
is_rounded(const struct printed_source *from, uint32_t row)
{
	return from->table->row[row].known && from->low[row] != from->high[row];
}

static void
find_rates(struct trial *c)
{
	static const int64_t pers[] = {10000, 1000, 100000, 100, 1, 1000000};
	const size_t before = c->l->n;
	size_t best = 0;
	int64_t per = pers[0];

	for (size_t k = 0; k < sizeof(pers) / sizeof(pers[0]); k++) {
		try_rates(c, pers[k]);
		if (c->agree > best) {
			best = c->agree;
			per = pers[k];
		}
		c->l->n = before;
	}
	try_rates(c, per);
	if (c->l->n > before && (is_enough(c->agree, c->tested, c->rate) ||
	    (c->rate && c->tested == 0))) {
		for (size_t i = before; i < c->l->n; i++)
			c->l->item[i].presumed = !c->rate || c->tested == 0 ||
			    is_rounded(c->from, c->l->item[i].row);
		c->decided = c->l->is_rate[c->col] = true;
		return;
	}
	c->l->n = before;
}

/* Columns */

static bool
has_word(struct slice heading, const char *const *word)
{
	for (; *word != NULL; word++) {
		struct slice w = slice_of(*word);

		for (size_t i = 0; i + w.n <= heading.n; i++)
			if (slice_caseeq((struct slice){heading.p + i, w.n}, w))
				return true;
	}
	return false;
}

/* Is enough of the column explained? A total is 100 per cent of itself. */
static bool
is_covered(const struct trial *c, size_t first)
{
	const struct table *t = c->from->table;
	bool *has = xcalloc(t->n, sizeof(*has));
	size_t n = 0, covered = 0;
	int64_t digits;
	int decimals;

	for (size_t i = first; i < c->l->n; i++)
		has[c->l->item[i].row] = true;
	for (size_t i = 0; i < t->n; i++) {
		if (!table_decimal(t->row[i].cell[c->col], &digits, &decimals) ||
		    (digits == 0 && !has[i]))
			continue;
		n++;
		covered += has[i] || digits == c->per * figure_power[decimals];
	}
	free(has);
	return n == 0 || (c->percent || c->rate ? covered * 2 >= n : covered * 10 >= n * 9);
}

/* Of a total without a row nothing says which it is, where a number disagrees with its parts. */
static bool
has_odd_missing(const struct printed_list *l, size_t col)
{
	for (size_t i = 0; i < l->nodd; i++)
		if (l->odd[i].col == col && l->odd[i].missing)
			return true;
	return false;
}

static void
try_column(struct printed_list *l, const struct printed_source *from, size_t col)
{
	static const char *const percents[] = {"percent", "pct", "%", "share", "proportion", NULL};
	static const char *const rates[] = {"rate", "per 1", "per_1", "per1", NULL};
	const struct table *t = from->table;
	const struct slice heading = t->heading[col];
	const size_t first = l->n;
	struct trial c = {.from = from, .l = l, .col = col, .per = 100,
	    .decimals = decimals_of_column(t, col),
	    .percent = (int)col == t->percentage || has_word(heading, percents),
	    .rate = (int)col == t->rate || has_word(heading, rates)};

	find_percentages(&c);
	if (t->population >= 0)
		find_rates(&c);
	l->explained[col] = c.decided && is_covered(&c, first) && !has_odd_missing(l, col);
}

void
printed_find(struct printed_list *l, const struct printed_source *from)
{
	const struct table *t = from->table;

	*l = (struct printed_list){.explained = xcalloc(t->ncols, sizeof(bool)),
	    .is_rate = xcalloc(t->ncols, sizeof(bool))};
	for (size_t col = 0; col < t->ncols; col++)
		if (derived_can_be(t, from->space, col))
			try_column(l, from, col);
}

void
printed_free(struct printed_list *l)
{
	free(l->item);
	free(l->explained);
	free(l->is_rate);
	free(l->odd);
}
