#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "csvin.h"

/*
 * How far the reading is: bytes, rows, rate and time left, on standard error (this is what the module
 * is for). A line at each SIGUSR1; with `always` also one a second, later one each ten, and one at
 * the end. input does this for the filters that read through it; csv-check calls it itself.
 */
struct progress;

/*
 * Sets opt's tick, so that each csvin opened with opt is watched. paths as for input_open(): their
 * sizes, where all are files, make the total. SIGUSR1 is blocked from here on and asked for
 * before each read, so that nothing else is ever interrupted. To be closed after the csvins.
 */
struct progress *progress_open(bool always, struct csvin_options *opt, char *const paths[], size_t n);

void progress_done(struct progress *p, const struct csvin *in);	/* one stream is read; before its close */
void progress_close(struct progress *p);			/* NULL is allowed */

#endif
