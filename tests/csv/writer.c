/* The writer: quoting, write errors, numbers that read back, cells a spreadsheet would run. */
#include "csv/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <float.h>
#include <inttypes.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"
#include "csv/reader.h"
#include "tap/random.h"
#include "tap/tap.h"

/* What rows of fields are written as; NULL ends a row, two NULLs end the rows. */
static void
written(const char *const fields[], bool safe, const char *want, const char *name)
{
	int fd = memfd_create("csv", MFD_CLOEXEC);
	struct writer *o = writer_open(fd, "scratch", safe);
	char got[1024];
	ssize_t n;

	for (size_t i = 0; fields[i] != NULL; i++) {
		for (; fields[i] != NULL; i++)
			writer_field(o, slice_of(fields[i]));
		writer_end(o);
	}
	tap_ok(writer_close(o, NULL) == 0, name);
	n = pread(fd, got, sizeof(got) - 1, 0);
	got[n] = '\0';
	is_str(got, want, name);
	close(fd);
}

static void
test_quoting(void)
{
	written((const char *const[]){"a", "b", NULL, "1", "", NULL, NULL}, false, "a,b\n1,\n",
	    "plain");
	written((const char *const[]){"a,b", "say \"so\"", "two\nlines", "cr\r", " blanks ", "a;b",
	    NULL, NULL}, false,
	    "\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",\"cr\r\", blanks ,a;b\n",
	    "quoted where it must be");
	written((const char *const[]){"\"", "\"\"", "a\"", NULL, NULL}, false,
	    "\"\"\"\",\"\"\"\"\"\",\"a\"\"\"\n",
	    "quotes at the edges");
	written((const char *const[]){"", NULL, "x", NULL, "", "", NULL, NULL}, false,
	    "\"\"\nx\n,\n",
	    "one empty field is no blank line");
	written((const char *const[]){"caf\xc3\xa9", "eight by", "nine bytes", "seven b,",
	    "0123456\"", NULL, NULL}, false,
	    "caf\xc3\xa9,eight by,nine bytes,\"seven b,\",\"0123456\"\"\"\n",
	    "words of eight bytes");
}

/* A cell of any length, with a character that needs quotes, or another, at any place. */
static void
test_places(void)
{
	static const char quoted[] = ",\"\n\r", plain[] = " -.+;\t\x0b\x0c#!/\xac\xa2\x8a\x8d";
	int fd = memfd_create("csv", MFD_CLOEXEC);
	char cell[80], got[200];
	bool right = true;
	ssize_t n;

	for (size_t length = 1; length < sizeof(cell) - 1; length++)
		for (size_t at = 0; at < length; at++)
			for (size_t c = 0; c < sizeof(quoted) + sizeof(plain) - 2; c++) {
				bool quotes = c < sizeof(quoted) - 1;
				struct writer *o = writer_open(fd, "scratch", false);

				memset(cell, 'x', length);
				cell[at] = quotes ? quoted[c] : plain[c - (sizeof(quoted) - 1)];
				writer_field(o, (struct slice){cell, length});
				writer_end(o);
				right = writer_close(o, NULL) == 0 && right;
				n = pread(fd, got, sizeof(got), 0);
				right = right && (got[0] == '"') == quotes &&
				    n == (ssize_t)length + 1 + (quotes ? 2 + (cell[at] == '"') : 0);
				right = ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0 &&
				    right;
			}
	tap_ok(right, "quoted where it must be, at any place");
	close(fd);
}

static void
test_spreadsheet(void)
{
	static const char *const cells[] = {"=1+1", "+44 1642", "-x", "@SUM(A1)", "\tx", "\rx",
		"=a,b", NULL,
		"-1.5", "+7", "-1,234", "-12%", "-1e5", ".5", "-", "a=b", "", NULL,
		"-1+1", "+", "-1-1", "-.", "-1e", NULL,
		NULL};

	written(cells, true, "'=1+1,'+44 1642,'-x,'@SUM(A1),'\tx,\"'\rx\",\"'=a,b\"\n"
	    "-1.5,+7,\"-1,234\",-12%,-1e5,.5,-,a=b,\n'-1+1,'+,'-1-1,'-.,'-1e\n",
	    "formulas get an apostrophe");
	written(cells, false, "=1+1,+44 1642,-x,@SUM(A1),\tx,\"\rx\",\"=a,b\"\n"
	    "-1.5,+7,\"-1,234\",-12%,-1e5,.5,-,a=b,\n-1+1,+,-1-1,-.,-1e\n", "only when asked for");
}

