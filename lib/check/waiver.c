#include "check/waiver.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/intern.h"
#include "base/memory.h"
#include "csv/reader.h"
#include "table/role.h"

struct waiver {
	struct slice rule, reason;
	struct slice *cell;		/* by column of the data */
	bool expired;
	int32_t expires;		/* INT32_MAX: never */
	uint64_t line, used, instead;	/* instead: the line of an earlier one that fitted the same */
	uint32_t next;			/* with the same handle, + 1; 0: no more */
};

struct waivers {
	struct slice *name;		/* columns of the data */
	size_t ncols;
	size_t *col;			/* and where they stand */
	struct waiver *w;
	size_t n, cap;
	/* A waiver's handle is its rule with its first cell that is not blank, for findings to look it up by. */
	struct intern *handle;
	uint32_t *first;		/* by handle: the first waiver, + 1 */
	struct keybuf key;
	size_t *hit, hit_cap;
	struct slice path;
	const struct rules *rules;
	int32_t today;
	struct arena mem;
};

enum special { RULE, REASON, WHO, EXPIRES, NSPECIAL };

static const char *const special[] = {"rule", "reason", "who", "expires"};

static int
read_heading(struct waivers *w, struct reader *in, size_t at[NSPECIAL], struct errmsg *e)
{
	size_t n = reader_nfields(in), k;

	w->name = xcalloc(n + 1, sizeof(*w->name));
	w->col = xcalloc(n + 1, sizeof(*w->col));
	for (k = 0; k < NSPECIAL; k++)
		at[k] = n;
	for (size_t i = 0; i < n; i++) {
		struct slice name = slice_trim(reader_field(in, i));

		for (k = 0; k < NSPECIAL && !slice_caseeq(name, slice_of(special[k])); k++)
			;
		if (k < NSPECIAL) {
			at[k] = i;
			continue;
		}
		w->name[w->ncols] = arena_copy(&w->mem, name);
		w->col[w->ncols++] = i;
	}
	for (k = 0; k < NSPECIAL; k++)
		if (at[k] == n)
			return errmsg_set(e, "%s:%llu: no column '%s'; rule, reason, who and expires "
			    "expected beside the columns of the data", reader_name(in),
			    (unsigned long long)reader_line(in), special[k]);
	return 0;
}

