#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/recent.h"
#include "rules/state.h"

/* unique and ->: what occurs again; and S17, a key that does. */

static void
add_cells(struct textbuf *t, const struct row *row, struct columns c)
{
	for (size_t i = 0; i < c.n; i++) {
		if (i > 0)
			textbuf_add(t, slice_of(", "));
		textbuf_add(t, row->text[c.col[i]]);
	}
}

/*
 * The keys of rows that are grouped by some of the columns: a group and what the others hold, both
 * by number. Their places next to each other are smaller and quicker to find than the slots of a
 * table; but only where the others hold few different things, and most groups have most of them.
 */
struct grid {
	struct grouper *group;		/* by some columns; */
	struct columns others;
	int text;			/* the only other, if that is not typed, or -1 */
	struct recent rest;		/* the keys of the others, or that text */
	size_t leading;			/* the first columns of the file that have the others */
	uint64_t at;			/* the live row whose rest was looked for last, or 0 */
	bool own;			/* no rule has the groups: keys in the table are whole */
	uint32_t *place;		/* of the first row: by group, and of it by rest; 0: none */
	size_t width, ngroups, cap;	/* width: of a group */
	size_t n;			/* keys */
};

enum {
	WIDEST_GRID = 256,
	SMALL_GRID = 4096,		/* places that may be empty in any case */
	SPARSE = 4,			/* more for each key, beyond these: it is left */
	FEW_GROUPS = 16384,		/* that may have less than SPARSE keys each, if own */
};

static void
new_grid(struct run *r, struct state *s, struct grouper *group, struct columns rest)
{
	bool text = rest.n == 1 && r->program->col[rest.col[0]].type == TYPE_ANY;

	s->grid = arena_alloc(&r->mem, sizeof(*s->grid));
	*s->grid = (struct grid){.group = group, .others = rest, .text = text ? rest.col[0] : -1,
	    .leading = columns_leading(r->program, rest), .own = s->key_group == NULL, .width = 1};
	recent_init(&s->grid->rest);
}

static void
free_grid(struct state *s)
{
	if (s->grid == NULL)
		return;
	free(s->grid->place);
	recent_free(&s->grid->rest);
	s->grid = NULL;
}

/* The columns of `all` without those of `some`. */
static struct columns
columns_without(struct run *r, struct columns all, struct columns some)
{
	struct columns c = {.col = arena_alloc(&r->mem, all.n * sizeof(*c.col))};

	for (size_t i = 0; i < all.n; i++)
		if (!has_column(some, all.col[i]))
			c.col[c.n++] = all.col[i];
	return c;
}

/* No rule groups all rows by some of these columns: by all but the period, or the last. */
static void
group_keys(struct run *r, struct state *s, struct columns all)
{
	int apart = has_column(all, r->program->period) ? r->program->period : all.col[all.n - 1];
	struct columns rest = {.col = arena_alloc(&r->mem, sizeof(apart)), .n = 1}, by;

	rest.col[0] = apart;
	by = columns_without(r, all, rest);
	if (by.n == 0 || s->rule->where != NULL || s->rule->spared)
		return;
	memcpy(s->key_cols.col, by.col, by.n * sizeof(*by.col));
	s->key_cols.col[by.n] = apart;		/* as key_of_place() has them */
	new_grid(r, s, run_grouper(r, by), rest);
	*(struct grouper **)RULES_ADD(&r->mem, r->every_row, r->nevery_row) = s->grid->group;
}

/* If all rows are grouped by some of the columns, the group's number is used instead of those. */
void
unique_init(struct run *r, struct state *s)
{
	const struct bound *u = s->rule;
	struct columns all = {.col = arena_alloc(&r->mem, (u->by.n + u->arg.n) * sizeof(*all.col))};

	for (size_t i = 0; i < u->by.n + u->arg.n; i++) {
		int col = i < u->by.n ? u->by.col[i] : u->arg.col[i - u->by.n];

		if (!has_column(all, col))	/* by: and each: may name the same one */
			all.col[all.n++] = col;
	}
	for (size_t i = 0; i < r->program->nrules; i++) {
		struct grouper *g = r->state[i].grouper;
		bool inside = groups_every_row(r->state[i].rule) &&
		    g->by.n > (s->key_group == NULL ? 0 : s->key_group->by.n);

		for (size_t k = 0; k < g->by.n && inside; k++)
			inside = has_column(all, g->by.col[k]);
		if (inside)
			s->key_group = g;
	}
	s->key_cols = all;
	if (s->key_group == NULL) {
		group_keys(r, s, all);
		return;
	}
	s->key_cols = columns_without(r, all, s->key_group->by);
	new_grid(r, s, s->key_group, s->key_cols);
}

