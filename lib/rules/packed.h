#ifndef RULES_PACKED_H
#define RULES_PACKED_H

#include "base/memory.h"
#include "base/packed.h"
#include "rules/value.h"

/*
 * Cells of a row, packed, after a head of nhead bytes, which may be none; packed_next() takes them.
 */
const char *packed_keep(struct arena *mem, const void *head, size_t nhead,
    const struct slice *cells, struct columns c);

/*
 * A head with the place of a row: 4 bytes, or 12 where the file or the line is a high one. Returns
 * its size; packed_place() takes it.
 */
enum { PACKED_PLACE = 12 };

/*
 * Cells of a row in the same way, with the value of each date, period or integer after it, in 4
 * bytes, so that it is read once; and a row made of them. The head is the place of the row.
 */
const char *packed_row(struct arena *mem, struct row *row, struct columns c);
void packed_load(struct row *row, const char *image, struct columns c);

/*
 * Some cells of such a row of the columns c: those up to the last that is wanted, with the column
 * of each, or -1 to pass it over. packed_load_some() leaves all else of the row as it is, its place
 * too.
 */
struct packed_cells {
	struct packed_cell {
		int col;
		uint32_t valued;	/* so many bytes for its value */
	} *cell;
	size_t n;
};

struct packed_cells packed_choose(struct arena *mem, const struct row *row, struct columns c,
    const bool *wanted);

/* The value that was kept after a text. */
static inline void
packed_value(struct row *row, int col, struct slice text, int32_t number)
{
	struct cell *cell = &row->cell[col];
	struct value *v = &cell->value;

	if (number == INT32_MIN)
		return;
	cell->read = row->number;
	v->kind = number <= INT32_MIN + VALUE_HUGE ? (enum value_kind)(number - INT32_MIN) :
	    (enum value_kind)cell->packed;
	v->known = v->kind == VALUE_NUMBER;
	v->tied = false;
	v->text = text;
	v->ord = number;
	v->num.n = number;
	v->num.h = 0;
	v->num.d = 1;
}

#define PACKED_HIGH (UINT32_C(1) << 31)

static inline size_t
packed_put_place(char head[PACKED_PLACE], unsigned file, uint64_t line)
{
	uint32_t v = file << 24 | (uint32_t)line;

	if (file < 128 && line < 1 << 24) {
		memcpy(head, &v, sizeof(v));
		return sizeof(v);
	}
	v = PACKED_HIGH | file;
	memcpy(head, &v, sizeof(v));
	memcpy(head + sizeof(v), &line, sizeof(line));
	return PACKED_PLACE;
}

static inline void
packed_place(const char **p, unsigned *file, uint64_t *line)
{
	uint32_t v;

	memcpy(&v, *p, sizeof(v));
	*p += sizeof(v);
	*file = v >> 24;
	*line = v & ((1 << 24) - 1);
	if (v < PACKED_HIGH)
		return;
	*file = v & ~PACKED_HIGH;
	memcpy(line, *p, sizeof(*line));
	*p += sizeof(*line);
}

/* Where its cells are. */
static inline const char *
packed_cells_at(const char *image)
{
	uint32_t v;

	memcpy(&v, image, sizeof(v));
	return image + (v < PACKED_HIGH ? sizeof(v) : PACKED_PLACE);
}

static inline void __attribute__((always_inline))
packed_load_some(struct row *row, const char *image, struct packed_cells c)
{
	const struct packed_cell *cell = c.cell, *end = cell + c.n;
	int32_t number;

	row_next(row);
	for (image = packed_cells_at(image); cell < end; image += cell++->valued) {
		struct slice text = packed_next(&image);

		if (cell->col < 0)
			continue;
		row->own[cell->col] = text;
		if (cell->valued == 0)
			continue;
		memcpy(&number, image, sizeof(number));
		packed_value(row, cell->col, text, number);
	}
}

/* The text of the last of these cells. */
static inline struct slice
packed_last(const char *image, struct packed_cells c)
{
	const struct packed_cell *cell = c.cell, *last = cell + c.n - 1;

	for (image = packed_cells_at(image); cell < last; image += cell++->valued)
		packed_next(&image);
	return packed_next(&image);
}

#endif
