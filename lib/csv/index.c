#include "csv/index.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "csv/doubt.h"

#if X86_64 && __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif

/*
 * How it works. For a block of 64 bytes, one 64-bit mask says where the quotes are, one where the
 * delimiters are, one where the newlines are: bit i for byte i. A running exclusive-or over the
 * quotes turns "a quote is here" into "this is within quotes"; delimiters and newlines there are
 * text. The others are the separators, and their positions are written down. In blocks
 * within quotes that have no quote, only newlines are counted.
 *
 * Only what makes masks depends on the processor (struct path). run() is compiled once for each
 * path, with everything inlined.
 */

/* The separators and newlines of a block, outside quotes. */
struct block {
	uint64_t sep, newline;
};

enum match { EQUAL, BELOW, UNPRINTED };

/* p is the first byte of a block, and p[CSVINDEX_BLOCK] may be read too. */
struct path {
	/*
	 * The mask of the bytes that are c; that are less than c as signed numbers; or (c is a
	 * space) that are not printable ASCII: with 1 added, they are not above c as such numbers.
	 */
	uint64_t (*mask)(const unsigned char *p, char c, enum match match);
	/* Adds the positions of a block that begins at `at`; may write MARGIN more after them. */
	void (*add)(struct csvindex *x, uint32_t at, struct block m);
	bool (*is_doubtful)(const unsigned char *p);	/* see csv/doubt.h */
};

enum { MARGIN = 16 };

INLINE int
lowest(uint64_t m)
{
	return __builtin_ctzll(m);
}

/*
 * Plain C, in a loop that compilers turn into vector code. The multiplication gathers: with a 0 or
 * 1 in each byte of w, byte k's bit arrives at bit 56 + k of the product, and nothing else does.
 */
INLINE uint64_t
mask_plain(const unsigned char *p, char c, enum match match)
{
	unsigned char is[CSVINDEX_BLOCK];
	uint64_t mask = 0, w;

	for (int i = 0; i < CSVINDEX_BLOCK; i++)
		is[i] = match == EQUAL ? p[i] == (unsigned char)c :
		    match == BELOW ? (signed char)p[i] < (signed char)c :
		    (signed char)(p[i] + 1) <= (signed char)c;
	for (int i = 0; i < CSVINDEX_BLOCK / 8; i++) {
		memcpy(&w, is + 8 * i, 8);
		mask |= (le64toh(w) * 0x0102040810204080u >> 56) << 8 * i;
	}
	return mask;
}

/*
 * Eight separators at a time; those after the last are overwritten by the next block. A loop that
 * ends at the right one would be mispredicted in most blocks.
 */
INLINE void
add_plain(struct csvindex *x, uint32_t at, struct block m)
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

static const struct path plain = {mask_plain, add_plain, doubt_plain};

#if X86_64
INLINE uint64_t
mask_sse2(const unsigned char *p, char c, enum match match)
{
	const __m128i want = _mm_set1_epi8(c), one = _mm_set1_epi8(1);
	uint64_t mask = 0;
	__m128i v;

	for (int i = 0; i < CSVINDEX_BLOCK / 16; i++) {
		v = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
		v = match == EQUAL ? _mm_cmpeq_epi8(v, want) : match == BELOW ?
		    _mm_cmplt_epi8(v, want) :
		    _mm_cmplt_epi8(_mm_add_epi8(v, one), _mm_add_epi8(want, one));
		mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << 16 * i;
	}
	return mask;
}

static const struct path sse2 = {mask_sse2, add_plain, doubt_plain};

static const struct path ssse3 = {mask_sse2, add_plain, doubt_ssse3};

INLINE FOR_AVX2 uint64_t
mask_avx2(const unsigned char *p, char c, enum match match)
{
	const __m256i want = _mm256_set1_epi8(c), one = _mm256_set1_epi8(1);
	uint64_t mask = 0;
	__m256i v;

	for (int i = 0; i < CSVINDEX_BLOCK / 32; i++) {
		v = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32 * i));
		v = match == EQUAL ? _mm256_cmpeq_epi8(v, want) : match == BELOW ?
		    _mm256_cmpgt_epi8(want, v) :
		    _mm256_cmpgt_epi8(_mm256_add_epi8(want, one), _mm256_add_epi8(v, one));
		mask |= (uint64_t)(uint32_t)_mm256_movemask_epi8(v) << 32 * i;
	}
	return mask;
}

static const struct path avx2 = {mask_avx2, add_plain, doubt_avx2};

