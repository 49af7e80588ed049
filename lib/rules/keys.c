#include <string.h>

#include "rules/tests.h"

static void
add_cells(struct textbuf *t, const struct row *row, const int *col, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			textbuf_add(t, slice_of(", "));
		textbuf_add(t, row->text[col[i]]);
	}
}

/* " on line 5", with the file's name when that is another. */
static void
add_place(struct textbuf *t, const struct run *r, const struct row *row, unsigned file,
    uint64_t line)
{
	if (file != row->file)
		textbuf_addf(t, " in %s,", r->file_name[file]);
	textbuf_addf(t, " on line %llu", (unsigned long long)line);
}

enum { FILE_SHIFT = 48 };	/* of a place in 64 bits: the file above, the line below */

static uint64_t
place(const struct row *row)
{
	return (uint64_t)row->file << FILE_SHIFT | row->line;
}

static struct fp
key_fingerprint(struct run *r, struct state *s, const struct row *row, const int *arg, size_t n)
{
	const struct rule *rule = s->rule->rule;

	keybuf_reset(&r->key);
	row_key(r, row, s->rule->by, rule->by.n);
	row_key(r, row, arg, n);
	return fp_of(r->key.p, r->key.n);
}

/* Has every row its group by then? */
static bool
groups_all(const struct bound *u)
{
	return u->where == NULL && (u->rule->test == TEST_NO_GAPS || u->rule->test == TEST_EVERY ||
	    (u->rule->test == TEST_COND && (u->group || u->naggs > 0)));
}

static bool
among(int col, const int *cols, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cols[i] == col)
			return true;
	return false;
}

/*
 * The columns of a unique key; where all rows are grouped by some of them, the number of the group stands
 * for those, which is shorter.
 */
void
unique_init(struct run *r, struct state *s)
{
	const struct bound *u = s->rule;
	size_t nby = u->rule->by.n, n = nby + u->rule->args.n;
	int *col = arena_alloc(&r->mem, (n + 1) * sizeof(*col));

	memcpy(col, u->by, nby * sizeof(*col));
	memcpy(col + nby, u->arg, (n - nby) * sizeof(*col));
	for (size_t i = 0; i < r->program->nrules; i++) {
		struct grouper *g = r->state[i].grouper;
		bool inside = groups_all(r->state[i].rule) &&
		    g->n > (s->key_group == NULL ? 0 : s->key_group->n);

		for (size_t k = 0; k < g->n && inside; k++)
			inside = among(g->col[k], col, n);
		if (inside)
			s->key_group = g;
	}
	s->key_col = col;
	for (size_t i = 0; i < n; i++)
		if (s->key_group == NULL || !among(col[i], s->key_group->col, s->key_group->n))
			s->key_col[s->nkey_cols++] = col[i];
}

static struct fp
unique_key(struct run *r, struct state *s, struct row *row)
{
	uint32_t gid = s->key_group == NULL ? NO_GROUP : group_number(r, s->key_group, row);
	char few[16];		/* a number and one short cell, as most are then */

	if (s->key_group != NULL && s->nkey_cols == 1 &&
	    row->text[s->key_col[0]].n <= sizeof(few) - sizeof(gid)) {
		struct slice cell = row->text[s->key_col[0]];

		memcpy(few, &gid, sizeof(gid));
		copy_text(few + sizeof(gid), cell);
		return fp_of(few, sizeof(gid) + cell.n);
	}
	keybuf_reset(&r->key);
	row_key(r, row, s->key_col, s->nkey_cols);
	keybuf_room(&r->key, sizeof(gid));
	memcpy(r->key.p + r->key.n, &gid, sizeof(gid));
	r->key.n += sizeof(gid);
	return fp_of(r->key.p, r->key.n);
}

void
unique_row(struct run *r, struct state *s, struct row *row)
{
	const struct bound *u = s->rule;
	size_t n = u->rule->args.n;
	bool found;
	uint64_t *at;

	at = fptable_add(&s->seen, row == &r->row ? s->key : unique_key(r, s, row), place(row),
	    &found);
	s->counts.checked++;
	if (!found)
		return;
	words_reset(&r->words);
	add_cells(&r->words.found, row, u->arg, n);
	textbuf_add(&r->words.expected, slice_of("one row"));
	tests_add_pairs(&r->words.message, r, row, u->arg, n);
	textbuf_add(&r->words.message, slice_of(n == 1 ? " stands" : " stand"));
	add_place(&r->words.message, r, row, (unsigned)(*at >> FILE_SHIFT),
	    *at & (((uint64_t)1 << FILE_SHIFT) - 1));
	textbuf_add(&r->words.message, slice_of(" already"));
	tests_tell(r, s, row, false);
}

struct seen_pair {
	struct fp to;
	uint64_t place;
	struct slice text;
};

void
depends_row(struct run *r, struct state *s, struct row *row)
{
	const struct bound *u = s->rule;
	const struct rule *rule = u->rule;
	struct fp from = key_fingerprint(r, s, row, u->arg, rule->args.n);
	struct fp to = row_fingerprint(r, row, u->arg_to, rule->args_to.n);
	struct seen_pair *seen;
	bool found;
	uint64_t *at = fptable_add(&s->seen, from, 0, &found);

	s->counts.checked++;
	if (!found) {
		seen = arena_alloc(&r->mem, sizeof(*seen));
		textbuf_reset(&r->words.expected);
		add_cells(&r->words.expected, row, u->arg_to, rule->args_to.n);
		*seen = (struct seen_pair){to, place(row),
		    arena_copy(&r->mem, textbuf_slice(&r->words.expected))};
		*at = (uint64_t)(uintptr_t)seen;
		return;
	}
	seen = (struct seen_pair *)(uintptr_t)*at;
	if (seen->to.lo == to.lo && seen->to.hi == to.hi)
		return;
	words_reset(&r->words);
	add_cells(&r->words.found, row, u->arg_to, rule->args_to.n);
	textbuf_add(&r->words.expected, seen->text);
	tests_add_pairs(&r->words.message, r, row, u->arg, rule->args.n);
	textbuf_add(&r->words.message, slice_of(" stands with "));
	tests_add_pairs(&r->words.message, r, row, u->arg_to, rule->args_to.n);
	textbuf_addf(&r->words.message, " here, with \"%.*s\"", SLICE_ARG(seen->text));
	add_place(&r->words.message, r, row, (unsigned)(seen->place >> FILE_SHIFT),
	    seen->place & (((uint64_t)1 << FILE_SHIFT) - 1));
	tests_tell(r, s, row, false);
}

void
unique_prepare(struct run *r, struct state *s)
{
	s->key = unique_key(r, s, &r->row);
	fptable_prefetch(&s->seen, s->key);
}
