#ifndef SUPPRESS_PROVE_H
#define SUPPRESS_PROVE_H

#include "suppress/choose.h"
#include "suppress/parts.h"
#include "suppress/pool.h"

/*
 * The proof of the whole choice: the tables that were found for its parts are checked anew against
 * all of the system, and what they do not show is sought from nothing.
 */
struct prove {
	const struct system *s;
	int64_t *base;			/* of each cell */
	struct deviant *deviant;	/* of one table after the other */
	size_t n, cap;
	size_t *end;			/* of each table, in deviant[] */
	size_t n_tables, end_cap;
};

void prove_init(struct prove *v, const struct system *s);
void prove_free(struct prove *v);

/* Takes over the tables that show how far the targets of a part can move. */
void prove_add(struct prove *v, const struct part *part, const struct problem *p,
    struct pool *pool, const unsigned char *hidden);

/*
 * Attacks every primary cell, and notes what is true of all. True: each is protected. In a large
 * choice the ends of their ranges are not looked for.
 */
bool prove_choice(const struct prove *v, const struct choose_options *o, struct choice *c);

#endif
