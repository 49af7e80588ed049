#ifndef BOARD_FINDINGS_H
#define BOARD_FINDINGS_H

#include "base/errmsg.h"
#include "board/card.h"

/*
 * The errors and queries of a report of csv-check, counted for the entries that their keys name:
 * by indicator and category or, where there is no such entry, by the indicator alone. One whose key
 * names no entry counts for each indicator of the agency whose file it is in: AGENCY.csv, in any
 * folder. `indicator` and `category` are the headings of -c, or NULL. say (or NULL) is given what
 * was counted nowhere. -1: *e.
 */
int findings_join(struct card *c, const char *path, const char *indicator, const char *category,
    void (*say)(const char *message), struct errmsg *e);

#endif
