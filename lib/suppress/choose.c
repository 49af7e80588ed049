#include "suppress/choose.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "suppress/attack.h"
#include "suppress/improve.h"
#include "suppress/master.h"
#include "suppress/parts.h"
#include "suppress/prove.h"

#define WORK_LEAST 40000000u	/* steps for all parts together: about half a second */
#define WORK_MOST 300000000u
#define WORK_CELL 90000u	/* steps for each cell, between them */
#define WORK_PART 2000000u	/* for each part, at the least */
#define WORK_SECOND 100000000u	/* when a time is given: more than a second's */

/* Takes over what was chosen for one part. */
static void
merge(struct choice *c, const struct part *part, const struct problem *p,
    const unsigned char *hidden, bool optimal)
{
	for (size_t i = 0; i < part->s.n_cells; i++) {
		if (!hidden[i])
			continue;
		c->hidden[part->cell[i]] = 1;
		c->how[part->cell[i]] = optimal ? CHOICE_OPTIMAL : CHOICE_HEURISTIC;
	}
	c->secondary += problem_count(p, hidden);
	if (!optimal)
		c->worst = CHOICE_HEURISTIC;
}

/* Whether the target cannot be protected even with all candidates hidden, or that is not known. */
static enum choose_result
refusal(const struct problem *p, const unsigned char *hidden, const struct target *t)
{
	struct attack *a = attack_new(p->s, hidden);
	int64_t low, high;
	enum attack_result r;

	attack_offer(a, p->base);
	r = attack_range(a, t->cell, &low, &high);
	attack_free(a);
	return r == ATTACK_DONE && high - low < t->need ? CHOOSE_IMPOSSIBLE : CHOOSE_GAVE_UP;
}

static void
set_weights(const struct problem *p, double *weight)
{
	double most = 1;

	for (size_t k = 0; k < p->n_candidates; k++)
		if ((double)p->s->cells[p->candidate[k]].value > most)
			most = (double)p->s->cells[p->candidate[k]].value;
	for (size_t k = 0; k < p->n_candidates; k++) {
		const struct cell *c = &p->s->cells[p->candidate[k]];

		weight[p->candidate[k]] = 1 + 0.2 * c->total + 0.1 * (double)c->value / most;
	}
}

static enum choose_result
choose_targets(struct choice *c, const struct part *part, struct greedy *g, struct prove *proof,
    uint32_t *culprit)
{
	const struct problem *p = g->p;
	double *weight = xcalloc(p->s->n_cells, sizeof(*weight));
	unsigned char *hidden = xmemdup(p->hidden, p->s->n_cells);
	struct master_result r = {0};
	enum choose_result result = CHOOSE_SAFE;
	size_t t;

	set_weights(p, weight);
	if (greedy_hide(g, weight, hidden, &t)) {
		greedy_clean(g, NULL, hidden);
		master_improve(g, hidden, &r);
		if (!r.optimal)
			improve(g, weight, hidden);
		r.optimal = r.lower_bound == problem_count(p, hidden);
		greedy_is_safe(g, hidden, &t);	/* the pool may have dropped some witnesses */
		prove_add(proof, part, p, g->pool, hidden);
		merge(c, part, p, hidden, r.optimal);
		c->lower_bound += r.lower_bound;
	} else {
		result = refusal(p, hidden, &p->target[t]);
		*culprit = part->cell[p->target[t].cell];
	}
	free(weight);
	free(hidden);
	return result;
}

static enum choose_result
choose_part(struct choice *c, const struct part *part, const struct choose_options *o,
    struct work *w, struct prove *proof, uint32_t *culprit)
{
	struct problem p;
	struct greedy g;
	struct pool *pool;
	enum choose_result result = CHOOSE_CONTRADICTION;

	if (problem_init(&p, &part->s, o, w)) {
		pool = pool_new(&p);
		greedy_init(&g, &p, pool);
		result = choose_targets(c, part, &g, proof, culprit);
		greedy_free(&g);
		pool_free(pool);
	} else if (p.unsettled) {
		result = CHOOSE_GAVE_UP;
	}
	problem_free(&p);
	return result;
}

static void
start(struct choice *c, const struct system *s, const struct choose_options *o, struct work *w)
{
	*c = (struct choice){.worst = CHOICE_OPTIMAL};
	c->hidden = xcalloc(s->n_cells, 1);
	c->how = xcalloc(s->n_cells, sizeof(*c->how));
	for (size_t i = 0; i < s->n_cells; i++) {
		c->hidden[i] = s->cells[i].class != CELL_COUNT && s->cells[i].class != CELL_FIXED;
		c->how[i] = CHOICE_OPTIMAL;
	}
	*w = (struct work){.left = WORK_CELL * (uint64_t)s->n_cells, .next_look = UINT64_MAX};
	w->left = w->left < WORK_LEAST ? WORK_LEAST : w->left > WORK_MOST ? WORK_MOST : w->left;
	if (o->seconds > 0) {
		w->left += (uint64_t)(fmin(o->seconds, 1e6) * WORK_SECOND);
		w->until = work_clock() + o->seconds;
	}
}

/* Work and time are shared by size; what one part leaves is for the next. */
static enum choose_result
choose_parts(struct choice *c, const struct parts *parts, const struct choose_options *o,
    struct work *w, struct prove *proof, uint32_t *culprit)
{
	enum choose_result r = CHOOSE_SAFE;
	size_t cells = 0;

	for (size_t i = 0; i < parts->n; i++)
		cells += parts->part[i].s.n_cells;
	for (size_t i = 0; i < parts->n && r == CHOOSE_SAFE; i++) {
		const double share = (double)parts->part[i].s.n_cells / (double)cells;
		const uint64_t all = w->left;
		const double until = work_share_time(w, share);

		w->left = (uint64_t)((double)all * share);
		if (w->left < WORK_PART)
			w->left = WORK_PART;
		w->over = false;
		cells -= parts->part[i].s.n_cells;
		r = choose_part(c, &parts->part[i], o, w, proof, culprit);
		w->left += all - (uint64_t)((double)all * share);
		w->until = until;
		w->next_look = UINT64_MAX;
	}
	return r;
}

enum choose_result
choose(const struct system *s, const struct choose_options *o, struct choice *c, uint32_t *culprit)
{
	struct parts parts;
	struct prove proof;
	struct work w;
	enum choose_result r;

	start(c, s, o, &w);
	*culprit = SYSTEM_NO_CELL;
	parts_build(&parts, s);
	prove_init(&proof, s);
	r = choose_parts(c, &parts, o, &w, &proof, culprit);
	parts_free(&parts);
	if (r == CHOOSE_SAFE && !prove_choice(&proof, o, c))
		r = CHOOSE_GAVE_UP;
	prove_free(&proof);
	return r;
}

void
choice_free(struct choice *c)
{
	free(c->hidden);
	free(c->how);
	*c = (struct choice){0};
}
