#ifndef CSV_READER_H
#define CSV_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/errmsg.h"
#include "base/slice.h"

/*
 * One CSV stream, read strictly: RFC 4180, LF or CRLF, UTF-8 with or without BOM, the last newline
 * optional. A blank line is a row of no fields; `""` alone is one empty field. Blanks around a
 * field are kept. Everything else that RFC 4180 does not allow is a fault with a line, a column and
 * a byte. libcsv is the authority on quoting; csv/fault.c is its only user.
 */

enum reader_fault {
	READER_OK,
	READER_STRAY_QUOTE,	/* a quote inside an unquoted field */
	READER_AFTER_QUOTE,	/* text after a closing quote */
	READER_OPEN_QUOTE,	/* no closing quote; placed where it opened */
	READER_BARE_CR,		/* a CR that no LF follows */
	READER_NUL,
	READER_UTF8,		/* bytes that are not UTF-8 */
	READER_TOO_LONG,	/* a record over max_record */
	READER_TOO_WIDE,		/* more than max_fields fields */
	/* Cannot continue: the file changed, is none of text or not in the encoding, ... */
	READER_READ,
};

struct reader;

struct reader_options {
	char delimiter;		/* 0 means comma */
	const char *encoding;	/* one of csv/encoding.h, or NULL for UTF-8 */
	size_t max_record;	/* bytes; 0 means 64 MiB; 1 GiB at most */
	size_t max_fields;	/* 0 means 65,536 */
	bool plain;		/* find out which rows are plain: reader_is_plain() */
	bool sep_line;		/* a first line "sep=;" sets the delimiter; it is skipped */
	/* NULL, or called before each read of fd; it may wait (see table/progress.h). */
	void (*tick)(void *tick_arg, const struct reader *in, int fd);
	/* NULL, or called by reader_close(). */
	void (*done)(void *tick_arg, const struct reader *in);
	void *tick_arg;
	/* NULL, or gets every byte of the (decoded) stream, as it is read. */
	void (*bytes)(void *bytes_arg, struct slice bytes);
	void *bytes_arg;
	int path;		/* 0; tests choose an enum csvindex_path */
	size_t read_size;	/* 0; tests choose to read less at once */
};

struct reader_position {
	uint64_t line;		/* physical line, from 1, newlines in quotes counted */
	uint64_t column;	/* byte within that line, from 1, a BOM not counted */
	uint64_t byte;		/* byte of the (decoded) stream, from 0, a BOM counted */
};

/* How the rows so far ended. Rows with a fault are not counted. */
struct reader_ends {
	uint64_t lf, crlf;	/* rows ended by each */
	uint64_t none;		/* 1 when the last row had no newline, */
	uint64_t none_line;	/* and the line on which it begins */
	uint64_t first_lf;	/* line of the first row end of each kind, 0 where there is none */
	uint64_t first_crlf;
};

/*
 * Opens path ("-" is standard input, called <stdin> in messages). NULL if it cannot be opened, is a
 * directory, or the encoding is unknown; *e says why. The options are copied.
 */
struct reader *reader_open(const char *path, const struct reader_options *opt, struct errmsg *e);

/*
 * How the stream begins, after a BOM: its first 4 KiB at least, or all of it. To be asked before
 * the first reader_next(), until which it is valid.
 */
struct slice reader_head(struct reader *in);

/* That of a sep= line, after reader_head(). Another may be set before the first reader_next(). */
char reader_delimiter(const struct reader *in);
void reader_set_delimiter(struct reader *in, char delimiter);

/*
 * The next record: 1, or 0 at the end, or -1 at a fault, which reader_info() has. The slices of a
 * row are valid until the next call.
 *
 * A caller who wants every fault goes on (after any but READER_READ). If only a record's text was
 * at fault (a NUL, bytes that are not UTF-8, a CR, too many fields), the next record follows; if
 * its quotes were, the next line, which may be the rest of the same record. A record has one fault
 * at most, its first.
 */
int reader_next(struct reader *in);

/*
 * The current row, for the inline functions below alone: field i lies between sep[i] and sep[i + 1]
 * of text, quotes included.
 */
struct reader_row {
	const char *text;
	const uint32_t *sep;
	size_t nfields;
	uint64_t line;		/* 0: is to be worked out */
	uint32_t end;		/* of the record, after its newline */
	bool doubled;		/* a quoted field may hold a doubled quote */
	bool unusual;		/* see reader_is_plain() */
};

