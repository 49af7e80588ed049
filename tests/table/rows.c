/* Rows as CSV, JSON and text; tests/cmd/board-table.sh has the other styles. */
#include "table/rows.h"

#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap/tap.h"

static struct rows *
open_file(enum rows_format format, FILE **f)
{
	*f = tmpfile();
	return rows_open(format, false, fileno(*f), "out");
}

/* Closes o, which wrote to f, and compares what is in f. */
static void
wrote(struct rows *o, FILE *f, const char *want, const char *name)
{
	char got[1000];
	struct errmsg e = {""};
	size_t n;

	tap_ok(rows_close(o, &e) == 0 && e.text[0] == '\0', name);
	rewind(f);
	n = fread(got, 1, sizeof(got) - 1, f);
	got[n] = '\0';
	fclose(f);
	is_str(got, want, name);
}

static void
put_numbers(struct rows *o)
{
	static const struct rows_column fixed = {"d", ROWS_FIXED, 0, NULL, 0};

	rows_decimals(o, 2);
	rows_double(o, -0.0, "");
	rows_double(o, 1.0 / 3, "");
	rows_double(o, 1e21, "");
	rows_cell(o, &fixed, &(double){2.675}, 0, "");
	rows_int(o, 12345678);
	rows_double(o, NAN, "NA");
	rows_double(o, INFINITY, "");
	rows_double(o, NAN, "c");
	rows_end(o);
}

static void
writes_numbers(enum rows_format format, const char *want, const char *name)
{
	FILE *f;
	struct rows *o = open_file(format, &f);

	for (char heading[] = "a"; heading[0] <= 'h'; heading[0]++)
		rows_str(o, heading);
	rows_end(o);
	put_numbers(o);
	wrote(o, f, want, name);
}

/* One row of cells of the input, as an object {"a":CELL}. */
static void
writes_field(const char *cell, const char *want)
{
	char line[100];
	FILE *f;
	struct rows *o = open_file(ROWS_JSONL, &f);

	rows_str(o, "a");
	rows_end(o);
	rows_field(o, slice_of(cell));
	rows_end(o);
	snprintf(line, sizeof(line), "{\"a\":%s}\n", want);
	wrote(o, f, line, cell);
}

static void
fields(void)
{
	writes_field("0", "0");
	writes_field("-12.50", "-12.50");
	writes_field("123456789012345", "123456789012345");
	writes_field("1234567890123456", "\"1234567890123456\"");
	writes_field("0.12345678901234", "0.12345678901234");
	writes_field("0.123456789012345", "\"0.123456789012345\"");
	writes_field("007", "\"007\"");
	writes_field("1,234", "\"1,234\"");
	writes_field("+5", "\"+5\"");
	writes_field("-", "\"-\"");
	writes_field(".5", "\".5\"");
	writes_field("5.", "\"5.\"");
	writes_field("1e5", "\"1e5\"");
	writes_field(" 5", "\" 5\"");
	writes_field("c", "\"c\"");
	writes_field("130 (70%)", "\"130 (70%)\"");
	writes_field("", "null");
	writes_field("say \"a\\b\"", "\"say \\\"a\\\\b\\\"\"");
	writes_field("a\nb\tc\x7f", "\"a\\u000ab\\u0009c\\u007f\"");
	writes_field("\u5317\u4eac", "\"\u5317\u4eac\"");
}

struct record {
	double share;
	size_t n;
	bool flag;
	const char *word;
	struct slice code, cell;
};

static void
put_twice(struct rows *o, const void *record)
{
	const struct record *r = record;

	rows_int(o, (int64_t)(2 * r->n));
}

#define RECORD struct record
static const struct rows_column columns[] = {
	COLUMN("share", DOUBLE, share, 1),
	COLUMN("n", SIZE, n, 0),
	COLUMN("flag", FLAG, flag, 0),
	COLUMN("word", STRING, word, 0),
	COLUMN("code", WORDS, code, 0),
	COLUMN("cell", FIELD, cell, 0),
	COLUMN_PUT("twice", put_twice, 2),
};
#undef RECORD

enum { NCOLUMNS = sizeof(columns) / sizeof(columns[0]) };

static void
writes_records(enum rows_format format, const char *want, const char *name)
{
	const struct record r = {0.5, 3, true, NULL, slice_of("101"), slice_of("101")};
	FILE *f;
	struct rows *o = open_file(format, &f);

	rows_headings(o, columns, NCOLUMNS);
	rows_end(o);
	rows_cells(o, columns, NCOLUMNS, &r, 0, "NA");
	rows_end(o);
	rows_cells(o, columns, NCOLUMNS, &r, 1 | 2, "NA");
	rows_end(o);
	wrote(o, f, want, name);
}

