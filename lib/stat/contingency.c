#include "stat/contingency.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

struct margins {
	int64_t *row, *column;
	int64_t n;
};

static int
add_counts(const int64_t *count, size_t rows, size_t columns, struct margins *m)
{
	int64_t c;

	for (size_t i = 0; i < rows; i++)
		for (size_t j = 0; j < columns; j++) {
			c = count[i * columns + j];
			if (c < 0 || c > CONTINGENCY_MAX - m->n)
				return -1;
			m->row[i] += c;
			m->column[j] += c;
			m->n += c;
		}
	return 0;
}

/*
 * (1+u) log(1+u) - u for u >= -1: a cell's part of G/2, over E. For small u, where the terms
 * cancel, it is the series sum (-u)^k / (k (k-1)) from k = 2.
 */
static double
deviance_term(double u)
{
	double term = u * u, sum = 0;

	if (u <= -1)
		return 1;
	if (fabs(u) > 0.05)
		return (1 + u) * log1p(u) - u;
	for (int k = 2; k < 16; k++) {
		sum += term / (k * (k - 1.0));
		term *= -u;
	}
	return sum;
}

/* Adds one cell's part. O - E is (O n - row column) / n, with a numerator exact in 128 bits. */
static void
add_cell(struct contingency *t, int64_t count, int64_t row, int64_t column, int64_t n)
{
	double expected = (double)((long double)row * (long double)column / (long double)n);
	__int128 above = (__int128)count * n - (__int128)row * column;
	double difference = (double)((long double)above / (long double)n);

	t->chisq += difference * difference / expected;
	t->g += 2 * expected * deviance_term(difference / expected);
	if (isnan(t->min_expected) || expected < t->min_expected)
		t->min_expected = expected;
	/* row * column < 5 n, exactly */
	t->below5 += (__int128)row * column < (__int128)5 * n;
	t->cells++;
}

static int64_t
positive(const int64_t *sum, size_t n)
{
	int64_t k = 0;

	for (size_t i = 0; i < n; i++)
		k += sum[i] > 0;
	return k;
}

static void
test_table(const int64_t *count, size_t rows, size_t columns, const struct margins *m,
    struct contingency *t)
{
	int64_t r = positive(m->row, rows), c = positive(m->column, columns);

	*t = (struct contingency){.n = m->n, .df = r > 0 ? (r - 1) * (c - 1) : 0,
	    .min_expected = NAN};
	for (size_t i = 0; i < rows; i++)
		for (size_t j = 0; j < columns; j++)
			if (m->row[i] > 0 && m->column[j] > 0)
				add_cell(t, count[i * columns + j], m->row[i], m->column[j], m->n);
	if (r < 2 || c < 2) {
		t->chisq = t->p = t->g = t->p_g = t->v = NAN;
		return;
	}
	t->p = gsl_cdf_chisq_Q(t->chisq, (double)t->df);
	t->p_g = gsl_cdf_chisq_Q(t->g, (double)t->df);
	t->v = sqrt(t->chisq / ((double)m->n * (double)((r < c ? r : c) - 1)));
}

int
contingency(const int64_t *count, size_t rows, size_t columns, struct contingency *t)
{
	struct margins m = {.row = xcalloc(rows, sizeof(*m.row)),
	    .column = xcalloc(columns, sizeof(*m.column))};
	int r = add_counts(count, rows, columns, &m);

	if (r == 0)
		test_table(count, rows, columns, &m, t);
	free(m.row);
	free(m.column);
	return r;
}

static int
add_groups(const int64_t *events, const int64_t *trials, const double *score, size_t k, int64_t *x,
    int64_t *n)
{
	*x = *n = 0;
	for (size_t i = 0; i < k; i++) {
		if (events[i] < 0 || events[i] > trials[i] || trials[i] > CONTINGENCY_MAX - *n ||
		    !isfinite(score[i]))
			return -1;
		*x += events[i];
		*n += trials[i];
	}
	return 0;
}

int
cochran_armitage(const int64_t *events, const int64_t *trials, const double *score, size_t k,
    struct cochran_armitage *t)
{
	long double mean = 0, above = 0, spread = 0, away, denominator;
	int64_t x, n;

