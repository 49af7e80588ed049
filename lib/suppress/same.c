#include "suppress/same.h"

#include <stdlib.h>
#include <string.h>

#include "suppress/labels.h"

/* The totals of an indicator: by number of the place in all other dimensions, their row. */
struct totals {
	uint32_t *row;			/* NONE: there is none */
};
#define NONE UINT32_MAX

struct finder {
	const struct space *s;
	const struct publication *p;
	size_t dim;			/* that of the indicators */
	struct intern *where;		/* places of totals in the dimensions that are not summed */
	struct totals *of;		/* by indicator */
	uint32_t n;			/* indicators */
};

uint32_t *
same_only(const struct space *s, const struct publication *p, size_t dim)
{
	const size_t n = (size_t)intern_count(s->dim[dim].places) * SPACE_MAX;
	uint32_t *only = xcalloc(n, sizeof(*only));
	bool *seen = xcalloc(n, sizeof(*seen));

	for (size_t i = 0; i < p->table.n; i++)
		for (size_t d = 0; d < s->n; d++) {
			const struct row *r = &p->table.row[i];
			const size_t k = (size_t)r->at[dim] * SPACE_MAX + d;

			only[k] = !seen[k] || only[k] == r->at[d] ? r->at[d] : SAME_SEVERAL;
			seen[k] = true;
		}
	free(seen);
	return only;
}

bool
same_is_whole(const struct space *s, size_t dim, const uint32_t *only, const struct row *r)
{
	for (size_t d = 0; d < s->n; d++) {
		const struct place *p = space_place(s, d, r);

		if (d != dim && s->dim[d].kind == DIMENSION_COLUMN && !p->total &&
		    p->words.n > 0 && intern_count(s->dim[d].places) > 1 &&
		    !(labels_is_like_total(p->words) &&
		    only[(size_t)r->at[dim] * SPACE_MAX + d] == r->at[d]))
			return false;
	}
	return true;
}

static uint32_t
number(const struct finder *f, const struct row *r)
{
	uint32_t key[SPACE_MAX] = {0};

	for (size_t d = 0; d < f->s->n; d++)
		if (f->s->dim[d].kind != DIMENSION_COLUMN)
			key[d] = r->at[d];
	return intern_id(f->where, (struct slice){(const char *)key, f->s->n * sizeof(*key)});
}

static void
collect(struct finder *f)
{
	const size_t n = f->p->table.n;
	uint32_t *only = same_only(f->s, f->p, f->dim);

	f->n = intern_count(f->s->dim[f->dim].places);
	f->of = xcalloc(f->n, sizeof(*f->of));
	for (uint32_t i = 0; i < n; i++) {
		const struct row *r = &f->p->table.row[i];
		struct totals *t = &f->of[r->at[f->dim]];

		if (!same_is_whole(f->s, f->dim, only, r))
			continue;
		if (t->row == NULL) {
			t->row = xcalloc(n, sizeof(*t->row));
			memset(t->row, 0xff, n * sizeof(*t->row));
		}
		t->row[number(f, r)] = i;
	}
	free(only);
}

/* Whether the two are equal wherever both are known, and that is often enough. */
static bool
are_same(const struct finder *f, const struct totals *a, const struct totals *b)
{
	size_t equal = 0;
	int64_t greatest = 0;

	for (uint32_t k = 0; k < intern_count(f->where); k++) {
		const struct row *x, *y;

		if (a->row[k] == NONE || b->row[k] == NONE)
			continue;
		x = &f->p->table.row[a->row[k]];
		y = &f->p->table.row[b->row[k]];
		if (!x->known || !y->known)
			continue;
		if (x->count != y->count)
			return false;
		equal++;
		greatest = x->count > greatest ? x->count : greatest;
	}
	return equal > 0 && greatest > (equal > 1 ? 0 : SAME_LEAST);
}

static void
add_pair(const struct finder *f, const struct totals *a, const struct totals *b,
    void (*add)(void *arg, uint32_t a, uint32_t b), void *arg)
{
	for (uint32_t k = 0; k < intern_count(f->where); k++)
		if (a->row[k] != NONE && b->row[k] != NONE)
			add(arg, a->row[k], b->row[k]);
}

void
same_find(const struct space *s, const struct publication *p,
    void (*add)(void *arg, uint32_t a, uint32_t b), void *arg)
{
	struct finder f = {.s = s, .p = p};

	while (f.dim < s->n && s->dim[f.dim].role != ROLE_INDICATOR)
		f.dim++;
	if (f.dim == s->n)
		return;
	f.where = intern_new();
	collect(&f);
	for (uint32_t b = 1; b < f.n; b++)
		for (uint32_t a = 0; a < b; a++)
			if (f.of[a].row != NULL && f.of[b].row != NULL &&
			    are_same(&f, &f.of[a], &f.of[b])) {
				add_pair(&f, &f.of[a], &f.of[b], add, arg);
				break;
			}
	for (uint32_t a = 0; a < f.n; a++)
		free(f.of[a].row);
	free(f.of);
	intern_free(f.where);
}
