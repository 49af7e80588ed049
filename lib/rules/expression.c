#include <string.h>

#include "base/errmsg.h"
#include "rules/function.h"
#include "rules/hint.h"
#include "rules/parse.h"

/* Conditions and expressions. */

enum { DEEPEST = 1000, INNERMOST = 200 };

static struct node *parse_at(struct parser *p, enum level level);

static void *
expected(struct parser *p, const char *what)
{
	parse_expected(p, what);
	return NULL;
}

static struct node *
node_new(struct parser *p, enum node_op op, struct node *a, struct node *b)
{
	struct node *n = arena_alloc(p->mem, sizeof(*n));

	n->op = op;
	n->line = a != NULL ? a->line : p->lx.at;
	n->a = a;
	n->b = b;
	n->index = n->compared = -1;
	n->height = a != NULL ? a->height : 0;
	n->src = a != NULL ? a->src : p->lx.src;
	return n;
}

/* The stack bounds how far parentheses, calls, signs and nots may nest. */
static bool
deeper(struct parser *p)
{
	if (++p->depth <= INNERMOST)
		return true;
	parse_fault(p, p->lx.at, "nested too deeply; expected at most %d parentheses, calls, signs "
	    "and nots within each other", INNERMOST);
	return false;
}

/* n is written from start to the blanks before the present token. */
static struct node *
written(struct parser *p, struct node *n, const char *start)
{
	const char *end = p->lx.src.p;

	while (end > start && strchr(" \t\r\n", end[-1]) != NULL)
		end--;
	n->src = (struct slice){start, (size_t)(end - start)};
	return n;
}

/* (a, b): a parenthesis, a name and a comma can begin nothing else. */
static bool
at_tuple(const struct parser *p)
{
	struct parser ahead = *p;

	lex_next(&ahead.lx);
	if (!parse_is_name(&ahead))
		return false;
	lex_next(&ahead.lx);
	return ahead.lx.token == T_COMMA;
}

static struct node *
parse_tuple(struct parser *p)
{
	struct node *n = node_new(p, N_TUPLE, NULL, NULL), **tail = &n->a;
	const char *start = p->lx.src.p;

	do {
		lex_next(&p->lx);
		*tail = node_new(p, N_NAME, NULL, NULL);
		if (parse_name(p, &(*tail)->text, "a column's name") != 0)
			return NULL;
		tail = &(*tail)->next;
	} while (p->lx.token == T_COMMA);
	return parse_take(p, T_CLOSE) ? written(p, n, start) : expected(p, "')' or ','");
}

/* "by d" in before(x by d). */
static bool
parse_order(struct parser *p, struct node *call)
{
	struct errmsg what;

	if (!parse_take_word(p, "by")) {
		errmsg_set(&what, "'by' and a date, a period or a number, as in %s(%.*s by "
		    "start_date)", call->function->name, SLICE_ARG(call->a->src));
		return parse_expected(p, what.text) == 0;
	}
	return (call->c = parse_expr(p)) != NULL;
}

/* The inside of the parentheses of sum(x where condition). */
static struct node *
parse_aggregate(struct parser *p, struct node *n)
{
	struct slice outer = p->table;

	p->table = (struct slice){0};
	if (!lex_is(&p->lx, "where") && p->lx.token != T_CLOSE &&
	    (n->a = parse_expr(p)) == NULL)
		return NULL;
	if (n->a != NULL && n->function->step != 0 && !parse_order(p, n))
		return NULL;
	if (parse_take_word(p, "where") && (n->b = parse_cond(p)) == NULL)
		return NULL;
	if (p->table.p != NULL) {
		n->op = N_LINKED;
		n->table = p->table;
		if (n->a != NULL && n->a->op == N_NAME && n->function->rows &&
		    slice_eq(n->a->text, n->table))	/* count(f where ...) */
			n->a = NULL;
	}
	p->table = outer;
	if (n->a == NULL && !n->function->rows)
		return expected(p, "what to aggregate, such as a column");
	if (n->function->linked && n->op != N_LINKED)
		return expected(p, "a column of a linked file, as in lookup(FILE.COLUMN where "
		    "FILE.KEY = KEY)");
	return n;
}

