#ifndef CHECK_SUMUP_H
#define CHECK_SUMUP_H

#include "check/unchecked.h"
#include "rules/bind.h"
#include "rules/run.h"

/* Sums up what became of the rules of each program, with remarks on those that met no row. */
struct sumup {
	const struct unchecked *lost;	/* rows that no rule of the program gets, or NULL */
	bool misfits_said;		/* cells that do not fit have findings of their own */
	bool wants_rows;		/* a rule that met no row is worth a remark */
	struct arena *mem;		/* of texts */
	struct remarks *m;

	struct check_rule *rule;	/* so far, for the caller to free */
	size_t n, cap;
};

/* Adds the rules of the program, each for all columns of its each:; its n runs have finished. */
void sumup_rules(struct sumup *s, const struct program *p, struct run *const run[], size_t n);

#endif
