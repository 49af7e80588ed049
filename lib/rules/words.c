#include <string.h>

#include "base/digits.h"
#include "base/visible.h"
#include "rules/exact.h"
#include "rules/function.h"
#include "rules/linked.h"
#include "rules/matcher.h"
#include "rules/source.h"
#include "rules/state.h"

/* The words of a finding: what was found, what is expected, and the message. */

enum { MOST_ITEMS = 20 };	/* that a finding lists */

static inline void
add(struct textbuf *t, const char *words)
{
	textbuf_add(t, slice_of(words));
}

static void
add_label(struct textbuf *t, struct slice name)
{
	textbuf_add(t, name);
	add(t, ": ");
}

void
words_begin(struct run *r, const struct bound *u, bool named)
{
	struct textbuf *message = &r->words[MESSAGE];

	for (enum part p = 0; p < PARTS; p++)
		textbuf_reset(&r->words[p]);
	r->opening = r->between = (struct slice){0};
	if (u != NULL && u->rule->about.n > 0)
		add_label(message, u->rule->about);
	if (u != NULL && u->each >= 0 && !named)
		add_label(message, r->program->col[u->each].name);
}

enum { FILE_SHIFT = 48 };	/* of a place in 64 bits: the file above, the line below */

uint64_t
run_place(const struct row *row)
{
	return (uint64_t)row->file << FILE_SHIFT | row->line;
}

void
words_add_place(struct textbuf *t, const struct run *r, const struct row *row, uint64_t place)
{
	unsigned file = (unsigned)(place >> FILE_SHIFT);
	uint64_t line = place & (((uint64_t)1 << FILE_SHIFT) - 1);
	char text[DIGITS], *end = text + sizeof(text), *p = digits_write(end, line);

	if (file != row->file)
		textbuf_addf(t, " in %s,", r->file_name[file].p);
	add(t, " on line ");
	textbuf_add(t, (struct slice){p, (size_t)(end - p)});
}

static void
add_pair(struct textbuf *t, const char *between, struct slice name, struct slice text)
{
	add(t, between);
	textbuf_add(t, name);
	add(t, " \"");
	textbuf_add(t, text);
	add(t, "\"");
}

void
words_add_pairs(struct textbuf *t, const struct run *r, const struct row *row, struct columns c)
{
	for (size_t i = 0; i < c.n; i++)
		add_pair(t, i == 0 ? "" : ", ", r->program->col[c.col[i]].name,
		    row->text[c.col[i]]);
}

void
words_begin_group(struct run *r, const struct bound *u)
{
	struct textbuf *message = &r->words[MESSAGE];

	words_begin(r, u, has_column(u->by, u->each) || has_column(u->arg, u->each));
	words_add_pairs(message, r, &r->held, u->by);
	if (u->by.n > 0)
		add(message, ": ");
}

static void
add_source(const struct eval *ev, struct textbuf *t, struct slice src)
{
	source_words(ev->row->program, ev->rule, src, t);
}

static void
add_value(struct textbuf *t, const struct node *n, const struct value *v)
{
	char buf[VALUE_TEXT_SIZE];

	if (v->kind != VALUE_BLANK)
		textbuf_add(t, value_text(n, v, -1, buf));
}

static void
add_number(struct textbuf *t, struct figure num)
{
	char buf[FIGURE_TEXT];

	textbuf_add(t, (struct slice){buf, figure_format(buf, num, -1)});
}

/* By words, of which the last overlaps with the one before. */
static bool
is_ascii(struct slice s)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t all = 0;

	for (size_t i = 0; s.n < sizeof(all) && i < s.n; i++)
		all |= (unsigned char)s.p[i];
	for (size_t i = 0; i + sizeof(all) < s.n; i += sizeof(all))
		all |= slice_load(s.p + i, sizeof(all));
	if (s.n >= sizeof(all))
		all |= slice_load(s.p + s.n - sizeof(all), sizeof(all));
	return (all & high) == 0;
}

static bool
is_plain(const struct textbuf *part)
{
	return part->n > 0 && is_ascii(textbuf_slice(part));
}

