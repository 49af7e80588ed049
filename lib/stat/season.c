#include "stat/season.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stat/distribution.h"
#include "stat/kendall.h"

/* The values as a table: v[g * nyears + j], NaN where missing. */
struct table {
	double *v;
	long *year;			/* by row */
	size_t nseasons, nyears;
	size_t count[SEASON_MOST];
	double var[SEASON_MOST];
};

static long
floor_div(long a, long b)
{
	return a / b - (a % b < 0);
}

static void
arrange(const double *y, const long *at, size_t n, long per, struct table *t, struct season *out)
{
	size_t row[SEASON_MOST], g, j;

	for (long k = 0; k < per; k++)
		row[k] = SEASON_MOST;
	for (size_t i = 0; i < n; i++) {
		size_t k = (size_t)(at[i] - floor_div(at[i], per) * per);

		if (row[k] == SEASON_MOST) {
			out->label[t->nseasons] = k + 1;
			row[k] = t->nseasons++;
		}
		if (t->nyears == 0 || t->year[t->nyears - 1] != floor_div(at[i], per))
			t->year[t->nyears++] = floor_div(at[i], per);
	}
	t->v = xcalloc(t->nseasons * t->nyears, sizeof(*t->v));
	for (size_t i = 0; i < t->nseasons * t->nyears; i++)
		t->v[i] = NAN;
	for (size_t i = 0; i < n; i++) {
		g = row[(size_t)(at[i] - floor_div(at[i], per) * per)];
		for (j = 0; t->year[j] != floor_div(at[i], per); j++)
			;
		t->v[g * t->nyears + j] = y[i];
		t->count[g] += !isnan(y[i]);
	}
	out->nseasons = t->nseasons;
	out->nyears = t->nyears;
}

/* Season g's values that are not missing, into v. */
static size_t
values(const struct table *t, size_t g, double *v)
{
	size_t n = 0;

	for (size_t j = 0; j < t->nyears; j++)
		if (!isnan(t->v[g * t->nyears + j]))
			v[n++] = t->v[g * t->nyears + j];
	return n;
}

/* Multiplies the distribution p, of *len terms, by season g's; its pairs that are not tied. */
static double
convolve(const double *v, size_t n, double **p, size_t *len)
{
	double dist[KENDALL_TERMS], total = 0, *next, *sorted = xmalloc(n * sizeof(*sorted));
	size_t group[KENDALL_EXACT], ngroups = 0, terms;

	memcpy(sorted, v, n * sizeof(*v));
	gsl_sort(sorted, 1, n);
	for (size_t i = 0, run; i < n; i += run) {
		for (run = 1; i + run < n && sorted[i + run] == sorted[i]; run++)
			;
		group[ngroups++] = run;
	}
	free(sorted);
	terms = kendall_distribution(group, ngroups, dist);
	for (size_t i = 0; i < terms; i++)
		total += dist[i];
	next = xcalloc(*len + terms - 1, sizeof(*next));
	for (size_t i = 0; i < *len; i++)
		for (size_t j = 0; j < terms; j++)
			next[i + j] += (*p)[i] * (dist[j] / total);
	free(*p);
	*p = next;
	*len += terms - 1;
	return (double)terms - 1;
}

static void
sum_seasons(struct table *t, struct season *out)
{
	double *v = xmalloc((t->nyears + 1) * sizeof(*v)), *p = xcalloc(1, sizeof(*p)), pairs = 0;
	bool exact = true;
	size_t len = 1, n;
	struct mann_kendall mk;

	p[0] = 1;
	for (size_t g = 0; g < t->nseasons; g++) {
		n = values(t, g, v);
		out->n += n;
		mann_kendall(v, n, &mk);
		out->s_of[g] = n < 2 ? 0 : mk.s;
		t->var[g] = n < 2 ? 0 : mk.var_s;
		out->s += out->s_of[g];
		out->var_s += t->var[g];
		exact = exact && n <= KENDALL_EXACT;
		if (exact && n > 0)
			pairs += convolve(v, n, &p, &len);
	}
	if (out->var_s > 0 && exact) {
		out->p_exact = 0;
		for (size_t i = 0; i < len; i++)
			if (fabs(pairs - 2 * (double)i) >= fabs(out->s))
				out->p_exact += p[i];
		out->p_exact = fmin(1, out->p_exact);
	}
	free(v);
	free(p);
}

