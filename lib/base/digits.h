#ifndef BASE_DIGITS_H
#define BASE_DIGITS_H

#include <stdint.h>

/*
 * Writes the decimal digits of v so that they end before `end`; returns where they begin. Any of
 * the DIGITS bytes before `end` may be changed.
 */
enum { DIGITS = 24 };
char *digits_write(char *end, uint64_t v);

#endif
