#include "rules/eval.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"

/* Bytes that begin a character of UTF-8. */
static bool
begins(char c)
{
	return (c & 0xc0) != 0x80;
}

static int64_t
length(struct slice s)
{
	int64_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += begins(s.p[i]);
	return n;
}

/* Where the character numbered k begins (0 is the first), or the end. */
static size_t
offset(struct slice s, int64_t k)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (begins(s.p[i]) && k-- <= 0)
			break;
	return i;
}

/* `count` characters from the one numbered `from`. */
static struct slice
part(struct slice s, int64_t from, int64_t count)
{
	size_t start, end;

	if (from < 0) {
		count += from;
		from = 0;
	}
	start = offset(s, from);
	s = (struct slice){s.p + start, s.n - start};
	end = count <= 0 ? 0 : offset(s, count);
	return (struct slice){s.p, end};
}

static bool
whole_arg(struct eval *ev, const struct node *n, int64_t *out)
{
	struct value v;

	eval_value(ev, n, &v);
	return v.known && v.num.point && rat_digits(v.num.lo, 0, out);
}

static void
set_number(struct value *v, struct rat r)
{
	*v = (struct value){.kind = VALUE_NUMBER, .known = true, .text = {"", 0},
	    .num = amount_point(r)};
}

static void
number_of(struct value *v)
{
	struct num num;
	struct slice s = v->text;

	if (v->known)
		return;
	num_parse(s, NUM_COMMAS | NUM_PERCENT, &num);
	*v = (struct value){.kind = num.kind != NUM_VALUE ? VALUE_NONE : num.exact ? VALUE_NUMBER :
	    VALUE_HUGE, .text = s};
	if (v->kind == VALUE_NUMBER) {
		v->known = true;
		v->num = amount_point(rat_of_dec(num.dec));
	}
}

static void
weekday_of(struct value *v)
{
	int32_t day;

	if (v->kind == VALUE_ORDER)
		set_number(v, RAT(date_weekday(v->ord)));
	else if (v->kind == VALUE_TEXT && date_parse(v->text, &day) != DATE_NONE)
		set_number(v, RAT(date_weekday(day)));
	else
		*v = (struct value){.kind = VALUE_NONE, .text = {"", 0}};
}

/* In lower case, ASCII letters only. */
static struct slice
lower(struct eval *ev, struct slice s)
{
	struct slice copy = arena_copy(&ev->row->scratch, s);
	char *p = (char *)copy.p;

	for (size_t i = 0; i < copy.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	return copy;
}

void
text_func(struct eval *ev, const struct node *n, struct value *v)
{
	int64_t from = 0, count = 0;

	eval_value(ev, n->a, v);
	if (v->kind == VALUE_NONE)
		return;
	switch (n->func) {
	case FN_LENGTH: set_number(v, RAT(length(v->text))); return;
	case FN_NUMBER: number_of(v); ev->overflow |= v->kind == VALUE_HUGE; return;
	case FN_WEEKDAY: weekday_of(v); return;
	case FN_LOWER: v->text = lower(ev, v->text); break;
	case FN_TRIM: v->text = slice_trim(v->text); break;
	default:
		if (!whole_arg(ev, n->a->next, &count) || (n->func == FN_MID &&
		    (from = count - 1, !whole_arg(ev, n->a->next->next, &count)))) {
			*v = (struct value){.kind = VALUE_NONE, .text = {"", 0}};
			return;
		}
		if (n->func == FN_RIGHT) {
			from = length(v->text) - count;
			if (from < 0) {
				from = 0;
				count = length(v->text);
			}
		}
		v->text = part(v->text, from, count);
	}
	v->known = v->tied = false;
	v->kind = v->text.n == 0 ? VALUE_BLANK : VALUE_TEXT;
}

struct fp
text_fingerprint(struct eval *ev, const struct node *n)
{
	struct value v;
	char buf[VALUE_TEXT_SIZE];
	struct rat r;
	struct slice s;

	eval_value(ev, n, &v);
	if (v.kind == VALUE_NUMBER && v.known && (v.num.point || rat_cmp(v.num.lo, v.num.hi) == 0)) {
		r = rat_lowest(v.num.lo);
		return fp_of(&r, sizeof(r));
	}
	if (v.kind == VALUE_ORDER)
		return fp_of(&v.ord, sizeof(v.ord));
	s = v.text.n > 0 ? v.text : value_text(ev->row->program, n, &v, -1, buf);
	return fp_of(s.p, s.n);
}

bool
value_is(const struct program *p, const struct node *n, const struct value *v, enum is_kind kind)
{
	struct num num;
	int32_t day;
	bool text = v->kind == VALUE_TEXT;

	switch (kind) {
	case IS_BLANK:
		return v->kind == VALUE_BLANK;
	case IS_NUMBER:
		return v->kind == VALUE_NUMBER || v->kind == VALUE_HUGE ||
		    (text && num_parse(v->text, 0, &num) == NUM_VALUE);
	case IS_WHOLE:
		if (v->kind == VALUE_NUMBER)
			return v->num.point || rat_cmp(v->num.lo, v->num.hi) == 0 ?
			    rat_whole(v->num.lo) : false;
		return text && num_parse(v->text, 0, &num) == NUM_VALUE && num.exact &&
		    rat_whole(rat_of_dec(num.dec));
	case IS_SYMBOL:
		return v->kind == VALUE_SYMBOL ||
		    (text && rules_symbol(p->rules, slice_trim(v->text)));
	case IS_DATE:
		return (v->kind == VALUE_ORDER && n->type == TYPE_DATE) ||
		    (text && date_parse(v->text, &day) != DATE_NONE);
	}
	return false;
}

static struct slice
order_text(const struct program *p, const struct node *n, const struct value *v, char *buf)
{
	if (n->type == TYPE_PERIOD && p->form.freq != PERIOD_NONE)
		periodform_write(&p->form, (struct period){.freq = p->form.freq, .ord = v->ord}, buf);
	else
		date_format(buf, v->ord);
	return slice_of(buf);
}

struct slice
value_text(const struct program *p, const struct node *n, const struct value *v, int decimals,
    char *buf)
{
	struct amount range;

	switch (v->kind) {
	case VALUE_NONE:
		return slice_of("(not known)");
	case VALUE_BLANK:
		return slice_of("(blank)");
	case VALUE_NUMBER:
		if (v->text.n > 0 && decimals < 0 && n->op != N_PERCENT)
			return slice_trim(v->text);
		return (struct slice){buf, amount_format(buf, &v->num, decimals)};
	case VALUE_ORDER:
		return v->text.n > 0 ? v->text : order_text(p, n, v, buf);
	case VALUE_SYMBOL:
		if (v->text.n > 0 || !v->known)
			return v->text;
		range = v->num;
		return (struct slice){buf, amount_format(buf, &range, -1)};
	default:
		return v->text;
	}
}
