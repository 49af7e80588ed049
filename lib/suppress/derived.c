#include "suppress/derived.h"

#include <stdlib.h>
#include <string.h>

#include "base/figure.h"
#include "base/memory.h"
#include "stat/rate.h"

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
	return !space_is_code(t->heading[col]) &&
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
	d->is[col] = number || (digits > 0 && digits >= words);
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

static bool
repeats(const struct table *t, size_t col, const struct sums *sums)
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
		const struct sum *s = &sums->item[k];

		if (k > 0 && s->dim != sums->item[k - 1].dim)
			parts = totals = 0;
		for (size_t i = 0; i < s->n; i++) {
			parts += t->row[s->total].known &&
			    table_is_number(t->row[s->part[i]].cell[col]);
			totals += is_same(t, s->part[i], col, s->total);
		}
		if ((k + 1 == sums->n || sums->item[k + 1].dim != s->dim) && totals >= 2 &&
		    totals * 2 >= parts)
			return true;
	}
	return false;
}

int
derived_repeats(const struct derived *d, const struct table *t, const struct space *s,
    const struct sums *sums, struct errmsg *e)
{
	for (size_t c = 0; c < t->ncols; c++)
		if (c != t->count && !d->carried[c] && !derived_can_be(t, s, c) &&
		    repeats(t, c, sums))
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
