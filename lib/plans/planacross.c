#include "plans/planacross.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "plans/childplans.h"
#include "plans/placemap.h"

struct fault {
	uint32_t plan, other;
	int32_t start, other_end;
	enum plan_fault is;
};

struct planacross {
	struct planacross_options o;
	struct plancount *count;
	size_t rows;
	struct childplans *children;
	struct placemap places;		/* of the plans in `children` */
	uint32_t *slot;			/* each plan's group * rows + row, where it is needed again */
	size_t slot_cap;
	uint8_t *earlier;		/* each plan's enum plan_earlier */
	size_t earlier_cap;
	struct fault *fault;
	size_t nfaults, fault_cap;
	uint64_t only_said;		/* plans whose earlier ones are known by `earlier` only, */
	uint64_t denied;		/* and those with none by it, but with one in the records */
};

struct planacross *
planacross_new(struct plancount *count, size_t rows, const struct planacross_options *o)
{
	struct planacross *a = xcalloc(1, sizeof *a);

	*a = (struct planacross){.o = *o, .count = count, .rows = rows, .children = childplans_new()};
	return a;
}

void
planacross_free(struct planacross *a)
{
	if (a == NULL)
		return;
	childplans_free(a->children);
	placemap_free(&a->places);
	free(a->slot);
	free(a->earlier);
	free(a->fault);
	free(a);
}

static bool
keeps_slots(const struct planacross *a)
{
	return a->o.take_out || (a->o.subsequent && a->o.groups);
}

int
planacross_add(struct planacross *a, const struct plan *plan, uint32_t group, const char *file,
    uint64_t line)
{
	uint64_t n = a->places.count;

	if (childplans_add(a->children, plan->child, plan->start, plan->end) == -1)
		return -1;
	placemap_add(&a->places, file, line);
	if (keeps_slots(a)) {
		a->slot = xgrow(a->slot, &a->slot_cap, n + 1, sizeof *a->slot);
		a->slot[n] = (uint32_t)(group * a->rows + plan->category);
	}
	if (a->o.earlier) {
		a->earlier = xgrow(a->earlier, &a->earlier_cap, n + 1, sizeof *a->earlier);
		a->earlier[n] = (uint8_t)plan->earlier;
	}
	return 0;
}

/* A plan that started: is it a second or later one, and within two years of the last? */
static void
count_subsequent(struct planacross *a, const struct childplan_seen *s)
{
	size_t group = keeps_slots(a) ? a->slot[s->plan] / a->rows : 0;
	int said = a->o.earlier ? a->earlier[s->plan] : EARLIER_UNSAID;

	if (s->is != CHILD_FIRST || said == EARLIER_SOME)
		plancount_event(a->count, group, 0, s->start);
	if (s->is == CHILD_WITHIN)
		plancount_event(a->count, group, 1, s->start);
	plancount_event(a->count, group, 2, s->start);
	a->only_said += s->is == CHILD_FIRST && said == EARLIER_SOME;
	a->denied += s->is != CHILD_FIRST && said == EARLIER_NONE;
}

static void
see_plan(void *ctx, const struct childplan_seen *s)
{
	struct planacross *a = ctx;

	if (s->is == CHILD_TWICE || s->is == CHILD_OVERLAP) {
		a->fault = xgrow(a->fault, &a->fault_cap, a->nfaults + 1, sizeof *a->fault);
		a->fault[a->nfaults++] = (struct fault){s->plan, s->other, s->start, s->other_end,
		    s->is == CHILD_TWICE ? PLAN_TWICE : PLAN_OVERLAP};
		if (a->o.take_out)
			plancount_add(a->count, a->slot[s->plan] / a->rows,
			    a->slot[s->plan] % a->rows, s->start, s->end, -1);
		return;
	}
	if (a->o.take_out)
		plancount_cover(a->count, s->start, s->end);
	if (a->o.subsequent)
		count_subsequent(a, s);
}

static int
by_plan(const void *x, const void *y)
{
	const struct fault *f = x, *g = y;

	return (f->plan > g->plan) - (f->plan < g->plan);
}

static void
say_fault(const struct planacross *a, const struct fault *f, struct errmsg *e)
{
	struct place here = placemap_get(&a->places, f->plan);
	struct place there = placemap_get(&a->places, f->other);
	char start[DATE_SIZE], end[DATE_SIZE], in_file[300] = "";

	date_format(start, f->start);
	if (f->other_end != PLAN_OPEN)
		date_format(end, f->other_end);
	if (strcmp(here.file, there.file) != 0)
		snprintf(in_file, sizeof in_file, " of %s", there.file);
	if (f->is == PLAN_TWICE)
		errmsg_set(e, "%s:%" PRIu64 ": the same plan as on line %" PRIu64 "%s: same child, start "
		    "and end; expected each plan once", here.file, here.line, there.line, in_file);
	else
		errmsg_set(e, "%s:%" PRIu64 ": a plan from %s while the child's plan on line %" PRIu64
		    "%s %s%s; expected one at a time", here.file, here.line, start, there.line, in_file,
		    f->other_end == PLAN_OPEN ? "is open" : "lasts until ",
		    f->other_end == PLAN_OPEN ? "" : end);
}

void
planacross_check(struct planacross *a,
    void (*fault)(void *ctx, enum plan_fault f, const struct errmsg *e), void *ctx)
{
	struct errmsg e;

	if (a->o.take_out)
		plancount_uncover(a->count);
	childplans_check(a->children, see_plan, a);
	if (a->nfaults > 0)
		qsort(a->fault, a->nfaults, sizeof *a->fault, by_plan);
	for (size_t i = 0; i < a->nfaults; i++) {
		say_fault(a, &a->fault[i], &e);
		fault(ctx, a->fault[i].is, &e);
	}
}

void
planacross_notes(const struct planacross *a, const struct mix_say *say)
{
	struct errmsg e;

	if (a->only_said > 0) {
		errmsg_set(&e, "second or later by the number of previous plans only: %" PRIu64 " of %"
		    PRIu64 " plans; whether they started within two years of the last is not known, "
		    "and not counted", a->only_said, a->places.count);
		say->say(say->ctx, MIX_NOTE, e.text);
	}
	if (a->denied > 0) {
		errmsg_set(&e, "0 previous plans although the records have one: %" PRIu64 " of %" PRIu64
		    " plans; counted as second or later", a->denied, a->places.count);
		say->say(say->ctx, MIX_NOTE, e.text);
	}
}
