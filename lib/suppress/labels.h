#ifndef SUPPRESS_LABELS_H
#define SUPPRESS_LABELS_H

#include "suppress/study.h"

/*
 * Totals called otherwise than Total: labels that sound like one (Totals, All, Persons, All ...,
 * ... total), and blanks, are totals where they add up wherever they occur. note() gets those that
 * sound like one but do not add up, unless it is NULL. pub: the publication, whose sums are not
 * found yet; labels of earlier ones are settled.
 */
void labels_find(struct study *st, size_t pub, void (*note)(const char *message));

bool labels_is_like_total(struct slice words);

#endif
