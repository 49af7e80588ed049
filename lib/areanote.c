#include "areanote.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "intern.h"
#include "xalloc.h"

#define NOTE_SIZE 1000

/* A note that grows; what does not fit is left off, and "..." says so. */
struct note {
	char text[NOTE_SIZE];
	size_t n;
	bool full;
};

static void __attribute__((format(printf, 2, 3)))
add(struct note *note, const char *fmt, ...)
{
	size_t room = sizeof note->text - 4 - note->n;
	va_list ap;
	int want;

	if (note->full)
		return;
	va_start(ap, fmt);
	want = vsnprintf(note->text + note->n, room, fmt, ap);
	va_end(ap);
	if ((size_t)want < room) {
		note->n += (size_t)want;
	} else {
		memcpy(note->text + note->n, " ...", 5);
		note->full = true;
	}
}

static void
begin(struct note *note, const struct area_group *g)
{
	note->n = 0;
	note->full = false;
	add(note, "%s: ", g->label);
	if (g->region_name[0] != '\0')
		add(note, "%s: ", g->region_name);
}

static const char *
name_of(const struct area *a)
{
	return a->name[0] != '\0' ? a->name : a->code;
}

void
areanote_missing(const struct areas *a, areanote_say *say, void *ctx)
{
	struct note note;

	for (size_t i = 0; i < areas_ngroups(a); i++) {
		const struct area_group *g = areas_group(a, i);
		const char *between = "";

		if (areas_known(g) == g->wanted)
			continue;
		begin(&note, g);
		add(&note, "%zu of %zu authorities have a rate; without one: ", areas_known(g),
		    g->wanted);
		for (size_t k = 0; k < g->n; k++)
			if (g->area[k].mark[0] != '\0') {
				add(&note, "%s%s (%s)", between, name_of(&g->area[k]),
				    g->area[k].mark);
				between = ", ";
			}
		say(ctx, note.text);
	}
}

static bool
has_code(const struct area_group *g, const char *code)
{
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->area[i].code, code) == 0)
			return true;
	return false;
}

/* The areas of one group that the other has not, as a list; how many. */
static size_t
add_only_in(struct note *note, const struct area_group *g, const struct area_group *other)
{
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++)
		if (g->area[i].code[0] != '\0' && !has_code(other, g->area[i].code))
			add(note, "%s%s (%s)", n++ > 0 ? ", " : "", name_of(&g->area[i]),
			    g->area[i].code);
	return n;
}

void
areanote_changes(const struct areas *a, areanote_say *say, void *ctx)
{
	struct intern *regions = intern_new();		/* ids count up as regions appear */
	const struct area_group **latest = xcalloc(areas_ngroups(a) + 1, sizeof *latest);
	struct note ended, begun;
	size_t nended, nbegun;

	for (size_t i = 0; i < areas_ngroups(a); i++) {
		const struct area_group *g = areas_group(a, i), *before;
		uint32_t region = intern_id(regions, slice_of(g->region_code));

		before = latest[region];
		latest[region] = g;
		if (before == NULL || before->period.freq != g->period.freq)
			continue;
		begin(&ended, before);
		add(&ended, "the last with ");
		begin(&begun, g);
		add(&begun, "the first with ");
		nended = add_only_in(&ended, before, g);
		nbegun = add_only_in(&begun, g, before);
		if (nended > 0)
			say(ctx, ended.text);
		if (nbegun > 0)
			say(ctx, begun.text);
	}
	free(latest);
	intern_free(regions);
}

void
areanote_summed(const struct areas *a, areanote_say *say, void *ctx)
{
	struct note note;

	for (size_t i = 0; i < areas_ngroups(a); i++) {
		const struct area_group *g = areas_group(a, i);

		if (g->region.code != NULL || !g->whole_region || areas_known(g) < g->wanted)
			continue;
		begin(&note, g);
		add(&note, "no row for the region%s%s: the sum of its %zu authorities stands for it",
		    g->title[0] != '\0' ? " " : "", g->title, g->wanted);
		say(ctx, note.text);
	}
}

void
areanote_joined(const struct areas *a, const struct population *t, int lag, areanote_say *say,
    void *ctx)
{
	const struct area_group *first, *last, *g;
	struct errmsg text;

	if (areas_ngroups(a) == 0)
		return;
	first = last = areas_group(a, 0);
	for (size_t i = 1; i < areas_ngroups(a); i++) {
		g = areas_group(a, i);
		if (g->period.ord < first->period.ord)
			first = g;
		if (g->period.ord > last->period.ord)
			last = g;
	}
	population_note(t, first->period, last->period, lag, &text);
	say(ctx, text.text);
}
