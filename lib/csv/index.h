#ifndef CSV_INDEX_H
#define CSV_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Finds the separators in a stretch of CSV, 64 bytes at a time. For the reader alone.
 *
 * All positions are offsets into the reader's buffer. Each byte of the buffer is passed once; a
 * quote that one call opened is still open in the next.
 */
enum csvindex_path {
	CSVINDEX_AUTO,		/* the best the processor has */
	CSVINDEX_PLAIN,		/* C for any processor */
	CSVINDEX_SSE2,		/* any x86-64 */
	CSVINDEX_SSSE3,		/* x86-64 with SSSE3: as SSE2, and UTF-8 checked by vectors */
	CSVINDEX_AVX2,		/* x86-64 with AVX2, BMI and POPCNT */
	CSVINDEX_AVX512,	/* x86-64 with AVX-512 as from Ice Lake or Zen 4 */
};
#define CSVINDEX_PATHS (CSVINDEX_AVX512 + 1)

/*
 * AUTO takes the path that the environment variable QUARTERLY_CSVINDEX names, if the machine has
 * it, so that whole filters can be tested on each. All give the same rows and faults. Each of them
 * saves over 5% of the processor time of a cut of three columns, compared with the one before;
 * SSSE3 does so where text is not ASCII.
 */
#define CSVINDEX_ENV "QUARTERLY_CSVINDEX"

#define CSVINDEX_BLOCK 64		/* bytes */
#define CSVINDEX_NONE UINT32_MAX
#define CSVINDEX_UNUSUAL (UINT32_C(1) << 31)	/* a reader's text has fewer bytes than that */

struct csvindex;
typedef void csvindex_run(struct csvindex *x, const unsigned char *buf, uint32_t at, uint32_t to,
    char delimiter);

/* Where blocks begin, in ascending order. */
struct csvindex_blocks {
	uint32_t *at;
	size_t n, cap;
};

struct csvindex {
	/*
	 * sep[0] is the byte before the first record; then every delimiter and newline outside
	 * quotes. Field i of a record whose first separator is sep[k] lies between sep[k + i] and
	 * sep[k + i + 1].
	 */
	uint32_t *sep;
	size_t nsep, sep_cap;
	/*
	 * Which separators are newlines, as indices into sep; if that was asked for, with
	 * CSVINDEX_UNUSUAL where the record that ends there may hold a quote, a byte that is
	 * neither printable ASCII nor the delimiter, or a space that begins or ends a field.
	 */
	uint32_t *end;
	size_t nend, end_cap;
	/*
	 * The blocks that need a closer look: with a doubled quote; with a NUL, a CR before
	 * something other than LF, or something that may not be UTF-8 (PLAIN and SSE2: any byte
	 * over 0x7f). A record outside all of them is plain, and its bytes are sound.
	 */
	struct csvindex_blocks doubled, special;
	uint32_t fault;		/* the first byte that strict quoting forbids, or CSVINDEX_NONE */
	uint64_t quoted_newlines;	/* since the last restart or shift */

	/* State between two calls. */
	uint64_t inside;	/* all ones: within quotes */
	uint64_t edge;		/* 1: the last byte was a separator or a closing quote */
	uint64_t closed;	/* 1: the last byte was a closing quote */
	uint64_t blank;		/* 1: the last byte was a space */
	uint64_t unusual;		/* 1: the record that has no newline yet may be unusual */
	csvindex_run *run;
};

/* Whether this machine has the path; AUTO always. */
bool csvindex_has(enum csvindex_path path);

/* csvindex_has() the path; a record begins at `start`, 1 or more. mark: with CSVINDEX_UNUSUAL. */
void csvindex_init(struct csvindex *x, enum csvindex_path path, bool mark, uint32_t start);
void csvindex_free(struct csvindex *x);

/* Forgets everything; a record begins at `start`. */
void csvindex_restart(struct csvindex *x, uint32_t start);

/*
 * Adds the separators of buf[at..to); to - at is a multiple of CSVINDEX_BLOCK. buf[to] and the 3
 * bytes before `at` may be read; where text begins, the byte before it is ASCII. Stops at the first
 * fault of quoting, with the separators before it added.
 */
void csvindex_add(struct csvindex *x, const char *buf, uint32_t at, uint32_t to, char delimiter);

/* Drops the separators before sep[first] and the ends; moves all positions down by `by`. */
void csvindex_shift(struct csvindex *x, size_t first, uint32_t by);

#endif
