#include <assert.h>
#include <math.h>

#include "base/numeral.h"
#include "board/badge.h"
#include "board/sheet.h"
#include "csv/writer.h"

/* Figures are rounded for people. */

#define MOST_DECIMALS 3		/* where the dictionary does not say */
#define TOLD_APART 6		/* the most that it takes to show that two figures differ */

/* v with `decimals`, or as many as it has, and commas. */
static void
add_number(struct textbuf *b, double v, int decimals)
{
	char text[WRITER_DOUBLE];

	if (!isnan(v))
		numeral_add(b, (struct slice){text, writer_format_double(text, v)},
		    (struct numeral_form){decimals, true});
}

static int
decimals_of(double v)
{
	char text[WRITER_DOUBLE];
	bool exponent;

	return isnan(v) ? 0 : numeral_decimals((struct slice){text,
	    writer_format_double(text, v)}, &exponent);
}

static bool
look_equal(double a, double b, int decimals)
{
	struct textbuf x = {0}, y = {0};
	bool equal;

	add_number(&x, a, decimals);
	add_number(&y, b, decimals);
	equal = slice_eq(textbuf_slice(&x), textbuf_slice(&y));
	textbuf_free(&x);
	textbuf_free(&y);
	return equal;
}

/* Whether a and b are figures that differ, which so many decimals do not show. */
static bool
is_blurred(double a, double b, int decimals)
{
	return !isnan(a) && !isnan(b) && a != b && look_equal(a, b, decimals);
}

/*
 * Of the figures of a row: as the dictionary says, or as many as they have (one, where they are
 * made from counts); and as many as it takes to tell the figure from its target and from the one
 * before.
 */
static int
row_decimals(const struct card_row *row)
{
	int decimals = row->entry->decimals;

	if (decimals == DICTIONARY_NO_DECIMALS && row->measure != SERIES_FIGURES)
		decimals = 1;
	if (decimals == DICTIONARY_NO_DECIMALS) {
		const double v[] = {row->value.v, row->previous.v, row->year_ago.v,
		    row->year_to_date};

		decimals = 0;
		for (int i = 0; i < 4; i++)
			decimals = decimals_of(v[i]) > decimals ? decimals_of(v[i]) : decimals;
		decimals = decimals < MOST_DECIMALS ? decimals : MOST_DECIMALS;
	}
	while (decimals < TOLD_APART &&
	    (is_blurred(row->value.v, row->entry->target, decimals) ||
	    is_blurred(row->value.v, row->previous.v, decimals)))
		decimals++;
	return decimals;
}

static void
add_figure(const struct card_row *row, const struct card_figure *f, struct textbuf *b)
{
	struct num mark = {.kind = NUM_MARK, .mark = f->mark};
	char text[NUM_MARK_SIZE];

	if (!isnan(f->v)) {
		add_number(b, f->v, row_decimals(row));
	} else if (f->mark != MARK_NONE) {
		if (f->mark == MARK_BELOW)
			mark.figure = figure_int((int64_t)f->below);
		num_format_mark(text, &mark);
		textbuf_addf(b, "%s", text);
	}
}

/* Cells */

static void
add_label(const struct card_row *row, struct textbuf *b)
{
	const struct dictionary_entry *entry = row->entry;

	textbuf_addf(b, "%zu. ", row->number);
	textbuf_add(b, entry->label.n > 0 ? entry->label : entry->indicator);
	if (entry->unit.n > 0)
		textbuf_addf(b, " (%.*s)", SLICE_ARG(entry->unit));
	else if (row->measure == SERIES_PROPORTIONS)
		textbuf_addf(b, " (%%)");
	else if (row->measure == SERIES_RATES)
		textbuf_addf(b, " (per 10,000)");
}

static void
add_priority(const struct card_row *row, struct textbuf *b)
{
	textbuf_add(b, row->entry->priority);
}

