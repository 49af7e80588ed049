#include "plans/mix.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "stat/apportion.h"

enum { MOST_NOTES = 3 };	/* of a kind, unless -v */

struct mix *
mix_new(struct arena memory, size_t ncols, size_t ngroups, size_t ncats, size_t nperiods)
{
	struct mix *m = xcalloc(1, sizeof(*m));
	struct arena *a = &m->memory;

	*m = (struct mix){.ncols = ncols, .ngroups = ngroups, .ncats = ncats, .nperiods = nperiods,
	    .whole = true, .memory = memory};
	m->col = arena_alloc(a, ncols * sizeof(*m->col));
	m->key = arena_alloc(a, ngroups * ncols * sizeof(*m->key));
	m->indicator = arena_alloc(a, ngroups * sizeof(*m->indicator));
	m->cat = arena_alloc(a, (ncats + 1) * sizeof(*m->cat));
	m->cat[ncats] = "Total";
	m->period = arena_alloc(a, nperiods * sizeof(*m->period));
	m->cell = arena_alloc(a, ngroups * (ncats + 1) * nperiods * sizeof(*m->cell));
	return m;
}

void
mix_free(struct mix *m)
{
	if (m != NULL)
		arena_free(&m->memory);
	free(m);
}

void
mix_place(struct mix *m, size_t period, double score)
{
	char t[32];

	snprintf(t, sizeof(t), "%.0f", score);
	m->period[period].t = arena_copy(&m->memory, slice_of(t)).p;
	m->period[period].score = score;
}

void
mix_name_group(struct mix *m, size_t g, struct slice key)
{
	struct slice cell;

	for (size_t i = 0; keybuf_next(&key, &cell); i++)
		*(i < m->ncols ? &m->key[g * m->ncols + i] : &m->indicator[g]) =
		    arena_copy(&m->memory, cell).p;
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
mix_row(const struct mix *m, size_t g, const struct mix_table *t, const void *record,
    unsigned state, struct rows *out)
{
	mix_keys(m, g, out);
	rows_cells(out, t->column, t->n, record, state, t->undefined);
	rows_end(out);
}

static void __attribute__((format(printf, 3, 0)))
say(const struct mix_options *o, enum mix_level level, const char *fmt, va_list ap)
{
	struct errmsg what, e;

	if ((level == MIX_NOTE && o->filter->quiet) || (level == MIX_DETAIL && !o->filter->verbose))
		return;
	errmsg_vset(&what, fmt, ap);
	errmsg_set(&e, "%s%s", level == MIX_NOTE ? "note: " : "", what.text);
	o->say(e.text);
}

void
mix_say(const struct mix_options *o, enum mix_level level, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(o, level, fmt, ap);
	va_end(ap);
}

void
mix_note(const struct mix_options *o, struct mix_notes *notes, const char *fmt, ...)
{
	va_list ap;

	if (notes->n++ >= MOST_NOTES && !o->filter->verbose)
		return;
	va_start(ap, fmt);
	say(o, MIX_NOTE, fmt, ap);
	va_end(ap);
}

void
mix_note_rest(const struct mix_options *o, const struct mix_notes *notes, const char *file)
{
	if (notes->n > MOST_NOTES && !o->filter->verbose)
		mix_say(o, MIX_NOTE, "%s: %s (-v for all)", file,
		    plural(notes->n - MOST_NOTES, notes->noun).text);
}

void
mix_group_name(const struct mix *m, size_t g, struct textbuf *t)
{
	textbuf_reset(t);
	for (size_t i = 0; i < m->ncols; i++)
		textbuf_addf(t, "%s%s", i > 0 ? ", " : "", m->key[g * m->ncols + i]);
	if (m->by_indicator)
		textbuf_addf(t, "%s%s", m->ncols > 0 ? ", " : "", m->indicator[g]);
	if (t->n > 0)
		textbuf_addf(t, ": ");
}
