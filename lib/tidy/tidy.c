#include "tidy/tidy.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/slice.h"
#include "table/cell.h"

static void
put_period(struct rows *o, const void *record)
{
	char buf[PERIOD_SIZE];

	period_format(buf, ((const struct observation *)record)->period);
	rows_str(o, buf);
}

#define RECORD struct observation
const struct rows_column tidy_columns[TIDY_NCOLUMNS] = {
	COLUMN("indicator", WORDS, indicator, 0),
	COLUMN("category", WORDS, category, 0),
	COLUMN_PUT("period", put_period, 0),
	COLUMN("value", FIELD, value, 0),
	COLUMN("percentage", FIELD, percentage, 0),
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

static void
left_out(struct tidy *t, uint64_t line, struct slice s)
{
	struct errmsg e;

	if (t->opt->left_out == NULL)
		return;
	errmsg_set(&e, "%s:%" PRIu64 ": not part of a table, left out: %.*s", input_file(t->in),
	    line, SLICE_ARG(s));
	t->opt->left_out(e.text);
}

static void
drop_alone(struct tidy *t)
{
	if (t->alone_line > 0)
		left_out(t, t->alone_line, textbuf_slice(&t->alone));
	t->alone_line = 0;
}

static bool
is_note(struct slice s)
{
	static const char *const marks[] = {
		"source", "note", "*", "(1)", "[1]", "[note", "\u2020", "\u2021",
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		struct slice mark = slice_of(marks[i]);

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
	int r = t->waiting ? 1 : input_next_record(t->in);
	struct reader *csv = t->in->csv;

	if (r != 1)
		return r == 0 ? 0 : copy_error(t);
	t->waiting = false;
	t->ncells = reader_nfields(csv);
	t->cell = xgrow(t->cell, &t->cell_cap, t->ncells, sizeof(*t->cell));
	reader_fields(csv, t->cell);
	return 1;
}

static bool
is_column(struct slice name)
{
	for (size_t i = 0; i < TIDY_NCOLUMNS; i++)
		if (slice_is(name, tidy_columns[i].name))
			return true;
	return false;
}

/* Room for the columns that pass through: those of --set and, at most, all of the first table. */
static int
take_sets(struct tidy *t)
{
	const struct option_list *sets = &t->opt->sets;
	size_t most = sets->n + t->head.n;

	t->names = intern_new();
	t->source = xcalloc(most, sizeof(*t->source));
	t->pass = xcalloc(most, sizeof(*t->pass));
	t->pass_name = xcalloc(most, sizeof(*t->pass_name));
	for (; t->npass < sets->n; t->npass++) {
		const char *set = sets->item[t->npass];
		struct slice name = {set, strcspn(set, "=")};

		if (is_column(name) || intern_id(t->names, name) != t->npass)
			return errmsg_set(t->e, "--set: the output has a column '%.*s' already; "
			    "expected another name", SLICE_ARG(name));
		t->pass_name[t->npass] = name;
		t->pass[t->npass] = slice_of(set + name.n + 1);
	}
	return 0;
}

/* Finds this table's columns that pass through. The first table says which there must be. */
static int
map_pass(struct tidy *t)
{
	const struct tabhead *h = &t->head;
	const size_t nsets = t->opt->sets.n;
	const bool first = t->source == NULL;
	size_t found = nsets;

	if (first && take_sets(t) != 0)
		return -1;
	for (size_t i = 0; i < t->npass; i++)
		t->source[i] = SIZE_MAX;
	for (size_t c = 0; c < h->n; c++) {
		uint32_t i;

		if (h->column[c].kind != COLUMN_PASS)
			continue;
		i = intern_find(t->names, h->name[c]);
		if (is_column(h->name[c]) || i < nsets)
			return input_fault(t->in, c, t->e, "the output has a column of this name "
			    "already; expected -c ROLE=NAME to say what it is, or another name in "
			    "--set");
		if (first) {
			i = intern_id(t->names, h->name[c]);
			t->pass_name[t->npass++] = intern_key(t->names, i);
		}
		if (i == INTERN_NONE)
			return input_fault(t->in, c, t->e, "neither a period nor a column of the "
			    "first table (%s); expected the same columns",
			    input_file_name(t->in, 0));
		t->source[i] = c;
		found++;
	}
	for (size_t i = nsets; found < t->npass; i++)
		if (t->source[i] == SIZE_MAX)
			return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "no column '%.*s', which "
			    "the first table (%s) has; expected the same columns",
			    SLICE_ARG(t->pass_name[i]), input_file_name(t->in, 0));
	return 0;
}

static int
read_heading(struct tidy *t, const struct slice *cells)
{
	struct roles roles;
	struct errmsg e;
	int r;

	tabhead_free(&t->head);
	input_name_columns(t->in, NULL, 0);
	if (tabhead_read(&t->head, cells, t->ncells, &t->opt->head, &e) != 0)
		return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "%s", e.text);
	input_name_columns(t->in, t->head.name, t->head.n);
	/* Where two columns could be the area both pass through, and neither is looked at. */
	r = roles_find(&roles, t->head.name, t->head.n, 0, ROLE_BIT(ROLE_AREA) |
	    ROLE_BIT(ROLE_AREA_CODE), t->opt->head.chosen, &e);
	t->area = r == 0 ? roles.col[ROLE_AREA] : -1;
	t->area_code = r == 0 ? roles.col[ROLE_AREA_CODE] : -1;
	t->head_line = input_line(t->in);
	return 0;
}

