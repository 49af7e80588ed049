#ifndef SUPPRESS_AROUND_H
#define SUPPRESS_AROUND_H

#include "suppress/piece.h"

/*
 * A piece of the unknowns nearest to one of them, which becomes its number 0: at most `most`, while
 * the others have their values in x. What fits it fits the whole. Shares the memory of the whole;
 * the rest is in *mem.
 */
void around_build(struct piece *part, const struct piece *whole, size_t unknown, size_t most,
    const int64_t *x, struct arena *mem);

#endif
