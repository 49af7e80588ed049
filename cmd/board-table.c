/* board-table: set CSV as a table for people */
#include <stdio.h>

#include "base/message.h"
#include "table/excerpt.h"
#include "table/filter.h"
#include "table/style.h"

struct options {
	struct filter filter;
	const char *caption, *thousands;	/* given, or NULL */
	bool legend, style;
	struct excerpt_options excerpt;
};

#define AT(member) OPTION_AT(struct options, member)

static const struct option_row table[] = {
	{0, "caption", "TEXT", "above the table", OPTION_TEXT, AT(caption)},
	{0, "columns", "NAME[=HEADING],...", "these columns, in this order, with other headings",
	    OPTION_ITEMS, AT(excerpt.columns)},
	{0, "sort", "[-]NAME", "the rows by this column; -NAME: the greatest first",
	    OPTION_LIST, AT(excerpt.sort)},
	{0, "decimals", "[NAME=]N", "round the column, or every column, to N decimals",
	    OPTION_LIST, AT(excerpt.decimals)},
	{0, "thousands", "[=NAMES]", "commas between thousands, in columns of figures or in these",
	    OPTION_ITEMS, AT(excerpt.thousands), .excludes = "format=jsonl",
	    .name_at = offsetof(struct options, thousands)},
	{0, "highlight", "NAME=VALUE", "set off the rows whose cell in this column is VALUE",
	    OPTION_PAIRS, AT(excerpt.highlight)},
	{0, "widths", "N[r],...", "the columns' widths, those with r to the right: no row is held",
	    OPTION_ITEMS, AT(excerpt.widths)},
	{0, "legend", "", "say below the table what marks such as c mean",
	    OPTION_FLAG, AT(legend)},
	{'f', "format", "F", "text (default), markdown or md, html, latex, csv or jsonl",
	    OPTION_WORD, AT(filter.format), OPTION_WORDS({"text", ROWS_TEXT},
	    {"markdown", ROWS_MARKDOWN}, {"md", ROWS_MARKDOWN}, {"html", ROWS_HTML},
	    {"latex", ROWS_LATEX}, {"csv", ROWS_CSV}, {"jsonl", ROWS_JSONL})},
	{0, "style", "", "print the style sheet of -f html, and nothing else",
	    OPTION_FLAG, AT(style)},
	FILTER_ROWS(filter_rest),
	{0},
};

static const struct option_command command = {
	"board-table", "[options] [file ...]",
	"Sets CSV as a table for people.",
	table, NULL,
};

static void
print_style(size_t nfiles)
{
	struct errmsg e;

	if (nfiles > 0)
		message_stop("--style prints the style sheet alone; expected no file");
	fputs(style_sheet, stdout);
	if (rows_close_stdio(&e) != 0)
		message_stop("%s", e.text);
}

static void
print_table(struct options *o, char *paths[], size_t n)
{
	struct rows *out;
	struct input *in;
	struct errmsg e;

	o->excerpt.every_thousands = o->thousands != NULL && o->excerpt.thousands.n == 0;
	o->excerpt.say = o->filter.quiet ? NULL : filter_say;
	if ((in = input_open(paths, n, &o->filter.input, &e)) == NULL)
		message_stop("%s", e.text);
	out = filter_open_rows(&o->filter);
	if (o->caption != NULL)
		rows_caption(out, slice_of(o->caption));
	if (o->legend)
		rows_legend(out);
	if (excerpt_copy(in, &o->excerpt, out, &e) != 0 || rows_close_stdout(out, &e) != 0)
		message_stop("%s", e.text);
	input_close(in);
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_INIT};
	size_t n;

	o.filter.format = ROWS_TEXT;
	o.filter.input.no_heading_checks = o.filter.input.blank_rows = true;
	n = options_parse(&command, &o, argc, &argv);
	if (o.style)
		print_style(n);
	else
		print_table(&o, argv, n);
	option_list_free(&o.excerpt.columns);
	option_list_free(&o.excerpt.sort);
	option_list_free(&o.excerpt.decimals);
	option_list_free(&o.excerpt.thousands);
	option_list_free(&o.excerpt.highlight);
	option_list_free(&o.excerpt.widths);
	return 0;
}
