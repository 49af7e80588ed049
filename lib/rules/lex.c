#include "rules/lex.h"

#include <string.h>

#include "base/num.h"
#include "rules/rules.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_name_letter(char c)
{
	return is_letter(c) || c == '_' || (c & 0x80) != 0;
}

static bool
begins(const struct lexer *lx, const char *s)
{
	size_t n = strlen(s);

	return (size_t)(lx->end - lx->p) >= n && memcmp(lx->p, s, n) == 0;
}

static const char quote[] = "straight double quotes around a text";

/* What the language has instead of the typographical character here; NULL: there is none. */
static const char *
plain_form(const struct lexer *lx)
{
	static const char dash[] = "'-'";
	static const struct { char s[4]; const char *plain; } table[] = {
		{"\u201c", quote}, {"\u201d", quote}, {"\u201e", quote}, {"\u2018", quote},
		{"\u2019", quote}, {"\u00ab", quote}, {"\u00bb", quote}, {"\u2013", dash},
		{"\u2014", dash}, {"\u2212", dash},
		{"\u00a0", "an ordinary space, not a non-breaking one"},
		{"\u2264", "'<='"}, {"\u2265", "'>='"}, {"\u2260", "'!='"}, {"\u00d7", "'*'"},
		{"\u00f7", "'/'"},
	};

	if (lx->p == lx->end || (*lx->p & 0x80) == 0)
		return NULL;
	for (size_t i = 0; i < LENGTH(table); i++)
		if (begins(lx, table[i].s))
			return table[i].plain;
	return NULL;
}

static bool
is_other_quote(const struct lexer *lx)
{
	return *lx->p == '\'' || ((*lx->p & 0x80) != 0 && plain_form(lx) == quote);
}

static const char *
character_end(const struct lexer *lx)
{
	const char *p = lx->p + 1;

	while (p < lx->end && (*p & 0xc0) == 0x80)
		p++;
	return p;
}

static void
pass_word(struct lexer *lx)
{
	while (lx->p < lx->end && (is_name_letter(*lx->p) || is_digit(*lx->p)) &&
	    ((*lx->p & 0x80) == 0 || plain_form(lx) == NULL))
		lx->p++;
}

