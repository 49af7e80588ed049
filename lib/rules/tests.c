#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/state.h"

/* The tests that are not conditions: unique and ->, no gaps, every; no overlap: overlap.c. */

enum { MOST_COMBINATIONS = 100000000 };

/* The cells as `name "text", ...`; and only the texts. */
static void
add_pairs(struct textbuf *t, const struct run *r, const struct row *row, struct columns c)
{
	for (size_t i = 0; i < c.n; i++)
		textbuf_addf(t, "%s%.*s \"%.*s\"", i == 0 ? "" : ", ",
		    SLICE_ARG(r->program->col[c.col[i]].name), SLICE_ARG(row->text[c.col[i]]));
}

static void
add_cells(struct textbuf *t, const struct row *row, struct columns c)
{
	for (size_t i = 0; i < c.n; i++) {
		if (i > 0)
			textbuf_add(t, slice_of(", "));
		textbuf_add(t, row->text[c.col[i]]);
	}
}

/* If all rows are grouped by some of the columns, the group's number is used instead of those. */
void
unique_init(struct run *r, struct state *s)
{
	const struct bound *u = s->rule;
	struct columns all = {.col = arena_alloc(&r->mem, (u->by.n + u->arg.n) * sizeof(*all.col))};

	for (size_t i = 0; i < u->by.n; i++)
		all.col[all.n++] = u->by.col[i];
	for (size_t i = 0; i < u->arg.n; i++)
		all.col[all.n++] = u->arg.col[i];
	for (size_t i = 0; i < r->program->nrules; i++) {
		struct grouper *g = r->state[i].grouper;
		bool inside = groups_every_row(r->state[i].rule) &&
		    g->by.n > (s->key_group == NULL ? 0 : s->key_group->by.n);

		for (size_t k = 0; k < g->by.n && inside; k++)
			inside = has_column(all, g->by.col[k]);
		if (inside)
			s->key_group = g;
	}
	s->key_cols.col = all.col;
	for (size_t i = 0; i < all.n; i++)
		if (s->key_group == NULL || !has_column(s->key_group->by, all.col[i]))
			s->key_cols.col[s->key_cols.n++] = all.col[i];
}

static struct fp
unique_key(struct run *r, struct state *s, struct row *row)
{
	uint32_t gid = s->key_group == NULL ? NO_GROUP : group_number(r, s->key_group, row);

	key_begin(r, gid);
	row_key(r, row, s->key_cols);
	return key_fingerprint(r);
}

void
unique_prepare(struct run *r, struct state *s)
{
	s->key = unique_key(r, s, &r->row);
	fptable_prefetch(&s->seen, s->key);
}

/* S17: another row of a key that occurs at that place already. */
static COLD void
add_repeat(struct run *r, struct state *s, struct fp key, const struct row *row, uint64_t first)
{
	bool found;
	uint64_t *at = fptable_add(&s->repeated, key, s->nrepeats, &found);

	if (!found)
		*(struct repeat *)RULES_ADD(&r->mem, s->repeat, s->nrepeats) = (struct repeat){
		    .first = first, .image = run_keep_row(r, row, s->rule->held), .rows = 1};
	s->repeat[*at].rows++;
}