static void
is_double(double v, const char *want)
{
	char buf[WRITER_DOUBLE];
	size_t n = writer_format_double(buf, v);

	is_str(buf, want, want);
	if (n != strlen(want))
		tap_ok(false, "its length");
}

/* The digits wanted are those of Python's repr(), the shortest that read back the same. */
static void
test_double(void)
{
	is_double(0, "0");
	is_double(-0.0, "0");
	is_double(1, "1");
	is_double(-70, "-70");
	is_double(78.9, "78.9");
	is_double(0.1, "0.1");
	is_double(0.1 + 0.2, "0.30000000000000004");
	is_double(1.0 / 3, "0.3333333333333333");
	is_double(2.0 / 3, "0.6666666666666666");
	is_double(217 / 27501.0 * 10000, "78.90622159194211");
	is_double(1e15, "1000000000000000");
	is_double(999999999999999, "999999999999999");
	is_double(9007199254740993.0, "9007199254740992");
	is_double(123456789012345680000.0, "123456789012345680000");
	is_double(1e20, "100000000000000000000");
	is_double(1e21, "1e+21");
	is_double(1.5e300, "1.5e+300");
	is_double(1e-5, "0.00001");
	is_double(1.25e-5, "0.0000125");
	is_double(9.99e-6, "0.00000999");
	is_double(1e-6, "0.000001");
	is_double(-2.5317807984289895e-08, "-0.000000025317807984289895");
	is_double(-1.2345678901234567e-20, "-0.000000000000000000012345678901234567");
	is_double(1e-20, "0.00000000000000000001");
	is_double(9.9e-21, "9.9e-21");
	is_double(0.00012345678901234567, "0.00012345678901234567");
	is_double(DBL_MAX, "1.7976931348623157e+308");
	is_double(DBL_MIN, "2.2250738585072014e-308");
	is_double(5e-324, "5e-324");
	is_double(-2.5e-310, "-2.5e-310");
	is_double(9.5367431640625e-07, "0.00000095367431640625");
	is_double(5.684341886080802e-14, "0.00000000000005684341886080802");
	is_double(5e22, "5e+22");
	is_double(1e23, "1e+23");
	is_double(9007199254740991.5, "9007199254740992");
	is_double(2251799813685249.5, "2251799813685249.5");
	is_double(NAN, "");
	is_double(INFINITY, "");
	is_double(-INFINITY, "");
}

/* Reads back the same, and no number of fewer digits does (tried with the C library). */
static bool
shortest(double v)
{
	char buf[WRITER_DOUBLE], other[64], digits[64];
	size_t n = writer_format_double(buf, v), k = 0;

	if (n != strlen(buf) || strtod(buf, NULL) != v)
		return false;
	for (const char *p = buf; *p != '\0' && *p != 'e'; p++)
		if (*p >= '0' && *p <= '9' && (k > 0 || *p != '0'))
			digits[k++] = *p;
	while (k > 1 && digits[k - 1] == '0')
		k--;
	if (k <= 1)
		return true;
	snprintf(other, sizeof(other), "%.*e", (int)k - 2, v);
	return strtod(other, NULL) != v;
}

static void
test_random_doubles(void)
{
	uint64_t state = 20141231, bits;
	bool any = true, rates = true, decimals = true;
	double v;

	for (int i = 0; i < 100000; i++) {
		bits = random_next(&state);
		memcpy(&v, &bits, sizeof(v));
		any = any && (!isfinite(v) || shortest(v));
		v = (double)(random_next(&state) % 1000) / (double)(1 + random_next(&state) % 30000) * 10000;
		rates = rates && shortest(v);
		v = (double)(random_next(&state) % 100000000) / (double[]){1, 10, 100, 1000, 1e6}[i % 5];
		decimals = decimals && shortest(v);
	}
	ok(any);
	ok(rates);
	ok(decimals);
}

