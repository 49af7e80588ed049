#include "plans/quarters.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/slice.h"

#define DAYS (PLAN_LAST_DAY - PLAN_FIRST_DAY + 1)
#define QUARTERS 716		/* of these days: 0 to 715; 716 is any later one */
#define NEVER (QUARTERS + 1)

/*
 * Every measure is a run of quarters [first, after) for which a plan counts: +1 at its first and
 * -1 after its last, summed up at the end, so that a plan costs the same however long it lasts.
 */
struct quarters {
	enum plan_measure measure;
	size_t rows, groups;
	int64_t (*step)[NEVER + 1];	/* [group * rows + row] */
	int32_t first_day, last_day;	/* of any plan's start or end */
	struct period base;		/* quarter 0 */
	struct period from, to;		/* those wanted; freq PERIOD_NONE: those with plans */
	uint16_t quarter[DAYS];		/* of each day */
	uint16_t (*edge)[PLAN_BANDS - 1];	/* see edges_of() */
};

struct quarters *
quarters_new(enum plan_measure measure, enum period_freq freq, size_t rows, struct period from,
    struct period to)
{
	struct quarters *q = xcalloc(1, sizeof(*q));
	struct period p = period_of_day(freq, PLAN_FIRST_DAY);
	int32_t last;

	*q = (struct quarters){.measure = measure, .rows = rows, .first_day = PLAN_LAST_DAY,
	    .last_day = PLAN_FIRST_DAY, .base = p, .from = from, .to = to};
	if (measure == PLAN_DURATION)
		q->edge = xcalloc(DAYS, sizeof(*q->edge));
	for (int32_t day = PLAN_FIRST_DAY; day <= PLAN_LAST_DAY; p.ord++)
		for (last = period_last_day(p); day <= last && day <= PLAN_LAST_DAY; day++)
			q->quarter[day - PLAN_FIRST_DAY] = (uint16_t)(p.ord - q->base.ord);
	return q;
}

void
quarters_free(struct quarters *q)
{
	free(q->step);
	free(q->edge);
	free(q);
}

static uint16_t
quarter_of(const struct quarters *q, int32_t day)
{
	return day > PLAN_LAST_DAY ? NEVER : q->quarter[day - PLAN_FIRST_DAY];
}

/* Counts 1 in the quarters from `from` up to, but not including, `to`. */
static void
add_run(struct quarters *q, size_t group, size_t row, int from, int to)
{
	size_t was = q->groups * q->rows;

	if (from >= to)
		return;
	if (group >= q->groups) {
		q->groups = group + group / 2 + 1;
		q->step = xrealloc(q->step, q->groups * q->rows, sizeof(*q->step));
		memset(q->step + was, 0, (q->groups * q->rows - was) * sizeof(*q->step));
	}
	q->step[group * q->rows + row][from]++;
	q->step[group * q->rows + row][to]--;
}

/* The first quarter at whose end a plan is past each band but the last; kept by day of start. */
static const uint16_t *
edges_of(const struct quarters *q, int32_t start)
{
	/* "Or less" ends the day after. */
	static const struct {
		int months, past;
	} band[PLAN_BANDS - 1] = {{3, 1}, {6, 1}, {12, 0}, {PLAN_LONG_MONTHS, 0}};
	uint16_t *edge = q->edge[start - PLAN_FIRST_DAY];

	for (size_t i = 0; i < PLAN_BANDS - 1 && edge[PLAN_BANDS - 2] == 0; i++)
		edge[i] = quarter_of(q, date_add_months(start, band[i].months) + band[i].past);
	return edge;
}

/* The runs of quarter ends at which the plan was in each band. */
static void
add_bands(struct quarters *q, size_t group, int32_t start, int from, int to)
{
	const uint16_t *edge = edges_of(q, start);
	int at;

	for (size_t band = 0; band < PLAN_BANDS && from < to; band++) {
		at = band + 1 < PLAN_BANDS && edge[band] < to ? edge[band] : to;
		add_run(q, group, band, from, at);
		from = at;
	}
}

void
quarters_add(struct quarters *q, size_t group, size_t row, int32_t start, int32_t end)
{
	int from = quarter_of(q, start), to = quarter_of(q, end);
	int32_t last = end == PLAN_OPEN ? start : end;

	if (start < q->first_day)
		q->first_day = start;
	if (last > q->last_day)
		q->last_day = last;
	switch (q->measure) {
	case PLAN_AT_END:	/* not open at the end of the quarter it ends in */
		add_run(q, group, row, from, to);
		break;
	case PLAN_STARTED:
	case PLAN_SUBSEQUENT:
		add_run(q, group, row, from, from + 1);
		break;
	case PLAN_ENDED:
		if (to != NEVER)
			add_run(q, group, row, to, to + 1);
		break;
	case PLAN_DURING:	/* its last open day is the day before its end */
		if (end > start)
			add_run(q, group, row, from, to == NEVER ? to : quarter_of(q, end - 1) + 1);
		break;
	case PLAN_DURATION:
		add_bands(q, group, start, from, to);
		break;
	case PLAN_ENDED_DURATION:
		if (to != NEVER && end >= date_add_months(start, PLAN_LONG_MONTHS))
			add_run(q, group, 0, to, to + 1);
		if (to != NEVER)
			add_run(q, group, 1, to, to + 1);
		break;
	}
}

size_t
quarters_finish(struct quarters *q)
{
	for (size_t line = 0; line < q->groups * q->rows; line++)
		for (size_t i = 1; i < NEVER; i++)
			q->step[line][i] += q->step[line][i - 1];
	if (q->from.freq == PERIOD_NONE) {
		q->from = q->to = q->base;
		q->from.ord += quarter_of(q, q->first_day);
		q->to.ord += quarter_of(q, q->last_day);
	}
	return q->to.ord < q->from.ord ? 0 : (size_t)(q->to.ord - q->from.ord) + 1;
}

struct period
quarters_period(const struct quarters *q, size_t quarter)
{
	return (struct period){.freq = q->from.freq, .ord = q->from.ord + (int32_t)quarter};
}

int64_t
quarters_get(const struct quarters *q, size_t group, size_t row, size_t quarter)
{
	int32_t at = q->from.ord - q->base.ord + (int32_t)quarter;

	return group >= q->groups || at < 0 ? 0 :
	    q->step[group * q->rows + row][at < QUARTERS ? at : QUARTERS];
}

int32_t
quarters_last_day(const struct quarters *q)
{
	return q->last_day;
}

/* One end of a range: a quarter, or the first (which 0) or last (which 3) quarter of a year. */
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
	struct slice first = slice_of(arg);

	if (dots != NULL)
		first.n = (size_t)(dots - arg);
	if (!parse_end(first, fyear, calendar, 0, from) ||
	    !parse_end(slice_of(second), fyear, calendar, 3, to))
		return errmsg_set(e, "'%s' is not a range of quarters such as %s", arg,
		    calendar ? "2014-Q2..2015-Q1" : "2014-15 Q1..2014-15 Q4");
	if (from->freq != to->freq)
		return errmsg_set(e, "'%s' mixes financial and calendar quarters; expected one "
		    "kind", arg);
	if (calendar && from->freq == PERIOD_FQUARTER)
		return errmsg_set(e, "'%s' is in financial quarters; expected quarters such "
		    "as 2014-Q2 with --calendar", arg);
	if (from->ord > to->ord)
		return errmsg_set(e, "'%s' ends before it begins; expected the first quarter first",
		    arg);
	return 0;
}
