#include "rules/parse.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "rules/function.h"

enum { DEEPEST = 1000, INNERMOST = 200 };

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

static const char *const keywords[] = {"and", "or", "not", "if", "then", "in", "is", "matches",
    "within", "where", "rounding", "to"};

static struct slice
at_most(struct slice s, size_t n)
{
	return (struct slice){s.p, s.n < n ? s.n : n};
}

int
parse_expected(struct parser *p, const char *fmt, ...)
{
	char what[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	if (p->lx.token == T_END)
		return errmsg_set(p->e, "%s:%u: found the end of the line; expected %s", p->file,
		    p->lx.at, what);
	return errmsg_set(p->e, "%s:%u: found '%.*s'; expected %s", p->file, p->lx.at,
	    SLICE_ARG(at_most(p->lx.src, 60)), p->lx.token == T_BAD ? p->lx.expected : what);
}

static void *
expected(struct parser *p, const char *what)
{
	parse_expected(p, "%s", what);
	return NULL;
}

int
parse_unknown(struct parser *p, const char *what, struct slice name, const struct slice *known,
    size_t n)
{
	size_t i = slice_nearest(name, known, n);

	if (i == n)
		return errmsg_set(p->e, "%s:%u: no %s called '%.*s'; see quarterly-rules(5)",
		    p->file, p->lx.at, what, SLICE_ARG(at_most(name, 60)));
	return errmsg_set(p->e, "%s:%u: no %s called '%.*s'; did you mean '%.*s'?", p->file,
	    p->lx.at, what, SLICE_ARG(at_most(name, 60)), SLICE_ARG(known[i]));
}

static struct node *
node_new(struct parser *p, enum node_op op, struct node *a, struct node *b)
{
	struct node *n = arena_alloc(p->mem, sizeof(*n));

	n->op = op;
	n->line = p->lx.at;
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
	errmsg_set(p->e, "%s:%u: nested too deeply; expected at most %d parentheses, calls, signs "
	    "and nots within each other", p->file, p->lx.at, INNERMOST);
	return false;
}

/* What was read since start, without the blanks before the present token. */
static void
end_src(struct parser *p, struct node *n, const char *start)
{
	const char *end = p->lx.src.p;

	while (end > start && strchr(" \t\r\n", end[-1]) != NULL)
		end--;
	n->src = (struct slice){start, (size_t)(end - start)};
}

bool
parse_take(struct parser *p, enum token t)
{
	if (p->lx.token != t)
		return false;
	lex_next(&p->lx);
	return true;
}

bool
parse_take_word(struct parser *p, const char *word)
{
	if (!lex_is(&p->lx, word))
		return false;
	lex_next(&p->lx);
	return true;
}

int
parse_want_word(struct parser *p, const char *word)
{
	return parse_take_word(p, word) ? 0 : parse_expected(p, "'%s'", word);
}

int
parse_want_equals(struct parser *p)
{
	return parse_take(p, T_EQ) ? 0 : parse_expected(p, "'='");
}

bool
parse_is_name(const struct parser *p)
{
	if (p->lx.token == T_BRACKET)
		return true;
	if (p->lx.token != T_WORD)
		return false;
	for (size_t i = 0; i < LENGTH(keywords); i++)
		if (slice_is(p->lx.text, keywords[i]))
			return false;
	return true;
}

/* The present token's text, with each doubled mark made one. */
static struct slice
undoubled(struct parser *p, char mark)
{
	struct slice s = p->lx.text;
	char *copy;
	size_t n = 0;

	if (memchr(s.p, mark, s.n) == NULL)
		return s;
	copy = arena_alloc(p->mem, s.n);
	for (size_t i = 0; i < s.n; i++) {
		copy[n++] = s.p[i];
		i += s.p[i] == mark;
	}
	return (struct slice){copy, n};
}

static struct slice
take_name(struct parser *p)
{
	struct slice name = p->lx.token == T_BRACKET ? undoubled(p, ']') : p->lx.text;

	lex_next(&p->lx);
	return name;
}

struct place
parse_place(const struct parser *p)
{
	return (struct place){p->file, p->lx.at};
}

int
parse_name(struct parser *p, struct slice *name, const char *what)
{
	if (!parse_is_name(p))
		return parse_expected(p, "%s", what);
	*name = take_name(p);
	return 0;
}

void
parse_add_name(struct parser *p, struct names *names, struct slice name, struct place at)
{
	names->name = rules_grow(p->mem, names->name, names->n, sizeof(*names->name));
	names->at = rules_grow(p->mem, names->at, names->n, sizeof(*names->at));
	names->name[names->n] = name;
	names->at[names->n++] = at;
}

int
parse_names(struct parser *p, struct names *names)
{
	struct slice name;
	struct place at;

	do {
		at = parse_place(p);
		if (parse_name(p, &name, "a column's name") != 0)
			return -1;
		parse_add_name(p, names, name, at);
	} while (parse_take(p, T_COMMA));
	return 0;
}

int
parse_end(struct parser *p, const char *what)
{
	return p->lx.token == T_END ? 0 : parse_expected(p, "the end of %s", what);
}

int
parse_string(struct parser *p, struct slice *text)
{
	if (p->lx.token != T_STRING)
		return parse_expected(p, "a text in double quotes");
	*text = undoubled(p, '"');
	lex_next(&p->lx);
	return 0;
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
	if (!parse_take(p, T_CLOSE))
		return expected(p, "')' or ','");
	end_src(p, n, start);
	return n;
}

/* What is within the parentheses of sum(x where condition). */
static struct node *
parse_aggregate(struct parser *p, struct node *n)
{
	if (!lex_is(&p->lx, "where") && p->lx.token != T_CLOSE &&
	    (n->a = parse_expr(p)) == NULL)
		return NULL;
	if (parse_take_word(p, "where") && (n->b = parse_cond(p)) == NULL)
		return NULL;
	if (n->a == NULL && !n->function->rows)
		return expected(p, "what to aggregate, such as a column");
	return n;
}

static struct node *
parse_arguments(struct parser *p, struct node *n)
{
	struct node **tail = &n->a;
	unsigned args = 0, arity = function_arity(n->function);

	do {
		if ((*tail = parse_expr(p)) == NULL)
			return NULL;
		tail = &(*tail)->next;
		args++;
	} while (parse_take(p, T_COMMA));
	if (args == arity)
		return n;
	errmsg_set(p->e, "%s:%u: %s() has %s; expected %u", p->file, p->lx.at, n->function->name,
	    plural(args, "argument").text, arity);
	return NULL;
}

static void *
unknown_function(struct parser *p, struct slice name)
{
	struct slice known[64];
	const struct function *f;
	size_t n = 0;

	for (; n < LENGTH(known) && (f = function_at(n)) != NULL; n++)
		known[n] = slice_of(f->name);
	parse_unknown(p, "function", name, known, n);
	return NULL;
}

static struct node *
parse_call(struct parser *p, struct slice name, const char *start)
{
	const struct function *f = function_find(name);
	struct node *n;

	if (f == NULL)
		return unknown_function(p, name);
	n = node_new(p, f->add != NULL ? N_AGG : N_FUNC, NULL, NULL);
	n->function = f;
	if ((f->add != NULL ? parse_aggregate(p, n) : parse_arguments(p, n)) == NULL)
		return NULL;
	if (!parse_take(p, T_CLOSE))
		return expected(p, f->add != NULL ? "'where' or ')'" : "')'");
	end_src(p, n, start);
	return n;
}

static struct node *
name_or_call(struct parser *p)
{
	const char *start = p->lx.src.p;
	struct node *n = node_new(p, N_NAME, NULL, NULL);
	bool word = p->lx.token == T_WORD;

	n->text = take_name(p);
	if (!word || p->lx.token != T_OPEN)
		return n;
	lex_next(&p->lx);
	if (!deeper(p))
		return NULL;
	n = parse_call(p, n->text, start);
	p->depth--;
	return n;
}

/* An operation of the present token on what follows. */
static struct node *
prefix(struct parser *p, enum node_op op, struct node *(*operand)(struct parser *p))
{
	const char *start = p->lx.src.p;
	struct node *n;

	lex_next(&p->lx);
	if (!deeper(p) || (n = operand(p)) == NULL)
		return NULL;
	p->depth--;
	n = node_new(p, op, n, NULL);
	end_src(p, n, start);
	return n;
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
	if (!parse_take(p, T_CLOSE))
		return expected(p, "')'");
	end_src(p, n, start);
	return n;
}

static struct node *
parse_factor(struct parser *p)
{
	enum token t = p->lx.token;
	struct node *n;

	if (t == T_MINUS)
		return prefix(p, N_NEG, parse_factor);
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
	return parse_is_name(p) ? name_or_call(p) : expected(p, "a name, a number or a text");
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
	n->line = a->line;
	end_src(p, n, a->src.p);
	return n;
}

static struct node *
parse_term(struct parser *p)
{
	struct node *n = parse_factor(p);
	enum token t;

	while (n != NULL && ((t = p->lx.token) == T_TIMES || t == T_OVER)) {
		lex_next(&p->lx);
		n = binary(p, t == T_TIMES ? N_MUL : N_DIV, n, parse_factor(p));
	}
	return n;
}

struct node *
parse_expr(struct parser *p)
{
	struct node *n = parse_term(p);
	enum token t;

	while (n != NULL && ((t = p->lx.token) == T_PLUS || t == T_MINUS)) {
		lex_next(&p->lx);
		n = binary(p, t == T_PLUS ? N_ADD : N_SUB, n, parse_term(p));
	}
	return n;
}

/* @list, or ("a", 2, @list). */
static struct node *
parse_items(struct parser *p)
{
	struct node *first = NULL, **tail = &first;
	bool open = parse_take(p, T_OPEN);

	do {
		if (p->lx.token == T_LIST) {
			*tail = node_new(p, N_LIST, NULL, NULL);
			(*tail)->text = p->lx.text;
			lex_next(&p->lx);
		} else if (open && (p->lx.token == T_STRING || p->lx.token == T_NUMBER ||
		    p->lx.token == T_PERCENT || p->lx.token == T_MINUS)) {
			if ((*tail = parse_factor(p)) == NULL)
				return NULL;
		} else {
			return expected(p, open ? "a text, a number or @list" :
			    "@list or ( after 'in'");
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

	n->negate = parse_take_word(p, "not");
	for (size_t i = 0; i < IS_KINDS; i++)
		if (parse_take_word(p, is_kinds[i].name)) {
			n->is = (enum is_kind)i;
			return n;
		}
	return expected(p, "blank, number, symbol, date or whole after 'is'");
}

static struct node *
parse_relation(struct parser *p, struct node *left)
{
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
	if (!parse_take_word(p, "within"))
		return n;
	if (parse_take_word(p, "rounding")) {
		n->within = WITHIN_ROUNDING;
		return n;
	}
	n->within = WITHIN_AMOUNT;
	return (n->c = parse_expr(p)) != NULL ? n : NULL;
}

static struct node *
parse_compare(struct parser *p)
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
	} else if (parse_take_word(p, "is")) {
		n = parse_is(p, left);
	} else {
		n = parse_relation(p, left);
	}
	if (n != NULL && n != left) {
		n->line = left->line;
		end_src(p, n, start);
	}
	return n;
}

static struct node *
parse_not(struct parser *p)
{
	return lex_is(&p->lx, "not") ? prefix(p, N_NOT, parse_not) : parse_compare(p);
}

static struct node *
parse_and(struct parser *p)
{
	struct node *n = parse_not(p);

	while (n != NULL && parse_take_word(p, "and"))
		n = binary(p, N_AND, n, parse_not(p));
	return n;
}

static struct node *
parse_or(struct parser *p)
{
	struct node *n = parse_and(p);

	while (n != NULL && parse_take_word(p, "or"))
		n = binary(p, N_OR, n, parse_and(p));
	return n;
}

struct node *
parse_cond(struct parser *p)
{
	const char *start = p->lx.src.p;
	struct node *n, *test;

	if (!deeper(p))
		return NULL;
	if (!parse_take_word(p, "if")) {
		n = parse_or(p);
		p->depth--;
		return n;
	}
	if ((test = parse_cond(p)) == NULL || parse_want_word(p, "then") != 0)
		return NULL;
	n = binary(p, N_IF, test, parse_cond(p));
	p->depth--;
	if (n != NULL)
		end_src(p, n, start);
	return n;
}

struct node *
parse_literal(struct parser *p)
{
	struct node *n;

	if (p->lx.token != T_NUMBER && p->lx.token != T_PERCENT && p->lx.token != T_STRING &&
	    p->lx.token != T_MINUS)
		return expected(p, "a number, a percentage or a text");
	if ((n = parse_expr(p)) == NULL)
		return NULL;
	if (n->op != N_NUMBER && n->op != N_PERCENT && n->op != N_STRING && n->op != N_NEG) {
		errmsg_set(p->e, "%s:%u: found an operation; expected a number, a percentage or a "
		    "text", p->file, n->line);
		return NULL;
	}
	return n;
}