	if (add_groups(events, trials, score, k, &x, &n) == -1)
		return -1;
	*t = (struct cochran_armitage){NAN, NAN, NAN, NAN};
	if (x == 0 || x == n)
		return 0;
	/*
	 * Scores are taken from the first, as years or days would cancel. The numerator of
	 * events - trials x / n is exact in 128 bits: without a trend the sum is exactly 0.
	 */
	for (size_t i = 0; i < k; i++) {
		away = (long double)score[i] - score[0];
		above += away * (long double)((__int128)events[i] * n - (__int128)trials[i] * x);
		mean += away * trials[i] / n;
	}
	above /= n;
	for (size_t i = 0; i < k; i++) {
		away = (long double)score[i] - score[0] - mean;
		spread += away * away * trials[i];
	}
	if (spread <= 0)
		return 0;
	denominator = (long double)x / n * ((long double)(n - x) / n) * spread;
	t->z = (double)(above / sqrtl(denominator));
	t->chisq = t->z * t->z;
	t->p = 2 * gsl_cdf_ugaussian_Q(fabs(t->z));
	t->slope = (double)(above / spread);
	return 0;
}

/* x successes in n, out of `total` in n and m together. */
struct hypergeometric {
	int64_t x, n, m, total, lo, hi;		/* lo <= x <= hi */
};

/* At one ratio of the odds: the mean and variance; of k >= x and k <= x, probability and mean. */
struct moments {
	double mean, variance, upper, upper_mean, lower, lower_mean;
	long double at;		/* the weight of x, the mode's being 1 */
};

struct sums {
	long double weight, first, second;	/* of w, w d, w d^2, d the distance from x */
};

static void
add_weight(struct sums *s, long double w, long double d)
{
	s->weight += w;
	s->first += w * d;
	s->second += w * d * d;
}

/* w(k + 1) / w(k), apart from the ratio of the odds. */
static long double
next_weight(const struct hypergeometric *h, int64_t k)
{
	return (long double)(h->n - k) / (long double)(k + 1) * (long double)(h->total - k) /
	    (long double)(h->m - h->total + k + 1);
}

/* The largest weight is at the root of w(k + 1) = w(k), a quadratic, or next to it. */
static int64_t
find_mode(const struct hypergeometric *h, double odds)
{
	double n = (double)h->n, m = (double)h->m, t = (double)h->total, mode;
	double b = odds * (n + t) + (m - t), c = odds * n * t;

	mode = floor(2 * c / (b + sqrt(fmax(0, b * b - 4 * (odds - 1) * c))));
	return mode >= (double)h->hi ? h->hi : mode <= (double)h->lo || isnan(mode) ? h->lo :
	    (int64_t)mode;
}

/* Adds the weights on one side of the mode until they no longer count, in a tail of x either. */
static void
add_side(const struct hypergeometric *h, double odds, int64_t mode, int step, struct sums *above,
    struct sums *below, long double *at)
{
	struct sums *far = step > 0 ? above : below;
	long double w = 1;

	for (int64_t k = mode; step > 0 ? k < h->hi : k > h->lo;) {
		w *= step > 0 ? next_weight(h, k) * odds : 1 / (next_weight(h, k - 1) * odds);
		k += step;
		if (w == 0 || ((step > 0 ? k > h->x : k < h->x) &&
		    w < (far->weight + *at) * 1e-22L))
			break;
		if (k == h->x)
			*at = w;
		else
			add_weight(k > h->x ? above : below, w, (long double)(k - h->x));
	}
}

static struct moments
moments(const struct hypergeometric *h, double log_odds)
{
	double odds = exp(log_odds);
	struct sums above = {0}, below = {0};
	int64_t mode = find_mode(h, odds);
	long double at = 0, all, mean;

	if (mode == h->x)
		at = 1;
	else
		add_weight(mode > h->x ? &above : &below, 1, (long double)(mode - h->x));
	add_side(h, odds, mode, 1, &above, &below, &at);
	add_side(h, odds, mode, -1, &above, &below, &at);
	all = above.weight + below.weight + at;
	mean = (above.first + below.first) / all;
	return (struct moments){
		.at = at,
		.mean = (double)mean,
		.variance = (double)((above.second + below.second) / all - mean * mean),
		.upper = (double)((above.weight + at) / all),
		.upper_mean = (double)(above.first / (above.weight + at)),
		.lower = (double)((below.weight + at) / all),
		.lower_mean = (double)(below.first / (below.weight + at)),
	};
}

/* What is to be 0, rising with the logarithm of the odds: by the mean, or by a tail of x. */
enum solve_for { SOLVE_MEAN, SOLVE_UPPER_TAIL, SOLVE_LOWER_TAIL };

