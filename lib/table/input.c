#include "table/input.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "table/progress.h"

struct input {
	struct input_row row;	/* first: see input_field() */
	size_t *map;		/* row.map, when there is one */
	struct input_options opt;
	char *const *paths;
	size_t npaths, file;	/* files in all; the one being read */
	bool broken;		/* a further file cannot be */
	struct slice *heading;
	size_t ncols;
	struct intern *names, *columns;
	uint64_t rows;
	struct progress *progress;
	char dash[2], *only_stdin[1];
	struct errmsg error;
};

static int
copy_error(struct input *in)
{
	return errmsg_set(&in->error, "%s", reader_error(in->row.csv));
}

/* Opens file number in->file and reads to its heading. */
static int
open_file(struct input *in)
{
	in->row.csv = reader_open(in->paths[in->file], &in->opt.csv, &in->error);
	if (in->row.csv == NULL)
		return -1;
	switch (reader_next(in->row.csv)) {
	case 0:
		return errmsg_set(&in->error, "%s: %s; expected a heading", reader_name(in->row.csv),
		    reader_had_bom(in->row.csv) ? "nothing but a byte order mark" : "no data (zero bytes)");
	case -1:
		return copy_error(in);
	}
	if (reader_nfields(in->row.csv) == 0)
		return errmsg_set(&in->error, "%s:1: a blank line; expected the heading",
		    reader_name(in->row.csv));
	return 0;
}

/* A column is known by its heading and by how many columns before it have the same. */
struct column {
	uint32_t name, turn;
};

static struct slice
column_key(const struct column *c)
{
	return (struct slice){(const char *)c, sizeof *c};
}

static int
check_heading(struct input *in, size_t i, struct column c)
{
	if (slice_trim(in->heading[i]).n == 0)
		return errmsg_set(&in->error, "%s:1: column %zu has a blank heading; expected a name",
		    reader_name(in->row.csv), i + 1);
	if (c.turn == 0)
		return 0;
	c.turn = 0;
	return errmsg_set(&in->error, "%s:1: columns %" PRIu32 " and %zu are both headed '%.*s'; "
	    "expected each heading once", reader_name(in->row.csv),
	    intern_find(in->columns, column_key(&c)) + 1, i + 1, SLICE_ARG(in->heading[i]));
}

/* The first file's headings; in->columns has them numbered as the columns are. */
static int
read_heading(struct input *in)
{
	size_t n = reader_nfields(in->row.csv);
	uint32_t *turns = xcalloc(n, sizeof *turns);
	struct column c;
	struct slice s;
	int r = 0;

	in->heading = xcalloc(n, sizeof *in->heading);
	in->names = intern_new();
	in->columns = intern_new();
	for (size_t i = 0; i < n && r == 0; i++) {
		s = reader_field(in->row.csv, i);
		in->heading[i] = (struct slice){slice_dup(s), s.n};
		in->ncols++;
		c.name = intern_id(in->names, s);
		c.turn = turns[c.name]++;
		intern_id(in->columns, column_key(&c));
		if (!in->opt.no_heading_checks)
			r = check_heading(in, i, c);
	}
	free(turns);
	return r;
}

/* The column of the first file that this file's column j is, or INTERN_NONE. */
static uint32_t
find_column(const struct input *in, size_t j, uint32_t *turns)
{
	struct column c = {.name = intern_find(in->names, reader_field(in->row.csv, j))};

	if (c.name == INTERN_NONE)
		return INTERN_NONE;
	c.turn = turns[c.name]++;
	return intern_find(in->columns, column_key(&c));
}

