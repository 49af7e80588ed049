#include "trend/trendout.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

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
		r->width = sentence_width(r->result.s.set, r->analysis.dictionary);
	sentence_line(&r->text, &r->result, r->analysis.dictionary, r->width);
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
trendout_open(struct trendout *r, bool named)
{
	const struct filter *f = r->filter;
	const bool series = r->form == TRENDOUT_SERIES;

	textbuf_reset(&r->text);
	r->columns = columns_for(r->form, r->analysis.trend.chart.type);
	r->named = named || r->form == TRENDOUT_TREND || r->form == TRENDOUT_SEASON;
	r->analysis.trend.exact = r->form == TRENDOUT_TREND || r->form == TRENDOUT_COMPARE;
	r->analysis.trend.tests = r->analysis.trend.exact || series;
	r->analysis.trend.seasons = series || r->form == TRENDOUT_SEASON;
	if (r->form == TRENDOUT_ICONS && r->analysis.trend.chart.type == CHART_AUTO)
		r->analysis.trend.chart.type = CHART_XMR;
	if (f->format != ROWS_TEXT || !series)
		r->rows = filter_open_rows(f);
	write_heading(r);
}

static int
take_series(struct trendout *r, const struct series *s, struct errmsg *e)
{
	r->analysis.figures = r->raw;
	r->analysis.as_sent = r->sorted || r->form == TRENDOUT_MOVING;
	return analysis_make(&r->analysis, s, &r->result, e);
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
	for (size_t i = 0; i < t->n && r->analysis.trend.rounded > 0 && t->rounded > 0; i++)
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
	r->slopeless += r->rows != NULL && r->analysis.trend.tests && result->t.n > THEIL_SEN_MOST;
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
	analysis_free(&r->analysis, &r->result);
	textbuf_free(&r->text);
	if (failed)
		return errmsg_set(e, "<stdout>: %s", strerror(errno));
	return r->rows != NULL ? rows_close_stdout(r->rows, e) : rows_close_stdio(e);
}
