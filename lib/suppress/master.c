#include "suppress/master.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "suppress/separate.h"
#include "suppress/simplex.h"

enum {
	ROOT_ROUNDS = 400,	/* of cuts before the first branch */
	NODE_ROUNDS = 4,	/* at each later node, while cells are hidden in part */
	CUTS_ONCE = 40,
	ROUND_UP = 4		/* relaxations, of which each last one is made a choice */
};

#define SHARE_TIME 0.6		/* of the time allowed; the rest is for trials */
#define SHARE 0.45		/* of the work, to count; */
#define SHARE_LARGE 0.02	/* in a large cube, where it gives no more than a bound */

/* The order of preference: each stage keeps what the ones before have reached. */
enum stage { STAGE_COUNT, STAGE_TOTALS, STAGE_SUM, STAGE_ORDER };

struct master {
	struct greedy *g;
	const struct problem *p;
	struct separator s;
	glp_prob *lp;		/* a column for each candidate */
	double *cost;		/* of each candidate */
	double *part;		/* of each cell */
	unsigned char *best, *trial;
	double cutoff;		/* what costs more is of no interest */
	size_t next_target;
	struct bridge *bridge;
	size_t n_bridges;
	enum stage stage;
	double scale;		/* of the sum of values */
	unsigned turn;
	bool found;		/* a better choice, in this stage */
	double proved_bound;	/* of the first stage, before any cut that is not proved */
};

/* An equation without hidden cells: a candidate hidden in it needs another one. */
struct bridge {
	int *column;		/* from 1 */
	int n;
};

static bool
is_whole(double x)
{
	return x < 1e-6 || x > 1 - 1e-6;
}

/* Whether nothing but the equation is lost or won when one of its cells is hidden. */
static bool
is_bridge(const struct problem *p, const struct constraint *c, const unsigned char *owns)
{
	size_t candidates = 0;

	if (c->owner != SYSTEM_NO_CELL || c->low != c->high)
		return false;
	for (size_t k = 0; k < c->n; k++) {
		uint32_t i = c->terms[k].cell;
		int64_t a = c->terms[k].coefficient;

		if (p->hidden[i] || p->s->cells[i].shown_low != p->s->cells[i].shown_high ||
		    owns[i] || (a != 1 && a != -1))
			return false;
		candidates += p->s->cells[i].class == CELL_COUNT;
	}
	return candidates > 0;
}

static void
find_bridges(struct master *m)
{
	const struct problem *p = m->p;
	unsigned char *owns = xcalloc(p->s->n_cells, 1);
	int *column = xcalloc(p->s->n_cells, sizeof(*column));

	for (size_t i = 0; i < p->s->n_constraints; i++)
		if (p->s->constraints[i].owner != SYSTEM_NO_CELL)
			owns[p->s->constraints[i].owner] = 1;
	for (size_t k = 0; k < p->n_candidates; k++)
		column[p->candidate[k]] = (int)k + 1;
	m->bridge = xcalloc(p->s->n_constraints, sizeof(*m->bridge));
	for (size_t i = 0; i < p->s->n_constraints; i++) {
		const struct constraint *c = &p->s->constraints[i];
		struct bridge *b = &m->bridge[m->n_bridges];

		if (!is_bridge(p, c, owns))
			continue;
		b->column = xcalloc(c->n, sizeof(*b->column));
		for (size_t k = 0; k < c->n; k++)
			if (column[c->terms[k].cell] != 0)
				b->column[b->n++] = column[c->terms[k].cell];
		m->n_bridges++;
	}
	free(owns);
	free(column);
}

static void
master_init(struct master *m, struct greedy *g, const unsigned char *hidden)
{
	const struct problem *p = g->p;

	*m = (struct master){.g = g, .p = p, .lp = simplex_new()};
	separator_init(&m->s, g);
	m->cost = xcalloc(p->n_candidates, sizeof(*m->cost));
	m->part = xcalloc(p->s->n_cells, sizeof(*m->part));
	m->best = xmemdup(hidden, p->s->n_cells);
	m->trial = xmemdup(p->hidden, p->s->n_cells);
	if (p->n_candidates > 0)
		glp_add_cols(m->lp, (int)p->n_candidates);
	find_bridges(m);
}

static void
master_free(struct master *m)
{
	separator_free(&m->s);
	glp_delete_prob(m->lp);
	for (size_t i = 0; i < m->n_bridges; i++)
		free(m->bridge[i].column);
	free(m->bridge);
	free(m->cost);
	free(m->part);
	free(m->best);
	free(m->trial);
}

