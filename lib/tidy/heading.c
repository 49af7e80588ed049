/* The heading of a table: past the titles above it, with its second row. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/note.h"
#include "table/cell.h"
#include "tidy/above.h"
#include "tidy/firstrow.h"
#include "tidy/parts.h"
#include "tidy/percent.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2100 };

int
heading_fault(struct tidy *t, size_t col, const char *fmt, ...)
{
	struct errmsg why;
	va_list ap;

	va_start(ap, fmt);
	errmsg_vset(&why, fmt, ap);
	va_end(ap);
	if (col == INPUT_WHOLE_ROW)
		return errmsg_set(t->e, "%s:%" PRIu64 ": %s", input_file(t->in), t->head_line,
		    why.text);
	return errmsg_set(t->e, "%s:%" PRIu64 ": %s: %s", input_file(t->in), t->head_line,
	    t->head.name[col].p, why.text);
}

/*
 * The row without the years that repeat the cell before, as above each of the quarters of a year:
 * *repeated is the last such column, or 0.
 */
static void
drop_repeated(const struct slice *cells, size_t n, struct slice *name, size_t *repeated)
{
	struct slice last = {"", 0};
	struct period p;

	*repeated = 0;
	for (size_t c = 0; c < n; c++) {
		name[c] = slice_trim(cells[c]);
		if (name[c].n == 0)
			continue;
		if (slice_eq(name[c], last) &&
		    note_parse_period(last, PERIOD_NO_YEAR, &p, NULL, NULL) &&
		    period_per_year(p.freq) == 1) {
			name[c].n = 0;
			*repeated = c;
		} else {
			last = name[c];
		}
	}
}

/* Nothing in the row is of a heading; or it is a name and "Value", as Nomis has above a table. */
static bool
is_perhaps_title(const struct tidy *t, const char *why)
{
	return strncmp(why, TABHEAD_NO_PERIOD, strlen(TABHEAD_NO_PERIOD)) == 0 ||
	    (lines_filled(t) == 2 && t->opt->head.measures.n == 0 &&
	    strncmp(why, TABHEAD_NO_ROLE, strlen(TABHEAD_NO_ROLE)) == 0);
}

/* Where a title has the period, it is that of a heading that has none. */
static int
read_with_period(struct tidy *t, const struct slice *name, size_t n, struct errmsg *e)
{
	int r;

	t->head_options.one_period = t->set_period;
	r = tabhead_read(&t->head, name, n, &t->head_options, e);
	if (r == 0 || t->set_period || t->title_line == 0 || t->title_line == SEVERAL_DATES)
		return r;
	tabhead_free(&t->head);
	t->head_options.one_period = true;
	return tabhead_read(&t->head, name, n, &t->head_options, e);
}

int
heading_try(struct tidy *t, const struct slice *cells, size_t n)
{
	struct slice *name = xcalloc(n, sizeof(*name));
	struct roles roles;
	struct errmsg e;
	int r;

	tabhead_free(&t->head);
	input_name_columns(t->in, NULL, 0);
	t->head_line = input_line(t->in);
	drop_repeated(cells, n, name, &t->repeated);
	r = read_with_period(t, name, n, &e);
	free(name);
	if (r != 0) {
		r = is_perhaps_title(t, e.text) ? 1 : -1;
		input_fault(t->in, INPUT_WHOLE_ROW, t->e, "%s", e.text);
		return r;
	}
	if (percent_check(&t->head, &e) != 0)
		return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "%s", e.text);
	input_name_columns(t->in, t->head.name, t->head.n);
	/* Where two columns could be the area both pass through, and neither is looked at. */
	r = roles_find(&roles, t->head.name, t->head.n, 0, ROLE_BIT(ROLE_AREA) |
	    ROLE_BIT(ROLE_AREA_CODE), t->opt->head.chosen, &e);
	t->area = r == 0 ? roles.col[ROLE_AREA] : -1;
	t->area_code = r == 0 ? roles.col[ROLE_AREA_CODE] : -1;
	t->level = r == 0 ? roles.col[ROLE_GEOGRAPHIC_LEVEL] : -1;
	return 0;
}

/* Whether the periods across are numbers of four digits, which figures could be, too. */
static bool
has_only_years(const struct tabhead *h, bool plausible)
{
	for (size_t c = 0; c < h->n; c++)
		if (h->column[c].kind == COLUMN_FIGURE && (h->name[c].n != 4 ||
		    h->column[c].period.freq != PERIOD_YEAR || (plausible &&
		    h->column[c].period.ord >= FIRST_YEAR && h->column[c].period.ord <= LAST_YEAR)))
			return false;
	return h->shape == TABHEAD_ACROSS;
}

