#include "check/waiver.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/slice.h"
#include "table/sidefile.h"

struct waiver {
	struct slice rule, reason;
	struct slice *cell;		/* by column of the data */
	bool expired;
	int32_t expires;		/* INT32_MAX: never */
	uint64_t line, used;
	uint32_t twins;			/* its place in struct waivers */
};

/* The waivers with the same rule and cells. */
struct twins {
	struct waiver *first;		/* that has not expired, or NULL */
	uint64_t instead;		/* the line of the one that waived a finding of theirs */
};

struct waivers {
	struct slice *name;		/* the data's columns */
	size_t *col;			/* and where they are in the file */
	size_t ncols;
	struct waiver **w;
	size_t n, cap;
	struct intern *forms;		/* which columns have a cell: a byte for each, 0 or 1 */
	struct intern *keys;		/* form, rule, cells */
	struct twins *twins;		/* by key */
	size_t twins_cap;
	struct keybuf key;
	const char *path;
	const struct rules *rules;
	int32_t today;
	struct arena mem;
};

enum column { RULE, REASON, WHO, EXPIRES, NCOLUMNS };

static const char *const columns[NCOLUMNS] = {"rule", "reason", "who", "expires"};

static void
read_heading(struct waivers *w, struct sidefile *f)
{
	size_t n = f->in->ncols;

	w->name = xcalloc(n, sizeof(*w->name));
	w->col = xcalloc(n, sizeof(*w->col));
	for (size_t i = 0; i < n; i++) {
		if (sidefile_is_named(f, i))
			continue;
		w->name[w->ncols] = arena_copy(&w->mem, slice_trim(f->in->heading[i]));
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

/* Begins w->key with the form and the rule; cells follow. */
static void
begin_key(struct waivers *w, uint32_t form, struct slice rule)
{
	keybuf_reset(&w->key);
	keybuf_add(&w->key, (struct slice){(const char *)&form, sizeof(form)});
	keybuf_add(&w->key, rule);
}

static void
add_waiver(struct waivers *w, struct waiver *v)
{
	char *form = arena_bytes(&w->mem, w->ncols);
	uint32_t known = intern_count(w->keys);

	for (size_t i = 0; i < w->ncols; i++)
		form[i] = v->cell[i].n > 0;
	begin_key(w, intern_id(w->forms, (struct slice){form, w->ncols}), v->rule);
	for (size_t i = 0; i < w->ncols; i++)
		if (form[i])
			keybuf_add(&w->key, v->cell[i]);
	v->twins = intern_id(w->keys, keybuf_key(&w->key));
	w->twins = xgrow(w->twins, &w->twins_cap, v->twins + 1, sizeof(*w->twins));
	if (v->twins == known)
		w->twins[known] = (struct twins){0};
	if (!v->expired && w->twins[v->twins].first == NULL)
		w->twins[v->twins].first = v;
	w->w = xgrow(w->w, &w->cap, w->n + 1, sizeof(*w->w));
	w->w[w->n++] = v;
}

static int
read_waiver(struct waivers *w, struct sidefile *f, struct errmsg *e)
{
	struct waiver *v = arena_alloc(&w->mem, sizeof(*v));
	struct slice expires = sidefile_cell(f, EXPIRES);

	v->expires = INT32_MAX;
	if (sidefile_cell(f, RULE).n == 0)
		return sidefile_fault(f, RULE, e, "blank; expected a rule's id");
	if (sidefile_cell(f, REASON).n == 0)
		return sidefile_fault(f, REASON, e, "blank; expected a reason");
	if (sidefile_cell(f, WHO).n == 0)
		return sidefile_fault(f, WHO, e, "blank; expected the name of who gave the reason");
	if (expires.n > 0 && date_parse(expires, &v->expires) == DATE_NONE)
		return sidefile_fault(f, EXPIRES, e, "'%.*s' is not a date; expected one such as "
		    "2015-04-30, or blank", SLICE_ARG(expires));
	v->expired = v->expires < w->today;
	v->line = input_line(f->in);
	v->rule = arena_copy(&w->mem, sidefile_cell(f, RULE));
	v->reason = keep_reason(w, f);
	v->cell = arena_alloc(&w->mem, (w->ncols + 1) * sizeof(*v->cell));
	for (size_t i = 0; i < w->ncols; i++)
		v->cell[i] = arena_copy(&w->mem, input_field(f->in, w->col[i]));
	add_waiver(w, v);
	return 0;
}

struct waivers *
waivers_read(const char *path, const char *encoding, const struct rules *rules, int32_t today,
    struct errmsg *e)
{
	const struct input_options opt = {.csv.encoding = encoding, .no_heading_checks = true,
	    .blank_lines = true};
	struct sidefile *f = sidefile_open(path, &opt, columns, NCOLUMNS, NCOLUMNS, e);
	struct waivers *w;
	int r;

	if (f == NULL)
		return NULL;
	w = xcalloc(1, sizeof(*w));
	w->path = input_file(f->in);
	w->rules = rules;
	w->today = today;
	w->forms = intern_new();
	w->keys = intern_new();
	read_heading(w, f);
	while ((r = sidefile_next(f, e)) == 1 && read_waiver(w, f, e) == 0)
		;
	sidefile_close(f);
	if (r != 0) {
		waivers_free(w);
		return NULL;
	}
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
	free(w->twins);
	intern_free(w->forms);
	intern_free(w->keys);
	keybuf_free(&w->key);
	arena_free(&w->mem);
	free(w);
}

/* The waivers of that form that match the finding, or NULL. */
static struct twins *
find_twins(struct waivers *w, uint32_t form, const struct finding *f)
{
	const char *named = intern_key(w->forms, form).p;
	uint32_t id;
	size_t k;

	begin_key(w, form, f->rule);
	for (size_t i = 0; i < w->ncols; i++) {
		if (!named[i])
			continue;
		for (k = 0; k < f->nkeys && !slice_eq(f->key_name[k], w->name[i]); k++)
			;
		if (f->unchecked || k == f->nkeys)
			return NULL;
		keybuf_add(&w->key, f->key_value[k]);
	}
	id = intern_find(w->keys, keybuf_key(&w->key));
	return id != INTERN_NONE ? &w->twins[id] : NULL;
}

/* Whether it says that nothing of a file was checked, which a reason does not mend. */
static bool
is_whole_file(struct slice rule, enum severity severity)
{
	return severity == SEV_ERROR && slice_is(rule, "S18");
}

/* The first that matches and has not expired, or NULL. */
static struct waiver *
find_waiver(struct waivers *w, const struct finding *f)
{
	struct waiver *by = NULL;
	struct twins *t;

	for (uint32_t form = 0; form < intern_count(w->forms); form++)
		if ((t = find_twins(w, form, f)) != NULL && t->first != NULL &&
		    (by == NULL || t->first->line < by->line))
			by = t->first;
	return by != NULL && is_whole_file(f->rule, f->severity) ? NULL : by;
}

bool
waivers_have(struct waivers *w, const struct finding *f)
{
	return find_waiver(w, f) != NULL;
}

struct slice
waivers_find(struct waivers *w, const struct finding *f)
{
	struct waiver *by = find_waiver(w, f);
	struct twins *t;

	if (by == NULL)
		return (struct slice){0};
	for (uint32_t form = 0; form < intern_count(w->forms); form++)
		if ((t = find_twins(w, form, f)) != NULL)
			t->instead = by->line;
	by->used++;
	return by->reason;
}

/* Whether that column can be in the key of a finding of this rule, or (NULL) of a check of rows. */
static bool
is_in_key(const struct rules *rules, const struct rule *rule, struct slice name)
{
	return names_have(&rules->key, name) || slice_eq(rules->period, name) ||
	    (rule != NULL && (names_have(&rule->by, name) ||
	    ((rule->test == TEST_UNIQUE || rule->test == TEST_EVERY) &&
	    names_have(&rule->args, name))));
}

static void
no_such_rule(const struct rules *r, struct slice id, struct errmsg *e)
{
	struct slice *known = xcalloc(r->nrules + 1, sizeof(*known));
	size_t near;

	for (size_t i = 0; i < r->nrules; i++)
		known[i] = r->rule[i].id;
	near = suggest_nearest(id, known, r->nrules);
	if (near < r->nrules)
		errmsg_set(e, ", as there is no such rule (did you mean '%.*s'?)",
		    SLICE_ARG(known[near]));
	else
		errmsg_set(e, ", as there is no such rule");
	free(known);
}

/* Why a waiver matches nothing, or "". */
static void
why_unused(const struct waivers *w, const struct waiver *v, struct errmsg *e)
{
	const struct rules *r = w->rules;
	bool builtin = rules_builtin(v->rule), of_row = slice_is(v->rule, "S17") ||
	    rules_builtin_compares(v->rule);
	size_t at = 0;

	e->text[0] = '\0';
	while (at < r->nrules && !slice_eq(r->rule[at].id, v->rule))
		at++;
	if (is_whole_file(v->rule, SEV_ERROR))
		errmsg_set(e, ", as S18 cannot be waived: nothing in the file is checked");
	else if (w->twins[v->twins].instead > 0)
		errmsg_set(e, " that line %" PRIu64 " does not waive",
		    w->twins[v->twins].instead);
	else if (!builtin && at == r->nrules)
		no_such_rule(r, v->rule, e);
	for (size_t i = 0; i < w->ncols && e->text[0] == '\0'; i++)
		if (v->cell[i].n > 0 && ((builtin && !of_row) ||
		    !is_in_key(r, of_row ? NULL : &r->rule[at], w->name[i])))
			errmsg_set(e, ", as their key has no column '%.*s'", SLICE_ARG(w->name[i]));
}

void
waivers_remark(const struct waivers *w, void (*say)(const char *message))
{
	char day[DATE_SIZE] = "";
	struct errmsg why, text;

	for (size_t i = 0; i < w->n; i++) {
		const struct waiver *v = w->w[i];

		if (v->expired)
			date_format(day, v->expires);
		else if (v->used == 0)
			why_unused(w, v, &why);
		else
			continue;
		errmsg_set(&text, "%s:%" PRIu64 ": the waiver for %.*s %s%s: %.*s", w->path,
		    v->line, SLICE_ARG(v->rule), v->expired ? "expired on " :
		    "matches no finding", v->expired ? day : why.text, SLICE_ARG(v->reason));
		say(text.text);
	}
}
