#include "suppress/space.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/period.h"
#include "base/visible.h"
#include "suppress/hierarchy.h"
#include "suppress/labels.h"
#include "suppress/own.h"
#include "suppress/unnamed.h"
#include "table/authority.h"
#include "table/keycols.h"

static const struct {
	enum role role;
	enum dimension_kind kind;
} roles[] = {
	{ROLE_PERIOD, DIMENSION_PERIOD}, {ROLE_AREA, DIMENSION_AREA},
	{ROLE_INDICATOR, DIMENSION_COLUMN}, {ROLE_CATEGORY, DIMENSION_COLUMN},
	{ROLE_AGE_BAND, DIMENSION_COLUMN},
};
enum { NROLES = sizeof(roles) / sizeof(roles[0]) };

bool
space_is_code(struct slice heading)
{
	static const char endings[][8] = {"code", "id", "number"};
	struct slice h = slice_trim(heading);

	for (size_t i = 0; i < 3; i++) {
		struct slice end = slice_of(endings[i]), last;

		if (h.n < end.n)
			continue;
		last = (struct slice){h.p + h.n - end.n, end.n};
		if (slice_caseeq(last, end) && (h.n == end.n ? i == 0 :
		    memchr("_- ", last.p[-1], 3) != NULL))
			return true;
	}
	return false;
}

/* The column of t for a dimension of one column, or -1. */
static int
column_in(const struct dimension *d, const struct table *t)
{
	if (d->role != ROLE_N)
		return t->roles.col[d->role];
	for (size_t i = 0; i < t->ncols; i++)
		if (visible_alike(t->heading[i], d->heading))
			return (int)i;
	return -1;
}

static int
add_dimension(struct space *s, enum dimension_kind kind, enum role role, struct slice heading,
    struct errmsg *e)
{
	if (s->n == SPACE_MAX)
		return errmsg_set(e, "too many dimensions; expected at most %d", SPACE_MAX);
	s->dim[s->n++] = (struct dimension){.kind = kind, .role = role,
	    .heading = arena_copy(&s->mem, heading), .places = intern_new(),
	    .inner = SIZE_MAX, .by = SIZE_MAX, .types = SIZE_MAX, .typed = SIZE_MAX};
	return 0;
}

bool
space_has_role(const struct table *t, size_t col)
{
	for (enum role r = 0; r < ROLE_N; r++)
		if (t->roles.col[r] == (int)col)
			return true;
	for (int l = 0; l <= LEVEL_OTHER; l++)
		if (t->roles.by_level[l][0] == (int)col || t->roles.by_level[l][1] == (int)col)
			return true;
	return (int)col == t->region[0] || (int)col == t->region[1];
}

/* Columns that are dimensions by their names, though no role: of crossed tables, people, times. */
static int
add_named(struct space *s, const struct table *t, struct errmsg *e)
{
	static const char names[][8] = {"row", "col", "sex", "gender", "agency", "year", "month",
	    "week", "date"};

	for (size_t c = 0; c < t->ncols; c++)
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (visible_alike(t->heading[c], slice_of(names[i])) && c != t->count &&
			    !space_has_column(s, t, c) &&
			    add_dimension(s, DIMENSION_COLUMN, ROLE_N, t->heading[c], e) != 0)
				return -1;
	return 0;
}

static int
find_dimensions(struct space *s, const struct table *t, const char *keys, struct errmsg *e)
{
	const int *col = t->roles.col;
	struct keycols more;
	int status = 0;

	for (size_t i = 0; i < NROLES && status == 0; i++) {
		enum dimension_kind kind = roles[i].kind;
		int c = col[roles[i].role];

		if (kind == DIMENSION_AREA && col[ROLE_GEOGRAPHIC_LEVEL] >= 0) {
			kind = DIMENSION_GEOGRAPHY;
			c = col[ROLE_GEOGRAPHIC_LEVEL];
		}
		if (kind == DIMENSION_AREA && c < 0)
			c = col[ROLE_AREA_CODE];
		if (c >= 0)
			status = add_dimension(s, kind, roles[i].role, t->heading[c], e);
	}
	if (status != 0 || keycols_find(&more, keys, t->heading, t->ncols, &t->roles, e) != 0)
		return -1;
	for (size_t i = 0; i < more.n && status == 0; i++)
		if (!space_has_column(s, t, more.col[i]))
			status = add_dimension(s, DIMENSION_COLUMN, ROLE_N,
			    t->heading[more.col[i]], e);
	keycols_free(&more);
	return status == 0 ? add_named(s, t, e) : -1;
}