static void
tell_repeat(struct run *r, struct state *s, const struct repeat *repeat)
{
	const struct program *p = r->program;
	const char *words = p->key.n == 0 ? "the period occurs" : p->period < 0 ?
	    "the key occurs" : "the key and period occur";
	struct textbuf *w = r->words;

	run_load_row(&r->held, repeat->image, s->rule->held);
	words_begin(r, NULL, true);
	textbuf_add(&w[FOUND], slice_of(plural(repeat->rows, "row").text));
	textbuf_add(&w[EXPECTED], slice_of("1 row"));
	textbuf_addf(&w[MESSAGE], "%s in %u rows, the first", words, repeat->rows);
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
	add_pairs(&w[MESSAGE], r, row, u->arg);
	textbuf_add(&w[MESSAGE], slice_of(u->arg.n == 1 ? " stands" : " stand"));
	words_add_place(&w[MESSAGE], r, row, first);
	textbuf_add(&w[MESSAGE], slice_of(" already"));
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

static void
unique_row(struct run *r, struct state *s, struct row *row)
{
	struct fp key = row == &r->row ? s->key : unique_key(r, s, row);
	bool found;
	uint64_t *at = fptable_add(&s->seen, key, run_place(row), &found);

	s->counts.checked++;
	if (found && s->rule->builtin)
		add_repeat(r, s, key, row, *at);
	else if (found && s->rule->repeats_key)
		tell_key_twice(r, s, key, row, *at);
	else if (found)
		tell_twice(r, s, row, *at);
}

/* What a -> b first found for an a. */
struct first_pair {
	struct fp to;
	uint64_t place;
	struct slice text;
};

static COLD void
depends_row(struct run *r, struct state *s, struct row *row)
{
	const struct bound *u = s->rule;
	struct fp to = row_fingerprint(r, row, u->arg_to);
	struct textbuf *w = r->words;
	struct first_pair *first;
	bool found;
	uint64_t *at;

	keybuf_reset(&r->key);
	row_key(r, row, u->by);
	row_key(r, row, u->arg);
	at = fptable_add(&s->seen, key_fingerprint(r), 0, &found);
	s->counts.checked++;
	first = found ? (struct first_pair *)(uintptr_t)*at : arena_alloc(&r->mem, sizeof(*first));
	if (found && first->to.lo == to.lo && first->to.hi == to.hi)
		return;
	words_begin(r, u, has_column(u->arg, u->each) || has_column(u->arg_to, u->each));
	add_cells(&w[FOUND], row, u->arg_to);
	if (!found) {
		*first = (struct first_pair){to, run_place(row),
		    arena_copy(&r->mem, textbuf_slice(&w[FOUND]))};
		*at = (uint64_t)(uintptr_t)first;
		return;
	}
	textbuf_add(&w[EXPECTED], first->text);
	add_pairs(&w[MESSAGE], r, row, u->arg);
	textbuf_add(&w[MESSAGE], slice_of(" has "));
	add_pairs(&w[MESSAGE], r, row, u->arg_to);
	textbuf_addf(&w[MESSAGE], " here, and \"%.*s\"", SLICE_ARG(first->text));
	words_add_place(&w[MESSAGE], r, row, first->place);
	run_tell_words(r, s, row, ABOUT_ROW);
}

/* Adds a period of a group: the span that it touches grows, or a new one begins. */
static void
add_stop(struct run *r, struct state *s, uint32_t gid, const struct row *row, int32_t ord)
{
	size_t at = run_note_first(r, s, gid, row);
	struct span *p;

	if (at == s->nspans) {
		p = RULES_ADD(&r->mem, s->span, s->nspans);
		*p = (struct span){gid, ord, ord};
	}
	p = &s->span[at];
	if (ord >= p->lo - 1 && ord <= p->hi + 1) {
		p->lo = ord < p->lo ? ord : p->lo;
		p->hi = ord > p->hi ? ord : p->hi;
	} else {
		*(struct span *)RULES_ADD(&r->mem, s->more, s->nmore) = *p;
		*p = (struct span){gid, ord, ord};
	}
}

static COLD void
tell_no_period(struct run *r, struct state *s, struct row *row, struct slice text)
{
	struct textbuf *w = r->words;

	words_begin(r, NULL, true);
	textbuf_add(&w[FOUND], text);
	if (r->program->derived >= 0) {
		textbuf_add(&w[EXPECTED], slice_of("a date"));
		textbuf_addf(&w[MESSAGE], "\"%.*s\" is not a date", SLICE_ARG(text));
	} else {
		textbuf_add(&w[EXPECTED], r->program->form.text);
		textbuf_addf(&w[MESSAGE], "\"%.*s\" is not a period of the form \"%.*s\"",
		    SLICE_ARG(text), SLICE_ARG(r->program->form.text));
	}
	run_tell(r, s, row, ABOUT_ROW);
}

static struct fp
stop_fingerprint(uint32_t gid, int32_t ord)
{
	uint32_t of[2] = {gid, (uint32_t)ord};

	return fp_of(of, sizeof(of));
}

static void
gaps_row(struct run *r, struct state *s, struct row *row)
{
	const struct value *at = row_value(row, s->rule->column);
	uint32_t gid = group_number(r, s->grouper, row);

	if (at->kind == VALUE_ORDER)
		add_stop(r, s, gid, row, at->ord);
	else
		tell_no_period(r, s, row, at->text);
}

static int
by_group_and_time(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->gid != y->gid)
		return x->gid < y->gid ? -1 : 1;
	return x->lo < y->lo ? -1 : x->lo > y->lo;
}

/* Begins the message with what the group of r->held is. */
static void
begin_group(struct run *r, const struct bound *u)
{
	struct textbuf *message = &r->words[MESSAGE];

	words_begin(r, u, has_column(u->by, u->each) || has_column(u->arg, u->each));
	add_pairs(message, r, &r->held, u->by);
	if (u->by.n > 0)
		textbuf_add(message, slice_of(": "));
}