INLINE FOR_AVX512 uint64_t
mask_avx512(const unsigned char *p, char c, enum match match)
{
	const __m512i want = _mm512_set1_epi8(c), v = _mm512_loadu_si512(p);

	return match == EQUAL ? _mm512_cmpeq_epi8_mask(v, want) :
	    match == BELOW ? _mm512_cmplt_epi8_mask(v, want) :
	    _mm512_cmple_epi8_mask(_mm512_add_epi8(v, _mm512_set1_epi8(1)), want);
}

/*
 * Writes `base` plus the number of each bit set in m, and returns how many there are: the vector of
 * the bytes 0 to 63 is compressed to those that m chooses, and sixteen at a time become words.
 */
INLINE FOR_AVX512 size_t
write_bits(uint32_t *to, uint32_t base, uint64_t m)
{
	static const unsigned char zero_to_63[CSVINDEX_BLOCK] = {
		0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
		16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
		32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
		48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
	};
	__m512i bits = _mm512_maskz_compress_epi8(m, _mm512_loadu_si512(zero_to_63)), words;
	size_t n = (size_t)__builtin_popcountll(m);

	for (size_t i = 0;;) {
		words = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(bits));
		_mm512_storeu_si512(to + i, _mm512_add_epi32(words, _mm512_set1_epi32((int)base)));
		if ((i += 16) >= n)
			return n;
		bits = _mm512_shuffle_i32x4(bits, bits, 0x39);	/* the next sixteen bytes */
	}
}

INLINE FOR_AVX512 void
add_avx512(struct csvindex *x, uint32_t at, struct block m)
{
	x->nend += write_bits(x->end + x->nend, (uint32_t)x->nsep, _pext_u64(m.newline, m.sep));
	x->nsep += write_bits(x->sep + x->nsep, at, m.sep);
}

static const struct path avx512 = {mask_avx512, add_avx512, doubt_avx512};
#endif

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

/* csvindex_add() has made room. No branch, since whether to add is often hard to foretell. */
INLINE void
add_block(struct csvindex_blocks *l, uint32_t at, bool add)
{
	l->at[l->n] = at;
	l->n += add;
}

/*
 * Takes quotes into account. An opening quote follows a separator or (a doubled quote) a closing
 * one; after a closing quote comes a separator, a CR or a quote. False: the block has a fault, and
 * only what is before it is left in *m.
 */
INLINE bool
apply_quotes(struct csvindex *x, const unsigned char *p, uint32_t at, uint64_t quote,
    struct block *m, bool *doubled)
{
	uint64_t inside = running_xor(quote) ^ x->inside;
	uint64_t open = quote & inside, close = quote & ~inside, after, fault;

	x->quoted_newlines += (uint64_t)__builtin_popcountll(m->newline & inside);
	m->sep &= ~inside;
	m->newline &= ~inside;
	after = close << 1 | x->closed;
	fault = (open & ~((m->sep | close) << 1 | x->edge)) | (after & ~(m->sep | quote));
	x->inside = inside >> 63 != 0 ? UINT64_MAX : 0;
	x->edge = (m->sep | close) >> 63;
	x->closed = close >> 63;
	*doubled = (open & after) != 0;
	while (fault != 0 && p[lowest(fault)] == '\r')
		fault &= fault - 1;
	if (fault == 0)
		return true;
	x->fault = at + (uint32_t)lowest(fault);
	m->sep &= (fault & -fault) - 1;
	m->newline &= (fault & -fault) - 1;
	return false;
}

/* The places before the newlines. */
INLINE uint64_t
before_newlines(const unsigned char *p, uint64_t newline)
{
	return newline >> 1 | (uint64_t)(p[CSVINDEX_BLOCK] == '\n') << 63;
}

/* The CRs that something other than LF follows. */
INLINE uint64_t
bare_cr(const struct path *path, const unsigned char *p, uint64_t newline)
{
	uint64_t cr = path->mask(p, '\r', EQUAL);

	return cr != 0 ? cr & ~before_newlines(p, newline) : 0;
}

/* Has the block a byte over 0x7f, a NUL, or a CR that something other than LF follows? */
INLINE bool
is_special(const struct path *path, const unsigned char *p, uint64_t newline)
{
	return path->mask(p, 1, BELOW) != 0 || bare_cr(path, p, newline) != 0;
}

/* Without those that are delimiters or CRs before a newline. These CRs are added to *ends. */
INLINE uint64_t
unusual_bytes(const struct path *path, const unsigned char *p, uint64_t unprinted,
    uint64_t newline, uint64_t *ends)
{
	uint64_t cr = path->mask(p, '\r', EQUAL) & before_newlines(p, newline);

	*ends |= cr;
	return unprinted & ~*ends;
}