static void
add_agency(const struct card_row *row, struct textbuf *b)
{
	textbuf_add(b, row->entry->agency);
}

static void
add_polarity(const struct card_row *row, struct textbuf *b)
{
	if (row->entry->to_target)
		textbuf_addf(b, "nearer target");
	else if (row->entry->polarity != POLARITY_NEUTRAL)
		textbuf_addf(b, row->entry->polarity == POLARITY_HIGHER ? "higher" : "lower");
}

static void
add_value(const struct card_row *row, struct textbuf *b)
{
	add_figure(row, &row->value, b);
}

static void
add_period(const struct card_row *row, struct textbuf *b)
{
	textbuf_add(b, row->period);
}

static void
add_previous(const struct card_row *row, struct textbuf *b)
{
	add_figure(row, &row->previous, b);
}

static void
add_year_ago(const struct card_row *row, struct textbuf *b)
{
	add_figure(row, &row->year_ago, b);
}

static void
add_year_to_date(const struct card_row *row, struct textbuf *b)
{
	add_number(b, row->year_to_date, row_decimals(row));
}

static void
add_target(const struct card_row *row, struct textbuf *b)
{
	add_number(b, row->entry->target, NUMERAL_AS_PRINTED);
}

static void
add_tolerance(const struct card_row *row, struct textbuf *b)
{
	add_number(b, row->entry->tolerance, NUMERAL_AS_PRINTED);
}

/* The arrow is the way of the figure, the words say whether that is better. */
static void
add_direction(const struct card_row *row, struct textbuf *b)
{
	static const char *const words[] = {
		[DIRECTION_NONE] = "",
		[DIRECTION_IMPROVED] = "improved",
		[DIRECTION_NO_CHANGE] = "no change",
		[DIRECTION_WITHIN_TOLERANCE] = "declined within tolerance",
		[DIRECTION_DECLINED] = "declined",
		[DIRECTION_UP] = "up",
		[DIRECTION_DOWN] = "down",
	};

	if (row->direction != DIRECTION_NONE)
		textbuf_addf(b, "%s %s", row->value.v > row->previous.v ? "↑" :
		    row->value.v < row->previous.v ? "↓" : "→", words[row->direction]);
}

/* Whether a text has this number, with commas or without: "per 10,000". */
static bool
has_number(struct slice s, double number)
{
	double v = NAN;

	for (size_t i = 0; i <= s.n; i++) {
		bool digit = i < s.n && s.p[i] >= '0' && s.p[i] <= '9';

		if (digit)
			v = (isnan(v) ? 0 : v * 10) + (s.p[i] - '0');
		else if (v != number && (i == s.n || s.p[i] != ','))
			v = NAN;
		if (!digit && v == number)
			return true;
	}
	return false;
}

/* Whether rates of the benchmark are in the unit of the figure; if it is not known, they may be. */
static bool
is_in_unit(const struct card_row *row)
{
	const struct slice unit = row->entry->unit, label = row->entry->label;

	if (isnan(row->base))
		return true;
	if (row->base == 100 && (row->measure == SERIES_PROPORTIONS || unit_is_percent(unit)))
		return true;
	return (row->base == 10000 && row->measure == SERIES_RATES && unit.n == 0) ||
	    has_number(unit, row->base) || has_number(label, row->base);
}

/* A rate of a benchmark, with its unit where that is not the figure's. */
static void
add_rate(const struct card_row *row, double v, struct textbuf *b)
{
	add_number(b, v, row->entry->decimals > 1 ? row->entry->decimals : 1);
	if (isnan(v) || is_in_unit(row))
		return;
	if (row->base == 100) {
		textbuf_addf(b, "%%");
		return;
	}
	textbuf_addf(b, " per ");
	add_number(b, row->base, NUMERAL_AS_PRINTED);
}

static void
add_region(const struct card_row *row, struct textbuf *b)
{
	add_rate(row, row->region, b);
}

