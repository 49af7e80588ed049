#include "rules/hint.h"

#include <string.h>

enum { SHOWN = 60 };

/*
 * Tables of words and what is written instead of them, each with a NUL after it: without pointers,
 * which would have to be relocated at every start. An empty word ends them.
 */
#define HINT(word, instead) word "\0" instead "\0"
#define MATCHES(example) "'matches' and a regular expression, as in x matches " example

/* Between two values, or after a condition. */
static const char words[] =
	HINT("between", "two comparisons joined by 'and', as in x >= 1 and x <= 3")
	HINT("like", MATCHES("\"^E\""))
	HINT("ilike", MATCHES("\"(?i)^E\""))
	HINT("regexp", MATCHES("\"^E\""))
	HINT("rlike", MATCHES("\"^E\""))
	HINT("contains", MATCHES("\"part\""))
	HINT("includes", MATCHES("\"part\""))
	HINT("has", MATCHES("\"part\""))
	HINT("startswith", MATCHES("\"^start\""))
	HINT("starts", MATCHES("\"^start\""))
	HINT("begins", MATCHES("\"^start\""))
	HINT("endswith", MATCHES("\"end$\""))
	HINT("ends", MATCHES("\"end$\""))
	HINT("equals", "'='")
	HINT("eq", "'='")
	HINT("ne", "'!='")
	HINT("lt", "'<'")
	HINT("le", "'<='")
	HINT("gt", "'>'")
	HINT("ge", "'>='")
	HINT("else", "another rule for the other rows, or 'and (if not ... then ...)'")
	HINT("isnull", "'is blank'")
	HINT("notnull", "'is not blank'")
	"";

static const char kinds[] =
	HINT("null", "'blank'")
	HINT("none", "'blank'")
	HINT("empty", "'blank'")
	HINT("missing", "'blank'")
	HINT("na", "'blank'")
	HINT("numeric", "'number'")
	HINT("integer", "'whole'")
	HINT("in", "'in' without 'is', as in x in (1, 2)")
	HINT("between", "two comparisons joined by 'and', as in x >= 1 and x <= 3")
	"";

static const char functions[] =
	HINT("and", "'and' between two conditions")
	HINT("or", "'or' between two conditions")
	HINT("not", "'not'")
	HINT("if", "'if ... then ...'")
	HINT("iif", "'if ... then ...'")
	HINT("upper", "lower(x), which makes small letters")
	HINT("len", "length(x)")
	HINT("nchar", "length(x)")
	HINT("avg", "mean(x)")
	HINT("average", "mean(x)")
	HINT("averageif", "mean(x where ...)")
	HINT("total", "sum(x)")
	HINT("subtotal", "sum(x where ...)")
	HINT("add", "sum(x), or '+' between two values")
	HINT("maximum", "max(x)")
	HINT("minimum", "min(x)")
	HINT("vlookup", "lookup(FILE.COLUMN where FILE.KEY = KEY)")
	HINT("xlookup", "lookup(FILE.COLUMN where FILE.KEY = KEY)")
	HINT("date", "a date in double quotes, as in \"2014-03-31\"")
	HINT("sumif", "sum(x where ...)")
	HINT("sumifs", "sum(x where ...)")
	HINT("countif", "count(where ...)")
	HINT("countifs", "count(where ...)")
	HINT("exists", "count(where ...) > 0")
	HINT("nunique", "distinct(x)")
	HINT("n_distinct", "distinct(x)")
	HINT("substr", "mid(x, from, n)")
	HINT("substring", "mid(x, from, n)")
	HINT("isblank", "'x is blank'")
	HINT("isnull", "'x is blank'")
	HINT("isna", "'x is blank'")
	HINT("isnumber", "'x is number'")
	HINT("isnumeric", "'x is number'")
	HINT("contains", "'x matches \"part\"'")
	HINT("regexmatch", "'x matches \"^E\"'")
	HINT("startswith", "'x matches \"^start\"'")
	HINT("endswith", "'x matches \"end$\"'")
	HINT("lag", "previous(x), or before(x by date)")
	HINT("lead", "after(x by date)")
	HINT("datediff", "'-' between two dates, for days; or age(birth, at)")
	HINT("datedif", "'-' between two dates, for days; or age(birth, at)")
	HINT("days", "'-' between two dates")
	HINT("dateadd", "'+' and a number of days, as in start + 30")
	HINT("networkdays", "working_days(a, b, @holidays), which does not count the day a")
	HINT("workdays", "working_days(a, b, @holidays)")
	HINT("today", "a parameter, as in param census = \"2014-03-31\"")
	HINT("now", "a parameter, as in param census = \"2014-03-31\"")
	HINT("fiscal_year", "financial_year(date)")
	HINT("value", "number(x)")
	HINT("mod", "remainder(x, n)")
	HINT("modulo", "remainder(x, n)")
	"";

