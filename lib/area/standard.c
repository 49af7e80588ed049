#include "area/standard.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/num.h"

struct group {
	double *count, *population, *standard;
	size_t n, count_cap, population_cap, standard_cap;
	char *why_not;
};

struct standard {
	const struct roles *roles;
	enum role role;			/* of the weight or rate */
	const char *what;		/* its name in messages */
	const size_t *key;
	size_t nkey;
	struct intern *keys;
	struct intern *bands;
	struct intern *seen;		/* (group, band) */
	struct group *group;
	double *first;			/* the weight or rate a band had first, by its number in bands */
	size_t cap, first_cap;
	struct errmsg unlike;		/* "" while each band has had one only */
	struct keybuf buf;
};

size_t *
standard_keys(const struct roles *r, const struct keycols *more, size_t *n)
{
	static const enum role roles[] = {
		ROLE_PERIOD, ROLE_TIME_IDENTIFIER, ROLE_GEOGRAPHIC_LEVEL, ROLE_AREA_CODE, ROLE_AREA,
		ROLE_INDICATOR, ROLE_CATEGORY,
	};
	size_t nroles = sizeof(roles) / sizeof(roles[0]);
	size_t *key = xcalloc(nroles + more->n, sizeof *key);

	*n = 0;
	for (size_t i = 0; i < nroles; i++)
		if (r->col[roles[i]] >= 0)
			key[(*n)++] = (size_t)r->col[roles[i]];
	for (size_t i = 0; i < more->n; i++)
		key[(*n)++] = more->col[i];
	return key;
}

struct standard *
standard_new(enum standard_kind kind, const struct roles *r, const size_t *key, size_t nkey)
{
	struct standard *s = xcalloc(1, sizeof *s);

	s->roles = r;
	s->role = kind == STANDARD_DIRECT ? ROLE_STANDARD_WEIGHT : ROLE_STANDARD_RATE;
	s->what = kind == STANDARD_DIRECT ? "weight" : "standard rate";
	s->key = key;
	s->nkey = nkey;
	s->keys = intern_new();
	s->bands = intern_new();
	s->seen = intern_new();
	return s;
}

static struct group *
group_of(struct standard *s, struct input *in)
{
	uint32_t before = intern_count(s->keys), id;

	keybuf_reset(&s->buf);
	for (size_t i = 0; i < s->nkey; i++)
		keybuf_add(&s->buf, input_field(in, s->key[i]));
	id = intern_id(s->keys, keybuf_key(&s->buf));
	if (id == before) {
		s->group = xgrow(s->group, &s->cap, id + 1, sizeof *s->group);
		s->group[id] = (struct group){0};
	}
	return &s->group[id];
}

/* A figure of the row, NaN for a mark or a blank. least: the smallest that may be. */
static int
figure(struct input *in, int col, const char *what, double least, double *v, struct errmsg *e)
{
	struct slice cell = input_field(in, (size_t)col);
	struct num num;

	num_parse(cell, NUM_COMMAS | NUM_MARKS | NUM_EXPONENT, &num);
	if (num.kind == NUM_BAD || (num.kind == NUM_VALUE && !(num.value >= least)))
		return input_fault(in, (size_t)col, e, "'%.*s' is not a %s; expected a number of %s, "
		    "or a mark such as c", SLICE_ARG(cell), what, least > 0 ? "1 or more" : "0 or more");
	*v = num.kind == NUM_VALUE ? num.value : NAN;
	return 0;
}

static void
set_why_not(struct group *g, const char *what, struct slice band, struct slice printed)
{
	char text[200];

	if (g->why_not != NULL)
		return;
	snprintf(text, sizeof text, "the %s of %.*s is %s%.*s", what, SLICE_ARG(band),
	    slice_trim(printed).n == 0 ? "blank" : "", SLICE_ARG(slice_trim(printed)));
	g->why_not = xstrdup(text);
}

static int
check_new_band(struct standard *s, struct input *in, const struct group *g, struct slice band,
    struct errmsg *e)
{
	size_t index = (size_t)(g - s->group);
	uint32_t before = intern_count(s->seen);

	keybuf_reset(&s->buf);
	keybuf_add(&s->buf, (struct slice){(const char *)&index, sizeof index});
	keybuf_add(&s->buf, band);
	if (intern_id(s->seen, keybuf_key(&s->buf)) < before)
		return input_fault(in, (size_t)s->roles->col[ROLE_AGE_BAND], e, "'%.*s' is there twice; "
		    "expected each age band once: name the column that tells the rows apart with -k",
		    SLICE_ARG(band));
	return 0;
}

