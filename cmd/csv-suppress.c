/* csv-suppress: hide small counts of children, and enough others that none can be worked out */
#include <math.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/message.h"
#include "base/num.h"
#include "suppress/publish.h"
#include "suppress/suppress.h"

struct options {
	struct filter filter;
	struct suppress job;
	bool audit;
};

#define AT(member) OPTION_AT(struct options, member)
#define ROLES (ROLES_OF_SERIES | ROLE_BIT(ROLE_AGE_BAND) | ROLE_BIT(ROLE_PERCENTAGE) | \
	ROLE_BIT(ROLE_POPULATION))

static const struct option_row table[] = {
	{0, "policy", "dfe|nhs|srs", "whose rules: hide 1 to 5, 1 to 7 or below 10, and round",
	    OPTION_WORD, AT(job.policy.preset), OPTION_WORDS({"dfe", POLICY_DFE},
	    {"nhs", POLICY_NHS}, {"srs", POLICY_SRS})},
	{0, "min", "N", "the smallest count to hide (default: 1)",
	    OPTION_WHOLE, AT(job.policy.min), .low = 0, .high = 1000000},
	{0, "max", "N", "the largest count to hide (default: 5)",
	    OPTION_WHOLE, AT(job.policy.max), .low = 0, .high = 1000000},
	{0, "hide-zero", "", "hide 0 too", OPTION_FLAG, AT(job.policy.hide_zero)},
	{0, "round", "5|10", "round to multiples of 5 or 10; by itself, instead of hiding",
	    OPTION_WORD, AT(job.policy.round), OPTION_WORDS({"5", 5}, {"10", 10})},
	{0, "total", "LABEL", "what totals are called, besides Total; may be repeated",
	    OPTION_LIST, AT(job.totals)},
	{0, "keep", "NAME=VALUE[;...]", "counts that must be published; may be repeated",
	    OPTION_PAIRS, AT(job.keep), .excludes = "audit"},
	{0, "protect", "N", "greatest less least possible value of a small count (default: 1)",
	    OPTION_WHOLE, AT(job.protect), .low = 1, .high = 1000000, .excludes = "audit"},
	{0, "published", "FILE", "what was published before; may be repeated",
	    OPTION_LIST, AT(job.published)},
	{0, "proof", "FILE", "write the range of each hidden count to FILE",
	    OPTION_TEXT, AT(job.proof), .excludes = "audit"},
	{0, "time", "S", "look up to S seconds longer for a choice that hides less",
	    OPTION_ABOVE_0, AT(job.seconds), .excludes = "audit"},
	{0, "mark", "TEXT", "what is written in place of a hidden count (default: c)",
	    OPTION_TEXT, AT(job.mark), .excludes = "audit"},
	{0, "carry", "NAMES", "columns that stay although the count is hidden",
	    OPTION_ITEMS, AT(job.carry), .excludes = "audit"},
	{'k', "keys", "NAMES", "further columns that identify a count", OPTION_TEXT, AT(job.keys)},
	{0, "audit", "", "what can be derived of a published table's hidden counts",
	    OPTION_FLAG, AT(audit)},
	{0, "against", "FILE", "audit together with this publication; may be repeated",
	    OPTION_LIST, AT(job.against), .needs = "audit"},
	FILTER_ROWS(filter_roles), FILTER_ROWS(filter_format), FILTER_ROWS(filter_rest),
	{0},
};

static const struct option_command command = {
	"csv-suppress", "[options] [file ...]",
	"Hides small counts, and enough others that no small count can be derived.",
	table, "Exit status: 0, 1 impossible or not safe, 2 trouble.",
};

/* No copy of the counts is left where others may read it. */
static void
leave_no_core(void)
{
	const struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__	/* whose leak checker has to look at the process */
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

/* What depends on several options. */
static void
settle_options(struct suppress *s)
{
	const bool has_max = s->policy.max >= 0 && s->policy.min < 0;
	struct num mark;

	policy_settle(&s->policy);
	if (s->policy.min > s->policy.max && has_max)
		message_stop("--max: %d is below --min (%d)", (int)s->policy.max,
		    (int)s->policy.min);
	if (s->policy.min > s->policy.max)
		message_stop("--min: %d is above --max", (int)s->policy.min);
	if (s->protect > s->policy.max - s->policy.min)
		message_stop("--protect: '%d' is more than --max less --min; expected at most %d",
		    (int)s->protect, (int)(s->policy.max - s->policy.min));
	if (num_parse(slice_of(s->mark), NUM_COMMAS | NUM_PERCENT | NUM_EXPONENT, &mark) ==
	    NUM_VALUE || mark.kind == NUM_BLANK)
		message_stop("--mark: '%s' is not a mark; expected a word such as c or *", s->mark);
	for (const char *p = s->mark; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == '\177')
			message_stop("--mark: has a control character; expected a word such as c "
			    "or *");
}

/* Before anything is read, so that nothing is overwritten. */
static void
check_proof(const struct suppress *s, char *const argv[], size_t n)
{
	char standard[] = "-", *const input[] = {standard};
	struct errmsg e;

	if (s->proof == NULL)
		return;
	if (publish_check_proof(s->proof, n > 0 ? argv : input, n > 0 ? n : 1, &e) != 0 ||
	    publish_check_proof(s->proof, s->published.item, s->published.n, &e) != 0)
		message_stop("%s", e.text);
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_WITH(ROLES),
	    .job = {.policy = POLICY_INIT, .mark = "c", .protect = 1}};
	size_t n = options_parse(&command, &o, argc, &argv);
	struct rows *out;
	struct input *in;
	struct errmsg e;
	int status;

	leave_no_core();
	settle_options(&o.job);
	check_proof(&o.job, argv, n);
	o.filter.input.secret = true;
	o.job.filter = &o.filter;
	o.job.say = filter_say;
	if ((in = input_open(argv, n, &o.filter.input, &e)) == NULL)
		message_stop("%s", e.text);
	out = filter_open_rows(&o.filter);
	status = (o.audit ? suppress_audit : suppress_write)(&o.job, in, out, &e);
	if (status == -1)
		message_stop("%s", e.text);
	if (status == 1 && !o.audit)
		message_print("%s", e.text);
	else if (rows_close_stdout(out, &e) != 0)
		message_stop("%s", e.text);
	input_close(in);
	option_list_free(&o.job.totals);
	option_list_free(&o.job.keep);
	option_list_free(&o.job.published);
	option_list_free(&o.job.carry);
	option_list_free(&o.job.against);
	return status;
}