/* The blanks that begin or end a field, perhaps together with separators next to them. */
INLINE uint64_t
blank_edges(struct csvindex *x, uint64_t blank, uint64_t ends)
{
	uint64_t edges = (blank & (ends << 1 | ends >> 1 | x->edge)) | (ends & x->blank);

	x->blank = blank >> 63;
	return edges;
}

/* Marks the records that end in an unusual block, or that a block before made unusual. */
INLINE void
mark_unusual(struct csvindex *x, size_t nend, bool unusual)
{
	if (unusual || nend < x->nend)
		x->unusual = unusual;
	if (nend < x->nend)
		x->end[nend++] |= CSVINDEX_UNUSUAL;
	for (; unusual && nend < x->nend; nend++)
		x->end[nend] |= CSVINDEX_UNUSUAL;
}

/*
 * Of the special blocks from the i-th on, drops those that are UTF-8 without a NUL or a bare CR. A
 * character that a block cuts off is left to the next one, if that one is looked at here.
 */
INLINE void
drop_sound(struct csvindex_blocks *l, const unsigned char *buf, size_t i, const struct path *path)
{
	size_t kept = i;
	const unsigned char *p;
	bool last;

	for (; i < l->n; i++) {
		p = buf + l->at[i];
		last = i + 1 == l->n || l->at[i + 1] != l->at[i] + CSVINDEX_BLOCK;
		if (path->is_doubtful(p) || (last && doubt_is_cut(p)) ||
		    path->mask(p, '\0', EQUAL) != 0 ||
		    bare_cr(path, p, path->mask(p, '\n', EQUAL)) != 0)
			l->at[kept++] = l->at[i];
	}
	l->n = kept;
}

/* mark: also finds out which records are unusual. */
INLINE void
run(struct csvindex *index, const unsigned char *buf, uint32_t at, uint32_t to, char delimiter,
    const struct path *path, bool mark)
{
	const size_t nspecial = index->special.n;
	struct csvindex x = *index;	/* its address goes nowhere, so it can stay in registers */
	bool doubled = false;
	uint64_t quote, unprinted, ends, unusual;
	struct block m;
	size_t nend;

	for (; at < to; at += CSVINDEX_BLOCK) {
		quote = path->mask(buf + at, '"', EQUAL);
		m.newline = path->mask(buf + at, '\n', EQUAL);
		unprinted = path->mask(buf + at, ' ', mark ? UNPRINTED : BELOW) & ~m.newline;
		if (unprinted != 0 && is_special(path, buf + at, m.newline))
			add_block(&index->special, at, true);
		if (x.inside != 0 && quote == 0) {
			x.quoted_newlines += (uint64_t)__builtin_popcountll(m.newline);
			continue;
		}
		ends = m.sep = path->mask(buf + at, delimiter, EQUAL) | m.newline;
		unusual = quote;
		if (mark && unprinted != 0)
			unusual |= unusual_bytes(path, buf + at, unprinted, m.newline, &ends);
		if (mark)
			unusual |= blank_edges(&x, path->mask(buf + at, ' ', EQUAL), ends);
		if ((quote | x.inside | x.closed) != 0) {
			if (!apply_quotes(&x, buf + at, at, quote, &m, &doubled))
				to = at;	/* the last block */
			add_block(&index->doubled, at, doubled);
		} else
			x.edge = m.sep >> 63;
		nend = x.nend;
		path->add(&x, at, m);
		if (mark && (unusual | x.unusual) != 0)
			mark_unusual(&x, nend, unusual != 0);
	}
	x.special = index->special;
	x.doubled = index->doubled;
	*index = x;
	drop_sound(&index->special, buf, nspecial, path);
}

/* run() compiled for one path, twice: run_plain(), mark_plain() and so on. */
#define DEFINE_RUN(path, attributes) \
	attributes static void \
	run_##path(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to, \
	    char delimiter) \
	{ \
		run(x, buf, at, to, delimiter, &path, false); \
	} \
	attributes static void \
	mark_##path(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to, \
	    char delimiter) \
	{ \
		run(x, buf, at, to, delimiter, &path, true); \
	}

DEFINE_RUN(plain,)
#if X86_64
DEFINE_RUN(sse2,)
DEFINE_RUN(ssse3, FOR_SSSE3)
DEFINE_RUN(avx2, FOR_AVX2)
DEFINE_RUN(avx512, FOR_AVX512)

/* glibc has asked the processor already; the compiler's own functions would ask it again. */
#ifdef CPU_FEATURE_ACTIVE
#define HAS(glibc_name, gcc_name) CPU_FEATURE_ACTIVE(glibc_name)
#else
#define HAS(glibc_name, gcc_name) __builtin_cpu_supports(gcc_name)
#endif

