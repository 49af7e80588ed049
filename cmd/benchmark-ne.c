/* benchmark-ne: rates of the North East's (or other) authorities, ranked and compared */
#include <gsl/gsl_errno.h>

#include "area/benchmark.h"
#include "area/tables.h"
#include "base/message.h"

struct options {
	struct filter filter;
	struct areas_query query;
	struct tables_options out;
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
	{0, "per", "N", "rates for each N people (default: 10,000)", OPTION_ABOVE_0, AT(per)},
	FILTER_ROWS(filter_population),
	{0, "years", "LIST", "only these periods: 2014 or 2013,2014",
	    OPTION_TEXT, AT(query.years_arg)},
	{0, "region", "NAME", "the authorities of another region; all: each region",
	    OPTION_TEXT, AT(query.region_arg)},
	{0, "areas", "LIST", "these authorities (names or codes, between commas)",
	    OPTION_PARSE, AT(query), .parse = take_areas},
	{0, "neighbours", "FILE", "an authority (--about) and its statistical neighbours",
	    OPTION_TEXT, AT(query.neighbours_arg), .excludes = "areas"},
	{0, "level", "PERCENT", "level of limits and classes (default: 95)",
	    OPTION_LEVEL, AT(conf)},
	{0, "totals", "", "rows for the region, England and the authorities' sum",
	    OPTION_FLAG, AT(out.totals)},
	{0, "detail", "TABLE", "rates, compare, summary or odlimits in full",
	    OPTION_WORD, AT(out.kind), OPTION_WORDS({"rates", TABLES_RATES},
	    {"compare", TABLES_COMPARE}, {"summary", TABLES_SUMMARY},
	    {"odlimits", TABLES_ODLIMITS})},
	{0, "about", "NAME", "whom sentences and neighbours are about",
	    OPTION_TEXT, AT(query.about)},
	{0, "label", "TEXT", "-f text: what a rate is (default: per 10,000)",
	    OPTION_TEXT, AT(out.label)},
	{0, "skip-bad", "", "leave out rows that cannot be used; say how many",
	    OPTION_FLAG, AT(skip_bad)},
	FILTER_ROWS(filter_roles), FILTER_ROWS(filter_format), FILTER_ROWS(filter_rest),
	{0},
};

static const struct option_command command = {
	"benchmark-ne", "[options] [file ...]",
	"Ranks the authorities of the North East by rate, with limits, and compares them.",
	table, NULL,
};

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
	bool detailed = o.out.kind != TABLES_RANKING;

	gsl_set_error_handler_off();
	if (filter_read_population(&o.filter, &population, &e) != 0)
		message_stop("%s", e.text);
	o.query.filter = &o.filter;
	o.query.population = population;
	o.query.say = filter_say;
	if (areas_query_settle(&o.query, &e) != 0 ||
	    (in = input_open(argv, n, &o.filter.input, &e)) == NULL)
		message_stop("%s", e.text);
	if (areas_read(&a, in, &o.query, detailed, &bad, &e) != 0 ||
	    benchmarks_make(&b, &a, o.per, o.conf, &e) != 0)
		message_stop("%s", e.text);
	benchmarks_notes(&b, detailed);
	if (population != NULL && a.n > 0 && !a.any_population)
		message_stop("%s: no population for any of the areas in those years",
		    o.filter.population);
	if (bad > 0 && o.skip_bad)
		message_print("%s left out (--skip-bad)", plural(bad, "row").text);
	if (tables_write(&o.out, &b, &e) != 0)
		message_stop("%s", e.text);
	benchmarks_free(&b);
	input_close(in);
	areas_free(&a);
	population_free(population);
	areas_query_free(&o.query);
	return bad > 0 && !o.skip_bad ? 2 : 0;
}
