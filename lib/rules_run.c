#include "rules_run.h"

#include <stdlib.h>
#include <string.h>

#include "rules_share.h"
#include "rules_state.h"
#include "xalloc.h"

enum { HEAD = sizeof(uint64_t) + sizeof(uint32_t) };

/* ---- rows that wait: line, file, and the cells with their lengths ---- */

static const char *
keep_row(struct run *r, const struct row *row, const int *col, size_t n)
{
	struct keybuf *b = &r->key;
	struct slice head = {0}, cell;
	char fixed[HEAD];
	uint32_t file = row->file, len;
	char *p;
	size_t size = HEAD;

	memcpy(fixed, &row->line, sizeof(row->line));
	memcpy(fixed + sizeof(row->line), &file, sizeof(file));
	for (size_t i = 0; i < n; i++)
		size += sizeof(len) + row->cell[col[i]].text.n;
	b->p = xgrow(b->p, &b->cap, size, 1);
	p = b->p;
	memcpy(p, fixed, HEAD);
	p += HEAD;
	for (size_t i = 0; i < n; i++) {
		cell = row->cell[col[i]].text;
		len = (uint32_t)cell.n;
		memcpy(p, &len, sizeof(len));
		if (len > 0)
			memcpy(p + sizeof(len), cell.p, len);
		p += sizeof(len) + len;
	}
	head = region_copy(&r->mem, (struct slice){b->p, size});
	return head.p;
}

static void
load_row(struct row *row, const char *image, const int *col, size_t n)
{
	uint32_t file, len;

	row_next(row);
	memcpy(&row->line, image, sizeof(row->line));
	memcpy(&file, image + sizeof(row->line), sizeof(file));
	row->file = file;
	image += HEAD;
	for (size_t i = 0; i < n; i++) {
		memcpy(&len, image, sizeof(len));
		image += sizeof(len);
		row->cell[col[i]].text = (struct slice){image, len};
		image += len;
	}
}

/* ---- groups ---- */

void
row_key(struct run *r, const struct row *row, const int *col, size_t n)
{
	size_t room = n * sizeof(uint32_t);
	uint32_t len;
	char *p;

	for (size_t i = 0; i < n; i++)
		room += row->cell[col[i]].text.n;
	keybuf_room(&r->key, room);
	p = r->key.p + r->key.n;
	for (size_t i = 0; i < n; i++) {
		struct slice cell = row->cell[col[i]].text;

		len = (uint32_t)cell.n;
		memcpy(p, &len, sizeof(len));
		if (len > 0)
			memcpy(p + sizeof(len), cell.p, len);
		p += sizeof(len) + len;
	}
	r->key.n += room;
}

uint32_t
state_group(struct run *r, struct state *s, struct row *row)
{
	struct grouper *g = s->grouper;

	if (row == &r->row && g->row == row->number)
		return g->gid;
	keybuf_reset(&r->key);
	row_key(r, row, g->col, g->n);
	if (g->last_gid == NO_GROUP || !slice_eq(keybuf_key(&r->key), keybuf_key(&g->last))) {
		struct keybuf swap = g->last;

		g->last = r->key;
		r->key = swap;
		g->last_gid = intern_id(g->keys, keybuf_key(&g->last));
	}
	if (row == &r->row) {
		g->row = row->number;
		g->gid = g->last_gid;
	}
	return g->last_gid;
}

void
state_load_group(struct run *r, struct state *s, uint32_t gid, struct row *row)
{
	struct slice rest = intern_key(s->grouper->keys, gid), cell;

	(void)r;
	row_next(row);
	for (size_t i = 0; i < s->grouper->n && keybuf_next(&rest, &cell); i++)
		row->cell[s->grouper->col[i]].text = cell;
}

/* Where the group stands in s->first, or nfirst. */
static size_t
local_of(const struct state *s, uint32_t gid)
{
	return gid < s->nlocal && s->local[gid] > 0 ? s->local[gid] - 1 : s->nfirst;
}

