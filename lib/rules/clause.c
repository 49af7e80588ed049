#include <string.h>

#include "base/memory.h"
#include "rules/parser.h"

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
	if (parse_one_name(p, &rule->each, "a name") != 0)
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

	if (parse_one_name(p, &l->name, "a name") != 0)
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
	if (parse_one_name(p, &axis->name, "a column's name") != 0)
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
	return (struct slice){p, n};
}

static const char *const clause_names[] =
    {"about", "say", "on", "needs", "where", "by", "each", "let", "check"};
static int (*const clause_parsers[])(struct parser *, struct rule *) = {NULL, NULL, clause_on,
    clause_needs, clause_where, clause_by, clause_each, clause_let, clause_check};

enum { CLAUSE_ABOUT, CLAUSE_SAY, CLAUSE_LET = 7 };

bool
clause_begins(struct slice s)
{
	size_t n;

	for (size_t i = 0; i < LENGTH(clause_names); i++) {
		n = strlen(clause_names[i]);
		if (s.n > n && s.p[n] == ':' && memcmp(s.p, clause_names[i], n) == 0)
			return true;
	}
	return false;
}

int
read_clause(struct rule_reader *rd, const struct piece_of_file *f, unsigned *seen)
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
		return parse_unknown_word(p, "clause", word, clause_names, LENGTH(clause_names));
	if (i != CLAUSE_LET && (*seen & 1u << i) != 0)
		return errmsg_set(p->e, "%s:%u: a second '%s:' in rule %.*s", p->file, f->line,
		    clause_names[i], SLICE_ARG(rd->rule->id));
	*seen |= 1u << i;
	if (i == CLAUSE_ABOUT) {
		rd->rule->about = slice_trim(one_line(&rd->rules->mem, rest));
		return 0;
	}
	if (i == CLAUSE_SAY)
		return parse_template(p, slice_trim(one_line(&rd->rules->mem, rest)), f->line,
		    rd->rule);
	lex_start(&p->lx, rest, f->line);
	p->depth = 0;
	return clause_parsers[i](p, rd->rule) != 0 ? -1 : parse_end(p, "the clause");
}