static size_t
count_names(const struct tabhead *h)
{
	size_t n = 0;

	for (size_t c = 0; c < h->n; c++)
		n += h->name[c].n > 0;
	return n;
}

/* Reads the heading again, with the record as its second row, if it is that: 1, 0 no, -1. */
static int
join_heading(struct tidy *t)
{
	struct slice *name = xcalloc(t->head.n, sizeof(*name));
	struct arena text = {0};
	struct errmsg e;
	int r = tabhead_join(&t->head, t->cell, t->ncells, t->head_options.fyear, name, &text, &e);

	if (r == -1)
		input_fault(t->in, INPUT_WHOLE_ROW, t->e, "%s", e.text);
	for (size_t c = 0; c < t->head.n && r == 1; c++)	/* a title above the first column */
		if (t->head.column[c].kind != COLUMN_FIGURE && t->head.name[c].n > 0 &&
		    !slice_caseeq(name[c], t->head.name[c]))
			lines_say(t, t->head_line, t->head.name[c]);
	if (r == 1)
		r = heading_try(t, name, t->head.n) != 0 ? -1 : 1;
	arena_free(&text);
	free(name);
	return r;
}

static bool
has_periods(const struct tabhead *h)
{
	for (size_t c = 0; c < h->n; c++)
		if (h->column[c].kind == COLUMN_FIGURE && h->column[c].period.freq != PERIOD_NONE)
			return !has_only_years(h, false);
	return false;
}

/*
 * Whether the record read ahead is the heading, and the one before a title that looked like one: it
 * is wider, and cannot be a row below it: 1, 0 no; -1: it is a heading with a fault.
 */
static int
is_better_heading(struct tidy *t)
{
	struct tabhead other;
	struct errmsg e;
	int r;

	if (!lines_cannot_be_row(t) || lines_filled(t) <= count_names(&t->head))
		return 0;
	r = tabhead_read(&other, t->cell, t->ncells, &t->head_options, &e);
	if (!has_periods(&other))
		r = 0;
	else if (r == 0)
		r = 1;
	else
		input_fault(t->in, INPUT_WHOLE_ROW, t->e, "%s (line %" PRIu64 " looks like a "
		    "title)", e.text, t->head_line);
	tabhead_free(&other);
	return r;
}

/* Reads the heading again, with the option or, if that is not one, without. 0 or -1. */
static int
try_again(struct tidy *t, bool *option, bool keep)
{
	const uint64_t line = t->head_line;
	const size_t n = t->head.n;
	struct slice *name = xcalloc(n, sizeof(*name));
	struct arena text = {0};
	int r;

	for (size_t i = 0; i < n; i++)
		name[i] = arena_copy(&text, t->head.name[i]);
	*option = true;
	r = heading_try(t, name, n);
	*option = false;
	if (r != 0 && !keep)
		r = heading_try(t, name, n);
	t->head_line = line;
	arena_free(&text);
	free(name);
	return r != 0 ? -1 : 0;
}

/* A first column without a heading is blank, not the label, where the first row is, too. */
static int
try_without_label(struct tidy *t)
{
	const bool label = t->head.indicator == 0 || t->head.category == 0;
	const size_t n = t->head.n;

	if (!label || n < 3 || t->head.name[0].n > 0 || t->ncells != n ||
	    slice_trim(t->cell[0]).n > 0 || slice_trim(t->cell[1]).n == 0)
		return 0;
	return try_again(t, &t->head_options.no_label, false);
}

/* A column called Year is not of years where the first row has another text: Year 7. */
static int
try_without_years(struct tidy *t)
{
	const int year = t->head.year;
	struct period p;

	if (year < 0 || t->ncells != t->head.n || slice_trim(t->cell[year]).n == 0 ||
	    role_read_year(t->cell[year], &p) || t->opt->head.chosen[ROLE_PERIOD] != NULL)
		return 0;
	return try_again(t, &t->head_options.no_years, true);
}

/* Once, not for each table and file. */
static void
say_label(struct tidy *t, struct slice name)
{
	struct errmsg text;

	if (t->opt->left_out == NULL || slice_eq(textbuf_slice(&t->said_label), name))
		return;
	textbuf_reset(&t->said_label);
	textbuf_add(&t->said_label, name);
	errmsg_set(&text, "note: %s:%" PRIu64 ": read as with -c category='%.*s' (-c category=NAME "
	    "for another column, --indicator NAME --no-category for none)", input_file(t->in),
	    t->head_line, SLICE_ARG(name));
	t->opt->left_out(text.text);
}