static struct acc *
accs_of(const struct state *s, uint32_t gid)
{
	return s->acc + local_of(s, gid) * s->rule->naggs;
}

void
run_load_first(struct run *r, struct state *s, uint32_t gid)
{
	const struct first *f = &s->first[local_of(s, gid)];
	struct slice rest = intern_key(s->grouper->keys, gid), cell;

	if (f->image != NULL)
		load_row(&r->held, f->image, s->rule->held, s->rule->nheld);
	else
		row_next(&r->held);
	for (size_t i = 0; i < s->grouper->n && keybuf_next(&rest, &cell); i++)
		r->held.cell[s->grouper->col[i]].text = cell;
	r->held.line = f->line;
	r->held.file = f->file;
}

/* ---- previous ---- */

struct fp
row_fingerprint(struct run *r, const struct row *row, const int *col, size_t n)
{
	keybuf_reset(&r->key);
	row_key(r, row, col, n);
	return fp_of(r->key.p, r->key.n);
}

/* Of the cells but the period's, and a period's ordinal. */
static struct fp
series_fingerprint(struct run *r, const struct row *row, const int *col, size_t n, int32_t ord)
{
	keybuf_reset(&r->key);
	keybuf_add(&r->key, (struct slice){(const char *)&ord, sizeof(ord)});
	for (size_t i = 0; i < n; i++)
		if (col[i] != r->plan->period)
			row_key(r, row, &col[i], 1);
	return fp_of(r->key.p, r->key.n);
}

/* The series of a row; made when it is new and wanted. */
static struct chain *
chain_of(struct run *r, const struct row *row, bool make)
{
	const struct plan *p = r->plan;
	struct fp key = series_fingerprint(r, row, p->key, p->nkey, 0);
	const uint64_t *at;
	bool found;

	if (!make)
		return (at = fptable_find(&r->series, key)) == NULL ? NULL : &r->chain[*at];
	at = fptable_add(&r->series, key, r->nchains, &found);
	if (!found) {
		r->chain = xgrow(r->chain, &r->chain_cap, r->nchains + 1, sizeof(*r->chain));
		r->chain[r->nchains++] = (struct chain){.sorted = true};
	}
	return &r->chain[*at];
}

static void
index_row(struct run *r)
{
	const struct plan *p = r->plan;
	const struct value *at = row_value(&r->row, p->period);
	struct chain *c;

	r->row_chain = NULL;
	if (at->kind != VALUE_ORDER)
		return;
	r->row_chain = c = chain_of(r, &r->row, true);
	c->link = xgrow(c->link, &c->cap, c->n + 1, sizeof(*c->link));
	c->sorted = c->sorted && (c->n == 0 || c->link[c->n - 1].ord < at->ord);
	c->link[c->n++] = (struct link){at->ord,
	    keep_row(r, &r->row, p->previous_held, p->nprevious_held)};
}

static int
by_period(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	return x->ord < y->ord ? -1 : x->ord > y->ord;
}

/* The one row of that period in the series; NULL when there is none, or several. */
static const char *
find_link(struct chain *c, int32_t ord)
{
	struct link want = {ord, NULL}, *hit;

	if (!c->sorted)
		qsort(c->link, c->n, sizeof(*c->link), by_period);
	c->sorted = true;
	hit = bsearch(&want, c->link, c->n, sizeof(*c->link), by_period);
	if (hit == NULL || (hit > c->link && hit[-1].ord == ord) ||
	    (hit + 1 < c->link + c->n && hit[1].ord == ord))
		return NULL;
	return hit->image;
}

/* While rows are still coming only the row just before this one of its series is looked at. */
static const char *
previous_image(struct run *r, struct eval *ev, int32_t ord)
{
	struct chain *c;

	if (ev->row == &r->row) {
		c = r->row_chain;
		return c != NULL && c->n > 1 && c->link[c->n - 2].ord == ord ?
		    c->link[c->n - 2].image : NULL;
	}
	c = chain_of(r, ev->row, false);
	return c == NULL ? NULL : find_link(c, ord);
}

