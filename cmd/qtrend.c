/* qtrend: what each series says, and what it cannot */
#include <gsl/gsl_errno.h>
#include <math.h>

#include "base/message.h"
#include "base/num.h"
#include "table/dictionary.h"
#include "table/filter.h"
#include "trend/seriesin.h"
#include "trend/trendout.h"

struct options {
	struct filter filter;
	struct seriesin_options in;
	struct trendout out;
	const char *dictionary;
	bool origin;
};

#define POOL_MOST 120

#define AT(member) OPTION_AT(struct options, member)

static const struct option_row table[] = {
	{'k', "keys", "NAMES", "columns that identify a series (default: area, indicator, "
	    "category, and one called series)",
	    OPTION_TEXT, AT(in.keys)},
	{'x', "x", "COLUMN", "a number to use instead of the period", OPTION_TEXT, AT(in.x)},
	FILTER_ROWS(filter_population),
	{0, "kind", "KIND", "stock (counted at a moment) or flow (in a period)",
	    OPTION_STOCK_FLOW, AT(out.analysis.kind)},
	{0, "dictionary", "FILE", "label, kind, polarity and target of each indicator",
	    OPTION_FILE, AT(dictionary)},
	{0, "target", "N", "a target for series that have none of their own",
	    OPTION_NUMBER, AT(out.analysis.target), .accept = NUM_EXPONENT | NUM_PERCENT},
	{0, "pool", "N", "add up N periods at a time, for small numbers",
	    OPTION_WHOLE, AT(out.analysis.pool), .low = 2, .high = POOL_MOST,
	    .excludes = "rolling x"},
	{0, "rolling", "N", "add up each period and the N - 1 before it",
	    OPTION_WHOLE, AT(out.analysis.rolling), .low = 2, .high = POOL_MOST,
	    .excludes = "points detail chart x"},
	{0, "points", "", "a row for each point: its control chart",
	    OPTION_VALUE, AT(out.form), .low = TRENDOUT_POINTS},
	{0, "labels", "", "--points with what charts need: periods, rebases, marks",
	    OPTION_FLAG, AT(out.labels), .needs = "points"},
	{0, "detail", "WHAT", "trend, season, icons, moving, compare, linear or univariate: raw "
	    "statistics, for statisticians",
	    OPTION_WORD, AT(out.form), OPTION_WORDS({"trend", TRENDOUT_TREND},
	    {"season", TRENDOUT_SEASON}, {"icons", TRENDOUT_ICONS},
	    {"moving", TRENDOUT_MOVING}, {"compare", TRENDOUT_COMPARE},
	    {"linear", TRENDOUT_LINEAR}, {"univariate", TRENDOUT_UNIVARIATE})},
	{0, "through-origin", "", "--detail linear without an intercept",
	    OPTION_FLAG, AT(origin), .needs = "detail=linear"},
	OPTION_ROWS(trend_rows, struct options, out.analysis.trend),
	{0, "rebase", "PERIODS", "control limits start afresh at these",
	    OPTION_ITEMS, AT(in.rebase)},
	{0, "fail-on-signal", "", "exit 1 on a special cause in the last period",
	    OPTION_FLAG, AT(out.fail_on_signal), .excludes = "sorted detail"},
	{0, "max-change", "P", "and on a change of more than P% from the one before",
	    OPTION_FROM_0, AT(out.max_change), .accept = NUM_PERCENT, .needs = "fail-on-signal"},
	{0, "skip-bad", "", "leave out rows that cannot be used, and say how many",
	    OPTION_FLAG, AT(in.skip_bad)},
	{0, "sorted", "", "the rows of a series are together: less memory",
	    OPTION_FLAG, AT(in.sorted)},
	FILTER_ROWS(filter_roles), FILTER_ROWS(filter_format), FILTER_ROWS(filter_rest),
	{0},
};

static const struct option_command command = {
	"qtrend", "[options] [file ...]",
	"Says of each series how it changed, and what its points can and cannot show.",
	table, NULL,
};

/* What depends on several options. */
static void
settle_options(struct options *o)
{
	enum trendout_form *form = &o->out.form;

	if (*form >= TRENDOUT_ICONS && !o->filter.quiet)
		message_print("--detail: statistics as they are, without qtrend's refusals; see "
		    "qtrend(1)");
	if (o->origin)
		*form = TRENDOUT_ORIGIN;
	o->out.sorted = o->in.sorted;
	o->in.rates = o->out.analysis.trend.chart.type == CHART_U;
	o->out.filter = &o->filter;
	o->out.say = o->filter.quiet ? NULL : filter_say;
	o->in.xy = *form >= TRENDOUT_LINEAR;
	o->in.rows = *form == TRENDOUT_UNIVARIATE;
	o->in.filter = &o->filter;
}

/* How many rows have no population in the file of -P. */
static size_t
run(struct options *o, char *const paths[], size_t n)
{
	struct trendout *out = &o->out;
	struct errmsg e;
	struct input *in = input_open(paths, n, &o->filter.input, &e);
	struct dictionary *dictionary = NULL;
	struct population *population;
	struct seriesin *si;
	struct series s;
	size_t unjoined;
	int got;

	if (in == NULL ||
	    (o->dictionary != NULL && (dictionary = dictionary_read(o->dictionary,
	    &o->filter.input, &e)) == NULL) ||
	    filter_read_population(&o->filter, &population, &e) != 0)
		message_stop("%s", e.text);
	out->analysis.dictionary = dictionary;
	o->in.population = population;
	if ((si = seriesin_open(in, &o->in, &e)) == NULL)
		message_stop("%s:1: %s", input_file(in), e.text);
	if (!o->in.sorted && seriesin_read(si, &e) != 0)
		message_stop("%s", e.text);
	trendout_open(out, seriesin_has_keys(si));
	while ((got = seriesin_next(si, &s, &e)) == 1 && (got = trendout_series(out, &s, &e)) == 0)
		;
	if (got == -1)
		message_stop("%s", e.text);
	seriesin_notes(si, filter_say);
	unjoined = seriesin_unjoined(si);
	if (o->filter.verbose)
		message_print("%s, %zu series", plural(in->rows, "row").text, out->nseries);
	if (trendout_close(out, &e) != 0)
		message_stop("%s", e.text);
	seriesin_close(si);
	input_close(in);
	dictionary_free(dictionary);
	population_free(population);
	return unjoined;
}

int
main(int argc, char *argv[])
{
	struct options o = {FILTER_WITH(SERIESIN_ROLES),
	    .out = {.max_change = NAN, .analysis = ANALYSIS_INIT}};
	size_t n = options_parse(&command, &o, argc, &argv), unjoined;

	gsl_set_error_handler_off();
	settle_options(&o);
	unjoined = run(&o, argv, n);
	option_list_free(&o.in.rebase);
	return unjoined > 0 && !o.in.skip_bad ? 2 : o.out.nsignals > 0;
}
