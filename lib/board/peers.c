#include "board/peers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "table/sidefile.h"

enum column { PERIOD, CODE, NAME, REGION, ENGLAND, RANK, N_RANKED, INDICATOR, RATE, QUARTILE,
	REGION_NAME, COUNT, POPULATION };

static const char *const columns[] = {"time_period", "new_la_code", "la_name", "region_rate",
    "england_rate", "rank", "n_ranked", "indicator", "rate", "quartile", "region_name", "count",
    "population"};
enum { NCOLUMNS = sizeof(columns) / sizeof(columns[0]) };

/* A file on its way into the scorecard. */
struct joining {
	struct card *card;
	struct sidefile *file;
	struct slice area;
	size_t only;		/* the entry of all rows, or the number of entries */
	bool *joined;		/* by entry: from this file or one before */
	struct period *newest;	/* of an entry without data; freq PERIOD_NONE: none yet */
	size_t met;		/* rows of the area */
	struct textbuf nearest;	/* an area spelt nearly so */
};

/* Of "INDICATOR=FILE" the entry of INDICATOR, or c->n; and the file. */
static size_t
split(const struct card *c, const char *arg, const char **path)
{
	size_t at;

	for (const char *p = arg; (p = strchr(p, '=')) != NULL; p++)
		if ((at = card_find(c, (struct slice){arg, (size_t)(p - arg)})) < c->n) {
			*path = p + 1;
			return at;
		}
	*path = arg;
	return c->n;
}

static int
read_number(struct joining *j, enum column col, double *v, struct errmsg *e)
{
	struct slice cell = sidefile_cell(j->file, col);
	struct num num;

	*v = NAN;
	switch (num_parse(cell, NUM_MARKS | NUM_EXPONENT, &num)) {
	case NUM_VALUE: *v = num.value; return 0;
	case NUM_BLANK:
	case NUM_MARK: return 0;
	case NUM_BAD: break;
	}
	return sidefile_fault(j->file, col, e, "'%.*s' is not a number; expected a table as "
	    "benchmark-ne writes it", SLICE_ARG(cell));
}

static int
read_period(struct joining *j, struct period *p, struct errmsg *e)
{
	struct slice cell = sidefile_cell(j->file, PERIOD);

	if (period_parse(cell, PERIOD_NO_YEAR, p))
		return 0;
	return sidefile_fault(j->file, PERIOD, e, "'%.*s' is not a period; expected one such as "
	    "2014 or 2014-15, not several together", SLICE_ARG(cell));
}

/* Of a table that has several regions, each is ranked apart: none is the best of all. */
static bool
has_best(const struct joining *j, const struct dictionary_entry *entry)
{
	return entry->polarity != POLARITY_NEUTRAL &&
	    j->file->col[REGION_NAME] == SIDEFILE_NONE;
}

static bool
is_better(const struct dictionary_entry *entry, double a, double b)
{
	return isnan(b) || (entry->polarity == POLARITY_HIGHER ? a > b : a < b);
}

/* A ranked area may be the best, or the last in the best quartile: 1 has the highest rates. */
static int
compare_row(struct joining *j, struct card_row *row, struct errmsg *e)
{
	const double top = row->entry->polarity == POLARITY_HIGHER ? 1 : 4;
	struct textbuf names = {0};
	double rate, rank, quartile;

	if (!has_best(j, row->entry))
		return 0;
	if (read_number(j, RATE, &rate, e) != 0 || read_number(j, RANK, &rank, e) != 0 ||
	    read_number(j, QUARTILE, &quartile, e) != 0)
		return -1;
	if (isnan(rank) || isnan(rate))
		return 0;
	if (quartile == top && (isnan(row->top_quartile) ||
	    !is_better(row->entry, rate, row->top_quartile)))
		row->top_quartile = rate;
	if (rate == row->best)
		textbuf_addf(&names, "%.*s; ", SLICE_ARG(row->best_area));
	if (rate == row->best || is_better(row->entry, rate, row->best)) {
		textbuf_add(&names, sidefile_cell(j->file, NAME));
		row->best = rate;
		row->best_area = arena_copy(&j->card->texts, textbuf_slice(&names));
	}
	textbuf_free(&names);
	return 0;
}

/* What the rates are multiplied by: 10,000, or 100 of percentages. */
static int
learn_base(struct joining *j, struct card_row *row, struct errmsg *e)
{
	double count, population, rate;

	if (!isnan(row->base))
		return 0;
	if (read_number(j, COUNT, &count, e) != 0 || read_number(j, RATE, &rate, e) != 0 ||
	    read_number(j, POPULATION, &population, e) != 0)
		return -1;
	if (count > 0 && population > 0 && rate > 0)
		row->base = round(rate * population / count * 1e6) / 1e6;
	return 0;
}

static void
forget_rates(struct card_row *row)
{
	row->region = row->england = row->base = NAN;
	row->rank = row->n_ranked = 0;
	row->best = row->top_quartile = NAN;
	row->best_area = (struct slice){"", 0};
}

/* An entry without data is compared in the newest period of the benchmark, up to the card's. */
static bool
is_newest(struct joining *j, size_t at, struct period p)
{
	struct period *newest = &j->newest[at];
	int32_t day = period_last_day(p);

	if (day > period_last_day(j->card->period))
		return false;
	if (newest->freq == PERIOD_NONE || day > period_last_day(*newest)) {
		*newest = p;
		j->joined[at] = false;
		forget_rates(&j->card->row[at]);
	}
	return period_same(*newest, p);
}

