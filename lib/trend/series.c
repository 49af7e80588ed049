#include "trend/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/textbuf.h"

/* A point but for its numbers, which have columns of their own: together 28 bytes where x is the period. */
struct held {
	uint32_t series, label, line;
	int32_t ord;
	uint16_t file;
	uint8_t mark;
	bool rebase : 1, or_month : 1, percent : 1;
};

/* A number for each point; no memory is taken before one is known. */
struct column {
	double *v;
	size_t cap;
};

/* What is known of a series while it is read. */
struct state {
	uint32_t line;			/* of its first point; 0: none yet */
	uint8_t freq;
	bool undecided;			/* every period so far could be a year or a month */
};

struct order {
	double x;
	size_t at;
};

struct series_set {
	bool by_period, repeats;
	struct intern *keys, *labels;
	struct state *state;		/* by series */
	struct held *p;
	struct column x, y, population;	/* beside p */
	const char **file;
	size_t n, cap, state_cap, file_cap, nfiles;
	size_t base;			/* series before this one have been dropped */
	size_t *start, *perm;		/* index: points of series base + i are perm[start[i]..start[i+1]) */
	size_t start_cap;
	bool indexed, together;		/* together: perm is not needed */
	int32_t latest[PERIOD_DAY + 1];	/* by frequency */
	double latest_x;
	/* The series handed out last. */
	struct order *order;
	struct series s;
	size_t row_cap, order_cap;
	struct period *rebase;
	size_t nrebase;
};

struct series_set *
series_new(bool by_period, bool repeats)
{
	struct series_set *set = xcalloc(1, sizeof *set);

	set->by_period = by_period;
	set->repeats = repeats;
	set->keys = intern_new();
	set->labels = intern_new();
	set->together = true;
	set->latest_x = -INFINITY;
	for (int f = 0; f <= PERIOD_DAY; f++)
		set->latest[f] = INT32_MIN;
	return set;
}

void
series_free(struct series_set *set)
{
	if (set == NULL)
		return;
	intern_free(set->keys);
	intern_free(set->labels);
	free(set->state);
	free(set->p);
	free(set->x.v);
	free(set->y.v);
	free(set->population.v);
	free(set->file);
	free(set->start);
	free(set->perm);
	free(set->order);
	free(set->rebase);
	free(set->s.x);
	free(set->s.y);
	free(set->s.population);
	free(set->s.ord);
	free(set->s.label);
	free(set->s.mark);
	free(set->s.rebase);
	free(set);
}

size_t
series_count(const struct series_set *set)
{
	return intern_count(set->keys);
}

struct slice
series_key(const struct series_set *set, size_t id)
{
	return intern_key(set->keys, (uint32_t)id);
}

char *
series_name(struct slice key)
{
	char *name = xmalloc(key.n * 2 + 1);
	struct slice rest = key, cell;
	size_t n = 0;

	while (keybuf_next(&rest, &cell)) {
		cell = slice_trim(cell);
		if (cell.n == 0)
			continue;
		if (n > 0) {
			name[n++] = ':';
			name[n++] = ' ';
		}
		memcpy(name + n, cell.p, cell.n);
		n += cell.n;
	}
	name[n] = '\0';
	return name;
}

/* The series in a message: its name in quotes, or just "the series" when there is but one. */
static char *
called(const struct series_set *set, size_t id)
{
	struct textbuf b = {0};
	char *name = series_name(series_key(set, id));

	if (name[0] != '\0')
		textbuf_addf(&b, "'%s'", name);
	else
		textbuf_addf(&b, "the series");
	free(name);
	return b.p;
}

static uint16_t
file_number(struct series_set *set, const char *file)
{
	for (size_t i = set->nfiles; i-- > 0;)
		if (set->file[i] == file)
			return (uint16_t)i;
	if (set->nfiles == UINT16_MAX)
		return UINT16_MAX - 1;
	set->file = xgrow(set->file, &set->file_cap, set->nfiles + 1, sizeof *set->file);
	set->file[set->nfiles] = file;
	return (uint16_t)set->nfiles++;
}

static int
frequency_fault(const struct series_set *set, uint32_t id, const struct series_point *p,
    struct errmsg *e)
{
	const struct state *st = &set->state[id];
	char *name = called(set, id);

