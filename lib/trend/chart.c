#include "trend/chart.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/cchart.h"

#define ROUNDING 1e-12

const char *
chart_name(enum chart_type type)
{
	static const char *const names[] = {
		[CHART_AUTO] = "auto",
		[CHART_XMR] = "xmr",
		[CHART_P] = "p",
		[CHART_U] = "u",
		[CHART_C] = "c",
		[CHART_STOCK] = "stock",
		[CHART_NONE] = "none",
	};

	return names[type];
}

static enum chart_type
fitting(const struct series *s, const struct chart_figures *f, enum kind kind)
{
	if (s->measure != SERIES_FIGURES)
		return s->measure == SERIES_RATES ? CHART_U : CHART_P;
	if (kind == KIND_STOCK)
		return f->counts ? CHART_STOCK : CHART_NONE;
	return f->counts && f->exact && f->mean < CCHART_BELOW ? CHART_C : CHART_XMR;
}

int
chart_choose(const struct series *s, const struct chart_figures *f,
    const struct chart_options *o, enum chart_type *type, struct errmsg *e)
{
	*type = o->type != CHART_AUTO ? o->type : fitting(s, f, o->kind);
	if (isnan(f->mean))	/* no figure: nothing to draw, nothing to refuse */
		return 0;
	switch (o->type) {
	case CHART_P:
		if (s->measure != SERIES_PROPORTIONS)
			return errmsg_set(e, "--chart p: '%s' has no denominators; expected "
			    "columns for the roles numerator and denominator", s->name);
		break;
	case CHART_U:
		if (s->measure != SERIES_RATES)
			return errmsg_set(e, "--chart u: '%s' has no populations; expected a "
			    "column for the role population or denominator, or -P", s->name);
		break;
	case CHART_C:
	case CHART_STOCK:
		if (!f->counts)
			return errmsg_set(e, "--chart %s: '%s' is not a series of counts; expected "
			    "whole numbers of 0 or more, not rates or percentages",
			    chart_name(o->type), s->name);
		break;
	case CHART_AUTO:
	case CHART_XMR:
	case CHART_NONE:
		break;
	}
	return 0;
}

void
chart_free(struct chart *c)
{
	free(c->point);
	free(c->line);
	free(c->stretch);
	*c = (struct chart){0};
}

/* One stretch under way: n rows from row `at`. */
struct drawing {
	const struct series *s;
	const struct chart_figures *f;
	const struct chart_options *o;
	size_t at, n;
	struct chart_stretch *stretch;
	struct chart_line *line;
	struct spc_point *point;
};

static double
cut(const struct drawing *d, double v)
{
	return isnan(v) ? v : fmin(fmax(v, d->f->low), d->f->high);
}

static void
draw_xmr(struct drawing *d)
{
	struct xmr_limits *l = &d->stretch->xmr;

	xmr(d->f->value + d->at, d->n, d->o->screen, d->o->fix_after, l, d->point);
	d->stretch->centre = l->mean;
	d->stretch->baseline = l->baseline;
	d->stretch->trial = l->trial;
	d->stretch->xmr_lower = cut(d, l->lower);
	d->stretch->xmr_upper = cut(d, l->upper);
	for (size_t i = 0; i < d->n; i++) {
		d->line[i].lower = d->stretch->xmr_lower;
		d->line[i].upper = d->stretch->xmr_upper;
		d->line[i].near_lower = cut(d, l->near_lower);
		d->line[i].near_upper = cut(d, l->near_upper);
		d->line[i].lower_cut = l->lower < d->f->low;
		d->line[i].upper_cut = l->upper > d->f->high;
	}
}

static void
draw_c(struct drawing *d, bool outside_only)
{
	struct cchart_limits l;

	cchart(d->f->value + d->at, d->n, d->o->fix_after, outside_only, &l, d->point);
	d->stretch->centre = l.centre;
	d->stretch->baseline = l.baseline;
	d->stretch->trial = l.trial;
	d->stretch->rules = l.rules;
	for (size_t i = 0; i < d->n; i++) {
		d->line[i].lower = l.lower;
		d->line[i].upper = l.upper;
		d->line[i].near_lower = l.near_lower;
		d->line[i].near_upper = l.near_upper;
	}
}

/* events: by row of the stretch; of: their denominators. */
static void
draw_laney(struct drawing *d, const double *events, const double *of, enum laney_kind kind,
    bool outside_only)
{
	struct laney_line *own = xcalloc(d->n, sizeof(*own));
	const double k = d->f->scale;
	struct laney_limits l;

	laney(events, of, d->n, kind, d->o->screen, d->o->fix_after, outside_only, &l, own,
	    d->point);
	d->stretch->centre = k * l.centre;
	d->stretch->sigma_z = l.sigma_z;
	d->stretch->sigma_used = l.sigma_used;
	d->stretch->baseline = l.baseline;
	d->stretch->trial = l.trial;
	for (size_t i = 0; i < d->n; i++) {
		const struct laney_line *a = &own[i];

		d->line[i] = (struct chart_line){k * a->value, k * a->sigma, a->z, k * a->lower,
		    k * a->upper, k * a->near_lower, k * a->near_upper, k * a->plain_lower,
		    k * a->plain_upper, a->lower_cut, a->upper_cut};
	}
	free(own);
}

static void
draw_shares(struct drawing *d, enum laney_kind kind)
{
	double *of = xcalloc(d->n, sizeof(*of));

	for (size_t i = 0; i < d->n; i++)
		of[i] = d->s->row[d->at + i].population;
	draw_laney(d, d->s->y + d->at, of, kind, d->o->kind == KIND_STOCK);
	free(of);
}

