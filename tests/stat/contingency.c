/* Values from mpmath at 50 digits; those of `small`, `strong` and `years` also from R. */
#include "stat/contingency.h"

#include "tap/tap.h"

static const struct {
	const char *name;
	size_t rows, columns;
	int64_t count[15];
	struct contingency want;
} tables[] = {
	{"small", 2, 2, {3, 7, 11, 4}, {4.5725108225108225, 0.032488914320646673, 4.68174882897775,
	    0.030484698924794433, 0.42766860172384984, 4.4, 1, 1, 4, 25}},
	{"an empty row and an empty column", 3, 4, {5, 0, 9, 2, 0, 0, 0, 0, 8, 0, 1, 4},
	    {7.5292036489151874, 0.02317683884865706, 8.4285667433942437, 0.014782911825079466,
	    0.50953676219833068, 2.6896551724137931, 2, 3, 6, 29}},
	{"national", 3, 5, {21430, 4350, 2230, 15890, 4400, 21431, 4351, 2229, 15890, 4401, 21600,
	    4300,
	    2290, 15750, 4460}, {3.5898719537172312, 0.89210386941758935, 3.5889070377896176,
	    0.89218111150060823, 0.0035183374007133708, 2248.0841643563537, 8, 0, 15, 145002}},
	{"next to no difference", 2, 3, {1000000, 2000001, 3000000, 1000001, 2000000, 3000001},
	    {8.3333301388903472e-7, 0.99999958333357986, 8.3333301388905305e-7, 0.99999958333357986,
	    2.6352305489840184e-7, 1000000.4166666458, 2, 0, 6, 12000003}},
	{"strong", 3, 3, {900, 100, 0, 0, 100, 900, 300, 400, 300}, {2400, 0, 2851.3891636606246, 0,
	    0.63245553203367587, 200, 4, 0, 9, 3000}},
	{"one row", 1, 3, {4, 8, 12}, {NAN, NAN, NAN, NAN, NAN, 4, 0, 1, 3, 24}},
	{"one column left", 2, 2, {4, 0, 5, 0}, {NAN, NAN, NAN, NAN, NAN, 4, 0, 1, 2, 9}},
	{"nothing but zeros", 2, 2, {0}, {NAN, NAN, NAN, NAN, NAN, NAN, 0, 0, 0, 0}},
};

static const struct {
	const char *name;
	size_t k;
	int64_t events[4], trials[4];
	double score[4];
	struct cochran_armitage want;
} trends[] = {
	{"years as scores", 4, {30, 41, 55, 60}, {300, 310, 320, 305}, {2012, 2013, 2015, 2016},
	    {3.5940153800370344, 12.916946551942749, 0.0003256206030125479, 0.023277178169846138}},
	{"no trend at all", 3, {10, 20, 30}, {20, 40, 60}, {1, 2, 3}, {0, 0, 1, 0}},
	{"a period without plans", 3, {4, 0, 9}, {50, 0, 60}, {1, 2, 3},
	    {1.1323937577193757, 1.2823156225218081, 0.2574689280665, 0.035}},
	{"large counts", 3, {130000, 131000, 133500}, {1000000, 1000100, 1000200}, {1, 2, 3},
	    {7.2681949193829139, 52.826657386143602, 3.6432284738233111e-13,
	    0.0017366776586793386}},
	{"uneven scores", 4, {1, 5, 9, 30}, {40, 41, 42, 43}, {0.5, 1.25, 2, 7.75},
	    {7.5394773088618809, 56.843718090843189, 4.7185889758834957e-14, 0.08998322666796945}},
	{"no events", 2, {0, 0}, {5, 6}, {1, 2}, {NAN, NAN, NAN, NAN}},
	{"nothing but events", 2, {5, 6}, {5, 6}, {1, 2}, {NAN, NAN, NAN, NAN}},
	{"one score", 2, {2, 3}, {5, 6}, {1, 1}, {NAN, NAN, NAN, NAN}},
	{"no groups", 0, {0}, {0}, {0}, {NAN, NAN, NAN, NAN}},
};

/* mpmath, 50 digits, on exact integers; several also from R, its limits polished. */
static const struct {
	int64_t x, n, y, m;
	struct odds want;
} ratios[] = {
	{180, 185, 203, 267, {11.304812142574562, {4.4588229140907085, 36.794642771602163},
	    3.9504846556969475e-11}},
	{9, 129, 29, 2500, {6.3804844794879401, {2.5972386624983832, 14.233981349594224},
	    0.00012111330050181342}},
	{0, 10, 3, 12, {0, {0, 2.7790175179846619}, 0.2857142857142857}},
	{10, 10, 3, 12, {INFINITY, {3.4511655035386952, INFINITY}, 0.00088456435205661217}},
	{0, 10, 0, 12, {NAN, {0, INFINITY}, 1}},
	{10, 10, 12, 12, {NAN, {0, INFINITY}, 1}},
	{1, 2, 1, 2, {1, {0.0064000163579110278, 156.24960063795854}, 1}},
	{5, 6, 0, 6, {INFINITY, {1.6829448764957657, INFINITY}, 0.015151515151515152}},
	{3, 4, 0, 4, {INFINITY, {0.53286445531102311, INFINITY}, 0.14285714285714285}},
	{50, 235, 888, 2873, {0.60424057982883206, {0.4285901602280302, 0.83904978242877992},
	    0.0019315963585128098}},
	{400, 800, 300, 6000, {18.982378777117457, {15.787475637119812, 22.854627356859908},
	    1.1874721890505636e-222}},
	{120, 200, 5000, 40000, {10.498872443479295, {7.8334585208842089, 14.134588994230834},
	    9.9660968085651687e-56}},
	/* by hand: P(X = 1) = 1000000 r / (1000000 r + 3) */
	{1, 1000000, 0, 3, {INFINITY, {7.6923076923076923e-08, INFINITY}, 1}},
};

