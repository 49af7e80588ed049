#include "stat/quasi.h"

#include <math.h>

struct quasi
quasi_of(double slope, double se, double phi, double df, double conf, struct student_memo *m)
{
	struct quasi q = {NAN, NAN, NAN, NAN, NAN, NAN};
	double width;

	if (isnan(phi) || isnan(se))
		return q;
	q.phi_used = fmax(1, phi);
	q.se = se * sqrt(q.phi_used);
	q.t = slope / q.se;
	q.p = phi > 1 ? student_p(q.t, df) : erfc(fabs(q.t) / sqrt(2));
	width = (phi > 1 ? student_recall(m, conf, df) : normal_z(conf)) * q.se;
	q.lower = exp(slope - width);
	q.upper = exp(slope + width);
	return q;
}
