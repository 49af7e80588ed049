/* Headings after the first row of a table: a second row, and further tables below. */
#include "base/note.h"
#include "table/cell.h"
#include "tidy/pairs.h"
#include "tidy/reading.h"

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
	fyear = h->year >= 0 ? TABHEAD_ANY_YEAR : fyear;
	for (size_t i = 1; i < n; i++) {
		if (slice_trim(cells[i]).n == 0)
			continue;
		/* 2014 is a year, not a figure, only if the first cell is that of the heading. */
		if (cell_parse_figure(cells[i], &f) &&
		    !slice_caseeq(slice_trim(cells[0]), h->name[0]))
			return false;
		period |= note_parse_period(cells[i], fyear, &p, NULL, NULL) ||
		    period_parse_month(cells[i], fyear, &p);
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
		if ((h->column[c].kind == COLUMN_EMPTY || h->column[c].kind == COLUMN_FIGURE) &&
		    note_parse_period(cells[c], ANY_YEAR, &p, NULL, NULL) &&
		    !note_parse_period(cells[c], PERIOD_NO_YEAR, &p, NULL, NULL))
			return true;
	return false;
}

/* The year that applies to the columns of quarters, and the quarters of it so far. */
struct year {
	struct slice name;
	struct textbuf notes;
	int first, last;		/* quarters, or 0 */
};

/*
 * The quarters of a year rise or, the newest first, fall by one: a Q4 before Q1 is of the year
 * before, and the year begins in a later column.
 */
static int
check_order(struct year *y, int quarter, struct slice name, struct errmsg *e)
{
	const int step = quarter - y->last;

	if (y->last > 0 && (step > 0 ? y->last < y->first :
	    step < -1 || (step < 0 && y->last > y->first)))
		return errmsg_set(e, "%.*s: after Q%d under '%.*s'; expected the quarters of one "
		    "year under it, and each year above its first quarter", SLICE_ARG(name),
		    y->last, SLICE_ARG(y->name));
	y->first = y->first > 0 ? y->first : quarter;
	y->last = quarter;
	return 0;
}

/* Whether one of the years is fyear, where that is known. */
static int
check_years(const struct tabhead *h, int fyear, struct errmsg *e)
{
	char given[PERIOD_SIZE];
	int first = -1;

	for (size_t c = 0; c < h->n && fyear != PERIOD_NO_YEAR; c++) {
		if (h->column[c].kind != COLUMN_FIGURE)
			continue;
		if (h->column[c].period.ord == fyear)
			return 0;
		first = first < 0 ? (int)c : first;
	}
	if (first < 0)
		return 0;
	period_format(given, (struct period){.freq = PERIOD_FYEAR, .ord = fyear});
	return errmsg_set(e, "%s: the year above the quarters, and -y %s; expected one of them",
	    h->name[first].p, given);
}

/* "Q1" or "Q1 %" with the year, its notes after those of the year; another heading as it is. */
static int
join_one(struct year *y, struct slice s, struct textbuf *b, struct errmsg *e)
{
	struct textbuf notes = {0};
	struct slice quarter, of = s;
	struct period p;
	bool percentage = heading_percentage(s, &of);
	int r = 0;

	textbuf_reset(b);
	textbuf_add(&notes, textbuf_slice(&y->notes));
	if (y->name.n > 0 && note_parse_period(percentage ? of : s, ANY_YEAR, &p, &notes,
	    &quarter)) {
		textbuf_addf(b, "%.*s %.*s%s%.*s%s%s", SLICE_ARG(quarter), SLICE_ARG(y->name),
		    notes.n > 0 ? " [" : "", SLICE_ARG(notes), notes.n > 0 ? "]" : "",
		    percentage ? " %" : "");
		r = check_order(y, (int)(p.ord % 4) + 1, s, e);
	} else {
		textbuf_add(b, s);
	}
	textbuf_free(&notes);
	return r;
}

/* The columns from `from` on that a merged cell was above: up to the next with a heading. */
static size_t
end_of_merged(const struct tabhead *h, size_t from)
{
	size_t end = from + 1;

	while (end < h->n && h->column[end].kind == COLUMN_EMPTY)
		end++;
	return end;
}

/*
 * Whether the cells are the second row of a heading with a number and mostly a percentage below
 * each period, and nothing else.
 */
static bool
is_of_pairs(const struct tabhead *h, const struct slice *cells, size_t n)
{
	size_t pairs = 0, numbers, percentages, end, filled;
	bool before = true;

	for (size_t c = 0; c < h->n && n == h->n; c = end) {
		end = end_of_merged(h, c);
		if (h->column[c].kind != COLUMN_FIGURE && before) {
			end = c + 1;
			continue;
		}
		before = false;
		numbers = percentages = filled = 0;
		for (size_t i = c; i < end; i++) {
			numbers += pair_is_number(cells[i]);
			percentages += pair_is_percent(cells[i]);
			filled += slice_trim(cells[i]).n > 0;
		}
		if (filled != numbers + percentages || percentages > 1 ||
		    numbers != (h->column[c].kind == COLUMN_FIGURE))
			return false;
		pairs += percentages;
	}
	return pairs > 0;
}

/* The headings of both rows: "Q1 2023-24" and "Q1 2023-24 %". */
static void
join_pairs(const struct tabhead *h, const struct slice *cells, struct slice *name,
    struct arena *text)
{
	struct slice period = {"", 0};
	struct textbuf b = {0};

	for (size_t c = 0; c < h->n; c++) {
		if (h->column[c].kind == COLUMN_FIGURE)
			period = h->name[c];
		textbuf_reset(&b);
		if (pair_is_number(cells[c]) && period.n > 0)
			textbuf_add(&b, period);
		else if (pair_is_percent(cells[c]) && period.n > 0)
			textbuf_addf(&b, "%.*s %%", SLICE_ARG(period));
		else
			textbuf_add(&b, slice_trim(cells[c]).n > 0 ? slice_trim(cells[c]) :
			    h->name[c]);
		name[c] = arena_copy(text, textbuf_slice(&b));
	}
	textbuf_free(&b);
}

int
tabhead_join(const struct tabhead *h, const struct slice *cells, size_t n, int fyear,
    struct slice *name, struct arena *text, struct errmsg *e)
{
	struct year y = {0};
	struct textbuf b = {0};
	struct period p;
	int r = 0;

	if (is_of_pairs(h, cells, n)) {
		join_pairs(h, cells, name, text);
		return 1;
	}
	if (!is_second(h, cells, n))
		return 0;
	for (size_t c = 0; c < n && r == 0; c++) {
		struct slice s = slice_trim(cells[c]);

		if (h->column[c].kind == COLUMN_FIGURE) {
			y.notes.n = 0;
			y.first = y.last = 0;
			note_parse_period(h->name[c], PERIOD_NO_YEAR, &p, &y.notes, &y.name);
		}
		r = join_one(&y, s.n > 0 ? s : h->name[c], &b, e);
		name[c] = arena_copy(text, textbuf_slice(&b));
	}
	if (r == 0)
		r = check_years(h, fyear, e);
	textbuf_free(&b);
	textbuf_free(&y.notes);
	return r == 0 ? 1 : -1;
}