static void
test_int(void)
{
	int fd = memfd_create("csv", MFD_CLOEXEC);
	char buf[WRITER_DOUBLE];
	struct writer *o = writer_open(fd, "scratch", false);
	bool same = true;
	char got[128];
	ssize_t n;

	writer_field(o, writer_format_int(buf, 0));
	writer_field(o, writer_format_int(buf, -1));
	writer_field(o, writer_format_int(buf, INT64_MAX));
	writer_field(o, writer_format_int(buf, INT64_MIN));
	writer_number(o, (struct slice){buf, writer_format_double(buf, 0.5)});
	writer_field(o, (struct slice){buf, writer_format_double(buf, NAN)});
	writer_end(o);
	ok(writer_close(o, NULL) == 0);
	n = pread(fd, got, sizeof(got) - 1, 0);
	got[n] = '\0';
	is_str(got, "0,-1,9223372036854775807,-9223372036854775808,0.5,\n", "integers and doubles");
	close(fd);

	for (int64_t power = 1; power <= INT64_MAX / 10; power *= 10)
		for (int64_t v = power * 9 / 7, step = -2; step <= 2; step++) {
			int64_t some[] = {power + step, -power - step, power * 10 - 1 + step, v + step};

			for (int i = 0; i < 4; i++) {
				snprintf(got, sizeof(got), "%" PRId64, some[i]);
				same = same && slice_is(writer_format_int(buf, some[i]), got);
			}
		}
	tap_ok(same, "integers of every length");
}

/* Any bytes but NUL, in rows of any shape, are read back as they were. */
static void
test_round_trip(void)
{
	enum { ROWS = 3000, COLUMNS = 5 };
	static const char some[] = "ab\",\n\r;x= '\t";
	int fd = memfd_create("csv", MFD_CLOEXEC);
	struct writer *o = writer_open(fd, "scratch", false);
	uint64_t state = 7, again = 7;
	char *cell = xmalloc(200000), path[32];
	struct reader *in;
	bool same = true;
	size_t n;

	for (int i = 0; i < ROWS; i++) {
		for (int k = 0; k < COLUMNS; k++) {
			n = random_next(&state) % (i % 500 == 0 ? 100000 : 20);
			for (size_t j = 0; j < n; j++)
				cell[j] = some[random_next(&state) % (sizeof(some) - 1)];
			writer_field(o, (struct slice){cell, n});
		}
		same = same && writer_end(o) == 0;
	}
	ok(writer_close(o, NULL) == 0 && same);
	snprintf(path, sizeof(path), "/dev/fd/%d", fd);
	in = reader_open(path, NULL, NULL);
	for (int i = 0; i < ROWS && same; i++) {
		same = reader_next(in) == 1 && reader_nfields(in) == COLUMNS;
		for (size_t k = 0; k < COLUMNS && same; k++) {
			n = random_next(&again) % (i % 500 == 0 ? 100000 : 20);
			for (size_t j = 0; j < n; j++)
				cell[j] = some[random_next(&again) % (sizeof(some) - 1)];
			same = slice_eq(reader_field(in, k), (struct slice){cell, n});
		}
	}
	ok(same && reader_next(in) == 0);
	reader_close(in);
	close(fd);
	free(cell);
}

