#ifndef RULES_COUNTS_H
#define RULES_COUNTS_H

#include <stdint.h>

/* What came of a rule. */
struct run_counts {
	uint64_t matched;	/* rows that pass where */
	uint64_t checked;	/* rows or groups that passed or failed */
	uint64_t not_checked, held_back, findings;
};

#endif
