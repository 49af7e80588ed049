#include "rules/clause.h"

#include <string.h>

#include "base/memory.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

/* A text over several lines as one: each newline with the blanks around it becomes one blank. */
static struct slice
one_line(struct arena *mem, struct slice s)
{
	char *p = arena_alloc(mem, s.n + 1);
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
	return slice_trim((struct slice){p, n});
}

static int
read_about(struct parser *p, struct rule *rule)
{
	rule->about = one_line(p->mem, p->text);
	return 0;
}

/* ":0", ":0.00" after an expression: how many decimals. */
static int
parse_decimals(struct parser *p, struct slice form, int *decimals)
{
	*decimals = (int)form.n - 2;
	if (form.n == 1 && form.p[0] == '0')
		*decimals = 0;
	else if (form.n < 3 || form.p[0] != '0' || form.p[1] != '.' || form.n > 14 ||
	    strspn(form.p + 2, "0") < form.n - 2)
		return errmsg_set(p->e, "%s:%u: '%.*s' after ':' in say; expected 0 or 0.00",
		    p->file, p->lx.line, SLICE_ARG(form));
	return 0;
}

/* Where the first of these marks is, or the end; not within a text or a bracketed name. */
static size_t
find_mark(struct slice s, const char *marks)
{
	char within = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (within != 0)		/* a doubled mark ends it and begins it again */
			within = s.p[i] == within ? 0 : within;
		else if (strchr(marks, s.p[i]) != NULL)
			return i;
		else if (s.p[i] == '"' || s.p[i] == '[')
			within = s.p[i] == '[' ? ']' : '"';
		else if (s.p[i] == ']' && i > 0 && s.p[i - 1] == ']')
			within = ']';
	}
	return s.n;
}

static struct piece *
add_piece(struct parser *p, struct rule *rule, struct slice text)
{
	rule->say = rules_grow(p->mem, rule->say, rule->nsay, sizeof(*rule->say));
	rule->say[rule->nsay] = (struct piece){.text = text, .decimals = -1};
	return &rule->say[rule->nsay++];
}

/* What is between the braces: an expression, and perhaps its decimals. */
static int
parse_value(struct parser *p, struct slice inside, unsigned line, struct rule *rule)
{
	size_t colon = find_mark(inside, ":");
	struct piece *piece = add_piece(p, rule, (struct slice){0});

	lex_start(&p->lx, (struct slice){inside.p, colon}, line);
	p->depth = 0;
	if ((piece->expr = parse_expr(p)) == NULL)
		return -1;
	if (p->lx.token != T_END)
		return parse_expected(p, "'}' or ':' in say");
	if (colon == inside.n)
		return 0;
	return parse_decimals(p, slice_trim((struct slice){inside.p + colon + 1,
	    inside.n - colon - 1}), &piece->decimals);
}

/* Text with "{expression}" and "{expression:0.00}"; "{{" and "}}" are braces. */
static int
read_say(struct parser *p, struct rule *rule)
{
	struct slice text = one_line(p->mem, p->text);
	unsigned line = p->lx.at;
	size_t at = 0, n;

	while (at < text.n) {
		struct slice rest = {text.p + at, text.n - at};

		for (n = 0; n < rest.n && rest.p[n] != '{' && rest.p[n] != '}'; n++)
			;
		if (n + 1 < rest.n && rest.p[n + 1] == rest.p[n]) {
			add_piece(p, rule, (struct slice){rest.p, n + 1});
			at += n + 2;
			continue;
		}
		if (n > 0)
			add_piece(p, rule, (struct slice){rest.p, n});
		at += n;
		if (n == rest.n)
			break;
		if (rest.p[n] == '}')
			return errmsg_set(p->e, "%s:%u: '}' without '{' in say; expected '}}' for "
			    "a brace", p->file, line);
		rest = (struct slice){rest.p + n + 1, rest.n - n - 1};
		n = find_mark(rest, "}");
		if (n == rest.n)
			return errmsg_set(p->e, "%s:%u: '{' without '}' in say; expected '{{' for "
			    "a brace", p->file, line);
		if (parse_value(p, (struct slice){rest.p, n}, line, rule) != 0)
			return -1;
		at += n + 2;
	}
	return 0;
}

static int
read_on(struct parser *p, struct rule *rule)
{
	rule->header = parse_take_word(p, "header");
	return rule->header || parse_take_word(p, "rows") ? 0 : parse_expected(p, "rows or header");
}

