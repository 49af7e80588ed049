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
#include "level.h"
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
    "      --level PERCENT     level of limits and classes (default: 95)\n"
    "      --per N             rates for so many (default: 10,000)\n"
    "      --totals            rows for the region, England and the authorities' sum\n"
    "      --detail TABLE      rates, compare, summary or odlimits in full\n"
    "      --about NAME        -f text: whom the sentences are about\n"
    "      --label TEXT        -f text: what a rate is (default: per 10,000)\n"
    "      --skip-bad          leave out rows that cannot be used; say how many\n"
    FILTER_HELP_ROLES
    FILTER_HELP;

enum {
	OPT_LAG = FILTER_OWN,
	OPT_YEARS,
	OPT_REGION,
	OPT_AREAS,
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
	const char *population;
	struct period *years;
	struct area_name *list;
	size_t years_cap, list_cap;
	double conf, per;
	bool totals, detailed, skip_bad;
	enum benchdetail detail;
	struct league_options league;
};

static void
usage(void)
{
	fputs("usage: benchmark-ne [options] [file ...]\n", stderr);
	exit(2);
}

static void
add_years(struct options *o, const char *list)
{
	struct slice rest = slice_of(list), word;
	struct period p;

	while (slice_next(&rest, ',', &word)) {
		if (!period_parse(word, o->filter.fyear, &p))
			errx(2, "--years: '%.*s' is not a period; expected one such as 2014",
			    SLICE_ARG(word));
		o->years = xgrow(o->years, &o->years_cap, o->query.nyears + 1, sizeof *o->years);
		o->years[o->query.nyears++] = p;
	}
}

static void
add_areas(struct options *o, const char *list)
{
	struct slice rest = slice_of(list), word;

	o->query.choice = AREAS_LIST;
	while (slice_next(&rest, ',', &word)) {
		if (slice_trim(word).n == 0)
			errx(2, "--areas: an empty name in '%s'", list);
		o->list = xgrow(o->list, &o->list_cap, o->query.nlist + 1, sizeof *o->list);
		o->list[o->query.nlist++] = (struct area_name){.code = slice_trim(word), .name = slice_trim(word)};
	}
}

static void
own_option(struct options *o, int c, const char *arg)
{
	int64_t n;

	switch (c) {
	case 'P':
		o->population = arg;
		break;
	case OPT_LAG:
		if (!num_parse_int(arg, 0, 50, &n))
			errx(2, "--population-lag: '%s' is not a number of years from 0 to 50", arg);
		o->query.lag = (int)n;
		break;
	case OPT_YEARS:
		add_years(o, arg);
		break;
	case OPT_REGION:
		o->query.region = slice_of(arg);
		break;
	case OPT_AREAS:
		add_areas(o, arg);
		break;
	case OPT_LEVEL:
		if (!level_parse(slice_of(arg), &o->conf))
			errx(2, "--level: '%s' is not a level; expected one such as 95 or 99.8", arg);
		break;
	case OPT_PER:
		if (!level_parse_per(slice_of(arg), &o->per))
			errx(2, "--per: '%s' is not a number above 0, such as 10000", arg);
		break;
	case OPT_TOTALS:
		o->totals = true;
		break;
	case OPT_DETAIL:
		if (!benchdetail_parse(arg, &o->detail))
			errx(2, "--detail: '%s' is not a table; expected rates, compare, summary or "
			    "odlimits", arg);
		o->detailed = true;
		break;
	case OPT_SKIP_BAD:
		o->skip_bad = true;
		break;
	case OPT_ABOUT:
		o->league.about = arg;
		break;
	case OPT_LABEL:
		o->league.label = arg;
		break;
	default:
		usage();
	}
}

/* North East by name is the default; "all" is every region apart. */
static enum areas_choice
choice_of(const struct areas_query *q)
{
	if (q->choice == AREAS_LIST || q->region.n == 0)
		return q->choice;
	if (slice_is(q->region, "all"))
		return AREAS_EVERY_REGION;
	if (authority_in_region(slice_of(AUTHORITY_NORTH_EAST_CODE),
	    slice_of(AUTHORITY_NORTH_EAST_NAME), q->region))
		return AREAS_NORTH_EAST;
	return AREAS_REGION;
}

static void
parse_options(struct options *o, int argc, char *argv[])
{
	struct errmsg e;
	int taken;

	for (int c; (c = getopt_long(argc, argv, FILTER_LETTERS FILTER_LETTERS_ROLES "P:",
	    longopts, NULL)) != -1;)
		switch (c) {
		case 'h':
			fputs(help, stdout);
			exit(fclose(stdout) == 0 ? 0 : 2);
		case 'V':
			puts("benchmark-ne (quarterly) " QUARTERLY_VERSION);
			exit(fclose(stdout) == 0 ? 0 : 2);
		case '?':
			exit(2);	/* getopt_long has said what */
		default:
			if ((taken = filter_option(&o->filter, c, optarg, &e)) < 0)
				errx(2, "%s", e.text);
			if (taken == 0)
				own_option(o, c, optarg);
		}
	o->query.years = o->years;
	o->query.list = o->list;
	o->query.fyear = o->filter.fyear;
	o->query.choice = choice_of(&o->query);
	if (o->query.lag != 0 && o->population == NULL)
		errx(2, "--population-lag needs -P: the input's own populations are taken as they are");
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
		warnx("%s", text);
}

/* No area asked for in rows there were: a wrong name, or the wrong file. */
static void
none_found(const struct options *o)
{
	const struct areas_query *q = &o->query;

	if (q->choice == AREAS_NORTH_EAST)
		errx(2, "none of the twelve North East authorities is in the input%s; --region or "
		    "--areas chooses others", q->nyears > 0 ? " in those years" : "");
	if (q->choice == AREAS_REGION)
		errx(2, "no authority of '%.*s' is in the input%s; expected a region's code or name",
		    SLICE_ARG(q->region), q->nyears > 0 ? " in those years" : "");
	errx(2, "none of the areas asked for is in the input%s",
	    q->nyears > 0 ? " in those years" : "");
}

static void
notes(struct options *o, const struct areas *a)
{
	bool *quiet = &o->filter.quiet;

	if (o->query.population != NULL)
		areanote_joined(a, o->query.population, o->query.lag, note, quiet);
	areanote_missing(a, note, quiet);
	areanote_changes(a, note, quiet);
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
	if ((in = input_open(argv + optind, (size_t)(argc - optind), &o.filter.input, &e)) == NULL)
		errx(2, "%s", e.text);
	if ((a = areas_new(in, &o.query, o.filter.choice, o.filter.nchoices, &e)) == NULL)
		errx(2, "%s:1: %s", input_file(in), e.text);
	bad = read_rows(a, in);
	areas_finish(a, o.detailed);
	if (areas_ngroups(a) == 0 && input_rows(in) > 0)
		none_found(&o);
	notes(&o, a);
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
	free(o.years);
	free(o.list);
	return bad > 0 && !o.skip_bad ? 2 : 0;
}
