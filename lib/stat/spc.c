#include "stat/spc.h"

#include <math.h>
#include <stdio.h>

static void
outside(const struct spc_mark *mark, size_t n, struct spc_point *p)
{
	for (size_t i = 0; i < n; i++) {
		p[i].outside = mark[i].outside;
		p[i].trend = p[i].two_of_three = p[i].shift = false;
		p[i].cause = !mark[i].outside ? SPC_COMMON :
		    mark[i].side > 0 ? SPC_ABOVE : SPC_BELOW;
	}
}

/* A point that belongs to a rise and a fall (their peak) is named for the later. */
static void
trends(const struct spc_mark *mark, size_t n, struct spc_point *p)
{
	size_t steps = 0;
	int step, before = 0;

	for (size_t i = 1; i < n; i++) {
		step = mark[i].step;
		steps = step != 0 && step == before ? steps + 1 : step != 0;
		before = step;
		if (steps < SPC_RUN - 1)
			continue;
		for (size_t j = i - (SPC_RUN - 1); j <= i; j++) {
			p[j].trend = true;
			if (!p[j].outside)
				p[j].cause = step > 0 ? SPC_RISING : SPC_FALLING;
		}
	}
}

static void
twos(const struct spc_mark *mark, size_t n, struct spc_point *p)
{
	for (size_t i = 0; i + 2 < n; i++) {
		int s = mark[i].side, near = 0;

		if (s == 0 || mark[i + 1].side != s || mark[i + 2].side != s)
			continue;
		for (size_t j = i; j < i + 3; j++)
			near += mark[j].near && !mark[j].outside;
		for (size_t j = i; near >= 2 && j < i + 3; j++)
			if (mark[j].near && !mark[j].outside) {
				p[j].two_of_three = true;
				if (p[j].cause == SPC_COMMON)
					p[j].cause = s > 0 ? SPC_TWO_ABOVE : SPC_TWO_BELOW;
			}
	}
}

static void
shifts(const struct spc_mark *mark, size_t n, struct spc_rules rules, struct spc_point *p)
{
	size_t run = 0, least;
	int s, before = 0;

	for (size_t i = 0; i < n; i++) {
		s = mark[i].side;
		run = s != 0 && s == before ? run + 1 : s != 0;
		before = s;
		least = s > 0 ? rules.run_above : rules.run_below;
		for (size_t j = i + 1 - least; s != 0 && run >= least && j <= i; j++) {
			p[j].shift = true;
			if (p[j].cause == SPC_COMMON)
				p[j].cause = s > 0 ? SPC_SHIFT_ABOVE : SPC_SHIFT_BELOW;
		}
	}
}

void
spc_judge(const struct spc_mark *mark, size_t n, struct spc_rules rules, struct spc_point *p)
{
	outside(mark, n, p);
	if (rules.outside_only)
		return;
	trends(mark, n, p);
	twos(mark, n, p);
	shifts(mark, n, rules, p);
}

static long double
mean_below(const long double *range, size_t n, long double bound, size_t *kept)
{
	long double sum = 0;

	*kept = 0;
	for (size_t i = 0; i < n; i++)
		if (!isnan(range[i]) && range[i] < bound) {
			sum += range[i];
			++*kept;
		}
	return *kept > 0 ? sum / *kept : NAN;
}

long double
spc_mean_range(const long double *range, size_t n, bool screen, long double *all, size_t *screened)
{
	size_t whole, kept;
	long double mean;

	*screened = 0;
	*all = mean_below(range, n, HUGE_VALL, &whole);
	if (!screen || !(*all > 0))
		return *all;
	mean = mean_below(range, n, SPC_SCREEN * *all * (1 - 1e-13L), &kept);
	if (!(mean > 0))
		return *all;
	*screened = whole - kept;
	return mean;
}

int
spc_direction(enum spc_cause cause)
{
	switch (cause) {
	case SPC_COMMON: return 0;
	case SPC_ABOVE:
	case SPC_RISING:
	case SPC_TWO_ABOVE:
	case SPC_SHIFT_ABOVE: return 1;
	case SPC_BELOW:
	case SPC_FALLING:
	case SPC_TWO_BELOW:
	case SPC_SHIFT_BELOW: break;
	}
	return -1;
}

const char *
spc_name(char buf[SPC_NAME], enum spc_cause cause, struct spc_rules rules)
{
	switch (cause) {
	case SPC_COMMON: return "Common Cause";
	case SPC_ABOVE: return "Above UCL";
	case SPC_BELOW: return "Below LCL";
	case SPC_RISING: return "7 Point Trend (Increasing)";
	case SPC_FALLING: return "7 Point Trend (Decreasing)";
	case SPC_TWO_ABOVE: return "2 in 3 Above CL";
	case SPC_TWO_BELOW: return "2 in 3 Below CL";
	case SPC_SHIFT_ABOVE:
	case SPC_SHIFT_BELOW: break;
	}
	snprintf(buf, SPC_NAME, "%zu Points %s CL", cause == SPC_SHIFT_ABOVE ? rules.run_above :
	    rules.run_below, cause == SPC_SHIFT_ABOVE ? "Above" : "Below");
	return buf;
}

const char *
spc_plain(enum spc_cause cause)
{
	static const char *const words[] = {
		[SPC_COMMON] = "none",
		[SPC_ABOVE] = "above the upper control limit",
		[SPC_BELOW] = "below the lower control limit",
		[SPC_RISING] = "a run of rises",
		[SPC_FALLING] = "a run of falls",
		[SPC_TWO_ABOVE] = "2 of 3 points near the upper control limit",
		[SPC_TWO_BELOW] = "2 of 3 points near the lower control limit",
		[SPC_SHIFT_ABOVE] = "a run above the mean",
		[SPC_SHIFT_BELOW] = "a run below the mean",
	};

	return words[cause];
}

/* The names differ in nothing but the number that some begin with. */
static struct slice
without_number(struct slice s)
{
	while (s.n > 0 && is_digit(s.p[0]))
		s = (struct slice){s.p + 1, s.n - 1};
	return s;
}

const char *
spc_plain_name(struct slice name)
{
	const struct spc_rules none = {0};
	char buf[SPC_NAME];

	for (enum spc_cause c = SPC_COMMON; c <= SPC_SHIFT_BELOW; c++)
		if (slice_eq(without_number(name),
		    without_number(slice_of(spc_name(buf, c, none)))))
			return spc_plain(c);
	return NULL;
}
