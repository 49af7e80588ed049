#include "area/benchmark.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "stat/binomial.h"
#include "stat/contingency.h"
#include "stat/funnel.h"

/* The known areas, b->known of them, as the statistics take them. */
struct known {
	double *count, *population;
	struct interval *ci;
};

/* Of a proportion 100 of 100 is 100, whatever the multiplications make of it. */
static int
compute_rate(const struct benchmark *b, double count, double population, struct rate *r)
{
	struct rate_level level = rate_level(b->conf);
	const int status = rate_crude(count, population, b->per,
	    b->proportion ? RATE_WILSON : RATE_AUTO, &level, r);

	rate_level_free(&level);
	if (status != 0)
		return -1;
	if (b->proportion) {
		r->value = count * b->per / population;
		r->ci.hi = fmin(r->ci.hi, b->per);
	}
	return 0;
}

static struct benchmark_whole
whole(const struct benchmark *b, double count, double population)
{
	struct benchmark_whole w = {count, population, count * b->per / population,
	    {.ci = {NAN, NAN}}};

	if (compute_rate(b, count, population, &w.crude) != 0 && b->proportion)
		w.rate = NAN;	/* not a part of its population */
	return w;
}

static struct benchmark_against
against(const struct rate *rate, const struct benchmark_whole *w)
{
	return (struct benchmark_against){w->rate, rate->value / w->rate,
	    compare_value(rate->ci, w->rate)};
}

/* The proportion of an area and that of the others together, y of m. */
static void
compare_proportions(const struct benchmark *b, const struct area *a, struct benchmark_area *to)
{
	double y = b->sum.count - a->count, m = b->sum.population - a->population;
	struct odds odds;
	struct interval ci;

	if (odds_ratio((int64_t)a->count, (int64_t)a->population, (int64_t)y, (int64_t)m, b->conf,
	    &odds) == 0)
		to->rest = (struct ratio){odds.value, odds.ci, odds.p};
	if (proportion_newcombe(a->count, a->population, y, m, b->conf, &ci) != 0)
		return;
	to->difference = (double)compare_excess(a->count, a->population, y, m) * b->per /
	    a->population;
	to->difference_ci = (struct interval){ci.lo * b->per, ci.hi * b->per};
}

/* Against the rest of the group, and against the funnels about the rate of all together. */
static void
compare_to_others(const struct benchmark *b, const struct area *a, struct benchmark_area *to)
{
	enum compare_class beyond;

	to->rest = (struct ratio){NAN, {NAN, NAN}, NAN};
	to->difference = NAN;
	to->difference_ci = to->rest.ci;
	if (b->proportion)
		to->tails = funnel_binomial(a->count, a->population, b->sum.count,
		    b->sum.population);
	else
		to->tails = funnel_poisson(a->count, (double)((long double)b->sum.count *
		    a->population / b->sum.population));
	if (b->has_spread)
		to->place = spread_place(&b->spread, a->count, a->population);
	if (b->known < 2)
		return;		/* alone, it would be compared with itself */
	if (b->proportion)
		compare_proportions(b, a, to);
	else
		compare_ratio(a->count, a->population, b->sum.count - a->count,
		    b->sum.population - a->population, b->conf, &to->rest);
	to->funnel = funnel_tails_side(to->tails, b->conf);
	beyond = b->has_spread ? spread_side(&b->spread, to->place, b->conf) : COMPARE_NONE;
	to->od = beyond == COMPARE_NONE || beyond == to->funnel ? beyond : COMPARE_SIMILAR;
}

enum compare_class
benchmark_rest_class(const struct benchmark *b, const struct benchmark_area *a)
{
	if (isnan(a->rest.p))
		return COMPARE_NONE;
	if (a->rest.p > 1 - b->conf)
		return COMPARE_SIMILAR;
	return a->rate.value > b->sum.rate ? COMPARE_HIGHER : COMPARE_LOWER;
}

/* Is the whole's count shown, and are most of its people those of the group? */
static bool
covers(const struct area_group *g, const struct area *whole, bool all)
{
	double people = 0;

	if (whole->code == NULL || isnan(whole->count))
		return false;
	for (size_t i = 0; i < g->n; i++)
		people += isnan(g->area[i].population) ? 0 : g->area[i].population;
	return all || 2 * people > whole->population;
}

