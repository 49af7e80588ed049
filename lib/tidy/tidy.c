#include "tidy/tidy.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/note.h"
#include "base/slice.h"
#include "table/cell.h"
#include "table/points.h"
#include "tidy/longer.h"
#include "tidy/parts.h"

#define RECORD struct observation
const struct rows_column tidy_columns[TIDY_NCOLUMNS + 1] = {
	COLUMN("indicator", WORDS, indicator, 0),
	COLUMN("category", WORDS, category, 0),
	COLUMN("period", WORDS, period_text, 0),
	COLUMN("value", FIELD, value, 0),
	COLUMN("percentage", FIELD, percentage, 0),
	COLUMN("flag", WORDS, flag, 0),
};

static void
set_text(struct textbuf *t, struct slice s)
{
	textbuf_reset(t);
	textbuf_add(t, s);
}

static int
copy_error(struct tidy *t)
{
	return errmsg_set(t->e, "%s", t->in->error.text);
}

int
tidy_read_cells(struct tidy *t)
{
	int r = t->waiting ? t->peeked : input_next_record(t->in);
	const bool read = t->waiting;
	struct reader *csv = t->in->csv;

	t->waiting = false;
	if (r != 1)
		return r == 0 ? 0 : copy_error(t);
	if (read)
		return 1;
	t->ncells = reader_nfields(csv);
	t->cell = xgrow(t->cell, &t->cell_cap, t->ncells, sizeof(*t->cell));
	reader_fields(csv, t->cell);
	return 1;
}

int
tidy_peek(struct tidy *t)
{
	int r;

	while ((r = tidy_read_cells(t)) == 1 && lines_filled(t) == 0)
		t->after_blank = true;
	t->waiting = true;
	t->peeked = r;
	return r;
}

static void
say_delimiter(const struct tidy *t)
{
	const char c = t->in->delimiter;
	struct errmsg text;

	if (c == '\0' || t->opt->left_out == NULL)
		return;
	errmsg_set(&text, c == '\t' ? "note: %s: read as separated by tabs (-d tab)" :
	    "note: %s: read as separated by '%c' (-d '%c')", input_file(t->in), c, c);
	t->opt->left_out(text.text);
}

/* Opens the next file and reads its heading: 1, 0 no further file, -1. */
static int
next_file(struct tidy *t)
{
	int r = input_next_file(t->in);

	if (r != 1)
		return r == 0 ? 0 : copy_error(t);
	t->after_blank = false;
	say_delimiter(t);
	return sets_take_file(t) == 0 && heading_find_first(t) == 0 && pass_map(t) == 0 ? 1 : -1;
}

int
tidy_open(struct tidy *t, char *const paths[], size_t n, const struct tidy_options *opt,
    struct errmsg *e)
{
	struct input_options input = opt->input;

	input.csv.sep_line = true;
	input.any_delimiter = input.csv.delimiter == '\0';
	input.points_known = opt->decimal_comma || opt->decimal_point;
	*t = (struct tidy){.opt = opt, .e = e, .in = input_open_files(paths, n, &input),
	    .look = alike_new(opt->alike, opt->all_alike), .seen = seen_new()};
	recent_init(&t->when_texts);
	t->fill = xcalloc(opt->fill_down.n + 1, sizeof(*t->fill));
	t->above = xcalloc(opt->fill_down.n + 1, sizeof(*t->above));
	if (opt->until != NULL && !period_parse(slice_of(opt->until), opt->head.fyear, &t->until))
		return errmsg_set(e, "--until: '%s' is not a period; expected one such as 2014-15 "
		    "Q4, 2014-15 or 2015-03", opt->until);
	return sets_begin(t) == 0 && next_file(t) == 1 ? 0 : -1;
}

void
tidy_close(struct tidy *t)
{
	input_close(t->in);
	longer_free(t->longer);
	tabhead_free(&t->head);
	facts_free(t);
	intern_free(t->names);
	free(t->source);
	free(t->pass);
	free(t->pass_name);
	for (size_t i = 0; t->passed != NULL && i < t->npass; i++)
		textbuf_free(&t->passed[i].text);
	free(t->passed);
	free(t->cell);
	textbuf_free(&t->label);
	textbuf_free(&t->said_label);
	textbuf_free(&t->what);
	textbuf_free(&t->alone);
	textbuf_free(&t->bare);
	below_free(t);
	textbuf_free(&t->plain[0]);
	textbuf_free(&t->plain[1]);
	textbuf_free(&t->flag);
	textbuf_free(&t->comma[0]);
	textbuf_free(&t->comma[1]);
	for (size_t i = 0; t->set_text != NULL && i < t->opt->sets.n; i++)
		textbuf_free(&t->set_text[i]);
	for (size_t i = 0; i < t->opt->fill_down.n; i++)
		textbuf_free(&t->above[i]);
	free(t->set_text);
	free(t->above);
	share_free(t);
	free(t->fill);
	intern_free(t->flags);
	free(t->flag_count);
	seen_free(t->seen);
	keybuf_free(&t->series_key);
	when_free(t);
	alike_close(t->look);
	keybuf_free(&t->key);
}