	errmsg_set(e, "%s:%llu: '%.*s' is a %s, but %s goes by the %s since line %lu; "
	    "expected one frequency in a series", p->file, (unsigned long long)p->line,
	    SLICE_ARG(p->label), period_freq_name(p->period.freq), name,
	    period_freq_name((enum period_freq)st->freq), (unsigned long)st->line);
	free(name);
	return -1;
}

/* Does the point's frequency agree with its series'? Settles a year that could be a month, either way. */
static bool
agree(struct state *st, const struct period *p)
{
	if (p->freq == PERIOD_MONTH && st->undecided) {
		st->freq = PERIOD_MONTH;
		st->undecided = false;
		return true;
	}
	st->undecided = st->undecided && p->or_month;
	return p->freq == (enum period_freq)st->freq ||
	    (p->or_month && st->freq == PERIOD_MONTH);
}

static int
add_state(struct series_set *set, uint32_t id, const struct series_point *p, struct errmsg *e)
{
	struct state *st;

	if (id < set->base) {
		char *name = called(set, id);

		errmsg_set(e, "%s:%llu: %s comes back after another series; with --sorted "
		    "the rows of a series stand together", p->file,
		    (unsigned long long)p->line, name);
		free(name);
		return -1;
	}
	st = &set->state[id];
	if (st->line == 0) {
		*st = (struct state){.line = (uint32_t)p->line, .freq = (uint8_t)p->period.freq,
		    .undecided = p->period.or_month};
	} else if (!agree(st, &p->period)) {
		if (set->by_period)
			return frequency_fault(set, id, p, e);
		st->freq = PERIOD_NONE;
	}
	return 0;
}

static void
note_latest(struct series_set *set, uint32_t id, const struct series_point *p)
{
	struct period period = p->period;

	period_settle(&period, (enum period_freq)set->state[id].freq);
	if (period.ord > set->latest[period.freq])
		set->latest[period.freq] = period.ord;
	set->latest_x = fmax(set->latest_x, p->x);
}

bool
series_in_last_period(const struct series_set *set, const struct series *s, size_t i)
{
	return set->by_period ? s->ord[i] >= set->latest[s->freq] : s->x[i] >= set->latest_x;
}

/* Number n of a column that has room for cap. */
static void
put_number(struct column *c, size_t n, size_t cap, double v)
{
	if (c->v == NULL && isnan(v))
		return;
	if (c->v == NULL || c->cap < cap) {
		size_t had = c->v == NULL ? 0 : n;

		c->v = xrealloc(c->v, cap, sizeof *c->v);
		c->cap = cap;
		for (size_t i = had; i < n; i++)
			c->v[i] = NAN;
	}
	c->v[n] = v;
}

static double
number_of(const struct column *c, size_t n)
{
	return c->v != NULL ? c->v[n] : NAN;
}

int
series_add(struct series_set *set, struct slice key, const struct series_point *p,
    struct errmsg *e)
{
	size_t known = series_count(set);
	uint32_t id = intern_id(set->keys, key);

	if (id == known) {
		set->state = xgrow(set->state, &set->state_cap, known + 1, sizeof *set->state);
		set->state[id].line = 0;
	}
	if (add_state(set, id, p, e) != 0)
		return -1;
	note_latest(set, id, p);
	set->together = set->together && (set->n == 0 || set->p[set->n - 1].series <= id);
	set->p = xgrow(set->p, &set->cap, set->n + 1, sizeof *set->p);
	put_number(&set->x, set->n, set->cap, set->by_period ? NAN : p->x);
	put_number(&set->y, set->n, set->cap, p->y);
	put_number(&set->population, set->n, set->cap, p->population);
	set->p[set->n++] = (struct held){
		.series = id,
		.label = intern_id(set->labels, p->label),
		.line = (uint32_t)p->line,
		.ord = p->period.ord,
		.file = file_number(set, p->file),
		.mark = (uint8_t)p->mark,
		.rebase = p->rebase,
		.or_month = p->period.or_month,
		.percent = p->percent,
	};
	set->indexed = false;
	return 0;
}

