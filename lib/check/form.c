#include "check/form.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/visible.h"

struct form {
	enum rows_format format;
	struct rows *rows;		/* CSV, JSONL */
	struct textbuf line;		/* text */
};

static void
put_severity(struct rows *o, const void *finding)
{
	const struct finding *f = finding;

	rows_str(o, f->waived ? "waived" : severity_names[f->severity]);
}

static void
put_key(struct rows *o, const void *finding)
{
	const struct finding *f = finding;

	rows_pairs(o, f->key_name, f->key_value, f->nkeys);
}

#define RECORD struct finding
static const struct rows_column columns[] = {
	COLUMN("rule", WORDS, rule, 0),
	COLUMN_PUT("severity", put_severity, 0),
	COLUMN("file", WORDS, file_name, 0),
	COLUMN("line", PLACE, line, 0),
	COLUMN("column", WORDS, column, 0),
	COLUMN_PUT("key", put_key, 0),
	COLUMN("found", WORDS, found, 0),
	COLUMN("expected", WORDS, expected, 0),
	COLUMN("difference", FIELD, difference, 0),
	COLUMN("allowance", FIELD, allowance, 0),
	COLUMN("message", WORDS, message, 0),
};
enum { NCOLUMNS = sizeof(columns) / sizeof(columns[0]) };

void
form_headings(struct rows *o)
{
	rows_headings(o, columns, NCOLUMNS);
	rows_end(o);
}

struct form *
form_new(enum rows_format format, bool spreadsheet_safe)
{
	struct form *form = xcalloc(1, sizeof(*form));

	form->format = format;
	if (format == ROWS_TEXT)
		return form;
	form->rows = rows_open_memory(format, spreadsheet_safe);
	form_headings(form->rows);
	rows_take(form->rows);
	return form;
}

void
form_free(struct form *form)
{
	struct errmsg ignored;

	if (form == NULL)
		return;
	if (form->rows != NULL)
		rows_close(form->rows, &ignored);
	textbuf_free(&form->line);
	free(form);
}

static struct slice
as_row(struct rows *o, const struct finding *f)
{
	rows_cells(o, columns, NCOLUMNS, f, 0, "");
	rows_end(o);
	return rows_take(o);
}

static struct slice
as_line(struct textbuf *line, const struct finding *f)
{
	textbuf_reset(line);
	textbuf_add(line, slice_of("  "));
	if (f->line > 0) {
		visible_add(line, f->file_name);
		textbuf_addf(line, ":%" PRIu64 ": ", f->line);
	}
	if (f->column.n > 0) {
		visible_add(line, f->column);
		textbuf_add(line, slice_of(": "));
	}
	if (f->unchecked)
		textbuf_addf(line, "%s: ", severity_names[f->severity]);
	visible_add(line, f->message);
	for (size_t i = 0; i < f->nkeys; i++) {
		textbuf_add(line, slice_of(i == 0 ? " [" : "; "));
		visible_add(line, f->key_name[i]);
		textbuf_add(line, slice_of("="));
		visible_add(line, f->key_value[i]);
	}
	textbuf_add(line, slice_of(f->nkeys > 0 ? "]\n" : "\n"));
	return textbuf_slice(line);
}

struct slice
form_finding(struct form *form, const struct finding *f)
{
	return form->rows != NULL ? as_row(form->rows, f) : as_line(&form->line, f);
}
