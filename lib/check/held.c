#include "check/held.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/packed.h"

enum { RECENT = 16 };		/* kinds that are found at once: a power of 2 */
enum { NUMBER = 10, LENGTH_MOST = 1 + sizeof(size_t) };	/* bytes that they may take, packed */
enum { LINE = 64 };		/* of the cache */

/* What some findings share. */
struct kind {
	struct finding finding;		/* with the texts of the one taken last */
	uint64_t rank, file, turn;	/* in order of rank, file, line and turn */
	uint32_t id;
};

/* Findings that came in order and follow each other in memory. */
struct stretch {
	const char *at;
	uint64_t n : 63;		/* bytes */
	bool begins : 1;		/* else its findings follow those of the one before it */
};

/* Stretches whose findings are in order: the first that is left. */
struct run {
	const char *at;
	const struct stretch *stretch;	/* that it is in */
	struct kind *kind;
	uint64_t line;
};

struct held {
	bool by_rule;
	struct intern *kinds;
	struct kind **kind;		/* by number in kinds */
	size_t nkinds, kinds_cap;
	struct kind *recent[RECENT];	/* by order */
	struct keybuf key;
	struct arena mem;		/* of the kinds */
	struct arena texts;		/* of the findings */
	size_t n;
	struct kind *last;		/* of these, its line, and its end in texts */
	uint64_t last_line;
	const char *end;
	struct stretch *stretch;
	size_t nstretches, stretches_cap;
	struct run *run;		/* a heap, once one is taken; or NULL */
	size_t nruns;
};

struct held *
held_new(bool by_rule)
{
	struct held *h = xcalloc(1, sizeof(*h));

	h->by_rule = by_rule;
	h->kinds = intern_new();
	return h;
}

void
held_free(struct held *h)
{
	if (h == NULL)
		return;
	intern_free(h->kinds);
	free(h->kind);
	keybuf_free(&h->key);
	arena_free(&h->mem);
	arena_free(&h->texts);
	free(h->stretch);
	free(h->run);
	free(h);
}

size_t
held_bytes(const struct held *h)
{
	return h->texts.bytes + 2 * h->mem.bytes +	/* kinds has what is in mem again */
	    h->nstretches * (sizeof(*h->stretch) + sizeof(*h->run));
}

size_t
held_count(const struct held *h)
{
	return h->n;
}

/* Kinds */

static bool
is_of(const struct kind *k, const struct finding *f)
{
	const struct finding *of = &k->finding;

	if (of->order != f->order || of->severity != f->severity || of->file != f->file ||
	    of->waived != f->waived || of->unchecked != f->unchecked ||
	    (of->line > 0) != (f->line > 0) || of->nkeys != f->nkeys ||
	    !same_text(of->rule, f->rule) || !same_text(of->file_name, f->file_name) ||
	    !same_text(of->column, f->column) || !same_text(of->opening, f->opening) ||
	    !same_text(of->between, f->between))
		return false;
	for (size_t i = 0; i < f->nkeys; i++)
		if (!same_text(of->key_name[i], f->key_name[i]))
			return false;
	return true;
}

/* Structural checks come first, by the number in their ids, whatever made the finding. */
static uint64_t
rank_of(const struct finding *f)
{
	const char *id = f->rule.p;

	if (!rules_builtin(f->rule))
		return (uint64_t)f->order + RULES_BUILTINS + 1;
	return (uint64_t)(id[1] - '0') * 10 + (uint64_t)(id[2] - '0');
}

static struct kind *
new_kind(struct held *h, const struct finding *f)
{
	const uint64_t last = UINT64_C(1) << 32;	/* above the numbers of files and rules */
	struct kind *k = arena_alloc(&h->mem, sizeof(*k));
	struct slice *name = arena_alloc(&h->mem, f->nkeys * sizeof(*name));

	k->id = (uint32_t)h->nkinds;
	k->rank = h->by_rule ? 2 * rank_of(f) + f->unchecked : 0;
	k->file = (f->line > 0 ? 0 : last) + f->file;
	k->turn = (f->unchecked ? last : 0) + f->order;
	k->finding = *f;
	k->finding.rule = arena_copy(&h->mem, f->rule);
	k->finding.file_name = arena_copy(&h->mem, f->file_name);
	k->finding.column = arena_copy(&h->mem, f->column);
	k->finding.opening = arena_copy(&h->mem, f->opening);
	k->finding.between = arena_copy(&h->mem, f->between);
	k->finding.key_value = arena_alloc(&h->mem, f->nkeys * sizeof(*name));
	k->finding.key_name = name;
	for (size_t i = 0; i < f->nkeys; i++)
		name[i] = arena_copy(&h->mem, f->key_name[i]);
	h->kind = xgrow(h->kind, &h->kinds_cap, h->nkinds + 1, sizeof(*h->kind));
	return h->kind[h->nkinds++] = k;
}

static void
add_bytes(struct keybuf *b, const void *p, size_t n)
{
	keybuf_add(b, (struct slice){p, n});
}

static COLD struct kind *
find_kind(struct held *h, const struct finding *f)
{
	const unsigned numbers[] = {f->order, f->file, f->severity, f->waived, f->unchecked,
	    f->line > 0};
	uint32_t id;

	keybuf_reset(&h->key);
	add_bytes(&h->key, numbers, sizeof(numbers));
	keybuf_add(&h->key, f->rule);
	keybuf_add(&h->key, f->file_name);
	keybuf_add(&h->key, f->column);
	keybuf_add(&h->key, f->opening);
	keybuf_add(&h->key, f->between);
	for (size_t i = 0; i < f->nkeys; i++)
		keybuf_add(&h->key, f->key_name[i]);
	id = intern_id(h->kinds, keybuf_key(&h->key));
	return id < h->nkinds ? h->kind[id] : new_kind(h, f);
}

