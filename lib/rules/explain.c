#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/bind.h"
#include "rules/function.h"

static const char *const severity_words[] = {
	[SEV_OFF] = "only counted", [SEV_NOTE] = "a note", [SEV_QUERY] = "a query",
	[SEV_ERROR] = "an error",
};

static void words(FILE *out, const struct node *n);

static void
put(FILE *out, struct slice s)
{
	fprintf(out, "%.*s", SLICE_ARG(s));
}

static void
join(FILE *out, const struct names *names, const char *last)
{
	for (size_t i = 0; i < names->n; i++)
		fprintf(out, "%s%.*s", i == 0 ? "" : i + 1 < names->n ? ", " : last,
		    SLICE_ARG(names->name[i]));
}

/* A call in words reads as one thing only outside arithmetic; an aggregate may end in where. */
static enum level
level_of(const struct node *n)
{
	if (n->function == NULL || n->function->words == NULL)
		return operations[n->op].level;
	return n->op != N_FUNC && n->b != NULL ? LEVEL_NOT : LEVEL_TEST;
}

/* A part of an operation: in parentheses if it is looser than that. */
static void
part_words(FILE *out, const struct node *n, enum level most)
{
	bool enclosed = level_of(n) > most;

	fputs(enclosed ? "(" : "", out);
	words(out, n);
	fputs(enclosed ? ")" : "", out);
}

static void
binary_words(FILE *out, const struct node *n, const char *op)
{
	enum level most = level_of(n);
	bool mixed = n->op == N_OR && (n->a->op == N_AND || n->b->op == N_AND);

	part_words(out, n->a, mixed && n->a->op == N_AND ? LEVEL_NOT : most);
	fprintf(out, " %s ", op);
	part_words(out, n->b, mixed ? LEVEL_NOT : n->op == N_SUB || n->op == N_DIV ? most - 1 :
	    most);
}

/* NAME(argument, ...) */
static void
plain_call(FILE *out, const struct node *n)
{
	fprintf(out, "%s(", n->function->name);
	for (const struct node *arg = n->a; arg != NULL; arg = arg->next) {
		words(out, arg);
		fputs(arg->next != NULL ? ", " : ")", out);
	}
}

/* The words for a call, which are others for dates and where its last argument is 1. */
static const char *
template_of(const struct node *n)
{
	const struct node *last = n->a;

	while (last != NULL && last->next != NULL)
		last = last->next;
	if (n->function->when_words != NULL && type_is_ordered(n->type))
		return n->function->when_words;
	return n->function->one_words != NULL && last != NULL && slice_is(last->src, "1") ?
	    n->function->one_words : n->function->words;
}

static void
argument_words(FILE *out, const struct node *n, char sign)
{
	const struct node *arg = sign == '%' ? n->c : sign == '#' ? n->a->next :
	    sign == '@' ? n->a->next->next : n->a;

	if (arg == NULL)
		fputs("rows", out);
	else if (arg->op == N_LIST)
		put(out, arg->text);
	else
		part_words(out, arg, sign == '$' || sign == '#' ? LEVEL_VALUE : LEVEL_TEST);
}

static void
call_words(FILE *out, const struct node *n)
{
	const struct function *f = n->function;

	if (f->words == NULL) {
		plain_call(out, n);
		return;
	}
	for (const char *p = template_of(n); *p != '\0'; p++)
		if (strchr("$&#@%", *p) == NULL)
			putc(*p, out);
		else
			argument_words(out, n, *p);
	if (n->op == N_LINKED && (n->b != NULL || n->a == NULL))
		fprintf(out, "%.*s of %.*s", n->a == NULL ? 0 :
		    (int)(strlen(f->where_words) - strlen(" where ")), f->where_words,
		    SLICE_ARG(n->table));
	if (n->b == NULL)
		return;
	fputs(n->op == N_LINKED || n->a == NULL ? " where " : f->where_words, out);
	words(out, n->b);
}

static void
compare_words(FILE *out, const struct node *n)
{
	const struct relop_names *rel = &relops[n->rel];

	binary_words(out, n, n->compare == COMPARE_ORDER ? rel->when : rel->words);
	if (n->within == WITHIN_ROUNDING)
		fputs(" within what rounding allows", out);
	if (n->within == WITHIN_AMOUNT) {
		fputs(" within ", out);
		words(out, n->c);
	}
}

/* "is in the list a", "is "x" or "y"", "is none of 1, 2 and 3" */
static void
in_words(FILE *out, const struct node *n)
{
	const struct node *item = n->b;
	bool only = item->next == NULL, two = !only && item->next->next == NULL;
	const char *last = n->negate ? two ? " nor " : " and " : " or ";

	words(out, n->a);
	if (only && item->op != N_LIST && item->op != N_FIELD)
		fputs(n->negate ? " is not " : " is ", out);
	else if (only)
		fputs(n->negate ? " is not in " : " is in ", out);
	else
		fputs(n->negate ? two ? " is neither " : " is none of " : two ? " is " :
		    " is one of ", out);
	for (; item != NULL; item = item->next) {
		fputs(item->op == N_LIST ? only ? "the list " : "those in the list " : "", out);
		put(out, item->op == N_LIST ? item->text : item->src);
		fputs(item->next == NULL ? "" : item->next->next == NULL ? last : ", ", out);
	}
}

