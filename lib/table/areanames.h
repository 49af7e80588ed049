#ifndef TABLE_AREANAMES_H
#define TABLE_AREANAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/intern.h"
#include "base/memory.h"
#include "table/alike.h"
#include "table/input.h"
#include "table/role.h"

/*
 * Areas whose rows have one code and several names: perhaps spellings, perhaps two areas. Keeps
 * each code and its first name. Starts as say, all, apart, and zeros.
 */
struct areanames {
	void (*say)(const char *message);	/* gets three notes and a count; NULL: none */
	bool all;		/* -v: gets all the notes */
	const char *apart;	/* how names divide the rows, where any difference does; or NULL */
	/* private */
	struct intern *codes;	/* to a number in first[] */
	struct intern *others;	/* (code, name) that a note was on */
	struct alike_place *first;
	size_t cap, said;
	struct arena texts;
};

void areanames_row(struct areanames *a, struct input *in, const struct roles *r);
void areanames_close(struct areanames *a);

#endif
