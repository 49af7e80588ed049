#include "check/form.h"

#include <stdlib.h>

#include "base/digits.h"
#include "base/memory.h"
#include "base/visible.h"

struct form {
	struct rows *heads;		/* CSV, JSONL */
	struct textbuf line;		/* text */
	struct textbuf message;
	struct slice *head;		/* by kind: the HEAD cells, or {0}; in */
	size_t nheads, cap;
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
/* The first HEAD of these are the same in a kind; the last is finding_message(). */
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

	if (format == ROWS_TEXT)
		return form;
	form->heads = rows_open_memory(format, spreadsheet_safe);
	form_headings(form->heads);
	rows_take(form->heads);
	return form;
}

void
form_free(struct form *form)
{
	struct errmsg ignored;

	if (form == NULL)
		return;
	if (form->heads != NULL)
		rows_close(form->heads, &ignored);
	textbuf_free(&form->line);
	textbuf_free(&form->message);
	free(form->head);
	arena_free(&form->mem);
	free(form);
}

static COLD void
set_head(struct form *form, size_t kind, const struct finding *f)
{
	form->head = xgrow(form->head, &form->cap, kind + 1, sizeof(*form->head));
	while (form->nheads <= kind)
		form->head[form->nheads++] = (struct slice){0};
	rows_cells(form->heads, columns, HEAD, f, 0, "");
	form->head[kind] = arena_copy(&form->mem, rows_take(form->heads));
}

void
form_row(struct form *form, struct rows *o, size_t kind, const struct finding *f)
{
	if (kind >= form->nheads || form->head[kind].n == 0)
		set_head(form, kind, f);
	rows_again(o, form->head[kind], HEAD);
	rows_cells(o, columns + HEAD, NCOLUMNS - 1 - HEAD, f, 0, "");
	rows_text(o, finding_message(f, &form->message));
	rows_end(o);
}

struct slice
form_line(struct form *form, const struct finding *f)
{
	struct textbuf *line = &form->line;
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
	visible_add(line, finding_message(f, &form->message));
	for (size_t i = 0; i < f->nkeys; i++) {
		textbuf_add(line, slice_of(i == 0 ? " [" : "; "));
		visible_add(line, f->key_name[i]);
		textbuf_add(line, slice_of("="));
		visible_add(line, f->key_value[i]);
	}
	textbuf_add(line, slice_of(f->nkeys > 0 ? "]\n" : "\n"));
	return textbuf_slice(line);
}
