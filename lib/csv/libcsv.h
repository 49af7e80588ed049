#ifndef CSV_LIBCSV_H
#define CSV_LIBCSV_H

#include <stddef.h>

#include "base/slice.h"

/* libcsv, set to be as strict as it can. For the reader, and for the tests that compare with it. */

struct csv_parser;

struct csvlib {
	struct csv_parser *parser;
	char delimiter;
};

void csvlib_init(struct csvlib *l, char delimiter);
void csvlib_free(struct csvlib *l);

/* Starts the parser over, whatever it was doing. */
struct csv_parser *csvlib_restart(struct csvlib *l);

/* The index of the first byte that libcsv does not accept, or text.n. The text begins a record. */
size_t csvlib_judge(struct csvlib *l, struct slice text);

/* Writes the value of one field, raw with its quotes, to `to` (raw.n bytes); returns its length. */
size_t csvlib_unquote(struct csvlib *l, struct slice raw, char *to);

#endif
