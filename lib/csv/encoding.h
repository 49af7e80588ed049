#ifndef CSV_ENCODING_H
#define CSV_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/*
 * The encodings that spreadsheets write besides UTF-8. They are here and not left to iconv(3),
 * which loads its tables from the C library that is installed: programs that hold their own cannot
 * do so. Any other encoding is for iconv(1), in the pipeline.
 */
struct encoding;

#define ENCODING_NAMES "UTF-8, windows-1252, ISO-8859-1, ISO-8859-14, ISO-8859-15, " \
	"macintosh, cp437, cp850, cp858, UTF-16, UTF-16LE or UTF-16BE"

/* By one of its names, in any case, with or without hyphens and underscores; NULL: none has it. */
const struct encoding *encoding_find(const char *name);
bool encoding_is_utf8(const char *name);		/* which is not among them */

/* The name that iconv(1) knows, too. */
const char *encoding_name(const struct encoding *e);

/* Is each character one byte? Then UTF-8 is text in it, too, but other text. */
bool encoding_is_single(const struct encoding *e);

struct decoder {
	const struct encoding *encoding;
	bool begun;		/* UTF-16: its first bytes were looked at, */
	bool big;		/* and the high byte comes first */
	struct {
		unsigned char n;	/* 0: the encoding does not have this byte */
		char bytes[3];
	} upper[128];		/* the UTF-8 of each byte from 0x80 */
};

void decoder_begin(struct decoder *d, const struct encoding *e);

/*
 * Decodes the start of raw to *to, which has room for room bytes (4 or more), and moves *to to the
 * end of what it wrote. Returns how many bytes of raw it took: it stops before a byte that the
 * encoding does not have, or a character whose end is not there. In UTF-16 a byte order mark says
 * which byte comes first, and is left out; without one it is the low byte, as Windows writes it.
 * In UTF-16LE and UTF-16BE such a mark is a character of the text; one for the other order is not
 * taken.
 */
size_t decoder_run(struct decoder *d, struct slice raw, char **to, size_t room);

#endif