/* A literal, or the name of a parameter with its value. */
static void
leaf_words(FILE *out, const struct node *n)
{
	put(out, n->src);
	if (n->op == N_NAME || n->op == N_FIELD || n->src.n == 0 ||
	    strchr("\"-0123456789", n->src.p[0]) != NULL)
		return;
	if (n->op == N_STRING)
		fprintf(out, " (\"%.*s\")", SLICE_ARG(n->text));
	else if (n->op == N_NEG)
		fprintf(out, " (-%.*s)", SLICE_ARG(n->a->src));
	else if (n->value != NULL)
		fprintf(out, " (%.*s)", SLICE_ARG(n->value->text));
}

static void
words(FILE *out, const struct node *n)
{
	switch (n->op) {
	case N_AGG: case N_FUNC: case N_LINKED: call_words(out, n); return;
	case N_COMPARE: compare_words(out, n); return;
	case N_IN: in_words(out, n); return;
	case N_IF:
		fputs("if ", out);
		/* fall through */
	case N_OR: case N_AND: case N_ADD: case N_SUB: case N_MUL: case N_DIV:
		binary_words(out, n, operations[n->op].name);
		return;
	case N_NOT:
		fputs("not ", out);
		part_words(out, n->a, LEVEL_NOT);
		return;
	case N_IS:
		words(out, n->a);
		fprintf(out, " is %s%s", n->negate ? "not " : "", is_kinds[n->is].words);
		return;
	case N_MATCHES:
		words(out, n->a);
		fprintf(out, " matches \"%.*s\"", SLICE_ARG(n->text));
		return;
	case N_NEG:
		if (n->src.p[0] == '-') {
			putc('-', out);
			part_words(out, n->a, LEVEL_VALUE);
			return;
		}
		/* fall through - a parameter */
	case N_NUMBER: case N_PERCENT: case N_STRING: case N_NAME: case N_LIST: case N_TUPLE:
	case N_FIELD:
		leaf_words(out, n);
	}
}

static void
group_words(FILE *out, const struct rule *rule)
{
	if (rule->by.n == 0) {
		fprintf(out, "once for the file%s%.*s", rule->on.n > 0 ? " " : "",
		    SLICE_ARG(rule->on));
		return;
	}
	fputs("once for each ", out);
	join(out, &rule->by, " and ");
	fprintf(out, "%s%.*s", rule->on.n > 0 ? " of " : "", SLICE_ARG(rule->on));
}

static void
grain_words(FILE *out, const struct bound *u)
{
	const struct rule *rule = u->rule;
	bool totals = u->naggs > 0 || u->nshares > 0;

	if (u->group)
		group_words(out, rule);
	else
		fprintf(out, "once for each %s%s%.*s", rule->header ? "heading" : "row",
		    rule->on.n > 0 ? " of " : "", SLICE_ARG(rule->on));
	if (u->where != NULL) {
		fputs(u->group ? ", over rows where " : " where ", out);
		words(out, u->where);
	}
	if (u->group || (rule->by.n == 0 && !totals))
		return;
	fputs(totals ? ", together with all rows" : ", within each ", out);
	fputs(totals && rule->by.n > 0 ? " of the same " : "", out);
	join(out, &rule->by, " and ");
}

static void
axis_words(FILE *out, const struct axis *x, struct slice list, const struct program *p)
{
	fputs(x->cols.n > 1 ? "(" : "", out);
	for (size_t i = 0; i < x->cols.n; i++) {
		fputs(i > 0 ? ", " : "", out);
		put(out, p->col[x->cols.col[i]].name);
	}
	fputs(x->cols.n > 1 ? ")" : "", out);
	if (x->list != NULL)
		fprintf(out, " of the list %.*s", SLICE_ARG(list));
	else if (x->cols.n > 1)
		fputs(" as they occur together", out);
}

static void
test_words(FILE *out, const struct bound *u, const struct program *p)
{
	const struct rule *rule = u->rule;

	switch (rule->test) {
	case TEST_COND:
		words(out, u->check);
		break;
	case TEST_UNIQUE:
		fputs("no other row has the same ", out);
		join(out, &rule->args, " and ");
		break;
	case TEST_NO_GAPS:
		fprintf(out, "no gap in %.*s between the first and the last",
		    SLICE_ARG(rule->args.name[0]));
		break;
	case TEST_EVERY:
		fputs("there is a row for every combination of ", out);
		for (size_t i = 0; i < rule->naxes; i++) {
			fputs(i == 0 ? "" : " and ", out);
			axis_words(out, &u->axis[i], rule->axis[i].list, p);
		}
		break;
	case TEST_NO_OVERLAP:
		fprintf(out, "the span from %.*s to %.*s, both included, overlaps with that of no "
		    "other row",
		    SLICE_ARG(rule->args.name[0]), SLICE_ARG(rule->args.name[1]));
		break;
	case TEST_DEPENDS:
		join(out, &rule->args, " and ");
		fputs(rule->args.n > 1 ? " have always the same " : " has always the same ", out);
		join(out, &rule->args_to, " and ");
		break;
	}
}