/* Where each series' points are. */
static void
make_index(struct series_set *set)
{
	size_t nseries = series_count(set) - set->base;
	size_t *at;

	set->start = xgrow(set->start, &set->start_cap, nseries + 2, sizeof *set->start);
	memset(set->start, 0, (nseries + 2) * sizeof *set->start);
	for (size_t i = 0; i < set->n; i++)
		set->start[set->p[i].series - set->base + 2]++;
	for (size_t i = 2; i < nseries + 2; i++)
		set->start[i] += set->start[i - 1];
	if (!set->together) {
		free(set->perm);
		set->perm = xmalloc((set->n > 0 ? set->n : 1) * sizeof *set->perm);
		at = set->start + 1;	/* each moves up to where the next begins */
		for (size_t i = 0; i < set->n; i++)
			set->perm[at[set->p[i].series - set->base]++] = i;
	} else {
		memmove(set->start, set->start + 1, (nseries + 1) * sizeof *set->start);
	}
	set->indexed = true;
}

static int
compare(const void *a, const void *b)
{
	const struct order *p = a, *q = b;

	if (isnan(p->x) != isnan(q->x))
		return isnan(p->x) ? 1 : -1;
	if (p->x < q->x || p->x > q->x)
		return p->x < q->x ? -1 : 1;
	return p->at < q->at ? -1 : p->at > q->at;
}

/* Points with the ordinals of their periods settled, in order of x, into set->order. */
static bool
put_in_order(struct series_set *set, size_t id, size_t n)
{
	const size_t first = set->start[id - set->base];
	bool months = set->state[id].freq == PERIOD_MONTH, ordered = true;

	set->order = xgrow(set->order, &set->order_cap, n, sizeof *set->order);
	for (size_t i = 0; i < n; i++) {
		size_t at = set->together ? first + i : set->perm[first + i];
		struct held *h = &set->p[at];

		if (months && h->or_month) {
			struct period p = {PERIOD_FYEAR, h->ord, true};

			period_settle(&p, PERIOD_MONTH);
			h->ord = p.ord;
			h->or_month = false;
		}
		set->order[i] = (struct order){set->by_period ? h->ord : number_of(&set->x, at), at};
		ordered = ordered && (i == 0 || set->order[i - 1].x <= set->order[i].x ||
		    isnan(set->order[i].x));
	}
	if (!ordered)
		qsort(set->order, n, sizeof *set->order, compare);
	return ordered;
}

static int
repeated(const struct series_set *set, size_t id, const struct held *a, const struct held *b,
    struct errmsg *e)
{
	const struct held *first = a < b ? a : b, *again = a < b ? b : a;
	struct slice label = intern_key(set->labels, again->label);
	bool elsewhere = first->file != again->file;
	char *name = called(set, id);

	errmsg_set(e, "%s:%lu: %s has a row for '%.*s' already, on line %lu%s%s; expected one row "
	    "for a series and period", set->file[again->file], (unsigned long)again->line, name,
	    SLICE_ARG(label), (unsigned long)first->line, elsewhere ? " of " : "",
	    elsewhere ? set->file[first->file] : "");
	free(name);
	return -1;
}

/* Room for n rows in the arrays handed out. */
static void
make_room(struct series_set *set, size_t n)
{
	struct series *s = &set->s;

	if (n <= set->row_cap && s->x != NULL)
		return;
	set->row_cap = n + n / 2 + 16;
	s->x = xrealloc(s->x, set->row_cap, sizeof *s->x);
	s->y = xrealloc(s->y, set->row_cap, sizeof *s->y);
	s->population = xrealloc(s->population, set->row_cap, sizeof *s->population);
	s->ord = xrealloc(s->ord, set->row_cap, sizeof *s->ord);
	s->label = xrealloc(s->label, set->row_cap, sizeof *s->label);
	s->mark = xrealloc(s->mark, set->row_cap, sizeof *s->mark);
	s->rebase = xrealloc(s->rebase, set->row_cap, sizeof *s->rebase);
}

void
series_rebase(struct series_set *set, struct period period)
{
	set->rebase = xrealloc(set->rebase, set->nrebase + 1, sizeof *set->rebase);
	set->rebase[set->nrebase++] = period;
}

static bool
rebased_at(const struct series_set *set, int32_t ord)
{
	for (size_t i = 0; i < set->nrebase; i++) {
		struct period p = set->rebase[i];

		period_settle(&p, set->s.freq);
		if (p.freq == set->s.freq && p.ord == ord)
			return true;
	}
	return false;
}

