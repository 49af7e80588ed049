#include "plans/placemap.h"

#include <stdlib.h>

#include "base/memory.h"

/* Things from number `first` on, on one line each, beginning with `line`. */
struct placemap_run {
	uint64_t first, line;
	const char *file;
};

void
placemap_add(struct placemap *m, const char *file, uint64_t line)
{
	const struct placemap_run *last = m->n > 0 ? &m->run[m->n - 1] : NULL;

	if (last == NULL || file != last->file || line != last->line + (m->count - last->first)) {
		m->run = xgrow(m->run, &m->cap, m->n + 1, sizeof *m->run);
		m->run[m->n++] = (struct placemap_run){m->count, line, file};
	}
	m->count++;
}

struct place
placemap_get(const struct placemap *m, uint64_t number)
{
	size_t lo = 0, hi = m->n, mid;

	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (m->run[mid].first <= number)
			lo = mid;
		else
			hi = mid;
	}
	return (struct place){m->run[lo].file, m->run[lo].line + (number - m->run[lo].first)};
}

void
placemap_free(struct placemap *m)
{
	free(m->run);
	*m = (struct placemap){0};
}
