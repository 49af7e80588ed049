#include "rules/share.h"

#include <stdlib.h>

#include "base/memory.h"
#include "stat/apportion.h"

struct rat
share_unit(const struct node *share, bool whole)
{
	const struct node *places = share->a->next->next;
	struct rat unit = RAT(1);
	int64_t decimals;

	if (!rat_whole(places->ratio))
		return places->ratio;
	if (rat_cmp(places->ratio, RAT(1)) == 0 && whole)
		return unit;
	if (rat_digits(places->ratio, 0, &decimals))
		while (decimals-- > 0)
			unit.d *= 10;
	return unit;
}

/* All values as whole numbers of one decimal unit; false when one is not known or does not fit. */
static bool
to_counts(const struct value *v, size_t n, int64_t *count, bool *huge)
{
	int scale = 0;

	for (size_t i = 0; i < n; i++) {
		*huge |= v[i].kind == VALUE_HUGE;
		if (!v[i].known || (!v[i].num.point && rat_cmp(v[i].num.lo, v[i].num.hi) != 0))
			return false;
	}
	for (size_t i = 0; i < n; )
		if (rat_digits(v[i].num.lo, scale, &count[i])) {
			i++;
		} else if (scale == 18) {
			*huge = true;
			return false;
		} else {
			scale++;
			i = 0;
		}
	return true;
}

static __int128
sum_of(const int64_t *count, size_t n)
{
	__int128 sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += count[i];
	return sum;
}

void
share_work_out(const struct node *share, bool whole, struct value *v, size_t n)
{
	struct rat unit = share_unit(share, whole), units;
	int64_t *count = xcalloc(n + 1, sizeof(*count)), *got = xcalloc(n + 1, sizeof(*got)), total = 0;
	bool *either = xcalloc(n + 1, sizeof(*either)), huge = false, known, winner;
	__int128 sum;

	known = to_counts(v, n, count, &huge) && rat_div(share->a->next->ratio, unit, &units) &&
	    rat_digits(units, 0, &total);
	if (known && apportion(count, n, total, got, either) != 0)
		known = false;
	sum = sum_of(count, n);
	for (size_t i = 0; i < n; i++) {
		v[i] = (struct value){.kind = huge ? VALUE_HUGE : VALUE_NONE, .text = {"", 0}};
		if (!known)
			continue;
		v[i].kind = VALUE_NUMBER;
		v[i].known = v[i].num.point = true;
		rat_mul(RAT(got[i]), unit, &v[i].num.lo);
		if (!either[i])
			continue;
		/* a tied winner has its whole part and one more */
		winner = got[i] * sum > (__int128)total * count[i];
		v[i].tied = true;
		rat_mul(RAT(got[i] + (winner ? -1 : 1)), unit, &v[i].other);
	}
	free(count);
	free(got);
	free(either);
}
