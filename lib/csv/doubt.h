#ifndef CSV_DOUBT_H
#define CSV_DOUBT_H

#include <stdbool.h>

#include "csv/index.h"

#define INLINE static inline __attribute__((always_inline))

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>
#define X86_64 1
#define FOR_SSSE3 __attribute__((target("ssse3")))
#define FOR_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define FOR_AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt")))
#else
#define X86_64 0
#endif

/*
 * Is a block UTF-8? For csv/index.c alone, which compiles this into its loops.
 *
 * doubt_plain(), doubt_ssse3() and so on: may the block at p have bytes that are not UTF-8?
 * p[-3] to p[-1] are looked at too; where text begins at p, p[-1] has to be ASCII and the others
 * are any bytes. A character that the block cuts off is left to the next block. doubt_plain()
 * always says yes, the others only if there is a fault in the block (or those three bytes).
 */

/* May a character begin in the block that does not end there? */
INLINE bool
doubt_is_cut(const unsigned char *p)
{
	p += CSVINDEX_BLOCK;
	return p[-1] >= 0xc0 || p[-2] >= 0xe0 || p[-3] >= 0xf0;
}

INLINE bool
doubt_plain(const unsigned char *p)
{
	(void)p;
	return true;
}

#if X86_64
/*
 * UTF-8 by the method of J. Keiser and D. Lemire, "Validating UTF-8 in less than one instruction
 * per byte", Software: Practice and Experience 51 (2021), 950-964. All faults but one kind show in
 * two bytes next to each other: three tables of 16 say which faults are possible with each half of
 * the first byte and with the high half of the second, and those in all three are there. The bit
 * CONTINUED says that both continue a character, which is right if and only if a lead byte two or
 * three places back asks for it.
 */
enum {
	SHORT = 1 << 0,		/* a lead byte, then one that does not continue it */
	LONG = 1 << 1,		/* ASCII, then one that continues */
	OVERLONG_2 = 1 << 2,	/* C0, C1 */
	OVERLONG_3 = 1 << 3,	/* E0 80 to E0 9F */
	OVERLONG_4 = 1 << 4,	/* F0 80 to F0 8F; and F5 to FF before 80 to 8F */
	SURROGATE = 1 << 5,	/* ED A0 to ED BF */
	TOO_LARGE = 1 << 6,	/* F4 90 and above */
	CONTINUED = 1 << 7,
	ANY_LOW = SHORT | LONG | CONTINUED,
	CONTINUES = LONG | CONTINUED | OVERLONG_2,
};

static const unsigned char first_high[16] = {
	LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG,
	CONTINUED, CONTINUED, CONTINUED, CONTINUED,
	SHORT | OVERLONG_2,
	SHORT,
	SHORT | OVERLONG_3 | SURROGATE,
	SHORT | OVERLONG_4 | TOO_LARGE,
};
static const unsigned char first_low[16] = {
	ANY_LOW | OVERLONG_2 | OVERLONG_3 | OVERLONG_4,
	ANY_LOW | OVERLONG_2,
	ANY_LOW, ANY_LOW,
	ANY_LOW | TOO_LARGE,
#define FROM_5 (ANY_LOW | TOO_LARGE | OVERLONG_4)
	FROM_5, FROM_5, FROM_5, FROM_5, FROM_5, FROM_5, FROM_5, FROM_5,
	FROM_5 | SURROGATE,
	FROM_5, FROM_5,
};
static const unsigned char second_high[16] = {
	SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT,
	CONTINUES | OVERLONG_3 | OVERLONG_4,
	CONTINUES | OVERLONG_3 | TOO_LARGE,
	CONTINUES | SURROGATE | TOO_LARGE,
	CONTINUES | SURROGATE | TOO_LARGE,
	SHORT, SHORT, SHORT, SHORT,
};

