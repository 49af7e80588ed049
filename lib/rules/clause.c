#include <string.h>

#include "rules/parse.h"

/* A rule: the line that begins it, and its clauses. */

/* A text over several lines as one: each newline with the blanks around it becomes one blank. */
static struct slice
one_line(struct arena *mem, struct slice s)
{
	char *p = arena_alloc(mem, s.n);
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

/* s without its first n bytes. */
static struct slice
after(struct slice s, size_t n)
{
	return (struct slice){s.p + n, s.n - n};
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
	*decimals = form.n == 1 ? 0 : (int)form.n - 2;
	if ((form.n == 1 && form.p[0] == '0') || (form.n > 2 && form.n <= 14 &&
	    memcmp(form.p, "0.", 2) == 0 && strspn(form.p + 2, "0") >= form.n - 2))
		return 0;
	return parse_fault(p, p->lx.line, "'%.*s' after ':' in say; expected 0 or 0.00",
	    SLICE_ARG(form));
}

/* Where the first such mark is, or the end; not within a text or a bracketed name. */
static size_t
find_mark(struct slice s, char mark)
{
	char within = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (within != 0)		/* a doubled mark ends it and begins it again */
			within = s.p[i] == within ? 0 : within;
		else if (s.p[i] == mark)
			return i;
		else if (s.p[i] == '"' || s.p[i] == '[')
			within = s.p[i] == '[' ? ']' : '"';
		else if (s.p[i] == ']' && i > 0 && s.p[i - 1] == ']')
			within = ']';
	}
	return s.n;
}

static struct piece *
add_piece(struct parser *p, struct rule *rule, const char *text, size_t n)
{
	struct piece *piece = RULES_ADD(p->mem, rule->say, rule->nsay);

	*piece = (struct piece){.text = {text, n}, .decimals = -1};
	return piece;
}

/* Takes "name of", if a column's name and the end follow. */
static bool
begins_name_of(struct parser *p)
{
	struct parser ahead = *p;

	if (!parse_take_word(&ahead, "name") || !parse_take_word(&ahead, "of") ||
	    !parse_is_name(&ahead))
		return false;
	*p = ahead;
	lex_next(&ahead.lx);
	return ahead.lx.token == T_END;
}

/* The inside of the braces: an expression, and perhaps its decimals. */
static int
read_value(struct parser *p, struct rule *rule, struct slice inside, unsigned line)
{
	size_t colon = find_mark(inside, ':');
	struct piece *piece = add_piece(p, rule, NULL, 0);

	lex_start(&p->lx, (struct slice){inside.p, colon}, line);
	p->depth = 0;
	piece->name_of = begins_name_of(p);
	if ((piece->expr = parse_expr(p)) == NULL || parse_end(p, "'}' or ':' in say") != 0)
		return -1;
	if (colon == inside.n)
		return 0;
	return parse_decimals(p, slice_trim(after(inside, colon + 1)), &piece->decimals);
}

/* Text with "{expression}" and "{expression:0.00}"; "{{" and "}}" are braces. */
static int
read_say(struct parser *p, struct rule *rule)
{
	struct slice rest = one_line(p->mem, p->text);
	unsigned line = p->lx.at;
	size_t n;

	while (rest.n > 0) {
		for (n = 0; n < rest.n && rest.p[n] != '{' && rest.p[n] != '}'; n++)
			;
		if (n + 1 < rest.n && rest.p[n + 1] == rest.p[n]) {
			add_piece(p, rule, rest.p, n + 1);
			rest = after(rest, n + 2);
			continue;
		}
		if (n > 0)
			add_piece(p, rule, rest.p, n);
		if (n == rest.n)
			break;
		if (rest.p[n] == '}')
			return parse_fault(p, line, "'}' without '{' in say; expected '}}' for a "
			    "brace");
		rest = after(rest, n + 1);
		n = find_mark(rest, '}');
		if (n == rest.n)
			return parse_fault(p, line, "'{' without '}' in say; expected '{{' for a "
			    "brace");
		if (read_value(p, rule, (struct slice){rest.p, n}, line) != 0)
			return -1;
		rest = after(rest, n + 1);
	}
	return 0;
}

static int
read_on(struct parser *p, struct rule *rule)
{
	rule->on_line = p->lx.at;
	rule->header = parse_take_word(p, "header");
	return rule->header || parse_take_word(p, "rows") ? 0 :
	    parse_name(p, &rule->on, "rows, header or the name of a linked file");
}

static int
read_where(struct parser *p, struct rule *rule)
{
	return (rule->where = parse_cond(p)) != NULL ? 0 : -1;
}

