#include "table/rows.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/num.h"
#include "csv/writer.h"
#include "table/layout.h"

/* A JSON number of more digits than this would not survive a reader that keeps doubles. */
#define JSON_DIGITS 15

struct rows {
	enum rows_format format;
	int fd;
	char *name;
	struct writer *out;		/* CSV, JSON */
	struct layout *table;		/* TEXT */
	bool in_body;
	size_t ncells, width;		/* of the row so far; of the heading */
	char **heading;			/* JSON: "name": as it is written */
	size_t heading_cap;
};

struct rows *
rows_open(enum rows_format format, bool spreadsheet_safe, int fd, const char *name)
{
	struct rows *o = xcalloc(1, sizeof(*o));

	o->format = format;
	o->fd = fd;
	o->name = xstrdup(name);
	if (format == ROWS_TEXT) {
		o->table = layout_new();
	} else {
		o->out = writer_open(fd, name);
		writer_spreadsheet_safe(o->out, spreadsheet_safe && format == ROWS_CSV);
	}
	return o;
}

static void
json(struct rows *o, const char *s)
{
	writer_bytes(o->out, s, strlen(s));
}

static void
json_string(struct rows *o, struct slice s)
{
	size_t from = 0;
	char escape[8];

	json(o, "\"");
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x20 && c != 0x7f && c != '"' && c != '\\')
			continue;
		writer_bytes(o->out, s.p + from, i - from);
		snprintf(escape, sizeof(escape), c == '"' || c == '\\' ? "\\%c" : "\\u%04x", c);
		json(o, escape);
		from = i + 1;
	}
	if (from < s.n)
		writer_bytes(o->out, s.p + from, s.n - from);
	json(o, "\"");
}

static void
add_heading(struct rows *o, struct slice s)
{
	o->heading = xgrow(o->heading, &o->heading_cap, o->ncells, sizeof(*o->heading));
	o->heading[o->ncells - 1] = xmemdup(s.p, s.n);
}

static _Noreturn void
stop_at_width(const struct rows *o)
{
	fprintf(stderr, "%s: a row of %zu or more cells under %zu headings: a mistake in this program\n",
	    o->name, o->ncells, o->width);
	abort();
}

/* Counts the cell. JSON: what comes before its value; false in the heading, which is kept instead. */
static bool
begin_cell(struct rows *o, struct slice heading)
{
	o->ncells++;
	if (o->in_body && o->ncells > o->width)
		stop_at_width(o);
	if (o->format != ROWS_JSONL)
		return true;
	if (!o->in_body) {
		add_heading(o, heading);
		return false;
	}
	json(o, o->ncells == 1 ? "{" : ",");
	json_string(o, slice_of(o->heading[o->ncells - 1]));
	json(o, ":");
	return true;
}

void
rows_text(struct rows *o, struct slice s)
{
	if (!begin_cell(o, s))
		return;
	switch (o->format) {
	case ROWS_CSV: writer_field(o->out, s); break;
	case ROWS_TEXT: layout_cell(o->table, s); break;
	case ROWS_JSONL:
		if (s.n > 0)
			json_string(o, s);
		else
			json(o, "null");
		break;
	}
}

void
rows_str(struct rows *o, const char *s)
{
	rows_text(o, slice_of(s != NULL ? s : ""));
}

/* A number as JSON writes them, short enough to be kept whole. */
static bool
is_json_number(struct slice s)
{
	size_t i = s.n > 0 && s.p[0] == '-', from = i, digits;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	digits = i - from;
	if (digits == 0 || (digits > 1 && s.p[from] == '0'))
		return false;
	if (i < s.n && s.p[i] == '.') {
		from = ++i;
		while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
			i++;
		if (i == from)
			return false;
		digits += i - from;
	}
	return i == s.n && digits <= JSON_DIGITS;
}

/* Digits that were made here: any number of them, perhaps with an exponent. */
static void
put_number(struct rows *o, const char *s)
{
	if (!begin_cell(o, slice_of(s)))
		return;
	switch (o->format) {
	case ROWS_CSV: writer_str(o->out, s); break;
	case ROWS_TEXT: layout_str(o->table, s); break;
	case ROWS_JSONL: json(o, s); break;
	}
}

void
rows_field(struct rows *o, struct slice s)
{
	if (o->format == ROWS_JSONL && o->in_body && is_json_number(s)) {
		begin_cell(o, s);
		writer_bytes(o->out, s.p, s.n);
	} else {
		rows_text(o, s);
	}
}

void
rows_int(struct rows *o, int64_t n)
{
	char buf[24];

	if (o->format == ROWS_CSV) {
		begin_cell(o, (struct slice){0});
		writer_int(o->out, n);
		return;
	}
	snprintf(buf, sizeof(buf), "%lld", (long long)n);
	put_number(o, buf);
}

void
rows_count(struct rows *o, size_t n)
{
	rows_int(o, (int64_t)n);
}

