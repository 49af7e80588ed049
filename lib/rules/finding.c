#include <string.h>

#include "base/visible.h"
#include "rules/exact.h"
#include "rules/function.h"
#include "rules/linked.h"
#include "rules/matcher.h"
#include "rules/source.h"
#include "rules/state.h"
#include "rules/why.h"

/* What came of a check: the counts, the words of a finding, and whether needs: holds it back. */

enum { MOST_ITEMS = 20 };	/* that a finding lists */

static struct slice
keep(struct arena *mem, struct slice s)
{
	return s.n == 0 ? (struct slice){"", 0} : arena_copy(mem, s);
}

void
finding_keep(struct finding *f, struct arena *mem)
{
	struct slice *value = arena_alloc(mem, 2 * f->nkeys * sizeof(*value));
	struct slice *name = value + f->nkeys;

	f->column = keep(mem, f->column);
	f->found = keep(mem, f->found);
	f->expected = keep(mem, f->expected);
	f->difference = keep(mem, f->difference);
	f->allowance = keep(mem, f->allowance);
	f->message = keep(mem, f->message);
	for (size_t i = 0; i < f->nkeys; i++) {
		value[i] = keep(mem, f->key_value[i]);
		name[i] = f->key_name[i];
	}
	f->key_value = value;
	f->key_name = name;
}

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

	if (file != row->file)
		textbuf_addf(t, " in %s,", r->file_name[file]);
	textbuf_addf(t, " on line %llu", (unsigned long long)line);
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

