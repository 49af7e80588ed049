#include "trend/trendout.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/intern.h"
#include "stat/cchart.h"
#include "trend/wording.h"

/* Figures of up to 15 digits are compared as written: 0.3 to 0.33 is 10%, not a little more. */
#define ROUNDING 1e-12

/* The columns that --labels adds, into *column; their number. */
static size_t
find_labels(const struct trendout *r, const struct rows_column **column)
{
	size_t from = r->columns == COLUMNS_XMR ? COLUMNS_LABELS_OF_XMR : 0;

	*column = columns_labels + from;
	return r->labels ? COLUMNS_LABELS - from : 0;
}

static void
write_row(struct trendout *r, const void *record, unsigned state)
{
	const struct columns *c = &columns_of[r->columns];
	const struct rows_column *labels;
	size_t nlabels = find_labels(r, &labels);

	rows_cells(r->rows, c->column, c->n, record, state, r->form == TRENDOUT_SERIES ? "" : "NA");
	rows_cells(r->rows, labels, nlabels, record, state, "NA");
	rows_end(r->rows);
}

/* Why row i has no value. */
static const char *
missing(const struct series_row *row, char buf[NUM_MARK_SIZE])
{
	const struct num num = {.kind = NUM_MARK, .mark = row->mark,
	    .figure = {.n = isnan(row->below) ? 0 : (int64_t)row->below, .d = 1}};

	if (row->label == SERIES_GAP)
		return "no row";
	if (row->mark == MARK_NONE)
		return "";
	num_format_mark(buf, &num);
	return buf;
}

static void
start_statistic(struct trendout *r, const char *name)
{
	if (r->named)
		rows_str(r->rows, r->result.s.name);
	rows_str(r->rows, name);
}

static void
write_seasons(struct trendout *r)
{
	const struct season *season = &r->result.t.season;
	char name[32];

	for (size_t i = 0; i < season->nseasons; i++) {
		snprintf(name, sizeof(name), "s_%zu", season->label[i]);
		start_statistic(r, name);
		rows_double(r->rows, season->s_of[i], "NA");
		rows_end(r->rows);
	}
}

/* Of one point, most statistics do not exist: these are left out rather than NA. */
static bool
is_left_out(const struct trendout *r, const struct rows_column *c, const void *record)
{
	if (r->form != TRENDOUT_TREND || r->result.t.n > 1)
		return false;
	return (c->blank_if & columns_state(&r->result)) != 0 || c->kind == ROWS_PUT ||
	    (c->kind == ROWS_DOUBLE &&
	    !isfinite(*(const double *)((const char *)record + c->at)));
}

static void
write_statistics(struct trendout *r, const void *record)
{
	const struct columns *c = &columns_of[r->columns];

	for (size_t i = 0; i < c->n; i++) {
		if (r->columns == COLUMNS_SEASON && i == COLUMNS_SEASONS_AT)
			write_seasons(r);
		if (is_left_out(r, &c->column[i], record))
			continue;
		start_statistic(r, c->column[i].name);
		rows_cell(r->rows, &c->column[i], record, columns_state(&r->result), "NA");
		rows_end(r->rows);
	}
}

/* A limit of counts, cut; NaN stays. */
static double
from_0(double v)
{
	return v < 0 ? 0 : v;
}

static void
write_points(struct trendout *r)
{
	const struct series *s = &r->result.s;
	const struct trend *t = &r->result.t;
	const struct chart *c = r->columns == COLUMNS_XMR ? &t->xmr : t->chart;
	char buf[PERIOD_SIZE], name[SPC_NAME], mark[NUM_MARK_SIZE];

	for (size_t i = 0; i < s->n; i++) {
		struct columns_point p = {.name = s->name, .x = s->row[i].x,
		    .y = r->form == TRENDOUT_MOVING ? s->y[i] : t->value[i],
		    .period = series_label(s, i, buf), .stretch = c->stretch[i],
		    .line = c->line[i], .mark = c->point[i],
		    .cause = spc_name(name, c->point[i].cause, c->stretch[i].rules),
		    .missing = isnan(t->value[i]) ? missing(&s->row[i], mark) : "",
		    .moving = trend_moving(s->y, s->n, i)};

		if (r->form == TRENDOUT_POINTS && t->counts && t->values.mean < CCHART_BELOW) {
			p.stretch.xmr.lower = from_0(p.stretch.xmr.lower);
			p.stretch.xmr.near_lower = from_0(p.stretch.xmr.near_lower);
		}
		if (isnan(t->value[i]) && r->columns != COLUMNS_XMR)
			p.cause = "";
		write_row(r, &p, isnan(p.line.lower) ? COLUMNS_NO_LIMITS : 0);
	}
}

