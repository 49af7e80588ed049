/* benchmark-ne: rates of the North East's (or other) authorities, ranked and compared, with limits */
#include <err.h>
#include <getopt.h>
#include <gsl/gsl_errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "area/areas.h"
#include "area/benchmark.h"
#include "area/notes.h"
#include "area/query.h"
#include "area/rateopt.h"
#include "area/tables.h"
#include "cli.h"
#include "table/authority.h"
#include "table/filter.h"
#include "table/level.h"
#include "table/population.h"

static const char help[] =
    "usage: benchmark-ne [options] [file ...]\n"
    "Ranks the authorities of the North East by rate, with limits, and compares them.\n"
    RATEOPT_HELP
    "      --years LIST        only these periods: 2014 or 2013,2014\n"
    "      --region NAME       the authorities of another region; all: each region\n"
    "      --areas LIST        these authorities (names or codes, between commas)\n"
    "      --neighbours FILE   an authority (--about) and its statistical neighbours\n"
    "      --level PERCENT     level of limits and classes (default: 95)\n"
    "      --totals            rows for the region, England and the authorities' sum\n"
    "      --detail TABLE      rates, compare, summary or odlimits in full\n"
    "      --about NAME        whom sentences and neighbours are about\n"
    "      --label TEXT        -f text: what a rate is (default: per 10,000)\n"
    "      --skip-bad          leave out rows that cannot be used; say how many\n"
    FILTER_HELP_ROLES
    FILTER_HELP;

enum {
	OPT_YEARS = RATEOPT_OWN,
	OPT_REGION,
	OPT_AREAS,
	OPT_NEIGHBOURS,
	OPT_LEVEL,
	OPT_TOTALS,
	OPT_DETAIL,
	OPT_SKIP_BAD,
	OPT_ABOUT,
	OPT_LABEL,
};

static const struct option longopts[] = {
	FILTER_LONG,
	FILTER_LONG_ROLES,
	RATEOPT_LONG,
	{"years", required_argument, NULL, OPT_YEARS},
	{"region", required_argument, NULL, OPT_REGION},
	{"areas", required_argument, NULL, OPT_AREAS},
	{"neighbours", required_argument, NULL, OPT_NEIGHBOURS},
	{"level", required_argument, NULL, OPT_LEVEL},
	{"totals", no_argument, NULL, OPT_TOTALS},
	{"detail", required_argument, NULL, OPT_DETAIL},
	{"skip-bad", no_argument, NULL, OPT_SKIP_BAD},
	{"about", required_argument, NULL, OPT_ABOUT},
	{"label", required_argument, NULL, OPT_LABEL},
	{NULL, 0, NULL, 0},
};

struct options {
	struct filter filter;
	struct areas_query query;
	struct rateopt rate;
	struct tables_options out;
	const char *years, *neighbours;
	double conf;
	bool skip_bad;
};

static bool
parse_detail(const char *arg, enum tables_kind *kind)
{
	static const char *const names[] = {"rates", "compare", "summary", "odlimits"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(arg, names[i]) == 0) {
			*kind = TABLES_RATES + i;
			return true;
		}
	return false;
}

