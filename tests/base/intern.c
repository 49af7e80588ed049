#include "base/intern.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "tap/tap.h"

enum { CROWD = 20000, TOP = 8, LONG = 64 };

/* Texts of which XXH3 without a secret has the same TOP bits, where a table begins to look. */
static int
next_of_crowd(char *text, int i)
{
	do
		snprintf(text, 16, "%d", i++);
	while (XXH3_128bits(text, strlen(text)).low64 >> (64 - TOP) != 0);
	return i;
}

static void
test_crowd(void)
{
	struct intern *t = intern_new();
	struct fptable table = {0};
	bool met[1 << TOP] = {false}, found;
	clock_t start = clock();
	uint32_t wrong = 0, different = 0;
	char text[16];
	struct fp key;

	for (int i = 0, next = 0; i < CROWD; i++) {
		next = next_of_crowd(text, next);
		key = fp_of(text, strlen(text));
		different += !met[key.lo >> (64 - TOP)];
		met[key.lo >> (64 - TOP)] = true;
		fptable_add(&table, key, (uint64_t)i, &found);
		wrong += found || intern_id(t, slice_of(text)) != (uint32_t)i;
	}
	ok(wrong == 0 && intern_count(t) == CROWD);
	ok(different > (1 << TOP) / 2);
	ok(clock() - start < 10 * CLOCKS_PER_SEC);	/* half a second, most of it to find them */
	fptable_free(&table);
	intern_free(t);
}

/*
 * Two texts of 64 bytes of which XXH3 without a secret has the same 128 bits. Each of the four
 * parts begins with the word that it is combined with, which makes its product 0; what remains of
 * the second words is their exclusive or, part by part.
 */
static void
make_twin(unsigned char *text, uint64_t x)
{
	static const int word[4] = {0, 32, 48, 16};	/* of the secret, by part */
	uint64_t v, all = 0x7777777777777777;

	for (int i = 0; i < 4; i++)
		memcpy(text + 16 * i, XXH3_kSecret + word[i], 8);
	for (int i = 0; i < 4; i++) {
		memcpy(&v, text + 16 * i, 8);
		v = (i == 2 || i == 3 ? x ^ (i == 3 ? all : 0) : 0x3131313131313131) - v;
		memcpy(text + 16 * i + 8, &v, 8);
	}
}

static void
test_twins(void)
{
	unsigned char a[LONG], b[LONG];
	struct intern *t = intern_new();
	XXH128_hash_t x, y;

	make_twin(a, 5);
	make_twin(b, 6);
	x = XXH3_128bits(a, LONG);
	y = XXH3_128bits(b, LONG);
	ok(memcmp(a, b, LONG) != 0 && x.low64 == y.low64 && x.high64 == y.high64);
	ok(intern_id(t, (struct slice){(char *)a, LONG}) !=
	    intern_id(t, (struct slice){(char *)b, LONG}));
	intern_free(t);
}

static void
test_as(void)
{
	struct intern *t = intern_new();
	struct fp five = fp_of("5", 1);
	bool found;
	uint32_t id = intern_id_as(t, five, &found);

	ok(id == 0 && !found);
	intern_set(t, id, slice_of("5.0"));
	ok(intern_id_as(t, five, &found) == id && found && slice_is(intern_key(t, id), "5.0"));
	ok(intern_id(t, slice_of("5")) == id);
	ok(intern_id(t, slice_of("5.0")) == 1);
	intern_free(t);
}

static void
test_append(void)
{
	struct intern *t = intern_new();

	ok(intern_id(t, slice_of("a")) == 0);
	ok(intern_append(t, slice_of("b")) == 1 && intern_count(t) == 2);
	ok(slice_is(intern_key(t, 1), "b") && intern_find(t, slice_of("b")) == INTERN_NONE);
	ok(intern_id(t, slice_of("c")) == 2);
	intern_index(t, 1, fp_of("b", 1));
	ok(intern_id(t, slice_of("b")) == 1 && intern_id(t, slice_of("c")) == 2);
	intern_free(t);
}

int
main(void)
{
	struct intern *t = intern_new();
	struct keybuf b = {0};
	struct slice rest, cell;
	char key[32];
	uint32_t wrong = 0, ab_c, a_bc;

	for (uint32_t i = 0; i < 100000; i++) {
		snprintf(key, sizeof(key), "key %u", i);
		wrong += intern_id(t, slice_of(key)) != i;
	}
	for (uint32_t i = 0; i < 100000; i++) {
		snprintf(key, sizeof(key), "key %u", i);
		wrong += intern_find(t, slice_of(key)) != i || !slice_is(intern_key(t, i), key);
	}
	ok(wrong == 0);
	ok(intern_count(t) == 100000);
	ok(intern_find(t, slice_of("absent")) == INTERN_NONE);
	ok(intern_id(t, slice_of("")) == 100000 && intern_find(t, slice_of("")) == 100000);
	ok(intern_find(t, (struct slice){"a\0b", 3}) == INTERN_NONE);

	keybuf_add(&b, slice_of("ab"));
	keybuf_add(&b, slice_of("c"));
	ab_c = intern_id(t, keybuf_key(&b));
	rest = intern_key(t, ab_c);
	ok(keybuf_next(&rest, &cell) && slice_is(cell, "ab"));
	ok(keybuf_next(&rest, &cell) && slice_is(cell, "c"));
	ok(!keybuf_next(&rest, &cell));
	keybuf_reset(&b);
	keybuf_add(&b, slice_of("a"));
	keybuf_add(&b, slice_of("bc"));
	a_bc = intern_id(t, keybuf_key(&b));
	ok(ab_c != a_bc);
	keybuf_free(&b);
	intern_free(t);
	test_as();
	test_append();
	test_crowd();
	test_twins();
	return done_testing();
}