/* A row whose where: is unknown: its period is not reported as missing. */
static void
gaps_doubtful(struct run *r, struct state *s, struct row *row)
{
	const struct value *at = row_value(row, s->rule->column);
	bool found;

	if (at->kind != VALUE_ORDER)
		return;
	fptable_add(&s->seen, stop_fingerprint(group_number(r, s->grouper, row), at->ord), 0,
	    &found);
	s->may_fill = true;
}

static void
tell_gap(struct run *r, struct state *s, uint32_t gid, int32_t from, int32_t to)
{
	char first[PERIODFORM_TEXT], last[PERIODFORM_TEXT];
	const struct periodform *form = &r->program->form;
	struct textbuf *w = r->words;

	periodform_write(form, (struct period){.freq = form->freq, .ord = from}, first);
	periodform_write(form, (struct period){.freq = form->freq, .ord = to}, last);
	run_load_first(r, s, gid);
	begin_group(r, s->rule);
	textbuf_add(&w[EXPECTED], slice_of(first));
	if (to > from)
		textbuf_addf(&w[EXPECTED], " to %s", last);
	textbuf_add(&w[MESSAGE], textbuf_slice(&w[EXPECTED]));
	textbuf_add(&w[MESSAGE], slice_of(to > from ? " are missing" : " is missing"));
	run_tell_words(r, s, &r->held, ABOUT_GROUP);
}

/* One finding for each run of missing periods, from one to the other. */
static void
tell_gaps(struct run *r, struct state *s, uint32_t gid, int32_t from, int32_t to)
{
	for (int32_t ord = from; s->may_fill && ord <= to; ord++) {
		if (fptable_find(&s->seen, stop_fingerprint(gid, ord)) == NULL)
			continue;
		if (ord > from)
			tell_gap(r, s, gid, from, ord - 1);
		from = ord + 1;
	}
	if (from <= to)
		tell_gap(r, s, gid, from, to);
}

static void
gaps_finish(struct run *r, struct state *s)
{
	int32_t reached = 0;

	s->counts.checked += s->nspans;
	for (size_t i = 0; i < s->nspans; i++)
		*(struct span *)RULES_ADD(&r->mem, s->more, s->nmore) = s->span[i];
	if (s->nmore > 0)
		qsort(s->more, s->nmore, sizeof(*s->more), by_group_and_time);
	for (size_t i = 0; i < s->nmore; i++) {
		const struct span *p = &s->more[i];

		if (i == 0 || p->gid != p[-1].gid)
			reached = p->lo;
		if (p->lo > reached + 1)
			tell_gaps(r, s, p->gid, reached + 1, p->lo - 1);
		if (p->hi > reached)
			reached = p->hi;
	}
}

/*
 * The values of an axis of every() are those of its list, or those that occur: the period's
 * anywhere in the rows of the rule, those of other columns in the same group.
 */
static uint32_t
axis_group(const struct run *r, const struct axis *x, uint32_t gid)
{
	bool period = x->cols.n == 1 && x->cols.col[0] == r->program->period;

	return x->list != NULL || period ? 0 : gid;
}

/* Adds the value that the row has. */
static void
add_axis_value(struct run *r, struct axis_values *a, uint32_t group, struct row *row,
    struct columns c)
{
	uint32_t known = intern_count(a->keys);
	size_t head;
	struct axis_group *of;
	struct slice key;

	key_begin(r, group);
	head = r->key.n;
	row_key(r, row, c);
	if (intern_id(a->keys, keybuf_key(&r->key)) < known)
		return;
	while (a->ngroups <= group)
		RULES_ADD(&r->mem, a->group, a->ngroups);
	of = &a->group[group];
	key = intern_key(a->keys, known);
	*(struct axis_value *)RULES_ADD(&r->mem, of->v, of->n) = (struct axis_value){
	    arena_copy(&r->mem, row_texts(r, row, c)).p, {key.p + head, key.n - head}};
}

static struct fp
combination(struct run *r, const struct state *s, uint32_t gid, struct row *row)
{
	key_begin(r, gid);
	row_key(r, row, s->rule->arg);
	return key_fingerprint(r);
}

/* The column of by: or arg numbered i, by: first. */
static int
every_column(const struct bound *u, size_t i)
{
	return i < u->by.n ? u->by.col[i] : u->arg.col[i - u->by.n];
}

enum { MOST_VAGUE = 64 };

/*
 * Which of these columns, as bits, hold no value in the row: declared a number, a date or a period,
 * they are blank or none.
 */
