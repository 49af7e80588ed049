#include "base/shortest.h"

#include <stdbool.h>
#include <string.h>

/* The first 128 bits of the powers of 10 from -308 to 308, each the 28th from the one before it. */
enum { STEP = 28, LEAST = -308 };
static const uint64_t power_of_10[][2] = {
	{0xe61acf033d1a45df, 0x6fb92487298e33bd}, {0xe858ad248f5c22c9, 0xd1b3400f8f9cff68},
	{0xea9c227723ee8bcb, 0x465e15a979c1cadc}, {0xece53cec4a314ebd, 0xa4f8bf5635246428},
	{0xef340a98172aace4, 0x86fb897116c87c34}, {0xf18899b1bc3f8ca1, 0xdc44e6c3cb279ac1},
	{0xf3e2f893dec3f126, 0x5a89dba3c3efccfa}, {0xf64335bcf065d37d, 0x4d4617b5ff4a16d5},
	{0xf8a95fcf88747d94, 0x75a44c6397ce912a}, {0xfb158592be068d2e, 0xeed6e2f0f0d56712},
	{0xfd87b5f28300ca0d, 0x8bca9d6e188853fc}, {0x8000000000000000, 0x0000000000000000},
	{0x813f3978f8940984, 0x4000000000000000}, {0x82818f1281ed449f, 0xbff8f10e7a8921a4},
	{0x83c7088e1aab65db, 0x792667c6da79e0fa}, {0x850fadc09923329e, 0x03e2cf6bc604ddb0},
	{0x865b86925b9bc5c2, 0x0b8a2392ba45a9b2}, {0x87aa9aff79042286, 0x90fb44d2f05d0842},
	{0x88fcf317f22241e2, 0x441fece3bdf81f03}, {0x8a5296ffe33cc92f, 0x82bd6b70d99aaa6f},
	{0x8bab8eefb6409c1a, 0x1ad089b6c2f7548e}, {0x8d07e33455637eb2, 0xdb0b487b6423e1e8},
	{0x8e679c2f5e44ff8f, 0x570f09eaa7ea7648},
};

static const uint64_t power_of_5[STEP] = {1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1953125,
	9765625, 48828125, 244140625, 1220703125, 6103515625, 30517578125, 152587890625,
	762939453125, 3814697265625, 19073486328125, 95367431640625, 476837158203125,
	2384185791015625, 11920928955078125, 59604644775390625, 298023223876953125,
	1490116119384765625, 7450580596923828125};

/* The floors of log10(2^q), of log10(3/4 2^q) and of log2(10^p), for all q and p of doubles. */
static int
floor_log10(int q, bool three_quarters)
{
	return (q * 1262611 - (three_quarters ? 524031 : 0)) >> 22;
}

static int
floor_log2(int p)
{
	return p * 1741647 >> 19;
}

/*
 * 10^p, scaled to lie from 2^127 up to 2^128. Factors and product are rounded down, by less than 3
 * in all, so with 3 more it is too much by at most 3, and never too little.
 */
static unsigned __int128
scaled_power(int p)
{
	const uint64_t *ten = power_of_10[(p - LEAST) / STEP];
	uint64_t five = power_of_5[(p - LEAST) % STEP];
	unsigned __int128 low, high;

	five <<= __builtin_clzll(five);
	low = (unsigned __int128)ten[1] * five;
	high = (unsigned __int128)ten[0] * five + (low >> 64);
	if (high >> 127 == 0)
		high = high << 1 | (uint64_t)low >> 63;
	return high + 3;
}

/*
 * The whole part of power * c / 2^128, with its last bit set if anything remains. Compared with
 * even integers it is as good as the exact product: that is one, or 2^-62.6 or more from any (by
 * continued fractions, for each q), while power makes it too large by at most 2^-66, c being below
 * 2^60.
 */
static uint64_t
times(unsigned __int128 power, uint64_t c)
{
	unsigned __int128 low = (unsigned __int128)(uint64_t)power * c;
	unsigned __int128 product = (unsigned __int128)(uint64_t)(power >> 64) * c + (low >> 64);

	return (uint64_t)(product >> 64) | ((uint64_t)product != 0);
}

static struct decimal
without_zeros(uint64_t digits, int exponent)
{
	if (digits % 100000000 == 0) {
		digits /= 100000000;
		exponent += 8;
	}
	for (; digits % 10 == 0; digits /= 10)
		exponent++;
	return (struct decimal){digits, exponent};
}

/*
 * v is c 2^q; what reads back as it lies up to half way to its neighbours, inclusive where c is
 * even. k is such that at least one multiple of 10^k does so, and at most one of 10^(k + 1).
 */
static struct decimal
schubfach(uint64_t c, int q, bool is_lower_close)
{
	const int k = floor_log10(q, is_lower_close), shift = q + floor_log2(-k) + 1;
	const unsigned __int128 power = scaled_power(-k);
	const uint64_t middle = times(power, 4 * c << shift);	/* 4 v / 10^k */
	const uint64_t low = times(power, (4 * c - (is_lower_close ? 1 : 2)) << shift) + c % 2;
	const uint64_t high = times(power, (4 * c + 2) << shift) - c % 2;
	const uint64_t digits = middle / 4, tens = digits / 10;
	bool below = low <= 40 * tens, above = 40 * (tens + 1) <= high;

	if (below != above)
		return without_zeros(tens + above, k + 1);
	below = low <= 4 * digits;
	above = 4 * (digits + 1) <= high;
	if (below == above)	/* both: the nearer, or the even one */
		above = middle > 4 * digits + 2 - digits % 2;
	return without_zeros(digits + above, k);
}

struct decimal
shortest_decimal(double v)
{
	const uint64_t hidden = UINT64_C(1) << 52;
	uint64_t bits, c;
	int q;

	if (v < (double)(2 * hidden) && v == (double)(uint64_t)v)
		return (struct decimal){(uint64_t)v, 0};
	memcpy(&bits, &v, sizeof(bits));
	c = bits % hidden;
	q = (int)(bits >> 52);
	if (q == 0)
		return schubfach(c, -1074, false);
	return schubfach(c + hidden, q - 1075, c == 0 && q > 1);
}
