#ifndef RULES_PACKED_H
#define RULES_PACKED_H

#include "base/memory.h"
#include "base/packed.h"
#include "rules/value.h"

/*
 * Cells of a row, packed, after a head of nhead bytes, which may be none; packed_next() takes them.
 */
const char *packed_keep(struct arena *mem, const void *head, size_t nhead,
    const struct slice *cells, struct columns c);

/*
 * A head with the place of a row: 4 bytes, or 12 where the file or the line is a high one. Returns
 * its size; packed_place() takes it.
 */
enum { PACKED_PLACE = 12 };

/*
 * Cells of a row in the same way, with the value of each date or period after it, in 4 bytes, so
 * that it is read once; and a row made of them. The head is the place of the row.
 */
const char *packed_row(struct arena *mem, struct row *row, struct columns c);
void packed_load(struct row *row, const char *image, struct columns c);

#define PACKED_HIGH (UINT32_C(1) << 31)

static inline size_t
packed_put_place(char head[PACKED_PLACE], unsigned file, uint64_t line)
{
	uint32_t v = file << 24 | (uint32_t)line;

	if (file < 128 && line < 1 << 24) {
		memcpy(head, &v, sizeof(v));
		return sizeof(v);
	}
	v = PACKED_HIGH | file;
	memcpy(head, &v, sizeof(v));
	memcpy(head + sizeof(v), &line, sizeof(line));
	return PACKED_PLACE;
}

static inline void
packed_place(const char **p, unsigned *file, uint64_t *line)
{
	uint32_t v;

	memcpy(&v, *p, sizeof(v));
	*p += sizeof(v);
	*file = v >> 24;
	*line = v & ((1 << 24) - 1);
	if (v < PACKED_HIGH)
		return;
	*file = v & ~PACKED_HIGH;
	memcpy(line, *p, sizeof(*line));
	*p += sizeof(*line);
}

#endif
