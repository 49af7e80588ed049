#ifndef AREA_PHRASE_H
#define AREA_PHRASE_H

#include <stddef.h>

#include "area/benchmark.h"

/* The numbers and names in the sentences and the table of benchmark-ne. */

/* A number, name or phrase as text, for the arguments of one call. */
struct words {
	char text[400];
};

struct words words_fixed(double v, int decimals);	/* "1,234.5" */
struct words words_rate(const struct benchmark *b, double v);	/* with its figures; "97.3%" */
struct words words_per(const struct benchmark *b);	/* " in every 10,000", or "" */
struct words words_base(const struct benchmark *b, double population);	/* "among 27,501" */
struct words words_level(double conf);			/* "95%" */
struct words words_limits(const struct benchmark *b, const struct rate *r);	/* "1.0 to 2.1" */
struct words words_period(const struct area_group *g);	/* "31 March 2014", "2013 to 2015" */
struct words words_when(const struct area_group *g);	/* "In 2014", "Over 2013 to 2015" */
struct words words_region(const struct area_group *g);	/* "the North East", "London" */
struct words words_areas(const struct benchmarks *all, size_t n);	/* "12 authorities" */
/* "217", "217 children" with a dictionary, "none" */
struct words words_events(const struct benchmarks *all, double count);
struct words words_number(size_t n);	/* in words from one to twelve, else "1,234" */
struct words words_place(size_t n);	/* "1st", "22nd" */
struct words words_ordinal(size_t n);	/* what goes before "highest": "", "second ", "21st " */
struct words words_reason(const struct area *a);	/* why there is no rate: "hidden in 2014" */
struct words words_percent(double ratio);	/* the change that it is: "44%" of 0.56 and 1.44 */
struct words words_show(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