static uint64_t
vague_columns(const struct run *r, const struct bound *u, struct row *row)
{
	uint64_t vague = 0;

	for (size_t i = 0; i < u->by.n + u->arg.n && i < MOST_VAGUE; i++) {
		int col = every_column(u, i);
		enum value_kind kind;

		if (r->program->col[col].type == TYPE_ANY)
			continue;
		kind = row_value(row, col)->kind;
		if (kind == VALUE_BAD || kind == VALUE_BLANK)
			vague |= UINT64_C(1) << i;
	}
	return vague;
}

/* What the columns that are not vague hold. */
static struct fp
vague_fingerprint(struct run *r, const struct bound *u, struct row *row, uint64_t vague)
{
	key_begin(r, NO_GROUP);
	keybuf_add(&r->key, (struct slice){(const char *)&vague, sizeof(vague)});
	for (size_t i = 0; i < u->by.n + u->arg.n; i++)
		if (i >= MOST_VAGUE || (vague >> i & 1) == 0)
			row_key_cell(row, every_column(u, i), &r->key);
	return key_fingerprint(r);
}

/* A row that may be of several combinations: none of them is reported as absent. */
static void
add_vague(struct run *r, struct state *s, struct row *row, uint64_t vague)
{
	size_t i = 0;
	bool found;

	fptable_add(&s->seen, vague_fingerprint(r, s->rule, row, vague), 0, &found);
	while (i < s->nvague && s->vague[i] != vague)
		i++;
	if (i == s->nvague)
		*(uint64_t *)RULES_ADD(&r->mem, s->vague, s->nvague) = vague;
}

/* May a row whose cells are vague be of the combination in r->held? */
static bool
is_vague(struct run *r, const struct state *s)
{
	for (size_t i = 0; i < s->nvague; i++)
		if (fptable_find(&s->seen, vague_fingerprint(r, s->rule, &r->held,
		    s->vague[i])) != NULL)
			return true;
	return false;
}

static COLD void
every_row(struct run *r, struct state *s, struct row *row)
{
	const struct bound *u = s->rule;
	uint64_t vague = s->may_be_vague ? vague_columns(r, u, row) : 0;
	uint64_t *occurs;		/* 0: only in rows for which where is unknown */
	uint32_t gid;
	bool found;

	if (vague != 0) {
		add_vague(r, s, row, vague);
		for (size_t i = 0; ; i++)
			if ((vague >> i & 1) != 0) {
				run_tell_unknown(r, s, row, every_column(u, i));
				return;
			}
	}
	gid = group_number(r, s->grouper, row);
	run_note_first(r, s, gid, row);
	occurs = fptable_add(&s->seen, combination(r, s, gid, row), 0, &found);
	for (size_t k = 0; k < u->rule->naxes && *occurs == 0; k++)
		if (u->axis[k].list == NULL)
			add_axis_value(r, &s->axis[k], axis_group(r, &u->axis[k], gid), row,
			    u->axis[k].cols);
	*occurs = 1;
}

/* A row whose where: is unknown: its combination is not reported as absent. */
static void
every_doubtful(struct run *r, struct state *s, struct row *row)
{
	uint64_t vague = vague_columns(r, s->rule, row);
	bool found;

	if (vague != 0)
		add_vague(r, s, row, vague);
	else
		fptable_add(&s->seen, combination(r, s, group_number(r, s->grouper, row), row), 0,
		    &found);
}

/* Is this combination expected? Dated lists count at the period of an axis or of the group. */
static bool
is_expected(struct run *r, struct state *s, struct row *row)
{
	const struct bound *u = s->rule;
	int when = r->program->period;
	struct period p;
	bool dated = (has_column(u->by, when) ||
	    has_column(u->arg, when)) &&
	    periodform_read(&r->program->form, row->text[when], &p);

	for (size_t k = 0; k < u->rule->naxes && dated; k++) {
		const struct axis *x = &u->axis[k];
		struct sought cell[WIDEST_LIST];

		if (x->list == NULL || !x->list->dated)
			continue;
		for (size_t i = 0; i < x->cols.n; i++)
			cell[i] = (struct sought){row->text[x->cols.col[i]],
			    row_value(row, x->cols.col[i])};
		if (!codelist_has(x->list, x->list_index, cell, x->cols.n, &p))
			return false;
	}
	return true;
}

/* Reports the combination in r->held. */
static void
tell_absent(struct run *r, struct state *s)
{
	const struct bound *u = s->rule;
	struct textbuf *w = r->words;

	begin_group(r, u);
	textbuf_add(&w[EXPECTED], slice_of("a row"));
	textbuf_add(&w[MESSAGE], slice_of("no row for "));
	add_pairs(&w[MESSAGE], r, &r->held, u->arg);
	r->held.line = 0;
	r->held.file = 0;
	run_tell_words(r, s, &r->held, ABOUT_ABSENCE);
}

