#ifndef BOARD_JUDGE_H
#define BOARD_JUDGE_H

#include <stddef.h>

#include "table/dictionary.h"

/*
 * What a target, a tolerance and the figure of the period before make of a figure. A double is
 * taken as the shortest decimal that reads back as it, and compared exactly: 89.9 misses a target
 * of 90 by 0.1, though the doubles differ by more.
 *
 * RAG	green: meets the target, or, where polarity is target, is within its tolerance; amber:
 *	misses it by no more than the tolerance; red: by more. Blank without a figure, a target or a
 *	polarity.
 *
 * DIRECTION	improved, no_change, declined_within_tolerance (declined, but green or amber),
 *	declined; where polarity is target, nearer to it is better. Without a polarity (or, for
 *	polarity target, without a target) up or down. Blank without both figures.
 */
enum rag { RAG_NONE, RAG_GREEN, RAG_AMBER, RAG_RED };

enum direction {
	DIRECTION_NONE, DIRECTION_IMPROVED, DIRECTION_NO_CHANGE, DIRECTION_WITHIN_TOLERANCE,
	DIRECTION_DECLINED, DIRECTION_UP, DIRECTION_DOWN,
};

enum rag judge_rag(const struct dictionary_entry *d, double value);
enum direction judge_direction(const struct dictionary_entry *d, double value, double previous);

const char *polarity_name(const struct dictionary_entry *d);	/* "high", "target", "" */
const char *rag_name(enum rag r);			/* "green", "" */
const char *direction_name(enum direction d);		/* "no_change", "" */

/* The sum of n > 0 doubles as the decimals they are: 0.1 and 0.2 are 0.3. */
double judge_sum(const double *v, size_t n);

#endif
