/* board-table: set CSV as a table for people */

#include "base/message.h"
#include "table/excerpt.h"
#include "table/filter.h"

struct options {
	struct filter filter;
	const char *caption;
	bool legend;
	struct option_list columns, decimals;
};

#define AT(member) OPTION_AT(struct options, member)

static const struct option_row table[] = {
	{0, "caption", "TEXT", "above the table", OPTION_TEXT, AT(caption)},
	{0, "columns", "NAME[=HEADING],...", "these columns, in this order, with other headings",
	    OPTION_ITEMS, AT(columns)},
	{0, "decimals", "[NAME=]N", "round the column, or every column, to N decimals",
	    OPTION_LIST, AT(decimals)},
	{0, "legend", "", "say below the table what marks such as c mean",
	    OPTION_FLAG, AT(legend)},
	{'f', "format", "F", "text (default), markdown, html, latex, csv or jsonl",
	    OPTION_WORD, AT(filter.format), OPTION_WORDS({"text", ROWS_TEXT},
	    {"markdown", ROWS_MARKDOWN}, {"html", ROWS_HTML}, {"latex", ROWS_LATEX},
	    {"csv", ROWS_CSV}, {"jsonl", ROWS_JSONL})},
	FILTER_ROWS(filter_rest),
	{0},
};

static const struct option_command command = {
	"board-table", "[options] [file ...]",
	"Sets CSV as a table for people.",
	table, NULL,
};

static int
write_excerpt(const struct excerpt *x, const struct options *o, struct errmsg *e)
{
	struct rows *out = filter_open_rows(&o->filter);

	if (o->caption != NULL)
		rows_caption(out, slice_of(o->caption));
	if (o->legend)
		rows_legend(out);
	excerpt_write(x, out);
	return rows_close_stdout(out, e);
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_INIT};
	struct excerpt *x;
	struct input *in;
	struct errmsg e;
	size_t n;

	o.filter.format = ROWS_TEXT;
	o.filter.input.no_heading_checks = o.filter.input.blank_rows = true;
	n = options_parse(&command, &o, argc, &argv);
	in = input_open(argv, n, &o.filter.input, &e);
	if (in == NULL || (x = excerpt_read(in, &o.columns, &o.decimals, &e)) == NULL ||
	    write_excerpt(x, &o, &e) != 0)
		message_stop("%s", e.text);
	input_close(in);
	excerpt_free(x);
	option_list_free(&o.columns);
	option_list_free(&o.decimals);
	return 0;
}
