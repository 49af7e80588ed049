#include "table/input.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/intern.h"
#include "base/memory.h"
#include "table/points.h"
#include "table/progress.h"
#include "table/shape.h"

enum { SHOWN = 80 };	/* bytes of a line, in a message */

/* Which regular file a path names; standard input and pipes are not known. */
struct file_id {
	bool known;
	dev_t device;
	ino_t number;
};

struct input *
input_open_files(char *const paths[], size_t n, const struct input_options *opt)
{
	static char *const only_stdin[] = {(char *)"-"};
	struct input *in = xcalloc(1, sizeof(*in));

	if (opt != NULL)
		in->opt = *opt;
	in->paths = n > 0 ? paths : only_stdin;
	in->npaths = n > 0 ? n : 1;
	in->id = xcalloc(in->npaths, sizeof(*in->id));
	in->progress = progress_open(in->opt.progress, &in->opt.csv, in->paths, in->npaths);
	return in;
}

/* The file just opened may have been read before, under this name or another. */
static int
refuse_again(struct input *in)
{
	const struct stat *st = reader_info(in->csv)->opened;
	struct file_id *id = &in->id[in->nopened - 1];

	*id = (struct file_id){0};
	if (strcmp(in->paths[in->nopened - 1], "-") == 0 || !S_ISREG(st->st_mode))
		return 0;
	*id = (struct file_id){true, st->st_dev, st->st_ino};
	for (size_t i = 0; i + 1 < in->nopened; i++)
		if (in->id[i].known && in->id[i].device == id->device &&
		    in->id[i].number == id->number)
			return errmsg_set(&in->error, "%s: the same file as %s; expected each file "
			    "once", input_file(in), input_file_name(in, i));
	return 0;
}

/* Whether it looks like no table, or like one with another delimiter. */
static int
refuse_shape(struct input *in)
{
	struct slice head = reader_head(in->csv);
	struct errmsg why;
	size_t line = 1, n = 0;
	bool more;

	in->delimiter = '\0';
	if (in->opt.any_delimiter && head.n > 0 && memchr(head.p, '\0', head.n) == NULL)
		in->delimiter = shape_delimiter(head, reader_delimiter(in->csv));
	if (in->delimiter != '\0')
		reader_set_delimiter(in->csv, in->delimiter);
	if (shape_of(head, reader_delimiter(in->csv), &why) == SHAPE_TABLE)
		return 0;
	for (; head.n > 0 && strchr(" \t\r\n", head.p[0]) != NULL; head.p++, head.n--)
		line += head.p[0] == '\n';
	if (in->opt.secret || strncmp(why.text, "looks", 5) != 0)	/* like another delimiter */
		return errmsg_set(&in->error, "%s:%zu: %s", input_file(in), line, why.text);
	while (n + 1 < head.n && n < SHOWN && head.p[n] != '\r' && head.p[n] != '\n')
		n++;
	more = n == SHOWN;
	while (more && n > 0 && (head.p[n] & 0xc0) == 0x80)
		n--;
	return errmsg_set(&in->error, "%s:%zu: '%.*s%s' %s", input_file(in), line, (int)n, head.p,
	    more ? "..." : "", why.text);
}

int
input_next_file(struct input *in)
{
	if (in->broken)
		return -1;
	if (in->nopened == in->npaths)
		return 0;
	reader_close(in->csv);
	free(in->map);
	in->map = NULL;
	in->csv = reader_open(in->paths[in->nopened++], &in->opt.csv, &in->error);
	in->broken = in->csv == NULL || (in->opt.strict &&
	    (refuse_again(in) != 0 || refuse_shape(in) != 0));
	if (in->broken)
		return -1;
	points_begin_file(in);
	return 1;
}

int
input_next_record(struct input *in)
{
	int r = in->broken ? -1 : reader_next(in->csv);

	if (r == -1 && !in->broken)
		in->error = reader_info(in->csv)->error;
	return r;
}

int
input_no_heading(struct input *in)
{
	return errmsg_set(&in->error, "%s: %s; expected a heading", input_file(in),
	    reader_info(in->csv)->bom ? "nothing but a byte order mark" :
	    "no data (zero bytes)");
}

