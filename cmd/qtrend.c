/* qtrend: what each series says, and what it cannot */
#include <err.h>
#include <getopt.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dictionary.h"
#include "filter.h"
#include "num.h"
#include "rowout.h"
#include "seriesin.h"
#include "trendrow.h"
#include "trendtext.h"

enum {
	OPT_DETAIL = FILTER_OWN,
	OPT_DICTIONARY,
	OPT_FAIL_ON_SIGNAL,
	OPT_FIX_AFTER,
	OPT_KIND,
	OPT_MAX_CHANGE,
	OPT_POINTS,
	OPT_REBASE,
	OPT_SCREEN,
	OPT_SKIP_BAD,
	OPT_SORTED,
	OPT_TARGET,
	OPT_THROUGH_ORIGIN,
};

static const struct option longopts[] = {
	FILTER_LONG,
	FILTER_LONG_ROLES,
	{"detail", required_argument, NULL, OPT_DETAIL},
	{"dictionary", required_argument, NULL, OPT_DICTIONARY},
	{"fail-on-signal", no_argument, NULL, OPT_FAIL_ON_SIGNAL},
	{"fix-after", required_argument, NULL, OPT_FIX_AFTER},
	{"keys", required_argument, NULL, 'k'},
	{"kind", required_argument, NULL, OPT_KIND},
	{"max-change", required_argument, NULL, OPT_MAX_CHANGE},
	{"points", no_argument, NULL, OPT_POINTS},
	{"rebase", required_argument, NULL, OPT_REBASE},
	{"screen", required_argument, NULL, OPT_SCREEN},
	{"skip-bad", no_argument, NULL, OPT_SKIP_BAD},
	{"sorted", no_argument, NULL, OPT_SORTED},
	{"target", required_argument, NULL, OPT_TARGET},
	{"through-origin", no_argument, NULL, OPT_THROUGH_ORIGIN},
	{"x", required_argument, NULL, 'x'},
	{0},
};

static const char usage[] = "usage: qtrend [options] [file ...]\n";
static const char help[] =
    "Says of each series how it changed, and what its points can and cannot show.\n"
    "  -k, --keys NAMES        columns that tell series apart (default: area,\n"
    "                          indicator, category, and one called series)\n"
    "  -x, --x COLUMN          a number to go by instead of the period\n"
    "      --kind KIND         stock (counted at a moment) or flow (in a period)\n"
    "      --dictionary FILE   label, kind, polarity and target of each indicator\n"
    "      --target N          a target, for -f text\n"
    "      --points            a row for each point: the XmR chart\n"
    "      --detail WHAT       trend, moving, compare, linear or univariate: raw\n"
    "                          statistics, for statisticians\n"
    "      --through-origin    --detail linear without an intercept\n"
    "      --screen yes|no     leave outlying moving ranges out of XmR limits\n"
    "      --rebase PERIODS    XmR limits start afresh at these\n"
    "      --fix-after N       XmR limits from the first N points (at least 12)\n"
    "      --fail-on-signal    exit 1 on a special cause in the last period\n"
    "      --max-change P      and on a change of more than P% from the one before\n"
    "      --skip-bad          leave out rows that cannot be used, and say how many\n"
    "      --sorted            the rows of a series stand together: memory for one\n"
    FILTER_HELP_ROLES FILTER_HELP;

struct job {
	struct filter filter;
	struct seriesin_options in;
	struct trend_options trend;
	enum trend_kind kind;
	struct trendrow_options form;
	const char *dictionary_path;
	double target, max_change;	/* NaN: not given */
	bool points, detail, fail_on_signal, skip_bad, sorted, origin;

	struct seriesin *si;
	struct series_set *set;
	struct dictionary *dictionary;
	struct rowout *out;		/* NULL for sentences */
	struct trend_work work;
	struct judgement judgement;
	struct textbuf text;
	size_t width;			/* of names, in text */
	size_t disordered;		/* series whose rows were */
	bool failed;			/* --fail-on-signal found something */
};

static double
number_option(const char *name, const char *arg, bool percent)
{
	struct num num;

	if (num_parse(slice_of(arg), NUM_COMMAS | NUM_EXPONENT | (percent ? NUM_PERCENT : 0),
	    &num) != NUM_VALUE || (percent && num.value < 0))
		errx(2, "%s: '%s'; expected a number%s", name, arg, percent ? " of 0 or more" : "");
	return num.value;
}