/* The severity of what the rule cannot check; allow: none. */
static int
read_unchecked(struct parser *p, struct rule *rule)
{
	static const char *const words[] = {"error", "query", "note", "allow"};
	int i;

	if (p->lx.token != T_WORD)
		return parse_expected(p, "error, query, note or allow");
	i = parse_choose(p, "severity", p->lx.text, words, LENGTH(words), sizeof(*words));
	if (i < 0)
		return -1;
	rule->has_unchecked = true;
	rule->unchecked = SEV_ERROR - (unsigned)i;
	lex_next(&p->lx);
	return 0;
}

/* columns in FILE.COLUMN where CONDITION: after in. */
static int
each_linked(struct parser *p, struct rule *rule)
{
	if ((rule->each_field = parse_field(p)) == NULL)
		return -1;
	return parse_take_word(p, "where") && (rule->each_where = parse_cond(p)) == NULL ? -1 : 0;
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
	ahead = *p;
	if (parse_take_word(&ahead, "columns") && parse_take_word(&ahead, "in")) {
		*p = ahead;
		return each_linked(p, rule);
	}
	return parse_names_once(p, &rule->each_columns, "each:");
}

static int
read_let(struct parser *p, struct rule *rule)
{
	struct slice name;
	struct let *l;

	if (parse_name(p, &name, "a name") != 0)
		return -1;
	if (RULES_FIND(rule->let, rule->nlets, name) < rule->nlets)
		return parse_fault(p, p->lx.at, "'%.*s' is defined twice in this rule; expected "
		    "another name", SLICE_ARG(name));
	l = RULES_ADD(p->mem, rule->let, rule->nlets);
	l->name = name;
	return parse_want_equals(p) == 0 && (l->expr = parse_cond(p)) != NULL ? 0 : -1;
}

/* A column of every(), or (together) several with commas between. */
static int
parse_axis_names(struct parser *p, struct rule *rule, bool together)
{
	struct place at;
	struct slice name;

	do {
		at = parse_place(p);
		if (rule->args.n == RULES_MOST_AXES)
			return parse_expected(p, "at most 16 columns in every()");
		if (parse_name(p, &name, "a column's name") != 0)
			return -1;
		parse_add_name(p, &rule->args, name, at);
	} while (together && parse_take(p, T_COMMA));
	return 0;
}

static int
parse_axes(struct parser *p, struct rule *rule)
{
	struct axis_decl *axis;
	size_t before;
	bool together;

	do {
		axis = RULES_ADD(p->mem, rule->axis, rule->naxes);
		before = rule->args.n;
		together = parse_take(p, T_OPEN);
		if (parse_axis_names(p, rule, together) != 0)
			return -1;
		axis->width = rule->args.n - before;
		if (together && axis->width == 1)
			return parse_expected(p, "',' and a column that goes together with it");
		if (together && !parse_take(p, T_CLOSE))
			return parse_expected(p, "')' or ','");
		if (!parse_take_word(p, "in"))
			continue;
		axis->list = p->lx.text;
		if (!parse_take(p, T_LIST))
			return parse_expected(p, "@list");
	} while (parse_take(p, T_COMMA));
	return 0;
}

/* The kind of test that begins here: after its words and parenthesis, if it has them. */
static enum test
begin_test(struct parser *p)
{
	static const struct {
		const char *word, *second;
		enum test test;
	} tests[] = {
		{"unique", NULL, TEST_UNIQUE},
		{"no", "gaps", TEST_NO_GAPS},
		{"no", "overlap", TEST_NO_OVERLAP},
		{"every", NULL, TEST_EVERY},
	};
	struct parser ahead;

	for (size_t i = 0; i < LENGTH(tests); i++) {
		ahead = *p;
		if (parse_take_word(&ahead, tests[i].word) && (tests[i].second == NULL ||
		    parse_take_word(&ahead, tests[i].second)) && parse_take(&ahead, T_OPEN)) {
			*p = ahead;
			return tests[i].test;
		}
	}
	ahead = *p;
	while (parse_is_name(&ahead)) {		/* names -> names */
		lex_next(&ahead.lx);
		if (!parse_take(&ahead, T_COMMA))
			break;
	}
	return ahead.lx.token == T_ARROW ? TEST_DEPENDS : TEST_COND;
}

static int
read_check(struct parser *p, struct rule *rule)
{
	rule->check_line = p->lx.at;
	rule->test = begin_test(p);
	if (rule->test == TEST_COND)
		return (rule->check = parse_cond(p)) != NULL ? 0 : -1;
	if ((rule->test == TEST_EVERY ? parse_axes(p, rule) : parse_names(p, &rule->args)) != 0)
		return -1;
	if (rule->test == TEST_NO_GAPS && rule->args.n != 1)
		return parse_expected(p, "one column, the period, in no gaps()");
	if (rule->test == TEST_NO_OVERLAP && rule->args.n != 2)
		return parse_expected(p, "two columns, the start and the end, in no overlap()");
	if (rule->test == TEST_DEPENDS)
		return parse_take(p, T_ARROW) ? parse_names(p, &rule->args_to) :
		    parse_expected(p, "'->'");
	return parse_take(p, T_CLOSE) ? 0 : parse_expected(p, "')'");
}