/* The entry that the row of the file is about, in its period; or NULL. -1, if it is own: *e. */
static int
find_row(struct joining *j, bool own, struct card_row **row, struct errmsg *e)
{
	struct card *c = j->card;
	const struct slice indicator = sidefile_cell(j->file, INDICATOR);
	const size_t at = j->only < c->n ? j->only : card_find(c, indicator);
	struct period p;

	*row = NULL;
	if (read_period(j, &p, e) != 0)
		return own ? -1 : 0;
	if (at < c->n && c->row[at].at.freq != PERIOD_NONE &&
	    (c->row[at].series == CARD_NONE ? is_newest(j, at, p) :
	    card_is_same_period(p, c->row[at].at)))
		*row = &c->row[at];
	return 0;
}

static int
take_row(struct joining *j, struct card_row *row, struct errmsg *e)
{
	const size_t at = (size_t)(row - j->card->row);
	double rank, ranked;

	if (j->joined[at])
		return sidefile_fault(j->file, PERIOD, e, "a second row of '%.*s' for this area "
		    "and period; expected one", SLICE_ARG(row->entry->indicator));
	j->joined[at] = true;
	if (read_number(j, REGION, &row->region, e) != 0 ||
	    read_number(j, ENGLAND, &row->england, e) != 0 ||
	    read_number(j, RANK, &rank, e) != 0 || read_number(j, N_RANKED, &ranked, e) != 0)
		return -1;
	row->rank = rank >= 1 ? (size_t)rank : 0;
	row->n_ranked = row->rank > 0 && ranked >= 1 ? (size_t)ranked : 0;
	return 0;
}

static void
look_at_area(struct joining *j, struct slice name)
{
	if (j->nearest.n == 0 && suggest_nearest(j->area, &name, 1) == 0)
		textbuf_add(&j->nearest, name);
}

static int
read_rows(struct joining *j, struct errmsg *e)
{
	int r;

	while ((r = sidefile_next(j->file, e)) == 1) {
		struct slice name = sidefile_cell(j->file, NAME);
		bool own = slice_eq(name, j->area) ||
		    slice_eq(sidefile_cell(j->file, CODE), j->area);
		struct card_row *row;

		if (find_row(j, own, &row, e) != 0 ||
		    (row != NULL && learn_base(j, row, e) != 0) ||
		    (row != NULL && compare_row(j, row, e) != 0) ||
		    (row != NULL && own && take_row(j, row, e) != 0))
			return -1;
		j->met += own;
		if (!own)
			look_at_area(j, name);
	}
	return r;
}

/* No row is of the area: a mistake in --area, or a benchmark of other places. */
static int
check_area(const struct joining *j, const struct peers_options *o, struct errmsg *e)
{
	struct errmsg text;
	char near[SUGGEST_SIZE] = "";

	if (j->met > 0)
		return 0;
	if (j->nearest.n > 0)
		(void)suggest(near, j->area, &(struct slice){j->nearest.p, j->nearest.n}, 1);
	if (o->area != NULL)
		return errmsg_set(e, "--area: %s has no row of '%s'%s", input_file(j->file->in),
		    o->area, near);
	errmsg_set(&text, "note: %s has no row of '%.*s', the area of the data (see --area)%s",
	    input_file(j->file->in), SLICE_ARG(j->area), near);
	if (!o->quiet)
		filter_say(text.text);
	return 0;
}

static int
join_file(struct joining *j, const char *arg, const struct peers_options *o, struct errmsg *e)
{
	const char *path;
	int r = 0;

	j->only = split(j->card, arg, &path);
	if ((j->file = sidefile_open(path, NULL, columns, NCOLUMNS, INDICATOR, e)) == NULL)
		return -1;
	if (j->file->col[INDICATOR] == SIDEFILE_NONE && j->only == j->card->n) {
		j->only = 0;
		if (j->card->n > 1)
			r = errmsg_set(e, "%s:1: no column 'indicator'; expected one, or "
			    "--benchmark INDICATOR=%s, as the dictionary has %s", path, path,
			    plural(j->card->n, "indicator").text);
	}
	if (r == 0)
		r = read_rows(j, e);
	if (r == 0)
		r = check_area(j, o, e);
	sidefile_close(j->file);
	return r;
}

static void
settle_row(const struct joining *j, size_t i)
{
	struct card_row *row = &j->card->row[i];
	char text[PERIOD_SIZE];

	if (!j->joined[i]) {
		forget_rates(row);	/* the area itself is not compared */
	} else if (row->series == CARD_NONE) {
		row->only_benchmark = true;
		row->at = j->newest[i];
		period_format(text, row->at);
		row->period = arena_copy(&j->card->texts, slice_of(text));
	}
}

int
peers_join(struct card *c, const struct peers_options *o, struct errmsg *e)
{
	struct joining j = {.card = c, .area = o->area != NULL ? slice_trim(slice_of(o->area)) :
	    c->area};
	int r = 0;

	if (o->files->n > 0 && j.area.n == 0)
		return errmsg_set(e, "--benchmark: the data have no area; expected --area NAME");
	j.joined = arena_alloc(&c->texts, c->n + 1);
	j.newest = xcalloc(c->n + 1, sizeof(*j.newest));
	for (size_t i = 0; i < o->files->n && r == 0; i++) {
		j.met = 0;
		r = join_file(&j, o->files->item[i], o, e);
	}
	for (size_t i = 0; i < c->n; i++)
		settle_row(&j, i);
	free(j.newest);
	textbuf_free(&j.nearest);
	return r;
}
