#include "board/sheet.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table/cell.h"

/* A figure, or its mark, or nothing. */
static void
put_figure(struct rows *o, const struct card_figure *f)
{
	struct num mark = {.kind = NUM_MARK, .mark = f->mark};
	char text[NUM_MARK_SIZE] = "";

	if (f->mark == MARK_BELOW)
		mark.figure = figure_int((int64_t)f->below);
	if (f->mark != MARK_NONE)
		num_format_mark(text, &mark);
	rows_double(o, f->v, text);
}

static void
put_value(struct rows *o, const void *row)
{
	put_figure(o, &((const struct card_row *)row)->value);
}

static void
put_previous(struct rows *o, const void *row)
{
	put_figure(o, &((const struct card_row *)row)->previous);
}

static void
put_year_ago(struct rows *o, const void *row)
{
	put_figure(o, &((const struct card_row *)row)->year_ago);
}

/* What is known of the indicator. */

static const struct dictionary_entry *
entry_of(const void *row)
{
	return ((const struct card_row *)row)->entry;
}

static void
put_priority(struct rows *o, const void *row)
{
	rows_text(o, entry_of(row)->priority);
}

static void
put_indicator(struct rows *o, const void *row)
{
	rows_text(o, entry_of(row)->indicator);
}

static void
put_label(struct rows *o, const void *row)
{
	const struct dictionary_entry *entry = entry_of(row);

	rows_text(o, entry->label.n > 0 ? entry->label : entry->indicator);
}

static void
put_unit(struct rows *o, const void *row)
{
	rows_text(o, entry_of(row)->unit);
}

static void
put_agency(struct rows *o, const void *row)
{
	rows_text(o, entry_of(row)->agency);
}

static void
put_target(struct rows *o, const void *row)
{
	rows_double(o, entry_of(row)->target, "");
}

static void
put_tolerance(struct rows *o, const void *row)
{
	rows_double(o, entry_of(row)->tolerance, "");
}

static void
put_rag(struct rows *o, const void *row)
{
	rows_str(o, rag_name(((const struct card_row *)row)->rag));
}

static void
put_direction(struct rows *o, const void *row)
{
	rows_str(o, direction_name(((const struct card_row *)row)->direction));
}

static void
put_submitted(struct rows *o, const void *row)
{
	static const char *const words[] = {
		[CARD_UNKNOWN] = "",
		[CARD_SUBMITTED] = "yes",
		[CARD_MISSING] = "no",
	};

	rows_str(o, words[((const struct card_row *)row)->submitted]);
}

static void
put_findings(struct rows *o, const void *row)
{
	const size_t n = ((const struct card_row *)row)->findings;

	if (n == CARD_NONE)
		rows_str(o, "");
	else
		rows_int(o, (int64_t)n);
}

static void
put_polarity(struct rows *o, const void *row)
{
	rows_str(o, polarity_name(entry_of(row)));
}

#define RECORD struct card_row
static const struct rows_column columns[] = {
	COLUMN_PUT("priority", put_priority, 0),
	COLUMN_PUT("indicator", put_indicator, 0),
	COLUMN_PUT("label", put_label, 0),
	COLUMN_PUT("unit", put_unit, 0),
	COLUMN_PUT("agency", put_agency, 0),
	COLUMN("period", WORDS, period, 0),
	COLUMN_PUT("value", put_value, 0),
	COLUMN_PUT("previous", put_previous, 0),
	COLUMN_PUT("year_ago", put_year_ago, 0),
	COLUMN("year_to_date", DOUBLE, year_to_date, 0),
	COLUMN_PUT("target", put_target, 0),
	COLUMN_PUT("tolerance", put_tolerance, 0),
	COLUMN_PUT("rag", put_rag, 0),
	COLUMN_PUT("direction", put_direction, 0),
	COLUMN("variation", STRING, variation, 0),
	COLUMN("assurance", STRING, assurance, 0),
	COLUMN("region", DOUBLE, region, 0),
	COLUMN("england", DOUBLE, england, 0),
	COLUMN("rank", PLACE, rank, 0),
	COLUMN("n_ranked", PLACE, n_ranked, 0),
	COLUMN_PUT("submitted", put_submitted, 0),
	COLUMN_PUT("findings", put_findings, 0),
	COLUMN("note", WORDS, note, 0),
	COLUMN_PUT("polarity", put_polarity, 0),
	COLUMN("best", DOUBLE, best, 0),
	COLUMN("best_area", WORDS, best_area, 0),
	COLUMN("top_quartile", DOUBLE, top_quartile, 0),
};
enum { NCOLUMNS = sizeof(columns) / sizeof(columns[0]) };

static struct slice
group_of(const struct card_row *row, enum sheet_group by)
{
	switch (by) {
	case SHEET_ONE: break;
	case SHEET_BY_PRIORITY: return row->entry->priority;
	case SHEET_BY_AGENCY: return row->entry->agency;
	}
	return (struct slice){"", 0};
}

/* The rows, those of each group together, and numbered: an array of c->n that the caller frees. */
static const struct card_row **
put_in_groups(struct card *c, enum sheet_group by)
{
	const struct card_row **row = xcalloc(c->n + 1, sizeof(*row));
	bool *taken = xcalloc(c->n + 1, sizeof(*taken));
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		for (size_t k = i; k < c->n && !taken[i]; k++)
			if (!taken[k] && slice_eq(group_of(&c->row[i], by),
			    group_of(&c->row[k], by))) {
				row[n++] = &c->row[k];
				c->row[k].number = n;
				taken[k] = k != i;
			}
	free(taken);
	return row;
}

static int
write_data(const struct card *c, const struct card_row *const *row, const struct filter *f,
    struct errmsg *e)
{
	struct rows *out = filter_open_rows(f);

	rows_headings(out, columns, NCOLUMNS);
	rows_end(out);
	for (size_t i = 0; i < c->n; i++) {
		rows_cells(out, columns, NCOLUMNS, row[i], 0, "");
		rows_end(out);
	}
	return rows_close_stdout(out, e);
}

static int
write_page(const struct card *c, const struct card_row *const *row, enum sheet_group by,
    const struct filter *f, struct errmsg *e)
{
	const struct sheet_part whole = {.card = c, .by = by, .row = row, .n = c->n};
	bool shown[PAGE_COLUMNS], anywhere[PAGE_COLUMNS];
	size_t at = 0, n;

	page_columns(&whole, anywhere);
	do {
		struct rows *out = filter_open_rows(f);
		struct sheet_part part = {.card = c, .by = by, .row = row + at};

		if (at < c->n)
			part.name = group_of(row[at], by);
		for (n = 0; at + n < c->n && slice_eq(group_of(row[at + n], by), part.name); n++)
			;
		part.n = n;
		at += n;
		part.last = at == c->n;
		page_columns(&part, shown);
		page_write(&part, shown, anywhere, out);
		if (part.last)
			return rows_close_stdout(out, e);
		if (rows_close(out, e) != 0)
			return -1;
		if (f->format != ROWS_HTML && (putchar('\n') == EOF || fflush(stdout) != 0))
			return errmsg_set(e, "<stdout>: cannot write: %s", strerror(errno));
	} while (true);
}

int
sheet_write(struct card *c, enum sheet_group by, const struct filter *f, struct errmsg *e)
{
	const struct card_row **row = put_in_groups(c, by);
	int r = f->format == ROWS_CSV || f->format == ROWS_JSONL ? write_data(c, row, f, e) :
	    write_page(c, row, by, f, e);

	free(row);
	return r;
}
