#ifndef SUPPRESS_WHOLES_H
#define SUPPRESS_WHOLES_H

#include "suppress/study.h"

/*
 * The total of one indicator may be in another: plans by category without a total of their own, and
 * the number of plans. Where the rows of an indicator, which has no total, add up to another's
 * wherever both have rows, these sums are added to the publication's. A place where one of the rows
 * is missing, or where the indicator has a total after all, does not contradict that. Where they do
 * so in most places, the sums of these are added; note() gets that, unless it is NULL.
 */
void wholes_find(const struct space *s, struct publication *p, void (*note)(const char *message));

#endif
