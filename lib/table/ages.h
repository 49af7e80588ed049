#ifndef TABLE_AGES_H
#define TABLE_AGES_H

#include <stdbool.h>

#include "base/errmsg.h"
#include "base/slice.h"

/* Ages in years from lo to below end. Zeroed: none. */
struct ages {
	short lo, end;
};
#define AGES_END 151		/* of an open band: 90 and over */

/*
 * Reads 7, 0-17, 0 to 17, 90+, 85 and over, under 18, all ages, also with words such as "Aged" or
 * "years" around them. False: it is none of these.
 */
bool ages_parse(struct slice s, struct ages *a);

/* "age 7", "ages 0 to 17", "ages 90 and over", "all ages" */
#define AGES_SIZE 32
void ages_format(char buf[AGES_SIZE], struct ages a);

/* The argument of --ages. -1: *e. */
int ages_option(void *ages, char *arg, struct errmsg *e);

enum sex { SEX_ALL, SEX_FEMALE, SEX_MALE, SEX_UNKNOWN };

/* Reads F, Female, females, 2; M, Male, 1; Persons, Total, All, Both and so on. */
enum sex sex_parse(struct slice s);

#endif
