/* cp-categorise: child protection plans, as records or counts, to the board's category table */
#include <gsl/gsl_errno.h>
#include <stdlib.h>

#include "base/message.h"
#include "plans/counts.h"
#include "plans/output.h"
#include "plans/records.h"

struct options {
	struct filter filter;
	struct mix_options in;
	struct output_options out;
	const char *quarters;
	const char *records_only, *counts_only;	/* given options, or NULL */
};

#define AT(member) OPTION_AT(struct options, member)
#define ROLES (ROLES_OF_SERIES | ROLE_BIT(ROLE_CHILD_ID) | ROLE_BIT(ROLE_PLAN_START) | \
	ROLE_BIT(ROLE_PLAN_END) | ROLE_BIT(ROLE_CATEGORY_INITIAL) | \
	ROLE_BIT(ROLE_CATEGORY_LATEST) | ROLE_BIT(ROLE_PREVIOUS_PLANS))
#define RECORDS_ONLY .name_at = offsetof(struct options, records_only)
#define COUNTS_ONLY .name_at = offsetof(struct options, counts_only)
#define MEASURE(m) OPTION_VALUE, AT(in.measure), .low = m, RECORDS_ONLY

static const struct option_row table[] = {
	{.help = "From records, one row for each plan:", .kind = OPTION_HEADING},
	{0, "at-end", "", "plans open on the quarter's last day (default)",
	    MEASURE(PLAN_AT_END)},
	{0, "started", "", "plans that start in the quarter", MEASURE(PLAN_STARTED)},
	{0, "ended", "", "plans that end in the quarter", MEASURE(PLAN_ENDED)},
	{0, "during", "", "plans open on some day of the quarter", MEASURE(PLAN_DURING)},
	{0, "duration", "", "plans open on the last day by how long they have been",
	    MEASURE(PLAN_DURATION)},
	{0, "ended-duration", "", "plans that end after two years or more",
	    MEASURE(PLAN_ENDED_DURATION), .excludes = "tests detail=tests"},
	{0, "subsequent", "", "plans that start as a child's second or later plan",
	    MEASURE(PLAN_SUBSEQUENT), .excludes = "tests detail=tests no-child-checks"},
	{0, "calendar", "", "calendar quarters (default: financial)",
	    OPTION_FLAG, AT(in.calendar), RECORDS_ONLY},
	{0, "skip-bad", "", "leave out records at fault, and say how many of each",
	    OPTION_FLAG, AT(in.skip_bad), RECORDS_ONLY},
	{0, "no-child-checks", "", "do not look across a child's plans",
	    OPTION_FLAG, AT(in.no_child_checks), RECORDS_ONLY},
	{.help = "From either:", .kind = OPTION_HEADING},
	{0, "quarters", "RANGE", "FROM..TO, such as '2014-15 Q1..2015-16 Q4' or 2014-15",
	    OPTION_TEXT, AT(quarters)},
	{'k', "keys", "NAMES", "columns that identify groups (area, age, sex)",
	    OPTION_TEXT, AT(in.keys)},
	{0, "categories", "FILE", "categories: code,label,synonyms; +FILE: further ones; any: of "
	    "counts, whatever there is",
	    OPTION_TEXT, AT(in.category_file)},
	{0, "indicator", "NAME", "of counts, only the rows of this indicator",
	    OPTION_TEXT, AT(in.indicator), COUNTS_ONLY},
	{0, "round", "HOW", "largest (remainder: they add up to 100) or half-up",
	    OPTION_WORD, AT(out.rounding), OPTION_WORDS({"largest", MIX_LARGEST},
	    {"half-up", MIX_HALF_UP})},
	{0, "decimals", "N", "decimals of percentages, 0 to 6 (default: 0)",
	    OPTION_WHOLE, AT(out.decimals), .high = MIX_MAX_DECIMALS},
	{0, "limits", "", "95% limits (Wilson) of each percentage",
	    OPTION_FLAG, AT(out.limits), .excludes = "wide tests detail"},
	{0, "wide", "", "as published: periods across, cells such as 130 (70%)",
	    OPTION_VALUE, AT(out.form), .low = MIX_WIDE},
	{0, "tests", "", "whether the mix changes between periods",
	    OPTION_VALUE, AT(out.form), .low = MIX_TESTS},
	{0, "kind", "KIND", "of counts: stock (at a moment) or flow (events)",
	    OPTION_STOCK_FLOW, AT(in.kind), COUNTS_ONLY},
	{0, "detail", "D", "share or tests: every figure, for statisticians",
	    OPTION_WORD, AT(out.form), OPTION_WORDS({"share", MIX_SHARE_DETAIL},
	    {"tests", MIX_TESTS_DETAIL})},
	FILTER_ROWS(filter_roles), FILTER_ROWS(filter_format), FILTER_ROWS(filter_rest),
	{0},
};

static const struct option_command command = {
	"cp-categorise", "[options] [file ...]",
	"Child protection plans by category of abuse and quarter, from counts or records.",
	table, NULL,
};

/* What depends on several options. */
static void
settle_options(struct options *o)
{
	struct mix_options *in = &o->in;
	struct errmsg e;

	in->filter = &o->filter;
	in->say = filter_say;
	o->out.say = o->filter.quiet ? NULL : filter_say;
	in->any_category = output_is_detail(o->out.form);
	if (o->quarters != NULL && quarters_parse(o->quarters, o->filter.fyear, in->calendar,
	    &in->from, &in->to, &e) == -1)
		message_stop("--quarters: %s", e.text);
}

/* Plan records, where the input has a column for a plan's start, or else counts. */
static struct mix *
read_mix(struct input *in, const struct options *o)
{
	struct errmsg e;
	struct category_list *categories = category_open(o->in.category_file,
	    o->filter.input.csv.encoding, &e);
	struct mix *m;
	int records;

	if (categories == NULL || (records = records_found(in, &o->in, &e)) == -1)
		message_stop("%s", e.text);
	if (records && o->counts_only != NULL)
		message_stop("--%s is for counts; expected an input of counts, not of "
		    "plan records", o->counts_only);
	if (!records && o->records_only != NULL)
		message_stop("--%s is for plan records; expected a column for a plan's start "
		    "(-c plan_start=NAME)", o->records_only);
	if (records && categories->any)
		message_stop("--categories: 'any' is for counts; expected a FILE with plan "
		    "records");
	if ((m = (records ? records_read : counts_read)(in, &o->in, categories)) == NULL)
		exit(2);	/* after messages */
	category_free(categories);
	return m;
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_WITH(ROLES)};
	size_t n = options_parse(&command, &o, argc, &argv);
	struct input *in;
	struct errmsg e;
	struct mix *m;

	gsl_set_error_handler_off();
	settle_options(&o);
	if ((in = input_open(argv, n, &o.filter.input, &e)) == NULL)
		message_stop("%s", e.text);
	m = read_mix(in, &o);
	input_close(in);
	if (o.out.form == MIX_TESTS && m->kind == KIND_UNSAID)
		mix_say(&o.in, MIX_NOTE, "trends are not tested: of events, such as plans "
		    "started, they could be, but not of plans open at a moment; --kind flow or "
		    "--kind stock says which these are");
	if (o.out.form == MIX_TESTS_DETAIL)
		mix_say(&o.in, MIX_NOTE, "every p-value as computed, whether or not it means "
		    "anything; see --tests");
	if (output_mix(m, &o.out, &o.filter, &e) == -1)
		message_stop("%s", e.text);
	mix_free(m);
	return 0;
}
