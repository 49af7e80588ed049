#include "rules.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules_expr.h"
#include "utf8.h"
#include "xalloc.h"

enum { DEEPEST_INCLUDE = 16, LARGEST = 16 * 1024 * 1024 };

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))
#define ADD(array, n, cap) ((array) = xgrow((array), &(cap), (n) + 1, sizeof(*(array))), \
	memset(&(array)[n], 0, sizeof(*(array))), &(array)[(n)++])

/* A file being read: its lines, and the one it stands at. */
struct reader {
	struct rules *rules;
	struct parser parser;
	const char *p, *end;	/* what is left */
	unsigned line;		/* of p */
	int depth;		/* of includes */
	struct rule *rule;	/* the one whose clauses follow, or NULL */
	bool in_rule;
};

/* A heading or a clause with the lines that continue it. */
struct piece_of_file {
	struct slice text;	/* from its first word, without the last newline */
	unsigned line, indent;
};

static int read_file(struct rules *r, const char *path, int depth, const char *from, unsigned line,
    struct errmsg *e);

const char *
severity_name(enum severity s)
{
	static const char *const names[] = {"off", "note", "query", "error"};

	return names[s];
}

bool
severity_parse(struct slice s, enum severity *out)
{
	for (enum severity v = SEV_NOTE; v <= SEV_ERROR; v++)
		if (slice_is(s, severity_name(v))) {
			*out = v;
			return true;
		}
	return false;
}

static struct slice
this_line(const struct reader *rd)
{
	const char *nl = memchr(rd->p, '\n', (size_t)(rd->end - rd->p));

	return (struct slice){rd->p, (size_t)((nl == NULL ? rd->end : nl) - rd->p)};
}

static void
pass_line(struct reader *rd)
{
	struct slice s = this_line(rd);

	rd->p = s.p + s.n + (s.p + s.n < rd->end);
	rd->line++;
}

