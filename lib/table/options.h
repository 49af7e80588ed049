#ifndef TABLE_OPTIONS_H
#define TABLE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"

#define QUARTERLY_VERSION "0.1"

/*
 * The options of a command, listed once. From the rows of a table come what the command accepts,
 * --help, the message about a wrong value, and what can be combined. A new option is a row, a
 * member of the command's struct of options, and an entry in its manual page.
 */
enum option_kind {
	OPTION_END,		/* {0}, after the last row */
	OPTION_FLAG,		/* bool: true */
	OPTION_VALUE,		/* no argument: the member becomes `low` */
	OPTION_TEXT,		/* const char * */
	OPTION_FILE,		/* const char *: a file to be read; "-" is standard input */
	OPTION_LIST,		/* struct option_list: adds an item */
	/* struct option_list: adds those between commas, none empty; none without an argument. */
	OPTION_ITEMS,
	OPTION_PAIRS,		/* struct option_list: adds an item, NAME=VALUE */
	OPTION_WORD,		/* an enum or a bool: one of `words` */
	OPTION_WHOLE,		/* a whole number from `low` to `high` (0: no limit) */
	OPTION_NUMBER,		/* double; digits may be grouped by commas; `accept` allows more */
	OPTION_FROM_0,		/* the same, 0 or more */
	OPTION_ABOVE_0,		/* the same, above 0; at most `high`, if it is above 0 */
	OPTION_SIZE,		/* size_t: 4096, 64K, 1G */
	OPTION_DELIMITER,	/* char */
	OPTION_DATE,		/* int32_t, as base/date.h */
	OPTION_YEAR,		/* int, as period_parse_fyear() */
	OPTION_LEVEL,		/* double, as level_parse() */
	OPTION_STOCK_FLOW,	/* enum kind */
	OPTION_PARSE,		/* what `parse` makes of it */
	OPTION_TABLE,		/* the rows of `table`, whose struct the member is */
	OPTION_HEADING,		/* a line of --help */
	OPTION_HELP,
	OPTION_VERSION,
};

struct option_word {
	char word[12];
	int value;
};

/* Short texts are arrays, because each pointer costs every start of the program a relocation. */
struct option_row {
	char letter;		/* or 0 */
	char name[20];
	/* As --help shows it; "": takes none. "[=X]": may be left out, and X follows a sign. */
	char argument[20];
	const char *help;	/* --help wraps it */
	enum option_kind kind;
	size_t at, size;	/* the member: OPTION_AT() */
	int64_t low, high;
	unsigned accept;	/* enum num_flags */
	const struct option_word *words;	/* OPTION_WORDS() */
	/* 0; or -1 with a message in *e, or none for "'x' is not ARGUMENT". */
	int (*parse)(void *member, char *arg, struct errmsg *e);
	const struct option_row *table;
	/*
	 * Long names separated by blanks, perhaps with a word: "points detail=linear". The option
	 * needs one of the first and excludes each of the second; a word or whole number that is
	 * the default does not count. Rows that set one member to different values exclude each
	 * other.
	 */
	const char *needs, *excludes;
	size_t name_at;		/* offset of a const char * that gets the option's name; 0: none */
};

#define OPTION_AT(type, member) .at = offsetof(type, member), .size = sizeof(((type *)0)->member)
#define OPTION_WORDS(...) .words = (const struct option_word[]){__VA_ARGS__, {"", 0}}
#define OPTION_ROWS(rows, type, member) \
	{.kind = OPTION_TABLE, OPTION_AT(type, member), .table = rows}

struct option_list {
	char **item;		/* the arguments themselves */
	size_t n, cap;
};

struct option_command {
	const char *name;
	const char *usage;	/* what follows the name */
	const char *about;	/* one sentence */
	const struct option_row *rows;
	const char *status;	/* the line on exit statuses, or NULL */
};

/*
 * Fills `options`, the command's struct, which has the defaults, from the arguments, as GNU's
 * getopt_long() reads them: options may follow files, and a long name may be cut short. Moves the
 * *nfiles files to argv[1] and on, and a NULL after them. 0; 1 after --help and --version; -1: *e.
 */
int options_read(const struct option_command *c, void *options, int argc, char *argv[],
    size_t *nfiles, struct errmsg *e);

/*
 * The same for main(): exits with 0 after --help and --version, and with 2 after a message. Returns
 * the number of files, and points *argv at the first. Call it before any file is opened: a standard
 * stream that is closed would become that file, and is held open here; using it still fails.
 */
size_t options_parse(const struct option_command *c, void *options, int argc, char **argv[]);

/* Whether the file of an OPTION_FILE can be read, unless it is "-"; -1: *why, "PATH: WHY". */
int options_want_file(const char *path, struct errmsg *why);

void option_list_free(struct option_list *l);

#endif
