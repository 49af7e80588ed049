#include "rules/watch.h"

#include <stdlib.h>

#include "base/errmsg.h"
#include "base/memory.h"
#include "base/recent.h"
#include "rules/function.h"
#include "rules/linked.h"
#include "rules/value.h"

enum { MOST_VALUES = 1000, LONGEST = 255 };

/* A comparison of a column with a text, or with several of which one is enough. */
struct claim {
	size_t rule;			/* in the program; nrules: of a heading */
	const char *file;
	const struct node *node, *text;	/* the first text */
	struct watched *column;
	bool in_where, occurs, said;
};

struct watched {
	int col;
	struct linked *of;		/* a column of this file, or NULL */
	struct slice name;
	size_t open;			/* claims that do not occur yet */
	struct recent values;
	bool full, read;	/* it has too many; of a linked file: its rows were looked at */
};

struct watch {
	const struct program *program;
	struct claim *claim;
	size_t nclaims;
	struct watched **column;
	size_t ncolumns;
	struct watched **open;		/* those of the rows, with open claims */
	size_t nopen;
	struct arena mem;
};

/* Where the trees being walked are. */
struct walk {
	struct watch *w;
	size_t rule;
	const char *file;
	bool in_where;
	struct linked *of;		/* the file that is looked up, or NULL */
};

/* Of which conditions in a tree the texts are watched: of a check, those that are negated. */
enum wanted { ALL, NEGATED, NOT_NEGATED };

/* A column of texts, of the rows or of a linked file; *of: that file, or NULL. */
static bool
is_text_column(const struct walk *k, const struct node *n, struct linked **of)
{
	const struct program *p = k->w->program;

	*of = n->op == N_LINKED && n->lookup != NULL ? n->lookup->of : k->of;
	if (n->op == N_LINKED && n->function->single)	/* lookup(f.col where ...) */
		n = n->a;
	if (n->op == N_FIELD)
		return *of != NULL && n->type == TYPE_ANY && n->index >= 0 &&
		    n->index < (int)linked_program(*of)->ncols;
	*of = NULL;
	return node_is_column(n) && (n->type == TYPE_ANY || n->type == TYPE_TEXT) &&
	    n->index < (int)p->ncols && p->col[n->index].type == TYPE_ANY;
}

static struct watched *
watched_column(struct walk *k, const struct node *n, struct linked *of)
{
	struct watch *w = k->w;
	struct watched *c;

	n = n->op == N_LINKED ? n->a : n;
	for (size_t i = 0; i < w->ncolumns; i++)
		if (w->column[i]->col == n->index && w->column[i]->of == of)
			return w->column[i];
	c = arena_alloc(&w->mem, sizeof(*c));
	*c = (struct watched){.col = n->index, .of = of,
	    .name = of != NULL ? n->src : w->program->col[n->index].name};
	recent_init(&c->values);
	*(struct watched **)RULES_ADD(&w->mem, w->column, w->ncolumns) = c;
	if (of == NULL)
		w->open[w->nopen++] = c;
	return c;
}

static void
add_claim(struct walk *k, const struct node *n, struct watched *c, const struct node *text)
{
	struct watch *w = k->w;

	c->open++;
	*(struct claim *)RULES_ADD(&w->mem, w->claim, w->nclaims) = (struct claim){.rule = k->rule,
	    .file = k->file, .node = n, .text = text, .column = c, .in_where = k->in_where};
}

static void
find_claim(struct walk *k, const struct node *n, enum wanted wanted)
{
	bool negated = n->op == N_IN ? n->negate : n->rel == REL_NE;
	struct linked *of;

	if (wanted == (negated ? NOT_NEGATED : NEGATED))
		return;
	if (n->op == N_IN) {
		for (const struct node *item = n->b; item != NULL; item = item->next)
			if (item->op == N_LIST || item->op == N_FIELD)
				return;
		if (is_text_column(k, n->a, &of))
			add_claim(k, n, watched_column(k, n->a, of), n->b);
	} else if (n->b->op == N_STRING && is_text_column(k, n->a, &of)) {
		add_claim(k, n, watched_column(k, n->a, of), n->b);
	} else if (n->a->op == N_STRING && is_text_column(k, n->b, &of)) {
		add_claim(k, n, watched_column(k, n->b, of), n->a);
	}
}