/* The one column of texts in a table of values is that of the categories, whatever its heading. */
static void
take_label(struct tidy *t)
{
	const int label = firstrow_label(t);

	if (label < 0)
		return;
	t->head.category = label;
	t->head.column[label].kind = COLUMN_USED;
	if (t->head.fixed == NULL)
		t->head.fixed = t->head.name[label].p;
	if (t->head.shape == TABHEAD_LONG)
		say_label(t, t->head.name[label]);
}

/* Looks at the record after the heading: perhaps its second row, or the heading itself. */
static int
look_below(struct tidy *t)
{
	struct textbuf title = {0};
	int r;

	while ((r = tidy_peek(t)) == 1) {
		r = tabhead_may_have_second(&t->head) ? join_heading(t) : 0;
		if (r == 0 && (r = is_better_heading(t)) == 1) {
			lines_join(t->head.name, t->head.n, &title);
			lines_say(t, t->head_line, textbuf_slice(&title));
			r = heading_try(t, t->cell, t->ncells) != 0 ? -1 : 1;
		}
		if (r != 1)
			break;
		t->waiting = false;
	}
	textbuf_free(&title);
	if (r == -1)
		return t->peeked == -1 && !tabhead_may_have_second(&t->head) ? 0 :
		    t->peeked == -1 ? errmsg_set(t->e, "%s", t->in->error.text) : -1;
	if (t->repeated > 0)
		return heading_fault(t, INPUT_WHOLE_ROW, "column %zu repeats the heading of the "
		    "column before it; expected each heading once, or quarters below the years",
		    t->repeated + 1);
	if (t->peeked == 1) {
		if (try_without_years(t) != 0)
			return -1;
		firstrow_take_year(t);
		take_label(t);
	}
	return t->peeked == 1 ? try_without_label(t) : 0;
}

/* Finds the columns to fill down, and says which columns only seem to be of figures. */
static int
look_at_columns(struct tidy *t)
{
	const struct option_list *fill = &t->opt->fill_down;
	const struct tabhead *h = &t->head;
	struct errmsg e;

	for (size_t c = 0; c < h->n && t->opt->left_out != NULL; c++)
		if (h->column[c].names_period) {
			heading_fault(t, c, "names a period among other words; passed through as "
			    "it is, not read as a period");
			t->opt->left_out(t->e->text);
		}
	for (size_t i = 0; i < fill->n; i++) {
		struct slice name = slice_trim(slice_of(fill->item[i]));
		size_t c = heading_find(h->name, h->n, name);

		if (c == h->n) {
			heading_missing(h->name, h->n, name, &e);
			return heading_fault(t, INPUT_WHOLE_ROW, "--fill-down: %s", e.text);
		}
		if (h->column[c].kind == COLUMN_FIGURE)
			return heading_fault(t, c, "--fill-down: a column of figures, where blank "
			    "means missing; expected a column of names");
		t->fill[i] = (int)c;
		textbuf_reset(&t->above[i]);
	}
	return 0;
}

/* The headings that name series, next to those of the files before. */
static void
look_at_names(struct tidy *t)
{
	struct tabhead *h = &t->head;
	const char *file = input_file(t->in);
	struct slice name;

	if (h->fixed != NULL && h->fixed != t->opt->head.indicator) {
		name = alike_heading(t->look, slice_of(h->fixed), file, t->head_line);
		if (!slice_is(name, h->fixed))
			h->fixed = arena_copy(&h->text, name).p;
	}
	for (size_t c = 0; c < h->n && h->shape == TABHEAD_MEASURES; c++)
		if (h->column[c].kind == COLUMN_FIGURE) {
			name = alike_heading(t->look, h->name[c], file, t->head_line);
			if (!slice_eq(name, h->name[c]))
				h->name[c] = arena_copy(&h->text, name);
		}
}

static int
finish_heading(struct tidy *t)
{
	if (look_below(t) != 0 || look_at_columns(t) != 0)
		return -1;
	look_at_names(t);
	when_take_heading(t);
	below_begin_table(t);
	share_begin_table(t);
	dated_begin_table(t);
	t->label.n = 0;
	t->in_row = false;
	if (t->opt->headed != NULL) {
		struct textbuf b = {0};

		textbuf_addf(&b, "%s:%" PRIu64 ": ", input_file(t->in), t->head_line);
		tabhead_describe(&t->head, &b);
		t->opt->headed(b.p);
		textbuf_free(&b);
	}
	return 0;
}

int
heading_take(struct tidy *t)
{
	return heading_try(t, t->cell, t->ncells) != 0 ? -1 : finish_heading(t);
}

/*
 * The record has a fault as a heading. Whether it is a title, as the next line is a heading that is
 * wider: no row of a table is between them. -1: it is not, and *t->e is as before.
 */