/* Names the series of an unlabelled row, all of whose cells must say that they are "of which". */
static int
begin_of_which(struct tidy *t, int col)
{
	const size_t from = t->label.n + strlen(TIDY_OF_WHICH);
	struct slice what, first = {NULL, 0};
	struct cell_figure f;

	if (t->label.n == 0)
		return input_fault(t->in, (size_t)col, t->e, "blank in the first row; expected a "
		    "label, or -c category=NAME for that of another column, or --indicator NAME "
		    "with --no-category for none");
	set_text(&t->what, textbuf_slice(&t->label));
	textbuf_add(&t->what, slice_of(TIDY_OF_WHICH));
	for (size_t c = 0; c < t->ncells; c++) {
		if (t->head.column[c].kind != COLUMN_FIGURE || slice_trim(t->cell[c]).n == 0)
			continue;
		if (!cells_parse_of_which(t->cell[c], &f, &what))
			return input_fault(t->in, c, t->e, "'%.*s' in a row without a label in "
			    "%s; expected a label, cells such as 'Of which 102 were ...', or "
			    "--fill-down where cells were merged", SLICE_ARG(t->cell[c]),
			    t->head.name[col].n > 0 ? t->head.name[col].p : "the first column");
		if (first.p == NULL) {
			textbuf_add(&t->what, what);
			first = (struct slice){t->what.p + from, what.n};
		} else if (!slice_eq(what, first)) {
			return input_fault(t->in, c, t->e, "'%.*s' differs from the cell before; "
			    "expected '... were %.*s'", SLICE_ARG(t->cell[c]), SLICE_ARG(first));
		}
	}
	if (first.p == NULL)
		return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "a row without label and figure; "
		    "expected both");
	t->of_which = true;
	return 0;
}

/* Takes the row's label, in a table that has one. */
static int
begin_series(struct tidy *t)
{
	const struct tabhead *h = &t->head;
	const int col = h->indicator >= 0 ? h->indicator : h->category;
	struct slice label;

	if (h->shape != TABHEAD_ACROSS || col < 0)
		return 0;
	label = slice_trim(t->cell[col]);
	if (label.n > 0) {
		set_text(&t->label, label);
		return 0;
	}
	if (h->indicator < 0 || h->category < 0)
		return begin_of_which(t, col);
	if (t->label.n > 0)	/* perhaps a cell merged with the one above */
		return input_fault(t->in, (size_t)col, t->e, "blank; expected the row's "
		    "indicator, or --fill-down where cells were merged");
	return 0;		/* a table without indicators */
}

/* Takes the cell for an earlier one that differs in blanks alone, and says what looks like it. */
static void
look_at(struct tidy *t, int col, bool trimmed)
{
	if (col >= 0)
		t->cell[col] = alike_one(t->look, t->in, (size_t)col, trimmed ?
		    slice_trim(t->cell[col]) : t->cell[col]);
}

/* The row's texts that identify series. */
static void
look_at_texts(struct tidy *t)
{
	look_at(t, t->head.indicator, true);
	look_at(t, t->head.category, true);
	if (!t->opt->wide) {
		look_at(t, t->area, false);
		look_at(t, t->area_code, false);
	}
	for (size_t i = t->nsets; i < t->npass && t->opt->wide; i++)
		look_at(t, (int)t->source[i], false);
}

static int
fill_down(struct tidy *t)
{
	for (size_t i = 0; i < t->opt->fill_down.n; i++) {
		struct slice *cell = &t->cell[t->fill[i]];

		if (slice_trim(*cell).n > 0)
			set_text(&t->above[i], *cell);
		else if (t->above[i].n > 0)
			*cell = textbuf_slice(&t->above[i]);
		else
			return input_fault(t->in, (size_t)t->fill[i], t->e, "--fill-down: blank, "
			    "and no cell above it; expected a name");
	}
	return 0;
}

