#include "stat/theil_sen.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stat/univariate.h"

#define SAMPLE ((size_t)4096)	/* slopes looked at to narrow a bracket, at least; n for long series */
#define ROUNDS 200		/* of narrowing; after 60 by halves no two doubles are left apart */

/* y - s x to twice the precision of a double, so that slopes compare as if exact. */
struct height {
	double high, low;
	uint32_t point;
};

/* What selection works on: the points, their order at the lower end, and room to sort. */
struct select {
	const double *x, *y;
	size_t n;
	struct height *h, *room;
	uint32_t *order, *rank, *work;
};

/* Sampled or listed inversions: of rank next[0..] in the order in which merging meets them. */
struct pick {
	double step, next, seen;
	double *slope;
	size_t n, cap;
};

static double
slope_of(const struct select *s, uint32_t a, uint32_t b)
{
	uint32_t i = a < b ? a : b, j = a < b ? b : a;

	return (s->y[j] - s->y[i]) / (s->x[j] - s->x[i]);
}

static struct height
height_of(const struct select *s, double slope, uint32_t i)
{
	struct height h = {.point = i};
	double p, d, e, t;

	if (isinf(slope)) {	/* -inf: by x ascending, +inf: descending */
		h.high = slope < 0 ? s->x[i] : -s->x[i];
		return h;
	}
	p = slope * s->x[i];
	e = -fma(slope, s->x[i], -p);
	d = s->y[i] - p;
	t = d - s->y[i];
	e += (s->y[i] - (d - t)) + (-p - t);
	h.high = d + e;
	h.low = e - (h.high - d);
	return h;
}

/* Slopes equal to the value have been passed: of two points at one height the later comes first. */
static int
before(const struct height *a, const struct height *b)
{
	if (a->high != b->high)
		return a->high < b->high;
	if (a->low != b->low)
		return a->low < b->low;
	return a->point > b->point;
}

static void
sort_heights(struct height *h, size_t n, struct height *room)
{
	size_t half = n / 2, i = 0, j = half, k = 0;

	if (n <= 12) {
		for (i = 1; i < n; i++) {
			struct height v = h[i];

			for (j = i; j > 0 && before(&v, &h[j - 1]); j--)
				h[j] = h[j - 1];
			h[j] = v;
		}
		return;
	}
	sort_heights(h, half, room);
	sort_heights(h + half, n - half, room);
	if (before(&h[half - 1], &h[half]))
		return;
	while (i < half && j < n)
		room[k++] = before(&h[j], &h[i]) ? h[j++] : h[i++];
	memcpy(room + k, h + i, (half - i) * sizeof *h);
	memcpy(h, room, (k + half - i) * sizeof *h);
}

/* The points in their order at a slope, into order. */
static void
order_at(struct select *s, double slope, uint32_t *order)
{
	for (size_t i = 0; i < s->n; i++)
		s->h[i] = height_of(s, slope, (uint32_t)i);
	sort_heights(s->h, s->n, s->room);
	for (size_t i = 0; i < s->n; i++)
		order[i] = s->h[i].point;
}

/*
 * Counts the pairs of order[0..n) that stand otherwise in s->rank, putting order in that order, and picks those
 * whose running number is asked for.
 */
static double
crossings(struct select *s, uint32_t *order, size_t n, struct pick *pick)
{
	size_t half = n / 2, i = 0, j = half, k = 0;
	double count = 0;

	if (n < 2)
		return 0;
	count = crossings(s, order, half, pick) + crossings(s, order + half, n - half, pick);
	while (i < half && j < n) {
		if (s->rank[order[i]] < s->rank[order[j]]) {
			s->work[k++] = order[i++];
			continue;
		}
		count += (double)(half - i);
		while (pick != NULL && pick->n < pick->cap &&
		    pick->next < pick->seen + (double)(half - i)) {
			pick->slope[pick->n++] = slope_of(s,
			    order[i + (size_t)(pick->next - pick->seen)], order[j]);
			pick->next = floor(((double)pick->n + 0.5) * pick->step);
		}
		if (pick != NULL)
			pick->seen += (double)(half - i);
		s->work[k++] = order[j++];
	}
	memcpy(s->work + k, order + i, (half - i) * sizeof *order);
	memcpy(order, s->work, (k + half - i) * sizeof *order);
	return count;
}