static struct eval *
previous_row(struct run *r, struct eval *ev)
{
	const struct plan *p = r->plan;
	const struct value *at = row_value(ev->row, p->period);
	const char *image;

	if (at->kind != VALUE_ORDER || (image = previous_image(r, ev, at->ord - 1)) == NULL)
		return NULL;
	if (image != r->before_image)
		load_row(&r->before, image, p->previous_held, p->nprevious_held);
	r->before_image = image;
	r->before_ev = (struct eval){.row = &r->before, .rule = ev->rule, .odd_only = -1};
	return &r->before_ev;
}

static void
index_groups(struct run *r, struct state *s)
{
	struct grouper *g = s->grouper;
	const struct value *at;
	bool found;

	g->indexed = true;
	for (uint32_t gid = 0; gid < intern_count(g->keys); gid++) {
		state_load_group(r, s, gid, &r->before);
		at = row_value(&r->before, r->plan->period);
		if (at->kind == VALUE_ORDER)
			fptable_add(&g->previous, series_fingerprint(r, &r->before, g->col, g->n,
			    at->ord), gid, &found);
	}
}

static struct eval *
previous_group(struct run *r, struct eval *ev)
{
	struct state *s = r->at;
	struct grouper *g = s->grouper;
	const struct value *at;
	const uint64_t *gid;

	r->before_image = NULL;
	if (!g->indexed)
		index_groups(r, s);
	state_load_group(r, s, r->gid, &r->before);
	at = row_value(&r->before, r->plan->period);
	if (at->kind != VALUE_ORDER)
		return NULL;
	gid = fptable_find(&g->previous,
	    series_fingerprint(r, &r->before, g->col, g->n, at->ord - 1));
	if (gid == NULL || local_of(s, (uint32_t)*gid) == s->nfirst)
		return NULL;
	state_load_group(r, s, (uint32_t)*gid, &r->before);
	r->before_ev = (struct eval){.row = &r->before, .rule = ev->rule, .odd_only = -1,
	    .acc = accs_of(s, (uint32_t)*gid)};
	return &r->before_ev;
}

static struct eval *
find_previous(struct eval *ev, bool row)
{
	return row ? previous_row(ev->arg, ev) : previous_group(ev->arg, ev);
}

/* ---- findings ---- */

static struct fp
edge_fingerprint(struct run *r, const struct edge *e, const struct row *row)
{
	uint64_t place[2] = {row->line, row->file};

	if (e->how->same_row)
		return fp_of(place, sizeof(place));
	return row_fingerprint(r, row, e->how->col, e->how->ncols);
}

static void
mark_faults(struct run *r, struct state *s, const struct row *row, struct fp *out)
{
	bool found;

	for (size_t i = 0; s->rule->needed && i < r->nedges; i++)
		if (r->edge[i].of == s->index) {
			struct fp fp = edge_fingerprint(r, &r->edge[i], row);

			if (out != NULL)
				out[i] = fp;
			else
				fptable_add(&r->edge[i].faults, fp, 0, &found);
		}
}

static void
postpone(struct run *r, struct state *s, const struct row *row, const struct finding *f)
{
	struct pending *p;

	s->pending = xgrow(s->pending, &s->pending_cap, s->npending + 1, sizeof(*s->pending));
	p = &s->pending[s->npending++];
	p->finding = *f;
	finding_keep(&p->finding, &r->mem);
	p->needs = region_alloc(&r->mem, (r->nedges + 1) * sizeof(*p->needs));
	p->faults = region_alloc(&r->mem, (r->nedges + 1) * sizeof(*p->faults));
	for (size_t i = 0; i < r->nedges; i++)
		if (r->edge[i].by == s->index)
			p->needs[i] = edge_fingerprint(r, &r->edge[i], row);
	mark_faults(r, s, row, p->faults);
}