static int
check_headings(struct input *in)
{
	for (size_t i = 0; i < in->ncols; i++) {
		if (slice_trim(in->heading[i]).n == 0)
			return errmsg_set(&in->error, "%s:1: column %zu has a blank heading; "
			    "expected a name", input_file(in), i + 1);
		if (in->next[i] != INTERN_NONE)
			return errmsg_set(&in->error, "%s:1: columns %zu and %" PRIu32 " are both "
			    "headed '%.*s'; expected each heading once", input_file(in), i + 1,
			    in->next[i] + 1, SLICE_ARG(in->heading[i]));
	}
	return 0;
}

/* The columns without the last ones if these have no heading, as after a last delimiter. */
static size_t
count_columns(const struct input *in)
{
	size_t n = reader_nfields(in->csv);

	if (in->opt.no_heading_checks)
		return n;
	while (n > 1 && slice_trim(reader_field(in->csv, n - 1)).n == 0)
		n--;
	return n;
}

/* A heading of numbers is a row, and one with a text in its first cell alone is a title. */
static int
refuse_heading(struct input *in)
{
	const size_t n = in->ncols;
	struct record rec = {.cell = in->heading, .n = n};
	const char *file = input_file(in);

	if (shape_is_numbers(&rec))
		return errmsg_set(&in->error, "%s:1: numbers in place of headings; expected a "
		    "heading", file);
	if ((n > 1 || in->nspare > 1) && record_filled(&rec) == 1 &&
	    slice_trim(in->heading[0]).n > 0)
		return errmsg_set(&in->error, "%s:1: '%.*s' is alone in its row; expected a "
		    "heading for each column: remove the lines above it (csv-tidy reads them)",
		    file, SLICE_ARG(in->heading[0]));
	return 0;
}

/* The first file's headings. */
static int
read_heading(struct input *in)
{
	size_t n = count_columns(in);

	in->name = in->heading = xcalloc(n, sizeof(*in->heading));
	in->nnames = in->ncols = n;
	in->names = intern_new();
	in->first = xcalloc(n, sizeof(*in->first));
	in->next = xcalloc(n, sizeof(*in->next));
	memset(in->first, 0xff, n * sizeof(*in->first));	/* INTERN_NONE */
	for (size_t i = n; i-- > 0;) {
		struct slice s = reader_field(in->csv, i);
		uint32_t name = intern_id(in->names, s);

		in->heading[i] = intern_key(in->names, name);
		in->next[i] = in->first[name];
		in->first[name] = (uint32_t)i;
	}
	if (in->opt.strict && refuse_heading(in) != 0)
		return -1;
	return in->opt.no_heading_checks ? 0 : check_headings(in);
}

/* Finds the columns of a further file: of several with one name, in their order. */
static int
map_heading(struct input *in)
{
	size_t n = count_columns(in), *map = xcalloc(in->ncols, sizeof(*map));
	uint32_t *left = xmemdup(in->first, in->ncols * sizeof(*left)), name, column;
	bool same = true;
	int r = 0;

	in->map = map;
	for (size_t i = 0; i < in->ncols; i++)
		map[i] = n;
	for (size_t j = 0; j < n && r == 0; j++) {
		name = intern_find(in->names, reader_field(in->csv, j));
		column = name == INTERN_NONE ? INTERN_NONE : left[name];
		if (column == INTERN_NONE) {
			r = errmsg_set(&in->error, "%s:1: column '%.*s' is not in %s; expected the "
			    "same headings", input_file(in), SLICE_ARG(reader_field(in->csv, j)),
			    input_file_name(in, 0));
			break;
		}
		left[name] = in->next[column];
		map[column] = j;
		same = same && column == j;
	}
	for (size_t i = 0; i < in->ncols && r == 0; i++)
		if (map[i] == n)
			r = errmsg_set(&in->error, "%s:1: no column '%.*s'; expected the headings "
			    "of %s", input_file(in), SLICE_ARG(in->heading[i]),
			    input_file_name(in, 0));
	free(left);
	if (r == 0 && same) {
		free(map);
		in->map = NULL;
	}
	return r;
}