static bool
reveals(const struct area_group *g)
{
	size_t unknown = 0, hidden = 0;

	for (size_t i = 0; i < g->n; i++) {
		unknown += isnan(g->area[i].count);
		hidden += isnan(g->area[i].count) &&
		    figures_is_hiding(area_plain_mark(&g->area[i]));
	}
	return unknown == 1 && hidden == 1 && (covers(g, &g->region, g->whole_region) ||
	    covers(g, &g->england, false));
}

struct interval
benchmark_funnel(const struct benchmark *b, double population, double conf)
{
	struct interval l = b->proportion ?
	    funnel_binomial_limits(population, b->sum.count, b->sum.population, conf) :
	    funnel_poisson_limits((double)((long double)b->sum.count * population /
	    b->sum.population), conf);

	return (struct interval){l.lo * b->per / population, l.hi * b->per / population};
}

/* By place; ties, and those without a rate at the end, in the order of the group. */
static void
put_in_order(struct benchmark *b, struct arena *memory)
{
	size_t *ties = arena_alloc(memory, (b->known + 1) * sizeof(*ties)), last = b->known, place;

	for (size_t i = 0; i < b->group->n; i++) {
		place = b->area[i].rank.place;
		b->order[b->area[i].known ? place - 1 + ties[place]++ : last++] = i;
	}
}

/* Computes the rates and their sum. The index of an area beyond the methods, or n. */
static size_t
add_rates(struct benchmark *b, struct known *k)
{
	double count = 0, population = 0;

	for (size_t i = 0; i < b->group->n; i++) {
		const struct area *a = &b->group->area[i];
		struct rate *rate = &b->area[i].rate;

		if (!area_is_known(a))
			continue;
		if (compute_rate(b, a->count, a->population, rate) != 0)
			return i;
		b->area[i].known = true;
		k->count[b->known] = a->count;
		k->population[b->known] = a->population;
		k->ci[b->known++] = rate->ci;
		count += a->count;
		population += a->population;
	}
	b->sum = whole(b, count, population);
	return b->group->n;
}

/* England as the region of its authorities is compared with once. */
static bool
is_same_area(const struct area *a, const struct area *b)
{
	return a->code != NULL && b->code != NULL && strcmp(a->code, b->code) == 0 &&
	    (a->code[0] != '\0' || strcmp(a->name, b->name) == 0);
}

static void
add_comparisons(struct benchmark *b, const struct known *k, struct arena *memory)
{
	const struct area_group *g = b->group;
	struct rank *rank = arena_alloc(memory, b->known * sizeof(*rank));
	long double *work = arena_alloc(memory, 3 * b->known * sizeof(*work));

	b->region = whole(b, g->region.count, g->region.population);
	b->england = whole(b, g->england.count, g->england.population);
	if (g->region.code == NULL && g->whole_region && b->known == g->wanted) {
		b->region = b->sum;
		b->region_is_sum = true;
	}
	b->has_region = !isnan(b->region.rate) && !is_same_area(&g->region, &g->england);
	b->reveals = reveals(g);
	rank_rates(k->count, k->population, k->ci, b->known, rank);
	b->dispersed = !b->proportion &&
	    dispersion(k->count, k->population, b->known, work, &b->dispersion) == 0;
	b->has_spread = spread(k->count, k->population, b->known, b->proportion ?
	    SPREAD_ARCSINE : SPREAD_SQUARE_ROOT, work, &b->spread) == 0;
	for (size_t i = 0; i < g->n; i++) {
		struct benchmark_area *to = &b->area[i];

		if (!to->known)
			continue;
		to->rank = *rank++;
		to->quartile = rank_group(to->rank.place, b->known, 4);
		to->quintile = rank_group(to->rank.place, b->known, 5);
		to->region = against(&to->rate, &b->region);
		to->england = against(&to->rate, &b->england);
		compare_to_others(b, &g->area[i], to);
	}
	put_in_order(b, memory);
}