bool
space_is_area_column(const struct table *t, size_t col)
{
	for (int l = 0; l <= LEVEL_OTHER; l++)
		if (t->roles.by_level[l][0] == (int)col || t->roles.by_level[l][1] == (int)col)
			return true;
	return (int)col == t->region[0] || (int)col == t->region[1] ||
	    (int)col == t->authority[0] || (int)col == t->authority[1] || (int)col == t->lower ||
	    (int)col == t->roles.col[ROLE_AREA] || (int)col == t->roles.col[ROLE_AREA_CODE] ||
	    (int)col == t->roles.col[ROLE_GEOGRAPHIC_LEVEL];
}

bool
space_has_column(const struct space *s, const struct table *t, size_t col)
{
	for (size_t i = 0; i < s->n; i++)
		switch (s->dim[i].kind) {
		case DIMENSION_PERIOD:
			if ((int)col == t->roles.col[ROLE_TIME_IDENTIFIER])
				return true;
			/* fall through */
		case DIMENSION_COLUMN:
		case DIMENSION_PLACE:
			if ((int)col == column_in(&s->dim[i], t))
				return true;
			break;
		case DIMENSION_AREA:
		case DIMENSION_GEOGRAPHY:
			if (space_is_area_column(t, col))
				return true;
			break;
		}
	return false;
}

bool
space_is_label(const struct space *s, struct slice text)
{
	bool found = visible_alike(text, slice_of("Total"));

	for (size_t i = 0; i < s->nlabels && !found; i++)
		found = visible_alike(text, slice_of(s->label[i]));
	return found;
}

/* Places */

static void
add_area(const struct space *s, const struct row *r, struct textbuf *fold, struct textbuf *b)
{
	visible_fold(fold, r->area.n > 0 ? r->area : r->area_code);
	textbuf_add(b, textbuf_slice(fold));
	if (s->with_codes && r->area.n > 0)
		textbuf_addf(b, "\n%.*s", SLICE_ARG(r->area_code));
}

/* Two authorities may have a ward of one name, and one a ward and a school. */
static void
add_lower(const struct row *r, struct textbuf *fold, struct textbuf *b)
{
	visible_fold(fold, r->below);
	textbuf_addf(b, "%.*s\n", (int)fold->n, fold->p);
	visible_fold(fold, r->authority);
	textbuf_addf(b, "%.*s\n", (int)fold->n, fold->p);
}

static void
add_period(const struct space *s, struct slice text, struct slice identifier,
    struct textbuf *fold, struct textbuf *b)
{
	char canonical[PERIOD_SIZE];
	struct period p;
	struct errmsg e;

	if (role_read_period(text, identifier, s->fyear, &p, &e) == 0) {
		period_format(canonical, p);
		textbuf_addf(b, "%d %s", (int)p.freq, canonical);
		return;
	}
	visible_fold(fold, text);
	textbuf_add(b, textbuf_slice(fold));
	visible_fold(fold, identifier);
	textbuf_add(b, textbuf_slice(fold));
}

/* What the row's place in the dimension is known by, in b; *words: what it is called. */
static void
read_place(const struct space *s, const struct dimension *d, const struct table *t,
    const struct row *r, int col, struct textbuf *fold, struct textbuf *b, struct slice *words)
{
	int identifier = t->roles.col[ROLE_TIME_IDENTIFIER];

	textbuf_reset(b);
	switch (d->kind) {
	case DIMENSION_COLUMN:
	case DIMENSION_PLACE:
		*words = slice_trim(r->place[col]);
		visible_fold(b, *words);
		break;
	case DIMENSION_PERIOD:
		*words = slice_trim(r->cell[col]);
		add_period(s, *words, identifier >= 0 ? slice_trim(r->cell[identifier]) :
		    slice_of(""), fold, b);
		break;
	case DIMENSION_GEOGRAPHY:
		textbuf_addf(b, "%d\n", (int)r->level);
		if (r->authority.n > 0)
			add_lower(r, fold, b);
		/* fall through */
	case DIMENSION_AREA:
		*words = r->own ? slice_of("") : r->area.n > 0 ? r->area : r->area_code;
		if (r->own)
			break;
		add_area(s, r, fold, b);
		break;
	}
}

