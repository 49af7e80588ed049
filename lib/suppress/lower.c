#include "suppress/lower.h"

#include "base/visible.h"
#include "suppress/labels.h"
#include "suppress/space.h"
#include "table/rolename.h"

/* The level that the heading of an area names, or -1. */
static int
level_of(struct slice heading, enum role role)
{
	struct folded f;
	int level;

	folded_make(&f, &heading, 1);
	level = rolename_level(role, rolename_letters(role), f.fold[0]);
	folded_free(&f);
	return level;
}

/* The authority's name, or code, where the role has the column of wards. */
static int
find_authority(const struct table *t, enum role role)
{
	const int col = t->roles.col[role];

	if (col < 0 || level_of(t->heading[col], role) <= AREA_AUTHORITY)
		return -1;
	for (size_t c = 0; c < t->ncols; c++)
		if (level_of(t->heading[c], role) == AREA_AUTHORITY)
			return (int)c;
	return -1;
}

static bool
is_below(const struct row *r)
{
	return r->level == LEVEL_OTHER;
}

static bool
has_below(const struct table *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (is_below(&t->row[i]))
			return true;
	return false;
}

/* Whether the column names the areas below authorities, and nothing else. */
static bool
is_lower(const struct table *t, size_t col)
{
	for (size_t i = 0; i < t->n; i++) {
		struct slice cell = slice_trim(t->row[i].cell[col]);

		if (is_below(&t->row[i]) ? !table_is_word(cell) || t->row[i].area.n == 0 :
		    cell.n > 0 && !visible_alike(cell, slice_of("Total")) &&
		    !labels_is_like_total(cell))
			return false;
	}
	return true;
}

static int
find_lower(const struct table *t)
{
	for (size_t c = 0; c < t->ncols; c++)
		if (c != t->count && !space_has_role(t, c) && !space_is_code(t->heading[c]) &&
		    is_lower(t, c))
			return (int)c;
	return -1;
}

static struct slice
cell_of(const struct row *r, int col)
{
	return col < 0 ? slice_of("") : slice_trim(r->cell[col]);
}

void
lower_find(struct table *t)
{
	t->lower = -1;
	t->authority[0] = t->authority[1] = -1;
	if (t->roles.col[ROLE_GEOGRAPHIC_LEVEL] < 0 || !has_below(t))
		return;
	t->authority[0] = find_authority(t, ROLE_AREA);
	t->authority[1] = find_authority(t, ROLE_AREA_CODE);
	if (t->authority[0] < 0 && t->authority[1] < 0)
		t->lower = find_lower(t);
	t->has_lower = t->lower >= 0 || t->authority[0] >= 0 || t->authority[1] >= 0;
	for (size_t i = 0; i < t->n && t->has_lower; i++) {
		struct row *r = &t->row[i];
		struct slice name = cell_of(r, t->authority[0]);
		struct slice code = cell_of(r, t->authority[1]);

		if (is_below(r))
			r->below = cell_of(r, t->roles.col[ROLE_GEOGRAPHIC_LEVEL]);
		if (r->level == LEVEL_AUTHORITY && t->lower < 0) {
			r->area = name;
			r->area_code = code;
		} else if (is_below(r) && t->lower < 0) {
			r->authority = name.n > 0 ? name : code;
		} else if (is_below(r)) {
			r->authority = r->area;
			r->area = cell_of(r, t->lower);
			r->area_code = slice_of("");
		}
	}
}
