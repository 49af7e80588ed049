#include "rules/tests.h"

/* The finding's sentence: the rule's own say, or what stands in the words, behind about. */
void
tests_tell(struct run *r, struct state *s, struct row *row, bool group)
{
	struct eval ev = {.row = row, .rule = s->rule, .failed_only = -1};

	say_message(&ev, &r->words);
	run_tell(r, s, row, group);
}

void
tests_add_pairs(struct textbuf *t, const struct run *r, const struct row *row, const int *col, size_t n)
{
	for (size_t i = 0; i < n; i++)
		textbuf_addf(t, "%s%.*s \"%.*s\"", i == 0 ? "" : ", ",
		    SLICE_ARG(r->program->col[col[i]].name), SLICE_ARG(row->text[col[i]]));
}

void
tests_row(struct run *r, struct state *s, struct row *row)
{
	switch (s->rule->rule->test) {
	case TEST_UNIQUE: unique_row(r, s, row); break;
	case TEST_DEPENDS: depends_row(r, s, row); break;
	case TEST_NO_GAPS: gaps_row(r, s, row); break;
	case TEST_EVERY: every_row(r, s, row); break;
	case TEST_COND: break;
	}
}

void
tests_finish(struct run *r, struct state *s)
{
	if (s->rule->rule->test == TEST_NO_GAPS)
		gaps_finish(r, s);
	else if (s->rule->rule->test == TEST_EVERY)
		every_finish(r, s);
}