/* A number of a comparison, in the form of either side unless it has one or is a literal. */
static void
add_side(struct textbuf *t, const struct numform *form, const struct node *n,
    const struct value *v)
{
	char buf[VALUE_TEXT_SIZE];

	if (form != NULL && n->numform == NULL && v->kind == VALUE_NUMBER && v->known &&
	    n->op != N_NUMBER)
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
	size_t items = 0;

	if (n->negate)
		textbuf_add(t, slice_of("not "));
	textbuf_add(t, slice_of(n->b->next == NULL && (n->b->op == N_LIST || n->b->op == N_FIELD) ?
	    "in " : "one of "));
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

/* What a test wants, in words: "a number", "in @las". A comparison is given as written. */
static void
say_wanted(const struct eval *ev, struct textbuf *t, const struct node *n)
{
	switch (n->op) {
	case N_OR:
		say_wanted(ev, t, n->a);
		textbuf_add(t, slice_of(" or "));
		say_wanted(ev, t, n->b);
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
	case N_AND: case N_IF: case N_COMPARE: case N_FIELD: case N_LINKED:
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
	say_wanted(ev, &w[EXPECTED], n);
	if (of == NULL) {
		add_part(&w[MESSAGE], "it does not hold that ", &w[EXPECTED]);
		return;
	}
	say_found(ev, of, &w[FOUND]);
	add_source(ev, &w[MESSAGE], of->src);
	add_part(&w[MESSAGE], " is ", &w[FOUND]);
	add_part(&w[MESSAGE], "; expected ", &w[EXPECTED]);
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

/* only() met no row or several. */
static void
say_only(struct run *r, struct eval *ev, const struct node *only)
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

/* By edge: identifies the fault at the row, as a rule that needs this one or is needed has it. */
static struct fault *
find_faults(struct run *r, const struct state *s, struct row *row, enum about about,
    struct arena *mem)
{
	struct fault *fault = arena_alloc(mem, r->nedges * sizeof(*fault));
	uint64_t place[2] = {row->line, row->file};

	for (size_t i = 0; i < r->nedges; i++) {
		const struct edge *e = &r->edge[i];

		if ((e->by != s->index && e->of != s->index) || (about != ABOUT_ROW &&
		    (e->how->same_row || unsaid_column(s->rule, about, e->how->cols) >= 0)))
			continue;
		fault[i].known = true;
		fault[i].fp = e->how->same_row ? fp_of(place, sizeof(place)) :
		    row_fingerprint(r, row, e->how->cols);
	}
	return fault;
}

/*
 * Reports the finding, unless a rule that this one needs is at fault; and notes the fault. A waived
 * one holds nothing back.
 */
static void
deliver(struct run *r, struct state *s, const struct finding *f, const struct fault *fault)
{
	bool back = false, found;
	bool waived = s->rule->needed && r->sink.is_waived != NULL &&
	    r->sink.is_waived(r->sink.arg, f);

	for (size_t i = 0; i < r->nedges; i++) {
		struct edge *e = &r->edge[i];

		if (!fault[i].known)
			continue;
		back |= e->by == s->index && fptable_find(&e->faults, fault[i].fp) != NULL;
		if (e->of == s->index && !waived)
			fptable_add(&e->faults, fault[i].fp, 0, &found);
	}
	if (back)
		s->counts.held_back++;
	else
		r->sink.take(r->sink.arg, f);
}

/* Adds the columns to the key of the finding that it does not have yet. */
static void
add_keys(const struct run *r, const struct row *row, struct finding *f, struct columns c)
{
	for (size_t i = 0; i < c.n; i++) {
		struct slice name = r->program->col[c.col[i]].name;
		size_t k = 0;

		while (k < f->nkeys && f->key_name[k].p != name.p)
			k++;
		if (k < f->nkeys)
			continue;
		f->key_name[f->nkeys] = name;
		f->key_value[f->nkeys++] = row->text[c.col[i]];
	}
}

/* Where the row or group is: its line, file and key. */
static struct finding
place_finding(struct run *r, const struct state *s, struct row *row, enum about about)
{
	const struct bound *u = s->rule;
	const struct rule *rule = u->rule;
	struct finding f = {.rule = rule->id, .severity = rule->severity, .file = row->file,
	    .line = row->line, .order = (unsigned)s->index};
	int period = r->program->period;
	size_t most = r->program->key.n + u->by.n + u->arg.n + 1;

	f.key_name = arena_alloc(&row->scratch, most * sizeof(*f.key_name));
	f.key_value = arena_alloc(&row->scratch, most * sizeof(*f.key_value));
	if (about == ABOUT_ROW)
		add_keys(r, row, &f, r->program->key);
	if (f.nkeys == 0) {
		add_keys(r, row, &f, u->by);
		if ((rule->test == TEST_EVERY && about != ABOUT_GROUP) ||
		    (rule->test == TEST_UNIQUE && f.nkeys == 0))
			add_keys(r, row, &f, u->arg);
	}
	if (about == ABOUT_ROW && period >= 0)
		add_keys(r, row, &f, (struct columns){&period, 1});
	if (f.line > 0)
		f.file_name = slice_of(r->file_name[f.file]);
	return f;
}

bool
run_is_waived(struct run *r, const struct state *s, struct row *row)
{
	const struct finding f = place_finding(r, s, row, ABOUT_ROW);

	return r->sink.is_waived != NULL && r->sink.is_waived(r->sink.arg, &f);
}

void
run_tell(struct run *r, struct state *s, struct row *row, enum about about)
{
	const struct bound *u = s->rule;
	const struct rule *rule = u->rule;
	const struct textbuf *w = r->words;
	struct finding f = place_finding(r, s, row, about);
	struct pending *p;

	f.found = textbuf_slice(&w[FOUND]);
	f.expected = textbuf_slice(&w[EXPECTED]);
	f.difference = textbuf_slice(&w[DIFFERENCE]);
	f.allowance = textbuf_slice(&w[ALLOWANCE]);
	f.message = textbuf_slice(&w[MESSAGE]);
	if ((about == ABOUT_ROW || rule->test == TEST_NO_GAPS || s->column == u->each) &&
	    s->column >= 0)
		f.column = rule->header ? row->text[0] : r->program->col[s->column ==
		    r->program->derived ? r->program->derived_from : s->column].name;
	if (u->nneeds == 0) {
		deliver(r, s, &f, find_faults(r, s, row, about, &row->scratch));
		return;
	}
	p = RULES_ADD(&r->mem, s->pending, s->npending);
	*p = (struct pending){f, find_faults(r, s, row, about, &r->mem)};
	finding_keep(&p->finding, &r->mem);
}

/* The message of say:. */
static void
own_message(struct eval *ev, struct textbuf *message)
{
	const struct bound *u = ev->rule;
	char buf[VALUE_TEXT_SIZE];
	struct value v;

	textbuf_reset(message);
	for (size_t i = 0; i < u->rule->nsay; i++) {
		if (u->say[i] == NULL) {
			textbuf_add(message, u->rule->say[i].text);
			continue;
		}
		eval_value(ev, u->say[i], &v);
		textbuf_add(message, value_text(u->say[i], &v, u->rule->say[i].decimals,
		    buf));
	}
}

void
run_tell_words(struct run *r, struct state *s, struct row *row, enum about about)
{
	struct eval ev = {.row = row, .rule = s->rule, .failed_only = -1};

	if (s->rule->rule->nsay > 0)
		own_message(&ev, &r->words[MESSAGE]);
	run_tell(r, s, row, about);
}

void
run_tell_pending(struct run *r, struct state *s)
{
	for (size_t i = 0; i < s->npending; i++)
		deliver(r, s, &s->pending[i].finding, s->pending[i].fault);
}

/* Once a group. */
static void
tell_failed_only(struct run *r, struct state *s, struct eval *ev)
{
	uint32_t key[2] = {r->gid, (uint32_t)ev->failed_only};
	const struct first *first = state_first(s, r->gid);
	bool found;

	fptable_add(&s->only_reported, fp_of(key, sizeof(key)), 0, &found);
	if (found)
		return;
	say_only(r, ev, s->rule->agg[ev->failed_only]);
	if (!s->rule->group) {
		ev->row->line = first->line;
		ev->row->file = first->file;
	}
	run_tell(r, s, ev->row, ABOUT_GROUP);
}

static bool
is_first(const struct finding *first, const struct row *row)
{
	return first->rule.n == 0 || row->file < first->file ||
	    (row->file == first->file && row->line < first->line);
}

/* May the reason be a cell that does not fit its declaration? Or that a period is not due? */
static bool
depends_on_reason(const struct run *r, const struct state *s, const struct eval *ev)
{
	return ev->row != &r->row || !r->fits || s->rule->previous_row || ev->no_previous;
}

static bool
is_misfit(const struct program *p, const struct why *why)
{
	return why->column >= 0 && p->col[why->column].type != TYPE_ANY &&
	    (why->kind == WHY_NO_NUMBER || why->kind == WHY_NO_DATE ||
	    why->kind == WHY_NO_PERIOD);
}

/* Counts a row or group that was not checked; of the first, says why. */
static void
count_unchecked(struct run *r, struct state *s, struct row *row, const struct why *why,
    enum about about)
{
	struct finding *first;

	s->counts.not_checked++;
	s->counts.misfits += is_misfit(r->program, why);
	first = &s->unchecked[is_misfit(r->program, why)];
	if (!is_first(first, row))
		return;
	words_begin(r, NULL, true);
	why_words(r->program, s->rule, why, &r->words[MESSAGE]);
	*first = place_finding(r, s, row, about);
	first->message = textbuf_slice(&r->words[MESSAGE]);
	if (why->column >= 0)
		first->column = r->program->col[why->column].name;
	finding_keep(first, &r->mem);
}

/* The condition n is unknown. */
static void
not_checked(struct run *r, struct state *s, struct eval *ev, const struct node *n)
{
	struct why why = {.column = -1};

	if (depends_on_reason(r, s, ev) || is_first(&s->unchecked[false], ev->row))
		why_condition(ev, n, &why);
	if (why.kind == WHY_NOT_DUE)
		s->counts.not_due++;
	else
		count_unchecked(r, s, ev->row, &why, s->rule->group && n == s->rule->check ?
		    ABOUT_GROUP : ABOUT_ROW);
}

void
run_tell_unknown(struct run *r, struct state *s, struct row *row, int col)
{
	struct why why;

	why_cell(row, col, &why);
	count_unchecked(r, s, row, &why, ABOUT_ROW);
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
run_tell_undecided(struct run *r, struct state *s, struct row *row, enum about about)
{
	const struct node *n = row->given_up;
	struct slice id = s->rule->rule->id;
	struct textbuf *w = r->words;
	struct eval ev = r->ev;		/* which finds previous and accepted rows */

	row->given_up = NULL;
	if (n != NULL && n->op == N_LINKED) {
		say_single(r, s->rule, n);
		run_tell(r, s, row, about);
		return;
	}
	words_begin(r, NULL, true);
	if (n == NULL) {
		textbuf_addf(&w[MESSAGE], "rule %.*s cannot be computed exactly here: the numbers "
		    "have too many digits", SLICE_ARG(id));
	} else {
		ev.row = row;
		ev.rule = s->rule;
		say_found(&ev, n->a, &w[FOUND]);
		textbuf_addf(&w[MESSAGE], "rule %.*s cannot be decided here: \"%.*s\" %s \"%.*s\"; "
		    "expected a simpler expression", SLICE_ARG(id), SLICE_ARG(n->text),
		    matcher_why(n->matcher), SLICE_ARG(textbuf_slice(&w[FOUND])));
	}
	run_tell(r, s, row, about);
}

void
run_conclude(struct run *r, struct state *s, struct eval *ev, const struct node *n, enum truth t)
{
	const struct rule *rule = s->rule->rule;
	enum about about = !s->rule->group ? ABOUT_ROW : rule->test == TEST_EVERY ? ABOUT_ABSENCE :
	    ABOUT_GROUP;

	if (t == UNKNOWN && ev->failed_only < 0 && !ev->overflow) {
		not_checked(r, s, ev, n);
		return;
	}
	s->counts.checked++;
	if (ev->failed_only >= 0) {
		tell_failed_only(r, s, ev);
	} else if (ev->overflow) {
		run_tell_undecided(r, s, ev->row, about);
	} else if (t == NO) {
		say_failed(r, ev);
		if (rule->nsay > 0)
			own_message(ev, &r->words[MESSAGE]);
		say_widened(ev, &r->words[MESSAGE]);
		run_tell(r, s, ev->row, about);
	}
}
