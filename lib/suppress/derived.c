#include "suppress/derived.h"

#include <stdlib.h>
#include <string.h>

#include "base/figure.h"
#include "base/intern.h"
#include "base/memory.h"
#include "stat/rate.h"

/* Whether each place in the dimension has one text in the column, and one has several rows. */
static bool
is_of_places(const struct table *t, const struct space *s, size_t col, size_t dim)
{
	const size_t n = intern_count(s->dim[dim].places);
	uint32_t *first = xcalloc(n, sizeof(*first));
	bool one = true, several = false;

	memset(first, 0xff, n * sizeof(*first));
	for (uint32_t i = 0; i < t->n && one; i++) {
		uint32_t *of = &first[t->row[i].at[dim]];

		several |= *of != UINT32_MAX;
		if (*of == UINT32_MAX)
			*of = i;
		one = slice_eq(t->row[i].cell[col], t->row[*of].cell[col]);
	}
	free(first);
	return one && several;
}

/*
 * A number by its heading, such as la_number, but not year_to_date_number: it is that of a place,
 * or has letters, or a 0 before it.
 */
static bool
is_number(const struct table *t, const struct space *s, size_t col)
{
	for (size_t i = 0; i < t->n; i++) {
		struct slice cell = slice_trim(t->row[i].cell[col]);

		if (table_is_word(cell) || (cell.n > 1 && cell.p[0] == '0' && is_digit(cell.p[1])))
			return true;
	}
	for (size_t d = 0; d < s->n; d++)
		if (is_of_places(t, s, col, d))
			return true;
	return false;
}

static bool
is_code(const struct table *t, const struct space *s, size_t col)
{
	static const struct slice number = {"number", 6};
	struct slice h = slice_trim(t->heading[col]);

	if (!space_is_code(h))
		return false;
	return h.n <= number.n || is_number(t, s, col) ||
	    !slice_caseeq((struct slice){h.p + h.n - number.n, number.n}, number);
}

bool
derived_can_be(const struct table *t, const struct space *s, size_t col)
{
	if (col == t->count || (int)col == t->population || space_has_column(s, t, col))
		return false;
	if ((int)col == t->percentage || role_is_named(ROLE_NUMERATOR, t->heading[col]))
		return true;
	for (enum role r = 0; r < ROLE_N; r++)
		if (t->roles.col[r] == (int)col)
			return false;
	return !is_code(t, s, col) &&
	    !role_is_named(ROLE_DENOMINATOR, t->heading[col]) &&
	    !role_is_named(ROLE_STANDARD_WEIGHT, t->heading[col]) &&
	    !role_is_named(ROLE_STANDARD_RATE, t->heading[col]);
}

/* Digits, ASCII or full-width, that are not part of a code: E06000001 has none. */
static bool
has_digit(struct slice s)
{
	bool code = false;

	for (size_t i = 0; i < s.n; i++) {
		const bool digit = is_digit(s.p[i]);

		if ((digit && !code) || (i + 2 < s.n && memcmp(s.p + i, "\xef\xbc", 2) == 0 &&
		    (unsigned char)s.p[i + 2] >= 0x90 && (unsigned char)s.p[i + 2] <= 0x99))
			return true;
		code = digit || is_letter(s.p[i]);
	}
	return false;
}

/* Is what the column says not known: no base, or a number in a form that is not read? */
static void
look_at(struct derived *d, const struct table *t, size_t col, bool explained)
{
	size_t digits = 0, words = 0;
	bool number = false, odd = false;
	int64_t n;
	int decimals;

	for (size_t i = 0; i < t->n; i++) {
		struct slice s = t->row[i].cell[col];

		digits += has_digit(s);
		words += !has_digit(s) && table_is_word(s);
		number |= table_is_number(s);
		odd |= has_digit(s) && !table_decimal(s, &n, &decimals);
	}
	d->is[col] = number || digits > 0;
	d->words[col] = digits < words && (int)col != t->percentage;
	d->everywhere[col] = d->is[col] && !d->words[col] && (odd || !explained);
}

