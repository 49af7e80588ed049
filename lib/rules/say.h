#ifndef RULES_SAY_H
#define RULES_SAY_H

#include "base/textbuf.h"
#include "rules/eval.h"
#include "rules/finding.h"

/* The words of a finding: found, expected, difference, allowance and message of a failed check. */

struct words {
	struct textbuf found, expected, difference, allowance, message;
};

/* Of the check that has just turned out not to hold. */
void say_failed(struct eval *ev, struct words *w);

/* The rule's own sentence when it has one, else the default that is in w->message already. */
void say_message(struct eval *ev, struct words *w);

/* only() met `rows` rows. */
void say_only(struct eval *ev, const struct node *only, struct words *w);

void words_reset(struct words *w);
void words_free(struct words *w);
void words_fill(const struct words *w, struct finding *f);

#endif
