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

#define CONFIDENCE 0.95

/* The shares of a group, [period][category], and whether each period has any. */
struct shares {
	int64_t *share;
	bool *has;
};

static struct shares
shares_of(const struct mix *m, size_t g, enum mix_rounding rounding, int decimals)
{
	struct shares s = {xcalloc(m->nperiods * m->ncats, sizeof(*s.share)),
	    xcalloc(m->nperiods, sizeof(*s.has))};

	for (size_t p = 0; p < m->nperiods; p++)
		s.has[p] = mix_shares(m, g, p, rounding, decimals, s.share + p * m->ncats);
	return s;
}

static void
free_shares(struct shares *s)
{
	free(s->share);
	free(s->has);
}

/* Wilson's limits of a cell's percentage; NaN where there is no percentage. */
static struct interval
limits_of(const struct mix_cell *cell, const struct mix_cell *total)
{
	struct interval ci;

	if (cell->state == MIX_HIDDEN || total->state != MIX_COUNT ||
	    proportion_wilson((double)cell->count, (double)total->count, CONFIDENCE, &ci) != 0)
		return (struct interval){NAN, NAN};
	return (struct interval){100 * ci.lo, 100 * ci.hi};
}

/* A row for each category and period */

struct observation {
	const char *indicator, *category, *period, *t;
	double score;
	const struct mix_cell *cell, *total;
	struct figure share;	/* the rounded percentage, unless NO_SHARE */
	int decimals;		/* of share */
	struct interval limits;
};

enum { NO_SHARE = 1 };		/* state for rows_cell() */