static void
add_cut(struct master *m, const struct cut *c)
{
	int *at = xcalloc(c->n + 1, sizeof(*at)), row = glp_add_rows(m->lp, 1);
	double *a = xcalloc(c->n + 1, sizeof(*a));
	size_t k = 0;

	for (size_t i = 0; i < c->n; i++) {
		while (m->p->candidate[k] != c->cell[i])
			k++;
		at[i + 1] = (int)k + 1;
		a[i + 1] = c->coefficient[i];
	}
	glp_set_row_bnds(m->lp, row, GLP_LO, 1, 0);
	glp_set_mat_row(m->lp, row, (int)c->n, at, a);
	free(at);
	free(a);
}

static size_t
add_cuts(struct master *m)
{
	for (size_t i = 0; i < m->s.n; i++)
		add_cut(m, &m->s.found[i]);
	return m->s.n;
}

/* The row for a bridge whose cell number k is hidden more than the others together. */
static void
add_bridge(struct master *m, const struct bridge *b, int k)
{
	int *at = xcalloc((size_t)b->n + 1, sizeof(*at)), row = glp_add_rows(m->lp, 1);
	double *a = xcalloc((size_t)b->n + 1, sizeof(*a));

	for (int i = 0; i < b->n; i++) {
		at[i + 1] = b->column[i];
		a[i + 1] = i == k ? -1 : 1;
	}
	glp_set_row_bnds(m->lp, row, GLP_LO, 0, 0);
	glp_set_mat_row(m->lp, row, b->n, at, a);
	free(at);
	free(a);
}

static size_t
add_bridges(struct master *m)
{
	size_t added = 0;

	for (size_t i = 0; i < m->n_bridges; i++) {
		const struct bridge *b = &m->bridge[i];
		double sum = 0;

		for (int k = 0; k < b->n; k++)
			sum += m->part[m->p->candidate[b->column[k] - 1]];
		for (int k = 0; k < b->n; k++)
			if (2 * m->part[m->p->candidate[b->column[k] - 1]] > sum + 1e-6) {
				add_bridge(m, b, k);
				added++;
			}
	}
	return added;
}

static bool
solve(struct master *m)
{
	uint64_t steps = 0;
	bool done = simplex_run(m->lp, GLP_DUALP, &steps);

	work_spend(m->p->work, steps);
	for (size_t k = 0; k < m->p->n_candidates; k++)
		m->part[m->p->candidate[k]] = glp_get_col_prim(m->lp, (int)k + 1);
	return done && glp_get_status(m->lp) == GLP_OPT;
}

/* What the stage measures, of a choice. */
static double
measure(const struct master *m, const unsigned char *hidden)
{
	double sum = 0;

	for (size_t k = 0; k < m->p->n_candidates; k++)
		sum += hidden[m->p->candidate[k]] ? m->cost[k] : 0;
	return sum;
}

static void
set_cutoff(struct master *m)
{
	/* a better choice is better by this */
	double least = m->stage == STAGE_SUM ? 1 / m->scale : 1;

	m->cutoff = m->stage == STAGE_ORDER ? INFINITY : measure(m, m->best) - 0.999 * least;
}

static void
take(struct master *m, const unsigned char *hidden)
{
	if (problem_prefers(m->p, hidden, m->best)) {
		memcpy(m->best, hidden, m->p->s->n_cells);
		m->found = true;
		set_cutoff(m);
	}
}

/* A whole proposal: cuts that it lacks, or it is taken. False: it was taken. */
static bool
refuse(struct master *m)
{
	size_t t;

	for (size_t k = 0; k < m->p->n_candidates; k++)
		m->trial[m->p->candidate[k]] = m->part[m->p->candidate[k]] > 0.5;
	if (separator_find(&m->s, m->part, m->next_target, SIZE_MAX) > 0)
		return add_cuts(m) > 0;
	if (m->p->work->over)
		return false;
	if (greedy_is_safe(m->g, m->trial, &t)) {
		take(m, m->trial);
		return false;
	}
	separator_whole(&m->s, m->trial, t);
	return add_cuts(m) > 0;
}

/* The column nearest to one half; 0: all are whole. */
static int
column_between(const struct master *m)
{
	double far = 1e-6;
	int at = 0;

	for (size_t k = 0; k < m->p->n_candidates; k++) {
		double x = m->part[m->p->candidate[k]], from = fmin(x, 1 - x);

		if (!is_whole(x) && from > far + 1e-9) {
			far = from;
			at = (int)k + 1;
		}
	}
	return at;
}

