#ifndef PLANS_PLANREAD_H
#define PLANS_PLANREAD_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/errmsg.h"
#include "base/slice.h"
#include "plans/category.h"
#include "plans/plancount.h"
#include "table/input.h"

/* What can be wrong with a plan record; the last two show only beside the child's other plans. */
enum plan_fault {
	PLAN_OK,
	PLAN_NO_CHILD,
	PLAN_NO_START,
	PLAN_NOT_A_DATE,
	PLAN_TWO_FORMATS,
	PLAN_FAR_DATE,
	PLAN_END_FIRST,
	PLAN_NO_CATEGORY,
	PLAN_UNKNOWN_CATEGORY,
	PLAN_NO_NUMBER,
	PLAN_TWICE,
	PLAN_OVERLAP,
	PLAN_FAULTS		/* how many there are */
};

/* "ended before it started": completes "left out N plans: ...". */
const char *plan_fault_name(enum plan_fault f);

struct plan {
	struct slice child;	/* without blanks around it; empty when there is no column */
	int32_t start, end;	/* days as base/date.h; end PLAN_OPEN: none */
	size_t category;	/* of the list; 0 when there is no column */
	enum plan_earlier { EARLIER_UNSAID, EARLIER_NONE, EARLIER_SOME } earlier;	/* plans of the child, as
				   the record has it; unsaid when blank or there is no column */
};

/* Where a record's fields are; columns of -1 are not read. */
struct planread {
	int child, start, end;
	int category, fallback;	/* the fallback's where the first is blank */
	int earlier;		/* a number of plans */
	struct category_list *categories;
	enum date_format format;	/* of the first date read; every other must be like it */
};

/* The plan of the present row. At a fault *e is the located message, *plan not to be used. */
enum plan_fault planread(struct planread *r, struct input *in, struct plan *plan, struct errmsg *e);

#endif
