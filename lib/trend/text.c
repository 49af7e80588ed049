#include "trend/text.h"

#include <math.h>
#include <stdlib.h>

#include "base/intern.h"
#include "csv/writer.h"
#include "table/layout.h"
#include "trend/sparkline.h"

#define WIDEST 60

void
add_number(struct textbuf *b, double v)
{
	char buf[WRITER_DOUBLE];
	size_t n;

	/* Six digits are enough to read; whole numbers keep all they have. */
	if (v != floor(v) && fabs(v) < 1e15) {
		double scale = pow(10, fmax(0, 5 - floor(log10(fabs(v)))));

		v = isfinite(scale) && scale > 0 ? round(v * scale) / scale : v;
	}
	n = writer_format_double(buf, v);
	textbuf_add(b, (struct slice){buf, n});
}

void
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
	num_format_fixed(buf, sizeof buf, v, decimals);
	textbuf_addf(b, "%s%%", buf);
}

static void
add_label(struct textbuf *b, const struct series_set *set, const struct series *s, size_t i)
{
	char buf[PERIOD_SIZE];

	textbuf_add(b, series_label(set, s, i, buf));
}

struct unit {
	struct slice word;
	bool percent;		/* its changes are in percentage points */
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

/* A value with its unit: "34%", "120 children"; a unit in words only where it is named for two values. */
static void
add_value(struct textbuf *b, double v, const struct unit *unit, bool named)
{
	add_number(b, v);
	if (unit->percent)
		textbuf_addf(b, "%%");
	else if (named && unit->word.n > 0)
		textbuf_addf(b, " %.*s", SLICE_ARG(unit->word));
}

/* "185 to 120 children between A and B, a fall of 35%" */
static void
add_change(struct textbuf *b, const struct trendrow *r, const struct unit *unit)
{
	const struct series_set *set = r->set;
	const struct series *s = r->s;
	const struct trend *t = r->t;
	double first, last;

	if (t->n == 1) {
		add_value(b, t->y[0], unit, true);
		textbuf_addf(b, " in ");
		add_label(b, set, s, t->first);
		return;
	}
	first = t->y[0];
	last = t->y[t->n - 1];
	add_value(b, first, unit, false);
	textbuf_addf(b, " to ");
	add_value(b, last, unit, true);
	textbuf_addf(b, " between ");
	add_label(b, set, s, t->first);
	textbuf_addf(b, " and ");
	add_label(b, set, s, t->last);
	if (t->change == 0) {
		textbuf_addf(b, ", no change");
		return;
	}
	textbuf_addf(b, t->change > 0 ? ", a rise of " : ", a fall of ");
	if (!unit->percent && first > 0 && last >= 0 && isfinite(t->pct_change)) {
		add_percent(b, t->pct_change);
		return;
	}
	add_number(b, fabs(t->change));
	if (unit->percent)
		textbuf_addf(b, " percentage point%s", fabs(t->change) == 1 ? "" : "s");
}

/* "rising by 1.3% a month", and whether that is better or worse where a dictionary says which way is. */
static void
add_direction(struct textbuf *b, const struct trendrow *r, const struct dictionary_entry *entry)
{
	enum verdict v = r->j->verdict;
	enum polarity good = v == VERDICT_RISING ? POLARITY_HIGHER : POLARITY_LOWER;

	textbuf_addf(b, "%s%s by ", r->s->populated ? "the rate is " : "", verdict_name(v));
	add_percent(b, 100 * (r->t->poisson.rate_ratio - 1));
	textbuf_addf(b, " a %s", step_name(r->s));
	if (entry != NULL && entry->polarity != POLARITY_NEUTRAL)
		textbuf_addf(b, ", which is %s", entry->polarity == good ? "better" : "worse");
}

static void
add_target(struct textbuf *b, const struct trend *t, const struct dictionary_entry *entry,
    const struct unit *unit, double target)
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
	add_value(b, target, unit, false);
}

static void
add_sentence(struct textbuf *b, const struct trendrow *r, const struct dictionary_entry *entry,
    double target)
{
	const struct trend *t = r->t;
	const struct judgement *j = r->j;
	const struct unit unit = unit_of(r->s, entry);

	if (t->n == 0) {
		textbuf_addf(b, "%s.", j->reason.p);
		return;
	}
	add_change(b, r, &unit);
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
		add_target(b, t, entry, &unit, target);
	textbuf_addf(b, ".");
}

void
text_shown(struct textbuf *b)
{
	char *shown = layout_escape((struct slice){b->p, b->n}, LAYOUT_TEXT);

	textbuf_reset(b);
	textbuf_add(b, slice_of(shown));
	free(shown);
}

/* The series' name with the label of its entry in place: of the whole, or of the one cell it is for. */
static void
add_name(struct textbuf *b, const char *name, struct slice key, const struct dictionary *d)
{
	size_t labelled, n = 0;
	const struct dictionary_entry *entry = dictionary_of_series(d, name, key, &labelled);
	struct slice cell;

	if (entry == NULL || entry->label.n == 0 || labelled == DICTIONARY_WHOLE) {
		textbuf_add(b, entry == NULL || entry->label.n == 0 ? slice_of(name) : entry->label);
		return;
	}
	for (size_t i = 0; keybuf_next(&key, &cell); i++) {
		cell = i == labelled ? entry->label : slice_trim(cell);
		if (cell.n == 0)
			continue;
		if (n++ > 0)
			textbuf_addf(b, ": ");
		textbuf_add(b, cell);
	}
}

void
trend_line(struct textbuf *b, const struct trendrow *r, const struct dictionary *d, double target,
    size_t width)
{
	const struct dictionary_entry *entry = dictionary_of_series(d, r->name, r->s->key, NULL);
	char line[SPARKLINE_SIZE];
	size_t own;

	textbuf_reset(b);
	add_name(b, r->name, r->s->key, d);
	text_shown(b);
	own = layout_width((struct slice){b->p, b->n});
	sparkline(line, r->s->y, r->s->n);
	textbuf_addf(b, "%*s  %s  ", (int)(own < width ? width - own : 0), "", line);
	add_sentence(b, r, entry, entry != NULL && !isnan(entry->target) ? entry->target : target);
	text_shown(b);
}

size_t
trend_line_width(const struct series_set *set, const struct dictionary *d)
{
	struct textbuf name = {0};
	size_t widest = 0, width;

	for (size_t i = 0; i < series_count(set); i++) {
		struct slice key = series_key(set, i);
		char *plain = series_name(key);

		textbuf_reset(&name);
		add_name(&name, plain, key, d);
		text_shown(&name);
		width = layout_width((struct slice){name.p, name.n});
		if (width <= WIDEST && width > widest)
			widest = width;
		free(plain);
	}
	textbuf_free(&name);
	return widest;
}
