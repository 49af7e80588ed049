#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/note.h"
#include "table/cell.h"
#include "tidy/parts.h"
#include "tidy/span.h"

void
lines_say(const struct tidy *t, uint64_t line, struct slice text)
{
	struct errmsg e;

	if (t->opt->left_out == NULL)
		return;
	errmsg_set(&e, "%s:%" PRIu64 ": not part of a table, left out%s: %.*s", input_file(t->in),
	    line, span_is_cumulative(text) ? " (the figures are taken for those of each period "
	    "alone, not for cumulative ones)" : "", SLICE_ARG(text));
	t->opt->left_out(e.text);
}

void
lines_drop_alone(struct tidy *t)
{
	if (t->alone_line > 0)
		lines_say(t, t->alone_line, textbuf_slice(&t->alone));
	t->alone_line = 0;
}

size_t
lines_filled(const struct tidy *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->ncells; i++)
		n += slice_trim(t->cell[i]).n > 0;
	return n;
}

void
lines_join(const struct slice *cells, size_t n, struct textbuf *b)
{
	textbuf_reset(b);
	for (size_t i = 0; i < n; i++) {
		struct slice s = slice_trim(cells[i]);

		if (s.n > 0 && b->n > 0)
			textbuf_add(b, slice_of(", "));
		textbuf_add(b, s);
	}
}

static bool
begins_with(struct slice s, const char *word)
{
	struct slice w = slice_of(word);

	return s.n > w.n && slice_caseeq((struct slice){s.p, w.n}, w);
}

/* "Note" in a cell of its own. */
static bool
is_word_for_note(struct slice s)
{
	static const char words[][8] = {"note", "notes", "source", "sources"};

	return SLICE_IS_AMONG(s, words);
}

/* What a mark means: "[c] = suppressed", "[c] suppressed", "z = not applicable". */
static bool
is_meaning(struct slice s)
{
	const bool bracket = s.n > 0 && s.p[0] == '[';
	struct slice rest;
	size_t n = 0;

	while (n < s.n && s.p[n] != ' ' && s.p[n] != '=' && s.p[n] != ']')
		n++;
	if (bracket ? n < 2 || n > 5 || n == s.n || s.p[n++] != ']' : n == 0 || n > 3)
		return false;
	rest = slice_trim((struct slice){s.p + n, s.n - n});
	return rest.n > 1 && (bracket || rest.p[0] == '=');
}

static bool
is_note(struct slice s)
{
	static const char *const marks[] = {
		"source", "note", "*", "(1)", "[1]", "[note", "\u2020", "\u2021",
	};

	/* Most labels begin with none of these. */
	if (s.n > 0 && strchr("SsNn*([\xe2", s.p[0]) != NULL)
		for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
			if (begins_with(s, marks[i]) || is_word_for_note(s))
				return true;
	return is_meaning(s);
}

/* No label begins like this. */
static bool
is_surely_note(struct slice s)
{
	return begins_with(s, "source:") || begins_with(s, "sources:") ||
	    begins_with(s, "note:") || begins_with(s, "notes:") || begins_with(s, "[note") ||
	    is_word_for_note(s);
}

static bool
has_number(struct slice s)
{
	struct cell_figure f;
	struct slice what;

	return (cell_parse_figure(s, &f) &&
	    (f.value.kind == NUM_VALUE || f.percentage.kind == NUM_VALUE)) ||
	    cells_parse_of_which(s, &f, &what);
}

/* The first cell that is not blank, unless columns with headings are before it. */
static struct slice
first_text(const struct tidy *t)
{
	for (size_t i = 0; i < t->ncells; i++) {
		struct slice s = slice_trim(t->cell[i]);

		if (s.n > 0)
			return s;
		if (i >= t->head.n || t->head.column[i].kind != COLUMN_EMPTY)
			break;
	}
	return (struct slice){"", 0};
}

bool
lines_cannot_be_row(const struct tidy *t)
{
	struct cell_figure f;
	struct slice what;

	if (t->ncells != t->head.n)
		return true;
	for (size_t i = 0; i < t->ncells && t->head.shape == TABHEAD_ACROSS; i++)
		if (t->head.column[i].kind == COLUMN_FIGURE && slice_trim(t->cell[i]).n > 0 &&
		    !cells_is_figure((struct tidy *)t, t->cell[i]) &&
		    !cells_parse_of_which(t->cell[i], &f, &what))
			return true;
	return false;
}

