#ifndef RULES_DECLARE_H
#define RULES_DECLARE_H

#include "rules/name.h"

/* What the headings of the rules say of the columns: type, form, rounding, key, period, lists. */
void bind_headings(struct binder *b);

#endif