static void
set_option(struct job *job, int c, const char *arg)
{
	struct errmsg e;
	int64_t n;

	switch (c) {
	case 'k': job->in.keys = arg; return;
	case 'x': job->in.x = arg; return;
	case OPT_DETAIL:
		if (!trendrow_detail_parse(arg, &job->form.form))
			errx(2, "--detail: '%s'; expected trend, moving, compare, linear or univariate",
			    arg);
		job->detail = true;
		return;
	case OPT_DICTIONARY: job->dictionary_path = arg; return;
	case OPT_FAIL_ON_SIGNAL: job->fail_on_signal = true; return;
	case OPT_MAX_CHANGE: job->max_change = number_option("--max-change", arg, true); return;
	case OPT_POINTS: job->points = true; return;
	case OPT_REBASE: job->in.rebase = arg; return;
	case OPT_SKIP_BAD: job->skip_bad = true; return;
	case OPT_SORTED: job->sorted = true; return;
	case OPT_TARGET: job->target = number_option("--target", arg, false); return;
	case OPT_THROUGH_ORIGIN: job->origin = true; return;
	case OPT_FIX_AFTER:
		if (!num_parse_int(arg, XMR_FIX_LEAST, INT32_MAX, &n))
			errx(2, "--fix-after: '%s'; expected a whole number of at least %d points", arg,
			    XMR_FIX_LEAST);
		job->trend.fix_after = (size_t)n;
		return;
	case OPT_KIND:
		if (!kind_parse(slice_of(arg), &job->kind) || job->kind == KIND_UNSAID)
			errx(2, "--kind: '%s'; expected stock or flow", arg);
		return;
	case OPT_SCREEN:
		if (strcmp(arg, "yes") != 0 && strcmp(arg, "no") != 0)
			errx(2, "--screen: '%s'; expected yes or no", arg);
		job->trend.screen = strcmp(arg, "yes") == 0;
		return;
	}
	switch (filter_option(&job->filter, c, arg, &e)) {
	case -1: errx(2, "%s", e.text);
	case 0: fputs(usage, stderr); exit(2);
	}
}

static void
check_options(struct job *job)
{
	if (job->points && job->detail)
		errx(2, "--points and --detail do not go together");
	if (job->origin && job->form.form != TRENDROW_LINEAR)
		errx(2, "--through-origin goes with --detail linear");
	if (!isnan(job->max_change) && !job->fail_on_signal)
		errx(2, "--max-change goes with --fail-on-signal");
	if (job->fail_on_signal && job->detail)
		errx(2, "--fail-on-signal and --detail do not go together");
	if (job->points)
		job->form.form = TRENDROW_POINTS;
	else if (job->origin)
		job->form.form = TRENDROW_ORIGIN;
	if (job->detail && !job->filter.quiet)
		warnx("--detail: statistics as they are, without qtrend's refusals; see qtrend(1)");
}

/* For cron: what is amiss with the last point, on standard error. */
static void
gate(struct job *job, const struct trendrow *r)
{
	char buf[PERIOD_SIZE];
	struct textbuf *b = &job->text;

	if (!job->fail_on_signal || r->t->n == 0 ||
	    !judge_last(r->t, r->j, job->max_change, b))
		return;
	warnx("%s: %.*s: %s", r->name,
	    SLICE_ARG(series_label(r->set, r->s, r->t->last, buf)), b->p);
	job->failed = true;
}

static void
write_series(struct job *job, const struct trendrow *r, const struct dictionary_entry *entry)
{
	if (job->out == NULL) {
		trend_line(&job->text, r, entry, job->target, job->width);
		if (puts(job->text.p) == EOF)
			err(2, "<stdout>");
	} else if (trendrow_write(job->out, &job->form, r) != 0) {
		warnx("%s: no line: too few points, or x does not vary", r->name);
	}
}

/* Works out series id and writes what it says. */
static void
finish_series(struct job *job, size_t id)
{
	const struct dictionary_entry *entry;
	struct series s;
	struct trend t;
	struct errmsg e;
	char *name;

	if (series_get(job->set, id, &s, &e) != 0) {
		seriesin_suggest_key(job->si, &e);
		errx(2, "%s", e.text);
	}
	job->disordered += s.disordered;
	name = job->form.named ? series_name(s.key) : slice_dup(seriesin_value(job->si));
	entry = dictionary_of_series(job->dictionary, name, s.key);
	trend_of(&s, &job->trend, &job->work, &t);
	struct trendrow r = {name, job->set, &s, &t, job->kind, &job->judgement};
	if (entry != NULL && entry->kind != KIND_UNSAID)
		r.kind = entry->kind;
	if (!job->detail) {
		judge(job->set, &s, &t, r.kind, &job->judgement);
		gate(job, &r);
	}
	write_series(job, &r, entry);
	free(name);
}

