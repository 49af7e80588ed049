/* benchmark-ne: rates of the North East's (or other) authorities, ranked and compared */
#include <err.h>
#include <gsl/gsl_errno.h>

#include "area/areas.h"
#include "area/benchmark.h"
#include "area/notes.h"
#include "area/query.h"
#include "area/tables.h"
#include "table/authority.h"
#include "table/filter.h"

struct options {
	struct filter filter;
	struct areas_query query;
	struct tables_options out;
	const char *years, *region, *neighbours;
	double per, conf;
	bool skip_bad;
};

#define AT(member) OPTION_AT(struct options, member)

static int
take_areas(void *query, char *arg, struct errmsg *e)
{
	return areas_query_areas(query, arg, e);
}

static const struct option_row table[] = {
	{0, "per", "N", "rates for so many (default: 10,000)", OPTION_ABOVE_0, AT(per)},
	FILTER_ROWS(filter_population),
	{0, "years", "LIST", "only these periods: 2014 or 2013,2014",
	    OPTION_TEXT, AT(years)},
	{0, "region", "NAME", "the authorities of another region; all: each region",
	    OPTION_TEXT, AT(region)},
	{0, "areas", "LIST", "these authorities (names or codes, between commas)",
	    OPTION_PARSE, AT(query), .parse = take_areas},
	{0, "neighbours", "FILE", "an authority (--about) and its statistical neighbours",
	    OPTION_TEXT, AT(neighbours), .excludes = "areas"},
	{0, "level", "PERCENT", "level of limits and classes (default: 95)",
	    OPTION_LEVEL, AT(conf)},
	{0, "totals", NULL, "rows for the region, England and the authorities' sum",
	    OPTION_FLAG, AT(out.totals)},
	{0, "detail", "TABLE", "rates, compare, summary or odlimits in full",
	    OPTION_WORD, AT(out.kind), OPTION_WORDS({"rates", TABLES_RATES},
	    {"compare", TABLES_COMPARE}, {"summary", TABLES_SUMMARY},
	    {"odlimits", TABLES_ODLIMITS})},
	{0, "about", "NAME", "whom sentences and neighbours are about",
	    OPTION_TEXT, AT(out.text.about)},
	{0, "label", "TEXT", "-f text: what a rate is (default: per 10,000)",
	    OPTION_TEXT, AT(out.text.label)},
	{0, "skip-bad", NULL, "leave out rows that cannot be used; say how many",
	    OPTION_FLAG, AT(skip_bad)},
	FILTER_ROWS(filter_roles), FILTER_ROWS(filter_format), FILTER_ROWS(filter_rest),
	{0},
};

static const struct option_command command = {
	"benchmark-ne", "[options] [file ...]",
	"Ranks the authorities of the North East by rate, with limits, and compares them.",
	table, NULL,
};

/* What depends on several options. */
static void
settle_options(struct options *o, const struct population *population)
{
	const char *about = o->out.text.about != NULL ? o->out.text.about : AUTHORITY_OWN_NAME;
	struct areas_query *q = &o->query;
	struct errmsg e;

	q->fyear = o->filter.fyear;
	q->lag = o->filter.lag;
	q->population = population;
	q->region = slice_of(o->region != NULL ? o->region : "");
	if (o->years != NULL && areas_query_years(q, o->years, &e) != 0)
		errx(2, "--years: %s", e.text);
	if (o->neighbours != NULL &&
	    areas_query_neighbours(q, o->neighbours, &o->filter.input, about, &e) != 0)
		errx(2, "%s", e.text);
	areas_query_settle(q);
	o->out.format = o->filter.format;
	o->out.spreadsheet_safe = o->filter.spreadsheet_safe;
	o->out.each_region = q->choice == AREAS_EVERY_REGION;
}

static void
say(const char *text)
{
	warnx("%s", text);
}

static void
note(const char *text)
{
	warnx("note: %s", text);
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_INIT, .per = 10000, .conf = 0.95};
	size_t n = options_parse(&command, &o, argc, &argv), bad;
	struct population *population;
	struct benchmarks b;
	struct input *in;
	struct areas a;
	struct errmsg e;

	gsl_set_error_handler_off();
	if (filter_read_population(&o.filter, &population, &e) != 0)
		errx(2, "%s", e.text);
	settle_options(&o, population);
	if ((in = input_open(argv, n, &o.filter.input, &e)) == NULL)
		errx(2, "%s", e.text);
	if (areas_open(&a, in, &o.query, o.filter.choice, o.filter.nchoices, &e) != 0)
		errx(2, "%s:1: %s", input_file(in), e.text);
	if (o.filter.verbose)
		warnx("%s", (roles_describe(&a.roles, input_headings(in), &e), e.text));
	if (areas_read(&a, say, &bad, &e) != 0)
		errx(2, "%s", e.text);
	areas_finish(&a, o.out.kind != TABLES_RANKING);
	if (o.out.text.about != NULL && a.n > 0 && !areas_has(&a, o.out.text.about))
		errx(2, "--about: '%s' is not one of the authorities compared", o.out.text.about);
	if (a.n == 0 && input_rows(in) > 0)
		errx(2, "%s", (areas_query_not_found(&o.query, a.other_region, &e), e.text));
	notes(&a, &o.query, o.out.kind != TABLES_RANKING, o.filter.quiet, note);
	if (population != NULL && a.n > 0 && !a.any_population)
		errx(2, "%s: no population for any of the areas in those years",
		    o.filter.population);
	if (bad > 0 && o.skip_bad)
		warnx("%s left out (--skip-bad)", plural(bad, "row").text);
	if (benchmarks_make(&b, &a, o.per, o.conf, &e) != 0 || tables_write(&o.out, &b, &e) != 0)
		errx(2, "%s", e.text);
	benchmarks_free(&b);
	input_close(in);
	areas_free(&a);
	population_free(population);
	filter_free(&o.filter);
	areas_query_free(&o.query);
	return bad > 0 && !o.skip_bad ? 2 : 0;
}
