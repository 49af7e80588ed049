#include "rules/explain.h"

#include <string.h>

#include "base/textbuf.h"
#include "rules/function.h"

static void words(struct textbuf *t, const struct node *n);

static void
join(struct textbuf *t, const struct names *names, const char *last)
{
	for (size_t i = 0; i < names->n; i++)
		textbuf_addf(t, "%s%.*s", i == 0 ? "" : i + 1 < names->n ? ", " : last,
		    SLICE_ARG(names->name[i]));
}

/* How strongly an operation binds: a part that binds less stands in parentheses. */
static int
strength(const struct node *n)
{
	switch (n->op) {
	case N_IF: return 0;
	case N_OR: return 1;
	case N_AND: return 2;
	case N_NOT: return 3;
	case N_AGG: return n->b != NULL ? 3 : 7;	/* "... where a equals b" ends in a condition */
	case N_COMPARE: case N_IN: case N_MATCHES: case N_IS: return 4;
	case N_ADD: case N_SUB: return 5;
	case N_MUL: case N_DIV: return 6;
	case N_NUMBER: case N_PERCENT: case N_STRING: case N_NAME: case N_NEG: case N_FUNC:
	case N_LIST: case N_TUPLE: break;
	}
	return 7;
}

static void
part_words(struct textbuf *t, const struct node *n, bool enclosed)
{
	if (enclosed)
		textbuf_add(t, slice_of("("));
	words(t, n);
	if (enclosed)
		textbuf_add(t, slice_of(")"));
}

static void
binary_words(struct textbuf *t, const struct node *n, const char *op)
{
	int s = strength(n);

	part_words(t, n->a, strength(n->a) < s);
	textbuf_addf(t, " %s ", op);
	part_words(t, n->b, strength(n->b) < s || (strength(n->b) == s &&
	    (n->op == N_SUB || n->op == N_DIV)));
}

/* The words of a function or aggregate: $, & and # are filled in. */
static void
filled_words(struct textbuf *t, const struct node *n)
{
	for (const char *p = n->function->words; *p != '\0'; p++) {
		if (*p == '#')
			textbuf_add(t, n->a->next->src);
		else if (*p != '$' && *p != '&')
			textbuf_add(t, (struct slice){p, 1});
		else if (n->a == NULL)
			textbuf_add(t, slice_of("rows"));
		else
			part_words(t, n->a, *p == '$' && strength(n->a) < 7);
	}
}

static void
call_words(struct textbuf *t, const struct node *n)
{
	const struct function *f = n->function;

	if (f->words == NULL) {
		textbuf_addf(t, "%s(", f->name);
		for (const struct node *arg = n->a; arg != NULL; arg = arg->next) {
			words(t, arg);
			textbuf_add(t, slice_of(arg->next != NULL ? ", " : ")"));
		}
		return;
	}
	filled_words(t, n);
	if (n->b == NULL)
		return;
	textbuf_add(t, slice_of(n->a == NULL ? " where " : f->where_words));
	words(t, n->b);
}

static void
compare_words(struct textbuf *t, const struct node *n)
{
	binary_words(t, n, relops[n->rel].words);
	if (n->within == WITHIN_ROUNDING)
		textbuf_add(t, slice_of(" within what rounding allows"));
	if (n->within == WITHIN_AMOUNT) {
		textbuf_add(t, slice_of(" within "));
		words(t, n->c);
	}
}

static void
in_words(struct textbuf *t, const struct node *n)
{
	words(t, n->a);
	textbuf_add(t, slice_of(n->negate ? " is not in " : " is in "));
	for (const struct node *item = n->b; item != NULL; item = item->next) {
		if (item->op == N_LIST)
			textbuf_addf(t, "the list %.*s", SLICE_ARG(item->text));
		else
			textbuf_add(t, item->src);
		if (item->next != NULL)
			textbuf_add(t, slice_of(", "));
	}
}

/* A literal, or the name of a parameter with its value. */
static void
leaf_words(struct textbuf *t, const struct node *n)
{
	bool named = n->op != N_NAME && n->src.n > 0 && strchr("\"-0123456789", n->src.p[0]) == NULL;

	textbuf_add(t, n->src);
	if (!named)
		return;
	if (n->op == N_STRING)
		textbuf_addf(t, " (\"%.*s\")", SLICE_ARG(n->text));
	else if (n->op == N_NEG)
		textbuf_addf(t, " (-%.*s)", SLICE_ARG(n->a->src));
	else if (n->value != NULL)
		textbuf_addf(t, " (%.*s)", SLICE_ARG(n->value->text));
}

