#include "layout.h"

#include <stdbool.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "num.h"
#include "xalloc.h"

struct layout {
	struct slice *cell;	/* copies, row after row */
	size_t ncells, cell_cap;
	size_t *row;		/* where each row begins; row[nrows] is the open one */
	size_t nrows, row_cap;
};

struct layout *
layout_new(void)
{
	struct layout *l = xcalloc(1, sizeof *l);

	l->row = xgrow(NULL, &l->row_cap, 1, sizeof *l->row);
	l->row[0] = 0;
	return l;
}

void
layout_cell(struct layout *l, struct slice s)
{
	l->cell = xgrow(l->cell, &l->cell_cap, l->ncells + 1, sizeof *l->cell);
	l->cell[l->ncells++] = (struct slice){slice_dup(s), s.n};
}

void
layout_str(struct layout *l, const char *s)
{
	layout_cell(l, slice_of(s));
}

void
layout_end(struct layout *l)
{
	l->nrows++;
	l->row = xgrow(l->row, &l->row_cap, l->nrows + 1, sizeof *l->row);
	l->row[l->nrows] = l->ncells;
}

void
layout_free(struct layout *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->ncells; i++)
		free((char *)l->cell[i].p);
	free(l->cell);
	free(l->row);
	free(l);
}

size_t
layout_width(struct slice s)
{
	size_t width = 0;
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	while (s.n > 0) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &c);
		if (n <= 0) {	/* not UTF-8: a terminal shows one mark for the byte */
			n = 1;
			c = '?';
		}
		width += (size_t)utf8proc_charwidth(c);
		s.p += n;
		s.n -= (size_t)n;
	}
	return width;
}

static size_t
row_len(const struct layout *l, size_t row)
{
	return l->row[row + 1] - l->row[row];
}

static struct slice
cell_at(const struct layout *l, size_t row, size_t col)
{
	return col < row_len(l, row) ? l->cell[l->row[row] + col] : (struct slice){"", 0};
}

/* A number, a mark, or a count with its percentage. */
static bool
is_figure(struct slice s)
{
	struct num count, percent;

	return num_parse(s, NUM_COMMAS | NUM_PERCENT | NUM_MARKS | NUM_EXPONENT, &count) != NUM_BAD ||
	    num_parse_count_percent(s, &count, &percent);
}

static bool
column_right(const struct layout *l, size_t col)
{
	bool any = false;

	for (size_t r = 1; r < l->nrows; r++) {
		if (!is_figure(cell_at(l, r, col)))
			return false;
		any |= slice_trim(cell_at(l, r, col)).n > 0;
	}
	return any;
}

/* The cells of a row; blanks are put out only before something, so that no line ends in them. */
static void
print_row(const struct layout *l, size_t r, const size_t *width, const bool *right, size_t ncols,
    FILE *f)
{
	size_t owed = 0, pad;
	struct slice s;

	for (size_t c = 0; c < ncols; c++) {
		s = cell_at(l, r, c);
		pad = width[c] - layout_width(s);
		if (right[c])
			owed += pad;
		if (s.n > 0) {
			fprintf(f, "%*s", (int)owed, "");
			fwrite(s.p, 1, s.n, f);
			owed = 0;
		}
		owed += (right[c] ? 0 : pad) + 2;
	}
	putc('\n', f);
}

static void
print_rule(FILE *f, const size_t *width, size_t ncols)
{
	for (size_t c = 0; c < ncols; c++) {
		for (size_t i = 0; i < width[c]; i++)
			putc('-', f);
		fputs(c + 1 < ncols ? "  " : "\n", f);
	}
}

static void
print_text(const struct layout *l, const size_t *width, const bool *right, size_t ncols, FILE *f)
{
	for (size_t r = 0; r < l->nrows; r++) {
		print_row(l, r, width, right, ncols, f);
		if (r == 0)
			print_rule(f, width, ncols);
	}
}

void
layout_print(const struct layout *l, enum layout_style style, FILE *f)
{
	size_t ncols = 0, *width;
	bool *right;

	(void)style;
	for (size_t r = 0; r < l->nrows; r++)
		if (row_len(l, r) > ncols)
			ncols = row_len(l, r);
	width = xcalloc(ncols, sizeof *width);
	right = xcalloc(ncols, sizeof *right);
	for (size_t c = 0; c < ncols; c++) {
		right[c] = column_right(l, c);
		for (size_t r = 0; r < l->nrows; r++)
			if (layout_width(cell_at(l, r, c)) > width[c])
				width[c] = layout_width(cell_at(l, r, c));
	}
	print_text(l, width, right, ncols, f);
	free(width);
	free(right);
}
