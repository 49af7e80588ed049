#ifndef BASE_ERRMSG_H
#define BASE_ERRMSG_H

#include <stdarg.h>
#include <stdint.h>

/*
 * A message on its way to the filter that prints it. Library functions do not print: they fill one
 * of these and return -1.
 */
struct errmsg {
	char text[1024];	/* always NUL-terminated; a longer message is cut */
};

/*
 * Fills *e as printf would and returns -1, so that a function can end in
 * `return errmsg_set(e, ...)`. If e is NULL, nothing is written.
 */
int errmsg_set(struct errmsg *e, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
int errmsg_vset(struct errmsg *e, const char *fmt, va_list ap);

/* "1 row", "2 rows": plural(n, "row").text, for the arguments of one call. */
struct plural {
	char text[64];
};
struct plural plural(uint64_t n, const char *noun);

#endif
