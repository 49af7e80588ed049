#ifndef SUPPRESS_DISCOVER_H
#define SUPPRESS_DISCOVER_H

#include "suppress/study.h"

/*
 * Sums that no label gives away, but the figures do, as any reader of the table can see: part of
 * the areas, overlapping ages, a year to date, plans at the end that are those at the start and
 * what came less what went. They become facts that give way where they contradict the rest, and
 * where one does not hold in a group it is none there. note(), unless it is NULL, gets the first
 * few. The sums that the study has are known by now.
 */
void discover_find(struct study *st, void (*note)(const char *message));

/* "Plans, all = Girls + Boys (by their figures)"; where: and of Hartlepool. */
void discover_words(const struct study *st, const struct fact *f, bool where, struct textbuf *b);

#endif