static double
value_at(const struct hypergeometric *h, enum solve_for what, double tail, double log_odds,
    double *slope)
{
	struct moments m = moments(h, log_odds);

	switch (what) {
	case SOLVE_MEAN:
		*slope = m.variance;
		return m.mean;
	case SOLVE_UPPER_TAIL:
		*slope = m.upper_mean - m.mean;
		return log(m.upper / tail);
	case SOLVE_LOWER_TAIL:
		*slope = m.mean - m.lower_mean;
		return -log(m.lower / tail);
	}
	return NAN;
}

/* Newton's method, halving what is left of the bracket where a step would leave it. */
static double
solve_odds(const struct hypergeometric *h, enum solve_for what, double tail, double start)
{
	const double most = 4;		/* of a step */
	double b = start, lo = -INFINITY, hi = INFINITY, v, slope, step;

	for (int i = 0; i < 300; i++) {
		v = value_at(h, what, tail, b, &slope);
		if (v == 0)
			return exp(b);
		*(v < 0 ? &lo : &hi) = b;
		step = slope > 0 ? fmin(most, fmax(-most, -v / slope)) : v < 0 ? most : -most;
		if (isnan(step))	/* both tails beyond any double */
			step = v < 0 ? most : -most;
		if (fabs(step) < 1e-14 * fmax(1, fabs(b)))
			return exp(b + step);
		if (b + step <= lo || b + step >= hi)
			step = (lo + hi) / 2 - b;
		if (b + step == b)
			return exp(b);
		b += step;
	}
	return NAN;
}

/* False: an argument is out of range. */
static bool
take_table(int64_t x, int64_t n, int64_t y, int64_t m, struct hypergeometric *h)
{
	if (n < 1 || m < 1 || n > ODDS_MOST || m > ODDS_MOST || x < 0 || x > n || y < 0 || y > m)
		return false;
	*h = (struct hypergeometric){.x = x, .n = n, .m = m, .total = x + y};
	h->lo = h->total > m ? h->total - m : 0;
	h->hi = h->total < n ? h->total : n;
	return true;
}

int
odds_ratio(int64_t x, int64_t n, int64_t y, int64_t m, double conf, struct odds *o)
{
	struct hypergeometric h;
	double tail = (1 - conf) / 2, start, p;
	struct moments equal;
	struct odds r = {NAN, {0, INFINITY}, 1};

	if (!take_table(x, n, y, m, &h) || !(conf > 0 && conf < 1))
		return -1;
	if (h.lo < h.hi) {
		start = log(((double)x + 0.5) * ((double)(m - y) + 0.5) /
		    (((double)(n - x) + 0.5) * ((double)y + 0.5)));
		equal = moments(&h, 0);
		p = 2 * fmin(equal.upper, equal.lower);
		r.p = p < 1e-300 ? 0 : fmin(1, p);
		r.value = x == h.lo ? 0 : x == h.hi ? INFINITY :
		    solve_odds(&h, SOLVE_MEAN, 0, start);
		r.ci.lo = x == h.lo ? 0 : solve_odds(&h, SOLVE_UPPER_TAIL, tail, start - 1);
		r.ci.hi = x == h.hi ? INFINITY : solve_odds(&h, SOLVE_LOWER_TAIL, tail, start + 1);
		if (isnan(r.value) || isnan(r.ci.lo) || isnan(r.ci.hi))
			return -1;
	}
	*o = r;
	return 0;
}

double
odds_p_fisher(int64_t x, int64_t n, int64_t y, int64_t m)
{
	struct hypergeometric h;
	long double at, w, small, all = 1;
	int64_t mode;

	if (!take_table(x, n, y, m, &h))
		return NAN;
	mode = find_mode(&h, 1);
	at = moments(&h, 0).at * (1 + 1e-7L);	/* R's allowance for rounding */
	small = at >= 1;
	for (int step = -1; step <= 1; step += 2) {
		w = 1;
		for (int64_t k = mode; step > 0 ? k < h.hi : k > h.lo; k += step) {
			w *= step > 0 ? next_weight(&h, k) : 1 / next_weight(&h, k - 1);
			if (w <= at * 1e-22L)
				break;
			all += w;
			small += w <= at ? w : 0;
		}
	}
	return (double)(small / all) < 1e-300 ? 0 : (double)(small / all);
}
