/* csv-tidy: read tables as published, write one row per observation; --wide goes back */
#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "csvout.h"
#include "filter.h"
#include "layout.h"
#include "tidy.h"
#include "widen.h"
#include "xalloc.h"

enum { OPT_INDICATOR = FILTER_OWN, OPT_MEASURES, OPT_SET, OPT_WIDE };

static const struct option longopts[] = {
	FILTER_LONG,
	FILTER_LONG_ROLES,
	{"indicator", required_argument, NULL, OPT_INDICATOR},
	{"measures", required_argument, NULL, OPT_MEASURES},
	{"set", required_argument, NULL, OPT_SET},
	{"wide", no_argument, NULL, OPT_WIDE},
	{NULL, 0, NULL, 0},
};

#define USAGE "usage: csv-tidy [options] [file ...]\n"

static const char help[] =
USAGE
"Reads tables as published, writes indicator,category,period,value,percentage.\n"
"\n"
"      --indicator NAME    what the table is about, whatever its heading says\n"
"      --measures NAME,... the columns that hold figures, a measure each; * and ?\n"
"                          stand for any letters\n"
"      --set NAME=VALUE    a column more, with this value in every row\n"
"      --wide              the periods across again, as published\n"
FILTER_HELP_ROLES
FILTER_HELP;

struct job {
	struct filter filter;
	struct tidy_options tidy;
	char **measure;
	size_t measure_cap;
	struct tidy_set *set;
	size_t set_cap;
	bool wide;
};

/* Rows leave as CSV when they come, or as a table when all are there. */
struct out {
	struct csvout *csv;
	struct layout *text;
};

static struct out
out_open(const struct job *job)
{
	struct out o = {0};

	if (job->filter.format == FORMAT_TEXT) {
		o.text = layout_new();
	} else {
		o.csv = csvout_open(STDOUT_FILENO, "<stdout>");
		csvout_spreadsheet_safe(o.csv, job->filter.spreadsheet_safe);
	}
	return o;
}

static void
out_cell(struct out *o, struct slice s)
{
	if (o->csv != NULL)
		csvout_field(o->csv, s);
	else
		layout_cell(o->text, s);
}

static void
out_close(struct out *o)
{
	struct errmsg e;
	int r;

	if (o->csv != NULL) {
		r = csvout_close(o->csv, &e);
	} else {
		layout_print(o->text, LAYOUT_TEXT, stdout);
		layout_free(o->text);
		r = filter_close_stdout(&e);
	}
	if (r == -1)
		errx(2, "%s", e.text);
}

/* Ends the row; a failed write ends the filter, so that a closed pipe does not have it read on. */
static void
out_end(struct out *o)
{
	if (o->csv == NULL)
		layout_end(o->text);
	else if (csvout_end(o->csv) == -1)
		out_close(o);
}

static void
write_tidy(struct out *o, struct tidy *t)
{
	static const char *const names[] = {"indicator", "category", "period", "value", "percentage"};
	char period[PERIOD_SIZE];
	struct tidy_cell cell;
	int r;

	for (size_t i = 0; i < tidy_npass(t); i++)
		out_cell(o, slice_of(tidy_pass_name(t, i)));
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		out_cell(o, slice_of(names[i]));
	out_end(o);
	while ((r = tidy_next(t, &cell)) == 1) {
		for (size_t i = 0; i < tidy_npass(t); i++)
			out_cell(o, tidy_pass(t, i));
		period_format(period, cell.period);
		out_cell(o, cell.indicator);
		out_cell(o, cell.category);
		out_cell(o, slice_of(period));
		out_cell(o, cell.value);
		out_cell(o, cell.percentage);
		out_end(o);
	}
	if (r == -1)
		errx(2, "%s", tidy_error(t));
}

static void
write_wide(struct out *o, struct tidy *t, int fyear)
{
	struct widen *w = widen_new(t);
	struct tidy_cell cell;
	struct errmsg e;
	int r;

	while ((r = tidy_next(t, &cell)) == 1)
		widen_add(w, t, &cell);
	if (r == -1)
		errx(2, "%s", tidy_error(t));
	if (widen_finish(w, fyear, &e) == -1)
		errx(2, "%s", e.text);
	for (size_t row = 0; row < widen_nrows(w); row++) {
		for (size_t col = 0; col < widen_ncols(w); col++)
			out_cell(o, widen_cell(w, row, col));
		out_end(o);
	}
	widen_free(w);
}

static void
warn_left_out(void *arg, const char *message)
{
	const struct job *job = arg;

	if (!job->filter.quiet)
		warnx("%s", message);
}

static void
add_measures(struct job *job, char *names)
{
	struct tabhead_options *head = &job->tidy.head;

	for (char *name; (name = strsep(&names, ",")) != NULL;) {
		if (name[0] == '\0')
			errx(2, "--measures: an empty name; expected names with commas between them");
		job->measure = xgrow(job->measure, &job->measure_cap, head->nmeasures + 1,
		    sizeof *job->measure);
		job->measure[head->nmeasures++] = name;
	}
	head->measure = job->measure;
}

static void
add_set(struct job *job, char *arg)
{
	char *equals = strchr(arg, '=');

	if (equals == NULL || equals == arg)
		errx(2, "--set %s: expected NAME=VALUE", arg);
	*equals = '\0';
	job->set = xgrow(job->set, &job->set_cap, job->tidy.nsets + 1, sizeof *job->set);
	job->set[job->tidy.nsets++] = (struct tidy_set){arg, equals + 1};
	job->tidy.set = job->set;
}

static void
take_option(struct job *job, int c, char *arg)
{
	struct errmsg e;

	switch (c) {
	case OPT_INDICATOR: job->tidy.head.indicator = arg; return;
	case OPT_MEASURES: add_measures(job, arg); return;
	case OPT_SET: add_set(job, arg); return;
	case OPT_WIDE: job->wide = true; return;
	}
	switch (filter_option(&job->filter, c, arg, &e)) {
	case -1: errx(2, "%s", e.text);
	case 0: fputs(USAGE, stderr); exit(2);
	}
}

static void
print(const char *text)
{
	struct errmsg e;

	if (filter_print(text, &e) == -1)
		errx(2, "%s", e.text);
}

int
main(int argc, char *argv[])
{
	struct job job = {.filter = FILTER_INIT};
	struct tidy *t;
	struct errmsg e;
	struct out out;

	for (int c; (c = getopt_long(argc, argv, FILTER_LETTERS FILTER_LETTERS_ROLES, longopts,
	    NULL)) != -1;)
		switch (c) {
		case 'h': print(help); return 0;
		case 'V': print("csv-tidy (quarterly) " QUARTERLY_VERSION "\n"); return 0;
		default: take_option(&job, c, optarg);
		}
	job.tidy.csv = job.filter.input.csv;
	job.tidy.head.fyear = job.filter.fyear;
	job.tidy.head.choice = job.filter.choice;
	job.tidy.head.nchoices = job.filter.nchoices;
	job.tidy.left_out = warn_left_out;
	job.tidy.arg = &job;
	if ((t = tidy_open(argv + optind, (size_t)(argc - optind), &job.tidy, &e)) == NULL)
		errx(2, "%s", e.text);
	out = out_open(&job);
	if (job.wide)
		write_wide(&out, t, job.filter.fyear);
	else
		write_tidy(&out, t);
	out_close(&out);
	tidy_close(t);
	filter_free(&job.filter);
	free(job.measure);
	free(job.set);
	return 0;
}
