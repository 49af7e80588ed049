#include "area/refusals.h"

#include "base/errmsg.h"
#include "base/memory.h"

#define SHOWN 3

/* Is the row one of those that are only counted? */
static bool
is_counted(struct refusals *r, enum refusal kind, struct slice text)
{
	uint32_t known;

	switch (kind) {
	case REFUSAL_OTHER:
		return false;
	case REFUSAL_PERIOD:
		if (r->periods == NULL)
			r->periods = intern_new();
		known = intern_count(r->periods);
		return r->said[kind] == SHOWN || intern_id(r->periods, text) < known;
	case REFUSAL_NAME:
	case REFUSAL_SECOND:
	case REFUSAL_LEVEL:
		break;
	}
	return r->said[kind] == SHOWN;
}

void
refusals_add(struct refusals *r, enum refusal kind, struct slice text, const char *message)
{
	if (!r->verbose && is_counted(r, kind, text)) {
		r->left[kind]++;
		return;
	}
	r->said[kind]++;
	r->say(message);
}

void
refusals_close(struct refusals *r)
{
	static const char *const what[REFUSAL_KINDS] = {
		[REFUSAL_NAME] = "whose code and name mean two areas",
		[REFUSAL_PERIOD] = "whose period cannot be read",
		[REFUSAL_SECOND] = "for an area and period that already have one",
		[REFUSAL_LEVEL] = "of an area that is made of the others",
	};
	struct errmsg e;

	for (size_t k = 0; k < REFUSAL_KINDS; k++) {
		if (r->left[k] == 0)
			continue;
		errmsg_set(&e, "%s %s (-v for all)", plural(r->left[k], "more row").text, what[k]);
		r->say(e.text);
	}
	if (r->periods != NULL)
		intern_free(r->periods);
}