static void
test_errors(void)
{
	int full = open("/dev/full", O_WRONLY), p[2];
	struct writer *o = writer_open(full, "results", false);
	struct errmsg e = {""};
	int r = 0;

	writer_field(o, slice_of("a row that waits in the buffer"));
	ok(writer_end(o) == 0);
	ok(writer_close(o, &e) == -1);
	is_str(e.text, "results: cannot write: No space left on device", "at the close");

	o = writer_open(full, "results", false);
	for (int i = 0; i < 100000 && r == 0; i++) {
		writer_field(o, slice_of("many rows, more than the buffer holds"));
		r = writer_end(o);
	}
	ok(r == -1);
	writer_field(o, slice_of("and on"));
	ok(writer_end(o) == -1 && writer_close(o, &e) == -1);
	close(full);

	signal(SIGPIPE, SIG_IGN);
	if (pipe(p) == -1)
		abort();
	close(p[0]);
	o = writer_open(p[1], "<stdout>", false);
	writer_field(o, slice_of("x"));
	writer_end(o);
	ok(writer_close(o, &e) == -1);
	is_str(e.text, "<stdout>: cannot write: Broken pipe", "a closed pipe with SIGPIPE ignored");
	close(p[1]);
}

/* Rows of many lengths, some longer than the buffer, each taken as it would have been written. */
static void
test_memory(void)
{
	struct writer *o = writer_open_memory(false);
	char *cell = malloc(200000);
	struct slice row;
	struct errmsg e;
	bool same = true;

	memset(cell, 'x', 200000);
	for (size_t n = 0; n < 200000; n = n * 2 + 3) {
		writer_field(o, slice_of("a,b"));
		writer_field(o, (struct slice){cell, n});
		writer_end(o);
		row = writer_take(o);
		same &= row.n == n + 7 && memcmp(row.p, "\"a,b\",", 6) == 0 &&
		    memcmp(row.p + 6, cell, n) == 0 && row.p[n + 6] == '\n';
	}
	ok(same);
	ok(writer_take(o).n == 0);
	ok(writer_close(o, &e) == 0);
	free(cell);
}

/* Rows of an empty field, and of two, after one that ends anywhere about the end of the buffer. */
static void
test_edges(void)
{
	enum { NEAR = 64 * 1024 - 20, LONGEST = NEAR + 40 };
	static const char want[] = "\n\"\"\n,\n1,\n";
	int fd = memfd_create("csv", MFD_CLOEXEC);
	char *cell = xmalloc(LONGEST), *got = xmalloc(LONGEST + sizeof(want));
	bool same = true;
	ssize_t n;

	memset(cell, 'x', LONGEST);
	for (size_t length = NEAR; length < LONGEST; length++) {
		struct writer *o = writer_open(fd, "scratch", false);

		writer_field(o, (struct slice){cell, length});
		writer_end(o);
		writer_field(o, slice_of(""));
		writer_end(o);
		writer_field(o, slice_of(""));
		writer_field(o, slice_of(""));
		writer_end(o);
		writer_number(o, slice_of("1"));
		writer_field(o, slice_of(""));
		writer_end(o);
		same = writer_close(o, NULL) == 0 && same;
		n = pread(fd, got, LONGEST + sizeof(want), 0);
		same = same && n == (ssize_t)(length + sizeof(want) - 1) &&
		    memcmp(got, cell, length) == 0 &&
		    memcmp(got + length, want, sizeof(want) - 1) == 0 &&
		    ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0;
	}
	tap_ok(same, "rows at the end of the buffer");
	free(cell);
	free(got);
	close(fd);
}

static void
test_again(void)
{
	struct writer *o = writer_open_memory(false);
	struct errmsg e;
	char head[16];
	struct slice row;

	writer_field(o, slice_of("a,b"));
	writer_field(o, slice_of("c"));
	row = writer_take(o);
	memcpy(head, row.p, row.n);
	writer_again(o, (struct slice){head, row.n});
	writer_field(o, slice_of(""));
	writer_end(o);
	writer_again(o, (struct slice){head, row.n});
	writer_field(o, slice_of("d"));
	writer_end(o);
	row = writer_take(o);
	ok(slice_is(row, "\"a,b\",c,\n\"a,b\",c,d\n"));
	ok(writer_close(o, &e) == 0);
}

int
main(void)
{
	test_quoting();
	test_places();
	test_spreadsheet();
	test_double();
	test_random_doubles();
	test_int();
	test_round_trip();
	test_errors();
	test_memory();
	test_edges();
	test_again();
	return done_testing();
}
