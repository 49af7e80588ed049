#include "rules/say.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void
words_reset(struct words *w)
{
	textbuf_reset(&w->found);
	textbuf_reset(&w->expected);
	textbuf_reset(&w->difference);
	textbuf_reset(&w->allowance);
	textbuf_reset(&w->message);
}

void
words_free(struct words *w)
{
	textbuf_free(&w->found);
	textbuf_free(&w->expected);
	textbuf_free(&w->difference);
	textbuf_free(&w->allowance);
	textbuf_free(&w->message);
}

void
words_fill(const struct words *w, struct finding *f)
{
	f->found = textbuf_slice(&w->found);
	f->expected = textbuf_slice(&w->expected);
	f->difference = textbuf_slice(&w->difference);
	f->allowance = textbuf_slice(&w->allowance);
	f->message = textbuf_slice(&w->message);
}

static void
add_value(const struct eval *ev, struct textbuf *t, const struct node *n, const struct value *v)
{
	char buf[VALUE_TEXT_SIZE];

	if (v->kind != VALUE_BLANK)
		textbuf_add(t, value_text(ev->row->program, n, v, -1, buf));
}

static void
add_amount(struct textbuf *t, const struct amount *a)
{
	char buf[AMOUNT_TEXT];

	textbuf_add(t, (struct slice){buf, amount_format(buf, a, -1)});
}

/* Half the width of what rounding leaves open, 0 for a point, without end for a symbol. */
static bool
half_width(const struct amount *a, struct rat *half)
{
	struct rat width;

	if (a->point) {
		*half = RAT(0);
		return true;
	}
	return a->rlo.d != 0 && a->rhi.d != 0 && rat_sub(a->rhi, a->rlo, &width) &&
	    rat_div(width, RAT(2), half);
}

static void
say_numbers(struct words *w, const struct node *n, const struct comparison *c)
{
	struct amount diff;
	struct rat ha, hb, sum;
	char buf[RAT_TEXT];

	if (amount_sub(&c->a.num, &c->b.num, &diff))
		add_amount(&w->difference, &diff);
	if (n->within == WITHIN_ROUNDING && half_width(&c->a.num, &ha) &&
	    half_width(&c->b.num, &hb) && rat_add(ha, hb, &sum))
		textbuf_add(&w->allowance, (struct slice){buf, rat_format(buf, sum, -1)});
	else if (c->allowed)
		add_amount(&w->allowance, &c->allowance);
	else if (n->within == WITHIN_NONE)
		textbuf_add(&w->allowance, slice_of("0"));
}

/* The words, and what follows them: NULL is nothing, an empty text a blank. */
static void
add_after(struct textbuf *t, const char *words, const struct textbuf *what)
{
	textbuf_add(t, slice_of(words));
	if (what != NULL)
		textbuf_add(t, what->n > 0 ? textbuf_slice(what) : slice_of("blank"));
}

/* found and expected of a comparison that does not hold. */
static void
say_compare(struct eval *ev, const struct node *n, struct words *w)
{
	struct comparison c;

	eval_compare(ev, n, &c);
	add_value(ev, &w->found, n->a, &c.a);
	if (n->rel == REL_NE)
		textbuf_add(&w->expected, slice_of("not "));
	add_value(ev, &w->expected, n->b, &c.b);
	if (c.b.tied) {
		struct amount other = amount_point(c.b.other);

		textbuf_add(&w->expected, slice_of(" or "));
		add_amount(&w->expected, &other);
	}
	if (n->rel == REL_NE)
		;
	else if (n->compare == COMPARE_NUMBER && c.a.known && c.b.known)
		say_numbers(w, n, &c);
	else if (n->compare == COMPARE_ORDER && c.a.kind == VALUE_ORDER && c.b.kind == VALUE_ORDER)
		textbuf_addf(&w->difference, "%lld", (long long)c.a.ord - c.b.ord);
	if (w->message.n > 0)
		return;
	textbuf_add(&w->message, n->a->src);
	add_after(&w->message, " is ", &w->found);
	add_after(&w->message, ", expected ", NULL);
	add_after(&w->message, relops[n->rel].expected, &w->expected);
	if (w->difference.n > 0)
		add_after(&w->message, "; difference ", &w->difference);
	if (w->allowance.n > 0 && n->within != WITHIN_NONE)
		add_after(&w->message, ", allowance ", &w->allowance);
}

static void
say_found(struct eval *ev, const struct node *n, struct words *w)
{
	struct value v;

	if (n->op == N_TUPLE) {
		for (const struct node *m = n->a; m != NULL; m = m->next) {
			eval_value(ev, m, &v);
			textbuf_add(&w->found, v.text);
			if (m->next != NULL)
				textbuf_add(&w->found, slice_of(", "));
		}
		return;
	}
	eval_value(ev, n, &v);
	add_value(ev, &w->found, n, &v);
}

enum { MOST_ITEMS = 20 };	/* that a finding lists */

static void
say_in(struct textbuf *t, const struct node *n)
{
	size_t items = 0;

	if (n->negate)
		textbuf_add(t, slice_of("not "));
	if (n->b->next != NULL || n->b->op != N_LIST)
		textbuf_add(t, slice_of("one of "));
	else
		textbuf_add(t, slice_of("in "));
	for (const struct node *item = n->b; item != NULL; item = item->next, items++) {
		if (items >= MOST_ITEMS)
			continue;
		if (item->op == N_LIST)
			textbuf_addf(t, "@%.*s", SLICE_ARG(item->text));
		else
			textbuf_add(t, item->src);
		if (item->next != NULL)
			textbuf_add(t, slice_of(", "));
	}
	if (items > MOST_ITEMS)
		textbuf_addf(t, "... (%zu in all)", items);
}

