/* cp-categorise: child protection plans, as records or counted already, to the board's category table */
#include <err.h>
#include <getopt.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "cli.h"
#include "csv/writer.h"
#include "plans/category.h"
#include "plans/mix.h"
#include "plans/mixform.h"
#include "plans/mixin.h"
#include "plans/quarters.h"
#include "table/filter.h"
#include "table/layout.h"

enum {
	OPT_CALENDAR = FILTER_OWN,
	OPT_CATEGORIES,
	OPT_DECIMALS,
	OPT_DETAIL,
	OPT_INDICATOR,
	OPT_KIND,
	OPT_LIMITS,
	OPT_NO_CHILD_CHECKS,
	OPT_QUARTERS,
	OPT_ROUND,
	OPT_SKIP_BAD,
	OPT_TESTS,
	OPT_WIDE,
	OPT_MEASURE,		/* OPT_MEASURE + m is the plan_measure m */
};

static const struct option longopts[] = {
	FILTER_LONG,
	FILTER_LONG_ROLES,
	{"at-end", no_argument, NULL, OPT_MEASURE + PLAN_AT_END},
	{"calendar", no_argument, NULL, OPT_CALENDAR},
	{"categories", required_argument, NULL, OPT_CATEGORIES},
	{"decimals", required_argument, NULL, OPT_DECIMALS},
	{"detail", required_argument, NULL, OPT_DETAIL},
	{"during", no_argument, NULL, OPT_MEASURE + PLAN_DURING},
	{"duration", no_argument, NULL, OPT_MEASURE + PLAN_DURATION},
	{"ended", no_argument, NULL, OPT_MEASURE + PLAN_ENDED},
	{"ended-duration", no_argument, NULL, OPT_MEASURE + PLAN_ENDED_DURATION},
	{"indicator", required_argument, NULL, OPT_INDICATOR},
	{"keys", required_argument, NULL, 'k'},
	{"kind", required_argument, NULL, OPT_KIND},
	{"limits", no_argument, NULL, OPT_LIMITS},
	{"no-child-checks", no_argument, NULL, OPT_NO_CHILD_CHECKS},
	{"quarters", required_argument, NULL, OPT_QUARTERS},
	{"round", required_argument, NULL, OPT_ROUND},
	{"skip-bad", no_argument, NULL, OPT_SKIP_BAD},
	{"started", no_argument, NULL, OPT_MEASURE + PLAN_STARTED},
	{"subsequent", no_argument, NULL, OPT_MEASURE + PLAN_SUBSEQUENT},
	{"tests", no_argument, NULL, OPT_TESTS},
	{"wide", no_argument, NULL, OPT_WIDE},
	{0},
};

static const char help[] =
    "usage: cp-categorise [options] [file ...]\n"
    "Child protection plans by category of abuse and quarter, from counts or records.\n"
    "From records, one row a plan:\n"
    "      --at-end            plans open on the quarter's last day (default)\n"
    "      --started, --ended  plans that start, that end, in the quarter\n"
    "      --during            plans open on some day of the quarter\n"
    "      --duration          plans open on the last day by how long they have been\n"
    "      --ended-duration    plans that end after two years or more\n"
    "      --subsequent        plans that start as a child's second or later plan\n"
    "      --calendar          calendar quarters (default: financial)\n"
    "      --skip-bad          leave out records at fault, and say how many of each\n"
    "      --no-child-checks   do not look across a child's plans\n"
    "From either:\n"
    "      --quarters RANGE    FROM..TO, such as '2014-15 Q1..2015-16 Q4' or 2014-15\n"
    "  -k, --keys NAMES        columns that tell groups apart (area, age, sex)\n"
    "      --categories FILE   categories: code,label,synonyms; +FILE: further ones\n"
    "      --indicator NAME    of counts, only the rows of this indicator\n"
    "      --round HOW         largest (remainder: they add up to 100) or half-up\n"
    "      --decimals N        decimals of percentages, 0 to 6 (default: 0)\n"
    "      --limits            95% limits (Wilson) beside each percentage\n"
    "      --wide              as published: periods across, cells such as 130 (70%)\n"
    "      --tests             whether the mix changes between periods\n"
    "      --kind KIND         of counts: stock (at a moment) or flow (events)\n"
    "      --detail D          share or tests: every figure, for statisticians\n"
    FILTER_HELP_ROLES FILTER_HELP;