/* Columns of blanks at the start, a tab going to the next multiple of 8; *body: the rest. */
static unsigned
indent_of(struct slice s, struct slice *body)
{
	unsigned indent = 0;
	size_t i;

	for (i = 0; i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'); i++)
		indent = s.p[i] == '\t' ? (indent | 7) + 1 : indent + 1;
	*body = (struct slice){s.p + i, s.n - i};
	while (body->n > 0 && strchr(" \t\r", body->p[body->n - 1]) != NULL)
		body->n--;
	return indent;
}

static bool
begins_with(struct slice s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && memcmp(s.p, word, n) == 0 && (s.n == n || strchr(" \t", s.p[n]) != NULL);
}

/* The next heading, rule line or clause; false at the end of the file. */
static bool
next_piece(struct reader *rd, struct piece_of_file *out)
{
	struct slice body, more;
	unsigned indent;

	for (;; pass_line(rd)) {
		if (rd->p >= rd->end)
			return false;
		out->indent = indent_of(this_line(rd), &body);
		if (body.n > 0 && body.p[0] != '#')
			break;
	}
	out->line = rd->line;
	out->text = body;
	pass_line(rd);
	if (out->indent == 0 && begins_with(body, "rule"))
		return true;
	for (; rd->p < rd->end; pass_line(rd)) {
		indent = indent_of(this_line(rd), &more);
		if (more.n == 0 || more.p[0] == '#')
			continue;
		if (indent <= out->indent)
			break;
		out->text.n = (size_t)(more.p + more.n - out->text.p);
	}
	return true;
}

static int
unknown_word(struct parser *p, const char *what, struct slice got, const char *const *names,
    size_t n)
{
	struct slice known[16] = {{0}};
	size_t i;

	for (i = 0; i < n; i++)
		known[i] = slice_of(names[i]);
	i = slice_nearest(got, known, n);
	return errmsg_set(p->e, "%s:%u: no %s called '%.*s'%s%s%s", p->file, p->lx.at, what,
	    (int)(got.n < 60 ? got.n : 60), got.p, i < n ? "; did you mean '" : "",
	    i < n ? names[i] : "", i < n ? "'?" : "");
}

static int
one_name(struct parser *p, struct slice *name, const char *what)
{
	if (!parse_is_name(p))
		return parse_error(p, "%s expected", what);
	*name = p->lx.text;
	lex_next(&p->lx);
	return 0;
}

/* A number, with a sign perhaps. */
static int
one_number(struct parser *p, struct dec *out)
{
	bool minus = parse_take(p, T_MINUS);

	if (p->lx.token != T_NUMBER)
		return parse_error(p, "a number expected");
	*out = p->lx.num;
	if (minus)
		out->digits = -out->digits;
	lex_next(&p->lx);
	return 0;
}

static int
head_date(struct reader *rd)
{
	struct rules *r = rd->rules;
	struct date_decl *d = ADD(r->date, r->ndates, r->date_cap);

	if (parse_names(&rd->parser, &d->names) != 0)
		return -1;
	return parse_take_word(&rd->parser, "as") ? parse_string(&rd->parser, &d->form) : 0;
}

static int
head_period(struct reader *rd)
{
	struct parser *p = &rd->parser;

	if (rd->rules->period.p != NULL)
		return errmsg_set(p->e, "%s:%u: the period is declared twice, first on line %u",
		    p->file, p->lx.at, rd->rules->period_line);
	rd->rules->period_line = p->lx.at;
	if (one_name(p, &rd->rules->period, "the period's column") != 0)
		return -1;
	if (!parse_take_word(p, "as"))
		return parse_error(p, "'as \"PATTERN\"' expected");
	return parse_string(p, &rd->rules->period_form);
}

static int
head_symbols(struct reader *rd)
{
	struct parser *p = &rd->parser;
	struct slice s;

	if (p->lx.token == T_END)
		return parse_error(p, "one symbol or more expected");
	while (p->lx.token != T_END) {
		lex_word(&p->lx);
		s = p->lx.text;
		if (p->lx.token == T_STRING) {
			if (parse_string(p, &s) != 0)
				return -1;
		} else {
			lex_next(&p->lx);
		}
		names_add(&rd->rules->symbols, s, p->lx.at);
	}
	return 0;
}

static int
head_range(struct reader *rd)
{
	struct parser *p = &rd->parser;
	struct symbol_range *g = ADD(rd->rules->range, rd->rules->nranges, rd->rules->range_cap);

	g->line = p->lx.at;
	lex_word(&p->lx);
	g->symbol = p->lx.text;
	if (p->lx.token == T_STRING ? parse_string(p, &g->symbol) != 0 : (lex_next(&p->lx), false))
		return -1;
	if (one_number(p, &g->lo) != 0)
		return -1;
	if (!parse_take_word(p, "to"))
		return parse_error(p, "'to' expected");
	if ((g->any = parse_take_word(p, "any")))
		return 0;
	if (one_number(p, &g->hi) != 0)
		return -1;
	if (rat_cmp(rat_of_dec(g->lo), rat_of_dec(g->hi)) > 0)
		return errmsg_set(p->e, "%s:%u: the range of '%.*s' ends before it begins",
		    p->file, g->line, SLICE_ARG(g->symbol));
	return 0;
}

static int
head_printed(struct reader *rd)
{
	struct parser *p = &rd->parser;
	struct printed *d = ADD(rd->rules->printed, rd->rules->nprinted, rd->rules->printed_cap);
	struct dec n = {0};

	d->decimals = -1;
	if (parse_names(p, &d->names) != 0)
		return -1;
	if (!parse_take_word(p, "to"))
		return 0;
	if (one_number(p, &n) != 0)
		return -1;
	if (n.scale != 0 || n.digits < 0 || n.digits > 12)
		return errmsg_set(p->e, "%s:%u: printed to %lld decimals; 0 to 12 expected",
		    p->file, p->lx.at, (long long)n.digits);
	d->decimals = (int)n.digits;
	return 0;
}

static int
head_rounded(struct reader *rd)
{
	struct parser *p = &rd->parser;
	struct rounding *d = ADD(rd->rules->rounded, rd->rules->nrounded, rd->rules->rounded_cap);

	d->line = p->lx.at;
	d->file = p->file;
	if (parse_names(p, &d->names) != 0)
		return -1;
	if (!parse_take_word(p, "to"))
		return parse_error(p, "'to' and the base expected");
	if (one_number(p, &d->base) != 0)
		return -1;
	if (d->base.digits <= 0)
		return errmsg_set(p->e, "%s:%u: a base of rounding is more than 0", p->file, d->line);
	if (parse_take_word(p, "where") && (d->where = parse_cond(p)) == NULL)
		return -1;
	return 0;
}

static int
head_list(struct reader *rd)
{
	struct parser *p = &rd->parser;
	struct list_decl *l = ADD(rd->rules->list, rd->rules->nlists, rd->rules->list_cap);

	l->line = p->lx.at;
	l->file = p->file;
	if (one_name(p, &l->name, "the list's name") != 0)
		return -1;
	for (size_t i = 0; i + 1 < rd->rules->nlists; i++)
		if (slice_eq(rd->rules->list[i].name, l->name))
			return errmsg_set(p->e, "%s:%u: the list '%.*s' is declared twice, first "
			    "on line %u", p->file, l->line, SLICE_ARG(l->name),
			    rd->rules->list[i].line);
	if (parse_take(p, T_EQ)) {
		do {
			if (parse_string(p, ADD(l->item, l->nitems, l->item_cap)) != 0)
				return -1;
		} while (parse_take(p, T_COMMA));
		return 0;
	}
	if (!parse_take_word(p, "from"))
		return parse_error(p, "'=' and texts, or 'from \"FILE\"', expected");
	if (parse_string(p, &l->from) != 0)
		return -1;
	if (!parse_take_word(p, "columns"))
		return parse_error(p, "'columns' and the columns of the list expected");
	if (parse_names(p, &l->columns) != 0)
		return -1;
	if (l->columns.n > 3)
		return errmsg_set(p->e, "%s:%u: a list has 1 to 3 columns, not %zu", p->file, l->line,
		    l->columns.n);
	if (!parse_take_word(p, "valid"))
		return 0;
	if (one_name(p, &l->valid_from, "the column with the first valid period") != 0)
		return -1;
	if (!parse_take_word(p, "to"))
		return parse_error(p, "'to' expected");
	return one_name(p, &l->valid_to, "the column with the last valid period");
}

static struct node *
literal(struct parser *p)
{
	struct node *n;

	if (p->lx.token != T_NUMBER && p->lx.token != T_PERCENT && p->lx.token != T_STRING &&
	    p->lx.token != T_MINUS) {
		parse_error(p, "a number, a percentage or a text expected");
		return NULL;
	}
	if ((n = parse_expr(p)) == NULL)
		return NULL;
	if (n->op != N_NUMBER && n->op != N_PERCENT && n->op != N_STRING && n->op != N_NEG) {
		errmsg_set(p->e, "%s:%u: a number, a percentage or a text expected, not a sum",
		    p->file, n->line);
		return NULL;
	}
	return n;
}

static int
head_param(struct reader *rd)
{
	struct parser *p = &rd->parser;
	struct param *q = ADD(rd->rules->param, rd->rules->nparams, rd->rules->param_cap);

	q->line = p->lx.at;
	if (one_name(p, &q->name, "the parameter's name") != 0)
		return -1;
	for (size_t i = 0; i + 1 < rd->rules->nparams; i++)
		if (slice_eq(rd->rules->param[i].name, q->name))
			return errmsg_set(p->e, "%s:%u: the parameter '%.*s' is declared twice, "
			    "first on line %u", p->file, q->line, SLICE_ARG(q->name),
			    rd->rules->param[i].line);
	if (!parse_take(p, T_EQ))
		return parse_error(p, "'=' expected");
	return (q->value = literal(p)) != NULL ? 0 : -1;
}

/* path, from the folder of the rules file it stands in. */
static char *
beside(const char *file, struct slice path)
{
	const char *slash = strrchr(file, '/');
	size_t dir = path.n > 0 && path.p[0] == '/' ? 0 : slash == NULL ? 0 :
	    (size_t)(slash + 1 - file);
	char *s = xmalloc(dir + path.n + 1);

	memcpy(s, file, dir);
	memcpy(s + dir, path.p, path.n);
	s[dir + path.n] = '\0';
	return s;
}

static int
head_include(struct reader *rd)
{
	struct parser *p = &rd->parser;
	unsigned line = p->lx.at;
	struct slice s;
	char *path;
	int r;

	if (parse_string(p, &s) != 0)
		return -1;
	path = beside(p->file, s);
	r = read_file(rd->rules, path, rd->depth + 1, p->file, line, p->e);
	free(path);
	return r;
}

static int
head_builtin(struct reader *rd)
{
	struct parser *p = &rd->parser;
	struct builtin *b = ADD(rd->rules->builtin, rd->rules->nbuiltins, rd->rules->builtin_cap);

	b->line = p->lx.at;
	if (one_name(p, &b->id, "the check's id, S01 to S16,") != 0)
		return -1;
	if (b->id.n != 3 || memcmp(b->id.p, "S01", 3) < 0 || memcmp(b->id.p, "S16", 3) > 0 ||
	    b->id.p[2] < '0' || b->id.p[2] > '9')
		return errmsg_set(p->e, "%s:%u: no built-in check '%.*s'; S01 to S16 expected",
		    p->file, b->line, SLICE_ARG(b->id));
	if (lex_is(&p->lx, "off"))
		b->severity = SEV_OFF;
	else if (p->lx.token != T_WORD || !severity_parse(p->lx.text, &b->severity))
		return parse_error(p, "error, query, note or off expected");
	lex_next(&p->lx);
	return 0;
}

static int
head_names(struct reader *rd, struct names *names)
{
	return parse_names(&rd->parser, names);
}

static int head_columns(struct reader *rd) { return head_names(rd, &rd->rules->columns); }
static int head_key(struct reader *rd) { return head_names(rd, &rd->rules->key); }
static int head_number(struct reader *rd) { return head_names(rd, &rd->rules->number); }
static int head_exact(struct reader *rd) { return head_names(rd, &rd->rules->exact); }

static const char *const heading_names[] = {"columns", "key", "number", "date", "period",
    "symbols", "range", "exact", "printed", "rounded", "list", "param", "include", "builtin",
    "rule"};
static int (*const heading_parsers[])(struct reader *) = {head_columns, head_key, head_number,
    head_date, head_period, head_symbols, head_range, head_exact, head_printed, head_rounded,
    head_list, head_param, head_include, head_builtin};

static int
at_end(struct parser *p, const char *what)
{
	if (p->lx.token != T_END)
		return parse_error(p, "the end of %s expected", what);
	return 0;
}

static int
read_heading(struct reader *rd, const struct piece_of_file *f)
{
	struct parser *p = &rd->parser;
	struct slice word;

	lex_start(&p->lx, f->text, f->line);
	word = p->lx.text;
	if (p->lx.token != T_WORD)
		return parse_error(p, "a heading such as columns, key or number, or 'rule', expected");
	for (size_t i = 0; i < LENGTH(heading_parsers); i++) {
		if (!slice_is(word, heading_names[i]))
			continue;
		lex_next(&p->lx);
		return heading_parsers[i](rd) != 0 ? -1 : at_end(p, "the heading");
	}
	return unknown_word(p, "heading", word, heading_names, LENGTH(heading_names));
}

static int
read_rule_line(struct reader *rd, const struct piece_of_file *f)
{
	struct parser *p = &rd->parser;
	struct rules *r = rd->rules;
	struct rule *rule;
	static const char *const severities[] = {"error", "query", "note"};

	lex_start(&p->lx, f->text, f->line);
	lex_next(&p->lx);
	rule = ADD(r->rule, r->nrules, r->rule_cap);
	rd->rule = rule;
	rule->file = p->file;
	rule->line = f->line;
	if (p->lx.token != T_WORD)
		return parse_error(p, "the rule's id, a letter first, expected");
	rule->id = p->lx.text;
	if (rule->id.n == 3 && rule->id.p[0] == 'S' && memcmp(rule->id.p, "S01", 3) >= 0 &&
	    memcmp(rule->id.p, "S16", 3) <= 0)
		return errmsg_set(p->e, "%s:%u: '%.*s' is a built-in check; another id expected",
		    p->file, f->line, SLICE_ARG(rule->id));
	for (size_t i = 0; i + 1 < r->nrules; i++)
		if (slice_eq(r->rule[i].id, rule->id))
			return errmsg_set(p->e, "%s:%u: there is a rule '%.*s' already, at %s:%u",
			    p->file, f->line, SLICE_ARG(rule->id), r->rule[i].file, r->rule[i].line);
	lex_next(&p->lx);
	if (p->lx.token != T_WORD)
		return parse_error(p, "error, query or note expected");
	if (!severity_parse(p->lx.text, &rule->severity))
		return unknown_word(p, "severity", p->lx.text, severities, 3);
	lex_next(&p->lx);
	return at_end(p, "the line");
}

static int
clause_on(struct parser *p, struct rule *rule)
{
	rule->header = parse_take_word(p, "header");
	if (!rule->header && !parse_take_word(p, "rows"))
		return parse_error(p, "rows or header expected");
	return 0;
}

static int
clause_needs(struct parser *p, struct rule *rule)
{
	return parse_names(p, &rule->needs);
}

static int
clause_where(struct parser *p, struct rule *rule)
{
	rule->where_line = p->lx.at;
	return (rule->where = parse_cond(p)) != NULL ? 0 : -1;
}

static int
clause_by(struct parser *p, struct rule *rule)
{
	rule->by_line = p->lx.at;
	return parse_names(p, &rule->by);
}

static int
clause_each(struct parser *p, struct rule *rule)
{
	struct parser ahead;

	rule->each_line = p->lx.at;
	if (one_name(p, &rule->each, "a name") != 0)
		return -1;
	if (!parse_take(p, T_EQ))
		return parse_error(p, "'=' expected");
	ahead = *p;
	if (parse_take_word(&ahead, "columns") && parse_take_word(&ahead, "matching")) {
		*p = ahead;
		return parse_string(p, &rule->each_pattern);
	}
	return parse_names(p, &rule->each_columns);
}

static int
clause_let(struct parser *p, struct rule *rule)
{
	struct let *l = ADD(rule->let, rule->nlets, rule->let_cap);

	if (one_name(p, &l->name, "a name") != 0)
		return -1;
	for (size_t i = 0; i + 1 < rule->nlets; i++)
		if (slice_eq(rule->let[i].name, l->name))
			return errmsg_set(p->e, "%s:%u: '%.*s' is defined twice in this rule",
			    p->file, p->lx.at, SLICE_ARG(l->name));
	if (!parse_take(p, T_EQ))
		return parse_error(p, "'=' expected");
	return (l->expr = parse_cond(p)) != NULL ? 0 : -1;
}

static int
parse_axis(struct parser *p, struct axis *axis)
{
	if (one_name(p, &axis->name, "a column's name") != 0)
		return -1;
	if (!parse_take_word(p, "in"))
		return 0;
	if (p->lx.token != T_LIST)
		return parse_error(p, "@list expected");
	axis->list = p->lx.text;
	lex_next(&p->lx);
	return 0;
}

/* unique (..., no gaps (..., every (...: 1 when it was one of them, 0 when not, -1. */
static int
special_test(struct parser *p, struct rule *rule)
{
	struct parser ahead = *p;
	bool unique = parse_take_word(&ahead, "unique");
	bool gaps = !unique && parse_take_word(&ahead, "no") && parse_take_word(&ahead, "gaps");
	bool every = !unique && !gaps && lex_is(&p->lx, "every") && parse_take_word(&ahead, "every");

	if (!(unique || gaps || every) || !parse_take(&ahead, T_OPEN))
		return 0;
	*p = ahead;
	rule->test = unique ? TEST_UNIQUE : gaps ? TEST_NO_GAPS : TEST_EVERY;
	if (every) {
		do {
			if (rule->naxes == RULES_MOST_AXES)
				return parse_error(p, "at most %d columns in every() expected",
				    RULES_MOST_AXES);
			if (parse_axis(p, ADD(rule->axis, rule->naxes, rule->axis_cap)) != 0)
				return -1;
		} while (parse_take(p, T_COMMA));
	} else if (parse_names(p, &rule->args) != 0) {
		return -1;
	}
	if (gaps && rule->args.n != 1)
		return parse_error(p, "one period column in no gaps() expected");
	return parse_take(p, T_CLOSE) ? 1 : parse_error(p, "')' expected");
}

/* names -> names: the arrow shows only behind the names, so look ahead. */
static int
dependency(struct parser *p, struct rule *rule)
{
	struct parser ahead = *p;

	for (; parse_is_name(&ahead); lex_next(&ahead.lx)) {
		lex_next(&ahead.lx);
		if (ahead.lx.token != T_COMMA)
			break;
	}
	if (ahead.lx.token != T_ARROW)
		return 0;
	rule->test = TEST_DEPENDS;
	if (parse_names(p, &rule->args) != 0 || !parse_take(p, T_ARROW) ||
	    parse_names(p, &rule->args_to) != 0)
		return -1;
	return 1;
}

static int
clause_check(struct parser *p, struct rule *rule)
{
	int r;

	rule->check_line = p->lx.at;
	rule->check_src = (struct slice){p->lx.src.p, (size_t)(p->lx.end - p->lx.src.p)};
	if ((r = special_test(p, rule)) != 0 || (r = dependency(p, rule)) != 0)
		return r < 0 ? -1 : 0;
	return (rule->check = parse_cond(p)) != NULL ? 0 : -1;
}

/* A text over several lines: each newline with the blanks around it becomes one blank. */
static struct slice
one_line(struct region *mem, struct slice s)
{
	char *p = region_alloc(mem, s.n + 1);
	size_t n = 0;

	s = slice_trim(s);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\n') {
			p[n++] = s.p[i];
			continue;
		}
		while (n > 0 && strchr(" \t\r", p[n - 1]) != NULL)
			n--;
		p[n++] = ' ';
		while (i + 1 < s.n && strchr(" \t", s.p[i + 1]) != NULL)
			i++;
	}
	return (struct slice){p, n};
}

