#include "stat/contingency.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

/* A table's margins. */
struct margins {
	int64_t *row, *column;
	int64_t n;
};

static int
add_up(const int64_t *count, size_t rows, size_t columns, struct margins *m)
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
 * (1+u) log(1+u) - u for u >= -1: what a cell adds to G/2, over E. It is u^2/2 for small u, where the terms
 * as written cancel; there the series sum (-u)^k / (k (k-1)) from k = 2.
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

/* Adds one cell's part. O - E is (O n - row column) / n, and the numerator is exact in 128 bits. */
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

	*t = (struct contingency){.n = m->n, .df = r > 0 ? (r - 1) * (c - 1) : 0, .min_expected = NAN};
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
	struct margins m = {xcalloc(rows, sizeof *m.row), xcalloc(columns, sizeof *m.column), 0};
	int r = add_up(count, rows, columns, &m);

	if (r == 0)
		test_table(count, rows, columns, &m, t);
	free(m.row);
	free(m.column);
	return r;
}