static int
read_needs(struct parser *p, struct rule *rule)
{
	return parse_names(p, &rule->needs);
}

static int
read_where(struct parser *p, struct rule *rule)
{
	rule->where_line = p->lx.at;
	return (rule->where = parse_cond(p)) != NULL ? 0 : -1;
}

static int
read_by(struct parser *p, struct rule *rule)
{
	return parse_names(p, &rule->by);
}

static int
read_each(struct parser *p, struct rule *rule)
{
	struct parser ahead;

	rule->each_line = p->lx.at;
	if (parse_name(p, &rule->each, "a name") != 0 || parse_want_equals(p) != 0)
		return -1;
	ahead = *p;
	if (parse_take_word(&ahead, "columns") && parse_take_word(&ahead, "matching")) {
		*p = ahead;
		return parse_string(p, &rule->each_pattern);
	}
	return parse_names(p, &rule->each_columns);
}

static int
read_let(struct parser *p, struct rule *rule)
{
	struct let *l;

	rule->let = rules_grow(p->mem, rule->let, rule->nlets, sizeof(*rule->let));
	l = &rule->let[rule->nlets++];
	if (parse_name(p, &l->name, "a name") != 0)
		return -1;
	for (size_t i = 0; i + 1 < rule->nlets; i++)
		if (slice_eq(rule->let[i].name, l->name))
			return errmsg_set(p->e, "%s:%u: '%.*s' is defined twice in this rule",
			    p->file, p->lx.at, SLICE_ARG(l->name));
	return parse_want_equals(p) == 0 && (l->expr = parse_cond(p)) != NULL ? 0 : -1;
}

static int
parse_axes(struct parser *p, struct rule *rule)
{
	struct axis *axis;

	do {
		if (rule->naxes == RULES_MOST_AXES)
			return parse_expected(p, "at most %d columns in every()", RULES_MOST_AXES);
		rule->axis = rules_grow(p->mem, rule->axis, rule->naxes, sizeof(*rule->axis));
		axis = &rule->axis[rule->naxes++];
		if (parse_name(p, &axis->name, "a column's name") != 0)
			return -1;
		if (!parse_take_word(p, "in"))
			continue;
		if (p->lx.token != T_LIST)
			return parse_expected(p, "@list");
		axis->list = p->lx.text;
		lex_next(&p->lx);
	} while (parse_take(p, T_COMMA));
	return 0;
}

/* unique(..., no gaps(..., every(...: 1 when it was one of them, 0 when not, -1. */
static int
special_test(struct parser *p, struct rule *rule)
{
	static const struct {
		const char *word, *second;
		enum test test;
	} tests[] = {
		{"unique", NULL, TEST_UNIQUE},
		{"no", "gaps", TEST_NO_GAPS},
		{"every", NULL, TEST_EVERY},
	};
	struct parser ahead;
	size_t i;

	for (i = 0; i < LENGTH(tests); i++) {
		ahead = *p;
		if (parse_take_word(&ahead, tests[i].word) && (tests[i].second == NULL ||
		    parse_take_word(&ahead, tests[i].second)) && parse_take(&ahead, T_OPEN))
			break;
	}
	if (i == LENGTH(tests))
		return 0;
	*p = ahead;
	rule->test = tests[i].test;
	if ((rule->test == TEST_EVERY ? parse_axes(p, rule) : parse_names(p, &rule->args)) != 0)
		return -1;
	if (rule->test == TEST_NO_GAPS && rule->args.n != 1)
		return parse_expected(p, "one column, the period, in no gaps()");
	return parse_take(p, T_CLOSE) ? 1 : parse_expected(p, "')'");
}

/* names -> names: the arrow comes only after the names, so look ahead. 1, 0, -1 as above. */
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
read_check(struct parser *p, struct rule *rule)
{
	int r;

	rule->check_line = p->lx.at;
	if ((r = special_test(p, rule)) != 0 || (r = dependency(p, rule)) != 0)
		return r < 0 ? -1 : 0;
	return (rule->check = parse_cond(p)) != NULL ? 0 : -1;
}