#define MOST_MESSAGES 1000	/* about faults in records, unless -v */

struct options {
	struct filter filter;
	struct mixin_options in;
	struct mixout_options out;
	const char *categories, *quarters;
	enum mix_form form;
	bool measured, calendar;
};

static void
set_form(struct options *o, enum mix_form form)
{
	if (o->form != MIX_TABLE && o->form != form)
		errx(2, "expected one of --wide, --tests and --detail");
	o->form = form;
}

static void
set_measure(struct options *o, int c, const char *name)
{
	if (o->measured && (int)o->in.records.measure != c - OPT_MEASURE)
		errx(2, "--%s: expected one measure only", name);
	o->in.records.measure = (enum plan_measure)(c - OPT_MEASURE);
	o->measured = true;
}

static void
set_option(struct options *o, int c, const char *arg)
{
	struct errmsg e;
	int64_t n;

	switch (c) {
	case 'k': o->in.records.keys = arg; break;
	case OPT_CALENDAR: o->calendar = true; break;
	case OPT_CATEGORIES: o->categories = arg; break;
	case OPT_INDICATOR: o->in.counts.indicator = arg; break;
	case OPT_LIMITS: o->out.limits = true; break;
	case OPT_NO_CHILD_CHECKS: o->in.records.child_checks = false; break;
	case OPT_QUARTERS: o->quarters = arg; break;
	case OPT_SKIP_BAD: o->in.records.skip_bad = true; break;
	case OPT_TESTS: set_form(o, MIX_TESTS); break;
	case OPT_WIDE: set_form(o, MIX_WIDE); break;
	case OPT_DECIMALS:
		if (!num_parse_int(arg, 0, MIX_MAX_DECIMALS, &n))
			errx(2, "--decimals: '%s'; expected a whole number from 0 to %d", arg,
			    MIX_MAX_DECIMALS);
		o->out.decimals = (int)n;
		break;
	case OPT_DETAIL:
		if (strcmp(arg, "share") != 0 && strcmp(arg, "tests") != 0)
			errx(2, "--detail: '%s'; expected share or tests", arg);
		set_form(o, strcmp(arg, "share") == 0 ? MIX_SHARE_DETAIL : MIX_TESTS_DETAIL);
		break;
	case OPT_KIND:
		if (!kind_parse(slice_of(arg), &o->in.counts.kind) || o->in.counts.kind == KIND_UNSAID)
			errx(2, "--kind: '%s'; expected stock or flow", arg);
		break;
	case OPT_ROUND:
		if (strcmp(arg, "largest") != 0 && strcmp(arg, "half-up") != 0)
			errx(2, "--round: '%s'; expected largest or half-up", arg);
		o->out.rounding = strcmp(arg, "largest") == 0 ? MIX_LARGEST : MIX_HALF_UP;
		break;
	default:
		if (filter_option(&o->filter, c, arg, &e) != 1)
			errx(2, "%s", e.text);
	}
}

