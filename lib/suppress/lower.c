#include "suppress/lower.h"

#include "base/intern.h"
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

static uint32_t
number(struct intern *names, struct slice name, bool add)
{
	struct textbuf fold = {0};
	uint32_t id;

	visible_fold(&fold, name);
	id = add ? intern_id(names, textbuf_slice(&fold)) :
	    intern_find(names, textbuf_slice(&fold));
	textbuf_free(&fold);
	return id;
}

/*
 * Whether the column has the names of the areas below authorities, and the area's column those of
 * their authorities; *parents: the other way round.
 */
static bool
names_lower(const struct table *t, size_t col, bool *parents)
{
	struct intern *authorities = intern_new(), *areas = intern_new(), *cells = intern_new();
	size_t by_area = 0, by_cell = 0;
	const int area_col = t->roles.col[ROLE_AREA];
	bool lower = area_col >= 0 && level_of(t->heading[area_col], ROLE_AREA) == AREA_AUTHORITY;

	for (size_t i = 0; i < t->n; i++)
		if (t->row[i].level == LEVEL_AUTHORITY)
			number(authorities, t->row[i].area, true);
	for (size_t i = 0; i < t->n; i++) {
		struct slice cell = slice_trim(t->row[i].cell[col]), area = t->row[i].area;

		if (!is_below(&t->row[i]))
			continue;
		by_area += number(authorities, area, false) != INTERN_NONE;
		by_cell += number(authorities, cell, false) != INTERN_NONE;
		number(areas, area, true);
		number(cells, cell, true);
	}
	*parents = by_cell > by_area;
	lower = !*parents && (lower || by_area > 0 || intern_count(areas) < intern_count(cells));
	intern_free(authorities);
	intern_free(areas);
	intern_free(cells);
	return lower;
}

/* The column of the areas below authorities or, if *parents, of the authorities they lie in. */
static int
find_lower(const struct table *t, bool *parents)
{
	for (size_t c = 0; c < t->ncols; c++)
		if (c != t->count && !space_has_role(t, c) && !space_is_code(t->heading[c]) &&
		    is_lower(t, c) && (names_lower(t, c, parents) || *parents))
			return (int)c;
	*parents = false;
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
	bool parents = false;

	t->lower = -1;
	t->authority[0] = t->authority[1] = -1;
	if (t->roles.col[ROLE_GEOGRAPHIC_LEVEL] < 0)
		return;
	t->authority[0] = find_authority(t, ROLE_AREA);
	t->authority[1] = find_authority(t, ROLE_AREA_CODE);
	if (t->authority[0] < 0 && t->authority[1] < 0 && has_below(t))
		t->lower = find_lower(t, &parents);
	t->has_lower = t->lower >= 0 || t->authority[0] >= 0 || t->authority[1] >= 0;
	for (size_t i = 0; i < t->n && t->has_lower; i++) {
		struct row *r = &t->row[i];
		struct slice name = cell_of(r, parents ? t->lower : t->authority[0]);
		struct slice code = cell_of(r, t->authority[1]);

		if (is_below(r))
			r->below = cell_of(r, t->roles.col[ROLE_GEOGRAPHIC_LEVEL]);
		if (r->level == LEVEL_AUTHORITY && t->lower < 0) {
			r->area = name;
			r->area_code = code;
		} else if (is_below(r) && (t->lower < 0 || parents)) {
			r->authority = name.n > 0 ? name : code;
		} else if (is_below(r)) {
			r->authority = r->area;
			r->area = cell_of(r, t->lower);
			r->area_code = slice_of("");
		}
	}
}
