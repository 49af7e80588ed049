/*
 * The reader: testdata/csv against what Python's csv module read, faults and where they are,
 * encodings, limits.
 */
#include "csv/reader.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"
#include "csv/index.h"
#include "tap/tap.h"

/* A file of these bytes, under a path, without a folder to clean up. */
struct scratch {
	int fd;
	char path[40];
};

static struct scratch
scratch(const char *p, size_t n)
{
	struct scratch s = {.fd = memfd_create("csv", MFD_CLOEXEC)};

	if (s.fd == -1 || write(s.fd, p, n) != (ssize_t)n)
		abort();
	snprintf(s.path, sizeof(s.path), "/dev/fd/%d", s.fd);
	return s;
}

/* The message after the name of the file. */
static const char *
message(const struct reader *in)
{
	return reader_info(in)->error.text + strlen(reader_info(in)->name);
}

static void
print_json(FILE *f, struct slice s)
{
	fputc('"', f);
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '"':
			fputs("\\\"", f);
			break;
		case '\\':
			fputs("\\\\", f);
			break;
		case '\n':
			fputs("\\n", f);
			break;
		case '\r':
			fputs("\\r", f);
			break;
		case '\t':
			fputs("\\t", f);
			break;
		default:
			fputc(s.p[i], f);
		}
	fputc('"', f);
}

static char *
as_json(const char *path, int index_path)
{
	struct reader_options opt = {.path = index_path};
	struct reader *in = reader_open(path, &opt, NULL);
	char *text;
	size_t n;
	FILE *f = open_memstream(&text, &n);
	int r = -1;

	while (in != NULL && (r = reader_next(in)) == 1) {
		fputc('[', f);
		for (size_t i = 0; i < reader_nfields(in); i++) {
			fputs(i > 0 ? ", " : "", f);
			print_json(f, reader_field(in, i));
		}
		fputs("]\n", f);
	}
	if (r == -1)
		fputs(in != NULL ? reader_info(in)->error.text : "not opened", f);
	reader_close(in);
	fclose(f);
	return text;
}

static char *
contents(const char *path)
{
	char buf[4096], *text;
	size_t n, size;
	FILE *out = open_memstream(&text, &size), *f = fopen(path, "r");

	while (f != NULL && (n = fread(buf, 1, sizeof(buf), f)) > 0)
		fwrite(buf, 1, n, out);
	if (f != NULL)
		fclose(f);
	fclose(out);
	return text;
}

static void
test_files(void)
{
	static const char *const names[] = {"quoted-newlines", "doubled-quotes", "empty-fields",
	    "json", "utf8",
		"crlf", "bom", "no-last-newline", "one-column", "blanks", "ragged", "mixed-ends",
		"other-characters"};
	char path[80], name[80], *got, *want;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (int p = CSVINDEX_AUTO; p < CSVINDEX_PATHS; p++) {
			if (!csvindex_has((enum csvindex_path)p))
				continue;
			snprintf(path, sizeof(path), "testdata/csv/%s.csv", names[i]);
			got = as_json(path, p);
			snprintf(path, sizeof(path), "testdata/csv/%s.json", names[i]);
			want = contents(path);
			snprintf(name, sizeof(name), "%s.csv on path %d", names[i], p);
			is_str(got, want, name);
			free(got);
			free(want);
		}
}

#define BYTES(s) s, sizeof(s) - 1

