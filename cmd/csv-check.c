/* csv-check: say what is wrong with a CSV file, by its structure and by rules about its figures */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "check/explain.h"
#include "check/job.h"
#include "check/selftest.h"
#include "table/filter.h"

struct options {
	struct filter filter;
	struct job job;
	struct option_list rules, params, files;
	const char *selftest;
	bool explain;
};

#define AT(member) OPTION_AT(struct options, member)

static const struct option_row table[] = {
	{'r', "rules", "FILE", "the rules; may be given several times",
	    OPTION_LIST, AT(rules)},
	{'w', "waivers", "FILE", "findings that were accepted, with a reason",
	    OPTION_FILE, AT(job.waivers)},
	{0, "accepted", "FILE", "the last accepted submission, to compare with",
	    OPTION_FILE, AT(job.accepted)},
	{0, "pass", "", "write the data itself once no error was found",
	    OPTION_FLAG, AT(job.pass), .excludes = "explain selftest"},
	{0, "fail-on", "SEVERITY", "exit 1 from here on: error (default), query, note",
	    OPTION_WORD, AT(job.fail_on), OPTION_WORDS({"error", SEV_ERROR}, {"query", SEV_QUERY},
	    {"note", SEV_NOTE})},
	{0, "unchecked", "SEVERITY", "of what a rule cannot check: error, query, note (default), "
	    "allow", OPTION_WORD, AT(job.unchecked), OPTION_WORDS({"error", SEV_ERROR},
	    {"query", SEV_QUERY}, {"note", SEV_NOTE}, {"allow", SEV_OFF})},
	{0, "max-findings", "N", "write at most N findings, say how many were left out",
	    OPTION_WHOLE, AT(job.max_findings)},
	{0, "param", "NAME=VALUE", "another value for a parameter of the rules",
	    OPTION_PAIRS, AT(params)},
	{0, "file", "NAME=PATH", "another path for a linked file of the rules",
	    OPTION_PAIRS, AT(files)},
	{0, "strict-rules", "", "a warning about the rules is an error",
	    OPTION_FLAG, AT(job.strict)},
	{0, "today", "DATE", "the day by which waivers expire", OPTION_DATE, AT(job.today)},
	{0, "explain", "", "print each rule in words instead", OPTION_FLAG, AT(explain)},
	{0, "selftest", "DIR", "run RULE.pass*.csv and RULE.fail*.csv instead",
	    OPTION_TEXT, AT(selftest)},
	FILTER_ROWS(filter_format), FILTER_ROWS(filter_rest),
	{0},
};

static const struct option_command command = {
	"csv-check", "[options] [-r rules] [file ...]",
	"Says what is wrong with a CSV file: in its structure, and by rules.",
	table,
	"Exit status: 0 no error found, 1 errors found, 2 could not run.",
};

/* Standard input can be read once. */
static void
check_stdin(const struct options *o, char *paths[], size_t n)
{
	bool reads = !o->explain && o->selftest == NULL;
	size_t times = reads && n == 0;

	for (size_t i = 0; i < n; i++)
		times += strcmp(paths[i], "-") == 0;
	for (size_t i = 0; i < o->rules.n; i++)
		times += strcmp(o->rules.item[i], "-") == 0;
	for (size_t i = 0; i < o->files.n; i++)
		times += strcmp(strchr(o->files.item[i], '='), "=-") == 0;
	times += o->job.waivers != NULL && strcmp(o->job.waivers, "-") == 0;
	times += reads && o->job.accepted != NULL && strcmp(o->job.accepted, "-") == 0;
	if (times > 1)
		message_stop("standard input is named %zu times; expected once", times);
	if (o->selftest != NULL && n > 0)
		message_stop("%s: expected no file besides those in --selftest", paths[0]);
}

static void
say_remark(void *options, bool fatal, const char *text)
{
	const struct options *o = options;

	if (fatal || !o->filter.quiet)
		message_print("%s%s", text, fatal ? "" : " (warning)");
}

static struct rules *
read_rules(const struct options *o)
{
	struct errmsg e;
	struct rules *rules = rules_read(o->rules.item, o->rules.n, &e);
	int r = rules != NULL ? 0 : -1;

	for (size_t i = 0; i < o->params.n && r == 0; i++)
		r = rules_set_param(rules, o->params.item[i], &e);
	for (size_t i = 0; i < o->files.n && r == 0; i++)
		r = rules_set_file(rules, o->files.item[i], &e);
	if (r != 0)
		message_stop("%s", e.text);
	return rules;
}

/* The exit status: --explain, --selftest, or the check itself. */
static int
run(const struct options *o, struct rules *rules, char *const paths[], size_t n, struct errmsg *e)
{
	const struct reader_options *csv = &o->filter.input.csv;
	long wrong;

	if (o->explain)
		wrong = explain_rules(rules, csv, o->job.remarks, paths[0], stdout, e);
	else if (o->selftest != NULL)
		wrong = selftest(rules, o->selftest, csv, o->job.remarks, stdout, e);
	else
		return job_run(&o->job, rules, paths, n, e);
	if (wrong < 0)
		return -1;
	return o->job.remarks->fatal || (o->job.strict && o->job.remarks->warned) ? 2 : wrong > 0;
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_INIT, .job = {.fail_on = SEV_ERROR,
	    .unchecked = SEV_NOTE, .max_findings = UINT64_MAX, .today = JOB_TODAY}};
	struct remarks remarks = {.say = say_remark, .arg = &o};
	size_t n = options_parse(&command, &o, argc, &argv);
	struct errmsg e = {""};
	struct rules *rules;
	int status;

	o.job.filter = &o.filter;
	o.job.remarks = &remarks;
	o.job.say = filter_say;
	check_stdin(&o, argv, n);
	rules = read_rules(&o);
	status = run(&o, rules, argv, n, &e);
	if (status == -1 && e.text[0] != '\0')
		message_print("%s", e.text);
	rules_free(rules);
	if (status != -1 && rows_close_stdio(&e) != 0)
		message_stop("%s", e.text);
	option_list_free(&o.rules);
	option_list_free(&o.params);
	option_list_free(&o.files);
	return status == -1 ? 2 : status;
}
