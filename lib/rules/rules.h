#ifndef RULES_RULES_H
#define RULES_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/figure.h"
#include "base/memory.h"
#include "base/num.h"
#include "base/numform.h"
#include "base/period.h"
#include "base/slice.h"

/*
 * A rules file as a tree. quarterly-rules(5) is the language; rules_read() is its parser and knows
 * nothing of any data: names become columns in rules/bind.h.
 */

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

enum severity { SEV_OFF, SEV_NOTE, SEV_QUERY, SEV_ERROR };

extern const char *const severity_names[SEV_ERROR + 1];

/* The checks of the structure; and the lowest severity of each, off unless it loses rows or
 * a column. */
#define RULES_BUILTINS 26
#define RULES_BUILTIN_IDS "S01 to S26"
bool rules_builtin(struct slice id);
enum severity rules_builtin_least(struct slice id);
bool rules_builtin_compares(struct slice id);	/* with the accepted submission: S24 to S26 */

enum node_op {
	N_NUMBER, N_PERCENT, N_STRING, N_NAME,		/* leaves */
	N_FIELD,					/* f.x, a column of a linked file */
	N_NEG, N_ADD, N_SUB, N_MUL, N_DIV,
	N_FUNC, N_AGG,
	N_LINKED,					/* lookup(f.x where ...), over rows of f */
	N_LIST,						/* @name, as an item of in (...) */
	N_TUPLE,					/* (a, b) before in */
	N_OR, N_AND, N_NOT, N_IF,			/* conditions from here on */
	N_COMPARE, N_IN, N_MATCHES, N_IS,
};

/* How loosely an operation binds: looser operands than itself are in parentheses. */
enum level {
	LEVEL_VALUE, LEVEL_PRODUCT, LEVEL_SUM, LEVEL_TEST, LEVEL_NOT, LEVEL_AND, LEVEL_OR, LEVEL_IF,
};

extern const struct operation {
	enum level level;
	const char *name;		/* between two operands, else NULL */
} operations[N_IS + 1];			/* by enum node_op */

/* Which orders of the two sides hold: less 1, equal 2, greater 4. */
enum relop { REL_LT = 1, REL_EQ = 2, REL_LE = 3, REL_GT = 4, REL_NE = 5, REL_GE = 6 };
enum within { WITHIN_NONE, WITHIN_ROUNDING, WITHIN_AMOUNT };
enum is_kind { IS_BLANK, IS_NUMBER, IS_SYMBOL, IS_DATE, IS_WHOLE };

enum { RELOPS = 7, IS_KINDS = 5 };

/* As the language, --explain and the words of a finding have them. */
extern const struct relop_names {
	/* "<=", "is at most" and "at most "; of dates and periods "is no later than"... */
	const char *name, *words, *when, *expected, *expected_when;
} relops[RELOPS];
extern const struct is_kind_words {
	const char *name, *words;		/* "whole", "a whole number" */
} is_kinds[IS_KINDS];

/* What a name is, and of what type a value. */
enum ref { REF_NONE, REF_COLUMN, REF_LET };
enum type { TYPE_TEXT, TYPE_ANY, TYPE_NUMBER, TYPE_PERCENT, TYPE_DATE, TYPE_PERIOD, TYPE_COND };

enum compare {
	COMPARE_TEXT,			/* the cells as written */
	COMPARE_NUMBER,
	COMPARE_ORDER,			/* dates, periods */
	COMPARE_LOOSE,			/* undeclared columns: both dates, or both numbers */
};

enum truth { NO, YES, UNKNOWN };	/* UNKNOWN: a needed value is missing */

struct eval;

