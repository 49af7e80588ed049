#include "rules/state.h"

void
tests_doubtful(struct run *r, struct state *s, struct row *row)
{
	if (s->rule->rule->test == TEST_EVERY)
		every_doubtful(r, s, row);
	else if (s->rule->rule->test == TEST_NO_GAPS)
		gaps_doubtful(r, s, row);
}

void
tests_row(struct run *r, struct state *s, struct row *row)
{
	switch (s->rule->rule->test) {
	case TEST_UNIQUE: unique_row(r, s, row); break;
	case TEST_DEPENDS: depends_row(r, s, row); break;
	case TEST_NO_GAPS: gaps_row(r, s, row); break;
	case TEST_EVERY: every_row(r, s, row); break;
	case TEST_NO_OVERLAP: case TEST_COND: break;
	}
}

void
tests_finish(struct run *r, struct state *s)
{
	switch (s->rule->rule->test) {
	case TEST_UNIQUE: unique_finish(r, s); break;
	case TEST_NO_GAPS: gaps_finish(r, s); break;
	case TEST_EVERY: every_finish(r, s); break;
	case TEST_NO_OVERLAP: overlap_finish(r, s); break;
	case TEST_DEPENDS: case TEST_COND: break;
	}
}
