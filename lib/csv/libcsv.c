#include "csv/libcsv.h"

#include <csv.h>
#include <stdlib.h>

#include "base/memory.h"

/*
 * CSV_STRICT refuses stray quotes, CSV_STRICT_FINI an unclosed one, CSV_REPALL_NL reports blank
 * lines (and a second one after each CR), CSV_EMPTY_IS_NULL tells an empty field from "". libcsv
 * would drop the spaces around a field, and accept spaces around quotes: so no character is a space
 * to it.
 */
static int
never_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void *
grow(void *p, size_t n)
{
	return xrealloc(p, n, 1);
}

void
csvlib_start(struct csv_parser *parser, char delimiter)
{
	if (csv_init(parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_EMPTY_IS_NULL) != 0)
		abort();	/* only for a NULL parser */
	csv_set_delim(parser, (unsigned char)delimiter);
	csv_set_space_func(parser, never_space);
	csv_set_realloc_func(parser, grow);
	csv_set_blk_size(parser, 4096);
}

size_t
csvlib_judge(struct slice text, char delimiter)
{
	struct csv_parser parser;
	size_t n;

	csvlib_start(&parser, delimiter);
	n = csv_parse(&parser, text.p, text.n, NULL, NULL, NULL);
	csv_free(&parser);
	return n;
}
