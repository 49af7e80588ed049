#include "table/options.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/errmsg.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/num.h"
#include "base/period.h"
#include "table/cell.h"
#include "table/rows.h"

enum {
	MOST = 64,		/* rows of a command */
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
	const struct option_command *command;
	struct option_state opt[MOST];
	size_t n;
	char **next, **end;	/* words of the command line */
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
	size_t n = arg != NULL ? strlen(arg) : 0;

	if (arg == NULL)
		return true;
	for (size_t i = 0; i <= n; i++)
		if ((i == n || arg[i] == ',') && (i == 0 || arg[i - 1] == ','))
			return false;
	for (char *item; (item = strsep(&arg, ",")) != NULL;)
		add_item(l, item);
	return true;
}

static bool
take_word(const struct option_state *s, const char *arg)
{
	for (const struct option_word *w = s->row->words; w->word[0] != '\0'; w++)
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
	    (kind == OPTION_FROM_0 && num.value < 0) ||
	    (kind == OPTION_ABOVE_0 && num.value <= 0) ||
	    (s->row->high > 0 && num.value > (double)s->row->high))
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
	int shift;

	snprintf(digits, sizeof(digits), "%.*s", (int)(unit != NULL ? n - 1 : n), arg);
	if (n >= sizeof(digits) || !num_parse_int(digits, 1, INT64_C(1) << 40, &v))
		return false;
	shift = unit != NULL ? 10 * (int)(unit - units + 1) : 0;
	*size = (size_t)v << shift;
	return *size >> shift == (size_t)v;
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

int
options_want_file(const char *path, struct errmsg *why)
{
	struct stat st;

	if (strcmp(path, "-") == 0)
		return 0;
	if (access(path, R_OK) != 0)
		return errmsg_set(why, "%s: %s", path, strerror(errno));
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return errmsg_set(why, "%s: is a directory; expected a file", path);
	return 0;
}