/*
 * A part of the finding, or "blank". Spaces of other kinds and characters without a width are
 * shown, as "Redcar is Redcar" explains nothing.
 */
static void
add_part(struct textbuf *t, const struct textbuf *part)
{
	if (part->n == 0)
		add(t, "blank");
	else if (is_plain(part))
		textbuf_add(t, textbuf_slice(part));
	else
		visible_add_all(t, textbuf_slice(part));
}

/* A number of a comparison: one that was computed in the form of either side, if it has none. */
static void
add_side(struct textbuf *t, const struct numform *form, const struct node *n,
    const struct value *v)
{
	char buf[VALUE_TEXT_SIZE];

	if (form != NULL && n->numform == NULL && v->kind == VALUE_NUMBER && v->known &&
	    (v->text.n == 0 || n->op == N_PERCENT) && n->op != N_NUMBER)
		textbuf_add(t, value_number(form, v->num, -1, buf));
	else
		add_value(t, n, v);
}

/* The difference of two numbers and what it may be. */
struct margin {
	struct figure difference, allowance;
	bool differs, allows;		/* they are known */
};

static struct margin
find_margin(struct eval *ev, const struct node *n, const struct comparison *c)
{
	struct arena *mem = &ev->row->scratch;
	struct margin m = {.allowance = c->allowance};
	bool exact = exact_difference(ev, n, &m.difference);
	struct figure half;

	m.differs = exact || figure_sub(c->a.num, c->b.num, mem, &m.difference);
	if (n->within == WITHIN_NONE)
		m.allowance = figure_int(0);
	m.allows = n->within == WITHIN_NONE || c->allowed;
	if (n->within == WITHIN_ROUNDING)
		m.allows = exact ? figure_half(m.difference, mem, &m.allowance) :
		    figure_half(c->a.num, mem, &m.allowance) &&
		    figure_half(c->b.num, mem, &half) &&
		    figure_add(m.allowance, half, mem, &m.allowance);
	return m;
}

/* Some words, and a number: that part of the finding, or in the form of the figures. */
static void
add_margin(struct textbuf *t, const char *words, const struct numform *form, struct figure num,
    const struct textbuf *part)
{
	char buf[VALUE_TEXT_SIZE];

	add(t, words);
	textbuf_add(t, form == NULL ? textbuf_slice(part) : value_number(form, num, -1, buf));
}

static const struct numform *
form_of(const struct node *compare)
{
	return compare->a->numform != NULL ? compare->a->numform : compare->b->numform;
}

/* " (difference 3, allowance 1)". */
static void
say_margin(struct textbuf *w, const struct node *n, const struct margin *m)
{
	struct textbuf *message = &w[MESSAGE];
	const struct numform *form;

	if (!m->differs || (n->rel != REL_EQ && n->within == WITHIN_NONE))
		return;
	form = form_of(n);
	add_margin(message, " (difference ", form, m->difference, &w[DIFFERENCE]);
	if (m->allows && n->within != WITHIN_NONE)
		add_margin(message, ", allowance ", form, m->allowance, &w[ALLOWANCE]);
	add(message, ")");
}

/* The parts of a finding of a comparison; the difference, where the message has it. */
static void
say_compare(struct eval *ev, const struct node *n, struct textbuf *w, struct margin *m)
{
	const struct numform *form = form_of(n);
	struct comparison c;

	*m = (struct margin){0};
	eval_compare(ev, n, &c);
	add_side(&w[FOUND], form, n->a, &c.a);
	if (n->rel == REL_NE)
		add(&w[EXPECTED], "not ");
	add_side(&w[EXPECTED], form, n->b, &c.b);
	if (c.b.tied) {
		add(&w[EXPECTED], " or ");
		add_number(&w[EXPECTED], c.b.other);
	}
	if (n->rel == REL_NE)
		return;
	if (n->compare == COMPARE_NUMBER && c.a.known && c.b.known)
		*m = find_margin(ev, n, &c);
	if (n->compare == COMPARE_ORDER && c.a.kind == VALUE_ORDER && c.b.kind == VALUE_ORDER)
		*m = (struct margin){.difference = figure_int((int64_t)c.a.ord - c.b.ord),
		    .differs = true};
	if (m->differs)
		add_number(&w[DIFFERENCE], m->difference);
	if (m->allows)
		add_number(&w[ALLOWANCE], m->allowance);
}

