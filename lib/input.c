#include "input.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

struct input {
	struct input_options opt;
	char *const *paths;
	size_t npaths, file;	/* files in all; the one being read */
	struct csvin *csv;
	struct slice *heading;
	size_t ncols;
	size_t *map;		/* this file's column for each of ours; NULL: the same order */
	uint64_t rows;
	char dash[2], *only_stdin[1];
	struct errmsg error;
};

static int
copy_error(struct input *in)
{
	return errmsg_set(&in->error, "%s", csvin_error(in->csv));
}

/* Opens file number in->file and reads to its heading. */
static int
open_file(struct input *in)
{
	in->csv = csvin_open(in->paths[in->file], &in->opt.csv, &in->error);
	if (in->csv == NULL)
		return -1;
	switch (csvin_next(in->csv)) {
	case 0:
		return errmsg_set(&in->error, "%s: %s; expected a heading", csvin_name(in->csv),
		    csvin_had_bom(in->csv) ? "nothing but a byte order mark" : "no data (zero bytes)");
	case -1:
		return copy_error(in);
	}
	if (csvin_nfields(in->csv) == 0)
		return errmsg_set(&in->error, "%s:1: a blank line; expected the heading",
		    csvin_name(in->csv));
	return 0;
}

static int
check_heading(struct input *in, size_t i)
{
	if (slice_trim(in->heading[i]).n == 0)
		return errmsg_set(&in->error, "%s:1: column %zu has a blank heading; expected a name",
		    csvin_name(in->csv), i + 1);
	for (size_t k = 0; k < i; k++)
		if (slice_eq(in->heading[k], in->heading[i]))
			return errmsg_set(&in->error, "%s:1: columns %zu and %zu are both headed '%.*s'; "
			    "expected each heading once", csvin_name(in->csv), k + 1, i + 1,
			    SLICE_ARG(in->heading[i]));
	return 0;
}

static int
read_heading(struct input *in)
{
	struct slice s;

	in->ncols = csvin_nfields(in->csv);
	in->heading = xcalloc(in->ncols, sizeof *in->heading);
	for (size_t i = 0; i < in->ncols; i++) {
		s = csvin_field(in->csv, i);
		in->heading[i] = (struct slice){slice_dup(s), s.n};
	}
	for (size_t i = 0; i < in->ncols && !in->opt.no_heading_checks; i++)
		if (check_heading(in, i) == -1)
			return -1;
	return 0;
}

/* The first column of this file with heading h that no column of ours has yet, or its width. */
static size_t
find_heading(struct input *in, struct slice h, const bool *taken)
{
	size_t n = csvin_nfields(in->csv), i;

	for (i = 0; i < n; i++)
		if (!taken[i] && slice_eq(csvin_field(in->csv, i), h))
			break;
	return i;
}

/* Finds the columns of a further file. */
static int
map_heading(struct input *in)
{
	size_t n = csvin_nfields(in->csv), at;
	bool *taken = xcalloc(n, sizeof *taken);
	bool same = n == in->ncols;
	int r = 0;

	in->map = xcalloc(in->ncols, sizeof *in->map);
	for (size_t i = 0; i < in->ncols && r == 0; i++) {
		at = find_heading(in, in->heading[i], taken);
		if (at == n) {
			r = errmsg_set(&in->error, "%s:1: no column '%.*s'; expected the headings of %s",
			    csvin_name(in->csv), SLICE_ARG(in->heading[i]), in->paths[0]);
			break;
		}
		taken[at] = true;
		in->map[i] = at;
		same = same && at == i;
	}
	for (size_t i = 0; i < n && r == 0; i++)
		if (!taken[i])
			r = errmsg_set(&in->error, "%s:1: column '%.*s' is not in %s; expected the same headings",
			    csvin_name(in->csv), SLICE_ARG(csvin_field(in->csv, i)), in->paths[0]);
	free(taken);
	if (same) {
		free(in->map);
		in->map = NULL;
	}
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
	csvin_close(in->csv);
	in->csv = NULL;
	free(in->map);
	in->map = NULL;
	in->file++;
	return open_file(in) == -1 ? -1 : map_heading(in);
}

static int
ragged(struct input *in)
{
	size_t n = csvin_nfields(in->csv);
	const char *s = in->ncols == 1 ? "" : "s";

	if (n == 0)
		return errmsg_set(&in->error, "%s:%" PRIu64 ": a blank line; expected %zu field%s as in the "
		    "heading", csvin_name(in->csv), csvin_line(in->csv), in->ncols, s);
	return errmsg_set(&in->error, "%s:%" PRIu64 ": %zu field%s; expected %zu as in the heading",
	    csvin_name(in->csv), csvin_line(in->csv), n, n == 1 ? "" : "s", in->ncols);
}

int
input_next(struct input *in)
{
	int r;

	if (in->csv == NULL)
		return -1;	/* a further file could not be opened */
	while ((r = csvin_next(in->csv)) == 0) {
		if (in->file + 1 == in->npaths)
			return 0;
		if (next_file(in) == -1)
			return -1;
	}
	if (r == -1)
		return copy_error(in);
	if (csvin_nfields(in->csv) != in->ncols)
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

struct slice
input_field(struct input *in, size_t col)
{
	return csvin_field(in->csv, in->map != NULL ? in->map[col] : col);
}

const char *
input_file(const struct input *in)
{
	return strcmp(in->paths[in->file], "-") == 0 ? "<stdin>" : in->paths[in->file];
}

uint64_t
input_line(struct input *in)
{
	return csvin_line(in->csv);
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
	csvin_close(in->csv);
	for (size_t i = 0; i < in->ncols; i++)
		free((char *)in->heading[i].p);
	free(in->heading);
	free(in->map);
	free(in);
}
