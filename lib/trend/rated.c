#include "trend/rated.h"

#include <stdlib.h>

#include "base/intern.h"
#include "base/memory.h"

struct rated_kind {
	bool populated, as_counts;	/* as_counts: rated_has() said that it is not */
};

int
rated_add(struct rated *r, size_t series, struct slice kind, bool populated)
{
	struct rated_kind *of;
	uint32_t known, id;

	if (r->kinds == NULL)
		r->kinds = intern_new();
	known = intern_count(r->kinds);
	if ((id = intern_id(r->kinds, kind)) == known) {
		r->of = xgrow(r->of, &r->cap, known + 1, sizeof(*r->of));
		r->of[id] = (struct rated_kind){0};
	}
	r->kind = xgrow(r->kind, &r->series_cap, series + 1, sizeof(*r->kind));
	r->kind[series] = id;
	of = &r->of[id];
	of->populated |= populated;
	return populated && of->as_counts ? -1 : 0;
}

bool
rated_has(struct rated *r, size_t series)
{
	struct rated_kind *of = &r->of[r->kind[series]];

	of->as_counts = !of->populated;
	return of->populated;
}

struct slice
rated_kind(const struct rated *r, size_t series)
{
	return intern_key(r->kinds, r->kind[series]);
}

void
rated_free(struct rated *r)
{
	if (r->kinds != NULL)
		intern_free(r->kinds);
	free(r->of);
	free(r->kind);
}
