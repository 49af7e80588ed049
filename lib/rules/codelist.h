#ifndef RULES_CODELIST_H
#define RULES_CODELIST_H

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/period.h"
#include "rules/rules.h"

struct column;
struct value;

struct code {
	struct slice cell[WIDEST_LIST];
	int32_t from, to;		/* the days between which it is valid */
	uint64_t line;			/* of its file, or 0 */
};

/* A code list: rows of 1 to 3 texts, each valid always or for a span of periods. Held in memory. */
struct codelist {
	const struct list_decl *decl;
	size_t width;
	bool dated;			/* its rows are valid for a span */
	struct code *code;
	size_t n;
	struct codelist_index *index;
	size_t nindexes;
	struct keybuf key;		/* that is looked up */
	struct arena mem;
};

/*
 * Takes the texts of the declaration, which must outlive it, or reads its file (relative to the
 * rules file). form: the forms that the periods in its validity columns may have, of which one may
 * not be set; days are read too, and a blank has no end. NULL: *e.
 */
struct codelist *codelist_load(const struct list_decl *decl, const struct periodform form[2],
    struct errmsg *e);
void codelist_free(struct codelist *l);

/* The column of that name, or the first. */
size_t codelist_column(const struct codelist *l, struct slice name);

/*
 * Makes the n columns ready to be looked up together, by cells of the columns `as`: numbers, dates
 * and periods by their values, where the list has such, the rest by their texts. The same columns
 * give the same index. Call it before the first codelist_has() for them.
 */
size_t codelist_index(struct codelist *l, const size_t *cols, const struct column *as, size_t n);

/* value: NULL for a text of a column that is not declared; text: as written, empty if nowhere. */
struct sought {
	struct slice text;
	const struct value *value;
};

/* Are the cells together in a row valid at p (at any time when p is NULL)? */
bool codelist_has(struct codelist *l, size_t index, const struct sought *cells, size_t n,
    const struct period *p);

#endif
