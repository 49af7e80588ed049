#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include "base/errmsg.h"

/*
 * Where messages leave a filter, and nowhere else: "PROGRAM: MESSAGE" on standard error, a line
 * each, with every text in it made visible (base/visible.h).
 */
void message_print(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The same, and exits 2. */
_Noreturn void message_stop(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * -1: standard error could not take all that was written to it, *e. The second takes a standard
 * error that was closed from the start as a wish to see no messages.
 */
int message_written(struct errmsg *e);
int message_close(struct errmsg *e);

#endif