static const struct {
	const char *name, *p;
	size_t n;
	enum reader_fault fault;
	struct reader_position where;
	const char *message;
} faults[] = {
	{"stray quote", BYTES("a,b\n1,x\"y\"\n"), READER_STRAY_QUOTE, {2, 4, 7},
		":2: column 4 (byte 7): a quote inside an unquoted field; expected the whole "
		"field in quotes, "
		"and each quote in it doubled"},
	{"stray quote after a blank", BYTES("a,b\n1, \"y\"\n"), READER_STRAY_QUOTE, {2, 4, 7},
	    NULL},
	{"quote at a field's end", BYTES("5\" pipe\n"), READER_STRAY_QUOTE, {1, 2, 1}, NULL},
	{"text after a closing quote", BYTES("a\n\"x\"y\n"), READER_AFTER_QUOTE, {2, 4, 5},
		":2: column 4 (byte 5): text after a closing quote; expected a delimiter or "
		"the end of the line, "
		"or quotes within the field doubled"},
	{"blank after a closing quote", BYTES("\"x\" ,y\n"), READER_AFTER_QUOTE, {1, 4, 3}, NULL},
	{"quotes not doubled", BYTES("\"say \"so\"\"\n"), READER_AFTER_QUOTE, {1, 7, 6}, NULL},
	{"unclosed quote", BYTES("a,b\n1,\"x\n2,3\n"), READER_OPEN_QUOTE, {2, 3, 6},
		":2: column 3 (byte 6): a quote that is never closed; expected a closing quote"},
	{"unclosed quote at the end", BYTES("a,b\n1,\""), READER_OPEN_QUOTE, {2, 3, 6}, NULL},
	{"unclosed after a doubled quote", BYTES("\"x\"\""), READER_OPEN_QUOTE, {1, 1, 0}, NULL},
	{"unclosed after a quoted newline", BYTES("\"x\ny\",\"z\n"), READER_OPEN_QUOTE, {2, 4, 6},
	    NULL},
	{"bare CR", BYTES("a,b\n1\r,2\n"), READER_BARE_CR, {2, 2, 5},
		":2: column 2 (byte 5): a carriage return without a newline; expected LF or "
		"CRLF at the end of a "
		"line"},
	{"CR as the last byte", BYTES("a\r\nb\r"), READER_BARE_CR, {2, 2, 4}, NULL},
	{"CR CR LF", BYTES("a\r\r\n"), READER_BARE_CR, {1, 2, 1}, NULL},
	{"bare CR after a closing quote", BYTES("\"a\"\rb\n"), READER_BARE_CR, {1, 4, 3}, NULL},
	{"NUL", BYTES("a,b\n1,x\0y\n"), READER_NUL, {2, 4, 7}, NULL},
	{"NUL in quotes", BYTES("\"a\n\0\"\n"), READER_NUL, {2, 1, 3}, NULL},
	{"windows-1252 quote", BYTES("a\nit\x92s\n"), READER_UTF8, {2, 3, 4},
		":2: byte 0x92 at line 2 column 3: not UTF-8; looks like windows-1252; try -E "
		"windows-1252"},
	{"windows-1252 ellipsis, the byte of the ees case", BYTES("a\nwait\x85\n"), READER_UTF8,
	    {2, 5, 6},
		":2: byte 0x85 at line 2 column 5: not UTF-8; looks like windows-1252; try -E "
		"windows-1252"},
	{"overlong", BYTES("\xc0\xaf\n"), READER_UTF8, {1, 1, 0}, NULL},
	{"surrogate", BYTES("ab\xed\xa0\x80\n"), READER_UTF8, {1, 3, 2}, NULL},
	{"above U+10FFFF", BYTES("\xf4\x90\x80\x80"), READER_UTF8, {1, 1, 0}, NULL},
	{"cut character before a delimiter", BYTES("\xe2\x82,b\n"), READER_UTF8, {1, 1, 0}, NULL},
	{"cut character at the end", BYTES("a,\xe2\x82"), READER_UTF8, {1, 3, 2}, NULL},
	{"UTF-16 with a BOM", BYTES("\xff\xfe" "a\0,\0b\0\n\0"), READER_UTF8, {1, 1, 0},
		":1: byte 0xFF at line 1 column 1: not UTF-8; looks like UTF-16; try -E UTF-16"},
	{"UTF-16 without", BYTES("a\0r\0e\0a\0,\0b\0\n\0"), READER_NUL, {1, 2, 1},
		":1: column 2 (byte 1): a NUL byte; expected text; looks like UTF-16; try -E "
		"UTF-16LE"},
	{"big-endian UTF-16", BYTES("\0a\0r\0e\0a\0,\0b\0\n"), READER_NUL, {1, 1, 0},
		":1: column 1 (byte 0): a NUL byte; expected text; looks like UTF-16; try -E "
		"UTF-16BE"},
	{"BOM, then a fault", BYTES("\xef\xbb\xbf" "a\"\n"), READER_STRAY_QUOTE, {1, 2, 4}, NULL},
	{"the first of two", BYTES("a\xff,\"b\"c\n"), READER_UTF8, {1, 2, 1}, NULL},
	{"the first of two, other order", BYTES("\"b\"c,\xff\n"), READER_AFTER_QUOTE, {1, 4, 3},
	    NULL},
};