/* False: another value was expected; *why may say more. */
static bool
take(const struct option_state *s, char *arg, struct errmsg *why)
{
	switch (s->row->kind) {
	case OPTION_FLAG: return store(s, true);
	case OPTION_VALUE: return store(s, s->row->low);
	case OPTION_TEXT: *(const char **)s->at = arg; return true;
	case OPTION_FILE: *(const char **)s->at = arg; return options_want_file(arg, why) == 0;
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
	static const char by_kind[OPTION_VERSION + 1][48] = {
		[OPTION_ITEMS] = "a list of items separated by commas",
		[OPTION_PAIRS] = "NAME=VALUE",
		[OPTION_NUMBER] = "a number",
		[OPTION_FROM_0] = "a number of 0 or more",
		[OPTION_ABOVE_0] = "a number above 0",
		[OPTION_SIZE] = "a whole number above 0, such as 4096, 64K or 1G",
		[OPTION_DELIMITER] = "one ASCII character or tab",
		[OPTION_DATE] = "a date such as 2015-04-30",
		[OPTION_YEAR] = "a year such as 2014-15",
		[OPTION_LEVEL] = LEVEL_WANTED,
		[OPTION_STOCK_FLOW] = "stock or flow",
	};
	const struct option_word *w = row->words;
	size_t at = 0;

	if (row->kind == OPTION_WORD)
		for (; w->word[0] != '\0'; w++)
			at += (size_t)snprintf(buf + at, ROOM - at, "%s%s", w == row->words ? "" :
			    w[1].word[0] == '\0' ? " or " : ", ", w->word);
	else if (row->kind == OPTION_WHOLE && row->high == 0)
		snprintf(buf, ROOM, "a whole number of %" PRId64 " or more", row->low);
	else if (row->kind == OPTION_ABOVE_0 && row->high > 0)
		snprintf(buf, ROOM, "%s, at most %" PRId64, by_kind[row->kind], row->high);
	else if (row->kind == OPTION_WHOLE)
		snprintf(buf, ROOM, "a whole number from %" PRId64 " to %" PRId64, row->low,
		    row->high);
	else
		return by_kind[row->kind][0] != '\0' ? by_kind[row->kind] : row->argument;
	return buf;
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
set_option(struct options *o, struct option_state *s, char *arg, struct errmsg *e)
{
	int64_t before = is_integer(s) ? load(s) : 0;
	const struct option_row *row = s->row, *rival;
	struct errmsg why = {""};
	char buf[ROOM];

	if (!take(s, arg, &why))
		return why.text[0] != '\0' ? errmsg_set(e, "--%s: %s", row->name, why.text) :
		    errmsg_set(e, "--%s: '%.*s%s' is not %s", row->name, ROOM, arg,
		    strlen(arg) > ROOM ? "..." : "", wanted(row, buf));
	if ((rival = find_rival(o, s, before)) != NULL)
		return errmsg_set(e, "--%s cannot be combined with --%s", row->name, rival->name);
	if (s->given == NULL)
		s->unset = before;
	s->given = arg != NULL ? arg : "";
	if (row->name_at != 0)
		*(const char **)((char *)s->at - row->at + row->name_at) = row->name;
	return 0;
}

/* Given, and not merely the default. */
static bool
is_set(const struct option_state *s)
{
	if (s->given != NULL && (s->row->kind == OPTION_WORD || s->row->kind == OPTION_WHOLE))
		return load(s) != s->unset;
	return s->given != NULL;
}

/* Whether the option of "detail", or "detail=linear" with that word, is set. */
static bool
is_set_to(const struct options *o, struct slice spec)
{
	struct slice name, word = spec;

	slice_next(&word, '=', &name);
	for (const struct option_state *s = o->opt; s < o->opt + o->n; s++)
		if (slice_is(name, s->row->name))
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

/* Checks what a row that is set needs and excludes. */
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
print_wrapped(int at, const char *text)
{
	for (int n; *text != '\0'; text += n + (text[n] == ' ')) {
		n = (int)(strchrnul(text, ' ') - text);
		if (at >= MARGIN && at + 1 + n > WIDTH) {
			putchar('\n');
			at = 0;
		}
		at += printf("%*s%.*s", at < MARGIN ? MARGIN - at : 1, "", n, text);
	}
	putchar('\n');
}

/* Whether the argument may be left out. */
static bool
is_optional(const struct option_row *row)
{
	return row->argument[0] == '[' && row->argument[1] == '=';
}

static void
print_row(const struct option_row *row)
{
	const char letter[] = {'-', row->letter, ',', '\0'};
	int n = printf("  %3s --%s%s%s", row->letter != 0 ? letter : "", row->name,
	    row->argument[0] == '\0' || is_optional(row) ? "" : " ", row->argument);

	if (n >= MARGIN)
		putchar('\n');
	print_wrapped(n < MARGIN ? n : 0, row->help);
}

static void
print_help(const struct options *o)
{
	const struct option_command *c = o->command;
	struct errmsg e;

	printf("usage: %s %s\n%s\n", c->name, c->usage, c->about);
	for (size_t i = 0; i < o->n; i++) {
		check_row(o, o->opt[i].row, &e);	/* only for stop_at_row() */
		if (o->opt[i].row->kind == OPTION_HEADING)
			puts(o->opt[i].row->help);
		else
			print_row(o->opt[i].row);
	}
	if (c->status != NULL)
		puts(c->status);
}

/* Uses the option; text is the rest of its word, or NULL. 1: it ends the command. */
static int
use_option(struct options *o, struct option_state *s, char *text, struct errmsg *e)
{
	const struct option_row *row = s->row;
	char buf[ROOM];

	if (row->kind == OPTION_HELP || row->kind == OPTION_VERSION) {
		if (row->kind == OPTION_HELP)
			print_help(o);
		else
			printf("%s (quarterly) %s\n", o->command->name, QUARTERLY_VERSION);
		return rows_close_stdio(e) == 0 ? 1 : -1;
	}
	if (row->argument[0] == '\0' || (text == NULL && is_optional(row)))
		return set_option(o, s, NULL, e);
	if (text == NULL && o->next == o->end)
		return errmsg_set(e, "--%s: no value; expected %s", row->name, wanted(row, buf));
	return set_option(o, s, text != NULL ? text : *o->next++, e);
}

/* Several options begin like this, or none does. */
static int
refuse_name(const struct options *o, struct slice name, struct errmsg *e)
{
	char list[MOST * (sizeof(o->opt->row->name) + 4)];
	struct slice names[MOST];
	size_t at = 0, near;

	for (size_t i = 0; i < o->n; i++) {
		names[i] = slice_of(o->opt[i].row->name);
		if (names[i].n > 0 && strncmp(names[i].p, name.p, name.n) == 0)
			at += (size_t)snprintf(list + at, sizeof(list) - at, "%s--%s",
			    at > 0 ? ", " : "", names[i].p);
	}
	if (at > 0 && name.n > 0)
		return errmsg_set(e, "--%.*s may be one of %s", SLICE_ARG(name), list);
	if ((near = suggest_nearest(name, names, o->n)) < o->n)
		return errmsg_set(e, "--%.*s: no such option; did you mean '--%s'?",
		    SLICE_ARG(name), names[near].p);
	/* Commands with -c read the output of csv-tidy, or -c names the column. */
	for (size_t i = 0; i < o->n && slice_is(name, "measures"); i++)
		if (o->opt[i].row->letter == 'c')
			return errmsg_set(e, "--%.*s: no such option; expected -c value=NAME, or "
			    "the output of csv-tidy --%.*s", SLICE_ARG(name), SLICE_ARG(name));
	return errmsg_set(e, "--%.*s: no such option", SLICE_ARG(name));
}

/* NAME or NAME=VALUE; NAME may be cut short if no other begins like it. */
static int
read_name(struct options *o, char *word, struct errmsg *e)
{
	char *value = strchrnul(word, '=');
	struct slice name = {word, (size_t)(value - word)};
	struct option_state *found = NULL;
	size_t nalike = 0;

	for (struct option_state *s = o->opt; s < o->opt + o->n; s++) {
		if (s->row->name[0] != name.p[0] || strncmp(s->row->name, name.p, name.n) != 0)
			continue;
		found = s;
		nalike++;
		if (s->row->name[name.n] == '\0') {
			nalike = 1;
			break;
		}
	}
	if (nalike != 1)
		return refuse_name(o, name, e);
	if (*value == '=' && found->row->argument[0] == '\0')
		return errmsg_set(e, "--%s takes no value", found->row->name);
	return use_option(o, found, *value == '=' ? value + 1 : NULL, e);
}

/* A letter outside ASCII has several bytes. */
static int
refuse_letter(const char *word, struct errmsg *e)
{
	int n = 1;

	while ((word[n] & 0xc0) == 0x80)
		n++;
	return errmsg_set(e, "-%.*s: no such option", n, word);
}

/* Letters, the last possibly with its value. */
static int
read_letters(struct options *o, char *word, struct errmsg *e)
{
	struct option_state *s, *end = o->opt + o->n;
	int r;

	for (char c; (c = *word++) != '\0';) {
		for (s = o->opt; s < end && s->row->letter != c; s++)
			;
		if (s == end)
			return refuse_letter(word - 1, e);
		r = use_option(o, s, *word != '\0' ? word : NULL, e);
		if (r != 0 || s->row->argument[0] != '\0')
			return r;
	}
	return 0;
}

int
options_read(const struct option_command *c, void *options, int argc, char *argv[],
    size_t *nfiles, struct errmsg *e)
{
	bool only_files = false;
	struct options o;
	char *word;
	int r = 0;

	o.command = c;
	o.n = *nfiles = 0;
	o.next = argv + 1;
	o.end = argv + argc;
	add_rows(&o, c->rows, options);
	while (r == 0 && o.next < o.end) {
		word = *o.next++;
		if (only_files || word[0] != '-' || word[1] == '\0')
			argv[++*nfiles] = word;
		else if (word[1] != '-')
			r = read_letters(&o, word + 1, e);
		else if (word[2] != '\0')
			r = read_name(&o, word + 2, e);
		else
			only_files = true;
	}
	argv[*nfiles + 1] = NULL;
	for (size_t i = 0; r == 0 && i < o.n; i++)
		if (is_set(&o.opt[i]))
			r = check_row(&o, o.opt[i].row, e);
	return r;
}

/*
 * A file opened later would become standard output or error, and be written into. /dev/null takes
 * their place in the other direction, so that reading or writing still fails.
 */
static void
hold_closed_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			message_stop("/dev/null: %s", strerror(errno));
}

size_t
options_parse(const struct option_command *c, void *options, int argc, char **argv[])
{
	struct errmsg e;
	size_t nfiles;
	int r;

	hold_closed_streams();
	r = options_read(c, options, argc, *argv, &nfiles, &e);
	if (r == -1)
		message_stop("%s", e.text);
	if (r == 1)
		exit(0);
	++*argv;
	return nfiles;
}

void
option_list_free(struct option_list *l)
{
	free(l->item);
}