struct missing {
	double fixed;
	size_t place;
	const char *name;
};

#define RECORD struct missing
static const struct rows_column may_be_missing[] = {
	COLUMN("fixed", FIXED, fixed, 0),
	COLUMN("place", PLACE, place, 0),
	COLUMN("name", NAME, name, 0),
};

static void
writes_missing(enum rows_format format, const char *want, const char *name)
{
	const struct missing r[] = {{1.25, 2, "higher"}, {NAN, 0, ""}, {NAN, 0, NULL}};
	FILE *f;
	struct rows *o = open_file(format, &f);

	rows_decimals(o, 1);
	rows_headings(o, may_be_missing, 3);
	rows_end(o);
	for (size_t i = 0; i < sizeof(r) / sizeof(r[0]); i++) {
		rows_cells(o, may_be_missing, 3, &r[i], 0, "NA");
		rows_end(o);
	}
	wrote(o, f, want, name);
}

static void
pairs(enum rows_format format, const char *want, const char *name)
{
	const struct slice key[] = {slice_of("area"), slice_of("n")};
	const struct slice value[] = {slice_of("A \"B\""), slice_of("2")};
	FILE *f;
	struct rows *o = open_file(format, &f);

	rows_str(o, "values");
	rows_end(o);
	rows_pairs(o, key, value, 2);
	rows_end(o);
	rows_pairs(o, key, value, 0);
	rows_end(o);
	wrote(o, f, want, name);
}

