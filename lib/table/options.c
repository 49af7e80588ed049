#include "table/options.h"

#include <err.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/num.h"
#include "base/period.h"
#include "base/suggest.h"
#include "table/kind.h"
#include "table/level.h"
#include "table/rows.h"

enum {
	MOST = 64,		/* rows of a command */
	LONG = 256,		/* getopt_long() returns LONG + i for row i, or a letter */
	MARGIN = 26, WIDTH = 80,	/* of --help */
	ROOM = 200,		/* for a part of a message */
};

/* A row and what was given for it. */
struct option_state {
	const struct option_row *row;
	void *at;		/* the member */
	const char *given;	/* the argument, "" where there is none; NULL: not given */
	int64_t unset;		/* of a word or whole number: the default */
};

struct options {
	struct option_state opt[MOST];
	size_t n;
};

/* A mistake in a table, which --help finds. */
static _Noreturn void
stop_at_row(struct slice name, const char *why)
{
	fprintf(stderr, "option '%.*s': %s: a mistake in this program\n", SLICE_ARG(name), why);
	abort();
}

static void
add_rows(struct options *o, const struct option_row *row, char *base)
{
	for (; row->kind != OPTION_END; row++) {
		if (row->kind == OPTION_TABLE) {
			add_rows(o, row->table, base + row->at);
			continue;
		}
		if (o->n == MOST)
			stop_at_row(slice_of(row->name), "one too many");
		o->opt[o->n].row = row;
		o->opt[o->n].at = base + row->at;
		o->opt[o->n++].given = NULL;
	}
}

/* Rows that set a bool, an enum or an integer. */
static bool
is_integer(const struct option_state *s)
{
	enum option_kind kind = s->row->kind;

	return kind == OPTION_VALUE || kind == OPTION_WORD || kind == OPTION_WHOLE;
}

static int64_t
load(const struct option_state *s)
{
	if (s->row->size == sizeof(bool))
		return *(const bool *)s->at;
	if (s->row->size == sizeof(int32_t))
		return *(const int32_t *)s->at;
	return *(const int64_t *)s->at;
}

static bool
store(const struct option_state *s, int64_t v)
{
	if (s->row->size == sizeof(bool))
		*(bool *)s->at = v != 0;
	else if (s->row->size == sizeof(int32_t))
		*(int32_t *)s->at = (int32_t)v;
	else
		*(int64_t *)s->at = v;
	return true;
}

static bool
add_item(struct option_list *l, char *item)
{
	l->item = xgrow(l->item, &l->cap, l->n + 1, sizeof(*l->item));
	l->item[l->n++] = item;
	return true;
}

static bool
take_items(struct option_list *l, char *arg)
{
	size_t n = strlen(arg);

	for (size_t i = 0; i <= n; i++)
		if ((i == n || arg[i] == ',') && (i == 0 || arg[i - 1] == ','))
			return false;
	add_item(l, arg);
	for (; (arg = strchr(arg, ',')) != NULL; add_item(l, arg))
		*arg++ = '\0';
	return true;
}

static bool
take_word(const struct option_state *s, const char *arg)
{
	for (const struct option_word *w = s->row->words; w->word != NULL; w++)
		if (strcmp(arg, w->word) == 0)
			return store(s, w->value);
	return false;
}

static bool
take_whole(const struct option_state *s, const char *arg)
{
	int64_t n, high = s->row->high;

	if (high == 0)
		high = s->row->size == sizeof(int32_t) ? INT32_MAX : INT64_MAX;
	return num_parse_int(arg, s->row->low, high, &n) && store(s, n);
}

static bool
take_number(const struct option_state *s, const char *arg)
{
	enum option_kind kind = s->row->kind;
	struct num num;

	if (num_parse(slice_of(arg), NUM_COMMAS | s->row->accept, &num) != NUM_VALUE ||
	    (kind == OPTION_FROM_0 && num.value < 0) || (kind == OPTION_ABOVE_0 && num.value <= 0))
		return false;
	*(double *)s->at = num.value;
	return true;
}

/* "4096", "64K", "64M", "1G" */
static bool
take_size(size_t *size, const char *arg)
{
	static const char units[] = "KMG";
	size_t n = strlen(arg);
	const char *unit = n > 1 ? strchr(units, arg[n - 1]) : NULL;
	char digits[32];
	int64_t v;

	snprintf(digits, sizeof(digits), "%.*s", (int)(unit != NULL ? n - 1 : n), arg);
	if (n >= sizeof(digits) || !num_parse_int(digits, 1, INT64_C(1) << 40, &v))
		return false;
	*size = (size_t)v << (unit != NULL ? 10 * (unit - units + 1) : 0);
	return true;
}

