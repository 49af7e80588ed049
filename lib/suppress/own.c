#include "suppress/own.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/visible.h"
#include "suppress/labels.h"
#include "suppress/space.h"
#include "table/authority.h"

#define NONE UINT32_MAX

/* Of names in two columns, by number. */
enum {
	SAME = 1,	/* a row has it in both, or in the finer one and a blank in the other */
	PARTS = 2,	/* a row has it in the coarser one, and another name in the finer one */
	CROSSED = 4,	/* the other way round */
};

struct finder {
	struct table *const *t;
	size_t n;
	struct intern *names, *cells;
	uint32_t *name;			/* by cell: its name */
	size_t cap;
	uint32_t **id;			/* by table: of each row's cells, by row and column */
	unsigned char *is;		/* by name */
	struct textbuf text;		/* room */
};

/* Names */

static bool
is_total_word(struct slice s)
{
	static const char words[][8] = {"total", "totals", "all", "overall", "sum", "whole", "of",
	    "for", "in", "wards", "the"};

	return SLICE_IS_AMONG(s, words);
}

/* Sets *b to the words of the name, without those of totals. */
static void
strip(struct textbuf *b, struct slice name)
{
	struct textbuf fold = {0};
	struct slice rest;

	visible_fold(&fold, name);
	rest = textbuf_slice(&fold);
	textbuf_reset(b);
	while (rest.n > 0) {
		size_t n = 0;

		while (n < rest.n && memchr(" ()[],:;-/", rest.p[n], 10) == NULL)
			n++;
		if (n > 0 && !is_total_word((struct slice){rest.p, n}))
			textbuf_addf(b, "%s%.*s", b->n > 0 ? " " : "", (int)n, rest.p);
		n += n < rest.n;
		rest = (struct slice){rest.p + n, rest.n - n};
	}
	textbuf_free(&fold);
}

/* What is left of a name: one for a code, and for the ways to write the name. */
static struct slice
base_of(struct textbuf *b, struct slice cell, char folded[AUTHORITY_FOLDED])
{
	size_t a = authority_find(cell, slice_of(""));

	strip(b, cell);
	if (b->n == 0)
		return slice_of("");
	if (a < AUTHORITY_NORTH_EAST_N)
		return authority_fold_name(folded, slice_of(authority_north_east[a].name)) ?
		    slice_of(folded) : textbuf_slice(b);
	return authority_fold_name(folded, textbuf_slice(b)) ? slice_of(folded) :
	    textbuf_slice(b);
}

static uint32_t
number(struct finder *f, struct slice cell)
{
	char folded[AUTHORITY_FOLDED];
	struct slice base = {"", 0};
	const uint32_t known = intern_count(f->cells), id = intern_id(f->cells, cell);

	if (id < known)
		return f->name[id];
	if (cell.n > 0 && table_is_word(cell))
		base = base_of(&f->text, cell, folded);
	f->name = xgrow(f->name, &f->cap, id + 1, sizeof(*f->name));
	f->name[id] = base.n > 0 ? intern_id(f->names, base) : NONE;
	return f->name[id];
}

/* Columns of times and figures, and areas whose level is known. */
static bool
can_name(const struct table *t, size_t col)
{
	const int *of = t->roles.col;
	const int c = (int)col;

	return col != t->count && c != t->parent && c != t->population && c != t->percentage &&
	    c != of[ROLE_PERIOD] && c != of[ROLE_TIME_IDENTIFIER] &&
	    (of[ROLE_GEOGRAPHIC_LEVEL] < 0 || !space_is_area_column(t, col));
}

static void
number_cells(struct finder *f)
{
	f->id = xcalloc(f->n, sizeof(*f->id));
	for (size_t k = 0; k < f->n; k++) {
		const struct table *t = f->t[k];

		f->id[k] = xcalloc(t->n * t->ncols + 1, sizeof(**f->id));
		for (size_t i = 0; i < t->n; i++)
			for (size_t c = 0; c < t->ncols; c++)
				f->id[k][i * t->ncols + c] = can_name(t, c) ?
				    number(f, slice_trim(t->row[i].cell[c])) : NONE;
	}
	f->is = xcalloc(intern_count(f->names) + 1, sizeof(*f->is));
}