static struct observation
observe(const struct mix *m, const struct shares *s, int decimals, bool limits, size_t g, size_t c,
    size_t p)
{
	const struct mix_period *at = &m->period[p];
	struct observation v = {m->indicator[g], m->cat[c], at->label, at->t, at->score,
	    mix_cell(m, g, c, p), mix_total(m, g, p), figure_int(0), decimals,
	    {NAN, NAN}};

	if (c < m->ncats && s->has[p])
		v.share = figure_decimal(s->share[p * m->ncats + c], decimals);
	if (c < m->ncats && limits)
		v.limits = limits_of(v.cell, v.total);
	return v;
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

static void
put_t(struct rows *out, const void *record)
{
	const struct observation *v = record;

	if (v->t != NULL)
		rows_field(out, slice_of(v->t));
	else
		rows_double(out, v->score, "NA");
}

static void
put_percent(struct rows *out, const void *record)
{
	const struct mix_cell *cell = ((const struct observation *)record)->cell;
	const struct mix_cell *total = ((const struct observation *)record)->total;

	rows_double(out, cell->state == MIX_COUNT && total->state == MIX_COUNT && total->count > 0 ?
	    100 * (double)cell->count / (double)total->count : NAN, "NA");
}

static void
put_share(struct rows *out, const void *record)
{
	const struct observation *v = record;
	char buf[FIGURE_TEXT];

	figure_format(buf, v->share, v->decimals);
	rows_field(out, slice_of(buf));
}

#define AT(member) offsetof(struct observation, member)
static const struct rows_column tidy_columns[] = {
	{"indicator", ROWS_STRING, AT(indicator), NULL, 0},
	{"category", ROWS_STRING, AT(category), NULL, 0},
	{"period", ROWS_STRING, AT(period), NULL, 0},
	{"value", ROWS_PUT, 0, put_count, 0},
	{"percentage", ROWS_PUT, 0, put_share, NO_SHARE},
	{"lower95", ROWS_DOUBLE, AT(limits.lo), NULL, NO_SHARE},
	{"upper95", ROWS_DOUBLE, AT(limits.hi), NULL, NO_SHARE},
};
#define NTIDY (sizeof(tidy_columns) / sizeof(tidy_columns[0]))
#define NLIMITS 2		/* the last of them, with --limits */

static const struct rows_column share_columns[] = {
	{"t", ROWS_PUT, 0, put_t, 0},
	{"period", ROWS_STRING, AT(period), NULL, 0},
	{"category", ROWS_STRING, AT(category), NULL, 0},
	{"count", ROWS_PUT, 0, put_count, 0},
	{"total", ROWS_PUT, 0, put_total, 0},
	{"percent", ROWS_PUT, 0, put_percent, 0},
	{"percent_lr", ROWS_PUT, 0, put_share, NO_SHARE},
	{"lower95", ROWS_DOUBLE, AT(limits.lo), NULL, 0},
	{"upper95", ROWS_DOUBLE, AT(limits.hi), NULL, 0},
};
#define NSHARE (sizeof(share_columns) / sizeof(share_columns[0]))
#undef AT

static void
write_tidy(const struct mix *m, const struct output_options *o, size_t g, struct rows *out)
{
	struct shares s = shares_of(m, g, o->rounding, o->decimals);
	struct observation v;

	for (size_t c = 0; c <= m->ncats; c++) {
		if (c < m->ncats && !mix_has_category(m, g, c))
			continue;
		for (size_t p = 0; p < m->nperiods; p++) {
			if (!mix_has_period(m, g, p))
				continue;
			v = observe(m, &s, o->decimals, o->limits, g, c, p);
			for (size_t i = 0; i < m->ncols; i++)
				rows_str(out, m->key[g * m->ncols + i]);
			rows_cells(out, tidy_columns, o->limits ? NTIDY : NTIDY - NLIMITS, &v,
			    c < m->ncats && s.has[p] ? 0 : NO_SHARE, "");
			rows_end(out);
		}
	}
	free_shares(&s);
}

static void
write_shares(const struct mix *m, size_t g, struct rows *out)
{
	struct shares s = shares_of(m, g, MIX_LARGEST, 0);
	struct observation v;

	for (size_t p = 0; p < m->nperiods; p++)
		for (size_t c = 0; c < m->ncats && mix_has_period(m, g, p); c++) {
			if (!mix_has_category(m, g, c))
				continue;
			v = observe(m, &s, 0, true, g, c, p);
			mix_keys(m, g, out);
			rows_cells(out, share_columns, NSHARE, &v,
			    m->whole && s.has[p] ? 0 : NO_SHARE, "NA");
			rows_end(out);
		}
	free_shares(&s);
}

/* Wide: a column for each period */

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

/* "130", with a share "130 (70%)", with limits "130 (70%; 63.3 to 76.4)"; a mark as it is. */
static void
put_wide(const struct observation *v, bool share, struct rows *out)
{
	char percent[FIGURE_TEXT], lo[32], hi[32], buf[300];

	if (v->cell->state != MIX_COUNT) {
		rows_str(out, v->cell->hidden);
		return;
	}
	if (share)
		figure_format(percent, v->share, v->decimals);
	if (!share) {
		snprintf(buf, sizeof(buf), "%" PRId64, v->cell->count);
	} else if (isnan(v->limits.lo)) {
		snprintf(buf, sizeof(buf), "%" PRId64 " (%s%%)", v->cell->count, percent);
	} else {
		num_format_fixed(lo, sizeof(lo), v->limits.lo, v->decimals + 1);
		num_format_fixed(hi, sizeof(hi), v->limits.hi, v->decimals + 1);
		snprintf(buf, sizeof(buf), "%" PRId64 " (%s%%; %s to %s)", v->cell->count, percent,
		    lo, hi);
	}
	rows_str(out, buf);
}

static void
write_wide(const struct mix *m, const struct output_options *o, size_t g, struct rows *out)
{
	struct shares s = shares_of(m, g, o->rounding, o->decimals);
	struct observation v;

	for (size_t c = 0; c <= m->ncats; c++) {
		if (c < m->ncats && !mix_has_category(m, g, c))
			continue;
		mix_keys(m, g, out);
		rows_str(out, m->cat[c]);
		for (size_t p = 0; p < m->nperiods; p++) {
			v = observe(m, &s, o->decimals, o->limits, g, c, p);
			put_wide(&v, c < m->ncats && s.has[p], out);
		}
		rows_end(out);
	}
	free_shares(&s);
}

bool
output_is_detail(enum mix_form form)
{
	return form == MIX_SHARE_DETAIL || form == MIX_TESTS_DETAIL;
}

static int
refuse_clash(const struct mix *m, struct errmsg *e)
{
	for (size_t i = 0; i < m->ncols; i++)
		for (size_t k = 0; k < NTIDY; k++)
			if (slice_caseeq(slice_of(m->col[i]), slice_of(tidy_columns[k].name)))
				return errmsg_set(e, "-k: '%s' is the name of another column of "
				    "the output", tidy_columns[k].name);
	return 0;
}

static void
write_form(const struct mix *m, const struct output_options *o, enum rows_format format, int fyear,
    struct rows *out)
{
	switch (o->form) {
	case MIX_TABLE:
		if (format != ROWS_TEXT) {
			for (size_t i = 0; i < m->ncols; i++)
				rows_str(out, m->col[i]);
			rows_headings(out, tidy_columns, o->limits ? NTIDY : NTIDY - NLIMITS);
			rows_end(out);
			for (size_t g = 0; g < m->ngroups; g++)
				write_tidy(m, o, g, out);
			break;
		}
		/* FALLTHROUGH */
	case MIX_WIDE:
		write_wide_heading(m, fyear, out);
		for (size_t g = 0; g < m->ngroups; g++)
			write_wide(m, o, g, out);
		break;
	case MIX_SHARE_DETAIL:
		mix_headings(m, out);
		rows_headings(out, share_columns, NSHARE);
		rows_end(out);
		for (size_t g = 0; g < m->ngroups; g++)
			write_shares(m, g, out);
		break;
	case MIX_TESTS: tests_verdicts(m, format, out); break;
	case MIX_TESTS_DETAIL: tests_statistics(m, out); break;
	}
}

int
output_mix(const struct mix *m, const struct output_options *o, const struct filter *f,
    struct errmsg *e)
{
	enum rows_format format = f->format;
	struct rows *out;

	if (format == ROWS_TEXT && output_is_detail(o->form))
		format = ROWS_CSV;
	if (refuse_clash(m, e) == -1)
		return -1;
	out = rows_open(format, f->spreadsheet_safe, STDOUT_FILENO, "<stdout>");
	write_form(m, o, format, f->fyear, out);
	return rows_close_stdout(out, e);
}
