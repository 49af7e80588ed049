#include "base/memory.h"
#include "rules/state.h"

/* Groups that come in rising order, as those of a sorted file do: one above all before is new. */

/* A column by which they are ordered, and what the last group has there. */
struct step {
	int col;
	bool ordered;			/* by ord: dates and periods; else by text */
	int32_t ord;
	struct slice text;
};

struct rising {
	struct step *step;		/* in the order of the columns in the file */
	size_t n;
	bool some;			/* there is a last group */
};

struct rising *
rising_new(const struct program *p, struct arena *mem, struct columns by)
{
	struct rising *x = arena_alloc(mem, sizeof(*x));
	size_t at;

	x->step = arena_alloc(mem, by.n * sizeof(*x->step));
	for (size_t i = 0; i < by.n; i++) {
		if (by.col[i] < 0 || type_is_number(p->col[by.col[i]].type))
			return NULL;
		if (has_column((struct columns){.col = by.col, .n = i}, by.col[i]))
			continue;		/* a key of two files; by: and unique() */
		for (at = x->n++; at > 0 && x->step[at - 1].col > by.col[i]; at--)
			x->step[at] = x->step[at - 1];
		x->step[at] = (struct step){.col = by.col[i],
		    .ordered = type_is_ordered(p->col[by.col[i]].type)};
	}
	return x->n > 0 ? x : NULL;
}

bool
rising_is_above(const struct rising *x, struct row *row)
{
	int above = 0;

	for (size_t i = 0; i < x->n && above == 0; i++) {
		const struct step *step = &x->step[i];
		const struct value *v = step->ordered ? row_value(row, step->col) : NULL;

		if (v != NULL && v->kind != VALUE_ORDER)
			return false;
		above = v == NULL ? slice_cmp(row->text[step->col], step->text) :
		    (v->ord > step->ord) - (v->ord < step->ord);
	}
	return above > 0 || !x->some;
}

void
rising_raise(struct rising *x, struct row *row, struct columns by, const char *texts)
{
	x->some = true;
	for (size_t i = 0; i < by.n; i++) {
		struct step *step = x->step;
		struct slice text = texts_next(&texts);

		while (step->col != by.col[i])
			step++;
		step->text = text;
		if (step->ordered)
			step->ord = row_value(row, step->col)->ord;
	}
}