static void
write_comparison(struct trendout *r, const char *against, size_t at, struct ratio ratio)
{
	const struct series *s = &r->result.s;
	struct columns_point p = {.name = s->name, .against = against,
	    .last_period = r->result.last_period, .ratio = ratio};

	if (r->result.t.n < 2 || at == s->n)	/* there is no such point */
		return;
	p.y = s->y[at];
	p.last = s->y[r->result.t.last];
	p.period = series_label(s, at, NULL);
	write_row(r, &p, 0);
}

static void
write_icons(struct trendout *r)
{
	const struct result *result = &r->result;
	const struct trend *t = &result->t;
	const struct chart *c = t->chart;
	const enum chart_polarity good = verdict_polarity(result);
	const bool known = t->n > 0 && c->stretch[t->last].group == c->last.group;
	struct columns_icon icon = {.name = result->s.name, .period = {"NA", 2}, .last = NAN,
	    .centre = NAN, .lower = NAN, .upper = NAN, .cause = "", .variation = "",
	    .assurance = "", .meets = "", .n = c->last.n};
	char name[SPC_NAME];

	if (known) {
		icon.period = result->last_period;
		icon.last = t->last_value;
		icon.centre = result->centre;
		icon.lower = result->lower;
		icon.upper = result->upper;
		icon.variation = result->variation;
		icon.assurance = good != CHART_NEITHER ? result->assurance : "";
		if (!isnan(icon.lower))
			icon.cause = spc_name(name, c->point[t->last].cause, c->last.rules);
		if (!isnan(result->target) && good != CHART_NEITHER)
			icon.meets = (good == CHART_HIGH ? icon.last >= result->target :
			    icon.last <= result->target) ? "yes" : "no";
	}
	write_row(r, &icon, 0);
}

/* Passes r->text on and clears it. */
static void
say(struct trendout *r)
{
	sentence_escape(&r->text);
	if (r->say != NULL)
		r->say(r->text.p);
	textbuf_reset(&r->text);
}

static void
write_line(struct trendout *r)
{
	const struct trend *t = &r->result.t;
	const bool origin = r->form == TRENDOUT_ORIGIN;
	struct columns_line line = {.model = origin ? "y=b1*x" : "y=b0+b1*x"};

	if (ols_fit(t->x, t->y, t->n, origin, TREND_CONF, &r->result.t.memo, &line.ols) != 0) {
		textbuf_addf(&r->text, "%s: no line: too few points, or x does not vary",
		    r->result.s.name);
		say(r);
	}
	write_statistics(r, &line);
}

static void
write_rows(struct trendout *r)
{
	const struct trend *t = &r->result.t;

	switch (r->form) {
	case TRENDOUT_SERIES: write_row(r, &r->result, columns_state(&r->result)); break;
	case TRENDOUT_POINTS:
	case TRENDOUT_MOVING: write_points(r); break;
	case TRENDOUT_ICONS: write_icons(r); break;
	case TRENDOUT_TREND:
		r->columns = r->raw ? COLUMNS_TREND :
		    r->result.s.measure == SERIES_PROPORTIONS ? COLUMNS_SHARES :
		    COLUMNS_RATES;
		write_statistics(r, &r->result);
		break;
	case TRENDOUT_SEASON: write_statistics(r, &r->result); break;
	case TRENDOUT_COMPARE:
		write_comparison(r, "first", t->first, t->vs_first);
		write_comparison(r, "previous", t->before_last, t->vs_previous);
		write_comparison(r, "year_ago", t->ago, t->vs_year_ago);
		break;
	case TRENDOUT_LINEAR:
	case TRENDOUT_ORIGIN: write_line(r); break;
	case TRENDOUT_UNIVARIATE: write_statistics(r, &t->values); break;
	}
}

