#include "plans/plancount.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"

#define DAYS (PLAN_LAST_DAY - PLAN_FIRST_DAY + 1)
#define NEVER INT32_MAX		/* the quarter after all others */
#define SLACK 8			/* quarters a window grows by beyond what is needed */

/*
 * Every measure is a run of quarters [first, after) for which a plan counts: +1 at its first and -1 after its
 * last, summed up at the end. That makes a plan cost the same however many quarters it lasts.
 */
struct plancount {
	enum plan_measure measure;
	enum period_freq freq;
	size_t rows, groups, group_cap;
	bool fixed;			/* the window was asked for and does not grow */
	int32_t lo, hi;			/* the window: ordinals of quarters; hi < lo: nothing yet */
	int64_t *step;			/* [group][row][hi - lo + 1] */
	int32_t first, last;		/* quarters that the plans' dates cover, */
	int32_t last_day;		/* and the last of these dates */
	int32_t base;			/* the ordinal of PLAN_FIRST_DAY's quarter */
	uint16_t quarter[DAYS];		/* of each day, less base */
	int32_t (*edge)[PLAN_BANDS - 1];	/* for each day that a plan started on, once worked out (not 0), the
					   first quarter at whose end it is past each band but the last */
};

struct plancount *
plancount_new(enum plan_measure measure, enum period_freq freq, size_t rows, struct period from,
    struct period to)
{
	struct plancount *pc = xcalloc(1, sizeof *pc);
	struct period q = period_of_day(freq, PLAN_FIRST_DAY);
	int32_t last;

	*pc = (struct plancount){.measure = measure, .freq = freq, .rows = rows,
	    .fixed = from.freq != PERIOD_NONE, .lo = from.ord, .hi = to.ord, .base = q.ord};
	plancount_uncover(pc);
	if (!pc->fixed) {
		pc->lo = 0;
		pc->hi = -1;
	}
	if (measure == PLAN_DURATION)
		pc->edge = xcalloc(DAYS, sizeof *pc->edge);
	for (int32_t day = PLAN_FIRST_DAY; day <= PLAN_LAST_DAY; q.ord++)
		for (last = period_last_day(q); day <= last && day <= PLAN_LAST_DAY; day++)
			pc->quarter[day - PLAN_FIRST_DAY] = (uint16_t)(q.ord - pc->base);
	return pc;
}

void
plancount_free(struct plancount *pc)
{
	if (pc == NULL)
		return;
	free(pc->step);
	free(pc->edge);
	free(pc);
}

static int32_t
quarter_of(const struct plancount *pc, int32_t day)
{
	return day > PLAN_LAST_DAY ? NEVER : pc->base + pc->quarter[day - PLAN_FIRST_DAY];
}

static size_t
width(const struct plancount *pc)
{
	return pc->hi < pc->lo ? 0 : (size_t)(pc->hi - pc->lo) + 1;
}

static void
need_group(struct plancount *pc, size_t group)
{
	size_t size = pc->rows * width(pc), old = pc->group_cap;

	if (group < pc->groups)
		return;
	pc->groups = group + 1;
	if (pc->groups <= pc->group_cap)
		return;
	pc->step = xgrow(pc->step, &pc->group_cap, pc->groups, size * sizeof *pc->step);
	if (size > 0)
		memset(pc->step + old * size, 0, (pc->group_cap - old) * size * sizeof *pc->step);
}

/* Widens the window to hold quarter q, with some room beyond it. */
static void
need_quarter(struct plancount *pc, int32_t q)
{
	size_t was = width(pc), now, lines = pc->group_cap * pc->rows, shift = 0;
	int64_t *step;

	if (pc->fixed || (q >= pc->lo && q <= pc->hi))
		return;
	if (was == 0) {
		pc->lo = q - SLACK;
		pc->hi = q + SLACK;
	} else if (q < pc->lo) {
		shift = (size_t)(pc->lo - (q - SLACK));
		pc->lo = q - SLACK;
	} else {
		pc->hi = q + SLACK;
	}
	now = width(pc);
	step = xcalloc(lines, now * sizeof *step);
	for (size_t i = 0; i < lines && was > 0; i++)
		memcpy(step + i * now + shift, pc->step + i * was, was * sizeof *step);
	free(pc->step);
	pc->step = step;
}

/* Adds n to the quarters from `from` up to, and without, `to`. */
static void
add_run(struct plancount *pc, size_t group, size_t row, int32_t from, int32_t to, int n)
{
	int64_t *line;

	if (from >= to)
		return;
	need_group(pc, group);
	need_quarter(pc, from);
	if (to != NEVER)
		need_quarter(pc, to);
	if (from < pc->lo)
		from = pc->lo;
	if (from >= to || from > pc->hi)
		return;		/* outside the quarters asked for */
	line = pc->step + (group * pc->rows + row) * width(pc);
	line[from - pc->lo] += n;
	if (to <= pc->hi)
		line[to - pc->lo] -= n;
}