/* Rates by different standards do not compare. */
static void
note_unlike(struct standard *s, struct input *in, struct slice band, double standard)
{
	uint32_t before = intern_count(s->bands), id = intern_id(s->bands, band);

	if (id == before) {
		s->first = xgrow(s->first, &s->first_cap, id + 1, sizeof *s->first);
		s->first[id] = standard;
	} else if (isnan(s->first[id])) {
		s->first[id] = standard;
	} else if (!isnan(standard) && standard != s->first[id] && s->unlike.text[0] == '\0') {
		input_fault(in, (size_t)s->roles->col[s->role], &s->unlike, "the %s of '%.*s' is not the "
		    "one it has further up; what is standardised differently does not compare",
		    s->what, SLICE_ARG(band));
	}
}

int
standard_row(struct standard *s, struct input *in, struct errmsg *e)
{
	const int *col = s->roles->col;
	struct slice band = slice_trim(input_field(in, (size_t)col[ROLE_AGE_BAND]));
	struct group *g = group_of(s, in);
	double count, population, standard;

	if (figure(in, col[ROLE_VALUE], "count", 0, &count, e) != 0 ||
	    figure(in, col[ROLE_POPULATION], "population", 1, &population, e) != 0 ||
	    figure(in, col[s->role], s->what, 0, &standard, e) != 0 ||
	    check_new_band(s, in, g, band, e) != 0) {
		if (g->why_not == NULL)
			g->why_not = xstrdup("one of its rows cannot be used");
		return -1;
	}
	note_unlike(s, in, band, standard);
	if (isnan(count))
		set_why_not(g, "count", band, input_field(in, (size_t)col[ROLE_VALUE]));
	if (isnan(population))
		set_why_not(g, "population", band, input_field(in, (size_t)col[ROLE_POPULATION]));
	if (isnan(standard))
		set_why_not(g, s->what, band, input_field(in, (size_t)col[s->role]));
	g->count = xgrow(g->count, &g->count_cap, g->n + 1, sizeof *g->count);
	g->population = xgrow(g->population, &g->population_cap, g->n + 1, sizeof *g->population);
	g->standard = xgrow(g->standard, &g->standard_cap, g->n + 1, sizeof *g->standard);
	g->count[g->n] = count;
	g->population[g->n] = population;
	g->standard[g->n] = standard;
	g->n++;
	return 0;
}

/* A row for all ages among the bands, which would be counted with them? With fewer than three that may be chance. */
static bool
has_total(const struct group *g)
{
	double count = 0, population = 0;

	for (size_t i = 0; i < g->n; i++) {
		count += g->count[i];
		population += g->population[i];
	}
	for (size_t i = 0; i < g->n && g->n >= 3; i++)
		if (2 * g->count[i] == count && 2 * g->population[i] == population)
			return true;
	return false;
}

void
standard_finish(struct standard *s)
{
	char text[100];

	for (size_t i = 0; i < standard_ngroups(s); i++) {
		struct group *g = &s->group[i];

		if (g->why_not == NULL && has_total(g))
			g->why_not = xstrdup("one of its rows is the sum of the others; expected age bands only");
		if (g->why_not != NULL || g->n == intern_count(s->bands))
			continue;
		snprintf(text, sizeof text, "it has %zu of the %u age bands", g->n,
		    intern_count(s->bands));
		g->why_not = xstrdup(text);
	}
}

const char *
standard_unlike(const struct standard *s)
{
	return s->unlike.text[0] != '\0' ? s->unlike.text : NULL;
}

size_t
standard_ngroups(const struct standard *s)
{
	return intern_count(s->keys);
}

struct standard_group
standard_group(const struct standard *s, size_t i)
{
	const struct group *g = &s->group[i];

	return (struct standard_group){intern_key(s->keys, (uint32_t)i), g->count, g->population,
	    g->standard, g->n, g->why_not};
}

void
standard_free(struct standard *s)
{
	for (size_t i = 0; i < standard_ngroups(s); i++) {
		free(s->group[i].count);
		free(s->group[i].population);
		free(s->group[i].standard);
		free(s->group[i].why_not);
	}
	free(s->group);
	intern_free(s->keys);
	intern_free(s->bands);
	intern_free(s->seen);
	keybuf_free(&s->buf);
	free(s->first);
	free(s);
}
