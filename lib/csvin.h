#ifndef CSVIN_H
#define CSVIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "errmsg.h"
#include "slice.h"

/*
 * One CSV stream, read strictly: RFC 4180, LF or CRLF, UTF-8 with or without BOM, a last
 * newline optional. A blank line is a row of no fields; `""` alone is one empty field. Blanks
 * around a field are kept. Everything else that RFC 4180 does not allow is a fault with a
 * line, a column and a byte. libcsv is the authority on quoting; csvlib.c is its only user.
 */

enum csvin_fault {
	CSVIN_OK,
	CSVIN_STRAY_QUOTE,	/* a quote inside an unquoted field */
	CSVIN_AFTER_QUOTE,	/* text behind a closing quote */
	CSVIN_OPEN_QUOTE,	/* no closing quote; placed where it opened */
	CSVIN_BARE_CR,		/* a CR that no LF follows */
	CSVIN_NUL,
	CSVIN_UTF8,		/* bytes that are not UTF-8 */
	CSVIN_TOO_LONG,		/* a record over max_record */
	CSVIN_TOO_WIDE,		/* more than max_fields fields */
	CSVIN_READ,		/* read(2) or iconv(3) failed, or no line ends: reading cannot go on */
};

struct csvin;

struct csvin_options {
	char delimiter;		/* 0 means comma */
	const char *encoding;	/* an iconv(3) name, or NULL for UTF-8 */
	size_t max_record;	/* bytes; 0 means 64 MiB; 1 GiB at most */
	size_t max_fields;	/* 0 means 65,536 */
	/* NULL, or called before each read(2) of fd; it may wait (see progress.h). */
	void (*tick)(void *tick_arg, const struct csvin *in, int fd);
	void (*done)(void *tick_arg, const struct csvin *in);	/* NULL, or called by csvin_close() */
	void *tick_arg;
	int path;		/* 0; tests choose an enum csvindex_path */
	size_t read_size;	/* 0; tests choose to read less at once */
};

struct csvin_position {
	uint64_t line;		/* physical line, from 1, newlines in quotes counted */
	uint64_t column;	/* byte within that line, from 1, a BOM not counted */
	uint64_t byte;		/* byte of the (decoded) stream, from 0, a BOM counted */
};

/* How the rows so far ended (csv-check: mixed line ends). Rows with a fault are not counted. */
struct csvin_ends {
	uint64_t lf, crlf;	/* rows ended by each */
	uint64_t none;		/* 1 when the last row had no newline */
	uint64_t first_lf;	/* line of the first row end of each kind, 0 where there is none */
	uint64_t first_crlf;
};

/*
 * Opens path ("-" is standard input, called <stdin> in messages). NULL when it cannot be
 * opened, is a directory, or the encoding is not known; *e says why. The options are copied.
 */
struct csvin *csvin_open(const char *path, const struct csvin_options *opt, struct errmsg *e);

/*
 * The next record: 1, or 0 at the end, or -1 at a fault: csvin_fault() and csvin_error() say
 * which. A row's slices are valid until the next call.
 *
 * A caller who wants every fault goes on (after any but CSVIN_READ). Where only a record's text was
 * at fault (a NUL, bytes that are not UTF-8, a CR, too many fields), the next record follows; where
 * its quotes were, the next line, which may be the rest of the same record: csvin_resumed(). A
 * record has one fault at most, its first.
 */
int csvin_next(struct csvin *in);

/*
 * The present row, for the inline functions below alone: field i lies between sep[i] and sep[i + 1]
 * of text, quotes included.
 */
struct csvin_row {
	const char *text;
	const uint32_t *sep;
	size_t nfields;
	bool doubled;		/* a quoted field may hold a doubled quote */
};

static inline const struct csvin_row *
csvin_row(const struct csvin *in)
{
	return (const struct csvin_row *)in;	/* its first member */
}

/* Of this row; 0 for a blank line. */
static inline size_t
csvin_nfields(const struct csvin *in)
{
	return csvin_row(in)->nfields;
}

/* The text between field i's separators as it stands in the file; i < csvin_nfields(). */
static inline struct slice
csvin_raw(const struct csvin *in, size_t i)
{
	const struct csvin_row *r = csvin_row(in);

	return (struct slice){r->text + r->sep[i] + 1, r->sep[i + 1] - r->sep[i] - 1};
}

/* Was it printed in quotes. */
static inline bool
csvin_field_quoted(const struct csvin *in, size_t i)
{
	return *csvin_raw(in, i).p == '"';	/* an empty field's is the separator */
}

struct slice csvin_unquote(struct csvin *in, struct slice raw);	/* for csvin_field() */

/* Field i, unquoted; i < csvin_nfields(). */
static inline struct slice
csvin_field(struct csvin *in, size_t i)
{
	struct slice s = csvin_raw(in, i);

	if (*s.p != '"')
		return s;
	if (csvin_row(in)->doubled)
		return csvin_unquote(in, s);
	return (struct slice){s.p + 1, s.n - 2};
}

/* All of them, to out[0] up to out[csvin_nfields() - 1]. */
static inline void
csvin_fields(struct csvin *in, struct slice *out)
{
	const struct csvin_row r = *csvin_row(in);	/* a copy, which out cannot be thought to lie in */
	uint32_t from = r.nfields > 0 ? r.sep[0] + 1 : 0, to;

	for (size_t i = 0; i < r.nfields; i++, from = to + 1) {
		to = r.sep[i + 1];
		out[i] = (struct slice){r.text + from, to - from};
		if (r.text[from] == '"')
			out[i] = csvin_field(in, i);
	}
}

/* This row as it stands in the (decoded) stream, quotes and newline included. */
struct slice csvin_record(const struct csvin *in);

/* Where field i of this row begins, or, for i >= csvin_nfields(), where the row ends. */
struct csvin_position csvin_where(struct csvin *in, size_t i);

uint64_t csvin_line(struct csvin *in);		/* the line on which this row begins */
uint64_t csvin_rows(const struct csvin *in);	/* rows handed over so far */
uint64_t csvin_bytes(const struct csvin *in);	/* bytes read so far */
bool csvin_had_bom(const struct csvin *in);		/* from the first csvin_next() on */
struct csvin_ends csvin_row_ends(struct csvin *in);
bool csvin_resumed(const struct csvin *in);	/* this row (or fault) is the first after a fault */

enum csvin_fault csvin_fault(const struct csvin *in);
struct csvin_position csvin_fault_where(struct csvin *in);
const char *csvin_fault_text(const struct csvin *in);	/* "what; what was expected", no place */
const char *csvin_error(const struct csvin *in);	/* "file:line: column: what; what was expected" */
const char *csvin_name(const struct csvin *in);		/* the path, or <stdin> */

void csvin_close(struct csvin *in);	/* NULL is allowed */

#endif