/* The slopes above low and not above high: how many; pick may be NULL. */
static double
between(struct select *s, double low, double high, struct pick *pick)
{
	order_at(s, high, s->order);
	for (size_t i = 0; i < s->n; i++)
		s->rank[s->order[i]] = (uint32_t)i;
	order_at(s, low, s->order);
	return crossings(s, s->order, s->n, pick);
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* A double half-way from a to b in the order of the doubles, so that 64 halvings leave neighbours. */
static double
halfway(double a, double b)
{
	const double top = 1.7976931348623157e308;
	double x = fmax(a, -top), y = fmin(b, top), m;
	int ex, ey;

	if (x < 0 && y > 0)
		return 0;
	if (x == 0)
		return y > 1e-300 ? ldexp(1, ilogb(y) / 2 - 500) : y / 2;
	if (y == 0)
		return x < -1e-300 ? -ldexp(1, ilogb(x) / 2 - 500) : x / 2;
	(void)frexp(x, &ex);
	(void)frexp(y, &ey);
	if (abs(ex - ey) > 2)
		return copysign(ldexp(1, ex / 2 + ey / 2), x);
	m = x / 2 + y / 2;
	return m;
}

/* (low, high] holds the slope of rank k: those not above low, those not above high. */
struct bracket {
	double low, high, below, upto;
};

/* Cuts the bracket at v, if v lies within; says whether it grew smaller. */
static int
cut(struct select *s, struct bracket *b, double v, double k)
{
	double upto;

	if (!(v > b->low && v < b->high))
		return 0;
	upto = b->below + between(s, b->low, v, NULL);
	if (upto < k) {
		b->low = v;
		b->below = upto;
	} else {
		b->high = v;
		b->upto = upto;
	}
	return 1;
}

/* Looks at slopes of the bracket at even steps, and cuts on both sides of where the wanted one must be. */
static int
narrow(struct select *s, struct bracket *b, double k, double *slope, size_t cap)
{
	double held = b->upto - b->below, at, margin = 2 * sqrt((double)cap);
	struct pick pick = {.step = held / (double)cap, .slope = slope, .cap = cap};
	int smaller;

	pick.next = floor(pick.step / 2);
	between(s, b->low, b->high, &pick);
	if (pick.n == 0)
		return 0;
	qsort(slope, pick.n, sizeof *slope, compare);
	at = (k - b->below) / held * (double)pick.n;
	smaller = cut(s, b, slope[(size_t)fmin(fmax(at - margin, 0), (double)pick.n - 1)], k);
	smaller |= cut(s, b, slope[(size_t)fmin(at + margin, (double)pick.n - 1)], k);
	/* Many slopes of one value: leave it alone in the bracket. */
	at = slope[(size_t)fmin(fmax(at, 0), (double)pick.n - 1)];
	if (!smaller) {
		smaller |= cut(s, b, nextafter(at, -INFINITY), k);
		smaller |= cut(s, b, nextafter(at, INFINITY), k);
	}
	return smaller;
}

static double
listed(struct select *s, const struct bracket *b, double k, double *slope, size_t cap)
{
	struct pick pick = {.step = 1, .slope = slope, .cap = cap};
	size_t want = (size_t)(k - b->below) - 1;

	between(s, b->low, b->high, &pick);
	if (pick.n == 0)
		return b->high;
	return gsl_stats_select(slope, 1, pick.n, want < pick.n ? want : pick.n - 1);
}

double
theil_sen_select(const double *x, const double *y, size_t n, double k)
{
	struct select s = {.x = x, .y = y, .n = n};
	struct bracket b = {-INFINITY, INFINITY, 0, (double)n * ((double)n - 1) / 2};
	size_t cap = n > SAMPLE ? n : SAMPLE;
	double *slope = xmalloc(cap * sizeof *slope), v;

	s.h = xmalloc(2 * n * sizeof *s.h);
	s.room = s.h + n;
	s.order = xmalloc(3 * n * sizeof *s.order);
	s.rank = s.order + n;
	s.work = s.rank + n;
	for (int i = 0; i < ROUNDS && b.upto - b.below > (double)cap &&
	    nextafter(nextafter(b.low, INFINITY), INFINITY) < b.high; i++)
		if (!narrow(&s, &b, k, slope, cap))
			cut(&s, &b, halfway(b.low, b.high), k);
	if (b.upto - b.below > (double)cap) {	/* all within a unit in the last place or two */
		struct pick one = {.step = 1, .slope = slope, .cap = 1};

		between(&s, b.low, b.high, &one);
		v = slope[0];
	} else {
		v = listed(&s, &b, k, slope, cap);
	}
	free(s.order);
	free(s.h);
	free(slope);
	return v;
}

/* Slopes by rank: from the list of all, or by counting. */
struct slopes {
	const double *x, *y;
	size_t n;
	double all, *list;
};

static double
slope_of_rank(const struct slopes *s, double k)
{
	if (s->list != NULL)
		return gsl_stats_select(s->list, 1, (size_t)s->all, (size_t)k - 1);
	return theil_sen_select(s->x, s->y, s->n, k);
}

static double *
all_slopes(const double *x, const double *y, size_t n)
{
	double *d = xmalloc(n * (n - 1) / 2 * sizeof *d);
	size_t k = 0;

	for (size_t j = 1; j < n; j++)
		for (size_t i = 0; i < j; i++)
			d[k++] = (y[j] - y[i]) / (x[j] - x[i]);
	return d;
}

static void
exact_limits(const struct slopes *s, double conf, struct theil_sen *ts)
{
	double dist[MANN_KENDALL_EXACT * (MANN_KENDALL_EXACT - 1) / 2 + 1];
	double total = inversion_distribution(s->n, dist), sum = 0, within = 0;
	size_t rank = 0;

	/* The last digits of the sum decide nothing: a tail of exactly (1 - conf)/2 is within. */
	for (size_t i = 0; i <= (size_t)s->all; i++) {
		sum += dist[i];
		if (sum > total * (1 - conf) / 2 * (1 + 1e-13))
			break;
		within = sum;
		rank = i + 1;
	}
	ts->exact_rank = (double)rank;
	if (rank == 0)
		return;
	ts->exact_lower = slope_of_rank(s, (double)rank);
	ts->exact_upper = slope_of_rank(s, s->all + 1 - (double)rank);
	ts->exact_confidence = 1 - 2 * within / total;
}

static void
intercepts(const double *x, const double *y, size_t n, struct theil_sen *ts)
{
	double *v = xmalloc(n * sizeof *v), mx = n % 2 == 1 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;

	memcpy(v, y, n * sizeof *v);
	ts->intercept_conover = median_of(v, n) - ts->slope * mx;
	for (size_t i = 0; i < n; i++)
		v[i] = y[i] - ts->slope * x[i];
	ts->intercept_residual = median_of(v, n);
	free(v);
}

void
theil_sen(const double *x, const double *y, size_t n, const struct mann_kendall *mk, double conf,
    struct theil_sen *ts)
{
	struct slopes s = {.x = x, .y = y, .n = n, .all = (double)n * ((double)n - 1) / 2};
	double half, c;

	*ts = (struct theil_sen){n, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
	if (n < 2)
		return;
	if (n <= THEIL_SEN_ALL)
		s.list = all_slopes(x, y, n);
	half = floor((s.all + 1) / 2);
	ts->slope = slope_of_rank(&s, half);
	if (fmod(s.all, 2) == 0)
		ts->slope = (ts->slope + slope_of_rank(&s, half + 1)) / 2;
	c = gsl_cdf_ugaussian_Pinv((1 + conf) / 2) * sqrt(mk->var_s);
	ts->rank_lower = fmax(1, nearbyint((s.all - c) / 2));
	ts->rank_upper = fmin(s.all, nearbyint((s.all + c) / 2) + 1);
	ts->lower = slope_of_rank(&s, ts->rank_lower);
	ts->upper = slope_of_rank(&s, ts->rank_upper);
	intercepts(x, y, n, ts);
	if (!mk->tied && n <= MANN_KENDALL_EXACT)
		exact_limits(&s, conf, ts);
	free(s.list);
}
