#ifndef SUPPRESS_ATTACK_H
#define SUPPRESS_ATTACK_H

#include "suppress/system.h"

/*
 * The outsider: what can be worked out about hidden cells. All claims rest on whole numbers: a cell
 * can have a value only if a witness (a value for every unknown cell of its piece) has been checked
 * exactly against every constraint, and a value is ruled out only by exact arithmetic. The work is
 * limited by counting steps, so that results do not depend on the machine.
 */
struct attack;

/* hidden: a byte for each cell, not 0 where it is hidden. Both must outlive the attack. */
struct attack *attack_new(const struct system *s, const unsigned char *hidden);
void attack_free(struct attack *a);

/* For what is hardly worth it: from now on a sixth of the work that is allowed in all. */
void attack_hurry(struct attack *a);

enum attack_result {
	ATTACK_DONE,		/* both ends are certain */
	/* low..high is certainly possible; whether more is was not settled in the work allowed */
	ATTACK_PARTLY,
	/* not even one possible value was found in the work allowed; low and high are not set */
	ATTACK_UNKNOWN,
	ATTACK_CONTRADICTION	/* no whole numbers fit what is published */
};

/*
 * Least and greatest possible value of a cell. *high is SYSTEM_NO_HIGH where there is no upper end.
 * Of a cell that is published exactly, its value.
 */
enum attack_result attack_range(struct attack *a, uint32_t cell, int64_t *low, int64_t *high);

/*
 * A value for each cell of the system: where they fit a piece they are its witness, which saves the
 * search for one. The true table, where it is known.
 */
void attack_offer(struct attack *a, const int64_t *value);

/*
 * Whether two witnesses differ in the cell by at least `width`. *low, *high are the ends of the
 * witnesses found (both 0 if there are none). False where that was not shown, for whatever reason.
 */
bool attack_protects(struct attack *a, uint32_t cell, int64_t width, int64_t *low, int64_t *high);

/*
 * The constraints that the range of this cell rests on: without any one of them it would be wider,
 * if there was work enough to find that out. Fills up to `max` numbers of constraints, ascending;
 * returns how many there are.
 */
size_t attack_reasons(struct attack *a, uint32_t cell, uint32_t *constraint, size_t max);

/*
 * Looks for a contradiction in all of what is published: constraints that no whole numbers fit
 * together, without any one of them some might. As attack_reasons(); 0: there is none.
 */
size_t attack_clash(struct attack *a, uint32_t *constraint, size_t max);

/*
 * The linear solver calls this on an error of its own; it must not return (else the program
 * aborts).
 */
void attack_on_fault(void (*stop)(void *));

#endif
