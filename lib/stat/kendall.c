#include "stat/kendall.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stat/ols.h"

double
kendall_inversions(double *y, size_t n, double *work)
{
	size_t half = n / 2, i = 0, j = half, k = 0;
	double count;

	if (n < 2)
		return 0;
	count = kendall_inversions(y, half, work) + kendall_inversions(y + half, n - half, work);
	if (y[half - 1] <= y[half])
		return count;
	while (i < half && j < n) {
		if (y[j] < y[i]) {
			count += (double)(half - i);
			work[k++] = y[j++];
		} else {
			work[k++] = y[i++];
		}
	}
	memcpy(work + k, y + i, (half - i) * sizeof(*y));
	memcpy(y, work, (k + half - i) * sizeof(*y));
	return count;
}

/*
 * Multiplies p, symmetric and of length *len, by 1 + q + ... + q^a. Each window of a + 1 terms is
 * summed anew, because a running sum would subtract; the upper half mirrors the lower.
 */
static void
times_run(double *p, size_t *len, size_t a)
{
	size_t n = *len + a;

	memset(p + *len, 0, a * sizeof(*p));
	for (size_t i = (n + 1) / 2; i-- > 0;) {
		double sum = 0;

		for (size_t j = i > a ? i - a : 0; j <= i; j++)
			sum += p[j];
		p[i] = sum;
	}
	for (size_t i = 0; i < n / 2; i++)
		p[n - 1 - i] = p[i];
	*len = n;
}

/*
 * Multiplies p, of length *len, by the Gaussian binomial [a + b choose b], a polynomial of degree
 * ab: [i + j choose j] = [i + j - 1 choose j - 1] + q^j [i - 1 + j choose j].
 */
static void
times_binomial(double *p, size_t *len, size_t a, size_t b)
{
	size_t width = a * b + 1, n = *len + a * b;
	double *rows = xcalloc((b + 1) * width, sizeof(*rows)), *g = rows + b * width;
	double *product = xcalloc(n, sizeof(*product));

	for (size_t j = 0; j <= b; j++)		/* i = 0: all are 1 */
		rows[j * width] = 1;
	for (size_t i = 1; i <= a; i++)
		for (size_t j = 1; j <= b; j++) {
			double *row = rows + j * width;

			/* Row j holds [i-1+j, j], row j - 1 already [i+j-1, j-1]. */
			for (size_t d = i * j + 1; d-- > 0;)
				row[d] = (d >= j ? row[d - j] : 0) + row[d - width];
		}
	for (size_t i = 0; i < *len; i++)
		for (size_t j = 0; j < width; j++)
			product[i + j] += p[i] * g[j];
	memcpy(p, product, n * sizeof(*p));
	*len = n;
	free(product);
	free(rows);
}

/* The Gaussian multinomial. */
size_t
kendall_distribution(const size_t *group, size_t ngroups, double *p)
{
	size_t len = 1, before = 0;

	p[0] = 1;
	for (size_t i = 0; i < ngroups; i++) {
		size_t a = before, b = group[i];

		if (a > 0 && b == 1)
			times_run(p, &len, a);
		else if (a > 0)
			times_binomial(p, &len, a > b ? a : b, a > b ? b : a);
		before += b;
	}
	return len;
}

/* The probability of s and beyond on both sides, and of the extremes. */
static void
exact(struct mann_kendall *mk, const size_t *group, size_t ngroups, double pairs)
{
	double p[KENDALL_TERMS], total = 0, tail = 0;
	size_t len = kendall_distribution(group, ngroups, p);

	for (size_t i = 0; i < len; i++) {
		total += p[i];
		if (fabs(pairs - 2 * (double)i) >= fabs(mk->s))
			tail += p[i];
	}
	mk->p_exact = tail / total;
	mk->p_min = (p[0] + p[len - 1]) / total;
}

