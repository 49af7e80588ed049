#include "board/axis.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

enum { MOST_TICKS = 40 };
#define LEAST_SPAN 1e-9

/* The step next above `raw`, a power of ten times 1, 2 or 5. */
static void
set_step(struct axis *a, double raw)
{
	static const double mantissa[] = {1, 2, 5, 10};
	double unit = 1;

	a->power = 1;
	a->decimals = 0;
	a->divide = raw < 1;
	if (a->divide)
		while (raw * a->power < 1) {
			a->power *= 10;
			a->decimals++;
		}
	else
		while (raw / a->power >= 10)
			a->power *= 10;
	raw = a->divide ? raw * a->power : raw / a->power;
	for (size_t i = 0; i < 4 && unit < raw; i++)
		unit = mantissa[i];
	if (unit == 10 && a->divide) {
		a->power /= 10;
		a->decimals--;
		unit = 1;
	}
	a->mantissa = unit;
}

static double
step_at(const struct axis *a, double i)
{
	return a->divide ? i * a->mantissa / a->power : i * a->mantissa * a->power;
}

/* The span that the ticks have to cover. */
static void
settle_span(struct axis *a, double *low, double *high, enum axis_from from)
{
	static const double far[] = {
		[AXIS_FROM_0] = 2, [AXIS_FROM_ANY] = 0.7, [AXIS_CLOSE] = 0.25,
	};

	if (isnan(*low) || isnan(*high))
		*low = 0, *high = 1;
	a->cut = *low != *high && ((*low > 0 && *low >= far[from] * *high) ||
	    (*high < 0 && *high <= far[from] * *low));
	if (!a->cut) {
		*low = fmin(*low, 0);
		*high = fmax(*high, 0);
	}
	if (*high - *low < LEAST_SPAN)
		*high = *low + (*high == *low ? 1 : LEAST_SPAN);
}

void
axis_make(struct axis *a, double low, double high, int want, enum axis_from from, bool whole,
    double top)
{
	double last;

	settle_span(a, &low, &high, from);
	set_step(a, whole ? fmax(1, (high - low) / want) : (high - low) / want);
	a->first = floor(low / step_at(a, 1));
	last = ceil(high / step_at(a, 1));
	if (high <= top && step_at(a, last) > top)
		last = floor(top / step_at(a, 1));
	a->nticks = (int)fmin(last - a->first, MOST_TICKS) + 1;
	a->low = axis_tick(a, 0);
	a->high = axis_tick(a, a->nticks - 1);
	if (high <= top && a->high < high)
		a->high = top;
}

double
axis_tick(const struct axis *a, int i)
{
	return step_at(a, a->first + i);
}

double
axis_place(const struct axis *a, double v, double begin, double end)
{
	return begin + (v - a->low) / (a->high - a->low) * (end - begin);
}

size_t
axis_format(char buf[AXIS_TEXT], double v, int decimals)
{
	char plain[AXIS_TEXT];
	size_t n = num_format_fixed(plain, sizeof(plain), v, decimals), to = 0, whole;
	const char *p = plain;

	if (*p == '-' && strspn(p + 1, "0.") == n - 1)	/* what rounds to 0 has no sign */
		p++;
	if (*p == '-')
		buf[to++] = *p++;
	whole = strcspn(p, ".");
	for (size_t i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			buf[to++] = ',';
		buf[to++] = p[i];
	}
	n = strlen(p + whole);
	memcpy(buf + to, p + whole, n + 1);
	return to + n;
}
