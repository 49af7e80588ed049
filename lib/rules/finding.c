#include "rules/finding.h"

#include <string.h>

static struct slice
keep(struct arena *mem, struct slice s)
{
	return s.n == 0 ? (struct slice){"", 0} : arena_copy(mem, s);
}

static struct slice *
keep_all(struct arena *mem, const struct slice *s, size_t n)
{
	struct slice *copy = arena_alloc(mem, (n + 1) * sizeof(*copy));

	for (size_t i = 0; i < n; i++)
		copy[i] = keep(mem, s[i]);
	return copy;
}

void
finding_keep(struct finding *f, struct arena *mem)
{
	f->column = keep(mem, f->column);
	f->found = keep(mem, f->found);
	f->expected = keep(mem, f->expected);
	f->difference = keep(mem, f->difference);
	f->allowance = keep(mem, f->allowance);
	f->message = keep(mem, f->message);
	f->key_name = keep_all(mem, f->key_name, f->nkeys);
	f->key_value = keep_all(mem, f->key_value, f->nkeys);
}