static bool
is_beyond(const struct trend *t, double max_change)
{
	double slack = ROUNDING * fmax(fabs(t->last_value), fabs(t->previous));

	if (isnan(max_change) || isnan(t->last_vs_previous) || t->last_vs_previous == 0)
		return false;
	return t->previous == 0 ||
	    fabs(t->last_vs_previous) - slack > max_change / 100 * fabs(t->previous);
}

static void
look_for_signal(struct trendout *r)
{
	const struct trend *t = &r->result.t;
	struct textbuf *b = &r->text;
	bool beyond = is_beyond(t, r->max_change);
	enum spc_cause cause;

	if (t->n == 0 || !series_in_last_period(&r->result.s, t->last))
		return;
	r->looked_at++;
	cause = t->chart->point[t->last].cause;
	if (cause == SPC_COMMON && !beyond)
		return;
	r->nsignals++;
	textbuf_addf(b, "%s: %.*s", r->result.s.name, SLICE_ARG(r->result.last_period));
	if (cause != SPC_COMMON)
		textbuf_addf(b, ": special cause, %s", spc_plain(cause));
	if (beyond) {
		char from[WRITER_DOUBLE], to[WRITER_DOUBLE], most[WRITER_DOUBLE];

		textbuf_addf(b, "%s a change from %s to %s, beyond %s%%",
		    cause != SPC_COMMON ? ";" : ":", wording_number(from, t->previous),
		    wording_number(to, t->last_value), wording_number(most, r->max_change));
	}
	say(r);
}

static int
write_sentence(struct trendout *r, struct errmsg *e)
{
	if (r->nseries == 1 && !r->sorted)
		r->width = sentence_width(r->result.s.set, r->dictionary);
	sentence_line(&r->text, &r->result, r->dictionary, r->width);
	if (puts(r->text.p) == EOF)
		return errmsg_set(e, "<stdout>: cannot write: %s", strerror(errno));
	textbuf_reset(&r->text);
	return 0;
}

/* The columns of points. */
static enum columns_name
columns_of_chart(enum chart_type type)
{
	switch (type) {
	case CHART_P:
	case CHART_U:
	case CHART_STOCK: return COLUMNS_LANEY;
	case CHART_C: return COLUMNS_C;
	case CHART_AUTO:
	case CHART_XMR:
	case CHART_NONE: break;
	}
	return COLUMNS_XMR;
}

static enum columns_name
columns_for(enum trendout_form form, enum chart_type type)
{
	switch (form) {
	case TRENDOUT_SERIES: break;
	case TRENDOUT_POINTS: return columns_of_chart(type);
	case TRENDOUT_ICONS: return COLUMNS_ICONS;
	case TRENDOUT_TREND: return COLUMNS_TREND;
	case TRENDOUT_SEASON: return COLUMNS_SEASON;
	case TRENDOUT_MOVING: return COLUMNS_MOVING;
	case TRENDOUT_COMPARE: return COLUMNS_COMPARE;
	case TRENDOUT_LINEAR: return COLUMNS_LINEAR;
	case TRENDOUT_ORIGIN: return COLUMNS_ORIGIN;
	case TRENDOUT_UNIVARIATE: return COLUMNS_UNIVARIATE;
	}
	return COLUMNS_SERIES;
}

static void
write_heading(struct trendout *r)
{
	const struct columns *c = &columns_of[r->columns];
	const struct rows_column *labels;
	size_t nlabels = find_labels(r, &labels);

	if (r->rows == NULL)
		return;
	if (!c->statistic) {
		rows_headings(r->rows, c->column, c->n);
		rows_headings(r->rows, labels, nlabels);
	} else {
		if (r->named)
			rows_str(r->rows, "series");
		rows_str(r->rows, "statistic");
		rows_str(r->rows, "value");
	}
	rows_end(r->rows);
}

