#include <stdlib.h>

#include "base/memory.h"
#include "rules/state.h"

/* Rows that wait for the end of the input, in their groups. */

enum { UNNUMBERED = 32 };

/* A row that waits and whose group is being looked up. */
struct unnumbered {
	struct fp key;
	size_t entry;
};

void
run_wait(struct state *s, const char *image, uint32_t gid)
{
	s->entry = xgrow(s->entry, &s->entry_cap, s->nentries + 1, sizeof(*s->entry));
	s->entry[s->nentries++] = (struct entry){image, gid};
}

size_t *
group_order(const struct entry *entry, size_t n, uint32_t ngroups, size_t **start)
{
	size_t *order = xcalloc(n + 1, sizeof(*order));
	size_t *at = xcalloc((size_t)ngroups + 2, sizeof(*at));

	for (size_t i = 0; i < n; i++)
		at[entry[i].gid + 2]++;
	for (uint32_t g = 2; g < ngroups + 2; g++)
		at[g] += at[g - 1];
	for (size_t i = 0; i < n; i++)
		order[at[entry[i].gid + 1]++] = i;
	*start = at;
	return order;
}

enum { AHEAD = 24 };		/* rows; their entries twice as far */

void
group_prefetch(const struct state *s, const size_t *order, size_t from, size_t n)
{
	for (size_t i = from; i < from + n && i + 2 * AHEAD < s->nentries; i++) {
		__builtin_prefetch(&s->entry[order[i + 2 * AHEAD]]);
		__builtin_prefetch(s->entry[order[i + AHEAD]].image);
		__builtin_prefetch(s->entry[order[i + AHEAD]].image + 63);
	}
}

/* The groups of the last rows, whose places in memory have been asked for. */
void
wait_number(struct run *r, struct state *s)
{
	struct grouper *g = s->grouper;
	struct entry *entry;
	bool found;

	for (size_t i = 0; i < s->nunnumbered; i++) {
		entry = &s->entry[s->unnumbered[i].entry];
		entry->gid = group_add(r, g, s->unnumbered[i].key, &found);
		if (found)
			continue;
		r->before_image = NULL;
		run_load_row(&r->before, entry->image, s->rule->held);
		intern_set(g->keys, entry->gid, row_texts(r, &r->before, g->by));
	}
	s->nunnumbered = 0;
}

void
wait_row(struct run *r, struct state *s, struct row *row, const char *image)
{
	struct grouper *g = s->grouper;
	struct unnumbered *u;

	if (image == NULL)
		image = run_keep_row(r, row, s->rule->held);
	if (group_is_guessed(g) || group_is_known(r, g, row)) {
		wait_number(r, s);	/* groups are numbered in the order of the rows */
		run_wait(s, image, group_number(r, g, row));
		return;
	}
	if (s->unnumbered == NULL)
		s->unnumbered = arena_alloc(&r->mem, UNNUMBERED * sizeof(*s->unnumbered));
	g->asked++;
	u = &s->unnumbered[s->nunnumbered++];
	*u = (struct unnumbered){group_key(r, g, row), s->nentries};
	intern_prefetch(g->keys, u->key);
	run_wait(s, image, NO_GROUP);
	if (s->nunnumbered == UNNUMBERED)
		wait_number(r, s);
}
