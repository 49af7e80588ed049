/* A table of options: what each kind takes and refuses, what goes together, and --help. */
#include "table/filter.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/date.h"
#include "table/cell.h"
#include "tap/scratch.h"
#include "tap/tap.h"

enum form { PLAIN, POINTS, WIDE, TALL };

struct options {
	bool flag, unchecked, screen;
	const char *text, *file, *named, *some_named;
	struct option_list list, names, some, pairs;
	enum form form;
	enum kind stock_flow;
	int few;
	size_t many;
	double number, above, from, level;
	size_t size;
	char delimiter;
	int32_t day;
	int year;
	int parsed;
	struct filter filter;
};

#define AT(member) OPTION_AT(struct options, member)

static int
take_even(void *member, char *arg, struct errmsg *e)
{
	*(int *)member = (int)strtol(arg, NULL, 10);
	if (strcmp(arg, "odd") == 0)
		return errmsg_set(e, "odd is odd");
	return *(int *)member % 2 == 0 && *(int *)member != 0 ? 0 : -1;
}

static const struct option_row table[] = {
	{.help = "A heading:", .kind = OPTION_HEADING},
	{'a', "flag", "", "a flag whose words are too many to be put in one line of eighty "
	    "columns", OPTION_FLAG, AT(flag)},
	{0, "unchecked", "", "not", OPTION_VALUE, AT(unchecked), .low = false},
	{'t', "text", "TEXT", "text", OPTION_TEXT, AT(text),
	    .name_at = offsetof(struct options, named)},
	{0, "file", "FILE", "a file", OPTION_FILE, AT(file)},
	{0, "list", "X", "more", OPTION_LIST, AT(list)},
	{0, "names", "NAME[=HEADING],...", "more", OPTION_ITEMS, AT(names)},
	{0, "some", "[=NAMES]", "perhaps", OPTION_ITEMS, AT(some),
	    .name_at = offsetof(struct options, some_named)},
	{0, "pairs", "NAME=VALUE", "more", OPTION_PAIRS, AT(pairs)},
	{0, "points", "", "a form", OPTION_VALUE, AT(form), .low = POINTS},
	{0, "shape", "S", "a form", OPTION_WORD, AT(form),
	    OPTION_WORDS({"wide", WIDE}, {"tall", TALL})},
	{0, "screen", "yes|no", "a bool", OPTION_WORD, AT(screen),
	    OPTION_WORDS({"yes", true}, {"no", false})},
	{0, "few", "N", "a number", OPTION_WHOLE, AT(few), .high = 50, .needs = "text"},
	{0, "many", "N", "a number", OPTION_WHOLE, AT(many), .low = 12},
	{0, "number", "N", "a number", OPTION_NUMBER, AT(number), .accept = NUM_PERCENT},
	{0, "above", "N", "a number", OPTION_ABOVE_0, AT(above)},
	{0, "from", "N", "a number", OPTION_FROM_0, AT(from)},
	{0, "size", "N", "a size", OPTION_SIZE, AT(size)},
	{'d', "delimiter", "C", "a character", OPTION_DELIMITER, AT(delimiter)},
	{0, "day", "DATE", "a day", OPTION_DATE, AT(day)},
	{0, "level", "L", "a level", OPTION_LEVEL, AT(level)},
	{0, "kind", "K", "a kind", OPTION_STOCK_FLOW, AT(stock_flow)},
	{0, "even", "N", "a number", OPTION_PARSE, AT(parsed), .parse = take_even,
	    .excludes = "flag shape=tall"},
	{0, "alone", "", "a flag", OPTION_FLAG, AT(flag), .needs = "shape=wide points"},
	OPTION_ROWS(filter_roles, struct options, filter),
	OPTION_ROWS(filter_format, struct options, filter),
	{'h', "help", "", "this", .kind = OPTION_HELP},
	{'V', "version", "", "that", .kind = OPTION_VERSION},
	{0},
};

static const struct option_command command = {
	"try", "[options] [file ...]", "Tries options.", table, "Exit status: 0.",
};

static struct options o;
static struct errmsg e;
static size_t nfiles;
static const char *file, *after;	/* the first of them; argv's member after the last */

/* The words of `line`, which the options may point into: kept. */
static int
parse(const char *line)
{
	static char words[4000];
	static size_t used;
	char *argv[20] = {words}, *rest = words + used;
	int argc = 1, r;

	used += (size_t)snprintf(rest, sizeof(words) - used, "%s", line) + 1;
	while (rest != NULL && *rest != '\0' && argc < 19)
		argv[argc++] = strsep(&rest, " ");
	o = (struct options){.unchecked = true, .filter = FILTER_INIT};
	e.text[0] = '\0';
	r = options_read(&command, &o, argc, argv, &nfiles, &e);

	file = argv[1];
	after = argv[nfiles + 1];
	return r;
}

