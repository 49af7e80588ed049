#include "area/levels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "area/grouping.h"
#include "table/ages.h"
#include "table/authority.h"
#include "table/register.h"

/* All areas of a period. */
struct all {
	double count, population;	/* of those that have them */
	size_t n, hidden;		/* of hidden: without a count */
	double largest;			/* population of those that are not known authorities */
	size_t others;			/* how many these are */
};

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

size_t
levels_leave_out(struct areas *a)
{
	struct intern *periods = intern_new();
	struct all *all = NULL;
	size_t cap = 0, left = 0;
	uint32_t n = 0, i;

	for (const struct areas_row *row = a->row; row < a->row + a->nrows; row++) {
		if (!is_compared(row))
			continue;
		i = period_number(periods, row);
		all = xgrow(all, &cap, (size_t)i + 1, sizeof(*all));
		for (; n <= i; n++)
			all[n] = (struct all){.n = 0};
		add(&all[i], row);
	}
	for (struct areas_row *row = a->row; row < a->row + a->nrows; row++) {
		const struct all *of = is_compared(row) ? &all[period_number(periods, row)] : NULL;
		const bool sum = of != NULL && is_sum(of, &row->area);

		if (!sum && (of == NULL || of->others == 0 ||
		    row->area.population < 4 * of->largest || !is_authority(row)))
			continue;
		say(a, row, of, sum);
		row->level = LEVEL_OTHER;
		left++;
	}
	intern_free(periods);
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
