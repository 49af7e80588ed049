#include "tidy/tidy.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fptable.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/textbuf.h"
#include "table/progress.h"
#include "tidy/figure.h"

struct tidy {
	const struct tidy_options *opt;
	char *const *paths;
	size_t npaths, file;
	struct reader_options csv_opt;	/* with the progress to be shown */
	struct progress *progress;
	struct reader *csv;
	struct tabhead head;
	uint64_t head_line;
	struct intern *pass_names;	/* of the first table; NULL: not read yet; every table's must be these */
	size_t npass;
	size_t *pass;			/* this table's columns of them */
	struct fp pass_cells;		/* the row's cells of them */
	struct slice *cell;		/* of the row */
	size_t ncells, cell_cap;
	size_t next;			/* the column to go on from */
	uint64_t row;			/* rows so far, in all tables */
	bool after_blank, in_row;
	bool waiting;			/* the reader's record has been looked at, and is still to be taken */
	bool of_which;			/* the row is an "Of which" row */
	struct textbuf label;		/* of the last row that had one */
	struct textbuf what;		/* the series of an "Of which" row */
	struct figure figure;
	struct textbuf alone;		/* a line with text in its first cell alone, not yet placed */
	uint64_t alone_line;
	struct fptable seen;		/* each series and period, and where */
	struct keybuf key;
	struct errmsg error;
	char dash[2], *only_stdin[1];
};

static void
set_text(struct textbuf *t, struct slice s)
{
	textbuf_reset(t);
	textbuf_add(t, s);
}

static struct slice
text_of(const struct textbuf *t)
{
	return (struct slice){t->p != NULL ? t->p : "", t->n};
}

static int fault(struct tidy *t, int col, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* "file:line: HEADING: what" for the present row; col < 0: without a heading. Returns -1. */
static int
fault(struct tidy *t, int col, const char *fmt, ...)
{
	char what[sizeof t->error.text];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	if (col >= 0 && t->head.column[col].name[0] != '\0')
		return errmsg_set(&t->error, "%s:%" PRIu64 ": %s: %s", reader_name(t->csv),
		    reader_line(t->csv), t->head.column[col].name, what);
	if (col >= 0)
		return errmsg_set(&t->error, "%s:%" PRIu64 ": column %d: %s", reader_name(t->csv),
		    reader_line(t->csv), col + 1, what);
	return errmsg_set(&t->error, "%s:%" PRIu64 ": %s", reader_name(t->csv), reader_line(t->csv),
	    what);
}

/* A file's name for messages. */
static const char *
file_name(const struct tidy *t, size_t file)
{
	return strcmp(t->paths[file], "-") == 0 ? "<stdin>" : t->paths[file];
}

/* Lines that are not rows of the table */

static void
left_out(struct tidy *t, uint64_t line, struct slice s)
{
	struct errmsg e;

	if (t->opt->left_out == NULL)
		return;
	errmsg_set(&e, "%s:%" PRIu64 ": not part of a table, left out: %.*s", reader_name(t->csv), line,
	    SLICE_ARG(s));
	t->opt->left_out(t->opt->arg, e.text);
}

static void
drop_alone(struct tidy *t)
{
	if (t->alone_line > 0)
		left_out(t, t->alone_line, text_of(&t->alone));
	t->alone_line = 0;
}

static bool
begins_as_note(struct slice s)
{
	static const char *const marks[] = {"source", "note", "*", "(1)", "[1]", "[note", "\u2020",
	    "\u2021"};
	struct slice mark;

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		mark = slice_of(marks[i]);
		if (s.n > mark.n && slice_caseeq((struct slice){s.p, mark.n}, mark))
			return true;
	}
	return false;
}

/* The number of cells that are not blank. */
static size_t
filled(const struct tidy *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->ncells; i++)
		n += slice_trim(t->cell[i]).n > 0;
	return n;
}

