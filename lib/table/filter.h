#ifndef TABLE_FILTER_H
#define TABLE_FILTER_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "table/input.h"
#include "table/role.h"
#include "table/rows.h"

#define QUARTERLY_VERSION "0.1"

/* The options that mean the same in every filter. */
struct filter {
	struct input_options input;	/* -d, -E, --max-record, --max-fields, --progress */
	struct role_choice *choice;	/* -c */
	size_t nchoices, choice_cap;
	enum rows_format format;	/* -f */
	bool quiet, verbose;		/* -q, -v */
	bool spreadsheet_safe;		/* --spreadsheet-safe */
	int fyear;			/* -y, or PERIOD_NO_YEAR */
};

#define FILTER_INIT {.fyear = PERIOD_NO_YEAR}

/* Values of long options without a letter: the shared ones; a filter's own start at FILTER_OWN. */
enum {
	OPT_PROGRESS = 256,
	OPT_MAX_RECORD,
	OPT_MAX_FIELDS,
	OPT_SPREADSHEET_SAFE,
	FILTER_OWN,
};

/* For a filter's getopt strings: what every filter takes, and what those with roles and periods take. */
#define FILTER_LETTERS "d:E:f:hqvV"
#define FILTER_LETTERS_ROLES "c:y:"
#define FILTER_LONG \
	{"delimiter", required_argument, NULL, 'd'}, \
	{"encoding", required_argument, NULL, 'E'}, \
	{"format", required_argument, NULL, 'f'}, \
	{"help", no_argument, NULL, 'h'}, \
	{"quiet", no_argument, NULL, 'q'}, \
	{"verbose", no_argument, NULL, 'v'}, \
	{"version", no_argument, NULL, 'V'}, \
	{"progress", no_argument, NULL, OPT_PROGRESS}, \
	{"max-record", required_argument, NULL, OPT_MAX_RECORD}, \
	{"max-fields", required_argument, NULL, OPT_MAX_FIELDS}, \
	{"spreadsheet-safe", no_argument, NULL, OPT_SPREADSHEET_SAFE}
#define FILTER_LONG_ROLES \
	{"column", required_argument, NULL, 'c'}, \
	{"year", required_argument, NULL, 'y'}

/* The lines of --help for the shared options. */
#define FILTER_HELP FILTER_HELP_INPUT FILTER_HELP_FORMAT FILTER_HELP_REST
#define FILTER_HELP_INPUT \
	"  -d, --delimiter C       the character between fields, or tab (default: ,)\n" \
	"  -E, --encoding NAME     the input's encoding (default: UTF-8)\n"
#define FILTER_HELP_FORMAT \
	"  -f, --format F          csv (default) or text\n"
#define FILTER_HELP_REST \
	"  -q, --quiet             no messages but errors\n" \
	"  -v, --verbose           say what is done\n" \
	"      --progress          show bytes, rows and time left on standard error\n" \
	"      --max-record N      bytes a record may have (default: 64 MiB)\n" \
	"      --max-fields N      columns a record may have (default: 65,536)\n" \
	"      --spreadsheet-safe  an apostrophe before cells a spreadsheet would run\n" \
	"  -h, --help  -V, --version\n"
#define FILTER_HELP_ROLES \
	"  -c, --column ROLE=NAME  the column of a role (area, period, value, ...)\n" \
	"  -y, --year YEAR         the year that bare quarters belong to: 2014-15\n"

/*
 * Takes option c (a value of getopt_long) with its argument when it is a shared one. Returns 1 when
 * taken, 0 when it is the filter's own, -1 when the argument is wrong (*e). -h and -V are the
 * filter's: see filter_print().
 */
int filter_option(struct filter *f, int c, const char *arg, struct errmsg *e);
void filter_free(struct filter *f);

/* Writes text to standard output and closes it, for -h and -V. 0, or -1 and *e when that failed. */
int filter_print(const char *text, struct errmsg *e);

/*
 * Flushes and closes standard output written through stdio. 0, or -1 and *e when any write
 * failed. For CSV use writer_close().
 */
int filter_close_stdout(struct errmsg *e);

#endif