static void
read_rows(struct job *job, struct input *in)
{
	struct series_point p;
	struct slice key;
	struct errmsg e;
	size_t bad = 0, known = 0;
	int r;

	while ((r = input_next(in)) == 1) {
		if (seriesin_row(job->si, &key, &p, &e) != 0) {
			if (!job->skip_bad)
				errx(2, "%s", e.text);
			bad++;
			continue;
		}
		if (series_add(job->set, key, &p, &e) != 0)
			errx(2, "%s", e.text);
		if (job->sorted && series_count(job->set) > known + 1) {
			finish_series(job, known);
			series_drop(job->set, known++);
		}
	}
	if (r == -1)
		errx(2, "%s", input_error(in));
	if (bad > 0)
		warnx("%zu row%s left out (--skip-bad)", bad, bad == 1 ? "" : "s");
	if (job->out == NULL && !job->sorted)
		job->width = trend_line_width(job->set, job->dictionary);
	for (; known < series_count(job->set); known++)
		finish_series(job, known);
}

static void
run(struct job *job, char *const paths[], size_t n)
{
	struct errmsg e;
	struct input *in = input_open(paths, n, &job->filter.input, &e);
	bool xy = job->form.form >= TRENDROW_LINEAR;

	if (in == NULL)
		errx(2, "%s", e.text);
	job->in.choice = job->filter.choice;
	job->in.nchoices = job->filter.nchoices;
	job->in.fyear = job->filter.fyear;
	job->in.xy = xy;
	job->in.rows = job->form.form == TRENDROW_UNIVARIATE;
	if ((job->si = seriesin_open(in, &job->in, &e)) == NULL)
		errx(2, "%s:1: %s", input_file(in), e.text);
	if (job->dictionary_path != NULL && (job->dictionary =
	    dictionary_read(job->dictionary_path, &job->filter.input, &e)) == NULL)
		errx(2, "%s", e.text);
	job->set = series_new(seriesin_by_period(job->si), xy);
	job->trend.exact = job->detail;
	job->form.named = seriesin_named(job->si);
	job->form.screen = job->trend.screen;
	if (job->filter.format == FORMAT_CSV || job->form.form != TRENDROW_SERIES) {
		job->out = rowout_open(job->filter.format, job->filter.spreadsheet_safe);
		trendrow_heading(job->out, &job->form);
	}
	read_rows(job, in);
	if (seriesin_finish(job->si, &e) != 0)
		errx(2, "%s", e.text);
	if (job->disordered > 0 && !job->filter.quiet)
		warnx("%zu series had rows out of order; put in order", job->disordered);
	if ((job->out != NULL ? rowout_close(job->out, &e) : filter_close_stdout(&e)) != 0)
		errx(2, "%s", e.text);
	input_close(in);
}

static int
print(const char *head, const char *rest)
{
	struct errmsg e;

	printf("%s%s", head, rest);
	if (filter_close_stdout(&e) != 0)
		errx(2, "%s", e.text);
	return 0;
}

int
main(int argc, char *argv[])
{
	struct job job = {.filter = FILTER_INIT, .target = NAN, .max_change = NAN,
	    .trend = {.screen = true}};

	gsl_set_error_handler_off();
	for (int c; (c = getopt_long(argc, argv, FILTER_LETTERS FILTER_LETTERS_ROLES "k:x:",
	    longopts, NULL)) != -1;)
		switch (c) {
		case 'h': return print(usage, help);
		case 'V': return print("qtrend (quarterly) ", QUARTERLY_VERSION "\n");
		default: set_option(&job, c, optarg);
		}
	check_options(&job);
	run(&job, argv + optind, (size_t)(argc - optind));
	seriesin_close(job.si);
	series_free(job.set);
	dictionary_free(job.dictionary);
	trend_work_free(&job.work);
	judgement_free(&job.judgement);
	textbuf_free(&job.text);
	filter_free(&job.filter);
	return job.failed;
}