/* Reads the heading again, with the record as its second row, or leaves the record waiting. */
static int
join_heading(struct tidy *t)
{
	struct slice *name = xcalloc(t->head.n, sizeof(*name));
	struct arena text = {0};
	int r = 0;

	t->waiting = !tabhead_join(&t->head, t->cell, t->ncells, name, &text);
	if (!t->waiting)
		r = read_heading(t, name);
	arena_free(&text);
	free(name);
	return r;
}

/* Takes the record as a heading, with the next one if that is the second row of the heading. */
static int
take_heading(struct tidy *t)
{
	int r;

	if (read_heading(t, t->cell) != 0)
		return -1;
	if (tabhead_may_have_second(&t->head) &&
	    ((r = read_cells(t)) == -1 || (r == 1 && join_heading(t) != 0)))
		return -1;
	t->label.n = 0;
	t->in_row = false;
	if (t->opt->headed != NULL) {
		struct textbuf b = {0};

		textbuf_addf(&b, "%s:%" PRIu64 ": ", input_file(t->in), t->head_line);
		tabhead_describe(&t->head, &b);
		t->opt->headed(b.p);
		textbuf_free(&b);
	}
	return map_pass(t);
}

/* Reads to the heading of the file just opened, past the title lines above it. */
static int
find_heading(struct tidy *t)
{
	int r;

	while ((r = read_cells(t)) == 1) {
		if (filled(t) > 1)
			return take_heading(t);
		for (size_t c = 0; c < t->ncells; c++)
			if (slice_trim(t->cell[c]).n > 0)
				left_out(t, input_line(t->in), slice_trim(t->cell[c]));
	}
	if (r == -1)
		return -1;
	if (reader_rows(t->in->csv) > 0)
		return errmsg_set(t->e, "%s: no row has two cells or more; expected a heading",
		    input_file(t->in));
	input_no_heading(t->in);
	return copy_error(t);
}

/* Opens the next file and reads its heading: 1, 0 no further file, -1. */
static int
next_file(struct tidy *t)
{
	int r = input_next_file(t->in);

	if (r != 1)
		return r == 0 ? 0 : copy_error(t);
	t->after_blank = false;
	return find_heading(t) == 0 ? 1 : -1;
}

int
tidy_open(struct tidy *t, char *const paths[], size_t n, const struct tidy_options *opt,
    struct errmsg *e)
{
	*t = (struct tidy){.opt = opt, .e = e, .in = input_open_files(paths, n, &opt->input),
	    .look = alike_new(opt->alike, opt->all_alike)};
	return next_file(t) == 1 ? 0 : -1;
}

void
tidy_close(struct tidy *t)
{
	input_close(t->in);
	tabhead_free(&t->head);
	intern_free(t->names);
	free(t->source);
	free(t->pass);
	free(t->pass_name);
	free(t->cell);
	textbuf_free(&t->label);
	textbuf_free(&t->what);
	textbuf_free(&t->alone);
	textbuf_free(&t->value);
	textbuf_free(&t->percentage);
	fptable_free(&t->seen);
	alike_close(t->look);
	keybuf_free(&t->key);
}

static bool
take_word(struct slice *s, const char *word)
{
	struct slice w = slice_of(word);

	if (s->n < w.n || !slice_caseeq((struct slice){s->p, w.n}, w))
		return false;
	s->p += w.n;
	s->n -= w.n;
	return true;
}

/* "Of which 102 (55%) were girls"; *what: the words after "were". False: not of that form. */
static bool
parse_of_which(struct slice cell, struct cell_figure *f, struct slice *what)
{
	struct slice s = slice_trim(cell), count;

	if (!take_word(&s, "of which "))
		return false;
	for (count = (struct slice){s.p, 0}; count.n < s.n; count.n++) {
		*what = (struct slice){s.p + count.n, s.n - count.n};
		if (take_word(what, " were "))
			return what->n > 0 && slice_trim(count).n > 0 &&
			    cell_parse_figure(count, f);
	}
	return false;
}