static const char *const clause_names[] =
    {"about", "say", "on", "needs", "where", "by", "each", "let", "check"};
static int (*const clause_parsers[])(struct parser *, struct rule *) = {NULL, NULL, clause_on,
    clause_needs, clause_where, clause_by, clause_each, clause_let, clause_check};

enum { CLAUSE_ABOUT, CLAUSE_SAY, CLAUSE_LET = 7 };

static int
read_clause(struct reader *rd, const struct piece_of_file *f, unsigned *seen)
{
	struct parser *p = &rd->parser;
	struct slice word = f->text, rest;
	size_t i, colon = 0;

	while (colon < word.n && word.p[colon] != ':' && word.p[colon] != '\n')
		colon++;
	lex_start(&p->lx, f->text, f->line);
	if (colon == word.n || word.p[colon] != ':')
		return errmsg_set(p->e, "%s:%u: a clause such as where: or check: expected, found "
		    "'%.*s'", p->file, f->line, (int)(colon < 60 ? colon : 60), word.p);
	word.n = colon;
	word = slice_trim(word);
	rest = (struct slice){f->text.p + colon + 1, f->text.n - colon - 1};
	for (i = 0; i < LENGTH(clause_names) && !slice_is(word, clause_names[i]); i++)
		;
	if (i == LENGTH(clause_names))
		return unknown_word(p, "clause", word, clause_names, LENGTH(clause_names));
	if (i != CLAUSE_LET && (*seen & 1u << i) != 0)
		return errmsg_set(p->e, "%s:%u: a second '%s:' in rule %.*s", p->file, f->line,
		    clause_names[i], SLICE_ARG(rd->rule->id));
	*seen |= 1u << i;
	if (i == CLAUSE_ABOUT) {
		rd->rule->about = one_line(&rd->rules->mem, rest);
		return 0;
	}
	if (i == CLAUSE_SAY)
		return parse_template(p, one_line(&rd->rules->mem, rest), f->line, rd->rule);
	lex_start(&p->lx, rest, f->line);
	p->depth = 0;
	return clause_parsers[i](p, rd->rule) != 0 ? -1 : at_end(p, "the clause");
}

