#ifndef BASE_RECENT_H
#define BASE_RECENT_H

#include "base/intern.h"
#include "base/memory.h"
#include "base/slice.h"

/*
 * Distinct texts, quick where they come in runs or in the same order again, as cells do: a text is
 * first compared with the one before it, and with what came after that one the last time.
 */
struct recent_text {
	struct slice text;
	struct recent_text *next;	/* what came after it */
	uint32_t number;		/* in the order in which they came first */
};

struct recent {
	struct recent_text *now;	/* the one met last */
	struct intern *texts;		/* all, by their numbers */
	struct recent_text **place;	/* of each of them */
	size_t cap;
	struct arena mem;
};

void recent_init(struct recent *r);
void recent_free(struct recent *r);		/* a zeroed one is allowed */

/* Whether text is the one met last, or the one that came after it before; it is then the last. */
static inline bool
recent_follows(struct recent *r, struct slice text)
{
	struct recent_text *next = r->now->next;

	if (same_text(text, r->now->text))
		return true;
	if (!same_text(text, next->text))
		return false;
	r->now = next;
	return true;
}

bool recent_find(struct recent *r, struct slice text);	/* called by recent_add() */

/* Whether text is new. It is then kept; new or not, it becomes recent_now(). */
static inline bool
recent_add(struct recent *r, struct slice text)
{
	return !recent_follows(r, text) && recent_find(r, text);
}

static inline struct slice
recent_now(const struct recent *r)
{
	return r->now->text;
}

static inline struct slice
recent_text(const struct recent *r, uint32_t number)
{
	return r->place[number]->text;
}

/* From 0. */
static inline uint32_t
recent_number(const struct recent *r)
{
	return r->now->number;
}

#endif
