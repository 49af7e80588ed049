#include "check/form.h"

#include <stdlib.h>

#include "base/digits.h"
#include "base/memory.h"
#include "base/visible.h"

struct form {
	enum rows_format format;
	struct rows *rows;		/* CSV, JSONL */
	struct textbuf line;		/* text */
	struct textbuf head;		/* the HEAD cells of the finding before */
	struct finding of;		/* what is in them, with the texts in */
	struct arena mem;
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
/* The first HEAD of these are mostly as in the finding before. */
enum { HEAD = 3, NCOLUMNS = sizeof(columns) / sizeof(columns[0]) };

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
	textbuf_free(&form->head);
	arena_free(&form->mem);
	free(form);
}

static bool
has_same_head(const struct finding *a, const struct finding *b)
{
	return a->severity == b->severity && a->waived == b->waived &&
	    same_text(a->rule, b->rule) && same_text(a->file_name, b->file_name);
}

static COLD void
set_head(struct form *form, const struct finding *f)
{
	arena_free(&form->mem);
	form->of = (struct finding){.severity = f->severity, .waived = f->waived,
	    .rule = arena_copy(&form->mem, f->rule),
	    .file_name = arena_copy(&form->mem, f->file_name)};
	rows_cells(form->rows, columns, HEAD, f, 0, "");
	textbuf_reset(&form->head);
	textbuf_add(&form->head, rows_take(form->rows));
}

static struct slice
as_row(struct form *form, const struct finding *f)
{
	struct rows *o = form->rows;

	if (!has_same_head(f, &form->of))
		set_head(form, f);
	rows_again(o, textbuf_slice(&form->head), HEAD);
	rows_cells(o, columns + HEAD, NCOLUMNS - HEAD, f, 0, "");
	rows_end(o);
	return rows_take(o);
}

static COLD struct slice
as_line(struct textbuf *line, const struct finding *f)
{
	char text[DIGITS], *end = text + sizeof(text), *p = digits_write(end, f->line);

	textbuf_reset(line);
	textbuf_add(line, slice_of("  "));
	if (f->line > 0) {
		visible_add(line, f->file_name);
		textbuf_add(line, slice_of(":"));
		textbuf_add(line, (struct slice){p, (size_t)(end - p)});
		textbuf_add(line, slice_of(": "));
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
	return form->rows != NULL ? as_row(form, f) : as_line(&form->line, f);
}