/* Finds the columns of a further file. */
static int
map_heading(struct input *in)
{
	size_t n = reader_nfields(in->row.csv);
	uint32_t *turns = xcalloc(in->ncols, sizeof *turns), column;
	bool same = true;
	int r = 0;

	in->map = xcalloc(in->ncols, sizeof *in->map);
	for (size_t i = 0; i < in->ncols; i++)
		in->map[i] = n;
	for (size_t j = 0; j < n && r == 0; j++) {
		column = find_column(in, j, turns);
		if (column == INTERN_NONE)
			r = errmsg_set(&in->error, "%s:1: column '%.*s' is not in %s; expected the same headings",
			    reader_name(in->row.csv), SLICE_ARG(reader_field(in->row.csv, j)), in->paths[0]);
		else
			in->map[column] = j;
		same = same && column == j;
	}
	for (size_t i = 0; i < in->ncols && r == 0; i++)
		if (in->map[i] == n)
			r = errmsg_set(&in->error, "%s:1: no column '%.*s'; expected the headings of %s",
			    reader_name(in->row.csv), SLICE_ARG(in->heading[i]), in->paths[0]);
	free(turns);
	if (same) {
		free(in->map);
		in->map = NULL;
	}
	in->row.map = in->map;
	return r;
}

struct input *
input_open(char *const paths[], size_t n, const struct input_options *opt, struct errmsg *e)
{
	struct input *in = xcalloc(1, sizeof *in);

	if (opt != NULL)
		in->opt = *opt;
	in->dash[0] = '-';
	in->only_stdin[0] = in->dash;
	in->paths = n > 0 ? paths : in->only_stdin;
	in->npaths = n > 0 ? n : 1;
	in->progress = progress_open(in->opt.progress, &in->opt.csv, in->paths, in->npaths);
	if (open_file(in) == -1 || read_heading(in) == -1) {
		errmsg_set(e, "%s", in->error.text);
		input_close(in);
		return NULL;
	}
	return in;
}

static int
next_file(struct input *in)
{
	reader_close(in->row.csv);
	in->row.csv = NULL;
	free(in->map);
	in->row.map = in->map = NULL;
	in->file++;
	in->broken = open_file(in) == -1 || map_heading(in) == -1;
	return in->broken ? -1 : 0;
}

static int
ragged(struct input *in)
{
	size_t n = reader_nfields(in->row.csv);
	const char *s = in->ncols == 1 ? "" : "s";

	if (n == 0)
		return errmsg_set(&in->error, "%s:%" PRIu64 ": a blank line; expected %zu field%s as in the "
		    "heading", reader_name(in->row.csv), reader_line(in->row.csv), in->ncols, s);
	return errmsg_set(&in->error, "%s:%" PRIu64 ": %zu field%s; expected %zu as in the heading",
	    reader_name(in->row.csv), reader_line(in->row.csv), n, n == 1 ? "" : "s", in->ncols);
}

int
input_next(struct input *in)
{
	int r;

	if (in->broken)
		return -1;
	while ((r = reader_next(in->row.csv)) == 0) {
		if (in->file + 1 == in->npaths)
			return 0;
		if (next_file(in) == -1)
			return -1;
	}
	if (r == -1)
		return copy_error(in);
	if (reader_nfields(in->row.csv) != in->ncols)
		return ragged(in);
	in->rows++;
	return 1;
}

const char *
input_error(const struct input *in)
{
	return in->error.text;
}

size_t
input_ncols(const struct input *in)
{
	return in->ncols;
}

const struct slice *
input_headings(const struct input *in)
{
	return in->heading;
}

const char *
input_file(const struct input *in)
{
	return strcmp(in->paths[in->file], "-") == 0 ? "<stdin>" : in->paths[in->file];
}

uint64_t
input_line(struct input *in)
{
	return reader_line(in->row.csv);
}

uint64_t
input_rows(const struct input *in)
{
	return in->rows;
}

int
input_fault(struct input *in, size_t col, struct errmsg *e, const char *fmt, ...)
{
	char text[sizeof e->text];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	if (col < in->ncols)
		return errmsg_set(e, "%s:%" PRIu64 ": %.*s: %s", input_file(in), input_line(in),
		    SLICE_ARG(in->heading[col]), text);
	return errmsg_set(e, "%s:%" PRIu64 ": %s", input_file(in), input_line(in), text);
}

void
input_close(struct input *in)
{
	if (in == NULL)
		return;
	reader_close(in->row.csv);
	progress_close(in->progress);
	for (size_t i = 0; i < in->ncols; i++)
		free((char *)in->heading[i].p);
	free(in->heading);
	if (in->names != NULL) {
		intern_free(in->names);
		intern_free(in->columns);
	}
	free(in->map);
	free(in);
}
