#include "plans/quarters.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/slice.h"

#define DAYS (PLAN_LAST_DAY - PLAN_FIRST_DAY + 1)
#define NEVER INT32_MAX		/* the quarter after all others */
#define SPARE 8			/* quarters that the window grows by beyond what is needed */

/*
 * Every measure is a run of quarters [first, after) for which a plan counts: +1 at its first and
 * -1 after its last, summed up at the end, so that a plan costs the same however long it lasts.
 */
struct quarters {
	enum plan_measure measure;
	size_t rows, groups;
	bool fixed;			/* the window was asked for and does not grow */
	int32_t lo, hi;			/* the window: ordinals of quarters; hi < lo: nothing yet */
	int64_t *step;			/* [group][row][hi - lo + 1] */
	int32_t first_day, last_day;	/* of any plan's start or end */
	struct period first;		/* its ord is known once quarters_finish() has run */
	int32_t base;			/* the ordinal of PLAN_FIRST_DAY's quarter */
	uint16_t quarter[DAYS];		/* of each day, less base */
	int32_t (*edge)[PLAN_BANDS - 1];	/* see edges_of() */
};

struct quarters *
quarters_new(enum plan_measure measure, enum period_freq freq, size_t rows, struct period from,
    struct period to)
{
	struct quarters *q = xcalloc(1, sizeof(*q));
	struct period p = period_of_day(freq, PLAN_FIRST_DAY);
	int32_t last;

	*q = (struct quarters){.measure = measure, .rows = rows, .hi = -1,
	    .first_day = PLAN_LAST_DAY, .last_day = PLAN_FIRST_DAY, .first = p, .base = p.ord};
	if (from.freq != PERIOD_NONE) {
		q->fixed = true;
		q->lo = from.ord;
		q->hi = to.ord;
	}
	if (measure == PLAN_DURATION)
		q->edge = xcalloc(DAYS, sizeof(*q->edge));
	for (int32_t day = PLAN_FIRST_DAY; day <= PLAN_LAST_DAY; p.ord++)
		for (last = period_last_day(p); day <= last && day <= PLAN_LAST_DAY; day++)
			q->quarter[day - PLAN_FIRST_DAY] = (uint16_t)(p.ord - q->base);
	return q;
}

void
quarters_free(struct quarters *q)
{
	if (q == NULL)
		return;
	free(q->step);
	free(q->edge);
	free(q);
}

static int32_t
quarter_of(const struct quarters *q, int32_t day)
{
	return day > PLAN_LAST_DAY ? NEVER : q->base + q->quarter[day - PLAN_FIRST_DAY];
}

static size_t
width(const struct quarters *q)
{
	return q->hi < q->lo ? 0 : (size_t)(q->hi - q->lo) + 1;
}

/* Makes room for the group, and for the quarters unless the window is fixed. */
static void
make_room(struct quarters *q, size_t group, int32_t first, int32_t last)
{
	size_t was = width(q), lines = q->groups * q->rows, shift, now;
	int32_t lo = q->lo;
	int64_t *step;

	if (group < q->groups && (q->fixed || (first >= q->lo && last <= q->hi)))
		return;
	if (group >= q->groups)
		q->groups = group + group / 2 + 1;
	if (!q->fixed && (was == 0 || first < q->lo))
		q->lo = first - SPARE;
	if (!q->fixed && (was == 0 || last > q->hi))
		q->hi = last + SPARE;
	now = width(q);
	shift = was > 0 ? (size_t)(lo - q->lo) : 0;
	step = xcalloc(q->groups * q->rows, now * sizeof(*step));
	for (size_t i = 0; i < lines && was > 0; i++)
		memcpy(step + i * now + shift, q->step + i * was, was * sizeof(*step));
	free(q->step);
	q->step = step;
}

/* Counts 1 in the quarters from `from` up to, but not including, `to`. */
static void
add_run(struct quarters *q, size_t group, size_t row, int32_t from, int32_t to)
{
	int64_t *line;

	if (from >= to)
		return;
	make_room(q, group, from, to == NEVER ? from : to);
	if (from < q->lo)
		from = q->lo;
	if (from >= to || from > q->hi)
		return;		/* outside the quarters asked for */
	line = q->step + (group * q->rows + row) * width(q);
	line[from - q->lo]++;
	if (to <= q->hi)
		line[to - q->lo]--;
}

/* The first quarter at whose end a plan is past each band but the last; kept by day of start. */
static const int32_t *
edges_of(const struct quarters *q, int32_t start)
{
	/* "Or less" ends the day after. */
	static const struct {
		int months, past;
	} band[PLAN_BANDS - 1] = {{3, 1}, {6, 1}, {12, 0}, {PLAN_LONG_MONTHS, 0}};
	int32_t *edge = q->edge[start - PLAN_FIRST_DAY];

	for (size_t i = 0; i < PLAN_BANDS - 1 && edge[PLAN_BANDS - 2] == 0; i++)
		edge[i] = quarter_of(q, date_add_months(start, band[i].months) + band[i].past);
	return edge;
}

/* The runs of quarter ends at which the plan was in each band. */
static void
add_bands(struct quarters *q, size_t group, int32_t start, int32_t from, int32_t to)
{
	const int32_t *edge = edges_of(q, start);
	int32_t at;

	for (size_t band = 0; band < PLAN_BANDS && from < to; band++) {
		at = band + 1 < PLAN_BANDS && edge[band] < to ? edge[band] : to;
		add_run(q, group, band, from, at);
		from = at;
	}
}

void
quarters_add(struct quarters *q, size_t group, size_t row, int32_t start, int32_t end)
{
	int32_t from = quarter_of(q, start), to = end == PLAN_OPEN ? NEVER : quarter_of(q, end);
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
	size_t n = width(q);
	int32_t last = q->hi;

	for (size_t line = 0; line < q->groups * q->rows; line++)
		for (size_t i = 1; i < n; i++)
			q->step[line * n + i] += q->step[line * n + i - 1];
	q->first.ord = q->lo;
	if (!q->fixed && q->first_day <= q->last_day) {
		q->first.ord = quarter_of(q, q->first_day);
		last = quarter_of(q, q->last_day);
	}
	return last < q->first.ord ? 0 : (size_t)(last - q->first.ord) + 1;
}

struct period
quarters_period(const struct quarters *q, size_t quarter)
{
	return (struct period){.freq = q->first.freq, .ord = q->first.ord + (int32_t)quarter};
}

int64_t
quarters_get(const struct quarters *q, size_t group, size_t row, size_t quarter)
{
	int32_t at = q->first.ord + (int32_t)quarter;

	if (group >= q->groups || width(q) == 0 || at < q->lo)
		return 0;
	at = at < q->hi ? at : q->hi;	/* nothing changes after the window */
	return q->step[(group * q->rows + row) * width(q) + (size_t)(at - q->lo)];
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
		return errmsg_set(e, "'%s' mixes financial and calendar quarters", arg);
	if (calendar && from->freq == PERIOD_FQUARTER)
		return errmsg_set(e, "'%s' is in financial quarters; --calendar needs quarters "
		    "such as 2014-Q2", arg);
	if (from->ord > to->ord)
		return errmsg_set(e, "'%s': the first quarter is after the last", arg);
	return 0;
}
