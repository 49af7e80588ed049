#ifndef RULES_BINDER_H
#define RULES_BINDER_H

#include "rules/bind.h"

/* A rule being bound, and what is reported about it. */
struct binder {
	struct program *program;
	struct bound *bound;
	struct rule *rule;		/* NULL: in a heading (rounded ... where) */
	const char *file, *clause;	/* the clause being bound */
	struct remarks *m;
	const struct bind_options *opt;
	size_t nlets;			/* lets that can be named here */
	bool in_agg, in_where;
	struct linked *scope;		/* the file whose columns can be named, as f.x */
	bool wrong;			/* the rule has a mistake: reported once for all of each: */
	bool missing;			/* a column is not in the file; reported unless opt->some */
	bool text_likely;		/* a name that is none may be a text without quotes; */
	bool text_possible;		/* the same, unless a known name is near */
	struct slice absent;		/* one that is declared, or p == NULL */
	bool each_used, *let_used;	/* by what is bound so far; by let */
};

/* A mistake: "file:line: rule ID, clause: what". */
void remark_at(struct binder *b, unsigned line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
#define REMARK(b, node, ...) remark_at((b), (node)->line, __VA_ARGS__)

/*
 * rules/columns.c: sets the columns: those of the file, a period made of one of them and, until the
 * rules are bound, those that are declared but absent, so that a rule which names one is bound like
 * any other before it is left out. Then only the first n, which are there, are kept.
 */
void columns_set(struct program *p, const struct slice *headings, size_t n,
    const struct bind_options *o);
void columns_drop_absent(struct program *p, size_t n);

void name_index(struct program *p);				/* once the columns are there */

/*
 * Notes that the rule uses the column, which may be absent: the first such counts, but one that the
 * file should have before one that is optional.
 */
void name_use(struct binder *b, struct column *c);
int name_column(const struct program *p, struct slice name);	/* the first of that name, or -1 */

/*
 * Is it the name of a column, which a rule may not give to something else? Not if the rules declare
 * their columns and this one is not among them: the file has it, but they are right.
 */
bool name_is_taken(const struct program *p, struct slice name);

/* Reports an unknown name; column_only: neither a let nor a parameter could be there. */
void name_unknown(struct binder *b, struct slice name, unsigned line, bool column_only);

/* The column of that name, or that each: gives the name; or -1 with a remark. */
int name_bind_column(struct binder *b, struct slice name, unsigned line);
bool name_is_each(struct binder *b, struct slice name);

/* The computed column of a let that by: names; or -1. */
int name_computed(const struct binder *b, struct slice name);

/* The list of the rules of that name; NULL with a remark. */
struct codelist *name_bind_list(struct binder *b, struct slice name, unsigned line);

/* For functions (rules/function.h): each reports what is missing. */
bool name_has_period(struct binder *b, const struct node *n, const char *what);
bool name_has_key(struct binder *b, const struct node *n);

/*
 * rules/declare.c: binds what the headings of the rules say of the columns: type, form, rounding,
 * key, period; and the lists. False: too much of that is wrong to bind rules.
 */
bool declare_bind(struct binder *b);

/*
 * rules/type.c: sets what struct node marks + in the expressions of a rule; types that do not fit
 * are remarks. A cond must be a condition.
 */
void type_expr(struct binder *b, struct node *n);
void type_cond(struct binder *b, struct node *n);
bool type_is_by(const struct bound *bound, int col);		/* among the columns of by: */

/*
 * rules/compare.c: how the sides of a comparison compare, whose types are known: sets n->compare;
 * sides that do not are a remark. And a warning of a text that what a function gives can never be,
 * however the cells are written.
 */
void compare_bind(struct binder *b, struct node *n);
void compare_warn_never(struct binder *b, const struct node *value, const struct node *text);

/* rules/same.c: a warning of a comparison of a value with itself, once types are found. */
void same_remark(struct binder *b, const struct node *n);

/*
 * rules/dated.c: the form of periods of that frequency, which is that of the file's own period if
 * that has it (quarters of a financial and of a calendar year are the same).
 */
const struct periodform *dated_form(const struct program *p, enum period_freq freq);

/*
 * Reads the text of n as a period of that form, or as a date. A date is read in the forms that
 * columns are declared to have, anywhere, or else as base/date.h does (also where one has no form,
 * or plain is true): a text that would be two days is a mistake, so that it is one day everywhere.
 */
bool dated_reads(struct binder *b, struct node *n, enum type type, const struct periodform *form);
bool dated_reads_date(struct binder *b, struct node *n, bool plain);

/*
 * A literal, or a let that is one, compared with a date or a period is made one; a mistake in it is
 * a remark. False: it is not a literal.
 */
bool dated_literal(struct binder *b, struct node *n, enum type type,
    const struct periodform *form);

/* Is n a date? A text that is one is made a date. */
bool dated_is_date(struct binder *b, struct node *n);

/*
 * rules/by.c: the column of a name in by:, which may be that of a let that needs the row alone and
 * then is a column that is computed for each row, shared by rules that have the same; or -1 with a
 * remark. by_most: the most of these, in a file of n columns. by_drop: the first n are kept.
 */
int by_bind_name(struct binder *b, struct slice name, unsigned line);
size_t by_most(const struct rules *r, size_t ncols);
void by_drop(struct program *p, size_t n);

/* rules/by.c: the arguments of no overlap(); and a warning of an order in a rule without by:. */
void by_want_span(struct binder *b);
void by_warn_ungrouped(struct binder *b);

/*
 * rules/lookup.c: the linked file that n, a look-up or a column after in, is about (NULL with a
 * remark, or where its file is not there); a column of a file; and, once types are found, which
 * parts of its condition look up the rows.
 */
struct linked *lookup_scope(struct binder *b, struct node *n);
void lookup_bind_field(struct binder *b, struct node *n);
void lookup_bind(struct binder *b, struct node *n);
void lookup_bind_in(struct binder *b, struct node *field, const struct node *equal,
    struct column like);
const struct column *lookup_column(const struct binder *b, const struct node *field);

/*
 * rules/each.c: calls add for each column of the file that a linked one names (columns in f.col).
 * One that the file lacks is noted as left out for the rule.
 */
void each_linked(struct binder *b, void (*add)(struct binder *b, int col));

/* rules/analyse.c: can the condition never be true, whatever the rows hold? Sound, not complete. */
bool analyse_never(const struct node *n);

/*
 * rules/analyse.c: needs: which faults of which rules hold back a finding, and the order that
 * follows: each rule after those it needs. some: rules may have been left out.
 */
void analyse_needs(struct program *p, struct remarks *m, bool some);

/*
 * rules/analyse.c: adds S17 to the rules, unless one of them comes to the same. wanted: for rows
 * that are told apart by the period alone, too.
 */
void analyse_key(struct program *p, bool wanted);

/*
 * rules/analyse.c: the columns to keep of a row that waits for its group, and of one that
 * previous() may look back to: those that its check, its message and its key name. Fills
 * bound.held and program.previous_held.
 */
void analyse_held(struct program *p);

#endif