static void
test_faults(void)
{
	struct reader_position w;
	struct scratch s;
	struct reader *in;
	int r;

	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		s = scratch(faults[i].p, faults[i].n);
		in = reader_open(s.path, NULL, NULL);
		while ((r = reader_next(in)) == 1)
			continue;
		w = reader_info(in)->where;
		if (!tap_ok(r == -1 && reader_info(in)->fault == faults[i].fault &&
		    w.line == faults[i].where.line && w.column == faults[i].where.column &&
		    w.byte == faults[i].where.byte, faults[i].name))
			printf("# fault %d at %" PRIu64 ":%" PRIu64 ", byte %" PRIu64 "\n",
			    (int)reader_info(in)->fault, w.line, w.column, w.byte);
		if (faults[i].message != NULL)
			is_str(message(in), faults[i].message, faults[i].name);
		reader_close(in);
		close(s.fd);
	}
}

/* Every fault of a file, and the rows between. */
static void
test_resync(void)
{
	static const char text[] = "a,b\n1,\"x\"y\nok,1\r\n2,q\"q\n\"3\nmore\",z\xff\nok,2\n"
	    "4\r4,5\n\"open\nok,3\n";
	static const struct {
		int r;
		enum reader_fault fault;
		uint64_t line;
	} want[] = {
		{1, READER_OK, 1},
		{-1, READER_AFTER_QUOTE, 2}, {1, READER_OK, 3},
		{-1, READER_STRAY_QUOTE, 4}, {-1, READER_UTF8, 6},
		{1, READER_OK, 7}, {-1, READER_BARE_CR, 8},
		{-1, READER_OPEN_QUOTE, 9}, {1, READER_OK, 10},
		{0, READER_OK, 0},
	};
	struct scratch s = scratch(text, sizeof(text) - 1);
	struct reader *in = reader_open(s.path, NULL, NULL);
	struct reader_ends ends;
	char name[40];
	bool pass;
	int r;

	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		r = reader_next(in);
		pass = r == want[i].r && reader_info(in)->fault == want[i].fault;
		if (r != 0)
			pass = pass && (r == 1 ? reader_line(in) :
			    reader_info(in)->where.line) == want[i].line;
		snprintf(name, sizeof(name), "reading goes on, step %zu", i + 1);
		tap_ok(pass, name);
	}
	ends = reader_info(in)->ends;
	ok(ends.lf == 3 && ends.first_lf == 1 && ends.crlf == 1 && ends.first_crlf == 3 &&
	    ends.none == 0);
	ok(reader_rows(in) == 4);
	reader_close(in);
	close(s.fd);
}

static void
test_row(void)
{
	static const char text[] = "\xef\xbb\xbf" "h\r\na,\"b\nc\",\"d\"\"e\"\r\nlast";
	struct scratch s = scratch(text, sizeof(text) - 1);
	struct reader *in = reader_open(s.path, NULL, NULL);
	struct reader_position w;
	struct slice first, third;

	ok(reader_next(in) == 1 && reader_info(in)->bom && slice_is(reader_record(in), "h\r\n"));
	ok(reader_next(in) == 1 && reader_nfields(in) == 3 && reader_line(in) == 2);
	third = reader_field(in, 2);
	first = reader_field(in, 0);
	ok(slice_is(first, "a") && slice_is(reader_field(in, 1), "b\nc") &&
	    slice_is(third, "d\"e"));
	ok(reader_field(in, 2).p == third.p);
	ok(slice_is(reader_raw(in, 2), "\"d\"\"e\""));
	ok(slice_is(reader_record(in), "a,\"b\nc\",\"d\"\"e\"\r\n"));
	w = reader_where(in, 2);
	ok(w.line == 3 && w.column == 4 && w.byte == 14);
	w = reader_where(in, 3);
	ok(w.line == 3 && w.column == 10 && w.byte == 20);
	ok(reader_next(in) == 1 && slice_is(reader_record(in), "last") &&
	    slice_is(reader_field(in, 0), "last"));
	ok(reader_line(in) == 4 && reader_info(in)->ends.none == 1);
	ok(reader_next(in) == 0 && reader_next(in) == 0 && reader_bytes(in) == sizeof(text) - 1);
	reader_close(in);
	close(s.fd);
}