static enum wanted
opposite(enum wanted wanted)
{
	return wanted == ALL ? ALL : wanted == NEGATED ? NOT_NEGATED : NEGATED;
}

static void
walk(struct walk *k, const struct node *n, enum wanted wanted)
{
	struct linked *of = k->of;

	for (; n != NULL; n = n->next) {
		enum wanted left = n->op == N_AGG || n->op == N_LINKED ? ALL :
		    n->op == N_NOT || n->op == N_IF ? opposite(wanted) : wanted;

		if ((n->op == N_COMPARE || n->op == N_IN) && n->compare == COMPARE_TEXT)
			find_claim(k, n, wanted);
		if (n->op == N_LINKED)
			k->of = n->lookup != NULL ? n->lookup->of : NULL;
		if (n->a != NULL)
			walk(k, n->a, left);
		if (n->b != NULL && n->op != N_IN)
			walk(k, n->b, n->op == N_IF ? wanted : left);
		k->of = of;
	}
}

static void
walk_rules(struct watch *w)
{
	const struct program *p = w->program;

	for (size_t i = 0; i < p->nrules; i++) {
		const struct bound *u = &p->rule[i];
		struct walk k = {.w = w, .rule = i, .file = u->rule->file, .in_where = true};

		if (!u->never)
			walk(&k, u->where, ALL);
		k.in_where = false;
		for (size_t l = 0; l < u->rule->nlets; l++)
			walk(&k, u->let[l], ALL);
		walk(&k, u->check, NEGATED);
	}
	for (size_t i = 0; i < p->ncols; i++)
		for (size_t r = 0; r < p->col[i].nrounded; r++) {
			const struct column_rounding *c = &p->col[i].rounded[r];

			walk(&(struct walk){.w = w, .rule = p->nrules, .file = c->file}, c->where,
			    ALL);
		}
}

struct watch *
watch_new(const struct program *p)
{
	struct watch *w = xcalloc(1, sizeof(*w));

	w->program = p;
	w->open = arena_alloc(&w->mem, p->ncols * sizeof(struct watched *));
	walk_rules(w);
	return w;
}

void
watch_free(struct watch *w)
{
	if (w == NULL)
		return;
	for (size_t i = 0; i < w->ncolumns; i++)
		recent_free(&w->column[i]->values);
	arena_free(&w->mem);
	free(w);
}

/* The texts of a claim: the next after one, NULL after the last. */
static const struct node *
next_text(const struct claim *m, const struct node *text)
{
	return m->node->op == N_IN ? text->next : NULL;
}

/* A value that had not occurred in the column. */
static void
take_value(struct watch *w, struct watched *c, struct slice value)
{
	for (size_t i = 0; i < w->nclaims && c->open > 0; i++) {
		struct claim *m = &w->claim[i];

		if (m->column != c || m->occurs)
			continue;
		for (const struct node *t = m->text; t != NULL && !m->occurs; t = next_text(m, t))
			m->occurs = same_text(t->text, value);
		c->open -= m->occurs;
	}
}

/* False: the column need not be watched any longer. */
static bool
take_cell(struct watch *w, struct watched *c, struct slice value)
{
	if (value.n <= LONGEST && !recent_add(&c->values, value))
		return true;
	if (intern_count(c->values.texts) > MOST_VALUES) {
		c->full = true;
		return false;
	}
	take_value(w, c, value);	/* longer ones are not kept: nothing is spelt like them */
	return c->open > 0;
}

bool
watch_row(struct watch *w, const struct slice *cell)
{
	for (size_t i = 0; i < w->nopen; )
		if (take_cell(w, w->open[i], cell[w->open[i]->col]))
			i++;
		else
			w->open[i] = w->open[--w->nopen];
	return w->nopen > 0;
}

/* The digits of a, and then those of b, are the same: codes and periods differ by theirs. */
static bool
same_digits(struct slice a, struct slice b)
{
	size_t i = 0, k = 0;

	for (;; i++, k++) {
		while (i < a.n && (unsigned char)(a.p[i] - '0') > 9)
			i++;
		while (k < b.n && (unsigned char)(b.p[k] - '0') > 9)
			k++;
		if (i == a.n || k == b.n)
			return i == a.n && k == b.n;
		if (a.p[i] != b.p[k])
			return false;
	}
}