/* Pairs of columns */

/* The column of another table with this heading of the first; t->ncols: none. */
static size_t
column_in(const struct finder *f, size_t table, size_t col)
{
	const struct table *t = f->t[table];
	size_t c = table == 0 ? col : 0;

	while (table > 0 && c < t->ncols && !visible_alike(t->heading[c], f->t[0]->heading[col]))
		c++;
	return c;
}

static void
look_at(struct finder *f, size_t table, size_t finer, size_t coarser)
{
	const struct table *t = f->t[table];

	for (size_t i = 0; i < t->n; i++) {
		uint32_t a = f->id[table][i * t->ncols + finer];
		uint32_t b = f->id[table][i * t->ncols + coarser];

		if (a != NONE && (a == b || slice_trim(t->row[i].cell[coarser]).n == 0)) {
			f->is[a] |= SAME;
			continue;
		}
		if (a != NONE && b != NONE)
			f->is[a] |= CROSSED;
		if (b != NONE && slice_trim(t->row[i].cell[finer]).n > 0)
			f->is[b] |= PARTS;
	}
}

/* Whether names that are in both columns of a row are mostly of wholes. */
static bool
is_finer(struct finder *f, size_t finer, size_t coarser)
{
	const uint32_t n = intern_count(f->names);
	size_t wholes = 0, crossed = 0;

	memset(f->is, 0, n);
	for (size_t k = 0; k < f->n; k++) {
		size_t a = column_in(f, k, finer), b = column_in(f, k, coarser);

		if (a < f->t[k]->ncols && b < f->t[k]->ncols)
			look_at(f, k, a, b);
	}
	for (uint32_t i = 0; i < n; i++) {
		wholes += (f->is[i] & SAME) != 0 && (f->is[i] & PARTS) != 0;
		crossed += (f->is[i] & SAME) != 0 && (f->is[i] & CROSSED) != 0;
	}
	return wholes > crossed;
}

/* Which authority, time and kind of count the row is about. */
static struct slice
key_of(struct finder *f, const struct table *t, const struct row *r, uint32_t name, size_t finer)
{
	static const enum role roles[] = {ROLE_PERIOD, ROLE_TIME_IDENTIFIER, ROLE_INDICATOR,
	    ROLE_CATEGORY, ROLE_AGE_BAND};
	struct textbuf fold = {0};

	textbuf_reset(&f->text);
	textbuf_addf(&f->text, "%u", (unsigned)name);
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		int col = t->roles.col[roles[i]];

		if (col < 0 || col == (int)finer)
			continue;
		visible_fold(&fold, r->cell[col]);
		textbuf_addf(&f->text, "\n%.*s", (int)fold.n, fold.p);
	}
	textbuf_free(&fold);
	return textbuf_slice(&f->text);
}

void
own_blank(struct table *t, struct row *r, size_t col)
{
	const int c = (int)col, area = t->roles.col[ROLE_AREA];
	struct slice *place = arena_alloc(&t->mem, t->ncols * sizeof(*place));

	memcpy(place, r->place, t->ncols * sizeof(*place));
	place[col] = slice_of("");
	r->place = place;
	r->own |= c == area || c == t->roles.col[ROLE_AREA_CODE];
}

/*
 * The row, itself or a part, that has the name in the coarser column; England itself, where that is
 * blank; NONE: not a whole.
 */
static uint32_t
whole_of(const struct finder *f, size_t table, size_t row, size_t finer, size_t coarser)
{
	const struct table *t = f->t[table];
	const uint32_t *id = &f->id[table][coarser], name = f->id[table][row * t->ncols + finer];

	if (name == NONE || id[row * t->ncols] == name)
		return name == NONE ? NONE : (uint32_t)row;
	for (uint32_t i = 0; i < t->n && slice_trim(t->row[row].cell[coarser]).n == 0; i++)
		if (id[i * t->ncols] == name)
			return i;
	return authority_means_england(t->row[row].cell[finer]) &&
	    slice_trim(t->row[row].cell[coarser]).n == 0 ? (uint32_t)row : NONE;
}

