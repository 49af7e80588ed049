/* Points to series: order, gaps, repeats, frequencies. */
#include "trend/series.h"

#include <stdlib.h>

#include "base/intern.h"
#include "tap/tap.h"

static struct errmsg e;
static uint64_t line;

static int
add(struct series_set *set, const char *key, const char *period, double y)
{
	struct keybuf b = {0};
	struct series_point p = {.y = y, .population = NAN, .label = slice_of(period), .file = "in",
	    .line = ++line + 1};
	int r;

	keybuf_add(&b, slice_of(key));
	ok(period_parse(p.label, PERIOD_NO_YEAR, &p.period));
	r = series_add(set, keybuf_key(&b), &p, &e);
	keybuf_free(&b);
	return r;
}

static void
test_order_and_gaps(void)
{
	struct series_set *set = series_new(true, false);
	struct series s;
	struct textbuf name = {0};
	char buf[PERIOD_SIZE];

	ok(add(set, "b", "2014-15 Q4", 4) == 0);
	ok(add(set, "a", "2014-15 Q1", 10) == 0);
	ok(add(set, "b", "2014-15 Q1", 1) == 0);
	ok(add(set, "a", "2014-15 Q2", 20) == 0);
	ok(series_count(set) == 2);
	ok(series_get(set, 0, &s, &e) == 0);
	ok(s.n == 4 && s.nrows == 2 && s.disordered && s.freq == PERIOD_FQUARTER);
	ok(s.y[0] == 1 && isnan(s.y[1]) && isnan(s.y[2]) && s.y[3] == 4);
	ok(s.row[0].x == 1 && s.row[1].x == 2 && s.row[3].x == 4);
	ok(slice_is(series_label(&s, 0, buf), "2014-15 Q1"));
	ok(s.row[1].label == SERIES_GAP && slice_is(series_label(&s, 1, buf), "2014-15 Q2"));
	series_add_name(&name, s.key, SIZE_MAX, (struct slice){0});
	is_str(name.p, "b", "the series' name");
	textbuf_free(&name);
	ok(series_get(set, 1, &s, &e) == 0);
	ok(s.n == 2 && !s.disordered && s.y[1] == 20);
	series_free(set);
}

/* What ends after a day is as if it were not there. */
static void
test_until(void)
{
	struct series_set *set = series_new(true, false);
	struct series s;
	struct period p;

	ok(add(set, "a", "2014-15 Q3", 3) == 0);
	ok(add(set, "a", "2014-15 Q1", 1) == 0);
	ok(add(set, "b", "2000-02", 2) == 0);
	ok(add(set, "b", "1999-12", 2) == 0);
	p = series_newest(set, 0);
	ok(p.freq == PERIOD_FQUARTER && p.ord == 4 * 2014 + 2 && series_rows(set, 0) == 2);
	p = series_newest(set, 1);
	ok(p.freq == PERIOD_MONTH && p.ord == 12 * 2000 + 1);
	ok(series_find_name(set, slice_of("b")) == 1 && series_find_name(set, slice_of("c")) == 2);
	series_until(set, period_last_day((struct period){.freq = PERIOD_FQUARTER,
	    .ord = 4 * 2014 + 1}));
	ok(series_get(set, 0, &s, &e) == 0 && s.n == 1 && s.nrows == 1 && s.y[0] == 1);
	series_until(set, period_last_day((struct period){.freq = PERIOD_MONTH,
	    .ord = 12 * 2000 + 1}));
	ok(series_get(set, 1, &s, &e) == 0 && s.n == 3 && s.y[2] == 2);
	ok(series_get(set, 0, &s, &e) == 0 && s.n == 0 && s.nrows == 0);
	p = series_newest(set, 0);
	ok(p.ord == 4 * 2014 + 2);
	series_free(set);
}

static void
test_faults(void)
{
	struct series_set *set = series_new(true, false);
	struct series s;

	line = 0;
	ok(add(set, "a", "2014-15", 1) == 0);
	ok(add(set, "a", "2014-15", 2) == 0);
	ok(series_get(set, 0, &s, &e) == -1);
	is_str(e.text, "in:3: 'a' has a row for '2014-15' already, on line 2; expected one row per "
	    "series and period", "two rows for one period");
	ok(add(set, "a", "2014", 2) == -1);
	is_str(e.text, "in:4: 'a' has the year '2014' after periods by financial year (line 2); "
	    "expected one frequency in a series", "two frequencies");
	series_free(set);
}