/* A choice along the lines of the relaxation. */
static void
round_up(struct master *m)
{
	double *weight = xcalloc(m->p->s->n_cells, sizeof(*weight));
	unsigned char *hidden = xmemdup(m->p->hidden, m->p->s->n_cells);
	size_t culprit;

	for (size_t k = 0; k < m->p->n_candidates; k++)
		weight[m->p->candidate[k]] = 1.01 - m->part[m->p->candidate[k]];
	if (greedy_hide(m->g, weight, hidden, &culprit)) {
		greedy_clean(m->g, NULL, hidden);
		take(m, hidden);
	}
	free(weight);
	free(hidden);
}

/*
 * Cuts the present relaxation until it has to branch (*column), or is done with. Returns its bound;
 * above the cutoff if nothing in it is of interest.
 */
static double
relax(struct master *m, int rounds, double bound, int *column)
{
	for (;;) {
		*column = 0;
		if (m->p->work->over)
			return bound;
		if (!solve(m))
			return INFINITY;
		bound = fmax(bound, glp_get_obj_val(m->lp));
		if (bound > m->cutoff)
			return INFINITY;
		*column = column_between(m);
		if (*column == 0) {
			if (add_bridges(m) > 0 || refuse(m))
				continue;
			return m->p->work->over ? bound : INFINITY;
		}
		if (m->stage == STAGE_COUNT && ++m->turn % ROUND_UP == 0)
			round_up(m);
		if (rounds-- <= 0)
			return bound;
		if (add_bridges(m) > 0)
			continue;
		if (separator_find(&m->s, m->part, m->next_target++, CUTS_ONCE) == 0)
			return bound;
		add_cuts(m);
	}
}

/* Whether to leave the tree: no work left, or any choice does and there is one. */
static bool
is_finished(const struct master *m)
{
	return m->p->work->over || (m->found && m->stage == STAGE_ORDER);
}

/* Returns a bound on what may be left in this part of the tree; above the cutoff: nothing. */
static double
explore(struct master *m, double bound)
{
	double left[2];
	int j;

	bound = relax(m, NODE_ROUNDS, bound, &j);
	if (is_finished(m) || j == 0 || bound > m->cutoff)
		return bound;
	left[0] = left[1] = bound;
	for (int i = 0; i < 2 && !is_finished(m); i++) {
		glp_set_col_bnds(m->lp, j, GLP_FX, 1 - i, 1 - i);
		left[i] = explore(m, bound);
	}
	glp_set_col_bnds(m->lp, j, GLP_DB, 0, 1);
	return fmin(left[0], left[1]);
}

/* Settles the columns that the bound and their reduced costs allow no other value. */
static void
fix_columns(struct master *m, double bound)
{
	for (int j = 1; j <= glp_get_num_cols(m->lp); j++) {
		double d = glp_get_col_dual(m->lp, j);

		if (glp_get_col_type(m->lp, j) == GLP_FX)
			continue;
		if (glp_get_col_stat(m->lp, j) == GLP_NL && bound + d > m->cutoff + 1e-6)
			glp_set_col_bnds(m->lp, j, GLP_FX, 0, 0);
		else if (glp_get_col_stat(m->lp, j) == GLP_NU && bound - d > m->cutoff + 1e-6)
			glp_set_col_bnds(m->lp, j, GLP_FX, 1, 1);
	}
}

/* The whole tree for one stage. Returns a bound on what a better choice could have. */
static double
run_stage(struct master *m, enum stage stage)
{
	double bound;
	int j;

	m->stage = stage;
	m->found = false;
	for (size_t k = 0; k < m->p->n_candidates; k++)
		glp_set_obj_coef(m->lp, (int)k + 1, m->cost[k]);
	set_cutoff(m);
	bound = relax(m, ROOT_ROUNDS, 0, &j);
	if (stage == STAGE_COUNT && !m->s.unproved)
		m->proved_bound = bound;
	if (is_finished(m) || j == 0 || bound > m->cutoff)
		return bound;
	if (stage == STAGE_COUNT) {
		round_up(m);
		solve(m);	/* the reduced costs of the relaxation */
	}
	if (stage != STAGE_ORDER)
		fix_columns(m, bound);
	return bound > m->cutoff ? bound : explore(m, bound);
}

/* Costs of a stage, and a row that later stages keep to. */
static void
set_costs(struct master *m, enum stage stage)
{
	const struct problem *p = m->p;

	for (size_t k = 0; k < p->n_candidates; k++) {
		const struct cell *c = &p->s->cells[p->candidate[k]];

		m->cost[k] = stage == STAGE_COUNT ? 1 : stage == STAGE_TOTALS ? c->total :
		    stage == STAGE_SUM ? (double)c->value / m->scale : 0;
	}
}