void
trendout_open(struct trendout *r)
{
	const struct filter *f = r->filter;
	const bool series = r->form == TRENDOUT_SERIES;

	textbuf_reset(&r->text);
	r->columns = columns_for(r->form, r->trend.chart.type);
	r->named = r->named || r->form == TRENDOUT_TREND || r->form == TRENDOUT_SEASON;
	r->trend.exact = r->form == TRENDOUT_TREND || r->form == TRENDOUT_COMPARE;
	r->trend.tests = r->trend.exact || series;
	r->trend.seasons = series || r->form == TRENDOUT_SEASON;
	if (r->form == TRENDOUT_ICONS && r->trend.chart.type == CHART_AUTO)
		r->trend.chart.type = CHART_XMR;
	if (f->format != ROWS_TEXT || !series)
		r->rows = filter_open_rows(f);
	write_heading(r);
}

/* Of the whole name, or its first cell that is in the dictionary; else what its own row says. */
static const struct dictionary_entry *
entry_of(const struct trendout *r, const struct series *s, size_t *cell)
{
	static const struct dictionary_entry blank = DICTIONARY_BLANK;
	const struct dictionary_entry *entry = dictionary_of_series(r->dictionary, s->name, s->key,
	    cell);

	return entry != NULL ? entry : s->own != NULL ? s->own : &blank;
}

/* The key of s with another indicator in its cell (or as a whole). */
static size_t
find_other(const struct series *s, size_t cell, struct slice indicator)
{
	struct keybuf key = {0};
	struct slice rest = s->key, text;
	size_t found;

	for (size_t i = 0; keybuf_next(&rest, &text); i++)
		keybuf_add(&key, i == cell || cell == DICTIONARY_WHOLE ? indicator : text);
	found = series_find(s->set, keybuf_key(&key));
	keybuf_free(&key);
	return found;
}

/* A percentage whose counts the dictionary names, made from these where the input has both. */
static int
make_share(struct trendout *r, size_t cell, struct errmsg *e)
{
	struct result *result = &r->result;
	const struct dictionary_entry *entry = result->entry;
	size_t numerator, denominator;

	if (r->sorted || entry->numerator.n == 0 || entry->denominator.n == 0 ||
	    result->s.measure != SERIES_FIGURES || r->form == TRENDOUT_MOVING)
		return 0;
	numerator = find_other(&result->s, cell, entry->numerator);
	denominator = find_other(&result->s, cell, entry->denominator);
	if (numerator == series_count(result->s.set) || denominator == series_count(result->s.set))
		return 0;
	if (pool_share(&result->s, numerator, denominator, &r->made, e) != 0)
		return -1;
	result->s = r->made.s;
	return 0;
}

static int
add_up(struct trendout *r, struct errmsg *e)
{
	struct result *result = &r->result;
	const enum pool_form form = r->pool > 0 ? POOL_BLOCKS : POOL_ROLLING;
	const struct series s = result->s;
	const char *option = r->pool > 0 ? "--pool" : "--rolling";

	result->rolling = r->rolling > 0;
	result->pooled = (size_t)(r->pool + r->rolling);
	if (result->pooled == 0)
		return 0;
	if (result->kind == KIND_STOCK)
		return errmsg_set(e, "%s: '%s' is a stock, which cannot be added up; expected a "
		    "flow", option, s.name);
	if (pool_series(&s, form, result->pooled, &r->sums, e) != 0)
		return -1;
	result->s = r->sums.s;
	return result->rolling ? pool_series(&s, POOL_BLOCKS, result->pooled, &r->apart, e) : 0;
}

/* The tests of sums that do not overlap, for those that do. */
static int
test_apart(struct trendout *r, const struct trend_options *o, struct errmsg *e)
{
	struct trend *t = &r->result.t, *a = &r->apart_trend;

	if (trend_of(&r->apart.s, o, a, e) != 0)
		return -1;
	t->n_tested = a->n_tested;
	t->mk = a->mk;
	t->mk_p = a->mk_p;
	t->sen = a->sen;
	t->sen_lower = a->sen_lower;
	t->sen_upper = a->sen_upper;
	t->sen_confidence = a->sen_confidence;
	t->ols = a->ols;
	t->refusal = a->refusal;
	t->poisson = a->poisson;
	t->logit = a->logit;
	t->quasi = a->quasi;
	t->ratio = a->ratio;
	t->phi = a->phi;
	t->pearson = a->pearson;
	t->df = a->df;
	t->xmr.last = a->xmr.last;
	return 0;
}