/* Blanks, and notes between the lines of a clause. */
static void
skip(struct lexer *lx)
{
	const char *q;

	while (lx->p < lx->end && is_blank(*lx->p)) {
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
}

static void
bad(struct lexer *lx, const char *expected)
{
	lx->token = T_BAD;
	lx->expected = expected;
}

/* A text after its opening mark; a doubled closing mark is part of it. */
static void
enclosed(struct lexer *lx, char close, enum token token, const char *unclosed)
{
	for (lx->p++; lx->p < lx->end && *lx->p != '\n'; lx->p++) {
		if (*lx->p != close)
			continue;
		if (lx->p + 1 == lx->end || lx->p[1] != close) {
			lx->token = token;
			lx->p++;
			return;
		}
		lx->p++;
	}
	bad(lx, unclosed);
}

/* The end of 1e3 or 1.5e-3, from the e on; NULL: it is none. */
static const char *
exponent_end(const struct lexer *lx)
{
	const char *p = lx->p;

	if (p == lx->end || (*p != 'e' && *p != 'E'))
		return NULL;
	p++;
	if (p < lx->end && (*p == '-' || *p == '+'))
		p++;
	if (p == lx->end || !is_digit(*p))
		return NULL;
	while (p < lx->end && is_digit(*p))
		p++;
	return p == lx->end || !is_name_letter(*p) ? p : NULL;
}

/* Two digits after a year, or four, that make a year or a month with it: 2014-15, 2014-03. */
static bool
continues_year(const char *p, size_t n)
{
	int year = 0, more = 0;

	for (int i = 0; i < 4; i++)
		year = 10 * year + p[i] - '0';
	for (size_t i = 5; i < n; i++)
		more = 10 * more + p[i] - '0';
	return year >= 1900 && year < 2100 && (more == (n == 7 ? (year + 1) % 100 : year + 1) ||
	    (n == 7 && more >= 1 && more <= 12));
}

/* The length of a text of that shape here, # being a digit; 0: there is none. */
static size_t
shape_length(const struct lexer *lx, const char *shape)
{
	size_t n = 0, left = (size_t)(lx->end - lx->p);

	while (n < left && shape[n] != '\0' &&
	    (shape[n] == '#' ? is_digit(lx->p[n]) : lx->p[n] == shape[n]))
		n++;
	return shape[n] != '\0' || (n < left && (is_name_letter(lx->p[n]) ||
	    is_digit(lx->p[n]))) ? 0 : n;
}

/* The end of a date or period that was written without quotes; NULL: there is none. */
static const char *
dated_end(const struct lexer *lx)
{
	static const char shapes[][12] = {"####-##-##", "####/##/##", "##/##/####", "#/##/####",
	    "##/#/####", "#/#/####", "##-##-####", "####-##-Q#", "####-## Q#", "####/## Q#",
	    "####-Q#"};
	static const char years[][12] = {"####-####", "####/####", "####-##", "####/##"};
	size_t n;

	for (size_t i = 0; i < LENGTH(shapes); i++)
		if ((n = shape_length(lx, shapes[i])) > 0)
			return lx->p + n;
	for (size_t i = 0; i < LENGTH(years); i++)
		if ((n = shape_length(lx, years[i])) > 0 && continues_year(lx->p, n))
			return lx->p + n;
	return NULL;
}

static void
number(struct lexer *lx)
{
	const char *start = lx->p, *end;
	struct num num;

	if ((end = dated_end(lx)) != NULL) {
		lx->p = end;
		lx->token = T_DATED;
		return;
	}
	while (lx->p < lx->end && is_digit(*lx->p))
		lx->p++;
	if (lx->end - lx->p >= 2 && *lx->p == '.' && is_digit(lx->p[1]))
		for (lx->p++; lx->p < lx->end && is_digit(*lx->p); lx->p++)
			;
	if ((end = exponent_end(lx)) != NULL) {
		lx->p = end;
		bad(lx, "a number written out, as 1000 instead of 1e3");
		return;
	}
	if (lx->p < lx->end && is_name_letter(*lx->p)) {
		pass_word(lx);
		bad(lx, "brackets around a heading that begins with a digit, as in [2_years]");
		return;
	}
	num_parse((struct slice){start, (size_t)(lx->p - start)}, 0, &num);
	if (num.kind != NUM_VALUE || !num.exact) {
		bad(lx, "a number of at most 18 digits");
		return;
	}
	lx->num = num.figure;
	lx->token = begins(lx, "%") ? T_PERCENT : T_NUMBER;
	lx->p += lx->token == T_PERCENT;
}

/* A text in quotes other than the language's, up to the next such mark on the line. */
static void
other_quotes(struct lexer *lx)
{
	bad(lx, quote);
	lx->p = character_end(lx);
	for (struct lexer ahead = *lx; ahead.p < lx->end && *ahead.p != '\n'; ahead.p++)
		if (is_other_quote(&ahead)) {
			lx->token = T_QUOTED;
			lx->text = (struct slice){lx->p, (size_t)(ahead.p - lx->p)};
			lx->p = character_end(&ahead);
			return;
		}
}

static void
punctuation(struct lexer *lx)
{
	static const char matches[] = "'matches' and a regular expression, as in x matches "
	    "\"^E\"", power[] = "a product, as in x * x";
	static const struct {
		char s[3];
		enum token token;
		const char *expected;
	} table[] = {
		{"->", T_ARROW, NULL}, {"!=", T_OPERATOR, NULL}, {"<=", T_OPERATOR, NULL},
		{">=", T_OPERATOR, NULL}, {"<>", T_BAD, "'!='"}, {"==", T_BAD, "'='"},
		{"=<", T_BAD, "'<='"}, {"=>", T_BAD, "'>='"}, {"=~", T_BAD, matches},
		{"!~", T_BAD, matches}, {"~", T_BAD, matches}, {"&&", T_BAD, "'and'"},
		{"&", T_BAD, "'and'"}, {"||", T_BAD, "'or'"}, {"|", T_BAD, "'or'"},
		{"!", T_BAD, "'not' before a condition, or '!=' between two values"},
		{"**", T_BAD, power}, {"^", T_BAD, power},
		{"%", T_BAD, "'%' directly after a number, as in 20%"},
		{"#", T_BAD, "a note on a line of its own"},
		{"(", T_OPEN, NULL}, {")", T_CLOSE, NULL}, {",", T_COMMA, NULL}, {"=", T_EQ, NULL},
		{"-", T_MINUS, NULL}, {"+", T_OPERATOR, NULL}, {"*", T_OPERATOR, NULL},
		{"/", T_OPERATOR, NULL}, {"<", T_OPERATOR, NULL}, {">", T_OPERATOR, NULL},
	};

	for (size_t i = 0; i < LENGTH(table); i++)
		if (table[i].s[0] == *lx->p && begins(lx, table[i].s)) {
			lx->p += strlen(table[i].s);
			lx->token = table[i].token;
			lx->expected = table[i].expected;
			return;
		}
	bad(lx, "a character of the language, or double quotes around a text");
	lx->p++;
}

/* The dot of FILE.COLUMN, without blanks around it. */
static bool
is_dot(const struct lexer *lx)
{
	return *lx->p == '.' && lx->before.n > 0 && lx->before.p + lx->before.n == lx->p &&
	    lx->p + 1 < lx->end && (is_name_letter(lx->p[1]) || lx->p[1] == '[');
}

void
lex_next(struct lexer *lx)
{
	const char *start, *plain;

	lx->before = lx->src;
	skip(lx);
	lx->at = lx->line;
	start = lx->p;
	if (lx->p == lx->end) {
		lx->token = T_END;
	} else if (is_other_quote(lx)) {
		other_quotes(lx);
	} else if ((*lx->p & 0x80) != 0 && (plain = plain_form(lx)) != NULL) {
		lx->p = character_end(lx);
		bad(lx, plain);
	} else if (is_name_letter(*lx->p)) {
		pass_word(lx);
		lx->token = T_WORD;
	} else if (is_digit(*lx->p)) {
		number(lx);
	} else if (*lx->p == '.' && lx->p + 1 < lx->end && is_digit(lx->p[1])) {
		lx->p++;
		number(lx);
		bad(lx, "a digit before the point, as in 0.5");
	} else if (*lx->p == '"') {
		enclosed(lx, '"', T_STRING, "a closing quote on this line");
	} else if (*lx->p == '[') {
		enclosed(lx, ']', T_BRACKET, "a closing bracket on this line");
	} else if (*lx->p == '@' && lx->p + 1 < lx->end && is_name_letter(lx->p[1])) {
		lx->p++;
		pass_word(lx);
		lx->token = T_LIST;
	} else if (is_dot(lx)) {
		lx->p++;
		lx->token = T_DOT;
	} else {
		punctuation(lx);
	}
	lx->src = (struct slice){start, (size_t)(lx->p - start)};
	if (lx->token != T_QUOTED)
		lx->text = lx->src;
	if (lx->token == T_STRING || lx->token == T_BRACKET || lx->token == T_LIST) {
		lx->text.p++;
		lx->text.n -= lx->token == T_LIST ? 1 : 2;
	}
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
	if (lx->token == T_END || lx->token == T_STRING)
		return;
	for (lx->p = lx->src.p; lx->p < lx->end && !is_blank(*lx->p); lx->p++)
		;
	lx->token = T_WORD;
	lx->src.n = (size_t)(lx->p - lx->src.p);
	lx->text = lx->src;
}

bool
lex_is(const struct lexer *lx, const char *word)
{
	return lx->token == T_WORD && slice_is(lx->text, word);
}
