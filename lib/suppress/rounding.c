#include "suppress/rounding.h"

#include "suppress/ranges.h"

/* policy: whose sensitive counts are known not to be published, or NULL. */
static void
set_ranges(struct publication *p, const struct policy *policy)
{
	p->cut = policy;
	for (size_t i = 0; i < p->table.n; i++) {
		const struct row *r = &p->table.row[i];

		p->low[i] = r->low;
		p->high[i] = r->high;
		if (!r->known || !p->rounded || p->base[i] == 0)
			continue;
		policy_interval(r->count, p->base[i], &p->low[i], &p->high[i]);
		if (!p->upwards)
			p->high[i] = r->count + p->base[i] / 2;
		if (policy != NULL && !policy->rounds_only)
			policy_cut(policy, &p->low[i], &p->high[i]);
	}
}

static bool
add_up(const struct publication *p)
{
	for (size_t i = 0; i < p->sums.n; i++) {
		const struct sum *s = &p->sums.item[i];

		if (!ranges_add_up(p->low, p->high, s->total, s->part, s->n))
			return false;
	}
	return true;
}

/* How many sums do not add up; SIZE_MAX: in one of them the parts make more than the total. */
static size_t
count_lacking(const struct publication *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->sums.n; i++) {
		const struct sum *s = &p->sums.item[i];
		int64_t least = 0;

		for (size_t k = 0; k < s->n; k++)
			least += p->low[s->part[k]];
		if (least > p->high[s->total])
			return SIZE_MAX;
		n += !ranges_add_up(p->low, p->high, s->total, s->part, s->n);
	}
	return n;
}

/* What the rows are tried as multiples of: the policy's base, or this of regions and the nation. */
static const int64_t tried[] = {0, 10, 5};
enum { TRIED = 3 };

static int64_t
base_of(const struct policy *policy, int64_t coarse, enum role_level level)
{
	if (coarse == 0)
		return policy_base(policy, level);
	return level == LEVEL_NATIONAL || level == LEVEL_REGIONAL ? coarse : 0;
}

/* Whether all counts in rows with a base are multiples of it, and at least `least` above 0. */
static bool
are_multiples(const struct table *t, const struct policy *policy, int64_t coarse, size_t least)
{
	size_t n = 0, zeros = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct row *r = &t->row[i];
		const int64_t base = base_of(policy, coarse, r->level);

		if (!r->known || base == 0)
			continue;
		if (r->count % base != 0)
			return false;
		n += r->count > 0;
		zeros += r->count == 0;
	}
	return n + zeros > 0 && n >= least;
}

static void
set_bases(struct publication *p, const struct policy *policy, int64_t coarse)
{
	for (size_t i = 0; i < p->table.n; i++)
		p->base[i] = base_of(policy, coarse, p->table.row[i].level);
}

/* Figures above 0 that it takes: none of what the policy rounds in what is published. */
static size_t
least_of(int64_t coarse, bool published, bool exact)
{
	return coarse == 0 ? published ? 0 : 1 : exact ? 3 : 1;
}

bool
rounding_arrived(const struct table *t, const struct policy *policy)
{
	bool arrived = false;

	for (size_t i = policy->round > 0 ? 0 : 1; i < TRIED && !arrived; i++)
		arrived = are_multiples(t, policy, tried[i], least_of(tried[i], true, true));
	return arrived;
}

void
rounding_find(struct publication *p, const struct policy *policy, bool published, bool upwards)
{
	const struct policy *known = NULL;
	size_t before, lacking;
	bool exact;

	set_ranges(p, NULL);
	before = count_lacking(p);
	exact = add_up(p);
	for (size_t i = policy->round > 0 ? 0 : 1; i < TRIED && !p->rounded; i++) {
		if (exact && !published)
			return;
		set_bases(p, policy, tried[i]);
		p->rounded = are_multiples(&p->table, policy, tried[i],
		    least_of(tried[i], published, exact));
		p->upwards = upwards;
		known = published && i == 0 ? policy : NULL;
		set_ranges(p, known);
	}
	if (p->rounded && p->upwards && (lacking = count_lacking(p)) > 0) {
		rounding_widen(p);
		if (count_lacking(p) == lacking) {	/* that was not it */
			p->upwards = true;
			p->widened = false;
			set_ranges(p, known);
		}
	}
	if (p->rounded && !add_up(p))
		set_ranges(p, NULL);
	/* Of a total over earlier quarters, other publications have the parts. */
	if (p->rounded && !exact && !add_up(p) && !(published && count_lacking(p) < before))
		rounding_none(p);
}

void
rounding_widen(struct publication *p)
{
	p->upwards = false;
	p->widened = true;
	for (size_t i = 0; i < p->table.n; i++)
		if (p->table.row[i].known && p->base[i] > 0)
			p->high[i] = p->table.row[i].count + p->base[i] / 2;
}

bool
rounding_read(struct publication *p, bool upwards)
{
	bool halves = false;

	for (size_t i = 0; i < p->table.n && p->rounded && !halves; i++)
		halves = p->table.row[i].known && p->base[i] > 0 && p->base[i] % 2 == 0;
	if (halves) {
		p->upwards = upwards;
		set_ranges(p, p->cut);
	}
	return halves;
}

void
rounding_none(struct publication *p)
{
	p->rounded = false;
	set_ranges(p, NULL);
}
