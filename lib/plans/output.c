#include "plans/output.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/interval.h"
#include "base/memory.h"
#include "base/num.h"
#include "plans/tests.h"
#include "stat/binomial.h"
#include "stat/distribution.h"

#define CONFIDENCE 0.95
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* A category in a period. */
struct observation {
	const char *indicator, *category, *period;
	const struct mix_cell *cell, *total;
	struct slice t, share;	/* share: the rounded percentage, unless NO_SHARE */
	char digits[FIGURE_TEXT];	/* of share */
	double percent;
	struct interval limits;	/* Wilson's, of the percentage; NaN where there is none */
	unsigned state;
};

enum { NO_SHARE = 1 };		/* state for rows_cells() */

/* share: of the period, in units of 10^-decimals, or NULL. */
static void
observe(struct observation *v, const struct mix *m, size_t g, size_t c, size_t p,
    const int64_t *share, int decimals, bool limits)
{
	const struct mix_cell *cell = mix_cell(m, g, c, p), *total = mix_total(m, g, p);
	double n = (double)cell->count, of = (double)total->count;

	*v = (struct observation){m->indicator[g], m->cat[c], m->period[p].label, cell, total,
	    slice_of(m->period[p].t), .percent = NAN, .limits = {NAN, NAN}};
	if (cell->state == MIX_COUNT && total->state == MIX_COUNT && of > 0)
		v->percent = 100 * n / of;
	if (limits && c < m->ncats && cell->state != MIX_HIDDEN && total->state == MIX_COUNT &&
	    proportion_wilson(n, of, normal_z(CONFIDENCE), &v->limits) == 0)
		v->limits = (struct interval){100 * v->limits.lo, 100 * v->limits.hi};
	if (share != NULL && c < m->ncats)
		v->share = (struct slice){v->digits, figure_format(v->digits,
		    figure_decimal(share[c], decimals), decimals)};
	else
		v->state = NO_SHARE;
}

static void
put_cell(struct rows *out, const struct mix_cell *cell)
{
	if (cell->state == MIX_COUNT)
		rows_int(out, cell->count);
	else
		rows_str(out, cell->hidden);
}

static void
put_count(struct rows *out, const void *record)
{
	put_cell(out, ((const struct observation *)record)->cell);
}

static void
put_total(struct rows *out, const void *record)
{
	put_cell(out, ((const struct observation *)record)->total);
}

#define RECORD struct observation
static const struct rows_column tidy_columns[] = {
	COLUMN("indicator", STRING, indicator, 0),
	COLUMN("category", STRING, category, 0),
	COLUMN("period", STRING, period, 0),
	COLUMN_PUT("value", put_count, 0),
	COLUMN("percentage", FIELD, share, NO_SHARE),
	COLUMN("lower95", DOUBLE, limits.lo, NO_SHARE),
	COLUMN("upper95", DOUBLE, limits.hi, NO_SHARE),
};
#define NTIDY LENGTH(tidy_columns)
#define NLIMITS 2		/* the last of them, with --limits */

static const struct rows_column share_columns[] = {
	COLUMN("t", FIELD, t, 0),
	COLUMN("period", STRING, period, 0),
	COLUMN("category", STRING, category, 0),
	COLUMN_PUT("count", put_count, 0),
	COLUMN_PUT("total", put_total, 0),
	COLUMN("percent", DOUBLE, percent, 0),
	COLUMN("percent_lr", FIELD, share, NO_SHARE),
	COLUMN("lower95", DOUBLE, limits.lo, 0),
	COLUMN("upper95", DOUBLE, limits.hi, 0),
};
#undef RECORD

static void
write_shares(const struct mix *m, size_t g, const struct mix_table *table, struct rows *out)
{
	int64_t *share = xcalloc(m->ncats, sizeof(*share));
	struct observation v;
	bool has;

	for (size_t p = 0; p < m->nperiods; p++) {
		has = mix_shares(m, g, p, MIX_LARGEST, 0, share) && m->whole;
		for (size_t c = 0; c < m->ncats && mix_has_period(m, g, p); c++) {
			observe(&v, m, g, c, p, has ? share : NULL, 0, true);
			if (mix_has_category(m, g, c))
				mix_row(m, g, table, &v, v.state, out);
		}
	}
	free(share);
}

