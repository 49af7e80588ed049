#include "tidy/above.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/cell.h"
#include "tidy/firstrow.h"
#include "tidy/parts.h"

bool
above_has_number(const struct tidy *t)
{
	struct cell_figure f;

	for (size_t i = 0; i < t->ncells; i++)
		if (cell_parse_figure(t->cell[i], &f) && f.value.kind == NUM_VALUE)
			return true;
	return false;
}

bool
above_add(struct tidy *t, struct titles *s, size_t filled)
{
	struct textbuf b = {0};

	if (s->n == MOST_TITLES)
		return false;
	lines_join(t->cell, t->ncells, &b);
	s->text[s->n] = arena_copy(&s->mem, textbuf_slice(&b));
	s->line[s->n++] = input_line(t->in);
	if (filled > s->widest)
		s->widest = filled;
	textbuf_free(&b);
	return true;
}

void
above_keep_first(struct tidy *t, struct titles *s, size_t filled)
{
	s->why = *t->e;
	s->first = xcalloc(t->ncells, sizeof(*s->first));
	for (size_t c = 0; c < t->ncells; c++)
		s->first[c] = arena_copy(&s->mem, slice_trim(t->cell[c]));
	s->nfirst = t->ncells;
	s->filled = filled;
	s->first_line = input_line(t->in);
}

bool
above_lacks_role(const struct tidy *t, const struct titles *s)
{
	return s->first == NULL && t->opt->head.measures.n == 0 &&
	    (strstr(t->e->text, TABHEAD_NO_VALUE) != NULL ||
	    strstr(t->e->text, TABHEAD_NO_ROLE) != NULL);
}

/* It was a title. */
static void
forget_first(struct titles *s)
{
	s->why.text[0] = '\0';
	s->lacks_role = false;
	free(s->first);
	s->first = NULL;
}

/* Whether the last cell of the record, which has several, is a figure, as in a row. */
static bool
ends_in_figure(struct tidy *t)
{
	for (size_t i = t->ncells; i-- > 0;)
		if (slice_trim(t->cell[i]).n > 0)
			return cells_is_figure(t, t->cell[i]);
	return false;
}

/* A heading of two columns has rows of two cells right below it. fact: it says something. */
static bool
is_title_above(struct tidy *t, bool fact)
{
	bool title;

	t->after_blank = false;
	title = tidy_peek(t) == 1 && (facts_is_pair(t) ||
	    (lines_filled(t) > 2 && (fact || !above_has_number(t))) ||
	    (fact && (t->after_blank || lines_filled(t) == 1 || !ends_in_figure(t))));
	t->after_blank = false;
	return title;
}

int
above_judge_pair(struct tidy *t, struct titles *s, int r)
{
	const bool first = s->first == NULL, heading = r == 0 && s->why.text[0] == '\0';
	const bool lacks_role = r == -1 && above_lacks_role(t, s);
	const struct errmsg why = *t->e;
	struct pair pair;
	const bool fact = facts_read_pair(t, &s->mem, &pair);

	if (r != 0 && first)
		above_keep_first(t, s, 2);
	if (!above_add(t, s, 2))
		return -1;
	if (is_title_above(t, fact)) {
		if (fact)
			facts_keep_pair(t, &pair);
		if (r != 0 && first)
			forget_first(s);
		return 0;
	}
	s->n -= heading;
	s->lacks_role = s->lacks_role || lacks_role;
	*t->e = why;
	return heading ? 1 : r == -1 && !lacks_role ? -1 : 0;
}

static bool
is_nameless(const struct titles *s, size_t col)
{
	return col != SIZE_MAX && s->first[col].n == 0;
}

