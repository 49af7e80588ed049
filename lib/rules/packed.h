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
 * bytes, so that it is read once; and a row made of them, which returns their end. The head is the
 * place of the row.
 */
struct slice packed_row(struct arena *mem, struct row *row, struct columns c);
const char *packed_load(struct row *row, const char *image, struct columns c);

/*
 * A date of these days that is written 2014-06-30 is its day alone, in 2 bytes after PACKED_OTHER,
 * and its text is written to program->day when it is first needed. packed_init() makes room for
 * that, if a column has such dates.
 */
enum {
	PACKED_FIRST_DAY = -18262,	/* 1920-01-01; the last is 2099-06-06 */
	PACKED_DAYS = 1 << 16,
	PACKED_DAY = 1 + sizeof(uint16_t),
};
void packed_init(struct program *p);
void packed_write_day(const struct program *p, uint16_t day);	/* called by packed_day_text() */

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

/* At PACKED_OTHER: the number of the day. */
static inline uint16_t
packed_day(const char *p)
{
	uint16_t day;

	memcpy(&day, p + 1, sizeof(day));
	return day;
}

static inline struct slice
packed_day_text(const struct program *p, uint16_t day)
{
	if (p->day[day][0] == '\0')
		packed_write_day(p, day);
	return (struct slice){p->day[day], DAY_TEXT};
}

/* Takes the next cell, with so many bytes for a value after its text: the text. */
static inline struct slice
packed_text(const struct program *program, const char **p, uint32_t valued)
{
	struct slice text;

	if ((unsigned char)**p == PACKED_OTHER) {
		text = packed_day_text(program, packed_day(*p));
		*p += PACKED_DAY;
		return text;
	}
	text = packed_next(p);
	*p += valued;
	return text;
}

/* The end of such a cell. */
static inline const char *
packed_over(const char *p, uint32_t valued)
{
	if ((unsigned char)*p == PACKED_OTHER)
		return p + PACKED_DAY;
	packed_next(&p);
	return p + valued;
}

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

static inline void
packed_set_day(struct row *row, int col, uint16_t day)
{
	struct slice text = packed_day_text(row->program, day);
	struct cell *cell = &row->cell[col];

	row->own[col] = text;
	cell->read = row->number;
	cell->value.kind = VALUE_ORDER;
	cell->value.known = cell->value.tied = false;
	cell->value.text = text;
	cell->value.ord = PACKED_FIRST_DAY + day;
}

/* Puts the cell into a row, with its value if it has one. Returns its end. */
static inline const char *__attribute__((always_inline))
packed_cell(struct row *row, int col, const char *p, const struct packed_cell *c)
{
	struct slice text;
	int32_t number;

	if ((unsigned char)*p == PACKED_OTHER) {
		packed_set_day(row, col, packed_day(p));
		return p + PACKED_DAY;
	}
	text = packed_next(&p);
	row->own[col] = text;
	if (c != NULL ? c->valued == 0 : row->cell[col].packed == 0)
		return p;
	memcpy(&number, p, sizeof(number));
	packed_value(row, col, text, number);
	return p + sizeof(number);
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

/* packed_load(), for where it is called often. */
static inline const char *__attribute__((always_inline))
packed_load_row(struct row *row, const char *image, struct columns c)
{
	row_next(row);
	packed_place(&image, &row->file, &row->line);
	for (size_t i = 0; i < c.n; i++)
		image = packed_cell(row, c.col[i], image, NULL);
	return image;
}

static inline void __attribute__((always_inline))
packed_load_some(struct row *row, const char *image, struct packed_cells c)
{
	const struct packed_cell *cell = c.cell, *end = cell + c.n;

	row_next(row);
	for (image = packed_cells_at(image); cell < end; cell++) {
		if (cell->col < 0)
			image = packed_over(image, cell->valued);
		else
			image = packed_cell(row, cell->col, image, cell);
	}
}

/* The text of the last of these cells. */
static inline struct slice
packed_last(const struct program *program, const char *image, struct packed_cells c)
{
	const struct packed_cell *cell = c.cell, *last = cell + c.n - 1;

	for (image = packed_cells_at(image); cell < last; cell++)
		image = packed_over(image, cell->valued);
	return packed_text(program, &image, 0);
}

#endif
