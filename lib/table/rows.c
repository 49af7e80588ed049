#include "table/rows.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/num.h"
#include "base/utf8.h"
#include "base/slice.h"
#include "csv/writer.h"
#include "table/layout.h"

/* A JSON number of more digits than this would not survive a reader that keeps doubles. */
#define JSON_DIGITS 15

struct rows {
	const char *name;
	struct writer *out;
	struct layout *table;		/* for people; else NULL */
	struct intern *heading;		/* ROWS_JSONL; else NULL */
	bool in_body;
	int decimals;			/* of ROWS_FIXED */
	size_t ncells, width;		/* of the row so far; of the heading, once it is complete */
	struct errmsg fault;		/* of the heading; "": none */
	struct textbuf pairs;
};

static struct rows *
open_on(enum rows_format format, struct writer *out, const char *name)
{
	static const enum layout_style styles[] = {
		[ROWS_TEXT] = LAYOUT_TEXT,
		[ROWS_MARKDOWN] = LAYOUT_MARKDOWN,
		[ROWS_HTML] = LAYOUT_HTML,
		[ROWS_LATEX] = LAYOUT_LATEX,
	};
	struct rows *o = xcalloc(1, sizeof(*o));

	o->name = name;
	o->width = SIZE_MAX;
	o->out = out;
	if (format == ROWS_JSONL)
		o->heading = intern_new();
	else if (format != ROWS_CSV)
		o->table = layout_new(styles[format]);
	return o;
}

struct rows *
rows_open(enum rows_format format, bool spreadsheet_safe, int fd, const char *name)
{
	return open_on(format, writer_open(fd, name, format == ROWS_CSV && spreadsheet_safe), name);
}

struct rows *
rows_open_memory(enum rows_format format, bool spreadsheet_safe)
{
	return open_on(format, writer_open_memory(format == ROWS_CSV && spreadsheet_safe), "");
}

struct slice
rows_take(struct rows *o)
{
	o->ncells = 0;
	return writer_take(o->out);
}

void
rows_again(struct rows *o, struct slice cells, size_t n)
{
	writer_again(o->out, cells);
	o->ncells = n;
}

void
rows_caption(struct rows *o, struct slice s)
{
	if (o->table != NULL)
		layout_caption(o->table, s);
}

void
rows_note(struct rows *o, struct slice s)
{
	if (o->table != NULL)
		layout_note(o->table, s);
}

void
rows_legend(struct rows *o)
{
	if (o->table != NULL)
		layout_legend(o->table);
}

void
rows_highlight(struct rows *o)
{
	if (o->table != NULL)
		layout_highlight(o->table);
}

void
rows_columns(struct rows *o, const struct layout_column *c, size_t n, bool streams)
{
	if (o->table == NULL)
		return;
	layout_columns(o->table, c, n);
	if (streams)
		layout_stream(o->table, o->out);
}

size_t
rows_column_width(const struct rows *o, size_t col)
{
	return o->table != NULL ? layout_column_width(o->table, col) : 0;
}

static void
json(struct rows *o, const char *s)
{
	writer_bytes(o->out, s, strlen(s));
}

/* s is UTF-8. */
static void
json_escaped(struct rows *o, struct slice s)
{
	size_t from = 0;
	char escape[8];

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x20 && c != 0x7f && c != '"' && c != '\\')
			continue;
		writer_bytes(o->out, s.p + from, i - from);
		snprintf(escape, sizeof(escape), c == '"' || c == '\\' ? "\\%c" : "\\u%04x", c);
		json(o, escape);
		from = i + 1;
	}
	writer_bytes(o->out, s.p + from, s.n - from);
}

/* Words of the command line may be any bytes: those that are not UTF-8 become U+FFFD. */
static void
json_string(struct rows *o, struct slice s)
{
	size_t n;

	json(o, "\"");
	while ((n = utf8_valid(s)) < s.n) {
		json_escaped(o, (struct slice){s.p, n});
		json(o, "\\ufffd");
		s = (struct slice){s.p + n + 1, s.n - n - 1};
	}
	json_escaped(o, s);
	json(o, "\"");
}

static _Noreturn void
stop_at_width(const struct rows *o)
{
	fprintf(stderr, "%s: %s: a row of %zu cells under %zu headings: a mistake in the program\n",
	    program_invocation_short_name, o->name, o->ncells, o->width);
	abort();
}

/* Writes what comes before a value in ROWS_JSONL. False: nothing is written in this place. */
static bool
begin_json(struct rows *o, struct slice heading)
{
	if (!o->in_body && intern_id(o->heading, heading) < o->ncells - 1)
		errmsg_set(&o->fault, "%s: two columns are called '%.*s'; expected each name once "
		    "with -f jsonl", o->name, SLICE_ARG(heading));
	if (!o->in_body || o->fault.text[0] != '\0')
		return false;
	json(o, o->ncells == 1 ? "{" : ",");
	json_string(o, intern_key(o->heading, (uint32_t)o->ncells - 1));
	json(o, ":");
	return true;
}