/* The limits of a rate, which are of the row's own count. */
static bool
is_limit(const struct printed_list *printed, const struct table *t, size_t col)
{
	bool rate = false;

	for (size_t c = 0; c < t->ncols; c++)
		rate |= printed->explained[c] && printed->is_rate[c];
	return rate && t->heading[col].n >= 5 && t->population >= 0 &&
	    (slice_caseeq((struct slice){t->heading[col].p, 5}, slice_of("lower")) ||
	    slice_caseeq((struct slice){t->heading[col].p, 5}, slice_of("upper")));
}

static bool
is_method_name(struct slice s)
{
	static const enum rate_method of_size[] = {RATE_EXACT, RATE_BYAR};

	if (s.n > 2 && memcmp(s.p + s.n - 2, " u", 2) == 0)
		s.n -= 2;
	for (size_t i = 0; i < sizeof(of_size) / sizeof(of_size[0]); i++)
		if (slice_caseeq(s, slice_of(rate_method_name(of_size[i]))))
			return true;
	return slice_caseeq(s, slice_of("Byar's"));
}

/* Which method csv-rate chose, by the size of the count. */
static bool
is_method(const struct table *t, size_t col)
{
	bool any = false;

	for (size_t i = 0; i < t->n; i++) {
		struct slice s = slice_trim(t->row[i].cell[col]);

		if (table_is_word(s) && !is_method_name(s))
			return false;
		any |= is_method_name(s);
	}
	return any;
}

int
derived_carry(struct derived *d, const struct table *t, const struct option_list *carry,
    struct errmsg *e)
{
	size_t col;
	struct errmsg why;

	*d = (struct derived){.is = xcalloc(t->ncols, sizeof(bool)),
	    .words = xcalloc(t->ncols, sizeof(bool)), .carried = xcalloc(t->ncols, sizeof(bool)),
	    .everywhere = xcalloc(t->ncols, sizeof(bool)),
	    .method = xcalloc(t->ncols, sizeof(bool))};
	for (size_t i = 0; i < carry->n; i++) {
		struct slice name = slice_trim(slice_of(carry->item[i]));

		if ((col = heading_find(t->heading, t->ncols, name)) == t->ncols) {
			heading_missing(t->heading, t->ncols, name, &why);
			return errmsg_set(e, "--carry: %s", why.text);
		}
		if (col == t->count)
			return errmsg_set(e, "--carry: '%s' is the column of the counts; expected "
			    "one that is derived from them", carry->item[i]);
		d->carried[col] = true;
	}
	return 0;
}

void
derived_find(struct derived *d, const struct table *t, const struct space *s,
    const struct printed_list *printed)
{
	for (size_t c = 0; c < t->ncols; c++) {
		if (d->carried[c] || !derived_can_be(t, s, c))
			continue;
		look_at(d, t, c, printed->explained[c] || is_limit(printed, t, c));
		d->method[c] = is_method(t, c);
	}
}

bool
derived_hides(const struct derived *d, size_t col, struct slice cell, bool ours)
{
	return slice_trim(cell).n > 0 && (d->method[col] || (d->is[col] &&
	    ((ours && !d->words[col]) || has_digit(cell))));
}

void
derived_names(const struct derived *d, const struct table *t, struct textbuf *b)
{
	textbuf_reset(b);
	for (size_t c = 0; c < t->ncols; c++)
		if (d->everywhere[c])
			textbuf_addf(b, "%s%.*s", b->n > 0 ? "," : "", SLICE_ARG(t->heading[c]));
}

/* Columns that repeat counts */

static bool
is_same(const struct table *t, uint32_t row, size_t col, uint32_t of)
{
	int64_t digits;
	int decimals;

	return t->row[of].known && t->row[of].count > 0 &&
	    table_decimal(t->row[row].cell[col], &digits, &decimals) &&
	    digits % figure_power[decimals] == 0 &&
	    digits / figure_power[decimals] == t->row[of].count;
}

/* Rows that differ in one or two dimensions only, and have one figure in the column. */
struct together {
	int64_t figure, sum;
	size_t n;
	bool known;
};