int
benchmarks_make(struct benchmarks *b, const struct areas *areas, double per, double conf,
    struct errmsg *e)
{
	*b = (struct benchmarks){.areas = areas, .n = areas->n, .per = per, .conf = conf};
	b->group = arena_alloc(&b->memory, b->n * sizeof(*b->group));
	for (size_t i = 0, bad; i < b->n; i++) {
		const struct area_group *g = &areas->group[i];
		struct known k = {
			.count = arena_alloc(&b->memory, g->n * sizeof(*k.count)),
			.population = arena_alloc(&b->memory, g->n * sizeof(*k.population)),
			.ci = arena_alloc(&b->memory, g->n * sizeof(*k.ci)),
		};

		b->group[i] = (struct benchmark){.group = g, .per = per, .conf = conf,
		    .proportion = areas->proportion,
		    .area = arena_alloc(&b->memory, g->n * sizeof(struct benchmark_area)),
		    .order = arena_alloc(&b->memory, g->n * sizeof(size_t))};
		if ((bad = add_rates(&b->group[i], &k)) < g->n)
			return errmsg_set(e, "%s:%" PRIu64 ": the figures of %s are beyond the "
			    "methods; expected a count of at most 1,000,000,000",
			    g->area[bad].file, g->area[bad].line, area_shown(&g->area[bad]));
		add_comparisons(&b->group[i], &k, &b->memory);
	}
	return 0;
}

bool
benchmarks_is_empty(const struct benchmarks *b)
{
	bool several = false;

	for (size_t i = 0; i < b->n; i++) {
		const struct area_group *g = b->group[i].group;

		for (size_t k = 0; k < g->n; k++)
			if (!isnan(g->area[k].population))
				return false;
		several |= g->n > 1;
	}
	return several;
}

void
benchmarks_free(struct benchmarks *b)
{
	arena_free(&b->memory);
}

const char *
benchmark_noun(bool proportion)
{
	return proportion ? "percentage" : "rate";
}

/* Notes */

struct notes {
	const struct benchmarks *b;
	struct textbuf text;
};

/* "note: 2014: North East: " */
static void
begin(struct notes *n, const struct area_group *g)
{
	textbuf_reset(&n->text);
	textbuf_addf(&n->text, "note: %s: ", g->label);
	if (g->region_name[0] != '\0')
		textbuf_addf(&n->text, "%s: ", g->region_name);
}

static void
say(const struct notes *n)
{
	n->b->areas->q->say(n->text.p);
}

static void
note_joined(const struct notes *n)
{
	const struct areas *a = n->b->areas;
	struct period first = a->group[0].first, last = a->group[0].period, p;

	for (size_t i = 1; i < a->n; i++) {
		p = a->group[i].first;
		first = p.ord < first.ord ? p : first;
		p = a->group[i].period;
		last = p.ord > last.ord ? p : last;
	}
	population_notes(a->q->population, first, last, a->q->filter->lag, a->q->say);
}

static void
note_periods(struct notes *n)
{
	const struct areas *a = n->b->areas;
	char period[PERIOD_SIZE];

	for (size_t i = 0; i < a->q->nyears; i++) {
		const struct period *p = &a->q->years[i];
		size_t k = 0;

		while (k < a->n && (a->group[k].period.freq != p->freq ||
		    a->group[k].period.ord != p->ord))
			k++;
		if (k < a->n)
			continue;
		period_format(period, *p);
		textbuf_reset(&n->text);
		textbuf_addf(&n->text, "note: %s: no row of any of the %s", period,
		    areas_noun(a));
		say(n);
	}
}

static void
note_whole(struct notes *n, const struct area_group *g, const struct area *whole)
{
	if (whole->code == NULL || whole->mark[0] == '\0')
		return;
	begin(n, g);
	if (whole->plain == NULL && strcmp(whole->mark, "twice") == 0) {
		textbuf_addf(&n->text, "%s has two rows or more, and so no %s", area_shown(whole),
		    benchmark_noun(n->b->areas->proportion));
		say(n);
		return;
	}
	textbuf_addf(&n->text, "%s has %s %s (%s)", area_shown(whole), whole->plain != NULL ?
	    "no" : "a row without a", benchmark_noun(n->b->areas->proportion), whole->mark);
	say(n);
}

