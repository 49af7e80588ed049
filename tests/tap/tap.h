/* TAP output for tests in C. Include it in one translation unit of a test program. */
#ifndef TAP_H
#define TAP_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int tap_count, tap_failed;

static inline bool
tap_ok(bool pass, const char *name)
{
	printf("%sok %d - %s\n", pass ? "" : "not ", ++tap_count, name);
	tap_failed += !pass;
	return pass;
}

#define ok(cond) tap_ok((cond), #cond)

static inline bool
is_str(const char *got, const char *want, const char *name)
{
	bool pass = strcmp(got, want) == 0;

	if (!tap_ok(pass, name))
		printf("# got '%s', wanted '%s'\n", got, want);
	return pass;
}

/* The relative error is at most tol (the absolute one if want is 0); NaN equals NaN. */
static inline bool
is_close(double got, double want, double tol, const char *name)
{
	bool pass = isnan(want) ? isnan(got) :
	    want == 0 ? fabs(got) <= tol : fabs(got - want) <= tol * fabs(want);

	if (!tap_ok(pass, name))
		printf("# got %.17g, wanted %.17g, relative error %.3g\n", got, want,
		    fabs(got - want) / fabs(want));
	return pass;
}

static inline int
done_testing(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed > 0;
}

#endif
