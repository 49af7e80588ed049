#ifndef SUPPRESS_PIECE_H
#define SUPPRESS_PIECE_H

#include "base/memory.h"
#include "suppress/system.h"

/*
 * What is unknown of a publication, in independent pieces: cells that no constraint links are of
 * different pieces. Known cells are already subtracted from the constraints. Everything here is
 * exact arithmetic on whole numbers.
 */
typedef __int128 wide;

struct row {
	const struct term *terms;	/* .cell is the number of the unknown within the piece */
	size_t n;
	wide low, high;
	bool has_low, has_high;
	uint32_t constraint;
};

struct piece {
	size_t n, n_rows;
	uint32_t *cell;			/* of each unknown */
	int64_t *low, *high;		/* what each may be by itself; high is at most cap */
	struct row *rows;
	/* the rows of unknown j: in[first[j]] to in[first[j + 1] - 1] */
	uint32_t *first, *in;
	/* in place of no upper end; what can be more than endless has none */
	int64_t cap, endless;
	uint32_t *queue;		/* for piece_propagate() */
	bool *queued;
};

struct pieces {
	struct piece *piece;
	size_t n;
	/* of each cell; piece_of is SYSTEM_NO_CELL where it is known */
	uint32_t *piece_of, *unknown;
	/* a constraint over known cells that does not hold; or SYSTEM_NO_CELL */
	uint32_t broken;
	struct arena mem;
};

/* hidden: a byte for each cell. */
void pieces_build(struct pieces *p, const struct system *s, const unsigned char *hidden);
void pieces_free(struct pieces *p);

/* The part of a piece with only the rows whose keep is not 0; shares its memory. */
void piece_part(const struct piece *whole, const unsigned char *keep, struct piece *part,
    struct arena *mem);

/* Fills in the rows of each unknown, and room to propagate. */
void piece_index(struct piece *p, struct arena *mem);

/* Whether x fits all bounds and rows. */
bool piece_fits(const struct piece *p, const int64_t *x);

/*
 * Narrows low and high, which must lie within the piece's own, by one row after the other. False:
 * nothing fits. Ends after an amount of work in proportion to the piece; may then leave more to
 * find.
 */
bool piece_propagate(const struct piece *p, int64_t *low, int64_t *high);

wide wide_floor(wide a, wide b);	/* of a / b, b > 0 */
wide wide_ceiling(wide a, wide b);

#endif
