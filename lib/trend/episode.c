#include "trend/episode.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Of two successive rows: 1 if the figure rose, -1 if it fell; 0: neither, or not known. */
static int
step_to(const struct result *r, size_t i)
{
	const struct chart *c = r->t.chart;
	const double before = r->t.value[i - 1], now = r->t.value[i];

	if (c->stretch[i - 1].group != c->stretch[i].group)
		return 0;
	return (now > before) - (now < before);
}

/* The side of the centre line, of its own stretch; 0: on it, or missing. */
static int
side_of(const struct result *r, size_t i)
{
	const double centre = r->t.chart->stretch[i].centre;

	return (r->t.value[i] > centre) - (r->t.value[i] < centre);
}

static size_t
find_trends(const struct result *r, struct verdict_run *found)
{
	const struct spc_point *p = r->t.chart->point;
	size_t n = 0, to;
	int step;

	for (size_t i = 0; i + 1 < r->s.n; i = to) {
		step = step_to(r, i + 1);
		for (to = i + 1; to + 1 < r->s.n && step_to(r, to + 1) == step; to++)
			;
		if (step != 0 && to - i + 1 >= SPC_RUN && p[i].trend && p[to].trend)
			found[n++] = (struct verdict_run){step > 0 ? SPC_RISING : SPC_FALLING, i,
			    to};
	}
	return n;
}

static size_t
find_shifts(const struct result *r, struct verdict_run *found)
{
	const struct chart *c = r->t.chart;
	size_t n = 0, to;
	int side;

	for (size_t i = 0; i < r->s.n; i = to + 1) {
		to = i;
		side = side_of(r, i);
		if (side == 0 || !c->point[i].shift)
			continue;
		while (to + 1 < r->s.n && c->point[to + 1].shift && side_of(r, to + 1) == side &&
		    c->stretch[to + 1].group == c->stretch[i].group)
			to++;
		found[n++] = (struct verdict_run){side > 0 ? SPC_SHIFT_ABOVE : SPC_SHIFT_BELOW, i,
		    to};
	}
	return n;
}

static bool
is_within(const struct verdict_run *inner, const struct verdict_run *outer)
{
	return inner->from >= outer->from && inner->to <= outer->to;
}

/* Leaves out of run[0..n) those within one of by[0..nby). */
static size_t
leave_out(struct verdict_run *run, size_t n, const struct verdict_run *by, size_t nby)
{
	size_t kept = 0;
	bool within;

	for (size_t i = 0; i < n; i++) {
		within = false;
		for (size_t k = 0; k < nby && !within; k++)
			within = is_within(&run[i], &by[k]);
		if (!within)
			run[kept++] = run[i];
	}
	return kept;
}

static bool
is_covered(const struct verdict_run *run, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		if (i >= run[k].from && i <= run[k].to)
			return true;
	return false;
}

/* Whether a neighbour of point i is outside too, on its side. */
static bool
is_beside_outside(const struct result *r, size_t i)
{
	const struct spc_point *p = r->t.chart->point;
	const int side = side_of(r, i);

	return (i > 0 && p[i - 1].outside && side_of(r, i - 1) == side) ||
	    (i + 1 < r->s.n && p[i + 1].outside && side_of(r, i + 1) == side);
}

/* Points outside and near the limits that are in none of run[0..n), added after these. */
static size_t
add_points(const struct result *r, struct verdict_run *run, const size_t n)
{
	const struct spc_point *p = r->t.chart->point;
	struct verdict_run *end = run + n;
	enum spc_cause cause;
	size_t reach;

	for (size_t i = 0; i < r->s.n; i++) {
		if (!p[i].outside && (!p[i].two_of_three || is_beside_outside(r, i)))
			continue;
		if (is_covered(run, n, i))
			continue;
		cause = p[i].outside ? (side_of(r, i) > 0 ? SPC_ABOVE : SPC_BELOW) :
		    side_of(r, i) > 0 ? SPC_TWO_ABOVE : SPC_TWO_BELOW;
		reach = p[i].outside ? 1 : 2;	/* two of three */
		if (end > run + n && end[-1].cause == cause && i <= end[-1].to + reach)
			end[-1].to = i;
		else
			*end++ = (struct verdict_run){cause, i, i};
	}
	return (size_t)(end - run);
}

static int
by_place(const void *a, const void *b)
{
	const struct verdict_run *x = a, *y = b;

	return x->from != y->from ? (x->from > y->from) - (x->from < y->from) :
	    (x->to > y->to) - (x->to < y->to);
}

/* Leaves out the first of two runs that follow each other on either side of the centre. */
static size_t
leave_out_first(struct verdict_run *run, size_t n)
{
	size_t kept = 0, last = SIZE_MAX;

	for (size_t i = 0; i < n; i++) {
		const bool shift = run[i].cause >= SPC_SHIFT_ABOVE;

		if (shift && last != SIZE_MAX && run[i].from == run[last].to + 1) {
			kept--;
			memmove(run + last, run + last + 1, (kept - last) * sizeof(*run));
		}
		run[kept++] = run[i];
		last = shift ? kept - 1 : last;
	}
	return kept;
}

size_t
episode_find(const struct result *r, struct verdict_run *episode)
{
	size_t n = find_trends(r, episode), nshifts;
	struct verdict_run *shift = episode + n;

	nshifts = find_shifts(r, shift);
	n = leave_out(episode, n, shift, nshifts);
	nshifts = leave_out(shift, nshifts, episode, n);
	memmove(episode + n, shift, nshifts * sizeof(*shift));
	n = add_points(r, episode, n + nshifts);
	qsort(episode, n, sizeof(*episode), by_place);
	return leave_out_first(episode, n);
}
