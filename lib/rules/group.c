#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/packed.h"
#include "rules/state.h"

/* Keys, kept rows, groups, and the row or group of the period before. */

void
row_key(struct run *r, struct row *row, struct columns c)
{
	for (size_t i = 0; i < c.n; i++)
		row_key_cell(row, c.col[i], &r->key);
}

void
row_add_texts(struct keybuf *b, const struct row *row, struct columns c)
{
	for (size_t i = 0; i < c.n; i++)
		keybuf_add(b, row->text[c.col[i]]);
}

struct slice
row_texts(struct run *r, const struct row *row, struct columns c)
{
	keybuf_reset(&r->key);
	row_add_texts(&r->key, row, c);
	return keybuf_key(&r->key);
}

void
key_begin(struct run *r, uint32_t number)
{
	keybuf_reset(&r->key);
	keybuf_room(&r->key, sizeof(number));
	memcpy(r->key.p, &number, sizeof(number));
	r->key.n = sizeof(number);
}

struct fp
row_fingerprint(struct run *r, struct row *row, struct columns c)
{
	keybuf_reset(&r->key);
	row_key(r, row, c);
	return key_fingerprint(r);
}

struct grouper *
grouper_new(struct run *r, struct columns by)
{
	struct grouper *g = arena_alloc(&r->mem, sizeof(*g));

	*g = (struct grouper){.by = by, .keys = intern_new(), .last_gid = NO_GROUP,
	    .leading = by.n > 0 ? columns_leading(r->program, by) : SIZE_MAX,
	    .rising = rising_new(r->program, &r->mem, by)};
	for (size_t i = 0; i < by.n; i++)
		g->typed |= by.col[i] >= 0 && r->program->col[by.col[i]].type != TYPE_ANY;
	*(struct grouper **)RULES_ADD(&r->mem, r->grouper, r->ngroupers) = g;
	return g;
}

struct grouper *
run_grouper(struct run *r, struct columns by)
{
	for (size_t i = 0; i < r->ngroupers; i++) {
		struct grouper *g = r->grouper[i];

		if (g->by.n == by.n && (by.n == 0 ||
		    memcmp(g->by.col, by.col, by.n * sizeof(*by.col)) == 0))
			return g;
	}
	return grouper_new(r, by);
}

bool
groups_every_row(const struct bound *u)
{
	return u->where == NULL && (u->rule->test == TEST_NO_GAPS || u->rule->test == TEST_EVERY ||
	    (u->rule->test == TEST_COND && (u->group || u->naggs > 0)));
}

bool
run_is_grouped(const struct run *r, size_t col)
{
	bool is = false;

	for (size_t i = 0; i < r->program->nrules && !is; i++)
		is = groups_every_row(r->state[i].rule) &&
		    has_column(r->state[i].grouper->by, (int)col);
	return is;
}

static bool
is_group_of(const struct grouper *g, uint32_t gid, const struct row *row)
{
	return has_texts(intern_key(g->keys, gid).p, g->by, row);
}

enum {
	MANY_MISSES = 64,
	SELDOM = 32,		/* after those, the group after every 32nd one is guessed */
};

/* The groups do not come in rising order. */
static COLD void
index_groups(struct run *r, struct grouper *g)
{
	g->rising = NULL;
	r->before_image = NULL;
	for (uint32_t gid = 0; gid < intern_count(g->keys); gid++) {
		group_load(&r->before, g, gid);
		intern_index(g->keys, gid, row_fingerprint(r, &r->before, g->by));
	}
}

uint32_t
group_raise(struct run *r, struct grouper *g, struct row *row)
{
	uint32_t gid;

	if (g->rising == NULL)
		return NO_GROUP;
	if (!rising_is_above(g->rising, row)) {
		index_groups(r, g);
		return NO_GROUP;
	}
	gid = intern_append(g->keys, row_texts(r, row, g->by));
	rising_raise(g->rising, row, g->by, intern_key(g->keys, gid).p);
	*(uint32_t *)RULES_ADD(&r->mem, g->next, g->nnext) = NO_GROUP;
	if (g->guessed)
		g->next[g->last_gid] = gid;
	r->new_group = true;
	return gid;
}

uint32_t
group_add(struct run *r, struct grouper *g, struct fp key, bool *found)
{
	uint32_t gid;

	if (g->rising != NULL)
		index_groups(r, g);
	gid = intern_id_as(g->keys, key, found);
	if (!*found)
		*(uint32_t *)RULES_ADD(&r->mem, g->next, g->nnext) = NO_GROUP;
	return gid;
}

/* By their values; a group keeps the texts that it was first met with. */
static uint32_t
intern_group(struct run *r, struct grouper *g, struct row *row, struct fp key)
{
	bool found;
	uint32_t gid = group_add(r, g, key, &found);

	if (!found) {
		intern_set(g->keys, gid, row_texts(r, row, g->by));
		r->new_group = true;
	} else if (g->typed) {
		g->rewritten = !is_group_of(g, gid, row);
	}
	return gid;
}

