#include "table/rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/num.h"
#include "csv/writer.h"
#include "table/layout.h"

struct rowout {
	struct writer *csv;		/* one of the two */
	struct layout *table;
};

struct rowout *
rowout_open(enum filter_format format, bool spreadsheet_safe)
{
	struct rowout *o = xcalloc(1, sizeof *o);

	if (format == FORMAT_TEXT) {
		o->table = layout_new();
	} else {
		o->csv = writer_open(STDOUT_FILENO, "<stdout>");
		writer_spreadsheet_safe(o->csv, spreadsheet_safe);
	}
	return o;
}

void
rowout_field(struct rowout *o, struct slice s)
{
	if (o->csv != NULL)
		writer_field(o->csv, s);
	else
		layout_cell(o->table, s);
}

void
rowout_str(struct rowout *o, const char *s)
{
	rowout_field(o, slice_of(s != NULL ? s : ""));
}

void
rowout_count(struct rowout *o, size_t n)
{
	char buf[24];

	if (o->csv != NULL) {
		writer_int(o->csv, (int64_t)n);
		return;
	}
	snprintf(buf, sizeof buf, "%zu", n);
	layout_str(o->table, buf);
}

void
rowout_double(struct rowout *o, double v, const char *undefined)
{
	char buf[WRITER_DOUBLE];

	if (!isfinite(v)) {
		rowout_str(o, undefined);
		return;
	}
	if (v == 0)
		v = 0;		/* no -0 */
	if (o->csv != NULL) {
		writer_double(o->csv, v);
		return;
	}
	if (v != floor(v) || fabs(v) >= 1e15) {
		snprintf(buf, sizeof buf, "%.*g", ROWOUT_DIGITS, v);
		v = strtod(buf, NULL);
	}
	writer_format_double(buf, v);
	layout_str(o->table, buf);
}

void
rowout_fixed(struct rowout *o, double v, int decimals, const char *undefined)
{
	char buf[400];

	if (o->csv != NULL || !isfinite(v)) {
		rowout_double(o, v, undefined);
		return;
	}
	num_format_fixed(buf, sizeof buf, v, decimals);
	layout_str(o->table, buf);
}

int
rowout_end(struct rowout *o)
{
	if (o->csv != NULL)
		return writer_end(o->csv);
	layout_end(o->table);
	return 0;
}

int
rowout_close(struct rowout *o, struct errmsg *e)
{
	int r = 0;

	if (o->csv != NULL) {
		r = writer_close(o->csv, e);
		if (close(STDOUT_FILENO) != 0 && r == 0)
			r = errmsg_set(e, "<stdout>: the output could not be closed");
	} else {
		layout_print(o->table, LAYOUT_TEXT, stdout);
		layout_free(o->table);
		r = filter_close_stdout(e);
	}
	free(o);
	return r;
}
