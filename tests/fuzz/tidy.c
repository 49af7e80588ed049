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
#include "base/textbuf.h"
#include "csv/reader.h"
#include "tidy/tidy.h"
#include "tidy/widen.h"

enum { MOST = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
write_table(const struct widen *w, enum rows_format format, int fd)
{
	struct rows *o = rows_open(format, false, fd, "table");
	struct errmsg e;

	rows_legend(o);
	if (widen_write(w, o) == -1 && format != ROWS_JSONL)
		abort();
	rows_close(o, &e);
}

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

/* From's table with the periods across, in to. False: refused, or (no rows) not to be read back. */
static bool
wide(const struct scratch *from, const struct scratch *to, struct errmsg *e)
{
	const struct tidy_options opt = {.head.fyear = 2014};
	char path[sizeof(from->path)], *paths[] = {path};
	struct observation o;
	struct widen *w;
	struct tidy *t;
	bool done;
	int r;

	memcpy(path, from->path, sizeof(path));
	if ((t = tidy_open(paths, 1, &opt, e)) == NULL)
		return false;
	w = widen_new(t);
	while ((r = tidy_next(t, &o)) == 1)
		widen_add(w, &o);
	if (r == -1)
		errmsg_set(e, "%s", tidy_error(t));
	done = r == 0 && widen_finish(w, opt.head.fyear, e) == 0;
	if (done) {
		int null = open("/dev/null", O_WRONLY);

		for (enum rows_format f = ROWS_TEXT; f <= ROWS_LATEX; f++)
			write_table(w, f, null);
		close(null);
		scratch_write(to, "", 0);
		lseek(to->fd, 0, SEEK_SET);
		write_table(w, ROWS_CSV, to->fd);
	}
	widen_free(w);
	tidy_close(t);
	return done && has_figures(to);
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
