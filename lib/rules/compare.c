#include <utf8proc.h>

#include "base/date.h"
#include "rules/eval.h"
#include "rules/want.h"

/* How two values compare, by their types. */

static bool
is_symbol(const struct binder *b, const struct node *text)
{
	return names_have(&b->program->rules->symbols, text->text);
}

static void
cannot_compare(struct binder *b, const struct node *n)
{
	bool swap = type_is_number(n->b->type), number = swap || type_is_number(n->a->type);
	const struct node *x = swap ? n->b : n->a, *y = swap ? n->a : n->b;

	if (b->missing)
		return;
	if (n->a->type == TYPE_PERIOD && n->b->type == TYPE_PERIOD)
		REMARK(b, n, "'%.*s' is a period of the form \"%.*s\" and '%.*s' of the form "
		    "\"%.*s\"; expected periods of the same length", SLICE_ARG(n->a->src),
		    SLICE_ARG(n->a->form->text), SLICE_ARG(n->b->src),
		    SLICE_ARG(n->b->form->text));
	else if (number && (y->op == N_NAME || y->op == N_FIELD) && y->type == TYPE_ANY)
		want_number(b, y);
	else if (number && y->op == N_STRING && is_symbol(b, y))
		REMARK(b, n, "%.*s is a symbol; expected = or !=, without 'within'",
		    SLICE_ARG(y->src));
	else if (number && y->op == N_STRING)
		REMARK(b, n, "'%.*s' is a number and %.*s is a text; expected a number, or a text "
		    "declared with 'symbols'", SLICE_ARG(x->src), SLICE_ARG(y->src));
	else if (n->within != WITHIN_NONE && type_is_text(x->type) && type_is_text(y->type))
		REMARK(b, n, "'%.*s' is %s; expected a number, a date or a period with 'within'",
		    SLICE_ARG(x->src), type_words[x->type]);
	else
		REMARK(b, n, "'%.*s' is %s and '%.*s' is %s; expected two %s for %s",
		    SLICE_ARG(n->a->src), type_words[n->a->type], SLICE_ARG(n->b->src),
		    type_words[n->b->type], n->rel == REL_EQ || n->rel == REL_NE ?
		    "values of one kind" : "numbers, dates or periods", relops[n->rel].name);
}

/* A literal that has an order: a date or a number. */
static bool
has_order(struct binder *b, struct node *n)
{
	struct num num;
	int32_t day;

	if (n->op == N_STRING && date_parse(n->text, &day) != DATE_NONE)
		return dated_reads_date(b, n, true);
	return n->op == N_STRING && num_parse(n->text, 0, &num) == NUM_VALUE;
}

/* How the two sides compare; false: they do not. */
static bool
can_compare(struct binder *b, struct node *n)
{
	enum type ta = n->a->type, tb = n->b->type;
	bool equality = n->rel == REL_EQ || n->rel == REL_NE;
	bool texts = type_is_text(ta) && type_is_text(tb);
	const struct node *text = type_is_text(tb) ? n->b : n->a;

	n->compare = COMPARE_NUMBER;
	if (type_is_number(ta) && type_is_number(tb))
		return true;
	n->compare = COMPARE_ORDER;
	if (ta == TYPE_PERIOD && tb == ta)
		return n->a->form->freq == n->b->form->freq;
	if (type_is_ordered(ta) && (tb == ta || dated_literal(b, n->b, ta, n->a->form) ||
	    tb == TYPE_ANY))
		return true;
	if (type_is_ordered(tb) && (dated_literal(b, n->a, tb, n->b->form) || ta == TYPE_ANY))
		return true;
	n->compare = COMPARE_LOOSE;
	if (texts && !equality)
		return ta == TYPE_ANY && (tb == TYPE_ANY || has_order(b, n->b));
	n->compare = COMPARE_TEXT;
	return n->within == WITHIN_NONE && (texts || (equality && text->op == N_STRING &&
	    type_is_text(text->type) && (text->text.n == 0 || is_symbol(b, text))));
}

void
compare_bind(struct binder *b, struct node *n)
{
	if (n->a->type != TYPE_COND && n->b->type != TYPE_COND && !can_compare(b, n))
		cannot_compare(b, n);
}

/* Does lower() change the text? */
static bool
has_capital(struct slice s)
{
	utf8proc_ssize_t n;
	utf8proc_int32_t c;

	for (size_t i = 0; i < s.n; i += n > 0 ? (size_t)n : 1) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)s.p + i,
		    (utf8proc_ssize_t)(s.n - i), &c);
		if (n > 0 && utf8proc_tolower(c) != c)
			return true;
	}
	return false;
}

static size_t
count_characters(struct slice s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (s.p[i] & 0xc0) != 0x80;
	return n;
}

void
compare_warn_never(struct binder *b, const struct node *value, const struct node *text)
{
	const struct node *at = value, *last = value->a;
	struct slice name = slice_of("");

	if (text->op != N_STRING || b->rule == NULL)
		return;
	while (value->op == N_NAME && value->ref == REF_LET)
		last = (value = b->bound->let[value->index])->a;
	if (value->op == N_FUNC)
		name = slice_of(value->function->name);
	while (last != NULL && last->next != NULL)
		last = last->next;
	if (slice_is(name, "lower") && has_capital(text->text))
		remark(b->m, false, "%s:%u: rule %.*s: %.*s has no capitals and so is never %.*s; "
		    "expected a text in small letters", b->file, at->line,
		    SLICE_ARG(b->rule->id), SLICE_ARG(at->src), SLICE_ARG(text->src));
	else if ((slice_is(name, "left") || slice_is(name, "mid") || slice_is(name, "right")) &&
	    last->op == N_NUMBER && last->num.d == 1 && last->num.n >= 0 &&
	    count_characters(text->text) > (size_t)last->num.n)
		remark(b->m, false, "%s:%u: rule %.*s: %.*s has at most %s and so is never %.*s; "
		    "expected a text as short", b->file, at->line, SLICE_ARG(b->rule->id),
		    SLICE_ARG(at->src), plural((uint64_t)last->num.n, "character").text,
		    SLICE_ARG(text->src));
}
