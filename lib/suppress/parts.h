#ifndef SUPPRESS_PARTS_H
#define SUPPRESS_PARTS_H

#include "base/memory.h"
#include "suppress/system.h"

/*
 * A system in parts that no constraint links, whatever is chosen: cells that are always published
 * exactly link nothing. Only parts with a primary cell or a mark are made.
 */
struct part {
	struct system s;	/* with cells numbered anew */
	uint32_t *cell;		/* of the whole system, of each */
};

struct parts {
	struct part *part;
	size_t n;
	struct arena mem;
};

void parts_build(struct parts *p, const struct system *s);
void parts_free(struct parts *p);

#endif
