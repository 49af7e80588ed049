#include "suppress/flows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/intern.h"
#include "suppress/hints.h"

enum { MOST_LABELS = 100, MOST_IN_FOURS = 48, MOST_BACK = 12, MOST_CELLS = 1 << 22 };

/* The period before */

/* The place that ends on the day before this begins, and is as long; or GRID_NO_ROW. */
static uint32_t
place_before(const struct dimension *d, uint32_t at)
{
	const struct place *p = &d->place[at];

	for (uint32_t i = 0; i < intern_count(d->places) && p->dated; i++) {
		const struct place *q = &d->place[i];

		if (q->dated && q->same == i && q->last + 1 == p->first &&
		    abs((q->last - q->first) - (p->last - p->first)) <= 4)
			return i;
	}
	return GRID_NO_ROW;
}

static struct slice
key_of(uint32_t key[SPACE_MAX], const struct flows *f, const struct row *r, size_t periods,
    uint32_t place)
{
	const size_t size = f->space->n * sizeof(*key);

	memcpy(key, r->at, size);
	key[f->base->dim] = 0;
	key[periods] = place;
	return (struct slice){(const char *)key, size};
}

/* A row of each group. */
static const struct row *
row_in(const struct flows *f, const struct grid_source *from, uint32_t group)
{
	for (uint32_t l = 0; l < f->base->nlabels; l++)
		if (grid_row(f->base, l, group) != GRID_NO_ROW)
			return from->row[grid_row(f->base, l, group)];
	return NULL;
}

static void
find_before(struct flows *f, const struct grid_source *from)
{
	const struct grid *g = f->base;
	struct intern *groups = intern_new();
	uint32_t key[SPACE_MAX], *before;
	size_t periods = 0;
	bool any = false;

	while (periods < f->space->n && f->space->dim[periods].kind != DIMENSION_PERIOD)
		periods++;
	f->before = xcalloc(g->ngroups, sizeof(*f->before));
	f->period = xcalloc(g->ngroups, sizeof(*f->period));
	for (uint32_t i = 0; i < g->ngroups; i++)
		f->before[i] = g->ngroups;
	if (periods == f->space->n) {
		intern_free(groups);
		return;
	}
	before = xcalloc(intern_count(f->space->dim[periods].places), sizeof(*before));
	for (uint32_t i = 0; i < intern_count(f->space->dim[periods].places); i++)
		before[i] = place_before(&f->space->dim[periods], i);
	for (uint32_t i = 0; i < g->ngroups; i++) {
		const struct row *r = row_in(f, from, i);

		intern_id(groups, key_of(key, f, r, periods, r->at[periods]));
	}
	for (uint32_t i = 0; i < g->ngroups; i++) {
		const struct row *r = row_in(f, from, i);
		const uint32_t at = before[r->at[periods]];
		const uint32_t id = at == GRID_NO_ROW ? INTERN_NONE :
		    intern_find(groups, key_of(key, f, r, periods, at));

		f->before[i] = id == INTERN_NONE ? g->ngroups : id;
		f->period[i] = r->at[periods];
		any |= id != INTERN_NONE;
	}
	f->lags = !any ? 1 : (size_t)g->nlabels * g->ngroups * MOST_BACK > MOST_CELLS ? 2 :
	    MOST_BACK;
	free(before);
	intern_free(groups);
}

static void
fill(struct flows *f)
{
	const struct grid *b = f->base;
	struct grid *g = &f->grid;
	const uint32_t n = b->nlabels;
	const size_t size = (size_t)n * f->lags * b->ngroups;

	*g = (struct grid){.dim = b->dim, .nlabels = n * f->lags, .ngroups = b->ngroups};
	g->place = xcalloc(g->nlabels, sizeof(*g->place));
	g->row = xcalloc(size, sizeof(*g->row));
	g->value = xcalloc(size, sizeof(*g->value));
	g->derived = xmemdup(b->derived, g->ngroups * sizeof(*g->derived));
	for (uint32_t l = 0; l < g->nlabels; l++) {
		g->place[l] = b->place[l % n];
		for (uint32_t i = 0; i < b->ngroups; i++) {
			const size_t at = (size_t)l * g->ngroups + i;
			uint32_t k = i;

			for (uint32_t lag = l / n; lag > 0 && k < b->ngroups; lag--)
				k = f->before[k];
			g->row[at] = k < b->ngroups ? grid_row(b, l % n, k) : GRID_NO_ROW;
			g->value[at] = k < b->ngroups ? grid_value(b, l % n, k) : GRID_NOT_KNOWN;
		}
	}
}

