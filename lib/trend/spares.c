#include "trend/spares.h"

#include <stdlib.h>

#include "base/memory.h"
#include "table/cell.h"

void
spares_add(struct spares *s, struct input *in, size_t col)
{
	if (s->spare == NULL)
		s->spare = xcalloc(in->ncols, sizeof(*s->spare));
	s->spare[s->n++].col = col;
}

static void
look_at_code(struct spares *s, struct slice code, size_t series)
{
	s->first = xgrow(s->first, &s->first_cap, series + 1, sizeof(*s->first));
	if (series >= s->nfirst)
		s->first[s->nfirst++] = arena_copy(&s->texts, code);
	else
		s->two_codes |= !slice_eq(code, s->first[series]);
}

void
spares_look(struct spares *s, struct input *in, size_t series)
{
	if (s->code >= 0 && !s->two_codes)
		look_at_code(s, input_field(in, (size_t)s->code), series);
	for (size_t i = 0; i < s->n; i++) {
		struct spare *sp = &s->spare[i];
		struct slice cell = input_field(in, sp->col);
		struct num num;

		if (sp->first == NULL)
			sp->first = slice_dup(cell);
		else if (sp->differs || slice_is(cell, sp->first))
			continue;
		else
			sp->differs = true;
		sp->text = sp->text || cell_parse(cell, CELL_FIGURE, &num) == NUM_BAD;
	}
}

static void
add_name(struct errmsg *e, bool first, struct slice heading)
{
	const struct errmsg had = *e;

	errmsg_set(e, "%s%s'%.*s'", had.text, first ?
	    "; columns that differ but are not in the key (-k): " : ", ", SLICE_ARG(heading));
}

void
spares_suggest(const struct spares *s, const struct input *in, struct errmsg *e)
{
	bool text = s->two_codes, first = !s->two_codes;

	for (size_t i = 0; i < s->n; i++)
		text = text || (s->spare[i].differs && s->spare[i].text);
	if (s->two_codes)
		add_name(e, true, in->heading[s->code]);
	for (size_t i = 0; i < s->n; i++) {
		const struct spare *sp = &s->spare[i];

		if (!sp->differs || sp->text != text)
			continue;
		add_name(e, first, in->heading[sp->col]);
		first = false;
	}
}

void
spares_free(struct spares *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->spare[i].first);
	free(s->spare);
	free(s->first);
	arena_free(&s->texts);
	*s = (struct spares){0};
}
