#include "waiver.h"

#include <stdlib.h>

#include "csvin.h"
#include "date.h"
#include "region.h"
#include "role.h"
#include "xalloc.h"

struct waiver {
	struct slice rule, reason;
	struct slice *cell;		/* by column of the data */
	bool expired;
	int32_t expires;		/* INT32_MAX: never */
	uint64_t line, used;
};

struct waivers {
	struct slice *name;		/* columns of the data */
	size_t ncols;
	size_t *col;			/* and where they stand */
	struct waiver *w;
	size_t n, cap;
	struct slice path;
	int32_t today;
	struct region mem;
};

enum special { RULE, REASON, WHO, EXPIRES, NSPECIAL };

static const char *const special[] = {"rule", "reason", "who", "expires"};

static int
read_heading(struct waivers *w, struct csvin *in, size_t at[NSPECIAL], struct errmsg *e)
{
	size_t n = csvin_nfields(in), k;

	w->name = xcalloc(n + 1, sizeof(*w->name));
	w->col = xcalloc(n + 1, sizeof(*w->col));
	for (k = 0; k < NSPECIAL; k++)
		at[k] = n;
	for (size_t i = 0; i < n; i++) {
		struct slice name = slice_trim(csvin_field(in, i));

		for (k = 0; k < NSPECIAL && !slice_caseeq(name, slice_of(special[k])); k++)
			;
		if (k < NSPECIAL) {
			at[k] = i;
			continue;
		}
		w->name[w->ncols] = region_copy(&w->mem, name);
		w->col[w->ncols++] = i;
	}
	for (k = 0; k < NSPECIAL; k++)
		if (at[k] == n)
			return errmsg_set(e, "%s:%llu: no column '%s'; rule, reason, who and expires "
			    "expected beside the columns of the data", csvin_name(in),
			    (unsigned long long)csvin_line(in), special[k]);
	return 0;
}

static int
read_waiver(struct waivers *w, struct csvin *in, const size_t at[NSPECIAL], struct errmsg *e)
{
	struct waiver *v;
	struct slice who = csvin_field(in, at[WHO]), reason = csvin_field(in, at[REASON]);
	struct slice expires = slice_trim(csvin_field(in, at[EXPIRES]));
	unsigned long long line = csvin_line(in);
	struct errmsg text;

	w->w = xgrow(w->w, &w->cap, w->n + 1, sizeof(*w->w));
	v = &w->w[w->n++];
	*v = (struct waiver){.line = line, .expires = INT32_MAX};
	v->rule = region_copy(&w->mem, slice_trim(csvin_field(in, at[RULE])));
	if (v->rule.n == 0)
		return errmsg_set(e, "%s:%llu: a waiver without a rule; a rule's id expected",
		    csvin_name(in), line);
	if (slice_trim(reason).n == 0 || slice_trim(who).n == 0)
		return errmsg_set(e, "%s:%llu: a waiver without %s; a reason and a name expected",
		    csvin_name(in), line, slice_trim(reason).n == 0 ? "a reason" : "who gave it");
	if (expires.n > 0 && date_parse(expires, &v->expires) == DATE_NONE)
		return errmsg_set(e, "%s:%llu: '%.*s' is not a date; YYYY-MM-DD expected, or blank",
		    csvin_name(in), line, SLICE_ARG(expires));
	v->expired = v->expires < w->today;
	errmsg_set(&text, "%.*s (%.*s)", SLICE_ARG(reason), SLICE_ARG(who));
	v->reason = region_copy(&w->mem, slice_of(text.text));
	v->cell = region_alloc(&w->mem, (w->ncols + 1) * sizeof(*v->cell));
	for (size_t i = 0; i < w->ncols; i++)
		v->cell[i] = region_copy(&w->mem, csvin_field(in, w->col[i]));
	return 0;
}

struct waivers *
waivers_read(const char *path, int32_t today, struct errmsg *e)
{
	struct waivers *w;
	struct csvin *in = csvin_open(path, &(struct csvin_options){0}, e);
	size_t at[NSPECIAL], width = 0;
	int r = 0;

	if (in == NULL)
		return NULL;
	w = xcalloc(1, sizeof(*w));
	w->today = today;
	w->path = region_copy(&w->mem, slice_of(csvin_name(in)));
	while (r == 0 && (r = csvin_next(in)) == 1) {
		if (width == 0) {
			width = csvin_nfields(in);
			r = read_heading(w, in, at, e);
		} else if (csvin_nfields(in) == 0) {
			r = 0;
		} else if (csvin_nfields(in) != width) {
			r = errmsg_set(e, "%s:%llu: %zu fields, where the heading has %zu",
			    csvin_name(in), (unsigned long long)csvin_line(in),
			    csvin_nfields(in), width);
		} else {
			r = read_waiver(w, in, at, e);
		}
	}
	if (csvin_fault(in) != CSVIN_OK)
		r = errmsg_set(e, "%s", csvin_error(in));
	else if (r == 0 && width == 0)
		r = errmsg_set(e, "%s: no heading; rule, reason, who and expires expected", path);
	csvin_close(in);
	if (r == 0)
		return w;
	waivers_free(w);
	return NULL;
}

void
waivers_free(struct waivers *w)
{
	if (w == NULL)
		return;
	free(w->name);
	free(w->col);
	free(w->w);
	region_free(&w->mem);
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

struct slice
waivers_find(struct waivers *w, const struct finding *f)
{
	struct slice reason = {0};

	for (size_t i = 0; i < w->n && reason.p == NULL; i++)
		if (fits(w, &w->w[i], f)) {
			w->w[i].used++;
			if (!w->w[i].expired)
				reason = w->w[i].reason;
		}
	return reason;
}

bool
waivers_remark(const struct waivers *w, size_t *next, struct errmsg *text)
{
	char day[DATE_SIZE];

	for (; *next < w->n; (*next)++) {
		const struct waiver *v = &w->w[*next];

		if (v->expired) {
			date_format(day, v->expires);
			errmsg_set(text, "%.*s:%llu: the waiver for %.*s expired on %s: %.*s",
			    SLICE_ARG(w->path), (unsigned long long)v->line, SLICE_ARG(v->rule), day,
			    SLICE_ARG(v->reason));
		} else if (v->used == 0) {
			errmsg_set(text, "%.*s:%llu: the waiver for %.*s fits no finding: %.*s",
			    SLICE_ARG(w->path), (unsigned long long)v->line, SLICE_ARG(v->rule),
			    SLICE_ARG(v->reason));
		} else {
			continue;
		}
		(*next)++;
		return true;
	}
	return false;
}
