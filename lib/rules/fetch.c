#include "rules/linkedrows.h"

/* Look-ups for many rows at once: what each step needs of memory is fetched in the one before. */

enum { AHEAD = 4 };		/* rows of a key that are fetched at once */

static bool
is_like(const struct lookup *a, const struct lookup *b)
{
	bool is = a->of == b->of && a->index == b->index;

	for (size_t i = 0; i < a->nkeys && is; i++)
		is = a->key[i].expr->index == b->key[i].expr->index;
	return is;
}

size_t
linked_compare(struct lookup **lookup, size_t n)
{
	size_t different = 0, k;

	for (size_t i = 0; i < n; i++) {
		for (k = 0; k < different && !is_like(lookup[i], lookup[k]); k++)
			;
		if (k < different)
			lookup[i]->like = lookup[k];
		else
			lookup[different++] = lookup[i];
	}
	return different;
}

/* The key of a row, by its columns. */
static struct fp
key_of_row(struct lookup *k, struct row *row)
{
	const struct lookup_key *key = k->key;
	int col = key->expr->index;

	if (k->nkeys == 1)
		return linked_key_of_one(&k->text, &key->as, row->text[col],
		    key->as.type == TYPE_ANY ? NULL : row_value(row, col));
	keybuf_reset(&k->text);
	for (; key < k->key + k->nkeys; key++) {
		col = key->expr->index;
		linked_add_to_key(&k->text, &key->as, row->text[col], row_value(row, col));
	}
	return linked_key(&k->text);
}

void
linked_prepare(struct lookup *const *lookup, size_t n, struct row *const *row, size_t places)
{
	for (size_t i = 0; i < n; i++) {
		struct lookup *k = lookup[i];
		const struct linked_index *x = linked_index_of(k);

		for (size_t p = 0; p < places; p++) {
			struct sought_rows *s = &k->place[p];

			s->key = key_of_row(k, row[p]);
			s->number = row[p]->number;
			s->row = row[p];
			__builtin_prefetch(linked_home(x, s->key));
		}
	}
}

static void
prefetch_row(const struct linked *l, const struct linked_index *x, uint32_t row)
{
	__builtin_prefetch(&l->row[row - 1]);
	if (x->next != NULL)
		__builtin_prefetch(&x->next[row - 1]);
}

void
linked_find(struct lookup *const *lookup, size_t n, size_t places)
{
	for (size_t i = 0; i < n; i++) {
		struct lookup *k = lookup[i];
		const struct linked_index *x = linked_index_of(k);

		for (struct sought_rows *s = k->place; s < k->place + places; s++)
			if ((s->first = linked_first_row(x, s->key)) != 0)
				prefetch_row(k->of, x, s->first);
	}
}

static void
prefetch_image(const struct linked *l, uint32_t row)
{
	const char *image = l->row[row - 1];

	__builtin_prefetch(image);
	__builtin_prefetch(image + l->reach);
}

/* The first rows of each, and then those after them. */
static void
fetch(const struct lookup *k, size_t places)
{
	const struct linked_index *x = linked_index_of(k);
	const struct sought_rows *s = k->place, *end = s + places;
	uint32_t row;

	for (; s < end; s++) {
		if (s->first == 0)
			continue;
		prefetch_image(k->of, s->first);
		if ((row = linked_row_after(x, s->first)) != 0)
			prefetch_row(k->of, x, row);
	}
	for (s = x->next != NULL ? k->place : end; s < end; s++) {
		row = s->first;
		for (size_t r = 1; r < AHEAD && row != 0; r++)
			if ((row = linked_row_after(x, row)) != 0)
				prefetch_image(k->of, row);
	}
}

void
linked_fetch(struct lookup *const *lookup, size_t n, size_t places)
{
	for (size_t i = 0; i < n; i++)
		fetch(lookup[i], places);
}