/* The number of that place; words and r are those of the first row there. */
static uint32_t
place_in(struct space *s, struct dimension *d, const struct table *t, struct slice key,
    struct slice words, const struct row *r)
{
	uint32_t known = intern_count(d->places), id = intern_id(d->places, key);

	if (id == known) {
		d->place = xgrow(d->place, &d->cap, id + 1, sizeof(*d->place));
		d->place[id] = (struct place){.words = arena_copy(&s->mem, words), .same = id,
		    .parent = PLACE_NONE,
		    .total = (space_is_label(s, words) && !own_has(t, words)) ||
		    unnamed_has(t, d->heading, words)};
		d->place[id].whole = d->place[id].total || words.n == 0 ||
		    labels_is_like_total(words);
		d->place[id].apart = d->kind == DIMENSION_AREA && !d->place[id].total &&
		    !r->own && authority_whole(r->area_code, r->area) != AUTHORITY_NO_WHOLE;
	}
	return d->place[id].same;
}

/* Whether the texts are two quarters or months: 2014-15 Q1 and Q3; April and June 2014. */
static bool
read_ends(struct slice from, struct slice to, int fyear, struct period *a, struct period *z)
{
	struct textbuf b = {0};
	bool is;

	if (period_parse(from, fyear, a)) {
		is = period_parse(to, a->freq == PERIOD_FQUARTER ? a->ord / 4 : fyear, z);
	} else if (period_parse(to, fyear, z) && z->freq == PERIOD_FQUARTER) {
		is = period_parse(from, z->ord / 4, a);
	} else {
		is = period_parse(to, fyear, z) && z->freq == PERIOD_MONTH;
		textbuf_addf(&b, "%.*s %d", SLICE_ARG(from), is ? (int)z->ord / 12 : 0);
		is = is && period_parse(textbuf_slice(&b), fyear, a);
	}
	textbuf_free(&b);
	return is && (a->freq == PERIOD_FQUARTER || a->freq == PERIOD_MONTH) &&
	    z->freq == a->freq && z->ord > a->ord;
}

/* "2014-15 Q1 to Q3": from the first day of one to the last of the other. */
static void
date_range(const struct space *s, struct place *place)
{
	static const char *const between[] = {" to ", "-", "\xe2\x80\x93", NULL};
	const struct slice w = place->words;

	for (size_t i = 0; between[i] != NULL && !place->dated; i++) {
		const size_t n = strlen(between[i]);

		for (size_t at = w.n; at-- > 0 && !place->dated;) {
			struct period a, z;

			if (at + n >= w.n || memcmp(w.p + at, between[i], n) != 0 ||
			    !read_ends(slice_trim((struct slice){w.p, at}),
			    (struct slice){w.p + at + n, w.n - at - n}, s->fyear, &a, &z))
				continue;
			place->dated = true;
			place->first = period_first_day(a);
			place->last = period_last_day(z);
		}
	}
}

static void
date_place(const struct space *s, struct place *place, struct slice identifier)
{
	struct period p;
	struct errmsg e;

	if (role_read_period(place->words, identifier, s->fyear, &p, &e) != 0) {
		date_range(s, place);
		return;
	}
	place->dated = true;
	place->first = period_first_day(p);
	place->last = period_last_day(p);
}

