#ifndef SUPPRESS_POLICY_H
#define SUPPRESS_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "table/role.h"

/* Which counts may not be published, and which are rounded. */
enum policy_preset { POLICY_NONE, POLICY_DFE, POLICY_NHS, POLICY_SRS };

struct policy {
	enum policy_preset preset;
	int64_t min, max;	/* sensitive counts; below 0: not given */
	bool hide_zero;		/* 0 is sensitive too */
	int64_t round;		/* to the nearest 5 or 10; 0: not at all */
	/* Private, after policy_settle(). */
	bool rounds_only;	/* --round by itself: nothing is hidden */
};

#define POLICY_INIT {.min = -1, .max = -1}

/* Fills in what the preset says, where no option says otherwise. */
void policy_settle(struct policy *p);

static inline bool
policy_is_sensitive(const struct policy *p, int64_t count)
{
	return count >= p->min && count <= p->max;
}

/* What published figures of a row at that level are rounded to: 0: they are not. */
int64_t policy_base(const struct policy *p, enum role_level level);

/* To the nearest multiple of base, halves upwards; and the counts that are rounded to r. */
int64_t policy_round(int64_t count, int64_t base);
void policy_interval(int64_t r, int64_t base, int64_t *low, int64_t *high);

/* Takes counts that are not published off the ends of the range of one that is. */
void policy_cut(const struct policy *p, int64_t *low, int64_t *high);

#endif
