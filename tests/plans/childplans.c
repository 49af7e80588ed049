/* A child's plans against a plain sort and a plain look at every pair; the map of places; quarters. */
#include "plans/childplans.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/slice.h"
#include "plans/placemap.h"
#include "plans/quarters.h"
#include "tap/tap.h"

#define N 4000

struct made {
	unsigned child;
	int32_t start, end;
	struct childplan_seen seen;
	int times;
};

struct all {
	struct made *plan;
	size_t n;
	int out_of_order;
	const struct childplan_seen *last;
};

static uint64_t state = 20140630;

static unsigned
draw(unsigned below)
{
	state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (unsigned)(state >> 33) % below;
}

static void
see(void *ctx, const struct childplan_seen *s)
{
	struct all *a = ctx;
	struct made *m = &a->plan[s->plan];

	m->seen = *s;
	m->times++;
	a->out_of_order += m->start != s->start || m->end != s->end;
}

/* The order in which a child's plans are judged. */
static int
before(const struct made *a, const struct made *b)
{
	if (a->start != b->start)
		return a->start < b->start;
	if (a->end != b->end)
		return a->end < b->end;
	return a < b;
}

/* What plan i is, from the definition alone: every earlier plan of the child that is kept. */
static enum childplan
judge(const struct all *a, size_t i, enum childplan *is)
{
	const struct made *p = &a->plan[i], *q;
	bool overlap = false, any = false;
	int32_t last = INT32_MIN;

	for (size_t k = 0; k < a->n; k++) {
		q = &a->plan[k];
		if (q->child != p->child || !before(q, p))
			continue;
		if (q->start == p->start && q->end == p->end)
			return CHILD_TWICE;
		if (is[k] == CHILD_OVERLAP || is[k] == CHILD_TWICE)
			continue;
		any = true;
		overlap |= p->start < q->end && p->end > p->start;
		last = q->end > last ? q->end : last;
	}
	if (overlap)
		return CHILD_OVERLAP;
	if (!any)
		return CHILD_FIRST;
	return last == PLAN_OPEN || p->start <= date_add_months(last, 24) ? CHILD_WITHIN : CHILD_LATER;
}

static int
by_order(const void *x, const void *y)
{
	const struct made *a = *(const struct made *const *)x, *b = *(const struct made *const *)y;

	return before(a, b) ? -1 : before(b, a);
}

static void
try_plans(unsigned children, unsigned days, const char *name)
{
	struct all a = {calloc(N, sizeof *a.plan), N, 0, NULL};
	enum childplan *is = calloc(N, sizeof *is);
	struct made **order = calloc(N, sizeof *order);
	struct childplans *c = childplans_new();
	int wrong = 0, times = 0;
	char id[16];

	for (size_t i = 0; i < N; i++) {
		struct made *p = &a.plan[i];

		p->child = draw(children);
		p->start = 15000 + (int32_t)draw(days);
		p->end = draw(8) == 0 ? PLAN_OPEN : p->start + (int32_t)draw(days / 4 + 2);
		snprintf(id, sizeof id, "child %u", p->child);
		childplans_add(c, slice_of(id), p->start, p->end);
		order[i] = p;
	}
	qsort(order, N, sizeof *order, by_order);
	for (size_t i = 0; i < N; i++)
		is[order[i] - a.plan] = judge(&a, (size_t)(order[i] - a.plan), is);
	childplans_check(c, see, &a);
	for (size_t i = 0; i < N; i++) {
		wrong += a.plan[i].seen.is != is[i];
		times += a.plan[i].times != 1;
	}
	printf("# %s\n", name);
	ok(wrong == 0);
	ok(times == 0);
	ok(a.out_of_order == 0);
	childplans_free(c);
	free(a.plan);
	free(is);
	free(order);
}

static void
try_places(void)
{
	struct placemap m = {0};
	uint64_t want[500];
	uint64_t line = 1;
	int wrong = 0;
	const char *file = "one";

	for (int i = 0; i < 500; i++) {
		line += draw(20) == 0 ? 3 : 1;
		if (i == 250) {
			file = "two";
			line = 2;
		}
		want[i] = line;
		placemap_add(&m, file, line);
	}
	for (int i = 0; i < 500; i++)
		wrong += placemap_get(&m, (uint64_t)i).line != want[i] ||
		    strcmp(placemap_get(&m, (uint64_t)i).file, i < 250 ? "one" : "two") != 0;
	ok(wrong == 0);
	ok(m.n < 60);
	placemap_free(&m);
}

static void
try_quarters(void)
{
	struct period from, to;
	struct errmsg e;

	ok(quarters_parse("2014-15 Q2..2015-16 Q1", PERIOD_NO_YEAR, false, &from, &to, &e) == 0);
	ok(from.freq == PERIOD_FQUARTER && from.ord == 2014 * 4 + 1 && to.ord == 2015 * 4);
	ok(quarters_parse("2014..2015", PERIOD_NO_YEAR, true, &from, &to, &e) == 0);
	ok(from.freq == PERIOD_QUARTER && from.ord == 2014 * 4 && to.ord == 2015 * 4 + 3);
	ok(quarters_parse("2014-15", PERIOD_NO_YEAR, false, &from, &to, &e) == 0);
	ok(from.ord == 2014 * 4 && to.ord == 2014 * 4 + 3);
	ok(quarters_parse("Q2", 2014, false, &from, &to, &e) == 0);
	ok(from.ord == 2014 * 4 + 1 && to.ord == from.ord);
	ok(quarters_parse("2014", PERIOD_NO_YEAR, false, &from, &to, &e) == -1);
}

int
main(void)
{
	try_plans(3, 18000, "three children with a thousand plans each");
	try_plans(400, 3000, "crowded");
	try_plans(2000, 3000, "a few plans a child");
	try_plans(1000000, 3000, "mostly one plan a child");
	try_plans(5, 6, "the same days again and again");
	try_places();
	try_quarters();
	return done_testing();
}
