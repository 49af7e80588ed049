/* Status and direction at their bounds; tests/cmd/scorecard.sh has thousands at random. */
#include "board/judge.h"

#include <math.h>

#include "tap/tap.h"

static struct dictionary_entry
entry(enum polarity polarity, bool to_target, double target, double tolerance)
{
	struct dictionary_entry d = DICTIONARY_BLANK;

	d.polarity = polarity;
	d.to_target = to_target;
	d.target = target;
	d.tolerance = tolerance;
	return d;
}

static void
test_bounds(void)
{
	const struct dictionary_entry high = entry(POLARITY_HIGHER, false, 90, 0.1);
	const struct dictionary_entry low = entry(POLARITY_LOWER, false, 0.3, 0.1);
	const struct dictionary_entry near = entry(POLARITY_NEUTRAL, true, 1.1, 0.2);
	const struct dictionary_entry bare = entry(POLARITY_HIGHER, false, 90, NAN);
	const struct dictionary_entry none = entry(POLARITY_NEUTRAL, false, 90, 1);
	const struct dictionary_entry no_target = entry(POLARITY_LOWER, false, NAN, NAN);

	ok(judge_rag(&high, 90) == RAG_GREEN && judge_rag(&high, 89.9) == RAG_AMBER);
	ok(judge_rag(&high, 89.89) == RAG_RED && judge_rag(&high, 89.9999999999) == RAG_AMBER);
	ok(judge_rag(&high, 100 * 899.0 / 1000) == RAG_AMBER);
	ok(judge_rag(&low, 0.3) == RAG_GREEN && judge_rag(&low, 0.4) == RAG_AMBER);
	ok(judge_rag(&low, 0.1 + 0.2) == RAG_AMBER && judge_rag(&low, 0.41) == RAG_RED);
	ok(judge_rag(&near, 1.3) == RAG_GREEN && judge_rag(&near, 0.9) == RAG_GREEN);
	ok(judge_rag(&near, 1.31) == RAG_RED && judge_rag(&near, 0.89) == RAG_RED);
	ok(judge_rag(&bare, 89.99) == RAG_RED && judge_rag(&bare, 90) == RAG_GREEN);
	ok(judge_rag(&none, 90) == RAG_NONE && judge_rag(&no_target, 90) == RAG_NONE);
	ok(judge_rag(&high, NAN) == RAG_NONE);
	is_str(rag_name(RAG_AMBER), "amber", "amber");
}

static void
test_directions(void)
{
	const struct dictionary_entry high = entry(POLARITY_HIGHER, false, 90, 5);
	const struct dictionary_entry near = entry(POLARITY_NEUTRAL, true, 10, NAN);
	const struct dictionary_entry aimless = entry(POLARITY_NEUTRAL, true, NAN, NAN);

	ok(judge_direction(&high, 95, 96) == DIRECTION_WITHIN_TOLERANCE);
	ok(judge_direction(&high, 85, 86) == DIRECTION_WITHIN_TOLERANCE);
	ok(judge_direction(&high, 84.9, 86) == DIRECTION_DECLINED);
	ok(judge_direction(&high, 84.9, 84.8) == DIRECTION_IMPROVED);
	ok(judge_direction(&near, 9.7, 10.3) == DIRECTION_NO_CHANGE);
	ok(judge_direction(&near, 9.7, 10.31) == DIRECTION_IMPROVED);
	ok(judge_direction(&near, 9.7, 10.29) == DIRECTION_DECLINED);
	ok(judge_direction(&aimless, 9, 10) == DIRECTION_DOWN);
	ok(judge_direction(&high, 9, NAN) == DIRECTION_NONE);
	ok(judge_direction(&high, NAN, 9) == DIRECTION_NONE);
	is_str(direction_name(DIRECTION_WITHIN_TOLERANCE), "declined_within_tolerance", "a name");
}

/* More digits than are kept exactly. */
static void
test_long(void)
{
	const struct dictionary_entry high = entry(POLARITY_HIGHER, false, 1e-20, 1e-21);

	ok(judge_rag(&high, 9.5e-21) == RAG_AMBER && judge_rag(&high, 8e-21) == RAG_RED);
	ok(judge_rag(&high, 1.5e300) == RAG_GREEN);
}

int
main(void)
{
	test_bounds();
	test_directions();
	test_long();
	ok(judge_sum((const double[]){0.1, 0.2}, 2) == 0.3);
	ok(judge_sum((const double[]){1e-20, 1}, 2) == 1 + 1e-20);
	return done_testing();
}
