#ifndef CSVOUT_H
#define CSVOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "errmsg.h"
#include "slice.h"

/*
 * Rows to CSV: comma, LF, UTF-8, a field quoted only where it must be (delimiter, quote, CR,
 * LF, or a row of one empty field, which would read back as a blank line). Writes are
 * buffered; the first that fails is remembered, and every later call is a no-op that returns
 * -1, so a filter may test each row (to stop early on a closed pipe) or only the close.
 */
struct csvout;

struct csvout *csvout_open(int fd, const char *name);	/* the fd stays the caller's */

void csvout_field(struct csvout *o, struct slice s);
void csvout_str(struct csvout *o, const char *s);	/* NULL is an empty field */
void csvout_int(struct csvout *o, int64_t v);
void csvout_double(struct csvout *o, double v);		/* shortest that reads back the same; NaN: empty */
int csvout_end(struct csvout *o);			/* ends the row; -1 once a write has failed */

void csvout_spreadsheet_safe(struct csvout *o, bool on);	/* an apostrophe before formulas */

/* Flushes. 0, or -1 when any write failed: *e says which output and why. Frees in any case. */
int csvout_close(struct csvout *o, struct errmsg *e);

/*
 * The shortest decimal that reads back as v, without an exponent between 1e-5 and 1e21.
 * Returns its length; buf holds at least CSVOUT_DOUBLE bytes. NaN and infinities: "" (0).
 */
#define CSVOUT_DOUBLE 40
size_t csvout_format_double(char *buf, double v);

#endif
