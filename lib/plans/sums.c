#include "plans/sums.h"

/* How many of the other categories are above 0, if this one is their sum; else SIZE_MAX. */
static size_t
parts_of(const struct mix *m, size_t g, size_t p, size_t cat)
{
	const struct mix_cell *total = mix_total(m, g, p);
	size_t n = 0;

	for (size_t c = 0; c < m->ncats; c++) {
		const struct mix_cell *cell = mix_cell(m, g, c, p);

		if (cell->state == MIX_HIDDEN)
			return 0;
		n += c != cat && cell->count > 0;
	}
	return total->state != MIX_COUNT || mix_cell(m, g, cat, p)->count ==
	    total->count - mix_cell(m, g, cat, p)->count ? n : SIZE_MAX;
}

static size_t
find_sum(const struct mix *m)
{
	for (size_t cat = 0; cat < m->ncats; cat++) {
		size_t most = 0;

		for (size_t g = 0; g < m->ngroups; g++)
			for (size_t p = 0; p < m->nperiods && most < SIZE_MAX; p++) {
				size_t n = parts_of(m, g, p, cat);

				most = n > most ? n : most;
			}
		if (most > 1 && most < SIZE_MAX)
			return cat;
	}
	return m->ncats;
}

/* "All", "All children", "Grand total" */
static bool
is_total(struct slice s)
{
	struct slice word, first = {"", 0};

	while (s.n > 0 && slice_next(&s, ' ', &word)) {
		first = first.n == 0 ? word : first;
		if (slice_caseeq(word, slice_of("total")))
			return true;
	}
	return slice_caseeq(first, slice_of("all")) || slice_caseeq(first, slice_of("overall"));
}

int
sums_check(const struct mix *m, struct errmsg *e)
{
	const size_t c = find_sum(m);

	if (c == m->ncats)
		return 0;
	if (is_total(slice_of(m->cat[c])))
		return errmsg_set(e, "'%s' is the sum of the other categories; expected the name "
		    "Total for it, or no such rows", m->cat[c]);
	errmsg_set(e, "'%s' is everywhere the sum of the other categories; if it is their total, "
	    "name it Total", m->cat[c]);
	return 1;
}
