/* benchmark-ne: rates of the North East's (or other) authorities, ranked and compared, with limits */
#include <err.h>
#include <getopt.h>
#include <gsl/gsl_errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "areanote.h"
#include "areas.h"
#include "authority.h"
#include "benchdetail.h"
#include "benchmark.h"
#include "benchrow.h"
#include "filter.h"
#include "league.h"
#include "leaguesay.h"
#include "level.h"
#include "neighbours.h"
#include "num.h"
#include "population.h"
#include "rowout.h"
#include "xalloc.h"

static const char help[] =
    "usage: benchmark-ne [options] [file ...]\n"
    "Ranks the authorities of the North East by rate, with limits, and compares them.\n"
    "  -P, --population FILE   populations by area and period\n"
    "      --population-lag N  counts of a year take the population of N years before\n"
    "      --years LIST        only these periods: 2014 or 2013,2014\n"
    "      --region NAME       the authorities of another region; all: each region\n"
    "      --areas LIST        these authorities (names or codes, between commas)\n"
    "      --neighbours FILE   an authority (--about) and its statistical neighbours\n"
    "      --level PERCENT     level of limits and classes (default: 95)\n"
    "      --per N             rates for so many (default: 10,000)\n"
    "      --totals            rows for the region, England and the authorities' sum\n"
    "      --detail TABLE      rates, compare, summary or odlimits in full\n"
    "      --about NAME        whom sentences and neighbours are about\n"
    "      --label TEXT        -f text: what a rate is (default: per 10,000)\n"
    "      --skip-bad          leave out rows that cannot be used; say how many\n"
    FILTER_HELP_ROLES
    FILTER_HELP;

enum {
	OPT_LAG = FILTER_OWN,
	OPT_YEARS,
	OPT_REGION,
	OPT_AREAS,
	OPT_NEIGHBOURS,
	OPT_LEVEL,
	OPT_PER,
	OPT_TOTALS,
	OPT_DETAIL,
	OPT_SKIP_BAD,
	OPT_ABOUT,
	OPT_LABEL,
};

static const struct option longopts[] = {
	FILTER_LONG,
	FILTER_LONG_ROLES,
	{"population", required_argument, NULL, 'P'},
	{"population-lag", required_argument, NULL, OPT_LAG},
	{"years", required_argument, NULL, OPT_YEARS},
	{"region", required_argument, NULL, OPT_REGION},
	{"areas", required_argument, NULL, OPT_AREAS},
	{"neighbours", required_argument, NULL, OPT_NEIGHBOURS},
	{"level", required_argument, NULL, OPT_LEVEL},
	{"per", required_argument, NULL, OPT_PER},
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
	const char *population, *years, *neighbours;
	double conf, per;
	bool totals, detailed, skip_bad;
	enum benchdetail detail;
	struct league_options league;
};

static void
own_option(struct options *o, int c, const char *arg)
{
	struct errmsg e;
	int64_t n;

	switch (c) {
	case 'P': o->population = arg; break;
	case OPT_YEARS: o->years = arg; break;		/* read when -y is known */
	case OPT_REGION: o->query.region = slice_of(arg); break;
	case OPT_NEIGHBOURS: o->neighbours = arg; break;
	case OPT_ABOUT: o->league.about = arg; break;
	case OPT_LABEL: o->league.label = arg; break;
	case OPT_TOTALS: o->totals = true; break;
	case OPT_SKIP_BAD: o->skip_bad = true; break;
	case OPT_LAG:
		if (!num_parse_int(arg, 0, 50, &n))
			errx(2, "--population-lag: '%s' is not a number of years from 0 to 50", arg);
		o->query.lag = (int)n;
		break;
	case OPT_AREAS:
		if (areas_query_areas(&o->query, arg, &e) != 0)
			errx(2, "--areas: %s", e.text);
		break;
	case OPT_LEVEL:
		if (!level_parse(slice_of(arg), &o->conf))
			errx(2, "--level: '%s' is not a level; expected one such as 95 or 99.8", arg);
		break;
	case OPT_PER:
		if (!level_parse_per(slice_of(arg), &o->per))
			errx(2, "--per: '%s' is not a number above 0, such as 10000", arg);
		break;
	case OPT_DETAIL:
		if (!benchdetail_parse(arg, &o->detail))
			errx(2, "--detail: '%s' is not a table; expected rates, compare, summary or "
			    "odlimits", arg);
		o->detailed = true;
		break;
	default:
		if (filter_option(&o->filter, c, arg, &e) != 1)
			errx(2, "%s", e.text);
	}
}

static _Noreturn void
print(const char *text)
{
	struct errmsg e;

	if (filter_print(text, &e) != 0)
		errx(2, "%s", e.text);
	exit(0);
}