/* Opens the next file and takes its heading: 1; 0 when there is no more, -1. */
static int
next_table(struct input *in)
{
	int r = input_next_file(in);

	if (r != 1)
		return r;
	r = input_next_record(in);
	if (r == 0)
		r = input_no_heading(in);
	else if (r == 1 && reader_nfields(in->csv) == 0)
		r = errmsg_set(&in->error, "%s:1: a blank line; expected the heading",
		    input_file(in));
	else if (r == 1) {
		in->nspare = reader_nfields(in->csv) - count_columns(in);
		r = in->nopened == 1 ? read_heading(in) : map_heading(in);
	}
	in->broken = r == -1;
	return r == -1 ? -1 : 1;
}

struct input *
input_open(char *const paths[], size_t n, const struct input_options *opt, struct errmsg *e)
{
	struct input *in = input_open_files(paths, n, opt);

	if (next_table(in) == 1)
		return in;
	errmsg_set(e, "%s", in->error.text);
	input_close(in);
	return NULL;
}

/* The row's first cell from column i on that is not blank, or its width. */
static size_t
find_text(const struct input *in, size_t i)
{
	size_t n = reader_nfields(in->csv);

	while (i < n && slice_trim(reader_field(in->csv, i)).n == 0)
		i++;
	return i;
}

/* A row of blanks, as spreadsheets leave below a table. */
static bool
is_ignored(const struct input *in, size_t n)
{
	return (n == 0 && in->opt.blank_lines) || (n > 1 && n == in->ncols + in->nspare &&
	    !in->opt.blank_rows && find_text(in, 0) == n);
}

/* Reads to the next row, in the next file if need be. */
static int
next_row(struct input *in)
{
	int r;

	do
		while ((r = input_next_record(in)) == 0) {
			in->broken = points_end_file(in, POINTS_TIDY_FIRST, &in->error) != 0;
			if ((r = next_table(in)) != 1)
				return r;
		}
	while (r == 1 && is_ignored(in, reader_nfields(in->csv)));
	return r;
}

static int
spare_fault(struct input *in, size_t col)
{
	if (in->opt.secret)
		return input_fault(in, INPUT_WHOLE_ROW, &in->error, "column %zu: text in a column "
		    "without a heading; expected a heading, or no text", col + 1);
	return input_fault(in, INPUT_WHOLE_ROW, &in->error, "column %zu: '%.*s' in a column "
	    "without a heading; expected a heading, or no text", col + 1,
	    SLICE_ARG(reader_field(in->csv, col)));
}

/* A row of another width than the heading, which may be a note below the table. */
static int
width_fault(struct input *in, size_t n, size_t width)
{
	struct slice *cell = xcalloc(n, sizeof(*cell));
	struct record rec = {.cell = cell, .n = n};

	for (size_t i = 0; i < n; i++)
		cell[i] = reader_field(in->csv, i);
	if (shape_note(&rec, width) >= NOTE_SENTENCE && !in->opt.secret)
		input_fault(in, INPUT_WHOLE_ROW, &in->error, "'%.*s' is a note, with %s; expected "
		    "%zu as in the heading, without notes below the table",
		    SLICE_ARG(slice_trim(cell[0])), plural(n, "field").text, width);
	else
		input_fault(in, INPUT_WHOLE_ROW, &in->error, "%s; expected %zu as in the heading",
		    plural(n, "field").text, width);
	free(cell);
	return -1;
}

int
input_next(struct input *in)
{
	size_t n, width, text;
	int r = next_row(in);

	if (r != 1)
		return r;
	n = reader_nfields(in->csv);
	width = in->ncols + in->nspare;
	if (n == 0)
		return input_fault(in, INPUT_WHOLE_ROW, &in->error, "a blank line; expected %s as "
		    "in the heading", plural(width, "field").text);
	if (n != width)
		return width_fault(in, n, width);
	if (in->nspare > 0 && (text = find_text(in, in->ncols)) < n)
		return spare_fault(in, text);
	in->rows++;
	return 1;
}

