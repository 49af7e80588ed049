#include "board/fill.h"

#include <math.h>

#include "base/date.h"

#define MONTHS 12	/* the most periods of a year */
#define APRIL_FIRST(day) period_first_day(period_of_day(PERIOD_FYEAR, day))

/* The period of that frequency that ends on that day, or is the last to end before it. */
static struct period
last_until(enum period_freq freq, int32_t day)
{
	struct period p = period_of_day(freq, day);

	if (period_last_day(p) > day)
		p.ord--;
	return p;
}

/* A frequency as a dictionary has it. */
static enum period_freq
plain_frequency(enum period_freq freq)
{
	switch (freq) {
	case PERIOD_YEAR:
	case PERIOD_FYEAR:
	case PERIOD_AYEAR: return PERIOD_YEAR;
	case PERIOD_QUARTER:
	case PERIOD_FQUARTER: return PERIOD_QUARTER;
	case PERIOD_NONE:
	case PERIOD_TERM:
	case PERIOD_MONTH:
	case PERIOD_DAY: break;
	}
	return freq;
}

static enum period_freq
frequency_of(const struct dictionary_entry *entry)
{
	return entry->frequency == PERIOD_YEAR ? PERIOD_FYEAR :
	    entry->frequency == PERIOD_QUARTER ? PERIOD_FQUARTER : entry->frequency;
}

/* The period that an entry without data, or with dates, is due for. */
static struct period
expected_period(const struct card *c, const struct dictionary_entry *entry)
{
	if (entry->frequency == PERIOD_NONE ||
	    entry->frequency == plain_frequency(c->period.freq))
		return c->period;
	return last_until(frequency_of(entry), period_last_day(c->period));
}

static int
check_frequency(const struct series *s, const struct dictionary_entry *entry, struct errmsg *e)
{
	if (entry->frequency == PERIOD_NONE || s->freq == PERIOD_DAY ||
	    plain_frequency(s->freq) == entry->frequency)
		return 0;
	return errmsg_set(e, "--dictionary: '%.*s' has the frequency %s, but its periods in the "
	    "data are by %s; expected one frequency", SLICE_ARG(entry->indicator),
	    period_freq_name(entry->frequency), period_freq_name(s->freq));
}

/* The row of a period, or s->n. */
static size_t
find_row(const struct series *s, int32_t ord)
{
	size_t i = s->n;

	while (i > 0 && s->row[i - 1].ord != ord)
		i--;
	return i == 0 || s->row[i - 1].label == SERIES_GAP ? s->n : i - 1;
}

static void
set_mark(struct card_figure *f, const struct series_row *row)
{
	f->mark = (enum mark)row->mark;
	f->below = row->below;
}

static struct card_figure
card_figure_at(const struct result *r, size_t i)
{
	struct card_figure f = {.v = NAN, .below = NAN};

	if (i >= r->s.n)
		return f;
	f.row = true;
	f.v = r->t.value[i];
	if (isnan(f.v))
		set_mark(&f, &r->s.row[i]);
	f.lacking = isnan(f.v) && f.mark == MARK_NONE && !isnan(r->s.y[i]);
	return f;
}

/* A row of series `id` for the period: the series is *s then. False: there is none. */
static bool
get_row(struct fill *f, size_t id, int32_t ord, struct series *s, size_t *i)
{
	struct series_set *set = seriesin_set(f->si);
	struct errmsg e;

	if (id == series_count(set) || series_get(set, id, s, &e) != 0)
		return false;
	*i = find_row(s, ord);
	return *i < s->n;
}

/* A percentage that could not be made from its counts: as the data print it, or their mark. */
static void
look_elsewhere(struct fill *f, struct card_figure *figure, int32_t ord)
{
	const size_t counts[] = {f->numerator, f->denominator};
	struct series s;
	size_t i;

	if (!figure->row || !isnan(figure->v))
		return;
	if (get_row(f, f->own, ord, &s, &i)) {
		figure->v = s.y[i];
		set_mark(figure, &s.row[i]);
	}
	for (int k = 0; k < 2 && isnan(figure->v) && figure->mark == MARK_NONE; k++)
		if (get_row(f, counts[k], ord, &s, &i))
			set_mark(figure, &s.row[i]);
	figure->lacking = isnan(figure->v) && figure->mark == MARK_NONE;
}

/* The last date of a period, or of one that ends with a scorecard of a day. */
static size_t
find_date(const struct fill *f, const struct series *s, struct card_row *row)
{
	const struct period of = f->card->period;
	const enum period_freq freq = frequency_of(row->entry);
	int32_t from, to;
	size_t i = s->n;

	row->at = expected_period(f->card, row->entry);
	if (of.freq == PERIOD_DAY && freq != PERIOD_NONE)
		row->at = period_of_day(freq, of.ord);
	from = period_first_day(row->at);
	to = of.freq == PERIOD_DAY ? of.ord : period_last_day(row->at);
	row->due = to == period_last_day(of);
	while (i > 0 && s->row[i - 1].ord > to)
		i--;
	if (i == 0 || s->row[i - 1].ord < from)
		return s->n;
	row->at = (struct period){.freq = PERIOD_DAY, .ord = s->row[i - 1].ord};
	return i - 1;
}

