/* Several files as one data set; bad input of every kind: one message, bounded memory, no hang. */
#include "table/input.h"

#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap/tap.h"

enum { MAX_FILES = 4 };

/* The rows of some files as "a|b\n", and then the message, if any, where %N is file N's name. */
static void
read_files(const char *const texts[], const struct input_options *opt, char *out, size_t size)
{
	char path[MAX_FILES][32], *paths[MAX_FILES];
	int fd[MAX_FILES], r;
	struct slice s;
	struct errmsg e;
	struct input *in;
	FILE *f = fmemopen(out, size, "w");
	size_t n = 0;

	for (; texts[n] != NULL; n++) {
		fd[n] = memfd_create("csv", MFD_CLOEXEC);
		if (write(fd[n], texts[n], strlen(texts[n])) < 0)
			abort();
		snprintf(path[n], sizeof path[n], "/dev/fd/%d", fd[n]);
		paths[n] = path[n];
	}
	in = input_open(paths, n, opt, &e);
	if (in == NULL)
		fputs(e.text, f);
	else {
		while ((r = input_next(in)) == 1)
			for (size_t i = 0; i < in->ncols; i++) {
				s = input_field(in, i);
				fprintf(f, "%.*s%c", SLICE_ARG(s),
				    i + 1 < in->ncols ? '|' : '\n');
			}
		if (r == -1)
			fputs(in->error.text, f);
		else
			fprintf(f, "%" PRIu64 " rows", in->rows);
	}
	input_close(in);
	fclose(f);
	for (size_t i = 0; i < n; i++)
		close(fd[i]);
}

/* Replaces "/dev/fd/N" by "FILE". */
static void
hide_names(char *text)
{
	char *at, *end;

	while ((at = strstr(text, "/dev/fd/")) != NULL) {
		end = at + 8 + strspn(at + 8, "0123456789");
		memcpy(at, "FILE", 4);
		memmove(at + 4, end, strlen(end) + 1);
	}
}

static void
test_files(void)
{
	static const struct {
		const char *name, *files[MAX_FILES], *want;
	} cases[] = {
		{"one file", {"a,b\n1,2\n3,4\n"}, "1|2\n3|4\n2 rows"},
		{"two files", {"a,b\n1,2\n", "a,b\n3,4\n"}, "1|2\n3|4\n2 rows"},
		{"columns in another order", {"a,b,c\n1,2,3\n", "c,a,b\n6,4,5\n", "a,b,c\n7,8,9\n"},
			"1|2|3\n4|5|6\n7|8|9\n3 rows"},
		{"a file with a heading only", {"a,b\n", "a,b\n3,4"}, "3|4\n1 rows"},
		{"headings only", {"a,b\n"}, "0 rows"},
		{"a heading without its newline", {"a,b"}, "0 rows"},
		{"a BOM in each", {"\xef\xbb\xbf" "a\n1\n", "\xef\xbb\xbf" "a\n2\n"},
		    "1\n2\n2 rows"},
		{"a column missing", {"a,b\n1,2\n", "a\n3\n"},
		    "1|2\nFILE:1: no column 'b'; expected the headings of FILE"},
		{"a column too many", {"a\n1\n", "a,b\n3,4\n"},
			"1\nFILE:1: column 'b' is not in FILE; expected the same headings"},
		{"no bytes", {""}, "FILE: no data (zero bytes); expected a heading"},
		{"a second file of no bytes", {"a\n1\n", ""},
		    "1\nFILE: no data (zero bytes); expected a heading"},
		{"nothing but a BOM", {"\xef\xbb\xbf"},
		    "FILE: nothing but a byte order mark; expected a heading"},
		{"a blank heading line", {"\na,b\n"}, "FILE:1: a blank line; expected the heading"},
		{"a blank heading", {"a, ,c\n"},
		    "FILE:1: column 2 has a blank heading; expected a name"},
		{"a heading twice", {"a,b,a\n"},
			"FILE:1: columns 1 and 3 are both headed 'a'; expected each heading once"},
		{"too few fields", {"a,b,c,d,e\n1,2,3,4,5\n1,2,3,4\n"},
			"1|2|3|4|5\nFILE:3: 4 fields; expected 5 as in the heading"},
		{"too many fields", {"a\n1,2\n"}, "FILE:2: 2 fields; expected 1 as in the heading"},
		{"one field", {"a,b\n1\n"}, "FILE:2: 1 field; expected 2 as in the heading"},
		{"a blank line", {"a,b\n1,2\n\n"},
		    "1|2\nFILE:3: a blank line; expected 2 fields as in the heading"},
		{"a blank CRLF line", {"a\r\n\r\n"},
		    "FILE:2: a blank line; expected 1 field as in the heading"},
		{"rows of commas", {"a,b\n,\n1,2\n , \n,\n"}, "1|2\n1 rows"},
		{"rows of quoted blanks", {"a,b\n1,2\n\"\",\"\"\n", "a,b\n,\n3,4\n,"},
		    "1|2\n3|4\n2 rows"},
		{"a row of fewer commas", {"a,b,c\n1,2,3\n,\n"},
		    "1|2|3\nFILE:3: 2 fields; expected 3 as in the heading"},
		{"a row of something", {"a,b,c\n1,,\n"}, "1||\n1 rows"},
		{"last delimiters", {"a,b,\n1,2,\n,,\n3,,\n", "b,a, ,\n4,5,,\n", "b,a\n6,7\n"},
		    "1|2\n3|\n5|4\n7|6\n4 rows"},
		{"last delimiters of rows alone", {"a,b\n1,2,\n"},
		    "FILE:2: 3 fields; expected 2 as in the heading"},
		{"a last delimiter of the heading alone", {"a,b,\n1,2\n"},
		    "FILE:2: 2 fields; expected 3 as in the heading"},
		{"text below no heading", {"a,b,,\n1,2,,\n1,2,,x\n"},
		    "1|2\nFILE:3: column 4: 'x' in a column without a heading; expected a heading, "
		    "or no text"},
		{"no heading in the middle", {"a,,b\n1,,2\n"},
		    "FILE:1: column 2 has a blank heading; expected a name"},
		{"no heading at all", {",\n1,2\n"},
		    "FILE:1: column 1 has a blank heading; expected a name"},
		{"an empty field of one column", {"a\n\"\"\n"}, "\n1 rows"},
		{"lines counted through quotes", {"a,b\n\"1\n\n1\",2\n3\n"},
			"1\n\n1|2\nFILE:5: 1 field; expected 2 as in the heading"},
		{"a malformed row", {"a,b\n1,2\n3,\"4\"x\n"},
		    "1|2\nFILE:3: column 6 (byte 13): text after a closing quote; expected a "
		    "delimiter or the end of the line, or quotes within the field doubled"},
		{"a malformed heading", {"a,\"b\n"},
		    "FILE:1: column 3 (byte 2): a quote that is never closed; expected a closing "
		    "quote"},
	};
	char got[1024];

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		read_files(cases[i].files, NULL, got, sizeof got);
		hide_names(got);
		is_str(got, cases[i].want, cases[i].name);
	}
}

