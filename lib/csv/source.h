#ifndef CSV_SOURCE_H
#define CSV_SOURCE_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/errmsg.h"

/* The bytes of a file or of standard input, as UTF-8. For the reader. */
struct source {
	int fd;
	char *name;		/* for messages */
	uint64_t bytes;		/* read so far, before decoding */
	bool end;
	iconv_t cd;		/* (iconv_t)-1: bytes as they are */
	char *raw;		/* bytes not yet decoded */
	size_t nraw;
};

/*
 * Opens path ("-" is standard input, called <stdin>). encoding is an iconv(3) name, or NULL for
 * bytes as they are. NULL: *e says why (a directory, no such encoding, ...).
 */
struct source *source_open(const char *path, const char *encoding, struct errmsg *e);
void source_close(struct source *s);	/* NULL is allowed */

/*
 * Reads up to n bytes (n is 4 or more, if they are decoded). Returns their number, 0 at the end, or
 * -1: errno says why. EILSEQ: what follows is not in the encoding.
 */
ssize_t source_read(struct source *s, char *p, size_t n);

#endif
