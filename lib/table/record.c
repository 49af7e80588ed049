#include "table/record.h"

size_t
record_filled(const struct record *rec)
{
	size_t count = 0;

	for (size_t i = 0; i < rec->n; i++)
		count += slice_trim(rec->cell[i]).n > 0;
	return count;
}

void
record_keep(struct record *rec, struct arena *mem)
{
	struct slice *cell = arena_alloc(mem, (rec->n + 1) * sizeof(*cell));

	for (size_t i = 0; i < rec->n; i++)
		cell[i] = arena_copy(mem, rec->cell[i]);
	rec->cell = cell;
	rec->raw = arena_copy(mem, rec->raw);
}
