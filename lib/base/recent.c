#include "base/recent.h"

#include <stdlib.h>

#include "base/memory.h"

static const struct slice none = {NULL, SIZE_MAX};	/* equals no text */

void
recent_init(struct recent *r)
{
	*r = (struct recent){.now = none, .then = none, .texts = intern_new(), .id = INTERN_NONE};
}

void
recent_free(struct recent *r)
{
	intern_free(r->texts);
	free(r->next);
	*r = (struct recent){0};
}

static void
set_now(struct recent *r, uint32_t id)
{
	r->id = id;
	r->now = intern_key(r->texts, id);
	r->then = r->next[id] == INTERN_NONE ? none : intern_key(r->texts, r->next[id]);
}

bool
recent_move(struct recent *r, struct slice text)
{
	uint32_t known, id;

	if (same_text(text, r->then)) {
		set_now(r, r->next[r->id]);
		return false;
	}
	known = intern_count(r->texts);
	id = intern_id(r->texts, text);
	if (id == known) {
		r->next = xgrow(r->next, &r->cap, known + 1, sizeof(*r->next));
		r->next[id] = INTERN_NONE;
	}
	if (r->id != INTERN_NONE)
		r->next[r->id] = id;
	set_now(r, id);
	return id == known;
}