/* The columns that say which row or group it is. */
static size_t
key_columns(const struct run *r, const struct state *s, bool group, int *col)
{
	const struct bound *u = s->rule;
	size_t n = 0;

	if (!group && r->plan->nkey > 0) {
		for (; n < r->plan->nkey; n++)
			col[n] = r->plan->key[n];
		return n;
	}
	for (size_t i = 0; i < u->rule->by.n; i++)
		col[n++] = u->by[i];
	for (size_t i = 0; i < u->rule->naxes; i++)
		col[n++] = u->axis[i].col;
	for (size_t i = 0; n == 0 && u->rule->test == TEST_UNIQUE && i < u->rule->args.n; i++)
		col[i] = u->arg[i];
	return n == 0 && u->rule->test == TEST_UNIQUE ? u->rule->args.n : n;
}

void
run_tell(struct run *r, struct state *s, struct row *row, bool group)
{
	const struct rule *rule = s->rule->rule;
	struct finding f = {.rule = rule->id, .severity = rule->severity, .file = row->file,
	    .line = row->line, .order = (unsigned)s->index};
	size_t most = r->plan->nkey + rule->by.n + rule->naxes + rule->args.n + 1;
	int *col = xcalloc(most, sizeof(*col));

	f.nkeys = key_columns(r, s, group, col);
	f.key_name = xcalloc(f.nkeys + 1, sizeof(*f.key_name));
	f.key_value = xcalloc(f.nkeys + 1, sizeof(*f.key_value));
	for (size_t i = 0; i < f.nkeys; i++) {
		f.key_name[i] = r->plan->col[col[i]].name;
		f.key_value[i] = row->cell[col[i]].text;
	}
	if ((!group || rule->test == TEST_NO_GAPS) && s->rule->column >= 0)
		f.column = rule->header ? row->cell[0].text : r->plan->col[s->rule->column].name;
	if (f.line > 0)
		f.file_name = slice_of(r->file_name[f.file]);
	words_fill(&r->words, &f);
	if (s->rule->nneeds > 0) {
		postpone(r, s, row, &f);
	} else {
		s->counts.findings++;
		mark_faults(r, s, row, NULL);
		r->sink.take(r->sink.arg, &f);
	}
	free(f.key_name);
	free(f.key_value);
	free(col);
}

/* Findings of a rule whose needs are done: told, or held back. */
static void
tell_pending(struct run *r, struct state *s)
{
	bool back, found;

	for (size_t i = 0; i < s->npending; i++) {
		struct pending *p = &s->pending[i];

		back = false;
		for (size_t e = 0; e < r->nedges && !back; e++)
			back = r->edge[e].by == s->index &&
			    fptable_find(&r->edge[e].faults, p->needs[e]) != NULL;
		for (size_t e = 0; e < r->nedges; e++)
			if (r->edge[e].of == s->index)
				fptable_add(&r->edge[e].faults, p->faults[e], 0, &found);
		if (back) {
			s->counts.held_back++;
			continue;
		}
		s->counts.findings++;
		r->sink.take(r->sink.arg, &p->finding);
	}
}

static void
tell_odd_only(struct run *r, struct state *s, struct eval *ev)
{
	uint32_t key[2] = {r->gid, (uint32_t)ev->odd_only};
	bool found;

	fptable_add(&s->odd, fp_of(key, sizeof(key)), 0, &found);
	if (found)
		return;
	words_reset(&r->words);
	say_only(ev, s->rule->agg[ev->odd_only], &r->words);
	if (!s->rule->group) {
		ev->row->line = s->first[local_of(s, r->gid)].line;
		ev->row->file = s->first[local_of(s, r->gid)].file;
	}
	run_tell(r, s, ev->row, true);
}

static void
tell_overflow(struct run *r, struct state *s, struct row *row)
{
	words_reset(&r->words);
	text_printf(&r->words.message, "rule %.*s cannot be worked out exactly here: the numbers "
	    "have too many digits", SLICE_ARG(s->rule->rule->id));
	run_tell(r, s, row, s->rule->group);
}