static int
rule_complete(struct reader *rd)
{
	struct parser *p = &rd->parser;
	const struct rule *rule = rd->rule;

	if (rule == NULL)
		return 0;
	if (rule->check_src.p == NULL)
		return errmsg_set(p->e, "%s:%u: rule %.*s has no 'check:'", rule->file, rule->line,
		    SLICE_ARG(rule->id));
	return 0;
}

static int
read_pieces(struct reader *rd)
{
	struct piece_of_file f;
	unsigned seen = 0;
	int r;

	while (next_piece(rd, &f)) {
		rd->parser.depth = 0;
		if (f.indent > 0) {
			if (rd->rule == NULL)
				return errmsg_set(rd->parser.e, "%s:%u: an indented line outside a "
				    "rule; a heading or 'rule' expected", rd->parser.file, f.line);
			r = read_clause(rd, &f, &seen);
		} else {
			if (rule_complete(rd) != 0)
				return -1;
			rd->rule = NULL;
			seen = 0;
			r = begins_with(f.text, "rule") ? read_rule_line(rd, &f) :
			    read_heading(rd, &f);
		}
		if (r != 0)
			return -1;
	}
	return rule_complete(rd);
}

/* The whole file into the region. */
static int
slurp(struct region *mem, const char *path, struct slice *text, struct errmsg *e)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	char *buf = NULL;
	size_t n = 0, cap = 0, got = 0;

	if (f == NULL)
		return errmsg_set(e, "%s", strerror(errno));
	do {
		n += got;
		buf = xgrow(buf, &cap, n + 65536, 1);
		got = fread(buf + n, 1, 65536, f);
	} while (got > 0 && n < LARGEST);
	if (ferror(f) != 0 || n >= LARGEST) {
		errmsg_set(e, "%s", ferror(f) != 0 ? strerror(errno) : "a rules file of over 16 MiB");
		n = SIZE_MAX;
	} else {
		*text = region_copy(mem, (struct slice){buf, n});
	}
	free(buf);
	if (f != stdin)
		fclose(f);
	return n == SIZE_MAX ? -1 : 0;
}

