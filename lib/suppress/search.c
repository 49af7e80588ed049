#include "suppress/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "suppress/certificate.h"

enum { DEPTH = 400 };		/* of the search: bounds its memory */
enum { WORK_ONCE = 30000000 };	/* for one end of one unknown: a third of a second */

/* What one search is for. */
struct goal {
	struct search *s;
	size_t unknown;
	int sign;
	int64_t enough;		/* of sign * unknown */
	uint64_t work;		/* left */
	int depth;
	int64_t *x;		/* room for a candidate */
	double *real;		/* room for multipliers */
	struct multipliers y;
	bool gave_up;
};

void
search_init(struct search *s, const struct piece *p, uint64_t *work)
{
	*s = (struct search){.p = p, .work = work};
	s->low = xmemdup(p->low, p->n * sizeof(*s->low));
	s->high = xmemdup(p->high, p->n * sizeof(*s->high));
	s->least = xcalloc(p->n, sizeof(*s->least));
	s->most = xcalloc(p->n, sizeof(*s->most));
	s->witness = xcalloc(p->n, sizeof(*s->witness));
	s->latest = xcalloc(p->n, sizeof(*s->latest));
	s->impossible = !piece_propagate(p, s->low, s->high);
}

void
search_free(struct search *s)
{
	lp_free(s->lp);
	free(s->low);
	free(s->high);
	free(s->least);
	free(s->most);
	free(s->witness);
	free(s->latest);
}

bool
search_offer(struct search *s, const int64_t *x)
{
	if (!piece_fits(s->p, x))
		return false;
	for (size_t j = 0; j < s->p->n; j++) {
		if (!s->seen || x[j] < s->least[j])
			s->least[j] = x[j];
		if (!s->seen || x[j] > s->most[j])
			s->most[j] = x[j];
	}
	if (!s->seen)
		memcpy(s->witness, x, s->p->n * sizeof(*x));
	memcpy(s->latest, x, s->p->n * sizeof(*x));
	s->seen = true;
	return true;
}

/* The best of sign * unknown among the witnesses. */
static int64_t
best(const struct goal *g)
{
	const struct search *s = g->s;

	return !s->seen ? INT64_MAX : g->sign > 0 ? s->least[g->unknown] : -s->most[g->unknown];
}

/* Whether exact arithmetic agrees that within the bounds nothing better than the best is left. */
static bool
is_ruled_out(struct goal *g, const int64_t *low, const int64_t *high, enum lp_status status)
{
	const struct piece *p = g->s->p;
	struct term objective = {(uint32_t)g->unknown, g->sign};
	struct lp_conflict c;

	if (status == LP_OPTIMAL) {
		lp_multipliers(g->s->lp, g->real);
		certificate_fractions(g->real, p->n_rows, &g->y);
		return g->s->seen &&
		    certificate_least(p, low, high, &objective, 1, &g->y) >= best(g);
	}
	if (status != LP_INFEASIBLE || !lp_conflict(g->s->lp, g->real, &c))
		return false;
	certificate_fractions(g->real, p->n_rows, &g->y);
	if (!c.is_row) {
		objective = (struct term){(uint32_t)c.number, c.sign};
		return certificate_least(p, low, high, &objective, 1, &g->y) >
		    (c.sign > 0 ? high[c.number] : -low[c.number]);
	}
	/* The row's own multiplier takes its terms to the other side. */
	g->y.y[c.number] = -c.sign * g->y.denominator;
	if (c.sign > 0 ? !p->rows[c.number].has_high : !p->rows[c.number].has_low)
		return false;
	return certificate_least(p, low, high, NULL, 0, &g->y) > 0;
}

/* The unknown to divide at, and where: at most *at, or more. False: all are settled. */
static bool
divide(const struct goal *g, const int64_t *low, const int64_t *high, bool solved, size_t *unknown,
    int64_t *at)
{
	size_t n = g->s->p->n;
	double far = 1e-6;
	int64_t wide_most = 0;
	bool found = false;

	for (size_t j = 0; j < n && solved; j++) {
		double x = lp_value(g->s->lp, j), from = fabs(x - round(x));

		if (from > far && floor(x) >= (double)low[j] && floor(x) < (double)high[j]) {
			far = from;
			*unknown = j;
			*at = (int64_t)floor(x);
			found = true;
		}
	}
	for (size_t j = 0; j < n && !found; j++)
		if (high[j] - low[j] > wide_most) {
			wide_most = high[j] - low[j];
			*unknown = j;
			*at = low[j] + wide_most / 2;
		}
	return found || wide_most > 0;
}

