#include "tidy/firstrow.h"

#include <stdint.h>
#include <string.h>

#include "base/note.h"
#include "table/cell.h"
#include "tidy/doubt.h"
#include "tidy/pairs.h"
#include "tidy/parts.h"

enum { ANY_YEAR = 2000, COLUMNS = 3 };

static bool
is_number(struct slice cell)
{
	struct cell_figure f;

	return cell_parse_figure(cell, &f) && f.value.kind == NUM_VALUE;
}

static bool
is_text(struct slice cell)
{
	struct cell_figure f;

	return slice_trim(cell).n > 0 && !cell_parse_figure(cell, &f);
}

/* The months that period_parse() does not read: 202304 and, if `names`, April. */
static bool
is_month(struct slice heading, struct slice cell, int fyear, bool names)
{
	struct period p;

	return cell.n > 0 && (names || is_digit(cell.p[0])) &&
	    (strcasestr(heading.p, "month") != NULL ||
	    heading_fills(heading, ROLE_BIT(ROLE_PERIOD))) && period_parse_month(cell, fyear, &p);
}

/* 2015 is a number, such as a population, unless the heading says that it is a year. */
static bool
is_period(struct slice heading, struct slice cell, int fyear, bool names)
{
	size_t digits = 0;
	struct period p;

	if (is_month(heading, cell, fyear, names))
		return true;
	while (digits < cell.n && is_digit(cell.p[digits]))
		digits++;
	return note_parse_period(cell, fyear, &p, NULL, NULL) && (digits < cell.n ||
	    strcasestr(heading.p, "year") != NULL ||
	    heading_fills(heading, ROLE_BIT(ROLE_PERIOD)));
}

static bool
is_certain(const struct tidy *t, const struct slice *heading, const struct firstrow *r)
{
	if (r->period == SIZE_MAX)
		return r->number < t->ncells;
	return is_period(heading[r->period], slice_trim(t->cell[r->period]), t->opt->head.fyear,
	    true) && !heading_is_of_area(heading[r->period]) && r->number < t->ncells;
}

/* Of areas, populations, children, notes and so on: neither a period nor the values. */
static bool
is_known(struct slice heading)
{
	return heading_is_of_notes(heading) || heading_is_of_area(heading) || heading_fills(heading,
	    ~(ROLE_BIT(ROLE_VALUE) | ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_TIME_IDENTIFIER)));
}

/* A month and a year of twelve, which is refused where the row is read, as it may be of two. */
static bool
is_month_of(struct slice heading, struct slice cell, struct slice year)
{
	struct period p;

	return is_month(heading, slice_trim(cell), ANY_YEAR, true) &&
	    period_parse(year, PERIOD_NO_YEAR, &p) && p.freq == PERIOD_FYEAR;
}

/* Of a period in two columns, the other being its year or period: a quarter, a term. */
static bool
is_part(struct slice heading, struct slice cell, struct slice period)
{
	struct period p;

	if (role_is_term(cell))
		return strcasestr(heading.p, "term") != NULL && role_read_year(period, &p);
	return period_parse_pair(period, cell, PERIOD_NO_YEAR, &p) ||
	    (role_lacks_year(cell) && role_read_year(period, &p));
}

/* The column of periods and that of numbers. False: there are two of periods. */
static bool
find_columns(const struct tidy *t, const struct slice *heading, bool names, struct firstrow *r)
{
	const size_t none = SIZE_MAX;

	*r = (struct firstrow){none, none, none, true};
	for (size_t c = 0; c < t->ncells; c++)
		if (is_period(heading[c], slice_trim(t->cell[c]), names ? ANY_YEAR :
		    PERIOD_NO_YEAR, names)) {
			if (r->period != none)
				return false;
			r->period = c;
		} else if (!is_known(heading[c]) && !pair_is_share(heading[c]) &&
		    is_number(t->cell[c])) {
			r->number = r->number == none ? c : t->ncells;
		}
	return true;
}

bool
firstrow_look(const struct tidy *t, const struct slice *heading, struct firstrow *r)
{
	const size_t none = SIZE_MAX;

	if (!find_columns(t, heading, false, r) ||	/* April may be of the year next to it */
	    (r->period == none && !find_columns(t, heading, true, r)))
		return false;
	if (r->number == none || (r->period == none) != t->head_options.one_period)
		return false;
	r->certain = is_certain(t, heading, r);
	for (size_t c = 0; c < t->ncells; c++) {
		if (c == r->period || c == r->number || heading[c].n == 0 ||
		    is_known(heading[c]) || pair_is_share(heading[c]))
			continue;
		r->certain = r->certain && is_text(t->cell[c]);
		if (r->identifier == none && r->period != none && is_text(t->cell[c]) &&
		    (is_month_of(heading[c], t->cell[c], t->cell[r->period]) ||
		    is_part(heading[c], t->cell[c], t->cell[r->period])))
			r->identifier = c;
	}
	return true;
}

void
firstrow_measures(const struct tidy *t, const struct slice *heading, struct textbuf *b)
{
	bool any = false;

	for (size_t c = 0; c < t->ncells; c++) {
		if (heading[c].n == 0 || is_known(heading[c]) || !is_number(t->cell[c]) ||
		    is_period(heading[c], slice_trim(t->cell[c]), ANY_YEAR, true))
			continue;
		textbuf_addf(b, "%s%.*s", any ? "," : "", SLICE_ARG(heading[c]));
		any = true;
	}
}