static int
compute(struct trendout *r, struct errmsg *e)
{
	struct result *result = &r->result;
	struct trend_options o = r->trend;

	o.chart.kind = result->kind;
	o.measure = unit_is_measure(result->entry->unit);
	if (result->rolling) {
		o.tests = o.seasons = false;
		o.chart.type = CHART_NONE;
	}
	if (trend_of(&result->s, &o, &result->t, e) != 0)
		return -1;
	o.tests = true;
	if (result->rolling && r->trend.tests && test_apart(r, &o, e) != 0)
		return -1;
	result->first_period = result->last_period = (struct slice){"", 0};
	if (result->t.n > 0) {
		result->first_period = series_label(&result->s, result->t.first, NULL);
		result->last_period = series_label(&result->s, result->t.last, NULL);
	}
	return 0;
}

static int
take_series(struct trendout *r, const struct series *s, struct errmsg *e)
{
	struct result *result = &r->result;
	size_t cell;

	result->s = *s;
	result->entry = entry_of(r, s, &cell);
	result->kind = result->entry->kind != KIND_UNSAID ? result->entry->kind : r->kind;
	result->target = !isnan(result->entry->target) ? result->entry->target : r->target;
	result->s.percent |= result->entry->percent;
	if (r->raw)
		result->s.measure = SERIES_FIGURES;
	else if (make_share(r, cell, e) != 0)
		return -1;
	if (add_up(r, e) != 0)
		return -1;
	return compute(r, e);
}

#define FAR 20		/* times the figures: a target in another unit */
#define UNEVEN 100	/* times as large: denominators that should be looked at */

static void
doubt(struct trendout *r, enum trendout_doubt kind, double a, double b)
{
	char from[WRITER_DOUBLE], to[WRITER_DOUBLE];
	struct textbuf *first = &r->doubt[kind].first;

	if (r->doubt[kind].n++ > 0)
		return;
	textbuf_addf(first, "'%s'", r->result.s.name);
	if (!isnan(a))
		textbuf_addf(first, " (%s", wording_number(from, a));
	if (!isnan(b))
		textbuf_addf(first, " to %s", wording_number(to, b));
	if (!isnan(a))
		textbuf_addf(first, ")");
}

static void
look_for_doubts(struct trendout *r)
{
	const struct trend *t = &r->result.t;
	const double target = fabs(r->result.target), low = t->values.min, high = t->values.max;
	double least = INFINITY, most = 0;

	if (t->percent && high > 100)
		doubt(r, DOUBT_OVER_100, high, NAN);
	if (t->n > 0 && low > 0 && target > 0 && (target * FAR < low || target > high * FAR))
		doubt(r, DOUBT_TARGET, low, high);
	for (size_t i = 0; i < t->n && r->result.s.measure != SERIES_FIGURES; i++) {
		least = fmin(least, t->population[i]);
		most = fmax(most, t->population[i]);
	}
	for (size_t i = 0; i < t->n && r->trend.rounded > 0 && t->rounded > 0; i++)
		if (fmod(t->count[i], t->rounded) != 0) {
			doubt(r, DOUBT_ROUNDED, t->count[i], NAN);
			break;
		}
	if (r->result.s.n == 0 && r->result.pooled > 0)
		doubt(r, DOUBT_NO_SUM, NAN, NAN);
	if (most >= UNEVEN * least)
		doubt(r, DOUBT_DENOMINATORS, least, most);
}

static bool
is_seasonal(const struct trendout *r, struct errmsg *e)
{
	if (r->form != TRENDOUT_SEASON || r->result.t.seasonal)
		return true;
	errmsg_set(e, "--detail season: '%s' is not by quarter or month; expected periods such as "
	    "2014-Q2", r->result.s.name);
	return false;
}

