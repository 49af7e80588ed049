#include "rules/source.h"

#include "rules/lex.h"

/* Is the present token the name, and not that of a function? */
static bool
is_name(const struct lexer *lx, struct slice name)
{
	struct lexer ahead = *lx;

	if ((lx->token != T_WORD && lx->token != T_BRACKET) || !slice_eq(lx->text, name))
		return false;
	lex_next(&ahead);
	return lx->token == T_BRACKET || ahead.token != T_OPEN;
}

void
source_words(const struct program *p, const struct bound *u, struct slice src, struct textbuf *t)
{
	const char *from = src.p;
	struct lexer lx;

	if (u->each >= 0) {
		for (lex_start(&lx, src, 1); lx.token != T_END; lex_next(&lx)) {
			if (!is_name(&lx, u->rule->each))
				continue;
			textbuf_add(t, (struct slice){from, (size_t)(lx.src.p - from)});
			textbuf_add(t, p->col[u->each].name);
			from = lx.src.p + lx.src.n;
		}
	}
	textbuf_add(t, (struct slice){from, (size_t)(src.p + src.n - from)});
}

bool
source_names_each(const struct bound *u, const struct node *n, bool lets)
{
	bool names = false;

	for (; u->each >= 0 && n != NULL && !names; n = n->next) {
		if (n->op == N_NAME && n->ref == REF_LET)
			names = lets && source_names_each(u, u->let[n->index], lets);
		else
			names = (n->op == N_NAME && n->ref == REF_COLUMN && n->index == u->each) ||
			    source_names_each(u, n->a, lets) || source_names_each(u, n->b, lets) ||
			    source_names_each(u, n->c, lets);
	}
	return names;
}
