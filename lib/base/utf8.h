#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/slice.h"

/* How many bytes at the start of s are UTF-8 (Unicode 15, table 3-7); s.n if all are. */
size_t utf8_valid(struct slice s);

/*
 * What a file that is not UTF-8 looks like: "windows-1252; try -E windows-1252". head is the start
 * of the file (16 bytes are enough), near some bytes around the one at fault, c.
 */
const char *utf8_guess(struct slice head, struct slice near, unsigned char c);

#endif
