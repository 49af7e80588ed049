/* board-chart: a chart as SVG from the figures of the other filters */
#include <math.h>

#include "base/message.h"
#include "board/plots.h"

struct options {
	struct filter filter;
	struct plots_options plots;
	const char *dictionary;
};

#define AT(member) OPTION_AT(struct options, member)
#define ROLES (ROLES_OF_SERIES | ROLE_BIT(ROLE_PERCENTAGE))

static const struct option_row table[] = {
	{0, "type", "TYPE", "run, control, funnel, ranked, spine or stacked (default: by the "
	    "headings)",
	    OPTION_WORD, AT(plots.type), OPTION_WORDS({"run", PLOTIN_RUN},
	    {"control", PLOTIN_CONTROL}, {"funnel", PLOTIN_FUNNEL}, {"ranked", PLOTIN_RANKED},
	    {"spine", PLOTIN_SPINE}, {"stacked", PLOTIN_STACKED})},
	{0, "series", "NAME", "draw this series", OPTION_TEXT, AT(plots.series),
	    .excludes = "out"},
	{0, "out", "DIR", "draw every series there, as 1.svg, 2.svg, ...",
	    OPTION_TEXT, AT(plots.out)},
	{0, "share", "", "stacked: percentages instead of counts", OPTION_FLAG, AT(plots.share)},
	{0, "highlight", "NAME=VALUE", "set off the rows whose cell in this column is VALUE",
	    OPTION_PAIRS, AT(plots.highlight)},
	{0, "title", "TEXT", "the finding (default: the sentence, or the name of the series)",
	    OPTION_TEXT, AT(plots.title), .excludes = "out"},
	{0, "subtitle", "TEXT", "measure, place and periods", OPTION_TEXT, AT(plots.subtitle)},
	{0, "source", "TEXT", "a line below the chart", OPTION_TEXT, AT(plots.source)},
	{0, "sentences", "FILE", "titles by series: a table of qtrend",
	    OPTION_FILE, AT(plots.sentences)},
	{0, "dictionary", "FILE", "label, unit, polarity and target of each indicator",
	    OPTION_FILE, AT(dictionary)},
	{0, "target", "N", "a target for series that have none of their own",
	    OPTION_NUMBER, AT(plots.target), .accept = NUM_EXPONENT | NUM_PERCENT},
	{0, "size", "WIDTHxHEIGHT", "in pixels (default: 640x400); the height grows if need be",
	    OPTION_PARSE, AT(plots), .parse = plots_take_size},
	{0, "lang", "TAG", "the language of the texts (default: en-GB)",
	    OPTION_PARSE, AT(plots.lang), .parse = plots_take_lang},
	{0, "id", "PREFIX", "what ids begin with, for several charts in a page (default: chart)",
	    OPTION_PARSE, AT(plots.id), .parse = plots_take_id},
	FILTER_ROWS(filter_roles),
	{'f', "format", "F", "of the list of --out: csv (default), text or jsonl",
	    OPTION_WORD, AT(filter.format), OPTION_WORDS({"csv", ROWS_CSV}, {"text", ROWS_TEXT},
	    {"jsonl", ROWS_JSONL}), .needs = "out"},
	FILTER_ROWS(filter_rest),
	{0},
};

static const struct option_command command = {
	"board-chart", "[options] [file ...]",
	"Draws a chart as SVG, from the tables of qtrend, benchmark-ne or csv-tidy.",
	table, NULL,
};

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_WITH(ROLES), .plots = {.target = NAN,
	    .lang = PLOTS_LANG, .id = PLOTS_ID, .width = PLOTS_WIDTH, .height = PLOTS_HEIGHT}};
	size_t n = options_parse(&command, &o, argc, &argv);
	struct dictionary *dictionary = NULL;
	struct input *in;
	struct errmsg e;

	o.plots.filter = &o.filter;
	if ((o.dictionary != NULL && (dictionary = dictionary_read(o.dictionary, &o.filter.input,
	    &e)) == NULL) || (in = input_open(argv, n, &o.filter.input, &e)) == NULL)
		message_stop("%s", e.text);
	o.plots.dictionary = dictionary;
	if (plots_write(in, &o.plots, &e) != 0)
		message_stop("%s", e.text);
	input_close(in);
	dictionary_free(dictionary);
	option_list_free(&o.plots.highlight);
	return 0;
}