/* What a test wants, in words: "a number", "in @las". Of a comparison: its source. */
static void
say_wanted(struct textbuf *t, const struct node *n)
{
	switch (n->op) {
	case N_OR:
		say_wanted(t, n->a);
		textbuf_add(t, slice_of(" or "));
		say_wanted(t, n->b);
		return;
	case N_IS:
		textbuf_addf(t, "%s%s", n->negate ? "not " : "", is_kinds[n->is].words);
		return;
	case N_IN:
		say_in(t, n);
		return;
	case N_MATCHES:
		textbuf_addf(t, "a match of \"%.*s\"", SLICE_ARG(n->text));
		return;
	case N_NOT:
		textbuf_add(t, slice_of("not "));
		textbuf_add(t, n->a->src);
		return;
	case N_NUMBER: case N_PERCENT: case N_STRING: case N_NAME: case N_NEG: case N_ADD:
	case N_SUB: case N_MUL: case N_DIV: case N_FUNC: case N_AGG: case N_LIST: case N_TUPLE:
	case N_AND: case N_IF: case N_COMPARE:
		textbuf_add(t, n->src);
	}
}

/* The part of the check that does not hold: of a conjunction the first that fails. */
static const struct node *
failing(struct eval *ev, const struct node *n)
{
	for (;;) {
		if (n->op == N_AND)
			n = eval_cond(ev, n->a) == NO ? n->a : n->b;
		else if (n->op == N_IF)
			n = n->b;
		else if (n->op == N_NAME && n->ref == REF_LET)
			n = ev->rule->let[n->index];
		else
			return n;
	}
}

/* The value that a test looks at; NULL for a combination of several. */
static const struct node *
subject(const struct node *n)
{
	while (n->op == N_OR || n->op == N_NOT)
		n = n->a;
	return n->op == N_IS || n->op == N_IN || n->op == N_MATCHES || n->op == N_COMPARE ? n->a :
	    NULL;
}

void
say_failed(struct eval *ev, struct words *w)
{
	const struct node *n = failing(ev, ev->rule->check), *of;

	if (n->op == N_COMPARE) {
		say_compare(ev, n, w);
		return;
	}
	if ((of = subject(n)) != NULL)
		say_found(ev, of, w);
	say_wanted(&w->expected, n);
	if (of == NULL) {
		textbuf_addf(&w->message, "it does not hold that %.*s",
		    SLICE_ARG(textbuf_slice(&w->expected)));
		return;
	}
	textbuf_add(&w->message, of->src);
	textbuf_addf(&w->message, " is %.*s, expected %.*s",
	    SLICE_ARG(w->found.n > 0 ? textbuf_slice(&w->found) : slice_of("blank")),
	    SLICE_ARG(textbuf_slice(&w->expected)));
}

void
say_message(struct eval *ev, struct words *w)
{
	const struct rule *rule = ev->rule->rule;
	char buf[VALUE_TEXT_SIZE];
	struct value v;

	if (rule->nsay == 0) {
		struct textbuf plain = w->message;

		w->message = (struct textbuf){0};
		if (rule->about.n > 0) {
			textbuf_add(&w->message, rule->about);
			textbuf_add(&w->message, slice_of(": "));
		}
		textbuf_add(&w->message, textbuf_slice(&plain));
		textbuf_free(&plain);
		return;
	}
	textbuf_reset(&w->message);
	for (size_t i = 0; i < rule->nsay; i++) {
		if (ev->rule->say[i] == NULL) {
			textbuf_add(&w->message, rule->say[i].text);
			continue;
		}
		eval_value(ev, ev->rule->say[i], &v);
		textbuf_add(&w->message, value_text(ev->row->program, ev->rule->say[i], &v,
		    rule->say[i].decimals, buf));
	}
}

/* The let that the aggregate is the value of, if any, for a name. */
static struct slice
name_of(const struct eval *ev, const struct node *only)
{
	for (size_t i = 0; i < ev->rule->rule->nlets; i++)
		if (ev->rule->let[i] == only)
			return ev->rule->rule->let[i].name;
	return only->a->src;
}

void
say_only(struct eval *ev, const struct node *only, struct words *w)
{
	uint32_t rows = ev->acc[only->index].n;
	struct slice name = name_of(ev, only);

	textbuf_addf(&w->found, "%u rows", rows);
	textbuf_add(&w->expected, slice_of("1 row"));
	if (ev->rule->rule->about.n > 0)
		textbuf_addf(&w->message, "%.*s: ", SLICE_ARG(ev->rule->rule->about));
	textbuf_addf(&w->message, "%.*s is not to be had: ", SLICE_ARG(name));
	if (rows == 0)
		textbuf_add(&w->message, slice_of("no row"));
	else
		textbuf_addf(&w->message, "%u rows", rows);
	if (only->b != NULL)
		textbuf_addf(&w->message, " where %.*s", SLICE_ARG(only->b->src));
	textbuf_add(&w->message, slice_of("; exactly one expected"));
}