static void
put_row(struct series_set *set, double x, int32_t ord, const struct held *h)
{
	struct series *s = &set->s;
	size_t i = s->n++;

	s->x[i] = x;
	s->ord[i] = ord;
	s->y[i] = h != NULL ? number_of(&set->y, (size_t)(h - set->p)) : NAN;
	s->population[i] = h != NULL ? number_of(&set->population, (size_t)(h - set->p)) : NAN;
	s->label[i] = h != NULL ? h->label : SERIES_GAP;
	s->mark[i] = h != NULL ? h->mark : MARK_NONE;
	s->rebase[i] = h != NULL ? h->rebase : rebased_at(set, ord);
	s->populated = s->populated || s->population[i] > 0;
	s->percent = s->percent || (h != NULL && h->percent);
}

/* The first gap between periods wider than SERIES_WIDEST_GAP: the place after it, or n. */
static size_t
wide_gap(const struct series_set *set, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (set->order[i].x - set->order[i - 1].x > SERIES_WIDEST_GAP)
			return i;
	return n;
}

static int
too_wide(const struct series_set *set, size_t id, size_t i, struct errmsg *e)
{
	const struct held *a = &set->p[set->order[i - 1].at], *b = &set->p[set->order[i].at];
	struct slice from = intern_key(set->labels, a->label), to = intern_key(set->labels, b->label);
	char *name = called(set, id);

	errmsg_set(e, "%s:%lu: %s goes from '%.*s' to '%.*s' (line %lu); expected no gap of more "
	    "than %d periods", set->file[b->file], (unsigned long)b->line, name, SLICE_ARG(from),
	    SLICE_ARG(to), (unsigned long)a->line, SERIES_WIDEST_GAP);
	free(name);
	return -1;
}

/* Points without an x are last, and do not count. */
static bool
paced(const struct series *s)
{
	if (s->freq == PERIOD_NONE)
		return false;
	for (size_t i = 1; i < s->n && !isnan(s->x[i]); i++)
		if (s->x[i] - s->x[i - 1] != (double)s->ord[i] - s->ord[i - 1])
			return false;
	return true;
}

int
series_get(struct series_set *set, size_t id, struct series *s, struct errmsg *e)
{
	size_t n, rows, wide;
	bool gaps;

	if (!set->indexed)
		make_index(set);
	n = set->start[id - set->base + 1] - set->start[id - set->base];
	set->s.n = 0;
	set->s.rows = n;
	set->s.key = series_key(set, id);
	set->s.freq = (enum period_freq)set->state[id].freq;
	set->s.populated = set->s.percent = false;
	set->s.disordered = !put_in_order(set, id, n);
	gaps = set->by_period && set->s.freq != PERIOD_DAY;
	if (gaps && (wide = wide_gap(set, n)) < n)
		return too_wide(set, id, wide, e);
	rows = gaps && n > 0 ? (size_t)(set->order[n - 1].x - set->order[0].x) + 1 : n;
	make_room(set, rows > n ? rows : n);
	for (size_t i = 0; i < n; i++) {
		const struct held *h = &set->p[set->order[i].at];
		double from = set->by_period ? set->order[0].x - 1 : 0;

		if (i > 0 && set->order[i].x == set->order[i - 1].x && !set->repeats)
			return repeated(set, id, &set->p[set->order[i - 1].at], h, e);
		for (double x = i > 0 ? set->order[i - 1].x + 1 : 0; gaps && i > 0 &&
		    x < set->order[i].x; x++)
			put_row(set, x - from, (int32_t)x, NULL);
		put_row(set, set->order[i].x - from, h->ord, h);
	}
	set->s.paced = set->by_period || paced(&set->s);
	*s = set->s;
	return 0;
}

struct slice
series_label(const struct series_set *set, const struct series *s, size_t i, char *buf)
{
	if (s->label[i] != SERIES_GAP)
		return intern_key(set->labels, s->label[i]);
	period_format(buf, (struct period){.freq = s->freq, .ord = s->ord[i]});
	return slice_of(buf);
}

void
series_drop(struct series_set *set, size_t id)
{
	struct column *const column[] = {&set->x, &set->y, &set->population};
	size_t from = 0;

	while (from < set->n && set->p[from].series <= id)
		from++;
	memmove(set->p, set->p + from, (set->n - from) * sizeof *set->p);
	for (size_t i = 0; i < sizeof column / sizeof column[0]; i++)
		if (column[i]->v != NULL)
			memmove(column[i]->v, column[i]->v + from, (set->n - from) * sizeof(double));
	set->n -= from;
	set->base = id + 1;
	set->indexed = false;
}
