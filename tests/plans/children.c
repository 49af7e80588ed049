/* A child's plans against a plain sort and a plain look at every pair; the places of faults. */
#include "plans/children.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/slice.h"
#include "plans/quarters.h"
#include "tap/tap.h"

#define N 4000

struct made {
	unsigned child;
	int32_t start, end;
	unsigned long long line;
	const char *file;
	enum childplan_kind seen;
	int times;
};

struct all {
	struct made *plan;
	size_t n;
	int other_plan, other_place;
	const struct made *last_fault;
};

static uint64_t state = 20140630;

static unsigned
draw(unsigned below)
{
	state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (unsigned)(state >> 33) % below;
}

/* The plan's number is in its group. Faults come after the others, in order, with their places. */
static void
see(void *ctx, const struct childplan *p, enum childplan_kind kind, const struct errmsg *fault)
{
	struct all *a = ctx;
	struct made *m = &a->plan[p->group];
	bool is_fault = kind == CHILD_TWICE || kind == CHILD_OVERLAP;
	char place[40];

	m->seen = kind;
	m->times++;
	a->other_plan += m->start != p->start || m->end != p->end || p->category != m->child ||
	    p->earlier != 7;
	a->other_place += is_fault != (fault != NULL) || (is_fault ? m <= a->last_fault :
	    a->last_fault != NULL);
	if (is_fault) {
		snprintf(place, sizeof place, "%s:%llu: ", m->file, m->line);
		a->other_place += strncmp(fault->text, place, strlen(place)) != 0;
		a->last_fault = m;
	}
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
static enum childplan_kind
judge(const struct all *a, size_t i, enum childplan_kind *is)
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
	return last == PLAN_OPEN || p->start <= date_add_months(last, 24) ? CHILD_WITHIN :
	    CHILD_LATER;
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
	struct all a = {calloc(N, sizeof *a.plan), N, 0, 0, NULL};
	enum childplan_kind *is = calloc(N, sizeof *is);
	struct made **order = calloc(N, sizeof *order);
	struct children *c = children_new();
	int wrong = 0, times = 0;
	unsigned long long line = 1;
	char id[16];

	for (size_t i = 0; i < N; i++) {
		struct made *p = &a.plan[i];

		line = i == N / 2 ? 2 : line + (draw(20) == 0 ? 3 : 1);
		p->file = i < N / 2 ? "one" : "two";
		p->line = line;
		p->child = draw(children);
		p->start = 15000 + (int32_t)draw(days);
		p->end = draw(8) == 0 ? PLAN_OPEN : p->start + (int32_t)draw(days / 4 + 2);
		snprintf(id, sizeof id, "child %u", p->child);
		children_add(c, slice_of(id), p->file, (struct childplan){.line = line,
		    .earlier = 7, .group = (uint32_t)i, .category = p->child, .start = p->start, .end = p->end});
		order[i] = p;
	}
	qsort(order, N, sizeof *order, by_order);
	for (size_t i = 0; i < N; i++)
		is[order[i] - a.plan] = judge(&a, (size_t)(order[i] - a.plan), is);
	children_judge(c, see, &a);
	for (size_t i = 0; i < N; i++) {
		wrong += a.plan[i].seen != is[i];
		times += a.plan[i].times != 1;
	}
	printf("# %s\n", name);
	ok(wrong == 0);
	ok(times == 0);
	ok(a.other_plan == 0);
	ok(a.other_place == 0);
	children_free(c);
	free(a.plan);
	free(is);
	free(order);
}

int
main(void)
{
	try_plans(3, 18000, "three children with a thousand plans each");
	try_plans(400, 3000, "crowded");
	try_plans(2000, 3000, "a few plans a child");
	try_plans(1000000, 3000, "mostly one plan a child");
	try_plans(5, 6, "the same days again and again");
	children_free(NULL);
	return done_testing();
}
