#include "rules/finding.h"

#include <string.h>

static struct slice
keep(struct arena *mem, struct slice s)
{
	return s.n == 0 ? (struct slice){"", 0} : arena_copy(mem, s);
}

void
finding_keep(struct finding *f, struct arena *mem)
{
	struct slice *value, *name;

	f->column = keep(mem, f->column);
	f->found = keep(mem, f->found);
	f->expected = keep(mem, f->expected);
	f->difference = keep(mem, f->difference);
	f->allowance = keep(mem, f->allowance);
	f->message = keep(mem, f->message);
	value = arena_alloc(mem, 2 * (f->nkeys + 1) * sizeof(*value));
	name = value + f->nkeys + 1;
	for (size_t i = 0; i < f->nkeys; i++) {
		value[i] = keep(mem, f->key_value[i]);
		name[i] = f->key_name[i];
	}
	f->key_value = value;
	f->key_name = name;
}
