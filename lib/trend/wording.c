#include "trend/wording.h"

#include <math.h>
#include <string.h>

size_t
sparkline(char buf[SPARKLINE_SIZE], const double *y, size_t n)
{
	static const char blocks[8][4] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
	double low = INFINITY, high = -INFINITY, part;
	size_t at = 0;
	int level;

	if (n > SPARKLINE_MOST) {
		y += n - SPARKLINE_MOST;
		n = SPARKLINE_MOST;
	}
	for (size_t i = 0; i < n; i++) {
		low = fmin(low, y[i]);
		high = fmax(high, y[i]);
	}
	for (size_t i = 0; i < n; i++) {
		if (isnan(y[i])) {
			buf[at++] = ' ';
			continue;
		}
		/* Halves where the range would overflow; not elsewhere, as a half could be 0. */
		part = isinf(high - low) ? (y[i] / 2 - low / 2) / (high / 2 - low / 2) :
		    (y[i] - low) / (high - low);
		level = high > low ? (int)floor(part * 7.999) : 3;
		memcpy(buf + at, blocks[level], 3);
		at += 3;
	}
	buf[at] = '\0';
	return at;
}

const char *
wording_number(char buf[WRITER_DOUBLE], double v)
{
	/* Six digits are enough to read; whole numbers keep all they have. */
	if (v != floor(v) && fabs(v) < 1e15) {
		double scale = pow(10, fmax(0, 5 - floor(log10(fabs(v)))));

		v = isfinite(scale) && scale > 0 ? round(v * scale) / scale : v;
	}
	writer_format_double(buf, v);
	return buf;
}

void
wording_add_number(struct textbuf *b, double v)
{
	char plain[WRITER_DOUBLE];
	const size_t sign = v < 0;
	size_t digits;

	wording_number(plain, v);
	digits = strchr(plain, 'e') == NULL ? strspn(plain + sign, "0123456789") : 0;
	for (size_t i = 0; plain[i] != '\0'; i++)
		textbuf_addf(b, "%s%c", i > sign && i < sign + digits &&
		    (sign + digits - i) % 3 == 0 ? "," : "", plain[i]);
}

/* Three significant digits, for what is computed: 78.9, 0.000222; whole from 100 up. */
void
wording_add_rounded(struct textbuf *b, double v)
{
	double scale = v == 0 ? 1 : pow(10, fmax(0, 2 - floor(log10(fabs(v)))));

	wording_add_number(b, isfinite(scale) ? round(v * scale) / scale : v);
}

/*
 * "35%", "4.2%", "0.031%": whole from 10 up, one decimal below, two digits below 0.1; without a
 * sign. Only 100% is rounded to 100%: "99.96%".
 */
void
wording_add_percent(struct textbuf *b, double v)
{
	char buf[400];
	int decimals;

	v = fabs(v);
	if (v >= 99.5 && v < 100)
		decimals = (int)fmin(15, ceil(-log10(100 - v)));
	else if (v >= 9.95 || v == floor(v))
		decimals = 0;
	else
		decimals = v >= 0.1 ? 1 : (int)fmin(15, 1 - floor(log10(v)));
	num_format_fixed(buf, sizeof(buf), v, decimals);
	textbuf_addf(b, "%s%%", buf);
}

double
wording_times(double times)
{
	return times < 99.95 ? round(times * 10) / 10 : round(times);
}

#define HARDLY_POINTS 0.05	/* what one decimal can show */
#define HARDLY 0.005		/* of the smaller of the share and the rest */

bool
wording_is_hardly(const struct result *r)
{
	const double first = r->t.first_value, last = r->t.last_value, change = fabs(r->t.change);
	const double base = fmin(fmin(first, 100 - first), fmin(last, 100 - last));

	return r->s.measure == SERIES_PROPORTIONS && change > 0 && change < HARDLY_POINTS &&
	    change < HARDLY * base;
}

static bool
is_equal_at(double a, double b, int decimals)
{
	const double scale = pow(10, decimals);

	return round(a * scale) == round(b * scale);
}

/* Whether v is not shown as 0% or 100% where it is neither. */
static bool
is_shown_at(double v, int decimals)
{
	return (v == 0 || !is_equal_at(v, 0, decimals)) &&
	    (v == 100 || !is_equal_at(v, 100, decimals));
}

/* Whether so many decimals show that the first, the last and the target differ. */
static bool
are_enough(const struct result *r, int decimals)
{
	const double first = r->t.first_value, last = r->t.last_value, change = r->t.change;

	if (r->s.measure == SERIES_FIGURES)	/* as given */
		return fabs(first - round(first * pow(10, decimals)) / pow(10, decimals)) < 1e-9 &&
		    fabs(last - round(last * pow(10, decimals)) / pow(10, decimals)) < 1e-9;
	if (!is_shown_at(first, decimals) || !is_shown_at(last, decimals) ||
	    (last != r->target && is_equal_at(last, r->target, decimals)))
		return false;
	return change == 0 || wording_is_hardly(r) || (!is_equal_at(first, last, decimals) &&
	    !is_equal_at(change, 0, decimals));
}