/* Where rows are in no order a guess is seldom made, or noted: memory is slow to answer. */
static bool
may_guess(const struct grouper *g)
{
	return g->last_gid != NO_GROUP && (g->missed < MANY_MISSES || g->last_gid % SELDOM == 0);
}

void
group_follows(struct grouper *g, uint32_t gid)
{
	if (g->at > 0)
		return;
	if (may_guess(g))
		g->next[g->last_gid] = gid;
	g->last_gid = gid;
}

uint32_t
group_guess(struct grouper *g, const struct row *row)
{
	uint32_t gid;

	if (g->at > 0 || !may_guess(g) || (gid = g->next[g->last_gid]) == NO_GROUP)
		return NO_GROUP;
	if (!is_group_of(g, gid, row)) {
		g->missed++;
		return NO_GROUP;
	}
	g->missed = 0;
	return g->last_gid = gid;
}

/* The last one, or a new one where they come in rising order. */
static COLD uint32_t
last_or_new(struct run *r, struct grouper *g, struct row *row)
{
	if (g->guessed && is_group_of(g, g->last_gid, row)) {
		g->missed = 0;
		return g->last_gid;
	}
	return group_raise(r, g, row);
}

/*
 * Groups usually repeat in the same order, or in runs, and as they were written first: tries the
 * last one and its successor.
 */
static inline uint32_t
easy_group(struct run *r, struct grouper *g, struct row *row)
{
	uint32_t gid;

	g->rewritten = false;
	g->guessed = may_guess(g);
	if (!g->guessed || (gid = g->next[g->last_gid]) == NO_GROUP || !is_group_of(g, gid, row))
		return last_or_new(r, g, row);
	g->missed = 0;
	return gid;
}

/* The group of a row for which that is none. */
static COLD uint32_t
other_group(struct run *r, struct grouper *g, struct row *row, struct fp key)
{
	uint32_t last = g->last_gid, known = intern_count(g->keys);
	uint32_t gid = intern_group(r, g, row, key);

	if (g->guessed) {
		g->missed += gid < known;
		g->next[last] = gid;
	}
	return gid;
}

static inline uint32_t
found_group(struct run *r, struct grouper *g, const struct row *row, uint32_t gid)
{
	g->last_gid = gid;
	if (row == &r->row) {
		g->at = r->rows;
		g->gid = gid;
	}
	return gid;
}

uint32_t
group_find(struct run *r, struct grouper *g, struct row *row)
{
	uint32_t gid;

	if (row == &r->row && g->fetched == r->rows) {
		gid = other_group(r, g, row, g->key);
	} else {
		gid = easy_group(r, g, row);
		if (gid == NO_GROUP)
			gid = other_group(r, g, row, row_fingerprint(r, row, g->by));
	}
	return found_group(r, g, row, gid);
}

void
group_fetch(struct run *r, struct grouper *g)
{
	uint32_t gid = easy_group(r, g, &r->row);

	if (gid != NO_GROUP) {
		found_group(r, g, &r->row, gid);
		return;
	}
	g->fetched = r->rows;
	g->key = row_fingerprint(r, &r->row, g->by);
	intern_prefetch(g->keys, g->key);
}

void
group_load(struct row *row, const struct grouper *g, uint32_t gid)
{
	row_next(row);
	row_load_texts(row, intern_key(g->keys, gid).p, g->by);
}

/* Where a group is in s->first, or nfirst. */
static size_t
local_number(const struct state *s, uint32_t gid)
{
	return gid < s->nlocal && s->local[gid] > 0 ? s->local[gid] - 1 : s->nfirst;
}

struct acc *
state_accs(const struct state *s, uint32_t gid)
{
	return s->acc + local_number(s, gid) * s->rule->naggs;
}

const struct first *
state_first(const struct state *s, uint32_t gid)
{
	return &s->first[local_number(s, gid)];
}

void
run_load_first(struct run *r, struct state *s, uint32_t gid)
{
	const struct first *f = state_first(s, gid);
	size_t at = (size_t)(f - s->first);

	if (at < s->nimages && s->image[at] != NULL)
		packed_load(&r->held, s->image[at], f->with_by ? s->held_by : s->rule->held);
	if (!f->with_by)
		group_load(&r->held, s->grouper, gid);
	r->held.line = f->line;
	r->held.file = f->file;
}

/* Is the row, which is of that group, written unlike the texts that the group keeps? */
static bool
is_rewritten(const struct run *r, const struct grouper *g, uint32_t gid, const struct row *row)
{
	return row == &r->row && g->at == r->rows ? g->rewritten : !is_group_of(g, gid, row);
}

