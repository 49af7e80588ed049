#include "area/strangers.h"

#include <stdlib.h>

#include "base/visible.h"
#include "table/authority.h"

#define SHOWN 3

/* Says of a text that it looks like a name in the query, but differs, or has another code. */
static bool
looks_like(const struct strangers *s, struct input *in, int col, struct slice text,
    struct slice asked)
{
	struct textbuf shown = {0};
	struct errmsg e;

	if (asked.n == 0 || !visible_alike(text, asked))
		return false;
	visible_add_all(&shown, text);
	if (slice_eq(text, asked))
		input_fault(in, col >= 0 ? (size_t)col : INPUT_WHOLE_ROW, &e,
		    "'%s' has another code, so the row is not used", shown.p);
	else
		input_fault(in, col >= 0 ? (size_t)col : INPUT_WHOLE_ROW, &e,
		    "'%s' looks like '%.*s' but differs, so the row is not used", shown.p,
		    SLICE_ARG(asked));
	s->q->say(e.text);
	textbuf_free(&shown);
	return true;
}

static bool
looks_asked_for(const struct strangers *s, struct input *in, const struct roles *roles,
    struct slice code, struct slice name, struct slice region_code, struct slice region_name)
{
	const struct areas_query *q = s->q;

	for (size_t i = 0; i < q->nlist; i++)
		if (looks_like(s, in, roles->col[ROLE_AREA_CODE], code, q->list[i].code) ||
		    looks_like(s, in, roles->col[ROLE_AREA], name, q->list[i].name))
			return true;
	return q->choice == AREAS_REGION && (looks_like(s, in, -1, region_name, q->region) ||
	    looks_like(s, in, -1, region_code, q->region));
}

/* Where the row has a region, it is elsewhere. */
static bool
is_elsewhere(const struct strangers *s, struct slice region_code, struct slice region_name)
{
	return (region_code.n > 0 || region_name.n > 0) &&
	    (s->q->choice != AREAS_NORTH_EAST || !authority_in_region(region_code, region_name,
	    slice_of(region_code.n > 0 ? AUTHORITY_NORTH_EAST_CODE : AUTHORITY_NORTH_EAST_NAME)));
}

void
strangers_add(struct strangers *s, struct input *in, const struct roles *roles, struct slice code,
    struct slice name, struct slice region_code, struct slice region_name)
{
	uint32_t known;

	if (s->seen == NULL)
		s->seen = intern_new();
	known = intern_count(s->seen);
	keybuf_reset(&s->key);
	keybuf_add(&s->key, code);
	keybuf_add(&s->key, name);
	keybuf_add(&s->key, region_name);
	if (intern_id(s->seen, keybuf_key(&s->key)) != known)
		return;
	if ((!s->q->filter->quiet && looks_asked_for(s, in, roles, code, name, region_code,
	    region_name)) || (s->q->choice != AREAS_LIST && is_elsewhere(s, region_code,
	    region_name)))
		return;
	s->stranger = xgrow(s->stranger, &s->cap, s->n + 1, sizeof(*s->stranger));
	s->stranger[s->n++] = (struct stranger){arena_copy(&s->texts, name.n > 0 ? name : code),
	    input_file(in), input_line(in)};
}

/*
 * The name in the query that s is spelt most like, or "". Of neighbours, one that is absent: most
 * files have many areas besides.
 */
static struct slice
nearest_asked_for(const struct areas_query *q, const bool *absent, struct slice name)
{
	struct slice *names = xcalloc(q->nlist + 1, sizeof(*names)), near = {"", 0};
	size_t n = 0, i;

	for (i = 0; i < q->nlist; i++)
		if (q->choice != AREAS_LIST || absent[i])
			names[n++] = q->list[i].name;
	if (n > 0 && (i = suggest_nearest(name, names, n)) < n)
		near = names[i];
	free(names);
	return near;
}

static void
say(const struct strangers *s, const struct stranger *a, struct slice near)
{
	struct textbuf shown = {0}, t = {0};

	visible_add_all(&shown, a->name);
	textbuf_addf(&t, "note: %s:%llu: '%s' is not %s; the row is not used", a->file,
	    (unsigned long long)a->line, shown.p, s->q->choice == AREAS_NORTH_EAST ?
	    "one of the twelve North East authorities" : s->q->choice == AREAS_LIST ?
	    "one of the authorities compared" : "in a region");
	if (near.n > 0)
		textbuf_addf(&t, "; did you mean '%.*s'?", SLICE_ARG(near));
	s->q->say(t.p);
	textbuf_free(&t);
	textbuf_free(&shown);
}

void
strangers_notes(const struct strangers *s, const bool *absent)
{
	const size_t most = s->q->filter->verbose ? SIZE_MAX : SHOWN;
	const bool list = s->q->choice == AREAS_LIST;
	struct slice *near;
	struct errmsg e;
	size_t said = 0;

	if (s->q->filter->quiet || s->q->named)
		return;
	near = xcalloc(s->n + 1, sizeof(*near));
	for (size_t i = 0; i < s->n; i++)
		near[i] = nearest_asked_for(s->q, absent, s->stranger[i].name);
	for (int round = 0; round < (list ? 1 : 2); round++)
		for (size_t i = 0; i < s->n && said < most; i++)
			if ((near[i].n > 0) == (round == 0)) {
				say(s, &s->stranger[i], near[i]);
				said++;
			}
	if (said < s->n && !list) {
		errmsg_set(&e, "note: %s not used (-v for all)",
		    plural(s->n - said, "more area").text);
		s->q->say(e.text);
	}
	free(near);
}

const char *
strangers_suggest(const struct strangers *s, struct slice name, char buf[SUGGEST_SIZE])
{
	struct slice *names = xcalloc(s->n + 1, sizeof(*names));

	for (size_t i = 0; i < s->n; i++)
		names[i] = s->stranger[i].name;
	buf[0] = '\0';
	if (s->n > 0)
		suggest(buf, name, names, s->n);
	free(names);
	return buf;
}

void
strangers_free(struct strangers *s)
{
	if (s->seen != NULL)
		intern_free(s->seen);
	free(s->stranger);
	keybuf_free(&s->key);
	arena_free(&s->texts);
}