/* Is it a note, in whichever column, or the heading again? */
static int
judge_row(struct input *in, struct errmsg *e)
{
	const size_t n = in->ncols;
	struct slice *cell = xcalloc(n, sizeof(*cell));
	struct record rec = {.cell = cell, .n = n};
	size_t first = 0;
	int r = 0;

	for (size_t i = 0; i < n; i++) {
		cell[i] = input_field(in, i);
		if (first == i && slice_trim(cell[i]).n == 0)
			first++;
	}
	if (first > 0 && first < n) {
		cell[0] = cell[first];
		cell[first] = (struct slice){"", 0};
	}
	if (shape_note(&rec, n) >= NOTE_SENTENCE && in->opt.secret)
		r = input_fault(in, INPUT_WHOLE_ROW, e, "a note; expected a row of the table, "
		    "without notes below it");
	else if (shape_note(&rec, n) >= NOTE_SENTENCE)
		r = input_fault(in, INPUT_WHOLE_ROW, e, "'%.*s' is a note; expected a row of the "
		    "table, without notes below it", SLICE_ARG(slice_trim(cell[0])));
	else if (shape_is_heading(&rec, in->heading, n))
		r = input_fault(in, INPUT_WHOLE_ROW, e, "the heading again; expected a row of the "
		    "table");
	free(cell);
	return r;
}

/* Is each line in quotes as a whole, with as many delimiters as the heading? */
static int
judge_cell(struct input *in, struct errmsg *e)
{
	const char delimiter = reader_delimiter(in->csv);
	struct slice cell = input_field(in, 0);
	size_t n[2] = {0, 0};

	for (size_t i = 0; i < in->heading[0].n; i++)
		n[0] += in->heading[0].p[i] == delimiter;
	for (size_t i = 0; i < cell.n && n[0] > 0; i++)
		n[1] += cell.p[i] == delimiter;
	return n[0] == 0 || n[0] != n[1] ? 0 : input_fault(in, INPUT_WHOLE_ROW, e, "the whole "
	    "line is one cell in quotes; expected quotes around single cells");
}

int
input_want_row(struct input *in, struct errmsg *e)
{
	struct slice first = input_field(in, 0), second = first;
	bool single = in->ncols == 1, again;

	if (single && judge_cell(in, e) != 0)
		return -1;
	if (!single)
		second = input_field(in, 1);
	again = slice_caseeq(first, in->heading[0]) ||
	    (!single && slice_caseeq(second, in->heading[1]));
	/* Nearly every row is none of these. */
	return first.n == 0 || second.n == 0 || second.p[0] == ' ' || again ?
	    judge_row(in, e) : 0;
}

size_t
input_file_number(const struct input *in)
{
	return in->nopened - 1;
}

const char *
input_path(const char *path)
{
	return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

const char *
input_file_name(const struct input *in, size_t i)
{
	return input_path(in->paths[i]);
}

const char *
input_file(const struct input *in)
{
	return input_file_name(in, input_file_number(in));
}

uint64_t
input_line(struct input *in)
{
	return reader_line(in->csv);
}

void
input_name_columns(struct input *in, const struct slice *headings, size_t n)
{
	in->name = headings;
	in->nnames = n;
}

int
input_vfault(struct input *in, size_t col, struct errmsg *e, const char *fmt, va_list ap)
{
	const size_t size = sizeof(e->text);
	struct slice heading = col < in->nnames ? slice_trim(in->name[col]) : (struct slice){"", 0};
	size_t at = (size_t)snprintf(e->text, size, "%s:%" PRIu64 ": ", input_file(in),
	    input_line(in));

	if (heading.n > 0 && at < size)
		at += (size_t)snprintf(e->text + at, size - at, "%.*s: ", SLICE_ARG(heading));
	else if (col < in->nnames && at < size)
		at += (size_t)snprintf(e->text + at, size - at, "column %zu: ", col + 1);
	if (at < size)
		vsnprintf(e->text + at, size - at, fmt, ap);
	return -1;
}

int
input_fault(struct input *in, size_t col, struct errmsg *e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	input_vfault(in, col, e, fmt, ap);
	va_end(ap);
	return -1;
}

void
input_close(struct input *in)
{
	if (in == NULL)
		return;
	reader_close(in->csv);
	progress_close(in->progress);
	intern_free(in->names);
	free(in->heading);
	free(in->first);
	free(in->next);
	free(in->map);
	free(in->id);
	free(in);
}
