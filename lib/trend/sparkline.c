#include "trend/sparkline.h"

#include <math.h>
#include <string.h>

static const char blocks[8][4] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

size_t
sparkline(char buf[SPARKLINE_SIZE], const double *y, size_t n)
{
	double low = INFINITY, high = -INFINITY;
	size_t at = 0;
	int level;
	double part;

	if (n > SPARKLINE_MOST) {
		y += n - SPARKLINE_MOST;
		n = SPARKLINE_MOST;
	}
	for (size_t i = 0; i < n; i++) {
		low = fmin(low, y[i]);
		high = fmax(high, y[i]);
	}
	for (size_t i = 0; i < n; i++) {
		if (isnan(y[i])) {
			buf[at++] = ' ';
			continue;
		}
		/* Halves where the range would overflow; whole where a half of it could be 0. */
		part = isinf(high - low) ? (y[i] / 2 - low / 2) / (high / 2 - low / 2) :
		    (y[i] - low) / (high - low);
		level = high > low ? (int)floor(part * 7.999) : 3;
		memcpy(buf + at, blocks[level], 3);
		at += 3;
	}
	buf[at] = '\0';
	return at;
}
