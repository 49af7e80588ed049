#ifndef CHECK_WAIVER_H
#define CHECK_WAIVER_H

#include <stdint.h>

#include "base/errmsg.h"
#include "rules/finding.h"
#include "rules/rules.h"

/*
 * Findings that somebody has accepted, with a reason: a CSV file with the columns rule, reason,
 * who, expires, and any others, which are columns of the data (la_code, quarter). A waiver fits a
 * finding of its rule when each of its data cells that is not blank is the finding's value of that
 * column; one that fits says so until its last day is over.
 */
struct waivers;

/* today: day as base/date.h. NULL: *e. */
struct waivers *waivers_read(const char *path, int32_t today, struct errmsg *e);
void waivers_free(struct waivers *w);

/* The rules whose findings these are to fit: for what is said of those that cannot. They must outlive w. */
void waivers_against(struct waivers *w, const struct rules *rules);

/* The waiver that fits, as "reason (who)", or p == NULL. */
struct slice waivers_find(struct waivers *w, const struct finding *f);

/* What is to be said at the end, one at a time: an expired or unused one. False: no more. */
bool waivers_remark(const struct waivers *w, size_t *next, struct errmsg *text);

#endif
