#ifndef TREND_OWN_H
#define TREND_OWN_H

#include <stddef.h>

#include "base/errmsg.h"
#include "base/memory.h"
#include "table/dictionary.h"
#include "table/input.h"

/* What the rows say of their indicators, in columns called as those of a dictionary. */
struct owns {
	int unit, polarity, target;	/* columns, or -1 */
	struct dictionary_entry *own;	/* by series: what its last row says */
	size_t n, cap;
	struct arena texts;
};

/* The columns; -1: two have one name, or one a name that is nearly so (*e). */
int owns_find(struct owns *o, const struct input *in, struct errmsg *e);

/* What the present row says, until the next; -1: *e is the located message. */
int owns_read(const struct owns *o, struct input *in, struct dictionary_entry *own,
    struct errmsg *e);
void owns_keep(struct owns *o, size_t series, const struct dictionary_entry *own);
void owns_free(struct owns *o);

#endif
