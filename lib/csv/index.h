#ifndef CSV_INDEX_H
#define CSV_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The separators of a stretch of CSV, found 64 bytes at a time. For the reader alone.
 *
 * All positions are offsets into the reader's buffer. A byte of the buffer is looked at once; what
 * a quote opened in one call is still open in the next.
 */
enum csvindex_path {
	CSVINDEX_AUTO,		/* the best the processor has */
	CSVINDEX_PORTABLE,	/* no assumption about byte order or instructions */
	CSVINDEX_LITTLE,	/* plain C for little-endian processors */
	CSVINDEX_SSE2,		/* any x86-64 */
	CSVINDEX_AVX2,		/* x86-64 with AVX2, BMI and POPCNT */
	CSVINDEX_AVX512,	/* x86-64 with AVX-512 as from Ice Lake or Zen 4 */
	CSVINDEX_PATHS,
};

/*
 * AUTO takes the path that the environment variable QUARTERLY_CSVINDEX names, if the machine has
 * it: so that whole filters can be tested on each. All give the same rows.
 */
#define CSVINDEX_ENV "QUARTERLY_CSVINDEX"
#define CSVINDEX_NAMES {"", "portable", "little", "sse2", "avx2", "avx512"}

#define CSVINDEX_LOT 64		/* bytes looked at together */
#define CSVINDEX_NONE UINT32_MAX

struct csvindex;
typedef void csvindex_run(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to,
    char delimiter);

/* The beginnings of lots, ascending. */
struct csvindex_lots {
	uint32_t *at;
	size_t n, cap;
};

struct csvindex {
	/*
	 * sep[0] is the byte before the first record; then every delimiter and newline outside quotes.
	 * Field i of a record whose first separator is sep[k] lies between sep[k + i] and sep[k + i + 1].
	 */
	uint32_t *sep;
	size_t nsep, sep_cap;
	uint32_t *end;		/* which separators are newlines, as indices into sep */
	size_t nend, end_cap;
	/*
	 * The lots that need a closer look: with a doubled quote; with a byte over 0x7f, a NUL, or a CR
	 * before something other than LF. A record that touches none of them is plain.
	 */
	struct csvindex_lots doubled, odd;
	uint32_t fault;		/* the first byte that strict quoting forbids, or CSVINDEX_NONE */
	uint64_t quoted_newlines;	/* passed since the last restart or shift */

	/* State between two calls. */
	uint64_t inside;	/* all ones: within quotes */
	uint64_t edge;		/* 1: the last byte was a separator or a closing quote */
	uint64_t closed;	/* 1: the last byte was a closing quote */
	csvindex_run *run;
};

/* Whether this machine has the path; AUTO always. */
bool csvindex_has(enum csvindex_path path);

void csvindex_init(struct csvindex *x, enum csvindex_path path);	/* one that the machine has */
void csvindex_free(struct csvindex *x);

/* Forgets all; a record begins at `start`, 1 or more. */
void csvindex_restart(struct csvindex *x, uint32_t start);

/*
 * Adds the separators of buf[at..to); to - at is a multiple of CSVINDEX_LOT and buf[to] may be read.
 * Stops at the first fault of quoting, with the separators before it added.
 */
void csvindex_add(struct csvindex *x, const char *buf, uint32_t at, uint32_t to, char delimiter);

/* Drops the separators before sep[first] and moves all positions down by `by`. No ends may be left. */
void csvindex_shift(struct csvindex *x, size_t first, uint32_t by);

#endif
