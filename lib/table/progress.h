#ifndef TABLE_PROGRESS_H
#define TABLE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "csv/reader.h"

/*
 * Progress of the reading: bytes, rows, rate and time left, on standard error. A line at each
 * SIGUSR1; with `always` also one each second, later each ten seconds, and one at the end.
 * table/input.h does this for the filters that read with it.
 */
struct progress;

/*
 * Sets opt's tick and done, so that each reader opened with opt is watched. The total is the size
 * of the n files of paths (as for input_open()) where all are regular files. SIGUSR1 is blocked
 * from here on and looked for before each read, so that it never interrupts anything; a first file
 * that one read takes as a whole is not waited for, and not watched.
 */
struct progress *progress_open(bool always, struct reader_options *opt, char *const paths[],
    size_t n);
void progress_close(struct progress *p);	/* after the last reader_close(); may be NULL */

#endif
