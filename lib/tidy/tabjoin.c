/* Headings after the first row of a table: a second row, and further tables below. */
#include "base/note.h"
#include "table/cell.h"
#include "tidy/tabhead.h"

/* For telling whether a cell would be a period if the year were known. */
enum { ANY_YEAR = 2000 };

bool
tabhead_again(const struct tabhead *h, const struct slice *cells, size_t n, int fyear)
{
	struct cell_figure f;
	struct period p;
	bool period = false;

	if (h->shape != TABHEAD_ACROSS || n < 2)
		return false;
	for (size_t i = 1; i < n; i++) {
		if (slice_trim(cells[i]).n == 0)
			continue;
		/* 2014 is a year, not a figure, only if the first cell is that of the heading. */
		if (cell_parse_figure(cells[i], &f) &&
		    !slice_caseeq(slice_trim(cells[0]), h->name[0]))
			return false;
		period |= note_parse_period(cells[i], fyear, &p, NULL, NULL);
	}
	return period;
}

bool
tabhead_may_have_second(const struct tabhead *h)
{
	for (size_t c = 1; c < h->n; c++)
		if (h->shape == TABHEAD_ACROSS && h->column[c].kind == COLUMN_EMPTY)
			return true;
	return false;
}

static bool
is_second(const struct tabhead *h, const struct slice *cells, size_t n)
{
	struct period p;

	for (size_t c = 0; c < h->n; c++)
		if (h->column[c].kind == COLUMN_FIGURE &&
		    period_per_year(h->column[c].period.freq) > 1)
			return false;
	for (size_t c = 1; c < n && n == h->n; c++)
		if (h->column[c].kind == COLUMN_EMPTY &&
		    note_parse_period(cells[c], ANY_YEAR, &p, NULL, NULL) &&
		    !note_parse_period(cells[c], PERIOD_NO_YEAR, &p, NULL, NULL))
			return true;
	return false;
}

bool
tabhead_join(const struct tabhead *h, const struct slice *cells, size_t n, struct slice *name,
    struct arena *text)
{
	struct slice year = {NULL, 0}, quarter;
	struct textbuf b = {0}, of_year = {0}, notes = {0};
	struct period p;

	if (!is_second(h, cells, n))
		return false;
	for (size_t c = 0; c < n; c++) {
		struct slice s = slice_trim(cells[c]);

		if (h->column[c].kind == COLUMN_FIGURE) {
			of_year.n = 0;
			note_parse_period(h->name[c], PERIOD_NO_YEAR, &p, &of_year, &year);
		}
		notes.n = 0;
		textbuf_add(&notes, textbuf_slice(&of_year));
		textbuf_reset(&b);
		if (year.n > 0 && note_parse_period(s, ANY_YEAR, &p, &notes, &quarter))
			textbuf_addf(&b, "%.*s %.*s%s%.*s%s", SLICE_ARG(quarter), SLICE_ARG(year),
			    notes.n > 0 ? " [" : "", SLICE_ARG(notes), notes.n > 0 ? "]" : "");
		else
			textbuf_add(&b, s.n > 0 ? s : h->name[c]);
		name[c] = arena_copy(text, textbuf_slice(&b));
	}
	textbuf_free(&b);
	textbuf_free(&of_year);
	textbuf_free(&notes);
	return true;
}
