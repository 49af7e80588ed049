#ifndef RULES_FINDING_H
#define RULES_FINDING_H

#include <stdint.h>

#include "base/memory.h"
#include "base/slice.h"
#include "rules/rules.h"

/* One thing that is not as it should be: a row of csv-check's report. */
struct finding {
	struct slice rule;
	enum severity severity;
	bool waived;
	bool unchecked;			/* about all that its rule did not check, */
	bool mixed;			/* the rest of it not for the reason of the first */
	unsigned file, order;		/* of the input; of the rule in its report */
	uint64_t line;			/* 0: nowhere, something is absent */
	struct slice file_name, column;
	struct slice *key_name, *key_value;
	size_t nkeys;
	struct slice found, expected, difference, allowance;
	/* Where there is an opening, the message is it, found, between, expected and this end. */
	struct slice opening, between, message;
};

/* The whole message, perhaps put together in t. */
struct slice finding_message(const struct finding *f, struct textbuf *t);

/* Copies the texts into the arena, but for the names of the file and of the key's columns. */
void finding_keep(struct finding *f, struct arena *mem);

/*
 * Takes findings one by one; their texts live only during the call. is_waived, or NULL: has the
 * finding been accepted? Asked where another rule needs that of the finding, taken or not.
 */
struct finding_sink {
	void (*take)(void *arg, const struct finding *f);
	void *arg;
	bool (*is_waived)(void *arg, const struct finding *f);
};

#endif