bool
firstrow_is_below(const struct tidy *t, const struct slice *heading)
{
	size_t numbers = 0;
	struct period p;
	int first = 0, last = 0;

	for (size_t c = 0; c < t->ncells; c++) {
		numbers += is_number(t->cell[c]);
		if (!is_known(heading[c]) &&
		    note_parse_period(slice_trim(t->cell[c]), ANY_YEAR, &p, NULL, NULL) &&
		    doubt_year(t->cell[c], p, &first, &last, NULL) == 0)
			return false;
	}
	return numbers > 0;
}

void
firstrow_take_year(struct tidy *t)
{
	struct tabhead *h = &t->head;
	struct period p;

	if (h->period < 0 || h->identifier >= 0 || t->ncells != h->n ||
	    !role_lacks_year(t->cell[h->period]))
		return;
	for (size_t c = 0; c < h->n; c++)
		if (h->column[c].kind == COLUMN_PASS && heading_is_year(h->name[c]) &&
		    role_read_year(t->cell[c], &p)) {
			h->identifier = h->period;
			h->period = (int)c;
			h->column[c].kind = COLUMN_USED;
			return;
		}
}

/* Of states and remarks on the figures, which change from period to period. */
static bool
is_of_state(struct slice heading)
{
	static const char names[][20] = {
		"RAG", "RAG rating", "RAG status", "Status", "Data status", "Target", "Rate",
		"Trend", "Direction", "Direction of travel", "DoT", "Polarity", "Performance",
		"Commentary", "Source", "Sources", "Data source", "Variance", "Change",
	};

	return SLICE_IS_AMONG(heading, names);
}

/* Whether an option gives the column another role, such as that of the area. */
static bool
is_chosen_as_other(const struct tidy *t, struct slice heading)
{
	for (enum role role = 0; role < ROLE_N; role++)
		if (role != ROLE_CATEGORY && t->opt->head.chosen[role] != NULL &&
		    slice_is(heading, t->opt->head.chosen[role]))
			return true;
	return false;
}

/* A text, neither a figure in the form that the options give nor an amount of money. */
static bool
is_label(struct tidy *t, struct slice cell)
{
	static const char pound[] = "\xc2\xa3";
	struct slice s = slice_trim(cell);

	if (s.n > strlen(pound) && memcmp(s.p, pound, strlen(pound)) == 0)
		s = (struct slice){s.p + strlen(pound), s.n - strlen(pound)};
	return is_text(s) && !cells_is_figure(t, s);
}

int
firstrow_label(struct tidy *t)
{
	const struct tabhead *h = &t->head;
	/* In one period without areas such a column tells the rows apart: a source of referrals. */
	const bool states = t->head_options.one_period && t->area < 0 && t->area_code < 0;
	bool figures = false;
	int label = -1;

	if (h->shape == TABHEAD_MEASURES || h->indicator >= 0 || h->category >= 0 ||
	    t->head_options.no_category || t->ncells != h->n)
		return -1;
	for (size_t c = 0; c < h->n; c++) {
		figures |= h->shape == TABHEAD_ACROSS && h->column[c].kind == COLUMN_FIGURE;
		if (h->column[c].kind != COLUMN_PASS || is_known(h->name[c]) ||
		    (!states && is_of_state(h->name[c])) || is_chosen_as_other(t, h->name[c]))
			continue;
		if (label >= 0 || figures || !is_label(t, t->cell[c]) ||
		    heading_may_be_area(h->name[c]) || pair_is_period(t->cell[c], PERIOD_NO_YEAR))
			return -1;
		label = (int)c;
	}
	return label;
}

struct choice {
	enum role role;
	size_t col;
};

/* Those of the columns that their headings do not name. Returns how many. */
static size_t
choices_of(const struct firstrow *r, const struct slice *heading, struct choice choice[COLUMNS])
{
	const struct choice all[COLUMNS] = {{ROLE_PERIOD, r->period},
	    {ROLE_TIME_IDENTIFIER, r->identifier}, {ROLE_VALUE, r->number}};
	size_t n = 0;

	for (size_t i = 0; i < COLUMNS; i++)
		if (all[i].col != SIZE_MAX &&
		    !heading_fills(heading[all[i].col], ROLE_BIT(all[i].role)))
			choice[n++] = all[i];
	return n;
}

void
firstrow_options(const struct firstrow *r, const struct slice *heading, struct textbuf *b)
{
	static const char *const names[ROLE_N] = {[ROLE_PERIOD] = "period",
	    [ROLE_TIME_IDENTIFIER] = "time_identifier", [ROLE_VALUE] = "value"};
	struct choice choice[COLUMNS];
	const size_t n = choices_of(r, heading, choice);

	for (size_t i = 0; i < n; i++)
		textbuf_addf(b, "%s-c %s='%.*s'", i > 0 ? " " : "", names[choice[i].role],
		    SLICE_ARG(heading[choice[i].col]));
}

void
firstrow_choose(const struct firstrow *r, const struct slice *heading, const char *chosen[ROLE_N])
{
	struct choice choice[COLUMNS];
	const size_t n = choices_of(r, heading, choice);

	for (size_t i = 0; i < n; i++)
		chosen[choice[i].role] = heading[choice[i].col].p;
}
