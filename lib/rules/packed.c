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

/* A date or period as its number, anything else by a number that is far from any. */
static inline int32_t
number_of(const struct value *v)
{
	return v->kind == VALUE_ORDER ? v->ord : INT32_MIN + (int32_t)v->kind;
}

static inline void
take_number(struct cell *cell, struct slice text, int32_t number)
{
	struct value *v = &cell->value;

	v->known = v->tied = false;
	v->text = text;
	v->kind = number <= INT32_MIN + VALUE_HUGE ? (enum value_kind)(number - INT32_MIN) :
	    VALUE_ORDER;
	v->ord = number;
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
		if (!row->cell[c.col[i]].ordered)
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
		struct cell *cell = &row->cell[c.col[i]];
		struct slice text = packed_next(&image);

		row->own[c.col[i]] = text;
		if (!cell->ordered)
			continue;
		memcpy(&number, image, sizeof(number));
		image += sizeof(number);
		cell->read = row->number;
		take_number(cell, text, number);
	}
}
