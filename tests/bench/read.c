/*
 * read rows|fields|three|cut FILE: the reader alone. rows reads rows only; fields also asks for
 * every field, and three for the first, third and sixth; both print the numbers of rows, of fields
 * asked for, and of their bytes.
 * cut writes those three columns.
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "csv/reader.h"
#include "csv/writer.h"

static const size_t three[3] = {0, 2, 5};

static int
count(struct reader *in, bool every, bool some)
{
	uint64_t rows = 0, fields = 0, bytes = 0;
	size_t n;
	int r;

	while ((r = reader_next(in)) == 1) {
		rows++;
		n = reader_nfields(in);
		for (size_t i = 0; every && i < n; i++)
			bytes += reader_field(in, i).n;
		for (size_t i = 0; some && i < 3 && three[i] < n; i++)
			bytes += reader_field(in, three[i]).n;
		fields += every ? n : some ? 3 : 0;
	}
	printf("%" PRIu64 " %" PRIu64 " %" PRIu64 "\n", rows, fields, bytes);
	return r;
}

static int
cut(struct reader *in)
{
	struct writer *out = writer_open(STDOUT_FILENO, "<stdout>", false);
	struct errmsg e;
	int r;

	while ((r = reader_next(in)) == 1) {
		for (size_t i = 0; i < 3 && three[i] < reader_nfields(in); i++)
			writer_field(out, reader_field(in, three[i]));
		if (writer_end(out) == -1)
			break;
	}
	if (writer_close(out, &e) == -1)
		errx(2, "%s", e.text);
	return r;
}

int
main(int argc, char *argv[])
{
	struct errmsg e;
	struct reader *in;
	int r;

	if (argc != 3)
		errx(2, "usage: read rows|fields|three|cut file");
	if ((in = reader_open(argv[2], NULL, &e)) == NULL)
		errx(2, "%s", e.text);
	if (strcmp(argv[1], "cut") == 0)
		r = cut(in);
	else
		r = count(in, strcmp(argv[1], "fields") == 0, strcmp(argv[1], "three") == 0);
	if (r == -1)
		errx(2, "%s", reader_info(in)->error.text);
	reader_close(in);
	return 0;
}
