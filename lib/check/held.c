#include "check/held.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/packed.h"

enum { RECENT = 16 };		/* kinds that are found at once: a power of 2 */
enum { NUMBER = 10, LENGTH_MOST = 1 + sizeof(size_t) };	/* bytes that they may take, packed */
enum { CELLS = 5 };		/* of a finding, besides those of its key */
enum { BITS = 11, DIGITS = 1 << BITS };	/* of the line or a number, by which findings are sorted */
enum { AHEAD = 16, LINE = 64 };	/* findings that are fetched before; bytes of the cache's lines */

/* What the order of the report depends on, the least of it first. */
enum part { TURN, ON_LINE, RANK, PARTS };

/* What some findings share. */
struct kind {
	struct finding finding;		/* with the texts of the one taken last */
	uint64_t rank, file, turn;	/* in order of rank, file, line and turn */
	uint32_t id;
	uint64_t among[PARTS];		/* its number by turn (TURN), by rank and file (RANK) */
};

/* Findings that follow each other in memory. */
struct area {
	const char *at;
	size_t n;			/* bytes */
};

/* Where a finding is, in the order of the report. */
struct spot {
	uint64_t line;
	const char *at;
	uint32_t kind;
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
	bool disorder;			/* one came after a later one */
	struct kind *last;		/* of these, its line, and its end in texts */
	uint64_t last_line, most_line;
	const char *end;
	struct area *area;
	size_t nareas, areas_cap;
	const struct area *in;		/* once one is taken, and there was no disorder: */
	const char *next;		/* the one that is next; */
	struct spot *spot;		/* else all that are left */
	size_t at;
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
	free(h->area);
	free(h->spot);
	free(h);
}

size_t
held_bytes(const struct held *h)
{
	return h->texts.bytes + 2 * h->mem.bytes +	/* kinds has what is in mem again */
	    (h->disorder ? 2 * h->n * sizeof(*h->spot) : 0);
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

static COLD void
begin_area(struct held *h, const char *at)
{
	h->area = xgrow(h->area, &h->areas_cap, h->nareas + 1, sizeof(*h->area));
	h->area[h->nareas++] = (struct area){.at = at};
}

void
held_add(struct held *h, const struct finding *f)
{
	struct kind *k = kind_of(h, f);
	size_t size = 2 * NUMBER + (f->nkeys + CELLS) * LENGTH_MOST + f->found.n + f->expected.n +
	    f->difference.n + f->allowance.n + f->message.n;
	char *to;

	for (size_t i = 0; i < f->nkeys; i++)
		size += f->key_value[i].n;
	to = arena_room(&h->texts, size);
	if (to != h->end)
		begin_area(h, to);
	if (h->n++ > 0 && !h->disorder)
		h->disorder = compare_places(k, f->line, h->last, h->last_line) < 0;
	h->last = k;
	h->last_line = f->line;
	if (f->line > h->most_line)
		h->most_line = f->line;
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
	h->area[h->nareas - 1].n = (size_t)(to - h->area[h->nareas - 1].at);
}

/* The order of the report */

static int
by_rank(const void *a, const void *b)
{
	const struct kind *x = *(struct kind *const *)a, *y = *(struct kind *const *)b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->file > y->file) - (x->file < y->file);
}

static int
by_turn(const void *a, const void *b)
{
	const struct kind *x = *(struct kind *const *)a, *y = *(struct kind *const *)b;

	return (x->turn > y->turn) - (x->turn < y->turn);
}

/* Numbers the kinds in that order, equal ones alike. Returns the highest number. */
static uint64_t
number_kinds(struct held *h, enum part part, int (*compare)(const void *, const void *))
{
	struct kind **kind = xmemdup(h->kind, h->nkinds * sizeof(*kind));
	uint64_t most = 0;

	qsort(kind, h->nkinds, sizeof(*kind), compare);
	for (size_t i = 0; i < h->nkinds; i++) {
		most += i > 0 && compare(&kind[i - 1], &kind[i]) != 0;
		kind[i]->among[part] = most;
	}
	free(kind);
	return most;
}

