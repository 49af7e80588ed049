/* The periods of figures: each is read, written and compared with --until once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/note.h"
#include "tidy/doubt.h"
#include "tidy/parts.h"
#include "tidy/span.h"

/* What a text of a column of periods is. */
struct when_text {
	struct period period;
	uint32_t span;		/* of it alone */
	bool noted;		/* it has notes, which are read each time */
};

void
when_take_heading(struct tidy *t)
{
	const struct tabhead *h = &t->head;
	struct period *p = xcalloc(h->n, sizeof(*p));
	size_t n = 0;

	for (size_t c = 0; c < h->n && h->shape == TABHEAD_ACROSS; c++)
		if (h->column[c].kind == COLUMN_FIGURE)
			p[n++] = h->column[c].period;
	t->days = (struct day_end){0};
	free(t->row_period);
	t->row_period = NULL;
	if (t->head_options.one_period)
		p[n++] = t->one_period;
	t->span = seen_span(t->seen, p, n);
	free(p);
}

/*
 * "March 2023" below the heading "Year ending" is the year, not the month, and below "Cumulative
 * to" neither. 0 or -1.
 */
static int
take_ending(struct slice heading, struct period *p, struct errmsg *e)
{
	static const char *const ends[] = {"year end", "quarter end", "qtr end"};
	struct textbuf b = {0};
	char month[PERIOD_SIZE];
	size_t which = 0, n;
	int r = 0;

	if (span_is_cumulative(heading)) {
		period_format(month, *p);
		return errmsg_set(e, "'%s' below '%.*s' is a span of time that is not supported; "
		    "expected a column of months, quarters or years, whose heading does not say "
		    "that their figures are cumulative", month, SLICE_ARG(heading));
	}
	for (; which < 3; which++)
		if ((n = strlen(ends[which])) <= heading.n && slice_caseeq((struct slice){
		    heading.p, n - 4}, (struct slice){ends[which], n - 4}) && slice_caseeq((struct
		    slice){heading.p + n - 3, 3}, slice_of("end")))
			break;
	if (which == 3 || p->freq != PERIOD_MONTH)
		return 0;
	period_format_words(month, *p);
	textbuf_addf(&b, "%sing %s", ends[which], month);
	if (!period_parse(textbuf_slice(&b), PERIOD_NO_YEAR, p))
		r = errmsg_set(e, "'%s' below '%.*s' is a span of time that is not supported; "
		    "expected a year ending in March, August or December, or a quarter ending in "
		    "March, June, September or December", month, SLICE_ARG(heading));
	textbuf_free(&b);
	return r;
}

int
when_parse(struct slice s, int fyear, struct period *p, struct errmsg *why)
{
	if (role_read_period(s, (struct slice){"", 0}, fyear, p, why) == 0)
		return 0;
	s = slice_trim(s);
	if (strstr(why->text, ROLE_NO_PERIOD) != NULL && tabhead_is_span(s, p))
		span_describe_cell(s, *p, why);
	return -1;
}

/* Reads the text of a period, with the other column's, if there is one. 0 or -1. */
static int
parse(struct tidy *t, struct slice s, struct slice identifier, struct period *p)
{
	const int fyear = t->opt->head.fyear;
	struct errmsg why;

	if (identifier.n > 0 ? role_read_pair(t->head.name[t->head.period], s, identifier, fyear,
	    p, &why) != 0 : !note_parse_period(s, fyear, p, &t->flag, NULL) &&
	    !period_parse_month(s, fyear, p) &&
	    when_parse(s, fyear, p, &why) != 0)
		return input_fault(t->in, (size_t)t->head.period, t->e, "%s", why.text);
	if (take_ending(t->head.name[t->head.period], p, &why) != 0)
		return input_fault(t->in, (size_t)t->head.period, t->e, "%s", why.text);
	if (doubt_turn_day(p, t->opt->head.date_as, &t->days, &why) != 0)
		return input_fault(t->in, (size_t)t->head.period, t->e, "'%.*s' is %s",
		    SLICE_ARG(s), why.text);
	if (doubt_year(s, *p, &t->first_year, &t->last_year, &why) != 0)
		return input_fault(t->in, (size_t)t->head.period, t->e, "%s", why.text);
	return 0;
}

int
when_read(struct tidy *t, struct period *p)
{
	const int other = t->head.identifier;
	struct slice s = slice_trim(t->cell[t->head.period]), text = s;
	struct slice identifier = other >= 0 ? slice_trim(t->cell[other]) : (struct slice){"", 0};
	const size_t flags = t->flag.n;
	struct when_text *known;
	uint32_t number;
	bool new;

	if (identifier.n > 0) {
		keybuf_reset(&t->key);
		keybuf_add(&t->key, s);
		keybuf_add(&t->key, identifier);
		text = keybuf_key(&t->key);
	}
	new = recent_add(&t->when_texts, text);
	number = recent_number(&t->when_texts);
	t->when_text = xgrow(t->when_text, &t->when_text_cap, number + 1, sizeof(*known));
	known = &t->when_text[number];
	if (new || known->noted) {
		if (parse(t, s, identifier, &known->period) != 0)
			return -1;
		known->noted = t->flag.n > flags;
		known->span = seen_span(t->seen, &known->period, 1);
	}
	*p = known->period;
	t->span = known->span;
	return 0;
}

