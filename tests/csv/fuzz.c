/*
 * the reader against libcsv, on random bytes: fuzz [seconds [seed]]. Without arguments two seconds
 * of a fixed seed.
 */
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include "fuzz/oracle.h"
#include "tap/random.h"
#include "tap/tap.h"

static uint32_t
draw(uint64_t *state, uint32_t below)
{
	return (uint32_t)(random_next(state) >> 32) % below;
}

/* Pieces that matter to CSV, mostly; the weights change from input to input. */
static size_t
make(uint64_t *state, char *buf, size_t size)
{
	static const char *const piece[] = {"\n", ",", "\"", "\r\n", "\"\"", "a", "bc", ",\"",
		"\",", "\"\n", "\r", ";", "\t", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80",
		"\x92", "\xe2\x82", "\xed\xa0\x80",
		"quite a long piece of text", "\",\"", "\"\r\n\"", "\xef\xbb\xbf"};
	enum { N = sizeof(piece) / sizeof(piece[0]) };
	uint32_t want = draw(state, 8) == 0 ? (uint32_t)size - 64 : draw(state, 120);
	uint32_t kinds, spice, k;
	size_t n = 0, len;

	if (draw(state, 6) == 0) {
		memcpy(buf, "\xef\xbb\xbf", 3);
		n = 3;
	}
	kinds = 3 + draw(state, N - 2);		/* so that some inputs are valid */
	spice = draw(state, 3) == 0 ? draw(state, 40) : 0;
	while (n < want) {
		k = draw(state, kinds);
		if (spice > 0 && draw(state, 41 - spice) == 0)
			buf[n++] = (char)draw(state, 256);
		else if (draw(state, 2) == 0 || kinds < 8) {
			len = strlen(piece[k]);
			memcpy(buf + n, piece[k], len);
			n += len;
		} else
			buf[n++] = (char)('a' + draw(state, 26));
	}
	return n;
}

/* A valid table, now and then with one byte changed. A wide one is full of separators. */
static size_t
make_table(uint64_t *state, char *buf, size_t size)
{
	static const char *const cell[] = {"", "1", "Redcar", "\"\"", "\"a, b\"",
		"\"say \"\"so\"\"\"", "\"two\nlines\"", "2014-15 Q1", "caf\xc3\xa9",
		"\"x\r\ny\"", "no more than some text here"};
	const char *end = draw(state, 2) == 0 ? "\n" : "\r\n";
	uint32_t columns = 1 + draw(state, draw(state, 4) == 0 ? 200 : 9);
	uint32_t cells = columns > 9 ? 2 : sizeof(cell) / sizeof(cell[0]);
	size_t n = 0, len, want = draw(state, (uint32_t)size / 2);

	while (n < want) {
		for (uint32_t i = 0; i < columns; i++) {
			const char *c = cell[draw(state, cells)];

			if (i > 0)
				buf[n++] = ',';
			len = strlen(c);
			memcpy(buf + n, c, len);
			n += len;
		}
		len = strlen(end);
		memcpy(buf + n, end, len);
		n += len;
	}
	if (n > 0 && draw(state, 3) == 0)
		buf[draw(state, (uint32_t)n)] = "\"\r\n,\0x\x92"[draw(state, 7)];
	return n;
}

/* A table of text in several alphabets, most often with a few bytes damaged or left out. */
static size_t
make_accents(uint64_t *state, char *buf, size_t size)
{
	static const char *const piece[] = {"\xc3\xa9", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80",
		"\xe2\x82\xac", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
		"\xf0\x90\x80\x80", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf", "a", "bcdef", " ",
		",", "\n", "\"\n\",\"\"\"\"\n"};
	enum { N = sizeof(piece) / sizeof(piece[0]) };
	size_t n = 0, at, want = draw(state, (uint32_t)size - 16);
	uint32_t damage = draw(state, 4), first = draw(state, 12), kinds = 1 + draw(state, 6);

	while (n < want) {
		at = draw(state, 4) == 0 ? 11 + draw(state, N - 11) : (first + draw(state, kinds)) % N;
		n += (size_t)snprintf(buf + n, size - n, "%s", piece[at]);
	}
	for (; n > 0 && damage > 0; damage--) {
		at = draw(state, (uint32_t)n);
		if (draw(state, 2) == 0)
			memmove(buf + at, buf + at + 1, --n - at);
		else
			buf[at] = (char)(0x80 + draw(state, 0x80));
	}
	return n;
}

int
main(int argc, char *argv[])
{
	double seconds = argc > 1 ? strtod(argv[1], NULL) : 2;
	uint64_t state = argc > 2 ? strtoull(argv[2], NULL, 10) : 20141231;
	clock_t stop = clock() + (clock_t)(seconds * CLOCKS_PER_SEC);
	static size_t (*const makers[])(uint64_t *, char *, size_t) =
	    {make, make_table, make_accents};
	static char buf[2048];
	unsigned long tried = 0;
	bool same = true;
	size_t n;

	while (same && clock() < stop) {
		n = makers[draw(&state, 3)](&state, buf, sizeof(buf));
		same = oracle_agrees(buf, n, draw(&state, 1000));
		tried++;
	}
	printf("# %lu inputs, each on every path of this machine\n", tried);
	tap_ok(same, "the reader and libcsv agree on random input");
	return done_testing();
}
