#include "trend/own.h"

#include <stdlib.h>

#include "table/cell.h"
#include "table/role.h"

int
owns_find(struct owns *o, const struct input *in, struct errmsg *e)
{
	static const char *const names[] = {"unit", "polarity", "target"};
	int *const cols[] = {&o->unit, &o->polarity, &o->target};

	size_t col;

	for (size_t i = 0; i < 3; i++) {
		if (heading_named(in->heading, in->ncols, names[i], &col, e) != 0)
			return -1;
		*cols[i] = col < in->ncols ? (int)col : -1;
	}
	return 0;
}

int
owns_read(const struct owns *o, struct input *in, struct dictionary_entry *own, struct errmsg *e)
{
	struct slice s;
	struct num num;

	*own = (struct dictionary_entry)DICTIONARY_BLANK;
	if (o->unit >= 0)
		own->unit = slice_trim(input_field(in, (size_t)o->unit));
	own->percent = unit_is_percent(own->unit);
	if (o->polarity >= 0) {
		s = input_field(in, (size_t)o->polarity);
		if (!polarity_parse(slice_trim(s), &own->polarity))
			return input_fault(in, (size_t)o->polarity, e, "'%.*s' is not a polarity; "
			    "expected high, low, target, none or blank", SLICE_ARG(s));
	}
	if (o->target < 0)
		return 0;
	if (cell_read(in, (size_t)o->target, CELL_FIGURE, &num, e) != 0)
		return -1;
	own->target = cell_value(&num);
	return 0;
}

/* The unit is copied where it differs from the one before. */
void
owns_keep(struct owns *o, size_t series, const struct dictionary_entry *own)
{
	struct slice had;

	if (o->unit < 0 && o->polarity < 0 && o->target < 0)
		return;
	o->own = xgrow(o->own, &o->cap, series + 1, sizeof(*o->own));
	while (o->n <= series)
		o->own[o->n++] = (struct dictionary_entry)DICTIONARY_BLANK;
	had = o->own[series].unit;
	o->own[series] = *own;
	o->own[series].unit = slice_eq(had, own->unit) ? had : arena_copy(&o->texts, own->unit);
}

void
owns_free(struct owns *o)
{
	free(o->own);
	arena_free(&o->texts);
}
