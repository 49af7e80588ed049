#ifndef CHECK_UNCHECKED_H
#define CHECK_UNCHECKED_H

#include "rules/finding.h"
#include "rules/run.h"

/*
 * What a rule did not check, and why, as one finding. A part has one kind of reason: values that
 * are not known, rows that could not be read, a column that is absent.
 */
struct unchecked {
	uint64_t n, of;			/* rows or groups; 0: the whole rule; of 0: not said */
	const char *unit;		/* "row" */
	bool said;			/* the cells at fault have findings of their own */
	bool lost;			/* rows that reach no rule: a rule cannot allow these */
	struct finding first;		/* the place, column and key of the first; message: why */
};

/* What became of a rule. */
struct check_rule {
	const struct rule *rule;
	size_t runs;			/* 1, or the columns of each:; 0: it was left out */
	struct run_counts counts;	/* in all of them */
	struct unchecked *part;
	size_t nparts;
	bool idle;			/* there was nothing for it to check */
};

/* Of what was not checked: the severity for the rule, and for lost rows if that is SEV_OFF. */
struct unchecked_severity {
	enum severity rule, lost;
};

/* Adds n rows or groups, which may be none, to a part. */
void unchecked_join(struct unchecked *u, uint64_t n, const struct finding *first);

/* Adds a part; mem is that of all parts of the rule. */
void unchecked_add(struct check_rule *r, const struct unchecked *u, struct arena *mem);

/*
 * The finding about all parts, at the first place; its texts are in mem. A note leaves out what is
 * said already. False: there is nothing to say.
 */
bool unchecked_finding(const struct check_rule *r, struct unchecked_severity severity,
    struct arena *mem, struct finding *f);

/*
 * Adds "CP01 4 of 9" to a list if the rule did not check all: of what is only counted, or of the
 * rest, with all rows lost. The first has those that may be lost and have no finding that counts.
 */
void unchecked_count(const struct check_rule *r, struct unchecked_severity severity, bool counted,
    struct textbuf *t);

#endif
