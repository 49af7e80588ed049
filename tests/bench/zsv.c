/*
 * zsv default|fast FILE: every field by libzsv, which checks neither quoting nor UTF-8; prints rows,
 * fields and their bytes, as read.c does. fast is its engine for standard CSV; it hands over quoted
 * fields with their quotes doubled. zsv version prints its version.
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <zsv.h>

enum { FAST = 3 };	/* of struct zsv_opts: its header has no name for it */

struct totals {
	zsv_parser parser;
	uint64_t rows, fields, bytes;
};

static void
row(void *ctx)
{
	struct totals *t = ctx;
	size_t n = zsv_cell_count(t->parser);

	t->rows++;
	t->fields += n;
	for (size_t i = 0; i < n; i++)
		t->bytes += zsv_get_cell(t->parser, i).len;
}

int
main(int argc, char *argv[])
{
	struct totals t = {0};
	struct zsv_opts opts = {.row_handler = row, .ctx = &t};

	if (argc == 2 && strcmp(argv[1], "version") == 0)
		return printf("libzsv %s\n", zsv_lib_version()) < 0;
	if (argc != 3)
		errx(2, "usage: zsv default|fast file");
	opts.scan_engine = strcmp(argv[1], "fast") == 0 ? FAST : 0;
	if ((opts.stream = fopen(argv[2], "rb")) == NULL)
		err(2, "%s", argv[2]);
	if ((t.parser = zsv_new(&opts)) == NULL)
		errx(2, "zsv_new");
	while (zsv_parse_more(t.parser) == zsv_status_ok)
		continue;
	zsv_finish(t.parser);
	zsv_delete(t.parser);
	fclose(opts.stream);
	printf("%" PRIu64 " %" PRIu64 " %" PRIu64 "\n", t.rows, t.fields, t.bytes);
	return 0;
}
