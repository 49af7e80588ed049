/* Rows of figures that may be notes: below a note or a blank line, or without the areas' code. */
#include <inttypes.h>
#include <string.h>

#include "table/authority.h"
#include "tidy/parts.h"

void
below_begin_table(struct tidy *t)
{
	struct below *b = &t->below;

	b->rows = b->nblock = b->ncoded = b->nuncoded = 0;
	b->fewest = b->fewest_last = UINT64_MAX;
	b->note_line = b->doubt_line = b->sparse_line = 0;
	b->like_note = false;
}

void
below_take_note(struct tidy *t)
{
	t->below.note_line = input_line(t->in);
	t->after_blank = true;
}

static size_t
count_figures(const struct tidy *t)
{
	size_t n = 0;

	for (size_t c = 0; c < t->ncells && c < t->head.n; c++)
		n += t->head.column[c].kind == COLUMN_FIGURE && slice_trim(t->cell[c]).n > 0;
	return n;
}

static struct slice
first_text(const struct tidy *t)
{
	for (size_t c = 0; c < t->ncells; c++)
		if (slice_trim(t->cell[c]).n > 0)
			return slice_trim(t->cell[c]);
	return (struct slice){"", 0};
}

/* A total, region or country has no authority's code, and often a blank line above it. */
static bool
is_whole(const struct tidy *t)
{
	return authority_whole((struct slice){"", 0}, first_text(t)) != AUTHORITY_NO_WHOLE;
}

/* The row has no code, and all rows above have one. */
static bool
is_uncoded(struct tidy *t)
{
	struct below *b = &t->below;

	if (t->area_code < 0 || t->level >= 0 || t->head.shape != TABHEAD_ACROSS)
		return false;
	if (slice_trim(t->cell[t->area_code]).n > 0) {
		b->ncoded++;
		return false;
	}
	if (b->nuncoded++ == 0)
		b->uncoded_line = input_line(t->in);
	return b->nuncoded == 1 && b->ncoded > 0;
}

static void
keep(struct tidy *t, uint64_t *line, struct textbuf *text)
{
	*line = input_line(t->in);
	lines_join(t->cell, t->ncells, text);
}

/* Whether it is not a row like those above, and comes after a blank line or has no code. */
static bool
is_doubtful(const struct tidy *t, size_t figures, bool uncoded)
{
	const struct below *b = &t->below;

	if (b->rows == 0 || figures == 0 || t->head.shape != TABHEAD_ACROSS ||
	    (!t->after_blank && b->doubt_line == 0 && !uncoded))
		return false;
	return (figures < b->fewest && figures < b->fewest_last) ||
	    (uncoded && t->after_blank && !is_whole(t));
}

/* Takes a row that is not doubtful: its figures, and whether it is one of the last with fewer. */
static void
take_row(struct tidy *t, size_t figures)
{
	struct below *b = &t->below;

	b->doubt_line = 0;
	if (b->rows > 0 && figures > 0 && figures < b->fewest && slice_trim(t->cell[0]).n > 0 &&
	    t->head.shape == TABHEAD_ACROSS) {
		if (b->sparse_line == 0)
			keep(t, &b->sparse_line, &b->doubt);
		b->fewest_last = figures < b->fewest_last ? figures : b->fewest_last;
		return;
	}
	b->sparse_line = 0;
	b->fewest = b->fewest_last < b->fewest ? b->fewest_last : b->fewest;
	b->fewest = figures < b->fewest ? figures : b->fewest;
}

int
below_look_at_row(struct tidy *t)
{
	struct below *b = &t->below;
	const size_t figures = count_figures(t);
	const bool uncoded = is_uncoded(t);

	if (b->note_line > 0 && figures > 0)
		return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "'%.*s' has figures, and is below "
		    "the note on line %" PRIu64 "; expected the rows of the table above its notes, "
		    "or no such line if it is a note", SLICE_ARG(first_text(t)), b->note_line);
	b->nblock += b->nblock > 0;
	if (t->after_blank)
		b->nblock = b->rows > 0 && !is_whole(t);
	if (t->after_blank && b->nblock > 0)
		keep(t, &b->block_line, &b->block);
	if (!is_doubtful(t, figures, uncoded)) {
		take_row(t, figures);
	} else if (b->doubt_line == 0) {
		b->doubt_uncoded = uncoded;
		b->sparse_line = 0;
		keep(t, &b->doubt_line, &b->doubt);
	}
	b->rows++;
	return 0;
}

static void
say(struct tidy *t, uint64_t line, const char *what)
{
	struct errmsg e;

	errmsg_set(&e, "%s:%" PRIu64 ": %s", input_file(t->in), line, what);
	if (t->opt->left_out != NULL)
		t->opt->left_out(e.text);
}

int
below_end_table(struct tidy *t)
{
	struct below *b = &t->below;
	struct errmsg what;

	if (b->doubt_line > 0 && b->doubt_uncoded)
		return errmsg_set(t->e, "%s:%" PRIu64 ": %s: blank, and all rows above have a "
		    "code; expected one for '%.*s', or no such line if it is a note",
		    input_file(t->in), b->doubt_line, t->head.name[t->area_code].p,
		    SLICE_ARG(textbuf_slice(&b->doubt)));
	if (b->doubt_line > 0)
		return errmsg_set(t->e, "%s:%" PRIu64 ": '%.*s' has a blank line above it, and "
		    "fewer figures than any row before that; expected no blank line if it is a "
		    "row of the table, or no such line if it is a note", input_file(t->in),
		    b->doubt_line, SLICE_ARG(textbuf_slice(&b->doubt)));
	if (b->nuncoded > 0 && b->ncoded > 0) {
		errmsg_set(&what, "%s: %s without a code, the first here",
		    t->head.name[t->area_code].p, plural(b->nuncoded, "row").text);
		say(t, b->uncoded_line, what.text);
	}
	if (b->sparse_line > 0) {
		errmsg_set(&what, "'%.*s' has fewer figures than any row above, but is read as "
		    "one; delete it if it is a note", SLICE_ARG(textbuf_slice(&b->doubt)));
		say(t, b->sparse_line, what.text);
	} else if (b->nblock == 1) {
		errmsg_set(&what, "'%.*s' after a blank line is read as a row of the table",
		    SLICE_ARG(textbuf_slice(&b->block)));
		say(t, b->block_line, what.text);
	}
	return 0;
}

void
below_free(struct tidy *t)
{
	textbuf_free(&t->below.block);
	textbuf_free(&t->below.doubt);
}