static int
read_waiver(struct waivers *w, struct reader *in, const size_t at[NSPECIAL], struct errmsg *e)
{
	struct waiver *v;
	struct slice who = reader_field(in, at[WHO]), reason = reader_field(in, at[REASON]);
	struct slice expires = slice_trim(reader_field(in, at[EXPIRES]));
	unsigned long long line = reader_line(in);
	size_t most = reason.n + who.n + sizeof(" ()");
	char *text;

	w->w = xgrow(w->w, &w->cap, w->n + 1, sizeof(*w->w));
	v = &w->w[w->n++];
	*v = (struct waiver){.line = line, .expires = INT32_MAX};
	v->rule = arena_copy(&w->mem, slice_trim(reader_field(in, at[RULE])));
	if (v->rule.n == 0)
		return errmsg_set(e, "%s:%llu: a waiver without a rule; a rule's id expected",
		    reader_name(in), line);
	if (slice_trim(reason).n == 0 || slice_trim(who).n == 0)
		return errmsg_set(e, "%s:%llu: a waiver without %s; a reason and a name expected",
		    reader_name(in), line, slice_trim(reason).n == 0 ? "a reason" : "who gave it");
	if (expires.n > 0 && date_parse(expires, &v->expires) == DATE_NONE)
		return errmsg_set(e, "%s:%llu: '%.*s' is not a date; YYYY-MM-DD expected, or blank",
		    reader_name(in), line, SLICE_ARG(expires));
	v->expired = v->expires < w->today;
	text = arena_alloc(&w->mem, most);
	snprintf(text, most, "%.*s (%.*s)", SLICE_ARG(reason), SLICE_ARG(who));
	v->reason = slice_of(text);
	v->cell = arena_alloc(&w->mem, (w->ncols + 1) * sizeof(*v->cell));
	for (size_t i = 0; i < w->ncols; i++)
		v->cell[i] = arena_copy(&w->mem, reader_field(in, w->col[i]));
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
waivers_read(const char *path, int32_t today, struct errmsg *e)
{
	struct waivers *w;
	struct reader *in = reader_open(path, &(struct reader_options){0}, e);
	size_t at[NSPECIAL], width = 0;
	int r = 0;

	if (in == NULL)
		return NULL;
	w = xcalloc(1, sizeof(*w));
	w->today = today;
	w->path = arena_copy(&w->mem, slice_of(reader_name(in)));
	while (r == 0 && (r = reader_next(in)) == 1) {
		if (width == 0) {
			width = reader_nfields(in);
			r = read_heading(w, in, at, e);
		} else if (reader_nfields(in) == 0) {
			r = 0;
		} else if (reader_nfields(in) != width) {
			r = errmsg_set(e, "%s:%llu: %zu field%s, where the heading has %zu",
			    reader_name(in), (unsigned long long)reader_line(in),
			    reader_nfields(in), reader_nfields(in) == 1 ? "" : "s", width);
		} else {
			r = read_waiver(w, in, at, e);
		}
	}
	if (reader_fault(in) != READER_OK)
		r = errmsg_set(e, "%s", reader_error(in));
	else if (r == 0 && width == 0)
		r = errmsg_set(e, "%s: no heading; rule, reason, who and expires expected", path);
	reader_close(in);
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
fits(const struct waivers *w, const struct waiver *v, const struct finding *f)
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
		if (fits(w, &w->w[at - 1], f)) {
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

void
waivers_against(struct waivers *w, const struct rules *rules)
{
	w->rules = rules;
}

static bool
among(const struct names *names, struct slice name)
{
	for (size_t i = 0; i < names->n; i++)
		if (slice_eq(names->name[i], name))
			return true;
	return false;
}

/* Can that column stand in the key of a finding of this rule? */
static bool
in_key(const struct rules *rules, const struct rule *rule, struct slice name)
{
	for (size_t i = 0; i < rule->naxes; i++)
		if (slice_eq(rule->axis[i].name, name))
			return true;
	return among(&rules->key, name) || among(&rule->by, name) ||
	    (rule->test == TEST_UNIQUE && among(&rule->args, name));
}

/* Why a waiver fits nothing, where that can be told; e is empty where not. */
static void
why_unused(const struct waivers *w, const struct waiver *v, struct errmsg *e)
{
	const struct rules *r = w->rules;
	size_t at = 0;
	bool builtin = rules_builtin(v->rule);

	e->text[0] = '\0';
	if (v->instead > 0) {
		errmsg_set(e, " that line %llu does not waive", (unsigned long long)v->instead);
		return;
	}
	while (r != NULL && at < r->nrules && !slice_eq(r->rule[at].id, v->rule))
		at++;
	if (!builtin && (r == NULL || at == r->nrules)) {
		errmsg_set(e, ", for there is no such rule");
		return;
	}
	for (size_t i = 0; i < w->ncols && e->text[0] == '\0'; i++)
		if (v->cell[i].n > 0 && (builtin || !in_key(r, &r->rule[at], w->name[i])))
			errmsg_set(e, ", for none has a column '%.*s' in its key", SLICE_ARG(w->name[i]));
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
			errmsg_set(text, "%.*s:%llu: the waiver for %.*s expired on %s: %.*s",
			    SLICE_ARG(w->path), (unsigned long long)v->line, SLICE_ARG(v->rule), day,
			    SLICE_ARG(v->reason));
		} else if (v->used == 0) {
			why_unused(w, v, &why);
			errmsg_set(text, "%.*s:%llu: the waiver for %.*s fits no finding%s: %.*s",
			    SLICE_ARG(w->path), (unsigned long long)v->line, SLICE_ARG(v->rule), why.text,
			    SLICE_ARG(v->reason));
		} else {
			continue;
		}
		(*next)++;
		return true;
	}
	return false;
}