static void
add_england(const struct card_row *row, struct textbuf *b)
{
	add_rate(row, row->england, b);
}

static void
add_best(const struct card_row *row, struct textbuf *b)
{
	add_rate(row, row->best, b);
	if (row->best_area.n > 0)
		textbuf_addf(b, " (%.*s)", SLICE_ARG(row->best_area));
}

static void
add_top_quarter(const struct card_row *row, struct textbuf *b)
{
	add_rate(row, row->top_quartile, b);
}

static void
add_rank(const struct card_row *row, struct textbuf *b)
{
	if (row->rank > 0)
		textbuf_addf(b, "%zu", row->rank);
	if (row->n_ranked > 0)
		textbuf_addf(b, " of %zu", row->n_ranked);
}

static void
add_findings(const struct card_row *row, struct textbuf *b)
{
	if (row->findings != CARD_NONE)
		textbuf_addf(b, "%zu", row->findings);
}

static void
add_note(const struct card_row *row, struct textbuf *b)
{
	textbuf_add(b, row->note);
}

static const struct badge *
rag_badge(const struct card_row *row)
{
	return badge_of_rag(rag_name(row->rag));
}

static const struct badge *
variation_badge(const struct card_row *row)
{
	return badge_of_variation(row->variation);
}

static const struct badge *
assurance_badge(const struct card_row *row)
{
	return badge_of_assurance(row->assurance);
}

/* A column: its cells are texts or badges; those of `always` are shown when all are blank, too. */
static const struct column {
	const char *heading;
	void (*add)(const struct card_row *row, struct textbuf *b);
	const struct badge *(*badge)(const struct card_row *row);
	bool always;
	enum sheet_group not_by;	/* not where the caption says it */
	const char *note;		/* below the last table */
} columns[] = {
	{.heading = "Indicator", .add = add_label, .always = true},
	{.heading = "Priority", .add = add_priority, .not_by = SHEET_BY_PRIORITY},
	{.heading = "Agency", .add = add_agency, .not_by = SHEET_BY_AGENCY},
	{.heading = "Latest", .add = add_value, .always = true},
	{.heading = "Period", .add = add_period, .always = true},
	{.heading = "Previous", .add = add_previous},
	{.heading = "Year ago", .add = add_year_ago},
	{.heading = "Year to date", .add = add_year_to_date,
	    .note = "Year to date: the sum since April."},
	{.heading = "Better is", .add = add_polarity},
	{.heading = "Target", .add = add_target},
	{.heading = "Tolerance", .add = add_tolerance},
	{.heading = "Status", .badge = rag_badge, .note = "Status: green meets the target, amber "
	    "misses it by no more than the tolerance, red by more."},
	{.heading = "Direction", .add = add_direction, .note = "Direction: the arrow is the way "
	    "the figure has gone since the period before, the words say whether that is better."},
	{.heading = "Variation", .badge = variation_badge, .note = "Variation: common cause is "
	    "within the usual variation; improving, concern and unusual are not, and H or L says "
	    "whether the figure is high or low."},
	{.heading = "Assurance", .badge = assurance_badge, .note = "Assurance: by its usual "
	    "variation, the figure meets the target consistently (passes, P), never (fails, F) or "
	    "now and then (hit and miss, ?)."},
	{.heading = "Region", .add = add_region},
	{.heading = "England", .add = add_england},
	{.heading = "Best", .add = add_best, .note = "Best, top quarter: of the areas that are "
	    "ranked, the best rate, and the rate of the last one in the best quarter."},
	{.heading = "Top quarter", .add = add_top_quarter},
	{.heading = "Rank", .add = add_rank, .note = "Rank: 1 is the highest."},
	{.heading = "Findings", .add = add_findings, .note = "Findings: errors and queries that "
	    "the checks of the data found."},
	{.heading = "Note", .add = add_note},
};
static_assert(sizeof(columns) / sizeof(columns[0]) == PAGE_COLUMNS, "columns of a page");