static const int32_t *
edges_of(const struct plancount *pc, int32_t start)
{
	/* "Or less" ends a day after the day. */
	static const struct {
		int months, past;
	} band[PLAN_BANDS - 1] = {{3, 1}, {6, 1}, {12, 0}, {PLAN_LONG_MONTHS, 0}};
	int32_t *edge = pc->edge[start - PLAN_FIRST_DAY];

	for (size_t i = 0; i < PLAN_BANDS - 1 && edge[PLAN_BANDS - 2] == 0; i++)
		edge[i] = quarter_of(pc, date_add_months(start, band[i].months) + band[i].past);
	return edge;
}

/* The runs of quarter ends at which the plan was in each band. */
static void
add_bands(struct plancount *pc, size_t group, int32_t start, int32_t from, int32_t to, int n)
{
	const int32_t *edge = edges_of(pc, start);
	int32_t at;

	for (size_t band = 0; band < PLAN_BANDS; band++) {
		at = band + 1 < PLAN_BANDS && edge[band] < to ? edge[band] : to;
		add_run(pc, group, band, from, at, n);
		if (at == to)
			return;
		from = at;
	}
}

void
plancount_uncover(struct plancount *pc)
{
	pc->first = NEVER;
	pc->last = -1;
	pc->last_day = PLAN_FIRST_DAY;
}

void
plancount_cover(struct plancount *pc, int32_t start, int32_t end)
{
	int32_t last = end == PLAN_OPEN ? start : end, from = quarter_of(pc, start);

	if (from < pc->first)
		pc->first = from;
	if (last > pc->last_day || pc->last < 0) {
		pc->last_day = last;
		pc->last = quarter_of(pc, last);
	}
}

int32_t
plancount_last_day(const struct plancount *pc)
{
	return pc->last_day;
}

void
plancount_add(struct plancount *pc, size_t group, size_t row, int32_t start, int32_t end, int sign)
{
	int32_t from = quarter_of(pc, start), to = end == PLAN_OPEN ? NEVER : quarter_of(pc, end);

	need_group(pc, group);
	if (sign > 0)
		plancount_cover(pc, start, end);
	switch (pc->measure) {
	case PLAN_AT_END:
		/* Open at the end of each quarter from the one it starts in, but not of the one it ends in. */
		add_run(pc, group, row, from, to, sign);
		break;
	case PLAN_STARTED:
		add_run(pc, group, row, from, from + 1, sign);
		break;
	case PLAN_ENDED:
		if (to != NEVER)
			add_run(pc, group, row, to, to + 1, sign);
		break;
	case PLAN_DURING:
		/* Its last open day is the day before its end. */
		if (to == NEVER)
			add_run(pc, group, row, from, NEVER, sign);
		else if (end > start)
			add_run(pc, group, row, from, quarter_of(pc, end - 1) + 1, sign);
		break;
	case PLAN_DURATION:
		add_bands(pc, group, start, from, to, sign);
		break;
	case PLAN_ENDED_DURATION:
		if (to == NEVER)
			break;
		if (end >= date_add_months(start, PLAN_LONG_MONTHS))
			add_run(pc, group, 0, to, to + 1, sign);
		add_run(pc, group, 1, to, to + 1, sign);
		break;
	case PLAN_SUBSEQUENT:
		break;
	}
}

void
plancount_event(struct plancount *pc, size_t group, size_t row, int32_t day)
{
	int32_t q = quarter_of(pc, day);

	plancount_cover(pc, day, day);
	add_run(pc, group, row, q, q + 1, 1);
}

size_t
plancount_finish(struct plancount *pc)
{
	size_t n = width(pc);

	for (size_t line = 0; line < pc->groups * pc->rows; line++)
		for (size_t q = 1; q < n; q++)
			pc->step[line * n + q] += pc->step[line * n + q - 1];
	if (pc->fixed) {
		pc->first = pc->lo;
		pc->last = pc->hi;
	}
	return pc->last < pc->first ? 0 : (size_t)(pc->last - pc->first) + 1;
}

struct period
plancount_period(const struct plancount *pc, size_t quarter)
{
	return (struct period){.freq = pc->freq, .ord = pc->first + (int32_t)quarter};
}

int64_t
plancount_get(const struct plancount *pc, size_t group, size_t row, size_t quarter)
{
	int32_t q = pc->first + (int32_t)quarter;

	if (group >= pc->groups || width(pc) == 0)
		return 0;
	if (q < pc->lo)
		return 0;
	/* Beyond the window nothing changes any more. */
	if (q > pc->hi)
		q = pc->hi;
	return pc->step[(group * pc->rows + row) * width(pc) + (size_t)(q - pc->lo)];
}
