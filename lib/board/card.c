#include "board/card.h"

#include <math.h>
#include <stdlib.h>

#include "base/intern.h"
#include "board/fill.h"
#include "board/flags.h"

void
card_add_name(struct textbuf *b, struct slice name, size_t nth, bool all)
{
	if (!all && nth >= CARD_NAMED)
		return;
	textbuf_addf(b, "%s'", nth > 0 ? ", " : "");
	textbuf_add(b, name);
	textbuf_addf(b, "'");
}

void
card_add_rest(struct textbuf *b, size_t n, bool all)
{
	if (!all && n > CARD_NAMED)
		textbuf_addf(b, " and %zu more", n - CARD_NAMED);
}

bool
card_is_same_period(struct period a, struct period b)
{
	period_settle(&a, b.freq);
	return period_convert(b.freq, &a) && a.ord == b.ord;
}

size_t
card_find(const struct card *c, struct slice s)
{
	return dictionary_find(c->dictionary, s);
}

static struct card *
new_card(const struct dictionary *d)
{
	struct card *c = xcalloc(1, sizeof(*c));

	c->dictionary = d;
	c->n = dictionary_count(d);
	c->row = xcalloc(c->n + 1, sizeof(*c->row));
	c->period_text = c->area = (struct slice){"", 0};
	for (size_t i = 0; i < c->n; i++) {
		const struct card_figure none = {.v = NAN, .below = NAN};

		c->row[i] = (struct card_row){.entry = dictionary_at(d, i), .series = CARD_NONE,
		    .value = none, .previous = none, .year_ago = none, .year_to_date = NAN,
		    .variation = "", .assurance = "", .region = NAN, .england = NAN, .base = NAN,
		    .best = NAN, .top_quartile = NAN, .best_area = {"", 0},
		    .findings = CARD_NONE, .period = {"", 0}, .flags = {"", 0}, .note = {"", 0}};
	}
	return c;
}

void
card_free(struct card *c)
{
	if (c == NULL)
		return;
	arena_free(&c->texts);
	free(c->row);
	free(c);
}

/* Series that no entry has, counts of percentages aside. */
struct strangers {
	struct textbuf names;
	size_t n, rows;
	struct slice first;	/* its name, for a suggestion */
};

static bool
is_count_of_entry(const struct card *c, struct slice name)
{
	for (size_t i = 0; i < c->n; i++)
		if (slice_eq(name, c->row[i].entry->numerator) ||
		    slice_eq(name, c->row[i].entry->denominator))
			return true;
	return false;
}

static void
say_strangers(struct card *c, const struct card_options *o, struct strangers *st)
{
	struct slice *names = xcalloc(c->n + 1, sizeof(*names));
	char buf[SUGGEST_SIZE];
	struct errmsg text;

	for (size_t i = 0; i < c->n; i++)
		names[i] = c->row[i].entry->indicator;
	card_add_rest(&st->names, st->n, o->filter->verbose);
	errmsg_set(&text, "note: %s without an entry in the dictionary, so not on the scorecard: "
	    "%s%s", plural(st->rows, "row").text, st->names.p,
	    st->n == 1 ? suggest(buf, st->first, names, c->n) : "");
	if (st->n > 0 && !o->filter->quiet)
		filter_say(text.text);
	free(names);
}

/* Gives each series to its entry. used[]: those that have one, or are counts of one. */
static int
match_series(struct card *c, struct seriesin *si, const struct card_options *o, bool *used,
    struct errmsg *e)
{
	struct series_set *set = seriesin_set(si);
	struct strangers st = {.first = {"", 0}};
	struct textbuf name = {0};
	int r = 0;

	textbuf_reset(&st.names);
	for (size_t id = 0; id < series_count(set) && r == 0; id++) {
		struct slice s;
		size_t at;

		textbuf_reset(&name);
		seriesin_add_name(si, id, &name);
		s = textbuf_slice(&name);
		used[id] = card_find(c, s) < c->n || is_count_of_entry(c, s);
		if ((at = card_find(c, s)) < c->n && c->row[at].series != CARD_NONE) {
			r = errmsg_set(e, "'%s' is the name of two series in the data; expected "
			    "one for each entry of the dictionary", name.p);
		} else if (at < c->n) {
			c->row[at].series = id;
		} else if (!used[id]) {
			st.rows += series_rows(set, id);
			card_add_name(&st.names, s, st.n, o->filter->verbose);
			if (st.n++ == 0)
				st.first = arena_copy(&c->texts, s);
		}
	}
	if (r == 0)
		say_strangers(c, o, &st);
	textbuf_free(&st.names);
	textbuf_free(&name);
	return r;
}