int
above_fault(struct tidy *t, const struct titles *s, size_t filled)
{
	struct firstrow row;
	struct textbuf b = {0};

	if (t->ncells != s->nfirst || filled > s->filled || !firstrow_look(t, s->first, &row) ||
	    is_nameless(s, row.period) || (row.number < t->ncells && is_nameless(s, row.number)))
		return 0;
	if (strstr(s->why.text, TABHEAD_NO_ROLE) != NULL)
		return errmsg_set(t->e, "%s", s->why.text);
	lines_join(s->first, s->nfirst, &b);
	textbuf_addf(&b, "; expected ");
	if (row.number == t->ncells) {
		textbuf_addf(&b, "-c value=NAME, or --measures '");
		firstrow_measures(t, s->first, &b);
		textbuf_addf(&b, "' for a series of each, and ");
		row.number = SIZE_MAX;
	}
	firstrow_options(&row, s->first, &b);
	errmsg_set(t->e, "%s:%" PRIu64 ": no column for the role value; the headings are %s",
	    input_file(t->in), s->first_line, b.p);
	textbuf_free(&b);
	return -1;
}

int
above_fault_year(struct tidy *t, const struct titles *s, size_t filled)
{
	struct firstrow row;
	struct errmsg why;
	struct period p;

	if (t->ncells != s->nfirst || filled > s->filled || !firstrow_look(t, s->first, &row) ||
	    row.period == SIZE_MAX || row.identifier != SIZE_MAX || when_parse(
	    t->cell[row.period], t->opt->head.fyear, &p, &why) == 0)
		return 0;
	return errmsg_set(t->e, "%s:%" PRIu64 ": %.*s: %s", input_file(t->in), input_line(t->in),
	    SLICE_ARG(s->first[row.period]), why.text);
}

static void
say_options(const struct tidy *t, const struct titles *s, const struct firstrow *row)
{
	struct textbuf b = {0};
	struct errmsg text;

	if (t->opt->left_out == NULL)
		return;
	firstrow_options(row, s->first, &b);
	errmsg_set(&text, "note: %s:%" PRIu64 ": read as with %s", input_file(t->in),
	    s->first_line, b.p);
	t->opt->left_out(text.text);
	textbuf_free(&b);
}

int
above_take(struct tidy *t, struct titles *s, size_t filled)
{
	struct tabhead_options *opt = &t->head_options;
	const char *chosen[ROLE_N];
	struct firstrow row;
	int r;

	if (t->ncells != s->nfirst || filled > s->filled ||
	    s->line[s->n - 1] != s->first_line ||
	    opt->chosen[ROLE_PERIOD] != NULL || opt->chosen[ROLE_VALUE] != NULL ||
	    !firstrow_look(t, s->first, &row) || row.number == t->ncells || !row.certain ||
	    is_nameless(s, row.period) || is_nameless(s, row.number))
		return 0;
	memcpy(chosen, opt->chosen, sizeof(chosen));
	firstrow_choose(&row, s->first, opt->chosen);
	r = heading_try(t, s->first, s->nfirst) != 0 ? -1 : 1;
	memcpy(opt->chosen, chosen, sizeof(chosen));
	if (r == -1)
		return -1;
	t->head_line = s->first_line;
	t->waiting = true;
	t->peeked = 1;
	s->n--;			/* the heading, which was kept as a title */
	say_options(t, s, &row);
	return 1;
}

int
above_fault_one_cell(struct tidy *t, const struct titles *s)
{
	static const struct {
		char delimiter, option[4];
	} others[] = {{';', "';'"}, {'\t', "tab"}, {'|', "'|'"}};

	for (size_t i = 0; i < 3; i++)
		if (memchr(s->text[0].p, others[i].delimiter, s->text[0].n) != NULL)
			return errmsg_set(t->e, "%s:%" PRIu64 ": a row of one cell, '%.*s'; did "
			    "you mean -d %.3s?", input_file(t->in), s->line[0],
			    SLICE_ARG(s->text[0]), others[i].option);
	return errmsg_set(t->e, "%s: no row has two cells or more; expected a heading",
	    input_file(t->in));
}

