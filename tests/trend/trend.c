/* The statistics of one series: ends, gaps, the year before, populations; and the verdict. */
#include "trend/trend.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/intern.h"
#include "tap/tap.h"
#include "trend/trendout.h"

static struct errmsg e;

/* A series of periods with values; NaN where blank, populations when not 0. */
static struct series_set *
series_of(const char *const *period, const double *y, const double *population, size_t n)
{
	struct series_set *set = series_new(true, false);

	for (size_t i = 0; i < n; i++) {
		struct series_point p = {.y = y[i],
		    .population = population != NULL ? population[i] :
		    NAN, .label = slice_of(period[i]), .file = "in", .line = i + 2};

		ok(period_parse(p.label, PERIOD_NO_YEAR, &p.period));
		ok(series_add(set, (struct slice){"", 0}, &p, &e) == 0);
	}
	return set;
}

static void
test_ends(void)
{
	const char *const period[] = {"2013-14 Q1", "2013-14 Q2", "2014-15 Q1", "2014-15 Q2",
	    "2014-15 Q3"};
	const double y[] = {NAN, 20, 25, NAN, 10};
	const struct trend_options o = {.per = TREND_PER, .chart = {.screen = true},
	    .tests = true, .exact = true};
	struct series_set *set = series_of(period, y, NULL, 5);
	static const struct dictionary_entry none = {.target = NAN};
	struct result r = {.kind = KIND_FLOW, .entry = &none, .target = NAN};
	struct series s;
	struct trend t = {0};

	ok(series_get(set, 0, &s, &e) == 0);
	ok(trend_of(&s, &o, &t, &e) == 0);
	ok(s.n == 7 && t.n == 3 && s.nrows == 5 && t.n_missing == 4);
	ok(t.first == 1 && t.last == 6 && t.before_last == 4);
	ok(t.change == -10 && t.pct_change == -50);
	ok(isnan(t.previous) && isnan(t.last_vs_previous));	/* the quarter before is blank */
	ok(isnan(t.year_ago) && t.ago == s.n);			/* 2013-14 Q3 has no row */
	is_close(t.vs_previous.value, 0.4, 1e-15, "but the last is compared with the last known");
	is_close(t.ols.b1, -65 / 38.0, 1e-15, "gaps stay gaps for the slope");
	r.s = s;
	r.t = t;
	verdict_judge(&r);
	ok(r.verdict == VERDICT_TOO_FEW);
	is_str(r.reason.p,
	    "three quarters are too few to show a trend: no order of them has a p-value below 0.333; no value for 2013-14 Q1, 2013-14 Q3 (no row), 2013-14 Q4 (no row), "
	    "2014-15 Q2", "the reason names what is missing");
	textbuf_free(&r.reason);
	textbuf_free(&r.signals);
	trend_free(&t);
	series_free(set);
}

/* A change across a blank quarter is not one from the period before. */
static void
test_signal(void)
{
	const char *const period[] = {"2014-15 Q1", "2014-15 Q2", "2014-15 Q3", "2014-15 Q4"};
	const double gap[] = {20, 25, NAN, 10}, change[] = {20, 25, 12, 10};
	struct series_set *set = series_of(period, gap, NULL, 4);
	const struct filter csv = FILTER_INIT;
	struct trendout out = {.fail_on_signal = true, .max_change = 1, .filter = &csv,
	    .form = TRENDOUT_POINTS};
	struct series s;
	int to = dup(STDOUT_FILENO), nowhere = open("/dev/null", O_WRONLY), closed;

	trendout_open(&out, false);
	ok(series_get(set, 0, &s, &e) == 0);
	s.name = "gap";
	ok(trendout_series(&out, &s, &e) == 0 && out.looked_at == 1 && out.nsignals == 0);
	series_free(set);
	set = series_of(period, change, NULL, 4);
	ok(series_get(set, 0, &s, &e) == 0);
	s.name = "change";
	ok(trendout_series(&out, &s, &e) == 0 && out.looked_at == 2 && out.nsignals == 1);
	series_free(set);
	fflush(stdout);
	dup2(nowhere, STDOUT_FILENO);	/* the rows are written when they are closed */
	closed = trendout_close(&out, &e);
	dup2(to, STDOUT_FILENO);
	ok(closed == 0);
	close(to);
	close(nowhere);
}

