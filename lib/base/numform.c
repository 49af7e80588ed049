#include "base/numform.h"

#include <string.h>

static bool
ends_in(struct slice s, char c)
{
	return s.n > 0 && s.p[s.n - 1] == c;
}

/* What is in the parentheses. */
static struct slice
inside(struct slice s)
{
	return slice_trim((struct slice){s.p + 1, s.n - 2});
}

static bool
is_enclosed(struct slice s)
{
	return s.n >= 2 && s.p[0] == '(' && ends_in(s, ')');
}

static bool
has_sign(struct slice s)
{
	return s.n > 0 && (s.p[0] == '-' || s.p[0] == '+');
}

int
numform_set(struct numform *f, struct slice text, struct errmsg *e)
{
	struct slice s = text;
	struct num num;

	*f = (struct numform){.text = text, .parentheses = is_enclosed(s)};
	if (f->parentheses)
		s = inside(s);
	f->percent = ends_in(s, '%');
	if (f->percent)
		s = num_without_percent(s);
	f->commas = memchr(s.p, ',', s.n) != NULL;
	if (!has_sign(s) && num_parse(s, NUM_COMMAS, &num) == NUM_VALUE &&
	    (f->percent || f->commas || f->parentheses))
		return 0;
	return errmsg_set(e, "'%.*s' is not a form of a number; expected one such as 0.0%%, 1,234 "
	    "or (5)", SLICE_ARG(text));
}

enum num_kind
numform_read(const struct numform *f, struct slice s, struct num *num)
{
	bool minus;

	s = slice_trim(s);
	*num = (struct num){.kind = s.n == 0 ? NUM_BLANK : NUM_BAD};
	minus = f->parentheses && is_enclosed(s);
	if (minus)
		s = inside(s);
	if (s.n == 0 || (f->percent && !ends_in(s, '%')) || (minus && has_sign(s)))
		return num->kind;
	if (f->percent)
		s = num_without_percent(s);
	if (num_parse(s, f->commas ? NUM_COMMAS : 0, num) != NUM_VALUE)
		return num->kind = NUM_BAD;
	if (minus)
		num->figure.n = -num->figure.n;
	if (f->percent) {
		num->exact = num->exact && FITS_MUL(num->figure.d, 100, &num->figure.d);
		num->places = 0;
	}
	return num->kind;
}

/* Writes the digits before a point, with commas. */
static char *
put_whole(char *to, const char *p, size_t n, bool commas)
{
	for (size_t i = 0; i < n; i++) {
		if (commas && i > 0 && (n - i) % 3 == 0)
			*to++ = ',';
		*to++ = p[i];
	}
	return to;
}

/* A number of plain, from *p on, in the form. */
static char *
put_number(const struct numform *f, char *to, const char **p)
{
	bool minus = **p == '-', enclosed = minus && f->parentheses;
	size_t whole, part;

	*p += minus;
	whole = strspn(*p, "0123456789");
	part = strspn(*p + whole, ".0123456789");
	if (minus)
		*to++ = enclosed ? '(' : '-';
	to = put_whole(to, *p, whole, f->commas);
	to = mempcpy(to, *p + whole, part);
	*p += whole + part;
	if (f->percent)
		*to++ = '%';
	if (enclosed)
		*to++ = ')';
	return to;
}

size_t
numform_write(const struct numform *f, char *buf, struct figure a, int decimals)
{
	const struct numform of_value = {.commas = f->commas, .parentheses = f->parentheses};
	char plain[FIGURE_TEXT], *to = buf;
	const char *p = plain;
	struct arena mem = {0};

	if (f->percent && !figure_mul(a, figure_int(100), &mem, &a))
		f = &of_value;		/* too many digits */
	figure_format(plain, a, decimals);
	arena_free(&mem);
	while (*p != '\0')
		if (strchr("-0123456789", *p) != NULL)
			to = put_number(f, to, &p);
		else
			*to++ = *p++;
	*to = '\0';
	return (size_t)(to - buf);
}