static int
read_file(struct rules *r, const char *path, int depth, const char *from, unsigned line,
    struct errmsg *e)
{
	struct reader rd = {.rules = r, .line = 1, .depth = depth};
	struct errmsg why;
	struct slice text;
	size_t good;

	if (depth > DEEPEST_INCLUDE)
		return errmsg_set(e, "%s:%u: files that include each other over %d deep", from, line,
		    DEEPEST_INCLUDE);
	if (slurp(&r->mem, path, &text, &why) != 0)
		return from == NULL ? errmsg_set(e, "%s: %s", path, why.text) :
		    errmsg_set(e, "%s:%u: %s: %s", from, line, path, why.text);
	if (memchr(text.p, '\0', text.n) != NULL)
		return errmsg_set(e, "%s: a NUL byte; a rules file is plain text", path);
	if ((good = utf8_valid(text)) < text.n) {
		for (size_t i = 0; i < good; i++)
			rd.line += text.p[i] == '\n';
		return errmsg_set(e, "%s:%u: byte 0x%02x: not UTF-8; a rules file is UTF-8 text", path,
		    rd.line, (unsigned char)text.p[good]);
	}
	rd.p = text.p;
	rd.end = text.p + text.n;
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
		rd.p += 3;
	rd.parser = (struct parser){.mem = &r->mem, .e = e,
	    .file = region_copy(&r->mem, slice_of(path)).p};
	if (r->file == NULL)
		r->file = rd.parser.file;
	return read_pieces(&rd);
}

