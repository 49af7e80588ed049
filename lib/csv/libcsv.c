#include "csv/libcsv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

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

static void
start(struct csvlib *l)
{
	if (csv_init(l->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL |
	    CSV_EMPTY_IS_NULL) != 0)
		abort();	/* only for a NULL parser */
	csv_set_delim(l->parser, (unsigned char)l->delimiter);
	csv_set_space_func(l->parser, never_space);
	csv_set_realloc_func(l->parser, grow);
	csv_set_blk_size(l->parser, 4096);
}

void
csvlib_init(struct csvlib *l, char delimiter)
{
	l->parser = xmalloc(sizeof(*l->parser));
	l->delimiter = delimiter;
	start(l);
}

void
csvlib_free(struct csvlib *l)
{
	if (l->parser != NULL)
		csv_free(l->parser);
	free(l->parser);
	l->parser = NULL;
}

struct csv_parser *
csvlib_restart(struct csvlib *l)
{
	csv_free(l->parser);
	start(l);
	return l->parser;
}

size_t
csvlib_judge(struct csvlib *l, struct slice text)
{
	size_t n = csv_parse(csvlib_restart(l), text.p, text.n, NULL, NULL, NULL);

	csvlib_restart(l);
	return n;
}

struct value {
	char *to;
	size_t n;
};

static void
take_value(void *field, size_t n, void *data)
{
	struct value *v = data;

	if (n > 0)
		memcpy(v->to, field, n);
	v->n = n;
}

size_t
csvlib_unquote(struct csvlib *l, struct slice raw, char *to)
{
	struct value v = {to, 0};

	csv_parse(l->parser, raw.p, raw.n, take_value, NULL, &v);
	csv_fini(l->parser, take_value, NULL, &v);
	return v.n;
}