static int
sign_of(double d)
{
	return (d > 0) - (d < 0);
}

/* The rank of season g's value in year j among its season, or the middle where it is missing. */
static double
rank_of(const struct table *t, size_t g, size_t j)
{
	const double *v = t->v + g * t->nyears;
	double sum = (double)t->count[g] + 1;

	for (size_t i = 0; i < t->nyears && !isnan(v[j]); i++)
		sum += isnan(v[i]) ? 0 : sign_of(v[j] - v[i]);
	return sum / 2;
}

/* Three times Hirsch and Slack's estimate of the covariance of S of seasons g and h: whole. */
static double
covariance(const struct table *t, size_t g, size_t h)
{
	const double *x = t->v + g * t->nyears, *y = t->v + h * t->nyears;
	double sum = 0;

	for (size_t j = 0; j < t->nyears; j++) {
		for (size_t i = 0; i < j; i++) {
			if (!isnan(x[j] - x[i]) && !isnan(y[j] - y[i]))
				sum += sign_of(x[j] - x[i]) * sign_of(y[j] - y[i]);
		}
		sum += 4 * rank_of(t, g, j) * rank_of(t, h, j);
	}
	return sum - (double)t->nyears * ((double)t->count[g] + 1) * ((double)t->count[h] + 1);
}

static void
normal_test(double s, double var, double *z, double *p)
{
	if (!(var > 0))
		return;
	*z = s == 0 ? 0 : (s - copysign(1, s)) / sqrt(var);
	*p = erfc(fabs(*z) / M_SQRT2);
}

static void
median_slope(const struct table *t, double conf, struct season *out)
{
	size_t most = t->nseasons * t->nyears * t->nyears / 2 + 1, n = 0;
	double *slope = xmalloc(most * sizeof(*slope)), m, c;

	for (size_t g = 0; g < t->nseasons; g++)
		for (size_t j = 0; j < t->nyears; j++)
			for (size_t i = 0; i < j; i++) {
				double d = t->v[g * t->nyears + j] - t->v[g * t->nyears + i];

				if (!isnan(d))
					slope[n++] = d / (double)(t->year[j] - t->year[i]);
			}
	out->nslopes = n;
	gsl_sort(slope, 1, n);
	m = (double)n;
	if (n > 0)
		out->slope = n % 2 == 1 ? slope[n / 2] : (slope[n / 2 - 1] + slope[n / 2]) / 2;
	if (n > 0 && out->var_s > 0) {
		c = normal_z(conf) * sqrt(out->var_s);
		out->lower = slope[(size_t)fmax(1, nearbyint((m - c) / 2)) - 1];
		out->upper = slope[(size_t)fmin(m, nearbyint((m + c) / 2) + 1) - 1];
	}
	free(slope);
}

void
season(const double *y, const long *at, size_t n, long per, double conf, struct season *out)
{
	struct table t = {.year = xmalloc((n + 1) * sizeof(*t.year))};

	*out = (struct season){.z = NAN, .p_normal = NAN, .p_exact = NAN, .hs_z = NAN,
	    .hs_p = NAN, .slope = NAN, .lower = NAN, .upper = NAN, .p = NAN};
	arrange(y, at, n, per, &t, out);
	sum_seasons(&t, out);
	normal_test(out->s, out->var_s, &out->z, &out->p_normal);
	out->hs_var_s = nearbyint(18 * out->var_s);	/* whole, so that 0 is 0 */
	for (size_t g = 0; g < t.nseasons; g++)
		for (size_t h = 0; h < t.nseasons; h++)
			if (g != h)
				out->hs_var_s += 6 * covariance(&t, g, h);
	out->hs_var_s /= 18;
	normal_test(out->s, out->hs_var_s, &out->hs_z, &out->hs_p);
	median_slope(&t, conf, out);
	out->span = n > 0 ? (size_t)((at[n - 1] - at[0] + 1) / per) : 0;
	out->p = out->span < SEASON_HIRSCH ? out->p_exact : out->hs_p;
	free(t.v);
	free(t.year);
}