/* What stands for a number that there is none of; "NA" is for tables read by R. */
static void
put_undefined(struct rows *o, const char *undefined)
{
	rows_str(o, o->format == ROWS_JSONL && strcmp(undefined, "NA") == 0 ? "" : undefined);
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
	if (o->format == ROWS_CSV) {
		begin_cell(o, (struct slice){0});
		writer_double(o->out, v);
		return;
	}
	if (o->format == ROWS_TEXT && (v != floor(v) || fabs(v) >= 1e15)) {
		snprintf(buf, sizeof(buf), "%.*g", ROWS_DIGITS, v);
		v = strtod(buf, NULL);
	}
	writer_format_double(buf, v);
	put_number(o, buf);
}

void
rows_fixed(struct rows *o, double v, int decimals, const char *undefined)
{
	char buf[400];

	if (o->format != ROWS_TEXT || !isfinite(v)) {
		rows_double(o, v, undefined);
		return;
	}
	num_format_fixed(buf, sizeof(buf), v, decimals);
	put_number(o, buf);
}

static void
json_pairs(struct rows *o, const struct slice *name, const struct slice *value, size_t n)
{
	json(o, "{");
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			json(o, ",");
		json_string(o, name[i]);
		json(o, ":");
		json_string(o, value[i]);
	}
	json(o, "}");
}

void
rows_pairs(struct rows *o, const struct slice *name, const struct slice *value, size_t n)
{
	size_t size = 1;
	char *buf, *p;

	if (o->format == ROWS_JSONL) {
		if (begin_cell(o, (struct slice){0}))
			json_pairs(o, name, value, n);
		return;
	}
	for (size_t i = 0; i < n; i++)
		size += name[i].n + value[i].n + sizeof("=; ");
	buf = p = xmalloc(size);
	for (size_t i = 0; i < n; i++)
		p += sprintf(p, "%s%.*s=%.*s", i > 0 ? "; " : "", SLICE_ARG(name[i]),
		    SLICE_ARG(value[i]));
	rows_text(o, (struct slice){buf, (size_t)(p - buf)});
	free(buf);
}

int
rows_end(struct rows *o)
{
	if (o->in_body && o->ncells != o->width)
		stop_at_width(o);
	o->width = o->ncells;
	o->ncells = 0;
	if (!o->in_body && o->format == ROWS_JSONL) {
		o->in_body = true;
		return 0;
	}
	o->in_body = true;
	switch (o->format) {
	case ROWS_CSV:
		return writer_end(o->out);
	case ROWS_TEXT:
		layout_end(o->table);
		break;
	case ROWS_JSONL:
		json(o, o->width > 0 ? "}" : "{}");
		return writer_end_line(o->out);
	}
	return 0;
}

static int
print_table(struct rows *o, struct errmsg *e)
{
	FILE *f = fdopen(dup(o->fd), "w");
	bool failed = f == NULL;

	if (f != NULL) {
		layout_print(o->table, LAYOUT_TEXT, f);
		failed = ferror(f) != 0;
		failed |= fclose(f) != 0;
	}
	layout_free(o->table);
	return failed ? errmsg_set(e, "%s: %s", o->name, strerror(errno)) : 0;
}

int
rows_close(struct rows *o, struct errmsg *e)
{
	int r = o->format == ROWS_TEXT ? print_table(o, e) : writer_close(o->out, e);

	for (size_t i = 0; o->format == ROWS_JSONL && i < o->width; i++)
		free(o->heading[i]);
	free(o->heading);
	free(o->name);
	free(o);
	return r;
}

int
rows_close_stdout(struct rows *o, struct errmsg *e)
{
	int r = rows_close(o, e);

	if (close(STDOUT_FILENO) != 0 && r == 0)
		r = errmsg_set(e, "<stdout>: the output could not be closed");
	return r;
}

void
rows_headings(struct rows *o, const struct rows_column *column, size_t n)
{
	for (size_t i = 0; i < n; i++)
		rows_str(o, column[i].name);
}

void
rows_cell(struct rows *o, const struct rows_column *c, const void *record, unsigned state,
    const char *undefined)
{
	const char *at = (const char *)record + c->at;

	if ((c->blank_if & state) != 0) {
		put_undefined(o, undefined);
		return;
	}
	switch (c->kind) {
	case ROWS_PUT: c->put(o, record); break;
	case ROWS_DOUBLE: rows_double(o, *(const double *)at, undefined); break;
	case ROWS_INT: rows_int(o, *(const int64_t *)at); break;
	case ROWS_SIZE: rows_count(o, *(const size_t *)at); break;
	case ROWS_FLAG: rows_count(o, *(const bool *)at); break;
	case ROWS_STRING: rows_str(o, *(const char *const *)at); break;
	}
}

void
rows_cells(struct rows *o, const struct rows_column *column, size_t n, const void *record,
    unsigned state, const char *undefined)
{
	for (size_t i = 0; i < n; i++)
		rows_cell(o, &column[i], record, state, undefined);
}