/* The decimals of the percentages of a series: one, or as many as it takes. */
static int
decimals_of(const struct result *r)
{
	const int most = r->s.measure == SERIES_FIGURES ? 6 : 12;
	int decimals = 1;

	while (decimals < most && !are_enough(r, decimals))
		decimals++;
	return decimals;
}

static double
rounded_at(double v, int decimals)
{
	while (v != 0 && is_equal_at(v, 0, decimals) && decimals < 15)
		decimals++;
	return round(v * pow(10, decimals)) / pow(10, decimals);
}

/* A percentage; 100% and 0% only where that is exact. */
static void
add_share(struct textbuf *b, double v, int decimals)
{
	while (!is_shown_at(v, decimals) && decimals < 12)
		decimals++;
	wording_add_number(b, rounded_at(v, decimals));
	textbuf_addf(b, "%%");
}

void
wording_add_part(struct textbuf *b, const struct result *r, double v)
{
	wording_add_number(b, rounded_at(v, decimals_of(r)));
}

/* A rate: with more digits where it would look like the target, which it is not. */
static void
add_rate(struct textbuf *b, const struct result *r, double v)
{
	char rate[WRITER_DOUBLE], target[WRITER_DOUBLE];
	struct textbuf rounded = {0};

	wording_add_rounded(&rounded, v);
	wording_number(target, r->target);
	if (v != r->target && !isnan(r->target) && slice_is(textbuf_slice(&rounded), target))
		textbuf_addf(b, "%s", wording_number(rate, v));
	else
		textbuf_add(b, textbuf_slice(&rounded));
	textbuf_free(&rounded);
}

/* "9 of 27,006", of children; added up over periods, "9 in 27,006 person-years". */
static void
add_counts(struct textbuf *b, const struct result *r, size_t i)
{
	const bool times = r->pooled > 0 && r->s.measure == SERIES_RATES &&
	    r->s.freq != PERIOD_NONE && r->s.freq != PERIOD_DAY;

	textbuf_addf(b, " (");
	wording_add_number(b, r->s.y[i]);
	textbuf_addf(b, times ? " in " : " of ");
	wording_add_number(b, r->s.row[i].population);
	if (times)
		textbuf_addf(b, " person-%ss", period_noun(r->s.freq));
	textbuf_addf(b, ")");
}

/* The figure v of row i: "34%", "81.1% (150 of 185)", "25 per 10,000 (50)", "about 120". */
void
wording_add_figure(struct textbuf *b, const struct result *r, double v, size_t i)
{
	const struct trend *t = &r->t;

	switch (r->s.measure) {
	case SERIES_FIGURES:
		textbuf_addf(b, "%s", t->rounded > 0 && v != 0 ? "about " : "");
		if (v == 0 && t->counts)
			textbuf_addf(b, "none");
		else
			wording_add_number(b, v);
		textbuf_addf(b, "%s", t->percent ? "%" : "");
		break;
	case SERIES_RATES:
		add_rate(b, r, v);
		textbuf_addf(b, " per ");
		wording_add_number(b, t->scale);
		break;
	case SERIES_PROPORTIONS: add_share(b, v, decimals_of(r)); break;
	}
	if (r->s.measure != SERIES_FIGURES && i < r->s.n)
		add_counts(b, r, i);
}

/* The same with the dictionary's unit: "120 children". */
void
wording_add_figure_unit(struct textbuf *b, const struct result *r, double v, size_t i)
{
	wording_add_figure(b, r, v, i);
	if (r->s.measure == SERIES_FIGURES && !r->t.percent && r->entry->unit.n > 0 &&
	    !(v == 0 && r->t.counts) && !slice_is(r->entry->unit, "count") &&
	    !slice_is(r->entry->unit, "measure"))
		textbuf_addf(b, " %.*s", SLICE_ARG(r->entry->unit));
}

void
wording_add_period(struct textbuf *b, const struct result *r, size_t i)
{
	char buf[PERIOD_SIZE];

	if (r->pooled > 0) {
		textbuf_addf(b, "the ");
		verdict_add_count(b, r->pooled, r->s.freq);
		textbuf_addf(b, " to ");
	}
	textbuf_add(b, series_label(&r->s, i, buf));
}

void
wording_add_target(struct textbuf *b, const struct result *r)
{
	wording_add_number(b, r->target);
	textbuf_addf(b, "%s", r->t.percent ? "%" : "");
	if (r->s.measure != SERIES_RATES)
		return;
	textbuf_addf(b, " per ");
	wording_add_number(b, r->t.scale);
}

static void
add_points(struct textbuf *b, double shown)
{
	wording_add_number(b, shown);
	textbuf_addf(b, " percentage point%s", shown == 1 ? "" : "s");
}

void
wording_add_points(struct textbuf *b, const struct result *r, double v)
{
	add_points(b, r->s.measure == SERIES_PROPORTIONS ?
	    rounded_at(fabs(v), decimals_of(r)) : fabs(v));
}

void
wording_add_slope(struct textbuf *b, const struct result *r, double v)
{
	add_points(b, rounded_at(fabs(v), decimals_of(r)));
}