static void
refuses(const char *line, const char *message)
{
	ok(parse(line) == -1);
	is_str(e.text, message, line);
}

static void
takes(void)
{
	ok(parse("-a --unchecked") == 0 && o.flag && !o.unchecked);
	ok(parse("-tx") == 0 && strcmp(o.text, "x") == 0 && strcmp(o.named, "text") == 0);
	ok(parse("--te=x --text y") == 0 && strcmp(o.text, "y") == 0);
	ok(parse("--list a,b --list c") == 0 && o.list.n == 2 &&
	    strcmp(o.list.item[0], "a,b") == 0);
	option_list_free(&o.list);
	ok(parse("--names a,b=c --names d") == 0 && o.names.n == 3 &&
	    strcmp(o.names.item[1], "b=c") == 0);
	option_list_free(&o.names);
	ok(parse("--some a,b") == 0 && o.some.n == 0 && nfiles == 1);
	ok(strcmp(o.some_named, "some") == 0);
	ok(parse("--some=a,b --some") == 0 && o.some.n == 2 && strcmp(o.some.item[1], "b") == 0);
	option_list_free(&o.some);
	ok(parse("--pairs a=b=c") == 0 && o.pairs.n == 1 && strcmp(o.pairs.item[0], "a=b=c") == 0);
	option_list_free(&o.pairs);
	ok(parse("--points --points") == 0 && o.form == POINTS);
	ok(parse("--shape wide --shape tall") == 0 && o.form == TALL);
	ok(parse("--screen yes") == 0 && o.screen);
	ok(parse("--few 50 -t x") == 0 && o.few == 50);
	ok(parse("--many 12") == 0 && o.many == 12);
	ok(parse("--number -1,234.5%") == 0 && o.number == -1234.5);
	ok(parse("--above 10,000") == 0 && o.above == 10000);
	ok(parse("--from 0") == 0 && o.from == 0);
	ok(parse("--size 64K") == 0 && o.size == 65536);
	ok(parse("--size 1G --size 4096") == 0 && o.size == 4096);
	ok(parse("-d ;") == 0 && o.delimiter == ';');
	ok(parse("-d tab") == 0 && o.delimiter == '\t');
	ok(parse("--day 1970-01-02") == 0 && o.day == date_day(1970, 1, 2));
	ok(parse("--level 99.8") == 0 && o.level == 0.998);
	ok(parse("--kind Stock") == 0 && o.stock_flow == KIND_STOCK);
	ok(parse("--even 4") == 0 && o.parsed == 4);
	ok(parse("-c value=n -c area=a -y 2014-15 -f jsonl") == 0 && 
	    strcmp(o.filter.chosen[ROLE_AREA], "a") == 0 && o.filter.fyear == 2014 &&
	    o.filter.format == ROWS_JSONL);
	ok(parse("-a file -t x -- -b") == 0 && o.flag && strcmp(o.text, "x") == 0);
	ok(nfiles == 2 && strcmp(file, "file") == 0 && after == NULL);
	ok(parse("- -at - -") == 0 && o.flag && strcmp(o.text, "-") == 0 && nfiles == 2);
}

/* What a command prints for an option that ends it. */
static const char *
printed(const char *line)
{
	static char text[4000];
	struct scratch s = scratch_open();
	pid_t pid = fork();
	ssize_t n;
	int status;

	if (pid == 0) {
		dup2(s.fd, STDOUT_FILENO);
		_exit(parse(line) == 1 ? 0 : 1);
	}
	ok(pid > 0 && waitpid(pid, &status, 0) == pid && status == 0);
	n = pread(s.fd, text, sizeof(text) - 1, 0);
	text[n > 0 ? n : 0] = '\0';
	close(s.fd);
	return text;
}

static void
prints(void)
{
	const char *help = printed("-a --help --nonsense");

	ok(strstr(help, "usage: try [options] [file ...]\nTries options.\nA heading:\n") == help);
	ok(strstr(help, "\n  -a, --flag              "
	    "a flag whose words are too many to be put in one line\n"
	    "                          of eighty columns\n") != NULL);
	ok(strstr(help, "\n      --names NAME[=HEADING],...\n"
	    "                          more\n") != NULL);
	ok(strstr(help, "\n      --some[=NAMES]      perhaps\n") != NULL);
	ok(strstr(help, "\n  -c, --column ROLE=NAME  the column of a role") != NULL);
	ok(strstr(help, "\n  -V, --version           that\nExit status: 0.\n") != NULL);
	is_str(printed("-V"), "try (quarterly) " QUARTERLY_VERSION "\n", "--version");
}

