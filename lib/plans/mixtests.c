#include "plans/mixtests.h"

#include <math.h>
#include <stdlib.h>

#include "plans/mixout.h"
#include "plans/mixtable.h"

static int
put_statistic(const struct mixtable *t, const char *test, const char *item, const char *statistic,
    double v, struct writer *out)
{
	mixout_keys(t->m, t->group, out);
	writer_str(out, test);
	writer_str(out, item);
	writer_str(out, statistic);
	if (isnan(v))
		writer_str(out, "NA");
	else
		writer_double(out, v);
	return writer_end(out);
}

static int
detail_periods(const struct mixtable *t, const char *test, const char *item, size_t a, size_t b,
    struct writer *out)
{
	struct contingency c;

	if (!mixtable_test(t, a, b, &c))
		return 0;
	const struct {
		const char *name;
		double v;
	} s[] = {
		{"chisq", c.chisq}, {"df", (double)c.df}, {"p", c.p}, {"g", c.g}, {"p_g", c.p_g},
		{"v", c.v}, {"minE", c.min_expected}, {"nE5", (double)c.below5},
		{"cells", (double)c.cells}, {"n", (double)c.n},
	};
	for (size_t i = 0; i < sizeof s / sizeof s[0]; i++)
		if (put_statistic(t, test, item, s[i].name, s[i].v, out) == -1)
			return -1;
	return 0;
}

static int
detail_trend(const struct mixtable *t, size_t k, struct writer *out)
{
	struct cochran_armitage ca;
	struct contingency c;

	if (!mixtable_trend(t, k, &ca, &c))
		return 0;
	const struct {
		const char *name;
		double v;
	} s[] = {{"z", ca.z}, {"chisq", ca.chisq}, {"p", ca.p}, {"slope", ca.slope}};
	for (size_t i = 0; i < sizeof s / sizeof s[0]; i++)
		if (put_statistic(t, "cochran_armitage", t->m->cat[k], s[i].name, s[i].v, out) == -1)
			return -1;
	return 0;
}

static int
detail_group(const struct mixtable *t, struct writer *out)
{
	size_t a, b;
	char *item;
	int r;

	r = detail_periods(t, "chisq_all_periods", "all", 0, 0, out);
	for (size_t i = 0; i < mixtable_pairs(t) && r == 0; i++) {
		mixtable_pair(t, i, &a, &b);
		item = mixtable_pair_name(t, a, b);
		r = detail_periods(t, "chisq_pair", item, a, b, out);
		free(item);
	}
	for (size_t k = 0; k < t->m->ncats && t->nperiods > 1 && r == 0; k++)
		if (mix_has_category(t->m, t->group, k))
			r = detail_trend(t, k, out);
	return r;
}

int
mixtests_detail(const struct mix *m, struct writer *out)
{
	struct mixtable t;
	int r;

	mixout_columns(m, out);
	writer_str(out, "test");
	writer_str(out, "item");
	writer_str(out, "statistic");
	writer_str(out, "value");
	r = writer_end(out);
	for (size_t g = 0; g < m->ngroups && r == 0; g++) {
		t = mixtable_of(m, g);
		if (t.nperiods > 0)
			r = detail_group(&t, out);
		mixtable_free(&t);
	}
	return r;
}
