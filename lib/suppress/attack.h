#ifndef SUPPRESS_ATTACK_H
#define SUPPRESS_ATTACK_H

#include "suppress/system.h"

/*
 * The outsider: what can be worked out about hidden cells. All claims rest on whole numbers: a cell
 * can have a value only if a witness (a value for every unknown cell of its piece) has been checked
 * exactly against every constraint, and a value is ruled out only by exact arithmetic.
 */
struct attack;

/* hidden: a byte for each cell, not 0 where it is hidden. Both must outlive the attack. */
struct attack *attack_new(const struct system *s, const unsigned char *hidden);
void attack_free(struct attack *a);

enum attack_result {
	ATTACK_DONE,		/* both ends are certain */
	ATTACK_PARTLY,		/* low..high is certainly possible; whether more is was not settled in the work allowed */
	ATTACK_CONTRADICTION	/* no whole numbers fit what is published */
};

/* Least and greatest possible value of a hidden cell. *high is SYSTEM_NO_HIGH where there is none. */
enum attack_result attack_range(struct attack *a, uint32_t cell, int64_t *low, int64_t *high);

/*
 * Whether two witnesses differ in the cell by at least `width`. *low, *high are the ends of the
 * witnesses found. False where that was not shown, for whatever reason.
 */
bool attack_protects(struct attack *a, uint32_t cell, int64_t width, int64_t *low, int64_t *high);

/*
 * The constraints that the last attack_range() of this cell rests on: as few as were found. Returns
 * how many there are; fills up to `max` numbers of constraints, ascending.
 */
size_t attack_reasons(struct attack *a, uint32_t cell, uint32_t *constraint, size_t max);

/* As attack_reasons(), of a contradiction: constraints that no whole numbers fit together. */
size_t attack_clash(struct attack *a, uint32_t *constraint, size_t max);

#endif
