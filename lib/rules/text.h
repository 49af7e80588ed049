#ifndef RULES_TEXT_H
#define RULES_TEXT_H

#include "base/errmsg.h"
#include "base/memory.h"

/* The text of a rules file. Both return 0, or -1 with a message that has the path. */

/* The whole file into the arena, up to 16 MiB. */
int text_read(struct arena *mem, const char *path, struct slice *text, struct errmsg *e);

/* Is it lines of UTF-8? The message has the line too. */
int text_check(struct slice text, const char *path, struct errmsg *e);

#endif
