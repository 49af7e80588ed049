#ifndef CSV_WRITER_H
#define CSV_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/slice.h"

/*
 * Writes rows as CSV: comma, LF, UTF-8, a field quoted only if it must be (comma, quote, CR, LF, or
 * a row of one empty field, which would read back as a blank line). Writes are buffered; the first
 * that fails is remembered, and every later call does nothing and returns -1, so a filter may test
 * each row (to stop early on a closed pipe) or only the close.
 */
struct writer;

/* The fd stays the caller's. spreadsheet_safe: formulas get an apostrophe before them. */
struct writer *writer_open(int fd, const char *name, bool spreadsheet_safe);

/*
 * Writes to memory instead: writer_take() takes what came since the last call, which is valid until
 * more is written. It cannot fail.
 */
struct writer *writer_open_memory(bool spreadsheet_safe);
struct slice writer_take(struct writer *o);

void writer_field(struct writer *o, struct slice s);
void writer_number(struct writer *o, struct slice s);	/* of digits: it needs no quotes */
void writer_int(struct writer *o, int64_t v);
int writer_end(struct writer *o);		/* ends the row; -1 once a write has failed */

/* The fields that a row of an earlier writer_take() began with, when it had no others yet. */
void writer_again(struct writer *o, struct slice fields);

/* Bytes as they are, and the end of a line of them: for output that is not CSV. */
void writer_bytes(struct writer *o, const char *p, size_t n);
int writer_end_line(struct writer *o);			/* -1 once a write has failed */

bool writer_has_failed(const struct writer *o);

/* Flushes. 0, or -1 when any write failed: *e says which output and why. Frees in any case. */
int writer_close(struct writer *o, struct errmsg *e);

/*
 * The shortest decimal that reads back as v; without an exponent, which number columns of csv-check
 * do not take, between 1e-20 and 1e21. Returns its length; buf holds at least WRITER_DOUBLE bytes.
 * NaN and infinities: "" (0).
 */
#define WRITER_DOUBLE 40
size_t writer_format_double(char *buf, double v);
struct slice writer_format_int(char *buf, int64_t v);	/* somewhere in as many bytes */

#endif
