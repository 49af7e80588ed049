#include "table/rolearea.h"

#include "table/rolefault.h"

static const enum role area_roles[] = {ROLE_AREA, ROLE_AREA_CODE};

static int
level_of(const struct rolearea *a, int i, uint32_t letters, struct slice fold)
{
	const int level = rolename_level(area_roles[i], letters, fold);

	return level < 0 && a->spare[i] ? rolename_spare_level(area_roles[i], fold) : level;
}

void
rolearea_find_level(struct rolearea *a, const struct roles *r, const char *const *chosen,
    bool spare)
{
	const struct folded *f = a->f;

	a->level = -1;
	for (int i = 0; i < 2; i++) {
		const uint32_t letters = rolename_letters(area_roles[i]);
		int level;

		a->spare[i] = spare && chosen[area_roles[i]] == NULL;
		for (size_t c = 0; c < f->n && a->spare[i]; c++)
			a->spare[i] = rolename_level(area_roles[i], letters, f->fold[c]) < 0;
		if (chosen[area_roles[i]] != NULL && (level = rolename_level(area_roles[i],
		    letters, f->fold[r->col[area_roles[i]]])) >= 0) {
			a->level = level;
			return;
		}
		for (size_t c = 0; c < f->n; c++)
			if ((level = level_of(a, i, letters, f->fold[c])) > a->level)
				a->level = level;
	}
}

/* The column of the level, or of no level, that is after this one: -1 none. */
static int
next_area(const struct rolearea *a, enum role role, int after)
{
	const uint32_t letters = rolename_letters(role);

	for (int c = after + 1; c < (int)a->f->n && a->level >= 0; c++) {
		int own = level_of(a, role == ROLE_AREA_CODE, letters, a->f->fold[c]);

		if (own == AREA_ANY || (own >= 0 && own == a->level))
			return c;
	}
	return -1;
}

/* LSOA next to LSOA name. */
static bool
is_of_name(const struct folded *f, int col, int name)
{
	static const struct slice end = {"_name", 5};
	const struct slice a = f->fold[col], b = f->fold[name];

	return b.n == a.n + end.n && slice_eq(a, (struct slice){b.p, a.n}) &&
	    slice_eq(end, (struct slice){b.p + a.n, end.n});
}

int
rolearea_find(const struct rolearea *a, enum role role, const char *const *chosen,
    struct roles *r, struct errmsg *e)
{
	const bool coded = role == ROLE_AREA_CODE || chosen[ROLE_AREA_CODE] != NULL ||
	    next_area(a, ROLE_AREA_CODE, -1) >= 0;
	int *col = &r->col[role], *code = &r->col[ROLE_AREA_CODE];

	for (int c = -1; (c = next_area(a, role, c)) >= 0;) {
		if (*col < 0) {
			*col = c;
			continue;
		}
		if (coded || *code >= 0 ||
		    (!is_of_name(a->f, *col, c) && !is_of_name(a->f, c, *col)))
			return rolefault_two(a->f, *col, c, rolename(role, 0), true, e);
		*code = is_of_name(a->f, *col, c) ? *col : c;
		*col = *code == c ? *col : c;
	}
	return *col >= 0;
}
