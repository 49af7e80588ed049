#include "suppress/reasons.h"

#include <stdlib.h>
#include <string.h>

/* A claim about a piece: the range of an unknown, or that nothing fits. */
struct claim {
	const struct search *s;
	size_t unknown;
	int64_t low, high;
	bool clash;
	uint64_t *work;		/* for all the attempts together */
	unsigned char *keep;	/* of each row: the claim rests on these */
};

/* Whether the ends of the claim follow from the rows of s. */
static bool
ends_follow(const struct claim *c, struct search *s)
{
	int64_t end;

	if (s->low[c->unknown] < c->low &&
	    (!search_end(s, c->unknown, 1, c->low - 1, &end) || end < c->low))
		return false;
	return c->high > c->s->p->endless || s->high[c->unknown] <= c->high ||
	    (search_end(s, c->unknown, -1, c->high + 1, &end) && end <= c->high);
}

/* Whether the claim follows from the rows that are kept. */
static bool
follows(struct claim *c)
{
	struct arena mem = {0};
	struct piece part;
	struct search s;
	int64_t end;
	bool yes;

	piece_part(c->s->p, c->keep, &part, &mem);
	search_init(&s, &part, c->work);
	if (c->clash) {
		yes = s.impossible || (search_end(&s, 0, 1, s.high[0], &end) && s.impossible);
	} else {
		search_offer(&s, c->s->witness);
		yes = ends_follow(c, &s);
	}
	search_free(&s);
	arena_free(&mem);
	return yes;
}

/* Keeps one more ring of rows around the unknown. False: there is none. */
static bool
widen(struct claim *c, unsigned char *reached)
{
	const struct piece *p = c->s->p;
	bool more = false;

	for (size_t i = 0; i < p->n_rows; i++)
		for (size_t k = 0; k < p->rows[i].n && !c->keep[i]; k++)
			if (reached[p->rows[i].terms[k].cell])
				c->keep[i] = more = true;
	for (size_t i = 0; i < p->n_rows; i++)
		for (size_t k = 0; k < p->rows[i].n && c->keep[i]; k++)
			reached[p->rows[i].terms[k].cell] = 1;
	return more;
}

/* The rows near the unknown that the claim follows from. */
static void
start_near(struct claim *c)
{
	unsigned char *reached = xcalloc(c->s->p->n, 1);

	memset(c->keep, c->clash, c->s->p->n_rows);
	reached[c->unknown] = 1;
	while (!c->clash && !follows(c) && widen(c, reached))
		;
	free(reached);
}

/* Leaves out runs of rows, ever shorter, from the end: what comes first in the input stays. */
static void
shorten(struct claim *c)
{
	size_t n = c->s->p->n_rows, length = n;
	unsigned char *before = xmalloc(n);

	while (length > 0) {
		for (size_t end = n; end > 0; end = end > length ? end - length : 0) {
			size_t from = end > length ? end - length : 0;

			if (memchr(c->keep + from, 1, end - from) == NULL)
				continue;
			memcpy(before, c->keep, n);
			memset(c->keep + from, 0, end - from);
			if (!follows(c))
				memcpy(c->keep, before, n);
		}
		length /= 2;
	}
	free(before);
}

static size_t
result(struct claim *c, uint32_t *constraint, size_t max)
{
	size_t count = 0;

	c->keep = xmalloc(c->s->p->n_rows);
	start_near(c);
	shorten(c);
	for (size_t i = 0; i < c->s->p->n_rows; i++)
		if (c->keep[i] && count++ < max)
			constraint[count - 1] = c->s->p->rows[i].constraint;
	free(c->keep);
	return count;
}

size_t
reasons_of_range(struct search *s, size_t unknown, uint64_t *work, uint32_t *constraint, size_t max)
{
	struct claim c = {.s = s, .unknown = unknown, .low = s->least[unknown],
	    .high = s->most[unknown], .work = work};

	return result(&c, constraint, max);
}

size_t
reasons_of_clash(struct search *s, uint64_t *work, uint32_t *constraint, size_t max)
{
	struct claim c = {.s = s, .clash = true, .work = work};

	return result(&c, constraint, max);
}
