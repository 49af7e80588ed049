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
