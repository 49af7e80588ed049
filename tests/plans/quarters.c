/* Every measure against the definition, day by day and quarter by quarter; ranges of quarters. */
#include "plans/quarters.h"

#include "base/date.h"
#include "tap/tap.h"

static unsigned state = 7;

static int32_t
draw(int32_t below)
{
	state = state * 1103515245u + 12345u;
	return (int32_t)(state >> 8) % below;
}

static bool
is_open(int32_t start, int32_t end, int32_t day)
{
	return start <= day && (end == PLAN_OPEN || end > day);
}

static size_t
band(int32_t start, int32_t day)
{
	if (day <= date_add_months(start, 3))
		return 0;
	if (day <= date_add_months(start, 6))
		return 1;
	if (day < date_add_months(start, 12))
		return 2;
	return day < date_add_months(start, 24) ? 3 : 4;
}

/* Does the plan count in row `row` for the quarter? */
static bool
counts(enum plan_measure measure, size_t row, int32_t start, int32_t end, struct period q)
{
	int32_t first = period_first_day(q), last = period_last_day(q);

	switch (measure) {
	case PLAN_AT_END: return row == 0 && is_open(start, end, last);
	case PLAN_STARTED: return row == 0 && start >= first && start <= last;
	case PLAN_ENDED: return row == 0 && end >= first && end <= last;
	case PLAN_DURING:
		for (int32_t day = first; day <= last && row == 0; day++)
			if (is_open(start, end, day))
				return true;
		return false;
	case PLAN_DURATION: return is_open(start, end, last) && band(start, last) == row;
	case PLAN_ENDED_DURATION:
		return end >= first && end <= last &&
		    (row == 1 || (row == 0 && band(start, end) == 4));
	case PLAN_SUBSEQUENT: break;
	}
	return false;
}

static void
try_measure(enum plan_measure measure, enum period_freq freq, bool chosen, const char *name)
{
	enum { PLANS = 60, ROWS = 5 };
	int32_t start[PLANS], end[PLANS], middle = date_day(2014, 6, 30);
	struct period none = {0}, from = period_of_day(freq, middle), to = from;
	struct quarters *count;
	size_t n;
	int64_t want;
	int wrong = 0;

	from.ord -= 3;
	to.ord += 4;
	count = quarters_new(measure, freq, ROWS, chosen ? from : none, chosen ? to : none);
	for (int i = 0; i < PLANS; i++) {
		start[i] = middle - 900 + draw(1800);
		if (draw(5) == 0)	/* on the edge of a quarter */
			start[i] = period_last_day(period_of_day(freq, start[i])) + draw(2);
		end[i] = draw(4) == 0 ? PLAN_OPEN : start[i] + draw(1000);
		if (draw(5) == 0 && end[i] != PLAN_OPEN)
			end[i] = period_last_day(period_of_day(freq, end[i])) + draw(2);
		quarters_add(count, 1, 0, start[i], end[i]);
		quarters_add(count, 3, 0, start[i], end[i]);
	}
	n = quarters_finish(count);
	for (size_t q = 0; q < n; q++)
		for (size_t row = 0; row < ROWS; row++) {
			want = 0;
			for (int i = 0; i < PLANS; i++)
				want += counts(measure, row, start[i], end[i],
				    quarters_period(count, q));
			wrong += quarters_get(count, 1, row, q) != want;
			wrong += quarters_get(count, 3, row, q) != want;
			wrong += quarters_get(count, 0, row, q) != 0 ||
			    quarters_get(count, 2, row, q) != 0 ||
			    quarters_get(count, 9, row, q) != 0;
		}
	printf("# %s, %s%s\n", name, period_freq_name(freq), chosen ? ", some quarters" : "");
	ok(wrong == 0);
	ok(chosen ? n == 8 : n > 15);
	quarters_free(count);
}

static void
try_ranges(void)
{
	struct period from, to;
	struct errmsg e;

	ok(quarters_parse("2014-15 Q2..2015-16 Q1", PERIOD_NO_YEAR, false, &from, &to, &e) == 0);
	ok(from.freq == PERIOD_FQUARTER && from.ord == 2014 * 4 + 1 && to.ord == 2015 * 4);
	ok(quarters_parse("2014..2015", PERIOD_NO_YEAR, true, &from, &to, &e) == 0);
	ok(from.freq == PERIOD_QUARTER && from.ord == 2014 * 4 && to.ord == 2015 * 4 + 3);
	ok(quarters_parse("2014-15", PERIOD_NO_YEAR, false, &from, &to, &e) == 0);
	ok(from.ord == 2014 * 4 && to.ord == 2014 * 4 + 3);
	ok(quarters_parse("Q2", 2014, false, &from, &to, &e) == 0);
	ok(from.ord == 2014 * 4 + 1 && to.ord == from.ord);
	ok(quarters_parse("2014", PERIOD_NO_YEAR, false, &from, &to, &e) == -1);
}

int
main(void)
{
	static const char *const names[] = {"at end", "started", "ended", "during", "duration",
		"ended by duration"};
	struct period none = {0};
	struct quarters *count;

	for (int m = PLAN_AT_END; m <= PLAN_ENDED_DURATION; m++)
		for (int k = 0; k < 4; k++)
			try_measure((enum plan_measure)m, k % 2 == 0 ? PERIOD_FQUARTER :
			    PERIOD_QUARTER, k >= 2, names[m]);
	count = quarters_new(PLAN_AT_END, PERIOD_FQUARTER, 1, none, none);
	ok(quarters_finish(count) == 0);
	quarters_free(count);
	/* The first and the last day there is. */
	count = quarters_new(PLAN_DURATION, PERIOD_QUARTER, PLAN_BANDS, none, none);
	quarters_add(count, 0, 0, PLAN_FIRST_DAY, PLAN_OPEN);
	quarters_add(count, 0, 0, PLAN_LAST_DAY, PLAN_OPEN);
	ok(quarters_finish(count) == 179 * 4);
	ok(quarters_get(count, 0, 0, 0) == 1 && quarters_get(count, 0, 4, 715) == 1 &&
	    quarters_get(count, 0, 0, 715) == 1);
	quarters_free(count);
	try_ranges();
	return done_testing();
}