void
page_columns(const struct sheet_part *p, bool shown[PAGE_COLUMNS])
{
	struct textbuf b = {0};

	for (size_t k = 0; k < PAGE_COLUMNS; k++) {
		const struct column *col = &columns[k];

		shown[k] = col->always;
		for (size_t i = 0; i < p->n && !shown[k]; i++) {
			textbuf_reset(&b);
			if (col->badge != NULL)
				shown[k] = col->badge(p->row[i]) != NULL;
			else
				col->add(p->row[i], &b);
			shown[k] = shown[k] || b.n > 0;
		}
		if (col->not_by == p->by && p->by != SHEET_ONE)
			shown[k] = false;
	}
	textbuf_free(&b);
}

/* "Neglect, 2014-15 Q4"; of one table the area. */
static void
write_caption(const struct sheet_part *p, struct rows *out)
{
	const struct slice area = p->card->area, period = p->card->period_text;
	struct textbuf b = {0};

	textbuf_reset(&b);
	textbuf_add(&b, p->name.n > 0 ? p->name : p->by != SHEET_ONE && p->n < p->card->n ?
	    slice_of("Other indicators") : area.n > 0 ? area : slice_of("Scorecard"));
	if (period.n > 0)
		textbuf_addf(&b, ", %.*s", SLICE_ARG(period));
	rows_caption(out, textbuf_slice(&b));
	textbuf_free(&b);
}

/* "c: confidential; x: not available", of all figures of the card. */
static void
write_marks(const struct card *c, struct rows *out)
{
	bool said[MARK_BELOW + 1] = {[MARK_NONE] = true, [MARK_BELOW] = true};
	struct textbuf b = {0};

	for (size_t i = 0; i < c->n; i++) {
		const struct card_figure *f[] = {&c->row[i].value, &c->row[i].previous,
		    &c->row[i].year_ago};

		for (int k = 0; k < 3; k++) {
			if (said[f[k]->mark])
				continue;
			said[f[k]->mark] = true;
			textbuf_addf(&b, b.n > 0 ? "; " : "");
			add_figure(&c->row[i], f[k], &b);
			textbuf_addf(&b, ": %s", num_mark_meaning(f[k]->mark));
		}
	}
	if (b.n > 0)
		rows_note(out, textbuf_slice(&b));
	textbuf_free(&b);
}

static void
write_notes(const struct sheet_part *p, const bool *anywhere, struct rows *out)
{
	if (!p->last)
		return;
	for (size_t k = 0; k < PAGE_COLUMNS; k++)
		if (anywhere[k] && columns[k].note != NULL)
			rows_note(out, slice_of(columns[k].note));
	write_marks(p->card, out);
}

static void
write_cell(const struct column *col, const struct card_row *row, struct textbuf *b,
    struct rows *out)
{
	const struct badge *badge = col->badge != NULL ? col->badge(row) : NULL;

	textbuf_reset(b);
	if (badge != NULL)
		rows_markup(out, badge->text, badge->html);
	else if (col->add != NULL)
		col->add(row, b);
	if (badge == NULL)
		rows_text(out, textbuf_slice(b));
}

void
page_write(const struct sheet_part *p, const bool *shown, const bool *anywhere, struct rows *out)
{
	struct textbuf b = {0};

	write_caption(p, out);
	for (size_t k = 0; k < PAGE_COLUMNS; k++)
		if (shown[k])
			rows_str(out, columns[k].heading);
	rows_end(out);
	for (size_t i = 0; i < p->n; i++) {
		for (size_t k = 0; k < PAGE_COLUMNS; k++)
			if (shown[k])
				write_cell(&columns[k], p->row[i], &b, out);
		rows_end(out);
	}
	write_notes(p, anywhere, out);
	textbuf_free(&b);
}