/* What came of a check. */
static void
conclude(struct run *r, struct state *s, struct eval *ev, enum truth t)
{
	if (ev->odd_only >= 0) {
		s->counts.checked++;
		tell_odd_only(r, s, ev);
		return;
	}
	if (ev->overflow) {
		s->counts.checked++;
		tell_overflow(r, s, ev->row);
		return;
	}
	if (t == UNKNOWN) {
		s->counts.not_checked++;
		return;
	}
	s->counts.checked++;
	if (t == YES)
		return;
	words_reset(&r->words);
	say_failed(ev, &r->words);
	say_message(ev, &r->words);
	run_tell(r, s, ev->row, s->rule->group);
}

/* ---- a row ---- */

static void
gather(struct run *r, struct state *s, struct eval *ev, uint32_t gid)
{
	struct acc *acc = accs_of(s, gid);

	for (size_t i = 0; i < s->rule->naggs; i++)
		acc_add(ev, s->rule->agg[i], &acc[i], &r->mem, &s->seen, gid);
}

static void
wait_row(struct run *r, struct state *s, uint32_t gid)
{
	s->entry = xgrow(s->entry, &s->entry_cap, s->nentries + 1, sizeof(*s->entry));
	s->entry[s->nentries++] = (struct entry){
	    keep_row(r, &r->row, s->rule->held, s->rule->nheld), gid};
}

size_t
run_note_first(struct run *r, struct state *s, uint32_t gid, const struct row *row)
{
	size_t naggs = s->rule->naggs, n = s->nfirst;
	struct first *f;

	while (s->nlocal <= gid) {
		s->local = xgrow(s->local, &s->local_cap, s->nlocal + 1, sizeof(*s->local));
		s->local[s->nlocal++] = 0;
	}
	if (s->local[gid] > 0)
		return s->local[gid] - 1;
	s->first = xgrow(s->first, &s->first_cap, n + 1, sizeof(*s->first));
	s->acc = xgrow(s->acc, &s->acc_cap, (n + 1) * naggs + 1, sizeof(*s->acc));
	memset(s->acc + n * naggs, 0, naggs * sizeof(*s->acc));
	f = &s->first[n];
	*f = (struct first){.line = row->line, .file = row->file, .gid = gid};
	if (s->rule->group && s->rule->nheld > 0)
		f->image = keep_row(r, row, s->rule->held, s->rule->nheld);
	s->local[gid] = (uint32_t)++s->nfirst;
	return n;
}

/* A check of the row alone, or with the row before it; false: it has to wait. */
static bool
check_now(struct run *r, struct state *s)
{
	enum truth t;

	if (s->rule->naggs > 0 || s->rule->nshares > 0)
		return false;
	t = eval_cond(&r->ev, s->rule->check);
	if (s->rule->late && r->ev.no_previous)
		return false;
	conclude(r, s, &r->ev, t);
	return true;
}

/* where and check with the row before, when that has come already; false: the row has to wait. */
static bool
decide_now(struct run *r, struct state *s)
{
	const struct bound *u = s->rule;
	enum truth pass, t;

	if (u->rule->test != TEST_COND || u->group || u->naggs > 0 || u->nshares > 0)
		return false;
	pass = eval_cond(&r->ev, u->where);
	if (r->ev.no_previous)
		return false;
	if (pass != YES) {
		s->counts.not_checked += pass == UNKNOWN;
		return true;
	}
	t = eval_cond(&r->ev, u->check);
	if (r->ev.no_previous)
		return false;
	s->counts.matched++;
	conclude(r, s, &r->ev, t);
	return true;
}

