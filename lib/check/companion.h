#ifndef CHECK_COMPANION_H
#define CHECK_COMPANION_H

#include "check/check.h"

/*
 * The linked files of the rules. Each is checked as a table of its own, before the input is read:
 * its structure, and the rules on it. Rules on the input, and on later files, look up rows in it.
 */
struct companions;

enum { COMPANION_FILES = 1 << 24 };	/* from here on, struct finding.file is one of them */

struct companions *companions_new(struct rules *rules, const struct check_options *opt);
void companions_free(struct companions *f);

/*
 * 0, or -1: a file is missing or is not a table, or its rules have a mistake. *e says which; if it
 * is "", that has been reported already. input: the n files of the input.
 */
int companions_read(struct companions *f, char *const input[], size_t n, struct errmsg *e);

/* A number for the file, which is one of them, or more than there are. all may be NULL. */
size_t companions_find(const struct companions *all, const char *path);

/* Whether a check of the structure has found the same there: the file is read more than once. */
bool companions_say_again(struct companions *all, size_t file, const struct finding *f);

uint64_t companions_rows(const struct companions *all);	/* of data, of each file once */

/* What was read: says the path and the rows of each. */
void companions_say(const struct companions *f, void (*say)(const char *message));

/* For --explain: binds the rules to the heading of each, or the columns that it declares. */
int companions_bind(struct companions *f, struct errmsg *e);

/* One for each file of the rules; NULL: it is missing, and rules that need it are left out. */
struct linked *const *companions_linked(const struct companions *f);

/* The program of the next file from *at on, or NULL. */
const struct program *companions_program(const struct companions *f, size_t *at);

/* Adds what became of the rules on the files, as check_sum_up(). Returns sum, perhaps moved. */
struct check_rule *companions_sum_up(struct companions *f, struct remarks *m,
    struct check_rule *sum, size_t *n, size_t *cap);

#endif
