#ifndef BASE_RATIONAL_H
#define BASE_RATIONAL_H

#include "base/figure.h"

/*
 * Sums, products and quotients of figures, and the exact range of their value when each figure may
 * be anything in its own interval. Interval arithmetic (base/figure.h) is exact only where every
 * figure occurs once: it gives n / (n + m) a range that is too wide.
 *
 * The expression is kept as a quotient of polynomials P / Q. If Q is not 0 in the box of the
 * figures, and if P / Q is monotone in each figure whatever the others are, then it is least and
 * greatest at corners of the box. It is monotone in a figure that P and Q have in no higher power
 * than the first, and in any other where the sign of the derivative is known. Figures that occur
 * only as one sum count as one. All arithmetic is exact.
 */
struct rational;

enum { RATIONAL_FIGURES = 32, RATIONAL_CORNERS = 6 };

/* From here on, NULL: too large, or a number that does not fit. Operands may be NULL too. */
const struct rational *rational_constant(struct figure exact, struct arena *mem);
const struct rational *rational_figure(unsigned number, struct arena *mem);

/* op is FIGURE_ADD, FIGURE_MUL or FIGURE_DIV. */
const struct rational *rational_apply(enum figure_operation op, const struct rational *a,
    const struct rational *b, struct arena *mem);

/* What is worked out once, for rational_range(). */
struct rational_bounds;
const struct rational_bounds *rational_bounds(const struct rational *f, struct arena *mem);

/*
 * The range for these figures, by number. False: not known, as there are more than
 * RATIONAL_CORNERS that are not exact, one has no bound, it is not known to be monotone, or an end
 * does not fit.
 */
bool rational_range(const struct rational_bounds *f, const struct figure *figure,
    struct arena *mem, struct figure *out);

#endif
