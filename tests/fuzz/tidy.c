/*
 * Tables for libFuzzer (clang): what is read is laid out with the periods across, and must read back as the same
 * table; and every style of page must take it.
 *	make B=build/fuzz CC=clang CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined" build/fuzz/lib.a
 *	clang -O1 -g -std=c11 -D_GNU_SOURCE -Ilib -Itests -fsanitize=fuzzer,address,undefined -o build/fuzz/tidy \
 *	    tests/fuzz/tidy.c build/fuzz/lib.a -lcsv -lxxhash -lutf8proc -lm
 *	mkdir -p build/fuzz/tables && build/fuzz/tidy -max_total_time=60 build/fuzz/tables testdata/board
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tap/scratch.h"
#include "base/textbuf.h"
#include "table/layout.h"
#include "tidy/tidy.h"
#include "tidy/widen.h"

enum { MOST = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
add_quoted(struct textbuf *b, struct slice s)
{
	textbuf_addf(b, "\"");
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '"')
			textbuf_addf(b, "\"\"");
		else
			textbuf_add(b, (struct slice){s.p + i, 1});
	textbuf_addf(b, "\"");
}

static void
lay_out(const struct widen *w)
{
	struct layout *l = layout_new();
	char *page = NULL;
	size_t n;
	FILE *f = open_memstream(&page, &n);

	layout_legend(l);
	for (size_t row = 0; row < widen_nrows(w); row++) {
		for (size_t col = 0; col < widen_ncols(w); col++)
			layout_cell(l, widen_cell(w, row, col));
		layout_end(l);
	}
	for (int style = LAYOUT_TEXT; style <= LAYOUT_LATEX; style++)
		layout_print(l, (enum layout_style)style, f);
	fclose(f);
	free(page);
	layout_free(l);
}

/* Whether a row has a figure: one without any, labelled "Source ...", is a note when it is read again. */
static bool
has_figure(const struct widen *w, size_t row)
{
	bool any = false;

	for (size_t col = 1; col < widen_ncols(w); col++)
		any |= slice_trim(widen_cell(w, row, col)).n > 0;
	return any;
}

/* The file as a table with the periods across, in *out. False: refused, or (no rows) not to be read back. */
static bool
wide(const struct scratch *s, struct textbuf *out, const char **why)
{
	static struct errmsg e;
	const struct tidy_options opt = {.head.fyear = 2014};
	char path[sizeof s->path], *paths[] = {path};
	struct tidy_cell c;
	struct widen *w;
	struct tidy *t;
	bool done, plain = true, any = false;
	int r;

	*why = e.text;
	memcpy(path, s->path, sizeof path);
	if ((t = tidy_open(paths, 1, &opt, &e)) == NULL)
		return false;
	w = widen_new(t);
	while ((r = tidy_next(t, &c)) == 1)
		widen_add(w, t, &c);
	if (r == -1)
		errmsg_set(&e, "%s", tidy_error(t));
	done = r == 0 && widen_finish(w, opt.head.fyear, &e) == 0;
	if (done)
		lay_out(w);
	textbuf_reset(out);
	for (size_t row = 0; done && row < widen_nrows(w); row++) {
		plain &= has_figure(w, row);
		any |= row > 0;
		for (size_t col = 0; col < widen_ncols(w); col++) {
			textbuf_addf(out, col > 0 ? "," : "");
			add_quoted(out, widen_cell(w, row, col));
		}
		textbuf_addf(out, "\n");
	}
	widen_free(w);
	tidy_close(t);
	return done && plain && any;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct scratch s = {.fd = -1};
	struct textbuf once = {0}, twice = {0};
	const char *why;

	if (s.fd == -1)
		s = scratch_open();
	if (size > MOST)
		return 0;
	scratch_write(&s, (const char *)data, size);
	if (wide(&s, &once, &why)) {
		scratch_write(&s, once.p, once.n);
		if (!wide(&s, &twice, &why) || strcmp(once.p, twice.p) != 0) {
			fprintf(stderr, "%s\nonce:\n%stwice:\n%s", why, once.p, twice.p != NULL ? twice.p : "");
			abort();
		}
	}
	textbuf_free(&once);
	textbuf_free(&twice);
	return 0;
}
