#ifndef RULES_PROGRAM_H
#define RULES_PROGRAM_H

#include "base/intern.h"
#include "base/period.h"
#include "rules/codelist.h"
#include "rules/rules.h"

/* What rules/bind.h makes of rules and the headings of a file: names are columns. */

struct column_rounding {
	struct figure rounding;	/* figure_rounding() */
	struct node *where;	/* NULL: every row */
	const char *file;	/* of the rules that it is in */
};

struct column {
	struct slice name;
	enum type type;			/* TYPE_ANY: not declared */
	const struct periodform *form;	/* of dates or periods; NULL: any of base/date.h */
	const struct numform *numform;	/* of numbers; NULL: plain */
	bool printed, used;		/* used: by its name, in the rules */
	int decimals;			/* of a printed figure; -1: those shown */
	struct column_rounding *rounded;
	size_t nrounded;
	struct slice absent;		/* a column that the file lacks: it, or one that says how */
					/* it is rounded; p == NULL: it is there */
	struct node *from;		/* of a let that by: names: its value, by columns alone */
};

struct columns {
	int *col;			/* numbers in the program */
	size_t n;
};

/* Of every(): columns that go together, with the values of the list, or (NULL) that occur. */
struct axis {
	struct columns cols;		/* part of arg */
	struct codelist *list;
	size_t list_col[WIDEST_LIST], list_index;
};

/* needs: hold back where a fault of that rule is known to agree in all of these columns. */
struct hold_back {
	size_t rule;			/* in the program */
	bool never;			/* that rule has a lower severity */
	bool same_row;			/* the very row at fault */
	struct columns cols;
};

/* What a finding is about: a row, a group (by:), or what every() misses in it (by: and arg). */
enum about { ABOUT_ROW, ABOUT_GROUP, ABOUT_ABSENCE, ABOUTS };

struct bound {
	const struct rule *rule;
	int each;			/* the column that the name in each: means, or -1 */
	struct node *where, *check, **let, **say;
	struct columns by, arg, arg_to;
	struct axis *axis;		/* naxes, for every() */
	struct node **agg, **share;	/* aggregates and apportion()s, by slot */
	struct node **order;		/* of before() and after(), each once */
	size_t naggs, nshares, norders;
	bool group;			/* once a group, else once a row */
	bool late;			/* decides only when all rows are read */
	bool previous_row;		/* needs previous() of a row */
	bool where_previous;		/* where: needs previous() */
	int column;			/* that a row finding names, or -1 */
	size_t leading;			/* of where:, or else check: see columns_leading() */
	struct columns held;		/* of rows that wait for the end */
	struct hold_back *needs;
	size_t nneeds;
	bool needed;			/* by another rule */
	bool never;			/* where: cannot be true */
	bool twice;			/* a figure occurs twice somewhere (rules/exact.h) */
	bool builtin;			/* not of the rules: S17, the last, */
	bool spared;			/* which gets only the rows that are waived for */
	bool repeats_key;		/* the rule that reports the same */
};

/* A rule that needs a column which the file lacks, though it is declared. */
struct left_out {
	const struct rule *rule;
	struct slice column;
	bool optional;			/* the file may lack it */
	bool lost;			/* column: in a linked file whose lost rows may name more */
};

/* A date in it is a day that is written in one way, 2014-06-30, or in others. */
static inline bool
column_has_days(const struct column *c)
{
	return c->type == TYPE_DATE && c->form == NULL;
}

enum { DAY_TEXT = 10 };			/* characters of a date */

struct program {
	const struct rules *rules;
	struct column *col;
	size_t ncols;			/* of the file, the first; */
	size_t nall;			/* and of rows in memory: with those computed */
	struct columns computed;	/* by rules/by.c */
	struct intern *names;		/* of the columns, */
	int *by_name;			/* and the first column of each: see name_column() */
	struct columns key;
	int period;			/* its column, or -1 */
	int derived, derived_from;	/* a period after the file's columns, of a date; or -1 */
	struct periodform form;
	struct codelist **list;		/* as rules->list */
	struct bound *rule;		/* those on rows (or on the header), in order */
	size_t nrules;
	struct left_out *left_out;
	size_t nleft_out;
	size_t *order;			/* nrules: each after those it needs */
	struct columns previous_held;	/* that previous() of a row needs */
	struct node *matchers;		/* the nodes with a matcher */
	bool percentages;		/* a column is declared so, or a literal is one */
	struct lookup **lookup;		/* the look-ups by columns of a row */
	size_t nlookups;
	char (*day)[DAY_TEXT];		/* days as they are written (rules/packed.h); or NULL */
	struct arena mem;		/* of all the rest, but for the lists */
};

struct bind_options {
	bool header;			/* the rules with on: header, over name and position */
	bool accepted;			/* rows are compared with those accepted: S17 */
	bool some;			/* leave out rules that name columns the file lacks */
	struct slice must;		/* but not this rule */
	struct linked *const *linked;	/* by file of the rules; NULL: it is not there */
};

/* Takes mistakes (fatal) and warnings about the rules one by one: "file:line: ...". */
struct remarks {
	void (*say)(void *arg, bool fatal, const char *text);
	void *arg;
	bool fatal, warned;		/* one of them was; one of them was not */
};

void remark(struct remarks *m, bool fatal, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static inline bool
type_is_number(enum type t)
{
	return t == TYPE_NUMBER || t == TYPE_PERCENT;
}

static inline bool
type_is_ordered(enum type t)
{
	return t == TYPE_DATE || t == TYPE_PERIOD;
}

static inline bool
type_is_text(enum type t)
{
	return t == TYPE_TEXT || t == TYPE_ANY;
}

/* How many columns are those of the file: all but a period made of a date. */
static inline size_t
program_fields(const struct program *p)
{
	return p->derived >= 0 ? (size_t)p->derived : p->ncols;
}

static inline bool
has_column(struct columns c, int wanted)
{
	for (size_t i = 0; i < c.n; i++)
		if (c.col[i] == wanted)
			return true;
	return false;
}

/*
 * The number of columns, from the first on, that are enough to know what is in these; SIZE_MAX:
 * more is needed than the row as the file has it.
 */
static inline size_t
columns_leading(const struct program *p, struct columns c)
{
	size_t n = 0;

	for (size_t i = 0; i < c.n && n != SIZE_MAX; i++)
		n = c.col[i] < 0 || (size_t)c.col[i] >= program_fields(p) ||
		    p->col[c.col[i]].nrounded > 0 ? SIZE_MAX :
		    (size_t)c.col[i] >= n ? (size_t)c.col[i] + 1 : n;
	return n;
}

/* The first of the columns that a finding about a group or an absence does not say; or -1. */
static inline int
unsaid_column(const struct bound *u, enum about about, struct columns c)
{
	for (size_t i = 0; i < c.n; i++)
		if (!has_column(u->by, c.col[i]) &&
		    (about == ABOUT_GROUP || !has_column(u->arg, c.col[i])))
			return c.col[i];
	return -1;
}

#endif
