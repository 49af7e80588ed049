#include "trendtext.h"

#include <math.h>
#include <stdlib.h>

#include "csvout.h"
#include "layout.h"
#include "sparkline.h"

#define WIDEST 60

void
add_number(struct textbuf *b, double v)
{
	char buf[CSVOUT_DOUBLE];
	size_t n;

	/* Six digits are enough to read; whole numbers keep all they have. */
	if (v != floor(v) && fabs(v) < 1e15) {
		double scale = pow(10, fmax(0, 5 - floor(log10(fabs(v)))));

		v = isfinite(scale) && scale > 0 ? round(v * scale) / scale : v;
	}
	n = csvout_format_double(buf, v);
	textbuf_add(b, (struct slice){buf, n});
}

void
add_percent(struct textbuf *b, double v)
{
	char buf[400];

	v = fabs(v);
	num_format_fixed(buf, sizeof buf, v, v >= 9.95 || v == floor(v) ? 0 : v >= 0.1 ? 1 :
	    (int)fmin(15, 1 - floor(log10(v))));
	textbuf_addf(b, "%s%%", buf);
}

static void
add_label(struct textbuf *b, const struct series_set *set, const struct series *s, size_t i)
{
	char buf[PERIOD_SIZE];

	textbuf_add(b, series_label(set, s, i, buf));
}

/* A value with its unit: "34%", "120 children"; a unit in words only where it is named for two values. */
static void
add_value(struct textbuf *b, double v, const struct dictionary_entry *entry, bool named)
{
	add_number(b, v);
	if (entry == NULL || entry->unit.n == 0)
		return;
	if (slice_is(entry->unit, "%"))
		textbuf_addf(b, "%%");
	else if (named)
		textbuf_addf(b, " %.*s", SLICE_ARG(entry->unit));
}

/* "185 to 120 children between A and B, a fall of 35%" */
static void
add_change(struct textbuf *b, const struct series_set *set, const struct series *s,
    const struct trend *t, const struct dictionary_entry *entry)
{
	if (t->n == 1) {
		add_value(b, t->y[0], entry, true);
		textbuf_addf(b, " in ");
		add_label(b, set, s, t->first);
		return;
	}
	add_value(b, t->y[0], entry, false);
	textbuf_addf(b, " to ");
	add_value(b, t->y[t->n - 1], entry, true);
	textbuf_addf(b, " between ");
	add_label(b, set, s, t->first);
	textbuf_addf(b, " and ");
	add_label(b, set, s, t->last);
	if (t->change == 0) {
		textbuf_addf(b, ", no change");
		return;
	}
	textbuf_addf(b, t->change > 0 ? ", a rise of " : ", a fall of ");
	if (entry != NULL && slice_is(entry->unit, "%")) {
		add_number(b, fabs(t->change));
		textbuf_addf(b, " percentage points");
	} else if (!(t->y[0] > 0))
		add_number(b, fabs(t->change));
	else
		add_percent(b, t->pct_change);
}

/* "rising by 1.3% a month", and whether that is better or worse where a dictionary says which way is. */
static void
add_direction(struct textbuf *b, const struct trendrow *r, const struct dictionary_entry *entry)
{
	enum verdict v = r->j->verdict;
	enum polarity good = v == VERDICT_RISING ? POLARITY_HIGHER : POLARITY_LOWER;

	textbuf_addf(b, "%s by ", verdict_name(v));
	add_percent(b, 100 * (r->t->poisson.rate_ratio - 1));
	textbuf_addf(b, " a %s", step_name(r->s->freq));
	if (entry != NULL && entry->polarity != POLARITY_NEUTRAL)
		textbuf_addf(b, ", which is %s", entry->polarity == good ? "better" : "worse");
}

static void
add_target(struct textbuf *b, const struct trend *t, const struct dictionary_entry *entry,
    double target)
{
	double last = t->y[t->n - 1];
	enum polarity polarity = entry != NULL ? entry->polarity : POLARITY_NEUTRAL;
	bool met = polarity == POLARITY_HIGHER ? last >= target : last <= target;

	textbuf_addf(b, "; ");
	if (polarity != POLARITY_NEUTRAL)
		textbuf_addf(b, met ? "meets" : "misses");
	else
		textbuf_addf(b, last > target ? "above" : last < target ? "below" : "on");
	textbuf_addf(b, " the target of ");
	add_value(b, target, entry, false);
}

static void
add_sentence(struct textbuf *b, const struct trendrow *r, const struct dictionary_entry *entry,
    double target)
{
	const struct trend *t = r->t;
	const struct judgement *j = r->j;

	if (t->n == 0) {
		textbuf_addf(b, "%s.", j->reason.p);
		return;
	}
	add_change(b, r->set, r->s, t, entry);
	textbuf_addf(b, "; ");
	switch (j->verdict) {
	case VERDICT_TOO_FEW:
		break;
	case VERDICT_NOT_TESTED:
		textbuf_addf(b, "not tested: ");
		break;
	case VERDICT_RISING:
	case VERDICT_FALLING:
		add_direction(b, r, entry);
		textbuf_addf(b, ": ");
		break;
	case VERDICT_STEADY:
		textbuf_addf(b, "steady, ");
		break;
	case VERDICT_UNCLEAR:
		textbuf_addf(b, "unclear: ");
		break;
	}
	textbuf_add(b, (struct slice){j->reason.p, j->reason.n});
	if (!isnan(target))
		add_target(b, t, entry, target);
	textbuf_addf(b, ".");
}

static struct slice
called(const char *name, const struct dictionary_entry *entry)
{
	return entry != NULL && entry->label.n > 0 ? entry->label : slice_of(name);
}

void
trend_line(struct textbuf *b, const struct trendrow *r, const struct dictionary_entry *entry,
    double target, size_t width)
{
	struct slice name = called(r->name, entry);
	size_t own = layout_width(name);
	char line[SPARKLINE_SIZE];

	textbuf_reset(b);
	textbuf_add(b, name);
	sparkline(line, r->s->y, r->s->n);
	textbuf_addf(b, "%*s  %s  ", (int)(own < width ? width - own : 0), "", line);
	add_sentence(b, r, entry, entry != NULL && !isnan(entry->target) ? entry->target : target);
}

size_t
trend_line_width(const struct series_set *set, const struct dictionary *d)
{
	size_t widest = 0, width;

	for (size_t i = 0; i < series_count(set); i++) {
		struct slice key = series_key(set, i);
		char *name = series_name(key);

		width = layout_width(called(name, dictionary_of_series(d, name, key)));
		if (width <= WIDEST && width > widest)
			widest = width;
		free(name);
	}
	return widest;
}
