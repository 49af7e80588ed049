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

void
spares_look(struct spares *s, struct input *in)
{
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

void
spares_suggest(const struct spares *s, const struct input *in, struct errmsg *e)
{
	const char *before = "; columns that differ but are not in the key (-k): ";
	bool text = false;

	for (size_t i = 0; i < s->n; i++)
		text = text || (s->spare[i].differs && s->spare[i].text);
	for (size_t i = 0; i < s->n; i++) {
		const struct spare *sp = &s->spare[i];
		const struct errmsg had = *e;

		if (!sp->differs || sp->text != text)
			continue;
		errmsg_set(e, "%s%s'%.*s'", had.text, before, SLICE_ARG(in->heading[sp->col]));
		before = ", ";
	}
}

void
spares_free(struct spares *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->spare[i].first);
	free(s->spare);
	*s = (struct spares){0};
}
