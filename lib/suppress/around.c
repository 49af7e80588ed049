#include "suppress/around.h"

#include <stdlib.h>
#include <string.h>

#define FAR UINT32_MAX

/* Where each unknown of the whole is in the part, and which rows are in it. */
struct around {
	const struct piece *whole;
	uint32_t *at;
	bool *has_row;
	size_t n_rows;
};

static void
take(struct around *a, struct piece *part, uint32_t j)
{
	const struct piece *w = a->whole;

	a->at[j] = (uint32_t)part->n;
	part->cell[part->n] = w->cell[j];
	part->low[part->n] = w->low[j];
	part->high[part->n++] = w->high[j];
}

/* Row after row, from the unknown outwards. */
static void
spread(struct around *a, struct piece *part, uint32_t *from, size_t unknown, size_t most)
{
	const struct piece *w = a->whole;

	from[0] = (uint32_t)unknown;
	take(a, part, from[0]);
	for (size_t next = 0; next < part->n; next++)
		for (uint32_t k = w->first[from[next]]; k < w->first[from[next] + 1]; k++) {
			const struct row *r = &w->rows[w->in[k]];

			a->n_rows += !a->has_row[w->in[k]];
			a->has_row[w->in[k]] = true;
			for (size_t i = 0; i < r->n && part->n < most; i++)
				if (a->at[r->terms[i].cell] == FAR) {
					from[part->n] = r->terms[i].cell;
					take(a, part, r->terms[i].cell);
				}
		}
}

static void
add_row(const struct around *a, struct piece *part, const struct row *r, const int64_t *x,
    struct arena *mem)
{
	struct row *to = &part->rows[part->n_rows++];
	struct term *t = arena_alloc(mem, r->n * sizeof(*t));
	wide known = 0;

	*to = *r;
	to->terms = t;
	to->n = 0;
	for (size_t i = 0; i < r->n; i++) {
		uint32_t j = r->terms[i].cell;

		if (a->at[j] == FAR)
			known += (wide)r->terms[i].coefficient * x[j];
		else
			t[to->n++] = (struct term){a->at[j], r->terms[i].coefficient};
	}
	to->low -= known;
	to->high -= known;
}

void
around_build(struct piece *part, const struct piece *whole, size_t unknown, size_t most,
    const int64_t *x, struct arena *mem)
{
	struct around a = {.whole = whole, .at = xcalloc(whole->n, sizeof(*a.at)),
	    .has_row = xcalloc(whole->n_rows, sizeof(*a.has_row))};
	uint32_t *from = xcalloc(most, sizeof(*from));

	*part = (struct piece){.cap = whole->cap, .endless = whole->endless};
	part->cell = arena_alloc(mem, most * sizeof(*part->cell));
	part->low = arena_alloc(mem, most * sizeof(*part->low));
	part->high = arena_alloc(mem, most * sizeof(*part->high));
	memset(a.at, 0xff, whole->n * sizeof(*a.at));
	spread(&a, part, from, unknown, most);
	part->rows = arena_alloc(mem, a.n_rows * sizeof(*part->rows));
	for (size_t i = 0; i < whole->n_rows; i++)
		if (a.has_row[i])
			add_row(&a, part, &whole->rows[i], x, mem);
	piece_index(part, mem);
	free(a.at);
	free(a.has_row);
	free(from);
}