static void
row_rule(struct run *r, struct state *s)
{
	const struct bound *u = s->rule;
	enum truth pass = YES;

	r->at = s;
	r->ev.rule = u;
	r->ev.overflow = r->ev.no_previous = false;
	r->ev.odd_only = -1;
	if (u->where_previous) {
		if (!decide_now(r, s))
			wait_row(r, s, 0);
		return;
	}
	if (u->where != NULL)
		pass = eval_cond(&r->ev, u->where);
	if (pass != YES) {
		s->counts.not_checked += pass == UNKNOWN;
		return;
	}
	s->counts.matched++;
	if (u->rule->test != TEST_COND) {
		tests_row(r, s, &r->row);
		return;
	}
	if (!u->group && check_now(r, s))
		return;
	r->gid = state_group(r, s, &r->row);
	run_note_first(r, s, r->gid, &r->row);
	gather(r, s, &r->ev, r->gid);
	if (!u->group)
		wait_row(r, s, r->gid);
}

void
run_row(struct run *r, const struct slice *cells, unsigned file, const char *name, uint64_t line)
{
	const struct plan *p = r->plan;

	while (r->nfiles <= file) {
		r->file_name = xgrow(r->file_name, &r->file_cap, r->nfiles + 1,
		    sizeof(*r->file_name));
		r->file_name[r->nfiles++] = name;
	}
	row_next(&r->row);
	r->row.line = line;
	r->row.file = file;
	for (size_t i = 0; i < p->ncols; i++)
		r->row.cell[i].text = cells[i];
	r->rows++;
	if (p->period >= 0 && r->previous_wanted)
		index_row(r);
	for (size_t i = r->nfirst; i < p->nrules; i++)
		tests_prepare(r, r->turn[i]);
	for (size_t i = 0; i < p->nrules; i++)
		row_rule(r, r->turn[i]);
}

bool
run_cell_bad(struct run *r, size_t col)
{
	enum type type = r->plan->col[col].type;

	return (type == TYPE_NUMBER || type == TYPE_DATE || type == TYPE_PERIOD) &&
	    row_value(&r->row, (int)col)->kind == VALUE_BAD;
}

enum { MOST_EXPECTED = 64 * 1024 * 1024 };

void
run_expect(struct run *r, uint64_t rows)
{
	if (rows > MOST_EXPECTED)
		rows = MOST_EXPECTED;
	for (size_t i = 0; i < r->plan->nrules; i++)
		if (r->plan->rule[i].rule->test == TEST_UNIQUE && r->plan->rule[i].where == NULL)
			fptable_reserve(&r->state[i].seen, (size_t)rows);
}

/* ---- the end ---- */

/* The rows of each group together: entry numbers in order of group, and where each begins. */
static size_t *
sort_entries(const struct state *s, uint32_t ngroups, size_t **start)
{
	size_t *order = xcalloc(s->nentries + 1, sizeof(*order)), sum = 0, n;

	*start = xcalloc((size_t)ngroups + 2, sizeof(**start));
	for (size_t i = 0; i < s->nentries; i++)
		(*start)[s->entry[i].gid]++;
	for (uint32_t g = 0; g <= ngroups; g++) {
		n = (*start)[g];
		(*start)[g] = sum;
		sum += n;
	}
	for (size_t i = 0; i < s->nentries; i++)
		order[(*start)[s->entry[i].gid]++] = i;
	for (uint32_t g = ngroups; g > 0; g--)
		(*start)[g] = (*start)[g - 1];
	(*start)[0] = 0;
	return order;
}

/* Is every figure that a share is compared with printed without decimals in this group? */
static bool
whole_figures(struct run *r, const struct state *s, size_t j, const size_t *order, size_t n)
{
	const struct bound *u = s->rule;
	int beside = u->share[j]->beside;
	struct slice text;

	for (size_t k = 0; k < u->nshares && beside < 0; k++)	/* that of say is the check's */
		beside = u->share[k]->beside;
	for (size_t i = 0; beside >= 0 && i < n; i++) {
		load_row(&r->held, s->entry[order[i]].image, u->held, u->nheld);
		text = r->held.cell[beside].text;
		if (text.n > 0 && memchr(text.p, '.', text.n) != NULL)
			return false;
	}
	return true;
}

