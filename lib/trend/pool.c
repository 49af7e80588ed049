#include "trend/pool.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

void
made_free(struct made *m)
{
	free(m->y);
	free(m->row);
	*m = (struct made){0};
}

/* Starts *m as s without rows. */
static void
start(struct made *m, const struct series *s)
{
	m->s = *s;
	m->y = xrealloc(m->y, s->n, sizeof(*m->y));
	m->row = xrealloc(m->row, s->n, sizeof(*m->row));
	m->s.y = m->y;
	m->s.row = m->row;
	m->s.n = m->s.nrows = 0;
}

static void
add_sum(struct made *m, const struct series *s, size_t last, size_t n)
{
	struct series_row row = s->row[last];
	double sum = 0, population = 0;

	row.below = NAN;
	for (size_t i = last + 1 - n; i <= last; i++) {
		sum += s->y[i];
		population += s->row[i].population;
		row.rebase = row.rebase || s->row[i].rebase;
		if (row.mark == MARK_NONE)
			row.mark = s->row[i].mark;
	}
	row.population = s->populated ? population : NAN;
	m->row[m->s.n] = row;
	m->y[m->s.n++] = sum;
	m->s.nrows++;
}

int
pool_series(const struct series *s, enum pool_form form, size_t n, struct made *m,
    struct errmsg *e)
{
	const size_t step = form == POOL_BLOCKS ? n : 1;
	size_t placed = s->n;

	if (s->measure == SERIES_FIGURES && s->percent)
		return errmsg_set(e, "%s: '%s' is of percentages, which cannot be added up; "
		    "expected a numerator and a denominator",
		    form == POOL_BLOCKS ? "--pool" : "--rolling", s->name);
	start(m, s);
	m->s.pace = s->pace * (int)step;
	while (placed > 0 && isnan(s->row[placed - 1].x))
		placed--;
	for (size_t last = form == POOL_BLOCKS ? (placed + n - 1) % n : n - 1; last < placed;
	    last += step)
		if (last + 1 >= n)
			add_sum(m, s, last, n);
	return 0;
}

/* The figure of series id in the period of row i of s; NaN: none. */
static double
value_in(const struct series *of, const struct series_row *row, bool by_period)
{
	for (size_t i = 0; i < of->n; i++)
		if (by_period ? of->row[i].ord == row->ord : of->row[i].x == row->x)
			return of->y[i];
	return NAN;
}

int
pool_share(const struct series *s, size_t numerator, size_t denominator, struct made *m,
    struct errmsg *e)
{
	const bool by_period = s->freq != PERIOD_NONE;
	const char *name = s->name;
	struct series of;

	start(m, s);
	m->s.n = s->n;
	m->s.nrows = s->nrows;
	m->s.populated = true;
	m->s.measure = SERIES_PROPORTIONS;
	for (size_t i = 0; i < s->n; i++)
		m->row[i] = s->row[i];
	/* From here on the arrays of s are those of others. */
	if (series_get((struct series_set *)m->s.set, numerator, &of, e) != 0)
		return -1;
	for (size_t i = 0; i < m->s.n; i++)
		m->y[i] = value_in(&of, &m->row[i], by_period);
	if (series_get((struct series_set *)m->s.set, denominator, &of, e) != 0)
		return -1;
	for (size_t i = 0; i < m->s.n; i++) {
		m->row[i].population = value_in(&of, &m->row[i], by_period);
		m->row[i].mark = MARK_NONE;
		m->row[i].below = NAN;
		if (m->y[i] > m->row[i].population || m->y[i] < 0)
			return errmsg_set(e, "--dictionary: '%s' has a numerator of %.17g for a "
			    "denominator of %.17g; expected no more than the denominator", name,
			    m->y[i], m->row[i].population);
		if (m->row[i].population == 0)
			m->row[i].population = NAN;
	}
	m->s.populated = true;
	return 0;
}
