#ifndef CSV_LIBCSV_H
#define CSV_LIBCSV_H

#include <stddef.h>

#include "base/slice.h"

/* libcsv, set to be as strict as it can. For the reader, and for the tests that compare with it. */

struct csv_parser;

/* A new parser: give it to csv_free() in the end. */
void csvlib_start(struct csv_parser *parser, char delimiter);

/* The index of the first byte that libcsv does not accept, or text.n. The text begins a record. */
size_t csvlib_judge(struct slice text, char delimiter);

#endif
