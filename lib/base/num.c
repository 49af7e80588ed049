#include "base/num.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const struct {
	const char *text, *meaning;
} marks[] = {
	[MARK_NONE] = {"", ""},
	[MARK_C] = {"c", "confidential"},
	[MARK_Z] = {"z", "not applicable"},
	[MARK_X] = {"x", "not available"},
	[MARK_U] = {"u", "unreliable"},
	[MARK_K] = {"k", "rounds to zero but is not zero"},
	[MARK_LOW] = {"low", "rounds to zero but is not zero"},
	[MARK_COLON] = {":", "not available"},
	[MARK_DOTS] = {"..", "not available"},
	[MARK_TILDE] = {"~", "suppressed"},
	[MARK_DASH] = {"-", "not known"},
	[MARK_STAR] = {"*", "suppressed"},
	[MARK_NA] = {"NA", "not available"},
	[MARK_N_A] = {"N/A", "not available"},
	[MARK_BELOW] = {"<", "suppressed small number"},
};

/*
 * The double nearest to n / d, which are not 0: rounded once, from 63 bits of the quotient or more,
 * the last of which says whether there is a remainder.
 */
static double
nearest_quotient(uint64_t n, uint64_t d)
{
	const int by_n = __builtin_clzll(n), by_d = __builtin_clzll(d);
	const unsigned __int128 wide = (unsigned __int128)(n << by_n) << 63;
	const uint64_t q = (uint64_t)(wide / (d << by_d));
	const uint64_t bits = (uint64_t)(1023 - 63 + by_d - by_n) << 52;	/* a power of 2 */
	double scale;

	memcpy(&scale, &bits, sizeof(scale));
	return (double)(q | (wide % (d << by_d) != 0)) * scale;
}

/* The double nearest to a plain decimal, perhaps with commas. */
static double
nearest_double(struct slice s, const struct num *num)
{
	const int64_t whole = INT64_C(1) << 53, f = num->figure.n, d = num->figure.d;
	char *text;
	double v;
	size_t n = 0;

	/* Both operands are exact below 2^53, so the quotient is the nearest double. */
	if (num->exact && f > -whole && f < whole)
		return (double)f / (double)d;
	if (num->exact)
		return copysign(nearest_quotient((uint64_t)llabs(f), (uint64_t)d), (double)f);
	text = xmalloc(s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ',')
			text[n++] = s.p[i];
	text[n] = '\0';
	v = strtod(text, NULL);
	free(text);
	return v;
}

static enum num_kind
parse_mark(struct slice s, struct num *num)
{
	struct num below;

	if (s.n >= 2 && s.p[0] == '[' && s.p[s.n - 1] == ']')
		s = (struct slice){s.p + 1, s.n - 2};
	for (int m = MARK_C; m < MARK_BELOW; m++)
		if (slice_caseeq(s, slice_of(marks[m].text))) {
			num->mark = (enum mark)m;
			return num->kind = NUM_MARK;
		}
	if (s.n >= 2 && s.p[0] == '<' && is_digit(s.p[1]) &&
	    num_parse((struct slice){s.p + 1, s.n - 1}, 0, &below) == NUM_VALUE &&
	    below.exact && below.figure.d == 1) {
		num->mark = MARK_BELOW;
		num->figure = below.figure;
		return num->kind = NUM_MARK;
	}
	return NUM_BAD;
}

/*
 * Reads the digits, commas and point of an unsigned decimal from s.p[*at]. False if there is no
 * digit or the commas do not separate groups of three.
 */
static bool
scan_digits(struct slice s, size_t *at, bool commas, struct num *num)
{
	size_t i = *at, ndigits = 0, group = 0, significant = 0;
	bool point = false, grouped = false;
	uint64_t v = 0;
	int scale = 0;

	/* Nearly every number begins with digits, and most end with them too. */
	for (; i < s.n && ndigits < 18 && is_digit(s.p[i]); i++, ndigits++) {
		v = v * 10 + (uint64_t)(s.p[i] - '0');
		significant += v > 0;
	}
	group = ndigits;
	for (; i < s.n; i++) {
		char c = s.p[i];

		if (is_digit(c)) {
			ndigits++;
			group++;
			significant += significant > 0 || c != '0';
			if (significant <= 18)
				v = v * 10 + (uint64_t)(c - '0');
			scale += point;
		} else if (c == ',' && commas && !point && group > 0 &&
		    (grouped ? group == 3 : group <= 3)) {
			grouped = true;
			group = 0;
		} else if (c == '.' && !point && (!grouped || group == 3)) {
			point = true;
			group = 3;
		} else {
			break;
		}
	}
	if (ndigits == 0 || (point && scale == 0) || (grouped && !point && group != 3))
		return false;
	num->exact = significant <= 18 && scale <= 18;
	if (significant <= 18 && scale > 18 && scale <= NUM_PLACES)
		num->places = scale;
	num->figure = figure_decimal((int64_t)v, num->exact ? scale : 0);
	*at = i;
	return true;
}

