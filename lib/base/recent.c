#include "base/recent.h"

#include <stdlib.h>

/* Equals no text. */
static const struct recent_text no_text = {{NULL, SIZE_MAX}, (struct recent_text *)&no_text, 0};
static struct recent_text *const none = (struct recent_text *)&no_text;

void
recent_init(struct recent *r)
{
	*r = (struct recent){.now = none, .texts = intern_new()};
}

void
recent_free(struct recent *r)
{
	intern_free(r->texts);
	free(r->place);
	arena_free(&r->mem);
	*r = (struct recent){0};
}

bool
recent_find(struct recent *r, struct slice text)
{
	uint32_t known = intern_count(r->texts), id = intern_id(r->texts, text);

	if (id == known) {
		r->place = xgrow(r->place, &r->cap, known + 1, sizeof(struct recent_text *));
		r->place[id] = arena_alloc(&r->mem, sizeof(struct recent_text));
		*r->place[id] = (struct recent_text){intern_key(r->texts, id), none, id};
	}
	if (r->now != none)
		r->now->next = r->place[id];
	r->now = r->place[id];
	return id == known;
}
