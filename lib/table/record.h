#ifndef TABLE_RECORD_H
#define TABLE_RECORD_H

#include <stdint.h>

#include "base/memory.h"
#include "base/slice.h"

/* A record of a file: its cells, its bytes there, and the line on which it begins. */
struct record {
	const struct slice *cell;
	size_t n;
	struct slice raw;
	uint64_t line;
	bool plain;			/* reader_is_plain(), if that was asked for */
	bool edge;			/* a space begins or ends a cell */
	size_t same;			/* its first cells that are as in the record before; or 0 */
	uint64_t end;			/* the byte of the file after it, of one read ahead */
};

size_t record_filled(const struct record *rec);		/* its cells that are not blank */

/* Copies what the record consists of into the arena, so that it outlives the next one. */
void record_keep(struct record *rec, struct arena *mem);

#endif
