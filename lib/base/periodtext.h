#ifndef BASE_PERIODTEXT_H
#define BASE_PERIODTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/period.h"
#include "base/slice.h"

/* What the readers of periods share; only for base/period*.c. */

/* n digits at the start of s, taken off it; -1 and s untouched when they are not there. */
static inline int
take_digits(struct slice *s, size_t n)
{
	int v = 0;

	if (s->n < n)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return -1;
		v = v * 10 + (s->p[i] - '0');
	}
	s->p += n;
	s->n -= n;
	return v;
}

static inline bool
take_char(struct slice *s, const char *any)
{
	if (s->n == 0 || s->p[0] == '\0' || strchr(any, s->p[0]) == NULL)
		return false;
	s->p++;
	s->n--;
	return true;
}

/* "Q1" to "Q4", also in lower case: 1 to 4, taken off s; -1: not there. */
static inline int
take_quarter(struct slice *s)
{
	if (s->n < 2 || (s->p[0] != 'Q' && s->p[0] != 'q') || s->p[1] < '1' || s->p[1] > '4')
		return -1;
	s->p += 2;
	s->n -= 2;
	return s->p[-1] - '0';
}

/* 23 is 2023, 30 is 1930; -1 for less than 0. */
static inline int
year_of_two(int yy)
{
	return yy < 0 ? -1 : yy < 30 ? 2000 + yy : 1900 + yy;
}

/* "Jun", "June": 1 to 12; -1: not a month. */
int period_month_of(struct slice s);

/* The period of that number, from 1, in the year; true. */
bool period_set(struct period *p, enum period_freq freq, int year, int number);

/* False: there is no such day. */
bool period_set_day(struct period *p, int year, int month, int mday);

/* "Autumn", "Spring", "Summer": 1 to 3; -1: not a term. */
int period_term_of(struct slice s);

/*
 * The forms of base/period.h that are made of words, of years of two digits, or of dashes other
 * than the hyphen: what period_parse() tries last, of texts that have a digit.
 */
bool period_parse_words(struct slice s, int fyear, struct period *p);

#endif