static void
test_no_heading_checks(void)
{
	static const char *const same[] = {",a,a\n1,2,3\n", "a,,a\n5,4,6\n", NULL};
	static const char *const last[] = {"a,\n1,\n,\n", NULL};
	static const char *const more[] = {"a,a\n1,2\n", "a,a,a\n", NULL};
	struct input_options opt = {.no_heading_checks = true};
	char got[1024];

	read_files(same, &opt, got, sizeof got);
	is_str(got, "1|2|3\n4|5|6\n2 rows", "repeated and blank headings, matched in their order");
	read_files(more, &opt, got, sizeof got);
	hide_names(got);
	is_str(got, "1|2\nFILE:1: column 'a' is not in FILE; expected the same headings",
	    "one more of the same");
	read_files(last, &opt, got, sizeof got);
	is_str(got, "1|\n1 rows", "a last column without a heading");
	opt.blank_rows = true;
	read_files(last, &opt, got, sizeof got);
	is_str(got, "1|\n|\n2 rows", "and a row of blanks");
}

/* Records of two files as they are, with headings given by the caller. */
static void
test_records(void)
{
	char first[] = "testdata/csv/one-column.csv", missing[] = "no such file";
	char *paths[] = {first, missing};
	const struct slice names[] = {slice_of("name"), slice_of(" ")};
	struct input *in = input_open_files(paths, 2, NULL);
	size_t n = 0;
	struct errmsg e;

	ok(input_next_file(in) == 1 && input_file_number(in) == 0);
	input_name_columns(in, names, 2);
	for (; input_next_record(in) == 1; n++)
		if (n == 0)
			ok(reader_nfields(in->csv) == 1);
	ok(n > 1);
	input_fault(in, 0, &e, "x");
	ok(strstr(e.text, ": name: x") != NULL);
	input_fault(in, 1, &e, "x");
	ok(strstr(e.text, ": column 2: x") != NULL);
	ok(input_next_file(in) == -1 && strstr(in->error.text, missing) != NULL);
	ok(input_next_record(in) == -1 && input_next_file(in) == -1);
	is_str(input_file_name(in, 1), missing, "input_file_name");
	input_close(in);
}

static void
test_fault(void)
{
	char path[] = "testdata/csv/quoted-newlines.csv", *paths[] = {path};
	struct input *in = input_open(paths, 1, NULL, NULL);
	struct errmsg e;

	ok(input_next(in) == 1 && input_next(in) == 1 && input_line(in) == 7);
	ok(input_fault(in, 1, &e, "'%s' is not a number; expected %d", "x", 5) == -1);
	is_str(e.text, "testdata/csv/quoted-newlines.csv:7: note: 'x' is not a number; expected 5",
	    "input_fault");
	input_fault(in, INPUT_WHOLE_ROW, &e, "damaged");
	is_str(e.text, "testdata/csv/quoted-newlines.csv:7: damaged", "input_fault of a whole row");
	input_close(in);
	in = input_open(paths, 1, NULL, NULL);
	ok(in->ncols == 2 && slice_is(in->heading[1], "note") && in->rows == 0);
	is_str(input_file(in), path, "input_file");
	input_close(in);
}