static bool
take_delimiter(char *c, const char *arg)
{
	if (strcmp(arg, "tab") == 0 || strcmp(arg, "\\t") == 0)
		arg = "\t";
	if (arg[0] == '\0' || arg[1] != '\0' || (arg[0] & 0x80) != 0 ||
	    strchr("\"\r\n", arg[0]) != NULL)
		return false;
	*c = arg[0];
	return true;
}

/* False: not what is wanted; *why may say more. */
static bool
take(const struct option_state *s, char *arg, struct errmsg *why)
{
	switch (s->row->kind) {
	case OPTION_FLAG: return store(s, true);
	case OPTION_VALUE: return store(s, s->row->low);
	case OPTION_TEXT: *(const char **)s->at = arg; return true;
	case OPTION_LIST: return add_item(s->at, arg);
	case OPTION_ITEMS: return take_items(s->at, arg);
	case OPTION_PAIRS: return arg[0] != '=' && strchr(arg, '=') != NULL && add_item(s->at, arg);
	case OPTION_WORD: return take_word(s, arg);
	case OPTION_WHOLE: return take_whole(s, arg);
	case OPTION_NUMBER: case OPTION_FROM_0: case OPTION_ABOVE_0: return take_number(s, arg);
	case OPTION_SIZE: return take_size(s->at, arg);
	case OPTION_DELIMITER: return take_delimiter(s->at, arg);
	case OPTION_DATE: return date_parse(slice_of(arg), s->at) != DATE_NONE;
	case OPTION_YEAR: return period_parse_fyear(slice_of(arg), s->at);
	case OPTION_LEVEL: return level_parse(slice_of(arg), s->at);
	case OPTION_STOCK_FLOW:
		return kind_parse(slice_of(arg), s->at) && *(enum kind *)s->at != KIND_UNSAID;
	case OPTION_PARSE: return s->row->parse(s->at, arg, why) == 0;
	case OPTION_END: case OPTION_TABLE: case OPTION_HEADING: case OPTION_HELP:
	case OPTION_VERSION:
		break;
	}
	abort();
}

/* What the argument should be: "a number above 0". */
static const char *
wanted(const struct option_row *row, char buf[ROOM])
{
	size_t at = 0;

	switch (row->kind) {
	case OPTION_ITEMS: return "a list of items separated by commas";
	case OPTION_PAIRS: return "NAME=VALUE";
	case OPTION_WORD:
		for (const struct option_word *w = row->words; w->word != NULL; w++)
			at += (size_t)snprintf(buf + at, ROOM - at, "%s%s", at == 0 ? "" :
			    w[1].word == NULL ? " or " : ", ", w->word);
		return buf;
	case OPTION_WHOLE:
		if (row->high == 0)
			snprintf(buf, ROOM, "a whole number of %" PRId64 " or more", row->low);
		else
			snprintf(buf, ROOM, "a whole number from %" PRId64 " to %" PRId64, row->low,
			    row->high);
		return buf;
	case OPTION_NUMBER: return "a number";
	case OPTION_FROM_0: return "a number of 0 or more";
	case OPTION_ABOVE_0: return "a number above 0";
	case OPTION_SIZE: return "a whole number above 0, such as 4096, 64K or 1G";
	case OPTION_DELIMITER: return "one ASCII character or tab";
	case OPTION_DATE: return "a date such as 2015-04-30";
	case OPTION_YEAR: return "a year such as 2014-15";
	case OPTION_LEVEL: return LEVEL_WANTED;
	case OPTION_STOCK_FLOW: return "stock or flow";
	case OPTION_END: case OPTION_FLAG: case OPTION_VALUE: case OPTION_TEXT: case OPTION_LIST:
	case OPTION_PARSE: case OPTION_TABLE: case OPTION_HEADING: case OPTION_HELP:
	case OPTION_VERSION:
		break;
	}
	return row->argument;
}

/* Another row with the same member, which was set to another value. */
static const struct option_row *
find_rival(const struct options *o, const struct option_state *s, int64_t before)
{
	for (const struct option_state *t = o->opt; t < o->opt + o->n && is_integer(s); t++)
		if (t != s && t->at == s->at && is_integer(t) && t->given != NULL &&
		    load(s) != before)
			return t->row;
	return NULL;
}