static void
tell_too_many(struct run *r, struct state *s, double product)
{
	words_begin(r, NULL, true);
	textbuf_addf(&r->words[MESSAGE], "every() would have %.0f combinations, more than "
	    "100,000,000; a narrower where: or by: expected", product);
	run_tell(r, s, &r->held, ABOUT_GROUP);
}

static void
every_group(struct run *r, struct state *s, uint32_t gid)
{
	const struct bound *u = s->rule;
	size_t n = u->rule->naxes, at[RULES_MOST_AXES] = {0}, k;
	struct axis_group of[RULES_MOST_AXES] = {0};
	double product = 1;

	for (k = 0; k < n; k++) {
		uint32_t group = axis_group(r, &u->axis[k], gid);

		if (group < s->axis[k].ngroups)
			of[k] = s->axis[k].group[group];
		product *= (double)of[k].n;
	}
	run_load_first(r, s, gid);
	if (product > MOST_COMBINATIONS) {
		tell_too_many(r, s, product);
		return;
	}
	while (product > 0) {
		key_begin(r, gid);
		for (k = 0; k < n; k++)
			keybuf_append(&r->key, of[k].v[at[k]].key);
		if (fptable_find(&s->seen, key_fingerprint(r)) == NULL) {
			row_next(&r->held);
			for (k = 0; k < n; k++)
				row_load_texts(&r->held, of[k].v[at[k]].texts, u->axis[k].cols);
			if (is_expected(r, s, &r->held) && !is_vague(r, s))
				tell_absent(r, s);
		}
		s->counts.checked++;
		for (k = n; k > 0 && ++at[k - 1] == of[k - 1].n; k--)
			at[k - 1] = 0;
		if (k == 0)
			break;
	}
}

/* Without by: the file is one group, even when no row of it passes where. */
static void
note_file(struct run *r, struct state *s)
{
	if (s->nfirst > 0 || s->rule->by.n > 0 || r->rows == 0)
		return;
	row_next(&r->held);
	for (size_t i = 0; i < r->program->nall; i++)
		r->held.own[i] = (struct slice){"", 0};
	r->held.line = 0;
	r->held.file = 0;
	run_note_first(r, s, group_number(r, s->grouper, &r->held), &r->held);
}

static void
add_listed(struct run *r, struct axis_values *a, const struct axis *x)
{
	for (size_t i = 0; i < x->list->n; i++) {
		row_next(&r->held);
		for (size_t k = 0; k < x->cols.n; k++)
			r->held.own[x->cols.col[k]] = x->list->code[i].cell[x->list_col[k]];
		add_axis_value(r, a, 0, &r->held, x->cols);
	}
}

static void
every_finish(struct run *r, struct state *s)
{
	note_file(r, s);
	for (size_t k = 0; k < s->rule->rule->naxes; k++)
		if (s->rule->axis[k].list != NULL)
			add_listed(r, &s->axis[k], &s->rule->axis[k]);
	for (size_t i = 0; i < s->nfirst; i++)
		every_group(r, s, s->first[i].gid);
}

void
tests_doubtful(struct run *r, struct state *s, struct row *row)
{
	if (s->rule->rule->test == TEST_EVERY)
		every_doubtful(r, s, row);
	else if (s->rule->rule->test == TEST_NO_GAPS)
		gaps_doubtful(r, s, row);
}

void
tests_row(struct run *r, struct state *s, struct row *row)
{
	switch (s->rule->rule->test) {
	case TEST_UNIQUE: unique_row(r, s, row); break;
	case TEST_DEPENDS: depends_row(r, s, row); break;
	case TEST_NO_GAPS: gaps_row(r, s, row); break;
	case TEST_EVERY: every_row(r, s, row); break;
	case TEST_NO_OVERLAP: overlap_row(r, s, row); break;
	case TEST_COND: break;
	}
}

void
tests_finish(struct run *r, struct state *s)
{
	if (s->rule->rule->test == TEST_NO_GAPS)
		gaps_finish(r, s);
	else if (s->rule->rule->test == TEST_EVERY)
		every_finish(r, s);
	else if (s->rule->rule->test == TEST_NO_OVERLAP)
		overlap_finish(r, s);
	for (size_t i = 0; i < s->nrepeats; i++)
		tell_repeat(r, s, &s->repeat[i]);
}
