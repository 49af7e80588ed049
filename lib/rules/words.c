#include <string.h>

#include "base/visible.h"
#include "rules/exact.h"
#include "rules/function.h"
#include "rules/linked.h"
#include "rules/matcher.h"
#include "rules/source.h"
#include "rules/state.h"

/* The words of a finding: what was found, what is expected, and the message. */

enum { MOST_ITEMS = 20 };	/* that a finding lists */

void
words_begin(struct run *r, const struct bound *u, bool named)
{
	struct textbuf *message = &r->words[MESSAGE];

	for (enum part p = 0; p < PARTS; p++)
		textbuf_reset(&r->words[p]);
	if (u == NULL)
		return;
	if (u->rule->about.n > 0)
		textbuf_addf(message, "%.*s: ", SLICE_ARG(u->rule->about));
	if (u->each >= 0 && !named)
		textbuf_addf(message, "%.*s: ", SLICE_ARG(r->program->col[u->each].name));
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
	char digit[20];
	size_t n = sizeof(digit);

	if (file != row->file)
		textbuf_addf(t, " in %s,", r->file_name[file]);
	textbuf_add(t, slice_of(" on line "));
	do {
		digit[--n] = (char)('0' + line % 10);
		line /= 10;
	} while (line > 0);
	textbuf_add(t, (struct slice){digit + n, sizeof(digit) - n});
}

static void
add_pair(struct textbuf *t, const char *between, struct slice name, struct slice text)
{
	textbuf_add(t, slice_of(between));
	textbuf_add(t, name);
	textbuf_add(t, slice_of(" \""));
	textbuf_add(t, text);
	textbuf_add(t, slice_of("\""));
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
		textbuf_add(message, slice_of(": "));
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

static bool
is_ascii(struct slice s)
{
	unsigned char all = 0;

	for (size_t i = 0; i < s.n; i++)
		all |= (unsigned char)s.p[i];
	return all < 0x80;
}

/*
 * Some words, and a part of the finding or "blank". Spaces of other kinds and characters without a
 * width are shown, as "Redcar is Redcar" explains nothing.
 */
static void
add_part(struct textbuf *t, const char *words, const struct textbuf *part)
{
	textbuf_add(t, slice_of(words));
	if (part->n == 0)
		textbuf_add(t, slice_of("blank"));
	else if (is_ascii(textbuf_slice(part)))
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

	textbuf_add(t, slice_of(words));
	textbuf_add(t, form == NULL ? textbuf_slice(part) : value_number(form, num, -1, buf));
}

/* " (difference 3, allowance 1)". */
static void
say_margin(struct textbuf *w, const struct numform *form, const struct node *n,
    const struct margin *m)
{
	struct textbuf *message = &w[MESSAGE];

	add_margin(message, " (difference ", form, m->difference, &w[DIFFERENCE]);
	if (m->allows && n->within != WITHIN_NONE)
		add_margin(message, ", allowance ", form, m->allowance, &w[ALLOWANCE]);
	textbuf_add(message, slice_of(")"));
}

static void
say_compare(struct eval *ev, const struct node *n, struct textbuf *w)
{
	const struct numform *form = n->a->numform != NULL ? n->a->numform : n->b->numform;
	struct margin m = {0};
	struct comparison c;

	eval_compare(ev, n, &c);
	add_side(&w[FOUND], form, n->a, &c.a);
	if (n->rel == REL_NE)
		textbuf_add(&w[EXPECTED], slice_of("not "));
	add_side(&w[EXPECTED], form, n->b, &c.b);
	if (c.b.tied) {
		textbuf_add(&w[EXPECTED], slice_of(" or "));
		add_number(&w[EXPECTED], c.b.other);
	}
	if (n->rel != REL_NE && n->compare == COMPARE_NUMBER && c.a.known && c.b.known)
		m = find_margin(ev, n, &c);
	if (n->rel != REL_NE && n->compare == COMPARE_ORDER && c.a.kind == VALUE_ORDER &&
	    c.b.kind == VALUE_ORDER)
		m = (struct margin){.difference = figure_int((int64_t)c.a.ord - c.b.ord),
		    .differs = true};
	if (m.differs)
		add_number(&w[DIFFERENCE], m.difference);
	if (m.allows)
		add_number(&w[ALLOWANCE], m.allowance);
	add_source(ev, &w[MESSAGE], n->a->src);
	add_part(&w[MESSAGE], " is ", &w[FOUND]);
	textbuf_add(&w[MESSAGE], slice_of("; expected "));
	add_part(&w[MESSAGE], relops[n->rel].expected, &w[EXPECTED]);
	if (m.differs && (n->rel == REL_EQ || n->within != WITHIN_NONE))
		say_margin(w, form, n, &m);
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
			textbuf_add(found, slice_of(", "));
	}
}