static void
own_option(struct options *o, int c, const char *arg)
{
	struct errmsg e;
	int taken;

	switch (c) {
	case OPT_YEARS: o->years = arg; break;		/* read when -y is known */
	case OPT_REGION: o->query.region = slice_of(arg); break;
	case OPT_NEIGHBOURS: o->neighbours = arg; break;
	case OPT_ABOUT: o->out.text.about = arg; break;
	case OPT_LABEL: o->out.text.label = arg; break;
	case OPT_TOTALS: o->out.totals = true; break;
	case OPT_SKIP_BAD: o->skip_bad = true; break;
	case OPT_AREAS:
		if (areas_query_areas(&o->query, arg, &e) != 0)
			errx(2, "--areas: %s", e.text);
		break;
	case OPT_LEVEL:
		if (!level_parse(slice_of(arg), &o->conf))
			errx(2, "--level: '%s' is not a level; expected one such as 95 or 99.8", arg);
		break;
	case OPT_DETAIL:
		if (!parse_detail(arg, &o->out.kind))
			errx(2, "--detail: '%s' is not a table; expected rates, compare, summary or "
			    "odlimits", arg);
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
	struct errmsg e;

	for (int c; (c = getopt_long(argc, argv, FILTER_LETTERS FILTER_LETTERS_ROLES RATEOPT_LETTERS,
	    longopts, NULL)) != -1;)
		switch (c) {
		case 'h': cli_print(help);
		case 'V': cli_print(CLI_VERSION("benchmark-ne"));
		case '?':
			exit(2);	/* getopt_long has said what */
		default:
			own_option(o, c, optarg);
		}
	o->query.fyear = o->filter.fyear;
	if (o->years != NULL && areas_query_years(&o->query, o->years, &e) != 0)
		errx(2, "--years: %s", e.text);
	if (o->neighbours != NULL && o->query.nlist > 0)
		errx(2, "--areas and --neighbours do not go together");
	o->query.lag = o->rate.lag;
	o->out.format = o->filter.format;
	o->out.spreadsheet_safe = o->filter.spreadsheet_safe;
}

static void
add_neighbours(struct options *o)
{
	const char *about = o->out.text.about != NULL ? o->out.text.about : AUTHORITY_OWN_NAME;
	struct errmsg e;

	if (areas_query_neighbours(&o->query, o->neighbours, &o->filter.input, about, &e) != 0)
		errx(2, "%s", e.text);
}

/* Rows that cannot be used are all named before the end; the number of them. */
static size_t
read_rows(struct areas *a, struct input *in)
{
	struct errmsg e;
	size_t bad = 0;
	int got;

	while ((got = input_next(in)) == 1)
		if (areas_row(a, &e) != 0) {
			warnx("%s", e.text);
			bad++;
		}
	if (got == -1)
		errx(2, "%s", input_error(in));
	return bad;
}

static void
note(const char *text)
{
	warnx("note: %s", text);
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_INIT, .rate = RATEOPT_INIT, .conf = 0.95};
	struct population *population;
	struct benchmarks b;
	struct input *in;
	struct areas a;
	struct errmsg e;
	size_t bad;

	gsl_set_error_handler_off();
	parse_options(&o, argc, argv);
	if (rateopt_read(&o.rate, &o.filter, &population, &e) != 0)
		errx(2, "%s", e.text);
	o.query.population = population;
	if (o.neighbours != NULL)
		add_neighbours(&o);
	areas_query_settle(&o.query);
	if ((in = input_open(argv + optind, (size_t)(argc - optind), &o.filter.input, &e)) == NULL)
		errx(2, "%s", e.text);
	if (areas_open(&a, in, &o.query, o.filter.choice, o.filter.nchoices, &e) != 0)
		errx(2, "%s:1: %s", input_file(in), e.text);
	if (o.filter.verbose)
		warnx("%s", (roles_describe(&a.roles, input_headings(in), &e), e.text));
	bad = read_rows(&a, in);
	areas_finish(&a, o.out.kind != TABLES_RANKING);
	if (o.out.text.about != NULL && a.n > 0 && !areas_has(&a, o.out.text.about))
		errx(2, "--about: '%s' is not one of the authorities compared", o.out.text.about);
	if (a.n == 0 && input_rows(in) > 0)
		errx(2, "%s", (areas_query_not_found(&o.query, a.other_region, &e), e.text));
	notes(&a, &o.query, o.out.kind != TABLES_RANKING, o.filter.quiet, note);
	if (population != NULL && a.n > 0 && !a.any_population)
		errx(2, "%s: no population for any of the areas in those years", o.rate.file);
	if (bad > 0 && o.skip_bad)
		warnx("%zu rows that cannot be used were left out", bad);
	o.out.each_region = o.query.choice == AREAS_EVERY_REGION;
	if (benchmarks_make(&b, &a, o.rate.per, o.conf, &e) != 0 ||
	    tables_write(&o.out, &b, &e) != 0)
		errx(2, "%s", e.text);
	benchmarks_free(&b);
	input_close(in);
	areas_free(&a);
	population_free(population);
	filter_free(&o.filter);
	areas_query_free(&o.query);
	return bad > 0 && !o.skip_bad ? 2 : 0;
}