/* Rows of so many cells under a heading of two: whether that stops the program. */
static bool
stops(enum rows_format format, int cells)
{
	int null = open("/dev/null", O_WRONLY), status = 0;
	pid_t child;

	fflush(stdout);
	if ((child = fork()) == 0) {
		struct rows *o = rows_open(format, false, null, "out");

		dup2(null, STDERR_FILENO);
		signal(SIGABRT, SIG_DFL);
		rows_str(o, "a");
		rows_str(o, "b");
		rows_end(o);
		for (int i = 0; i < cells; i++)
			rows_str(o, "x");
		rows_end(o);
		_exit(0);
	}
	close(null);
	waitpid(child, &status, 0);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void
fails(enum rows_format format, int fd, const char *says)
{
	struct rows *o = rows_open(format, false, fd, "out");
	struct errmsg e = {""};

	rows_str(o, "a");
	rows_end(o);
	rows_str(o, "x");
	rows_end(o);
	tap_ok(rows_close(o, &e) == -1 && strncmp(e.text, "out: ", 5) == 0 &&
	    strstr(e.text, says) != NULL, e.text);
}

static void
repeated(enum rows_format format, int want, const char *says)
{
	FILE *f;
	struct rows *o = open_file(format, &f);
	struct errmsg e = {""};
	int ended;

	rows_str(o, "a");
	rows_str(o, "b");
	rows_str(o, "a");
	ended = rows_end(o);
	for (int i = 0; i < 3; i++)
		rows_str(o, "x");
	rows_end(o);
	tap_ok(ended == want && rows_close(o, &e) == want && strstr(e.text, says) != NULL, says);
	fclose(f);
}

static void
framed(enum rows_format format, const char *want, const char *name)
{
	FILE *f;
	struct rows *o = open_file(format, &f);

	rows_caption(o, slice_of("Plans"));
	rows_legend(o);
	rows_str(o, "n");
	rows_end(o);
	rows_str(o, "c");
	rows_end(o);
	wrote(o, f, want, name);
}

/* Rows that begin with cells that were taken, in the other order. */
static void
begins(enum rows_format format, const char *want, const char *name)
{
	struct rows *heads = rows_open_memory(format, false), *o;
	struct slice cells;
	char first[100];
	size_t n;
	struct errmsg e;
	FILE *f;

	rows_str(heads, "a");
	rows_str(heads, "b");
	rows_end(heads);
	rows_take(heads);
	rows_str(heads, "the \"first\"");
	cells = rows_take(heads);
	n = cells.n;
	memcpy(first, cells.p, n);
	rows_str(heads, "the second");
	cells = rows_take(heads);
	o = open_file(format, &f);
	rows_str(o, "a");
	rows_str(o, "b");
	rows_end(o);
	rows_again(o, cells, 1);
	rows_str(o, "x");
	rows_end(o);
	rows_again(o, (struct slice){first, n}, 1);
	rows_str(o, "");
	rows_end(o);
	wrote(o, f, want, name);
	rows_close(heads, &e);
}

int
main(void)
{
	const enum rows_format formats[] = {ROWS_CSV, ROWS_TEXT, ROWS_JSONL};
	FILE *f;
	struct rows *o;

	writes_numbers(ROWS_CSV, "a,b,c,d,e,f,g,h\n"
	    "0,0.3333333333333333,1e+21,2.675,12345678,NA,,c\n", "numbers as CSV");
	writes_numbers(ROWS_JSONL, "{\"a\":0,\"b\":0.3333333333333333,\"c\":1e+21,\"d\":2.675,"
	    "\"e\":12345678,\"f\":null,\"g\":null,\"h\":\"c\"}\n", "numbers as JSON");
	writes_numbers(ROWS_TEXT, "a         b      c     d         e   f  g  h\n"
	    "-  --------  -----  ----  --------  --  -  -\n"
	    "0  0.333333  1e+21  2.68  12345678  NA     c\n", "numbers as text");
	fields();
	begins(ROWS_CSV, "a,b\nthe second,x\n\"the \"\"first\"\"\",\n", "cells of CSV again");
	begins(ROWS_JSONL, "{\"a\":\"the second\",\"b\":\"x\"}\n"
	    "{\"a\":\"the \\\"first\\\"\",\"b\":null}\n", "cells of JSON again");
	writes_missing(ROWS_CSV, "fixed,place,name\n1.25,2,higher\nNA,NA,NA\nNA,NA,NA\n",
	    "fixed, place and name as CSV");
	writes_missing(ROWS_TEXT, "fixed  place  name\n-----  -----  ------\n  1.3      2  higher\n"
	    "   NA     NA  NA\n   NA     NA  NA\n", "fixed, place and name as text");
	writes_missing(ROWS_JSONL, "{\"fixed\":1.25,\"place\":2,\"name\":\"higher\"}\n"
	    "{\"fixed\":null,\"place\":null,\"name\":null}\n"
	    "{\"fixed\":null,\"place\":null,\"name\":null}\n", "fixed, place and name as JSON");
	writes_records(ROWS_CSV, "share,n,flag,word,code,cell,twice\n"
	    "0.5,3,1,,101,101,6\nNA,3,1,,101,101,NA\n", "columns as CSV");
	writes_records(ROWS_JSONL, "{\"share\":0.5,\"n\":3,\"flag\":1,\"word\":null,"
	    "\"code\":\"101\",\"cell\":101,\"twice\":6}\n"
	    "{\"share\":null,\"n\":3,\"flag\":1,\"word\":null,"
	    "\"code\":\"101\",\"cell\":101,\"twice\":null}\n", "columns as JSON");
	pairs(ROWS_CSV, "values\n\"area=A \"\"B\"\"; n=2\"\n\"\"\n", "pairs as CSV");
	pairs(ROWS_JSONL, "{\"values\":{\"area\":\"A \\\"B\\\"\",\"n\":\"2\"}}\n{\"values\":{}}\n",
	    "pairs as JSON");

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		const char *bad[] = {"/dev/full", "/dev/null"};

		ok(!stops(formats[i], 2));
		ok(stops(formats[i], 1));
		ok(stops(formats[i], 3));
		ok(stops(formats[i], 0));
		for (size_t k = 0; k < 2; k++) {
			int fd = open(bad[k], k == 0 ? O_WRONLY : O_RDONLY);

			fails(formats[i], fd, k == 0 ? "No space left" : "Bad file descriptor");
			close(fd);
			fails(formats[i], fd, "Bad file descriptor");
		}
	}
	repeated(ROWS_JSONL, -1, "two columns are called 'a'");
	repeated(ROWS_CSV, 0, "");
	framed(ROWS_CSV, "n\nc\n", "no caption in CSV");
	framed(ROWS_JSONL, "{\"n\":\"c\"}\n", "no caption in JSON");
	framed(ROWS_TEXT, "Plans\n\nn\n-\nc\n\nc: confidential\n", "caption and legend");

	o = rows_open(ROWS_CSV, true, fileno(f = tmpfile()), "out");
	rows_str(o, "=a");
	rows_end(o);
	wrote(o, f, "'=a\n", "safe for spreadsheets");
	o = open_file(ROWS_JSONL, &f);
	rows_str(o, "a");
	rows_end(o);
	wrote(o, f, "", "a heading without rows is no JSON");
	return done_testing();
}
