#include "area/levels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "area/grouping.h"
#include "table/ages.h"
#include "table/authority.h"
#include "table/register.h"

enum { NOTED = 3 };

/* All areas of a period. */
struct all {
	double count, population;	/* of those that have them */
	size_t n, hidden;		/* of hidden: without a count */
	double largest;			/* population of those that are not known authorities */
	size_t others;			/* how many these are */
	size_t runs;			/* have the figures of those next to them */
};

/* A whole is out of the sums of the others. */
static bool
is_compared(const struct areas_row *row)
{
	return row->level == LEVEL_AUTHORITY && row->area.population > 0;
}

/* Where there is a code of a level, that is compared with the others', and the name not needed. */
static bool
is_authority(const struct areas_row *row)
{
	return authority_level(slice_of(row->area.code)) == NULL &&
	    register_by_name(slice_of(row->area.name)) != NULL;
}

static void
add(struct all *all, const struct areas_row *row)
{
	const struct area *a = &row->area;

	all->n++;
	all->population += a->population;
	if (isnan(a->count))
		all->hidden++;
	else
		all->count += a->count;
	if (is_authority(row))
		return;
	all->others++;
	all->largest = fmax(all->largest, a->population);
}

static bool
is_sum(const struct all *all, const struct area *a)
{
	const double population = all->population - a->population;
	const double count = all->count - (isnan(a->count) ? 0 : a->count);

	if (all->n < 3 || isnan(a->count) || fabs(a->population - population) >
	    0.005 * population)
		return false;
	return all->hidden > 0 ? a->count >= count : fabs(a->count - count) <= 0.02 * count + 2;
}

static void
say(struct areas *a, const struct areas_row *row, const struct all *all, bool sum)
{
	struct errmsg e, what;

	if (sum)
		errmsg_set(&what, "has the population and the count of the other %zu areas "
		    "together", all->n - 1);
	else
		errmsg_set(&what, "is an authority, and %s smaller", all->others == 1 ?
		    "another area is" : "the other areas are");
	errmsg_set(&e, "%s:%llu: '%s' %s; " AREAS_ONE_LEVEL, row->area.file,
	    (unsigned long long)row->area.line, area_shown(&row->area), what.text);
	refusals_add(&a->refusals, REFUSAL_LEVEL, (struct slice){"", 0}, e.text);
}

static uint32_t
period_number(struct intern *periods, const struct areas_row *row)
{
	const int32_t key[] = {(int32_t)row->period.freq, row->period.ord};

	return intern_id(periods, (struct slice){(const char *)key, sizeof(key)});
}

/* How many rows of the period next to row i, in that direction, have its figures together, or 0. */
static size_t
run_of(const struct areas *a, size_t i, bool above)
{
	const struct areas_row *whole = &a->row[i], *row;
	double count = 0, population = 0;
	size_t n = 0;

	while (above ? n < i : i + n + 1 < a->nrows) {
		row = above ? &a->row[i - n - 1] : &a->row[i + n + 1];
		if (!is_compared(row) || !period_same(row->period, whole->period) ||
		    isnan(row->area.count))
			return 0;
		count += row->area.count;
		population += row->area.population;
		n++;
		if (population >= whole->area.population)
			return n > 1 && population == whole->area.population &&
			    count == whole->area.count ? n : 0;
	}
	return 0;
}

static bool
is_run(const struct areas *a, size_t i, size_t *n, bool *above)
{
	if (!is_compared(&a->row[i]) || !(a->row[i].area.count > 0))
		return false;
	*above = true;
	if ((*n = run_of(a, i, true)) > 0)
		return true;
	*above = false;
	return (*n = run_of(a, i, false)) > 0;
}

static void
say_run(struct areas *a, size_t i, size_t n, bool above, bool only)
{
	const struct area *area = &a->row[i].area;
	struct errmsg e;

	errmsg_set(&e, "%s%s:%llu: '%s' has the population and the count of the %zu areas %s it "
	    "together; %s", only ? "note: " : "", area->file, (unsigned long long)area->line,
	    area_shown(area), n, above ? "above" : "below", only ? "delete the row if it is made "
	    "of them" : AREAS_ONE_LEVEL);
	if (!only)
		refusals_add(&a->refusals, REFUSAL_LEVEL, (struct slice){"", 0}, e.text);
	else if (!a->q->filter->quiet)
		a->q->say(e.text);
}

/* Takes out, or notes, areas that are made of those next to them. */
static size_t
leave_out_runs(struct areas *a, const uint32_t *period, struct all *all)
{
	bool *run = xcalloc(a->nrows + 1, sizeof(*run)), above;
	size_t left = 0, noted = 0, n;

	for (size_t i = 0; i < a->nrows; i++)
		if ((run[i] = is_run(a, i, &n, &above)))
			all[period[i]].runs++;
	for (size_t i = 0; i < a->nrows; i++)
		if (run[i] && is_run(a, i, &n, &above) &&
		    (all[period[i]].runs > 1 || noted++ < NOTED))
			say_run(a, i, n, above, all[period[i]].runs == 1);
	for (size_t i = 0; i < a->nrows; i++)
		if (run[i] && all[period[i]].runs > 1) {
			a->row[i].level = LEVEL_OTHER;
			left++;
		}
	free(run);
	return left;
}

