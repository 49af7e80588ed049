#include "stat/theil_sen.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stat/univariate.h"

/* The slopes between all pairs of points; put in another order by each look-up. */
struct slopes {
	double *slope;
	size_t n;
};

static struct slopes
all_slopes(const double *x, const double *y, size_t n)
{
	struct slopes s = {.slope = xmalloc(n * (n - 1) / 2 * sizeof(*s.slope))};

	for (size_t j = 1; j < n; j++)
		for (size_t i = 0; i < j; i++)
			s.slope[s.n++] = (y[j] - y[i]) / (x[j] - x[i]);
	return s;
}

static double
slope_of_rank(const struct slopes *s, double rank)
{
	return gsl_stats_select(s->slope, 1, s->n, (size_t)rank - 1);
}

static void
exact_limits(const struct slopes *s, double conf, struct theil_sen *ts)
{
	double dist[MANN_KENDALL_EXACT * (MANN_KENDALL_EXACT - 1) / 2 + 1];
	double total = inversion_distribution(ts->n, dist), sum = 0, within = 0;
	size_t rank = 0;

	/* The last digits of the sum decide nothing: a tail of exactly (1 - conf)/2 is within. */
	for (size_t i = 0; i <= s->n; i++) {
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
	ts->exact_upper = slope_of_rank(s, (double)(s->n + 1 - rank));
	ts->exact_confidence = 1 - 2 * within / total;
}

static void
intercepts(const double *x, const double *y, size_t n, struct theil_sen *ts)
{
	double *v = xmalloc(n * sizeof(*v)), mx = n % 2 == 1 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;

	memcpy(v, y, n * sizeof(*v));
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
	struct slopes s;
	double all, half, c;

	*ts = (struct theil_sen){n, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
	if (n < 2 || n > THEIL_SEN_MOST)
		return;
	s = all_slopes(x, y, n);
	all = (double)s.n;
	half = floor((all + 1) / 2);
	ts->slope = slope_of_rank(&s, half);
	if (s.n % 2 == 0)
		ts->slope = (ts->slope + slope_of_rank(&s, half + 1)) / 2;
	c = gsl_cdf_ugaussian_Pinv((1 + conf) / 2) * sqrt(mk->var_s);
	ts->rank_lower = fmax(1, nearbyint((all - c) / 2));
	ts->rank_upper = fmin(all, nearbyint((all + c) / 2) + 1);
	ts->lower = slope_of_rank(&s, ts->rank_lower);
	ts->upper = slope_of_rank(&s, ts->rank_upper);
	intercepts(x, y, n, ts);
	if (!mk->tied && n <= MANN_KENDALL_EXACT)
		exact_limits(&s, conf, ts);
	free(s.slope);
}
