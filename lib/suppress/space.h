#ifndef SUPPRESS_SPACE_H
#define SUPPRESS_SPACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/slice.h"
#include "suppress/table.h"
#include "table/options.h"

/*
 * The dimensions of a publication: what identifies a count. A row's place in a dimension is a
 * number for the text of its cells; texts that look alike are one place. Publications that are read
 * together share the space, so that a row of one is found in another.
 */
enum dimension_kind {
	DIMENSION_COLUMN,
	DIMENSION_PLACE,	/* a column of areas, around or within those of the role */
	DIMENSION_PERIOD,	/* with the time_identifier */
	DIMENSION_AREA,		/* the name or, where there is none, the code */
	DIMENSION_GEOGRAPHY,	/* with a geographic_level: authority, region, nation */
};

#define PLACE_NONE UINT32_MAX

struct dimension {
	enum dimension_kind kind;
	enum role role;		/* ROLE_N: a column of -k, or one whose total is labelled */
	struct slice heading;	/* of the first publication */
	struct intern *places;	/* by what texts that look alike have in common */
	struct place {
		struct slice words;	/* as first written */
		uint32_t same;		/* its number, or that of the place it is one with */
		bool total;		/* a total's label */
		bool whole;		/* blank, or called as a total */
		bool apart;		/* neither a total nor a part: England among boroughs */
		/* See suppress/tree.h: the place that it is a part of, or PLACE_NONE. */
		uint32_t parent;
		bool parts, more;	/* it is the sum of its own; it is not, but has some */
		bool subtotal;		/* apart, being the sum of some of the parts */
		bool dated;		/* a period, of these days */
		int32_t first, last;
		bool flow;		/* of what happened, not at an end */
	} *place;
	size_t cap;
	bool nested;			/* a year is the sum of its quarters, or months: */
	size_t by;			/* where its place has flow; SIZE_MAX: everywhere */
	struct intern *except;		/* not in these groups (nested.h, breakdown.h), or NULL */
	bool tree, named, shown;	/* places are parts of others; by a column; indented */
	/* Of a region its authorities; SIZE_MAX: none. */
	size_t inner;
	bool within;			/* it has an inner one, or is one */
	/* See suppress/breakdown.h: the dimension of its types; of types, what they have. */
	size_t types, typed;		/* or SIZE_MAX */
};

enum { SPACE_MAX = 16 };

struct space {
	struct dimension dim[SPACE_MAX];
	size_t n;
	const char *const *label;	/* of totals, besides Total */
	size_t nlabels;
	int fyear;
	size_t sure;			/* dimensions; if there are more, they must be those of */
	struct slice unless;		/* breakdowns (breakdown.h), or this is wrong */
	bool with_codes;		/* areas of one name have several codes */
	struct arena mem;
};

struct space_options {
	const struct option_list *labels;
	const char *keys;		/* -k, or NULL */
	const struct table *const *further;	/* read together with the table */
	size_t nfurther;
	int fyear;
};

/*
 * Finds the dimensions of t, by the roles of its columns, and places its rows. -1: *e; also where
 * two rows have the same place in all dimensions.
 */
int space_open(struct space *s, struct table *t, const struct space_options *o, struct errmsg *e);

/*
 * Adds a further column, which all the tables have, as the last dimension. -1: *e, and none is.
 * space_drop() takes it back.
 */
int space_extend(struct space *s, struct table *const *t, size_t n, struct slice heading,
    struct errmsg *e);
void space_drop(struct space *s);

/* Places the rows of a further publication, which needs the same dimensions. -1: *e. */
int space_add(struct space *s, struct table *t, struct errmsg *e);
void space_close(struct space *s);

static inline const struct place *
space_place(const struct space *s, size_t dim, const struct row *r)
{
	return &s->dim[dim].place[r->at[dim]];
}

/* Whether the column is one of those that identify the rows of t. */
bool space_has_column(const struct space *s, const struct table *t, size_t col);

/* Whether the column names areas, or their level, by a role or as lower.h found it. */
bool space_is_area_column(const struct table *t, size_t col);

/* Sets *b to where the row is: "Hartlepool, Neglect"; dimensions of one place are left out. */
void space_words(const struct space *s, const struct row *r, struct textbuf *b);

/* Whether the column is read for a role, whatever that is. */
bool space_has_role(const struct table *t, size_t col);

/* Total, or a label of --total. */
bool space_is_label(const struct space *s, struct slice text);

/* Is the heading that of a code or number: code, ..._code, ..._id, ..._number? */
bool space_is_code(struct slice heading);

#endif
