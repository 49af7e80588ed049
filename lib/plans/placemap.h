#ifndef PLANS_PLACEMAP_H
#define PLANS_PLACEMAP_H

#include <stddef.h>
#include <stdint.h>

/*
 * Where things that are numbered 0, 1, 2, ... stood in the input, for messages long after they were read.
 * Memory grows only where lines do not follow one another (a new file, a record left out, a
 * record of several lines), 24 bytes each time.
 */
struct placemap {
	struct placemap_run *run;
	size_t n, cap;
	uint64_t count;
};

struct place {
	const char *file;
	uint64_t line;
};

/* Start with {0}. The next thing's place; file is not copied. */
void placemap_add(struct placemap *m, const char *file, uint64_t line);
struct place placemap_get(const struct placemap *m, uint64_t number);	/* number < m->count */
void placemap_free(struct placemap *m);

#endif