static void
test_population(void)
{
	const char *const period[] = {"2012", "2013", "2014", "2015"};
	const double y[] = {10, 20, 30, 99}, population[] = {1000, 2000, 3000, NAN};
	const struct trend_options o = {.per = TREND_PER, .chart = {.screen = true},
	    .tests = true, .exact = true};
	struct series_set *set = series_of(period, y, population, 4);
	struct series s;
	struct trend t = {0};

	ok(series_get(set, 0, &s, &e) == 0);
	ok(trend_of(&s, &o, &t, &e) == 0);
	ok(s.populated && t.n == 3 && t.last == 2);
	ok(t.poisson.rate_ratio == 1 && t.vs_first.value == 1);
	ok(t.first_value == 100 && t.change == 0 && t.ols.b1 == 0 && t.mk.s == 0);	/* of rates */
	ok(t.year_ago == 100 && t.year_on_year == 0);
	ok(t.chart->type == CHART_U && t.chart->last.baseline == 3);
	trend_free(&t);
	series_free(set);
}

static void
test_days(void)
{
	const char *const period[] = {"2012-02-29", "2013-02-28", "2014-02-28"};
	const double y[] = {1, 2, 4};
	const struct trend_options o = {.chart = {.screen = true}};
	struct series_set *set = series_of(period, y, NULL, 3);
	struct series s;
	struct trend t = {0};

	ok(series_get(set, 0, &s, &e) == 0);
	ok(trend_of(&s, &o, &t, &e) == 0);
	ok(s.n == 3 && t.year_ago == 2 && t.x[2] == 731);
	ok(t.ols.n == 0 && t.poisson.n == 0);	/* no tests were asked for */
	trend_free(&t);
	series_free(set);
}

/* Moving averages: by hand; longer ones against R in tests/cmd/qtrend.sh. */
static void
test_moving(void)
{
	const double y[] = {8, 4, 6, 2, 10, 12}, gap[] = {1, 2, NAN, 4, 5, 6, 7, 8}, few[] = {1, 2};

	ok(isnan(trend_moving(y, 6, 2).sum4) && trend_moving(y, 6, 3).sum4 == 20);
	ok(trend_moving(y, 6, 4).sum4 == 22 && trend_moving(y, 6, 5).sum4 == 30);
	ok(isnan(trend_moving(y, 6, 2).mean4) && trend_moving(y, 6, 3).mean4 == 5);
	ok(trend_moving(y, 6, 5).mean4 == 7.5);
	ok(isnan(trend_moving(y, 6, 1).mean2x4) && trend_moving(y, 6, 2).mean2x4 == 5.25);
	ok(trend_moving(y, 6, 3).mean2x4 == 6.5 && isnan(trend_moving(y, 6, 4).mean2x4));
	ok(isnan(trend_moving(gap, 8, 3).sum4) && isnan(trend_moving(gap, 8, 5).sum4));
	ok(trend_moving(gap, 8, 6).sum4 == 22 && trend_moving(gap, 8, 5).mean2x4 == 6);
	ok(isnan(trend_moving(gap, 8, 4).mean2x4));
	ok(isnan(trend_moving(few, 2, 1).sum4) && isnan(trend_moving(few, 2, 0).mean2x4));
}

int
main(void)
{
	struct textbuf b = {0};

	test_ends();
	test_signal();
	test_population();
	test_days();
	test_moving();
	textbuf_reset(&b);
	verdict_add_count(&b, 1, PERIOD_MONTH);
	textbuf_addf(&b, ", ");
	verdict_add_count(&b, 13, PERIOD_FYEAR);
	is_str(b.p, "one month, 13 years", "counts in words");
	textbuf_free(&b);
	return done_testing();
}