static void
finish_group_rows(struct run *r, struct state *s, struct eval *ev, const size_t *order, size_t n)
{
	const struct bound *u = s->rule;
	size_t k = u->nshares;
	struct value *all = xcalloc(n * k + 1, sizeof(*all)), *mine = xcalloc(k + 1, sizeof(*mine));

	for (size_t i = 0; k > 0 && i < n; i++) {
		load_row(&r->held, s->entry[order[i]].image, u->held, u->nheld);
		for (size_t j = 0; j < k; j++)
			eval_value(ev, u->share[j]->a, &all[j * n + i]);
	}
	for (size_t j = 0; j < k; j++)
		share_work_out(u->share[j], whole_figures(r, s, j, order, n), all + j * n, n);
	for (size_t i = 0; i < n; i++) {
		load_row(&r->held, s->entry[order[i]].image, u->held, u->nheld);
		for (size_t j = 0; j < k; j++)
			mine[j] = all[j * n + i];
		ev->share = mine;
		ev->overflow = ev->no_previous = false;
		ev->odd_only = -1;
		conclude(r, s, ev, eval_cond(ev, u->check));
	}
	free(all);
	free(mine);
}

static void
finish_rows(struct run *r, struct state *s, struct eval *ev)
{
	uint32_t ngroups = intern_count(s->grouper->keys);
	size_t *start, *order = sort_entries(s, ngroups, &start);

	for (uint32_t gid = 0; gid < ngroups; gid++) {
		if (start[gid] == start[gid + 1])
			continue;
		r->gid = gid;
		ev->acc = accs_of(s, gid);
		finish_group_rows(r, s, ev, order + start[gid], start[gid + 1] - start[gid]);
	}
	free(order);
	free(start);
}

static void
finish_groups(struct run *r, struct state *s, struct eval *ev)
{
	for (size_t i = 0; i < s->nfirst; i++) {
		r->gid = s->first[i].gid;
		ev->acc = s->acc + i * s->rule->naggs;
		ev->overflow = ev->no_previous = false;
		ev->odd_only = -1;
		run_load_first(r, s, r->gid);
		conclude(r, s, ev, eval_cond(ev, s->rule->check));
	}
}

/* where: could not be told before: now the waiting rows pass it or not. */
static void
late_where(struct run *r, struct state *s, struct eval *ev)
{
	const struct bound *u = s->rule;
	size_t kept = 0;

	for (size_t i = 0; i < s->nentries; i++) {
		struct entry e = s->entry[i];
		enum truth pass;

		load_row(&r->held, e.image, u->held, u->nheld);
		ev->overflow = ev->no_previous = false;
		ev->odd_only = -1;
		pass = eval_cond(ev, u->where);
		s->counts.not_checked += pass == UNKNOWN;
		if (pass != YES)
			continue;
		s->counts.matched++;
		if (u->rule->test != TEST_COND) {
			tests_row(r, s, &r->held);
			continue;
		}
		e.gid = state_group(r, s, &r->held);
		run_note_first(r, s, e.gid, &r->held);
		gather(r, s, ev, e.gid);
		s->entry[kept++] = e;
	}
	s->nentries = kept;
}

static void
finish_rule(struct run *r, struct state *s)
{
	struct eval ev = {.row = &r->held, .rule = s->rule, .previous = find_previous, .arg = r,
	    .odd_only = -1};

	r->at = s;
	if (s->rule->where_previous)
		late_where(r, s, &ev);
	if (s->rule->rule->test != TEST_COND)
		tests_finish(r, s);
	else if (s->rule->group)
		finish_groups(r, s, &ev);
	else if (s->nentries > 0)
		finish_rows(r, s, &ev);
	tell_pending(r, s);
}

void
run_finish(struct run *r)
{
	for (size_t i = 0; i < r->plan->nrules; i++)
		finish_rule(r, &r->state[r->plan->order[i]]);
}

