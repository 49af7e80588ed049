/* csv-rate: rows with a count and a population, and their rate with confidence limits */
#include <gsl/gsl_errno.h>

#include "area/rates.h"
#include "base/message.h"
#include "table/cell.h"

struct options {
	struct filter filter;
	struct rates add;
	bool skip_bad;
};

#define AT(member) OPTION_AT(struct options, member)
#define ROLES (ROLES_OF_SERIES | ROLE_BIT(ROLE_POPULATION) | ROLE_BIT(ROLE_AGE_BAND) | \
	ROLE_BIT(ROLE_STANDARD_WEIGHT) | ROLE_BIT(ROLE_STANDARD_RATE))

static int
take_levels(void *rates, char *arg, struct errmsg *e)
{
	struct rates *r = rates;

	return level_parse_list(slice_of(arg), r->conf, RATES_LEVELS, &r->nlevels, e);
}

static const struct option_row table[] = {
	{0, "per", "N", "rates for each N people (default: 10,000)", OPTION_ABOVE_0, AT(add.per)},
	FILTER_ROWS(filter_population),
	{0, "level", "LIST", "levels of the limits, in percent (default: 95)",
	    OPTION_PARSE, AT(add), .parse = take_levels},
	{0, "method", "M", "auto (default), exact, byar or wilson",
	    OPTION_WORD, AT(add.method), OPTION_WORDS({"auto", RATE_AUTO},
	    {"exact", RATE_EXACT}, {"byar", RATE_BYAR}, {"wilson", RATE_WILSON})},
	{0, "detail", "", "limits by all methods at 95 and 99.8 per cent",
	    OPTION_FLAG, AT(add.detail), .excludes = "method level"},
	{0, "standardise", "", "one directly standardised rate from rows of age bands",
	    OPTION_FLAG, AT(add.standardise), .excludes = "indirect population method"},
	{0, "indirect", "", "one indirectly standardised ratio from such rows",
	    OPTION_FLAG, AT(add.ratio), .excludes = "detail population method=wilson"},
	{0, "min-count", "N", "no rate from fewer than N events (default: 0)",
	    OPTION_WHOLE, AT(add.least), .low = 0},
	{'k', "keys", "NAMES", "further columns that identify standardised rates",
	    OPTION_TEXT, AT(add.keys), .needs = "standardise indirect"},
	{0, "skip-bad", "", "rows that cannot be used do not count as an error",
	    OPTION_FLAG, AT(skip_bad)},
	FILTER_ROWS(filter_roles), FILTER_ROWS(filter_format), FILTER_ROWS(filter_rest),
	{0},
};

static const struct option_command command = {
	"csv-rate", "[options] [file ...]",
	"Adds a rate and its confidence limits to rows with a count and a population.",
	table, NULL,
};

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_WITH(ROLES),
	    .add = {.per = 10000, .conf = {0.95}, .nlevels = 1}};
	size_t n = options_parse(&command, &o, argc, &argv);
	struct population *population;
	struct rows *out;
	struct input *in;
	struct errmsg e;

	gsl_set_error_handler_off();
	if (filter_read_population(&o.filter, &population, &e) != 0)
		message_stop("%s", e.text);
	o.add.join = (struct population_join){.table = population, .lag = o.filter.lag};
	o.add.filter = &o.filter;
	o.add.standardise |= o.add.ratio;
	o.add.say = filter_say;
	if ((in = input_open(argv, n, &o.filter.input, &e)) == NULL)
		message_stop("%s", e.text);
	out = filter_open_rows(&o.filter);
	if (rates_write(&o.add, in, out, &e) != 0 || rows_close_stdout(out, &e) != 0)
		message_stop("%s", e.text);
	if (o.add.bad > 0 && o.skip_bad)
		message_print("%s without a rate (--skip-bad)", plural(o.add.bad, "row").text);
	if (o.add.join.missing > 0 && o.add.join.found == 0)
		message_stop("%s: no population for any row", input_path(o.filter.population));
	input_close(in);
	population_free(population);
	return o.add.bad + o.add.join.missing > 0 && !o.skip_bad ? 2 : 0;
}