void
mann_kendall(const double *y, size_t n, struct mann_kendall *mk)
{
	double *v, *work, inverted, all = (double)n * ((double)n - 1) / 2, tied = 0;
	long double ties = 0;
	size_t *group, ngroups = 0, run;

	*mk = (struct mann_kendall){.n = n, .s = NAN, .var_s = NAN, .z = NAN, .p_normal = NAN,
	    .p_exact = NAN, .p_min = NAN, .tau_a = NAN, .tau_b = NAN};
	if (n < 2)
		return;
	v = xmalloc(2 * n * sizeof(*v));
	work = v + n;
	group = xmalloc(n * sizeof(*group));
	memcpy(v, y, n * sizeof(*v));
	inverted = kendall_inversions(v, n, work);
	for (size_t i = 0; i < n; i += run) {
		for (run = 1; i + run < n && v[i + run] == v[i]; run++)
			;
		group[ngroups++] = run;
		tied += (double)run * ((double)run - 1) / 2;
		ties += (long double)run * (run - 1.0L) * (2.0L * run + 5);
	}
	mk->tied = tied > 0;
	mk->s = all - tied - 2 * inverted;
	mk->var_s = (double)(((long double)n * (n - 1.0L) * (2.0L * n + 5) - ties) / 18);
	mk->tau_a = mk->s / all;
	if (tied < all) {
		mk->z = mk->s == 0 ? 0 : (mk->s - copysign(1, mk->s)) / sqrt(mk->var_s);
		mk->p_normal = erfc(fabs(mk->z) / sqrt(2));
		mk->tau_b = mk->s / sqrt(all * (all - tied));
		if (n <= KENDALL_EXACT)
			exact(mk, group, ngroups, all - tied);
	} else {
		mk->var_s = 0;
	}
	free(group);
	free(v);
}

static double
slope_of_rank(double *slope, size_t n, double rank)
{
	return gsl_stats_select(slope, 1, n, (size_t)rank - 1);
}

static void
exact_limits(double *slope, size_t all, double conf, struct theil_sen *ts)
{
	double dist[KENDALL_TERMS], total = 0, sum = 0, within = 0;
	size_t group[KENDALL_EXACT], rank = 0;

	for (size_t i = 0; i < ts->n; i++)
		group[i] = 1;
	(void)kendall_distribution(group, ts->n, dist);
	for (size_t i = 0; i <= all; i++)
		total += dist[i];
	/* A tail of exactly (1 - conf)/2 is within, whatever the last digits of the sum. */
	for (size_t i = 0; i <= all; i++) {
		sum += dist[i];
		if (sum > total * (1 - conf) / 2 * (1 + 1e-13))
			break;
		within = sum;
		rank = i + 1;
	}
	ts->exact_rank = (double)rank;
	if (rank == 0)
		return;
	ts->exact_lower = slope_of_rank(slope, all, (double)rank);
	ts->exact_upper = slope_of_rank(slope, all, (double)(all + 1 - rank));
	ts->exact_confidence = 1 - 2 * within / total;
}

static void
intercepts(const double *x, const double *y, size_t n, struct theil_sen *ts)
{
	double *v = xmalloc(n * sizeof(*v));
	double mx = n % 2 == 1 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;

	memcpy(v, y, n * sizeof(*v));
	ts->intercept_conover = univariate_median(v, n) - ts->slope * mx;
	for (size_t i = 0; i < n; i++)
		v[i] = y[i] - ts->slope * x[i];
	ts->intercept_residual = univariate_median(v, n);
	free(v);
}

void
theil_sen(const double *x, const double *y, size_t n, const struct mann_kendall *mk, double conf,
    struct theil_sen *ts)
{
	size_t all = n * (n - 1) / 2, k = 0;
	double *slope, pairs = (double)all, half = floor((pairs + 1) / 2), c;

	*ts = (struct theil_sen){n, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
	if (n < 2 || n > THEIL_SEN_MOST)
		return;
	slope = xmalloc(all * sizeof(*slope));
	for (size_t j = 1; j < n; j++)
		for (size_t i = 0; i < j; i++)
			slope[k++] = (y[j] - y[i]) / (x[j] - x[i]);
	ts->slope = slope_of_rank(slope, all, half);
	if (all % 2 == 0)
		ts->slope = (ts->slope + slope_of_rank(slope, all, half + 1)) / 2;
	c = gsl_cdf_ugaussian_Pinv((1 + conf) / 2) * sqrt(mk->var_s);
	ts->rank_lower = fmax(1, nearbyint((pairs - c) / 2));
	ts->rank_upper = fmin(pairs, nearbyint((pairs + c) / 2) + 1);
	ts->lower = slope_of_rank(slope, all, ts->rank_lower);
	ts->upper = slope_of_rank(slope, all, ts->rank_upper);
	intercepts(x, y, n, ts);
	if (!mk->tied && n <= KENDALL_EXACT)
		exact_limits(slope, all, conf, ts);
	free(slope);
}