static void
keep_reached(struct master *m)
{
	size_t n = m->p->n_candidates;
	int *at = xcalloc(n + 1, sizeof(*at)), row = glp_add_rows(m->lp, 1), used = 0;
	double *a = xcalloc(n + 1, sizeof(*a));

	for (size_t k = 0; k < n; k++)
		if (m->cost[k] != 0) {
			at[++used] = (int)k + 1;
			a[used] = m->cost[k];
		}
	glp_set_row_bnds(m->lp, row, GLP_UP, 0, measure(m, m->best) + 1e-6);
	glp_set_mat_row(m->lp, row, used, at, a);
	free(at);
	free(a);
}

static void
free_columns(struct master *m)
{
	for (int j = 1; j <= glp_get_num_cols(m->lp); j++)
		glp_set_col_bnds(m->lp, j, GLP_DB, 0, 1);
}

/*
 * First in the order of the cells: one after the other, is there a choice as good that has it too?
 */
static void
run_order(struct master *m)
{
	for (size_t k = 0; k < m->p->n_candidates && !m->p->work->over; k++) {
		int j = (int)k + 1;

		if (!m->best[m->p->candidate[k]]) {
			glp_set_col_bnds(m->lp, j, GLP_FX, 1, 1);
			run_stage(m, STAGE_ORDER);
		}
		j = m->best[m->p->candidate[k]] != 0;
		glp_set_col_bnds(m->lp, (int)k + 1, GLP_FX, j, j);
	}
}

/* Work for a stage: at most a share of what there was in all. */
static void
give_work(struct work *w, uint64_t all, uint64_t *rest, double share)
{
	uint64_t most = (uint64_t)((double)all * share);

	w->left = *rest < most ? *rest : most;
	*rest -= w->left;
	w->over = w->left == 0;
	w->next_look = UINT64_MAX;
}

static void
run_later_stages(struct master *m, uint64_t all, uint64_t *rest)
{
	struct work *w = m->p->work;

	for (int i = STAGE_TOTALS; i <= STAGE_ORDER; i++) {
		give_work(w, all, rest, 1);
		work_spend(w, 1);
		if (w->over)
			return;
		set_costs(m, (enum stage)i);
		free_columns(m);
		if (i == STAGE_ORDER)
			run_order(m);
		else if (i != STAGE_TOTALS || measure(m, m->best) > 0)
			run_stage(m, (enum stage)i);
		if (w->over)
			return;
		*rest += w->left;
		keep_reached(m);
	}
}

/* Whether no cell is in more than two sums: the programme of such a table ends, however large. */
static bool
is_two_way(const struct system *s)
{
	unsigned char *in = xcalloc(s->n_cells + 1, sizeof(*in));
	bool two = true;

	for (size_t k = 0; k < s->n_constraints && two; k++)
		for (size_t i = 0; i < s->constraints[k].n && two; i++)
			two = ++in[s->constraints[k].terms[i].cell] <= 2;
	free(in);
	return two;
}

void
master_improve(struct greedy *g, unsigned char *hidden, struct master_result *r)
{
	struct master m;
	struct work *w = g->p->work;
	uint64_t all = w->left, rest = all;
	const double until = work_share_time(w, SHARE_TIME);
	double bound;
	size_t count;

	master_init(&m, g, hidden);
	for (size_t k = 0; k < g->p->n_candidates; k++) {
		glp_set_col_bnds(m.lp, (int)k + 1, GLP_DB, 0, 1);
		m.scale = fmax(m.scale, (double)g->p->s->cells[g->p->candidate[k]].value);
	}
	m.scale = fmax(1, m.scale / 100);
	give_work(w, all, &rest, SHARE);
	set_costs(&m, STAGE_COUNT);
	if (separator_lines(&m.s) > 0)
		add_cuts(&m);
	if (greedy_is_large(g) && !is_two_way(g->p->s) && !w->over && w->until <= 0) {
		rest += w->left;
		give_work(w, all, &rest, SHARE_LARGE);
	}
	bound = run_stage(&m, STAGE_COUNT);
	count = problem_count(g->p, m.best);
	if (m.s.unproved)
		bound = m.proved_bound;
	r->lower_bound = bound > (double)count ? count : (size_t)ceil(bound - 1e-6);
	r->optimal = r->lower_bound == count;
	if (!w->over && r->optimal) {
		rest += w->left;
		keep_reached(&m);
		run_later_stages(&m, all, &rest);
	}
	memcpy(hidden, m.best, g->p->s->n_cells);
	master_free(&m);
	w->left += rest;
	w->until = until;
	w->over = w->left == 0;
	w->next_look = UINT64_MAX;
}
