#include "stat/moving.h"

#include <math.h>

void
moving(const double *y, size_t n, double *sum4, double *mean4, double *mean2x4)
{
	for (size_t i = 0; i < n; i++) {
		sum4[i] = mean4[i] = mean2x4[i] = NAN;
		if (i >= 3) {
			sum4[i] = y[i - 3] + y[i - 2] + y[i - 1] + y[i];
			mean4[i] = y[i - 3] / 4 + y[i - 2] / 4 + y[i - 1] / 4 + y[i] / 4;
		}
		if (i >= 2 && n - i > 2)
			mean2x4[i] = y[i - 2] / 8 + y[i - 1] / 4 + y[i] / 4 + y[i + 1] / 4 +
			    y[i + 2] / 8;
	}
}
