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
	const char *dictionary;
	bool skip_bad;
};

#define AT(member) OPTION_AT(struct options, member)
#define ROLES ((ROLES_OF_SERIES & ~ROLE_BIT(ROLE_CATEGORY)) | ROLE_BIT(ROLE_POPULATION))

static int
take_areas(void *query, char *arg, struct errmsg *e)
{
	return areas_query_areas(query, arg, e);
}

static int
take_method(void *method, char *arg, struct errmsg *e)
{
	return areas_query_method(method, arg, e);
}

static const struct option_row table[] = {
	{0, "per", "N", "rates for each N people (default: 10,000)", OPTION_ABOVE_0, AT(per)},
	FILTER_ROWS(filter_population),
	{0, "years", "LIST", "only these periods: 2014 or 2013,2014",
	    OPTION_TEXT, AT(query.years_arg)},
	{0, "until", "PERIOD", "leave out periods that end after this one",
	    OPTION_TEXT, AT(query.until_arg)},
	{0, "pool", "N", "add up N periods at a time, for small numbers",
	    OPTION_WHOLE, AT(query.pool), .low = 2, .high = 120},
	{0, "region", "NAME", "the authorities of another region; all: each region",
	    OPTION_TEXT, AT(query.region_arg)},
	{0, "areas", "LIST", "these authorities (names or codes, between commas)",
	    OPTION_PARSE, AT(query), .parse = take_areas},
	{0, "neighbours", "FILE", "an authority (--about) and its statistical neighbours",
	    OPTION_FILE, AT(query.neighbours_arg), .excludes = "areas"},
	{0, "level", "PERCENT", "level of limits and classes (default: 95)",
	    OPTION_LEVEL, AT(conf)},
	{0, "totals", "", "rows for the region, England and the authorities' sum",
	    OPTION_FLAG, AT(out.totals)},
	{0, "detail", "TABLE", "in full: odadd or odsummary; rates, compare, summary or odlimits "
	    "(of rates); prop or rest (of proportions)",
	    OPTION_WORD, AT(out.kind), OPTION_WORDS({"rates", TABLES_RATES},
	    {"compare", TABLES_COMPARE}, {"summary", TABLES_SUMMARY},
	    {"odlimits", TABLES_ODLIMITS}, {"prop", TABLES_PROP}, {"rest", TABLES_REST},
	    {"odadd", TABLES_ODADD}, {"odsummary", TABLES_ODSUMMARY})},
	{0, "method", "M", "auto (default), poisson (rates) or proportion (percentages)",
	    OPTION_PARSE, AT(query.method), .parse = take_method},
	{0, "dictionary", "FILE", "label, unit, kind and polarity of the indicator",
	    OPTION_FILE, AT(dictionary)},
	{0, "min-count", "N", "no rate from fewer than N events (default: 0)",
	    OPTION_WHOLE, AT(query.least), .low = 0},
	{0, "about", "NAME", "whom sentences and neighbours are about",
	    OPTION_TEXT, AT(query.about)},
	{0, "label", "TEXT", "sentences: what is counted, such as children on a plan",
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

/* Rates are per 10,000 and proportions per cent, unless --per says another number for rates. */
static int
settle_per(struct options *o, const struct areas *a, struct errmsg *e)
{
	if (o->per == 0)
		o->per = a->proportion ? 100 : 10000;
	if (a->proportion && o->per != 100)
		return errmsg_set(e, "--per: proportions are percentages; expected 100, or "
		    "--method poisson");
	return tables_check(&o->out, a->proportion, e);
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_WITH(ROLES), .conf = 0.95};
	size_t n = options_parse(&command, &o, argc, &argv), bad;
	struct population *population;
	struct dictionary *dictionary = NULL;
	struct benchmarks b;
	struct input *in;
	struct areas a;
	struct errmsg e;
	bool detailed = o.out.kind != TABLES_RANKING, unranked;

	gsl_set_error_handler_off();
	if (filter_read_population(&o.filter, &population, &e) != 0 ||
	    (o.dictionary != NULL && (dictionary = dictionary_read(o.dictionary, &o.filter.input,
	    &e)) == NULL))
		message_stop("%s", e.text);
	o.query.filter = &o.filter;
	o.query.population = population;
	o.query.dictionary = dictionary;
	o.query.say = filter_say;
	if (tables_settle(&o.out, &o.query, &e) != 0 || areas_query_settle(&o.query, &e) != 0 ||
	    (in = input_open(argv, n, &o.filter.input, &e)) == NULL)
		message_stop("%s", e.text);
	if (areas_read(&a, in, &o.query, detailed, &bad, &e) != 0 ||
	    settle_per(&o, &a, &e) != 0 || benchmarks_make(&b, &a, o.per, o.conf, &e) != 0)
		message_stop("%s", e.text);
	benchmarks_notes(&b, detailed, tables_has_sums(&o.out));
	if (population != NULL && a.n > 0 && !a.any_population)
		message_stop("%s: no population for any of the areas in those years",
		    input_path(o.filter.population));
	if (bad > 0 && o.skip_bad)
		message_print("%s left out (--skip-bad)", plural(bad, "row").text);
	if (tables_write(&o.out, &b, &e) != 0)
		message_stop("%s", e.text);
	unranked = bad + a.unjoined + a.missing == 0 && benchmarks_is_empty(&b);
	if (unranked && !o.skip_bad)
		message_print("no area has a population, so none is ranked; expected areas with a "
		    "count and a population");
	benchmarks_free(&b);
	input_close(in);
	areas_free(&a);
	population_free(population);
	areas_query_free(&o.query);
	dictionary_free(dictionary);
	return ((unranked || bad + a.unjoined > 0) && !o.skip_bad) || a.missing > 0 ? 2 : 0;
}
