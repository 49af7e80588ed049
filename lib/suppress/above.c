#include "suppress/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/visible.h"

#define NONE UINT32_MAX

/* The column of parents */

struct columns {
	struct table *const *t;
	size_t n;
	struct intern *texts;
	uint32_t **id;			/* by table: of each row's cells, or NONE */
	uint32_t *up;			/* by text: its parent */
	bool *above, *below;		/* by text: it is a parent; it is in the other column */
};

bool
above_can_name(const struct table *t, size_t col)
{
	size_t words = 0, filled = 0;

	if (col == t->count || (int)col == t->roles.col[ROLE_PERIOD] ||
	    (int)col == t->roles.col[ROLE_TIME_IDENTIFIER])
		return false;
	for (size_t i = 0; i < t->n; i++) {
		const struct slice cell = slice_trim(t->row[i].cell[col]);

		filled += cell.n > 0;
		words += cell.n > 0 && table_is_word(cell);
	}
	return filled > 0 && (2 * words >= filled || space_is_code(t->heading[col]));
}

size_t
above_column(const struct table *t, struct slice heading)
{
	size_t c = 0;

	while (c < t->ncols && !visible_alike(t->heading[c], heading))
		c++;
	return c;
}

static void
number_cells(struct columns *f)
{
	struct textbuf fold = {0};

	f->id = xcalloc(f->n, sizeof(*f->id));
	for (size_t k = 0; k < f->n; k++) {
		const struct table *t = f->t[k];

		f->id[k] = xmalloc((t->n * t->ncols + 1) * sizeof(**f->id));
		memset(f->id[k], 0xff, t->n * t->ncols * sizeof(**f->id));
		for (size_t c = 0; c < t->ncols; c++) {
			const bool name = above_can_name(t, c);

			for (size_t i = 0; i < t->n && name; i++) {
				visible_fold(&fold, t->row[i].cell[c]);
				if (fold.n > 0)
					f->id[k][i * t->ncols + c] = intern_id(f->texts,
					    textbuf_slice(&fold));
			}
		}
	}
	textbuf_free(&fold);
}

/* Notes what a table's column of parents says. False: one place has two. */
static bool
note_parents(struct columns *f, size_t table, size_t child, size_t parent, size_t *deep)
{
	const struct table *t = f->t[table];
	const uint32_t *id = f->id[table];

	for (size_t i = 0; i < t->n; i++) {
		const uint32_t a = id[i * t->ncols + child], b = id[i * t->ncols + parent];

		if (a != NONE)
			f->below[a] = true;
		if (a == NONE || b == NONE || a == b)
			continue;
		if (f->up[a] != NONE && f->up[a] != b)
			return false;
		f->up[a] = b;
		f->above[b] = true;
		*deep += f->above[a];
	}
	return true;
}

/*
 * Whether parents in the one column are in the other themselves, and have parents there; where
 * there are several publications, one of which may have these, they need have none.
 */
static bool
is_parent(struct columns *f, size_t child, size_t parent)
{
	const uint32_t n = intern_count(f->texts);
	size_t deep = 0;

	memset(f->up, 0xff, n * sizeof(*f->up));
	memset(f->above, 0, n * sizeof(*f->above));
	memset(f->below, 0, n * sizeof(*f->below));
	for (size_t k = 0; k < f->n; k++) {
		const size_t a = above_column(f->t[k], f->t[0]->heading[child]);
		const size_t b = above_column(f->t[k], f->t[0]->heading[parent]);

		if (a < f->t[k]->ncols && b < f->t[k]->ncols &&
		    !note_parents(f, k, a, b, &deep))
			return false;
	}
	for (uint32_t i = 0; i < n && deep == 0; i++)
		deep += f->above[i] && (f->up[i] != NONE || (f->n > 1 && f->below[i]));
	return deep > 0;
}

