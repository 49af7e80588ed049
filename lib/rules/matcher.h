#ifndef RULES_MATCHER_H
#define RULES_MATCHER_H

#include <stdbool.h>

#include "base/errmsg.h"
#include "base/slice.h"

/* A POSIX extended regular expression, found anywhere in a text unless it begins with ^. */
struct matcher;

struct matcher *matcher_new(struct slice pattern, struct errmsg *e);	/* NULL: *e */
bool matcher_test(struct matcher *m, struct slice text);	/* remembers texts it has seen */
void matcher_free(struct matcher *m);

#endif
