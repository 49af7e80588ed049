/* csv-tidy: read tables as published, write one row per observation; --wide goes back */
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "table/filter.h"
#include "table/rows.h"
#include "tidy/tidy.h"
#include "tidy/widen.h"

struct options {
	struct filter filter;
	const char *indicator;
	struct option_list measures, set;
	bool wide;
};

#define AT(member) OPTION_AT(struct options, member)

static const struct option_row table[] = {
	{0, "indicator", "NAME", "what the table is about, whatever its heading says",
	    OPTION_TEXT, AT(indicator)},
	{0, "measures", "NAME,...", "the columns that hold figures, a measure each; * and ? stand "
	    "for any letters",
	    OPTION_ITEMS, AT(measures)},
	{0, "set", "NAME=VALUE", "a column more, with this value in every row",
	    OPTION_PAIRS, AT(set)},
	{0, "wide", NULL, "the periods across again, as published", OPTION_FLAG, AT(wide)},
	FILTER_ROWS(filter_roles), FILTER_ROWS(filter_format), FILTER_ROWS(filter_rest),
	{0},
};

static const struct option_command command = {
	"csv-tidy", "[options] [file ...]",
	"Reads tables as published, writes indicator,category,period,value,percentage.",
	table, NULL,
};

static void
out_close(struct rows *o)
{
	struct errmsg e;

	if (rows_close_stdout(o, &e) == -1)
		errx(2, "%s", e.text);
}

/* Ends the row. A failed write ends the filter, which would read on for nobody. */
static void
out_end(struct rows *o)
{
	if (rows_end(o) == -1)
		out_close(o);
}

static void
write_tidy(struct rows *o, struct tidy *t)
{
	struct observation obs;
	int r;

	for (size_t i = 0; i < tidy_npass(t); i++)
		rows_text(o, tidy_pass_name(t, i));
	rows_headings(o, tidy_columns, TIDY_NCOLUMNS);
	out_end(o);
	while ((r = tidy_next(t, &obs)) == 1) {
		for (size_t i = 0; i < tidy_npass(t); i++)
			rows_field(o, obs.pass[i]);
		rows_cells(o, tidy_columns, TIDY_NCOLUMNS, &obs, 0, "");
		out_end(o);
	}
	if (r == -1)
		errx(2, "%s", tidy_error(t));
}

static void
write_wide(struct rows *o, struct tidy *t, int fyear)
{
	struct widen *w = widen_new(t);
	struct observation obs;
	struct errmsg e;
	int r;

	while ((r = tidy_next(t, &obs)) == 1)
		widen_add(w, &obs);
	if (r == -1)
		errx(2, "%s", tidy_error(t));
	if (widen_finish(w, fyear, &e) == -1)
		errx(2, "%s", e.text);
	if (widen_write(w, o) == -1)
		out_close(o);
	widen_free(w);
}

static void
say(void *arg, const char *message)
{
	(void)arg;
	warnx("%s", message);
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_INIT};
	size_t n = options_parse(&command, &o, argc, &argv);
	struct tidy_set *set = xcalloc(o.set.n + 1, sizeof(*set));
	struct tidy_options opt = {
		.input = o.filter.input,
		.head = {.indicator = o.indicator, .measure = o.measures.item,
		    .nmeasures = o.measures.n, .fyear = o.filter.fyear,
		    .choice = o.filter.choice, .nchoices = o.filter.nchoices},
		.set = set, .nsets = o.set.n,
		.left_out = o.filter.quiet ? NULL : say, .headed = o.filter.verbose ? say : NULL,
	};
	struct errmsg e;
	struct tidy *t;
	struct rows *out;

	for (size_t i = 0; i < o.set.n; i++) {
		set[i].value = o.set.item[i];
		set[i].name = strsep((char **)&set[i].value, "=");
	}
	if ((t = tidy_open(argv, n, &opt, &e)) == NULL)
		errx(2, "%s", e.text);
	out = rows_open(o.filter.format, o.filter.spreadsheet_safe, STDOUT_FILENO, "<stdout>");
	if (o.wide)
		write_wide(out, t, o.filter.fyear);
	else
		write_tidy(out, t);
	out_close(out);
	tidy_close(t);
	filter_free(&o.filter);
	option_list_free(&o.measures);
	option_list_free(&o.set);
	free(set);
	return 0;
}
