/* csv-check: say what is wrong with a CSV file, by its structure and by rules about its figures */
#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/memory.h"
#include "check/check.h"
#include "check/report.h"
#include "check/selftest.h"
#include "cli.h"
#include "table/filter.h"
#include "table/progress.h"
#include "table/spool.h"

enum { MEMORY = 64 * 1024 * 1024 };	/* of --pass, before a temporary file is used */

enum {
	OPT_PASS = FILTER_OWN, OPT_FAIL_ON, OPT_MAX_FINDINGS, OPT_STRICT, OPT_TODAY, OPT_PARAM,
	OPT_EXPLAIN, OPT_SELFTEST,
};

static const struct option longopts[] = {
	FILTER_LONG,
	{"rules", required_argument, NULL, 'r'},
	{"waivers", required_argument, NULL, 'w'},
	{"pass", no_argument, NULL, OPT_PASS},
	{"fail-on", required_argument, NULL, OPT_FAIL_ON},
	{"max-findings", required_argument, NULL, OPT_MAX_FINDINGS},
	{"strict-rules", no_argument, NULL, OPT_STRICT},
	{"today", required_argument, NULL, OPT_TODAY},
	{"param", required_argument, NULL, OPT_PARAM},
	{"explain", no_argument, NULL, OPT_EXPLAIN},
	{"selftest", required_argument, NULL, OPT_SELFTEST},
	{NULL, 0, NULL, 0},
};

static const char help[] =
    "usage: csv-check [options] [-r rules] [file ...]\n"
    "Say what is wrong with a CSV file: in its structure, and by rules.\n"
    "  -r, --rules FILE        the rules; may be given several times\n"
    "  -w, --waivers FILE      findings that were accepted, with a reason\n"
    "      --pass              write the data itself once no error was found\n"
    "      --fail-on SEVERITY  exit 1 from here on: error (default), query, note\n"
    "      --max-findings N    write at most N findings, say how many were left out\n"
    "      --param NAME=VALUE  another value for a parameter of the rules\n"
    "      --strict-rules      a warning about the rules is an error\n"
    "      --today DATE        the day by which waivers expire\n"
    "      --explain           print each rule in words instead\n"
    "      --selftest DIR      run RULE.pass*.csv and RULE.fail*.csv instead\n"
    FILTER_HELP_INPUT
    "  -f, --format F          csv (default), text or jsonl\n"
    FILTER_HELP_REST
    "Exit status: 0 no error found, 1 errors found, 2 could not run.\n";

#define NO_DAY INT32_MIN

struct job {
	struct filter filter;
	enum report_format form;
	bool pass, strict, explain;
	enum severity fail_on;
	uint64_t max;
	int32_t today;		/* or NO_DAY: the calendar's */
	char **rules, **param;
	size_t nrules, nparams;
	const char *waivers, *selftest;
	struct spool *spool;
	struct errmsg spool_error;
	bool warned;
};

static void
usage(void)
{
	fputs("usage: csv-check [options] [-r rules] [file ...]\n", stderr);
	exit(2);
}

static void
take_option(struct job *job, int c, char *arg)
{
	struct errmsg e;
	int64_t n;

	switch (c == 'f' ? 0 : filter_option(&job->filter, c, arg, &e)) {
	case 1: return;
	case -1: errx(2, "%s", e.text);
	}
	switch (c) {
	case 'f':
		if (!report_format_parse(arg, &job->form))
			errx(2, "-f %s: csv, text or jsonl expected", arg);
		break;
	case 'r': job->rules[job->nrules++] = arg; break;
	case 'w': job->waivers = arg; break;
	case OPT_PASS: job->pass = true; break;
	case OPT_STRICT: job->strict = true; break;
	case OPT_FAIL_ON:
		if (!severity_parse(slice_of(arg), &job->fail_on))
			errx(2, "--fail-on %s: error, query or note expected", arg);
		return;
	case OPT_EXPLAIN: job->explain = true; break;
	case OPT_SELFTEST: job->selftest = arg; break;
	case OPT_PARAM: job->param[job->nparams++] = arg; break;
	case OPT_MAX_FINDINGS:
		if (!num_parse_int(arg, 0, INT64_MAX, &n))
			errx(2, "--max-findings %s: a whole number expected", arg);
		job->max = (uint64_t)n;
		break;
	case OPT_TODAY:
		if (date_parse(slice_of(arg), &job->today) == DATE_NONE)
			errx(2, "--today %s: a date expected, such as 2015-04-30", arg);
		break;
	default: usage();
	}
}

static void
parse_options(struct job *job, int argc, char *argv[])
{
	for (int c; (c = getopt_long(argc, argv, FILTER_LETTERS "r:w:", longopts, NULL)) != -1;) {
		if (c == 'h' || c == 'V')
			cli_print(c == 'h' ? help : CLI_VERSION("csv-check"));
		take_option(job, c, optarg);
	}
}

/* Standard input can be read once. */
static void
check_stdin(const struct job *job, char *paths[], size_t n)
{
	bool reads = !job->explain && job->selftest == NULL;
	size_t times = reads && n == 0;

	for (size_t i = 0; i < n; i++)
		times += strcmp(paths[i], "-") == 0;
	for (size_t i = 0; i < job->nrules; i++)
		times += strcmp(job->rules[i], "-") == 0;
	times += job->waivers != NULL && strcmp(job->waivers, "-") == 0;
	if (times > 1)
		errx(2, "standard input is named %zu times; it can be read once", times);
	if (job->selftest != NULL && n > 0)
		errx(2, "%s: with --selftest no file is read but those of %s", paths[0], job->selftest);
}

