#include "area/notes.h"

#include <string.h>

#include "base/textbuf.h"

/* "2014: North East: " */
static void
begin(struct textbuf *note, const struct area_group *g)
{
	textbuf_reset(note);
	textbuf_addf(note, "%s: ", g->label);
	if (g->region_name[0] != '\0')
		textbuf_addf(note, "%s: ", g->region_name);
}

static void
note_joined(const struct areas *a, const struct areas_query *q, notes_say *say)
{
	struct period first = a->group[0].period, last = first, p;
	struct errmsg text;

	for (size_t i = 1; i < a->n; i++) {
		p = a->group[i].period;
		first = p.ord < first.ord ? p : first;
		last = p.ord > last.ord ? p : last;
	}
	population_note(q->population, first, last, q->lag, &text);
	say(text.text);
}

static bool
has_period(const struct areas *a, struct period p)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->group[i].period.freq == p.freq && a->group[i].period.ord == p.ord)
			return true;
	return false;
}

static void
note_periods(const struct areas *a, const struct areas_query *q, struct textbuf *note,
    notes_say *say)
{
	char period[PERIOD_SIZE];

	for (size_t i = 0; i < q->nyears; i++) {
		if (has_period(a, q->years[i]))
			continue;
		period_format(period, q->years[i]);
		textbuf_reset(note);
		textbuf_addf(note, "%s: no row of any of the authorities", period);
		say(note->p);
	}
}

static void
note_whole(const struct area_group *g, const struct area *whole, struct textbuf *note,
    notes_say *say)
{
	if (whole->code == NULL || whole->mark[0] == '\0')
		return;
	begin(note, g);
	textbuf_addf(note, "%s has a row without a rate (%s)", area_shown(whole), whole->mark);
	say(note->p);
}

static void
note_missing(const struct area_group *g, struct textbuf *note, notes_say *say)
{
	const char *between = "";

	note_whole(g, &g->region, note, say);
	if (g->region.code == NULL || g->england.code == NULL ||
	    strcmp(g->region.code, g->england.code) != 0)
		note_whole(g, &g->england, note, say);
	if (area_group_known(g) == g->wanted)
		return;
	begin(note, g);
	textbuf_addf(note, "%zu of %zu authorities have a rate; without one: ",
	    area_group_known(g), g->wanted);
	for (size_t i = 0; i < g->n; i++)
		if (g->area[i].mark[0] != '\0') {
			textbuf_addf(note, "%s%s (%s)", between, area_shown(&g->area[i]),
			    g->area[i].mark);
			between = ", ";
		}
	say(note->p);
}

static bool
has_code(const struct area_group *g, const char *code)
{
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->area[i].code, code) == 0)
			return true;
	return false;
}

/* Says which areas of one group the other does not have, if any. */
static void
note_only_in(const struct area_group *g, const struct area_group *other, const char *what,
    struct textbuf *note, notes_say *say)
{
	size_t n = 0;

	begin(note, g);
	textbuf_addf(note, "the %s with ", what);
	for (size_t i = 0; i < g->n; i++)
		if (g->area[i].code[0] != '\0' && !has_code(other, g->area[i].code))
			textbuf_addf(note, "%s%s (%s)", n++ > 0 ? ", " : "",
			    area_shown(&g->area[i]), g->area[i].code);
	if (n > 0)
		say(note->p);
}

/* Compares the group with the one before it of the same region. */
static void
note_changes(const struct areas *a, size_t i, struct textbuf *note, notes_say *say)
{
	const struct area_group *g = &a->group[i], *before = g;

	do {
		if (before == a->group)
			return;
		before--;
	} while (strcmp(before->region_code, g->region_code) != 0);
	if (before->period.freq != g->period.freq)
		return;
	note_only_in(before, g, "last", note, say);
	note_only_in(g, before, "first", note, say);
}

static void
note_summed(const struct area_group *g, struct textbuf *note, notes_say *say)
{
	if (g->region.code != NULL || !g->whole_region || area_group_known(g) < g->wanted)
		return;
	begin(note, g);
	textbuf_addf(note, "no row for the region%s%s: the sum of its %zu authorities is used",
	    g->title[0] != '\0' ? " " : "", g->title, g->wanted);
	say(note->p);
}

void
notes(const struct areas *a, const struct areas_query *q, bool detailed, bool quiet,
    notes_say *say)
{
	struct textbuf note = {0};

	if (q->population != NULL && a->n > 0)
		note_joined(a, q, say);
	if (quiet)
		return;
	note_periods(a, q, &note, say);
	for (size_t i = 0; i < a->n; i++)
		note_missing(&a->group[i], &note, say);
	for (size_t i = 0; i < a->n && !detailed; i++)
		note_changes(a, i, &note, say);
	for (size_t i = 0; i < a->n && !detailed; i++)
		note_summed(&a->group[i], &note, say);
	textbuf_free(&note);
}
