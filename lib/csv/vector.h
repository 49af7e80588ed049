#ifndef CSV_VECTOR_H
#define CSV_VECTOR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "csv/index.h"

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>
#define X86_64 1
#else
#define X86_64 0
#endif

/*
 * The ways to look at a lot, the 64 bytes that csv/index.c looks at together: one for each path of
 * csv/index.h, all to the same result. The first two are plain C, in loops of the shape that compilers
 * turn into vector code. The others earn their lines by the bench's job `fields`: QUARTERLY_CSVINDEX forces each.
 */
#define INLINE static inline __attribute__((always_inline))

#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define LITTLE true
#else
#define LITTLE false
#endif

/* The separators and newlines of a lot, outside quotes. */
struct lot {
	uint64_t sep, newline;
	bool doubled;		/* and a doubled quote */
};

/* p is the lot's first byte, and p[CSVINDEX_LOT] may be read too. In a mask bit i tells of byte i. */
struct way {
	uint64_t (*equal)(const unsigned char *p, char c);	/* the mask of the bytes that are c */
	uint64_t (*newlines)(const unsigned char *p);	/* how many are in a lot */
	/* Is a byte of the n at p odd: over 0x7f, NUL, or a CR before something other than LF? */
	bool (*odd)(const unsigned char *p, uint32_t n);
	uint32_t odd_size;	/* the n for which odd() is fastest; a multiple of CSVINDEX_LOT */
	/* Adds the positions of a lot that begins at `at`, and may write some more behind them. */
	void (*add)(struct csvindex *x, uint32_t at, struct lot m);
};

#define CSVWAY_MORE 16		/* no way writes more behind them than this */
#define ODD_SIZE (16 * CSVINDEX_LOT)

INLINE int
lowest(uint64_t m)
{
	return __builtin_ctzll(m);
}

INLINE uint64_t
equal_portable(const unsigned char *p, char c)
{
	uint64_t mask = 0;

	for (int i = 0; i < CSVINDEX_LOT; i++)
		mask |= (uint64_t)(p[i] == (unsigned char)c) << i;
	return mask;
}

INLINE uint64_t
newlines_plain(const unsigned char *p)
{
	unsigned char n = 0;

	for (int i = 0; i < CSVINDEX_LOT; i++)
		n += p[i] == '\n';
	return n;
}

INLINE bool
odd_plain(const unsigned char *p, uint32_t n)
{
	unsigned char any = 0, high, nul, cr, not_lf;

	for (uint32_t i = 0; i < n; i++) {
		high = p[i] > 0x7f;
		nul = p[i] == 0;
		cr = p[i] == '\r';
		not_lf = p[i + 1] != '\n';
		any |= high | nul | (cr & not_lf);
	}
	return any != 0;
}

/*
 * The multiplication gathers: with a 0 or 1 in each byte of w, byte k's bit arrives at bit 56 + k of the
 * product, and nothing else does. Byte k must be the k-th from below: little-endian.
 */
INLINE uint64_t
equal_little(const unsigned char *p, char c)
{
	unsigned char is[CSVINDEX_LOT];
	uint64_t mask = 0, w;

	for (int i = 0; i < CSVINDEX_LOT; i++)
		is[i] = p[i] == (unsigned char)c;
	for (int i = 0; i < CSVINDEX_LOT / 8; i++) {
		memcpy(&w, is + 8 * i, 8);
		mask |= (w * 0x0102040810204080u >> 56) << 8 * i;
	}
	return mask;
}

/*
 * Separators eight at a time, those beyond the last overwritten by the next lot, because a loop that
 * ends at the right one is guessed wrong by the processor.
 */
INLINE void
add_plain(struct csvindex *x, uint32_t at, struct lot m)
{
	uint32_t *to = x->sep + x->nsep;
	size_t n = (size_t)__builtin_popcountll(m.sep);
	uint64_t below;

	for (; m.newline != 0; m.newline &= m.newline - 1) {
		below = m.sep & ((m.newline & -m.newline) - 1);
		x->end[x->nend++] = (uint32_t)(x->nsep + (size_t)__builtin_popcountll(below));
	}
	x->nsep += n;
	for (size_t i = 0; i < n; i += 8)
#pragma GCC unroll 8
		for (size_t k = 0; k < 8; k++) {
			*to++ = at + (uint32_t)lowest(m.sep | UINT64_C(1) << 63);
			m.sep &= m.sep - 1;
		}
}

static const struct way way_portable = {equal_portable, newlines_plain, odd_plain, ODD_SIZE, add_plain};
static const struct way way_little = {equal_little, newlines_plain, odd_plain, ODD_SIZE, add_plain};

