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

struct unit {
	struct slice word;
	bool percent;		/* changes are in percentage points */
};

static struct unit
unit_of(const struct series *s, const struct dictionary_entry *entry)
{
	struct unit unit = {{"", 0}, s->percent};

	if (entry != NULL) {
		unit.word = entry->unit;
		unit.percent = unit.percent || entry->percent;
	}
	return unit;
}

/* A value with its unit: "34%", "120 children"; in words only if named. */
static void
add_value(struct textbuf *b, double v, const struct unit *unit, bool named)
{
	char buf[WRITER_DOUBLE];

	textbuf_addf(b, "%s%s", sentence_number(buf, v), unit->percent ? "%" : "");
	if (named && !unit->percent && unit->word.n > 0)
		textbuf_addf(b, " %.*s", SLICE_ARG(unit->word));
}

/* "185 to 120 children between A and B, a fall of 35%" */
static void
add_change(struct textbuf *b, const struct result *r, const struct unit *unit)
{
	const struct trend *t = &r->t;
	char buf[WRITER_DOUBLE];

	if (t->n == 1) {
		add_value(b, t->last_value, unit, true);
		textbuf_addf(b, " in ");
		series_add_label(b, &r->s, t->first);
		return;
	}
	add_value(b, t->first_value, unit, false);
	textbuf_addf(b, " to ");
	add_value(b, t->last_value, unit, true);
	textbuf_addf(b, " between ");
	series_add_label(b, &r->s, t->first);
	textbuf_addf(b, " and ");
	series_add_label(b, &r->s, t->last);
	if (t->change == 0) {
		textbuf_addf(b, ", no change");
		return;
	}
	textbuf_addf(b, t->change > 0 ? ", a rise of " : ", a fall of ");
	if (!unit->percent && t->first_value > 0 && t->last_value >= 0 &&
	    isfinite(t->pct_change)) {
		add_percent(b, t->pct_change);
		return;
	}
	textbuf_addf(b, "%s", sentence_number(buf, fabs(t->change)));
	if (unit->percent)
		textbuf_addf(b, " percentage point%s", fabs(t->change) == 1 ? "" : "s");
}

/* "rising by 1.3% a month", and whether that is better or worse where a dictionary says. */
static void
add_direction(struct textbuf *b, const struct result *r, const struct dictionary_entry *entry)
{
	enum polarity good = r->verdict == VERDICT_RISING ? POLARITY_HIGHER : POLARITY_LOWER;

	textbuf_addf(b, "%s%s by ", r->s.populated ? "the rate is " : "",
	    verdict_name(r->verdict));
	add_percent(b, 100 * (r->t.poisson.rate_ratio - 1));
	textbuf_addf(b, " a %s", verdict_step(&r->s));
	if (entry != NULL && entry->polarity != POLARITY_NEUTRAL)
		textbuf_addf(b, ", which is %s", entry->polarity == good ? "better" : "worse");
	textbuf_addf(b, ": ");
}

static void
add_target(struct textbuf *b, double last, const struct dictionary_entry *entry,
    const struct unit *unit, double target)
{
	enum polarity polarity = entry != NULL ? entry->polarity : POLARITY_NEUTRAL;
	bool met = polarity == POLARITY_HIGHER ? last >= target : last <= target;

	textbuf_addf(b, "; ");
	if (polarity != POLARITY_NEUTRAL)
		textbuf_addf(b, met ? "meets" : "misses");
	else
		textbuf_addf(b, last > target ? "above" : last < target ? "below" : "on");
	textbuf_addf(b, " the target of ");
	add_value(b, target, unit, false);
}

static void
add_verdict(struct textbuf *b, const struct result *r, const struct dictionary_entry *entry)
{
	switch (r->verdict) {
	case VERDICT_TOO_FEW: break;
	case VERDICT_NOT_TESTED: textbuf_addf(b, "not tested: "); break;
	case VERDICT_RISING:
	case VERDICT_FALLING: add_direction(b, r, entry); break;
	case VERDICT_STEADY: textbuf_addf(b, "steady, "); break;
	case VERDICT_UNCLEAR: textbuf_addf(b, "unclear: "); break;
	}
}

static void
add_sentence(struct textbuf *b, const struct result *r, const struct dictionary_entry *entry,
    double target)
{
	const struct unit unit = unit_of(&r->s, entry);

	if (r->t.n > 0) {
		add_change(b, r, &unit);
		textbuf_addf(b, "; ");
		add_verdict(b, r, entry);
	}
	textbuf_add(b, (struct slice){r->reason.p, r->reason.n});
	if (r->t.n > 0 && !isnan(target))
		add_target(b, r->t.last_value, entry, &unit, target);
	textbuf_addf(b, ".");
}

void
sentence_escape(struct textbuf *b)
{
	char *escaped = layout_escape((struct slice){b->p, b->n}, LAYOUT_TEXT);

	textbuf_reset(b);
	textbuf_add(b, slice_of(escaped));
	free(escaped);
}

/*
 * Puts the series' name into b, with the label of its entry for the whole or for the entry's cell,
 * and returns its width.
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
	return layout_width((struct slice){b->p, b->n});
}

void
sentence_line(struct textbuf *b, const struct result *r, const struct dictionary *d,
    double target, size_t width)
{
	const struct dictionary_entry *entry = dictionary_of_series(d, r->s.name, r->s.key, NULL);
	char line[SPARKLINE_SIZE];
	size_t own = put_name(b, r->s.name, r->s.key, d);

	sparkline(line, r->s.y, r->s.n);
	textbuf_addf(b, "%*s  %s  ", (int)(own < width ? width - own : 0), "", line);
	if (entry != NULL && !isnan(entry->target))
		target = entry->target;
	add_sentence(b, r, entry, target);
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