static void node(struct goal *g, const int64_t *low, const int64_t *high);

/* Both halves, the one that the linear programme is nearer to first. */
static void
branch(struct goal *g, int64_t *low, int64_t *high, bool solved)
{
	size_t j = 0;
	int64_t at = 0, keep;
	bool up;

	if (!divide(g, low, high, solved, &j, &at)) {
		search_offer(g->s, low);
		return;
	}
	up = solved ? lp_value(g->s->lp, j) - (double)at > 0.5 : g->sign < 0;
	for (int i = 0; i < 2 && !g->gave_up && best(g) > g->enough; i++, up = !up) {
		if (up) {
			keep = low[j], low[j] = at + 1;
			node(g, low, high);
			low[j] = keep;
		} else {
			keep = high[j], high[j] = at;
			node(g, low, high);
			high[j] = keep;
		}
	}
}

/* Only what is better than the best so far. False: nothing is left. */
static bool
cut_off(const struct goal *g, int64_t *low, int64_t *high)
{
	size_t j = g->unknown;

	if (g->s->seen && g->sign > 0 && high[j] > best(g) - 1)
		high[j] = best(g) - 1;
	if (g->s->seen && g->sign < 0 && low[j] < -best(g) + 1)
		low[j] = -best(g) + 1;
	return low[j] <= high[j] && piece_propagate(g->s->p, low, high);
}

/* Whether the linear programme's solution, rounded, is a better witness. */
static bool
is_improved(struct goal *g)
{
	for (size_t j = 0; j < g->s->p->n; j++)
		g->x[j] = llround(lp_value(g->s->lp, j));
	return g->sign * g->x[g->unknown] < best(g) && search_offer(g->s, g->x);
}

static void
spend(struct goal *g, uint64_t steps)
{
	uint64_t *left[2] = {&g->work, g->s->work};

	for (int i = 0; i < 2; i++)
		*left[i] -= steps < *left[i] ? steps : *left[i];
}

static void
solve(struct goal *g, int64_t *low, int64_t *high)
{
	struct search *s = g->s;
	enum lp_status status;
	uint64_t before;

	while (cut_off(g, low, high)) {
		if (s->lp == NULL)
			s->lp = lp_new(s->p);
		before = lp_work(s->lp);
		lp_bound(s->lp, low, high);
		status = lp_least(s->lp, g->unknown, g->sign);
		spend(g, lp_work(s->lp) - before + s->p->n + s->p->n_rows);
		if (status == LP_OPTIMAL && is_improved(g)) {
			if (best(g) <= g->enough || is_ruled_out(g, low, high, status))
				return;
			continue;
		}
		if (!is_ruled_out(g, low, high, status))
			branch(g, low, high, status == LP_OPTIMAL);
		return;
	}
}

static void
node(struct goal *g, const int64_t *low, const int64_t *high)
{
	size_t size = g->s->p->n * sizeof(*low);
	int64_t *l, *h;

	if (g->work == 0 || *g->s->work == 0 || g->depth == DEPTH) {
		g->gave_up = true;
		return;
	}
	spend(g, g->s->p->n + g->s->p->n_rows);
	l = xmemdup(low, size);
	h = xmemdup(high, size);
	g->depth++;
	solve(g, l, h);
	g->depth--;
	free(l);
	free(h);
}

bool
search_end(struct search *s, size_t unknown, int sign, int64_t enough, int64_t *end)
{
	struct goal g = {.s = s, .unknown = unknown, .sign = sign, .enough = sign * enough,
	    .work = WORK_ONCE};

	if (s->impossible)
		return true;
	if (best(&g) > g.enough) {
		g.x = xcalloc(s->p->n, sizeof(*g.x));
		g.real = xcalloc(s->p->n_rows, sizeof(*g.real));
		g.y.y = xcalloc(s->p->n_rows, sizeof(*g.y.y));
		node(&g, s->low, s->high);
		free(g.x);
		free(g.real);
		free(g.y.y);
	}
	if (s->seen)
		*end = sign > 0 ? s->least[unknown] : s->most[unknown];
	else if (!g.gave_up)
		s->impossible = true;
	return !g.gave_up;
}