static inline struct kind *
kind_of(struct held *h, const struct finding *f)
{
	struct kind **k = &h->recent[f->order % RECENT];

	if (*k == NULL || !is_of(*k, f))
		*k = find_kind(h, f);
	return *k;
}

/* Findings */

/* A number of 7 bits a byte, the lowest first. */
static inline char *
put_number(char *to, uint64_t v)
{
	for (; v > 127; v >>= 7)
		*to++ = (char)((v & 127) | 128);
	*to++ = (char)v;
	return to;
}

static inline uint64_t
next_number(const char **p)
{
	uint64_t v = 0;
	unsigned shift = 0;

	for (; (**p & 128) != 0; shift += 7)
		v |= (uint64_t)(*(*p)++ & 127) << shift;
	return v | (uint64_t)*(*p)++ << shift;
}

/* How the place of one finding compares with that of another. */
static inline int
compare_places(const struct kind *a, uint64_t a_line, const struct kind *b, uint64_t b_line)
{
	if (a != b && a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a != b && a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (a_line != b_line)
		return a_line < b_line ? -1 : 1;
	return (a->turn > b->turn) - (a->turn < b->turn);
}

static void
end_stretch(struct held *h)
{
	struct stretch *last;

	if (h->nstretches == 0)
		return;
	last = &h->stretch[h->nstretches - 1];
	last->n = (size_t)(h->end - last->at);
}

static COLD void
begin_stretch(struct held *h, const char *at, bool begins)
{
	end_stretch(h);
	h->stretch = xgrow(h->stretch, &h->stretches_cap, h->nstretches + 1, sizeof(*h->stretch));
	h->stretch[h->nstretches++] = (struct stretch){.at = at, .begins = begins};
	h->nruns += begins;
}

void
held_add(struct held *h, const struct finding *f)
{
	struct kind *k = kind_of(h, f);
	bool begins = h->n++ == 0 || compare_places(k, f->line, h->last, h->last_line) < 0;
	size_t size = 2 * NUMBER + (f->nkeys + 5) * LENGTH_MOST + f->found.n + f->expected.n +
	    f->difference.n + f->allowance.n + f->message.n;
	char *to;

	for (size_t i = 0; i < f->nkeys; i++)
		size += f->key_value[i].n;
	to = arena_room(&h->texts, size);
	if (begins || to != h->end)
		begin_stretch(h, to, begins);
	h->last = k;
	h->last_line = f->line;
	to = put_number(to, k->id);
	to = put_number(to, f->line);
	for (size_t i = 0; i < f->nkeys; i++)
		to = packed_put(to, f->key_value[i]);
	to = packed_put(to, f->found);
	to = packed_put(to, f->expected);
	to = packed_put(to, f->difference);
	to = packed_put(to, f->allowance);
	to = packed_put(to, f->message);
	arena_use(&h->texts, to);
	h->end = to;
}

/* The order of the report */

/* False: the run has no more. */
static inline bool
look_at_next(const struct held *h, struct run *r)
{
	if (r->at == r->stretch->at + r->stretch->n) {
		if (++r->stretch == h->stretch + h->nstretches || r->stretch->begins)
			return false;
		r->at = r->stretch->at;
	}
	r->kind = h->kind[next_number(&r->at)];
	r->line = next_number(&r->at);
	return true;
}

/* Of findings in the same place, that of the earlier run came first. */
static inline bool
is_before(const struct run *a, const struct run *b)
{
	int c = compare_places(a->kind, a->line, b->kind, b->line);

	return c != 0 ? c < 0 : a->stretch < b->stretch;
}

/* Puts the run into the heap below the place i, which is free. */
static void
sift(struct held *h, size_t i, struct run r)
{
	size_t below;

	while ((below = 2 * i + 1) < h->nruns) {
		if (below + 1 < h->nruns && is_before(&h->run[below + 1], &h->run[below]))
			below++;
		if (is_before(&r, &h->run[below]))
			break;
		h->run[i] = h->run[below];
		i = below;
	}
	h->run[i] = r;
}

static COLD void
begin_runs(struct held *h)
{
	struct run *r = h->run = xcalloc(h->nruns, sizeof(*h->run));

	end_stretch(h);
	for (const struct stretch *p = h->stretch; p < h->stretch + h->nstretches; p++) {
		if (!p->begins)
			continue;
		*r = (struct run){.at = p->at, .stretch = p};
		look_at_next(h, r++);
	}
	for (size_t i = h->nruns / 2; i-- > 0;)
		sift(h, i, h->run[i]);
}

/* The finding that the run looks at. */
static const struct finding *
load(struct run *r)
{
	struct finding *f = &r->kind->finding;

	f->line = r->line;
	for (size_t i = 0; i < f->nkeys; i++)
		f->key_value[i] = packed_next(&r->at);
	f->found = packed_next(&r->at);
	f->expected = packed_next(&r->at);
	f->difference = packed_next(&r->at);
	f->allowance = packed_next(&r->at);
	f->message = packed_next(&r->at);
	return f;
}

const struct finding *
held_take(struct held *h, size_t *kind)
{
	const struct finding *f;
	struct run r;

	if (h->n == 0)
		return NULL;
	if (h->run == NULL)
		begin_runs(h);
	h->n--;
	r = h->run[0];
	*kind = r.kind->id;
	f = load(&r);
	if (!look_at_next(h, &r))
		r = h->run[--h->nruns];
	sift(h, 0, r);
	__builtin_prefetch(h->run[0].at);
	__builtin_prefetch(h->run[0].at + LINE);
	return f;
}