/* What the options say together. */
static void
settle_options(struct options *o)
{
	struct planmix_options *r = &o->in.records;
	struct mixread_options *c = &o->in.counts;
	struct errmsg e;

	if (o->quarters != NULL && quarters_parse(o->quarters, o->filter.fyear, o->calendar, &r->from,
	    &r->to, &e) == -1)
		errx(2, "--quarters: %s", e.text);
	if ((r->measure == PLAN_SUBSEQUENT || r->measure == PLAN_ENDED_DURATION) &&
	    (o->form == MIX_TESTS || o->form == MIX_TESTS_DETAIL))
		errx(2, "--%s is no mix to test; expected a measure by category or duration",
		    r->measure == PLAN_SUBSEQUENT ? "subsequent" : "ended-duration");
	if (o->out.limits && o->form != MIX_WIDE && o->form != MIX_TABLE)
		errx(2, "--limits are of the table's percentages; expected them without --tests and --detail");
	if (o->form == MIX_WIDE && o->out.limits)
		errx(2, "--limits have no place in --wide; expected one of them, or -f text");
	if (r->measure == PLAN_SUBSEQUENT && !r->child_checks)
		errx(2, "--subsequent looks across a child's plans; expected no --no-child-checks");
	if ((r->categories = category_open(o->categories, &e)) == NULL)
		errx(2, "%s", e.text);
	r->freq = o->quarters != NULL ? r->from.freq : o->calendar ? PERIOD_QUARTER : PERIOD_FQUARTER;
	r->most_messages = o->filter.verbose ? SIZE_MAX : r->skip_bad ? 0 : MOST_MESSAGES;
	r->choice = o->filter.choice;
	r->nchoices = o->filter.nchoices;
	c->keep_wording = o->categories == NULL;
	c->any_category = mixform_is_detail(o->form);
	c->fyear = o->out.fyear = o->filter.fyear;
}

static void
parse_options(struct options *o, int argc, char *argv[])
{
	int at = 0;

	for (int c; (c = getopt_long(argc, argv, FILTER_LETTERS FILTER_LETTERS_ROLES "k:",
	    longopts, &at)) != -1;) {
		if (c == '?')
			exit(2);	/* getopt_long has said what */
		if (c == 'h' || c == 'V') {
			cli_print(c == 'h' ? help : CLI_VERSION("cp-categorise"));
		}
		if (c >= OPT_MEASURE)
			set_measure(o, c, longopts[at].name);
		else
			set_option(o, c, optarg);
		if (c >= OPT_MEASURE || c == OPT_CALENDAR || c == OPT_SKIP_BAD || c == OPT_NO_CHILD_CHECKS)
			o->in.records_only = longopts[at].name;
		if (c == OPT_INDICATOR || c == OPT_KIND)
			o->in.counts_only = longopts[at].name;
	}
	settle_options(o);
}

static void
say(void *ctx, enum mix_level level, const char *message)
{
	const struct options *o = ctx;

	if (level == MIX_FAULT || (level == MIX_DETAIL && o->filter.verbose))
		warnx("%s", message);
	else if (level == MIX_NOTE && !o->filter.quiet)
		warnx("note: %s", message);
}

static int
write_mix(const struct options *o, const struct mix *m, struct errmsg *e)
{
	struct layout *text;
	struct writer *csv;

	if (o->filter.format == ROWS_TEXT && !mixform_is_detail(o->form)) {
		text = layout_new();
		mixform_text(m, o->form, &o->out, text);
		layout_print(text, LAYOUT_TEXT, stdout);
		layout_free(text);
		return filter_close_stdout(e);
	}
	csv = writer_open(STDOUT_FILENO, "<stdout>");
	writer_spreadsheet_safe(csv, o->filter.spreadsheet_safe);
	mixform_csv(m, o->form, &o->out, csv);
	return writer_close(csv, e);	/* which knows of every write that failed */
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_INIT, .in.records.child_checks = true};
	const struct mix_say to = {say, &o};
	struct input *in;
	struct errmsg e;
	struct mix *m;

	gsl_set_error_handler_off();
	parse_options(&o, argc, argv);
	in = input_open(argv + optind, (size_t)(argc - optind), &o.filter.input, &e);
	if (in == NULL)
		errx(2, "%s", e.text);
	m = mixin(in, &o.in, &to);
	input_close(in);
	category_free(o.in.records.categories);
	if (m == NULL)
		exit(2);
	if (o.form == MIX_TESTS && m->kind == KIND_UNSAID)
		say(&o, MIX_NOTE, "trends are tested as of events, such as plans started; of plans open at a "
		    "moment their p-values are worthless: --kind flow or --kind stock says which these are");
	if (o.form == MIX_TESTS_DETAIL)
		say(&o, MIX_NOTE, "every p-value as computed, whether or not it means anything; see --tests");
	if (write_mix(&o, m, &e) == -1)
		errx(2, "%s", e.text);
	mix_free(m);
	filter_free(&o.filter);
	return 0;
}
