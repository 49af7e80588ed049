#include "trend/series.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"

#define NONE UINT32_MAX

struct held {
	double x, y, population;	/* y of a mark <N is N */
	uint32_t next;			/* point of its series, or NONE */
	uint32_t label, line, file;
	int32_t ord;
	uint8_t mark;
	bool rebase : 1, or_month : 1, percent : 1, proportion : 1;
};

/* What is known of a series while points are added. */
struct state {
	uint32_t first, last, n;	/* points; n may be 0 */
	uint32_t line;			/* of its first point */
	uint8_t freq;
	bool undecided;			/* every period so far could be a year or a month */
	bool populated;			/* some population is above 0 */
};

struct order {
	double x;
	uint32_t at;
};

struct series_set {
	bool by_period, repeats;
	struct intern *keys, *labels;
	struct state *state;		/* by series */
	struct held *p;
	const char **file;
	size_t n, cap, state_cap, file_cap, nfiles;
	size_t base;			/* series before this one have been dropped */
	size_t added;			/* the series of the last point */
	int32_t latest[PERIOD_DAY + 1];	/* by frequency */
	double latest_x;
	struct period *rebase;
	size_t nrebase;
	int32_t until;			/* a day; INT32_MAX: all points */
	/* The series returned last. */
	struct order *order;
	struct series s;
	size_t y_cap, row_cap, order_cap;
};

struct series_set *
series_new(bool by_period, bool repeats)
{
	struct series_set *set = xcalloc(1, sizeof(*set));

	set->by_period = by_period;
	set->repeats = repeats;
	set->keys = intern_new();
	set->labels = intern_new();
	set->latest_x = -INFINITY;
	set->until = INT32_MAX;
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
	free(set->file);
	free(set->rebase);
	free(set->order);
	free(set->s.y);
	free(set->s.row);
	free(set);
}

size_t
series_count(const struct series_set *set)
{
	return intern_count(set->keys);
}

size_t
series_last_added(const struct series_set *set)
{
	return set->added;
}

size_t
series_find(const struct series_set *set, struct slice key)
{
	uint32_t id = intern_find(set->keys, key);

	return id == INTERN_NONE ? series_count(set) : id;
}

bool
series_all_populated(const struct series_set *set)
{
	for (size_t i = 0; i < series_count(set); i++)
		if (!set->state[i].populated)
			return false;
	return true;
}

struct slice
series_key(const struct series_set *set, size_t id)
{
	return intern_key(set->keys, (uint32_t)id);
}

void
series_add_name(struct textbuf *b, struct slice key, size_t labelled, struct slice label)
{
	struct slice cell;
	size_t n = 0;

	textbuf_add(b, slice_of(""));
	for (size_t i = 0; keybuf_next(&key, &cell); i++) {
		cell = i == labelled ? label : slice_trim(cell);
		if (cell.n > 0 && n++ > 0)
			textbuf_addf(b, ": ");
		textbuf_add(b, cell);
	}
}

size_t
series_find_name(const struct series_set *set, struct slice name)
{
	struct textbuf b = {0};
	size_t i;

	for (i = 0; i < series_count(set); i++) {
		textbuf_reset(&b);
		series_add_name(&b, series_key(set, i), SIZE_MAX, (struct slice){0});
		if (slice_eq(textbuf_slice(&b), name))
			break;
	}
	textbuf_free(&b);
	return i;
}

void
series_until(struct series_set *set, int32_t day)
{
	set->until = day;
}

size_t
series_rows(const struct series_set *set, size_t id)
{
	return set->state[id].n;
}

/* Fills *e with "FILE:LINE: 'SERIES' " ("the series " where there is but one) and the message. */
__attribute__((format(printf, 6, 7))) static int
fault(const struct series_set *set, size_t id, const char *file, uint64_t line, struct errmsg *e,
    const char *fmt, ...)
{
	struct textbuf name = {0};
	struct errmsg what;
	va_list ap;

	va_start(ap, fmt);
	errmsg_vset(&what, fmt, ap);
	va_end(ap);
	series_add_name(&name, series_key(set, id), SIZE_MAX, (struct slice){0});
	errmsg_set(e, name.n > 0 ? "%s:%llu: '%s' %s" : "%s:%llu: the series%s %s", file,
	    (unsigned long long)line, name.p, what.text);
	textbuf_free(&name);
	return -1;
}