bool
tree_columns(struct table *const *t, size_t n)
{
	struct columns f = {.t = t, .n = n, .texts = intern_new()};
	size_t found = t[0]->ncols;

	number_cells(&f);
	f.up = xmalloc((intern_count(f.texts) + 1) * sizeof(*f.up));
	f.above = xcalloc(intern_count(f.texts) + 1, sizeof(*f.above));
	f.below = xcalloc(intern_count(f.texts) + 1, sizeof(*f.below));
	for (size_t p = 0; p < t[0]->ncols && found == t[0]->ncols; p++)
		for (size_t c = 0; c < t[0]->ncols && found == t[0]->ncols; c++)
			if (c != p && is_parent(&f, c, p))
				found = p;
	for (size_t k = 0; k < n && found < t[0]->ncols; k++) {
		const size_t p = above_column(t[k], t[0]->heading[found]);

		t[k]->parent = p < t[k]->ncols ? (int)p : -1;
	}
	for (size_t k = 0; k < n; k++)
		free(f.id[k]);
	free(f.id);
	free(f.up);
	free(f.above);
	free(f.below);
	intern_free(f.texts);
	return found < t[0]->ncols;
}

/* What places are called in a column */

/* By place its text, and by text its place, if both are unique; else false. */
static bool
match(const struct tree *t, size_t col, uint32_t *text, uint32_t *place)
{
	memset(text, 0xff, t->nplaces * sizeof(*text));
	memset(place, 0xff, intern_count(t->texts) * sizeof(*place));
	for (size_t i = 0; i < t->n; i++) {
		const uint32_t id = t->cell[i * t->first->ncols + col], at = tree_place(t, i);

		if (id == NONE || !tree_can(t, i))
			continue;
		if ((text[at] != NONE && text[at] != id) ||
		    (place[id] != NONE && place[id] != at))
			return false;
		text[at] = id;
		place[id] = at;
	}
	return true;
}

static bool
set_named(struct tree *t, const uint32_t *place)
{
	const size_t ncols = t->first->ncols, col = (size_t)t->first->parent;
	bool any = false;

	for (size_t i = 0; i < t->n; i++) {
		const uint32_t id = t->cell[i * ncols + col], at = tree_place(t, i);

		if (id != NONE && place[id] == NONE && tree_can(t, i))
			t->orphan[at] = id;
		if (id == NONE || place[id] == NONE || place[id] == at || !tree_can(t, i))
			continue;
		if (t->parent[at] != NONE && t->parent[at] != place[id])
			return false;
		t->parent[at] = place[id];
		any = true;
	}
	return any;
}

bool
above_named(struct tree *t)
{
	uint32_t *text = xmalloc((t->nplaces + 1) * sizeof(*text));
	uint32_t *place = xmalloc((intern_count(t->texts) + 1) * sizeof(*place));
	bool found = false;

	for (size_t c = 0; c < t->first->ncols && !found && t->first->parent >= 0; c++) {
		if ((int)c == t->first->parent || !match(t, c, text, place))
			continue;
		memset(t->parent, 0xff, t->nplaces * sizeof(*t->parent));
		memset(t->orphan, 0xff, t->nplaces * sizeof(*t->orphan));
		found = set_named(t, place);
	}
	free(text);
	free(place);
	return found;
}

/* Codes */

static int
class_of(char c)
{
	if (c >= '0' && c <= '9')
		return 1;
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c & 0x80) != 0 ? 2 : 0;
}

/* The longest beginning of the text that is another's. */
static uint32_t
shorter(const struct tree *t, struct slice s, const uint32_t *place, bool whole)
{
	for (size_t n = s.n - 1; n > 0; n--) {
		uint32_t id;

		if (class_of(s.p[n - 1]) == 0 || (whole &&
		    class_of(s.p[n - 1]) == class_of(s.p[n])))
			continue;
		id = intern_find(t->texts, (struct slice){s.p, n});
		if (id != INTERN_NONE && place[id] != NONE)
			return place[id];
	}
	return NONE;
}