static const struct mix_table share_table = {share_columns, LENGTH(share_columns), "NA",
    write_shares};

/* MIX_TABLE: a row for each category and period; and MIX_WIDE: a column for each period */

/* Whether Q1 to Q4 will do as headings: all periods belong to the year of -y. */
static bool
has_bare_quarters(const struct mix *m, int fyear)
{
	for (size_t p = 0; p < m->nperiods; p++)
		if (m->period[p].period.freq != PERIOD_FQUARTER ||
		    m->period[p].period.ord / 4 != fyear)
			return false;
	return fyear != PERIOD_NO_YEAR;
}

static void
write_wide_heading(const struct mix *m, int fyear, struct rows *out)
{
	bool bare = has_bare_quarters(m, fyear);
	char quarter[16];

	mix_headings(m, out);
	rows_str(out, m->by_indicator || m->ngroups == 0 ? "category" : m->indicator[0]);
	for (size_t p = 0; p < m->nperiods; p++) {
		snprintf(quarter, sizeof(quarter), "Q%d", m->period[p].period.ord % 4 + 1);
		rows_str(out, bare ? quarter : m->period[p].label);
	}
	rows_end(out);
}

/* The largest and the smallest share that is not the whole and not none: ">99", "<0.1". */
static void
bound_share(char buf[FIGURE_TEXT + 1], char sign, int decimals)
{
	const int64_t unit = figure_power[decimals];

	buf[0] = sign;
	(void)figure_format(buf + 1, figure_decimal(sign == '<' ? 1 : 100 * unit - 1, decimals),
	    decimals);
}

/* The share as people should read it: no one of 400 is 0%, and not all of 401 are 100%. */
static const char *
share_words(const struct observation *v, int decimals, char buf[FIGURE_TEXT + 1])
{
	const bool none = strtod(v->digits, NULL) == 0, all = strtod(v->digits, NULL) == 100;

	if (none && v->cell->count > 0)
		bound_share(buf, '<', decimals);
	else if (all && v->cell->count < v->total->count)
		bound_share(buf, '>', decimals);
	else
		return v->digits;
	return buf;
}

/* "130", with a share "130 (70%)", with limits "130 (70%; 63.3 to 76.4)"; a mark as it is. */
static void
put_wide(const struct observation *v, int decimals, struct rows *out)
{
	char lo[32], hi[32], limits[80] = "", share[FIGURE_TEXT + 1], buf[300];

	if (v->cell->state != MIX_COUNT) {
		rows_str(out, v->cell->hidden);
		return;
	}
	if (v->state == NO_SHARE && isnan(v->limits.lo)) {
		rows_int(out, v->cell->count);
		return;
	}
	if (!isnan(v->limits.lo)) {
		num_format_fixed(lo, sizeof(lo), v->limits.lo, decimals + 1);
		num_format_fixed(hi, sizeof(hi), v->limits.hi, decimals + 1);
		snprintf(limits, sizeof(limits), "; %s to %s", lo, hi);
	}
	snprintf(buf, sizeof(buf), v->state == NO_SHARE ? "%" PRId64 : "%" PRId64 " (%s%%%s)",
	    v->cell->count, share_words(v, decimals, share), limits);
	rows_str(out, buf);
}

static void
write_category(const struct mix *m, const struct output_options *o, bool wide, size_t g,
    size_t c, int64_t *const share[], struct rows *out)
{
	struct observation v;

	if (wide) {
		mix_keys(m, g, out);
		rows_str(out, m->cat[c]);
	}
	for (size_t p = 0; p < m->nperiods; p++) {
		observe(&v, m, g, c, p, share[p], o->decimals, o->limits);
		if (wide) {
			put_wide(&v, o->decimals, out);
		} else if (mix_has_period(m, g, p)) {
			for (size_t i = 0; i < m->ncols; i++)
				rows_str(out, m->key[g * m->ncols + i]);
			rows_cells(out, tidy_columns, o->limits ? NTIDY : NTIDY - NLIMITS, &v,
			    v.state, "");
			rows_end(out);
		}
	}
	if (wide)
		rows_end(out);
}