static bool
has_ssse3(void)
{
	return HAS(SSSE3, "ssse3");
}

static bool
has_avx2(void)
{
	return HAS(AVX2, "avx2") && HAS(BMI1, "bmi") && HAS(BMI2, "bmi2") && HAS(POPCNT, "popcnt");
}

static bool
has_avx512(void)
{
	return has_avx2() && HAS(AVX512F, "avx512f") && HAS(AVX512BW, "avx512bw") &&
	    HAS(AVX512_VBMI2, "avx512vbmi2");
}
#endif

static const struct {
	const char *name;
	csvindex_run *run, *mark;
	bool (*has)(void);		/* NULL: every processor */
} paths[CSVINDEX_PATHS] = {
	[CSVINDEX_PLAIN] = {"plain", run_plain, mark_plain, NULL},
#if X86_64
	[CSVINDEX_SSE2] = {"sse2", run_sse2, mark_sse2, NULL},
	[CSVINDEX_SSSE3] = {"ssse3", run_ssse3, mark_ssse3, has_ssse3},
	[CSVINDEX_AVX2] = {"avx2", run_avx2, mark_avx2, has_avx2},
	[CSVINDEX_AVX512] = {"avx512", run_avx512, mark_avx512, has_avx512},
#endif
};

bool
csvindex_has(enum csvindex_path path)
{
	return path == CSVINDEX_AUTO ||
	    (paths[path].run != NULL && (paths[path].has == NULL || paths[path].has()));
}

/* The path that the environment asks for, where this machine has it; else the best. */
static enum csvindex_path
automatic(void)
{
	const char *name = getenv(CSVINDEX_ENV);
	enum csvindex_path best = CSVINDEX_PLAIN;

	for (int i = CSVINDEX_PLAIN; i < CSVINDEX_PATHS; i++) {
		if (!csvindex_has((enum csvindex_path)i))
			continue;
		best = (enum csvindex_path)i;
		if (name != NULL && strcmp(name, paths[i].name) == 0)
			break;
	}
	return best;
}

void
csvindex_init(struct csvindex *x, enum csvindex_path path, bool mark, uint32_t start)
{
	if (path == CSVINDEX_AUTO)
		path = automatic();
	*x = (struct csvindex){.run = mark ? paths[path].mark : paths[path].run};
	csvindex_restart(x, start);
}

void
csvindex_free(struct csvindex *x)
{
	free(x->sep);
	free(x->end);
	free(x->doubled.at);
	free(x->special.at);
}

void
csvindex_restart(struct csvindex *x, uint32_t start)
{
	x->sep = xgrow(x->sep, &x->sep_cap, 1, sizeof(*x->sep));
	x->sep[0] = start - 1;
	x->nsep = 1;
	x->nend = x->doubled.n = x->special.n = 0;
	x->fault = CSVINDEX_NONE;
	x->quoted_newlines = x->inside = x->closed = x->blank = x->unusual = 0;
	x->edge = 1;
}

static void
reserve_blocks(struct csvindex_blocks *l, size_t n)
{
	l->at = xgrow(l->at, &l->cap, l->n + n + 1, sizeof(*l->at));
}

void
csvindex_add(struct csvindex *x, const char *buf, uint32_t at, uint32_t to, char delimiter)
{
	/* Room for the worst case, in which every byte is a separator and every block listed. */
	x->sep = xgrow(x->sep, &x->sep_cap, x->nsep + (to - at) + MARGIN, sizeof(*x->sep));
	x->end = xgrow(x->end, &x->end_cap, x->nend + (to - at) + MARGIN, sizeof(*x->end));
	reserve_blocks(&x->doubled, (to - at) / CSVINDEX_BLOCK);
	reserve_blocks(&x->special, (to - at) / CSVINDEX_BLOCK);
	x->run(x, (const unsigned char *)buf, at, to, delimiter);
}

/* Keeps the blocks that reach to `start` and beyond, moved down. */
static void
shift_blocks(struct csvindex_blocks *l, uint32_t start, uint32_t by)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		if (l->at[i] + CSVINDEX_BLOCK > start)
			l->at[n++] = l->at[i] > by ? l->at[i] - by : 0;
	l->n = n;
}

void
csvindex_shift(struct csvindex *x, size_t first, uint32_t by)
{
	shift_blocks(&x->doubled, x->sep[first] + 1, by);
	shift_blocks(&x->special, x->sep[first] + 1, by);
	x->nsep -= first;
	for (size_t i = 0; i < x->nsep; i++)
		x->sep[i] = x->sep[first + i] - by;
	x->nend = 0;
}
