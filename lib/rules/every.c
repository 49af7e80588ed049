#include "base/memory.h"
#include "rules/state.h"

/* every(): the combinations of the values of its axes that no row has. */

enum {
	MOST_COMBINATIONS = 100000000,
	AHEAD = 32,		/* combinations whose places in memory are asked for */
};

/* A combination that a row has, until its place in memory has been fetched. */
struct arrival {
	struct fp key;
	uint32_t gid;
	size_t at;		/* of its values in the state's texts */
};

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

/* Adds the value in r->key, which begins with the group: from `head` on. */
static void
add_axis_value(struct run *r, struct axis_values *a, uint32_t group, size_t head,
    struct slice texts)
{
	uint32_t known = intern_count(a->keys);
	struct axis_group *of;
	struct slice key;

	if (intern_id(a->keys, keybuf_key(&r->key)) < known)
		return;
	while (a->ngroups <= group)
		RULES_ADD(&r->mem, a->group, a->ngroups);
	of = &a->group[group];
	key = intern_key(a->keys, known);
	*(struct axis_value *)RULES_ADD(&r->mem, of->v, of->n) = (struct axis_value){
	    arena_copy(&r->mem, texts).p, {key.p + head, key.n - head}};
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

/* Adds the values of an arrival: those of each axis without a list, and then their texts. */
static void
add_values(struct run *r, struct state *s, const struct arrival *a)
{
	const struct bound *u = s->rule;
	struct slice keys = {s->texts.p + a->at, s->texts.n - a->at}, texts = keys, key, text;
	size_t head;

	for (size_t k = 0; k < u->rule->naxes; k++)
		if (u->axis[k].list == NULL)
			keybuf_next(&texts, &text);
	for (size_t k = 0; k < u->rule->naxes; k++) {
		uint32_t group = axis_group(r, &u->axis[k], a->gid);

		if (u->axis[k].list != NULL)
			continue;
		keybuf_next(&keys, &key);
		keybuf_next(&texts, &text);
		key_begin(r, group);
		head = r->key.n;
		keybuf_append(&r->key, key);
		add_axis_value(r, &s->axis[k], group, head, text);
	}
}

/* Adds the last combinations, and where one is new the values that it has. */
static void
add_arrivals(struct run *r, struct state *s)
{
	uint32_t *occurs;		/* 0: only in rows for which where is unknown */
	bool found;

	for (size_t i = 0; i < s->narrivals; i++) {
		occurs = fptable_add(&s->seen, s->arrival[i].key, 0, &found);
		if (*occurs == 0)
			add_values(r, s, &s->arrival[i]);
		*occurs = 1;
	}
	s->narrivals = 0;
	keybuf_reset(&s->texts);
}

/* The combination of a row, and its values for add_values(). */
static struct arrival
arrival_of(struct run *r, struct state *s, uint32_t gid, struct row *row)
{
	const struct bound *u = s->rule;
	struct arrival a = {.gid = gid, .at = s->texts.n};
	size_t from;

	key_begin(r, gid);
	for (size_t k = 0; k < u->rule->naxes; k++) {
		from = r->key.n;
		row_key(r, row, u->axis[k].cols);
		if (u->axis[k].list == NULL)
			keybuf_add(&s->texts, (struct slice){r->key.p + from, r->key.n - from});
	}
	a.key = key_fingerprint(r);
	for (size_t k = 0; k < u->rule->naxes; k++)
		if (u->axis[k].list == NULL)
			keybuf_add(&s->texts, row_texts(r, row, u->axis[k].cols));
	return a;
}

void
every_row(struct run *r, struct state *s, struct row *row)
{
	const struct bound *u = s->rule;
	uint64_t vague = s->may_be_vague ? vague_columns(r, u, row) : 0;
	uint32_t gid;

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
	if (s->arrival == NULL)
		s->arrival = arena_alloc(&r->mem, AHEAD * sizeof(*s->arrival));
	s->arrival[s->narrivals] = arrival_of(r, s, gid, row);
	fptable_prefetch(&s->seen, s->arrival[s->narrivals].key);
	if (++s->narrivals == AHEAD)
		add_arrivals(r, s);
}

/* A row whose where: is unknown: its combination is not reported as absent. */
void
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

