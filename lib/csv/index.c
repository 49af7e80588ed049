#include "csv/index.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "csv/vector.h"

#if X86_64 && __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif

/*
 * How it works. For 64 bytes, one 64-bit mask tells where the quotes are, one where the delimiters
 * are, one where the newlines are: bit i for byte i. A running exclusive-or over the quotes turns
 * "here is a quote" into "here we are within quotes"; delimiters and newlines there are text. What is
 * left are the separators, and their positions are written down. Within quotes, 64 bytes without a
 * quote are passed over, their newlines counted.
 *
 * How a processor makes masks is its way (csv/vector.h); all else is plain C, written once. `run` is
 * compiled once for each way, everything inlined.
 */

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

static void
add_lot(struct csvindex_lots *l, uint32_t at)
{
	l->at = xgrow(l->at, &l->cap, l->n + 1, sizeof *l->at);
	l->at[l->n++] = at;
}

/*
 * Takes quotes into account. An opening quote follows a separator or (a doubled quote) a closing one;
 * behind a closing quote come a separator, a CR, or a quote. False: the lot has a fault, and only what
 * is before it is left in *m.
 */
INLINE bool
apply_quotes(struct csvindex *x, const unsigned char *p, uint32_t at, uint64_t quote, struct lot *m)
{
	uint64_t inside = running_xor(quote) ^ x->inside;
	uint64_t open = quote & inside, close = quote & ~inside, behind, fault;

	x->quoted_newlines += (uint64_t)__builtin_popcountll(m->newline & inside);
	m->sep &= ~inside;
	m->newline &= ~inside;
	behind = close << 1 | x->closed;
	fault = (open & ~((m->sep | close) << 1 | x->edge)) | (behind & ~(m->sep | quote));
	x->inside = inside >> 63 != 0 ? UINT64_MAX : 0;
	x->edge = (m->sep | close) >> 63;
	x->closed = close >> 63;
	m->doubled = (open & behind) != 0;
	while (fault != 0 && p[lowest(fault)] == '\r')
		fault &= fault - 1;
	if (fault == 0)
		return true;
	x->fault = at + (uint32_t)lowest(fault);
	m->sep &= (fault & -fault) - 1;
	m->newline &= (fault & -fault) - 1;
	return false;
}

INLINE void
run(struct csvindex *index, const unsigned char *buf, uint32_t at, uint32_t to, char delimiter,
    const struct way *way)
{
	struct csvindex x = *index;	/* a copy that no other function has the address of: in registers */
	uint32_t asked = at;		/* how far odd() has been asked */
	uint64_t quote;
	struct lot m;
	bool odd = false;

	for (; at < to; at += CSVINDEX_LOT) {
		if (at == asked) {
			asked += to - at < way->odd_size ? CSVINDEX_LOT : way->odd_size;
			odd = way->odd(buf + at, asked - at);
		}
		if (odd && (way->odd_size == CSVINDEX_LOT || way->odd(buf + at, CSVINDEX_LOT)))
			add_lot(&index->odd, at);
		quote = way->equal(buf + at, '"');
		if (x.inside != 0 && quote == 0) {
			x.quoted_newlines += way->newlines(buf + at);
			continue;
		}
		m.newline = way->equal(buf + at, '\n');
		m.sep = way->equal(buf + at, delimiter) | m.newline;
		if ((quote | x.inside | x.closed) != 0) {
			if (!apply_quotes(&x, buf + at, at, quote, &m))
				to = at;	/* the last lot */
			if (m.doubled)
				add_lot(&index->doubled, at);
		} else
			x.edge = m.sep >> 63;
		way->add(&x, at, m);
	}
	x.odd = index->odd;
	x.doubled = index->doubled;
	*index = x;
}

static void
run_portable(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to, char delimiter)
{
	run(x, buf, at, to, delimiter, &way_portable);
}

static void
run_little(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to, char delimiter)
{
	run(x, buf, at, to, delimiter, &way_little);
}

#if X86_64
static void
run_sse2(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to, char delimiter)
{
	run(x, buf, at, to, delimiter, &way_sse2);
}

AVX2 static void
run_avx2(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to, char delimiter)
{
	run(x, buf, at, to, delimiter, &way_avx2);
}

AVX512 static void
run_avx512(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to, char delimiter)
{
	run(x, buf, at, to, delimiter, &way_avx512);
}

/*
 * Asked of glibc, where it can tell, because it has looked already: the compiler's own look asks the
 * processor again at the start of every program, and on a virtual machine each such question goes to
 * the host.
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

static bool
has_avx512(void)
{
#ifdef CPU_FEATURE_ACTIVE
	return has_avx2() && CPU_FEATURE_ACTIVE(AVX512F) && CPU_FEATURE_ACTIVE(AVX512BW) &&
	    CPU_FEATURE_ACTIVE(AVX512_VBMI2);
#else
	return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vbmi2");
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
	case CSVINDEX_AVX512:
		return has_avx512() ? run_avx512 : NULL;
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
	x->quoted_newlines = x->inside = x->closed = 0;
	x->edge = 1;
}

void
csvindex_add(struct csvindex *x, const char *buf, uint32_t at, uint32_t to, char delimiter)
{
	/* Room for the worst case, all separators, and for what is written beyond the last. */
	x->sep = xgrow(x->sep, &x->sep_cap, x->nsep + (to - at) + CSVWAY_MORE, sizeof *x->sep);
	x->end = xgrow(x->end, &x->end_cap, x->nend + (to - at) + CSVWAY_MORE, sizeof *x->end);
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