static void
say_found(struct eval *ev, const struct node *n, struct textbuf *found)
{
	struct value v;

	if (n->op != N_TUPLE) {
		eval_value(ev, n, &v);
		add_value(found, n, &v);
		return;
	}
	for (const struct node *m = n->a; m != NULL; m = m->next) {
		eval_value(ev, m, &v);
		textbuf_add(found, v.text);
		if (m->next != NULL)
			add(found, ", ");
	}
}

static void
say_in(const struct eval *ev, struct textbuf *t, const struct node *n)
{
	const bool single = n->b->next == NULL;
	size_t items = 0;

	add(t, n->negate ? "not one of " : "one of ");
	add(t, !single ? "" : n->b->op == N_LIST ? "the list " :
	    n->b->op == N_FIELD ? "the values of " : "");
	for (const struct node *item = n->b; item != NULL; item = item->next, items++) {
		if (items >= MOST_ITEMS)
			continue;
		if (item->op == N_LIST) {
			add(t, "@");
			textbuf_add(t, item->text);
		} else {
			add_source(ev, t, item->src);
		}
		if (item->next != NULL)
			add(t, ", ");
	}
	if (items > MOST_ITEMS)
		textbuf_addf(t, "... (%zu in all)", items);
}

/* "at least ", of dates and periods "no earlier than ". */
static void
add_expected(struct textbuf *t, const struct node *n, enum relop rel)
{
	add(t, n->compare == COMPARE_ORDER ? relops[rel].expected_when : relops[rel].expected);
}

/* "no earlier than 01/09/2023", where the comparison is of `of`; else as it is written. */
static void
say_alternative(struct eval *ev, struct textbuf *t, const struct node *n, const struct node *of)
{
	static const enum relop turned[] = {[REL_EQ] = REL_EQ, [REL_NE] = REL_NE,
	    [REL_LT] = REL_GT, [REL_LE] = REL_GE, [REL_GT] = REL_LT, [REL_GE] = REL_LE};
	bool left = of != NULL && slice_eq(n->a->src, of->src);
	bool right = !left && of != NULL && slice_eq(n->b->src, of->src);
	enum relop rel = right ? turned[n->rel] : n->rel;
	struct textbuf other = {0};
	struct comparison c;

	if (left || right)
		eval_compare(ev, n, &c);
	if ((!left && !right) || n->within != WITHIN_NONE || c.a.tied || c.b.tied) {
		add_source(ev, t, n->src);
		return;
	}
	add_side(&other, form_of(n), left ? n->b : n->a, left ? &c.b : &c.a);
	if (rel == REL_NE)
		add(t, "not ");
	add_expected(t, n, rel);
	add_part(t, &other);
	textbuf_free(&other);
}

/* What a test of `of` wants, in words: "a number", "one of the list @las". */
static void
say_wanted(struct eval *ev, struct textbuf *t, const struct node *n, const struct node *of)
{
	switch (n->op) {
	case N_OR:
		say_wanted(ev, t, n->a, of);
		add(t, " or ");
		say_wanted(ev, t, n->b, of);
		return;
	case N_COMPARE:
		say_alternative(ev, t, n, of);
		return;
	case N_IS:
		add(t, n->negate ? "not " : "");
		add(t, is_kinds[n->is].words);
		return;
	case N_IN:
		say_in(ev, t, n);
		return;
	case N_MATCHES:
		add_pair(t, "a match of", (struct slice){0}, n->text);
		return;
	case N_NOT:
		add(t, "not ");
		add_source(ev, t, n->a->src);
		return;
	case N_NUMBER: case N_PERCENT: case N_STRING: case N_NAME: case N_NEG: case N_ADD:
	case N_SUB: case N_MUL: case N_DIV: case N_FUNC: case N_AGG: case N_LIST: case N_TUPLE:
	case N_AND: case N_IF: case N_FIELD: case N_LINKED:
		add_source(ev, t, n->src);
	}
}