static void
test_odds(void)
{
	struct odds o = {.p = -1};
	char name[100];

	ok(odds_ratio(3, 2, 1, 2, 0.95, &o) == -1);
	ok(odds_ratio(1, 2, -1, 2, 0.95, &o) == -1);
	ok(odds_ratio(0, 0, 1, 2, 0.95, &o) == -1);
	ok(odds_ratio(1, 2, 1, ODDS_MOST + 1, 0.95, &o) == -1);
	ok(odds_ratio(1, 2, 1, 2, 95, &o) == -1);
	ok(o.p == -1);
	for (size_t i = 0; i < sizeof(ratios) / sizeof(ratios[0]); i++) {
		const struct odds *w = &ratios[i].want;

		snprintf(name, sizeof(name), "%d of %d against %d of %d", (int)ratios[i].x,
		    (int)ratios[i].n, (int)ratios[i].y, (int)ratios[i].m);
		tap_ok(odds_ratio(ratios[i].x, ratios[i].n, ratios[i].y, ratios[i].m, 0.95,
		    &o) == 0, name);
		tap_ok(o.value == w->value || fabs(o.value - w->value) < 1e-12 * w->value ||
		    (isnan(o.value) && isnan(w->value)), name);
		is_close(o.ci.lo, w->ci.lo, 1e-12, name);
		tap_ok(o.ci.hi == w->ci.hi || fabs(o.ci.hi - w->ci.hi) < 1e-12 * w->ci.hi, name);
		is_close(o.p, w->p, 1e-12, name);
	}
	is_close(odds_p_fisher(9, 129, 29, 2500), 6.05566502509067e-05, 1e-12, "R's p");
	is_close(odds_p_fisher(45, 60, 338, 392), 0.0329690347477745, 1e-12, "of both tails");
	is_close(odds_p_fisher(3, 2, 1, 2), NAN, 0, "out of range");
	/* Of millions the sample's ratio has the same first digits; a tiny p is 0. */
	ok(odds_ratio(2000000, 20000000, 29000000, 300000000, 0.95, &o) == 0);
	is_close(o.value, 2.0 / 18 * 271 / 29, 1e-6, "millions");
	ok(odds_ratio(40000, 100000, 30000, 200000, 0.95, &o) == 0);
	is_close(o.p, 0, 0, "too small to write");
}

static void
check_table(const struct contingency *got, const struct contingency *want)
{
	is_close(got->chisq, want->chisq, 1e-13, "chi-square");
	is_close(got->p, want->p, 1e-11, "its p");
	is_close(got->g, want->g, 1e-13, "G");
	is_close(got->p_g, want->p_g, 1e-11, "its p");
	is_close(got->v, want->v, 1e-13, "Cramer's V");
	is_close(got->min_expected, want->min_expected, 1e-14, "smallest expected count");
	ok(got->df == want->df && got->below5 == want->below5 && got->cells == want->cells &&
	    got->n == want->n);
}

int
main(void)
{
	struct cochran_armitage ca;
	struct contingency t;
	int64_t bad[2][4] = {{1, 2, -1, 4}, {CONTINGENCY_MAX, 1, 0, 0}};
	double scores[2] = {1, NAN};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		printf("# %s\n", tables[i].name);
		ok(contingency(tables[i].count, tables[i].rows, tables[i].columns, &t) == 0);
		check_table(&t, &tables[i].want);
	}
	for (size_t i = 0; i < sizeof(trends) / sizeof(trends[0]); i++) {
		printf("# %s\n", trends[i].name);
		ok(cochran_armitage(trends[i].events, trends[i].trials, trends[i].score,
		    trends[i].k,
		    &ca) == 0);
		is_close(ca.z, trends[i].want.z, 1e-14, "z");
		is_close(ca.chisq, trends[i].want.chisq, 1e-13, "chi-square");
		is_close(ca.p, trends[i].want.p, 1e-11, "p");
		is_close(ca.slope, trends[i].want.slope, 1e-14, "slope");
	}
	ok(contingency(bad[0], 2, 2, &t) == -1);
	ok(contingency(bad[1], 2, 2, &t) == -1);
	ok(cochran_armitage((int64_t[]){3, 1}, (int64_t[]){2, 2}, (double[]){1, 2}, 2, &ca) == -1);
	ok(cochran_armitage((int64_t[]){1, 1}, (int64_t[]){2, 2}, scores, 2, &ca) == -1);
	ok(cochran_armitage((int64_t[]){-1, 1}, (int64_t[]){2, 2}, (double[]){1, 2}, 2, &ca) == -1);
	test_odds();
	return done_testing();
}
