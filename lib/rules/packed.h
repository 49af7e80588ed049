#ifndef RULES_PACKED_H
#define RULES_PACKED_H

#include "base/memory.h"
#include "base/packed.h"
#include "rules/program.h"

/*
 * Cells of a row, packed, after a head of nhead bytes, which may be none; packed_next() takes them.
 */
const char *packed_keep(struct arena *mem, const void *head, size_t nhead,
    const struct slice *cells, struct columns c);

#endif