/* Takes out those that are the sum of all others, or an authority among smaller areas. */
static size_t
leave_out_wholes(struct areas *a, const uint32_t *period, const struct all *all)
{
	size_t left = 0;

	for (size_t i = 0; i < a->nrows; i++) {
		struct areas_row *row = &a->row[i];
		const struct all *of = &all[period[i]];
		bool sum;

		if (!is_compared(row))
			continue;
		sum = is_sum(of, &row->area);
		if (!sum && (of->others == 0 || row->area.population < 4 * of->largest ||
		    !is_authority(row)))
			continue;
		say(a, row, of, sum);
		row->level = LEVEL_OTHER;
		left++;
	}
	return left;
}

static void
add_all(const struct areas *a, const uint32_t *period, struct all *all)
{
	for (size_t i = 0; i < a->nrows; i++)
		if (is_compared(&a->row[i]))
			add(&all[period[i]], &a->row[i]);
}

size_t
levels_leave_out(struct areas *a)
{
	struct intern *periods = intern_new();
	uint32_t *period = xcalloc(a->nrows + 1, sizeof(*period));
	struct all *all;
	size_t left, whole;

	for (size_t i = 0; i < a->nrows; i++)
		period[i] = period_number(periods, &a->row[i]);
	all = xcalloc(intern_count(periods) + 1, sizeof(*all));
	/* First these: a sum of all has the figures of those next to it, too, at either end. */
	add_all(a, period, all);
	left = leave_out_wholes(a, period, all);
	left += leave_out_runs(a, period, all);
	for (whole = left; whole > 0; left += whole) {
		memset(all, 0, intern_count(periods) * sizeof(*all));
		add_all(a, period, all);
		whole = leave_out_wholes(a, period, all);
	}
	intern_free(periods);
	free(period);
	free(all);
	return left;
}

void
levels_take_people(struct areas *a, struct areas_row *row)
{
	const struct slice *last = a->nrows > 0 ? a->row[a->nrows - 1].people : NULL;

	for (int k = 0; k < 2; k++) {
		const struct slice s = a->people[k] < a->in->ncols ?
		    slice_trim(input_field(a->in, a->people[k])) : (struct slice){"", 0};

		/* One after another is mostly the same. */
		row->people[k] = s.n == 0 ? (struct slice){"", 0} : last != NULL &&
		    slice_eq(last[k], s) ? last[k] : arena_copy(&a->texts, s);
	}
}

static bool
is_other(struct slice a, struct slice b, int k)
{
	struct ages x, y;

	if (slice_caseeq(a, b))
		return false;
	if (k == 0)
		return sex_parse(a) != SEX_UNKNOWN && sex_parse(b) != SEX_UNKNOWN &&
		    sex_parse(a) != sex_parse(b);
	return ages_parse(a, &x) && ages_parse(b, &y) && (x.lo != y.lo || x.end != y.end);
}

static int
check(const struct areas_row *row, const struct areas_row **first, int k, struct errmsg *e)
{
	if (row->people[k].n == 0)
		return 0;
	if (*first == NULL)
		*first = row;
	if (!is_other((*first)->people[k], row->people[k], k))
		return 0;
	return errmsg_set(e, "%s:%llu: '%s' is of '%.*s', and '%s' of '%.*s' (line %llu); expected "
	    "rows of one %s", row->area.file, (unsigned long long)row->area.line,
	    area_shown(&row->area), SLICE_ARG(row->people[k]), area_shown(&(*first)->area),
	    SLICE_ARG((*first)->people[k]), (unsigned long long)(*first)->area.line,
	    k == 0 ? "sex" : "age");
}

int
levels_check_people(const struct areas *a, struct errmsg *e)
{
	struct intern *periods = intern_new();
	const struct areas_row *(*first)[2] = NULL;
	size_t cap = 0;
	uint32_t n = 0, i;
	int r = 0;

	for (const struct areas_row *row = a->row; row < a->row + a->nrows && r == 0; row++) {
		if (row->refused || row->level == LEVEL_OTHER || isnan(row->area.count))
			continue;
		i = period_number(periods, row);
		first = xgrow(first, &cap, (size_t)i + 1, sizeof(*first));
		for (; n <= i; n++)
			first[n][0] = first[n][1] = NULL;
		for (int k = 0; k < 2 && r == 0; k++)
			r = check(row, &first[i][k], k, e);
	}
	intern_free(periods);
	free(first);
	return r;
}
