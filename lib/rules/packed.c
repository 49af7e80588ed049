#include "rules/packed.h"

const char *
packed_keep(struct arena *mem, const void *head, size_t nhead, const struct slice *cells,
    struct columns c)
{
	size_t size = nhead;
	char *image, *p;

	for (size_t i = 0; i < c.n; i++)
		size += packed_size(cells[c.col[i]].n);
	p = image = arena_bytes(mem, size);
	if (nhead == 4)			/* packed_put_place(), nearly always */
		memcpy(p, head, 4);
	else if (nhead > 0)
		memcpy(p, head, nhead);
	p += nhead;
	for (size_t i = 0; i < c.n; i++)
		p = packed_put(p, cells[c.col[i]]);
	return image;
}