/* Bad input */

enum { LIMIT_SECONDS = 120 };
static const rlim_t limit_memory = (rlim_t)400 << 20;

/* Writes n times p to fd until it is closed. */
static void
pour(int fd, const char *head, const char *p, uint64_t n)
{
	static char many[65536];
	size_t len = strlen(p), fit = sizeof many / len * len;

	for (size_t i = 0; i < fit; i++)
		many[i] = p[i % len];
	if (write(fd, head, strlen(head)) == -1)
		return;
	for (n *= len; n > 0; n -= fit < n ? fit : n)
		if (write(fd, many, fit < n ? fit : (size_t)n) == -1)
			return;
}

/*
 * Reads standard input from fd in a process that may have limit_memory and LIMIT_SECONDS, without
 * sanitizers in the way: the message, or how it ended.
 */
static void
read_limited(int fd, char *out, size_t size)
{
	char dash[] = "-", *paths[] = {dash};
	struct rlimit memory = {limit_memory, limit_memory};
	struct input *in;
	struct errmsg e = {""};
	int tell[2], status, r = 0;
	ssize_t n;
	pid_t pid;

	if (pipe(tell) == -1 || (pid = fork()) == -1)
		abort();
	if (pid == 0) {
#if !defined __SANITIZE_ADDRESS__
		setrlimit(RLIMIT_AS, &memory);
#else
		(void)memory;
#endif
		alarm(LIMIT_SECONDS);
		dup2(fd, STDIN_FILENO);
		in = input_open(paths, 1, NULL, &e);
		while (in != NULL && (r = input_next(in)) == 1)
			continue;
		if (r == -1)
			errmsg_set(&e, "%s", in->error.text);
		if (write(tell[1], e.text, strlen(e.text)) == -1)
			_exit(9);
		input_close(in);
		_exit(0);
	}
	close(tell[1]);
	n = read(tell[0], out, size - 1);
	out[n > 0 ? n : 0] = '\0';
	close(tell[0]);
	waitpid(pid, &status, 0);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		snprintf(out, size, "ended with status %#x", (unsigned)status);
}

static void
poured(const char *name, const char *head, const char *piece, uint64_t n, const char *want)
{
	char got[1024];
	int p[2];
	pid_t pid;

	if (pipe2(p, O_CLOEXEC) == -1 || (pid = fork()) == -1)
		abort();
	if (pid == 0) {
		close(p[0]);
		signal(SIGPIPE, SIG_IGN);
		pour(p[1], head, piece, n);
		_exit(0);
	}
	close(p[1]);
	read_limited(p[0], got, sizeof got);
	close(p[0]);
	waitpid(pid, NULL, 0);
	is_str(got, want, name);
}

static void
device(const char *path, const char *want)
{
	char got[1024];
	int fd = open(path, O_RDONLY);

	read_limited(fd, got, sizeof got);
	got[strnlen(got, strlen(want))] = '\0';
	is_str(got, want, path);
	close(fd);
}

static void
test_bad_input(void)
{
	poured("a record of 1 GiB", "a,b\n1,", "xxxxxxxx", UINT64_C(1) << 27,
	    "<stdin>:2: column 1 (byte 4): a record of more than 67108864 bytes; expected its end "
	    "before (see --max-record)");
	poured("a quoted record of 1 GiB", "a,b\n1,\"", "xxxxxxx\n", UINT64_C(1) << 27,
	    "<stdin>:2: column 1 (byte 4): a record of more than 67108864 bytes, with a quote open "
	    "since line 2 column 3; expected its end before (see --max-record)");
	poured("10 million columns", "", "c,", 10000000,
	    "<stdin>:1: column 131073 (byte 131072): a record of more than 65536 fields; expected "
	    "fewer (see --max-fields)");
	poured("an unclosed quote and a million rows", "a,b\n1,\"2\n", "3,4\n", 1000000,
	    "<stdin>:2: column 3 (byte 6): a quote that is never closed; expected a closing quote");
	poured("a cell with a million doubled quotes", "a,b\n", "\"x\n\"", 1000000,
	    "<stdin>:2: 1 field; expected 2 as in the heading");
	poured("carriage returns alone", "a,b", "\r1,2", 1000000,
	    "<stdin>:1: column 4 (byte 3): a carriage return "
	    "without a newline; expected LF or CRLF at the end of a line");
	device("/dev/zero", "<stdin>:1: column 1 (byte 0): a NUL byte; expected text; looks like "
	    "binary data, not text");
	device("/dev/urandom", "<stdin>:");
	device("/dev/null", "<stdin>: no data (zero bytes); expected a heading");
	device("testdata", "<stdin>: is a directory; expected a file");
}

int
main(void)
{
	test_files();
	test_no_heading_checks();
	test_records();
	test_fault();
	test_bad_input();
	return done_testing();
}