static struct node *
parse_list(struct parser *p)
{
	struct node *n = node_new(p, N_LIST, NULL, NULL);

	n->text = p->lx.text;
	return parse_take(p, T_LIST) ? n : expected(p, "a list, such as @holidays");
}

static struct node *
parse_arguments(struct parser *p, struct node *n)
{
	struct node **tail = &n->a;
	unsigned args = 0, arity = function_arity(n->function);

	do {
		*tail = args < arity && n->function->arg[args] == ARG_LIST ? parse_list(p) :
		    parse_expr(p);
		if (*tail == NULL)
			return NULL;
		tail = &(*tail)->next;
		args++;
	} while (n->function->step == 0 && parse_take(p, T_COMMA));
	if (args == arity)
		return n->function->step == 0 || parse_order(p, n) ? n : NULL;
	parse_fault(p, p->lx.at, "%s() has %s; expected %u", n->function->name,
	    plural(args, "argument").text, arity);
	return NULL;
}

static const struct function *
find_function(struct parser *p, struct slice name)
{
	const char *hint = hint_function(name);
	struct slice known[64];
	const struct function *f;
	size_t n = 0;

	for (; (f = function_at(n)) != NULL && n < LENGTH(known); n++)
		known[n] = slice_of(f->name);
	if ((f = function_find(name)) == NULL && hint != NULL)
		parse_fault(p, p->lx.at, "no function called '%.*s'; expected %s", SLICE_ARG(name),
		    hint);
	else if (f == NULL)
		parse_unknown(p, "function", name, known, n);
	return f;
}

static struct node *
parse_call(struct parser *p, struct slice name, const char *start)
{
	const struct function *f = find_function(p, name);
	struct node *n;

	if (f == NULL)
		return NULL;
	n = node_new(p, f->add != NULL ? N_AGG : N_FUNC, NULL, NULL);
	n->function = f;
	if ((f->add != NULL ? parse_aggregate(p, n) : parse_arguments(p, n)) == NULL)
		return NULL;
	if (!parse_take(p, T_CLOSE))
		return expected(p, f->add != NULL ? "'where' or ')'" : "')'");
	return written(p, n, start);
}

/* The present token is the dot after the name n. */
static struct node *
rest_of_field(struct parser *p, struct node *n, const char *start)
{
	p->fields = true;
	n->op = N_FIELD;
	n->table = n->text;
	lex_next(&p->lx);
	return parse_name(p, &n->text, "a column of the linked file") == 0 ?
	    written(p, n, start) : NULL;
}

struct node *
parse_field(struct parser *p)
{
	const char *start = p->lx.src.p;
	struct node *n = node_new(p, N_NAME, NULL, NULL);

	if (parse_name(p, &n->text, "FILE.COLUMN") != 0)
		return NULL;
	return p->lx.token == T_DOT ? rest_of_field(p, n, start) :
	    expected(p, "'.' and a column of the linked file");
}

static struct node *
name_or_call(struct parser *p)
{
	const char *start = p->lx.src.p;
	struct node *n = node_new(p, N_NAME, NULL, NULL);
	bool word = p->lx.token == T_WORD;

	if (parse_name(p, &n->text, "a name, a number or a text") != 0)
		return NULL;
	if (p->lx.token == T_DOT) {
		if ((n = rest_of_field(p, n, start)) != NULL && p->table.p == NULL)
			p->table = n->table;
		return n;
	}
	if (!word || !parse_take(p, T_OPEN))
		return n;
	if (!deeper(p))
		return NULL;
	n = parse_call(p, n->text, start);
	p->depth--;
	return n;
}