/* Names the series of an unlabelled row, all of whose cells must say that they are "of which". */
static int
begin_of_which(struct tidy *t)
{
	const size_t from = t->label.n + strlen(TIDY_OF_WHICH);
	struct slice what, first = {NULL, 0};
	struct cell_figure f;

	if (t->label.n == 0)
		return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "the first row has no label; "
		    "expected one");
	set_text(&t->what, textbuf_slice(&t->label));
	textbuf_add(&t->what, slice_of(TIDY_OF_WHICH));
	for (size_t c = 0; c < t->ncells; c++) {
		if (t->head.column[c].kind != COLUMN_FIGURE || slice_trim(t->cell[c]).n == 0)
			continue;
		if (!parse_of_which(t->cell[c], &f, &what))
			return input_fault(t->in, c, t->e, "'%.*s' in a row without a label; "
			    "expected a label, or cells such as 'Of which 102 were ...'",
			    SLICE_ARG(t->cell[c]));
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
		return begin_of_which(t);
	if (t->label.n > 0)	/* perhaps a cell merged with the one above */
		return input_fault(t->in, (size_t)col, t->e, "blank; expected the row's indicator");
	return 0;		/* a table without indicators */
}

static void
look_at(struct tidy *t, int col)
{
	if (col >= 0)
		alike_cell(t->look, t->in, (size_t)col, slice_trim(t->cell[col]));
}

/* Do the row's texts look like others? */
static void
look_at_texts(struct tidy *t)
{
	look_at(t, t->head.indicator);
	look_at(t, t->head.category);
	if (!t->opt->wide) {
		look_at(t, t->area);
		look_at(t, t->area_code);
	}
	for (size_t i = t->opt->sets.n; i < t->npass && t->opt->wide; i++)
		look_at(t, (int)t->source[i]);
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
		return errmsg_set(t->e, "%s:%" PRIu64 ": '%.*s' is alone in its row; expected "
		    "a row of the table, or a note at its end", input_file(t->in), t->alone_line,
		    SLICE_ARG(textbuf_slice(&t->alone)));
	for (size_t c = 0; c < t->ncells; c++)
		if (t->head.column[c].kind == COLUMN_EMPTY && slice_trim(t->cell[c]).n > 0)
			return input_fault(t->in, c, t->e, "'%.*s' in a column without a heading; "
			    "expected no text", SLICE_ARG(t->cell[c]));
	t->of_which = false;
	t->next = 0;
	t->in_row = true;
	/* All the row's figures share one fingerprint of the cells that pass through. */
	keybuf_reset(&t->key);
	for (size_t i = t->opt->sets.n; i < t->npass; i++) {
		t->pass[i] = t->cell[t->source[i]];
		keybuf_add(&t->key, t->pass[i]);
	}
	t->pass_fp = fp_of(t->key.p, t->key.n);
	look_at_texts(t);
	return begin_series(t);
}

/* 1: the record is a row of the table; 0: another line, dealt with here; -1: a fault. */
static int
is_row(struct tidy *t)
{
	size_t n = filled(t);
	struct slice first = t->ncells > 0 ? slice_trim(t->cell[0]) : (struct slice){"", 0};

	if (n == 0) {
		t->after_blank = true;
		return 0;
	}
	if (n == 1 && first.n > 0 && t->head.n > 1 && (t->after_blank || is_note(first))) {
		drop_alone(t);
		set_text(&t->alone, first);
		t->alone_line = input_line(t->in);
		if (is_note(first))
			drop_alone(t);
		return 0;
	}
	if (t->after_blank && tabhead_again(&t->head, t->cell, t->ncells, t->opt->head.fyear)) {
		drop_alone(t);
		t->after_blank = false;
		return take_heading(t);
	}
	t->after_blank = false;
	return begin_row(t) != 0 ? -1 : 1;
}

/* The next row of a table: 1, 0 at the end of the last file, -1. */
static int
next_row(struct tidy *t)
{
	int r;

	do {
		while ((r = read_cells(t)) == 1)
			if ((r = is_row(t)) != 0)
				return r;
		if (r == -1)
			return -1;
		drop_alone(t);
	} while ((r = next_file(t)) == 1);
	return r;
}

static struct slice
cell_or_empty(const struct tidy *t, int col)
{
	return col >= 0 ? slice_trim(t->cell[col]) : (struct slice){"", 0};
}