void
unique_free(struct state *s)
{
	free_grid(s);
	fptable_free(&s->seen);
}

void
unique_expect(struct state *s, size_t rows)
{
	s->expected = rows;
	if (s->grid == NULL)
		fptable_reserve(&s->seen, rows);
}

static struct fp
unique_key(struct run *r, struct state *s, struct row *row)
{
	uint32_t gid = s->key_group == NULL ? NO_GROUP : group_number(r, s->key_group, row);

	key_begin(r, gid);
	row_key(r, row, s->key_cols);
	return key_fingerprint(r);
}

/* The key in the table, as unique_key() makes it, of that group and rest. */
static struct fp
key_of_place(struct run *r, const struct grid *grid, uint32_t gid, uint32_t rest)
{
	struct slice others = recent_text(&grid->rest, rest);

	key_begin(r, grid->own ? NO_GROUP : gid);
	if (grid->own) {
		group_load(&r->before, grid->group, gid);
		row_key(r, &r->before, grid->group->by);
	}
	if (grid->text >= 0)
		keybuf_add(&r->key, others);
	else
		keybuf_append(&r->key, others);
	return key_fingerprint(r);
}

/* No rule looks at the grid's groups: the rows to come are not looked up in them. */
static void
leave_group(struct run *r, const struct grouper *g)
{
	size_t n = 0;

	for (size_t i = 0; i < r->nevery_row; i++)
		if (r->every_row[i] != g)
			r->every_row[n++] = r->every_row[i];
	r->nevery_row = n;
}

/* The keys do not fill the grid: they go into the table. */
static void
leave_grid(struct run *r, struct state *s)
{
	struct grid *grid = s->grid;
	bool found;

	r->before_image = NULL;
	fptable_reserve(&s->seen, s->expected);
	for (uint32_t gid = 0; gid < grid->ngroups; gid++)
		for (uint32_t k = 0; k < grid->width; k++) {
			uint32_t at = grid->place[gid * grid->width + k];

			if (at != 0)
				fptable_add(&s->seen, key_of_place(r, grid, gid, k), at, &found);
		}
	if (grid->own)
		leave_group(r, grid->group);
	free_grid(s);
}

/* Room for `need` places in each group. */
static void
widen(struct grid *grid, size_t need)
{
	size_t width = grid->width + grid->width / 8 + 1, old = grid->width;
	uint32_t *place;

	if (width < need)
		width = need;
	grid->cap = grid->ngroups * width;
	place = xcalloc(grid->cap, sizeof(*place));
	for (size_t i = 0; i < grid->ngroups; i++)
		memcpy(place + i * width, grid->place + i * old, old * sizeof(*place));
	free(grid->place);
	grid->place = place;
	grid->width = width;
}

/* Makes the grid so large that it has that group and that rest; or leaves it. */
static COLD bool
extend_grid(struct run *r, struct state *s, uint32_t gid, uint32_t rest)
{
	struct grid *grid = s->grid;
	size_t from = grid->ngroups * grid->width, to;

	if (rest >= WIDEST_GRID || (from > SMALL_GRID && from > SPARSE * grid->n) ||
	    (grid->own && gid >= FEW_GROUPS && gid > grid->n / SPARSE)) {
		leave_grid(r, s);
		return false;
	}
	if (rest >= grid->width)
		widen(grid, (size_t)rest + 1);
	if (gid < grid->ngroups)
		return true;
	from = grid->ngroups * grid->width;
	grid->ngroups = (size_t)gid + 1;
	to = grid->ngroups * grid->width;
	grid->place = xgrow(grid->place, &grid->cap, to, sizeof(*grid->place));
	memset(grid->place + from, 0, (to - from) * sizeof(*grid->place));
	return true;
}