/* What the rule's needs: says of another; NULL: that one is left out. */
static const struct hold_back *
find_need(const struct program *p, const struct bound *u, struct slice id)
{
	for (size_t i = 0; i < u->nneeds; i++)
		if (slice_eq(p->rule[u->needs[i].rule].rule->id, id))
			return &u->needs[i];
	return NULL;
}

/* A column that the findings of that rule do not say, so that they hold nothing back; or -1. */
static int
missing_column(const struct program *p, const struct hold_back *h)
{
	const struct bound *of = &p->rule[h->rule];

	return !of->group ? -1 : unsaid_column(of, of->rule->test == TEST_EVERY ? ABOUT_ABSENCE :
	    ABOUT_GROUP, h->cols);
}

static void
needs_words(FILE *out, const struct program *p, const struct bound *u)
{
	const struct rule *rule = u->rule;
	struct names silencers = {.name = xcalloc(rule->needs.n + 1, sizeof(*silencers.name))};
	const struct hold_back *h;

	for (size_t i = 0; i < rule->needs.n; i++) {
		h = find_need(p, u, rule->needs.name[i]);
		if (h != NULL && !h->never && missing_column(p, h) < 0)
			silencers.name[silencers.n++] = rule->needs.name[i];
	}
	if (silencers.n > 0) {
		fputs("\n  silent where there is a finding of ", out);
		join(out, &silencers, " or ");
		fputs(rule->by.n > 0 ? " about the same " : "", out);
		join(out, &rule->by, " and ");
	}
	free(silencers.name);
	for (size_t i = 0; i < rule->needs.n; i++) {
		if ((h = find_need(p, u, rule->needs.name[i])) == NULL)
			continue;
		if (h->never)
			fprintf(out, "\n  not silenced by %.*s, which is only %s",
			    SLICE_ARG(rule->needs.name[i]),
			    severity_words[p->rule[h->rule].rule->severity]);
		else if (missing_column(p, h) >= 0)
			fprintf(out, "\n  not silenced by %.*s, whose findings do not say the "
			    "%.*s", SLICE_ARG(rule->needs.name[i]),
			    SLICE_ARG(p->col[missing_column(p, h)].name));
	}
}

static void
explain(const struct program *p, const struct bound *u, FILE *out)
{
	const struct rule *rule = u->rule;

	fprintf(out, "%.*s %s", SLICE_ARG(rule->id), severity_names[rule->severity]);
	if (rule->about.n > 0)
		fprintf(out, ": %.*s", SLICE_ARG(rule->about));
	if (u->each >= 0)
		fprintf(out, "\n  here   %.*s is the column %.*s", SLICE_ARG(rule->each),
		    SLICE_ARG(p->col[u->each].name));
	fputs("\n  runs   ", out);
	grain_words(out, u);
	for (size_t i = 0; i < rule->nlets; i++) {
		fprintf(out, "\n  %-6s %.*s is ", i == 0 ? "with" : "",
		    SLICE_ARG(rule->let[i].name));
		words(out, u->let[i]);
	}
	fputs("\n  wants  ", out);
	test_words(out, u, p);
	needs_words(out, p, u);
	if (rule->has_unchecked)
		fprintf(out, "\n  what it cannot check is %s", severity_words[rule->unchecked]);
	putc('\n', out);
}

static void
explain_left_out(const struct left_out *l, FILE *out)
{
	fprintf(out, "%.*s %s", SLICE_ARG(l->rule->id), severity_names[l->rule->severity]);
	if (l->rule->about.n > 0)
		fprintf(out, ": %.*s", SLICE_ARG(l->rule->about));
	fprintf(out, "\n  does not run, as the file has no column '%.*s'\n", SLICE_ARG(l->column));
}

void
rules_explain(const struct program *program, FILE *out)
{
	for (size_t i = 0; i < program->nrules && !program->rule[i].builtin; i++) {
		if (i > 0)
			putc('\n', out);
		explain(program, &program->rule[i], out);
	}
	for (size_t i = 0; i < program->nleft_out; i++) {
		if (rules_builtin(program->left_out[i].rule->id) || program->left_out[i].lost)
			continue;
		if (i > 0 || (program->nrules > 0 && !program->rule[0].builtin))
			putc('\n', out);
		explain_left_out(&program->left_out[i], out);
	}
}
