#include "suppress/certificate.h"

#include <math.h>
#include <stdlib.h>

#define DENOMINATOR_MOST (1 << 20)	/* of a common denominator */
#define NUMERATOR_MOST 1e12

/* The denominator of a fraction near to x, at most 4096; 0: none. */
static int64_t
denominator_of(double x)
{
	double rest = fabs(x), whole;
	int64_t q0 = 0, q1 = 1, q;

	for (int i = 0; i < 20; i++) {
		whole = floor(rest);
		if (i > 0) {
			q = (int64_t)whole * q1 + q0;
			q0 = q1;
			q1 = q;
		}
		if (q1 > 4096)
			return 0;
		if (fabs(fabs(x) * (double)q1 - round(fabs(x) * (double)q1)) < 1e-8 * (double)q1)
			return q1;
		rest = 1 / (rest - whole);
		if (rest > 4096)
			return 0;
	}
	return 0;
}

static int64_t
greatest_divisor(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t r = a % b;

		a = b;
		b = r;
	}
	return a;
}

void
certificate_fractions(const double *real, size_t n, struct multipliers *y)
{
	int64_t d = 1, q;
	double most = 0;

	for (size_t i = 0; i < n; i++) {
		if (fabs(real[i]) > most)
			most = fabs(real[i]);
		if (d == 0 || fabs(real[i]) < 1e-9)
			continue;
		q = denominator_of(real[i]);
		d = q == 0 ? 0 : d / greatest_divisor(d, q) * q;
		if (d > DENOMINATOR_MOST)
			d = 0;
	}
	if (d == 0)
		d = DENOMINATOR_MOST;
	while (d > 1 && most * (double)d > NUMERATOR_MOST)
		d /= 2;
	y->denominator = d;
	for (size_t i = 0; i < n; i++) {
		double v = real[i] * (double)d;

		y->y[i] = fabs(v) < NUMERATOR_MOST ? (int64_t)llround(v) : 0;
	}
}

wide
certificate_least(const struct piece *p, const int64_t *low, const int64_t *high,
    const struct term *objective, size_t n, const struct multipliers *y)
{
	wide *rest = xcalloc(p->n, sizeof(*rest)), sum = 0;

	for (size_t k = 0; k < n; k++)
		rest[objective[k].cell] += (wide)objective[k].coefficient * y->denominator;
	for (size_t i = 0; i < p->n_rows; i++) {
		const struct row *r = &p->rows[i];

		if (y->y[i] == 0 || (y->y[i] > 0 ? !r->has_low : !r->has_high))
			continue;
		sum += y->y[i] * (y->y[i] > 0 ? r->low : r->high);
		for (size_t k = 0; k < r->n; k++)
			rest[r->terms[k].cell] -= (wide)y->y[i] * r->terms[k].coefficient;
	}
	for (size_t j = 0; j < p->n; j++)
		sum += rest[j] * (rest[j] > 0 ? low[j] : high[j]);
	free(rest);
	return wide_ceiling(sum, y->denominator);
}
