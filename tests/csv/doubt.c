/* Every path's check of UTF-8 in blocks, against the plain one of base/utf8.c. */
#include "csv/index.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "tap/tap.h"

enum { LEAD = CSVINDEX_BLOCK, PLACES = 1024, PLACE = 2 * CSVINDEX_BLOCK };

/* A sequence in each place, between letters; it may reach from the first block to the second. */
struct sheet {
	struct csvindex index[CSVINDEX_PATHS];
	uint64_t wrong[CSVINDEX_PATHS];
	bool wanted[CSVINDEX_PATHS];
	size_t offset;		/* within a place */
	char text[LEAD + PLACES * PLACE + 1];
	bool sound[PLACES];
	size_t n;
};

/* A place that is not sound must be special; with vectors, one that is must not. */
static void
judge_path(struct sheet *s, enum csvindex_path path)
{
	struct csvindex *x = &s->index[path];
	const struct csvindex_blocks *l = &x->special;
	size_t next = 0, end;
	bool found;

	csvindex_restart(x, LEAD);
	csvindex_add(x, s->text, LEAD, LEAD + PLACES * PLACE, ',');
	for (size_t i = 0; i < PLACES; i++) {
		end = LEAD + (i + 1) * PLACE;
		found = next < l->n && l->at[next] < end;
		while (next < l->n && l->at[next] < end)
			next++;
		s->wrong[path] += i >= s->n || s->sound[i] ? found && path >= CSVINDEX_SSSE3 : !found;
	}
}

static void
judge(struct sheet *s)
{
	for (enum csvindex_path p = CSVINDEX_PLAIN; p < CSVINDEX_PATHS; p++)
		if (s->wanted[p])
			judge_path(s, p);
	s->n = 0;
	memset(s->text, 'x', sizeof(s->text));
}

static void
add(struct sheet *s, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)	/* have a meaning in CSV */
		if (p[i] == '"' || p[i] == '\0' || p[i] == '\r')
			return;
	memcpy(s->text + LEAD + s->n * PLACE + s->offset, p, n);
	s->sound[s->n++] = utf8_valid((struct slice){p, n}) == n;
	if (s->n == PLACES)
		judge(s);
}

/* The bytes where the meaning of a byte changes, and their neighbours. */
static const unsigned char edges[] = {
	0x01, 0x2c, 0x7f, 0x80, 0x81, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0,
	0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff,
};
#define EDGES (sizeof(edges) / sizeof(edges[0]))

static void
pairs(struct sheet *s)
{
	for (unsigned v = 0; v < 1u << 16; v++)
		add(s, (const char[]){(char)(v >> 8), (char)v}, 2);
}

/* Those that begin with a byte that begins a character: the others are one byte and a pair. */
static void
triples(struct sheet *s)
{
	for (unsigned v = 0xc000; v < 1u << 16; v++)
		for (size_t i = 0; i < EDGES; i++)
			add(s, (const char[]){(char)(v >> 8), (char)v, (char)edges[i]}, 3);
}

static void
all_triples(struct sheet *s)
{
	for (unsigned v = 0xc00000; v < 1u << 24; v++)
		add(s, (const char[]){(char)(v >> 16), (char)(v >> 8), (char)v}, 3);
}

static void
fours(struct sheet *s)
{
	for (unsigned first = 0xe0; first < 0x100; first++)
		for (size_t i = 0; i < EDGES * EDGES * EDGES; i++)
			add(s, (const char[]){(char)first, (char)edges[i / EDGES / EDGES],
			    (char)edges[i / EDGES % EDGES], (char)edges[i % EDGES]}, 4);
}

static void
test(const char *what, void (*sequences)(struct sheet *), size_t offset, size_t to,
    enum csvindex_path from)
{
	struct sheet *s = xcalloc(1, sizeof(*s));
	char name[120];

	memset(s->text, 'x', sizeof(s->text));
	for (enum csvindex_path p = from; p < CSVINDEX_PATHS; p++)
		if ((s->wanted[p] = csvindex_has(p)))
			csvindex_init(&s->index[p], p, true, LEAD);
	for (s->offset = offset; s->offset <= to; s->offset++) {
		sequences(s);
		judge(s);
	}
	for (enum csvindex_path p = from; p < CSVINDEX_PATHS; p++) {
		snprintf(name, sizeof(name), "%s at %zu to %zu in a block, path %d%s", what, offset, to,
		    (int)p, s->wanted[p] ? "" : " # SKIP not on this machine");
		if (!tap_ok(s->wrong[p] == 0, name))
			printf("# %ju are wrong\n", (uintmax_t)s->wrong[p]);
		csvindex_free(&s->index[p]);
	}
	free(s);
}

int
main(void)
{
	enum { LAST = CSVINDEX_BLOCK - 1 };

	test("all sequences of two bytes", pairs, 0, LAST, CSVINDEX_PLAIN);
	test("sequences of three bytes", triples, LAST - 2, LAST, CSVINDEX_SSSE3);
	test("all sequences of three bytes", all_triples, LAST - 1, LAST - 1, CSVINDEX_SSSE3);
	test("sequences of four bytes", fours, LAST - 3, LAST, CSVINDEX_SSSE3);
	return done_testing();
}