static inline uint64_t
part_of(const struct held *h, const struct spot *p, enum part part)
{
	return part == ON_LINE ? p->line : h->kind[p->kind]->among[part];
}

/* Puts the findings in order of one digit, those with the same digit as they are. */
static void
sort_digit(const struct held *h, enum part part, unsigned shift, const struct spot *from,
    struct spot *to)
{
	size_t end[DIGITS] = {0}, sum = 0, n;

	for (size_t i = 0; i < h->n; i++)
		end[part_of(h, &from[i], part) >> shift & (DIGITS - 1)]++;
	for (size_t i = 0; i < DIGITS; i++) {
		n = end[i];
		end[i] = sum;
		sum += n;
	}
	for (size_t i = 0; i < h->n; i++)
		to[end[part_of(h, &from[i], part) >> shift & (DIGITS - 1)]++] = from[i];
}

/* Reads the kind and the line of the finding at *p. */
static inline struct spot
next_spot(const char **p)
{
	struct spot spot = {.kind = (uint32_t)next_number(p)};

	spot.line = next_number(p);
	spot.at = *p;
	return spot;
}

static COLD void
find_spots(const struct held *h, struct spot *spot)
{
	for (size_t i = 0; i < h->nareas; i++)
		for (const char *p = h->area[i].at; p < h->area[i].at + h->area[i].n;) {
			*spot = next_spot(&p);
			for (size_t k = h->kind[spot->kind]->finding.nkeys + CELLS; k > 0; k--)
				packed_next(&p);
			spot++;
		}
}

/* A radix sort, from the last digit of the last part on. */
static COLD void
sort_spots(struct held *h)
{
	const uint64_t most[PARTS] = {
		[TURN] = number_kinds(h, TURN, by_turn),
		[ON_LINE] = h->most_line,
		[RANK] = number_kinds(h, RANK, by_rank),
	};
	struct spot *from = xmalloc(h->n * sizeof(*from)), *to = xmalloc(h->n * sizeof(*to));
	struct spot *done;

	find_spots(h, from);
	for (enum part part = TURN; part < PARTS; part++) {
		for (unsigned shift = 0; shift < 64 && most[part] >> shift > 0; shift += BITS) {
			sort_digit(h, part, shift, from, to);
			done = to;
			to = from;
			from = done;
		}
	}
	free(to);
	h->spot = from;
}

static COLD void
begin_taking(struct held *h)
{
	h->in = h->area;
	h->next = h->in->at;
	if (h->disorder)
		sort_spots(h);
}

static inline struct spot
take_spot(struct held *h)
{
	if (h->disorder) {
		if (h->n > AHEAD) {
			__builtin_prefetch(h->spot[h->at + AHEAD].at);
			__builtin_prefetch(h->spot[h->at + AHEAD].at + LINE);
		}
		return h->spot[h->at++];
	}
	if (h->next == h->in->at + h->in->n)
		h->next = (++h->in)->at;
	return next_spot(&h->next);
}

const struct finding *
held_take(struct held *h, size_t *kind)
{
	struct finding *f;
	struct spot p;

	if (h->n == 0)
		return NULL;
	if (h->in == NULL)
		begin_taking(h);
	p = take_spot(h);
	h->n--;
	*kind = p.kind;
	f = &h->kind[p.kind]->finding;
	f->line = p.line;
	for (size_t i = 0; i < f->nkeys; i++)
		f->key_value[i] = packed_next(&p.at);
	f->found = packed_next(&p.at);
	f->expected = packed_next(&p.at);
	f->difference = packed_next(&p.at);
	f->allowance = packed_next(&p.at);
	f->message = packed_next(&p.at);
	h->next = p.at;
	return f;
}