/* An operation of the present token on an operand of that level. */
static struct node *
prefix(struct parser *p, enum node_op op, enum level level)
{
	const char *start = p->lx.src.p;
	struct node *n;

	lex_next(&p->lx);
	if (!deeper(p) || (n = parse_at(p, level)) == NULL)
		return NULL;
	p->depth--;
	return written(p, node_new(p, op, n, NULL), start);
}

static struct node *
parse_parentheses(struct parser *p)
{
	const char *start = p->lx.src.p;
	struct node *n;

	if (at_tuple(p))
		return parse_tuple(p);
	lex_next(&p->lx);
	if ((n = parse_cond(p)) == NULL)
		return NULL;
	return parse_take(p, T_CLOSE) ? written(p, n, start) : expected(p, "')'");
}

static struct node *
parse_value(struct parser *p)
{
	enum token t = p->lx.token;
	struct node *n;

	if (t == T_MINUS)
		return prefix(p, N_NEG, LEVEL_VALUE);
	if (t == T_OPEN)
		return parse_parentheses(p);
	if (t == T_NUMBER || t == T_PERCENT) {
		n = node_new(p, t == T_NUMBER ? N_NUMBER : N_PERCENT, NULL, NULL);
		n->num = p->lx.num;
		if (t == T_PERCENT)
			figure_div(n->num, figure_int(100), p->mem, &n->num);
		lex_next(&p->lx);
		return n;
	}
	if (t == T_STRING) {
		n = node_new(p, N_STRING, NULL, NULL);
		return parse_string(p, &n->text) == 0 ? n : NULL;
	}
	return name_or_call(p);
}

static bool
at_field(const struct parser *p)
{
	struct parser ahead = *p;

	if (!parse_is_name(p))
		return false;
	lex_next(&ahead.lx);
	return ahead.lx.token == T_DOT;
}

/* @list, FILE.COLUMN, or ("a", 2, @list). */
static struct node *
parse_items(struct parser *p)
{
	struct node *first = NULL, **tail = &first;
	bool open = parse_take(p, T_OPEN);

	do {
		if (p->lx.token == T_LIST) {
			*tail = parse_list(p);
		} else if (!open && at_field(p)) {
			if ((*tail = parse_field(p)) == NULL)
				return NULL;
		} else if (open && parse_is_literal(p)) {
			if ((*tail = parse_value(p)) == NULL)
				return NULL;
		} else {
			return expected(p, open ? "a text in double quotes, a number or @list" :
			    "@list, FILE.COLUMN or ( after 'in'");
		}
		tail = &(*tail)->next;
	} while (open && parse_take(p, T_COMMA));
	if (open && !parse_take(p, T_CLOSE))
		return expected(p, "')' or ','");
	return first;
}

static struct node *
parse_is(struct parser *p, struct node *left)
{
	struct node *n = node_new(p, N_IS, left, NULL);
	const char *hint;

	n->negate = parse_take_word(p, "not");
	for (size_t i = 0; i < IS_KINDS; i++)
		if (parse_take_word(p, is_kinds[i].name)) {
			n->is = (enum is_kind)i;
			return n;
		}
	if (parse_is_literal(p))
		return expected(p, n->negate ? "'!=' instead of 'is not'" : "'=' instead of 'is'");
	hint = p->lx.token == T_WORD ? hint_kind(p->lx.text) : NULL;
	return expected(p, hint != NULL ? hint : "blank, number, symbol, date or whole after 'is'");
}

