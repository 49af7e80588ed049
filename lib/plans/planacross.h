#ifndef PLANS_PLANACROSS_H
#define PLANS_PLANACROSS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "plans/mixread.h"
#include "plans/plancount.h"
#include "plans/planread.h"

/*
 * What a child's plans say beside one another, for the table that is being counted: plans there twice or open
 * at once are faults, with their lines; second and later plans are counted. Keeps plans/childplans.h's 16
 * bytes a plan, plans/placemap.h's for the lines, and what the options say.
 */
struct planacross;

struct planacross_options {
	bool take_out;		/* a plan at fault is taken out of the table again: 4 bytes a plan */
	bool subsequent;	/* plans started are counted into the rows 0 (second or later), 1 (within
				   two years) and 2 (all); */
	bool groups;		/* by groups: 4 bytes a plan; */
	bool earlier;		/* also by the plans' own `earlier`: 1 byte a plan */
};

/* count, of `rows` rows a group (totals left out), is used until planacross_check() is done. */
struct planacross *planacross_new(struct plancount *count, size_t rows,
    const struct planacross_options *o);
void planacross_free(struct planacross *a);	/* NULL does nothing */

/* The next plan, already counted. file is not copied. -1: there are 2^32 already. */
int planacross_add(struct planacross *a, const struct plan *plan, uint32_t group, const char *file,
    uint64_t line);

/* Looks across all plans, once: calls fault() for each that is at fault, in order of the input. */
void planacross_check(struct planacross *a,
    void (*fault)(void *ctx, enum plan_fault f, const struct errmsg *e), void *ctx);

/* After it: where the plans' own `earlier` and the records do not say the same. */
void planacross_notes(const struct planacross *a, const struct mix_say *say);

#endif
