#ifndef TABLE_PROGRESS_H
#define TABLE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "csv/reader.h"

/*
 * How far the reading is: bytes, rows, rate and time left, on standard error (this is what the module
 * is for). A line at each SIGUSR1; with `always` also one a second, later one each ten, and one at
 * the end. input does this for the filters that read through it.
 */
struct progress;

/*
 * Sets opt's tick and done, so that each reader opened with opt is watched. paths as for input_open():
 * their sizes, where all are files, make the total. SIGUSR1 is blocked from here on and asked for
 * before each read, so that nothing else is ever interrupted.
 */
struct progress *progress_open(bool always, struct reader_options *opt, char *const paths[], size_t n);
void progress_close(struct progress *p);	/* behind the last reader_close(); NULL is allowed */

#endif