static void
keep_image(struct run *r, struct state *s, size_t at, struct row *row)
{
	s->image = xgrow(s->image, &s->image_cap, at + 1, sizeof(*s->image));
	while (s->nimages <= at)
		s->image[s->nimages++] = NULL;
	s->image[at] = run_keep_row(r, row, s->first[at].with_by ? s->held_by : s->rule->held);
}

size_t
run_add_first(struct run *r, struct state *s, uint32_t gid, struct row *row)
{
	size_t naggs = s->rule->naggs, n = s->nfirst;

	s->local = xgrow(s->local, &s->local_cap, (size_t)gid + 1, sizeof(*s->local));
	while (s->nlocal <= gid)
		s->local[s->nlocal++] = 0;
	s->first = xgrow(s->first, &s->first_cap, n + 1, sizeof(*s->first));
	s->acc = xgrow(s->acc, &s->acc_cap, (n + 1) * naggs + 1, sizeof(*s->acc));
	memset(s->acc + n * naggs, 0, naggs * sizeof(*s->acc));
	s->first[n] = (struct first){.line = row->line, .file = row->file, .gid = gid};
	s->first[n].with_by = s->rule->group && is_rewritten(r, s->grouper, gid, row);
	if (s->first[n].with_by || (s->rule->group && s->rule->held.n > 0))
		keep_image(r, s, n, row);
	s->local[gid] = (uint32_t)++s->nfirst;
	return n;
}

/*
 * Does the truth of the tree depend on nothing but the texts of the series? Values that are equal
 * may be written in several ways, and an overflow is reported for every row.
 */
static bool
is_of_series(const struct run *r, const struct bound *u, const struct node *n)
{
	bool is = true;

	for (; n != NULL && is; n = n->next)
		switch (n->op) {
		case N_NAME:
			is = n->ref == REF_LET ? is_of_series(r, u, u->let[n->index]) :
			    n->type == TYPE_ANY && has_column(r->series->by, n->index);
			break;
		case N_LIST:
			is = !n->list->dated;
			break;
		case N_NUMBER: case N_STRING: case N_TUPLE: case N_OR: case N_AND: case N_NOT:
		case N_IF: case N_COMPARE: case N_IN: case N_MATCHES: case N_IS:
			is = is_of_series(r, u, n->a) && is_of_series(r, u, n->b) &&
			    is_of_series(r, u, n->c);
			break;
		case N_PERCENT: case N_NEG: case N_ADD: case N_SUB: case N_MUL: case N_DIV:
		case N_FUNC: case N_AGG: case N_FIELD: case N_LINKED:
			is = false;
		}
	return is;
}

/* A part of where: that has the same truth in all rows of a series; or NULL. */
static const struct node *
part_of_series(const struct run *r, const struct bound *u, const struct node *where)
{
	const struct node *part = NULL;

	if (where->op == N_AND && (part = part_of_series(r, u, where->a)) == NULL)
		part = part_of_series(r, u, where->b);
	return part != NULL ? part : is_of_series(r, u, where) ? where : NULL;
}

void
previous_init(struct run *r)
{
	const struct program *p = r->program;
	struct columns by = {.col = arena_alloc(&r->mem, p->key.n * sizeof(*by.col))};

	for (size_t i = 0; i < p->key.n; i++)
		if (p->key.col[i] != p->period)
			by.col[by.n++] = p->key.col[i];
	r->series = run_grouper(r, by);
	for (size_t i = 0; i < p->nrules; i++) {
		const struct bound *u = &p->rule[i];
		const struct node *part = u->where != NULL ? part_of_series(r, u, u->where) : NULL;

		if (u->where_previous)
			r->state[i].filter = part;
		else if (u->previous_row && part == NULL)
			r->previous_always = true;
		else if (u->previous_row)
			*(struct looks_back *)RULES_ADD(&r->mem, r->looks_back, r->nlooks_back) =
			    (struct looks_back){u, part};
	}
}

/* May a rule look back to the live row, whether or not it passes where:? */
bool
previous_is_wanted(struct run *r)
{
	bool wanted = r->previous_always;

	for (size_t i = 0; i < r->nlooks_back && !wanted; i++) {
		r->ev.rule = r->looks_back[i].rule;
		wanted = eval_cond(&r->ev, r->looks_back[i].part) != NO;
	}
	return wanted;
}

static struct chain *
chain_of(struct run *r, struct row *row)
{
	uint32_t series = group_number(r, r->series, row);

	while (r->nchains <= series)
		RULES_ADD(&r->mem, r->chain, r->nchains);
	return &r->chain[series];
}

