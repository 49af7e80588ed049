#include "stat/laney.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/compare.h"

#define D2 1.128L		/* the mean range of two normal values, in standard deviations */
#define ROUNDING 1e-13L

struct work {
	const double *x, *n;
	size_t len, fixed;
	enum laney_kind kind;
	double total, exposed;		/* sums of x and n over the baseline */
	bool flat;			/* nothing can vary: no events, or nothing else */
	long double centre;
};

static bool
is_usable(const struct work *w, size_t i)
{
	return w->x[i] >= 0 && w->n[i] > 0 && !(w->kind == LANEY_P && w->x[i] > w->n[i]);
}

static void
find_centre(struct work *w, struct laney_limits *l)
{
	for (size_t i = 0; i < w->fixed; i++)
		if (is_usable(w, i)) {
			w->total += w->x[i];
			w->exposed += w->n[i];
			l->baseline++;
		}
	w->flat = w->total == 0 || (w->kind == LANEY_P && w->total == w->exposed);
	w->centre = l->baseline > 0 ? (long double)w->total / w->exposed : NAN;
	l->centre = (double)w->centre;
}

static void
find_sigma(const struct work *w, struct laney_limits *l, struct laney_line *line,
    long double *sigma)
{
	long double *z = xcalloc(w->len, 2 * sizeof(*z)), *range = z + w->len, all, mean;
	long double one = w->kind == LANEY_P ?
	    w->centre * (w->exposed - w->total) / w->exposed : w->centre;

	for (size_t i = 0; i < w->len; i++) {
		bool usable = is_usable(w, i) && l->baseline > 0;

		sigma[i] = usable ? sqrtl(one / w->n[i]) : NAN;
		z[i] = !usable ? NAN : w->flat ? 0 : compare_excess(w->x[i], w->n[i], w->total,
		    w->exposed) / (w->n[i] * sigma[i]);
		range[i] = i > 0 && i < w->fixed ? fabsl(z[i] - z[i - 1]) : NAN;
		line[i].value = usable ? w->x[i] / w->n[i] : NAN;
		line[i].sigma = (double)sigma[i];
		line[i].z = (double)z[i];
	}
	mean = spc_mean_range(range, w->len, l->screen, &all, &l->screened);
	l->sigma_z = w->flat || isnan(mean) ? NAN : (double)(mean / D2);
	l->sigma_used = w->flat ? 0 : isnan(mean) ? NAN : (double)fmaxl(1, mean / D2);
	free(z);
}

static double
cut(const struct work *w, long double v)
{
	if (isnan(v))
		return NAN;
	return (double)(v < 0 ? 0 : w->kind == LANEY_P && v > 1 ? 1 : v);
}

static void
draw(const struct work *w, const struct laney_limits *l, const long double *sigma,
    struct laney_line *line)
{
	for (size_t i = 0; i < w->len; i++) {
		long double c = w->centre, far = 3 * sigma[i] * l->sigma_used;
		long double near = 2 * sigma[i] * l->sigma_used, own = 3 * sigma[i] * l->sigma_z;

		line[i].lower = cut(w, c - far);
		line[i].upper = cut(w, c + far);
		line[i].near_lower = cut(w, c - near);
		line[i].near_upper = cut(w, c + near);
		line[i].lower_cut = c - far < 0;
		line[i].upper_cut = w->kind == LANEY_P && c + far > 1;
		line[i].plain_lower = (double)(c - own);
		line[i].plain_upper = (double)(c + own);
	}
}

static bool
is_beyond(const struct work *w, size_t i, long double distance)
{
	long double from = fabsl(compare_excess(w->x[i], w->n[i], w->total, w->exposed));

	return from - distance * w->n[i] > ROUNDING * w->centre * w->n[i];
}

static void
mark_points(const struct work *w, const struct laney_limits *l, const long double *sigma,
    struct spc_mark *mark)
{
	for (size_t i = 0; i < w->len; i++) {
		if (!is_usable(w, i) || l->baseline == 0)
			continue;
		mark[i].side = compare_rates(w->x[i], w->n[i], w->total, w->exposed);
		if (i > 0 && is_usable(w, i - 1))
			mark[i].step = compare_rates(w->x[i], w->n[i], w->x[i - 1], w->n[i - 1]);
		if (w->flat || isnan(l->sigma_used))
			continue;
		mark[i].outside = is_beyond(w, i, 3 * sigma[i] * l->sigma_used);
		mark[i].near = is_beyond(w, i, 2 * sigma[i] * l->sigma_used);
	}
}

void
laney(const double *x, const double *n, size_t len, enum laney_kind kind, bool screen,
    size_t fix_after, bool outside_only, struct laney_limits *l, struct laney_line *line,
    struct spc_point *p)
{
	const struct spc_rules rules = {SPC_RUN, SPC_RUN, outside_only};
	struct work w = {.x = x, .n = n, .len = len, .kind = kind,
	    .fixed = fix_after > 0 && fix_after < len ? fix_after : len};
	struct spc_mark *mark = xcalloc(len, sizeof(*mark));
	long double *sigma = xcalloc(len, sizeof(*sigma));

	*l = (struct laney_limits){.screen = screen, .trial = len < SPC_TRIAL};
	find_centre(&w, l);
	find_sigma(&w, l, line, sigma);
	draw(&w, l, sigma, line);
	mark_points(&w, l, sigma, mark);
	for (size_t i = 0; i < len; i++)
		p[i].moving_range = NAN;
	spc_judge(mark, len, rules, p);
	free(mark);
	free(sigma);
}