static uint32_t
file_number(struct series_set *set, const char *file)
{
	for (size_t i = set->nfiles; i-- > 0;)
		if (set->file[i] == file)
			return (uint32_t)i;
	set->file = xgrow(set->file, &set->file_cap, set->nfiles + 1, sizeof(*set->file));
	set->file[set->nfiles] = file;
	return (uint32_t)set->nfiles++;
}

/* Whether the point's frequency is its series'. Settles a year that could be a month. */
static bool
has_frequency(struct state *st, const struct period *p)
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

	if (id < set->base)
		return fault(set, id, p->file, p->line, e, "comes back after another series; "
		    "with --sorted, expected the rows of each series together");
	st = &set->state[id];
	if (st->n == 0) {
		*st = (struct state){.line = (uint32_t)p->line, .freq = (uint8_t)p->period.freq,
		    .undecided = p->period.or_month};
	} else if (!has_frequency(st, &p->period)) {
		if (set->by_period)
			return fault(set, id, p->file, p->line, e, "has the %s '%.*s' after "
			    "periods by %s (line %lu); expected one frequency in a series",
			    period_freq_name(p->period.freq), SLICE_ARG(p->label),
			    period_freq_name((enum period_freq)st->freq), (unsigned long)st->line);
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
series_in_last_period(const struct series *s, size_t i)
{
	const struct series_set *set = s->set;

	return set->by_period ? s->row[i].ord >= set->latest[s->freq] :
	    s->row[i].x >= set->latest_x;
}

int
series_add(struct series_set *set, struct slice key, const struct series_point *p,
    struct errmsg *e)
{
	size_t known = series_count(set);
	uint32_t id = intern_id(set->keys, key), at = (uint32_t)set->n;
	struct state *st;

	if (id == known) {
		set->state = xgrow(set->state, &set->state_cap, known + 1, sizeof(*set->state));
		set->state[id].n = 0;
	}
	if (add_state(set, id, p, e) != 0)
		return -1;
	note_latest(set, id, p);
	set->added = id;
	set->p = xgrow(set->p, &set->cap, set->n + 1, sizeof(*set->p));
	set->p[set->n++] = (struct held){
		.x = p->x,
		.y = p->mark == MARK_BELOW ? p->below : p->y,
		.population = p->population,
		.next = NONE,
		.label = intern_id(set->labels, p->label),
		.line = (uint32_t)p->line,
		.ord = p->period.ord,
		.file = file_number(set, p->file),
		.mark = (uint8_t)p->mark,
		.rebase = p->rebase,
		.or_month = p->period.or_month,
		.percent = p->percent,
		.proportion = p->proportion,
	};
	st = &set->state[id];
	st->populated = st->populated || p->population > 0;
	if (st->n++ == 0)
		st->first = at;
	else
		set->p[st->last].next = at;
	st->last = at;
	return 0;
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

/* The period of a point. */
static struct period
period_of(const struct state *st, const struct held *h)
{
	struct period p = {.freq = h->or_month ? PERIOD_FYEAR : (enum period_freq)st->freq,
	    .ord = h->ord, .or_month = h->or_month};

	period_settle(&p, (enum period_freq)st->freq);
	return p;
}

struct period
series_newest(const struct series_set *set, size_t id)
{
	const struct state *st = &set->state[id];
	struct period newest = {.freq = PERIOD_NONE}, p;
	size_t n = 0;

	for (uint32_t at = st->first; n < st->n; at = set->p[at].next, n++) {
		p = period_of(st, &set->p[at]);
		if (newest.freq == PERIOD_NONE || p.ord > newest.ord)
			newest = p;
	}
	return newest;
}

/* Settles the points' periods and sorts them into set->order. False: they were not in order. */
static bool
put_in_order(struct series_set *set, const struct state *st)
{
	bool ordered = true;
	size_t n = 0;

	set->order = xgrow(set->order, &set->order_cap, st->n, sizeof(*set->order));
	for (uint32_t at = st->first; n < st->n; at = set->p[at].next, n++) {
		struct held *h = &set->p[at];
		struct period p = {.freq = PERIOD_FYEAR, .ord = h->ord, .or_month = true};

		if (h->or_month && st->freq == PERIOD_MONTH) {
			period_settle(&p, PERIOD_MONTH);
			h->ord = p.ord;
			h->or_month = false;
		}
		set->order[n] = (struct order){set->by_period ? h->ord : h->x, at};
		ordered = ordered && (n == 0 || set->order[n - 1].x <= set->order[n].x ||
		    isnan(set->order[n].x));
	}
	if (!ordered)
		qsort(set->order, n, sizeof(*set->order), compare);
	return ordered;
}

/* A fault of point b, which comes after a in order of x. */
static int
repeated(const struct series_set *set, size_t id, const struct held *a, const struct held *b,
    struct errmsg *e)
{
	bool elsewhere = a->file != b->file;

	return fault(set, id, set->file[b->file], b->line, e, "has a row for '%.*s' "
	    "already, on line %lu%s%s; expected one row per series and period",
	    SLICE_ARG(intern_key(set->labels, b->label)), (unsigned long)a->line,
	    elsewhere ? " of " : "", elsewhere ? set->file[a->file] : "");
}

static int
too_far(const struct series_set *set, size_t id, const struct held *a, const struct held *b,
    struct errmsg *e)
{
	return fault(set, id, set->file[b->file], b->line, e, "goes from '%.*s' to '%.*s' (line "
	    "%lu); expected no gap of more than %d periods",
	    SLICE_ARG(intern_key(set->labels, a->label)),
	    SLICE_ARG(intern_key(set->labels, b->label)), (unsigned long)a->line,
	    SERIES_WIDEST_GAP);
}

void
series_rebase(struct series_set *set, struct period period)
{
	set->rebase = xrealloc(set->rebase, set->nrebase + 1, sizeof(*set->rebase));
	set->rebase[set->nrebase++] = period;
}

static bool
is_rebased_at(const struct series_set *set, int32_t ord)
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
put_row(struct series_set *set, double y, struct series_row row)
{
	struct series *s = &set->s;

	s->y = xgrow(s->y, &set->y_cap, s->n + 1, sizeof(*s->y));
	s->row = xgrow(s->row, &set->row_cap, s->n + 1, sizeof(*s->row));
	s->y[s->n] = y;
	s->row[s->n++] = row;
}

/* Points without an x are last, and do not count. */
static bool
is_paced(const struct series *s)
{
	const struct series_row *r = s->row;

	if (s->freq == PERIOD_NONE)
		return false;
	for (size_t i = 1; i < s->n && !isnan(r[i].x); i++)
		if (r[i].x - r[i - 1].x != (double)r[i].ord - r[i - 1].ord)
			return false;
	return true;
}

/* How many points, in their order, are not after set->until. */
static size_t
count_until(const struct series_set *set, const struct state *st)
{
	size_t n = st->n;

	while (set->until < INT32_MAX && n > 0 &&
	    period_last_day(period_of(st, &set->p[set->order[n - 1].at])) > set->until)
		n--;
	return n;
}

int
series_get(struct series_set *set, size_t id, struct series *s, struct errmsg *e)
{
	const struct state *st = &set->state[id];
	bool ordered = put_in_order(set, st), gaps = set->by_period && st->freq != PERIOD_DAY;
	const struct order *o = set->order;
	const size_t n = count_until(set, st);
	double from = set->by_period ? o[0].x - 1 : 0;
	bool proportion = false;

	set->s = (struct series){.set = set, .key = series_key(set, id), .nrows = n,
	    .freq = (enum period_freq)st->freq, .disordered = !ordered, .pace = 1,
	    .y = set->s.y, .row = set->s.row};
	for (size_t i = 0; i < n; i++) {
		const struct held *h = &set->p[o[i].at], *before = i > 0 ? &set->p[o[i - 1].at] : h;

		if (i > 0 && o[i].x == o[i - 1].x && !set->repeats)
			return repeated(set, id, before, h, e);
		if (gaps && h->ord - before->ord > SERIES_WIDEST_GAP)
			return too_far(set, id, before, h, e);
		for (int32_t ord = before->ord + 1; gaps && ord < h->ord; ord++)
			put_row(set, NAN, (struct series_row){.x = ord - from, .population = NAN,
			    .below = NAN, .ord = ord, .label = SERIES_GAP,
			    .rebase = is_rebased_at(set, ord)});
		put_row(set, h->mark == MARK_BELOW ? NAN : h->y, (struct series_row){
		    .x = o[i].x - from, .population = h->population,
		    .below = h->mark == MARK_BELOW ? h->y : NAN, .ord = h->ord,
		    .label = h->label, .mark = h->mark, .rebase = h->rebase});
		set->s.populated |= h->population > 0;
		set->s.percent |= h->percent;
		proportion = proportion || h->proportion;
	}
	set->s.measure = !set->s.populated ? SERIES_FIGURES : proportion ? SERIES_PROPORTIONS :
	    SERIES_RATES;
	set->s.paced = set->by_period || is_paced(&set->s);
	*s = set->s;
	return 0;
}

struct slice
series_label(const struct series *s, size_t i, char *buf)
{
	if (s->row[i].label != SERIES_GAP)
		return intern_key(s->set->labels, s->row[i].label);
	period_format(buf, (struct period){.freq = s->freq, .ord = s->row[i].ord});
	return slice_of(buf);
}

void
series_drop(struct series_set *set, size_t id)
{
	size_t next = id + 1;
	uint32_t from = next < series_count(set) ? set->state[next].first : (uint32_t)set->n;

	set->n -= from;
	memmove(set->p, set->p + from, set->n * sizeof(*set->p));
	for (size_t i = 0; i < set->n; i++)
		if (set->p[i].next != NONE)
			set->p[i].next -= from;
	if (next < series_count(set)) {
		set->state[next].first -= from;
		set->state[next].last -= from;
	}
	set->base = next;
}

bool
series_repeats(struct series_set *set)
{
	bool repeats = false;

	for (size_t id = 0; id < series_count(set); id++) {
		(void)put_in_order(set, &set->state[id]);
		for (size_t i = 1; i < set->state[id].n; i++)
			repeats |= set->order[i].x == set->order[i - 1].x;
	}
	return repeats;
}

int32_t
series_ord(const struct series_set *set, size_t i)
{
	return set->p[i].ord;
}

bool
series_is_rated(const struct series_set *set, size_t i)
{
	return set->p[i].population > 0;
}

static void
move_point(struct series_set *set, struct state *to, const struct state *from, uint32_t at)
{
	struct held *h = &set->p[at];

	if (to->n++ == 0) {
		*to = *from;
		to->n = 1;
		to->first = at;
		to->line = h->line;
		to->populated = false;
	} else {
		set->p[to->last].next = at;
	}
	to->populated = to->populated || h->population > 0;
	to->last = at;
	h->next = NONE;
}

void
series_split(struct series_set *set, struct intern *keys, const uint32_t *to)
{
	struct state *state = xcalloc(intern_count(keys), sizeof(*state));

	for (size_t id = 0; id < series_count(set); id++) {
		uint32_t at = set->state[id].first, next;

		for (size_t n = set->state[id].n; n > 0; n--, at = next) {
			next = set->p[at].next;
			move_point(set, &state[to[at]], &set->state[id], at);
		}
	}
	intern_free(set->keys);
	set->keys = keys;
	free(set->state);
	set->state = state;
	set->state_cap = intern_count(keys);
}

void
series_rate(struct series *s, bool proportion)
{
	s->populated = true;
	s->measure = proportion ? SERIES_PROPORTIONS : SERIES_RATES;
}