static int
use_option(const struct options *o, struct option_state *s, char *base, char *arg, struct errmsg *e)
{
	int64_t before = is_integer(s) ? load(s) : 0;
	const struct option_row *row = s->row, *rival;
	struct errmsg why = {""};
	char buf[ROOM];

	if (!take(s, arg, &why))
		return why.text[0] != '\0' ? errmsg_set(e, "--%s: %s", row->name, why.text) :
		    errmsg_set(e, "--%s: '%s' is not %s", row->name, arg, wanted(row, buf));
	if ((rival = find_rival(o, s, before)) != NULL)
		return errmsg_set(e, "--%s cannot be combined with --%s", row->name, rival->name);
	if (s->given == NULL)
		s->unset = before;
	s->given = arg != NULL ? arg : "";
	if (row->name_at != 0)
		*(const char **)(base + row->name_at) = row->name;
	return 0;
}

/* Given, and not merely the default. */
static bool
is_set(const struct option_state *s)
{
	if (s->row->kind == OPTION_WORD || s->row->kind == OPTION_WHOLE)
		return s->given != NULL && load(s) != s->unset;
	return s->given != NULL;
}

/* Whether the option of "detail", or "detail=linear" with that word, is set. */
static bool
is_set_to(const struct options *o, struct slice spec)
{
	struct slice name, word = spec;

	slice_next(&word, '=', &name);
	for (const struct option_state *s = o->opt; s < o->opt + o->n; s++)
		if (s->row->name != NULL && slice_is(name, s->row->name))
			return is_set(s) && (word.n == 0 || slice_is(word, s->given));
	stop_at_row(name, "no such name");
}

/* "--detail linear or --points" of "detail=linear points". */
static const char *
describe(struct slice list, char buf[ROOM])
{
	struct slice spec;
	size_t at = 0;

	while (slice_next(&list, ' ', &spec))
		at += (size_t)snprintf(buf + at, ROOM - at, "%s--%.*s", at > 0 ? " or " : "",
		    SLICE_ARG(spec));
	for (char *equals; (equals = strchr(buf, '=')) != NULL;)
		*equals = ' ';
	return buf;
}

/* What a row that is set needs and excludes. */
static int
check_row(const struct options *o, const struct option_row *row, struct errmsg *e)
{
	struct slice needs = slice_of(row->needs != NULL ? row->needs : ""), rest = needs, spec;
	struct slice excludes = slice_of(row->excludes != NULL ? row->excludes : "");
	bool found = needs.n == 0;
	char buf[ROOM];

	while (slice_next(&rest, ' ', &spec))
		found |= is_set_to(o, spec);
	if (!found)
		return errmsg_set(e, "--%s needs %s", row->name, describe(needs, buf));
	while (slice_next(&excludes, ' ', &spec))
		if (is_set_to(o, spec))
			return errmsg_set(e, "--%s cannot be combined with %s", row->name,
			    describe(spec, buf));
	return 0;
}

/* Wraps the text to WIDTH, hanging at MARGIN; the line so far has `at` characters. */
static void
print_wrapped(FILE *out, int at, const char *text)
{
	for (int n; *text != '\0'; text += n + (text[n] == ' ')) {
		for (n = 0; text[n] != '\0' && text[n] != ' '; n++)
			;
		if (at >= MARGIN && at + 1 + n > WIDTH) {
			putc('\n', out);
			at = 0;
		}
		at += fprintf(out, "%*s%.*s", at < MARGIN ? MARGIN - at : 1, "", n, text);
	}
	putc('\n', out);
}

static void
print_help(FILE *out, const struct option_command *c, const struct options *o)
{
	struct errmsg e;
	int n;

	fprintf(out, "usage: %s %s\n%s\n", c->name, c->usage, c->about);
	for (const struct option_state *s = o->opt; s < o->opt + o->n; s++) {
		const struct option_row *row = s->row;

		if (row->kind == OPTION_HEADING) {
			fprintf(out, "%s\n", row->help);
			continue;
		}
		check_row(o, row, &e);		/* only for stop_at_row() */
		n = fprintf(out, "  %c%c%s --%s%s%s", row->letter != 0 ? '-' : ' ',
		    row->letter != 0 ? row->letter : ' ', row->letter != 0 ? "," : " ", row->name,
		    row->argument != NULL ? " " : "", row->argument != NULL ? row->argument : "");
		if (n >= MARGIN)
			putc('\n', out);
		print_wrapped(out, n < MARGIN ? n : 0, row->help);
	}
	if (c->status != NULL)
		fprintf(out, "%s\n", c->status);
}