static bool
is_later(const struct tidy *t, struct period p)
{
	return t->opt->until != NULL && period_ends_after(p, t->until);
}

const struct when *
when_of(struct tidy *t, struct period p, uint32_t *number)
{
	struct when *w;

	*number = seen_period(t->seen, t->span, t->nth);
	if (*number >= t->nwhen) {
		t->when = xgrow(t->when, &t->when_cap, (size_t)*number + 1, sizeof(*t->when));
		while (t->nwhen <= *number)
			t->when[t->nwhen++].text[0] = '\0';
	}
	w = &t->when[*number];
	if (w->text[0] == '\0') {
		period_format(w->text, p);
		w->later = is_later(t, p);
	}
	return w;
}

/* The first month across, or 0; *wraps: later ones are of the next year. */
static int
first_month(const struct tabhead *h, bool *wraps)
{
	enum { MONTHS = 12 };
	int first = 0;

	*wraps = false;
	for (size_t c = 0; c < h->n; c++) {
		if (h->column[c].kind != COLUMN_FIGURE || h->column[c].period.freq != PERIOD_MONTH)
			continue;
		if (first == 0)
			first = h->column[c].period.ord % MONTHS + 1;
		*wraps |= h->column[c].period.ord % MONTHS + 1 < first;
	}
	return first;
}

/* What the heading of column c is without its year: "Q1", "April". */
static struct slice
bare_name(const struct tabhead *h, size_t c, char buf[PERIOD_SIZE])
{
	const struct period p = h->column[c].period;

	if (p.freq == PERIOD_MONTH) {
		period_format_words(buf, p);
		return (struct slice){buf, strcspn(buf, " ")};
	}
	snprintf(buf, PERIOD_SIZE, "Q%d", (int)(p.ord % 4) + 1);
	return slice_of(buf);
}

/* The periods across of the year s; its column's heading or the first month says which it is. */
static int
read_across(const struct tidy *t, struct slice s, struct errmsg *e)
{
	enum { APRIL = 4, SEPTEMBER = 9 };
	const struct tabhead *h = &t->head;
	struct slice heading = h->name[h->year];
	struct period year;
	char buf[PERIOD_SIZE];
	bool wraps;
	const int first = first_month(h, &wraps);

	if (!role_read_year(s, &year))
		return errmsg_set(e, "'%.*s' is not a year; expected that of the periods across, "
		    "such as 2014-15", SLICE_ARG(s));
	if (wraps && year.freq == PERIOD_YEAR)
		return errmsg_set(e, "'%.*s', and the months across are of two years; expected a "
		    "year such as 2014-15", SLICE_ARG(s));
	if (wraps && first == APRIL)
		heading = slice_of("Financial year");
	else if (wraps && first == SEPTEMBER)
		heading = slice_of("Academic year");
	for (size_t c = 0; c < h->n; c++)
		if (h->column[c].kind == COLUMN_FIGURE && role_read_pair(heading, s,
		    bare_name(h, c, buf), t->opt->head.fyear, &t->row_period[c], e) != 0)
			return -1;
	return 0;
}

int
when_take_row(struct tidy *t)
{
	const struct tabhead *h = &t->head;
	const struct slice s = slice_trim(t->cell[h->year]);
	struct period *p;
	struct errmsg why;
	size_t n = 0;

	if (t->row_period != NULL && slice_eq(s, textbuf_slice(&t->row_year))) {
		t->span = t->row_span;
		return 0;
	}
	free(t->row_period);
	t->row_period = xcalloc(h->n, sizeof(*t->row_period));
	textbuf_reset(&t->row_year);
	textbuf_add(&t->row_year, s);
	if (read_across(t, s, &why) != 0)
		return input_fault(t->in, (size_t)h->year, t->e, "%s", why.text);
	p = xcalloc(h->n, sizeof(*p));
	for (size_t c = 0; c < h->n; c++)
		if (h->column[c].kind == COLUMN_FIGURE)
			p[n++] = t->row_period[c];
	t->span = t->row_span = seen_span(t->seen, p, n);
	free(p);
	return 0;
}

void
when_free(struct tidy *t)
{
	textbuf_free(&t->row_year);
	free(t->row_period);
	recent_free(&t->when_texts);
	free(t->when_text);
	free(t->when);
}
