#include "suppress/attack.h"

#include <stdlib.h>
#include <string.h>

#include "suppress/reasons.h"
#include "suppress/search.h"
#include "suppress/simplex.h"

/* Steps: of all searches of one attack, and of all questions for reasons; some seconds each. */
#define WORK_ALL 600000000u
#define WORK_REASONS 300000000u

struct attack {
	const struct system *s;
	const unsigned char *hidden;
	struct pieces pieces;
	struct search *search;	/* one a piece */
	uint64_t work, work_reasons;
};

struct attack *
attack_new(const struct system *s, const unsigned char *hidden)
{
	struct attack *a = xcalloc(1, sizeof(*a));

	a->s = s;
	a->hidden = hidden;
	a->work = WORK_ALL;
	a->work_reasons = WORK_REASONS;
	pieces_build(&a->pieces, s, hidden);
	a->search = xcalloc(a->pieces.n, sizeof(*a->search));
	for (size_t i = 0; i < a->pieces.n; i++)
		search_init(&a->search[i], &a->pieces.piece[i], &a->work);
	return a;
}

void
attack_free(struct attack *a)
{
	if (a == NULL)
		return;
	for (size_t i = 0; i < a->pieces.n; i++)
		search_free(&a->search[i]);
	free(a->search);
	pieces_free(&a->pieces);
	free(a);
}

void
attack_hurry(struct attack *a)
{
	if (a->work > WORK_ALL / 6)
		a->work = WORK_ALL / 6;
}

void
attack_on_fault(void (*stop)(void *))
{
	simplex_on_fault(stop);
}

void
attack_offer(struct attack *a, const int64_t *value)
{
	for (size_t i = 0; i < a->pieces.n; i++) {
		const struct piece *p = &a->pieces.piece[i];
		int64_t *x = xcalloc(p->n, sizeof(*x));

		for (size_t j = 0; j < p->n; j++)
			x[j] = value[p->cell[j]];
		search_offer(&a->search[i], x);
		free(x);
	}
}

/* The search for the piece of a cell; NULL where the cell is known. */
static struct search *
search_of(struct attack *a, uint32_t cell)
{
	uint32_t i = a->pieces.piece_of[cell];

	return i == SYSTEM_NO_CELL ? NULL : &a->search[i];
}

/* The value of a cell that is of no piece. */
static int64_t
known(const struct attack *a, uint32_t cell)
{
	const struct cell *c = &a->s->cells[cell];

	return a->hidden[cell] ? c->low : c->shown_low;
}

enum attack_result
attack_range(struct attack *a, uint32_t cell, int64_t *low, int64_t *high)
{
	struct search *s = search_of(a, cell);
	size_t j = a->pieces.unknown[cell];
	bool done;

	if (a->pieces.broken != SYSTEM_NO_CELL)
		return ATTACK_CONTRADICTION;
	if (s == NULL) {
		*low = *high = known(a, cell);
		return ATTACK_DONE;
	}
	done = search_end(s, j, 1, s->low[j], low);
	if (!s->impossible)
		done &= search_end(s, j, -1, s->high[j], high);
	if (s->impossible)
		return ATTACK_CONTRADICTION;
	if (!s->seen)
		return ATTACK_UNKNOWN;
	*low = s->least[j];
	*high = s->most[j] > s->p->endless ? SYSTEM_NO_HIGH : s->most[j];
	return done ? ATTACK_DONE : ATTACK_PARTLY;
}

bool
attack_protects(struct attack *a, uint32_t cell, int64_t width, int64_t *low, int64_t *high)
{
	struct search *s = search_of(a, cell);
	size_t j = a->pieces.unknown[cell];
	int64_t end, enough;

	*low = *high = 0;
	if (s == NULL)
		*low = *high = known(a, cell);
	if (s == NULL || s->impossible || a->pieces.broken != SYSTEM_NO_CELL)
		return false;
	for (int sign = 1; sign >= -1; sign -= 2) {
		if (s->seen && s->most[j] - s->least[j] >= width)
			break;
		enough = sign > 0 ? s->low[j] : s->high[j];
		if (s->seen && sign > 0 && s->most[j] - width > enough)
			enough = s->most[j] - width;
		if (s->seen && sign < 0 && s->least[j] + width < enough)
			enough = s->least[j] + width;
		search_end(s, j, sign, enough, &end);
		if (!s->seen)
			return false;
	}
	*low = s->least[j];
	*high = s->most[j] > s->p->endless ? SYSTEM_NO_HIGH : s->most[j];
	return s->most[j] - s->least[j] >= width;
}

size_t
attack_reasons(struct attack *a, uint32_t cell, uint32_t *constraint, size_t max)
{
	struct search *s = search_of(a, cell);
	int64_t low, high;

	if (s == NULL || attack_range(a, cell, &low, &high) != ATTACK_DONE)
		return 0;
	return reasons_of_range(s, a->pieces.unknown[cell], &a->work_reasons, constraint, max);
}

size_t
attack_clash(struct attack *a, uint32_t *constraint, size_t max)
{
	int64_t end;

	if (a->pieces.broken != SYSTEM_NO_CELL) {
		if (max > 0)
			constraint[0] = a->pieces.broken;
		return 1;
	}
	for (size_t i = 0; i < a->pieces.n; i++) {
		struct search *s = &a->search[i];

		if (!s->impossible && !s->seen)
			search_end(s, 0, 1, s->high[0], &end);
		if (s->impossible)
			return reasons_of_clash(s, &a->work_reasons, constraint, max);
	}
	return 0;
}
