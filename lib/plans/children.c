#include "plans/children.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/intern.h"
#include "base/memory.h"
#include "plans/quarters.h"

struct fault {
	const struct childplan *plan, *other;	/* other: what it repeats or overlaps */
	enum childplan_kind kind;
};

/* By the first byte of the fingerprint: sorting short lists takes less time and memory. */
#define LISTS 256

struct children {
	struct list {
		struct childplan *plan;
		size_t n, cap;
	} list[LISTS];
	const char **file;
	size_t nfiles, file_cap;
	struct fault *fault;
	size_t nfaults, fault_cap;
	void (*seen)(void *ctx, const struct childplan *plan, enum childplan_kind kind,
	    const struct errmsg *fault);
	void *ctx;
};

struct children *
children_new(void)
{
	return xcalloc(1, sizeof(struct children));
}

void
children_free(struct children *c)
{
	if (c == NULL)
		return;
	for (int i = 0; i < LISTS; i++)
		free(c->list[i].plan);
	free(c->file);
	free(c->fault);
	free(c);
}

void
children_add(struct children *c, struct slice child, const char *file, struct childplan plan)
{
	struct list *l;

	if (c->nfiles == 0 || c->file[c->nfiles - 1] != file) {
		c->file = xgrow(c->file, &c->file_cap, c->nfiles + 1, sizeof(*c->file));
		c->file[c->nfiles++] = file;
	}
	plan.child = fp_of(child.p, child.n).lo;
	plan.file = (uint32_t)(c->nfiles - 1);
	l = &c->list[plan.child >> 56];
	l->plan = xgrow(l->plan, &l->cap, l->n + 1, sizeof(*l->plan));
	l->plan[l->n++] = plan;
}

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

static int
by_place(const struct childplan *p, const struct childplan *q)
{
	return p->file != q->file ? ORDER(p->file, q->file) : ORDER(p->line, q->line);
}

static int
by_child(const void *a, const void *b)
{
	const struct childplan *p = a, *q = b;

	return p->child != q->child ? ORDER(p->child, q->child) :
	    p->start != q->start ? ORDER(p->start, q->start) :
	    p->end != q->end ? ORDER(p->end, q->end) : by_place(p, q);
}

/* Puts the n plans into `to` in order of one digit of the child; equal ones stay as they are. */
static void
sort_digit(const struct childplan *plan, size_t n, unsigned shift, struct childplan *to)
{
	enum { DIGITS = 256 };
	size_t start[DIGITS + 1] = {0};

	for (size_t i = 0; i < n; i++)
		start[(plan[i].child >> shift) % DIGITS + 1]++;
	for (size_t d = 1; d < DIGITS; d++)
		start[d] += start[d - 1];
	for (size_t i = 0; i < n; i++)
		to[start[(plan[i].child >> shift) % DIGITS]++] = plan[i];
}

/*
 * By child, start, end and place: by two digits of the fingerprint, whose first the list has, and
 * then the few plans for which these are the same.
 */
static void
sort_list(struct list *l, struct childplan *room)
{
	enum { LAST = 40, NEXT = 48 };
	size_t n;

	sort_digit(l->plan, l->n, LAST, room);
	sort_digit(room, l->n, NEXT, l->plan);
	for (size_t at = 0; at < l->n; at += n) {
		struct childplan *p = l->plan + at;

		for (n = 1; at + n < l->n && p[n].child >> LAST == p->child >> LAST; n++)
			;
		if (n > 1)
			qsort(p, n, sizeof(*p), by_child);
	}
}

static int
fault_by_place(const void *a, const void *b)
{
	const struct fault *f = a, *g = b;

	return by_place(f->plan, g->plan);
}

static void
add_fault(struct children *c, enum childplan_kind kind, const struct childplan *plan,
    const struct childplan *other)
{
	c->fault = xgrow(c->fault, &c->fault_cap, c->nfaults + 1, sizeof(*c->fault));
	c->fault[c->nfaults++] = (struct fault){plan, other, kind};
}

/* Two years are 730 or 731 days: only on the last of these does the calendar decide. */
static bool
is_within(int32_t start, int32_t last_end)
{
	return last_end == PLAN_OPEN || start - last_end <= 730 ||
	    (start - last_end == 731 && start <= date_add_months(last_end, PLAN_LONG_MONTHS));
}

static void
judge_list(struct children *c, const struct list *l)
{
	const struct childplan *last = NULL;	/* of the same child */
	const struct childplan *latest = NULL;	/* of the sound ones, the last to end */

	for (const struct childplan *p = l->plan; p < l->plan + l->n; p++) {
		if (last != NULL && last->child != p->child)
			last = latest = NULL;
		if (last != NULL && p->start == last->start && p->end == last->end) {
			add_fault(c, CHILD_TWICE, p, last);
			continue;
		}
		last = p;
		if (latest != NULL && p->start < latest->end && p->end > p->start) {
			add_fault(c, CHILD_OVERLAP, p, latest);
			continue;
		}
		c->seen(c->ctx, p, latest == NULL ? CHILD_FIRST :
		    is_within(p->start, latest->end) ? CHILD_WITHIN : CHILD_LATER, NULL);
		if (latest == NULL || p->end > latest->end)
			latest = p;
	}
}

static void
describe(const struct children *c, const struct fault *f, struct errmsg *e)
{
	const struct childplan *p = f->plan, *q = f->other;
	char start[DATE_SIZE], end[DATE_SIZE] = "", in_file[300] = "";

	if (strcmp(c->file[p->file], c->file[q->file]) != 0)
		snprintf(in_file, sizeof(in_file), " of %s", c->file[q->file]);
	if (f->kind == CHILD_TWICE) {
		errmsg_set(e, "%s:%" PRIu64 ": the same plan as on line %" PRIu64 "%s: same child, "
		    "start and end; expected each plan once", c->file[p->file], (uint64_t)p->line,
		    (uint64_t)q->line, in_file);
		return;
	}
	date_format(start, p->start);
	if (q->end != PLAN_OPEN)
		date_format(end, q->end);
	errmsg_set(e, "%s:%" PRIu64 ": a plan from %s while the child's plan on line %" PRIu64
	    "%s %s%s; expected one at a time", c->file[p->file], (uint64_t)p->line, start,
	    (uint64_t)q->line, in_file, q->end == PLAN_OPEN ? "is open" : "lasts until ", end);
}

void
children_judge(struct children *c, void (*seen)(void *ctx, const struct childplan *plan,
    enum childplan_kind kind, const struct errmsg *fault), void *ctx)
{
	struct childplan *room;
	struct errmsg e;
	size_t most = 0;

	c->seen = seen;
	c->ctx = ctx;
	for (int i = 0; i < LISTS; i++)
		most = c->list[i].n > most ? c->list[i].n : most;
	room = xcalloc(most, sizeof(*room));
	for (int i = 0; i < LISTS; i++) {
		sort_list(&c->list[i], room);
		judge_list(c, &c->list[i]);
	}
	free(room);
	if (c->nfaults > 0)
		qsort(c->fault, c->nfaults, sizeof(*c->fault), fault_by_place);
	for (size_t i = 0; i < c->nfaults; i++) {
		describe(c, &c->fault[i], &e);
		seen(ctx, c->fault[i].plan, c->fault[i].kind, &e);
	}
}