bool
flows_open(struct flows *f, const struct grid *base, const struct grid_source *from)
{
	*f = (struct flows){.base = base, .space = from->space, .lags = 1};
	if (base->nlabels > MOST_LABELS)
		return false;
	find_before(f, from);
	fill(f);
	return true;
}

void
flows_close(struct flows *f)
{
	grid_close(&f->grid);
	free(f->before);
	free(f->period);
}

/* Search */

struct seeker {
	struct flows *f;
	struct relations *r;
	struct hints hints;		/* of the base */
	uint32_t n, both;		/* labels of the base; with those of the period before */
	bool *skip;			/* by label: 0, or another's, as closing is opening */
	bool *dated;			/* by label: a year to date */
};

static bool
is_late(const struct seeker *k, uint32_t label)
{
	return label >= k->n;
}

/* Whether it fails in two groups, as nearly all do. */
static bool
fails(const struct seeker *k, const struct grid_sum *s)
{
	const struct grid *g = &k->f->grid;
	size_t misses = 0, fits = 0;

	for (uint32_t i = 0; i < g->ngroups && misses < 2; i++) {
		int64_t gap;

		if (g->derived[i] || !grid_gap(g, s, i, &gap))
			continue;
		misses += gap != 0;
		fits += gap == 0;
	}
	return misses > 1 || 2 * misses > fits;
}

/* Figures of several periods, or of what changed between two. */
static const char *const date_words[] = {"date", "ytd", "cumulative", "rolling", "running",
    "months", "quarters", "year", "annual", NULL};
static const char *const change_words[] = {"change", "increase", "decrease", "net", "rise", "fall",
    "difference", NULL};
static const char *const open_words[] = {"opening", "start", "beginning", "previous", "last",
    "brought", NULL};
static const char *const close_words[] = {"closing", "end", "close", "carried", NULL};
static const char *const start_words[] = {"starts", "started", "opened", "new", "added", "joined",
    "entered", "became", NULL};
static const char *const stop_words[] = {"ends", "ended", "closed", "ceased", "left", "removed",
    "discharged", NULL};

static bool
has(const struct seeker *k, uint32_t label, const char *const *words)
{
	return hints_has_word(k->hints.label[label % k->n].words, words);
}

/* Adds the sum unless that may be chance; certain: where no group denies it, labels are enough. */
static bool
consider(struct seeker *k, const struct grid_sum *s, double bits, double margin, bool certain)
{
	struct grid_tally t;

	if (fails(k, s))
		return false;
	t = grid_count(&k->f->grid, s);
	if (t.misses == 0 && certain) {
		struct grid_sum called = *s;

		called.called = t.fits == 0;
		relate_add(k->r, &called);
		return true;
	}
	if (8 * t.misses > t.fits || t.idle || !relate_holds(&t, bits, margin, true))
		return false;
	relate_add(k->r, s);
	return true;
}

/* How many ways there are to choose n labels, and the first of them, as bits. */
static double
choices(const struct seeker *k, size_t n)
{
	size_t labels = 0;

	for (uint32_t i = 0; i < k->both; i++)
		labels += !k->skip[i];
	return relate_choices(labels, n) + (n > 2 ? log2(3) : 0);
}

/* What one label is now another was in the period before. */
static void
find_equal(struct seeker *k)
{
	for (uint32_t a = 0; a < k->n; a++)
		for (uint32_t b = 0; b < k->n; b++) {
			const bool words = has(k, a, open_words) && has(k, b, close_words);
			const uint32_t late = k->n + b;
			const struct grid_sum s = {.total = a, .part = &late, .n = 1};

			if (a != b && !k->skip[a] && !k->skip[late] && consider(k, &s,
			    words ? 0 : choices(k, 2), words ? RELATE_WORDS : RELATE_MARGIN, words))
				k->skip[late] = true;
		}
}

