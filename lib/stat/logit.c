#include "stat/logit.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/poisson.h"

#define STEPS 200

struct fit {
	const double *x, *m;
	size_t n;
	long double *w;			/* t - tbar */
	long double a, b;		/* intercept at tbar, slope */
	long double g0, g1, i00, i01, i11;	/* gradient and information */
};

/* Whether the likelihood has its maximum at a finite slope. */
static bool
has_maximum(const double *t, const double *x, const double *m, size_t n)
{
	double success[2] = {INFINITY, -INFINITY}, failure[2] = {INFINITY, -INFINITY};

	for (size_t i = 0; i < n; i++) {
		if (x[i] > 0) {
			success[0] = fmin(success[0], t[i]);
			success[1] = fmax(success[1], t[i]);
		}
		if (x[i] < m[i]) {
			failure[0] = fmin(failure[0], t[i]);
			failure[1] = fmax(failure[1], t[i]);
		}
	}
	return success[0] < failure[1] && failure[0] < success[1];
}

/* The fitted proportion and its complement. */
static void
expect(const struct fit *f, size_t i, long double *p, long double *q)
{
	long double eta = f->a + f->b * f->w[i], e = expl(-fabsl(eta));

	*p = eta >= 0 ? 1 / (1 + e) : e / (1 + e);
	*q = eta >= 0 ? e / (1 + e) : 1 / (1 + e);
}

static long double
log_likelihood(const struct fit *f)
{
	long double sum = 0, eta;

	for (size_t i = 0; i < f->n; i++) {
		eta = f->a + f->b * f->w[i];
		sum += f->x[i] * eta - f->m[i] * (fmaxl(eta, 0) + log1pl(expl(-fabsl(eta))));
	}
	return sum;
}

static void
differentiate(struct fit *f)
{
	long double p, q, r, v;

	f->g0 = f->g1 = f->i00 = f->i01 = f->i11 = 0;
	for (size_t i = 0; i < f->n; i++) {
		expect(f, i, &p, &q);
		r = f->x[i] * q - (f->m[i] - f->x[i]) * p;
		v = f->m[i] * p * q;
		f->g0 += r;
		f->g1 += f->w[i] * r;
		f->i00 += v;
		f->i01 += f->w[i] * v;
		f->i11 += f->w[i] * f->w[i] * v;
	}
}

/* Newton's steps, halved until the likelihood does not fall by more than rounding. */
static void
solve(struct fit *f, long double span)
{
	long double now = log_likelihood(f), next, det, s0, s1, a, b, h;

	for (int i = 0; i < STEPS; i++) {
		differentiate(f);
		det = f->i00 * f->i11 - f->i01 * f->i01;
		s0 = (f->i11 * f->g0 - f->i01 * f->g1) / det;
		s1 = (f->i00 * f->g1 - f->i01 * f->g0) / det;
		a = f->a;
		b = f->b;
		for (h = 1, next = -HUGE_VALL; h > 1e-12L; h /= 2) {
			f->a = a + h * s0;
			f->b = b + h * s1;
			next = log_likelihood(f);
			if (next >= now - fabsl(now) * 1e-17L)
				break;
		}
		now = next;
		if (fabsl(s0) + fabsl(s1) * span < 1e-18L * (1 + fabsl(a)))
			break;
	}
	if (fabsl(f->b) * span < 1e-17L)	/* 0, apart from rounding */
		f->b = 0;
	differentiate(f);
}

/* A point's part of the deviance against the proportion p, q its complement. */
static double
part(const struct fit *f, size_t i, long double p, long double q)
{
	return poisson_deviance(f->x[i], (double)(f->m[i] * p)) +
	    poisson_deviance(f->m[i] - f->x[i], (double)(f->m[i] * q));
}

static void
judge_fit(const struct fit *f, double conf, struct student_memo *memo, struct logit_trend *l)
{
	long double p, q, d, deviance = 0, pearson = 0, events = 0, trials = 0, null = 0;

	for (size_t i = 0; i < f->n; i++) {
		events += f->x[i];
		trials += f->m[i];
	}
	for (size_t i = 0; i < f->n; i++) {
		expect(f, i, &p, &q);
		d = f->x[i] * q - (f->m[i] - f->x[i]) * p;
		pearson += d * d / (f->m[i] * p * q);
		deviance += part(f, i, p, q);
		null += part(f, i, events / trials, (trials - events) / trials);
	}
	l->null_deviance = null < 1e-28L * trials ? 0 : (double)(2 * null);
	if (f->n <= 2)
		return;
	if (pearson < 1e-30L * trials)
		pearson = deviance = 0;
	l->df = (double)f->n - 2;
	l->pearson = (double)pearson;
	l->deviance = (double)(2 * deviance);
	l->phi = l->pearson / l->df;
	l->quasi = quasi_of(l->slope, l->se, l->phi, l->df, conf, memo);
}

static void
fit_trend(struct fit *f, const double *t, double conf, struct student_memo *memo,
    struct logit_trend *l)
{
	long double tbar = 0, events = 0, failures = 0;
	double z = normal_z(conf);

	for (size_t i = 0; i < f->n; i++) {
		tbar += (long double)t[i] / f->n;
		events += f->x[i];
		failures += f->m[i] - f->x[i];
	}
	for (size_t i = 0; i < f->n; i++)
		f->w[i] = t[i] - tbar;
	f->a = logl(events / failures);
	solve(f, (long double)t[f->n - 1] - t[0]);
	l->slope = (double)f->b;
	l->intercept = (double)(f->a - f->b * tbar);
	l->se = (double)sqrtl(f->i00 / (f->i00 * f->i11 - f->i01 * f->i01));
	l->z = l->slope / l->se;
	l->p = erfc(fabs(l->z) / sqrt(2));
	l->ratio = (double)expl(f->b);
	l->lower = exp(l->slope - z * l->se);
	l->upper = exp(l->slope + z * l->se);
	judge_fit(f, conf, memo, l);
}

int
logit_trend(const double *t, const double *x, const double *m, size_t n, double conf,
    struct student_memo *memo, struct logit_trend *l)
{
	struct fit f = {.x = x, .m = m, .n = n};

	*l = (struct logit_trend){n, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
	    NAN, {NAN, NAN, NAN, NAN, NAN, NAN}};
	if (n < 2 || !has_maximum(t, x, m, n))
		return -1;
	f.w = xcalloc(n, sizeof(*f.w));
	fit_trend(&f, t, conf, memo, l);
	free(f.w);
	return 0;
}
