/* board-table: set CSV as a table for people */
#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/num.h"
#include "cli.h"
#include "csv/writer.h"
#include "table/colpick.h"
#include "table/filter.h"
#include "table/layout.h"

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
"  -f, --format F          text (default), markdown, html, latex or csv\n"
FILTER_HELP_INPUT
FILTER_HELP_REST;

enum format { TEXT, MARKDOWN, HTML, LATEX, CSV, NFORMATS };

static const char *const formats[NFORMATS] = {"text", "markdown", "html", "latex", "csv"};

static const enum layout_style styles[] = {
	[TEXT] = LAYOUT_TEXT, [MARKDOWN] = LAYOUT_MARKDOWN, [HTML] = LAYOUT_HTML, [LATEX] = LAYOUT_LATEX,
};

struct list {
	char **item;
	size_t n, cap;
};

struct job {
	struct filter filter;
	enum format format;
	const char *caption;
	bool legend;
	struct list columns, decimals;	/* as given */
};

/* What is printed: the chosen columns and their cells, row after row, copied. */
struct table {
	struct colpick *column;
	size_t ncols;
	char **cell;
	size_t ncells, cap;
};

static void
add(struct list *l, char *item)
{
	l->item = xgrow(l->item, &l->cap, l->n + 1, sizeof *l->item);
	l->item[l->n++] = item;
}

static void
read_table(struct table *t, struct input *in)
{
	int r;

	while ((r = input_next(in)) == 1) {
		t->cell = xgrow(t->cell, &t->cap, t->ncells + t->ncols, sizeof *t->cell);
		for (size_t c = 0; c < t->ncols; c++)
			t->cell[t->ncells++] = slice_dup(input_field(in, t->column[c].source));
	}
	if (r == -1)
		errx(2, "%s", input_error(in));
}

static bool
has_more_decimals(const struct table *t, size_t col, int decimals)
{
	struct num num;

	for (size_t i = col; i < t->ncells; i += t->ncols)
		if (num_parse(slice_of(t->cell[i]), NUM_EXPONENT, &num) == NUM_VALUE &&
		    (!num.exact || num.dec.scale > decimals))
			return true;
	return false;
}

static void
round_column(struct table *t, size_t col)
{
	int decimals = t->column[col].decimals;
	char buf[400];
	struct num num;

	if (decimals == COLPICK_AS_IT_IS || !has_more_decimals(t, col, decimals))
		return;
	for (size_t i = col; i < t->ncells; i += t->ncols) {
		if (num_parse(slice_of(t->cell[i]), NUM_EXPONENT, &num) != NUM_VALUE)
			continue;
		num_format_fixed(buf, sizeof buf, num.value, decimals);
		free(t->cell[i]);
		t->cell[i] = xstrdup(buf);
	}
}

static int
write_layout(const struct table *t, const struct job *job, struct errmsg *e)
{
	struct layout *l = layout_new();

	if (job->caption != NULL)
		layout_caption(l, slice_of(job->caption));
	if (job->legend)
		layout_legend(l);
	for (size_t c = 0; c < t->ncols; c++)
		layout_cell(l, t->column[c].heading);
	layout_end(l);
	for (size_t i = 0; i < t->ncells; i++) {
		layout_str(l, t->cell[i]);
		if ((i + 1) % t->ncols == 0)
			layout_end(l);
	}
	layout_print(l, styles[job->format], stdout);
	layout_free(l);
	return filter_close_stdout(e);
}

static int
write_csv(const struct table *t, const struct job *job, struct errmsg *e)
{
	struct writer *out = writer_open(STDOUT_FILENO, "<stdout>");

	writer_spreadsheet_safe(out, job->filter.spreadsheet_safe);
	for (size_t c = 0; c < t->ncols; c++)
		writer_field(out, t->column[c].heading);
	writer_end(out);
	for (size_t i = 0; i < t->ncells; i++) {
		writer_str(out, t->cell[i]);
		if ((i + 1) % t->ncols == 0)
			writer_end(out);
	}
	return writer_close(out, e);
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
	for (job->format = 0; job->format < NFORMATS; job->format++)
		if (strcmp(arg, formats[job->format]) == 0)
			return;
	errx(2, "'%s' is not a format; expected text, markdown, html, latex or csv", arg);
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
free_all(struct table *t, struct job *job)
{
	for (size_t i = 0; i < t->ncells; i++)
		free(t->cell[i]);
	free(t->cell);
	free(t->column);
	free(job->columns.item);
	free(job->decimals.item);
	filter_free(&job->filter);
}

int
main(int argc, char *argv[])
{
	struct job job = {.filter = FILTER_INIT, .format = TEXT};
	struct table table = {0};
	struct input *in;
	struct errmsg e;

	for (int c; (c = getopt_long(argc, argv, FILTER_LETTERS, longopts, NULL)) != -1;)
		switch (c) {
		case 'h': cli_print(help);
		case 'V': cli_print(CLI_VERSION("board-table"));
		default: take_option(&job, c, optarg);
		}
	job.filter.input.no_heading_checks = true;
	in = input_open(argv + optind, (size_t)(argc - optind), &job.filter.input, &e);
	if (in == NULL)
		errx(2, "%s", e.text);
	table.ncols = colpick_columns(&table.column, job.columns.item, job.columns.n,
	    input_headings(in), input_ncols(in), &e);
	if (table.ncols == 0 || colpick_decimals(table.column, table.ncols, job.decimals.item,
	    job.decimals.n, input_headings(in), input_ncols(in), &e) == -1)
		errx(2, "%s", e.text);
	read_table(&table, in);
	for (size_t c = 0; c < table.ncols; c++)
		round_column(&table, c);
	if ((job.format == CSV ? write_csv : write_layout)(&table, &job, &e) == -1)
		errx(2, "%s", e.text);
	input_close(in);
	free_all(&table, &job);
	return 0;
}