bool
above_prefix(struct tree *t, size_t col, bool whole)
{
	uint32_t *text = xmalloc((t->nplaces + 1) * sizeof(*text));
	uint32_t *place = xmalloc((intern_count(t->texts) + 1) * sizeof(*place));
	const bool unique = match(t, col, text, place);
	bool found = false;

	for (uint32_t i = 0; i < t->nplaces && unique; i++) {
		const struct slice s = text[i] != NONE ? intern_key(t->texts, text[i]) :
		    slice_of("");

		if (s.n > 0)
			t->parent[i] = shorter(t, s, place, whole);
		found |= t->parent[i] != NONE;
	}
	free(text);
	free(place);
	return found;
}

/* Depths, in the order of the rows */

/* How far a cell is indented, by blanks and what lists begin with. */
static uint32_t
indentation(struct slice s)
{
	static const char marks[][4] = {" ", "\t", "-", ">", "*", ".", "\u00a0", "\u2007", "\u2003",
	    "\u2002", "\u2009", "\u202f", "\u2013", "\u2014", "\u2022", "\u2514", "\u2500",
	    "\u251c", "\u2502", "\u00bb"};
	uint32_t depth = 0;
	size_t at = 0;

	for (size_t k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
		const size_t n = strlen(marks[k]);

		if (s.n - at <= n || memcmp(s.p + at, marks[k], n) != 0)
			continue;
		at += n;
		depth++;
		k = SIZE_MAX;
	}
	return depth;
}

/* Of each row the nearest one before it, or after it, of its group that is less deep. */
static bool
set_by_depth(struct tree *t, const uint32_t *depth, bool after)
{
	uint32_t *last = xmalloc((t->ngroups + 1) * sizeof(*last));
	uint32_t *up = xmalloc((t->n + 1) * sizeof(*up));
	bool found = false;

	memset(last, 0xff, t->ngroups * sizeof(*last));
	for (size_t k = 0; k < t->n; k++) {
		const size_t i = after ? t->n - 1 - k : k;
		uint32_t *top = &last[t->group[i]], *parent = &t->parent[tree_place(t, i)];

		if (!tree_can(t, i))
			continue;
		while (*top != NONE && depth[*top] >= depth[i])
			*top = up[*top];
		up[i] = *top;
		if (*top != NONE && *parent == NONE && tree_place(t, *top) != tree_place(t, i)) {
			*parent = tree_place(t, *top);
			found = true;
		}
		*top = (uint32_t)i;
	}
	free(last);
	free(up);
	return found;
}

bool
above_indented(struct tree *t, size_t col)
{
	uint32_t *depth = xcalloc(t->n + 1, sizeof(*depth));
	bool found = false;

	for (size_t i = 0; i < t->n; i++) {
		const size_t c = above_column(t->of[i], t->first->heading[col]);

		depth[i] = c < t->of[i]->ncols ? indentation(t->row[i]->cell[c]) : 0;
		found |= depth[i] != depth[0];
	}
	found = found && set_by_depth(t, depth, false);
	free(depth);
	return found;
}

bool
above_levels(struct tree *t, size_t col, bool after)
{
	enum { MOST = 8 };
	uint32_t *depth = xcalloc(t->n + 1, sizeof(*depth)), level[MOST];
	size_t n = 0;
	bool found;

	for (size_t k = 0; k < t->n && n <= MOST; k++) {
		const size_t i = after ? t->n - 1 - k : k;
		const uint32_t id = t->cell[i * t->first->ncols + col];

		if (!tree_can(t, i))
			continue;
		while (depth[i] < n && level[depth[i]] != id)
			depth[i]++;
		if (depth[i] == n && n++ < MOST)
			level[n - 1] = id;
	}
	found = n > 1 && n <= MOST && set_by_depth(t, depth, after);
	free(depth);
	return found;
}
