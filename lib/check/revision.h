#ifndef CHECK_REVISION_H
#define CHECK_REVISION_H

#include "check/structure.h"
#include "rules/run.h"

/*
 * What the input changes in the last accepted submission (--accepted): S24, a value or a row of a
 * period already sent, or no new period at all; S25, a row that is gone; S26, a new period. Rows
 * are found by their key and period. All of the accepted submission is read first.
 */
struct revision;

/* Do the rules say how rows are found, and is `accepted` none of the n paths? -1: *e. */
int revision_can(const char *accepted, const struct rules *rules, char *const paths[], size_t n,
    struct errmsg *e);

/*
 * The input's columns are those of the program, which `run` runs. NULL: columns of the key or the
 * period are missing, which S12 reports, so that nothing can be compared.
 */
struct revision *revision_new(const struct program *program, struct run *run,
    const struct builtins *builtins, const char *accepted);
void revision_free(struct revision *v);

/* The accepted submission: its heading, in any order of columns, and its rows. -1: *e. */
int revision_heading(struct revision *v, const struct record *rec, struct errmsg *e);
void revision_accept(struct revision *v, const struct record *rec);

/* A sink for what is wrong with its structure. */
void revision_fault(void *revision, const struct finding *f);

/*
 * It has been read, with that result (-1: *e): can it be compared? -1: *e is the first thing that
 * is wrong with it.
 */
int revision_ready(const struct revision *v, int result, struct errmsg *e);

/* The row last given to run_row(); and the end of the input. */
void revision_row(struct revision *v, unsigned file, const char *name, uint64_t line);
void revision_end(struct revision *v);

#endif
