#include "check/thousands.h"

#include <stdio.h>
#include <string.h>

#include "table/points.h"

static bool
is_in_doubt(const struct column *c)
{
	return c->type == TYPE_NUMBER && c->absent.p == NULL && c->from == NULL &&
	    (c->numform == NULL || !(c->numform->commas || c->numform->percent)) &&
	    !(c->printed && c->decimals > 0);
}

void
thousands_row(struct thousands *t, const struct program *body, const struct slice *cell,
    uint64_t line)
{
	enum points_sign sign;

	for (size_t i = 0; i < body->ncols && !t->settled; i++) {
		const struct column *c = &body->col[i];

		/* A comma is in no number of these columns. */
		if (!is_in_doubt(c) || memchr(cell[i].p, ',', cell[i].n) != NULL)
			continue;
		sign = points_sign(cell[i]);
		t->settled = sign == POINTS_SETTLE;
		if (sign != POINTS_DOUBT || t->n++ > 0)
			continue;
		t->line = line;
		t->column = c->name;
		snprintf(t->figure, sizeof(t->figure), "%.*s", SLICE_ARG(slice_trim(cell[i])));
	}
}

void
thousands_end(struct thousands *t, const struct builtins *b)
{
	struct errmsg doubt;

	if (t->n > 0 && !t->settled) {
		points_say(&doubt, slice_of(t->figure), t->n - 1);
		builtins_report(b, S15, t->line, t->column, slice_of(t->figure), NOTHING,
		    "%s; expected " POINTS_TIDY_FIRST "--decimal-comma or --decimal-point, or "
		    "number %.*s as \"1,234\" in the rules if the point is a decimal one",
		    doubt.text, SLICE_ARG(t->column));
	}
	*t = (struct thousands){0};
}