/* The latest period, and of those that end on the same day the shortest. */
static struct period
newest_period(const struct series_set *set, const bool *used, bool *months, bool *years)
{
	struct period newest = {.freq = PERIOD_NONE}, p;
	int32_t day;

	*months = *years = false;
	for (size_t id = 0; id < series_count(set); id++) {
		p = series_newest(set, id);
		*months = *months || p.freq == PERIOD_MONTH;
		*years = *years || p.freq == PERIOD_FYEAR || p.freq == PERIOD_AYEAR;
		if (!used[id] || p.freq == PERIOD_NONE)
			continue;
		day = newest.freq != PERIOD_NONE ? period_last_day(newest) : INT32_MIN;
		if (period_last_day(p) > day || (period_last_day(p) == day && p.freq > newest.freq))
			newest = p;
	}
	return newest;
}

static int
settle_period(struct card *c, const struct series_set *set, const bool *used,
    const struct card_options *o, struct errmsg *e)
{
	char text[PERIOD_SIZE], newest_text[PERIOD_SIZE];
	bool months, years;
	struct period newest = newest_period(set, used, &months, &years);
	struct errmsg note;

	c->period = newest;
	if (o->period != NULL && !period_parse(slice_of(o->period), o->filter->fyear, &c->period))
		return errmsg_set(e, "--period: '%s' is not a period; expected one such as 2014-15 "
		    "Q4, 2014-15 or 2015-03", o->period);
	if (months && !years)
		period_settle(&c->period, PERIOD_MONTH);
	if (c->period.freq == PERIOD_NONE)
		return 0;
	period_format(text, c->period);
	c->period_text = arena_copy(&c->texts, slice_of(text));
	if (newest.freq == PERIOD_NONE || period_last_day(newest) >= period_last_day(c->period) ||
	    o->filter->quiet)
		return 0;
	period_format(newest_text, newest);
	errmsg_set(&note, "note: --period: the data end with %s, before the end of %s", newest_text,
	    text);
	filter_say(note.text);
	return 0;
}

static void
say_without_data(const struct card *c, const struct card_options *o)
{
	struct textbuf names = {0};
	struct errmsg text;
	size_t n = 0;

	textbuf_reset(&names);
	for (size_t i = 0; i < c->n; i++)
		if (c->row[i].series == CARD_NONE)
			card_add_name(&names, c->row[i].entry->indicator, n++, o->filter->verbose);
	card_add_rest(&names, n, o->filter->verbose);
	errmsg_set(&text, "note: %s of the dictionary without data: %s",
	    plural(n, "indicator").text, names.p);
	if (n > 0 && !o->filter->quiet)
		filter_say(text.text);
	textbuf_free(&names);
}

static int
fill(struct card *c, struct fill *f, const struct card_options *o, struct errmsg *e)
{
	struct series_set *set = seriesin_set(f->si);
	bool *used;
	int r;

	if (seriesin_read(f->si, e) != 0)
		return -1;
	used = xcalloc(series_count(set) + 1, sizeof(*used));
	r = match_series(c, f->si, o, used, e);
	if (r == 0)
		r = settle_period(c, set, used, o, e);
	free(used);
	if (r != 0)
		return -1;
	c->area = arena_copy(&c->texts, seriesin_area(f->si));
	if (c->period.freq != PERIOD_NONE)
		series_until(set, period_last_day(c->period));
	for (size_t i = 0; i < c->n; i++)
		if (fill_row(f, &c->row[i], e) != 0)
			return -1;
	say_without_data(c, o);
	seriesin_notes(f->si, filter_say);
	return 0;
}

struct card *
card_read(struct input *in, const struct card_options *o, struct errmsg *e)
{
	struct card *c = new_card(o->dictionary);
	struct fill f = {.card = c, .analysis = ANALYSIS_INIT};
	const struct seriesin_options options = {.filter = o->filter, .one_area = true,
	    .each = flags_take, .arg = &f.flags};
	struct errmsg why;
	int r = -1;

	f.analysis.dictionary = o->dictionary;
	flags_open(&f.flags, in);
	if ((f.si = seriesin_open(in, &options, &why)) == NULL)
		errmsg_set(e, "%s:1: %s", input_file(in), why.text);
	else
		r = fill(c, &f, o, e);
	flags_free(&f.flags);
	analysis_free(&f.analysis, &f.result);
	seriesin_close(f.si);
	if (r == 0)
		return c;
	card_free(c);
	return NULL;
}
