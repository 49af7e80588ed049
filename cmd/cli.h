#ifndef CLI_H
#define CLI_H

#include <err.h>
#include <stdlib.h>

#include "table/filter.h"

/* What the main() of every filter does alike: it stands here because nothing in lib ends the program. */

#define CLI_VERSION(name) name " (quarterly) " QUARTERLY_VERSION "\n"

/* Prints the text of -h or -V, and ends. */
static inline _Noreturn void
cli_print(const char *text)
{
	struct errmsg e;

	if (filter_print(text, &e) != 0)
		errx(2, "%s", e.text);
	exit(0);
}

#endif
