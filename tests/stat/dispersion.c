#include "stat/dispersion.h"

#include <gsl/gsl_errno.h>
#include <math.h>

#include "tap/tap.h"

/* The twelve North East authorities, child protection plans at 31 March 2014 (testdata/reference). */
static const double ne_count[] = {128, 235, 217, 296, 140, 453, 354, 373, 157, 173, 306, 276};
static const double ne_population[] = {20179, 31709, 27501, 42432, 22732, 99624, 60273, 54939, 40476,
    29188, 54482, 39942};
static const double alike_count[] = {100, 200, 301}, alike_population[] = {10000, 20000, 30001};
static const double small_count[] = {0, 3, 10, 1}, small_population[] = {5000, 7000, 2500, 900};

/* mpmath, 40 digits, written from the definitions in the header. */
static const struct {
	const char *name;
	const double *count, *population;
	size_t n;
	struct dispersion want;
} known[] = {
	{"the North East", ne_count, ne_population, 12, {113.11609555000871, 11, 4.3634926019752516e-19,
	    116.50632853910598, 10.283281413637155, -4.9341387412531201, 3.3432719861350164,
	    7.7979436756097158, 8.3648248434883339, 0.0080113291882239271}},
	{"almost the same rates", alike_count, alike_population, 3, {0.0016307276723610045, 2,
	    0.99918496848258576, 0.0016307284396655649, 0.00081536383618050227,
	    -0.021949152616496635, 0.019546244841754379, 0.00037853782103772205,
	    0.00037860476866077587, 0}},
	{"small counts, a zero", small_count, small_population, 4, {32.63650793650794, 3,
	    3.8424430911999319e-07, 25.52150612591134, 10.878835978835978, -1.8924212479261011,
	    3.6482872693909396, 4.6773960744820755, 5.0343956893111788, 0.46494338870551805}},
};

int
main(void)
{
	double none[] = {0, 0}, people[] = {5, 6}, bad[] = {1, 0};
	long double work[24];
	struct dispersion d = {.df = -1};

	gsl_set_error_handler_off();
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		const struct dispersion *w = &known[i].want;
		const char *name = known[i].name;

		tap_ok(dispersion(known[i].count, known[i].population, known[i].n, work, &d) == 0, name);
		is_close(d.chisq, w->chisq, 1e-13, name);
		is_close(d.df, w->df, 0, name);
		is_close(d.p, w->p, 1e-12, name);
		is_close(d.deviance, w->deviance, 1e-13, name);
		is_close(d.phi_pearson, w->phi_pearson, 1e-13, name);
		is_close(d.z_q10, w->z_q10, 1e-13, name);
		is_close(d.z_q90, w->z_q90, 1e-13, name);
		is_close((double)d.phi, w->phi, 1e-13, name);
		is_close(d.phi_sqrt, w->phi_sqrt, 1e-13, name);
		is_close(d.tau2_sqrt, w->tau2_sqrt, 1e-13, name);
	}
	ok(dispersion(ne_count, ne_population, 1, work, &d) == 0);
	ok(isnan(d.p) && isnan(d.phi_pearson) && isnan(d.tau2_sqrt));
	is_close(d.chisq, 0, 0, "one area is its own rate");
	d.df = -1;
	ok(dispersion(none, people, 2, work, &d) == -1);
	ok(dispersion(people, bad, 2, work, &d) == -1);
	ok(dispersion(people, people, 0, work, &d) == -1);
	ok(d.df == -1);
	return done_testing();
}