	words_begin_group(r, u);
	textbuf_add(&w[EXPECTED], slice_of("a row"));
	textbuf_add(&w[MESSAGE], slice_of("no row for "));
	words_add_pairs(&w[MESSAGE], r, &r->held, u->arg);
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

/* The combinations of a group in turn: which value of each axis. */
struct odometer {
	struct axis_group of[RULES_MOST_AXES];
	size_t at[RULES_MOST_AXES], n;
};

static void
advance(struct odometer *o)
{
	for (size_t k = o->n; k > 0 && ++o->at[k - 1] == o->of[k - 1].n; k--)
		o->at[k - 1] = 0;
}

static struct fp
odometer_key(struct run *r, const struct odometer *o, uint32_t gid)
{
	key_begin(r, gid);
	for (size_t k = 0; k < o->n; k++)
		keybuf_append(&r->key, o->of[k].v[o->at[k]].key);
	return key_fingerprint(r);
}

/* Reports the combination that no row has, if it is expected. */
static void
look_at_absent(struct run *r, struct state *s, const struct odometer *o)
{
	row_next(&r->held);
	for (size_t k = 0; k < o->n; k++)
		row_load_texts(&r->held, o->of[k].v[o->at[k]].texts, s->rule->axis[k].cols);
	if (is_expected(r, s, &r->held) && !is_vague(r, s))
		tell_absent(r, s);
}

static void
every_group(struct run *r, struct state *s, uint32_t gid)
{
	const struct bound *u = s->rule;
	struct odometer here = {.n = u->rule->naxes}, ahead;
	struct fp key[AHEAD];
	double product = 1;
	size_t asked = 0;

	for (size_t k = 0; k < here.n; k++) {
		uint32_t group = axis_group(r, &u->axis[k], gid);

		if (group < s->axis[k].ngroups)
			here.of[k] = s->axis[k].group[group];
		product *= (double)here.of[k].n;
	}
	run_load_first(r, s, gid);
	if (product > MOST_COMBINATIONS) {
		tell_too_many(r, s, product);
		return;
	}
	ahead = here;
	for (size_t i = 0; i < (size_t)product; i++) {
		for (; asked < i + AHEAD && asked < (size_t)product; asked++) {
			key[asked % AHEAD] = odometer_key(r, &ahead, gid);
			fptable_prefetch(&s->seen, key[asked % AHEAD]);
			advance(&ahead);
		}
		if (fptable_find(&s->seen, key[i % AHEAD]) == NULL)
			look_at_absent(r, s, &here);
		s->counts.checked++;
		advance(&here);
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
add_listed(struct run *r, struct state *s, struct axis_values *a, const struct axis *x)
{
	size_t head;

	for (size_t i = 0; i < x->list->n; i++) {
		row_next(&r->held);
		for (size_t k = 0; k < x->cols.n; k++)
			r->held.own[x->cols.col[k]] = x->list->code[i].cell[x->list_col[k]];
		keybuf_reset(&s->texts);
		keybuf_append(&s->texts, row_texts(r, &r->held, x->cols));
		key_begin(r, 0);
		head = r->key.n;
		row_key(r, &r->held, x->cols);
		add_axis_value(r, a, 0, head, keybuf_key(&s->texts));
	}
}

void
every_finish(struct run *r, struct state *s)
{
	add_arrivals(r, s);
	note_file(r, s);
	for (size_t k = 0; k < s->rule->rule->naxes; k++)
		if (s->rule->axis[k].list != NULL)
			add_listed(r, s, &s->axis[k], &s->rule->axis[k]);
	for (size_t i = 0; i < s->nfirst; i++)
		every_group(r, s, s->first[i].gid);
}
