#include "check/waiver.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/textbuf.h"
#include "table/sidefile.h"

struct waiver {
	struct slice rule, reason;
	struct slice *cell;		/* by column of the data */
	bool expired;
	int32_t expires;		/* INT32_MAX: never */
	uint64_t line, used;
	uint64_t instead;		/* the line of the one that waived its finding */
	uint32_t next;			/* the next with the same handle, + 1; 0: none */
};

/* A waiver's handle, for looking it up, is its rule with its first cell that is not blank. */
struct waivers {
	struct slice *name;		/* the data's columns */
	size_t *col;			/* and where they are in the file */
	size_t ncols;
	struct waiver *w;
	size_t n, cap;
	struct intern *handle;
	uint32_t *first;		/* by handle: the first waiver, + 1 */
	struct keybuf key;
	size_t *hit, hit_cap;
	struct slice path;
	const struct rules *rules;
	int32_t today;
	struct arena mem;
};

enum column { RULE, REASON, WHO, EXPIRES, NCOLUMNS };

static const char *const columns[NCOLUMNS] = {"rule", "reason", "who", "expires"};

static void
read_heading(struct waivers *w, struct sidefile *f)
{
	size_t n = input_ncols(f->in);

	w->path = arena_copy(&w->mem, slice_of(input_file(f->in)));
	w->name = xcalloc(n + 1, sizeof(*w->name));
	w->col = xcalloc(n + 1, sizeof(*w->col));
	for (size_t i = 0; i < n; i++) {
		if (sidefile_is_named(f, i))
			continue;
		w->name[w->ncols] = arena_copy(&w->mem, slice_trim(input_headings(f->in)[i]));
		w->col[w->ncols++] = i;
	}
}

/* "REASON (WHO)" */
static struct slice
keep_reason(struct waivers *w, struct sidefile *f)
{
	struct textbuf t = {0};
	struct slice s;

	textbuf_addf(&t, "%.*s (%.*s)", SLICE_ARG(input_field(f->in, f->col[REASON])),
	    SLICE_ARG(input_field(f->in, f->col[WHO])));
	s = arena_copy(&w->mem, (struct slice){t.p, t.n});
	textbuf_free(&t);
	return s;
}

static int
read_waiver(struct waivers *w, struct sidefile *f, struct errmsg *e)
{
	struct waiver v = {.line = input_line(f->in), .expires = INT32_MAX};
	struct slice expires = sidefile_cell(f, EXPIRES);

	if (sidefile_cell(f, RULE).n == 0)
		return sidefile_fault(f, RULE, e, "blank; expected a rule's id");
	if (sidefile_cell(f, REASON).n == 0)
		return sidefile_fault(f, REASON, e, "blank; expected a reason");
	if (sidefile_cell(f, WHO).n == 0)
		return sidefile_fault(f, WHO, e, "blank; expected the name of who gave the reason");
	if (expires.n > 0 && date_parse(expires, &v.expires) == DATE_NONE)
		return sidefile_fault(f, EXPIRES, e, "'%.*s' is not a date; expected one such as "
		    "2015-04-30, or blank", SLICE_ARG(expires));
	v.expired = v.expires < w->today;
	v.rule = arena_copy(&w->mem, sidefile_cell(f, RULE));
	v.reason = keep_reason(w, f);
	v.cell = arena_alloc(&w->mem, (w->ncols + 1) * sizeof(*v.cell));
	for (size_t i = 0; i < w->ncols; i++)
		v.cell[i] = arena_copy(&w->mem, input_field(f->in, w->col[i]));
	w->w = xgrow(w->w, &w->cap, w->n + 1, sizeof(*w->w));
	w->w[w->n++] = v;
	return 0;
}

static struct slice
handle_of(struct waivers *w, struct slice rule, struct slice name, struct slice cell)
{
	keybuf_reset(&w->key);
	keybuf_add(&w->key, rule);
	keybuf_add(&w->key, name);
	keybuf_add(&w->key, cell);
	return keybuf_key(&w->key);
}

static void
index_waivers(struct waivers *w)
{
	static const struct slice none = {"", 0};
	size_t k;

	w->handle = intern_new();
	w->first = xcalloc(w->n + 1, sizeof(*w->first));
	for (size_t i = w->n; i-- > 0;) {
		struct waiver *v = &w->w[i];
		uint32_t id;

		for (k = 0; k < w->ncols && v->cell[k].n == 0; k++)
			;
		id = intern_id(w->handle, handle_of(w, v->rule, k < w->ncols ? w->name[k] : none,
		    k < w->ncols ? v->cell[k] : none));
		v->next = w->first[id];
		w->first[id] = (uint32_t)i + 1;
	}
}