#if X86_64
INLINE uint64_t
equal_sse2(const unsigned char *p, char c)
{
	const __m128i want = _mm_set1_epi8(c);
	uint64_t mask = 0;
	__m128i is;

	for (int i = 0; i < CSVINDEX_LOT / 16; i++) {
		is = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i)), want);
		mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(is) << 16 * i;
	}
	return mask;
}

static const struct way way_sse2 = {equal_sse2, newlines_plain, odd_plain, ODD_SIZE, add_plain};

/*
 * odd() of a lot, from a mask of the bytes that are below a blank as signed numbers: control characters
 * and those over 0x7f, by one comparison. Without newlines and the CRs before them few lots have any.
 */
INLINE bool
odd_below_blank(const unsigned char *p, uint64_t below, uint64_t (*equal)(const unsigned char *p, char c))
{
	uint64_t newline = equal(p, '\n'), before_newline;

	below &= ~newline;
	if (below == 0)
		return false;
	before_newline = newline >> 1 | (uint64_t)(p[CSVINDEX_LOT] == '\n') << 63;
	below &= ~(equal(p, '\r') & before_newline);
	return below != 0 && odd_plain(p, CSVINDEX_LOT);
}

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

INLINE AVX2 __m256i
load_avx2(const unsigned char *p, int i)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)(p + 32 * i));
}

INLINE AVX2 uint64_t
movemask_avx2(__m256i low, __m256i high)
{
	return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

INLINE AVX2 uint64_t
equal_avx2(const unsigned char *p, char c)
{
	const __m256i want = _mm256_set1_epi8(c);

	return movemask_avx2(_mm256_cmpeq_epi8(load_avx2(p, 0), want),
	    _mm256_cmpeq_epi8(load_avx2(p, 1), want));
}

INLINE AVX2 uint64_t
newlines_avx2(const unsigned char *p)
{
	return (uint64_t)__builtin_popcountll(equal_avx2(p, '\n'));
}

INLINE AVX2 bool
odd_avx2(const unsigned char *p, uint32_t n)
{
	const __m256i blank = _mm256_set1_epi8(' ');

	(void)n;
	return odd_below_blank(p, movemask_avx2(_mm256_cmpgt_epi8(blank, load_avx2(p, 0)),
	    _mm256_cmpgt_epi8(blank, load_avx2(p, 1))), equal_avx2);
}

static const struct way way_avx2 = {equal_avx2, newlines_avx2, odd_avx2, CSVINDEX_LOT, add_plain};

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt")))

INLINE AVX512 __m512i
load_avx512(const unsigned char *p)
{
	return _mm512_loadu_si512(p);
}

INLINE AVX512 uint64_t
equal_avx512(const unsigned char *p, char c)
{
	return _mm512_cmpeq_epi8_mask(load_avx512(p), _mm512_set1_epi8(c));
}

INLINE AVX512 uint64_t
newlines_avx512(const unsigned char *p)
{
	return (uint64_t)__builtin_popcountll(equal_avx512(p, '\n'));
}

INLINE AVX512 bool
odd_avx512(const unsigned char *p, uint32_t n)
{
	(void)n;
	return odd_below_blank(p, _mm512_cmplt_epi8_mask(load_avx512(p), _mm512_set1_epi8(' ')), equal_avx512);
}

static const unsigned char zero_to_63[CSVINDEX_LOT] = {
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
	16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
	32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
	48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
};

/*
 * Writes `base` plus the number of each bit set in m, and returns how many there are: the vector of the
 * bytes 0 to 63 is compressed to those that m chooses, and sixteen at a time become words.
 */
INLINE AVX512 size_t
write_bits_avx512(uint32_t *to, uint32_t base, uint64_t m)
{
	__m512i bits = _mm512_maskz_compress_epi8(m, _mm512_loadu_si512(zero_to_63)), words;
	size_t n = (size_t)__builtin_popcountll(m);

	for (size_t i = 0;;) {
		words = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(bits));
		_mm512_storeu_si512(to + i, _mm512_add_epi32(words, _mm512_set1_epi32((int)base)));
		if ((i += 16) >= n)
			return n;
		bits = _mm512_shuffle_i32x4(bits, bits, 0x39);	/* the next sixteen bytes come down */
	}
}

INLINE AVX512 void
add_avx512(struct csvindex *x, uint32_t at, struct lot m)
{
	x->nend += write_bits_avx512(x->end + x->nend, (uint32_t)x->nsep, _pext_u64(m.newline, m.sep));
	x->nsep += write_bits_avx512(x->sep + x->nsep, at, m.sep);
}

static const struct way way_avx512 = {equal_avx512, newlines_avx512, odd_avx512, CSVINDEX_LOT, add_avx512};
#endif

#endif
