/* cp-categorise: counts of child protection plans to the board's table by category of abuse */
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "category.h"
#include "csvout.h"
#include "filter.h"
#include "keycols.h"
#include "layout.h"
#include "mix.h"
#include "mixout.h"
#include "mixread.h"
#include "num.h"
#include "xalloc.h"

enum {
	OPT_CATEGORIES = FILTER_OWN,
	OPT_DECIMALS,
	OPT_DETAIL,
	OPT_INDICATOR,
	OPT_LIMITS,
	OPT_ROUND,
	OPT_WIDE,
};

static const struct option longopts[] = {
	FILTER_LONG,
	FILTER_LONG_ROLES,
	{"categories", required_argument, NULL, OPT_CATEGORIES},
	{"decimals", required_argument, NULL, OPT_DECIMALS},
	{"detail", required_argument, NULL, OPT_DETAIL},
	{"indicator", required_argument, NULL, OPT_INDICATOR},
	{"keys", required_argument, NULL, 'k'},
	{"limits", no_argument, NULL, OPT_LIMITS},
	{"round", required_argument, NULL, OPT_ROUND},
	{"wide", no_argument, NULL, OPT_WIDE},
	{0},
};

static const char help[] =
    "usage: cp-categorise [options] [file ...]\n"
    "Makes the table of child protection plans by category of abuse and quarter.\n"
    "  -k, --keys NAMES        columns that tell groups apart (area, age, sex)\n"
    "      --categories FILE   categories: code,label,synonyms; +FILE: further ones\n"
    "      --indicator NAME    only the rows of this indicator\n"
    "      --round HOW         largest (remainder: they add up to 100) or half-up\n"
    "      --decimals N        decimals of percentages, 0 to 6 (default: 0)\n"
    "      --limits            95% limits (Wilson) beside each percentage\n"
    "      --wide              as published: periods across, cells such as 130 (70%)\n"
    "      --detail share      every figure of the mix, for statisticians\n"
    FILTER_HELP_ROLES FILTER_HELP;

struct options {
	struct filter filter;
	struct mixout_options out;
	const char *categories, *keys, *indicator;
	bool wide, detail_share;
};

static void
set_option(struct options *o, int c, const char *arg)
{
	struct errmsg e;
	int64_t n;

	switch (c) {
	case 'k': o->keys = arg; break;
	case OPT_CATEGORIES: o->categories = arg; break;
	case OPT_INDICATOR: o->indicator = arg; break;
	case OPT_LIMITS: o->out.limits = true; break;
	case OPT_WIDE: o->wide = true; break;
	case OPT_DECIMALS:
		if (!num_parse_int(arg, 0, MIX_MAX_DECIMALS, &n))
			errx(2, "--decimals: '%s'; expected a whole number from 0 to %d", arg,
			    MIX_MAX_DECIMALS);
		o->out.decimals = (int)n;
		break;
	case OPT_DETAIL:
		if (strcmp(arg, "share") != 0)
			errx(2, "--detail: '%s'; expected share", arg);
		o->detail_share = true;
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

static void
parse_options(struct options *o, int argc, char *argv[])
{
	for (int c; (c = getopt_long(argc, argv, FILTER_LETTERS FILTER_LETTERS_ROLES "k:",
	    longopts, NULL)) != -1;)
		switch (c) {
		case 'h':
			fputs(help, stdout);
			exit(fclose(stdout) == 0 ? 0 : 2);
		case 'V':
			puts("cp-categorise (quarterly) " QUARTERLY_VERSION);
			exit(fclose(stdout) == 0 ? 0 : 2);
		case '?':
			exit(2);	/* getopt_long has said what */
		default:
			set_option(o, c, optarg);
		}
	if (o->wide + o->detail_share > 1)
		errx(2, "--wide and --detail do not go together");
	o->out.fyear = o->filter.fyear;
}

static void
say_fault(void *ctx, const char *message)
{
	(void)ctx;
	warnx("%s", message);
}

static void
say_note(void *ctx, const char *message)
{
	const struct options *o = ctx;

	if (!o->filter.quiet)
		warnx("note: %s", message);
}

/* The built-in categories, those of FILE instead, or, for +FILE, both. */
static struct category_list *
categories(const struct options *o)
{
	const char *path = o->categories;
	struct category_list *l;
	struct errmsg e;

	if (path == NULL || path[0] == '+')
		l = category_builtin();
	else
		l = category_none();
	if (path != NULL && category_load(l, path + (path[0] == '+'), &e) == -1)
		errx(2, "%s", e.text);
	return l;
}

static struct mix *
read_counts(struct options *o, struct input *in, struct category_list *list)
{
	struct mixread_options r = {.categories = list, .keep_wording = o->categories == NULL,
	    .any_category = o->detail_share, .fyear = o->filter.fyear, .indicator = o->indicator};
	const struct mix_say say = {say_fault, say_note, o};
	const struct slice *headings = input_headings(in);
	struct errmsg e;
	struct mix *m;

	if (roles_find(&r.roles, headings, input_ncols(in),
	    ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_VALUE),
	    ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE) | ROLE_BIT(ROLE_INDICATOR),
	    o->filter.choice, o->filter.nchoices, &e) == -1 ||
	    keycols_find(&r.keys, o->keys, headings, input_ncols(in), &e) == -1)
		errx(2, "%s:1: %s", input_file(in), e.text);
	m = mixread(in, &r, &say);
	keycols_free(&r.keys);
	return m;
}

static int
write_csv(const struct options *o, const struct mix *m, struct errmsg *e)
{
	struct csvout *out = csvout_open(STDOUT_FILENO, "<stdout>");

	csvout_spreadsheet_safe(out, o->filter.spreadsheet_safe);
	if (o->detail_share)
		mixout_share(m, out);
	else if (o->wide)
		mixout_wide(m, &o->out, out);
	else
		mixout_tidy(m, &o->out, out);
	return csvout_close(out, e);
}

static int
write_text(const struct options *o, const struct mix *m, struct errmsg *e)
{
	struct layout *out = layout_new();

	mixout_text(m, &o->out, out);
	layout_print(out, LAYOUT_TEXT, stdout);
	layout_free(out);
	return filter_close_stdout(e);
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_INIT};
	struct category_list *list;
	struct input *in;
	struct errmsg e;
	struct mix *m;

	parse_options(&o, argc, argv);
	list = categories(&o);
	in = input_open(argv + optind, (size_t)(argc - optind), &o.filter.input, &e);
	if (in == NULL)
		errx(2, "%s", e.text);
	m = read_counts(&o, in, list);
	input_close(in);
	category_free(list);
	if (m == NULL)
		exit(2);
	if ((o.filter.format == FORMAT_TEXT && !o.detail_share ? write_text : write_csv)(&o, m, &e) == -1)
		errx(2, "%s", e.text);
	mix_free(m);
	filter_free(&o.filter);
	return 0;
}
