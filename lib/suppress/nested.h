#ifndef SUPPRESS_NESTED_H
#define SUPPRESS_NESTED_H

#include "suppress/study.h"

/*
 * Whether a year is the sum of its quarters or months (counts of what happened in it, not of plans
 * at its end): where that holds wherever all of them have rows, in one publication or in several.
 * Sets it in the study's space. The publications' sums have to be found again if it is true.
 */
bool nested_find(struct study *st);

#endif