struct rules *
rules_read(char *const paths[], size_t n, struct errmsg *e)
{
	struct rules *r = xcalloc(1, sizeof(*r));

	for (size_t i = 0; i < n; i++)
		if (read_file(r, paths[i], 0, NULL, 0, e) != 0) {
			rules_free(r);
			return NULL;
		}
	return r;
}

int
rules_set_param(struct rules *r, const char *arg, struct errmsg *e)
{
	const char *eq = strchr(arg, '=');
	struct slice value, name;
	struct errmsg why = {0};
	struct parser p = {.file = "--param", .mem = &r->mem, .e = &why};
	struct node *n;
	size_t i;

	if (eq == NULL)
		return errmsg_set(e, "--param %s: NAME=VALUE expected", arg);
	name = (struct slice){arg, (size_t)(eq - arg)};
	for (i = 0; i < r->nparams && !slice_eq(r->param[i].name, name); i++)
		;
	if (i == r->nparams)
		return errmsg_set(e, "--param %s: the rules have no parameter '%.*s'", arg,
		    SLICE_ARG(name));
	value = region_copy(&r->mem, slice_of(eq + 1));
	lex_start(&p.lx, value, 1);
	n = literal(&p);
	if (n == NULL || p.lx.token != T_END) {		/* not a literal: the text itself */
		n = region_alloc(&r->mem, sizeof(*n));
		*n = (struct node){.op = N_STRING, .text = value, .src = value, .index = -1,
		    .beside = -1};
	}
	r->param[i].value = n;
	return 0;
}

