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

/* A computed percentage: one decimal, but 100% and 0% only where that is exact. */
void
wording_add_share(struct textbuf *b, double v)
{
	double rest = fmin(v, 100 - v), scale = 10;

	while (rest > 0 && rest * scale < 0.5 && scale < 1e12)
		scale *= 10;
	wording_add_number(b, round(v * scale) / scale);
	textbuf_addf(b, "%%");
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
		wording_add_rounded(b, v);
		textbuf_addf(b, " per ");
		wording_add_number(b, t->scale);
		break;
	case SERIES_PROPORTIONS: wording_add_share(b, v); break;
	}
	if (r->s.measure != SERIES_FIGURES && i < r->s.n) {
		textbuf_addf(b, " (");
		wording_add_number(b, r->s.y[i]);
		textbuf_addf(b, " of ");
		wording_add_number(b, r->s.row[i].population);
		textbuf_addf(b, ")");
	}
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
wording_add_points(struct textbuf *b, const struct result *r, double v)
{
	double shown = r->s.measure == SERIES_PROPORTIONS ? round(fabs(v) * 10) / 10 : fabs(v);

	if (shown == 0 && v != 0) {
		wording_add_rounded(b, fabs(v));
		textbuf_addf(b, " percentage points");
		return;
	}
	wording_add_number(b, shown);
	textbuf_addf(b, " percentage point%s", shown == 1 ? "" : "s");
}