static inline bool
is_csv(const struct rows *o)
{
	return o->table == NULL && o->heading == NULL;
}

static inline void
count_cell(struct rows *o)
{
	if (++o->ncells > o->width)
		stop_at_width(o);
}

/* Counts the cell. False: it is not written. heading: its text, if in the heading. */
static inline bool
begin_cell(struct rows *o, struct slice heading)
{
	count_cell(o);
	return o->heading == NULL || begin_json(o, heading);
}

static size_t
skip_digits(struct slice s, size_t i)
{
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i;
}

/* A number as JSON writes them, short enough to be kept whole. */
static bool
is_json_number(struct slice s)
{
	size_t from = s.n > 0 && s.p[0] == '-', whole = skip_digits(s, from), end = whole;

	if (whole == from || (whole > from + 1 && s.p[from] == '0'))
		return false;
	if (whole < s.n && s.p[whole] == '.' && (end = skip_digits(s, whole + 1)) == whole + 1)
		return false;
	return end == s.n && end - from - (end > whole) <= JSON_DIGITS;
}

/* What JSON makes of a cell: a string, missing where it is empty; or a number. */
enum json_type { TEXT, NUMBER };

static COLD void
put_json(struct rows *o, struct slice s, enum json_type type)
{
	if (!begin_json(o, s))
		return;
	if (type == NUMBER)
		writer_bytes(o->out, s.p, s.n);
	else if (s.n == 0)
		json(o, "null");
	else
		json_string(o, s);
}

static inline void
put(struct rows *o, struct slice s, enum json_type type)
{
	count_cell(o);
	if (o->table != NULL)
		layout_cell(o->table, s);
	else if (o->heading != NULL)
		put_json(o, s, type);
	else if (type == NUMBER)
		writer_number(o->out, s);
	else
		writer_field(o->out, s);
}

void
rows_text(struct rows *o, struct slice s)
{
	put(o, s, TEXT);
}

void
rows_str(struct rows *o, const char *s)
{
	put(o, slice_of(s != NULL ? s : ""), TEXT);
}

void
rows_markup(struct rows *o, const char *s, const char *html)
{
	if (o->table == NULL || !begin_cell(o, slice_of(s)))
		rows_str(o, s);
	else
		layout_markup(o->table, slice_of(s), html);
}

void
rows_field(struct rows *o, struct slice s)
{
	put(o, s, o->heading == NULL || !is_json_number(s) ? TEXT : NUMBER);
}

static COLD void
put_int(struct rows *o, int64_t n)
{
	char buf[WRITER_DOUBLE];

	put(o, writer_format_int(buf, n), NUMBER);
}

void
rows_int(struct rows *o, int64_t n)
{
	if (!is_csv(o)) {
		put_int(o, n);
		return;
	}
	count_cell(o);
	writer_int(o->out, n);
}

/* "NA" is for tables read by R; JSON has null. */
static void
put_undefined(struct rows *o, const char *undefined)
{
	rows_str(o, o->heading != NULL && strcmp(undefined, "NA") == 0 ? "" : undefined);
}

void
rows_double(struct rows *o, double v, const char *undefined)
{
	char buf[WRITER_DOUBLE];

	if (!isfinite(v)) {
		put_undefined(o, undefined);
		return;
	}
	if (v == 0)
		v = 0;		/* no -0 */
	if (o->table != NULL && (v != floor(v) || fabs(v) >= 1e15)) {
		snprintf(buf, sizeof(buf), "%.*g", ROWS_DIGITS, v);
		v = strtod(buf, NULL);
	}
	put(o, (struct slice){buf, writer_format_double(buf, v)}, NUMBER);
}

static void
put_fixed(struct rows *o, double v, const char *undefined)
{
	char buf[400];

	if (o->table == NULL || !isfinite(v)) {
		rows_double(o, v, undefined);
		return;
	}
	num_format_fixed(buf, sizeof(buf), v, o->decimals);
	put(o, slice_of(buf), NUMBER);
}

static void
put_json_pairs(struct rows *o, const struct slice *name, const struct slice *value, size_t n)
{
	if (!begin_cell(o, (struct slice){0}))
		return;
	for (size_t i = 0; i < n; i++) {
		json(o, i == 0 ? "{" : ",");
		json_string(o, name[i]);
		json(o, ":");
		json_string(o, value[i]);
	}
	json(o, n > 0 ? "}" : "{}");
}

static inline char *
add_text(char *to, struct slice s)
{
	copy_text(to, s.p, s.n);
	return to + s.n;
}

