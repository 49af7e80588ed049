/* csv-rate: rows with a count and a population, and their rate with confidence limits */
#include <err.h>
#include <getopt.h>
#include <gsl/gsl_errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "area/rateadd.h"
#include "area/rateopt.h"
#include "area/standard.h"
#include "area/standardout.h"
#include "cli.h"
#include "table/filter.h"
#include "table/input.h"
#include "table/keycols.h"
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
	struct rateadd add;
	const char *keys;
	bool standardise, skip_bad, levels;
};

static void
set_option(struct options *o, int c, const char *arg)
{
	struct errmsg e;
	int taken;

	switch (c) {
	case 'k': o->keys = arg; break;
	case OPT_DETAIL: o->add.detail = true; break;
	case OPT_STANDARDISE: o->standardise = true; break;
	case OPT_INDIRECT: o->add.ratio = true; break;
	case OPT_SKIP_BAD: o->skip_bad = true; break;
	case OPT_LEVEL:
		if (level_parse_list(slice_of(arg), o->add.conf, RATEADD_LEVELS, &o->add.nlevels,
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
	if (o->keys != NULL && !o->standardise && !o->add.ratio)
		errx(2, "-k goes with --standardise or --indirect");
	o->add.per = o->rate.per;
	o->add.lag = o->rate.lag;
	o->add.fyear = o->filter.fyear;
}

static void
find_roles(struct options *o, struct input *in, unsigned need, unsigned want)
{
	struct errmsg e;

	if (roles_find(&o->add.roles, input_headings(in), input_ncols(in), need, want,
	    o->filter.choice, o->filter.nchoices, &e) != 0)
		errx(2, "%s:1: %s", input_file(in), e.text);
	if (o->filter.verbose)
		warnx("%s", (roles_describe(&o->add.roles, input_headings(in), &e), e.text));
}

/* Which years were joined, and what found no population. */
static void
say_joined(const struct rateadd *r)
{
	struct errmsg text;

	if (r->joined > 0) {
		population_note(r->population, r->first, r->last, r->lag, &text);
		warnx("note: %s", text.text);
	}
	if (r->unmatched > 0)
		warnx("%s; %zu such row%s", r->first_unmatched.text, r->unmatched,
		    r->unmatched > 1 ? "s" : "");
}

/* Passes rows through with their rate. How many could not be used. */
static size_t
add_rates(struct options *o, struct input *in, struct rows *out)
{
	size_t bad = 0, n = input_ncols(in);
	struct errmsg e;
	int got;

	if (o->add.population != NULL)
		find_roles(o, in, ROLE_BIT(ROLE_VALUE) | ROLE_BIT(ROLE_PERIOD),
		    ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE));
	else
		find_roles(o, in, ROLE_BIT(ROLE_VALUE) | ROLE_BIT(ROLE_POPULATION), 0);
	for (size_t i = 0; i < n; i++)
		rows_field(out, input_headings(in)[i]);
	if (rateadd_heading(&o->add, in, out, &e) != 0)
		errx(2, "%s", e.text);
	if (rows_end(out) != 0)
		return 0;	/* rows_close_stdout() will say why */
	while ((got = input_next(in)) == 1) {
		for (size_t i = 0; i < n; i++)
			rows_field(out, input_field(in, i));
		if (rateadd_row(&o->add, in, out, &e) != 0) {
			warnx("%s", e.text);
			bad++;
		}
		if (rows_end(out) != 0)
			return bad;
	}
	if (got == -1)
		errx(2, "%s", input_error(in));
	if (o->add.population != NULL)	/* also with -q: the years decide what the rate is */
		say_joined(&o->add);
	return bad;
}

static size_t
standardise(struct options *o, struct input *in, struct rows *out)
{
	enum role by = o->add.ratio ? ROLE_STANDARD_RATE : ROLE_STANDARD_WEIGHT;
	struct keycols more;
	struct standard *s;
	struct errmsg e;
	size_t bad = 0, n, *key;
	int got;

	find_roles(o, in, ROLE_BIT(ROLE_AGE_BAND) | ROLE_BIT(ROLE_VALUE) |
	    ROLE_BIT(ROLE_POPULATION) | ROLE_BIT(by), ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE) | ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_INDICATOR) |
	    ROLE_BIT(ROLE_CATEGORY));
	if (keycols_find(&more, o->keys, input_headings(in), input_ncols(in), &e) != 0)
		errx(2, "%s:1: %s", input_file(in), e.text);
	key = standard_keys(&o->add.roles, &more, &n);
	keycols_free(&more);
	s = standard_new(o->add.ratio ? STANDARD_INDIRECT : STANDARD_DIRECT, &o->add.roles, key, n);
	while ((got = input_next(in)) == 1)
		if (standard_row(s, in, &e) != 0) {
			warnx("%s", e.text);
			bad++;
		}
	if (got == -1) {
		standard_free(s);
		free(key);
		errx(2, "%s", input_error(in));
	}
	standard_finish(s);
	if (standard_unlike(s) != NULL)
		warnx("%s", standard_unlike(s));
	standardout_heading(&o->add, in, key, n, out);
	for (size_t i = 0; i < standard_ngroups(s); i++) {
		struct standard_group g = standard_group(s, i);

		if (!standardout_group(&o->add, &g, out, &e) && !o->filter.quiet)
			warnx("note: %s", e.text);
	}
	standard_free(s);
	free(key);
	return bad;
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
	size_t bad;

	gsl_set_error_handler_off();
	parse_options(&o, argc, argv);
	if (rateopt_read(&o.rate, &o.filter, &population, &e) != 0)
		errx(2, "%s", e.text);
	o.add.population = population;
	if ((in = input_open(argv + optind, (size_t)(argc - optind), &o.filter.input, &e)) == NULL)
		errx(2, "%s", e.text);
	out = rows_open(o.filter.format, o.filter.spreadsheet_safe, STDOUT_FILENO, "<stdout>");
	bad = o.standardise || o.add.ratio ? standardise(&o, in, out) : add_rates(&o, in, out);
	if (rows_close_stdout(out, &e) != 0)
		errx(2, "%s", e.text);
	if (bad > 0 && o.skip_bad)
		warnx("%zu rows cannot be used and have no rate", bad);
	if (o.add.unmatched > 0 && o.add.joined == 0)
		errx(2, "%s: no population for any row", o.rate.file);
	input_close(in);
	population_free(population);
	filter_free(&o.filter);
	return bad > 0 && !o.skip_bad ? 2 : 0;
}
