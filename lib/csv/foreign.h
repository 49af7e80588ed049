#ifndef CSV_FOREIGN_H
#define CSV_FOREIGN_H

#include "base/errmsg.h"
#include "base/slice.h"

/*
 * Files of a known format other than text, by their first bytes (128 are enough): workbooks,
 * compressed files, PDF. Returns -1 with "NAME: what it is; expected CSV, as from: COMMAND" in *e,
 * or 0. path is NULL for standard input.
 */
int foreign_check(struct slice head, const char *path, struct errmsg *e);

#endif
