#ifndef AREA_STRANGERS_H
#define AREA_STRANGERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "area/query.h"
#include "base/intern.h"
#include "base/memory.h"
#include "table/input.h"
#include "table/role.h"

/*
 * The areas of the input that are not among those to compare: for messages on names that look or
 * are spelt like one that was asked for, and on rows that are not used. Areas whose row says that
 * they are in another region are not mentioned.
 */
struct strangers {
	const struct areas_query *q;
	struct intern *seen;
	struct stranger *stranger;
	size_t n, cap;
	struct arena texts;
	struct keybuf key;
};

struct stranger {
	struct slice name;		/* or its code without one */
	const char *file;
	uint64_t line;			/* of its first row */
};

/* Of a row of an area that was not asked for. Each area is looked at once. */
void strangers_add(struct strangers *s, struct input *in, const struct roles *roles,
    struct slice code, struct slice name, struct slice region_code, struct slice region_name);

/*
 * Names three of them, those like a name that was asked for first; with -v, all of them. With
 * neighbours only those like one that is absent, by the numbers in the query's list.
 */
void strangers_notes(const struct strangers *s, const bool *absent);

/* "; did you mean 'X'?" with a stranger's name, for one that was asked for; or "". In buf. */
const char *strangers_suggest(const struct strangers *s, struct slice name,
    char buf[SUGGEST_SIZE]);

void strangers_free(struct strangers *s);

#endif