int
main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);	/* nothing is left in it for printed()'s child */
	prints();
	takes();
	refuses("--some=a,", "--some: 'a,' is not a list of items separated by commas");
	refuses("--some=", "--some: '' is not a list of items separated by commas");
	refuses("--names a,,b", "--names: 'a,,b' is not a list of items separated by commas");
	refuses("--names a,", "--names: 'a,' is not a list of items separated by commas");
	refuses("--pairs x", "--pairs: 'x' is not NAME=VALUE");
	refuses("--pairs =x", "--pairs: '=x' is not NAME=VALUE");
	refuses("--shape Wide", "--shape: 'Wide' is not wide or tall");
	refuses("-f pdf", "--format: 'pdf' is not csv, text or jsonl");
	refuses("--few 51 -t x", "--few: '51' is not a whole number from 0 to 50");
	refuses("--few -1 -t x", "--few: '-1' is not a whole number from 0 to 50");
	refuses("--few 1.5 -t x", "--few: '1.5' is not a whole number from 0 to 50");
	refuses("--many 11", "--many: '11' is not a whole number of 12 or more");
	refuses("--number x", "--number: 'x' is not a number");
	refuses("--number 1e3", "--number: '1e3' is not a number");
	refuses("--number nan", "--number: 'nan' is not a number");
	refuses("--above 0", "--above: '0' is not a number above 0");
	refuses("--above 5%", "--above: '5%' is not a number above 0");
	refuses("--from -1", "--from: '-1' is not a number of 0 or more");
	refuses("--size 0", "--size: '0' is not a whole number above 0, such as 4096, 64K or 1G");
	refuses("--size K", "--size: 'K' is not a whole number above 0, such as 4096, 64K or 1G");
	refuses("--size 9999999999999", "--size: '9999999999999' is not a whole number above 0, "
	    "such as 4096, 64K or 1G");
	refuses("-d ab", "--delimiter: 'ab' is not one ASCII character or tab");
	refuses("-d \"", "--delimiter: '\"' is not one ASCII character or tab");
	refuses("--day 2015-02-30", "--day: '2015-02-30' is not a date such as 2015-04-30");
	refuses("-y 2014-16", "--year: '2014-16' is not a year such as 2014-15");
	refuses("--level 100", "--level: '100' is not a level such as 95 or 99.8");
	refuses("--kind flows", "--kind: 'flows' is not stock or flow");
	refuses("--even odd", "--even: odd is odd");
	refuses("--even 3", "--even: '3' is not N");
	ok(parse("-c valu=n") == -1 && strncmp(e.text, "--column: no role 'valu'; expected one of "
	    "area, ", 48) == 0 && strstr(e.text, "; did you mean 'value'?") != NULL);
	refuses("-c value", "--column: 'value' is not ROLE=NAME");
	refuses("-c =n", "--column: '=n' is not ROLE=NAME");
	refuses("-c value=", "--column: 'value=' is not ROLE=NAME");
	refuses("--file nix", "--file: nix: No such file or directory");
	refuses("--file .", "--file: .: is a directory; expected a file");
	ok(parse("--file -") == 0 && parse("--file /dev/null") == 0);

	refuses("--text", "--text: no value; expected TEXT");
	refuses("-t", "--text: no value; expected TEXT");
	refuses("--above", "--above: no value; expected a number above 0");
	refuses("--flag=x", "--flag takes no value");
	refuses("-z", "-z: no such option");
	refuses("-az", "-z: no such option");
	refuses("--nonsense", "--nonsense: no such option");
	refuses("--teXt=y", "--teXt: no such option; did you mean '--text'?");
	refuses("--f", "--f may be one of --flag, --file, --few, --from, --format");

	refuses("--few 1", "--few needs --text");
	ok(parse("--few 0") == 0);		/* the default asks for nothing */
	refuses("--alone", "--alone needs --shape wide or --points");
	refuses("--alone --shape tall", "--alone needs --shape wide or --points");
	ok(parse("--alone --points") == 0 && parse("--shape wide --alone") == 0);
	refuses("--even 2 -a", "--even cannot be combined with --flag");
	refuses("--shape tall --even 2", "--even cannot be combined with --shape tall");
	ok(parse("--shape wide --even 2") == 0);
	refuses("--points --shape wide", "--shape cannot be combined with --points");
	refuses("--shape wide --points", "--points cannot be combined with --shape");
	return done_testing();
}