/* Text below no heading: perhaps the second row of a heading with cells that were merged. */
static int
fault_without_heading(struct tidy *t, size_t col)
{
	const struct tabhead *h = &t->head;
	const char *above = NULL;
	struct errmsg how = {""};

	for (size_t c = 0; c < col; c++)
		if (h->column[c].kind == COLUMN_FIGURE && h->shape == TABHEAD_ACROSS)
			above = h->name[c].p;
	if (above != NULL && !cells_is_figure(t, t->cell[col]))
		errmsg_set(&how, ", or one row of headings, such as '%s' and "
		    "'%s %%'", above, above);
	return input_fault(t->in, col, t->e, "'%.*s' in a column without a heading; expected no "
	    "text%s", SLICE_ARG(t->cell[col]), how.text);
}

static int
begin_row(struct tidy *t)
{
	if (t->ncells != t->head.n)
		return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "%s; expected %zu as in the "
		    "heading on line %" PRIu64 " (a note begins with Source or Note, or comes "
		    "after a blank line)", plural(t->ncells, "field").text, t->head.n,
		    t->head_line);
	if (t->alone_line > 0)
		return errmsg_set(t->e, "%s:%" PRIu64 ": '%.*s' is alone in its row, but "
		    "line %" PRIu64 " below it is a row; expected a row of the table, or only "
		    "notes without figures below", input_file(t->in), t->alone_line,
		    SLICE_ARG(textbuf_slice(&t->alone)), input_line(t->in));
	for (size_t c = 0; c < t->ncells; c++)
		if (t->head.column[c].kind == COLUMN_EMPTY && slice_trim(t->cell[c]).n > 0)
			return fault_without_heading(t, c);
	if (t->opt->fill_down.n > 0 && fill_down(t) != 0)
		return -1;
	t->of_which = false;
	t->next = t->nth = 0;
	t->in_row = true;
	t->row_kind = ROW_UNKNOWN;
	look_at_texts(t);
	share_begin_row(t);
	if (dated_check_row(t) != 0 || (t->head.year >= 0 && when_take_row(t) != 0))
		return -1;
	pass_take_row(t);
	return begin_series(t);
}

/* A heading with another below it, and no row between: a title, or a table of which all is lost. */
static void
say_no_rows(const struct tidy *t)
{
	struct errmsg e;

	if (t->below.rows > 0 || t->opt->left_out == NULL)
		return;
	errmsg_set(&e, "%s:%" PRIu64 ": a heading without a row, above another on line %" PRIu64,
	    input_file(t->in), t->head_line, input_line(t->in));
	t->opt->left_out(e.text);
}

/* 1: the record is a row of the table; 0: another line, dealt with here; -1: a fault. */
static int
is_row(struct tidy *t)
{
	const size_t n = lines_filled(t);
	int text;

	if (n == 0) {
		t->after_blank = true;
		return 0;
	}
	text = n == 1 ? lines_take_text(t, n) : 0;
	if (text == 0 && t->after_blank && tabhead_again(&t->head, t->cell, t->ncells,
	    t->opt->head.fyear)) {
		lines_drop_alone(t);
		t->after_blank = false;
		say_no_rows(t);
		lines_say_bare(t);
		pass_say(t);
		if (below_end_table(t) != 0 || share_end_table(t) != 0)
			return -1;
		return heading_take(t) != 0 ? -1 : pass_map(t);
	}
	if (text == 0 && n > 1)
		text = lines_take_text(t, n);
	if (text != 0)
		return text == 1 ? 0 : -1;
	if (t->ncells == t->head.n && below_look_at_row(t) != 0)
		return -1;
	t->after_blank = false;
	lines_look_at_row(t);
	return begin_row(t) != 0 ? -1 : 1;
}

/* The next row of a table: 1, 0 at the end of the last file, -1. */
static int
next_row(struct tidy *t)
{
	int r;

	do {
		while ((r = tidy_read_cells(t)) == 1)
			if ((r = is_row(t)) != 0)
				return r;
		if (r == -1)
			return -1;
		lines_drop_alone(t);
		lines_say_bare(t);
		pass_say(t);
		if (below_end_table(t) != 0 || share_end_table(t) != 0 ||
		    points_end_file(t->in, "", t->e) != 0)
			return -1;
	} while ((r = next_file(t)) == 1);
	return r;
}

static struct slice
cell_or_empty(const struct tidy *t, int col)
{
	return col >= 0 ? slice_trim(t->cell[col]) : (struct slice){"", 0};
}

static void
name_series(struct tidy *t, size_t col)
{
	const struct tabhead *h = &t->head;

	t->indicator = h->fixed != NULL ? slice_of(h->fixed) : cell_or_empty(t, h->indicator);
	t->category = cell_or_empty(t, h->category);
	if (h->shape == TABHEAD_MEASURES && (h->fixed != NULL || h->indicator >= 0))
		t->category = h->name[col];
	else if (h->shape == TABHEAD_MEASURES)
		t->indicator = h->name[col];
	if (t->of_which && h->category >= 0)
		t->category = textbuf_slice(&t->what);
	else if (t->of_which)
		t->indicator = textbuf_slice(&t->what);
}