void
rows_pairs(struct rows *o, const struct slice *name, const struct slice *value, size_t n)
{
	struct textbuf *b = &o->pairs;
	size_t size = 0;
	char *to;

	if (o->heading != NULL) {
		put_json_pairs(o, name, value, n);
		return;
	}
	for (size_t i = 0; i < n; i++)
		size += name[i].n + value[i].n + sizeof("=; ");
	textbuf_reset(b);
	if (size >= b->cap)
		textbuf_room(b, size);
	to = b->p;
	for (size_t i = 0; i < n; i++) {
		to = add_text(to, i > 0 ? slice_of("; ") : (struct slice){"", 0});
		to = add_text(to, name[i]);
		*to++ = '=';
		to = add_text(to, value[i]);
	}
	rows_text(o, (struct slice){b->p, (size_t)(to - b->p)});
}

int
rows_end(struct rows *o)
{
	const bool heading = !o->in_body;

	if (o->in_body && o->ncells != o->width)
		stop_at_width(o);
	o->width = o->ncells;
	o->ncells = 0;
	o->in_body = true;
	if (o->fault.text[0] != '\0')
		return -1;
	if (o->table != NULL) {
		layout_end(o->table);
		return writer_has_failed(o->out) ? -1 : 0;
	}
	if (o->heading == NULL)
		return writer_end(o->out);
	if (heading)
		return 0;
	json(o, o->width > 0 ? "}" : "{}");
	return writer_end_line(o->out);
}

int
rows_close(struct rows *o, struct errmsg *e)
{
	int r;

	if (o->table != NULL)
		layout_write(o->table, o->out);
	r = writer_close(o->out, e);
	if (r == 0 && o->fault.text[0] != '\0')
		r = errmsg_set(e, "%s", o->fault.text);
	layout_free(o->table);
	intern_free(o->heading);
	textbuf_free(&o->pairs);
	free(o);
	return r;
}

int
rows_close_stdout(struct rows *o, struct errmsg *e)
{
	int r = rows_close(o, e);

	if (close(STDOUT_FILENO) != 0 && r == 0)
		r = errmsg_set(e, "<stdout>: cannot write: %s", strerror(errno));
	return r == 0 ? message_close(e) : r;
}

/* Closed from the start, so that options_parse() holds it open for reading alone. */
static bool
is_stdout_closed(void)
{
	int flags = fcntl(STDOUT_FILENO, F_GETFL);

	return flags == -1 || (flags & O_ACCMODE) == O_RDONLY;
}

int
rows_close_stdio(struct errmsg *e)
{
	bool failed = ferror(stdout) != 0;

	if (is_stdout_closed())
		return errmsg_set(e, "<stdout>: cannot write: %s", strerror(EBADF));
	errno = 0;
	failed |= fclose(stdout) != 0;
	if (!failed)
		return message_close(e);
	return errmsg_set(e, "<stdout>: cannot write: %s", errno != 0 ? strerror(errno) :
	    "a write failed");
}

void
rows_decimals(struct rows *o, int decimals)
{
	o->decimals = decimals;
}

void
rows_headings(struct rows *o, const struct rows_column *column, size_t n)
{
	for (size_t i = 0; i < n; i++)
		rows_str(o, column[i].name);
}

static inline void
put_cell(struct rows *o, const struct rows_column *c, const void *record, unsigned state,
    const char *undefined)
{
	const char *at = (const char *)record + c->at, *name;
	size_t size;

	if ((c->blank_if & state) != 0) {
		put_undefined(o, undefined);
		return;
	}
	if (c->kind >= ROWS_FIELD && is_csv(o)) {	/* as most cells are */
		count_cell(o);
		writer_field(o->out, *(const struct slice *)(const void *)at);
		return;
	}
	switch (c->kind) {
	case ROWS_PUT: c->put(o, record); break;
	case ROWS_DOUBLE: rows_double(o, *(const double *)at, undefined); break;
	case ROWS_FIXED: put_fixed(o, *(const double *)at, undefined); break;
	case ROWS_INT: rows_int(o, *(const int64_t *)at); break;
	case ROWS_SIZE: rows_int(o, (int64_t)*(const size_t *)at); break;
	case ROWS_PLACE:
		if ((size = *(const size_t *)at) > 0)
			rows_int(o, (int64_t)size);
		else
			put_undefined(o, undefined);
		break;
	case ROWS_FLAG: rows_int(o, *(const bool *)at); break;
	case ROWS_STRING: rows_str(o, *(const char *const *)at); break;
	case ROWS_NAME:
		if ((name = *(const char *const *)at) != NULL && name[0] != '\0')
			rows_str(o, name);
		else
			put_undefined(o, undefined);
		break;
	case ROWS_WORDS: rows_text(o, *(const struct slice *)at); break;
	case ROWS_FIELD: rows_field(o, *(const struct slice *)at); break;
	}
}

void
rows_cell(struct rows *o, const struct rows_column *c, const void *record, unsigned state,
    const char *undefined)
{
	put_cell(o, c, record, state, undefined);
}

void
rows_cells(struct rows *o, const struct rows_column *column, size_t n, const void *record,
    unsigned state, const char *undefined)
{
	for (const struct rows_column *c = column; c < column + n; c++)
		put_cell(o, c, record, state, undefined);
}
