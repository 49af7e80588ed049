#include "plans/mix.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/apportion.h"

struct mix *
mix_new(size_t ncols, size_t ngroups, size_t ncats, size_t nperiods)
{
	struct mix *m = xcalloc(1, sizeof(*m));

	*m = (struct mix){.ncols = ncols, .ngroups = ngroups, .ncats = ncats, .nperiods = nperiods,
	    .whole = true};
	m->col = xcalloc(ncols, sizeof(*m->col));
	m->key = xcalloc(ngroups * ncols, sizeof(*m->key));
	m->indicator = xcalloc(ngroups, sizeof(*m->indicator));
	m->cat = xcalloc(ncats + 1, sizeof(*m->cat));
	m->cat[ncats] = xstrdup("Total");
	m->period = xcalloc(nperiods, sizeof(*m->period));
	m->cell = xcalloc(ngroups * (ncats + 1) * nperiods, sizeof(*m->cell));
	return m;
}

static void
free_strings(char **s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(s[i]);
	free(s);
}

void
mix_free(struct mix *m)
{
	if (m == NULL)
		return;
	free_strings(m->col, m->ncols);
	free_strings(m->key, m->ngroups * m->ncols);
	free_strings(m->indicator, m->ngroups);
	free_strings(m->cat, m->ncats + 1);
	for (size_t i = 0; i < m->nperiods; i++) {
		free(m->period[i].label);
		free(m->period[i].t);
	}
	free(m->period);
	for (size_t i = 0; i < m->ngroups * (m->ncats + 1) * m->nperiods; i++)
		free(m->cell[i].hidden);
	free(m->cell);
	free(m);
}

struct mix_cell *
mix_cell(const struct mix *m, size_t group, size_t cat, size_t period)
{
	return &m->cell[(group * (m->ncats + 1) + cat) * m->nperiods + period];
}

struct mix_cell *
mix_total(const struct mix *m, size_t group, size_t period)
{
	return mix_cell(m, group, m->ncats, period);
}

bool
mix_has_period(const struct mix *m, size_t group, size_t period)
{
	for (size_t c = 0; c <= m->ncats; c++)
		if (mix_cell(m, group, c, period)->state != MIX_ABSENT)
			return true;
	return false;
}

bool
mix_has_category(const struct mix *m, size_t group, size_t cat)
{
	for (size_t p = 0; p < m->nperiods; p++)
		if (mix_cell(m, group, cat, p)->state != MIX_ABSENT)
			return true;
	return false;
}

bool
mix_counts(const struct mix *m, size_t group, size_t period, int64_t *count)
{
	const struct mix_cell *cell;

	for (size_t c = 0; c < m->ncats; c++) {
		cell = mix_cell(m, group, c, period);
		if (cell->state == MIX_HIDDEN)
			return false;
		count[c] = cell->count;
	}
	return true;
}

/* units * count / total, halves away from zero. */
static int64_t
half_up(int64_t units, int64_t count, int64_t total)
{
	return (int64_t)(((__int128)2 * units * count + total) / ((__int128)2 * total));
}

bool
mix_shares(const struct mix *m, size_t group, size_t period, enum mix_rounding rounding,
    int decimals, int64_t *share)
{
	const struct mix_cell *total = mix_total(m, group, period);
	int64_t units = 100, *count;
	bool given;

	if (total->state != MIX_COUNT || total->count == 0)
		return false;
	for (int i = 0; i < decimals; i++)
		units *= 10;
	count = xcalloc(m->ncats, sizeof(*count));
	given = mix_counts(m, group, period, count);
	if (given && m->whole && rounding == MIX_LARGEST)
		given = apportion(count, m->ncats, units, share, NULL) == 0;
	else if (given)
		for (size_t c = 0; c < m->ncats; c++)
			share[c] = half_up(units, count[c], total->count);
	free(count);
	return given;
}

void
mix_headings(const struct mix *m, struct rows *out)
{
	for (size_t i = 0; i < m->ncols; i++)
		rows_str(out, m->col[i]);
	if (m->by_indicator)
		rows_str(out, "indicator");
}

void
mix_keys(const struct mix *m, size_t g, struct rows *out)
{
	for (size_t i = 0; i < m->ncols; i++)
		rows_str(out, m->key[g * m->ncols + i]);
	if (m->by_indicator)
		rows_str(out, m->indicator[g]);
}

void
mix_say(const struct mix_say *to, enum mix_level level, const char *fmt, ...)
{
	struct errmsg e;
	va_list ap;

	va_start(ap, fmt);
	errmsg_vset(&e, fmt, ap);
	va_end(ap);
	to->say(to->ctx, level, e.text);
}
