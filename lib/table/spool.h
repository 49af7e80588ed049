#ifndef TABLE_SPOOL_H
#define TABLE_SPOOL_H

#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"

/*
 * Bytes kept until it is known whether they may go on: in memory up to a limit, then in a temporary
 * file without a name (in $TMPDIR, else /tmp).
 */
struct spool;

struct spool *spool_new(size_t limit);			/* bytes in memory */
int spool_add(struct spool *s, struct slice bytes, struct errmsg *e);
int spool_send(struct spool *s, int fd, const char *name, struct errmsg *e);
void spool_free(struct spool *s);

#endif
