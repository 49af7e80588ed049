#ifndef RULES_HINT_H
#define RULES_HINT_H

#include "base/errmsg.h"
#include "rules/lex.h"
#include "rules/rules.h"

/*
 * For what people write who know another language (SQL, R, Excel, Python): what this language has
 * instead, which is the part of a message after "expected". NULL: nothing is known.
 */

/*
 * In place of the present token; *found: that one, or the one before if that is at fault (NOT,
 * read as a name). room: for a hint that repeats what was written.
 */
const char *hint_token(const struct lexer *lx, struct slice *found, struct errmsg *room);

/* At the token after a comparison: a second comparison, or the second word of a text. */
const char *hint_comparison(const struct lexer *lx, const struct node *n, struct errmsg *room);

const char *hint_function(struct slice name);	/* called as name(...) */
const char *hint_kind(struct slice word);	/* after "is" */
const char *hint_name(struct slice name);	/* used as a value: null */

#endif
