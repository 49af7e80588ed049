/* The periods that titles name: against that of --set or -y, or in place of one in the table. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/note.h"
#include "tidy/parts.h"
#include "tidy/several.h"
#include "tidy/title.h"

/* When a line was made rather than what it is about, and lists of areas of a year. */
static bool
is_about_the_file(struct slice text)
{
	static const char *const words[] = {
		"copyright", "released", "release", "published", "publication", "printed",
		"updated", "extracted", "downloaded", "exported", "created", "generated", "run",
		"produced", "nomis", "source", "note",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (title_has_word(text, words[i]))
			return true;
	return false;
}

/* "2021 boundaries" */
static bool
is_of_boundaries(struct slice text, size_t at)
{
	static const char *const words[] = {"boundar", "geograph", "census", "based"};

	while (at < text.n && !is_letter(text.p[at]) && !is_digit(text.p[at]))
		at++;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		const struct slice w = slice_of(words[i]);

		if (text.n - at >= w.n && slice_caseeq((struct slice){text.p + at, w.n}, w))
			return true;
	}
	return false;
}

static enum dated_class
class_of(struct slice text, enum period_freq freq)
{
	if (text.n > 3 && slice_caseeq((struct slice){text.p, 3}, slice_of("mid")))
		return DATED_MID;
	switch (freq) {
	case PERIOD_YEAR:
	case PERIOD_FYEAR:
	case PERIOD_AYEAR:
	case PERIOD_NONE:
		return DATED_YEAR;
	case PERIOD_TERM:
	case PERIOD_QUARTER:
	case PERIOD_FQUARTER:
		return DATED_PART;
	case PERIOD_MONTH:
		return DATED_MONTH;
	case PERIOD_DAY:
		break;
	}
	return DATED_DAY;
}

/* What the titles are compared with: the period of --set, or the year of -y. */
static struct period
wanted(const struct tidy *t)
{
	if (t->opt->head.fyear == PERIOD_NO_YEAR || t->set_period)
		return t->one_period;
	return (struct period){.freq = PERIOD_FYEAR, .ord = t->opt->head.fyear};
}

void
dated_begin_file(struct tidy *t)
{
	for (int c = 0; c < DATED_CLASSES; c++)
		t->dated[c] = (struct dated){.line = 0};
	t->title_line = 0;
	t->head_options.one_period = t->set_period;
}

void
dated_take_title(struct tidy *t, struct slice text, uint64_t line)
{
	const struct period of = wanted(t);
	struct period p[2];
	struct slice found;
	size_t at = 0;

	if ((!t->set_period && t->opt->head.fyear == PERIOD_NO_YEAR) || is_about_the_file(text))
		return;
	while (several_next(text, period_of_day(PERIOD_FYEAR, period_first_day(of)).ord, &at,
	    &found, p)) {
		struct dated *d = &t->dated[class_of(found, p[0].freq)];

		if (is_of_boundaries(text, at))
			continue;
		if (period_first_day(p[0]) <= period_last_day(of) &&
		    period_last_day(p[1]) >= period_first_day(of))
			d->agrees = true;
		else if (d->line == 0 || (!d->before && period_last_day(p[1]) <
		    period_first_day(of))) {
			d->line = line;
			d->before = period_last_day(p[1]) < period_first_day(of);
			snprintf(d->text, sizeof(d->text), "%.*s", SLICE_ARG(found));
		}
	}
}

/* The first that says another period, or NULL. A day after it may be when the file was made. */
static const struct dated *
find_other(const struct tidy *t)
{
	const enum dated_class own = class_of((struct slice){"", 0}, wanted(t).freq);
	bool agrees = false;

	if (t->dated[DATED_MID].agrees || t->dated[DATED_PART].agrees)
		return NULL;
	for (int c = 0; c < DATED_CLASSES; c++)
		agrees |= t->dated[c].agrees;
	for (int c = 0; c < DATED_CLASSES; c++) {
		const struct dated *d = &t->dated[c];

		if (d->line > 0 && !d->agrees && (c <= DATED_PART || c == (int)own ||
		    (d->before && !agrees)))
			return d;
	}
	return NULL;
}

/* Whether the year of -y is that of a quarter in the heading. */
static bool
uses_year(const struct tidy *t)
{
	struct period p;

	for (size_t c = 0; c < t->head.n && t->head.year < 0; c++)
		if (t->head.column[c].kind == COLUMN_FIGURE &&
		    t->head.column[c].period.freq == PERIOD_FQUARTER &&
		    !note_parse_period(t->head.name[c], PERIOD_NO_YEAR, &p, NULL, NULL))
			return true;
	return false;
}

static bool
is_named_year(struct slice name)
{
	static const char names[][16] = {
		"year", "financial year", "academic year", "reporting year", "calendar year",
		"fy", "month",
	};

	return SLICE_IS_AMONG(name, names) || heading_fills(name, ROLE_BIT(ROLE_PERIOD));
}

