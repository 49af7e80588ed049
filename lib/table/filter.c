#include "table/filter.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/num.h"
#include "base/period.h"

static int
set_delimiter(struct filter *f, const char *arg, struct errmsg *e)
{
	if (strcmp(arg, "tab") == 0 || strcmp(arg, "\\t") == 0)
		arg = "\t";
	if (arg[0] == '\0' || arg[1] != '\0' || strchr("\"\r\n", arg[0]) != NULL ||
	    (unsigned char)arg[0] >= 0x80)
		return errmsg_set(e, "'%s' is not a delimiter; expected one ASCII character, or tab",
		    arg);
	f->input.csv.delimiter = arg[0];
	return 1;
}

/* "4096", "64K", "64M", "1G" to bytes. */
static int
set_size(size_t *size, const char *arg, const char *what, struct errmsg *e)
{
	static const char units[] = "KMG";
	size_t n = strlen(arg);
	const char *unit = n > 1 ? strchr(units, arg[n - 1]) : NULL;
	char digits[32];
	int64_t v;

	if (n < sizeof digits) {
		memcpy(digits, arg, n + 1);
		if (unit != NULL)
			digits[n - 1] = '\0';
		if (num_parse_int(digits, 1, INT64_C(1) << 40, &v)) {
			*size = (size_t)v << (unit != NULL ? 10 * (unit - units + 1) : 0);
			return 1;
		}
	}
	return errmsg_set(e, "'%s' is not %s; expected a whole number above 0", arg, what);
}

static int
add_choice(struct filter *f, const char *arg, struct errmsg *e)
{
	struct role_choice choice;

	if (!role_parse_choice(arg, &choice)) {
		char list[300];
		size_t at = 0;

		for (int r = 0; r < ROLE_N; r++)
			at += (size_t)snprintf(list + at, sizeof list - at, "%s%s",
			    r > 0 ? ", " : "", role_name((enum role)r));
		return errmsg_set(e, "'%s' is not ROLE=NAME; the roles are %s", arg, list);
	}
	f->choice = xgrow(f->choice, &f->choice_cap, f->nchoices + 1, sizeof *f->choice);
	f->choice[f->nchoices++] = choice;
	return 1;
}

int
filter_option(struct filter *f, int c, const char *arg, struct errmsg *e)
{
	switch (c) {
	case 'c':
		return add_choice(f, arg, e);
	case 'd':
		return set_delimiter(f, arg, e);
	case 'E':
		f->input.csv.encoding = arg;
		return 1;
	case 'f':
		if (strcmp(arg, "csv") == 0)
			f->format = ROWS_CSV;
		else if (strcmp(arg, "text") == 0)
			f->format = ROWS_TEXT;
		else if (strcmp(arg, "jsonl") == 0)
			f->format = ROWS_JSONL;
		else
			return errmsg_set(e, "'%s' is not a format; expected csv, text or jsonl", arg);
		return 1;
	case 'q':
		f->quiet = true;
		return 1;
	case 'v':
		f->verbose = true;
		return 1;
	case 'y':
		if (!period_parse_fyear(slice_of(arg), &f->fyear))
			return errmsg_set(e, "'%s' is not a year; expected one such as 2014-15", arg);
		return 1;
	case OPT_PROGRESS:
		f->input.progress = true;
		return 1;
	case OPT_MAX_RECORD:
		return set_size(&f->input.csv.max_record, arg, "a number of bytes", e);
	case OPT_MAX_FIELDS:
		return set_size(&f->input.csv.max_fields, arg, "a number of columns", e);
	case OPT_SPREADSHEET_SAFE:
		f->spreadsheet_safe = true;
		return 1;
	default:
		return 0;
	}
}

void
filter_free(struct filter *f)
{
	free(f->choice);
	f->choice = NULL;
	f->nchoices = f->choice_cap = 0;
}

int
filter_close_stdout(struct errmsg *e)
{
	bool failed = ferror(stdout) != 0;

	errno = 0;
	if (fclose(stdout) != 0)
		failed = true;
	return failed ? errmsg_set(e, "<stdout>: %s",
	    errno != 0 ? strerror(errno) : "a write failed") : 0;
}

int
filter_print(const char *text, struct errmsg *e)
{
	fputs(text, stdout);
	return filter_close_stdout(e);
}
