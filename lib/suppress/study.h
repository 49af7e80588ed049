#ifndef SUPPRESS_STUDY_H
#define SUPPRESS_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/memory.h"
#include "suppress/policy.h"
#include "suppress/printed.h"
#include "suppress/space.h"
#include "suppress/sums.h"
#include "suppress/table.h"

/*
 * Publications that are looked at together, as an outsider would: the table that is to be published
 * or audited, and others of which the same or related counts are known. A cell is one count,
 * however many of them have it.
 */
struct publication {
	struct table table;
	uint32_t *cell;			/* by row */
	int64_t *low, *high;		/* by row: what its figure says, if rounded an interval */
	bool rounded;			/* it arrived rounded, in the rows where base is above 0 */
	int64_t *base;			/* by row */
	bool upwards, widened;		/* halves were, if so; not all of them, as is now known */
	const struct policy *cut;	/* no rounded figure is one that it hides; or NULL */
	struct sums sums;
	struct printed_list printed;
};

enum fact_kind {
	FACT_SUM,		/* total is the sum of its parts */
	FACT_PRINTED,		/* a percentage or a rate; total is its whole, part its own cell */
	FACT_SAME,		/* total and part are one count under two names */
	FACT_FIGURES		/* total is the sum of its parts, by their figures */
};

struct fact {
	enum fact_kind kind;
	size_t pub, dim;	/* of a sum its dimension */
	uint32_t total;		/* cells */
	const uint32_t *part;
	size_t n;
	size_t left;		/* by figures: so many parts, the last, are added to the total */
	bool called;		/* the same: by labels alone */
	bool dropped;		/* found by figures: it contradicts the rest */
	const struct printed *printed;
	enum reading reading;
};

struct study {
	struct space space;
	/* The first is the table itself; after the last there is that of suppress/missing.h. */
	struct publication *pub;
	size_t npubs;
	struct study_cell {
		const struct row *row;	/* in the first publication that has it */
		size_t pub, in;		/* which, and the row's number there */
		/* In the further publications: */
		bool shown, hidden, marked;	/* hidden by a mark such as c */
		int64_t low, high;	/* of what they show */
	} *cell;			/* those of the table's rows first, in their order */
	size_t ncells, cap;
	struct fact *fact;
	size_t nfacts, fact_cap;
	size_t nslots;			/* columns of all publications */
	size_t revised;			/* rows of further publications that show another figure */
	size_t revised_of;		/* the publication of the last of them */
	struct arena mem;
};

struct study_options {
	const struct filter *filter;
	const struct policy *policy;
	struct space_options space;
	char *const *further;		/* paths */
	size_t nfurther;
	bool audit;			/* the table is somebody's publication, with its marks */
	void (*say)(const char *message);
	/* Or NULL: looks at the columns before there is any message. -1: *e. */
	int (*check)(const struct study *st, void *arg, struct errmsg *e);
	void *arg;
};

/* For -v: which columns fill which roles, and which identify a count. */
void study_describe(const struct study *st, void (*say)(const char *message));

/*
 * Reads and relates all of it. -1: *e, after messages that name what is wrong: totals that do not
 * add up, among others. No message has a count.
 */
int study_open(struct study *st, struct input *in, const struct study_options *o,
    struct errmsg *e);
void study_close(struct study *st);

/* Whether the text is a mark of a hidden count, not z (no such count) or x (not available). */
bool study_is_hidden(struct slice cell);

/* Whether the cell is a total that no publication has. */
static inline bool
study_is_missing(const struct study *st, size_t cell)
{
	return st->cell[cell].pub == st->npubs;
}

/*
 * By cell: whether earlier publications show or hide it, or all of its parts, so that sums of these
 * relate it. The caller frees it.
 */
bool *study_earlier(const struct study *st);

void study_add(struct study *st, struct fact f);

/*
 * In an audit: from now on halves in rounded figures were all rounded upwards, or either way again,
 * as at first. False: no figure has halves, or two figures of one count contradict it.
 */
bool study_read_upwards(struct study *st, bool upwards);

#endif