void
lines_look_at_row(struct tidy *t)
{
	bool figure = false;

	if (t->head.shape != TABHEAD_ACROSS) {
		t->nbare = 0;
		return;
	}
	for (size_t c = 0; c < t->ncells && c < t->head.n && !figure; c++)
		figure = t->head.column[c].kind == COLUMN_FIGURE && slice_trim(t->cell[c]).n > 0;
	if (figure) {
		t->nbare = 0;
		return;
	}
	if (t->nbare++ > 0)
		return;
	t->bare_line = input_line(t->in);
	lines_join(t->cell, t->ncells, &t->bare);
}

void
lines_say_bare(struct tidy *t)
{
	struct errmsg e;
	char last[80] = "row has no figures, but is read as one";

	if (t->nbare == 0)
		return;
	if (t->nbare > 1)
		snprintf(last, sizeof(last), "%" PRIu64 " rows have no figures, but are read as "
		    "such", t->nbare);
	errmsg_set(&e, "%s:%" PRIu64 ": %.*s: the last %s; a note begins with Source or Note, or "
	    "comes after a blank line", input_file(t->in), t->bare_line,
	    SLICE_ARG(textbuf_slice(&t->bare)), last);
	if (t->opt->left_out != NULL)
		t->opt->left_out(e.text);
	t->nbare = 0;
}

/*
 * Whether "Source" is a name in a row of the table, as csv-tidy writes one below a heading Source:
 * the row has an indicator, a category and a period, and nothing but figures below the figures.
 */
static bool
is_name_in_row(const struct tidy *t)
{
	const struct tabhead *h = &t->head;
	struct period p;

	if (t->ncells != h->n || h->indicator < 0 || h->category < 0 ||
	    has_number(t->cell[h->category]) || (h->period >= 0 &&
	    !note_parse_period(t->cell[h->period], t->opt->head.fyear, &p, NULL, NULL)))
		return false;
	for (size_t c = 0; c < h->n; c++)
		if (h->column[c].kind == COLUMN_FIGURE &&
		    !cells_is_figure((struct tidy *)t, t->cell[c]))
			return false;
	return is_word_for_note(slice_trim(t->cell[h->indicator])) &&
	    slice_trim(t->cell[h->category]).n > 0;
}

/* A row that begins with *, (1) or a dagger: a label, or a note with figures in it. */
static void
say_like_note(struct tidy *t, struct slice first)
{
	struct errmsg e;

	if (t->below.like_note || is_letter(first.p[0]) || t->opt->left_out == NULL)
		return;
	t->below.like_note = true;
	errmsg_set(&e, "%s:%" PRIu64 ": '%.*s' begins like a note, but is read as a row, as it has "
	    "figures; delete it if it is a note", input_file(t->in), input_line(t->in),
	    SLICE_ARG(first));
	t->opt->left_out(e.text);
}

int
lines_take_text(struct tidy *t, size_t filled)
{
	struct slice first = first_text(t);
	const bool note = is_note(first);
	bool number = false;

	if (first.n == 0 || t->head.n < 2 || (!t->after_blank && !note))
		return 0;
	if (filled > 1) {
		for (size_t i = 0; i < t->ncells; i++)
			number |= has_number(t->cell[i]);
		if (number && is_word_for_note(first) && is_name_in_row(t))
			return 0;
		if (number && is_surely_note(first))
			return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "'%.*s' begins like a "
			    "note, and the row has figures; expected a note in one cell, or "
			    "another label", SLICE_ARG(first));
		if (number && note)
			say_like_note(t, first);
		if (number || !lines_cannot_be_row(t))
			return 0;
	}
	if (filled == 2 && facts_take_between(t) != 0)
		return -1;
	lines_drop_alone(t);
	lines_join(t->cell, t->ncells, &t->alone);
	t->alone_line = input_line(t->in);
	if (note)
		lines_drop_alone(t);
	if (is_surely_note(first))
		below_take_note(t);
	return 1;
}