static void
draw_stock(struct drawing *d)
{
	const double *y = d->f->value + d->at;
	double *one = xcalloc(d->n, sizeof(*one)), sum = 0, n = 0;

	for (size_t i = 0; i < d->n; i++) {
		one[i] = 1;
		sum += isnan(y[i]) ? 0 : y[i];
		n += !isnan(y[i]);
	}
	if (sum < CCHART_BELOW * n && d->f->exact)
		draw_c(d, true);
	else
		draw_laney(d, y, one, LANEY_U, true);
	free(one);
}

static void
draw_stretch(struct drawing *d, enum chart_type type)
{
	switch (type) {
	case CHART_AUTO:
	case CHART_XMR: draw_xmr(d); break;
	case CHART_P: draw_shares(d, LANEY_P); break;
	case CHART_U: draw_shares(d, LANEY_U); break;
	case CHART_C: draw_c(d, false); break;
	case CHART_STOCK: draw_stock(d); break;
	case CHART_NONE: break;
	}
}

static void
blank(struct chart *c, size_t i)
{
	c->line[i] = (struct chart_line){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, false, false};
	c->point[i] = (struct spc_point){.moving_range = NAN};
	c->stretch[i] = c->last;
}

static void
next_stretch(const struct series *s, const struct chart_figures *f, const struct chart_options *o,
    struct chart *c, size_t at, size_t n)
{
	struct chart_stretch stretch = {.group = c->last.group, .screen = o->screen,
	    .trial = n < SPC_TRIAL, .centre = NAN, .sigma_z = NAN, .sigma_used = NAN,
	    .rules = {SPC_RUN, SPC_RUN, false}};
	struct drawing d = {s, f, o, at, n, &stretch, c->line + at, c->point + at};
	size_t run = 0;

	stretch.group += s->row[at].rebase;
	for (size_t i = at; i < at + n; i++)
		blank(c, i);
	draw_stretch(&d, c->type);
	for (size_t i = at; i < at + n; i++) {
		c->line[i].value = f->value[i];
		run = isnan(f->value[i]) ? 0 : run + 1;
		stretch.n += run > 0;
		c->unbroken = run > c->unbroken ? run : c->unbroken;
	}
	for (size_t i = at; i < at + n; i++)
		c->stretch[i] = stretch;
	c->last = stretch;
}

void
chart_draw(const struct series *s, const struct chart_figures *f, enum chart_type type,
    const struct chart_options *o, struct chart *c)
{
	size_t placed = s->n, n;

	c->type = type;
	c->n = s->n;
	c->unbroken = 0;
	c->last = (struct chart_stretch){.screen = o->screen, .trial = true, .centre = NAN,
	    .xmr_lower = NAN, .xmr_upper = NAN,
	    .sigma_z = NAN, .sigma_used = NAN, .rules = {SPC_RUN, SPC_RUN, false}};
	xmr(NULL, 0, o->screen, 0, &c->last.xmr, NULL);	/* of no points: undefined */
	c->point = xrealloc(c->point, s->n, sizeof(*c->point));
	c->line = xrealloc(c->line, s->n, sizeof(*c->line));
	c->stretch = xrealloc(c->stretch, s->n, sizeof(*c->stretch));
	while (placed > 0 && isnan(s->row[placed - 1].x))
		placed--;
	for (size_t i = placed; i < s->n; i++)
		blank(c, i);
	for (size_t i = 0; i < placed; i += n) {
		for (n = 1; i + n < placed && !s->row[i + n].rebase; n++)
			;
		next_stretch(s, f, o, c, i, n);
	}
}

/* Whether row i has limits, and is in the last stretch. */
static bool
has_limits(const struct chart *c, size_t i)
{
	return i < c->n && c->stretch[i].group == c->last.group && !isnan(c->line[i].lower) &&
	    !isnan(c->line[i].value);
}

const char *
chart_variation(const struct chart *c, size_t last, enum chart_polarity good)
{
	static const char *const words[3][2] = {		/* by what is better; low, high */
		[CHART_NEITHER] = {"low", "high"},
		[CHART_HIGH] = {"concern_low", "improving_high"},
		[CHART_LOW] = {"improving_low", "concern_high"},
	};
	int direction;

	if (!has_limits(c, last))
		return "";
	direction = spc_direction(c->point[last].cause);
	return direction == 0 ? "common" : words[good][direction > 0];
}

/* 1: a is above b by more than rounding; -1: below; else 0. */
static int
against(double a, double b)
{
	double slack = ROUNDING * fmax(fabs(a), fabs(b));

	return (a - b > slack) - (b - a > slack);
}

const char *
chart_assurance(const struct chart *c, size_t last, enum chart_polarity good, double target)
{
	const struct chart_line *l;
	int above, below;

	if (isnan(target) || !has_limits(c, last) || c->last.n < CHART_ASSURED)
		return "";
	l = &c->line[last];
	above = against(target, l->upper);
	below = against(target, l->lower);
	if (good == CHART_NEITHER)
		return above <= 0 && below >= 0 && l->lower < l->upper ? "hit_and_miss" : "";
	if (l->lower == l->upper)	/* nothing varies */
		return (good == CHART_HIGH ? c->last.centre >= target : c->last.centre <= target) ?
		    "pass" : "fail";
	if (above > 0)
		return good == CHART_HIGH ? "fail" : "pass";
	if (below < 0)
		return good == CHART_HIGH ? "pass" : "fail";
	return "hit_and_miss";
}
