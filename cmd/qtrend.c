/* qtrend: what each series says, and what it cannot */
#include <err.h>
#include <getopt.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "cli.h"
#include "table/dictionary.h"
#include "table/filter.h"
#include "trend/seriesin.h"
#include "trend/trendout.h"

enum {
	OPT_DETAIL = FILTER_OWN,
	OPT_DICTIONARY,
	OPT_FAIL_ON_SIGNAL,
	OPT_FIX_AFTER,
	OPT_KIND,
	OPT_MAX_CHANGE,
	OPT_LAG,
	OPT_POINTS,
	OPT_REBASE,
	OPT_SCREEN,
	OPT_SKIP_BAD,
	OPT_SORTED,
	OPT_TARGET,
	OPT_THROUGH_ORIGIN,
};

static const struct option longopts[] = {
	FILTER_LONG,
	FILTER_LONG_ROLES,
	{"detail", required_argument, NULL, OPT_DETAIL},
	{"dictionary", required_argument, NULL, OPT_DICTIONARY},
	{"fail-on-signal", no_argument, NULL, OPT_FAIL_ON_SIGNAL},
	{"fix-after", required_argument, NULL, OPT_FIX_AFTER},
	{"keys", required_argument, NULL, 'k'},
	{"kind", required_argument, NULL, OPT_KIND},
	{"max-change", required_argument, NULL, OPT_MAX_CHANGE},
	{"population", required_argument, NULL, 'P'},
	{"population-lag", required_argument, NULL, OPT_LAG},
	{"points", no_argument, NULL, OPT_POINTS},
	{"rebase", required_argument, NULL, OPT_REBASE},
	{"screen", required_argument, NULL, OPT_SCREEN},
	{"skip-bad", no_argument, NULL, OPT_SKIP_BAD},
	{"sorted", no_argument, NULL, OPT_SORTED},
	{"target", required_argument, NULL, OPT_TARGET},
	{"through-origin", no_argument, NULL, OPT_THROUGH_ORIGIN},
	{"x", required_argument, NULL, 'x'},
	{0},
};

static const char help[] =
    "usage: qtrend [options] [file ...]\n"
    "Says of each series how it changed, and what its points can and cannot show.\n"
    "  -k, --keys NAMES        columns that tell series apart (default: area,\n"
    "                          indicator, category, and one called series)\n"
    "  -x, --x COLUMN          a number to go by instead of the period\n"
    "  -P, --population FILE   populations by area and period, for rates\n"
    "      --population-lag N  counts of a year take the population of N years before\n"
    "      --kind KIND         stock (counted at a moment) or flow (in a period)\n"
    "      --dictionary FILE   label, kind, polarity and target of each indicator\n"
    "      --target N          a target, for -f text\n"
    "      --points            a row for each point: the XmR chart\n"
    "      --detail WHAT       trend, moving, compare, linear or univariate: raw\n"
    "                          statistics, for statisticians\n"
    "      --through-origin    --detail linear without an intercept\n"
    "      --screen yes|no     leave outlying moving ranges out of XmR limits\n"
    "      --rebase PERIODS    XmR limits start afresh at these\n"
    "      --fix-after N       XmR limits from the first N points (at least 12)\n"
    "      --fail-on-signal    exit 1 on a special cause in the last period\n"
    "      --max-change P      and on a change of more than P% from the one before\n"
    "      --skip-bad          leave out rows that cannot be used, and say how many\n"
    "      --sorted            the rows of a series stand together: less memory\n"
    FILTER_HELP_ROLES FILTER_HELP;

struct options {
	struct filter filter;
	struct seriesin_options in;
	struct trendout out;
	const char *dictionary, *population;
	bool points, detail, origin;
};

static void
say(const char *message)
{
	warnx("%s", message);
}

static double
number_option(const char *name, const char *arg, unsigned flags)
{
	struct num num;

	if (num_parse(slice_of(arg), NUM_COMMAS | flags, &num) != NUM_VALUE)
		errx(2, "%s: '%s'; expected a number", name, arg);
	return num.value;
}

static int64_t
whole_option(const char *name, const char *arg, int64_t low, int64_t high)
{
	int64_t n;

	if (!num_parse_int(arg, low, high, &n))
		errx(2, "%s: '%s'; expected a whole number from %lld to %lld", name, arg,
		    (long long)low, (long long)high);
	return n;
}

static void
set_option(struct options *o, int c, const char *arg)
{
	struct trendout *out = &o->out;
	struct errmsg e;

	switch (c) {
	case 'k': o->in.keys = arg; return;
	case 'x': o->in.x = arg; return;
	case 'P': o->population = arg; return;
	case OPT_DICTIONARY: o->dictionary = arg; return;
	case OPT_FAIL_ON_SIGNAL: out->fail_on_signal = true; return;
	case OPT_POINTS: o->points = true; return;
	case OPT_REBASE: o->in.rebase = arg; return;
	case OPT_SKIP_BAD: o->in.skip_bad = true; return;
	case OPT_SORTED: out->sorted = o->in.sorted = true; return;
	case OPT_THROUGH_ORIGIN: o->origin = true; return;
	case OPT_TARGET: out->target = number_option("--target", arg,
	    NUM_EXPONENT | NUM_PERCENT); return;
	case OPT_MAX_CHANGE:
		out->max_change = number_option("--max-change", arg, NUM_PERCENT);
		return;
	case OPT_LAG: o->in.lag = (int)whole_option("--population-lag", arg, 0, 50); return;
	case OPT_FIX_AFTER:
		out->trend.fix_after = (size_t)whole_option("--fix-after", arg, XMR_FIX_LEAST,
		    INT32_MAX);
		return;
	case OPT_DETAIL:
		if (!columns_parse_detail(arg, &out->columns.form))
			errx(2, "--detail: '%s'; expected trend, moving, compare, linear or univariate",
			    arg);
		o->detail = true;
		return;
	case OPT_KIND:
		if (!kind_parse(slice_of(arg), &out->kind) || out->kind == KIND_UNSAID)
			errx(2, "--kind: '%s'; expected stock or flow", arg);
		return;
	case OPT_SCREEN:
		if (strcmp(arg, "yes") != 0 && strcmp(arg, "no") != 0)
			errx(2, "--screen: '%s'; expected yes or no", arg);
		out->trend.screen = strcmp(arg, "yes") == 0;
		return;
	}
	switch (filter_option(&o->filter, c, arg, &e)) {
	case -1: errx(2, "%s", e.text);
	case 0: exit(2);	/* getopt_long has said what */
	}
}

