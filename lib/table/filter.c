#include "table/filter.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"

struct rows *
filter_open_rows(const struct filter *f)
{
	return rows_open(f->format, f->spreadsheet_safe, STDOUT_FILENO, "<stdout>");
}

void
filter_say(const char *message)
{
	message_print("%s", message);
}

int
filter_read_population(struct filter *f, struct population **t, struct errmsg *e)
{
	*t = NULL;
	for (enum role r = 0; r < ROLE_N && f->population == NULL; r++)
		if (f->side[r] != NULL)
			return errmsg_set(e, "--column population.ROLE=%s needs --population",
			    f->side[r]);
	if (f->population == NULL)
		return 0;
	if (f->side[ROLE_POPULATION] == NULL) {
		f->side[ROLE_POPULATION] = f->chosen[ROLE_POPULATION];
		f->chosen[ROLE_POPULATION] = NULL;
	}
	*t = population_read(f->population, &f->input, f->side, f->fyear, f->ages,
	    e);
	return *t != NULL ? 0 : -1;
}

/* ROLE=NAME, or population.ROLE=NAME of the file of -P. */
static int
choose(void *chosen, char *arg, struct errmsg *e)
{
	struct filter *f = (struct filter *)((char *)chosen - offsetof(struct filter, chosen));
	static const char side[] = "population.";

	if (strncmp(arg, side, strlen(side)) == 0)
		return role_choose(f->side, 0, arg + strlen(side), e);
	return role_choose(f->chosen, f->roles, arg, e);
}

#define AT(member) OPTION_AT(struct filter, member)

const struct option_row filter_roles[] = {
	{'c', "column", "ROLE=NAME", "the column of a role (area, period, value, ...)",
	    OPTION_PARSE, AT(chosen), .parse = choose},
	{'y', "year", "YEAR", "the year that bare quarters belong to: 2014-15",
	    OPTION_YEAR, AT(fyear)},
	{0},
};

const struct option_row filter_population[] = {
	{'P', "population", "FILE", "populations by area and period", OPTION_FILE, AT(population)},
	{0, "population-lag", "N", "counts of a year take the population of N years before",
	    OPTION_WHOLE, AT(lag), .high = 50, .needs = "population"},
	{0, "ages", "A-B", "add up populations of these ages: 0-17",
	    OPTION_PARSE, AT(ages), .parse = ages_option, .needs = "population"},
	{0},
};

const struct option_row filter_format[] = {
	{'f', "format", "F", "csv (default), text or jsonl", OPTION_WORD, AT(format),
	    OPTION_WORDS({"csv", ROWS_CSV}, {"text", ROWS_TEXT}, {"jsonl", ROWS_JSONL})},
	{0},
};

const struct option_row filter_rest[] = {
	{'d', "delimiter", "C", "the character between fields, or tab (default: ,)",
	    OPTION_DELIMITER, AT(input.csv.delimiter)},
	{'E', "encoding", "NAME", "the input's encoding (default: UTF-8)",
	    OPTION_TEXT, AT(input.csv.encoding)},
	{'q', "quiet", "", "no messages but errors", OPTION_FLAG, AT(quiet)},
	{'v', "verbose", "", "say what is done", OPTION_FLAG, AT(verbose)},
	{0, "progress", "", "show bytes, rows and time left on standard error",
	    OPTION_FLAG, AT(input.progress)},
	{0, "max-record", "N", "bytes a record may have (default: 64 MiB)",
	    OPTION_SIZE, AT(input.csv.max_record)},
	{0, "max-fields", "N", "columns a record may have (default: 65,536)",
	    OPTION_SIZE, AT(input.csv.max_fields)},
	{0, "spreadsheet-safe", "", "an apostrophe before cells a spreadsheet would run",
	    OPTION_FLAG, AT(spreadsheet_safe)},
	{'h', "help", "", "print this help", .kind = OPTION_HELP},
	{'V', "version", "", "print the version", .kind = OPTION_VERSION},
	{0},
};