static void
parse_options(struct options *o, int argc, char *argv[])
{
	struct errmsg e;

	for (int c; (c = getopt_long(argc, argv, FILTER_LETTERS FILTER_LETTERS_ROLES "P:",
	    longopts, NULL)) != -1;)
		switch (c) {
		case 'h': print(help);
		case 'V': print("benchmark-ne (quarterly) " QUARTERLY_VERSION "\n");
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
	if (o->query.lag != 0 && o->population == NULL)
		errx(2, "--population-lag needs -P: the input's own populations are taken as they are");
}

static struct neighbours *
add_neighbours(struct options *o)
{
	const char *about = o->league.about != NULL ? o->league.about : AUTHORITY_OWN_NAME;
	const struct area_name *list;
	struct neighbours *nb;
	struct errmsg e;
	size_t n;

	if ((nb = neighbours_read(o->neighbours, &o->filter.input, slice_of(about), &e)) == NULL)
		errx(2, "%s", e.text);
	list = neighbours_list(nb, &n);
	areas_query_add(&o->query, list, n);
	return nb;
}

/* Rows that cannot be used are all named before the end; the number of them. */
static size_t
read_rows(struct areas *a, struct input *in)
{
	struct errmsg e;
	size_t bad = 0;
	int got;

	while ((got = input_next(in)) == 1)
		if (areas_row(a, in, &e) != 0) {
			warnx("%s", e.text);
			bad++;
		}
	if (got == -1)
		errx(2, "%s", input_error(in));
	return bad;
}

static void
note(void *quiet, const char *text)
{
	if (!*(const bool *)quiet)
		warnx("note: %s", text);
}

static void
notes(struct options *o, const struct areas *a)
{
	bool *quiet = &o->filter.quiet, always = false;

	if (o->query.population != NULL)	/* the years decide what the rate is */
		areanote_joined(a, o->query.population, o->query.lag, note, &always);
	areanote_missing(a, note, quiet);
	if (!o->detailed) {
		areanote_changes(a, note, quiet);
		areanote_summed(a, note, quiet);
	}
}

/* Works out every group; figures beyond the methods end the run. */
static struct benchmark *
work_out(const struct options *o, const struct areas *a)
{
	size_t n = areas_ngroups(a), bad;
	struct benchmark *b = xcalloc(n + 1, sizeof *b);

	for (size_t i = 0; i < n; i++) {
		const struct area_group *g = areas_group(a, i);

		if (benchmark_make(&b[i], g, o->per, o->conf, &bad) != 0)
			errx(2, "line %llu: the figures of %s are beyond what the methods take",
			    (unsigned long long)g->area[bad].line, g->area[bad].name);
	}
	return b;
}

static int
write_rows(const struct options *o, const struct areas *a, const struct benchmark *b,
    struct errmsg *e)
{
	struct rowout *out = rowout_open(o->filter.format, o->filter.spreadsheet_safe);
	bool each = o->query.choice == AREAS_EVERY_REGION;

	if (o->detailed)
		benchdetail_heading(out, o->detail);
	else
		benchrow_heading(out, o->conf, each);
	for (size_t i = 0; i < areas_ngroups(a); i++) {
		if (o->detailed)
			benchdetail_group(out, o->detail, areas_group(a, i), &b[i]);
		else
			benchrow_group(out, areas_group(a, i), &b[i], each, o->totals);
	}
	return rowout_close(out, e);
}

static int
write_league(const struct options *o, const struct areas *a, const struct benchmark *b,
    struct errmsg *e)
{
	league_print(a, b, &o->league, stdout);
	return filter_close_stdout(e);
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_INIT, .conf = 0.95, .per = 10000};
	struct population *population = NULL;
	struct neighbours *neighbours = NULL;
	struct benchmark *b;
	struct input *in;
	struct areas *a;
	struct errmsg e;
	size_t bad;

	gsl_set_error_handler_off();
	parse_options(&o, argc, argv);
	if (o.population != NULL && (population = population_read(o.population, &o.filter.input,
	    o.filter.choice, o.filter.nchoices, o.filter.fyear, &e)) == NULL)
		errx(2, "%s", e.text);
	o.query.population = population;
	if (o.neighbours != NULL)
		neighbours = add_neighbours(&o);
	areas_query_settle(&o.query);
	if ((in = input_open(argv + optind, (size_t)(argc - optind), &o.filter.input, &e)) == NULL)
		errx(2, "%s", e.text);
	if ((a = areas_new(in, &o.query, o.filter.choice, o.filter.nchoices, &e)) == NULL)
		errx(2, "%s:1: %s", input_file(in), e.text);
	if (o.filter.verbose)
		warnx("%s", (areas_describe(a, in, &e), e.text));
	bad = read_rows(a, in);
	areas_finish(a, o.detailed);
	if (!leaguesay_knows(a, &o.league))
		errx(2, "--about: '%s' is none of the authorities compared", o.league.about);
	if (areas_ngroups(a) == 0 && input_rows(in) > 0)
		errx(2, "%s", (areas_query_not_found(&o.query, areas_other_region(a), &e), e.text));
	notes(&o, a);
	if (population != NULL && areas_ngroups(a) > 0 && !areas_any_population(a))
		errx(2, "%s: no population for any of the areas in those years", o.population);
	if (bad > 0 && o.skip_bad)
		warnx("%zu rows that cannot be used were left out", bad);
	b = work_out(&o, a);
	if ((o.filter.format == FORMAT_TEXT && !o.detailed ? write_league : write_rows)(&o, a, b,
	    &e) != 0)
		errx(2, "%s", e.text);
	for (size_t i = 0; i < areas_ngroups(a); i++)
		benchmark_free(&b[i]);
	free(b);
	input_close(in);
	areas_free(a);
	population_free(population);
	filter_free(&o.filter);
	areas_query_free(&o.query);
	neighbours_free(neighbours);
	return bad > 0 && !o.skip_bad ? 2 : 0;
}