/* The next record's cells: 1, 0 at the end of the file, -1. */
static int
read_cells(struct tidy *t)
{
	int r = t->waiting ? 1 : reader_next(t->csv);

	if (r == -1)
		return errmsg_set(&t->error, "%s", reader_error(t->csv));
	if (r == 0)
		return 0;
	t->waiting = false;
	t->ncells = reader_nfields(t->csv);
	t->cell = xgrow(t->cell, &t->cell_cap, t->ncells, sizeof *t->cell);
	for (size_t i = 0; i < t->ncells; i++)
		t->cell[i] = reader_field(t->csv, i);
	return 1;
}

/* Headings */

/* Whether a column that passes through cannot be called so: the tidy form or --set has one. */
static bool
is_taken(const struct tidy *t, const char *name, size_t nsets)
{
	static const char *const names[] = {"indicator", "category", "period", "value", "percentage"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	for (size_t i = 0; i < nsets; i++)
		if (strcmp(name, t->opt->set[i].name) == 0)
			return true;
	return false;
}

static int
check_sets(struct tidy *t)
{
	for (size_t i = 0; i < t->opt->nsets; i++)
		if (is_taken(t, t->opt->set[i].name, i))
			return errmsg_set(&t->error, "--set %s: the tidy form has a column of that name "
			    "already", t->opt->set[i].name);
	return 0;
}

/* The columns of the first table that pass through, or, of a further one, where the same ones are. */
static int
map_pass(struct tidy *t)
{
	const struct tabhead *h = &t->head;
	const bool first = t->pass_names == NULL;
	size_t found = 0;
	uint32_t i;

	if (first) {
		t->pass_names = intern_new();
		t->pass = xcalloc(h->n, sizeof *t->pass);
	}
	for (i = 0; i < t->npass; i++)
		t->pass[i] = SIZE_MAX;
	for (size_t c = 0; c < h->n; c++) {
		if (h->column[c].kind != COLUMN_PASS)
			continue;
		if (is_taken(t, h->column[c].name, t->opt->nsets))
			return fault(t, (int)c, "a column that would pass through, but the tidy form has "
			    "one of that name; say what it is with -c ROLE=NAME, or leave it out of --set");
		if (first)
			i = intern_id(t->pass_names, slice_of(h->column[c].name));
		else
			i = intern_find(t->pass_names, slice_of(h->column[c].name));
		if (i == INTERN_NONE)
			return fault(t, (int)c, "no period; and as a column that passes through it is not "
			    "in the first table (%s); expected the same ones", file_name(t, 0));
		t->pass[i] = c;
		found++;
	}
	if (first)
		t->npass = found;
	for (i = 0; found < t->npass; i++)
		if (t->pass[i] == SIZE_MAX)
			return fault(t, -1, "no column '%.*s', which passes through from the first table "
			    "(%s); expected the same ones", SLICE_ARG(intern_key(t->pass_names, i)),
			    file_name(t, 0));
	return 0;
}

static bool
has_blank_heading(const struct tabhead *h)
{
	for (size_t c = 1; c < h->n; c++)
		if (h->column[c].kind == COLUMN_EMPTY)
			return true;
	return false;
}

static int
read_heading(struct tidy *t, const struct slice *cells)
{
	struct errmsg e;

	tabhead_free(&t->head);
	if (tabhead_read(&t->head, cells, t->ncells, &t->opt->head, &e) == -1)
		return fault(t, -1, "%s", e.text);
	t->head_line = reader_line(t->csv);
	return 0;
}

/* A quarter without a year, below a column whose heading is blank: the second row of a heading. */
static bool
is_second_heading(const struct tidy *t)
{
	struct period p;

	for (size_t c = 1; c < t->ncells && t->ncells == t->head.n; c++)
		if (t->head.column[c].kind == COLUMN_EMPTY &&
		    period_parse(t->cell[c], 2000, &p) && !period_parse(t->cell[c], PERIOD_NO_YEAR, &p))
			return true;
	return false;
}

/* "2013-14,,," over "Q1,Q2,Q3,Q4": each quarter belongs to the year above it or to its left. */
static int
join_headings(struct tidy *t)
{
	struct slice *name = xcalloc(t->ncells, sizeof *name);
	struct textbuf *joined = xcalloc(t->ncells, sizeof *joined);
	const struct tabcolumn *year = NULL;
	struct period p;
	int r;

	for (size_t c = 0; c < t->ncells; c++) {
		if (t->head.column[c].kind == COLUMN_FIGURE)
			year = &t->head.column[c];
		name[c] = slice_trim(t->cell[c]);
		set_text(&joined[c], name[c].n > 0 ? name[c] : slice_of(t->head.column[c].name));
		if (year != NULL && period_parse(name[c], 2000, &p)) {
			textbuf_add(&joined[c], slice_of(" "));
			textbuf_add(&joined[c], slice_of(year->name));
		}
		name[c] = text_of(&joined[c]);
	}
	r = read_heading(t, name);
	for (size_t c = 0; c < t->ncells; c++)
		textbuf_free(&joined[c]);
	free(joined);
	free(name);
	return r;
}

/* Where the indicators or categories come from: a column, the measures' names, or the same text throughout. */
static void
add_source(struct textbuf *b, const struct tabhead *h, int col, const char *fixed, bool measures)
{
	if (fixed != NULL)
		textbuf_addf(b, "'%s'", fixed);
	else if (measures)
		textbuf_addf(b, "the measures' names");
	else if (col >= 0)
		textbuf_addf(b, "column '%s'", h->column[col].name);
	else
		textbuf_addf(b, "none");
}

static void
say_heading(const struct tidy *t)
{
	static const char *const shapes[] = {
		[TABHEAD_ACROSS] = "periods across", [TABHEAD_MEASURES] = "measures across",
		[TABHEAD_LONG] = "a column of values",
	};
	const struct tabhead *h = &t->head;
	const bool named = h->fixed != NULL || h->indicator >= 0;
	struct textbuf b = {0};

	if (t->opt->headed == NULL)
		return;
	textbuf_addf(&b, "%s:%" PRIu64 ": %s; indicator: ", reader_name(t->csv), t->head_line,
	    shapes[h->shape]);
	add_source(&b, h, h->indicator, h->fixed, h->shape == TABHEAD_MEASURES && !named);
	textbuf_addf(&b, "; category: ");
	add_source(&b, h, h->category, NULL, h->shape == TABHEAD_MEASURES && named);
	textbuf_addf(&b, "; figures:");
	for (size_t c = 0; c < h->n; c++)
		if (h->column[c].kind == COLUMN_FIGURE)
			textbuf_addf(&b, " '%s'", h->column[c].name);
	t->opt->headed(t->opt->arg, b.p);
	textbuf_free(&b);
}

/* A heading that leaves columns blank may have a second row: the record behind it is looked at. */
static int
take_heading(struct tidy *t)
{
	int r = 0;

	if (read_heading(t, t->cell) == -1)
		return -1;
	if (t->head.shape == TABHEAD_ACROSS && has_blank_heading(&t->head)) {
		if ((r = read_cells(t)) == -1)
			return -1;
		t->waiting = r == 1 && !is_second_heading(t);
		if (r == 1 && !t->waiting && join_headings(t) == -1)
			return -1;
	}
	t->label.n = 0;
	t->in_row = false;
	say_heading(t);
	return map_pass(t);
}

/* Opens file number t->file and reads its heading, with the title lines above. */
static int
open_file(struct tidy *t)
{
	int r;

	t->csv = reader_open(t->paths[t->file], &t->csv_opt, &t->error);
	if (t->csv == NULL)
		return -1;
	while ((r = read_cells(t)) == 1) {
		if (filled(t) > 1)
			return take_heading(t);
		if (filled(t) == 1 && t->ncells > 0) {
			size_t i = 0;

			while (slice_trim(t->cell[i]).n == 0)
				i++;
			left_out(t, reader_line(t->csv), slice_trim(t->cell[i]));
		}
	}
	if (r == -1)
		return -1;
	return errmsg_set(&t->error, "%s: %s; expected a heading", reader_name(t->csv),
	    reader_rows(t->csv) > 0 ? "no row has two cells or more" :
	    reader_had_bom(t->csv) ? "nothing but a byte order mark" : "no data (zero bytes)");
}

struct tidy *
tidy_open(char *const paths[], size_t n, const struct tidy_options *opt, struct errmsg *e)
{
	struct tidy *t = xcalloc(1, sizeof *t);

	t->opt = opt;
	t->dash[0] = '-';
	t->only_stdin[0] = t->dash;
	t->paths = n > 0 ? paths : t->only_stdin;
	t->npaths = n > 0 ? n : 1;
	t->csv_opt = opt->input.csv;
	t->progress = progress_open(opt->input.progress, &t->csv_opt, t->paths, t->npaths);
	if (check_sets(t) == -1 || open_file(t) == -1) {
		*e = t->error;
		tidy_close(t);
		return NULL;
	}
	return t;
}

void
tidy_close(struct tidy *t)
{
	if (t == NULL)
		return;
	reader_close(t->csv);
	progress_close(t->progress);
	tabhead_free(&t->head);
	intern_free(t->pass_names);
	free(t->pass);
	free(t->cell);
	textbuf_free(&t->label);
	textbuf_free(&t->what);
	textbuf_free(&t->alone);
	figure_free(&t->figure);
	fptable_free(&t->seen);
	keybuf_free(&t->key);
	free(t);
}

/* Rows */

/* Finds what an unlabelled row is "of which": all its cells must say the same. */
static int
begin_of_which(struct tidy *t)
{
	struct slice what;
	bool any = false;

	if (t->label.n == 0)
		return fault(t, -1, "the first row has no label; expected one");
	set_text(&t->what, text_of(&t->label));
	textbuf_add(&t->what, slice_of(TIDY_OF_WHICH));
	for (size_t c = 0; c < t->ncells; c++) {
		size_t n = t->label.n + strlen(TIDY_OF_WHICH);

		if (t->head.column[c].kind != COLUMN_FIGURE || slice_trim(t->cell[c]).n == 0)
			continue;
		if (!figure_read_of_which(&t->figure, t->cell[c], &what))
			return fault(t, (int)c, "'%.*s' in a row without a label; expected a label, or cells "
			    "such as 'Of which 102 were ...'", SLICE_ARG(t->cell[c]));
		if (any && !slice_eq(what, (struct slice){t->what.p + n, t->what.n - n}))
			return fault(t, (int)c, "'%.*s'; expected '... were %.*s', as in the cell before",
			    SLICE_ARG(t->cell[c]), (int)(t->what.n - n), t->what.p + n);
		if (!any)
			textbuf_add(&t->what, what);
		any = true;
	}
	if (!any)
		return fault(t, -1, "a row without a label or a figure; expected both");
	t->of_which = true;
	return 0;
}

/* The column whose cell names the row's series; -1: none. */
static int
label_column(const struct tabhead *h)
{
	return h->indicator >= 0 ? h->indicator : h->category;
}

static int
check_empty(struct tidy *t)
{
	for (size_t c = 0; c < t->ncells; c++)
		if (t->head.column[c].kind == COLUMN_EMPTY && slice_trim(t->cell[c]).n > 0)
			return fault(t, (int)c, "'%.*s' in a column without a heading",
			    SLICE_ARG(t->cell[c]));
	return 0;
}

/* One fingerprint for the cells that pass through, of which there may be thousands, for all the row's figures. */
static void
keep_pass(struct tidy *t)
{
	keybuf_reset(&t->key);
	for (size_t i = 0; i < t->npass; i++)
		keybuf_add(&t->key, t->cell[t->pass[i]]);
	t->pass_cells = fp_of(t->key.p, t->key.n);
}

static int
begin_row(struct tidy *t)
{
	int label = label_column(&t->head);

	if (t->ncells != t->head.n)
		return fault(t, -1, "%zu field%s; expected %zu as in the heading on line %" PRIu64
		    " (a note begins with Source or Note, or stands behind a blank line)", t->ncells,
		    t->ncells == 1 ? "" : "s", t->head.n, t->head_line);
	if (t->alone_line > 0)
		return errmsg_set(&t->error, "%s:%" PRIu64 ": '%.*s' stands alone between rows; expected "
		    "a row of the table, or a note at its end", reader_name(t->csv), t->alone_line,
		    SLICE_ARG(text_of(&t->alone)));
	if (check_empty(t) == -1)
		return -1;
	t->of_which = false;
	t->next = 0;
	t->in_row = true;
	t->row++;
	keep_pass(t);
	if (t->head.shape != TABHEAD_ACROSS || label < 0)
		return 0;
	if (slice_trim(t->cell[label]).n == 0 && t->head.indicator >= 0 && t->head.category >= 0)
		return t->label.n == 0 ? 0 :	/* a table without indicators, or a cell merged with that above? */
		    fault(t, label, "blank; expected the row's indicator");
	if (slice_trim(t->cell[label]).n == 0)
		return begin_of_which(t);
	set_text(&t->label, slice_trim(t->cell[label]));
	return 0;
}

/* Whether the record is a row of the table; if not, deals with it. -1: a fault. */
static int
is_row(struct tidy *t)
{
	size_t n = filled(t);
	struct slice first = t->ncells > 0 ? slice_trim(t->cell[0]) : (struct slice){"", 0};

	if (n == 0) {
		t->after_blank = true;
		return 0;
	}
	if (n == 1 && first.n > 0 && t->head.n > 1 && (t->after_blank || begins_as_note(first))) {
		drop_alone(t);
		set_text(&t->alone, first);
		t->alone_line = reader_line(t->csv);
		if (begins_as_note(first))
			drop_alone(t);
		return 0;
	}
	if (t->after_blank && tabhead_again(&t->head, t->cell, t->ncells, t->opt->head.fyear)) {
		drop_alone(t);
		t->after_blank = false;
		return take_heading(t);
	}
	t->after_blank = false;
	return begin_row(t) == -1 ? -1 : 1;
}

static int
next_file(struct tidy *t)
{
	reader_close(t->csv);
	t->csv = NULL;
	t->file++;
	t->after_blank = false;
	return open_file(t);
}

/* The next row of a table: 1, 0 at the end of the last file, -1. */
static int
next_row(struct tidy *t)
{
	int r;

	if (t->csv == NULL)
		return -1;	/* a further file could not be opened */
	for (;;) {
		if ((r = read_cells(t)) == -1)
			return -1;
		if (r == 1) {
			if ((r = is_row(t)) != 0)
				return r;
			continue;
		}
		drop_alone(t);
		if (t->file + 1 == t->npaths)
			return 0;
		if (next_file(t) == -1)
			return -1;
	}
}

/* Observations */

static struct slice
cell_or_empty(const struct tidy *t, int col)
{
	return col >= 0 ? slice_trim(t->cell[col]) : (struct slice){"", 0};
}

static int
bad_figure(struct tidy *t, int col)
{
	return fault(t, col, "'%.*s' is not a figure; expected one such as 1,234, 130 (70%%) or 70%%, or a "
	    "mark such as c", SLICE_ARG(t->cell[col]));
}

/* The figure of column col, with that of the column of its percentage. */
static int
read_figures(struct tidy *t, int col)
{
	int p = t->head.column[col].percentage;
	struct slice s = slice_trim(t->cell[col]), what;

	if (t->of_which && s.n > 0)
		return figure_read_of_which(&t->figure, s, &what) ? 0 : bad_figure(t, col);
	if (!figure_read(&t->figure, s))
		return bad_figure(t, col);
	if (p < 0 || slice_trim(t->cell[p]).n == 0)
		return 0;
	if (t->figure.percentage.n > 0)
		return fault(t, p, "a second percentage; '%.*s' has one", SLICE_ARG(s));
	return figure_read_percentage(&t->figure, t->cell[p]) ? 0 : bad_figure(t, p);
}

static int
read_period(struct tidy *t, struct period *p)
{
	int col = t->head.period, id = t->head.identifier;
	struct slice s = cell_or_empty(t, col), i = cell_or_empty(t, id);

	if (period_parse_pair(s, i, t->opt->head.fyear, p))
		return 0;
	if (i.n > 0)
		return fault(t, col, "'%.*s' with '%.*s' is not a period; expected one such as 201415 "
		    "with Financial year", SLICE_ARG(s), SLICE_ARG(i));
	if (period_parse(s, 2000, p))
		return fault(t, col, "'%.*s' has no year; give it with -y, as in -y 2014-15",
		    SLICE_ARG(s));
	return fault(t, col, "'%.*s' is not a period; expected one such as 2014-15 Q1, 2014-15, 2014 or "
	    "Jun 2014", SLICE_ARG(s));
}

static void
name_series(const struct tidy *t, int col, struct tidy_cell *cell)
{
	const struct tabhead *h = &t->head;
	struct slice measure = slice_of(h->column[col].name);

	cell->indicator = h->fixed != NULL ? slice_of(h->fixed) : cell_or_empty(t, h->indicator);
	cell->category = cell_or_empty(t, h->category);
	if (h->shape == TABHEAD_MEASURES) {
		if (h->fixed != NULL || h->indicator >= 0)
			cell->category = measure;
		else
			cell->indicator = measure;
	}
	if (t->of_which && h->category >= 0)
		cell->category = text_of(&t->what);
	else if (t->of_which)
		cell->indicator = text_of(&t->what);
}

/* File and line in one number, for the table of what was seen. */
enum { LINE_BITS = 48 };

static uint64_t
place(const struct tidy *t)
{
	return (uint64_t)t->file << LINE_BITS | reader_line(t->csv);
}

static int
check_once(struct tidy *t, int col, const struct tidy_cell *cell)
{
	uint64_t *first;
	bool found;

	keybuf_reset(&t->key);
	keybuf_add(&t->key, (struct slice){(const char *)&t->pass_cells, sizeof t->pass_cells});
	keybuf_add(&t->key, cell->indicator);
	keybuf_add(&t->key, cell->category);
	keybuf_add(&t->key, (struct slice){(const char *)&cell->period.ord, sizeof cell->period.ord});
	keybuf_add(&t->key, (struct slice){(const char *)&cell->period.freq, sizeof cell->period.freq});
	first = fptable_add(&t->seen, fp_of(t->key.p, t->key.n), place(t), &found);
	if (!found)
		return 0;
	return fault(t, col, "the same series and period as %s:%" PRIu64 " ('%.*s'); expected each once",
	    file_name(t, *first >> LINE_BITS), *first & ((UINT64_C(1) << LINE_BITS) - 1),
	    SLICE_ARG(cell->category.n > 0 ? cell->category : cell->indicator));
}

/* The observation in column col of the row. */
static int
take_cell(struct tidy *t, int col, struct tidy_cell *cell)
{
	if (read_figures(t, col) == -1)
		return -1;
	cell->period = t->head.column[col].period;
	if (t->head.period >= 0 && read_period(t, &cell->period) == -1)
		return -1;
	name_series(t, col, cell);
	cell->value = text_of(&t->figure.value);
	cell->percentage = text_of(&t->figure.percentage);
	return check_once(t, col, cell) == -1 ? -1 : 1;
}

int
tidy_next(struct tidy *t, struct tidy_cell *cell)
{
	int r;

	for (;;) {
		while (t->in_row && t->next < t->head.n)
			if (t->head.column[t->next++].kind == COLUMN_FIGURE)
				return take_cell(t, (int)t->next - 1, cell);
		t->in_row = false;
		if ((r = next_row(t)) != 1)
			return r;
	}
}

const char *
tidy_error(const struct tidy *t)
{
	return t->error.text;
}

const struct tabhead *
tidy_head(const struct tidy *t)
{
	return &t->head;
}

size_t
tidy_npass(const struct tidy *t)
{
	return t->opt->nsets + t->npass;
}

struct slice
tidy_pass_name(const struct tidy *t, size_t i)
{
	return i < t->opt->nsets ? slice_of(t->opt->set[i].name) :
	    intern_key(t->pass_names, (uint32_t)(i - t->opt->nsets));
}

struct slice
tidy_pass(const struct tidy *t, size_t i)
{
	return i < t->opt->nsets ? slice_of(t->opt->set[i].value) :
	    t->cell[t->pass[i - t->opt->nsets]];
}

uint64_t
tidy_row(const struct tidy *t)
{
	return t->row;
}
