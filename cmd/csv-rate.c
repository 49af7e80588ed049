/* csv-rate: rows with a count and a population, and their rate with confidence limits */
#include <err.h>
#include <getopt.h>
#include <gsl/gsl_errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "area/rateopt.h"
#include "area/rates.h"
#include "area/standardise.h"
#include "cli.h"
#include "table/filter.h"
#include "table/input.h"
#include "table/level.h"
#include "table/population.h"
#include "table/rows.h"

static const char help[] =
    "usage: csv-rate [options] [file ...]\n"
    "Adds a rate and its confidence limits to rows with a count and a population.\n"
    RATEOPT_HELP
    "      --level LIST        levels of the limits, in percent (default: 95)\n"
    "      --method M          auto (default), exact, byar or wilson\n"
    "      --detail            both kinds of limits at 95 and 99.8 per cent\n"
    "      --standardise       one directly standardised rate from rows of age bands\n"
    "      --indirect          one indirectly standardised ratio from such rows\n"
    "  -k, --keys NAMES        further columns that tell standardised rates apart\n"
    "      --skip-bad          rows that cannot be used do not count as an error\n"
    FILTER_HELP_ROLES
    FILTER_HELP;

enum {
	OPT_LEVEL = RATEOPT_OWN,
	OPT_METHOD,
	OPT_DETAIL,
	OPT_STANDARDISE,
	OPT_INDIRECT,
	OPT_SKIP_BAD,
};

static const struct option longopts[] = {
	FILTER_LONG,
	FILTER_LONG_ROLES,
	RATEOPT_LONG,
	{"level", required_argument, NULL, OPT_LEVEL},
	{"method", required_argument, NULL, OPT_METHOD},
	{"detail", no_argument, NULL, OPT_DETAIL},
	{"standardise", no_argument, NULL, OPT_STANDARDISE},
	{"indirect", no_argument, NULL, OPT_INDIRECT},
	{"keys", required_argument, NULL, 'k'},
	{"skip-bad", no_argument, NULL, OPT_SKIP_BAD},
	{NULL, 0, NULL, 0},
};

struct options {
	struct filter filter;
	struct rateopt rate;
	struct rates add;
	bool standardise, skip_bad, levels;
};

static void
set_option(struct options *o, int c, const char *arg)
{
	struct errmsg e;
	int taken;

	switch (c) {
	case 'k': o->add.keys = arg; break;
	case OPT_DETAIL: o->add.detail = true; break;
	case OPT_STANDARDISE: o->standardise = true; break;
	case OPT_INDIRECT: o->add.ratio = true; break;
	case OPT_SKIP_BAD: o->skip_bad = true; break;
	case OPT_LEVEL:
		if (level_parse_list(slice_of(arg), o->add.conf, RATES_LEVELS, &o->add.nlevels,
		    &e) != 0)
			errx(2, "--level: %s", e.text);
		o->levels = true;
		break;
	case OPT_METHOD:
		if (!rate_method_parse(arg, &o->add.method))
			errx(2, "--method: '%s'; expected auto, exact, byar or wilson", arg);
		break;
	default:
		if ((taken = rateopt_option(&o->rate, c, arg, &e)) == 0)
			taken = filter_option(&o->filter, c, arg, &e);
		if (taken != 1)
			errx(2, "%s", e.text);
	}
}

static void
parse_options(struct options *o, int argc, char *argv[])
{
	for (int c; (c = getopt_long(argc, argv, FILTER_LETTERS FILTER_LETTERS_ROLES RATEOPT_LETTERS "k:",
	    longopts, NULL)) != -1;)
		switch (c) {
		case 'h': cli_print(help);
		case 'V': cli_print(CLI_VERSION("csv-rate"));
		case '?':
			exit(2);	/* getopt_long has said what */
		default:
			set_option(o, c, optarg);
		}
	if (o->standardise && o->add.ratio)
		errx(2, "--standardise and --indirect are two ways; expected one");
	if ((o->standardise || o->add.ratio) && (o->add.detail || o->rate.file != NULL))
		errx(2, "--standardise and --indirect do not go with --detail or -P");
	if (o->standardise && o->add.method != RATE_AUTO)
		errx(2, "--standardise has limits of its own; it does not go with --method");
	if (o->add.ratio && o->add.method == RATE_WILSON)
		errx(2, "--indirect does not go with --method wilson: a count is no part of what was expected");
	if (o->add.detail && (o->add.method != RATE_AUTO || o->levels))
		errx(2, "--detail shows exact and Byar's limits at 95 and 99.8 per cent; it does not go "
		    "with --method or --level");
	if (o->add.keys != NULL && !o->standardise && !o->add.ratio)
		errx(2, "-k goes with --standardise or --indirect");
	o->add.per = o->rate.per;
	o->add.lag = o->rate.lag;
	o->add.fyear = o->filter.fyear;
}

static void
say(const char *message)
{
	warnx("%s", message);
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_INIT, .rate = RATEOPT_INIT,
	    .add = {.conf = {0.95}, .nlevels = 1}};
	struct population *population;
	struct rows *out;
	struct input *in;
	struct errmsg e;

	gsl_set_error_handler_off();
	parse_options(&o, argc, argv);
	if (rateopt_read(&o.rate, &o.filter, &population, &e) != 0)
		errx(2, "%s", e.text);
	o.add.population = population;
	o.add.choice = o.filter.choice;
	o.add.nchoices = o.filter.nchoices;
	o.add.say = say;
	o.add.note = o.filter.quiet ? NULL : say;
	o.add.describe = o.filter.verbose ? say : NULL;
	if ((in = input_open(argv + optind, (size_t)(argc - optind), &o.filter.input, &e)) == NULL)
		errx(2, "%s", e.text);
	out = rows_open(o.filter.format, o.filter.spreadsheet_safe, STDOUT_FILENO, "<stdout>");
	if ((o.standardise || o.add.ratio ? standardise : rates_add)(&o.add, in, out, &e) != 0 ||
	    rows_close_stdout(out, &e) != 0)
		errx(2, "%s", e.text);
	if (o.add.bad > 0 && o.skip_bad)
		warnx("%zu row%s without a rate (--skip-bad)", o.add.bad, o.add.bad > 1 ? "s" : "");
	if (o.add.unmatched > 0 && o.add.joined == 0)
		errx(2, "%s: no population for any row", o.rate.file);
	input_close(in);
	population_free(population);
	filter_free(&o.filter);
	return o.add.bad > 0 && !o.skip_bad ? 2 : 0;
}