static const struct clause {
	const char *name;
	int (*read)(struct parser *p, struct rule *rule);
	bool text;		/* read takes p->text, not words of the language */
	bool several;		/* in one rule */
} clauses[] = {
	{"about", .read = read_about, .text = true},
	{"say", .read = read_say, .text = true},
	{"on", .read = read_on},
	{"needs", .read = read_needs},
	{"where", .read = read_where},
	{"by", .read = read_by},
	{"each", .read = read_each},
	{"let", .read = read_let, .several = true},
	{"check", .read = read_check},
};

bool
clause_begins(struct slice s)
{
	size_t n;

	for (size_t i = 0; i < LENGTH(clauses); i++) {
		n = strlen(clauses[i].name);
		if (s.n > n && s.p[n] == ':' && memcmp(s.p, clauses[i].name, n) == 0)
			return true;
	}
	return false;
}

static int
unknown_clause(struct parser *p, struct slice word)
{
	struct slice known[LENGTH(clauses)];

	for (size_t i = 0; i < LENGTH(clauses); i++)
		known[i] = slice_of(clauses[i].name);
	return parse_unknown(p, "clause", word, known, LENGTH(clauses));
}

int
clause_read(struct parser *p, struct rule *rule, struct slice text, unsigned line)
{
	struct slice word = text;
	size_t i, colon = 0;

	while (colon < text.n && text.p[colon] != ':' && text.p[colon] != '\n')
		colon++;
	lex_start(&p->lx, text, line);
	if (colon == text.n || text.p[colon] != ':')
		return errmsg_set(p->e, "%s:%u: found '%.*s'; expected a clause such as where: or "
		    "check:", p->file, line, (int)(colon < 60 ? colon : 60), text.p);
	word.n = colon;
	word = slice_trim(word);
	for (i = 0; i < LENGTH(clauses) && !slice_is(word, clauses[i].name); i++)
		;
	if (i == LENGTH(clauses))
		return unknown_clause(p, word);
	if (!clauses[i].several && (rule->clauses & 1u << i) != 0)
		return errmsg_set(p->e, "%s:%u: a second '%s:' in rule %.*s", p->file, line,
		    clauses[i].name, SLICE_ARG(rule->id));
	rule->clauses |= 1u << i;
	p->text = (struct slice){text.p + colon + 1, text.n - colon - 1};
	if (clauses[i].text)
		return clauses[i].read(p, rule);
	lex_start(&p->lx, p->text, line);
	p->depth = 0;
	return clauses[i].read(p, rule) != 0 ? -1 : parse_end(p, "the clause");
}

static int
read_severity(struct parser *p, enum severity *severity)
{
	struct slice known[SEV_ERROR];

	if (p->lx.token != T_WORD)
		return parse_expected(p, "error, query or note");
	if (!severity_parse(p->lx.text, severity)) {
		for (enum severity s = SEV_NOTE; s <= SEV_ERROR; s++)
			known[s - SEV_NOTE] = slice_of(severity_name(s));
		return parse_unknown(p, "severity", p->lx.text, known, SEV_ERROR);
	}
	lex_next(&p->lx);
	return parse_end(p, "the line");
}

int
clause_rule(struct parser *p, struct rules *r, struct slice text, unsigned line)
{
	struct rule *rule;

	lex_start(&p->lx, text, line);
	lex_next(&p->lx);
	if (p->lx.token != T_WORD) {
		p->lx.expected = "the rule's id, which begins with a letter";
		return parse_expected(p, "%s", p->lx.expected);
	}
	if (rules_builtin(p->lx.text))
		return errmsg_set(p->e, "%s:%u: '%.*s' is a built-in check; expected another id",
		    p->file, line, SLICE_ARG(p->lx.text));
	for (size_t i = 0; i < r->nrules; i++)
		if (slice_eq(r->rule[i].id, p->lx.text))
			return errmsg_set(p->e, "%s:%u: there is already a rule '%.*s', at %s:%u",
			    p->file, line, SLICE_ARG(p->lx.text), r->rule[i].file, r->rule[i].line);
	r->rule = rules_grow(p->mem, r->rule, r->nrules, sizeof(*r->rule));
	rule = &r->rule[r->nrules++];
	rule->file = p->file;
	rule->line = line;
	rule->id = p->lx.text;
	lex_next(&p->lx);
	return read_severity(p, &rule->severity);
}

int
clause_complete(struct parser *p, const struct rule *rule)
{
	if (rule->check_line > 0)
		return 0;
	return errmsg_set(p->e, "%s:%u: rule %.*s has no 'check:'", rule->file, rule->line,
	    SLICE_ARG(rule->id));
}