/* Reads the names of wholes in the finer column as blanks, but where another row has the blank. */
static void
blank_names(struct finder *f, size_t table, size_t finer, size_t coarser)
{
	struct table *t = f->t[table];
	const uint32_t *id = f->id[table];
	struct intern *blanks = intern_new();

	for (size_t i = 0; i < t->n; i++) {
		struct slice cell = slice_trim(t->row[i].cell[finer]);

		if (cell.n == 0 || visible_alike(cell, slice_of("Total")) ||
		    (labels_is_like_total(cell) && id[i * t->ncols + finer] !=
		    id[i * t->ncols + coarser]))
			intern_id(blanks, key_of(f, t, &t->row[i], id[i * t->ncols + coarser],
			    finer));
	}
	for (size_t i = 0; i < t->n; i++) {
		const uint32_t name = id[i * t->ncols + finer];
		const uint32_t in = whole_of(f, table, i, finer, coarser);

		if (in == NONE ||
		    intern_find(blanks, key_of(f, t, &t->row[i], name, finer)) != INTERN_NONE)
			continue;
		own_blank(t, &t->row[i], finer);
		((struct slice *)(uintptr_t)t->row[i].place)[coarser] = t->row[in].cell[coarser];
		if (t->owned == NULL)
			t->owned = intern_new();
		visible_fold(&f->text, t->row[in].cell[coarser]);
		intern_id(t->owned, textbuf_slice(&f->text));
	}
	intern_free(blanks);
}

/* A code of another kind than those of all rows with a name, where the name is blank. */
static void
blank_codes(struct table *t)
{
	struct intern *kinds = intern_new();
	const int area = t->roles.col[ROLE_AREA], code = t->roles.col[ROLE_AREA_CODE];

	for (size_t i = 0; i < t->n && area >= 0 && code >= 0; i++)
		if (t->row[i].area.n > 0 && !t->row[i].own && t->row[i].area_code.n > 3)
			intern_id(kinds, (struct slice){t->row[i].area_code.p, 3});
	for (size_t i = 0; i < t->n && intern_count(kinds) > 0; i++)
		t->row[i].own |= t->row[i].area.n == 0 && t->row[i].area_code.n > 3 &&
		    intern_find(kinds, (struct slice){t->row[i].area_code.p, 3}) == INTERN_NONE;
	intern_free(kinds);
}

void
own_find(struct table *const *t, size_t n)
{
	struct finder f = {.t = t, .n = n, .names = intern_new(), .cells = intern_new()};

	number_cells(&f);
	for (size_t a = 0; a < t[0]->ncols; a++)
		for (size_t b = 0; b < t[0]->ncols; b++) {
			if (a == b || !can_name(t[0], a) || !can_name(t[0], b) ||
			    !is_finer(&f, a, b))
				continue;
			for (size_t k = 0; k < n; k++)
				if (column_in(&f, k, a) < t[k]->ncols &&
				    column_in(&f, k, b) < t[k]->ncols)
					blank_names(&f, k, column_in(&f, k, a),
					    column_in(&f, k, b));
		}
	for (size_t k = 0; k < n; k++) {
		if (t[k]->roles.col[ROLE_GEOGRAPHIC_LEVEL] < 0)
			blank_codes(t[k]);
		free(f.id[k]);
	}
	free(f.id);
	free(f.is);
	textbuf_free(&f.text);
	intern_free(f.names);
	intern_free(f.cells);
	free(f.name);
}

void
own_forget(struct table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		t->row[i].place = t->row[i].cell;
		t->row[i].own = false;
	}
	intern_free(t->owned);
	t->owned = NULL;
}

bool
own_has(const struct table *t, struct slice name)
{
	struct textbuf fold = {0};
	bool has;

	if (t->owned == NULL)
		return false;
	visible_fold(&fold, name);
	has = intern_find(t->owned, textbuf_slice(&fold)) != INTERN_NONE;
	textbuf_free(&fold);
	return has;
}