/* Many windows of text, with newlines in quotes and fields that are longer than a window. */
static void
test_long(void)
{
	enum { ROWS = 40000, LONG = 700000 };
	char *text, *cell = xmalloc(LONG);
	size_t n;
	FILE *f = open_memstream(&text, &n);
	uint64_t line = 1, lines_right = 0, fields_right = 0;
	struct scratch s;
	struct reader *in;

	memset(cell, 'x', LONG);
	for (int i = 0; i < ROWS; i++) {
		fprintf(f, "%d,\"a \"\"b\"\"%s\",", i, i % 7 == 0 ? "\n" : "");
		fwrite(cell, 1, i % 20000 == 11 ? LONG : (size_t)i % 50, f);
		fputs(i % 3 == 0 ? "\r\n" : "\n", f);
	}
	fclose(f);
	s = scratch(text, n);
	in = reader_open(s.path, NULL, NULL);
	for (int i = 0; reader_next(in) == 1; i++) {
		lines_right += i % 5 != 0 || reader_line(in) == line;
		line += i % 7 == 0 ? 2 : 1;
		fields_right += reader_nfields(in) == 3 &&
		    reader_field(in, 1).n == (i % 7 == 0 ? 6 : 5) &&
		    reader_field(in, 2).n == (i % 20000 == 11 ? LONG : (size_t)i % 50);
	}
	ok(reader_rows(in) == ROWS && lines_right == ROWS && fields_right == ROWS);
	ok(reader_info(in)->fault == READER_OK);
	reader_close(in);
	close(s.fd);
	free(text);
	free(cell);
}

static void
test_encoding(void)
{
	static const char cp1252[] = "a,b\nit\x92s,\x80" "5\n",
	    utf16[] = "\xff\xfe" "a\0,\0b\0\n\0\xa3\0,\0\x31\0\n\0";
	struct reader_options opt = {.encoding = "windows-1252"};
	struct scratch s = scratch(cp1252, sizeof(cp1252) - 1);
	struct reader *in = reader_open(s.path, &opt, NULL);
	struct errmsg e;

	ok(reader_next(in) == 1 && reader_next(in) == 1);
	ok(slice_is(reader_field(in, 0), "it\xe2\x80\x99s") &&
	    slice_is(reader_field(in, 1), "\xe2\x82\xac" "5"));
	ok(reader_next(in) == 0);
	reader_close(in);
	close(s.fd);

	s = scratch(utf16, sizeof(utf16) - 1);
	opt.encoding = "UTF-16";
	in = reader_open(s.path, &opt, NULL);
	ok(reader_next(in) == 1 && reader_nfields(in) == 2 && reader_next(in) == 1);
	ok(slice_is(reader_field(in, 0), "\xc2\xa3") && reader_next(in) == 0);
	reader_close(in);
	close(s.fd);

	s = scratch(BYTES("a,b\n1,\x81\n"));
	opt.encoding = "windows-1252";
	in = reader_open(s.path, &opt, NULL);
	ok(reader_next(in) == 1 && reader_next(in) == -1 && reader_info(in)->fault == READER_READ);
	is_str(message(in), ":2: column 3 (byte 6): what follows, 0x81 at byte 6 of the file "
	    "itself, is not windows-1252; expected text in that encoding (-E)", "a byte the encoding does not have");
	ok(reader_next(in) == -1);
	reader_close(in);
	close(s.fd);

	s = scratch(BYTES("a,b\n1,caf\xc3\xa9\n"));
	opt.encoding = "utf-8";
	in = reader_open(s.path, &opt, NULL);
	ok(reader_next(in) == 1 && reader_next(in) == 1 && reader_next(in) == 0);
	reader_close(in);
	opt.encoding = "klingon";
	ok(reader_open(s.path, &opt, &e) == NULL);
	e.text[strcspn(e.text, ",")] = '\0';
	is_str(e.text, "--encoding: 'klingon' is not known here; convert the file first (iconv -f "
	    "ENCODING -t UTF-8); expected UTF-8",
	    "unknown encoding");
	close(s.fd);
}