struct waivers *
waivers_read(const char *path, const struct rules *rules, int32_t today, struct errmsg *e)
{
	static const struct input_options opt = {.no_heading_checks = true, .blank_lines = true};
	struct sidefile *f = sidefile_open(path, &opt, columns, NCOLUMNS, NCOLUMNS, e);
	struct waivers *w;
	int r;

	if (f == NULL)
		return NULL;
	w = xcalloc(1, sizeof(*w));
	w->rules = rules;
	w->today = today;
	read_heading(w, f);
	while ((r = sidefile_next(f, e)) == 1 && read_waiver(w, f, e) == 0)
		;
	sidefile_close(f);
	if (r != 0) {
		waivers_free(w);
		return NULL;
	}
	index_waivers(w);
	return w;
}

void
waivers_free(struct waivers *w)
{
	if (w == NULL)
		return;
	free(w->name);
	free(w->col);
	free(w->w);
	intern_free(w->handle);
	free(w->first);
	free(w->hit);
	keybuf_free(&w->key);
	arena_free(&w->mem);
	free(w);
}

static bool
matches(const struct waivers *w, const struct waiver *v, const struct finding *f)
{
	size_t k;

	if (!slice_eq(v->rule, f->rule))
		return false;
	for (size_t i = 0; i < w->ncols; i++) {
		if (v->cell[i].n == 0)
			continue;
		for (k = 0; k < f->nkeys && !slice_eq(f->key_name[k], w->name[i]); k++)
			;
		if (k == f->nkeys || !slice_eq(f->key_value[k], v->cell[i]))
			return false;
	}
	return true;
}

static size_t
add_hits(struct waivers *w, const struct finding *f, struct slice name, struct slice cell, size_t n)
{
	uint32_t id = intern_find(w->handle, handle_of(w, f->rule, name, cell));

	for (uint32_t at = id == INTERN_NONE ? 0 : w->first[id]; at != 0; at = w->w[at - 1].next)
		if (matches(w, &w->w[at - 1], f)) {
			w->hit = xgrow(w->hit, &w->hit_cap, n + 1, sizeof(*w->hit));
			w->hit[n++] = at - 1;
		}
	return n;
}

struct slice
waivers_find(struct waivers *w, const struct finding *f)
{
	size_t n = add_hits(w, f, (struct slice){"", 0}, (struct slice){"", 0}, 0);
	struct waiver *by = NULL;

	for (size_t i = 0; i < f->nkeys; i++)
		n = add_hits(w, f, f->key_name[i], f->key_value[i], n);
	for (size_t i = 0; i < n; i++) {
		struct waiver *v = &w->w[w->hit[i]];

		if (!v->expired && (by == NULL || v < by))
			by = v;
	}
	for (size_t i = 0; i < n; i++)
		if (by != NULL && &w->w[w->hit[i]] != by)
			w->w[w->hit[i]].instead = by->line;
	if (by == NULL)
		return (struct slice){0};
	by->used++;
	return by->reason;
}

/* Whether that column can be in the key of a finding of this rule. */
static bool
is_in_key(const struct rules *rules, const struct rule *rule, struct slice name)
{
	return names_have(&rules->key, name) || names_have(&rule->by, name) ||
	    ((rule->test == TEST_UNIQUE || rule->test == TEST_EVERY) &&
	    names_have(&rule->args, name));
}

/* Why a waiver matches nothing, or "". */
static void
why_unused(const struct waivers *w, const struct waiver *v, struct errmsg *e)
{
	const struct rules *r = w->rules;
	size_t at = 0;
	bool builtin = rules_builtin(v->rule);

	e->text[0] = '\0';
	if (v->instead > 0) {
		errmsg_set(e, " that line %" PRIu64 " does not waive", v->instead);
		return;
	}
	while (r != NULL && at < r->nrules && !slice_eq(r->rule[at].id, v->rule))
		at++;
	if (!builtin && (r == NULL || at == r->nrules)) {
		errmsg_set(e, ", as there is no such rule");
		return;
	}
	for (size_t i = 0; i < w->ncols && e->text[0] == '\0'; i++)
		if (v->cell[i].n > 0 && (builtin || !is_in_key(r, &r->rule[at], w->name[i])))
			errmsg_set(e, ", as their key has no column '%.*s'", SLICE_ARG(w->name[i]));
}

bool
waivers_remark(const struct waivers *w, size_t *next, struct errmsg *text)
{
	char day[DATE_SIZE];
	struct errmsg why;

	for (; *next < w->n; (*next)++) {
		const struct waiver *v = &w->w[*next];

		if (v->expired) {
			date_format(day, v->expires);
			errmsg_set(text, "%.*s:%" PRIu64 ": the waiver for %.*s expired on %s: "
			    "%.*s", SLICE_ARG(w->path), v->line, SLICE_ARG(v->rule), day,
			    SLICE_ARG(v->reason));
		} else if (v->used == 0) {
			why_unused(w, v, &why);
			errmsg_set(text, "%.*s:%" PRIu64 ": the waiver for %.*s matches no "
			    "finding%s: %.*s", SLICE_ARG(w->path), v->line, SLICE_ARG(v->rule),
			    why.text, SLICE_ARG(v->reason));
		} else {
			continue;
		}
		(*next)++;
		return true;
	}
	return false;
}
