#include "rules/parse.h"

#include <string.h>

#include "base/errmsg.h"
#include "rules/function.h"
#include "rules/hint.h"

enum {
	SHOWN = 60,		/* characters of what was found */
	LISTED = 140,		/* and of the names that were expected */
};

static const char *const keywords[] = {"and", "or", "not", "if", "then", "in", "is", "matches",
    "within", "where", "rounding", "to"};

int
parse_fault(struct parser *p, unsigned line, const char *fmt, ...)
{
	struct errmsg what;
	va_list ap;

	va_start(ap, fmt);
	errmsg_vset(&what, fmt, ap);
	va_end(ap);
	return errmsg_set(p->e, "%s:%u: %s", p->file, line, what.text);
}

/* previous value, unique area: a call without its parentheses. */
static const char *
lacking_parentheses(const struct parser *p, struct errmsg *room)
{
	struct slice name = p->lx.before;

	if (!parse_is_name(p) || (function_find(name) == NULL && !slice_is(name, "unique") &&
	    !slice_is(name, "every")))
		return NULL;
	errmsg_set(room, "parentheses, as in %.*s(%.*s)", SLICE_ARG(name), SLICE_ARG(p->lx.src));
	return room->text;
}

int
parse_expected(struct parser *p, const char *what)
{
	struct slice found;
	struct errmsg room;
	const char *hint;

	if (p->lx.token == T_END)
		return parse_fault(p, p->lx.at, "found the end of the line; expected %s", what);
	if ((hint = hint_token(&p->lx, &found, &room)) == NULL)
		hint = lacking_parentheses(p, &room);
	return parse_fault(p, p->lx.at, "found '%.*s'; expected %s",
	    found.n < SHOWN ? (int)found.n : SHOWN, found.p, hint != NULL ? hint : what);
}

/* "; expected a, b or c" of a few names; of many, where they are to be found. */
static const char *
list_names(struct errmsg *list, const struct slice *known, size_t n)
{
	struct textbuf b = {0};

	for (size_t i = 0; i < n; i++)
		textbuf_addf(&b, "%s%.*s", i == 0 ? "" : i + 1 == n ? " or " : ", ",
		    SLICE_ARG(known[i]));
	if (b.n > LISTED)
		errmsg_set(list, "; expected one of those in quarterly-rules(5)");
	else
		errmsg_set(list, "; expected %s", b.p);
	textbuf_free(&b);
	return list->text;
}

int
parse_unknown(struct parser *p, const char *what, struct slice name, const struct slice *known,
    size_t n)
{
	char near[SUGGEST_SIZE];
	struct errmsg list;

	suggest(near, name, known, n);
	return parse_fault(p, p->lx.at, "no %s called '%.*s'%s", what,
	    name.n < SHOWN ? (int)name.n : SHOWN, name.p,
	    near[0] != '\0' ? near : list_names(&list, known, n));
}

int
parse_choose(struct parser *p, const char *what, struct slice word, const void *table, size_t n,
    size_t size)
{
	struct slice known[32];
	size_t i;

	for (i = 0; i < n; i++) {
		known[i] = slice_of(*(const char *const *)((const char *)table + i * size));
		if (slice_eq(known[i], word))
			return (int)i;
	}
	return parse_unknown(p, what, word, known, n);
}

int
parse_severity(struct parser *p, enum severity least, enum severity *severity)
{
	static const char *const words[] = {"error", "query", "note", "off"};
	int i;

	if (p->lx.token != T_WORD)
		return parse_expected(p, least == SEV_OFF ? "error, query, note or off" :
		    "error, query or note");
	i = parse_choose(p, "severity", p->lx.text, words, SEV_ERROR + 1 - least, sizeof(*words));
	if (i < 0)
		return -1;
	*severity = SEV_ERROR - (unsigned)i;
	lex_next(&p->lx);
	return 0;
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
	return lex_is(&p->lx, word) && parse_take(p, T_WORD);
}

int
parse_want_word(struct parser *p, const char *word)
{
	struct errmsg quoted;

	if (parse_take_word(p, word))
		return 0;
	errmsg_set(&quoted, "'%s'", word);
	return parse_expected(p, quoted.text);
}

int
parse_want_equals(struct parser *p)
{
	return parse_take(p, T_EQ) ? 0 : parse_expected(p, "'='");
}

bool
parse_is_name(const struct parser *p)
{
	if (p->lx.token != T_WORD)
		return p->lx.token == T_BRACKET;
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

struct place
parse_place(const struct parser *p)
{
	return (struct place){p->file, p->lx.at};
}

int
parse_name(struct parser *p, struct slice *name, const char *what)
{
	if (!parse_is_name(p))
		return parse_expected(p, what);
	*name = p->lx.token == T_BRACKET ? undoubled(p, ']') : p->lx.text;
	lex_next(&p->lx);
	return 0;
}

void
parse_add_name(struct parser *p, struct names *names, struct slice name, struct place at)
{
	size_t n = names->n;

	*(struct slice *)RULES_ADD(p->mem, names->name, n) = name;
	*(struct place *)RULES_ADD(p->mem, names->at, names->n) = at;
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
parse_names_once(struct parser *p, struct names *names, const char *what)
{
	const size_t before = names->n;

	if (parse_names(p, names) != 0)
		return -1;
	for (size_t i = before; i < names->n; i++)
		for (size_t k = 0; k < i; k++)
			if (names->at[k].file == p->file &&
			    slice_eq(names->name[k], names->name[i]))
				return parse_fault(p, names->at[i].line, "'%.*s' occurs twice in "
				    "%s; expected each column once", SLICE_ARG(names->name[i]),
				    what);
	return 0;
}

int
parse_end(struct parser *p, const char *what)
{
	return p->lx.token == T_END ? 0 : parse_expected(p, what);
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

bool
parse_is_literal(const struct parser *p)
{
	enum token t = p->lx.token;

	return t == T_STRING || t == T_NUMBER || t == T_PERCENT || t == T_MINUS;
}