/* The row of the scorecard's period, or s->n. Sets row->at to its period. */
static size_t
find_latest(const struct fill *f, const struct series *s, struct card_row *row)
{
	const int32_t end = period_last_day(f->card->period);

	if (s->freq == PERIOD_DAY)
		return find_date(f, s, row);
	row->at = last_until(s->freq, end);
	row->due = period_last_day(row->at) == end;
	return find_row(s, row->at.ord);
}

static size_t
find_previous(const struct series *s, size_t i, struct period at)
{
	if (s->freq != PERIOD_DAY)
		return find_row(s, at.ord - 1);
	return i > 0 && i < s->n ? i - 1 : s->n;
}

static size_t
find_year_ago(const struct series *s, struct period at)
{
	size_t i;

	if (s->freq != PERIOD_DAY)
		return find_row(s, at.ord - period_per_year(at.freq));
	if (at.freq != PERIOD_DAY)
		return s->n;
	i = find_row(s, date_add_months(at.ord, -12));
	return i < s->n ? i : find_row(s, date_add_months(at.ord + 1, -12) - 1);
}

/* Since April, of a flow of figures that can be added up; NaN: some are missing. */
static double
sum_to_date(const struct result *r, size_t last)
{
	const struct series *s = &r->s;
	const struct period at = {.freq = s->freq, .ord = last < s->n ? s->row[last].ord : 0};
	double v[MONTHS];
	size_t n = 0, i;
	int32_t april;

	if (last >= s->n || r->kind != KIND_FLOW || s->measure != SERIES_FIGURES || r->t.percent ||
	    s->percent || unit_is_measure(r->entry->unit) || s->freq == PERIOD_DAY ||
	    s->freq == PERIOD_TERM)
		return NAN;
	april = APRIL_FIRST(period_last_day(at));
	for (struct period p = at; period_first_day(p) >= april && n < MONTHS; p.ord--) {
		i = find_row(s, p.ord);
		if (i == s->n || isnan(r->t.value[i]))
			return NAN;
		v[n++] = r->t.value[i];
	}
	return n > 0 ? judge_sum(v, n) : NAN;
}

/* The series of an entry: its own or, where the data have only its two counts, the numerator's. */
static int
get_series(struct fill *f, struct card_row *row, struct series *s, struct errmsg *e)
{
	const struct series_set *set = seriesin_set(f->si);
	const struct dictionary_entry *entry = row->entry;
	const bool made = entry->numerator.n > 0 && entry->denominator.n > 0;

	f->own = row->series != CARD_NONE ? row->series : series_count(set);
	f->numerator = made ? series_find_name(set, entry->numerator) : series_count(set);
	f->denominator = made ? series_find_name(set, entry->denominator) : series_count(set);
	if (f->own == series_count(set) && f->denominator == series_count(set))
		return 0;
	if (f->own == series_count(set) && f->numerator == series_count(set))
		return 0;
	row->series = f->own < series_count(set) ? f->own : f->numerator;
	if (seriesin_get(f->si, row->series, s, e) != 0)
		return -1;
	s->name = entry->indicator.p;
	return check_frequency(s, entry, e) == 0 ? 1 : -1;
}

static void
take_figures(struct fill *f, struct card_row *row)
{
	struct result *r = &f->result;
	const size_t i = find_latest(f, &r->s, row), before = find_previous(&r->s, i, row->at);
	const bool shared = r->s.y == f->analysis.made.y;
	const size_t ago = find_year_ago(&r->s, row->at);
	const int32_t before_at = before < r->s.n ? r->s.row[before].ord : 0;
	const int32_t ago_at = ago < r->s.n ? r->s.row[ago].ord : 0;

	row->measure = r->s.measure;
	row->value = card_figure_at(r, i);
	row->previous = card_figure_at(r, before);
	row->year_ago = card_figure_at(r, ago);
	row->year_to_date = sum_to_date(r, i);
	if (i < r->s.n)
		row->period = arena_copy(&f->card->texts, series_label(&r->s, i, NULL));
	if (r->t.n > 0 && i == r->t.last) {
		row->variation = r->variation;
		row->assurance = r->assurance;
	}
	if (!shared)
		return;
	look_elsewhere(f, &row->value, row->at.ord);
	look_elsewhere(f, &row->previous, before_at);
	look_elsewhere(f, &row->year_ago, ago_at);
}

int
fill_row(struct fill *f, struct card_row *row, struct errmsg *e)
{
	char text[PERIOD_SIZE];
	struct series s;
	int got;

	if (f->card->period.freq == PERIOD_NONE)
		return 0;
	if ((got = get_series(f, row, &s, e)) == -1)
		return -1;
	if (got == 1) {
		if (analysis_make(&f->analysis, &s, &f->result, e) != 0)
			return -1;
		verdict_judge(&f->result);
		take_figures(f, row);
		row->rag = judge_rag(row->entry, row->value.v);
		row->direction = judge_direction(row->entry, row->value.v, row->previous.v);
		row->flags = arena_copy(&f->card->texts, flags_of(&f->flags, row->series,
		    row->at));
	} else {
		row->at = expected_period(f->card, row->entry);
		row->due = period_last_day(row->at) == period_last_day(f->card->period);
	}
	if (row->period.n == 0) {
		period_format(text, row->at);
		row->period = arena_copy(&f->card->texts, slice_of(text));
	}
	return 0;
}
