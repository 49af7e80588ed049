/*
 * Tables for libFuzzer (clang): what is read is laid out with the periods across, and must read
 * back as the same table; and every format must take it.
 *	make B=build/fuzz CC=clang CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined" \
 *	    build/fuzz/lib.a
 *	clang -O1 -g -std=c11 -D_GNU_SOURCE -Ilib -Itests -fsanitize=fuzzer,address,undefined \
 *	    -o build/fuzz/tidy tests/fuzz/tidy.c build/fuzz/lib.a -lcsv -lxxhash -lutf8proc -lm
 *	mkdir -p build/fuzz/tables
 *	build/fuzz/tidy -max_total_time=60 build/fuzz/tables testdata/board
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tap/scratch.h"
#include "base/slice.h"
#include "csv/reader.h"
#include "tidy/tidy.h"
#include "tidy/widen.h"

enum { MOST = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whether every row has a figure: one without, labelled "Source ...", would be read as a note. */
static bool
has_figures(const struct scratch *s)
{
	struct reader *in = reader_open(s->path, NULL, NULL);
	size_t nrows = 0;
	bool all = true;

	for (; reader_next(in) == 1; nrows++) {
		bool any = false;

		for (size_t c = 1; c < reader_nfields(in); c++)
			any |= slice_trim(reader_field(in, c)).n > 0;
		all &= any;
	}
	reader_close(in);
	return all && nrows > 1;
}

/* From's table with the periods across, to fd. False: refused. */
static bool
write_table(const struct scratch *from, enum rows_format format, int fd, struct errmsg *e)
{
	const struct tidy_options opt = {.head.fyear = 2014};
	char path[sizeof(from->path)], *paths[] = {path};
	struct rows *o = rows_open(format, false, fd, "table");
	struct errmsg why;
	struct tidy t;
	bool done;

	memcpy(path, from->path, sizeof(path));
	rows_legend(o);
	done = tidy_open(&t, paths, 1, &opt, e) == 0 && widen(&t, opt.head.fyear, o, e) == 0;
	tidy_close(&t);
	if (rows_close(o, &why) == -1 && format != ROWS_JSONL)
		abort();
	return done;
}

/* The same in every format, as CSV in to. False: refused, or (no rows) not to be read back. */
static bool
wide(const struct scratch *from, const struct scratch *to, struct errmsg *e)
{
	int null = open("/dev/null", O_WRONLY);
	bool done = true;

	for (enum rows_format f = ROWS_TEXT; f <= ROWS_LATEX && done; f++)
		done = write_table(from, f, null, e);
	close(null);
	scratch_write(to, "", 0);
	lseek(to->fd, 0, SEEK_SET);
	return done && write_table(from, ROWS_CSV, to->fd, e) && has_figures(to);
}

static struct textbuf
text_of(const struct scratch *s)
{
	struct textbuf b = {0};
	char buf[4096];
	ssize_t n;

	for (textbuf_reset(&b); (n = pread(s->fd, buf, sizeof(buf), (off_t)b.n)) > 0;)
		textbuf_add(&b, (struct slice){buf, (size_t)n});
	return b;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct scratch s = {.fd = -1}, once, twice;
	struct textbuf a, b;
	struct errmsg e;

	if (s.fd == -1) {
		s = scratch_open();
		once = scratch_open();
		twice = scratch_open();
	}
	/* U+FEFF at the start of a heading would be read back as a byte order mark. */
	if (size > MOST || (size > 0 && memmem(data + 1, size - 1, "\xef\xbb\xbf", 3) != NULL))
		return 0;
	scratch_write(&s, (const char *)data, size);
	if (!wide(&s, &once, &e))
		return 0;
	e.text[0] = '\0';
	if (!wide(&once, &twice, &e)) {
		a = text_of(&once);
		fprintf(stderr, "%s\nonce:\n%s", e.text, a.p);
		abort();
	}
	a = text_of(&once);
	b = text_of(&twice);
	if (strcmp(a.p, b.p) != 0) {
		fprintf(stderr, "once:\n%stwice:\n%s", a.p, b.p);
		abort();
	}
	textbuf_free(&a);
	textbuf_free(&b);
	return 0;
}