static void
hear_remark(void *arg, bool fatal, const char *text)
{
	struct job *job = arg;

	job->warned |= !fatal;
	if (fatal || !job->filter.quiet)
		warnx("%s%s", text, fatal ? "" : " (warning)");
}

static void
keep_record(void *arg, struct slice bytes)
{
	struct job *job = arg;

	if (job->spool_error.text[0] == '\0')
		spool_add(job->spool, bytes, &job->spool_error);
}

static struct rules *
read_rules(const struct job *job)
{
	struct errmsg e;
	struct rules *rules = rules_read(job->rules, job->nrules, &e);

	if (rules == NULL)
		errx(2, "%s", e.text);
	for (size_t i = 0; i < job->nparams; i++)
		if (rules_set_param(rules, job->param[i], &e) != 0)
			errx(2, "%s", e.text);
	return rules;
}

/* --explain, over the headings of the file, or those that the rules declare. */
static int
explain(struct job *job, struct rules *rules, struct remarks *remarks, const char *path)
{
	struct errmsg e;

	if (check_explain(rules, &job->filter.input.csv, remarks, path, stdout, &e) != 0)
		errx(2, "%s", e.text);
	rules_free(rules);
	return remarks->fatal || (job->strict && job->warned) ? 2 : 0;
}

static int
run_selftest(struct job *job, struct rules *rules, struct remarks *remarks)
{
	struct errmsg e = {0};
	long wrong = selftest(rules, job->selftest, &job->filter.input.csv, remarks, stdout, &e);

	if (wrong < 0 && e.text[0] != '\0')
		warnx("%s", e.text);
	rules_free(rules);
	if (wrong < 0)
		return 2;
	if (job->strict && job->warned)
		return 2;
	return wrong > 0;
}

static struct waivers *
read_waivers(const struct job *job)
{
	int32_t today = job->today != NO_DAY ? job->today : date_today();
	struct errmsg e;
	struct waivers *w = waivers_read(job->waivers, today, &e);

	if (w == NULL)
		errx(2, "%s", e.text);
	return w;
}

static int
run(struct job *job, struct rules *rules, struct remarks *remarks, char *paths[], size_t n)
{
	struct waivers *waivers = job->waivers != NULL ? read_waivers(job) : NULL;
	struct report_rule *sum;
	struct report *report;
	struct check *check;
	struct progress *progress;
	struct errmsg e;
	bool ran, failed;
	size_t nsum = 0;

	if (waivers != NULL)
		waivers_against(waivers, rules);
	report = report_new(&(struct report_options){
	    .format = job->form, .out = job->pass ? stderr : stdout,
	    .out_name = job->pass ? "<stderr>" : "<stdout>", .quiet = job->filter.quiet,
	    .heading = !job->pass, .spreadsheet_safe = job->filter.spreadsheet_safe,
	    .max = job->max, .waivers = waivers});
	job->spool = job->pass ? spool_new(MEMORY) : NULL;
	progress = progress_open(job->filter.input.progress, &job->filter.input.csv, paths, n);
	check = check_new(rules, &(struct check_options){.csv = job->filter.input.csv,
	    .sink = {report_take, report}, .remarks = remarks,
	    .record = job->pass ? keep_record : NULL, .record_arg = job});
	ran = check_files(check, paths, n, &e) == 0;
	progress_close(progress);
	if (!ran && e.text[0] != '\0')
		warnx("%s", e.text);
	if (job->spool_error.text[0] != '\0')
		errx(2, "%s", job->spool_error.text);
	sum = ran ? check_sum_up(check, remarks, &nsum) : NULL;
	if (report_end(report, sum, nsum, check_rows(check), ran, &e) != 0)
		errx(2, "%s", e.text);
	if (!ran)
		exit(2);
	if (!job->filter.quiet)
		report_asides(report, sum, nsum, stderr);
	if (job->filter.verbose)
		warnx("%llu rows, %zu rules", (unsigned long long)check_rows(check), nsum);
	failed = report_fails(report, job->fail_on);
	if (job->strict && job->warned)
		errx(2, "warnings about the rules (--strict-rules)");
	if (job->pass && !failed && spool_send(job->spool, STDOUT_FILENO, "<stdout>", &e) != 0)
		errx(2, "%s", e.text);
	spool_free(job->spool);
	free(sum);
	check_free(check);
	report_free(report);
	waivers_free(waivers);
	rules_free(rules);
	return failed ? 1 : 0;
}

int
main(int argc, char *argv[])
{
	struct job job = {.filter = FILTER_INIT, .fail_on = SEV_ERROR, .max = UINT64_MAX, .today = NO_DAY};
	struct remarks remarks = {hear_remark, &job, false};
	struct rules *rules;
	struct errmsg e;
	int status;

	job.rules = xcalloc((size_t)argc, sizeof(*job.rules));
	job.param = xcalloc((size_t)argc, sizeof(*job.param));
	parse_options(&job, argc, argv);
	check_stdin(&job, argv + optind, (size_t)(argc - optind));
	rules = read_rules(&job);
	if (job.explain)
		status = explain(&job, rules, &remarks, argv[optind]);
	else if (job.selftest != NULL)
		status = run_selftest(&job, rules, &remarks);
	else
		status = run(&job, rules, &remarks, argv + optind, (size_t)(argc - optind));
	if (filter_close_stdout(&e) != 0)
		errx(2, "%s", e.text);
	filter_free(&job.filter);
	free(job.rules);
	free(job.param);
	return status;
}
