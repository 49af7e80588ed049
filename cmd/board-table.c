/* board-table: set CSV as a table for people */
#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli.h"
#include "table/excerpt.h"
#include "table/filter.h"
#include "table/rows.h"

enum { OPT_CAPTION = FILTER_OWN, OPT_COLUMNS, OPT_DECIMALS, OPT_LEGEND };

static const struct option longopts[] = {
	FILTER_LONG,
	{"caption", required_argument, NULL, OPT_CAPTION},
	{"columns", required_argument, NULL, OPT_COLUMNS},
	{"decimals", required_argument, NULL, OPT_DECIMALS},
	{"legend", no_argument, NULL, OPT_LEGEND},
	{NULL, 0, NULL, 0},
};

#define USAGE "usage: board-table [options] [file ...]\n"

static const char help[] =
USAGE
"Sets CSV as a table for people.\n"
"\n"
"      --caption TEXT      above the table\n"
"      --columns NAME[=HEADING],...\n"
"                          these columns, in this order, with other headings\n"
"      --decimals [NAME=]N round the column, or every column, to N decimals\n"
"      --legend            say below the table what marks such as c mean\n"
"  -f, --format F          text (default), markdown, html, latex, csv or jsonl\n"
FILTER_HELP_INPUT
FILTER_HELP_REST;

static const char *const formats[] = {
	[ROWS_CSV] = "csv",
	[ROWS_TEXT] = "text",
	[ROWS_JSONL] = "jsonl",
	[ROWS_MARKDOWN] = "markdown",
	[ROWS_HTML] = "html",
	[ROWS_LATEX] = "latex",
};

struct list {
	char **item;
	size_t n, cap;
};

struct job {
	struct filter filter;
	enum rows_format format;
	const char *caption;
	bool legend;
	struct list columns, decimals;	/* as given */
};

static void
add(struct list *l, char *item)
{
	l->item = xgrow(l->item, &l->cap, l->n + 1, sizeof *l->item);
	l->item[l->n++] = item;
}

static int
write_excerpt(const struct excerpt *x, const struct job *job, struct errmsg *e)
{
	struct rows *out = rows_open(job->format, job->filter.spreadsheet_safe, STDOUT_FILENO,
	    "<stdout>");

	if (job->caption != NULL)
		rows_caption(out, slice_of(job->caption));
	if (job->legend)
		rows_legend(out);
	excerpt_write(x, out);
	return rows_close_stdout(out, e);
}

static void
add_columns(struct job *job, char *arg)
{
	for (char *name; (name = strsep(&arg, ",")) != NULL;) {
		if (name[0] == '\0' || name[0] == '=')
			errx(2, "--columns: an empty name; expected names with commas between them");
		add(&job->columns, name);
	}
}

static void
set_format(struct job *job, const char *arg)
{
	for (job->format = ROWS_CSV; job->format <= ROWS_LATEX; job->format++)
		if (strcmp(arg, formats[job->format]) == 0)
			return;
	errx(2, "'%s' is not a format; expected text, markdown, html, latex, csv or jsonl", arg);
}

static void
take_option(struct job *job, int c, char *arg)
{
	struct errmsg e;

	switch (c) {
	case 'f': set_format(job, arg); return;
	case OPT_CAPTION: job->caption = arg; return;
	case OPT_COLUMNS: add_columns(job, arg); return;
	case OPT_DECIMALS: add(&job->decimals, arg); return;
	case OPT_LEGEND: job->legend = true; return;
	}
	switch (filter_option(&job->filter, c, arg, &e)) {
	case -1: errx(2, "%s", e.text);
	case 0: fputs(USAGE, stderr); exit(2);
	}
}

static void
free_all(struct job *job)
{
	free(job->columns.item);
	free(job->decimals.item);
	filter_free(&job->filter);
}

int
main(int argc, char *argv[])
{
	struct job job = {.filter = FILTER_INIT, .format = ROWS_TEXT};
	struct excerpt_options opt;
	struct excerpt *x;
	struct input *in;
	struct errmsg e;

	for (int c; (c = getopt_long(argc, argv, FILTER_LETTERS, longopts, NULL)) != -1;)
		switch (c) {
		case 'h': cli_print(help);
		case 'V': cli_print(CLI_VERSION("board-table"));
		default: take_option(&job, c, optarg);
		}
	job.filter.input.no_heading_checks = true;
	opt = (struct excerpt_options){job.columns.item, job.columns.n, job.decimals.item,
	    job.decimals.n};
	in = input_open(argv + optind, (size_t)(argc - optind), &job.filter.input, &e);
	if (in == NULL || (x = excerpt_read(in, &opt, &e)) == NULL || write_excerpt(x, &job, &e) != 0)
		errx(2, "%s", e.text);
	input_close(in);
	excerpt_free(x);
	free_all(&job);
	return 0;
}
