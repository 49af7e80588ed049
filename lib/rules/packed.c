#include "rules/packed.h"

const char *
packed_keep(struct arena *mem, const void *head, size_t nhead, const struct slice *cells,
    struct columns c)
{
	size_t size = nhead;
	char *image, *p;

	for (size_t i = 0; i < c.n; i++) {
		size_t n = cells[c.col[i]].n;

		size += n + (n < PACKED_LONG ? 1 : 1 + sizeof(uint32_t));
	}
	p = image = arena_bytes(mem, size);
	if (nhead > 0)
		memcpy(p, head, nhead);
	p += nhead;
	for (size_t i = 0; i < c.n; i++) {
		struct slice s = cells[c.col[i]];
		uint32_t n = (uint32_t)s.n;

		*p++ = (char)(n < PACKED_LONG ? n : PACKED_LONG);
		if (n >= PACKED_LONG) {
			memcpy(p, &n, sizeof(n));
			p += sizeof(n);
		}
		if (n > 0)
			memcpy(p, s.p, n);
		p += n;
	}
	return image;
}
