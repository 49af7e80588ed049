#include "area/areanote.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/textbuf.h"

static void
begin(struct textbuf *note, const struct area_group *g)
{
	textbuf_reset(note);
	textbuf_addf(note, "%s: ", g->label);
	if (g->region_name[0] != '\0')
		textbuf_addf(note, "%s: ", g->region_name);
}

void
areanote_periods(const struct areas *a, const struct areas_query *q, areanote_say *say, void *ctx)
{
	char text[PERIOD_SIZE + 40];
	size_t k;

	for (size_t i = 0; i < q->nyears; i++) {
		for (k = 0; k < areas_ngroups(a); k++)
			if (areas_group(a, k)->period.freq == q->years[i].freq &&
			    areas_group(a, k)->period.ord == q->years[i].ord)
				break;
		if (k < areas_ngroups(a))
			continue;
		period_format(text, q->years[i]);
		strncat(text, ": no row of any of the authorities", sizeof text - strlen(text) - 1);
		say(ctx, text);
	}
}

static void
missing_whole(const struct area_group *g, const struct area *whole, areanote_say *say, void *ctx)
{
	struct textbuf note = {0};

	if (whole->code == NULL || whole->mark[0] == '\0')
		return;
	begin(&note, g);
	textbuf_addf(&note, "%s has a row without a rate (%s)", area_shown(whole), whole->mark);
	say(ctx, note.p);
	textbuf_free(&note);
}

void
areanote_missing(const struct areas *a, areanote_say *say, void *ctx)
{
	struct textbuf note = {0};

	for (size_t i = 0; i < areas_ngroups(a); i++) {
		const struct area_group *g = areas_group(a, i);
		const char *between = "";

		missing_whole(g, &g->region, say, ctx);
		if (g->region.code == NULL || g->england.code == NULL ||
		    strcmp(g->region.code, g->england.code) != 0)
			missing_whole(g, &g->england, say, ctx);
		if (areagroup_known(g) == g->wanted)
			continue;
		begin(&note, g);
		textbuf_addf(&note, "%zu of %zu authorities have a rate; without one: ", areagroup_known(g),
		    g->wanted);
		for (size_t k = 0; k < g->n; k++)
			if (g->area[k].mark[0] != '\0') {
				textbuf_addf(&note, "%s%s (%s)", between, area_shown(&g->area[k]),
				    g->area[k].mark);
				between = ", ";
			}
		say(ctx, note.p);
	}
	textbuf_free(&note);
}

static struct intern *
codes_of(const struct area_group *g)
{
	struct intern *codes = intern_new();

	for (size_t i = 0; i < g->n; i++)
		intern_id(codes, slice_of(g->area[i].code));
	return codes;
}

/* The areas of one group that the other has not, as a list; how many. */
static size_t
add_only_in(struct textbuf *note, const struct area_group *g, const struct area_group *other)
{
	struct intern *codes = codes_of(other);
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++)
		if (g->area[i].code[0] != '\0' &&
		    intern_find(codes, slice_of(g->area[i].code)) == INTERN_NONE)
			textbuf_addf(note, "%s%s (%s)", n++ > 0 ? ", " : "",
			    area_shown(&g->area[i]), g->area[i].code);
	intern_free(codes);
	return n;
}

void
areanote_changes(const struct areas *a, areanote_say *say, void *ctx)
{
	struct intern *regions = intern_new();		/* ids count up as regions appear */
	const struct area_group **latest = xcalloc(areas_ngroups(a) + 1, sizeof *latest);
	struct textbuf ended = {0}, begun = {0};
	size_t nended, nbegun;

	for (size_t i = 0; i < areas_ngroups(a); i++) {
		const struct area_group *g = areas_group(a, i), *before;
		uint32_t region = intern_id(regions, slice_of(g->region_code));

		before = latest[region];
		latest[region] = g;
		if (before == NULL || before->period.freq != g->period.freq)
			continue;
		begin(&ended, before);
		textbuf_addf(&ended, "the last with ");
		begin(&begun, g);
		textbuf_addf(&begun, "the first with ");
		nended = add_only_in(&ended, before, g);
		nbegun = add_only_in(&begun, g, before);
		if (nended > 0)
			say(ctx, ended.p);
		if (nbegun > 0)
			say(ctx, begun.p);
	}
	textbuf_free(&ended);
	textbuf_free(&begun);
	free(latest);
	intern_free(regions);
}

void
areanote_summed(const struct areas *a, areanote_say *say, void *ctx)
{
	struct textbuf note = {0};

	for (size_t i = 0; i < areas_ngroups(a); i++) {
		const struct area_group *g = areas_group(a, i);

		if (g->region.code != NULL || !g->whole_region || areagroup_known(g) < g->wanted)
			continue;
		begin(&note, g);
		textbuf_addf(&note, "no row for the region%s%s: the sum of its %zu authorities stands for it",
		    g->title[0] != '\0' ? " " : "", g->title, g->wanted);
		say(ctx, note.p);
	}
	textbuf_free(&note);
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