static void
words(struct textbuf *t, const struct node *n)
{
	switch (n->op) {
	case N_OR: binary_words(t, n, "or"); return;
	case N_AND: binary_words(t, n, "and"); return;
	case N_ADD: binary_words(t, n, "+"); return;
	case N_SUB: binary_words(t, n, "-"); return;
	case N_MUL: binary_words(t, n, "*"); return;
	case N_DIV: binary_words(t, n, "/"); return;
	case N_IF:
		textbuf_add(t, slice_of("if "));
		binary_words(t, n, "then");
		return;
	case N_NOT:
		textbuf_add(t, slice_of("not "));
		part_words(t, n->a, strength(n->a) < strength(n));
		return;
	case N_AGG: case N_FUNC: call_words(t, n); return;
	case N_COMPARE: compare_words(t, n); return;
	case N_IN: in_words(t, n); return;
	case N_IS:
		words(t, n->a);
		textbuf_addf(t, " is %s%s", n->negate ? "not " : "", is_kinds[n->is].words);
		return;
	case N_MATCHES:
		words(t, n->a);
		textbuf_addf(t, " matches \"%.*s\"", SLICE_ARG(n->text));
		return;
	case N_NEG:
		if (n->src.p[0] != '-') {
			leaf_words(t, n);
			return;
		}
		textbuf_add(t, slice_of("-"));
		part_words(t, n->a, strength(n->a) < 7);
		return;
	case N_NUMBER: case N_PERCENT: case N_STRING: case N_NAME: case N_LIST: case N_TUPLE:
		leaf_words(t, n);
	}
}

static void
grain_words(struct textbuf *t, const struct bound *u)
{
	const struct rule *rule = u->rule;

	textbuf_add(t, slice_of(u->group ? rule->by.n > 0 ? "once for each " : "once for the file" :
	    rule->header ? "once for each heading" : "once for each row"));
	if (u->group)
		join(t, &rule->by, " and ");
	else if (rule->by.n > 0) {
		textbuf_add(t, slice_of(u->naggs > 0 || u->nshares > 0 ?
		    ", with the totals of its " : ", within each "));
		join(t, &rule->by, " and ");
	} else if (u->naggs > 0 || u->nshares > 0) {
		textbuf_add(t, slice_of(", with the totals of the file"));
	}
	if (u->where != NULL) {
		textbuf_add(t, slice_of(", over rows where "));
		words(t, u->where);
	}
}

static void
test_words(struct textbuf *t, const struct bound *u, const struct program *p)
{
	const struct rule *rule = u->rule;

	switch (rule->test) {
	case TEST_COND:
		words(t, u->check);
		break;
	case TEST_UNIQUE:
		textbuf_add(t, slice_of("no other row has the same "));
		join(t, &rule->args, " and ");
		break;
	case TEST_NO_GAPS:
		textbuf_addf(t, "no gap in %.*s between the first and the last",
		    SLICE_ARG(rule->args.name[0]));
		break;
	case TEST_EVERY:
		textbuf_add(t, slice_of("there is a row for every combination of "));
		for (size_t i = 0; i < rule->naxes; i++) {
			textbuf_addf(t, "%s%.*s", i == 0 ? "" : " and ",
			    SLICE_ARG(p->col[u->axis[i].col].name));
			if (u->axis[i].list != NULL)
				textbuf_addf(t, " of the list %.*s", SLICE_ARG(rule->axis[i].list));
		}
		break;
	case TEST_DEPENDS:
		join(t, &rule->args, " and ");
		textbuf_add(t, slice_of(rule->args.n > 1 ? " have always the same " :
		    " has always the same "));
		join(t, &rule->args_to, " and ");
		break;
	}
}

static void
put(FILE *out, const char *what, struct textbuf *t)
{
	fprintf(out, "  %-6s %.*s\n", what, SLICE_ARG(textbuf_slice(t)));
	textbuf_reset(t);
}

static void
explain(const struct program *p, const struct bound *u, FILE *out)
{
	const struct rule *rule = u->rule;
	struct textbuf t = {0};

	fprintf(out, "%.*s %s", SLICE_ARG(rule->id), severity_name(rule->severity));
	if (rule->about.n > 0)
		fprintf(out, ": %.*s", SLICE_ARG(rule->about));
	putc('\n', out);
	if (u->each >= 0) {
		textbuf_addf(&t, "%.*s is the column %.*s", SLICE_ARG(rule->each),
		    SLICE_ARG(p->col[u->each].name));
		put(out, "here", &t);
	}
	grain_words(&t, u);
	put(out, "runs", &t);
	for (size_t i = 0; i < rule->nlets; i++) {
		textbuf_addf(&t, "%.*s is ", SLICE_ARG(rule->let[i].name));
		words(&t, u->let[i]);
		put(out, i == 0 ? "with" : "", &t);
	}
	test_words(&t, u, p);
	put(out, "wants", &t);
	if (rule->needs.n > 0) {
		textbuf_add(&t, slice_of("where there is a finding of "));
		join(&t, &rule->needs, " or ");
		put(out, "silent", &t);
	}
	textbuf_free(&t);
}

void
rules_explain(const struct program *program, FILE *out)
{
	for (size_t i = 0; i < program->nrules; i++) {
		if (i > 0)
			putc('\n', out);
		explain(program, &program->rule[i], out);
	}
}
