#ifndef CHECK_WAIVER_H
#define CHECK_WAIVER_H

#include <stdint.h>

#include "base/errmsg.h"
#include "rules/finding.h"
#include "rules/rules.h"

/*
 * Findings that somebody has accepted, with a reason: a CSV file with the columns rule, reason, who
 * and expires, and any others, which are columns of the data (la_code, quarter). A waiver matches a
 * finding of its rule whose key has the same value in each of these columns that is not blank. It
 * counts to the end of the day on which it expires. What a rule did not check is one finding about
 * many rows: only a waiver of all findings of the rule matches it.
 */
struct waivers;

/*
 * encoding: as in csv/reader.h. today: a day as in base/date.h. rules, which must outlive the
 * waivers, say which of them cannot match. NULL: *e.
 */
struct waivers *waivers_read(const char *path, const char *encoding, const struct rules *rules,
    int32_t today, struct errmsg *e);
void waivers_free(struct waivers *w);

/* The waiver that matches, as "reason (who)"; p == NULL: there is none. */
struct slice waivers_find(struct waivers *w, const struct finding *f);

/* Is there one? Unlike waivers_find(), this does not count as its use. */
bool waivers_have(struct waivers *w, const struct finding *f);

/* Says which waivers have expired or match nothing. */
void waivers_remark(const struct waivers *w, void (*say)(const char *message));

#endif