/* A column of the first row, which was read ahead, that has a year such as 2022-23; or -1. */
static int
year_in_row(const struct tidy *t)
{
	const struct tabhead *h = &t->head;
	struct period p;

	for (size_t c = 0; c < h->n && t->peeked == 1 && t->ncells == h->n; c++)
		if (h->column[c].kind == COLUMN_PASS &&
		    role_read_year(t->cell[c], &p) && p.freq == PERIOD_FYEAR)
			return (int)c;
	return -1;
}

/* The column that may say of which year its row is: one of that name, or else the label. */
void
dated_begin_table(struct tidy *t)
{
	const struct tabhead *h = &t->head;
	const int label = h->category >= 0 ? h->category : h->indicator;

	t->year = -1;
	if (h->period >= 0 || h->year >= 0)
		return;
	for (size_t c = 0; c < h->n && t->year < 0; c++)
		if (((int)c == label || h->column[c].kind == COLUMN_PASS) &&
		    is_named_year(h->name[c]))
			t->year = (int)c;
	if (t->year < 0 && (t->set_period || uses_year(t)))
		t->year = year_in_row(t) >= 0 ? year_in_row(t) : label;
}

static bool
overlaps(struct period a, struct period b)
{
	return period_first_day(a) <= period_last_day(b) &&
	    period_last_day(a) >= period_first_day(b);
}

/* The period that the cell is, or a year such as 2022-23 among its words. */
static bool
read_year(struct slice s, struct period *p)
{
	struct period range[2];
	struct slice found;

	if (note_parse_period(s, PERIOD_NO_YEAR, p, NULL, NULL))
		return true;
	for (size_t at = 0; several_next(s, PERIOD_NO_YEAR, &at, &found, range);) {
		*p = range[0];
		if (p->freq == PERIOD_FYEAR && period_same(range[0], range[1]))
			return true;
	}
	return false;
}

int
dated_check_row(struct tidy *t)
{
	const struct tabhead *h = &t->head;
	char period[PERIOD_SIZE];
	struct period p, of = {.freq = PERIOD_NONE};
	struct slice s;

	if (t->year < 0)
		return 0;
	s = slice_trim(t->cell[t->year]);
	if (!read_year(s, &p) && !role_read_year(s, &p))
		return 0;
	for (size_t c = 0; c < h->n; c++) {
		if (h->column[c].kind != COLUMN_FIGURE)
			continue;
		of = t->head_options.one_period ? t->one_period : h->column[c].period;
		if (overlaps(p, of))
			return 0;
	}
	period_format(period, of);
	return input_fault(t->in, (size_t)t->year, t->e, "'%.*s', but the figures are of %s%s; "
	    "expected a file for each, or rows of one period", SLICE_ARG(s), period,
	    t->set_period ? " (--set period)" : uses_year(t) ? " (-y)" : "");
}

static int
fault(const struct tidy *t, const struct dated *d)
{
	const bool heading = d->line == t->head_line;
	char period[PERIOD_SIZE];

	period_format(period, wanted(t));
	return errmsg_set(t->e, "%s:%" PRIu64 ": a %s of '%s', but %s says %s; expected one period"
	    "%s", input_file(t->in), d->line, heading ? "heading" : "title", d->text,
	    t->set_period ? "--set period" : "-y", period, heading ? "" : ", or no such line");
}

int
dated_take_heading(struct tidy *t)
{
	const struct tabhead *h = &t->head;
	const struct dated *d;
	char period[PERIOD_SIZE];
	struct errmsg text;

	if ((t->set_period || uses_year(t)) && (d = find_other(t)) != NULL)
		return fault(t, d);
	for (size_t c = 0; c < h->n && t->set_period; c++) {
		if (h->column[c].kind != COLUMN_FIGURE)
			continue;
		memset(t->dated, 0, sizeof(t->dated));
		dated_take_title(t, h->name[c], t->head_line);
		if ((d = find_other(t)) != NULL)
			return fault(t, d);
	}
	if (t->title_line == 0 || t->set_period || !t->head_options.one_period)
		return 0;
	period_format(period, t->one_period);
	errmsg_set(&text, "%s:%" PRIu64 ": a title; the period of every row is %s",
	    input_file(t->in), t->title_line, period);
	if (t->opt->left_out != NULL)
		t->opt->left_out(text.text);
	return 0;
}

bool
dated_is_pair(const struct tidy *t, struct slice name, struct slice value, struct period *p)
{
	return (slice_caseeq(name, slice_of("date")) || slice_caseeq(name, slice_of("year")) ||
	    heading_fills(name, ROLE_BIT(ROLE_PERIOD))) &&
	    note_parse_period(value, t->opt->head.fyear, p, NULL, NULL);
}