INLINE FOR_SSSE3 __m128i
load_16(const unsigned char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* What the table has for the high or low half of each byte. */
INLINE FOR_SSSE3 __m128i
look_up_16(const unsigned char *table, __m128i v, int shift)
{
	v = _mm_and_si128(_mm_srli_epi16(v, shift), _mm_set1_epi8(0x0f));
	return _mm_shuffle_epi8(load_16(table), v);
}

INLINE FOR_SSSE3 bool
doubt_ssse3(const unsigned char *p)
{
	__m128i fault = _mm_setzero_si128(), back1, pair, due;

	for (int i = 0; i < CSVINDEX_BLOCK; i += 16) {
		back1 = load_16(p + i - 1);
		pair = _mm_and_si128(_mm_and_si128(look_up_16(first_high, back1, 4),
		    look_up_16(first_low, back1, 0)), look_up_16(second_high, load_16(p + i), 4));
		due = _mm_or_si128(_mm_subs_epu8(load_16(p + i - 2), _mm_set1_epi8(0xe0 - 0x80)),
		    _mm_subs_epu8(load_16(p + i - 3), _mm_set1_epi8(0xf0 - 0x80)));
		due = _mm_and_si128(due, _mm_set1_epi8((char)0x80));
		fault = _mm_or_si128(fault, _mm_xor_si128(due, pair));
	}
	return _mm_movemask_epi8(_mm_cmpeq_epi8(fault, _mm_setzero_si128())) != 0xffff;
}

INLINE FOR_AVX2 __m256i
load_32(const unsigned char *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

INLINE FOR_AVX2 __m256i
look_up_32(const unsigned char *table, __m256i v, int shift)
{
	v = _mm256_and_si256(_mm256_srli_epi16(v, shift), _mm256_set1_epi8(0x0f));
	return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(
	    _mm_loadu_si128((const __m128i *)(const void *)table)), v);
}

/* As doubt_ssse3(), with vectors twice as long. */
INLINE FOR_AVX2 bool
doubt_avx2(const unsigned char *p)
{
	__m256i fault = _mm256_setzero_si256(), back1, pair, due;

	for (int i = 0; i < CSVINDEX_BLOCK; i += 32) {
		back1 = load_32(p + i - 1);
		pair = _mm256_and_si256(_mm256_and_si256(look_up_32(first_high, back1, 4),
		    look_up_32(first_low, back1, 0)), look_up_32(second_high, load_32(p + i), 4));
		due = _mm256_or_si256(
		    _mm256_subs_epu8(load_32(p + i - 2), _mm256_set1_epi8(0xe0 - 0x80)),
		    _mm256_subs_epu8(load_32(p + i - 3), _mm256_set1_epi8(0xf0 - 0x80)));
		due = _mm256_and_si256(due, _mm256_set1_epi8((char)0x80));
		fault = _mm256_or_si256(fault, _mm256_xor_si256(due, pair));
	}
	return !_mm256_testz_si256(fault, fault);
}

INLINE FOR_AVX512 __m512i
look_up_64(const unsigned char *table, __m512i v, int shift)
{
	v = _mm512_and_si512(_mm512_srli_epi16(v, (unsigned)shift), _mm512_set1_epi8(0x0f));
	return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(
	    _mm_loadu_si128((const __m128i *)(const void *)table)), v);
}

/* As doubt_ssse3(), with one vector. */
INLINE FOR_AVX512 bool
doubt_avx512(const unsigned char *p)
{
	__m512i back1 = _mm512_loadu_si512(p - 1), pair, due;

	pair = _mm512_and_si512(_mm512_and_si512(look_up_64(first_high, back1, 4),
	    look_up_64(first_low, back1, 0)), look_up_64(second_high, _mm512_loadu_si512(p), 4));
	due = _mm512_or_si512(
	    _mm512_subs_epu8(_mm512_loadu_si512(p - 2), _mm512_set1_epi8(0xe0 - 0x80)),
	    _mm512_subs_epu8(_mm512_loadu_si512(p - 3), _mm512_set1_epi8(0xf0 - 0x80)));
	due = _mm512_and_si512(due, _mm512_set1_epi8((char)0x80));
	return _mm512_test_epi64_mask(_mm512_xor_si512(due, pair), _mm512_set1_epi64(-1)) != 0;
}
#endif

#endif
