/* csv-tidy: read tables as published, write one row per observation; --wide goes back */
#include <string.h>

#include "base/message.h"
#include "table/filter.h"
#include "table/rows.h"
#include "tidy/tidy.h"
#include "tidy/widen.h"

struct options {
	struct filter filter;
	struct tidy_options tidy;
	bool wide;
};

#define AT(member) OPTION_AT(struct options, member)
#define ROLES (ROLES_OF_SERIES | ROLE_BIT(ROLE_PERCENTAGE))

static const struct option_row table[] = {
	{0, "date-as", "quarter|month|year", "read a day as the period of which it is the first or "
	    "the last",
	    OPTION_WORD, AT(tidy.head.date_as),
	    OPTION_WORDS({"quarter", PERIOD_AS_QUARTER}, {"month", PERIOD_AS_MONTH},
	    {"year", PERIOD_AS_YEAR})},
	{0, "decimal-comma", "", "figures such as 1.234,5", OPTION_FLAG, AT(tidy.decimal_comma)},
	{0, "decimal-point", "", "figures such as 1.234 where fields are separated by ';'",
	    OPTION_FLAG, AT(tidy.decimal_point), .excludes = "decimal-comma"},
	{0, "fill-down", "NAME,...", "columns whose blank cells repeat the cell above",
	    OPTION_ITEMS, AT(tidy.fill_down)},
	{0, "flags", "", "a last column of notes such as (p) and [r]",
	    OPTION_FLAG, AT(tidy.head.flags), .excludes = "wide"},
	{0, "indicator", "NAME", "what the table is about, whatever its heading says",
	    OPTION_TEXT, AT(tidy.head.indicator)},
	{0, "kind", "KIND", "with --to: flow (counts of a period, added up) or stock (the last)",
	    OPTION_STOCK_FLOW, AT(tidy.kind), .needs = "to"},
	{0, "marks", "WORD,...", "further words in place of a figure; x is written for them",
	    OPTION_ITEMS, AT(tidy.marks)},
	{0, "measures", "NAME,...", "the columns that hold figures, a measure each; * and ? stand "
	    "for any letters",
	    OPTION_ITEMS, AT(tidy.head.measures)},
	{0, "no-category", "", "no column holds categories: pass all through",
	    OPTION_FLAG, AT(tidy.head.no_category), .needs = "indicator"},
	{0, "percent-as", "percent|proportion", "what 0.829 is where a heading says per cent",
	    OPTION_WORD, AT(tidy.percent_as), OPTION_WORDS({"percent", PERCENT_AS_PERCENT},
	    {"proportion", PERCENT_AS_PROPORTION})},
	{0, "set", "NAME=VALUE", "a column more, with this value in every row; @name is the period "
	    "in the file's name",
	    OPTION_PAIRS, AT(tidy.sets)},
	{0, "to", "quarter|year", "months as quarters, or months or quarters as years",
	    OPTION_WORD, AT(tidy.to), OPTION_WORDS({"quarter", PERIOD_AS_QUARTER},
	    {"year", PERIOD_AS_YEAR}), .needs = "kind"},
	{0, "until", "PERIOD", "leave out periods that end after this one",
	    OPTION_TEXT, AT(tidy.until)},
	{0, "wide", "", "the periods across again, as published", OPTION_FLAG, AT(wide)},
	FILTER_ROWS(filter_roles), FILTER_ROWS(filter_format), FILTER_ROWS(filter_rest),
	{0},
};

static const struct option_command command = {
	"csv-tidy", "[options] [file ...]",
	"Reads tables as published, writes indicator,category,period,value,percentage.",
	table, NULL,
};

/* 0, or -1 and *e. A failed write ends it too: rows_close() reports that. */
static int
write_tidy(struct tidy *t, struct rows *o, struct errmsg *e)
{
	const size_t n = TIDY_NCOLUMNS + t->opt->head.flags;
	struct observation obs;
	int r;

	for (size_t i = 0; i < t->npass; i++)
		rows_text(o, t->pass_name[i]);
	rows_headings(o, tidy_columns, n);
	if (rows_end(o) == -1)
		return 0;
	while ((r = tidy_next(t, &obs, e)) == 1) {
		for (size_t i = 0; i < t->npass; i++)
			rows_field(o, obs.pass[i]);
		rows_cells(o, tidy_columns, n, &obs, 0, "");
		if (rows_end(o) == -1)
			return 0;
	}
	return r;
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_WITH(ROLES)};
	size_t n = options_parse(&command, &o, argc, &argv);
	const struct filter *f = &o.filter;
	struct tidy t;
	struct rows *out;
	struct errmsg e;

	o.tidy.input = f->input;
	o.tidy.head.fyear = f->fyear;
	memcpy(o.tidy.head.chosen, f->chosen, sizeof(f->chosen));
	o.tidy.left_out = f->quiet ? NULL : filter_say;
	o.tidy.alike = f->quiet ? NULL : filter_say;
	o.tidy.all_alike = f->verbose;
	o.tidy.wide = o.wide;
	o.tidy.headed = f->verbose ? filter_say : NULL;
	if (tidy_open(&t, argv, n, &o.tidy, &e) != 0)
		message_stop("%s", e.text);
	out = filter_open_rows(f);
	if ((o.wide ? widen(&t, f->fyear, out, &e) : write_tidy(&t, out, &e)) != 0 ||
	    rows_close_stdout(out, &e) != 0)
		message_stop("%s", e.text);
	tidy_close(&t);
	option_list_free(&o.tidy.head.measures);
	option_list_free(&o.tidy.sets);
	option_list_free(&o.tidy.fill_down);
	option_list_free(&o.tidy.marks);
	return 0;
}
