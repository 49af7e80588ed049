#ifndef TIDY_TITLE_H
#define TIDY_TITLE_H

#include <stdbool.h>

#include "base/slice.h"
#include "table/ages.h"

/* What the words of a title say of the people that a table is about. */

/*
 * SEX_FEMALE or SEX_MALE: it names one sex, and *word is how (Females, Boys; Male at its end or
 * before punctuation or "population"); SEX_ALL: persons, or both sexes; SEX_UNKNOWN: nothing, or
 * more than one of these.
 */
enum sex title_sex(struct slice title, struct slice *word);

/* "aged 0 to 17", "under 18", "Children 5-9", "all ages": the first ages, and *text, as printed. */
bool title_ages(struct slice title, struct ages *a, struct slice *text);

bool title_has_word(struct slice title, const char *word);	/* in any case */

#endif
