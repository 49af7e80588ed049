/* csv-tidy: read tables as published, write one row per observation; --wide goes back */
#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli.h"
#include "table/filter.h"
#include "table/rows.h"
#include "tidy/tidy.h"
#include "tidy/widen.h"

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

static void
out_close(struct rows *o)
{
	struct errmsg e;

	if (rows_close_stdout(o, &e) == -1)
		errx(2, "%s", e.text);
}

/* Ends the row; a failed write ends the filter, so that it does not read on for nobody. */
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

int
main(int argc, char *argv[])
{
	struct job job = {.filter = FILTER_INIT};
	struct tidy *t;
	struct errmsg e;
	struct rows *out;

	for (int c; (c = getopt_long(argc, argv, FILTER_LETTERS FILTER_LETTERS_ROLES, longopts,
	    NULL)) != -1;)
		switch (c) {
		case 'h': cli_print(help);
		case 'V': cli_print(CLI_VERSION("csv-tidy"));
		default: take_option(&job, c, optarg);
		}
	job.tidy.input = job.filter.input;
	job.tidy.head.fyear = job.filter.fyear;
	job.tidy.head.choice = job.filter.choice;
	job.tidy.head.nchoices = job.filter.nchoices;
	job.tidy.left_out = job.filter.quiet ? NULL : say;
	job.tidy.headed = job.filter.verbose ? say : NULL;
	if ((t = tidy_open(argv + optind, (size_t)(argc - optind), &job.tidy, &e)) == NULL)
		errx(2, "%s", e.text);
	out = rows_open(job.filter.format, job.filter.spreadsheet_safe, STDOUT_FILENO, "<stdout>");
	if (job.wide)
		write_wide(out, t, job.filter.fyear);
	else
		write_tidy(out, t);
	out_close(out);
	tidy_close(t);
	filter_free(&job.filter);
	free(job.measure);
	free(job.set);
	return 0;
}
