#include "base/numeral.h"

#include <string.h>

#include "base/num.h"

/* The parts of a numeral. Its digits are counted from the first, whatever separates them. */
struct parts {
	bool minus, percent, has_exponent, has_commas;
	struct slice digits;	/* with the point and commas */
	int ndigits;
	int point;		/* how many of them are before the point, once it is moved */
};

static int
read_exponent(struct slice s)
{
	int e = 0;

	for (size_t i = 0; i < s.n; i++)
		if (is_digit(s.p[i]) && e < 10000)
			e = e * 10 + (s.p[i] - '0');
	return s.n > 0 && s.p[0] == '-' ? -e : e;
}

static struct parts
take_apart(struct slice s)
{
	struct parts p = {0};
	bool fraction = false;
	size_t i = 0;

	s = slice_trim(s);
	p.minus = s.p[0] == '-';
	p.percent = s.p[s.n - 1] == '%';
	s.n -= p.percent;
	if (p.minus || s.p[0] == '+')
		s = (struct slice){s.p + 1, s.n - 1};
	for (; i < s.n && s.p[i] != 'e' && s.p[i] != 'E'; i++) {
		if (is_digit(s.p[i])) {
			p.ndigits++;
			p.point += !fraction;
		} else {
			fraction = fraction || s.p[i] == '.';
			p.has_commas = p.has_commas || s.p[i] == ',';
		}
	}
	p.digits = (struct slice){s.p, i};
	p.has_exponent = i < s.n;
	if (p.has_exponent)
		p.point += read_exponent((struct slice){s.p + i + 1, s.n - i - 1});
	return p;
}

int
numeral_decimals(struct slice s, bool *exponent)
{
	struct parts p = take_apart(s);

	*exponent = p.has_exponent;
	return p.ndigits > p.point ? p.ndigits - p.point : 0;
}

static void
add_char(struct textbuf *b, char c)
{
	textbuf_add(b, (struct slice){&c, 1});
}

/* Puts commas between the thousands of the digits that b has from `from` to its point or end. */
static void
group(struct textbuf *b, size_t from)
{
	size_t end = from;

	while (end < b->n && is_digit(b->p[end]))
		end++;
	for (size_t at = end; at > from + 3;) {
		at -= 3;
		add_char(b, '0');	/* room */
		memmove(b->p + at + 1, b->p + at, b->n - 1 - at);
		b->p[at] = ',';
	}
}

/* The digit at place i of the n at p; zeros come before and after them. */
static char
digit_at(const char *p, int n, int i)
{
	return i >= 0 && i < n ? p[i] : '0';
}

/* Adds one to the last place of the digits up to the end of b, the first of which is not 9. */
static void
carry(struct textbuf *b)
{
	char *p = b->p + b->n;

	while (*--p == '9' || *p == '.')
		if (*p == '9')
			*p = '0';
	++*p;
}

/* Adds the digits without needless zeros in front, rounded, after all of them as a scratch. */
static void
add_rounded(struct textbuf *b, const struct parts *p, int decimals)
{
	size_t scratch = b->n, from, zeros = 0;

	textbuf_add(b, p->digits);
	b->n = scratch;
	for (size_t i = 0; i < p->digits.n; i++)
		if (is_digit(p->digits.p[i]))
			b->p[b->n++] = p->digits.p[i];
	from = b->n;
	add_char(b, '0');
	for (int i = p->point < 0 ? p->point : 0; i < p->point + decimals; i++) {
		if (i == p->point)
			add_char(b, '.');
		add_char(b, digit_at(b->p + scratch, p->ndigits, i));
	}
	if (digit_at(b->p + scratch, p->ndigits, p->point + decimals) >= '5')
		carry(b);
	while (b->p[from + zeros] == '0' && is_digit(b->p[from + zeros + 1]))
		zeros++;
	memmove(b->p + scratch, b->p + from + zeros, b->n + 1 - from - zeros);
	b->n -= from + zeros - scratch;
}

static void
add_parts(struct textbuf *b, const struct parts *p, int decimals, bool commas)
{
	size_t sign = b->n, from = sign + p->minus;

	if (p->minus)
		add_char(b, '-');
	add_rounded(b, p, decimals);
	if (p->minus && strspn(b->p + from, "0.") == b->n - from) {
		memmove(b->p + sign, b->p + from, b->n + 1 - from);
		b->n--;
		from = sign;
	}
	if (commas)
		group(b, from);
	if (p->percent)
		add_char(b, '%');
}

void
numeral_add(struct textbuf *b, struct slice s, struct numeral_form form)
{
	struct parts p = take_apart(s);

	if (form.decimals >= 0)
		add_parts(b, &p, form.decimals, form.commas || p.has_commas);
	else if (form.commas && p.point > 3 && p.digits.p[0] != '0' && !p.has_exponent &&
	    !p.has_commas)
		add_parts(b, &p, p.ndigits - p.point, true);
	else
		textbuf_add(b, slice_trim(s));
}
