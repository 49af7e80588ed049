#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/state.h"

struct head {			/* of a kept row; its cells follow, as in r->key */
	uint64_t line;
	unsigned file;
};

void
row_key(struct run *r, const struct row *row, const int *col, size_t n)
{
	for (size_t i = 0; i < n; i++)
		keybuf_add(&r->key, row->text[col[i]]);
}

const char *
run_keep_row(struct run *r, const struct row *row, const int *col, size_t n)
{
	struct head head = {row->line, row->file};
	char *image;

	keybuf_reset(&r->key);
	row_key(r, row, col, n);
	image = arena_bytes(&r->mem, sizeof(head) + r->key.n);
	memcpy(image, &head, sizeof(head));
	memcpy(image + sizeof(head), r->key.p, r->key.n);
	return image;
}

/* Takes the next cell of a key or of a kept row. */
static inline struct slice
next_cell(const char **p)
{
	uint32_t n;

	memcpy(&n, *p, sizeof(n));
	*p += sizeof(n) + n;
	return (struct slice){*p - n, n};
}

static void
load_cells(struct row *row, const char *p, const int *col, size_t n)
{
	for (size_t i = 0; i < n; i++)
		row->own[col[i]] = next_cell(&p);
}

void
run_load_row(struct row *row, const char *image, const int *col, size_t n)
{
	struct head head;

	row_next(row);
	memcpy(&head, image, sizeof(head));
	row->line = head.line;
	row->file = head.file;
	load_cells(row, image + sizeof(head), col, n);
}

struct fp
row_fingerprint(struct run *r, const struct row *row, const int *col, size_t n)
{
	keybuf_reset(&r->key);
	row_key(r, row, col, n);
	return fp_of(r->key.p, r->key.n);
}

struct grouper *
run_grouper(struct run *r, const int *col, size_t n)
{
	struct grouper *g;

	for (size_t i = 0; i < r->ngroupers; i++)
		if (r->grouper[i]->n == n && (n == 0 ||
		    memcmp(r->grouper[i]->col, col, n * sizeof(*col)) == 0))
			return r->grouper[i];
	g = arena_alloc(&r->mem, sizeof(*g));
	*g = (struct grouper){.col = col, .n = n, .keys = intern_new(), .last_gid = NO_GROUP};
	*(struct grouper **)RULES_ADD(&r->mem, r->grouper, r->ngroupers) = g;
	return g;
}

void
grouper_free(struct grouper *g)
{
	intern_free(g->keys);
	fptable_free(&g->previous);
	free(g->next);
}

static bool
is_key_of(const char *key, const struct row *row, const int *col, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!same_text(next_cell(&key), row->text[col[i]]))
			return false;
	return true;
}

/* Groups usually repeat in the same order, or in runs: tries the last successor and the last first. */
static uint32_t
next_group(struct run *r, struct grouper *g, const struct row *row)
{
	uint32_t last = g->last_gid, known = intern_count(g->keys), gid;

	if (last != NO_GROUP) {
		gid = g->next[last];
		if (gid != NO_GROUP && is_key_of(intern_key(g->keys, gid).p, row, g->col, g->n))
			return gid;
		if (is_key_of(intern_key(g->keys, last).p, row, g->col, g->n))
			return last;
	}
	keybuf_reset(&r->key);
	row_key(r, row, g->col, g->n);
	gid = intern_id(g->keys, keybuf_key(&r->key));
	if (gid == known) {
		g->next = xgrow(g->next, &g->next_cap, (size_t)gid + 1, sizeof(*g->next));
		g->next[gid] = NO_GROUP;
	}
	if (last != NO_GROUP)
		g->next[last] = gid;
	return gid;
}

uint32_t
group_number(struct run *r, struct grouper *g, struct row *row)
{
	bool live = row == &r->row;

	if (live && g->at == r->rows)
		return g->gid;
	g->last_gid = next_group(r, g, row);
	if (live) {
		g->at = r->rows;
		g->gid = g->last_gid;
	}
	return g->last_gid;
}

void
state_load_group(const struct state *s, uint32_t gid, struct row *row)
{
	row_next(row);
	load_cells(row, intern_key(s->grouper->keys, gid).p, s->grouper->col, s->grouper->n);
}

size_t
state_local(const struct state *s, uint32_t gid)
{
	return gid < s->nlocal && s->local[gid] > 0 ? s->local[gid] - 1 : s->nfirst;
}

struct acc *
state_accs(const struct state *s, uint32_t gid)
{
	return s->acc + state_local(s, gid) * s->rule->naggs;
}

void
run_load_first(struct run *r, struct state *s, uint32_t gid)
{
	const struct first *f = &s->first[state_local(s, gid)];

	if (f->image != NULL)
		run_load_row(&r->held, f->image, s->rule->held, s->rule->nheld);
	else
		row_next(&r->held);
	load_cells(&r->held, intern_key(s->grouper->keys, gid).p, s->grouper->col, s->grouper->n);
	r->held.line = f->line;
	r->held.file = f->file;
}

size_t
run_add_first(struct run *r, struct state *s, uint32_t gid, const struct row *row)
{
	size_t naggs = s->rule->naggs, n = s->nfirst;
	struct first *f;

	while (s->nlocal <= gid) {
		s->local = xgrow(s->local, &s->local_cap, s->nlocal + 1, sizeof(*s->local));
		s->local[s->nlocal++] = 0;
	}
	s->first = xgrow(s->first, &s->first_cap, n + 1, sizeof(*s->first));
	s->acc = xgrow(s->acc, &s->acc_cap, (n + 1) * naggs + 1, sizeof(*s->acc));
	memset(s->acc + n * naggs, 0, naggs * sizeof(*s->acc));
	f = &s->first[n];
	*f = (struct first){.line = row->line, .file = row->file, .gid = gid};
	if (s->rule->group && s->rule->nheld > 0)
		f->image = run_keep_row(r, row, s->rule->held, s->rule->nheld);
	s->local[gid] = (uint32_t)++s->nfirst;
	return n;
}

size_t *
group_order(const uint32_t *gid, size_t n, uint32_t ngroups, size_t **start)
{
	size_t *order = xcalloc(n + 1, sizeof(*order));
	size_t *at = xcalloc((size_t)ngroups + 2, sizeof(*at));

	for (size_t i = 0; i < n; i++)
		at[gid[i] + 2]++;
	for (uint32_t g = 2; g < ngroups + 2; g++)
		at[g] += at[g - 1];
	for (size_t i = 0; i < n; i++)
		order[at[gid[i] + 1]++] = i;
	*start = at;
	return order;
}
