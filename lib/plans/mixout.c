#include "plans/mixout.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/interval.h"
#include "base/memory.h"
#include "base/num.h"
#include "stat/proportion.h"

#define CONFIDENCE 0.95

/* Wilson's limits of a cell's percentage. False where there is no percentage. */
static bool
limits(const struct mix *m, size_t g, size_t c, size_t p, struct interval *ci)
{
	const struct mix_cell *cell = mix_cell(m, g, c, p), *total = mix_total(m, g, p);

	if (cell->state == MIX_HIDDEN || total->state != MIX_COUNT ||
	    proportion_wilson((double)cell->count, (double)total->count, CONFIDENCE, ci) != 0)
		return false;
	ci->lo *= 100;
	ci->hi *= 100;
	return true;
}

/* "70" or "70.3": a share of mix_shares(), with exactly its decimals. */
static void
format_share(char *buf, int64_t share, int decimals)
{
	num_format_dec(buf, (struct dec){share, decimals});
}

void
mixout_columns(const struct mix *m, struct writer *out)
{
	for (size_t i = 0; i < m->ncols; i++)
		writer_str(out, m->col[i]);
	if (m->by_indicator)
		writer_str(out, "indicator");
}

void
mixout_keys(const struct mix *m, size_t g, struct writer *out)
{
	for (size_t i = 0; i < m->ncols; i++)
		writer_str(out, m->key[g * m->ncols + i]);
	if (m->by_indicator)
		writer_str(out, m->indicator[g]);
}

static void
put_count(const struct mix_cell *cell, struct writer *out)
{
	if (cell->state == MIX_COUNT)
		writer_int(out, cell->count);
	else
		writer_str(out, cell->state == MIX_HIDDEN ? cell->hidden : NULL);
}

/* The shares of every period of a group, [period][category], and whether each period has them. */
struct shares {
	int64_t *share;
	bool *has;
};

static struct shares
all_shares(const struct mix *m, size_t g, const struct mixout_options *o)
{
	struct shares s = {xcalloc(m->nperiods * m->ncats, sizeof *s.share),
	    xcalloc(m->nperiods, sizeof *s.has)};

	for (size_t p = 0; p < m->nperiods; p++)
		s.has[p] = mix_shares(m, g, p, o->rounding, o->decimals,
		    s.share + p * m->ncats);
	return s;
}

static void
free_shares(struct shares *s)
{
	free(s->share);
	free(s->has);
}

/* One observation; c == ncats is the total, which has no percentage. */
static int
tidy_row(const struct mix *m, const struct mixout_options *o, const struct shares *s, size_t g,
    size_t c, size_t p, struct writer *out)
{
	bool share = c < m->ncats && s->has[p];
	struct interval ci;
	char buf[NUM_DEC];

	mixout_keys(m, g, out);
	if (!m->by_indicator)
		writer_str(out, m->indicator[g]);
	writer_str(out, c < m->ncats ? m->cat[c] : "Total");
	writer_str(out, m->period[p].label);
	put_count(c < m->ncats ? mix_cell(m, g, c, p) : mix_total(m, g, p), out);
	if (share)
		format_share(buf, s->share[p * m->ncats + c], o->decimals);
	writer_str(out, share ? buf : NULL);
	if (o->limits) {
		share = share && limits(m, g, c, p, &ci);
		if (share)
			writer_double(out, ci.lo);
		else
			writer_str(out, NULL);
		if (share)
			writer_double(out, ci.hi);
		else
			writer_str(out, NULL);
	}
	return writer_end(out);
}

static int
tidy_group(const struct mix *m, const struct mixout_options *o, size_t g, struct writer *out)
{
	struct shares s = all_shares(m, g, o);
	int r = 0;

	for (size_t c = 0; c <= m->ncats; c++) {
		if (c < m->ncats && !mix_has_category(m, g, c))
			continue;
		for (size_t p = 0; p < m->nperiods && r == 0; p++)
			if (mix_has_period(m, g, p))
				r = tidy_row(m, o, &s, g, c, p, out);
	}
	free_shares(&s);
	return r;
}

int
mixout_tidy(const struct mix *m, const struct mixout_options *o, struct writer *out)
{
	int r;

	mixout_columns(m, out);
	if (!m->by_indicator)
		writer_str(out, "indicator");
	writer_str(out, "category");
	writer_str(out, "period");
	writer_str(out, "value");
	writer_str(out, "percentage");
	if (o->limits) {
		writer_str(out, "lower95");
		writer_str(out, "upper95");
	}
	r = writer_end(out);
	for (size_t g = 0; g < m->ngroups && r == 0; g++)
		r = tidy_group(m, o, g, out);
	return r;
}

/* Wide: the same cells go to CSV or to a layout. */
struct sink {
	struct writer *csv;
	struct layout *text;
};

static void
put(struct sink *to, const char *s)
{
	if (to->csv != NULL)
		writer_str(to->csv, s);
	else
		layout_str(to->text, s);
}

static int
end(struct sink *to)
{
	if (to->csv != NULL)
		return writer_end(to->csv);
	layout_end(to->text);
	return 0;
}

/* Do all periods belong to the financial year that was named: then Q1 to Q4 will do. */
static bool
bare_quarters(const struct mix *m, int fyear)
{
	for (size_t p = 0; p < m->nperiods; p++)
		if (m->period[p].period.freq != PERIOD_FQUARTER ||
		    m->period[p].period.ord / 4 != fyear)
			return false;
	return fyear != PERIOD_NO_YEAR;
}