static void
add_places(const struct eval *ev, const struct node *n, struct textbuf *places)
{
	struct textbuf found = {0}, one = {0};

	for (; n != NULL; n = n->next) {
		if (n->op == N_NAME && n->ref == REF_LET)
			add_places(ev, ev->rule->let[n->index], places);
		if (n->op == N_LINKED && n->function->single && n->lookup->nmet == 1) {
			textbuf_reset(&one);
			n->lookup->say(n->lookup, &found, &one);
			if (places->n == 0 || memmem(places->p, places->n, one.p, one.n) == NULL) {
				add(places, places->n > 0 ? "; " : "");
				textbuf_add(places, textbuf_slice(&one));
			}
		}
		if (n->op != N_AGG) {		/* whose rows are other ones */
			add_places(ev, n->a, places);
			add_places(ev, n->b, places);
		}
	}
	textbuf_free(&found);
	textbuf_free(&one);
}

/* Where the rows of linked files are that the words of a finding have looked up. */
static void
say_places(const struct eval *ev, const struct node *n, struct textbuf *message)
{
	struct textbuf places = {0};

	add_places(ev, n, &places);
	if (places.n > 0) {
		add(message, " (");
		textbuf_add(message, textbuf_slice(&places));
		add(message, ")");
	}
	textbuf_free(&places);
}

/* Of a comparison within rounding that has failed all the same. */
static void
say_widened(struct eval *ev, const struct node *n, struct textbuf *message)
{
	struct slice name = {0};

	if (n->op == N_COMPARE && n->within == WITHIN_ROUNDING)
		name = exact_widened(ev, n);
	if (name.p != NULL)
		textbuf_addf(message, "; the allowance is wider than need be, as '%.*s' is "
		    "used more than once", SLICE_ARG(name));
}

/*
 * Begins a message on the part n of the check, which looks at `of`. The words that all its messages
 * have are put together once, in s.
 */
static void
begin_failed(struct run *r, struct state *s, const struct eval *ev, const struct node *n,
    const struct node *of)
{
	const struct bound *u = ev->rule;
	struct textbuf *message = &r->words[MESSAGE];

	if (n == s->failed) {
		words_begin(r, NULL, true);
		return;
	}
	words_begin(r, u, source_names_each(u, of != NULL ? of : n, false));
	if (of != NULL)
		add_source(ev, message, of->src);
	add(message, of != NULL ? " is " : "it does not hold that ");
	textbuf_reset(&s->opening);
	textbuf_add(&s->opening, textbuf_slice(message));
	textbuf_reset(message);
	textbuf_reset(&s->expecting);
	add(&s->expecting, "; expected ");
	if (n->op == N_COMPARE)
		add_expected(&s->expecting, n, n->rel);
	s->failed = n;
	s->failed_column = failing_column(u, n);
}

/* What the part n of the check looks at and finds wanting. */
static void
say_failed(struct run *r, struct state *s, struct eval *ev, const struct node *n)
{
	const struct node *of = failing_subject(n);
	struct textbuf *w = r->words;
	struct margin m = {0};

	begin_failed(r, s, ev, n, of);
	if (n->op == N_COMPARE) {
		say_compare(ev, n, w, &m);
	} else {
		say_wanted(ev, &w[EXPECTED], n, of);
		if (of != NULL)
			say_found(ev, of, &w[FOUND]);
	}
	if (of != NULL && is_plain(&w[FOUND]) && is_plain(&w[EXPECTED])) {
		r->opening = textbuf_slice(&s->opening);
		r->between = textbuf_slice(&s->expecting);
	} else {
		textbuf_add(&w[MESSAGE], textbuf_slice(&s->opening));
		if (of != NULL) {
			add_part(&w[MESSAGE], &w[FOUND]);
			textbuf_add(&w[MESSAGE], textbuf_slice(&s->expecting));
		}
		add_part(&w[MESSAGE], &w[EXPECTED]);
	}
	say_margin(w, n, &m);
	if (n->op == N_COMPARE && ev->rule->rule->fields)
		say_places(ev, n, &w[MESSAGE]);
}