void
previous_index(struct run *r)
{
	const struct value *at;
	struct chain *c;

	if (r->row_indexed == r->rows)
		return;
	r->row_indexed = r->rows;
	r->row_chain = NULL;
	at = row_value(&r->row, r->program->period);
	if (at->kind != VALUE_ORDER)
		return;
	r->row_chain = c = chain_of(r, &r->row);
	c->link = xgrow(c->link, &c->cap, c->n + 1, sizeof(*c->link));
	c->unsorted |= c->n > 0 && c->link[c->n - 1].ord >= at->ord;
	c->link[c->n++] = (struct link){at->ord,
	    run_keep_row(r, &r->row, r->program->previous_held)};
}

static int
by_period(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	return x->ord < y->ord ? -1 : x->ord > y->ord;
}

/* The only row of that period in the series; NULL: there is none, or several. */
static const char *
find_link(struct chain *c, int32_t ord)
{
	struct link want = {ord, NULL}, *hit;

	if (c->n == 0)
		return NULL;
	if (c->unsorted)
		qsort(c->link, c->n, sizeof(*c->link), by_period);
	c->unsorted = false;
	hit = bsearch(&want, c->link, c->n, sizeof(*c->link), by_period);
	if (hit == NULL || (hit > c->link && hit[-1].ord == ord) ||
	    (hit + 1 < c->link + c->n && hit[1].ord == ord))
		return NULL;
	return hit->image;
}

/* While rows are still being read, only the last rows of the series before this one count. */
static const char *
previous_image(struct run *r, struct eval *ev, int32_t ord, unsigned back)
{
	const struct chain *c = r->row_chain;
	const struct link *at;

	if (ev->row != &r->row)
		return find_link(chain_of(r, ev->row), ord);
	if (r->row_indexed != r->rows || c == NULL || c->n <= back)
		return NULL;
	at = &c->link[c->n - 1 - back];
	return at->ord == ord && at[1].ord != ord && (at == c->link || at[-1].ord != ord) ?
	    at->image : NULL;
}

static struct eval *
previous_row(struct run *r, struct eval *ev, unsigned back)
{
	const struct program *p = r->program;
	const struct value *at = row_value(ev->row, p->period);
	const char *image;

	if (at->kind != VALUE_ORDER ||
	    (image = previous_image(r, ev, at->ord - (int32_t)back, back)) == NULL)
		return NULL;
	if (image != r->before_image)
		packed_load(&r->before, image, p->previous_held);
	r->before_image = image;
	r->before_ev = (struct eval){.row = &r->before, .rule = ev->rule, .failed_only = -1};
	return &r->before_ev;
}

/* Loads the group to r->before; identifies it, or the same one so many periods before. */
static bool
identify_group(struct run *r, const struct grouper *g, uint32_t gid, unsigned before, struct fp *fp)
{
	const struct value *at;

	group_load(&r->before, g, gid);
	at = row_value(&r->before, r->program->period);
	if (at->kind != VALUE_ORDER)
		return false;
	key_begin(r, (uint32_t)at->ord - before);
	for (size_t i = 0; i < g->by.n; i++)
		if (g->by.col[i] != r->program->period)
			row_key_cell(&r->before, g->by.col[i], &r->key);
	*fp = key_fingerprint(r);
	return true;
}

static struct eval *
previous_group(struct run *r, struct eval *ev, unsigned back)
{
	struct state *s = r->at;
	struct grouper *g = s->grouper;
	const uint32_t *gid;
	struct fp fp;
	bool found;

	r->before_image = NULL;
	for (; g->nindexed < intern_count(g->keys); g->nindexed++)
		if (identify_group(r, g, g->nindexed, 0, &fp))
			fptable_add(&g->previous, fp, g->nindexed, &found);
	if (!identify_group(r, g, r->gid, back, &fp) ||
	    (gid = fptable_find(&g->previous, fp)) == NULL ||
	    local_number(s, (uint32_t)*gid) == s->nfirst)
		return NULL;
	group_load(&r->before, g, (uint32_t)*gid);
	r->before_ev = (struct eval){.row = &r->before, .rule = ev->rule, .failed_only = -1,
	    .acc = state_accs(s, (uint32_t)*gid)};
	return &r->before_ev;
}

struct eval *
previous_find(struct eval *ev, bool row, unsigned back)
{
	struct run *r = ev->arg;
	struct eval *before = row ? previous_row(r, ev, back) : previous_group(r, ev, back);
	const struct value *at;

	if (before == NULL) {
		at = row_value(ev->row, r->program->period);
		ev->not_due = at->kind == VALUE_ORDER &&
		    at->ord - (int64_t)back < r->first_period;
	}
	return before;
}

void
groups_free(struct run *r)
{
	for (size_t i = 0; i < r->ngroupers; i++) {
		intern_free(r->grouper[i]->keys);
		fptable_free(&r->grouper[i]->previous);
	}
	for (size_t i = 0; i < r->nchains; i++)
		free(r->chain[i].link);
}