static const struct clause {
	const char *name;
	int (*read)(struct parser *p, struct rule *rule);
	size_t names;		/* else where its names are in struct rule */
	bool text;		/* read takes p->text, not words of the language */
	bool several;		/* in one rule */
} clauses[] = {
	{"about", .read = read_about, .text = true},
	{"say", .read = read_say, .text = true},
	{"on", .read = read_on},
	{"needs", .names = offsetof(struct rule, needs)},
	{"where", .read = read_where},
	{"by", .names = offsetof(struct rule, by)},
	{"each", .read = read_each},
	{"let", .read = read_let, .several = true},
	{"check", .read = read_check},
	{"unchecked", .read = read_unchecked},
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

/* A condition over several lines is quoted on one. */
static void
quote_on_one_line(struct parser *p, struct node *n)
{
	for (; n != NULL; n = n->next) {
		if (memchr(n->src.p, '\n', n->src.n) != NULL)
			n->src = one_line(p->mem, n->src);
		quote_on_one_line(p, n->a);
		quote_on_one_line(p, n->b);
		quote_on_one_line(p, n->c);
	}
}

/* Reads the clause, whose text is in p. */
static int
read_clause(struct parser *p, struct rule *rule, const struct clause *c)
{
	if (c->read == NULL && parse_names(p, (struct names *)((char *)rule + c->names)) != 0)
		return -1;
	if (p->lx.token == T_OPEN && c->names == offsetof(struct rule, by))
		return parse_expected(p, "a name alone; a 'let:' gives one to an expression, as in "
		    "let: child = left(id, 8)");
	if (c->read == NULL)
		return 0;
	if (c->read(p, rule) != 0)
		return -1;
	if (memchr(p->text.p, '\n', p->text.n) == NULL)
		return 0;
	quote_on_one_line(p, rule->where);
	quote_on_one_line(p, rule->check);
	quote_on_one_line(p, rule->each_where);
	for (size_t i = 0; i < rule->nlets; i++)
		quote_on_one_line(p, rule->let[i].expr);
	return 0;
}

int
clause_read(struct parser *p, struct rule *rule, struct slice text, unsigned line)
{
	const struct clause *c;
	size_t colon = 0;
	int i;

	while (colon < text.n && text.p[colon] != ':' && text.p[colon] != '\n')
		colon++;
	lex_start(&p->lx, text, line);
	if (colon == text.n || text.p[colon] != ':')
		return parse_fault(p, line, "found '%.*s'; expected a clause such as where: or "
		    "check:", (int)(colon < 60 ? colon : 60), text.p);
	if (colon >= 5 && memcmp(text.p, "group", 5) == 0)
		return parse_fault(p, line, "no clause called '%.*s'; did you mean 'by'?",
		    (int)colon, text.p);
	i = parse_choose(p, "clause", slice_trim((struct slice){text.p, colon}), clauses,
	    LENGTH(clauses), sizeof(*clauses));
	if (i < 0)
		return -1;
	c = &clauses[i];
	if (!c->several && (rule->clauses & 1U << i) != 0)
		return parse_fault(p, line, "a second '%s:' in rule %.*s; expected one", c->name,
		    SLICE_ARG(rule->id));
	rule->clauses |= 1U << i;
	p->text = after(text, colon + 1);
	p->fields = false;
	if (c->text) {
		i = c->read(p, rule);
	} else {
		lex_start(&p->lx, p->text, line);
		p->depth = 0;
		i = read_clause(p, rule, c) != 0 ? -1 : parse_end(p, "the end of the clause");
	}
	rule->fields |= p->fields;
	return i;
}

int
clause_rule(struct parser *p, struct rules *r, struct slice text, unsigned line)
{
	struct slice id;
	struct rule *rule;
	size_t i;

	lex_start(&p->lx, text, line);
	lex_next(&p->lx);
	id = p->lx.text;
	if (p->lx.token != T_WORD) {
		p->lx.expected = "the rule's id, which begins with a letter";
		return parse_expected(p, p->lx.expected);
	}
	if (rules_builtin(id))
		return parse_fault(p, line, "'%.*s' is a built-in check; expected another id",
		    SLICE_ARG(id));
	if ((i = RULES_FIND(r->rule, r->nrules, id)) < r->nrules)
		return parse_fault(p, line, "there is already a rule '%.*s', at %s:%u; expected "
		    "another id", SLICE_ARG(id), r->rule[i].file, r->rule[i].line);
	rule = RULES_ADD(p->mem, r->rule, r->nrules);
	rule->id = id;
	rule->file = p->file;
	rule->line = line;
	lex_next(&p->lx);
	if (parse_severity(p, SEV_NOTE, &rule->severity) != 0)
		return -1;
	return parse_end(p, "the end of the line");
}
