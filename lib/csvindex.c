#include "csvindex.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#define X86_64 1
#else
#define X86_64 0
#endif

/*
 * How it works. For 64 bytes, one 64-bit mask tells where the quotes are, one where the delimiters
 * are, one where the newlines are: bit i for byte i. A running exclusive-or over the quotes turns
 * "here is a quote" into "here we are within quotes"; delimiters and newlines there are text. What is
 * left are the separators, and their positions are written down.
 *
 * A mask is made in one of four ways; all else is plain C, in loops over 64 bytes of the shape that
 * compilers turn into vector code. `run` is compiled once for each way, everything inlined. The two
 * ways for x86-64 earn their lines: reading every field takes three quarters of the time that it takes
 * with the multiplication compiled for the same processor (gcc 12 and clang 14).
 */
#define INLINE static inline __attribute__((always_inline))
#define GROUP (16 * CSVINDEX_LOT)	/* bytes whose odd ones are looked for in one go */

#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define LITTLE true
#else
#define LITTLE false
#endif

/* Bit i is set where p[i] is c. */
typedef uint64_t mask_function(const unsigned char *p, char c);

INLINE uint64_t
mask_portable(const unsigned char *p, char c)
{
	uint64_t mask = 0;

	for (int i = 0; i < CSVINDEX_LOT; i++)
		mask |= (uint64_t)(p[i] == (unsigned char)c) << i;
	return mask;
}

/*
 * The multiplication gathers: with a 0 or 1 in each byte of w, byte k's bit arrives at bit 56 + k of the
 * product, and nothing else does. Byte k must be the k-th from below: little-endian.
 */
INLINE uint64_t
mask_little(const unsigned char *p, char c)
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

#if X86_64
INLINE uint64_t
mask_sse2(const unsigned char *p, char c)
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

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

INLINE AVX2 uint64_t
mask_avx2(const unsigned char *p, char c)
{
	const __m256i want = _mm256_set1_epi8(c);
	__m256i low = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32));

	low = _mm256_cmpeq_epi8(low, want);
	high = _mm256_cmpeq_epi8(high, want);
	return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}
#endif

/* Is a byte of the n at p odd: over 0x7f, NUL, or a CR before something other than LF? */
INLINE bool
any_odd(const unsigned char *p, const int n)
{
	unsigned char any = 0, high, nul, cr, not_lf;

	for (int i = 0; i < n; i++) {
		high = p[i] > 0x7f;
		nul = p[i] == 0;
		cr = p[i] == '\r';
		not_lf = p[i + 1] != '\n';
		any |= high | nul | (cr & not_lf);
	}
	return any != 0;
}

/* Bit i of the result is the exclusive-or of bits 0 to i. */
INLINE uint64_t
running_xor(uint64_t m)
{
	m ^= m << 1;
	m ^= m << 2;
	m ^= m << 4;
	m ^= m << 8;
	m ^= m << 16;
	return m ^ m << 32;
}

INLINE int
lowest(uint64_t m)
{
	return __builtin_ctzll(m);
}

static void
add_lot(struct csvindex_lots *l, uint32_t at)
{
	l->at = xgrow(l->at, &l->cap, l->n + 1, sizeof *l->at);
	l->at[l->n++] = at;
}

/* The separators and newlines of a lot, outside quotes. */
struct lot {
	uint64_t sep, newline;
};

/*
 * Takes quotes into account. An opening quote follows a separator or (a doubled quote) a closing one;
 * behind a closing quote come a separator, a CR, or a quote. True: the lot has a fault, and only what
 * is before it is left in *m.
 */
INLINE bool
apply_quotes(struct csvindex *x, const unsigned char *p, uint32_t at, uint64_t quote, struct lot *m)
{
	uint64_t inside = running_xor(quote) ^ x->inside;
	uint64_t open = quote & inside, close = quote & ~inside, behind, fault;
	int i;

	x->newline_quoted |= (m->newline & inside) != 0;
	m->sep &= ~inside;
	m->newline &= ~inside;
	behind = close << 1 | x->closed;
	fault = (open & ~((m->sep | close) << 1 | x->edge)) | (behind & ~(m->sep | quote));
	x->inside = inside >> 63 != 0 ? UINT64_MAX : 0;
	x->edge = (m->sep | close) >> 63;
	x->closed = close >> 63;
	if ((open & behind) != 0)
		add_lot(&x->doubled, at);
	for (; fault != 0; fault &= fault - 1) {
		i = lowest(fault);
		if (p[i] == '\r')
			continue;
		x->fault = at + (uint32_t)i;
		m->sep &= (UINT64_C(1) << i) - 1;
		m->newline &= (UINT64_C(1) << i) - 1;
		return true;
	}
	return false;
}

/*
 * Writes the positions of a lot's separators down: eight at a time, those beyond the last overwritten
 * by the next lot, because a loop that ends at the right one is guessed wrong by the processor.
 */
INLINE void
add_separators(struct csvindex *x, uint32_t at, struct lot m)
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

