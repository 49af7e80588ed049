#ifndef CHECK_PASSING_H
#define CHECK_PASSING_H

#include "base/slice.h"
#include "csv/reader.h"

/*
 * Passes the bytes of the files on as they are read (--pass): of the first all, of others those
 * after their heading. Where the file before does not end its last line, a line end goes between.
 */
struct passing {
	void (*to)(void *arg, struct slice bytes);
	void *arg;
	bool passes;			/* the heading has been, or is passed on too */
	struct textbuf waiting;		/* else the bytes wait */
	char last_byte;			/* of the file before */
	bool crlf;			/* its rows end so */
};

void passing_begin(struct passing *p, bool first);		/* a file begins */
void passing_take(void *passing, struct slice bytes);		/* as struct reader_options.bytes */
void passing_heading(struct passing *p, uint64_t end);		/* ends before that byte */
void passing_end(struct passing *p, struct reader_ends ends);	/* of the file */
void passing_free(struct passing *p);

#endif
