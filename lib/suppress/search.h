#ifndef SUPPRESS_SEARCH_H
#define SUPPRESS_SEARCH_H

#include "suppress/lp.h"
#include "suppress/piece.h"

/*
 * Branch and bound over the whole numbers of one piece. A witness is checked exactly; a part of the
 * search is given up only where exact arithmetic rules it out: by propagation, or by a bound of a
 * linear programme that certificate.h confirms.
 */
struct search {
	const struct piece *p;
	struct lp *lp;			/* made when first needed */
	int64_t *low, *high;		/* what propagation leaves of the piece's bounds */
	int64_t *least, *most;		/* of each unknown, among the witnesses so far */
	int64_t *witness, *latest;	/* the first and the last */
	bool seen;			/* there is a witness */
	bool impossible;		/* nothing fits */
	/* steps left in all, shared by searches; none left: they give up */
	uint64_t *work;
};

void search_init(struct search *s, const struct piece *p, uint64_t *work);
void search_free(struct search *s);

/* Takes x as a witness if it fits. */
bool search_offer(struct search *s, const int64_t *x);

/*
 * The least (sign 1) or greatest (sign -1) value of an unknown, in *end. Ends early once a witness
 * reaches `enough`. False: not settled in the work left; *end is then that of the witnesses, if
 * there are any. Sets impossible if nothing fits.
 */
bool search_end(struct search *s, size_t unknown, int sign, int64_t enough, int64_t *end);

#endif