/* The figure of column col, with that of the column of its percentage. */
static int
read_figure(struct tidy *t, size_t col)
{
	struct slice s = t->cell[col], p = cell_or_empty(t, t->head.column[col].percentage), what;
	const bool of_which = t->of_which && slice_trim(s).n > 0;
	struct cell_figure f;
	enum cell_kind kind;

	if (of_which ? !parse_of_which(s, &f, &what) : !cell_parse_figure(s, &f))
		return cell_fault(t->in, col, s, CELL_FIGURE, t->e);
	if (p.n > 0 && !of_which) {
		col = (size_t)t->head.column[col].percentage;
		if (f.percentage.kind != NUM_BLANK)
			return input_fault(t->in, col, t->e, "a second percentage, after that of "
			    "'%.*s'; expected one", SLICE_ARG(slice_trim(s)));
		f.percentage_text = p;
		kind = f.value.kind == NUM_BLANK ? CELL_PERCENTAGE_ALONE : CELL_PERCENTAGE;
		if (cell_parse(p, kind, &f.percentage) == NUM_BAD)
			return cell_fault(t->in, col, p, kind, t->e);
	}
	cell_plain(&t->value, f.value_text, &f.value);
	cell_plain(&t->percentage, f.percentage_text, &f.percentage);
	return 0;
}

static int
read_period(struct tidy *t, struct period *p)
{
	const struct tabhead *h = &t->head;
	struct errmsg why;

	if (role_read_period(cell_or_empty(t, h->period), cell_or_empty(t, h->identifier),
	    t->opt->head.fyear, p, &why) != 0)
		return input_fault(t->in, (size_t)h->period, t->e, "%s", why.text);
	return 0;
}

static void
name_series(const struct tidy *t, size_t col, struct observation *o)
{
	const struct tabhead *h = &t->head;

	o->indicator = h->fixed != NULL ? slice_of(h->fixed) : cell_or_empty(t, h->indicator);
	o->category = cell_or_empty(t, h->category);
	if (h->shape == TABHEAD_MEASURES && (h->fixed != NULL || h->indicator >= 0))
		o->category = h->name[col];
	else if (h->shape == TABHEAD_MEASURES)
		o->indicator = h->name[col];
	if (t->of_which && h->category >= 0)
		o->category = textbuf_slice(&t->what);
	else if (t->of_which)
		o->indicator = textbuf_slice(&t->what);
}

/* File and line in one number, for the table of what was seen. */
enum { LINE_BITS = 48 };

static int
check_once(struct tidy *t, size_t col, const struct observation *o)
{
	const uint64_t file = input_file_number(t->in);
	const uint64_t place = file << LINE_BITS | input_line(t->in);
	const int32_t when[] = {(int32_t)o->period.freq, o->period.ord};
	uint64_t *first;
	bool found;

	keybuf_reset(&t->key);
	keybuf_add(&t->key, (struct slice){(const char *)&t->pass_fp, sizeof(t->pass_fp)});
	keybuf_add(&t->key, o->indicator);
	keybuf_add(&t->key, o->category);
	keybuf_add(&t->key, (struct slice){(const char *)when, sizeof(when)});
	first = fptable_add(&t->seen, fp_of(t->key.p, t->key.n), place, &found);
	if (!found)
		return 0;
	return input_fault(t->in, col, t->e, "the same series and period as %s:%" PRIu64
	    " ('%.*s'); expected each once", input_file_name(t->in, *first >> LINE_BITS),
	    *first & ((UINT64_C(1) << LINE_BITS) - 1),
	    SLICE_ARG(o->category.n > 0 ? o->category : o->indicator));
}

/* The observation in column col of the row: 1, or -1. */
static int
take_observation(struct tidy *t, size_t col, struct observation *o)
{
	if (read_figure(t, col) != 0)
		return -1;
	o->period = t->head.column[col].period;
	if (t->head.period >= 0 && read_period(t, &o->period) != 0)
		return -1;
	name_series(t, col, o);
	o->pass = t->pass;
	o->value = textbuf_slice(&t->value);
	o->percentage = textbuf_slice(&t->percentage);
	return check_once(t, col, o) != 0 ? -1 : 1;
}

int
tidy_next(struct tidy *t, struct observation *o, struct errmsg *e)
{
	int r;

	t->e = e;
	for (;;) {
		while (t->in_row && t->next < t->head.n)
			if (t->head.column[t->next++].kind == COLUMN_FIGURE)
				return take_observation(t, t->next - 1, o);
		t->in_row = false;
		if ((r = next_row(t)) != 1)
			return r;
	}
}