/* What every row needs comes first, so that it shares the processor's cache lines. */
struct node {
	enum node_op op;
	enum relop rel;
	enum within within;
	enum compare compare;		/* COMPARE, IN: as what; set, as all marked +, when bound */
	enum type type;			/* + */
	enum ref ref;			/* + */
	int index;			/* + of the column or let; AGG, apportion(), before():
					   its slot; previous(), rolling(): how far back */
	bool row;			/* + needs a row, not only its group */
	bool negate;			/* IN, IS, with not */
	bool twice;			/* + exact is set (rules/exact.h) */
	enum truth (*truth)(struct eval *ev, const struct node *n);	/* + of a condition */
	const struct figure *(*number)(struct eval *ev, const struct node *n,
	    struct figure *room);	/* + of a number that is neither a column nor a constant */
	struct node *a, *b, *c;		/* operands; AGG: a value, b filter; COMPARE: c within;
					   before(a by c) */
	struct node *next;		/* arguments, items, members of a tuple */
	struct slice text;		/* NAME, STRING, LIST, FIELD: the name or the text */
	struct slice table;		/* FIELD, LINKED: the file, by its name in the rules */
	struct figure num;		/* NUMBER, PERCENT */
	struct value *value;		/* + the same as a value */
	struct matcher *matcher;	/* + MATCHES */
	struct node *next_matcher;	/* + the next of the program that has one */
	struct codelist *list;		/* + LIST */
	size_t list_index;		/* + of the columns looked up */
	struct lookup *lookup;		/* + LINKED; FIELD after in (rules/linked.h) */
	enum is_kind is;
	const struct function *function;	/* FUNC, AGG, LINKED */
	struct exact *exact;		/* + of operations, COMPARE with a figure twice */
	int compared;			/* + APPORTION: the column it is compared with, or -1 */

	struct slice src;		/* as written */
	unsigned line;			/* in the rules file */
	int height;			/* of the tree below; + with the lets that it names */
	size_t operations;		/* + in it, with those of its lets */
	int first;			/* + the column of the first name in it, from 1; 0: none */
	unsigned reach;			/* + enum reach (rules/function.h), of all calls in it */
	int32_t day;			/* + STRING that is read as a date */
	struct period period;		/* + STRING that is read as a period */
	const struct periodform *form;	/* + of a period; of a date's column, or NULL */
	const struct numform *numform;	/* + of a number's column, or NULL */
	struct calendar *calendar;	/* + FUNC with a list of holidays */
};

/* Of something in the rules. */
struct place {
	const char *file;
	unsigned line;
};

enum test { TEST_COND, TEST_UNIQUE, TEST_NO_GAPS, TEST_EVERY, TEST_DEPENDS,
	TEST_NO_OVERLAP };

struct names {
	struct slice *name;
	struct place *at;
	size_t n;
};

enum { RULES_MOST_AXES = 16, WIDEST_LIST = 3 };

struct axis_decl {
	size_t width;			/* of its columns in args, which go together */
	struct slice list;		/* of their values, or p == NULL */
};

struct let {
	struct slice name;
	struct node *expr;
};

/*
 * A piece of say: text, or an expression with so many decimals (-1: as many as it has), or the name
 * of a column, which expr names.
 */
struct piece {
	struct slice text;
	struct node *expr;
	int decimals;
	bool name_of;
};

struct rule {
	struct slice id;
	enum severity severity;
	const char *file;
	unsigned line;			/* of the rule; of some clauses below */
	unsigned clauses;		/* those it has, by bit */
	bool has_unchecked;
	enum severity unchecked;	/* of what it cannot check; SEV_OFF: only counted */
	struct slice about;
	bool header;
	struct slice on;		/* the linked file over whose rows it runs, or empty */
	unsigned on_line;
	bool fields;			/* it names columns of linked files */
	struct names needs, by;
	struct node *where;
	unsigned check_line;
	struct slice each;
	struct names each_columns;
	struct slice each_pattern;	/* columns matching ..., else p == NULL */
	struct node *each_field, *each_where;	/* columns in f.x where ..., else NULL */
	unsigned each_line;
	struct let *let;
	size_t nlets;
	enum test test;
	struct node *check;		/* TEST_COND */
	struct names args, args_to;	/* unique, no gaps, no overlap, every; a -> b */
	struct axis_decl *axis;		/* every: what args is made of */
	size_t naxes;
	struct piece *say;
	size_t nsay;
};

/* printed NAMES to DECIMALS; or rounded NAMES to BASE where COND. */
struct rounding {
	struct names names;
	bool printed;
	int decimals;			/* -1: those shown */
	struct figure base;
	struct node *where;
	struct place at;
};

struct symbol_range {
	struct slice symbol;
	struct figure num;
	struct place at;
};

struct list_decl {
	struct slice name;
	struct slice *item;		/* = "a", "b" */
	size_t nitems;
	struct slice from;		/* a file, else p == NULL */
	struct names columns;
	struct slice valid_from, valid_to;
	bool used;
	struct place at;		/* of the rules: relative paths start at its folder */
};

