#ifndef CHECK_THOUSANDS_H
#define CHECK_THOUSANDS_H

#include "check/builtin.h"
#include "rules/program.h"

/*
 * Numbers such as 1.204 in a file whose fields are separated by ';' (table/points.h): a finding of
 * S15 on the first, unless another number of the file says what the point is. A column whose form
 * or decimals are declared is in no doubt.
 */
struct thousands {
	bool settled;
	uint64_t n, line;		/* how many; of the first: its line, */
	struct slice column;
	char figure[16];		/* and it */
};

void thousands_row(struct thousands *t, const struct program *body, const struct slice *cell,
    uint64_t line);
void thousands_end(struct thousands *t, const struct builtins *b);	/* of the file */

#endif
