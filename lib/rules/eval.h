#ifndef RULES_EVAL_H
#define RULES_EVAL_H

#include <string.h>

#include "base/arena.h"
#include "base/fptable.h"
#include "rules/program.h"

/* Values of expressions and truth of conditions, for one row or one group at a time. */

enum value_kind {
	VALUE_NONE,		/* not known: arithmetic with a blank, no previous period */
	VALUE_BLANK,
	VALUE_TEXT,
	VALUE_NUMBER,
	VALUE_SYMBOL,
	VALUE_ORDER,		/* a date or a period */
	VALUE_BAD,		/* in a number, date or period column, and none of these */
	VALUE_HUGE,		/* a number of more digits than can be exact */
};

struct value {
	enum value_kind kind;
	bool known;		/* num is filled: NUMBER, and SYMBOL with a range */
	bool tied;		/* of apportion(): `other` would do as well */
	int32_t ord;
	struct slice text;	/* cells: as written */
	struct amount num;
	struct rat other;
};

enum { MEMO = 24 };

struct cell {
	uint32_t read;		/* value is that of the row with this number */
	bool narrow, wide;	/* a number is in figure, in value.num */
	uint8_t memo_len, memo_kind;
	struct narrow figure;
	char memo[MEMO];	/* the date or period read last, and what it was */
	int32_t memo_ord;
	uint64_t since;		/* live row: the first row, counted from 1, of the run with this text */
	struct value value;
};

/* A row: its texts are set by the caller, values are worked out when asked. */
struct row {
	const struct program *program;
	const struct slice *text;	/* of each column: the caller's, or `own` */
	struct slice *own;
	struct cell *cell;
	uint32_t number;	/* changed for each row, so that no value outlives its row */
	unsigned file;
	uint64_t line;
	struct arena scratch;	/* texts made for this row */
};

void row_init(struct row *row, const struct program *program);
void row_free(struct row *row);
void row_next(struct row *row);				/* before the texts are set */
void row_read(struct row *row, int col);		/* works it out: for those below alone */

/* Works out these cells; false when one of them is a symbol or nothing its column may hold. */
bool row_read_all(struct row *row, const int *col, size_t n);

/* What stands in a cell, all but num: what most questions are about. */
static inline struct cell *
row_look(struct row *row, int col)
{
	struct cell *cell = &row->cell[col];

	if (cell->read != row->number)
		row_read(row, col);
	return cell;
}

static inline const struct value *
row_value(struct row *row, int col)
{
	struct cell *cell = row_look(row, col);

	if (cell->narrow && !cell->wide) {
		cell->value.num = amount_of_narrow(cell->figure);
		cell->wide = true;
	}
	return &cell->value;
}

void row_read_order(const struct column *c, struct slice s, struct value *v);	/* date or period */

/* Equal texts: short ones by two words that overlap, which is most cells and most literals. */
static inline bool
same_text(struct slice a, struct slice b)
{
	uint64_t a1, a2, b1, b2;
	uint32_t c1, c2, d1, d2;

	if (a.n != b.n)
		return false;
	if (a.n > 16)
		return memcmp(a.p, b.p, a.n) == 0;
	if (a.n >= 8) {
		memcpy(&a1, a.p, 8);
		memcpy(&b1, b.p, 8);
		memcpy(&a2, a.p + a.n - 8, 8);
		memcpy(&b2, b.p + a.n - 8, 8);
		return ((a1 ^ b1) | (a2 ^ b2)) == 0;
	}
	if (a.n >= 4) {
		memcpy(&c1, a.p, 4);
		memcpy(&d1, b.p, 4);
		memcpy(&c2, a.p + a.n - 4, 4);
		memcpy(&d2, b.p + a.n - 4, 4);
		return ((c1 ^ d1) | (c2 ^ d2)) == 0;
	}
	return a.n == 0 || memcmp(a.p, b.p, a.n) == 0;
}

/* What an aggregate has gathered for one group: there may be millions of them. */
struct acc {
	uint32_t n;
	uint8_t kind;		/* enum value_kind */
	bool unknown : 1, huge : 1, known : 1;
	bool narrow : 1;	/* it is figure */
	bool full : 1;		/* it is in more: too wide for a figure, or a text */
	union {
		struct narrow figure;
		struct {
			struct acc_more *more;
			int32_t ord;
		};
	};
};

struct eval {
	struct row *row;
	const struct bound *rule;
	struct acc *acc;	/* by slot of the aggregates */
	const struct value *share;	/* by slot of the apportion()s */
	struct eval *(*previous)(struct eval *ev, bool row);	/* or NULL: there is none */
	void *arg;

	bool overflow;		/* a result did not fit */
	bool no_previous;	/* previous() had nowhere to look */
	int failed_only;		/* slot of an only() with no row or several, or -1 */
};

static inline void
eval_begin(struct eval *ev)
{
	ev->overflow = ev->no_previous = false;
	ev->failed_only = -1;
}

/* Results: nothing known; what fitted or not; a whole number. */
void value_set_none(struct value *v);
void value_set_result(struct eval *ev, struct value *v, bool fits);
void value_set_whole(struct value *v, int64_t i);

/* May arithmetic use the value? What cannot be exact is remembered. */
static inline bool
value_usable(struct eval *ev, const struct value *v)
{
	ev->overflow |= v->kind == VALUE_HUGE;
	return v->known;
}

void eval_value(struct eval *ev, const struct node *n, struct value *v);

/*
 * The value of n without a copy where it has one already: a cell's, a constant's. Else it is worked
 * out into *room.
 */
static inline const struct value *
value_of(struct eval *ev, const struct node *n, struct value *room)
{
	while (n->op == N_NAME && n->ref == REF_LET)
		n = ev->rule->let[n->index];
	if (n->op == N_NAME)
		return row_value(ev->row, n->index);
	if (n->op == N_NUMBER || n->op == N_PERCENT)
		return n->value;
	eval_value(ev, n, room);
	return room;
}

/* How a condition is evaluated, chosen when it is bound. */
void eval_choose(struct node *n);

static inline enum truth
eval_cond(struct eval *ev, const struct node *n)
{
	return n->truth(ev, n);
}

/* eval_cond(), with the commonest of all in place: a column's text against a text. */
static inline enum truth
eval_filter(struct eval *ev, const struct node *n)
{
	if (!n->literal)
		return eval_cond(ev, n);
	return same_text(ev->row->text[n->a->index], n->b->text) == (n->rel == REL_EQ) ? YES : NO;
}

/* cmp: -1, 0 or 1. */
static inline bool
relation_holds(int cmp, enum relop rel)
{
	return ((unsigned)rel >> (cmp + 1) & 1) != 0;
}

/* One comparison with its two sides, for eval_cond() and for the words of a finding. */
struct comparison {
	struct value a, b;
	struct amount allowance;	/* WITHIN_AMOUNT */
	bool allowed;			/* allowance is filled */
	enum truth truth;
};

void eval_compare(struct eval *ev, const struct node *n, struct comparison *c);

bool value_is(const struct program *p, const struct node *n, const struct value *v,
    enum is_kind kind);

/*
 * The value as a reader knows it: a cell as written, a number as the shortest decimal (or with so
 * many decimals), a symbol with its range. buf of VALUE_TEXT bytes; the slice may point into it.
 */
#define VALUE_TEXT_SIZE (AMOUNT_TEXT + 64)
struct slice value_text(const struct program *p, const struct node *n, const struct value *v,
    int decimals, char *buf);

#endif
