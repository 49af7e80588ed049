#ifndef CSV_READER_STATE_H
#define CSV_READER_STATE_H

#include "csv/index.h"
#include "csv/reader.h"
#include "csv/source.h"

/*
 * What the reader (csv/reader.c) and its faults (csv/fault.c) work on. For these two alone.
 *
 * The buffer holds the unfinished record and a read's worth of text after it; the index finds the
 * separators of each read in one go, and a row is a stretch of them. What only few rows need
 * (quotes to undouble, UTF-8 to check, line numbers) is worked out for those rows alone.
 */
#define READER_LEAD ((size_t)CSVINDEX_BLOCK)	/* text begins after this much of the buffer */

struct reader {
	struct reader_info info;	/* first: see reader_info() */
	struct csvindex index;
	size_t first;		/* the separator (of index.sep) before the next record */
	size_t next_end;	/* the next record's newline, in index.end */
	size_t next_special;	/* the next block of index.special */
	size_t next_doubled;	/* the same of index.doubled */
	uint32_t watch;		/* a row that ends here or later is looked at closely */
	uint32_t row_end;	/* its newline */
	size_t small;		/* a row of fewer bytes is within the limits */
	uint32_t start, before;	/* where this row begins, and the record before; 0: not known */
	size_t same;		/* what reader_same() gave last, which is often so again */
	bool row_cr;		/* CRLF: its last separator was moved to the CR */
	struct reader_options opt;

	char *buf;
	size_t cap;		/* without the slack at the end */
	size_t end;		/* of the text */
	size_t indexed;		/* how far it is indexed */
	size_t step;		/* how much to index at once */
	uint32_t virtual_end;	/* our newline for a last row without one, or CSVINDEX_NONE */
	uint64_t base;		/* byte of the stream at buf[0]; may wrap below 0 */
	/* A record began at mark, on mark_line; mark_end of index.end's were before it. */
	size_t mark, mark_end;
	uint64_t mark_line;
	uint64_t first_line;	/* on which the index's first record begins */

	struct source *source;
	bool begun, eof;
	int read_errno;		/* of a read that failed, or 0 */
	char head[16];		/* how the stream begins */
	size_t nhead;

	char *plain;		/* this row's unquoted fields: see reader_unquote() */
	size_t plain_cap;

	bool resync;		/* the index is broken: continue after a newline from resume on */
	size_t resume;
};

/* Where the next record begins, or the one that is not finished. */
static inline size_t
reader_next_start(const struct reader *in)
{
	return in->index.sep[in->first] + (size_t)1;
}

/* Where this row begins. */
static inline size_t
reader_row_start(const struct reader *in)
{
	return in->start;
}

/* Moves the mark to `start`, where this row or the next record begins. */
void reader_mark(struct reader *in, size_t start);

/* Of a byte at or after the mark. */
struct reader_position reader_position(const struct reader *in, size_t at);

/*
 * Faults. Each sets the fault and returns -1, or returns 0 if there is none. `start` is where this
 * row or the next record begins.
 */

/*
 * The first NUL, bare CR or byte that is not UTF-8 of the record (or its beginning) in
 * buf[start..to). A character cut off at `to` passes when not `whole`.
 */
int fault_content(struct reader *in, size_t start, size_t to, bool whole);
int fault_quote(struct reader *in);		/* the index stopped at a quote, or after one */
int fault_open_quote(struct reader *in);	/* the text ends within quotes */
/* open: where a quote opened that may be the reason, or 0. */
int fault_too_long(struct reader *in, size_t start, size_t open);
int fault_too_wide(struct reader *in, size_t start, const uint32_t *sep);

/*
 * The unfinished record is too long; or, looked for only before the buffer would have to grow for
 * it, too wide or not text.
 */
int fault_unfinished(struct reader *in);
int fault_read(struct reader *in, const char *what);	/* NULL: the source or read_errno says */

/*
 * A new parser of libcsv, as strict as it can be, for fault_quote() and for the tests that compare
 * with it: give it to csv_free() in the end.
 */
struct csv_parser;
void fault_start_libcsv(struct csv_parser *parser, char delimiter);

#endif
