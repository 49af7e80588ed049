#ifndef RULES_MATCHER_H
#define RULES_MATCHER_H

#include "base/errmsg.h"
#include "base/slice.h"
#include "rules/rules.h"

/*
 * A regular expression of PCRE2, found anywhere in a text unless it begins with ^: on characters
 * of UTF-8, . for every one of them, $ at the very end only. It remembers short texts it has seen.
 */
struct matcher;

struct matcher *matcher_new(struct slice pattern, struct errmsg *e);	/* NULL: *e */

/*
 * UNKNOWN: it was given up, most often after a number of steps that does not depend on the clock;
 * matcher_why() has the reason, "takes too many steps on" for instance. A text costs at most a
 * million steps; after each that takes all of them, half as many are granted, down to 10,000.
 */
enum truth matcher_test(struct matcher *m, struct slice text);
const char *matcher_why(const struct matcher *m);	/* of the last UNKNOWN */
void matcher_free(struct matcher *m);

#endif
