#include "table/areanames.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/visible.h"
#include "table/authority.h"

enum { SHOWN = 3 };

/* Names that only look alike are reported as such (table/alike.h). */
static bool
is_other(const struct areanames *a, struct slice name, struct slice first)
{
	return !slice_eq(name, first) && !visible_alike(name, first) &&
	    (a->apart != NULL || !authority_like_name(name, first));
}

static void
say(struct areanames *a, struct input *in, const struct roles *r, struct slice code,
    struct slice name, const struct alike_place *first)
{
	struct textbuf is = {0}, was = {0};
	struct errmsg where, e;

	visible_add(&is, name);
	visible_add(&was, first->text);
	input_fault(in, (size_t)r->col[ROLE_AREA], &where, "'%s' has the code of '%s' "
	    "(%s:%" PRIu64 "), %.*s%s%s", is.p, was.p, first->file, first->line, SLICE_ARG(code),
	    a->apart != NULL ? "; " : "", a->apart != NULL ? a->apart : "");
	errmsg_set(&e, "note: %s", where.text);
	a->say(e.text);
	textbuf_free(&is);
	textbuf_free(&was);
}

void
areanames_row(struct areanames *a, struct input *in, const struct roles *r)
{
	struct slice code, name;
	struct keybuf key = {0};
	uint32_t known, id;

	if (a->say == NULL || r->col[ROLE_AREA] < 0 || r->col[ROLE_AREA_CODE] < 0)
		return;
	code = slice_trim(roles_area_code(r, in));
	name = slice_trim(roles_area(r, in));
	if (code.n == 0 || name.n == 0)
		return;
	if (a->codes == NULL) {
		a->codes = intern_new();
		a->others = intern_new();
	}
	known = intern_count(a->codes);
	if ((id = intern_id(a->codes, code)) == known) {
		a->first = xgrow(a->first, &a->cap, id + 1, sizeof(*a->first));
		a->first[id] = (struct alike_place){arena_copy(&a->texts, name), input_file(in),
		    input_line(in)};
		return;
	}
	if (!is_other(a, name, a->first[id].text))
		return;
	keybuf_add(&key, code);
	keybuf_add(&key, name);
	known = intern_count(a->others);
	if (intern_id(a->others, keybuf_key(&key)) == known && (a->said++ < SHOWN || a->all))
		say(a, in, r, code, name, &a->first[id]);
	keybuf_free(&key);
}

void
areanames_close(struct areanames *a)
{
	struct errmsg e;

	if (a->said > SHOWN && !a->all) {
		errmsg_set(&e, "note: %s under a code that has another (-v for all)",
		    plural(a->said - SHOWN, "more name").text);
		a->say(e.text);
	}
	if (a->codes != NULL) {
		intern_free(a->codes);
		intern_free(a->others);
	}
	free(a->first);
	arena_free(&a->texts);
}