/* The total is that of this and some periods before. */
static void
find_rolling(struct seeker *k)
{
	static const uint32_t lengths[] = {2, 3, 4, 6, 12};
	uint32_t part[MOST_BACK];

	for (uint32_t a = 0; a < k->n; a++) {
		const bool words = has(k, a, date_words);
		const double bits = words ? log2((double)k->n) : choices(k, 2) + 2;

		for (uint32_t b = 0; b < k->n; b++)
			for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
				const struct grid_sum s = {.total = a, .part = part,
				    .n = lengths[i]};

				if (a == b || k->skip[a] || k->skip[b] || k->dated[a] ||
				    lengths[i] > k->f->lags)
					continue;
				for (uint32_t j = 0; j < lengths[i]; j++)
					part[j] = b + j * k->n;
				consider(k, &s, bits, words ? RELATE_WHOLE : RELATE_MARGIN,
				    false);
			}
	}
}

/* Whether the year to date, `date`, begins again in the group with the count of the period. */
static int
begins(const struct seeker *k, uint32_t date, uint32_t of, uint32_t group)
{
	const struct grid *g = &k->f->grid;
	const int64_t now = grid_value(g, date, group), count = grid_value(g, of, group);
	const int64_t last = grid_value(g, k->n + date, group);

	if (now == GRID_NOT_KNOWN || count == GRID_NOT_KNOWN)
		return 0;
	if (grid_row(g, k->n + date, group) == GRID_NO_ROW)
		return now == count ? 1 : -1;
	return last == GRID_NOT_KNOWN || last == 0 ? 0 : now == last + count ? -1 : now == count;
}

/* Takes the rows of the label into a new line where the periods begin a year, or do not. */
static uint32_t
add_line(struct seeker *k, uint32_t label, const int *balance, bool begin)
{
	struct grid *g = &k->f->grid;
	const uint32_t line = grid_add_line(g);

	g->place[line] = g->place[label];
	for (uint32_t i = 0; i < g->ngroups; i++) {
		if ((balance[k->f->period[i]] > 0) != begin)
			continue;
		g->row[(size_t)line * g->ngroups + i] = grid_row(g, label, i);
		g->value[(size_t)line * g->ngroups + i] = grid_value(g, label, i);
	}
	return line;
}

/* Whether the label is another's, to date: Assessments, year to date, of Assessments. */
static bool
is_date_of(const struct seeker *k, uint32_t date, uint32_t of)
{
	const struct slice d = k->hints.label[date].words, o = k->hints.label[of].words;

	return has(k, date, date_words) && !has(k, of, date_words) && o.n > 1 && o.n < d.n &&
	    memcmp(d.p, o.p, o.n) == 0;
}

/* Whether the group is that of a quarter from 1 April. */
static bool
is_first_quarter(const struct seeker *k, uint32_t group)
{
	const struct space *s = k->f->space;
	size_t d = 0;
	int year, month, day;

	while (d < s->n && s->dim[d].kind != DIMENSION_PERIOD)
		d++;
	if (d == s->n || !s->dim[d].place[k->f->period[group]].dated)
		return false;
	date_civil(s->dim[d].place[k->f->period[group]].first, &year, &month, &day);
	return month == 4 && day == 1 &&
	    s->dim[d].place[k->f->period[group]].last == date_day(year, 6, 30);
}

/*
 * A year to date is that of the period before and the count of this one; in the first period of a
 * year it is that count alone.
 */
static void
try_to_date(struct seeker *k, uint32_t date, uint32_t of, int *balance)
{
	struct grid *g = &k->f->grid;
	size_t more = 0, first = 0;
	const bool words = has(k, date, date_words);
	uint32_t part[2];

	for (uint32_t i = 0; i < g->ngroups; i++)
		balance[k->f->period[i]] = 0;
	for (uint32_t i = 0; i < g->ngroups; i++) {
		const int is = g->derived[i] ? 0 : begins(k, date, of, i);

		balance[k->f->period[i]] += is;
		more += is < 0 && grid_row(g, k->n + date, i) != GRID_NO_ROW;
		first += is > 0;
	}
	for (uint32_t i = 0; i < g->ngroups && is_date_of(k, date, of); i++)
		if (balance[k->f->period[i]] == 0 && is_first_quarter(k, i)) {
			balance[k->f->period[i]]++;
			first++;
		} else {
			more += grid_row(g, k->n + date, i) != GRID_NO_ROW;
		}
	if (more == 0 || first == 0)
		return;
	part[0] = add_line(k, k->n + date, balance, false);
	part[1] = of;
	if (!consider(k, &(struct grid_sum){.total = date, .part = part, .n = 2},
	    words ? log2((double)k->n) : choices(k, 2) + 1,
	    words ? RELATE_WORDS : RELATE_MARGIN, is_date_of(k, date, of)))
		return;
	k->dated[date] = true;
	part[0] = add_line(k, of, balance, true);
	relate_add(k->r, &(struct grid_sum){.total = date, .part = part, .n = 1});
}

