#include "suppress/problem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "suppress/search.h"

enum { WORK_BASE = 300000000 };

double
work_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double
work_share_time(struct work *w, double share)
{
	const double until = w->until;

	if (until > 0)
		w->until -= (1 - share) * fmax(0, until - work_clock());
	return until;
}

bool
work_spend(struct work *w, uint64_t steps)
{
	w->left = w->left > steps ? w->left - steps : 0;
	if (w->left == 0)
		w->over = true;
	if (w->until > 0 && !w->over && w->left < w->next_look) {
		w->over = work_clock() > w->until;
		w->next_look = w->left > 100000 ? w->left - 100000 : 0;
	}
	return w->over;
}

bool
problem_is_off(const struct problem *p, const struct constraint *c)
{
	return c->owner != SYSTEM_NO_CELL && p->hidden[c->owner];
}

bool
problem_is_optional(const struct problem *p, const struct constraint *c)
{
	return c->owner != SYSTEM_NO_CELL && p->s->cells[c->owner].class == CELL_COUNT;
}

/* The base is sought with every cell at its value, or with the rounded ones anywhere within. */
static void
base_cells(const struct system *s, bool exact, struct cell *cells)
{
	for (size_t i = 0; i < s->n_cells; i++) {
		struct cell *c = &cells[i];

		*c = s->cells[i];
		if (c->value != SYSTEM_NOT_KNOWN && (exact || c->shown_low == c->shown_high ||
		    (c->class != CELL_COUNT && c->class != CELL_FIXED)))
			c->low = c->high = c->shown_low = c->shown_high = c->value;
		else if (c->class == CELL_COUNT && c->low > c->shown_low && c->low <= c->shown_high)
			c->shown_low = c->low;
	}
}

/* Values for the unknown cells; false: none fit. */
static bool
fill_base(struct problem *p, const struct cell *cells)
{
	const struct system s = {cells, p->s->n_cells, p->s->constraints, p->s->n_constraints};
	struct pieces pieces;
	uint64_t work = WORK_BASE;
	bool fits;

	for (size_t i = 0; i < s.n_cells; i++)
		p->base[i] = p->hidden[i] ? cells[i].low : cells[i].shown_low;
	pieces_build(&pieces, &s, p->hidden);
	fits = pieces.broken == SYSTEM_NO_CELL;
	for (size_t i = 0; i < pieces.n && fits; i++) {
		struct search search;
		int64_t end;

		search_init(&search, &pieces.piece[i], &work);
		search_end(&search, 0, 1, search.high[0], &end);
		fits = search.seen;
		p->unsettled = !search.seen && !search.impossible;
		for (size_t j = 0; j < pieces.piece[i].n && fits; j++)
			p->base[pieces.piece[i].cell[j]] = search.witness[j];
		search_free(&search);
	}
	pieces_free(&pieces);
	return fits;
}

static bool
find_base(struct problem *p)
{
	struct cell *cells = xcalloc(p->s->n_cells, sizeof(*cells));
	bool fits;

	base_cells(p->s, true, cells);
	fits = fill_base(p, cells);
	if (!fits) {
		base_cells(p->s, false, cells);
		fits = fill_base(p, cells);
	}
	free(cells);
	return fits;
}

static void
find_targets(struct problem *p, const struct choose_options *o)
{
	for (uint32_t i = 0; i < p->s->n_cells; i++) {
		int64_t v = p->base[i];

		switch (p->s->cells[i].class) {
		case CELL_PRIMARY:
			p->target[p->n_targets++] = (struct target){i, o->protect};
			break;
		case CELL_MARK:
			if (v >= o->sensitive_low && v <= o->sensitive_high)
				p->target[p->n_targets++] = (struct target){i, 1};
			break;
		case CELL_COUNT:
			p->candidate[p->n_candidates++] = i;
			break;
		case CELL_FIXED:
		case CELL_FORCED:
			break;
		}
	}
}

bool
problem_init(struct problem *p, const struct system *s, const struct choose_options *o,
    struct work *w)
{
	*p = (struct problem){.s = s, .work = w};
	p->base = xcalloc(s->n_cells, sizeof(*p->base));
	p->hidden = xcalloc(s->n_cells, 1);
	p->target = xcalloc(s->n_cells, sizeof(*p->target));
	p->candidate = xcalloc(s->n_cells, sizeof(*p->candidate));
	for (size_t i = 0; i < s->n_cells; i++)
		p->hidden[i] = s->cells[i].class != CELL_COUNT && s->cells[i].class != CELL_FIXED;
	if (!find_base(p))
		return false;
	find_targets(p, o);
	return true;
}

void
problem_free(struct problem *p)
{
	free(p->base);
	free(p->hidden);
	free(p->target);
	free(p->candidate);
}

size_t
problem_count(const struct problem *p, const unsigned char *hidden)
{
	size_t n = 0;

	for (size_t k = 0; k < p->n_candidates; k++)
		n += hidden[p->candidate[k]] != 0;
	return n;
}

bool
problem_prefers(const struct problem *p, const unsigned char *a, const unsigned char *b)
{
	int64_t count = 0, totals = 0, first = 0;
	wide sum = 0;

	for (size_t k = 0; k < p->n_candidates; k++) {
		const struct cell *c = &p->s->cells[p->candidate[k]];
		int more = (a[p->candidate[k]] != 0) - (b[p->candidate[k]] != 0);

		count += more;
		totals += more * c->total;
		sum += more * (wide)c->value;
		if (first == 0)
			first = more;
	}
	return count != 0 ? count < 0 : totals != 0 ? totals < 0 : sum != 0 ? sum < 0 : first > 0;
}