static void
test_year_or_month(void)
{
	struct series_set *set = series_new(true, false);
	struct series s;

	/* 2009-10 and 2010-11 could be years; 2010-12 cannot. */
	ok(add(set, "months", "2009-10", 1) == 0);
	ok(add(set, "months", "2009-12", 2) == 0);
	ok(add(set, "months", "2010-11", 3) == 0);
	ok(series_get(set, 0, &s, &e) == 0);
	ok(s.freq == PERIOD_MONTH && s.n == 14 && s.y[2] == 2 && s.y[13] == 3);
	ok(add(set, "years", "2009-10", 1) == 0);
	ok(add(set, "years", "2010-11", 2) == 0);
	ok(add(set, "years", "2012-13", 3) == 0);
	ok(series_get(set, 1, &s, &e) == 0);
	ok(s.freq == PERIOD_FYEAR && s.n == 4 && isnan(s.y[2]));
	ok(add(set, "years", "2013-06", 4) == -1);
	series_free(set);
}

static void
test_drop(void)
{
	struct series_set *set = series_new(true, false);
	struct series s;

	ok(add(set, "a", "2014", 1) == 0);
	ok(add(set, "a", "2015", 2) == 0);
	ok(add(set, "b", "2014", 3) == 0);
	ok(series_get(set, 0, &s, &e) == 0 && s.n == 2);
	series_drop(set, 0);
	ok(add(set, "b", "2015", 4) == 0);
	ok(series_get(set, 1, &s, &e) == 0 && s.n == 2 && s.y[0] == 3 && s.y[1] == 4);
	ok(add(set, "a", "2016", 5) == -1);
	ok(strstr(e.text, "comes back") != NULL);
	series_free(set);
}

static void
test_days(void)
{
	struct series_set *set = series_new(true, false);
	struct series s;

	ok(add(set, "a", "2014-03-31", 1) == 0);
	ok(add(set, "a", "2015-03-31", 2) == 0);
	ok(series_get(set, 0, &s, &e) == 0);
	ok(s.n == 2 && s.row[1].x == 366 && s.freq == PERIOD_DAY);
	series_free(set);
}

static int
add_at(struct series_set *set, double x, const char *period, double population)
{
	struct keybuf b = {0};
	struct series_point p = {.x = x, .y = 10 * x, .population = population,
	    .label = slice_of(period),
	    .file = "in", .line = ++line};
	int r;

	keybuf_add(&b, slice_of("a"));
	(void)period_parse(p.label, PERIOD_NO_YEAR, &p.period);
	r = series_add(set, keybuf_key(&b), &p, &e);
	keybuf_free(&b);
	return r;
}

/* x and population from columns: the first are not known before some points are held. */
static void
test_columns(void)
{
	struct series_set *set = series_new(false, false);
	struct series s;
	bool right = true;

	ok(add_at(set, NAN, "", NAN) == 0);
	for (int i = 1; i < 100; i++)
		right = right && add_at(set, i, "", i < 50 ? NAN : 1000 + i) == 0;
	ok(right && series_get(set, 0, &s, &e) == 0);
	ok(s.n == 100 && !s.paced && s.populated);
	for (int i = 0; i < 99; i++)
		right = right && s.row[i].x == i + 1 && s.y[i] == 10 * (i + 1) &&
		    (i + 1 < 50 ? isnan(s.row[i].population) : s.row[i].population == 1001 + i);
	ok(right);
	ok(isnan(s.row[99].x) && isnan(s.row[99].population));	/* without a place: last */
	series_free(set);

	set = series_new(false, false);
	ok(add_at(set, 10, "2014-Q1", 1) == 0 && add_at(set, 11, "2014-Q2", 1) == 0);
	ok(series_get(set, 0, &s, &e) == 0 && s.paced && s.freq == PERIOD_QUARTER);
	ok(add_at(set, 12, "2014-Q4", 1) == 0);
	ok(series_get(set, 0, &s, &e) == 0 && !s.paced);
	series_free(set);
}

static void
test_rebase(void)
{
	struct series_set *set = series_new(true, false);
	struct period july;
	struct series s;

	ok(period_parse(slice_of("2014-07"), PERIOD_NO_YEAR, &july));
	series_rebase(set, july);
	ok(add(set, "a", "2014-06", 1) == 0 && add(set, "a", "2014-08", 2) == 0);
	ok(add(set, "b", "2014", 1) == 0 && add(set, "b", "2016", 2) == 0);
	ok(series_get(set, 0, &s, &e) == 0 && s.n == 3);
	ok(!s.row[0].rebase && s.row[1].rebase && !s.row[2].rebase);
	ok(series_get(set, 1, &s, &e) == 0 && s.n == 3 && !s.row[1].rebase);
	series_free(set);
}

int
main(void)
{
	test_order_and_gaps();
	test_until();
	test_faults();
	test_year_or_month();
	test_drop();
	test_days();
	test_columns();
	test_rebase();
	return done_testing();
}