static void
test_limits(void)
{
	static const char text[] = "1,2,3\n1,2,3,4\n1\n\"12345678901234567890\"\nx\n";
	struct reader_options opt = {.max_fields = 3, .max_record = 20};
	struct scratch s = scratch(text, sizeof(text) - 1);
	struct reader *in = reader_open(s.path, &opt, NULL);

	ok(reader_next(in) == 1 && reader_next(in) == -1 &&
	    reader_info(in)->fault == READER_TOO_WIDE);
	is_str(message(in), ":2: column 7 (byte 12): a record of more than 3 fields; "
	    "expected fewer (see --max-fields)", "too wide");
	ok(reader_next(in) == 1 && reader_next(in) == -1 &&
	    reader_info(in)->fault == READER_TOO_LONG);
	is_str(message(in), ":4: column 1 (byte 16): a record of more than 20 bytes; "
	    "expected its end before (see --max-record)", "too long");
	ok(reader_next(in) == 1 && slice_is(reader_field(in, 0), "x") && reader_next(in) == 0);
	reader_close(in);
	close(s.fd);
}

/* Behind a fault there may be no line to go on with: that ends, too. */
static void
test_no_line(void)
{
	struct reader_options opt = {.max_record = 1000, .read_size = 256};
	char text[5000];
	struct scratch s;
	struct reader *in;

	memset(text, 'x', sizeof(text));
	s = scratch(text, sizeof(text));
	in = reader_open(s.path, &opt, NULL);
	ok(reader_next(in) == -1 && reader_info(in)->fault == READER_TOO_LONG);
	ok(reader_next(in) == -1 && reader_info(in)->fault == READER_READ && reader_next(in) == -1);
	ok(reader_bytes(in) < 3000);
	reader_close(in);
	close(s.fd);

	text[2] = '"';
	s = scratch(text, 900);
	in = reader_open(s.path, &opt, NULL);
	ok(reader_next(in) == -1 && reader_info(in)->fault == READER_STRAY_QUOTE &&
	    reader_next(in) == 0 && reader_next(in) == 0);
	reader_close(in);
	close(s.fd);
}

/* A line that continues a character is not UTF-8, whatever came before it in the buffer. */
static void
test_moved(void)
{
	struct reader_options opt = {.read_size = 66};
	char text[200], name[60];
	struct scratch s;
	struct reader *in;

	memset(text, 'x', sizeof(text));
	memcpy(text + 61, "\xc3\xa9\n\xa9", 4);	/* the last one arrives with the first read */
	text[99] = text[199] = '\n';
	s = scratch(text, sizeof(text));
	for (opt.path = CSVINDEX_PLAIN; opt.path < CSVINDEX_PATHS; opt.path++) {
		if (!csvindex_has((enum csvindex_path)opt.path))
			continue;
		in = reader_open(s.path, &opt, NULL);
		snprintf(name, sizeof(name), "a line moved in the buffer, path %d", opt.path);
		tap_ok(reader_next(in) == 1 && reader_next(in) == -1 &&
		    reader_info(in)->fault == READER_UTF8 && reader_info(in)->where.byte == 64, name);
		reader_close(in);
	}
	close(s.fd);
}

static void
test_delimiter(void)
{
	struct reader_options opt = {.delimiter = ';'};
	struct scratch s = scratch(BYTES("a;\"b;c\";d,e\n"));
	struct reader *in = reader_open(s.path, &opt, NULL);
	struct errmsg e;

	ok(reader_next(in) == 1 && reader_nfields(in) == 3 && slice_is(reader_field(in, 1), "b;c"));
	reader_close(in);
	opt.delimiter = '"';
	ok(reader_open(s.path, &opt, &e) == NULL);
	close(s.fd);
}