static void
find_to_date(struct seeker *k)
{
	int *balance;
	uint32_t most = 0;

	for (uint32_t i = 0; i < k->f->grid.ngroups; i++)
		most = k->f->period[i] > most ? k->f->period[i] : most;
	balance = xcalloc((size_t)most + 1, sizeof(*balance));
	for (uint32_t a = 0; a < k->n; a++)
		for (uint32_t b = 0; b < k->n; b++)
			if (a != b && !k->skip[a] && !k->skip[b])
				try_to_date(k, a, b, balance);
	free(balance);
}

/* Of one label now and before, and another that is the change; b comes before c. */
static bool
is_change(const struct seeker *k, uint32_t a, uint32_t b, uint32_t c)
{
	return (c == a + k->n && has(k, b, change_words)) ||
	    (a == b + k->n && has(k, c, change_words)) ||
	    (a == c + k->n && has(k, b, change_words));
}

static void
find_threes(struct seeker *k)
{
	const uint32_t n = k->both;
	const double bits = choices(k, 3);

	for (uint32_t a = 0; a < n; a++)
		for (uint32_t b = 0; b < n && !k->skip[a]; b++)
			for (uint32_t c = b + 1; c < n && !k->skip[b] && b != a; c++) {
				const uint32_t part[2] = {b, c};
				const struct grid_sum s = {.total = a, .part = part, .n = 2};
				const int late = is_late(k, a) + is_late(k, b) + is_late(k, c);

				if (c == a || k->skip[c] || late == 0 || late == 3 ||
				    (a < k->n && k->dated[a]))
					continue;
				if (is_change(k, a, b, c))
					consider(k, &s, 0, RELATE_WORDS, false);
				else
					consider(k, &s, bits, RELATE_MARGIN, false);
			}
}

/* Whether the two are equal wherever both are known. */
static bool
are_equal(const struct seeker *k, uint32_t a, uint32_t b)
{
	const struct grid *g = &k->f->grid;
	bool equal = true;

	for (uint32_t i = 0; i < g->ngroups && equal; i++)
		equal = grid_value(g, a, i) == GRID_NOT_KNOWN ||
		    grid_value(g, b, i) == GRID_NOT_KNOWN ||
		    grid_value(g, a, i) == grid_value(g, b, i);
	return equal;
}

/* How it is known that one side begins with what the other ends with. */
enum ends { NO_ENDS, ENDS_LATE, ENDS_CALLED };

static bool
is_opening(const struct seeker *k, uint32_t a, uint32_t b)
{
	return has(k, a, open_words) && has(k, b, close_words) && !(has(k, b, open_words) &&
	    has(k, a, close_words));
}

static enum ends
ends_of(const struct seeker *k, uint32_t a, uint32_t b)
{
	if (a == b + k->n || b == a + k->n)
		return ENDS_LATE;
	return !is_late(k, a) && !is_late(k, b) && (is_opening(k, a, b) || is_opening(k, b, a)) ?
	    ENDS_CALLED : NO_ENDS;
}

static enum ends
ends_in(const struct seeker *k, const uint32_t left[2], const uint32_t right[2])
{
	enum ends ends = NO_ENDS;

	for (size_t i = 0; i < 4; i++) {
		const enum ends is = ends_of(k, left[i / 2], right[i % 2]);

		ends = is > ends ? is : ends;
	}
	return ends;
}