/* Two neighbouring letters that changed places, and nothing else. */
static bool
is_swapped(struct slice a, struct slice b)
{
	size_t i = 0;

	if (a.n != b.n)
		return false;
	while (i < a.n && a.p[i] == b.p[i])
		i++;
	return i + 1 < a.n && a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i] &&
	    memcmp(a.p + i + 2, b.p + i + 2, a.n - i - 2) == 0;
}

enum { MOST_LETTERS = 2 };

/*
 * In how many letters they differ, ignoring case: at most 2, and a third of the shorter; more than
 * that where they are two words or codes rather than one misspelt.
 */
static size_t
letters_apart(struct slice a, struct slice b)
{
	size_t limit = (a.n < b.n ? a.n : b.n) / 3;

	if (!same_digits(a, b))
		return MOST_LETTERS + 1;
	if (limit > MOST_LETTERS)
		limit = MOST_LETTERS;
	if (is_swapped(a, b))
		return 1;
	return suggest_distance(a, b, limit) > limit ? MOST_LETTERS + 1 :
	    suggest_distance(a, b, limit);
}

/* The value spelt most like one of the texts of the claim; p == NULL: there is none. */
static struct slice
find_near(const struct claim *m)
{
	const struct watched *c = m->column;
	struct slice near = {0}, value;
	size_t least = MOST_LETTERS + 1, apart;

	for (const struct node *t = m->text; t != NULL; t = next_text(m, t))
		for (uint32_t i = 0; !c->full && i < intern_count(c->values.texts); i++) {
			value = intern_key(c->values.texts, i);
			apart = letters_apart(t->text, value);
			if (apart < least) {
				least = apart;
				near = value;
			}
		}
	return near;
}

/* The same mistake in the same rule has been reported. */
static bool
is_said(const struct watch *w, const struct claim *m)
{
	const struct bound *rule = w->program->rule;

	for (const struct claim *other = w->claim; other < m; other++)
		if (other->said && other->column == m->column && (other->rule == m->rule ||
		    (m->rule < w->program->nrules && other->rule < w->program->nrules &&
		    rule[other->rule].rule == rule[m->rule].rule)) &&
		    other->node->op == m->node->op && slice_eq(other->text->text, m->text->text))
			return true;
	return false;
}

static void
remark_claim(const struct watch *w, const struct claim *m, struct slice near, struct remarks *out)
{
	struct textbuf t = {0};

	textbuf_addf(&t, "%s:%u: ", m->file, m->node->line);
	if (m->rule < w->program->nrules)
		textbuf_addf(&t, "rule %.*s: ", SLICE_ARG(w->program->rule[m->rule].rule->id));
	textbuf_addf(&t, "no row has %.*s %s", SLICE_ARG(m->column->name),
	    m->node->op == N_IN ? "in (" : "= ");
	for (const struct node *n = m->text; n != NULL; n = next_text(m, n))
		textbuf_addf(&t, "%s\"%.*s\"", n == m->text ? "" : ", ", SLICE_ARG(n->text));
	textbuf_addf(&t, "%s; did you mean '%.*s'?", m->node->op == N_IN ? ")" : "",
	    SLICE_ARG(near));
	remark(out, false, "%s", t.p);
	textbuf_free(&t);
}

/* Looks at the rows of a linked file until all texts have occurred. */
static void
read_linked(struct watch *w, struct watched *c)
{
	size_t at = 0;
	struct slice text;
	enum truth t;
	uint64_t line;
	bool more = c->of != NULL && !c->read;

	while (more && linked_next(c->of, NULL, c->col, &at, &text, &t, &line))
		more = take_cell(w, c, text);
	c->read = true;
}

void
watch_remark(struct watch *w, size_t rule, bool matched, struct remarks *out)
{
	for (size_t i = 0; i < w->nclaims; i++) {
		struct claim *m = &w->claim[i];
		struct slice near;

		if (m->rule == rule)
			read_linked(w, m->column);
		if (m->rule != rule || m->occurs || (m->in_where && !matched))
			continue;
		near = find_near(m);
		if (near.p == NULL || is_said(w, m))
			continue;
		m->said = true;
		remark_claim(w, m, near, out);
	}
}