void
words_own(struct run *r, struct eval *ev)
{
	struct textbuf *message = &r->words[MESSAGE];
	const struct bound *u = ev->rule;
	char buf[VALUE_TEXT_SIZE];
	struct value v;

	if (u->rule->nsay > 0) {
		textbuf_reset(message);
		r->opening = r->between = (struct slice){0};
	}
	for (size_t i = 0; i < u->rule->nsay; i++) {
		if (u->say[i] == NULL) {
			textbuf_add(message, u->rule->say[i].text);
			continue;
		}
		eval_value(ev, u->say[i], &v);
		textbuf_add(message, value_text(u->say[i], &v, u->rule->say[i].decimals, buf));
	}
}

int
words_failed(struct run *r, struct state *s, struct eval *ev)
{
	const struct node *n = failing_part(ev);

	say_failed(r, s, ev, n);
	if (ev->rule->rule->nsay > 0)
		words_own(r, ev);
	if (ev->rule->twice)
		say_widened(ev, n, &r->words[MESSAGE]);
	return s->failed_column;
}

/* The name of an aggregate: that of the let it is the value of, if any. */
static struct slice
name_of(const struct bound *u, const struct node *call)
{
	for (size_t i = 0; i < u->rule->nlets; i++)
		if (u->let[i] == call)
			return u->rule->let[i].name;
	return call->a->src;
}

void
words_only(struct run *r, struct eval *ev, const struct node *only)
{
	uint32_t rows = ev->acc[only->index].n;
	const struct node *where = ev->rule->rule->where;
	struct textbuf *w = r->words;

	words_begin(r, ev->rule, source_names_each(ev->rule, only->a, false));
	textbuf_addf(&w[FOUND], "%u rows", rows);
	add(&w[EXPECTED], "1 row");
	add_source(ev, &w[MESSAGE], name_of(ev->rule, only));
	textbuf_addf(&w[MESSAGE], ": %s", rows == 0 ? "no row" : w[FOUND].p);
	if (only->b != NULL) {
		add(&w[MESSAGE], " where ");
		add_source(ev, &w[MESSAGE], only->b->src);
	}
	if (where != NULL) {
		textbuf_addf(&w[MESSAGE], "%s where ", only->b != NULL ? " among the rows" : "");
		add_source(ev, &w[MESSAGE], where->src);
	}
	add(&w[MESSAGE], "; expected exactly one");
}

/* A look-up met no row or several. */
static void
say_single(struct run *r, const struct bound *u, const struct node *call)
{
	struct textbuf *w = r->words;
	struct textbuf places = {0};

	words_begin(r, u, false);
	call->lookup->say(call->lookup, &w[FOUND], &places);
	add(&w[EXPECTED], "1 row");
	textbuf_addf(&w[MESSAGE], "%.*s finds %.*s in %s; expected exactly one",
	    SLICE_ARG(call->src), (int)w[FOUND].n, w[FOUND].p, places.p);
	textbuf_free(&places);
}

void
words_undecided(struct run *r, struct eval *ev, const struct node *n)
{
	struct slice id = ev->rule->rule->id;
	struct textbuf *w = r->words;

	if (n != NULL && n->op == N_LINKED) {
		say_single(r, ev->rule, n);
		return;
	}
	words_begin(r, NULL, true);
	if (n == NULL) {
		textbuf_addf(&w[MESSAGE], "rule %.*s cannot be computed exactly here: the numbers "
		    "have too many digits", SLICE_ARG(id));
		return;
	}
	say_found(ev, n->a, &w[FOUND]);
	textbuf_addf(&w[MESSAGE], "rule %.*s cannot be decided here: \"%.*s\" %s \"%.*s\"; "
	    "expected a simpler expression", SLICE_ARG(id), SLICE_ARG(n->text),
	    matcher_why(n->matcher), SLICE_ARG(textbuf_slice(&w[FOUND])));
}