static void
names_free(struct names *n)
{
	free(n->name);
	free(n->line);
}

static void
rule_free(struct rule *rule)
{
	names_free(&rule->needs);
	names_free(&rule->by);
	names_free(&rule->each_columns);
	names_free(&rule->args);
	names_free(&rule->args_to);
	free(rule->let);
	free(rule->axis);
	free(rule->say);
}

void
rules_free(struct rules *r)
{
	if (r == NULL)
		return;
	names_free(&r->columns);
	names_free(&r->key);
	names_free(&r->number);
	names_free(&r->exact);
	names_free(&r->symbols);
	for (size_t i = 0; i < r->ndates; i++)
		names_free(&r->date[i].names);
	for (size_t i = 0; i < r->nprinted; i++)
		names_free(&r->printed[i].names);
	for (size_t i = 0; i < r->nrounded; i++)
		names_free(&r->rounded[i].names);
	for (size_t i = 0; i < r->nlists; i++) {
		free(r->list[i].item);
		names_free(&r->list[i].columns);
	}
	for (size_t i = 0; i < r->nrules; i++)
		rule_free(&r->rule[i]);
	free(r->date);
	free(r->range);
	free(r->printed);
	free(r->rounded);
	free(r->list);
	free(r->param);
	free(r->builtin);
	free(r->rule);
	region_free(&r->mem);
	free(r);
}