void
benchmark_list_unknown(const struct benchmark *b, struct textbuf *t)
{
	const char *between = "";

	for (size_t i = 0; i < b->group->n; i++) {
		const struct area *a = &b->group->area[i];

		if (b->area[i].known)
			continue;
		textbuf_addf(t, "%s%s (%s)", between, area_shown(a), a->mark);
		between = ", ";
	}
}

static void
note_unknown(struct notes *n, const struct benchmark *b)
{
	const struct area_group *g = b->group;

	note_whole(n, g, &g->region);
	if (!is_same_area(&g->region, &g->england))
		note_whole(n, g, &g->england);
	if (b->known == g->wanted)
		return;
	begin(n, g);
	textbuf_addf(&n->text, "%zu of %zu %s %s a %s; without one: ", b->known, g->wanted,
	    areas_noun(n->b->areas), b->known == 1 ? "has" : "have",
	    benchmark_noun(b->proportion));
	benchmark_list_unknown(b, &n->text);
	say(n);
}

/* Why a sum is missing. */
static void
note_hidden(struct notes *n, const struct benchmark *b)
{
	if (!b->reveals)
		return;
	begin(n, b->group);
	textbuf_addf(&n->text, "one figure is hidden, and the count of the whole less the sum of "
	    "the others would give it away: nothing that shows the sum or the rest is given");
	say(n);
}

static bool
has_code(const struct area_group *g, const char *code)
{
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->area[i].code, code) == 0)
			return true;
	return false;
}

/* Says which areas of one group the other does not have, if any. */
static void
note_only_in(struct notes *n, const struct area_group *g, const struct area_group *other,
    const char *what)
{
	const char *between = "";

	begin(n, g);
	textbuf_addf(&n->text, "the %s with ", what);
	for (size_t i = 0; i < g->n; i++) {
		const struct area *a = &g->area[i];

		if (a->code[0] == '\0' || has_code(other, a->code))
			continue;
		textbuf_addf(&n->text, "%s%s (%s)", between, area_shown(a), a->code);
		between = ", ";
	}
	if (between[0] != '\0')
		say(n);
}

/* Compares the group with the one before it of the same region. */
static void
note_changes(struct notes *n, const struct area_group *g)
{
	const struct area_group *before = g;

	do {
		if (before == n->b->areas->group)
			return;
		before--;
	} while (strcmp(before->region_code, g->region_code) != 0);
	if (before->period.freq != g->period.freq)
		return;
	note_only_in(n, before, g, "last");
	note_only_in(n, g, before, "first");
}

static void
note_summed(struct notes *n, const struct benchmark *b)
{
	const struct area_group *g = b->group;

	if (!b->region_is_sum && (!g->whole_region || g->region.code != NULL))
		return;
	begin(n, g);
	textbuf_addf(&n->text, "no row for the region%s%s", g->title[0] != '\0' ? " " : "",
	    g->title);
	if (b->region_is_sum)
		textbuf_addf(&n->text, ": the sum of its %zu authorities is used", g->wanted);
	else
		textbuf_addf(&n->text, ", and not all of its authorities have a %s: nothing is "
		    "compared with it", benchmark_noun(b->proportion));
	say(n);
}

void
benchmarks_notes(const struct benchmarks *b, bool detailed, bool sums)
{
	struct notes n = {.b = b};

	if (b->areas->q->population != NULL && b->n > 0)
		note_joined(&n);
	if (!b->areas->q->filter->quiet) {
		if (b->areas->q->pool == 0)	/* otherwise the lack has been noted */
			note_periods(&n);
		for (size_t i = 0; i < b->n; i++)
			note_unknown(&n, &b->group[i]);
		for (size_t i = 0; i < b->n && sums; i++)
			note_hidden(&n, &b->group[i]);
		for (size_t i = 0; i < b->n && !detailed; i++)
			note_changes(&n, b->group[i].group);
		for (size_t i = 0; i < b->n && !detailed; i++)
			note_summed(&n, &b->group[i]);
	}
	textbuf_free(&n.text);
}