/* What goes together, and what follows from it. */
static void
settle_options(struct options *o)
{
	struct trendout *out = &o->out;
	enum columns_form *form = &out->columns.form;
	const struct {
		bool wrong;
		const char *why;
	} together[] = {
		{o->points && o->detail, "--points and --detail do not go together"},
		{out->fail_on_signal && out->sorted, "--fail-on-signal and --sorted do not go together: which period "
		    "is the last is known at the end"},
		{out->fail_on_signal && o->detail, "--fail-on-signal and --detail do not go together"},
		{o->origin && *form != COLUMNS_LINEAR,
		    "--through-origin goes with --detail linear"},
		{!isnan(out->max_change) && !out->fail_on_signal, "--max-change goes with --fail-on-signal"},
		{out->max_change < 0, "--max-change: expected a percentage of 0 or more"},
		{o->in.lag != 0 && o->population == NULL, "--population-lag goes with -P"},
	};

	for (size_t i = 0; i < sizeof together / sizeof together[0]; i++)
		if (together[i].wrong)
			errx(2, "%s", together[i].why);
	out->say = o->filter.quiet ? NULL : say;
	if (o->points)
		*form = COLUMNS_POINTS;
	else if (o->origin)
		*form = COLUMNS_ORIGIN;
	o->in.xy = *form >= COLUMNS_LINEAR;
	o->in.rows = *form == COLUMNS_UNIVARIATE;
	o->in.choice = o->filter.choice;
	o->in.nchoices = o->filter.nchoices;
	o->in.fyear = o->filter.fyear;
	if (o->detail && !o->filter.quiet)
		warnx("--detail: statistics as they are, without qtrend's refusals; see qtrend(1)");
}

/* What was left out, joined, or put in order. */
static void
say_notes(struct options *o, const struct seriesin *si)
{
	size_t bad = seriesin_skipped(si);
	struct errmsg e;

	if (bad > 0)
		warnx("%zu row%s left out (--skip-bad)", bad, bad == 1 ? "" : "s");
	if (!o->filter.quiet && o->in.population != NULL && seriesin_joined(si, &e))
		warnx("note: %s", e.text);
	trendout_notes(&o->out);
}

static void
run(struct options *o, char *const paths[], size_t n)
{
	struct trendout *out = &o->out;
	struct errmsg e;
	struct input *in = input_open(paths, n, &o->filter.input, &e);
	struct dictionary *dictionary = NULL;
	struct population *population = NULL;
	struct seriesin *si;
	struct series s;
	int got;

	if (in == NULL ||
	    (o->dictionary != NULL && (dictionary = dictionary_read(o->dictionary,
	    &o->filter.input, &e)) == NULL) ||
	    (o->population != NULL && (population = population_read(o->population,
	    &o->filter.input, o->filter.choice, o->filter.nchoices, o->filter.fyear, &e)) == NULL))
		errx(2, "%s", e.text);
	out->dictionary = dictionary;
	o->in.population = population;
	if ((si = seriesin_open(in, &o->in, &e)) == NULL)
		errx(2, "%s:1: %s", input_file(in), e.text);
	out->columns.named = seriesin_has_keys(si);
	if (o->filter.format != ROWS_TEXT || out->columns.form != COLUMNS_SERIES)
		out->rows = rows_open(o->filter.format, o->filter.spreadsheet_safe,
		    STDOUT_FILENO, "<stdout>");
	trendout_open(out);
	while ((got = seriesin_next(si, &s, &e)) == 1)
		if (trendout_series(out, &s, &e) != 0)
			errx(2, "%s", e.text);
	if (got == -1)
		errx(2, "%s", e.text);
	say_notes(o, si);
	if (o->filter.verbose)
		warnx("%llu rows, %zu series", (unsigned long long)input_rows(in), out->nseries);
	if ((out->rows != NULL ? rows_close_stdout(out->rows, &e) :
	    filter_close_stdout(&e)) != 0)
		errx(2, "%s", e.text);
	seriesin_close(si);
	input_close(in);
	dictionary_free(dictionary);
	population_free(population);
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_INIT, .out = {.target = NAN, .max_change = NAN,
	    .trend = {.screen = true}}};

	gsl_set_error_handler_off();
	for (int c; (c = getopt_long(argc, argv, FILTER_LETTERS FILTER_LETTERS_ROLES "k:P:x:",
	    longopts, NULL)) != -1;)
		switch (c) {
		case 'h': cli_print(help);
		case 'V': cli_print(CLI_VERSION("qtrend"));
		default: set_option(&o, c, optarg);
		}
	settle_options(&o);
	run(&o, argv + optind, (size_t)(argc - optind));
	trendout_free(&o.out);
	filter_free(&o.filter);
	return o.out.nsignals > 0;
}
