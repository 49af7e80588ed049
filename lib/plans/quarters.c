#include "plans/quarters.h"

#include <string.h>

#include "base/slice.h"

/* One end: a quarter as it is, a year as its first (which 0) or last (which 3) quarter. */
static bool
parse_end(struct slice s, int fyear, bool calendar, int which, struct period *p)
{
	if (!period_parse(s, fyear, p))
		return false;
	if (p->freq == PERIOD_FYEAR && !calendar)
		*p = (struct period){.freq = PERIOD_FQUARTER, .ord = p->ord * 4 + which};
	else if (p->freq == PERIOD_YEAR && calendar)
		*p = (struct period){.freq = PERIOD_QUARTER, .ord = p->ord * 4 + which};
	return p->freq == PERIOD_QUARTER || p->freq == PERIOD_FQUARTER;
}

int
quarters_parse(const char *arg, int fyear, bool calendar, struct period *from, struct period *to,
    struct errmsg *e)
{
	const char *dots = strstr(arg, ".."), *second = dots != NULL ? dots + 2 : arg;
	struct slice first = dots != NULL ? (struct slice){arg, (size_t)(dots - arg)} : slice_of(arg);

	if (!parse_end(first, fyear, calendar, 0, from) ||
	    !parse_end(slice_of(second), fyear, calendar, 3, to))
		return errmsg_set(e, "'%s' is not FROM..TO; expected quarters such as %s", arg,
		    calendar ? "2014-Q2..2015-Q1" : "2014-15 Q1..2014-15 Q4");
	if (from->freq != to->freq)
		return errmsg_set(e, "'%s' mixes financial and calendar quarters; expected one kind", arg);
	if (calendar && from->freq == PERIOD_FQUARTER)
		return errmsg_set(e, "'%s' are financial quarters; with --calendar expected quarters such "
		    "as 2014-Q2", arg);
	if (from->ord > to->ord)
		return errmsg_set(e, "'%s': the first quarter is after the last", arg);
	return 0;
}