int
trendout_series(struct trendout *r, const struct series *given, struct errmsg *e)
{
	struct result *result = &r->result;

	if (r->nseries == 0 && r->form == TRENDOUT_TREND && !r->sorted)
		r->raw = !series_all_populated(given->set);
	else if (r->sorted)
		r->raw = r->form == TRENDOUT_TREND && !given->populated;
	r->raw = r->raw || r->form >= TRENDOUT_MOVING;
	if (take_series(r, given, e) != 0 || !is_seasonal(r, e))
		return -1;
	r->nseries++;
	r->disordered += given->disordered;
	r->slopeless += r->rows != NULL && r->trend.tests && result->t.n > THEIL_SEN_MOST;
	if (r->form == TRENDOUT_SERIES || r->form == TRENDOUT_ICONS)
		verdict_judge(result);
	look_for_doubts(r);
	if (r->form == TRENDOUT_SERIES) {
		sentence_make(result, &r->said);
		r->unsaid += result->kind == KIND_UNSAID &&
		    result->verdict == VERDICT_NOT_TESTED;
	}
	if (r->fail_on_signal)
		look_for_signal(r);
	if (r->rows == NULL)
		return write_sentence(r, e);
	write_rows(r);
	return 0;
}

static void
say_doubts(struct trendout *r)
{
	static const char *const what[] = {
		[DOUBT_OVER_100] = "percentages above 100",
		[DOUBT_TARGET] = "a target far from the figures, which may be "
		    "in another unit",
		[DOUBT_DENOMINATORS] = "denominators that differ a hundredfold, so that the "
		    "smallest say little",
		[DOUBT_ROUNDED] = "counts that are not multiples of --rounded-to",
		[DOUBT_NO_SUM] = "too few periods for one sum of --pool or --rolling",
	};

	for (enum trendout_doubt d = 0; d < DOUBT_N; d++) {
		if (r->doubt[d].n == 0)
			continue;
		textbuf_addf(&r->text, "note: %zu of %zu series with %s: %s%s", r->doubt[d].n,
		    r->nseries, what[d], r->doubt[d].n > 1 ? "first " : "",
		    r->doubt[d].first.p);
		say(r);
		textbuf_free(&r->doubt[d].first);
	}
}

static void
say_notes(struct trendout *r)
{
	say_doubts(r);
	if (r->fail_on_signal && r->looked_at < r->nseries) {
		textbuf_addf(&r->text, "note: no value in the last period, so ignored: %zu of %zu "
		    "series", r->nseries - r->looked_at, r->nseries);
		say(r);
	}
	if (r->unsaid > 0 && r->rows == NULL) {
		textbuf_addf(&r->text, "note: no trend was tested in %zu of %zu series: not said "
		    "whether stock or flow (--kind, --dictionary)", r->unsaid, r->nseries);
		say(r);
	}
	if (r->slopeless > 0) {
		textbuf_addf(&r->text, "note: %zu series of more than %d points: no median slope",
		    r->slopeless, THEIL_SEN_MOST);
		say(r);
	}
	if (r->disordered > 0) {
		textbuf_addf(&r->text, "%zu series had rows out of order; put in order",
		    r->disordered);
		say(r);
	}
}

int
trendout_close(struct trendout *r, struct errmsg *e)
{
	bool failed = false;

	if (r->rows == NULL) {
		sentence_notes(&r->text, &r->said);
		failed = r->text.n > 0 && fputs(r->text.p, stdout) == EOF;
		textbuf_reset(&r->text);
	}
	say_notes(r);
	trend_free(&r->result.t);
	trend_free(&r->apart_trend);
	made_free(&r->made);
	made_free(&r->sums);
	made_free(&r->apart);
	textbuf_free(&r->result.reason);
	textbuf_free(&r->result.signals);
	textbuf_free(&r->result.sentence);
	textbuf_free(&r->text);
	if (failed)
		return errmsg_set(e, "<stdout>: %s", strerror(errno));
	return r->rows != NULL ? rows_close_stdout(r->rows, e) : rows_close_stdio(e);
}
