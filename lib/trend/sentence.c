#include "trend/sentence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "table/layout.h"

#define WIDEST 60

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
sentence_number(char buf[WRITER_DOUBLE], double v)
{
	/* Six digits are enough to read; whole numbers keep all they have. */
	if (v != floor(v) && fabs(v) < 1e15) {
		double scale = pow(10, fmax(0, 5 - floor(log10(fabs(v)))));

		v = isfinite(scale) && scale > 0 ? round(v * scale) / scale : v;
	}
	writer_format_double(buf, v);
	return buf;
}

/*
 * "35%", "4.2%", "0.031%": whole from 10 up, one decimal below, two digits below 0.1; without a
 * sign. Only 100% is rounded to 100%: "99.96%".
 */
static void
add_percent(struct textbuf *b, double v)
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

/* A value with its unit: "34%", "120 children"; in words only if named. */
static void
add_value(struct textbuf *b, double v, const struct result *r, bool named)
{
	char buf[WRITER_DOUBLE];

	textbuf_addf(b, "%s%s", sentence_number(buf, v), r->s.percent ? "%" : "");
	if (named && !r->s.percent && r->entry->unit.n > 0)
		textbuf_addf(b, " %.*s", SLICE_ARG(r->entry->unit));
}

/* "185 to 120 children between A and B, a fall of 35%" */
static void
add_change(struct textbuf *b, const struct result *r)
{
	const struct trend *t = &r->t;
	const double change = fabs(t->change);
	char buf[WRITER_DOUBLE];

	if (t->n == 1) {
		add_value(b, t->last_value, r, true);
		textbuf_addf(b, " in %.*s", SLICE_ARG(r->first_period));
		return;
	}
	add_value(b, t->first_value, r, false);
	textbuf_addf(b, " to ");
	add_value(b, t->last_value, r, true);
	textbuf_addf(b, " between %.*s and %.*s, %s", SLICE_ARG(r->first_period),
	    SLICE_ARG(r->last_period), change == 0 ? "no change" :
	    t->change > 0 ? "a rise of " : "a fall of ");
	if (change == 0)
		return;
	if (r->s.percent)
		textbuf_addf(b, "%s percentage point%s", sentence_number(buf, change),
		    change == 1 ? "" : "s");
	else if (t->first_value > 0 && t->last_value >= 0 && isfinite(t->pct_change))
		add_percent(b, t->pct_change);
	else
		textbuf_addf(b, "%s", sentence_number(buf, change));
}

/* "rising by 1.3% a month", and whether that is better or worse where a dictionary says. */
static void
add_direction(struct textbuf *b, const struct result *r)
{
	enum polarity good = r->verdict == VERDICT_RISING ? POLARITY_HIGHER : POLARITY_LOWER;

	textbuf_addf(b, "%s%s by ", r->s.populated ? "the rate is " : "",
	    verdict_name(r->verdict));
	add_percent(b, 100 * (r->t.poisson.rate_ratio - 1));
	textbuf_addf(b, " a %s", verdict_step(&r->s));
	if (r->entry->polarity != POLARITY_NEUTRAL)
		textbuf_addf(b, ", which is %s", r->entry->polarity == good ? "better" : "worse");
	textbuf_addf(b, ": ");
}

static void
add_verdict(struct textbuf *b, const struct result *r)
{
	switch (r->verdict) {
	case VERDICT_TOO_FEW: break;
	case VERDICT_NOT_TESTED: textbuf_addf(b, "not tested: "); break;
	case VERDICT_RISING:
	case VERDICT_FALLING: add_direction(b, r); break;
	case VERDICT_STEADY: textbuf_addf(b, "steady, "); break;
	case VERDICT_UNCLEAR: textbuf_addf(b, "unclear: "); break;
	}
}

/* "; misses the target of 30", or where no polarity says which is better "; above the target". */
static void
add_target(struct textbuf *b, const struct result *r, double target)
{
	const double last = r->t.last_value;
	const char *is = last > target ? "above" : last < target ? "below" : "on";

	switch (r->entry->polarity) {
	case POLARITY_NEUTRAL: break;
	case POLARITY_HIGHER: is = last >= target ? "meets" : "misses"; break;
	case POLARITY_LOWER: is = last <= target ? "meets" : "misses"; break;
	}
	textbuf_addf(b, "; %s the target of ", is);
	add_value(b, target, r, false);
}

void
sentence_escape(struct textbuf *b)
{
	char *escaped = layout_escape(textbuf_slice(b), LAYOUT_TEXT);

	textbuf_reset(b);
	textbuf_add(b, slice_of(escaped));
	free(escaped);
}

/*
 * Puts a series' name into b, with the label of its dictionary entry for the whole or for the cell
 * of the key that has it, and returns its width.
 */
static size_t
put_name(struct textbuf *b, const char *name, struct slice key, const struct dictionary *d)
{
	size_t labelled;
	const struct dictionary_entry *entry = dictionary_of_series(d, name, key, &labelled);

	textbuf_reset(b);
	if (entry == NULL || entry->label.n == 0)
		textbuf_add(b, slice_of(name));
	else if (labelled == DICTIONARY_WHOLE)
		textbuf_add(b, entry->label);
	else
		series_add_name(b, key, labelled, entry->label);
	sentence_escape(b);
	return layout_width(textbuf_slice(b));
}

void
sentence_line(struct textbuf *b, const struct result *r, const struct dictionary *d,
    double target, size_t width)
{
	char line[SPARKLINE_SIZE];
	size_t own = put_name(b, r->s.name, r->s.key, d);

	sparkline(line, r->s.y, r->s.n);
	textbuf_addf(b, "%*s  %s  ", (int)(own < width ? width - own : 0), "", line);
	if (r->t.n > 0) {
		add_change(b, r);
		textbuf_addf(b, "; ");
		add_verdict(b, r);
	}
	textbuf_add(b, textbuf_slice(&r->reason));
	if (!isnan(r->entry->target))
		target = r->entry->target;
	if (r->t.n > 0 && !isnan(target))
		add_target(b, r, target);
	textbuf_addf(b, ".");
	sentence_escape(b);
}

size_t
sentence_width(const struct series_set *set, const struct dictionary *d)
{
	struct textbuf name = {0}, b = {0};
	size_t widest = 0, width;

	for (size_t i = 0; i < series_count(set); i++) {
		struct slice key = series_key(set, i);

		textbuf_reset(&name);
		series_add_name(&name, key, SIZE_MAX, (struct slice){0});
		width = put_name(&b, name.p, key, d);
		if (width <= WIDEST && width > widest)
			widest = width;
	}
	textbuf_free(&name);
	textbuf_free(&b);
	return widest;
}
