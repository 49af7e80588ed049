#ifndef BASE_RECENT_H
#define BASE_RECENT_H

#include "base/intern.h"
#include "base/slice.h"

/*
 * Distinct texts, quick where they come in runs or in the same order again, as cells do: a text is
 * first compared with the one before it, and with what came after that one the last time.
 */
struct recent {
	struct slice now, then;		/* the text met last, and what came after it before */
	struct intern *texts;		/* all, in the order in which they came first */
	uint32_t id;			/* of the one met last */
	uint32_t *next;			/* by text: the one that came after it, or INTERN_NONE */
	size_t cap;
};

void recent_init(struct recent *r);
void recent_free(struct recent *r);		/* a zeroed one is allowed */

bool recent_move(struct recent *r, struct slice text);	/* called by recent_add() */

/* Whether it is new; it is then kept as r->now. */
static inline bool
recent_add(struct recent *r, struct slice text)
{
	return !same_text(text, r->now) && recent_move(r, text);
}

#endif
