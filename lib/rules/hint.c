#include "rules/hint.h"

enum { SHOWN = 60 };

struct hint {
	const char *word, *instead;
};

#define MATCHES(example) "'matches' and a regular expression, as in x matches " example

/* Between two values, or after a condition. */
static const struct hint words[] = {
	{"between", "two comparisons joined by 'and', as in x >= 1 and x <= 3"},
	{"like", MATCHES("\"^E\"")},
	{"ilike", MATCHES("\"(?i)^E\"")},
	{"regexp", MATCHES("\"^E\"")},
	{"rlike", MATCHES("\"^E\"")},
	{"contains", MATCHES("\"part\"")},
	{"includes", MATCHES("\"part\"")},
	{"has", MATCHES("\"part\"")},
	{"startswith", MATCHES("\"^start\"")},
	{"starts", MATCHES("\"^start\"")},
	{"begins", MATCHES("\"^start\"")},
	{"endswith", MATCHES("\"end$\"")},
	{"ends", MATCHES("\"end$\"")},
	{"equals", "'='"},
	{"eq", "'='"},
	{"ne", "'!='"},
	{"lt", "'<'"},
	{"le", "'<='"},
	{"gt", "'>'"},
	{"ge", "'>='"},
	{"else", "another rule for the other rows, or 'and (if not ... then ...)'"},
	{"isnull", "'is blank'"},
	{"notnull", "'is not blank'"},
	{0},
};

static const struct hint kinds[] = {
	{"null", "'blank'"},
	{"none", "'blank'"},
	{"empty", "'blank'"},
	{"missing", "'blank'"},
	{"na", "'blank'"},
	{"numeric", "'number'"},
	{"integer", "'whole'"},
	{"in", "'in' without 'is', as in x in (1, 2)"},
	{"between", "two comparisons joined by 'and', as in x >= 1 and x <= 3"},
	{0},
};

static const struct hint functions[] = {
	{"and", "'and' between two conditions"},
	{"or", "'or' between two conditions"},
	{"not", "'not'"},
	{"if", "'if ... then ...'"},
	{"iif", "'if ... then ...'"},
	{"upper", "lower(x), which makes small letters"},
	{"len", "length(x)"},
	{"nchar", "length(x)"},
	{"avg", "mean(x)"},
	{"average", "mean(x)"},
	{"averageif", "mean(x where ...)"},
	{"sumif", "sum(x where ...)"},
	{"sumifs", "sum(x where ...)"},
	{"countif", "count(where ...)"},
	{"countifs", "count(where ...)"},
	{"exists", "count(where ...) > 0"},
	{"nunique", "distinct(x)"},
	{"n_distinct", "distinct(x)"},
	{"substr", "mid(x, from, n)"},
	{"substring", "mid(x, from, n)"},
	{"isblank", "'x is blank'"},
	{"isnull", "'x is blank'"},
	{"isna", "'x is blank'"},
	{"isnumber", "'x is number'"},
	{"isnumeric", "'x is number'"},
	{"contains", "'x matches \"part\"'"},
	{"regexmatch", "'x matches \"^E\"'"},
	{"startswith", "'x matches \"^start\"'"},
	{"endswith", "'x matches \"end$\"'"},
	{"lag", "previous(x)"},
	{"value", "number(x)"},
	{0},
};

static const struct hint names[] = {
	{"null", "'is blank' for a cell that is empty"},
	{"none", "'is blank' for a cell that is empty"},
	{"nan", "'is blank' for a cell that is empty"},
	{"na", "'is blank' for a cell that is empty, or a text in double quotes"},
	{"true", "a text in double quotes, or a condition itself"},
	{"false", "a text in double quotes, or 'not' before a condition"},
	{0},
};

static const struct hint keywords[] = {
	{"and", "'and'"},
	{"or", "'or'"},
	{"not", "'not'"},
	{"if", "'if'"},
	{"then", "'then'"},
	{"in", "'in'"},
	{"is", "'is'"},
	{"matches", "'matches'"},
	{"within", "'within'"},
	{"where", "'where'"},
	{0},
};

static const char *
find(const struct hint *h, struct slice word)
{
	while (h->word != NULL && !slice_caseeq(word, slice_of(h->word)))
		h++;
	return h->instead;
}

/* In capitals, a word of the language is a name. */
static const char *
keyword(struct slice word)
{
	const char *instead = find(keywords, word);
	struct slice small = slice_of(instead != NULL ? instead : "''");

	return slice_eq(word, (struct slice){small.p + 1, small.n - 2}) ? NULL : instead;
}

const char *
hint_token(const struct lexer *lx, struct slice *found, struct errmsg *room)
{
	const char *instead;

	*found = lx->src;
	if (lx->token == T_BAD)
		return lx->expected;
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

const char *
hint_comparison(const struct lexer *lx, const struct node *n, struct errmsg *room)
{
	struct slice b = n->b->src;

	if (lx->token == T_EQ || lx->token == T_OPERATOR)
		errmsg_set(room, "'and' before a second comparison, as in %.*s %s %.*s and %.*s "
		    "%.*s ...", SLICE_ARG(n->a->src), relops[n->rel].name, SLICE_ARG(b),
		    SLICE_ARG(b), SLICE_ARG(lx->src));
	else if (lx->token == T_WORD && n->b->op == N_NAME && keyword(lx->text) == NULL &&
	    find(words, lx->text) == NULL)
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
