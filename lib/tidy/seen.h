#ifndef TIDY_SEEN_H
#define TIDY_SEEN_H

#include <stdint.h>

#include "base/intern.h"
#include "base/period.h"

/*
 * Which series have had figures, for which periods and where, so that a second one is found. Series
 * and periods are numbered in the order in which they come first; so are spans, which are lists of
 * periods: those of a heading, or the one of a row.
 *
 * A series is looked up once for all the figures of a row. It takes 60 to 108 bytes and, once it
 * has had figures of another span, 16 to 32 for each of its periods, at least 112.
 */
struct seen;

struct seen *seen_new(void);
void seen_free(struct seen *s);		/* NULL is allowed */

uint32_t seen_span(struct seen *s, const struct period *p, size_t n);	/* no period twice */
uint32_t seen_period(const struct seen *s, uint32_t span, size_t i);	/* number of its i-th */

uint32_t seen_series(struct seen *s, struct fp key);

/* A number that the caller may keep with the series; 0 at first. Valid until the next series. */
uint32_t *seen_note(struct seen *s, uint32_t series);

/*
 * Notes that the series has a figure in `place` (not 0) for each period of the span. Where it has
 * had one, returns the first such period's index in the span, and *first: its place; the rest of
 * the span is then not noted. SEEN_NONE: it has had none of them.
 */
#define SEEN_NONE SIZE_MAX
size_t seen_add(struct seen *s, uint32_t series, uint32_t span, uint64_t place, uint64_t *first);

#endif