/* Opening and started, ended and closing: in this order or with the sides exchanged. */
static bool
is_flow_from(const struct seeker *k, uint32_t a, uint32_t d, uint32_t b, uint32_t c)
{
	const bool opens = a == c + k->n ? has(k, c, close_words) : !is_late(k, a) &&
	    is_opening(k, a, c);

	return opens && !is_late(k, c) && !is_late(k, d) && !is_late(k, b) &&
	    has(k, d, start_words) && has(k, b, stop_words);
}

static bool
is_flow(const struct seeker *k, uint32_t a, uint32_t d, uint32_t b, uint32_t c)
{
	for (int i = 0; i < 8; i++) {
		const uint32_t l[2] = {i & 4 ? b : a, i & 4 ? c : d};
		const uint32_t r[2] = {i & 4 ? a : b, i & 4 ? d : c};

		if (is_flow_from(k, l[i & 1], l[!(i & 1)], r[i >> 1 & 1], r[!(i >> 1 & 1)]))
			return true;
	}
	return false;
}

/* Whether it has starts and ends. */
static bool
has_both(const struct seeker *k, const uint32_t term[4])
{
	bool start = false, stop = false;

	for (size_t i = 0; i < 4; i++) {
		start |= has(k, term[i], start_words);
		stop |= has(k, term[i], stop_words);
	}
	return start && stop;
}

/* a + d = b + c */
static void
try_four(struct seeker *k, uint32_t a, uint32_t b, uint32_t c, uint32_t d, double bits)
{
	const uint32_t part[3] = {b, c, d};
	const struct grid_sum s = {.total = a, .part = part, .n = 3, .left = 1};
	const int late = is_late(k, a) + is_late(k, b) + is_late(k, c) + is_late(k, d);
	enum ends ends = ends_in(k, (uint32_t[]){a, d}, part);

	if ((ends == ENDS_CALLED && late > 0) || (!is_flow(k, a, d, b, c) &&
	    has_both(k, (uint32_t[]){a, b, c, d})))
		ends = NO_ENDS;
	if (late == 4 || are_equal(k, a, b) || are_equal(k, a, c))
		return;
	if (ends == ENDS_LATE)
		bits = 2 * log2((double)k->n);
	else if (ends == ENDS_CALLED)
		bits = log2((double)(k->n - 2) * (k->n - 3));
	consider(k, &s, bits, ends == NO_ENDS ? RELATE_MARGIN : ends == ENDS_LATE ? RELATE_ORDER :
	    RELATE_WORDS, is_flow(k, a, d, b, c));
}

static void
find_fours(struct seeker *k)
{
	const uint32_t n = k->both;
	const double bits = choices(k, 4);

	if (n > MOST_IN_FOURS)
		return;
	for (uint32_t a = 0; a < n; a++)
		for (uint32_t b = a + 1; b < n && !k->skip[a]; b++)
			for (uint32_t c = b + 1; c < n && !k->skip[b]; c++)
				for (uint32_t d = c + 1; d < n && !k->skip[c]; d++) {
					if (k->skip[d])
						continue;
					try_four(k, a, b, c, d, bits);
					try_four(k, a, b, d, c, bits);
					try_four(k, a, c, d, b, bits);
				}
}

static bool
is_zero(const struct grid *g, uint32_t label)
{
	bool zero = true;

	for (uint32_t i = 0; i < g->ngroups && zero; i++)
		zero = grid_value(g, label, i) == 0 || grid_row(g, label, i) == GRID_NO_ROW;
	return zero;
}

void
flows_find(struct relations *r, struct flows *f)
{
	struct seeker k = {.f = f, .r = r, .n = f->base->nlabels};

	k.both = f->lags > 1 ? 2 * k.n : k.n;
	hints_open(&k.hints, f->base, f->space);
	k.skip = xcalloc(k.both, sizeof(*k.skip));
	k.dated = xcalloc(k.n, sizeof(*k.dated));
	for (uint32_t i = 0; i < k.both; i++)
		k.skip[i] = is_zero(&f->grid, i) && !has(&k, i, open_words) &&
		    !has(&k, i, close_words) && !has(&k, i, start_words) &&
		    !has(&k, i, stop_words);
	if (f->lags > 1) {
		find_equal(&k);
		find_to_date(&k);
		find_rolling(&k);
		find_threes(&k);
	}
	find_fours(&k);
	hints_close(&k.hints);
	free(k.skip);
	free(k.dated);
}
