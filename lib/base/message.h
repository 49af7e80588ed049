#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

/*
 * Where messages leave a filter, and nowhere else: "PROGRAM: MESSAGE" on standard error, a line
 * each, with every text in it made visible (base/visible.h).
 */
void message_print(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The same, and exits 2. */
_Noreturn void message_stop(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
