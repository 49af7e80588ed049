/*
 * plans N: writes N child protection plan records to standard output, always the same bytes,
 * unordered and without faults: two plans for each child, the second often still open. Dates cover
 * 2005 to 2019, 60 financial quarters.
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"

/* The finaliser of splitmix64 (Steele, Lea and Flood, 2014): random number `draw` of a child. */
static uint32_t
draw(uint64_t child, uint64_t draw_number, uint32_t below)
{
	uint64_t z = child * UINT64_C(0x9e3779b97f4a7c15) + draw_number * UINT64_C(0xbf58476d1ce4e5b9);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ z >> 31) >> 33) % below;
}

static const char *
category(uint64_t child, uint64_t n)
{
	static const char *const codes[20] = {"NEG", "NEG", "NEG", "NEG", "NEG", "NEG", "NEG", "NEG",
		"NEG", "EMO", "EMO", "EMO", "EMO", "EMO", "EMO", "PHY", "PHY", "SAB", "MUL", "MUL"};

	return codes[draw(child, n, 20)];
}

static void
record(uint64_t number)
{
	uint64_t child = number / 2;
	int32_t start = date_day(2005, 4, 1) + (int32_t)draw(child, 1, 3700), end;
	char from[DATE_SIZE], to[DATE_SIZE] = "";

	end = start + 1 + (int32_t)draw(child, 2, 700);
	if (number % 2 == 1) {
		start = end + (int32_t)draw(child, 3, 900);
		end = start + 1 + (int32_t)draw(child, 4, 200);
	}
	date_format(from, start);
	if (number % 2 == 0 || draw(child, 5, 2) == 0)
		date_format(to, end);
	printf("%08" PRIu64 ",%s,%s,%s,%s,%" PRIu32 "\n", 10000000 + child, from, to,
	    category(child, 6 + number % 2), category(child, 8 + number % 4), draw(child, 12, 18));
}

int
main(int argc, char *argv[])
{
	uint64_t n = argc == 2 ? strtoull(argv[1], NULL, 10) : 0, room = 2;

	if (n == 0) {
		fputs("usage: plans number\n", stderr);
		return 2;
	}
	while (room < n)
		room *= 2;
	puts("LAchildID,CPPstartDate,CPPendDate,InitialCategoryOfAbuse,LatestCategoryOfAbuse,age");
	/* An odd factor permutes the numbers below a power of two. */
	for (uint64_t i = 0; i < room; i++) {
		uint64_t number = i * UINT64_C(2654435761) % room;

		if (number < n)
			record(number);
	}
	if (fflush(stdout) == EOF || ferror(stdout))
		err(2, "<stdout>");
	return 0;
}