/* The number of what the other columns hold. */
static inline uint32_t
rest_number(struct run *r, struct grid *grid, struct row *row)
{
	const bool live = row == &r->row, same = live && grid->leading <= r->same &&
	    grid->at + 1 == r->rows;

	grid->at = live ? r->rows : 0;
	if (same)
		return recent_number(&grid->rest);
	if (grid->text >= 0) {
		recent_add(&grid->rest, row->text[grid->text]);
	} else {
		keybuf_reset(&r->key);
		row_key(r, row, grid->others);
		recent_add(&grid->rest, keybuf_key(&r->key));
	}
	return recent_number(&grid->rest);
}

/* Where the grid, if there is one, has the row's key; or NULL: the table has it. */
static uint32_t *
grid_place(struct run *r, struct state *s, struct row *row)
{
	struct grid *grid = s->grid;
	uint32_t gid = group_number(r, grid->group, row);
	uint32_t rest = rest_number(r, grid, row);

	if ((gid >= grid->ngroups || rest >= grid->width) && !extend_grid(r, s, gid, rest))
		return NULL;
	return &grid->place[gid * grid->width + rest];
}

void
unique_prepare(struct run *r, struct state *s)
{
	s->key = unique_key(r, s, &r->row);
	fptable_prefetch(&s->seen, s->key);
}

void
unique_prepare_grouped(struct run *r, struct state *s)
{
	if (s->grid != NULL && (s->place = grid_place(r, s, &r->row)) != NULL)
		__builtin_prefetch(s->place, 1);
	else
		unique_prepare(r, s);
}

/* S17: another row of a key that occurs at that place already. */
static COLD void
add_repeat(struct run *r, struct state *s, struct fp key, struct row *row, uint64_t first)
{
	bool found;
	uint32_t *at = fptable_add(&s->repeated, key, (uint32_t)s->nrepeats, &found);

	if (!found)
		*(struct repeat *)RULES_ADD(&r->mem, s->repeat, s->nrepeats) = (struct repeat){
		    .first = first, .image = run_keep_row(r, row, s->rule->held), .rows = 1};
	s->repeat[*at].rows++;
}

static void
tell_repeat(struct run *r, struct state *s, const struct repeat *repeat)
{
	const struct program *p = r->program;
	const char *words = p->key.n == 0 ? "this period" : p->period < 0 ? "this key" :
	    "this key and period";
	struct textbuf *w = r->words;

	packed_load(&r->held, repeat->image, s->rule->held);
	words_begin(r, NULL, true);
	textbuf_add(&w[FOUND], slice_of(plural(repeat->rows, "row").text));
	textbuf_add(&w[EXPECTED], slice_of("1 row"));
	textbuf_addf(&w[MESSAGE], "%s have %s, the first",
	    plural(repeat->rows, "row").text, words);
	words_add_place(&w[MESSAGE], r, &r->held, repeat->first);
	textbuf_add(&w[MESSAGE], slice_of("; expected 1 row for each"));
	if (p->key.n == 0)
		textbuf_add(&w[MESSAGE], slice_of(", or a 'key' that identifies them"));
	run_tell(r, s, &r->held, ABOUT_ROW);
}

static COLD void
tell_twice(struct run *r, struct state *s, struct row *row, uint64_t first)
{
	const struct bound *u = s->rule;
	struct textbuf *w = r->words;

	words_begin(r, u, has_column(u->arg, u->each));
	add_cells(&w[FOUND], row, u->arg);
	textbuf_add(&w[EXPECTED], slice_of("one row"));
	words_add_pairs(&w[MESSAGE], r, row, u->arg);
	textbuf_add(&w[MESSAGE], slice_of(u->arg.n == 1 ? " is already" : " are already"));
	words_add_place(&w[MESSAGE], r, row, first);
	run_tell_words(r, s, row, ABOUT_ROW);
}

/* Of a rule over the key and period: where its finding is waived, S17 reports the row. */
static COLD void
tell_key_twice(struct run *r, struct state *s, struct fp key, struct row *row, uint64_t first)
{
	struct state *s17 = &r->state[r->program->nrules - 1];

	tell_twice(r, s, row, first);
	if (run_is_waived(r, s, row))
		add_repeat(r, s17, key, row, first);
}

