/* XmR charts: values of R are in tests/cmd/qtrend.sh; here each rule at its edge, by hand. */
#include "stat/xmr.h"

#include "tap/tap.h"

#define MOST 40

static struct xmr_limits l;
static struct spc_point p[MOST];

/*
 * The causes of a series, a letter each: . common, A above, B below, r rising, f falling,
 * 2 two of three, s shift.
 */
static const char *
causes(const double *y, size_t n, bool screen, size_t fix_after)
{
	static char word[MOST + 1];
	static const char letter[] = ".ABrf22ss";

	xmr(y, n, screen, fix_after, &l, p);
	for (size_t i = 0; i < n; i++)
		word[i] = letter[p[i].cause];
	word[n] = '\0';
	return word;
}

#define C(y, screen, fix) causes(y, sizeof(y) / sizeof(y[0]), screen, fix)

int
main(void)
{
	const double six[] = {1, 2, 3, 4, 5, 6}, seven[] = {1, 2, 3, 4, 5, 6, 7},
	    broken[] = {1, 2, 3, 4, 4, 5, 6, 7, 8}, constant[] = {5, 5, 5, 5, 5, 5, 5, 5},
	    spike[] = {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 9, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5},
	    gap[] = {1, 2, 3, 4, NAN, 5, 6, 7, 8}, missing[] = {NAN, NAN}, one[] = {4},
	    on_mean[] = {9, 11, 9, 11, 10, 11, 9, 11, 9}, limit[] = {0, 10, 0, 10, 0, 10, 0, 10},
	    saw[] = {1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1},
	    baseline[] = {10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 40, 10};

	is_str(C(six, true, 0), "......", "six rising points are no trend");
	is_str(C(seven, true, 0), "BrrrrrA", "seven are; beyond a limit comes first");
	ok(p[0].trend && p[0].outside);
	is_str(C(broken, true, 0), "BB.....AA", "a tie breaks a trend");
	is_str(C(constant, true, 0), "........", "no variance, no signal");
	ok(l.mr_bar == 0 && l.lower == 5 && l.upper == 5 && l.screened == 0);
	is_str(C(spike, true, 0), "ssssssssssssAsssssssssss",
	    "screening that would take every range is left off: one point is outside");
	ok(l.screened == 0 && l.mr_bar > 0);
	is_str(C(gap, true, 0), "B.......A", "a missing point breaks a run");
	ok(isnan(p[4].moving_range) && isnan(p[5].moving_range) && l.baseline == 8);
	is_str(C(missing, true, 0), "..", "nothing but missing points");
	ok(isnan(l.mean));
	is_str(C(one, true, 0), ".", "one point");
	ok(l.mean == 4 && isnan(l.upper));
	C(on_mean, true, 0);
	is_close(l.mean, 10, 1e-15, "mean");
	is_str(C(limit, false, 0), "........", "within wide limits");
	is_close(l.upper, 5 + 26.6, 1e-15, "upper limit: mean + 2.66 mR-bar");
	is_close(l.near_lower, 5 - 2 * 26.6 / 3, 1e-15, "near line: two thirds");
	is_str(C(saw, true, 0), "BrrrrrAfffffB", "up and down");
	is_str(C(baseline, true, 12), "............A.", "limits of the first twelve");
	ok(l.baseline == 12 && isnan(p[12].moving_range));
	is_close(l.mr_bar, 2, 1e-15, "the baseline's moving range");
	is_close(l.mean, 11, 1e-15, "the baseline's mean");
	is_str(spc_name(NULL, SPC_RISING, (struct spc_rules){0}), "7 Point Trend (Increasing)",
	    "as NHSRplotthedots says it");
	return done_testing();
}