INLINE void
run(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to, char delimiter,
    mask_function *mask_of)
{
	uint32_t group;
	uint64_t quote;
	struct lot m;
	bool odd;

	while (at < to) {
		group = to - at < GROUP ? to : at + GROUP;
		odd = group - at < GROUP || any_odd(buf + at, GROUP);
		for (; at < group; at += CSVINDEX_LOT) {
			if (odd && any_odd(buf + at, CSVINDEX_LOT))
				add_lot(&x->odd, at);
			quote = mask_of(buf + at, '"');
			if (x->inside != 0 && quote == 0) {
				x->newline_quoted = true;
				continue;
			}
			m.newline = mask_of(buf + at, '\n');
			m.sep = mask_of(buf + at, delimiter) | m.newline;
			if ((quote | x->inside | x->closed) != 0) {
				if (apply_quotes(x, buf + at, at, quote, &m)) {
					add_separators(x, at, m);
					return;
				}
			} else
				x->edge = m.sep >> 63;
			add_separators(x, at, m);
		}
	}
}

static void
run_portable(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to, char delimiter)
{
	run(x, buf, at, to, delimiter, mask_portable);
}

static void
run_little(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to, char delimiter)
{
	run(x, buf, at, to, delimiter, mask_little);
}

#if X86_64
static void
run_sse2(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to, char delimiter)
{
	run(x, buf, at, to, delimiter, mask_sse2);
}

AVX2 static void
run_avx2(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to, char delimiter)
{
	run(x, buf, at, to, delimiter, mask_avx2);
}

/*
 * Asked of glibc, where it can tell, because it has looked already: the compiler's own look asks the
 * processor again at the start of every program, and on a virtual machine each such question goes to
 * the host, which took longer than all else that a filter does to read a small table.
 */
static bool
has_avx2(void)
{
#ifdef CPU_FEATURE_ACTIVE
	return CPU_FEATURE_ACTIVE(AVX2) && CPU_FEATURE_ACTIVE(BMI1) && CPU_FEATURE_ACTIVE(BMI2) &&
	    CPU_FEATURE_ACTIVE(POPCNT);
#else
	__builtin_cpu_init();
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
	    __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
#endif
}
#endif

static csvindex_run *
path_function(enum csvindex_path path)
{
	switch (path) {
	case CSVINDEX_PORTABLE:
		return run_portable;
	case CSVINDEX_LITTLE:
		return LITTLE ? run_little : NULL;
#if X86_64
	case CSVINDEX_SSE2:
		return run_sse2;
	case CSVINDEX_AVX2:
		return has_avx2() ? run_avx2 : NULL;
#endif
	default:
		return NULL;
	}
}

bool
csvindex_has(enum csvindex_path path)
{
	return path == CSVINDEX_AUTO || path_function(path) != NULL;
}

/* The path that the environment asks for, where this machine has it; else AUTO. */
static enum csvindex_path
asked_for(void)
{
	static const char *const names[CSVINDEX_PATHS] = CSVINDEX_NAMES;
	const char *name = getenv(CSVINDEX_ENV);

	for (int i = 1; name != NULL && i < CSVINDEX_PATHS; i++)
		if (strcmp(name, names[i]) == 0 && csvindex_has((enum csvindex_path)i))
			return (enum csvindex_path)i;
	return CSVINDEX_AUTO;
}

void
csvindex_init(struct csvindex *x, enum csvindex_path path)
{
	*x = (struct csvindex){0};
	if (path == CSVINDEX_AUTO)
		path = asked_for();
	if (path == CSVINDEX_AUTO)
		for (path = CSVINDEX_PATHS - 1; path_function(path) == NULL;)
			path--;
	x->run = path_function(path);
	csvindex_restart(x, 1);
}

void
csvindex_free(struct csvindex *x)
{
	free(x->sep);
	free(x->end);
	free(x->doubled.at);
	free(x->odd.at);
}

void
csvindex_restart(struct csvindex *x, uint32_t start)
{
	x->sep = xgrow(x->sep, &x->sep_cap, 1, sizeof *x->sep);
	x->sep[0] = start - 1;
	x->nsep = 1;
	x->nend = x->doubled.n = x->odd.n = 0;
	x->fault = CSVINDEX_NONE;
	x->newline_quoted = false;
	x->inside = x->closed = 0;
	x->edge = 1;
}

void
csvindex_add(struct csvindex *x, const char *buf, uint32_t at, uint32_t to, char delimiter)
{
	/* Room for the worst case, all separators, and for the eight written beyond the last. */
	x->sep = xgrow(x->sep, &x->sep_cap, x->nsep + (to - at) + 8, sizeof *x->sep);
	x->end = xgrow(x->end, &x->end_cap, x->nend + (to - at), sizeof *x->end);
	x->run(x, (const unsigned char *)buf, at, to, delimiter);
}

/* Keeps the lots that reach to `start` and beyond, moved down. */
static void
shift_lots(struct csvindex_lots *l, uint32_t start, uint32_t by)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		if (l->at[i] + CSVINDEX_LOT > start)
			l->at[n++] = l->at[i] > by ? l->at[i] - by : 0;
	l->n = n;
}

void
csvindex_shift(struct csvindex *x, size_t first, uint32_t by)
{
	shift_lots(&x->doubled, x->sep[first] + 1, by);
	shift_lots(&x->odd, x->sep[first] + 1, by);
	x->nsep -= first;
	for (size_t i = 0; i < x->nsep; i++)
		x->sep[i] = x->sep[first + i] - by;
	x->nend = 0;
}
