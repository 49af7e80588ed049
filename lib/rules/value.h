#ifndef RULES_VALUE_H
#define RULES_VALUE_H

#include <string.h>

#include "rules/program.h"

/* Rows, what their cells hold, and values in general. */

enum value_kind {
	VALUE_NONE,		/* unknown: arithmetic with a blank, no previous period */
	VALUE_BLANK,
	VALUE_TEXT,
	VALUE_NUMBER,
	VALUE_SYMBOL,
	VALUE_ORDER,		/* a date or a period */
	/* From here on, none that its number, date or period column may hold. */
	VALUE_BAD,
	VALUE_HUGE,		/* a number of too many digits to be exact */
};

struct value {
	enum value_kind kind;
	bool known;		/* num is filled: NUMBER, and SYMBOL with a range */
	bool tied;		/* a share of apportion() that may also be `other` */
	int32_t ord;
	struct slice text;	/* cells: as written */
	struct figure num, other;
};

enum { MEMO = 32, MEMO_MISSES = 64 };

/* What most cells of a column are; others are read by its type. */
enum cell_how {
	CELL_OTHER,
	CELL_NUMBER,
	CELL_PRINTED,		/* a number that was rounded to the decimals shown */
	CELL_ROUNDED,		/* a number that was rounded as is declared */
	CELL_RUNS,		/* a date or a period, and often the one before */
	CELL_DATE,		/* a date, and seldom the one before */
};

struct cell {
	uint32_t read;		/* value is that of the row with this number */
	uint8_t packed;		/* NUMBER, ORDER: kept with its text (rules/packed.h); or 0 */
	bool plain;		/* dates without a form */
	uint8_t how;		/* an enum cell_how */
	bool lasts;		/* as read by row_read_all(), it is good for the next row, too */
	bool misfit;		/* the same, and it is none of what its column may hold */
	uint8_t memo_len, memo_kind, memo_missed;
	char memo[MEMO];	/* the date or period read last, and what it was */
	int32_t memo_ord;
	struct value value;
};

/* A row: its texts are set by the caller, cells are read when they are asked for. */
struct row {
	const struct program *program;
	const struct slice *text;	/* of each column: the caller's, or `own` */
	struct slice *own;
	struct cell *cell;
	uint32_t number;	/* changed for each row, so that no value outlives its row */
	uint32_t place;		/* among those for which look-ups are prepared (rules/linked.h) */
	unsigned file;
	uint64_t line;
	struct arena scratch;	/* what is made for this row */
	char derived[PERIODFORM_TEXT];	/* the period made of a date, */
	int32_t derived_day;		/* and that date */
	const struct node *given_up;	/* a matches or lookup not decided here, or NULL */
};

void row_init(struct row *row, const struct program *program);
void row_free(struct row *row);
void row_clean(struct row *row);			/* called by row_next() */
void row_derive(struct row *row, const struct slice *cells);	/* called by row_set() */
void row_read(struct row *row, int col);		/* called by row_value() */

enum { ROW_SCRATCH = 32 * 1024 };

/* Before the texts are set. */
static inline void
row_next(struct row *row)
{
	row->given_up = NULL;
	if (++row->number == 0 || row->scratch.bytes > ROW_SCRATCH)
		row_clean(row);
}

/* Sets the texts to the cells of a row of the file. */
static inline void
row_set(struct row *row, const struct slice *cells)
{
	row->text = cells;
	if (row->program->derived >= 0)
		row_derive(row, cells);
}

/*
 * Reads these cells; false when one of them is a symbol or none of what its column may hold. Cells
 * of the first `same` columns have the texts that they had in the row before.
 */
bool row_read_all(struct row *row, struct columns c, size_t same);

static inline const struct value *
row_value(struct row *row, int col)
{
	struct cell *cell = &row->cell[col];

	if (cell->read != row->number)
		row_read(row, col);
	return &cell->value;
}

/* The cell holds what that of another row does, which has the same text, if it was read there. */
static inline void
row_take(struct row *row, const struct row *from, int col)
{
	const struct cell *its = &from->cell[col];
	struct cell *cell = &row->cell[col];

	if (its->read != from->number || (its->value.known && its->value.num.d == 0))
		return;			/* a wide number lives no longer than its row */
	cell->read = row->number;
	cell->value = its->value;
	cell->value.text = row->text[col];
}

void row_read_order(const struct column *c, struct slice s, struct value *v);	/* date or period */

/*
 * Reads a text as a cell of that column, for its key: no figure is rounded, and anything but a
 * number, a date or a period is a text.
 */
void value_read(const struct column *c, struct slice s, struct value *v);

/*
 * Adds to a key what tells the cell from others of its column: a number (as printed), a date or a
 * period by its value, anything else by its text, which no value equals.
 */
void value_key(struct keybuf *b, const struct value *v);

void row_key_value(struct row *row, int col, struct keybuf *b);	/* called by row_key_cell() */

static inline void
row_key_cell(struct row *row, int col, struct keybuf *b)
{
	if (row->program->col[col].type == TYPE_ANY)
		keybuf_add(b, row->text[col]);
	else
		row_key_value(row, col, b);
}

void value_set_none(struct value *v);
void value_set_number(struct value *v, struct figure num);

/*
 * What puts the value in order: a date, a period, a number as printed. False: a blank, a range or
 * anything else that has no place in an order.
 */
bool value_rank_number(const struct value *v, struct arena *mem, struct figure *rank);

static inline bool
value_rank(const struct value *v, struct arena *mem, struct figure *rank)
{
	if (v->kind != VALUE_ORDER)
		return value_rank_number(v, mem, rank);
	rank->n = v->ord;		/* not by a copy, for which the processor would wait */
	rank->h = 0;
	rank->d = 1;
	return true;
}

int rank_compare_units(struct figure a, struct figure b);	/* called by rank_compare() */

static inline int
rank_compare(struct figure a, struct figure b)
{
	return a.d == b.d && a.d != 0 ? (a.n > b.n) - (a.n < b.n) :
	    rank_compare_units(FIGURE_COPY(a), FIGURE_COPY(b));
}

bool value_is(const struct program *p, const struct node *n, const struct value *v,
    enum is_kind kind);

/*
 * The value as people write it: a cell as it is, a number as the shortest decimal or with so many
 * decimals (-1: the shortest), in the form of its column, a symbol with its range. buf of
 * VALUE_TEXT_SIZE bytes; the slice may point into it.
 */
#define VALUE_TEXT_SIZE NUMFORM_TEXT
struct slice value_text(const struct node *n, const struct value *v, int decimals, char *buf);

/* A number in that form (NULL: plain), in the same way. */
struct slice value_number(const struct numform *form, struct figure num, int decimals, char *buf);

#endif
