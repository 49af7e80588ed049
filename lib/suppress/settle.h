#ifndef SUPPRESS_SETTLE_H
#define SUPPRESS_SETTLE_H

#include "suppress/attack.h"
#include "suppress/view.h"

/*
 * A view that some whole numbers fit. What an outsider presumes gives way where it fits none: that
 * percentages are rounded in the ordinary way, and that marks are not 0.
 */
struct settled {
	struct view view;
	unsigned char *hidden;		/* by cell: marks and, unless audited, small counts */
	bool *may_be_zero;		/* for view_options */
	size_t searched;		/* ranges whose reasons took a search */
	/* By cell: a mark that might be 0 instead of percentages that gave way. */
	bool *doubtful;
};

/*
 * Builds it. Returns 0, or -1 where no whole numbers fit even so: say() (or NULL) gets the rows
 * that clash, *e the rest.
 */
int settle(struct settled *s, struct study *st, struct view_options *o,
    void (*say)(const char *message), struct errmsg *e);
/* Says which conditions gave way, and for how much of the table. */
void settle_describe(const struct settled *s, const struct study *st,
    void (*say)(const char *message));
void settled_free(struct settled *s);

/*
 * Sets *b to the facts that the cell's range, as attack_range() has it, rests on. Those of a pinned
 * cell are always looked for, those of narrowed ones while that is not too much work. True: they
 * depend on what gave way, so that a value is not certain.
 */
bool settle_reasons(const struct study *st, struct settled *s, struct attack *a,
    uint32_t cell, int64_t low, int64_t high, struct textbuf *b);

#endif