/* Multiplies by ten to the power e; not exact if that needs more than 18 digits. */
static void
shift(struct num *num, int e)
{
	struct figure *f = &num->figure;

	for (; e < 0 && f->n % 10 == 0 && f->n != 0; e++)
		f->n /= 10;
	for (; e < 0 && f->n != 0 && f->d < figure_power[18]; e++)
		f->d *= 10;
	for (; e > 0 && f->d > 1; e--)
		f->d /= 10;
	for (; e > 0 && f->n != 0 && llabs(f->n) < figure_power[17]; e--)
		f->n *= 10;
	num->exact = num->exact && (e == 0 || f->n == 0);
}

static void
scan_exponent(struct slice s, size_t *at, struct num *num)
{
	size_t i = *at + 1;
	bool minus = i < s.n && s.p[i] == '-';
	int e = 0;

	if (*at >= s.n || (s.p[*at] != 'e' && s.p[*at] != 'E'))
		return;
	if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
		i++;
	if (i >= s.n || !is_digit(s.p[i]))
		return;
	for (; i < s.n && is_digit(s.p[i]); i++)
		e = e < 1000 ? e * 10 + (s.p[i] - '0') : e;
	num->places = 0;
	shift(num, minus ? -e : e);
	*at = i;
}

struct slice
num_without_percent(struct slice s)
{
	static const char *const blanks[] = {" ", "\t", "\u00a0", "\u202f"};
	const size_t most = sizeof(blanks) / sizeof(blanks[0]);
	size_t n, i = 0;

	s = slice_trim(s);
	if (s.n == 0 || s.p[s.n - 1] != '%')
		return s;
	for (s.n--; i < most;) {
		n = strlen(blanks[i]);
		if (n <= s.n && memcmp(s.p + s.n - n, blanks[i], n) == 0) {
			s.n -= n;
			i = 0;
		} else {
			i++;
		}
	}
	return s;
}

enum num_kind
num_parse(struct slice s, unsigned flags, struct num *num)
{
	size_t i = 0, end;

	*num = (struct num){.kind = NUM_BAD};
	s = slice_trim(s);
	if (s.n == 0)
		return num->kind = NUM_BLANK;
	if ((flags & NUM_MARKS) != 0 && (s.p[0] == '<' || !is_digit(s.p[s.n - 1])) &&
	    parse_mark(s, num) == NUM_MARK)
		return NUM_MARK;
	if (s.p[0] == '-' || s.p[0] == '+')
		i++;
	if (!scan_digits(s, &i, (flags & NUM_COMMAS) != 0, num))
		return NUM_BAD;
	if (s.p[0] == '-')
		num->figure.n = -num->figure.n;
	if ((flags & NUM_EXPONENT) != 0)
		scan_exponent(s, &i, num);
	end = i;
	if (i < s.n && ((flags & NUM_PERCENT) == 0 || num_without_percent(s).n != i))
		return NUM_BAD;
	num->value = nearest_double((struct slice){s.p, end}, num);
	return isfinite(num->value) ? num->kind = NUM_VALUE : NUM_BAD;
}

const char *
num_mark_meaning(enum mark m)
{
	return marks[m].meaning;
}

void
num_format_mark(char buf[NUM_MARK_SIZE], const struct num *num)
{
	char *end = stpcpy(buf, num->kind == NUM_MARK ? marks[num->mark].text : "");

	if (num->kind == NUM_MARK && num->mark == MARK_BELOW)
		figure_format(end, num->figure, -1);
}

size_t
num_format_fixed(char *buf, size_t size, double v, int decimals)
{
	double scaled, power;
	int n;

	/*
	 * printf rounds the binary value, and ties to even. The double nearest to a decimal tie is
	 * that tie to a reader, and is rounded away from zero.
	 */
	if (decimals >= 0 && decimals <= 15 && fabs(v) < 1e15) {
		power = (double)figure_power[decimals];
		scaled = fabs(v) * power;
		if (scaled < 9e15 && scaled - floor(scaled) == 0.5 && scaled / power == fabs(v))
			v = copysign((floor(scaled) + 1) / power, v);
	}
	n = snprintf(buf, size, "%.*f", decimals, v);
	if (buf[0] == '-' && strspn(buf + 1, "0.") == (size_t)n - 1)
		memmove(buf, buf + 1, (size_t)n--);	/* no "-0.0" */
	return (size_t)n;
}

bool
num_parse_int(const char *s, int64_t lo, int64_t hi, int64_t *out)
{
	struct num num;

	if (s[0] == '+' || num_parse(slice_of(s), 0, &num) != NUM_VALUE || !num.exact ||
	    num.figure.d != 1 || num.figure.n < lo || num.figure.n > hi)
		return false;
	*out = num.figure.n;
	return true;
}