static int
place_dimension(struct space *s, size_t k, struct table *t, uint32_t *at, struct errmsg *e)
{
	struct dimension *d = &s->dim[k];
	int col = d->kind == DIMENSION_AREA || d->kind == DIMENSION_GEOGRAPHY ? 0 :
	    column_in(d, t);
	const int identifier = t->roles.col[ROLE_TIME_IDENTIFIER];
	struct textbuf b = {0}, fold = {0};
	struct slice words;

	if (col < 0 || (d->kind == DIMENSION_GEOGRAPHY &&
	    t->roles.col[ROLE_GEOGRAPHIC_LEVEL] < 0))
		return errmsg_set(e, "%s:1: no column '%.*s'; expected the dimensions of the table",
		    t->file, SLICE_ARG(d->heading));
	for (size_t i = 0; i < t->n; i++) {
		const uint32_t known = intern_count(d->places);

		read_place(s, d, t, &t->row[i], col, &fold, &b, &words);
		at[i * SPACE_MAX + k] = place_in(s, d, t, textbuf_slice(&b), words,
		    &t->row[i]);
		if (d->kind == DIMENSION_PERIOD && intern_count(d->places) > known)
			date_place(s, &d->place[known], identifier < 0 ? slice_of("") :
			    slice_trim(t->row[i].cell[identifier]));
	}
	textbuf_free(&b);
	textbuf_free(&fold);
	return 0;
}

/* The first row that has the place of an earlier one, in all dimensions; t->n: there is none. */
static size_t
find_twice(const struct space *s, const struct table *t, size_t *first)
{
	struct intern *seen = intern_new();
	size_t *row = xcalloc(t->n, sizeof(*row)), i;

	for (i = 0; i < t->n; i++) {
		struct slice key = {(const char *)t->row[i].at, s->n * sizeof(uint32_t)};
		uint32_t known = intern_count(seen), id = intern_id(seen, key);

		if (id < known) {
			*first = row[id];
			break;
		}
		row[id] = i;
	}
	intern_free(seen);
	free(row);
	return i;
}

static int
place_rows(struct space *s, struct table *t, struct errmsg *e)
{
	uint32_t *at = arena_alloc(&t->mem, (t->n + 1) * SPACE_MAX * sizeof(*at));

	for (size_t k = 0; k < s->n; k++)
		if (place_dimension(s, k, t, at, e) != 0)
			return -1;
	for (size_t i = 0; i < t->n; i++)
		t->row[i].at = at + i * SPACE_MAX;
	t->at = at;
	return 0;
}

/* Rows that are alike otherwise */

/* Whether most cells have words, or are blank as that of a total. */
static bool
has_words(const struct table *t, size_t col)
{
	size_t words = 0, filled = 0;

	for (size_t i = 0; i < t->n; i++) {
		words += table_is_word(t->row[i].cell[col]);
		filled += slice_trim(t->row[i].cell[col]).n > 0;
	}
	return 2 * words > filled;
}

static bool
is_loosely_label(const struct space *s, struct slice cell)
{
	return cell.n == 0 || space_is_label(s, cell) || labels_is_like_total(cell);
}

static bool
has_label(const struct space *s, const struct table *t, int col, bool loose)
{
	for (size_t i = 0; i < t->n && col >= 0; i++) {
		const struct slice cell = slice_trim(t->row[i].cell[col]);

		if (loose ? is_loosely_label(s, cell) : space_is_label(s, cell))
			return true;
	}
	return false;
}

/*
 * Adds the columns, without a role, that have words and among them the label of a total; loose: or
 * what may be one.
 */
static int
add_labelled(struct space *s, const struct table *t, const struct space_options *o, bool loose,
    bool *added, struct errmsg *e)
{
	*added = false;
	for (size_t c = 0; c < t->ncols; c++) {
		bool label;

		if (space_has_role(t, c) || space_has_column(s, t, c) ||
		    space_is_code(t->heading[c]))
			continue;
		label = has_label(s, t, (int)c, loose);
		for (size_t k = 0; k < o->nfurther && !label; k++)
			label = has_label(s, o->further[k], column_in(&(struct dimension){
			    .role = ROLE_N, .heading = t->heading[c]}, o->further[k]), loose);
		label = label && (!loose || (c != t->count && has_words(t, c)));
		if (!label)
			continue;
		*added = true;
		if (add_dimension(s, DIMENSION_COLUMN, ROLE_N, t->heading[c], e) != 0)
			return -1;
	}
	return 0;
}