static const char names[] =
	HINT("null", "'is blank' for a cell that is empty")
	HINT("none", "'is blank' for a cell that is empty")
	HINT("nan", "'is blank' for a cell that is empty")
	HINT("na", "'is blank' for a cell that is empty, or a text in double quotes")
	HINT("true", "a text in double quotes, or a condition itself")
	HINT("false", "a text in double quotes, or 'not' before a condition")
	"";

static const char keywords[] =
	HINT("and", "'and'")
	HINT("or", "'or'")
	HINT("not", "'not'")
	HINT("if", "'if'")
	HINT("then", "'then'")
	HINT("in", "'in'")
	HINT("is", "'is'")
	HINT("matches", "'matches'")
	HINT("within", "'within'")
	HINT("where", "'where'")
	"";

static const char *
find(const char *h, struct slice word)
{
	const char *instead;

	for (; *h != '\0'; h = instead + strlen(instead) + 1) {
		instead = h + strlen(h) + 1;
		if (slice_caseeq(word, slice_of(h)))
			return instead;
	}
	return NULL;
}

/* In capitals, a word of the language is a name. */
static const char *
keyword(struct slice word)
{
	const char *instead = find(keywords, word);
	struct slice small = slice_of(instead != NULL ? instead : "''");

	return slice_eq(word, (struct slice){small.p + 1, small.n - 2}) ? NULL : instead;
}

/* At the comma of 1,000. */
static bool
is_thousands_comma(const struct lexer *lx)
{
	size_t n = 0;

	if (lx->token != T_COMMA || lx->before.n == 0 || lx->before.n > 3)
		return false;
	for (size_t i = 0; i < lx->before.n; i++)
		if (lx->before.p[i] < '0' || lx->before.p[i] > '9')
			return false;
	while (lx->p + n < lx->end && lx->p[n] >= '0' && lx->p[n] <= '9')
		n++;
	return n == 3 && lx->src.p == lx->before.p + lx->before.n;
}

const char *
hint_token(const struct lexer *lx, struct slice *found, struct errmsg *room)
{
	const char *instead;

	*found = lx->src;
	if (lx->token == T_BAD)
		return lx->expected;
	if (is_thousands_comma(lx))
		return "a number without commas, as in 1000";
	if (lx->token == T_DATED) {
		if (lx->before.n == 2 && lx->before.p[0] == 'Q')	/* Q1 2014-15 */
			*found = (struct slice){lx->before.p,
			    (size_t)(lx->src.p + lx->src.n - lx->before.p)};
		errmsg_set(room, "double quotes around a date or period, as in \"%.*s\"",
		    SLICE_ARG(*found));
		return room->text;
	}
	if (lx->token == T_QUOTED) {
		errmsg_set(room, "straight double quotes: \"%.*s\"",
		    lx->text.n < SHOWN ? (int)lx->text.n : SHOWN, lx->text.p);
		return room->text;
	}
	if (slice_caseeq(lx->before, slice_of("not")) || slice_caseeq(lx->before, slice_of("if"))) {
		if ((instead = keyword(lx->before)) != NULL) {
			*found = lx->before;
			return instead;
		}
	}
	if (lx->token != T_WORD)
		return NULL;
	instead = keyword(lx->text);
	return instead != NULL ? instead : find(words, lx->text);
}

/* What may go on a text that was written without quotes: a word, or the numbers of a period. */
static bool
is_plain_word(const struct lexer *lx)
{
	return lx->token == T_NUMBER || lx->token == T_DATED || (lx->token == T_WORD &&
	    keyword(lx->text) == NULL && find(words, lx->text) == NULL);
}

const char *
hint_comparison(const struct lexer *lx, const struct node *n, struct errmsg *room)
{
	struct slice b = n->b->src;

	if (lx->token == T_EQ || lx->token == T_OPERATOR)
		errmsg_set(room, "'and' before a second comparison, as in %.*s %s %.*s and %.*s "
		    "%.*s ...", SLICE_ARG(n->a->src), relops[n->rel].name, SLICE_ARG(b),
		    SLICE_ARG(b), SLICE_ARG(lx->src));
	else if (is_plain_word(lx) && (n->b->op == N_NAME || n->b->op == N_NUMBER))
		errmsg_set(room, "double quotes around a text of several words, as in \"%.*s "
		    "%.*s\"", SLICE_ARG(b), SLICE_ARG(lx->text));
	else
		return NULL;
	return room->text;
}

const char *
hint_function(struct slice name)
{
	return find(functions, name);
}

const char *
hint_kind(struct slice word)
{
	return find(kinds, word);
}

const char *
hint_name(struct slice name)
{
	return find(names, name);
}