static void
test_open(void)
{
	struct errmsg e;
	struct reader *in;

	ok(reader_open("testdata", NULL, &e) == NULL);
	is_str(e.text, "testdata: is a directory; expected a file", "a directory");
	ok(reader_open("testdata/no such file.csv", NULL, &e) == NULL);
	is_str(e.text, "testdata/no such file.csv: No such file or directory", "no such file");
	in = reader_open("/dev/null", NULL, &e);
	ok(reader_next(in) == 0 && reader_next(in) == 0 && reader_rows(in) == 0 &&
	    reader_bytes(in) == 0);
	reader_close(in);
	reader_close(NULL);
}

/* How many fields are as in the record before, in digits; 'x': a fault. */
static void
same_in(const struct reader_options *opt, const char *text, size_t n, char *got)
{
	struct scratch s = scratch(text, n);
	struct reader *in = reader_open(s.path, opt, NULL);
	int r;

	while ((r = reader_next(in)) != 0)
		*got++ = r == 1 ? (char)('0' + reader_same(in)) : 'x';
	*got = '\0';
	reader_close(in);
	close(s.fd);
}

static void
test_same(void)
{
	static const struct {
		const char *text, *wanted;
	} table[] = {
		{"a,b,c\n", "0"},
		{"a,b,c\na,b,d\na,x,d\nz,x,d\n", "0210"},
		{"a,b,c\na,b,cd\na,b,c\nab,b,c\na,b,c\n", "02200"},
		{"a,b\na,b,c\na\na,b\n", "0100"},
		{"a,b\na,b\na,b", "011"},
		{"a,b\r\na,b\r\na,c\r\n", "021"},
		{"a,b\n\n\na,b\na,b\n", "00001"},
		{"\"a\",b\n\"a\",b\n\"a\"\"b\",b\n\"a\",b\n", "0100"},
		{"\"a,1\",b\n\"a,2\",b\n\"a,2\",c\n", "001"},
		{"a name of some length,another,1\na name of some length,another,2\n", "02"},
		{"a name of some length,b,1\na name of some lengths,b,1\n", "00"},
		{"a,b\na,x\"y\na,b\na,b\n", "0x01"},
	};
	struct reader_options opt = {0};
	char got[10], rows[3000 + 1] = "", same[1000 + 1];
	bool fewer = false;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		same_in(&opt, table[i].text, strlen(table[i].text), got);
		is_str(got, table[i].wanted, table[i].text);
	}
	for (int i = 0; i < 600; i++)
		strcat(rows, "a,b\n");
	opt.read_size = 66;		/* the row before may be out of the buffer */
	same_in(&opt, rows, strlen(rows), same);
	for (int i = 0; i < 600; i++)
		fewer |= same[i] != '0' && same[i] != '1';
	ok(strlen(same) == 600 && !fewer && strchr(same, '1') != NULL);
}

/* From the second read on, the file is a directory: reading it fails. */
static void
break_file(void *calls, const struct reader *in, int fd)
{
	int dir;

	(void)in;
	if ((*(int *)calls)++ != 1)
		return;
	dir = open("testdata", O_RDONLY);
	dup2(dir, fd);
	close(dir);
}

static void
test_read_error(void)
{
	int calls = 0;
	struct reader_options opt = {.tick = break_file, .tick_arg = &calls};
	struct scratch s = scratch(BYTES("a,b\n1,2\n3,4\n"));
	struct reader *in = reader_open(s.path, &opt, NULL);

	for (int i = 0; i < 3; i++)
		ok(reader_next(in) == 1);
	ok(reader_next(in) == -1 && reader_info(in)->fault == READER_READ);
	is_str(message(in), ":4: column 1 (byte 12): cannot read on: Is a directory",
	    "a read error half way");
	reader_close(in);
	close(s.fd);
}

int
main(void)
{
	test_files();
	test_faults();
	test_resync();
	test_row();
	test_long();
	test_encoding();
	test_limits();
	test_no_line();
	test_moved();
	test_same();
	test_delimiter();
	test_open();
	test_read_error();
	return done_testing();
}