static int
try_next_line(struct tidy *t, struct titles *s, size_t filled)
{
	const struct errmsg why = *t->e;
	struct tabhead next;
	struct errmsg e;
	bool better = false;

	if (above_has_number(t) || !above_add(t, s, filled))
		return -1;
	if (tidy_peek(t) == 1 && lines_filled(t) > filled && slice_trim(t->cell[0]).n > 0 &&
	    !above_has_number(t)) {
		better = tabhead_read(&next, t->cell, t->ncells, &t->head_options, &e) == 0 &&
		    has_periods(&next);
		tabhead_free(&next);
	}
	*t->e = why;
	return better ? 0 : -1;
}

/*
 * The record, after a blank line, can be a heading, but is not wider than the line that the message
 * is about: that may be a title.
 */
static void
name_heading(struct tidy *t, struct titles *s)
{
	const struct errmsg why = s->why;

	if (s->heading_line == 0 && s->n > 0 && input_line(t->in) > s->line[s->n - 1] + 1) {
		s->heading_line = input_line(t->in);
		errmsg_set(&s->why, "%s (if this is a title above the heading on line %" PRIu64 ", "
		    "expected no such line)", why.text, s->heading_line);
	}
}

/*
 * The record is the heading: 1; a title above it: 0; neither: -1. What a row of several cells lacks
 * as a heading is said unless one that is wider, and cannot be figures, follows.
 */
static int
judge_line(struct tidy *t, struct titles *s)
{
	const size_t filled = lines_filled(t);
	int r, above;

	if (filled == 0)
		return 0;
	if (filled == 1)
		return above_add(t, s, filled) ? 0 : -1;
	r = heading_try(t, t->cell, t->ncells);
	if (filled == 2 && (facts_is_pair(t) || (r == -1 && s->first == NULL &&
	    !above_has_number(t) && strstr(t->e->text, "no column ") != NULL)))
		return above_judge_pair(t, s, r);
	if (r != 0 && s->first != NULL && (above = above_take(t, s, filled)) != 0)
		return above;
	if (r != 0 && s->first != NULL && above_fault_year(t, s, filled) != 0)
		return -1;
	if (s->lacks_role)
		return errmsg_set(t->e, "%s", s->why.text);
	if (r != 0 && s->first != NULL && above_fault(t, s, filled) != 0)
		return -1;
	if (r == -1 && (s->lacks_role = above_lacks_role(t, s))) {
		above_keep_first(t, s, filled);
		return above_add(t, s, filled) ? 0 : -1;
	}
	if (r == -1)
		return s->first != NULL && t->ncells == s->nfirst &&
		    firstrow_is_below(t, s->first) ? errmsg_set(t->e, "%s", s->why.text) :
		    try_next_line(t, s, filled);
	if (r == 0 && (s->why.text[0] == '\0' ||
	    (filled > s->widest && !has_only_years(&t->head, true))))
		return 1;
	if (r == 0)
		name_heading(t, s);
	if (!above_has_number(t) && above_add(t, s, filled)) {
		if (s->why.text[0] == '\0')
			above_keep_first(t, s, filled);
		return 0;
	}
	if (s->why.text[0] != '\0')
		*t->e = s->why;
	return -1;
}

int
heading_find_first(struct tidy *t)
{
	struct titles s = {0};
	int r = 0, got = 1;

	facts_begin_file(t);
	while (r == 0 && (got = tidy_read_cells(t)) == 1)
		r = judge_line(t, &s);
	for (size_t i = 0; i < s.n && r == 1; i++)
		facts_take_title(t, s.text[i], s.line[i]);
	for (size_t i = 0; i < s.n && r == 1; i++)
		if (!facts_is_line(t, s.line[i]))
			lines_say(t, s.line[i], s.text[i]);
	if (r == 1 && t->head_options.one_period && !t->set_period &&
	    sets_take_period(t, t->one_period) != 0)
		r = -1;
	else if (r == 1)
		r = finish_heading(t) != 0 ? -1 : facts_take_heading(t);
	else if (r == 0 && got != 1 && s.why.text[0] != '\0' && (got == 0 || s.lacks_role))
		r = errmsg_set(t->e, "%s", s.why.text);
	else if (s.n > 0 && s.widest == 1 && (r == -1 ? s.n == MOST_TITLES : got == 0))
		r = above_fault_one_cell(t, &s);
	else if (r == 0 && got == 0) {
		input_no_heading(t->in);
		r = errmsg_set(t->e, "%s", t->in->error.text);
	} else {
		r = -1;
	}
	arena_free(&s.mem);
	free(s.first);
	return r;
}