/* Whether two categories of a period have one count and different shares. */
static bool
has_tie(const struct mix *m, size_t g, size_t p, const int64_t *share)
{
	for (size_t c = 1; c < m->ncats; c++)
		for (size_t b = 0; b < c; b++)
			if (mix_has_category(m, g, b) && mix_has_category(m, g, c) &&
			    share[b] != share[c] &&
			    mix_cell(m, g, b, p)->count == mix_cell(m, g, c, p)->count)
				return true;
	return false;
}

static void
write_group(const struct mix *m, const struct output_options *o, bool wide, size_t g,
    struct rows *out, bool *ties)
{
	int64_t *all = xcalloc(m->nperiods * m->ncats, sizeof(*all));
	int64_t **share = xcalloc(m->nperiods, sizeof(*share));

	for (size_t p = 0; p < m->nperiods; p++)
		if (mix_shares(m, g, p, o->rounding, o->decimals, all + p * m->ncats)) {
			share[p] = all + p * m->ncats;
			*ties = *ties || has_tie(m, g, p, share[p]);
		}
	for (size_t c = 0; c <= m->ncats; c++)
		if (c == m->ncats || mix_has_category(m, g, c))
			write_category(m, o, wide, g, c, share, out);
	free(all);
	free(share);
}

bool
output_is_detail(enum mix_form form)
{
	return form == MIX_SHARE_DETAIL || form == MIX_TESTS_DETAIL;
}

static int
refuse_clash(const struct mix *m, const struct rows_column *column, size_t n, struct errmsg *e)
{
	for (size_t i = 0; i < m->ncols; i++)
		for (size_t k = 0; k < n; k++)
			if (slice_caseeq(slice_of(m->col[i]), slice_of(column[k].name)))
				return errmsg_set(e, "--keys: '%s' is the name of another column "
				    "of the output; expected other columns", column[k].name);
	return 0;
}

/* The table of a form that is always rows; NULL: MIX_TABLE or MIX_WIDE. */
static const struct mix_table *
table_of(enum mix_form form, bool text)
{
	switch (form) {
	case MIX_SHARE_DETAIL: return &share_table;
	case MIX_TESTS: return text ? &tests_text : &tests_verdicts;
	case MIX_TESTS_DETAIL: return &tests_statistics;
	case MIX_TABLE:
	case MIX_WIDE:
		break;
	}
	return NULL;
}

static const char tie_note[] = "The percentages of a period are rounded so that they total 100; "
    "equal counts can therefore differ by one in the last digit.";

/* Under the table for people, else as a message. */
static void
write_note(const struct output_options *o, bool text)
{
	struct errmsg note;

	if (text) {
		printf("\nNote: %s\n", tie_note);
	} else if (o->say != NULL) {
		(void)errmsg_set(&note, "note: %s", tie_note);
		o->say(note.text);
	}
}

int
output_mix(const struct mix *m, const struct output_options *o, const struct filter *f,
    struct errmsg *e)
{
	bool text = f->format == ROWS_TEXT, wide = o->form == MIX_WIDE || text;
	const struct mix_table *table = table_of(o->form, text);
	bool ties = false;
	struct rows *out;

	if (refuse_clash(m, tidy_columns, NTIDY, e) != 0 ||
	    (table != NULL && refuse_clash(m, table->column, table->n, e) != 0))
		return -1;
	out = rows_open(text && output_is_detail(o->form) ? ROWS_CSV : f->format,
	    f->spreadsheet_safe, STDOUT_FILENO, "<stdout>");
	if (table != NULL) {
		mix_headings(m, out);
		rows_headings(out, table->column, table->n);
		rows_end(out);
	} else if (wide) {
		write_wide_heading(m, f->fyear, out);
	} else {
		for (size_t i = 0; i < m->ncols; i++)
			rows_str(out, m->col[i]);
		rows_headings(out, tidy_columns, o->limits ? NTIDY : NTIDY - NLIMITS);
		rows_end(out);
	}
	for (size_t g = 0; g < m->ngroups; g++)
		if (table != NULL)
			table->write(m, g, table, out);
		else
			write_group(m, o, wide, g, out, &ties);
	if (rows_close(out, e) != 0)
		return -1;
	if (ties && o->rounding == MIX_LARGEST)
		write_note(o, text);
	return rows_close_stdio(e);
}