static int
print(const struct option_command *c, const struct options *o, enum option_kind what,
    struct errmsg *e)
{
	if (what == OPTION_HELP)
		print_help(stdout, c, o);
	else
		fprintf(stdout, "%s (quarterly) %s\n", c->name, QUARTERLY_VERSION);
	return rows_close_stdio(e) == 0 ? 1 : -1;
}

/* What getopt_long() could not use: c is its optopt, arg the argument it was at. */
static int
refuse(const struct options *o, int c, const char *arg, struct errmsg *e)
{
	char near[SUGGEST_SIZE], name[MOST][40], list[MOST * sizeof(name[0])];
	struct slice names[MOST], typed, rest = slice_of(arg);
	size_t n = 0, nalike = 0, at = 0;

	if (c >= LONG)
		return errmsg_set(e, "--%s takes no value", o->opt[c - LONG].row->name);
	if (c != 0)
		return errmsg_set(e, "-%c: no such option", c > ' ' && c < 0x7f ? c : '?');
	slice_next(&rest, '=', &typed);
	for (size_t i = 0; i < o->n; i++) {
		if (o->opt[i].row->name == NULL)
			continue;
		snprintf(name[n], sizeof(name[n]), "--%s", o->opt[i].row->name);
		names[n] = slice_of(name[n]);
		if (strncmp(name[n], arg, typed.n) == 0)
			at += (size_t)snprintf(list + at, sizeof(list) - at, "%s%s",
			    nalike++ > 0 ? ", " : "", name[n]);
		n++;
	}
	if (nalike > 1)
		return errmsg_set(e, "%.*s may be one of %s", SLICE_ARG(typed), list);
	return errmsg_set(e, "%.*s: no such option%s", SLICE_ARG(typed),
	    suggest(near, typed, names, n));
}

/* The two forms in which getopt_long() wants the options. */
static void
list_for_getopt(const struct options *o, char *letters, struct option *longs)
{
	*letters++ = ':';	/* a missing argument is returned as ':' */
	for (size_t i = 0; i < o->n; i++) {
		const struct option_row *row = o->opt[i].row;

		if (row->name != NULL)
			*longs++ = (struct option){row->name, row->argument != NULL, NULL,
			    LONG + (int)i};
		if (row->letter != 0)
			*letters++ = row->letter;
		if (row->letter != 0 && row->argument != NULL)
			*letters++ = ':';
	}
	*letters = '\0';
	*longs = (struct option){NULL, 0, NULL, 0};
}

static struct option_state *
find_option(struct options *o, int c)
{
	struct option_state *s = o->opt;

	if (c >= LONG)
		return s + (c - LONG);
	while (s->row->letter != c)
		s++;
	return s;
}

int
options_read(const struct option_command *c, void *options, int argc, char *argv[],
    struct errmsg *e)
{
	struct option longs[MOST + 1];
	char letters[2 * MOST + 2], buf[ROOM];
	struct option_state *s;
	struct options o;

	o.n = 0;
	add_rows(&o, c->rows, options);
	list_for_getopt(&o, letters, longs);
	opterr = 0;
	for (int got; (got = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
		if (got == '?')
			return refuse(&o, optopt, argv[optind - 1], e);
		s = find_option(&o, got == ':' ? optopt : got);
		if (got == ':')
			return errmsg_set(e, "--%s: no value; expected %s", s->row->name,
			    wanted(s->row, buf));
		if (s->row->kind == OPTION_HELP || s->row->kind == OPTION_VERSION)
			return print(c, &o, s->row->kind, e);
		if (use_option(&o, s, options, optarg, e) != 0)
			return -1;
	}
	for (s = o.opt; s < o.opt + o.n; s++)
		if (is_set(s) && check_row(&o, s->row, e) != 0)
			return -1;
	return 0;
}

size_t
options_parse(const struct option_command *c, void *options, int argc, char **argv[])
{
	struct errmsg e;
	int r = options_read(c, options, argc, *argv, &e);

	if (r == -1)
		errx(2, "%s", e.text);
	if (r == 1)
		exit(0);
	*argv += optind;
	return (size_t)(argc - optind);
}

void
option_list_free(struct option_list *l)
{
	free(l->item);
}
