/*
 * libcsv empty|records FILE: libcsv alone, strict, given 128 KiB at a time. empty has callbacks
 * that do nothing; records builds what the reader provides, an array of slices for each row, and
 * prints rows, fields and bytes.
 */
#include <csv.h>
#include <err.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct slice {
	char *p;
	size_t n;
};

struct record {
	char *text;
	size_t ntext, cap;
	struct slice field[1024];
	size_t nfields;
	uint64_t rows, fields, bytes;
};

static int
never_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
no_field(void *p, size_t n, void *data)
{
	(void)p;
	(void)n;
	(void)data;
}

static void
no_row(int c, void *data)
{
	(void)c;
	(void)data;
}

static void
add_field(void *p, size_t n, void *data)
{
	struct record *r = data;

	if (r->ntext + n > r->cap) {
		r->cap = 2 * (r->ntext + n);
		if ((r->text = realloc(r->text, r->cap)) == NULL)
			err(2, NULL);
	}
	memcpy(r->text + r->ntext, p, n);
	if (r->nfields < sizeof r->field / sizeof r->field[0])
		r->field[r->nfields++] = (struct slice){r->text + r->ntext, n};
	r->ntext += n;
}

static void
end_row(int c, void *data)
{
	struct record *r = data;

	(void)c;
	r->rows++;
	r->fields += r->nfields;
	for (size_t i = 0; i < r->nfields; i++)
		r->bytes += r->field[i].n;
	r->nfields = r->ntext = 0;
}

int
main(int argc, char *argv[])
{
	static char buf[128 * 1024];
	static struct record r;
	struct csv_parser p;
	int fd, records = argc == 3 && strcmp(argv[1], "records") == 0;
	ssize_t n;

	if (argc != 3 || (fd = open(argv[2], O_RDONLY)) == -1)
		errx(2, "usage: libcsv empty|records file");
	csv_init(&p, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_space_func(&p, never_space);
	while ((n = read(fd, buf, sizeof buf)) > 0)
		if (csv_parse(&p, buf, (size_t)n, records ? add_field : no_field, records ? end_row : no_row, &r) !=
		    (size_t)n)
			errx(2, "%s: %s", argv[2], csv_strerror(csv_error(&p)));
	csv_fini(&p, records ? add_field : no_field, records ? end_row : no_row, &r);
	csv_free(&p);
	if (records)
		printf("%" PRIu64 " %" PRIu64 " %" PRIu64 "\n", r.rows, r.fields, r.bytes);
	return 0;
}