static void
say_in(const struct eval *ev, struct textbuf *t, const struct node *n)
{
	const bool single = n->b->next == NULL;
	size_t items = 0;

	textbuf_addf(t, "%sone of %s", n->negate ? "not " : "", !single ? "" :
	    n->b->op == N_LIST ? "the list " : n->b->op == N_FIELD ? "the values of " : "");
	for (const struct node *item = n->b; item != NULL; item = item->next, items++) {
		if (items >= MOST_ITEMS)
			continue;
		if (item->op == N_LIST)
			textbuf_addf(t, "@%.*s", SLICE_ARG(item->text));
		else
			add_source(ev, t, item->src);
		if (item->next != NULL)
			textbuf_add(t, slice_of(", "));
	}
	if (items > MOST_ITEMS)
		textbuf_addf(t, "... (%zu in all)", items);
}

/* "at least 01/09/2023", where the comparison is of `of`; else as it is written. */
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
	add_side(&other, n->a->numform != NULL ? n->a->numform : n->b->numform,
	    left ? n->b : n->a, left ? &c.b : &c.a);
	add_part(t, rel == REL_NE ? "not " : relops[rel].expected, &other);
	textbuf_free(&other);
}

/* What a test of `of` wants, in words: "a number", "one of the list @las". */
static void
say_wanted(struct eval *ev, struct textbuf *t, const struct node *n, const struct node *of)
{
	switch (n->op) {
	case N_OR:
		say_wanted(ev, t, n->a, of);
		textbuf_add(t, slice_of(" or "));
		say_wanted(ev, t, n->b, of);
		return;
	case N_COMPARE:
		say_alternative(ev, t, n, of);
		return;
	case N_IS:
		textbuf_addf(t, "%s%s", n->negate ? "not " : "", is_kinds[n->is].words);
		return;
	case N_IN:
		say_in(ev, t, n);
		return;
	case N_MATCHES:
		textbuf_addf(t, "a match of \"%.*s\"", SLICE_ARG(n->text));
		return;
	case N_NOT:
		textbuf_add(t, slice_of("not "));
		add_source(ev, t, n->a->src);
		return;
	case N_NUMBER: case N_PERCENT: case N_STRING: case N_NAME: case N_NEG: case N_ADD:
	case N_SUB: case N_MUL: case N_DIV: case N_FUNC: case N_AGG: case N_LIST: case N_TUPLE:
	case N_AND: case N_IF: case N_FIELD: case N_LINKED:
		add_source(ev, t, n->src);
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

/* The first column in n, or -1; not in the condition of a look-up, unless keys is true. */
static int
first_column(const struct bound *u, const struct node *n, bool keys)
{
	int col = -1;

	for (; n != NULL && col < 0; n = n->next) {
		if (n->op == N_NAME)
			col = n->ref == REF_LET ? first_column(u, u->let[n->index], keys) :
			    n->first - 1;
		else if (n->op == N_LINKED && !keys)
			continue;
		else if (n->op != N_FIELD && (col = first_column(u, n->a, keys)) < 0 &&
		    (col = first_column(u, n->b, keys)) < 0)
			col = first_column(u, n->c, keys);
	}
	return col;
}

int
words_column(struct eval *ev)
{
	const struct bound *u = ev->rule;
	const struct node *n = failing(ev, u->check);
	int col;

	if (u->each >= 0 && u->column == u->each)
		return u->each;
	if ((col = first_column(u, n, false)) < 0)
		col = first_column(u, n, true);
	return col >= 0 ? col : u->column;
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

/* Where the rows of linked files are that the words of a finding have looked up. */
static void
say_places(const struct eval *ev, const struct node *n, struct textbuf *places)
{
	struct textbuf found = {0}, one = {0};

	for (; n != NULL; n = n->next) {
		if (n->op == N_NAME && n->ref == REF_LET)
			say_places(ev, ev->rule->let[n->index], places);
		if (n->op == N_LINKED && n->function->single && n->lookup->nmet == 1) {
			textbuf_reset(&one);
			n->lookup->say(n->lookup, &found, &one);
			if (places->n == 0 || memmem(places->p, places->n, one.p, one.n) == NULL)
				textbuf_addf(places, "%s%s", places->n > 0 ? "; " : "", one.p);
		}
		if (n->op != N_AGG) {		/* whose rows are other ones */
			say_places(ev, n->a, places);
			say_places(ev, n->b, places);
		}
	}
	textbuf_free(&found);
	textbuf_free(&one);
}

/* Of a comparison within rounding that has failed all the same. */
static void
say_widened(struct eval *ev, struct textbuf *message)
{
	struct slice name = {0};
	const struct node *n;

	if (!ev->rule->twice)
		return;
	n = failing(ev, ev->rule->check);
	if (n->op == N_COMPARE && n->within == WITHIN_ROUNDING)
		name = exact_widened(ev, n);
	if (name.p != NULL)
		textbuf_addf(message, "; the allowance is wider than need be, as '%.*s' is "
		    "used more than once", SLICE_ARG(name));
}

/* What the check looks at and finds wanting, after the words that begin the message. */
static void
say_failed(struct run *r, struct eval *ev)
{
	const struct node *n = failing(ev, ev->rule->check), *of = subject(n);
	struct textbuf *w = r->words;
	struct textbuf places = {0};

	words_begin(r, ev->rule, source_names_each(ev->rule, of != NULL ? of : n, false));
	if (n->op == N_COMPARE) {
		say_compare(ev, n, w);
		if (ev->rule->rule->fields)
			say_places(ev, n, &places);
		if (places.n > 0)
			textbuf_addf(&w[MESSAGE], " (%s)", places.p);
		textbuf_free(&places);
		return;
	}
	say_wanted(ev, &w[EXPECTED], n, of);
	if (of == NULL) {
		add_part(&w[MESSAGE], "it does not hold that ", &w[EXPECTED]);
		return;
	}
	say_found(ev, of, &w[FOUND]);
	add_source(ev, &w[MESSAGE], of->src);
	add_part(&w[MESSAGE], " is ", &w[FOUND]);
	add_part(&w[MESSAGE], "; expected ", &w[EXPECTED]);
}

void
words_own(struct run *r, struct eval *ev)
{
	struct textbuf *message = &r->words[MESSAGE];
	const struct bound *u = ev->rule;
	char buf[VALUE_TEXT_SIZE];
	struct value v;

	if (u->rule->nsay > 0)
		textbuf_reset(message);
	for (size_t i = 0; i < u->rule->nsay; i++) {
		if (u->say[i] == NULL) {
			textbuf_add(message, u->rule->say[i].text);
			continue;
		}
		eval_value(ev, u->say[i], &v);
		textbuf_add(message, value_text(u->say[i], &v, u->rule->say[i].decimals, buf));
	}
}

void
words_failed(struct run *r, struct eval *ev)
{
	say_failed(r, ev);
	words_own(r, ev);
	say_widened(ev, &r->words[MESSAGE]);
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
	textbuf_add(&w[EXPECTED], slice_of("1 row"));
	add_source(ev, &w[MESSAGE], name_of(ev->rule, only));
	textbuf_addf(&w[MESSAGE], ": %s", rows == 0 ? "no row" : w[FOUND].p);
	if (only->b != NULL) {
		textbuf_add(&w[MESSAGE], slice_of(" where "));
		add_source(ev, &w[MESSAGE], only->b->src);
	}
	if (where != NULL) {
		textbuf_addf(&w[MESSAGE], "%s where ", only->b != NULL ? " among the rows" : "");
		add_source(ev, &w[MESSAGE], where->src);
	}
	textbuf_add(&w[MESSAGE], slice_of("; expected exactly one"));
}

/* A look-up met no row or several. */
static void
say_single(struct run *r, const struct bound *u, const struct node *call)
{
	struct textbuf *w = r->words;
	struct textbuf places = {0};

	words_begin(r, u, false);
	call->lookup->say(call->lookup, &w[FOUND], &places);
	textbuf_add(&w[EXPECTED], slice_of("1 row"));
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