static struct node *
parse_relation(struct parser *p, struct node *left)
{
	struct errmsg room;
	const char *hint;
	struct node *n;
	size_t i;

	for (i = 1; i < RELOPS && !slice_is(p->lx.src, relops[i].name); i++)
		;
	if (i == RELOPS)
		return left;
	n = node_new(p, N_COMPARE, left, NULL);
	n->rel = (enum relop)i;
	lex_next(&p->lx);
	if ((n->b = parse_expr(p)) == NULL)
		return NULL;
	hint = p->lx.token != T_WORD || parse_is_name(p) ? hint_comparison(&p->lx, n, &room) : NULL;
	if (hint != NULL)
		return expected(p, hint);
	if (!parse_take_word(p, "within"))
		return n;
	n->within = parse_take_word(p, "rounding") ? WITHIN_ROUNDING : WITHIN_AMOUNT;
	return n->within == WITHIN_ROUNDING || (n->c = parse_expr(p)) != NULL ? n : NULL;
}

static struct node *
parse_test(struct parser *p)
{
	const char *start = p->lx.src.p;
	struct node *left = parse_expr(p), *n;
	bool negate;

	if (left == NULL)
		return NULL;
	negate = parse_take_word(p, "not");
	if (negate && !lex_is(&p->lx, "in"))
		return expected(p, "'in' after 'not'");
	if (parse_take_word(p, "in")) {
		n = node_new(p, N_IN, left, NULL);
		n->negate = negate;
		if ((n->b = parse_items(p)) == NULL)
			return NULL;
	} else if (left->op == N_TUPLE) {
		return expected(p, "'in @list' or 'not in @list'");
	} else if (parse_take_word(p, "matches")) {
		n = node_new(p, N_MATCHES, left, NULL);
		if (parse_string(p, &n->text) != 0)
			return NULL;
	} else {
		n = parse_take_word(p, "is") ? parse_is(p, left) : parse_relation(p, left);
	}
	return n == NULL || n == left ? n : written(p, n, start);
}

static struct node *
binary(struct parser *p, enum node_op op, struct node *a, struct node *b)
{
	struct node *n;

	if (b == NULL)
		return NULL;
	n = node_new(p, op, a, b);
	n->height = 1 + (a->height > b->height ? a->height : b->height);
	if (n->height > DEEPEST)
		return expected(p, "a clause of at most 1,000 operations");
	return written(p, n, a->src.p);
}

/* Is the present token an operation of that level on what is before and after it? */
static bool
is_operation(const struct parser *p, enum level level, enum node_op *op)
{
	enum token t = p->lx.token;

	if (t != T_OPERATOR && t != T_MINUS && t != T_WORD)
		return false;
	for (*op = N_ADD; *op <= N_AND; (*op)++)
		if (operations[*op].level == level && slice_is(p->lx.src, operations[*op].name))
			return true;
	return false;
}

/* A value, or an operation of that level or a tighter one. */
static struct node *
parse_at(struct parser *p, enum level level)
{
	enum node_op op;
	struct node *n;

	if (level == LEVEL_VALUE)
		return parse_value(p);
	if (level == LEVEL_TEST)
		return parse_test(p);
	if (level == LEVEL_NOT && lex_is(&p->lx, "not"))
		return prefix(p, N_NOT, LEVEL_NOT);
	n = parse_at(p, level - 1);
	while (n != NULL && level != LEVEL_NOT && is_operation(p, level, &op)) {
		lex_next(&p->lx);
		n = binary(p, op, n, parse_at(p, level - 1));
	}
	return n;
}

struct node *
parse_expr(struct parser *p)
{
	return parse_at(p, LEVEL_SUM);
}

struct node *
parse_cond(struct parser *p)
{
	const char *start = p->lx.src.p;
	struct node *n;

	if (!deeper(p))
		return NULL;
	if (!parse_take_word(p, "if")) {
		n = parse_at(p, LEVEL_OR);
	} else {
		if ((n = parse_cond(p)) == NULL || parse_want_word(p, "then") != 0 ||
		    (n = binary(p, N_IF, n, parse_cond(p))) == NULL)
			return NULL;
		written(p, n, start);
	}
	p->depth--;
	return n;
}

struct node *
parse_literal(struct parser *p)
{
	return parse_is_literal(p) ? parse_value(p) :
	    expected(p, "a number, a percentage or a text");
}
