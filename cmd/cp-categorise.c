/* cp-categorise: child protection plans, as records or counted already, to the board's category table */
#include <err.h>
#include <getopt.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "cli.h"
#include "plans/output.h"
#include "plans/quarters.h"
#include "plans/read.h"
#include "table/filter.h"

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

struct options {
	struct filter filter;
	struct mix_options in;
	struct output_options out;
	const char *quarters;
	bool measured;
};

static void
set_form(struct options *o, enum mix_form form)
{
	if (o->out.form != MIX_TABLE && o->out.form != form)
		errx(2, "expected one of --wide, --tests and --detail");
	o->out.form = form;
}

static void
set_measure(struct options *o, int c, const char *name)
{
	if (o->measured && (int)o->in.measure != c - OPT_MEASURE)
		errx(2, "--%s: expected one measure only", name);
	o->in.measure = (enum plan_measure)(c - OPT_MEASURE);
	o->measured = true;
}

static void
set_option(struct options *o, int c, const char *arg)
{
	struct errmsg e;
	int64_t n;

	switch (c) {
	case 'k': o->in.keys = arg; break;
	case OPT_CALENDAR: o->in.calendar = true; break;
	case OPT_CATEGORIES: o->in.category_file = arg; break;
	case OPT_INDICATOR: o->in.indicator = arg; break;
	case OPT_LIMITS: o->out.limits = true; break;
	case OPT_NO_CHILD_CHECKS: o->in.no_child_checks = true; break;
	case OPT_QUARTERS: o->quarters = arg; break;
	case OPT_SKIP_BAD: o->in.skip_bad = true; break;
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
		if (!kind_parse(slice_of(arg), &o->in.kind) || o->in.kind == KIND_UNSAID)
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
	struct mix_options *in = &o->in;
	struct errmsg e;

	in->filter = &o->filter;
	in->any_category = output_is_detail(o->out.form);
	if (o->quarters != NULL && quarters_parse(o->quarters, o->filter.fyear, in->calendar, &in->from,
	    &in->to, &e) == -1)
		errx(2, "--quarters: %s", e.text);
	if ((in->measure == PLAN_SUBSEQUENT || in->measure == PLAN_ENDED_DURATION) &&
	    (o->out.form == MIX_TESTS || o->out.form == MIX_TESTS_DETAIL))
		errx(2, "--%s is no mix to test; expected a measure by category or duration",
		    in->measure == PLAN_SUBSEQUENT ? "subsequent" : "ended-duration");
	if (o->out.limits && o->out.form != MIX_WIDE && o->out.form != MIX_TABLE)
		errx(2, "--limits are of the table's percentages; expected them without --tests and --detail");
	if (o->out.form == MIX_WIDE && o->out.limits)
		errx(2, "--limits have no place in --wide; expected one of them, or -f text");
	if (in->measure == PLAN_SUBSEQUENT && in->no_child_checks)
		errx(2, "--subsequent looks across a child's plans; expected no --no-child-checks");
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

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_INIT};
	const struct mix_say to = {say, &o};
	struct input *in;
	struct errmsg e;
	struct mix *m;

	gsl_set_error_handler_off();
	parse_options(&o, argc, argv);
	in = input_open(argv + optind, (size_t)(argc - optind), &o.filter.input, &e);
	if (in == NULL)
		errx(2, "%s", e.text);
	m = mix_read(in, &o.in, &to);
	input_close(in);
	if (m == NULL)
		exit(2);
	if (o.out.form == MIX_TESTS && m->kind == KIND_UNSAID)
		say(&o, MIX_NOTE, "trends are tested as of events, such as plans started; of plans open at a "
		    "moment their p-values are worthless: --kind flow or --kind stock says which these are");
	if (o.out.form == MIX_TESTS_DETAIL)
		say(&o, MIX_NOTE, "every p-value as computed, whether or not it means anything; see --tests");
	if (output_mix(m, &o.out, &o.filter, &e) == -1)
		errx(2, "%s", e.text);
	mix_free(m);
	filter_free(&o.filter);
	return 0;
}