/* Rows of a series often follow one another. */
static bool
is_last_series(const struct tidy *t)
{
	return t->series_key.n > 0 && t->pass_fp.lo == t->last_pass_fp.lo &&
	    t->pass_fp.hi == t->last_pass_fp.hi && same_text(t->indicator, t->last_name[0]) &&
	    same_text(t->category, t->last_name[1]);
}

/* The series of the figure in that column, and its number. */
static void
take_series(struct tidy *t, size_t col)
{
	struct keybuf *key = &t->series_key;
	struct slice rest;

	name_series(t, col);
	if (is_last_series(t))
		return;
	keybuf_reset(key);
	keybuf_add(key, t->indicator);
	keybuf_add(key, t->category);
	keybuf_add(key, (struct slice){(const char *)&t->pass_fp, sizeof(t->pass_fp)});
	t->series = seen_series(t->seen, fp_of(key->p, key->n));
	rest = keybuf_key(key);
	keybuf_next(&rest, &t->last_name[0]);
	keybuf_next(&rest, &t->last_name[1]);
	t->last_pass_fp = t->pass_fp;
}

/* File and line in one number, for what was seen. */
enum { LINE_BITS = 48 };

static uint64_t
place(const struct tidy *t)
{
	return (uint64_t)input_file_number(t->in) << LINE_BITS | input_line(t->in);
}

static int
fault_again(struct tidy *t, size_t col)
{
	struct errmsg why;

	input_fault(t->in, col, &why, "the same series and period as %s:%" PRIu64 " ('%.*s'); "
	    "expected each once", input_file_name(t->in, t->first >> LINE_BITS),
	    t->first & ((UINT64_C(1) << LINE_BITS) - 1),
	    SLICE_ARG(t->category.n > 0 ? t->category : t->indicator));
	if (t->area >= 0 && slice_trim(t->cell[t->area]).n == 0)
		return errmsg_set(t->e, "%s (no area; --fill-down '%s' where cells were merged)",
		    why.text, t->head.name[t->area].p);
	return errmsg_set(t->e, "%s", why.text);
}

/* The observation in column col of the row: 1, 0 if it is left out, or -1. */
static int
take_observation(struct tidy *t, size_t col, struct observation *o)
{
	const struct when *when;

	t->flag.n = 0;
	if (t->head.flag >= 0)
		textbuf_add(&t->flag, cell_or_empty(t, t->head.flag));
	if (t->head.column[col].note.n > 0)
		note_add(&t->flag, t->head.column[col].note);
	o->period = t->head_options.one_period ? t->one_period : t->head.year >= 0 ?
	    t->row_period[col] : t->head.column[col].period;
	if (cells_read(t, col) != 0 || (t->head.period >= 0 && when_read(t, &o->period) != 0))
		return -1;
	if (t->nth == 0)	/* the others of a span are of the same series */
		take_series(t, col);
	if ((t->value.n == 0 || t->head.shape != TABHEAD_ACROSS) && !t->opt->wide &&
	    cells_settle(t, col) != 0)
		return -1;
	if (t->flag.n > 0)
		cells_count_flags(t);
	if (t->nth == 0)
		t->again = seen_add(t->seen, t->series, t->span, place(t), &t->first);
	if (t->again == t->nth)
		return fault_again(t, col);
	when = when_of(t, o->period, &o->when);
	t->nth += t->head.shape == TABHEAD_ACROSS;
	o->series = t->series;
	o->indicator = t->indicator;
	o->category = t->category;
	o->period_text = slice_of(when->text);
	o->pass = t->pass;
	o->flag = textbuf_slice(&t->flag);
	o->value = t->value;
	o->percentage = t->percentage;
	return !when->later;
}

int
tidy_next(struct tidy *t, struct observation *o, struct errmsg *e)
{
	t->e = e;
	return t->opt->to != PERIOD_AS_READ ? longer_next(t, o) : tidy_read(t, o);
}

int
tidy_read(struct tidy *t, struct observation *o)
{
	int r;

	for (;;) {
		while (t->in_row && t->next < t->head.n) {
			if (t->head.column[t->next++].kind != COLUMN_FIGURE)
				continue;
			if ((r = take_observation(t, t->next - 1, o)) != 0)
				return r;
		}
		t->in_row = false;
		if ((r = next_row(t)) == 0) {
			cells_say_flags(t);
			share_say_unmoved(t);
		}
		if (r != 1)
			return r;
	}
}
