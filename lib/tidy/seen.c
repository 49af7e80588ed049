#include "tidy/seen.h"

#include <stdlib.h>

#include "base/memory.h"

/* The places of a series' figures, by the numbers of their periods. At most 3 in 4 are used. */
struct places {
	uint32_t n, bits;	/* 1 << bits slots */
	uint64_t place[];	/* 0: none; after these the numbers of the periods */
};

struct series {
	uint64_t place;		/* of its first figures, and their span */
	uint32_t span;
	uint32_t note;
	struct places *more;	/* of each, if there was another span */
};

struct seen {
	struct fptable ids;	/* by the fingerprint of a series: its number */
	struct series *series;
	size_t cap;
	struct intern *periods;
	struct intern *spans;	/* keys: the numbers of their periods */
};

struct seen *
seen_new(void)
{
	struct seen *s = xcalloc(1, sizeof(*s));

	s->periods = intern_new();
	s->spans = intern_new();
	return s;
}

void
seen_free(struct seen *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->ids.n; i++)
		free(s->series[i].more);
	free(s->series);
	fptable_free(&s->ids);
	intern_free(s->periods);
	intern_free(s->spans);
	free(s);
}

uint32_t
seen_span(struct seen *s, const struct period *p, size_t n)
{
	uint32_t *number = xcalloc(n, sizeof(*number)), span;

	for (size_t i = 0; i < n; i++) {
		const int32_t when[] = {(int32_t)p[i].freq, p[i].ord};

		number[i] = intern_id(s->periods, (struct slice){(const char *)when, sizeof(when)});
	}
	span = intern_id(s->spans, (struct slice){(const char *)number, n * sizeof(*number)});
	free(number);
	return span;
}

static size_t
length(const struct seen *s, uint32_t span)
{
	return intern_key(s->spans, span).n / sizeof(uint32_t);
}

uint32_t
seen_period(const struct seen *s, uint32_t span, size_t i)
{
	uint32_t number;

	memcpy(&number, intern_key(s->spans, span).p + i * sizeof(number), sizeof(number));
	return number;
}

uint32_t
seen_series(struct seen *s, struct fp key)
{
	const size_t n = s->ids.n;
	bool found;
	uint64_t series = *fptable_add(&s->ids, key, n, &found);

	if (!found) {
		s->series = xgrow(s->series, &s->cap, n + 1, sizeof(*s->series));
		s->series[n] = (struct series){0};
	}
	return (uint32_t)series;
}

uint32_t *
seen_note(struct seen *s, uint32_t series)
{
	return &s->series[series].note;
}

static uint32_t *
periods_of(struct places *m)
{
	return (uint32_t *)(m->place + ((size_t)1 << m->bits));
}

/* The place of the period, which is 0, and to be filled, if there was none. */
static uint64_t *
find(struct places *m, uint32_t period)
{
	const uint32_t last = (UINT32_C(1) << m->bits) - 1;
	uint32_t i = period * UINT32_C(2654435769) >> (32 - m->bits);	/* Fibonacci hashing */
	uint32_t *of = periods_of(m);

	while (m->place[i] != 0 && of[i] != period)
		i = (i + 1) & last;
	of[i] = period;
	return &m->place[i];
}

/* With room for one more. */
static struct places *
grow(struct places *old)
{
	const size_t had = old == NULL ? 0 : (size_t)1 << old->bits, n = had == 0 ? 8 : 2 * had;
	struct places *m;

	if (old != NULL && old->n < had / 4 * 3)
		return old;
	m = xcalloc(1, sizeof(*m) + n * (sizeof(m->place[0]) + sizeof(uint32_t)));
	m->bits = old == NULL ? 3 : old->bits + 1;
	for (size_t i = 0; i < had; i++)
		if (old->place[i] != 0)
			*find(m, periods_of(old)[i]) = old->place[i];
	m->n = old == NULL ? 0 : old->n;
	free(old);
	return m;
}

/* What seen_add() does, with a place for each period. */
static size_t
add_each(struct seen *s, struct series *of, uint32_t span, uint64_t place, uint64_t *first)
{
	const size_t n = length(s, span);

	for (size_t i = 0; i < n; i++) {
		uint64_t *at;

		of->more = grow(of->more);
		at = find(of->more, seen_period(s, span, i));
		if (*at != 0) {
			*first = *at;
			return i;
		}
		*at = place;
		of->more->n++;
	}
	return SEEN_NONE;
}

size_t
seen_add(struct seen *s, uint32_t series, uint32_t span, uint64_t place, uint64_t *first)
{
	struct series *of = &s->series[series];

	if (of->place == 0) {
		of->place = place;
		of->span = span;
		return SEEN_NONE;
	}
	if (of->span == span) {
		*first = of->place;
		return 0;
	}
	if (of->more == NULL)
		add_each(s, of, of->span, of->place, first);
	return add_each(s, of, span, place, first);
}
