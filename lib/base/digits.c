#include "base/digits.h"

#include <endian.h>
#include <stddef.h>
#include <string.h>

/*
 * Eight digits, v < 10^8: halved into fours, twos and single ones, all of a kind at once. Returns
 * how many zeros they begin with, if v > 0.
 */
static size_t
put_eight(char *to, uint32_t v)
{
	uint64_t fours = v / 10000 | (uint64_t)(v % 10000) << 32;
	uint64_t hundreds = (fours * 10486 >> 20) & 0x7f0000007f;
	uint64_t twos = hundreds | (fours - 100 * hundreds) << 16;
	uint64_t tens = (twos * 103 >> 10) & 0xf000f000f000f;
	uint64_t ones = tens | (twos - 10 * tens) << 8;
	uint64_t text = htole64(ones + 0x3030303030303030);

	memcpy(to, &text, sizeof(text));
	return (size_t)__builtin_ctzll(ones | UINT64_C(1) << 63) / 8;
}

char *
digits_write(char *end, uint64_t v)
{
	for (; v >= 100000000; v /= 100000000)
		put_eight(end -= 8, (uint32_t)(v % 100000000));
	if (v < 10) {		/* most often: the first of 17 */
		*--end = (char)('0' + v);
		return end;
	}
	end -= 8;
	return end + put_eight(end, (uint32_t)v);
}