static int
wide_heading(const struct mix *m, const struct mixout_options *o, struct sink *to)
{
	bool bare = bare_quarters(m, o->fyear);
	char quarter[16];

	for (size_t i = 0; i < m->ncols; i++)
		put(to, m->col[i]);
	if (m->by_indicator)
		put(to, "indicator");
	put(to, m->by_indicator || m->ngroups == 0 ? "category" : m->indicator[0]);
	for (size_t p = 0; p < m->nperiods; p++) {
		snprintf(quarter, sizeof quarter, "Q%d", m->period[p].period.ord % 4 + 1);
		put(to, bare ? quarter : m->period[p].label);
	}
	return end(to);
}

/* "130 (70%)", with limits "130 (70%; 63.3 to 76.4)"; a mark, or nothing, as it is. */
static void
put_cell(const struct mix *m, const struct mixout_options *o, const struct shares *s, size_t g,
    size_t c, size_t p, struct sink *to)
{
	const struct mix_cell *cell = mix_cell(m, g, c, p);
	char share[NUM_DEC], lo[32], hi[32], buf[160];
	struct interval ci;

	if (cell->state != MIX_COUNT) {
		put(to, cell->state == MIX_HIDDEN ? cell->hidden : "");
		return;
	}
	if (!s->has[p]) {
		snprintf(buf, sizeof buf, "%" PRId64, cell->count);
		put(to, buf);
		return;
	}
	format_share(share, s->share[p * m->ncats + c], o->decimals);
	if (o->limits && limits(m, g, c, p, &ci)) {
		num_format_fixed(lo, sizeof lo, ci.lo, o->decimals + 1);
		num_format_fixed(hi, sizeof hi, ci.hi, o->decimals + 1);
		snprintf(buf, sizeof buf, "%" PRId64 " (%s%%; %s to %s)", cell->count, share, lo, hi);
	} else {
		snprintf(buf, sizeof buf, "%" PRId64 " (%s%%)", cell->count, share);
	}
	put(to, buf);
}

static void
put_total(const struct mix_cell *total, struct sink *to)
{
	char buf[32];

	snprintf(buf, sizeof buf, "%" PRId64, total->count);
	put(to, total->state == MIX_COUNT ? buf : total->state == MIX_HIDDEN ? total->hidden : "");
}

static int
wide_group(const struct mix *m, const struct mixout_options *o, size_t g, struct sink *to)
{
	struct shares s = all_shares(m, g, o);
	int r = 0;

	for (size_t c = 0; c <= m->ncats && r == 0; c++) {
		if (c < m->ncats && !mix_has_category(m, g, c))
			continue;
		for (size_t i = 0; i < m->ncols; i++)
			put(to, m->key[g * m->ncols + i]);
		if (m->by_indicator)
			put(to, m->indicator[g]);
		put(to, c < m->ncats ? m->cat[c] : "Total");
		for (size_t p = 0; p < m->nperiods; p++) {
			if (c < m->ncats)
				put_cell(m, o, &s, g, c, p, to);
			else
				put_total(mix_total(m, g, p), to);
		}
		r = end(to);
	}
	free_shares(&s);
	return r;
}

static int
wide(const struct mix *m, const struct mixout_options *o, struct sink *to)
{
	int r = wide_heading(m, o, to);

	for (size_t g = 0; g < m->ngroups && r == 0; g++)
		r = wide_group(m, o, g, to);
	return r;
}

int
mixout_wide(const struct mix *m, const struct mixout_options *o, struct writer *out)
{
	struct sink to = {.csv = out};
	struct mixout_options plain = *o;

	plain.limits = false;	/* no cell of a table that is read back holds limits */
	return wide(m, &plain, &to);
}

void
mixout_text(const struct mix *m, const struct mixout_options *o, struct layout *out)
{
	struct sink to = {.text = out};

	wide(m, o, &to);
}

/* The detail for statisticians */

static void
put_or_na(struct writer *out, bool defined, double v)
{
	if (defined)
		writer_double(out, v);
	else
		writer_str(out, "NA");
}

static int
share_row(const struct mix *m, const struct shares *s, size_t g, size_t c, size_t p,
    struct writer *out)
{
	const struct mix_cell *cell = mix_cell(m, g, c, p), *total = mix_total(m, g, p);
	bool defined = cell->state == MIX_COUNT && total->state == MIX_COUNT && total->count > 0;
	struct interval ci = {0};

	mixout_keys(m, g, out);
	if (m->period[p].t != NULL)
		writer_str(out, m->period[p].t);
	else
		writer_double(out, m->period[p].score);
	writer_str(out, m->period[p].label);
	writer_str(out, m->cat[c]);
	put_count(cell, out);
	put_count(total, out);
	put_or_na(out, defined, defined ? 100 * (double)cell->count / (double)total->count : 0);
	put_or_na(out, m->whole && s->has[p], (double)s->share[p * m->ncats + c]);
	defined = limits(m, g, c, p, &ci);
	put_or_na(out, defined, ci.lo);
	put_or_na(out, defined, ci.hi);
	return writer_end(out);
}

int
mixout_share(const struct mix *m, struct writer *out)
{
	static const char *const names[] = {
		"t", "period", "category", "count", "total", "percent", "percent_lr", "lower95",
		"upper95",
	};
	static const struct mixout_options whole_percents = {.rounding = MIX_LARGEST};
	struct shares s;
	int r;

	mixout_columns(m, out);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		writer_str(out, names[i]);
	r = writer_end(out);
	for (size_t g = 0; g < m->ngroups; g++) {
		s = all_shares(m, g, &whole_percents);
		for (size_t p = 0; p < m->nperiods; p++)
			for (size_t c = 0; c < m->ncats && r == 0 && mix_has_period(m, g, p); c++)
				if (mix_has_category(m, g, c))
					r = share_row(m, &s, g, c, p, out);
		free_shares(&s);
	}
	return r;
}