/* Of a place in 32 bits: the file above, the line below; or, where one of them is high, */
enum { PLACE_SHIFT = 24, LOW_FILES = 128, LOW_LINES = 1 << PLACE_SHIFT };
#define PLACE_FAR (UINT32_C(1) << 31)	/* the number of a place that is kept. */

/* A key that occurs for the first time; where, if that is far. */
static COLD void
add_far(struct run *r, struct state *s, const struct row *row)
{
	*(uint64_t *)RULES_ADD(&r->mem, s->far, s->nfar) = run_place(row);
}

static uint64_t
first_place(const struct state *s, uint32_t at)
{
	const struct row near = {.file = at >> PLACE_SHIFT, .line = at & (LOW_LINES - 1)};

	return at < PLACE_FAR ? run_place(&near) : s->far[at & ~PLACE_FAR];
}

static COLD void
key_again(struct run *r, struct state *s, struct row *row, uint64_t first)
{
	struct fp key = unique_key(r, s, row);

	if (s->rule->builtin)
		add_repeat(r, s, key, row, first);
	else if (s->rule->repeats_key)
		tell_key_twice(r, s, key, row, first);
	else
		tell_twice(r, s, row, first);
}

/* The place that the table has for the row's key: `at`, unless there is one. */
static inline uint32_t
place_in_table(struct run *r, struct state *s, struct row *row, uint32_t at, bool *found)
{
	return *fptable_add(&s->seen, row == &r->row ? s->key : unique_key(r, s, row), at, found);
}

/* That in the grid, or in the table if the grid is left. */
static uint32_t
place_in_grid(struct run *r, struct state *s, struct row *row, uint32_t at, bool *found)
{
	uint32_t *place = row == &r->row ? s->place : grid_place(r, s, row);

	if (place == NULL)
		return place_in_table(r, s, row, at, found);
	*found = *place != 0;
	if (!*found) {
		*place = at;
		s->grid->n++;
	}
	return *place;
}

void
unique_row(struct run *r, struct state *s, struct row *row)
{
	bool found, near = row->file < LOW_FILES && row->line < LOW_LINES;
	uint32_t at = near ? row->file << PLACE_SHIFT | (uint32_t)row->line :
	    PLACE_FAR | (uint32_t)s->nfar;

	at = s->grid != NULL ? place_in_grid(r, s, row, at, &found) :
	    place_in_table(r, s, row, at, &found);
	s->counts.checked++;
	if (found)
		key_again(r, s, row, first_place(s, at));
	else if (!near)
		add_far(r, s, row);
}

void
depends_row(struct run *r, struct state *s, struct row *row)
{
	const struct bound *u = s->rule;
	struct fp to = row_fingerprint(r, row, u->arg_to);
	struct textbuf *w = r->words;
	struct first_pair *first;
	bool found;
	uint32_t at;

	keybuf_reset(&r->key);
	row_key(r, row, u->by);
	row_key(r, row, u->arg);
	at = *fptable_add(&s->seen, key_fingerprint(r), (uint32_t)s->nfirst_pairs, &found);
	s->counts.checked++;
	first = found ? &s->first_pair[at] : RULES_ADD(&r->mem, s->first_pair, s->nfirst_pairs);
	if (found && first->to.lo == to.lo && first->to.hi == to.hi)
		return;
	words_begin(r, u, has_column(u->arg, u->each) || has_column(u->arg_to, u->each));
	add_cells(&w[FOUND], row, u->arg_to);
	if (!found) {
		*first = (struct first_pair){to, run_place(row),
		    arena_copy(&r->mem, textbuf_slice(&w[FOUND]))};
		return;
	}
	textbuf_add(&w[EXPECTED], first->text);
	words_add_pairs(&w[MESSAGE], r, row, u->arg);
	textbuf_add(&w[MESSAGE], slice_of(" has "));
	words_add_pairs(&w[MESSAGE], r, row, u->arg_to);
	textbuf_addf(&w[MESSAGE], " here, and \"%.*s\"", SLICE_ARG(first->text));
	words_add_place(&w[MESSAGE], r, row, first->place);
	run_tell_words(r, s, row, ABOUT_ROW);
}

void
unique_finish(struct run *r, struct state *s)
{
	for (size_t i = 0; i < s->nrepeats; i++)
		tell_repeat(r, s, &s->repeat[i]);
}
