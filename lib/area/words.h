#ifndef AREA_WORDS_H
#define AREA_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "area/benchmark.h"
#include "area/phrase.h"
#include "base/slice.h"

/*
 * Every sentence of benchmark-ne, in -f text and in the column `sentence`: what a board may quote.
 * A sentence has one comparison with the region and one with England, and names no method; those
 * are in area/wordnote.h. "Better" and "worse" need the polarity of a dictionary.
 */

/*
 * Are proportions, or authorities without their region's rate, compared with the others? Not where
 * the others would give a hidden figure away.
 */
bool words_is_by_rest(const struct benchmark *b);

/* How area i of the group compares with the region, as the sentences and the table say it. */
enum compare_class words_region_class(const struct benchmark *b, const struct benchmark_area *a);

/* The same with England; NONE also where England is the region. */
enum compare_class words_england_class(const struct benchmark *b, const struct benchmark_area *a);

/* What words_region_class() compares with: "the North East", "the rest of the North East", ... */
struct words words_beside(const struct benchmarks *all, const struct benchmark *b);

/* The heading of the counts, if it has no place in a sentence, which then has no name; or "". */
const char *words_left_out(const struct benchmarks *all, const char *label);

/* Adds the sentences on area i, which has a rate; label: what is counted, or NULL. */
void words_area(const struct benchmarks *all, const struct benchmark *b, size_t i,
    const char *label, struct textbuf *t);

/* "In 2014 there is no rate for Hartlepool (hidden)."; "... for any of the 12 authorities." */
void words_no_rate(const struct benchmarks *all, const struct benchmark *b, const char *about,
    struct textbuf *t);

/*
 * " There is no rate for Darlington (hidden) or Hartlepool (not in the data)."; where several have
 * the same reason, "... for Darlington or Sunderland: hidden; nor for Hartlepool: blank."; or
 * nothing. but: an authority to leave out, as it has been mentioned already, or NULL.
 */
void words_unknown(const struct benchmark *b, const char *but, struct textbuf *t);

/* Are the two of one region, and of periods of which none is in both? */
bool words_has_change(const struct benchmark *from, const struct benchmark *to);

/* How the rate of an area, with figures in both groups, changed from one to the other. */
void words_change(const struct benchmarks *all, const struct benchmark *from,
    const struct benchmark *to, size_t i, size_t k, struct textbuf *t);

#endif
