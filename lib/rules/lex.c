#include "rules/lex.h"

#include <string.h>

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Characters that a word processor puts where the language has plain ones: why it is none, or NULL. */
static const char *
dressed(const char *p, const char *end)
{
	static const char quotes[] = "texts stand in straight double quotes";
	static const char dash[] = "the language has '-'";
	static const struct { char s[4]; const char *why; } table[] = {
		{"\u201c", quotes}, {"\u201d", quotes}, {"\u2018", quotes}, {"\u2019", quotes},
		{"\u2013", dash}, {"\u2014", dash}, {"\u2212", dash},
		{"\u00a0", "a non-breaking space; a plain one expected"},
		{"\u2264", "the language has <="}, {"\u2265", "the language has >="},
		{"\u2260", "the language has !="}, {"\u00d7", "the language has *"},
		{"\u00f7", "the language has /"},
	};

	if (p == end || (*p & 0x80) == 0)
		return NULL;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		size_t n = strlen(table[i].s);

		if ((size_t)(end - p) >= n && memcmp(p, table[i].s, n) == 0)
			return table[i].why;
	}
	return NULL;
}

/* From its first letter to its end. */
static void
pass_word(struct lexer *lx)
{
	while (lx->p < lx->end && (letter(*lx->p) || digit(*lx->p)) &&
	    dressed(lx->p, lx->end) == NULL)
		lx->p++;
}

/* Blanks, and notes that stand between the lines of a clause. */
static void
skip(struct lexer *lx)
{
	const char *q;

	for (;;) {
		while (lx->p < lx->end && blank(*lx->p)) {
			if (*lx->p++ != '\n')
				continue;
			lx->line++;
			for (q = lx->p; q < lx->end && (*q == ' ' || *q == '\t'); q++)
				;
			if (q < lx->end && *q == '#')
				while (q < lx->end && *q != '\n')
					q++;
			lx->p = q;
		}
		return;
	}
}

static void
bad(struct lexer *lx, const char *why)
{
	lx->token = T_BAD;
	lx->bad = why;
}

/* From the opening mark behind p[-1] to its end; a doubled closing mark is part of the text. */
static void
enclosed(struct lexer *lx, char close, enum token token, const char *unclosed)
{
	const char *start = lx->p;

	for (; lx->p < lx->end && *lx->p != '\n'; lx->p++) {
		if (*lx->p != close)
			continue;
		if (lx->p + 1 < lx->end && lx->p[1] == close) {
			lx->p++;
			continue;
		}
		lx->text = (struct slice){start, (size_t)(lx->p - start)};
		lx->token = token;
		lx->p++;
		return;
	}
	bad(lx, unclosed);
}

static void
number(struct lexer *lx)
{
	const char *start = lx->p;
	struct num num;

	while (lx->p < lx->end && digit(*lx->p))
		lx->p++;
	if (lx->end - lx->p >= 2 && *lx->p == '.' && digit(lx->p[1]))
		for (lx->p++; lx->p < lx->end && digit(*lx->p); lx->p++)
			;
	lx->text = (struct slice){start, (size_t)(lx->p - start)};
	if (lx->p < lx->end && letter(*lx->p)) {
		pass_word(lx);
		bad(lx, "a heading that begins with a digit is written in brackets: [2_years_or_more]");
		return;
	}
	if (num_parse(lx->text, 0, &num) != NUM_VALUE || !num.exact) {
		bad(lx, "a number has at most 18 digits");
		return;
	}
	lx->num = num.dec;
	lx->token = T_NUMBER;
	if (lx->p < lx->end && *lx->p == '%') {
		lx->p++;
		lx->token = T_PERCENT;
	}
}

static void
punctuation(struct lexer *lx)
{
	static const struct { char s[3]; enum token token; } table[] = {
		{"->", T_ARROW}, {"!=", T_NE}, {"<=", T_LE}, {">=", T_GE}, {"<>", T_BAD},
		{"==", T_BAD}, {"&&", T_BAD}, {"||", T_BAD},
		{"(", T_OPEN}, {")", T_CLOSE}, {",", T_COMMA}, {"+", T_PLUS}, {"-", T_MINUS},
		{"*", T_TIMES}, {"/", T_OVER}, {"=", T_EQ}, {"<", T_LT}, {">", T_GT},
	};
	size_t n;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		n = strlen(table[i].s);
		if ((size_t)(lx->end - lx->p) < n || memcmp(lx->p, table[i].s, n) != 0)
			continue;
		lx->p += n;
		lx->token = table[i].token;
		if (lx->token == T_BAD)
			bad(lx, "the language has = != < <= > >= and the words and, or, not");
		return;
	}
	bad(lx, *lx->p == '#' ? "a note stands on a line of its own" :
	    *lx->p == '%' ? "a percentage is a number with % right behind it" :
	    "no such character in the language; texts stand in double quotes");
	lx->p++;
}

void
lex_next(struct lexer *lx)
{
	const char *start, *why;

	skip(lx);
	lx->at = lx->line;
	start = lx->p;
	if (lx->p == lx->end) {
		lx->token = T_END;
	} else if ((why = dressed(lx->p, lx->end)) != NULL) {
		do
			lx->p++;
		while (lx->p < lx->end && (*lx->p & 0xc0) == 0x80);
		bad(lx, why);
	} else if (letter(*lx->p)) {
		pass_word(lx);
		lx->token = T_WORD;
		lx->text = (struct slice){start, (size_t)(lx->p - start)};
	} else if (digit(*lx->p)) {
		number(lx);
	} else if (*lx->p == '"') {
		lx->p++;
		enclosed(lx, '"', T_STRING, "no closing quote on this line");
	} else if (*lx->p == '[') {
		lx->p++;
		enclosed(lx, ']', T_BRACKET, "no closing bracket on this line");
	} else if (*lx->p == '@' && lx->p + 1 < lx->end && letter(lx->p[1])) {
		lx->p++;
		pass_word(lx);
		lx->token = T_LIST;
		lx->text = (struct slice){start + 1, (size_t)(lx->p - start - 1)};
	} else {
		punctuation(lx);
	}
	lx->src = (struct slice){start, (size_t)(lx->p - start)};
}

void
lex_start(struct lexer *lx, struct slice s, unsigned line)
{
	*lx = (struct lexer){.p = s.p, .end = s.p + s.n, .line = line};
	lex_next(lx);
}

void
lex_word(struct lexer *lx)
{
	const char *start = lx->src.p;

	if (lx->token == T_END || lx->token == T_STRING)
		return;
	for (lx->p = start; lx->p < lx->end && !blank(*lx->p); lx->p++)
		;
	lx->token = T_WORD;
	lx->src = lx->text = (struct slice){start, (size_t)(lx->p - start)};
}

bool
lex_is(const struct lexer *lx, const char *word)
{
	return lx->token == T_WORD && slice_is(lx->text, word);
}
