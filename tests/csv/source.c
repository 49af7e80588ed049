/* Files that are no CSV, and files that change while they are read. */
#include "csv/source.h"

#include <fcntl.h>
#include <stdlib.h>
#include <time.h>

#include "csv/foreign.h"
#include "csv/reader.h"
#include "tap/scratch.h"
#include "tap/tap.h"

#define BYTES(s) {s, sizeof(s) - 1}

static void
test_foreign(void)
{
	static const struct {
		struct slice head;
		const char *path, *want;
	} cases[] = {
		{BYTES("PK\3\4\24\0\6\0\10\0\0\0!\0\x9d\x97"), "b.xlsx", "b.xlsx: a workbook or "
		    "another zip file; expected CSV, as from: xlsx2csv -f %Y-%m-%d b.xlsx, or "
		    "unzip -p b.xlsx"},
		{BYTES("PK\3\4\24\0\0\0\10\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\23\0\0\0"
		    "[Content_Types].xml"), "my book.xlsx", "my book.xlsx: an Excel workbook; "
		    "expected CSV, as from: xlsx2csv -f %Y-%m-%d 'my book.xlsx'"},
		{BYTES("PK\3\4\24\0\0\10\0\0mimetypeapplication/vnd.oasis.opendocument.x"), "b.ods",
		    "b.ods: an OpenDocument workbook; expected CSV, as from: soffice --headless "
		    "--convert-to csv b.ods, or ssconvert b.ods b.ods.csv"},
		{BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "-b.xls", "-b.xls: an old Excel "
		    "workbook, or one with a password; expected CSV, as from: soffice --headless "
		    "--convert-to csv ./-b.xls, or ssconvert ./-b.xls ./-b.xls.csv"},
		{BYTES("\x1f\x8b\x08\0\0\0\0\0"), "it's.gz", "it's.gz: compressed with gzip; "
		    "expected CSV, as from: gzip -dc 'it'\\''s.gz' | source"},
		{BYTES("\xfd" "7zXZ\0\0"), NULL, "<stdin>: compressed with xz; expected CSV, as "
		    "from: xz -dc FILE | source"},
		{BYTES("\x28\xb5\x2f\xfd"), "a.zst", "a.zst: compressed with zstd; expected CSV, "
		    "as from: zstd -dc a.zst | source"},
		{BYTES("%PDF-1.7\n"), "a.pdf", "a.pdf: a PDF; expected CSV, as from: pdftotext "
		    "-layout a.pdf (text; better ask for the table itself)"},
		{BYTES("PK,1\n"), "a.csv", NULL},
		{BYTES("%PDF,1\n"), "a.csv", NULL},
		{BYTES("\x1f"), "a.csv", NULL},
		{BYTES(""), "a.csv", NULL},
		{BYTES("a,b\n"), "a.csv", NULL},
	};
	struct errmsg e;
	int r;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		e.text[0] = '\0';
		r = foreign_check(cases[i].head, cases[i].path, &e);
		tap_ok(r == (cases[i].want != NULL ? -1 : 0), cases[i].path != NULL ?
		    cases[i].path : "<stdin>");
		is_str(e.text, cases[i].want != NULL ? cases[i].want : "", "the message");
	}
}

/* Whatever is read at once, and whatever the encoding, the reader says no more than that. */
static void
test_reader(void)
{
	static const char *const encoding[] = {NULL, "windows-1252", "UTF-16"};
	struct reader_options opt = {0};
	struct scratch s = scratch_open();
	struct reader *in;
	char want[300];

	scratch_write(&s, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\n,\n,\"\n", 14);
	snprintf(want, sizeof(want), "%s: an old Excel workbook, or one with a password; expected "
	    "CSV, as from: soffice --headless --convert-to csv %s, or ssconvert %s %s.csv", s.path,
	    s.path, s.path, s.path);
	for (size_t i = 0; i < 3; i++)
		for (opt.read_size = 4; opt.read_size < 8; opt.read_size++) {
			opt.encoding = encoding[i];
			in = reader_open(s.path, &opt, NULL);
			ok(reader_next(in) == -1 && reader_info(in)->fault == READER_READ);
			is_str(reader_info(in)->error.text, want, "a workbook");
			ok(reader_next(in) == -1);
			reader_close(in);
		}
	close(s.fd);
}

/* Reads the file with `change` after the first row. Returns how the last read ended. */
static int
read_changing(struct scratch *s, void (*change)(struct scratch *s), char *said, size_t size)
{
	struct reader *in;
	char *row = malloc(1 << 20);
	int r;

	memset(row, 'x', 1 << 20);
	row[1000] = row[(1 << 20) - 1] = '\n';
	scratch_write(s, row, 1 << 20);
	free(row);
	in = reader_open(s->path, NULL, NULL);
	r = reader_next(in);
	change(s);
	while (r == 1)
		r = reader_next(in);
	snprintf(said, size, "%s", r == -1 ? reader_info(in)->error.text +
	    strlen(reader_info(in)->name) : "");
	reader_close(in);
	return r;
}

static void
no_change(struct scratch *s)
{
	(void)s;
}

static void
grow(struct scratch *s)
{
	ok(pwrite(s->fd, "y\n", 2, 1 << 20) == 2);
}

static void
cut(struct scratch *s)
{
	ok(ftruncate(s->fd, 300000) == 0);
}

/* The same size, another digit: only the time tells. */
static void
change_time(struct scratch *s)
{
	struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = 1000000000}};

	ok(futimens(s->fd, times) == 0);
}

static void
grow_and_date_back(struct scratch *s)
{
	struct stat st;

	ok(fstat(s->fd, &st) == 0);
	grow(s);
	ok(futimens(s->fd, (struct timespec[]){st.st_atim, st.st_mtim}) == 0);
}

static void
test_change(void)
{
	static const char want[] = ": changed while it was read; expected a complete file: run "
	    "this again once nothing writes to it";
	static void (*const changes[])(struct scratch *) = {grow, cut, change_time,
	    grow_and_date_back};
	char said[400];
	struct scratch s = scratch_open();

	ok(read_changing(&s, no_change, said, sizeof(said)) == 0);
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		ok(read_changing(&s, changes[i], said, sizeof(said)) == -1);
		is_str(said, want, "a file that changes");
	}
	close(s.fd);
}

/* A pipe is never the same twice. */
static void
test_pipe(void)
{
	struct source *s;
	char path[40], buf[100];
	int fd[2];

	ok(pipe(fd) == 0 && write(fd[1], "a,b\n", 4) == 4);
	snprintf(path, sizeof(path), "/dev/fd/%d", fd[0]);
	s = source_open(path, NULL, NULL);
	ok(source_read(s, buf, sizeof(buf)) == 4);
	ok(write(fd[1], "1,2\n", 4) == 4);
	ok(source_read(s, buf, sizeof(buf)) == 4);
	close(fd[1]);
	ok(source_read(s, buf, sizeof(buf)) == 0 && s->error.text[0] == '\0');
	source_close(s);
	close(fd[0]);
}

int
main(void)
{
	test_foreign();
	test_reader();
	test_change();
	test_pipe();
	return done_testing();
}
