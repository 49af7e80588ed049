#include "rules/packed.h"

const char *
packed_keep(struct arena *mem, const void *head, size_t nhead, const struct slice *cells,
    struct columns c)
{
	size_t size = nhead;
	char *image, *p;

	for (size_t i = 0; i < c.n; i++)
		size += packed_size(cells[c.col[i]].n);
	p = image = arena_bytes(mem, size);
	if (nhead == 4)			/* packed_put_place(), nearly always */
		memcpy(p, head, 4);
	else if (nhead > 0)
		memcpy(p, head, nhead);
	p += nhead;
	for (size_t i = 0; i < c.n; i++)
		p = packed_put(p, cells[c.col[i]]);
	return image;
}

/*
 * A date, a period or a short integer as its number, a blank and what is none of these by one that
 * is far from any; 0 of those: it is read again.
 */
static inline int32_t
number_of(const struct value *v)
{
	if (v->kind == VALUE_ORDER)
		return v->ord;
	if (v->kind == VALUE_BLANK || v->kind == VALUE_BAD)
		return INT32_MIN + (int32_t)v->kind;
	return v->kind == VALUE_NUMBER && v->num.d == 1 && v->num.h == 0 &&
	    v->num.n == (int32_t)v->num.n && v->num.n > INT32_MIN + VALUE_HUGE ?
	    (int32_t)v->num.n : INT32_MIN;
}

/* Of a cell, besides its text. */
enum { PACKED_MOST = 1 + sizeof(size_t) + sizeof(int32_t) };

const char *
packed_row(struct arena *mem, struct row *row, struct columns c)
{
	const struct slice *text = row->text;
	size_t most = PACKED_PLACE;
	char *image, *p;
	int32_t number;

	for (size_t i = 0; i < c.n; i++)
		most += text[c.col[i]].n + PACKED_MOST;
	image = arena_room(mem, most);
	p = image + packed_put_place(image, row->file, row->line);
	for (size_t i = 0; i < c.n; i++) {
		p = packed_put(p, text[c.col[i]]);
		if (row->cell[c.col[i]].packed == 0)
			continue;
		number = number_of(row_value(row, c.col[i]));
		memcpy(p, &number, sizeof(number));
		p += sizeof(number);
	}
	arena_use(mem, p);
	return image;
}

void
packed_load(struct row *row, const char *image, struct columns c)
{
	int32_t number;

	row_next(row);
	packed_place(&image, &row->file, &row->line);
	for (size_t i = 0; i < c.n; i++) {
		struct slice text = packed_next(&image);

		row->own[c.col[i]] = text;
		if (row->cell[c.col[i]].packed == 0)
			continue;
		memcpy(&number, image, sizeof(number));
		image += sizeof(number);
		packed_value(row, c.col[i], text, number);
	}
}

struct packed_cells
packed_choose(struct arena *mem, const struct row *row, struct columns c, const bool *wanted)
{
	struct packed_cells some = {.cell = arena_alloc(mem, (c.n + 1) * sizeof(*some.cell))};

	for (size_t i = 0; i < c.n; i++) {
		some.cell[i] = (struct packed_cell){wanted[c.col[i]] ? c.col[i] : -1,
		    row->cell[c.col[i]].packed != 0 ? sizeof(int32_t) : 0};
		if (wanted[c.col[i]])
			some.n = i + 1;
	}
	return some;
}
