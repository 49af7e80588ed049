#include "tidy/firstrow.h"

#include <stdint.h>
#include <string.h>

#include "base/note.h"
#include "table/cell.h"

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

/* 2015 may be a number of something, unless the heading says that it is a year. */
static bool
is_certain_period(const struct tidy *t, struct slice heading, struct slice cell)
{
	struct period p;
	size_t digits = 0;

	while (digits < cell.n && is_digit(cell.p[digits]))
		digits++;
	return note_parse_period(cell, t->opt->head.fyear, &p, NULL, NULL) &&
	    !heading_is_of_area(heading) && (digits < cell.n || strcasestr(heading.p, "year") ||
	    heading_fills(heading, ROLE_BIT(ROLE_PERIOD)));
}

bool
firstrow_look(const struct tidy *t, const struct slice *heading, struct firstrow *r)
{
	const size_t none = SIZE_MAX;
	struct period p;

	*r = (struct firstrow){none, none, none, true};
	for (size_t c = 0; c < t->ncells; c++)
		if (note_parse_period(slice_trim(t->cell[c]), ANY_YEAR, &p, NULL, NULL)) {
			if (r->period != none)
				return false;
			r->period = c;
		} else if (!heading_is_of_area(heading[c]) && is_number(t->cell[c])) {
			r->number = r->number == none ? c : t->ncells;
		}
	if (r->period == none || r->number == none)
		return false;
	r->certain = is_certain_period(t, heading[r->period], slice_trim(t->cell[r->period])) &&
	    (r->number == t->ncells ||
	    !heading_fills(heading[r->number], ~ROLE_BIT(ROLE_VALUE)));
	for (size_t c = 0; c < t->ncells; c++) {
		if (c == r->period || c == r->number || heading[c].n == 0 ||
		    heading_is_of_area(heading[c]))
			continue;
		r->certain = r->certain && is_text(t->cell[c]);
		if (r->identifier == none && is_text(t->cell[c]) &&
		    period_parse_pair(t->cell[r->period], t->cell[c], PERIOD_NO_YEAR, &p))
			r->identifier = c;
	}
	return true;
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
