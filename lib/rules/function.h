#ifndef RULES_FUNCTION_H
#define RULES_FUNCTION_H

#include "base/intern.h"
#include "base/memory.h"
#include "rules/eval.h"

/*
 * The functions and aggregates of the language, a row each: all that the parser, the binder, the
 * evaluator and --explain know of them. Functions are in rules/function.c, aggregates in
 * rules/aggregate.c. A new one is a row there, its entries in quarterly-rules(5) and a case in
 * tests/rules; tests/rules/function.c finds an incomplete row and compares the names with the
 * manual.
 */

enum { MOST_ARGUMENTS = 3 };

enum argument {
	ARG_NONE,
	ARG_ANY,
	ARG_NUMBER,
	ARG_DATE,		/* or a column that is not declared */
	ARG_ORDERED,		/* a number, a date or a period */
	ARG_LIST,		/* @list */
};

enum result {
	RESULT_NONE,
	RESULT_NUMBER,
	RESULT_TEXT,
	RESULT_ARGUMENT,	/* as the first argument */
	RESULT_PERIOD,		/* of the frequency freq, see dated_form() */
	RESULT_DATE,
};

/* The other rows that a value depends on: bits. */
enum reach {
	REACH_GROUP = 1,	/* aggregates: all rows of the group */
	REACH_PREVIOUS = 2,	/* the row or the group of the period before */
	REACH_SHARES = 4,	/* the rows of the group that share a total */
	REACH_ACCEPTED = 8,	/* the same row of the last accepted submission */
	REACH_ROLLING = 16,	/* with PREVIOUS: this period and several before */
	REACH_ORDER = 32,	/* the row that comes next in an order of the group */
};

/* A row being added to the aggregates of its group. */
struct adding {
	struct eval *ev;
	const struct node *call;	/* the aggregate */
	struct arena *mem;
	struct fptable *seen;		/* of the rule: what distinct() has met */
	struct keybuf *key;		/* room for its keys */
	uint64_t group;
};

struct binder;
struct why;

/*
 * A function of its arguments: v is the first, and then the result; the others are whole numbers or
 * days.
 */
struct applied {
	const struct node *call;
	struct value *v;
	int32_t day;			/* the first, if that is a date */
	int64_t whole[MOST_ARGUMENTS];
	struct arena *mem;
	bool known, overflow;
};

struct function {
	const char *name;
	enum argument arg[MOST_ARGUMENTS];
	enum result result;
	unsigned reach;
	enum period_freq freq;		/* RESULT_PERIOD */
	int step;		/* with "by": -1 before, first; 1 after, last; 0: it has none */

	/*
	 * For --explain: $ is the first argument, in parentheses where that is an operation, &
	 * without them, # the second, @ the third, % what is after by. NULL: NAME(argument, ...).
	 * Where there are any, one_words are for a last argument of 1, when_words for a date or
	 * a period.
	 */
	const char *words, *one_words, *when_words;

	/* Reports what else is wrong with a call, and sets what its evaluation needs; or NULL. */
	void (*bind)(struct binder *b, struct node *call);

	void (*value)(struct eval *ev, const struct node *call, struct value *v);
	void (*apply)(struct applied *a);	/* for the value of a plain function */

	/* Why the result is unknown when no argument is; or NULL. */
	void (*why)(struct eval *ev, const struct node *call, struct why *w);

	/* Aggregates only: */
	const char *where_words;	/* between words and the condition of where */
	bool rows;			/* without an argument it is about the rows themselves */
	bool single;			/* its value is that of the only row */
	bool linked;			/* only over a linked file */
	void (*add)(struct adding *a, struct acc *acc, const struct value *v);
};

/* Does the result count in what the first argument does, as hundredths or as it is written? */
static inline bool
function_keeps_unit(const struct function *f)
{
	return f->result == RESULT_ARGUMENT ||
	    (f->arg[0] == ARG_NUMBER && f->reach != REACH_SHARES);
}

/* In the order of the manual, functions first; NULL past the last. */
const struct function *function_at(size_t i);
const struct function *function_find(struct slice name);	/* NULL: there is none */
unsigned function_arity(const struct function *f);

/* apportion() in the n rows of a group: v has their values, and then their shares. */
void function_share(const struct node *call, bool whole, struct value *v, size_t n,
    struct arena *mem);

extern const struct function aggregates[];	/* ends with a row without a name */

/* How the rows of a group come into one of its aggregates. */
struct adder {
	const struct node *call, *where;	/* where: or NULL */
	void (*add)(struct adding *a, struct acc *acc, const struct value *v);
	int column;			/* whose value is added, or -1: another, or none */
	bool opposite;			/* where is the opposite of that of the one before it */
};

struct adder *aggregate_adders(const struct bound *u, struct arena *mem);

void aggregate_unknown(struct acc *acc, enum why_kind why);	/* the first reason counts */

/* The value before it did not fit. */
static inline void
aggregate_overflow(struct adding *a, struct acc *acc)
{
	if (!a->ev->overflow)
		return;
	acc->huge = true;
	a->ev->overflow = false;
}

/* Adds the row of a->ev; pass: the truth of its filter (where), not a plain NO. */
static inline void
aggregate_add(struct adding *a, struct acc *acc, enum truth pass)
{
	const struct node *call = a->call;
	struct value room;
	const struct value *v;

	aggregate_overflow(a, acc);
	if (pass == UNKNOWN)
		aggregate_unknown(acc, WHY_WHERE);
	if (pass != YES)
		return;
	if (call->a == NULL) {
		acc->n++;
		return;
	}
	v = value_of(a->ev, call->a, &room);
	if (a->ev->overflow && a->ev->row->given_up != NULL) {	/* for the caller to report */
		aggregate_unknown(acc, WHY_OTHER);
		return;
	}
	aggregate_overflow(a, acc);
	call->function->add(a, acc, v);
}

#endif