static bool
has_dimension(const struct space *s, enum dimension_kind kind)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->dim[i].kind == kind)
			return true;
	return false;
}

/* The columns of words in which the two rows differ, for a message. */
static void
add_differing(const struct space *s, const struct table *t, size_t a, size_t b, struct textbuf *to)
{
	size_t n = 0;

	for (size_t c = 0; c < t->ncols; c++)
		if (c != t->count && !space_has_role(t, c) && !space_has_column(s, t, c) &&
		    !slice_eq(t->row[a].cell[c], t->row[b].cell[c]))
			textbuf_addf(to, "%s%.*s", n++ > 0 ? "," : "; -k ",
			    SLICE_ARG(t->heading[c]));
	if (n > 0)
		textbuf_addf(to, " distinguishes them");
}

static int
report_twice(const struct space *s, const struct table *t, size_t first, size_t again,
    struct errmsg *e)
{
	struct textbuf b = {0}, hint = {0};

	for (size_t i = 0; i < s->n; i++)
		textbuf_addf(&b, "%s%.*s", i > 0 ? ", " : "", SLICE_ARG(s->dim[i].heading));
	add_differing(s, t, first, again, &hint);
	errmsg_set(e, "%s:%" PRIu64 ": the same count as in line %" PRIu64 "%s%s; expected one "
	    "row for each%s", t->row[again].file, t->row[again].line, t->row[first].line,
	    s->n > 0 ? ", by " : "", s->n > 0 ? b.p : "", hint.n > 0 ? hint.p : "");
	textbuf_free(&b);
	textbuf_free(&hint);
	return -1;
}

static void
forget_places(struct space *s)
{
	for (size_t i = 0; i < s->n; i++) {
		intern_free(s->dim[i].places);
		if (s->dim[i].except != NULL)
			intern_free(s->dim[i].except);
		free(s->dim[i].place);
		s->dim[i].places = intern_new();
		s->dim[i].place = NULL;
		s->dim[i].cap = 0;
	}
}

/*
 * The authorities of a table of wards, if others have their names as well: these may have the
 * authorities' own counts.
 */
static int
add_authorities(struct space *s, const struct table *t, const struct space_options *o,
    struct errmsg *e)
{
	for (size_t c = 0; c < t->ncols && o->nfurther > 0; c++) {
		const struct dimension d = {.role = ROLE_N, .heading = t->heading[c]};
		const enum role role = t->roles.col[ROLE_AREA] >= 0 ? ROLE_AREA : ROLE_AREA_CODE;
		bool all = role_is_named(role, t->heading[c]) && !space_has_role(t, c) &&
		    !space_has_column(s, t, c) && has_dimension(s, DIMENSION_AREA);

		for (size_t k = 0; k < o->nfurther && all; k++)
			all = column_in(&d, o->further[k]) >= 0;
		if (all && add_dimension(s, DIMENSION_COLUMN, ROLE_N, t->heading[c], e) != 0)
			return -1;
	}
	return 0;
}

/*
 * In a hierarchy, blanks and the labels of totals are one place: England may be blank where the
 * authorities have Total. Unless a row is twice then.
 */
static int
join_wholes(struct space *s, struct table *t, struct errmsg *e)
{
	size_t first;

	for (size_t d = 0; d < s->n; d++) {
		const bool once = find_twice(s, t, &first) == t->n;

		if (!hierarchy_join(&s->dim[d], true))
			continue;
		if (place_rows(s, t, e) != 0)
			return -1;
		if (!once || find_twice(s, t, &first) == t->n)
			continue;
		hierarchy_join(&s->dim[d], false);
		if (place_rows(s, t, e) != 0)
			return -1;
	}
	return 0;
}

/* Adds columns that are finer, or coarser, than the dimensions, and places the rows anew. */
static int
add_hierarchy(struct space *s, struct table *t, struct errmsg *e)
{
	size_t col;

	while (hierarchy_find(s, t, &col))
		if (add_dimension(s, DIMENSION_COLUMN, ROLE_N, t->heading[col], e) != 0 ||
		    place_rows(s, t, e) != 0)
			return -1;
	hierarchy_relate(s, t);
	return join_wholes(s, t, e);
}

