#include "rules/packed.h"

#include "base/date.h"

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

void
packed_init(struct program *p)
{
	for (size_t i = 0; i < p->nall && p->day == NULL; i++)
		if (column_has_days(&p->col[i]))
			p->day = xcalloc(PACKED_DAYS, sizeof(*p->day));
}

void
packed_write_day(const struct program *p, uint16_t day)
{
	char text[DATE_SIZE];

	date_format(text, PACKED_FIRST_DAY + day);
	memcpy(p->day[day], text, DAY_TEXT);
}

/* Is it a date of the days that are kept as such, written 2014-06-30? */
static inline bool
is_day(const struct cell *cell, struct slice text)
{
	return cell->value.kind == VALUE_ORDER && cell->plain && text.n == DAY_TEXT &&
	    text.p[4] == '-' && (uint32_t)(cell->value.ord - PACKED_FIRST_DAY) < PACKED_DAYS;
}

/* The cell with its value, or as a day. */
static inline char *
put_valued(char *to, const struct cell *cell, struct slice text)
{
	uint32_t day = (uint32_t)(cell->value.ord - PACKED_FIRST_DAY);
	int32_t number;

	if (!is_day(cell, text)) {
		number = number_of(&cell->value);
		return mempcpy(packed_put(to, text), &number, sizeof(number));
	}
	*to = (char)PACKED_OTHER;
	memcpy(to + 1, &(uint16_t){(uint16_t)day}, sizeof(uint16_t));
	return to + PACKED_DAY;
}

/* Of a cell, besides its text. */
enum { PACKED_MOST = 1 + sizeof(size_t) + sizeof(int32_t) };

struct slice
packed_row(struct arena *mem, struct row *row, struct columns c)
{
	const struct slice *text = row->text;
	size_t most = PACKED_PLACE + c.n * PACKED_MOST;
	char *image, *p;

	for (size_t i = 0; i < c.n; i++)
		most += text[c.col[i]].n;
	image = arena_room(mem, most);
	p = image + packed_put_place(image, row->file, row->line);
	for (size_t i = 0; i < c.n; i++) {
		const int col = c.col[i];
		const struct cell *cell = &row->cell[col];

		if (cell->packed == 0) {
			p = packed_put(p, text[col]);
		} else {
			row_value(row, col);
			p = put_valued(p, cell, text[col]);
		}
	}
	arena_use(mem, p);
	return (struct slice){image, (size_t)(p - image)};
}

const char *
packed_load(struct row *row, const char *image, struct columns c)
{
	return packed_load_row(row, image, c);
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
