#include "rules/textfunc.h"

#include <utf8proc.h>

#include "base/memory.h"
#include "base/num.h"

/* Where the character numbered k begins (0 is the first), or the end. *count: those before it. */
static size_t
offset(struct slice s, __int128 k, int64_t *count)
{
	size_t i;

	*count = 0;
	for (i = 0; i < s.n; i++) {
		if ((s.p[i] & 0xc0) == 0x80)
			continue;
		if (*count >= k)
			break;
		++*count;
	}
	return i;
}

static int64_t
characters(struct slice s)
{
	int64_t n;

	offset(s, INT64_MAX, &n);
	return n;
}

static void
set_text(struct value *v, struct slice s)
{
	v->text = s;
	v->known = v->tied = false;
	v->kind = s.n == 0 ? VALUE_BLANK : VALUE_TEXT;
}

/* The characters numbered from `from` to before `to`. */
static void
set_part(struct value *v, __int128 from, __int128 to)
{
	int64_t n;
	size_t begin = offset(v->text, from, &n), end = offset(v->text, to, &n);

	set_text(v, (struct slice){v->text.p + begin, end > begin ? end - begin : 0});
}

void
textfunc_length(struct applied *a)
{
	value_set_number(a->v, figure_int(characters(a->v->text)));
}

void
textfunc_left(struct applied *a)
{
	set_part(a->v, 0, a->whole[0]);
}

void
textfunc_mid(struct applied *a)
{
	__int128 from = (__int128)a->whole[0] - 1;

	set_part(a->v, from, from + a->whole[1]);
}

void
textfunc_right(struct applied *a)
{
	__int128 all = characters(a->v->text);

	set_part(a->v, all - a->whole[0], all);
}

/* Character by character: a small letter may take a byte more, or less, than its capital. */
void
textfunc_lower(struct applied *a)
{
	struct slice s = a->v->text;
	utf8proc_uint8_t *p = (utf8proc_uint8_t *)arena_bytes(a->mem, 2 * s.n), *q = p;
	utf8proc_ssize_t n;
	utf8proc_int32_t c;

	for (size_t i = 0; i < s.n; i += (size_t)n) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)s.p + i,
		    (utf8proc_ssize_t)(s.n - i), &c);
		if (n > 0)
			q += utf8proc_encode_char(utf8proc_tolower(c), q);
		else
			*q++ = (utf8proc_uint8_t)s.p[i];
		n = n > 0 ? n : 1;
	}
	set_text(a->v, (struct slice){(char *)p, (size_t)(q - p)});
}

void
textfunc_trim(struct applied *a)
{
	set_text(a->v, slice_trim(a->v->text));
}

/* With thousands commas and a percent sign, which is dropped. */
void
textfunc_number(struct applied *a)
{
	struct num num;

	if (a->v->known)
		return;
	a->known = num_parse(a->v->text, NUM_COMMAS | NUM_PERCENT, &num) == NUM_VALUE;
	a->overflow = a->known && !num.exact;
	a->v->kind = a->overflow ? VALUE_HUGE : VALUE_NUMBER;
	a->v->known = !a->overflow;
	a->v->num = num.figure;
}