struct param {
	struct slice name;
	struct node *value;
	struct place at;
	bool used;
};

struct builtin {
	struct slice id;
	enum severity severity;
	struct place at;
};

struct date_decl {
	struct names names;
	struct slice form;		/* p == NULL: any that base/date.h reads */
};

struct number_decl {
	struct names names;
	struct numform form;		/* text.p == NULL: plain */
};

struct rules {
	const char *file;		/* the first, for messages */
	const char **included;		/* files, in the order in which they were read */
	size_t nincluded;
	bool any;			/* it has a declaration or a rule */
	struct names columns, optional, key, exact;
	struct number_decl *number;
	size_t nnumbers;
	struct date_decl *date;
	size_t ndates;
	struct slice period, period_form;
	struct slice period_from;	/* the column of dates that it is made of, or p == NULL */
	enum period_freq period_freq;	/* in that case */
	struct place period_at;
	struct names symbols;
	struct symbol_range *range;
	size_t nranges;
	struct rounding *rounding;
	size_t nroundings;
	struct list_decl *list;
	size_t nlists;
	struct param *param;
	size_t nparams;
	struct builtin *builtin;
	size_t nbuiltins;
	struct rule *rule;
	size_t nrules;
	struct rules **linked;		/* files, each after those that its own rules look up */
	size_t nlinked;
	struct file_link *link;		/* of a linked file, else NULL; */
	const struct rules *input;	/* and then the rules of the input */
	struct arena mem;		/* of all that is in it, linked files included */
};

/*
 * file NAME from "PATH": its declarations are a struct rules, which shares the rules, lists and
 * parameters of the input's. Those with `on` its name run over its rows.
 */
struct file_link {
	struct slice name;
	struct place at;
	const char *path;		/* from the folder of the rules; or that of --file */
	struct names fields;		/* the columns that rules name, as f.x, each once */
	bool rows;			/* rules look rows up, perhaps without naming a column */
	bool used;
};

/*
 * Reads and parses the files (and what they include) as one set of rules. NULL: *e is
 * "file:line: what is wrong; what was expected"; files with neither a declaration nor a rule among
 * them are a mistake too.
 */
struct rules *rules_read(char *const paths[], size_t n, struct errmsg *e);

/* --param NAME=VALUE over what the file says. -1: no such param, or not a literal. */
int rules_set_param(struct rules *r, const char *arg, struct errmsg *e);

/* --file NAME=PATH over what the file says. -1: no such linked file. */
int rules_set_file(struct rules *r, const char *arg, struct errmsg *e);

/*
 * rules/link.c, once all is read: finds the linked files that rules name, and the order in which
 * they can be read. -1: there is no such file, or their rules look up each other.
 */
int rules_link(struct rules *r, struct errmsg *e);

/* The linked file of that name, or nlinked. */
size_t rules_linked(const struct rules *r, struct slice name);

/* Of a check of the structure: what the rules say, or else the one given. */
enum severity rules_severity(const struct rules *r, struct slice id, enum severity normal);

void rules_free(struct rules *r);

/* path as it is meant in that rules file: from its folder. The caller frees it. */
char *rules_path(const char *file, struct slice path);

bool names_have(const struct names *names, struct slice name);

/* The first of the items, which begin with their name, that is called so; or n. */
size_t rules_find(const void *items, size_t n, size_t size, struct slice name);
#define RULES_FIND(items, n, name) rules_find((items), (n), sizeof(*(items)), (name))

/* Adds a zeroed item to an array in the arena, where all n were added in this way. */
void *rules_add(struct arena *mem, void *array, size_t *n, size_t size);
#define RULES_ADD(mem, array, n) rules_add((mem), &(array), &(n), sizeof(*(array)))

struct node *node_clone(struct arena *mem, const struct node *n);

static inline bool
node_is_column(const struct node *n)
{
	return n->op == N_NAME && n->ref == REF_COLUMN;
}

/* Does it name a column of a linked file? Look-ups within it are of rows of their own. */
bool node_has_field(const struct node *n);

/* Calls visit for each node of the tree, and of those that follow it. */
void node_walk(const struct node *n, void (*visit)(void *arg, const struct node *n), void *arg);

static inline bool
node_is_number(const struct node *n)
{
	return n->op == N_NUMBER || n->op == N_PERCENT;
}

#endif