/* What the reader knows so far. The fault is that of the last reader_next(), if it was -1. */
struct reader_info {
	struct reader_row row;
	struct reader_ends ends;
	bool bom;			/* from the first reader_next() on */
	const char *name;		/* the path, or <stdin> */
	const struct stat *opened;	/* of what was opened, before it was read */
	enum reader_fault fault;
	struct reader_position where;	/* of the fault */
	char what[384];			/* "what; what was expected", no place */
	struct errmsg error;		/* "file:line: column: what; expected", or no line at all */
};

static inline const struct reader_info *
reader_info(const struct reader *in)
{
	return (const struct reader_info *)in;	/* its first member */
}

static inline const struct reader_row *
reader_row(const struct reader *in)
{
	return &reader_info(in)->row;
}

/* How many fields this row has; 0 for a blank line. */
static inline size_t
reader_nfields(const struct reader *in)
{
	return reader_row(in)->nfields;
}

/* The text between field i's separators, as in the file; i < reader_nfields(). */
static inline struct slice
reader_raw(const struct reader *in, size_t i)
{
	const struct reader_row *r = reader_row(in);

	return (struct slice){r->text + r->sep[i] + 1, r->sep[i + 1] - r->sep[i] - 1};
}

struct slice reader_unquote(struct reader *in, struct slice raw);	/* for reader_field() */

/* Field i, unquoted; i < reader_nfields(). */
static inline struct slice
reader_field(struct reader *in, size_t i)
{
	struct slice s = reader_raw(in, i);

	if (*s.p != '"')	/* which of an empty field is the separator */
		return s;
	if (reader_row(in)->doubled)
		return reader_unquote(in, s);
	return (struct slice){s.p + 1, s.n - 2};
}

/* Is it within quotes, or does a space begin or end it? Else *edge stays as it is. */
static inline bool
reader_is_quoted(struct slice raw, bool *edge)
{
	bool quoted = *raw.p == '"';

	if (raw.n > 0)
		*edge |= raw.p[quoted] == ' ' || raw.p[raw.n - 1 - quoted] == ' ';
	return quoted;
}

/*
 * All of them, to out[0] up to out[reader_nfields() - 1]. Whether a space begins or ends one.
 */
static inline bool
reader_fields(struct reader *in, struct slice *out)
{
	const struct reader_row r = *reader_row(in);	/* a local copy: `out` cannot alias it */
	const uint32_t *sep = r.sep, *last = sep + r.nfields;
	const char *p = sep < last ? r.text + *sep + 1 : NULL, *end;
	bool edge = false;

	for (; sep < last; out++, p = end + 1) {
		end = r.text + *++sep;
		*out = (struct slice){p, (size_t)(end - p)};
		if (((unsigned char)*p <= '"' || (unsigned char)end[-1] <= ' ') &&
		    reader_is_quoted(*out, &edge))
			*out = reader_field(in, r.nfields - 1 - (size_t)(last - sep));
	}
	return edge;
}

/*
 * For readers with the option `plain`. True of most rows: there is no quote and nothing but
 * printable ASCII (and the delimiter), and no space begins or ends a field.
 */
static inline bool
reader_is_plain(const struct reader *in)
{
	return !reader_row(in)->unusual;
}

/* reader_fields() of such a row. */
static inline void
reader_plain_fields(const struct reader *in, struct slice *out)
{
	const struct reader_row r = *reader_row(in);
	const uint32_t *sep = r.sep, *last = sep + r.nfields;

	for (; sep < last; sep++)
		*out++ = (struct slice){r.text + sep[0] + 1, sep[1] - sep[0] - 1};
}

/* This row as in the (decoded) stream, with quotes and newline. */
static inline struct slice
reader_record(const struct reader *in)
{
	const struct reader_row *r = reader_row(in);

	return (struct slice){r->text + r->sep[0] + 1, r->end - r->sep[0] - 1};
}

/* Where field i of this row begins, or, for i >= reader_nfields(), where the row ends. */
struct reader_position reader_where(struct reader *in, size_t i);

/* The number of fields, from the first on, that are as in the record before; 0 if not known. */
size_t reader_same(struct reader *in);

uint64_t reader_find_line(struct reader *in);	/* called by reader_line() */

/* The line on which this row begins. */
static inline uint64_t
reader_line(struct reader *in)
{
	uint64_t line = reader_row(in)->line;

	return line != 0 ? line : reader_find_line(in);
}

uint64_t reader_rows(const struct reader *in);	/* rows handed over so far */
uint64_t reader_bytes(const struct reader *in);	/* bytes read so far */

void reader_close(struct reader *in);	/* NULL is allowed */

#endif
