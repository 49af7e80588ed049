#ifndef CSV_SOURCE_H
#define CSV_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "base/errmsg.h"

struct decoder;

/* The bytes of a file or of standard input, as UTF-8. For the reader. */
struct source {
	int fd;
	char *name;		/* for messages */
	struct errmsg error;	/* see source_read() */
	struct stat opened;	/* the file before it was read */
	char head[128];		/* how it begins, before decoding, */
	size_t nhead;
	bool looked;		/* which was looked at */
	uint64_t bytes;		/* read so far, before decoding */
	bool end;
	struct decoder *decoder;	/* NULL: bytes as they are */
	const char *single;	/* the encoding's name, while it may be UTF-8 instead; or NULL */
	char *raw;		/* bytes not yet decoded */
	size_t nraw;
};

/*
 * Opens path ("-" is standard input, called <stdin>). encoding is one of csv/encoding.h, or
 * NULL for bytes as they are. NULL: *e says why (a directory, no such encoding, ...).
 */
struct source *source_open(const char *path, const char *encoding, struct errmsg *e);
void source_close(struct source *s);	/* NULL is allowed */

/*
 * Reads up to n bytes (n is 4 or more, if they are decoded). Returns their number, 0 at the end, or
 * -1: error is the whole message, or "" and errno says why. EILSEQ: what follows is not in the
 * encoding. A message: the file is a workbook, a compressed file or the like, or UTF-8 although it
 * was to be in an encoding of single bytes, which would make garbage of it; or it is a regular
 * file whose size or time of change is another than when it was opened, so that what was read may
 * be cut short.
 */
ssize_t source_read(struct source *s, char *p, size_t n);

#endif