/* Breakdowns whose total is All, or blank: for now, as why is what is wrong if they are none. */
static int
add_loosely(struct space *s, struct table *t, const struct space_options *o,
    const struct errmsg *why, struct errmsg *e)
{
	bool added;
	size_t first;

	s->sure = s->n;
	if (add_labelled(s, t, o, true, &added, e) != 0 || (added && place_rows(s, t, e) != 0) ||
	    !added || find_twice(s, t, &first) < t->n)
		return errmsg_set(e, "%s", why->text);
	s->unless = arena_copy(&s->mem, slice_of(why->text));
	return 0;
}

int
space_open(struct space *s, struct table *t, const struct space_options *o, struct errmsg *e)
{
	size_t first, again;
	struct errmsg why;
	bool added;

	*s = (struct space){.fyear = o->fyear, .nlabels = o->labels->n,
	    .label = (const char *const *)o->labels->item};
	if (find_dimensions(s, t, o->keys, &why) != 0)
		return errmsg_set(e, "%s:1: %s", t->file, why.text);
	if (add_authorities(s, t, o, e) != 0 || place_rows(s, t, e) != 0 ||
	    add_hierarchy(s, t, e) != 0)
		return -1;
	if ((again = find_twice(s, t, &first)) == t->n)
		return 0;
	if (add_labelled(s, t, o, false, &added, e) != 0 || (added && (place_rows(s, t, e) != 0 ||
	    add_hierarchy(s, t, e) != 0)))
		return -1;
	if (added && (again = find_twice(s, t, &first)) == t->n)
		return 0;
	if (t->roles.col[ROLE_AREA_CODE] >= 0 && (has_dimension(s, DIMENSION_AREA) ||
	    has_dimension(s, DIMENSION_GEOGRAPHY))) {
		s->with_codes = true;
		forget_places(s);
		if (place_rows(s, t, e) != 0)
			return -1;
		hierarchy_relate(s, t);
		if (join_wholes(s, t, e) != 0)
			return -1;
		if ((again = find_twice(s, t, &first)) == t->n)
			return 0;
	}
	report_twice(s, t, first, again, &why);
	return add_loosely(s, t, o, &why, e);
}

int
space_extend(struct space *s, struct table *const *t, size_t n, struct slice heading,
    struct errmsg *e)
{
	if (add_dimension(s, DIMENSION_COLUMN, ROLE_N, heading, e) != 0)
		return -1;
	for (size_t k = 0; k < n; k++)
		if (t[k]->n > 0 && place_dimension(s, s->n - 1, t[k], t[k]->at, e) != 0) {
			space_drop(s);
			return -1;
		}
	return 0;
}

void
space_drop(struct space *s)
{
	s->n--;
	intern_free(s->dim[s->n].places);
	free(s->dim[s->n].place);
}

int
space_add(struct space *s, struct table *t, struct errmsg *e)
{
	size_t first, again;

	if (place_rows(s, t, e) != 0)
		return -1;
	again = find_twice(s, t, &first);
	return again == t->n ? 0 : report_twice(s, t, first, again, e);
}

void
space_close(struct space *s)
{
	for (size_t i = 0; i < s->n; i++) {
		intern_free(s->dim[i].places);
		if (s->dim[i].except != NULL)
			intern_free(s->dim[i].except);
		free(s->dim[i].place);
	}
	arena_free(&s->mem);
}

void
space_words(const struct space *s, const struct row *r, struct textbuf *b)
{
	textbuf_reset(b);
	for (size_t i = 0; i < s->n; i++) {
		const struct place *p = space_place(s, i, r);

		if (intern_count(s->dim[i].places) > 1 && p->words.n > 0)
			textbuf_addf(b, "%s%.*s", b->n > 0 ? ", " : "", SLICE_ARG(p->words));
	}
	if (b->n == 0 && r->own && r->area.n > 0)
		textbuf_add(b, r->area);
	else if (b->n == 0)
		textbuf_addf(b, "line %" PRIu64, r->line);
}