struct run_counts
run_counts(const struct run *r, size_t rule)
{
	return r->state[rule].counts;
}

/* ---- beginning and end ---- */

static struct grouper *
find_grouper(struct run *r, const struct bound *u)
{
	struct grouper *g;
	size_t n = u->rule->by.n;

	for (size_t i = 0; i < r->ngroupers; i++)
		if (r->grouper[i]->n == n &&
		    memcmp(r->grouper[i]->col, u->by, n * sizeof(*u->by)) == 0)
			return r->grouper[i];
	g = xcalloc(1, sizeof(*g));
	*g = (struct grouper){.col = u->by, .n = n, .keys = intern_new(), .last_gid = NO_GROUP};
	r->grouper = xrealloc(r->grouper, r->ngroupers + 1, sizeof(struct grouper *));
	r->grouper[r->ngroupers++] = g;
	return g;
}

struct run *
run_new(const struct plan *plan, const struct finding_sink *sink)
{
	struct run *r = xcalloc(1, sizeof(*r));

	r->plan = plan;
	r->sink = *sink;
	row_init(&r->row, plan);
	row_init(&r->held, plan);
	row_init(&r->before, plan);
	r->ev = (struct eval){.row = &r->row, .previous = find_previous, .arg = r, .odd_only = -1};
	r->state = xcalloc(plan->nrules + 1, sizeof(*r->state));
	r->turn = xcalloc(plan->nrules + 1, sizeof(struct state *));
	for (size_t i = 0; i < plan->nrules; i++) {
		const struct bound *u = &plan->rule[i];

		r->state[i] = (struct state){.rule = u, .index = i, .grouper = find_grouper(r, u)};
		r->state[i].axis = xcalloc(u->rule->naxes + 1, sizeof(struct intern *));
		for (size_t k = 0; k < u->rule->naxes; k++)
			r->state[i].axis[k] = intern_new();
		r->previous_wanted |= u->previous_row;
		for (size_t k = 0; k < u->nneeds; k++) {
			r->edge = xrealloc(r->edge, r->nedges + 1, sizeof(*r->edge));
			r->edge[r->nedges++] = (struct edge){.by = i, .of = u->needs[k].rule,
			    .how = &u->needs[k]};
		}
	}
	for (size_t i = 0; i < plan->nrules; i++)
		if (plan->rule[i].rule->test != TEST_UNIQUE)
			r->turn[r->nfirst++] = &r->state[i];
	for (size_t i = 0, n = r->nfirst; i < plan->nrules; i++)
		if (plan->rule[i].rule->test == TEST_UNIQUE)
			r->turn[n++] = &r->state[i];
	return r;
}

static void
state_free(struct state *s)
{
	free(s->acc);
	free(s->first);
	free(s->local);
	free(s->entry);
	fptable_free(&s->seen);
	fptable_free(&s->odd);
	free(s->span);
	free(s->more);
	for (size_t k = 0; k < s->rule->rule->naxes; k++)
		intern_free(s->axis[k]);
	free(s->axis);
	free(s->pending);
}

void
run_free(struct run *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->plan->nrules; i++)
		state_free(&r->state[i]);
	for (size_t i = 0; i < r->ngroupers; i++) {
		intern_free(r->grouper[i]->keys);
		keybuf_free(&r->grouper[i]->last);
		fptable_free(&r->grouper[i]->previous);
		free(r->grouper[i]);
	}
	for (size_t i = 0; i < r->nedges; i++)
		fptable_free(&r->edge[i].faults);
	free(r->edge);
	free(r->grouper);
	free(r->state);
	free(r->turn);
	free(r->file_name);
	fptable_free(&r->series);
	for (size_t i = 0; i < r->nchains; i++)
		free(r->chain[i].link);
	free(r->chain);
	keybuf_free(&r->key);
	words_free(&r->words);
	row_free(&r->row);
	row_free(&r->held);
	row_free(&r->before);
	region_free(&r->mem);
	free(r);
}