/* The row's group: where it is in the other dimensions, and its figure in the column. */
static uint32_t
group_of(struct intern *groups, struct keybuf *key, const struct space *s, const struct row *r,
    const size_t dim[2], int64_t figure)
{
	keybuf_reset(key);
	keybuf_add(key, (struct slice){(const char *)&figure, sizeof(figure)});
	for (size_t d = 0; d < s->n; d++)
		if (d != dim[0] && d != dim[1])
			keybuf_add(key, (struct slice){(const char *)&r->at[d], sizeof(r->at[d])});
	return intern_id(groups, keybuf_key(key));
}

static bool
is_part(const struct space *s, const struct row *r, size_t dim)
{
	return !space_place(s, dim, r)->total && !space_place(s, dim, r)->apart;
}

/* Whether it has totals of two dimensions, or one, that have no rows: 15 next to 12 and to 3. */
static bool
repeats_parts(const struct table *t, const struct space *s, size_t col, const size_t dim[2])
{
	struct intern *groups = intern_new();
	struct together *of = xcalloc(t->n, sizeof(*of));
	struct keybuf key = {0};
	size_t n = 0, same = 0;

	for (uint32_t i = 0; i < t->n; i++) {
		const struct row *r = &t->row[i];
		struct together *g;
		int64_t digits;
		int decimals;

		if (!is_part(s, r, dim[0]) || !is_part(s, r, dim[1]) ||
		    !table_decimal(r->cell[col], &digits, &decimals) ||
		    digits % figure_power[decimals] != 0)
			continue;
		digits /= figure_power[decimals];
		g = &of[group_of(groups, &key, s, r, dim, digits)];
		g->known = (g->n == 0 || g->known) && r->known;
		g->figure = digits;
		g->sum += r->known ? r->count : 0;
		g->n++;
	}
	for (uint32_t i = 0; i < intern_count(groups); i++) {
		n += of[i].n > 1 ? of[i].n : 0;
		same += of[i].n > 1 && of[i].known && of[i].sum > 0 && of[i].sum == of[i].figure ?
		    of[i].n : 0;
	}
	keybuf_free(&key);
	free(of);
	intern_free(groups);
	return same > 0 && (same * 2 >= n || role_is_named(ROLE_DENOMINATOR, t->heading[col]));
}

static bool
repeats(const struct table *t, const struct space *s, size_t col, const struct sums *sums)
{
	size_t n = 0, same = 0, parts = 0, totals = 0;

	for (uint32_t i = 0; i < t->n; i++) {
		n += t->row[i].known && t->row[i].count > 0 &&
		    table_is_number(t->row[i].cell[col]);
		same += is_same(t, i, col, i);
	}
	if (same >= 2 && same * 2 >= n)
		return true;
	for (size_t k = 0; sums != NULL && k < sums->n; k++) {
		const struct sum *of = &sums->item[k];

		if (k > 0 && of->dim != sums->item[k - 1].dim)
			parts = totals = 0;
		for (size_t i = 0; i < of->n; i++) {
			parts += t->row[of->total].known &&
			    table_is_number(t->row[of->part[i]].cell[col]);
			totals += is_same(t, of->part[i], col, of->total);
		}
		if ((k + 1 == sums->n || sums->item[k + 1].dim != of->dim) && totals >= 2 &&
		    totals * 2 >= parts)
			return true;
	}
	for (size_t d = 0; d < s->n; d++)
		for (size_t other = d; other < s->n; other++)
			if (repeats_parts(t, s, col, (size_t[]){d, other}))
				return true;
	return false;
}

int
derived_repeats(const struct derived *d, const struct table *t, const struct space *s,
    const struct sums *sums, struct errmsg *e)
{
	for (size_t c = 0; c < t->ncols; c++)
		if (c != t->count && !d->carried[c] && !derived_can_be(t, s, c) &&
		    repeats(t, s, c, sums))
			return errmsg_set(e, "%s:1: %.*s: repeats the counts or their totals, "
			    "which may be hidden; expected the table without it, or "
			    "--carry %.*s", t->file, SLICE_ARG(t->heading[c]),
			    SLICE_ARG(t->heading[c]));
	return 0;
}

void
derived_free(struct derived *d)
{
	free(d->is);
	free(d->words);
	free(d->carried);
	free(d->everywhere);
	free(d->method);
}
