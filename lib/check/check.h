#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include <stdio.h>

#include "check/unchecked.h"
#include "csv/reader.h"
#include "rules/bind.h"
#include "rules/finding.h"
#include "rules/run.h"

/*
 * Runs the structural checks and the rules over files, in one pass. A malformed record does not end
 * it.
 */
struct check;

struct check_options {
	struct reader_options csv;
	struct finding_sink sink;
	struct remarks *remarks;	/* about the rules */
	const char *accepted;		/* the last accepted submission, or NULL; */
	bool unreported;		/* it is for the rules alone (see check/revision.h) */
	const char *const *paths;	/* of linked files, by file of the rules; NULL: as there */
	struct linked *const *linked;	/* for the rules on a linked file: those before it; */
	struct linked **into;		/* and where its own rows go */
	bool some;			/* leave out rules whose columns the file lacks, */
	struct slice must;		/* except this one */
	/* Gets the bytes of the files, of further ones those after their heading; or NULL. */
	void (*bytes)(void *arg, struct slice bytes);
	void *bytes_arg;
};

/* Without rules only the structure is checked. They must outlive the check. */
struct check *check_new(struct rules *rules, const struct check_options *opt);

/*
 * Reads the n files ("-", or n == 0: standard input), then evaluates the deferred rules. 0, or -1:
 * one cannot be checked, and *e says why, or "" when remarks have said it; the other files are
 * still checked row by row.
 */
int check_files(struct check *c, char *const paths[], size_t n, struct errmsg *e);
void check_free(struct check *c);

uint64_t check_rows(const struct check *c);	/* of data, in all files */
uint64_t check_linked_rows(const struct check *c);	/* of data, in each linked file once */
uint64_t check_lost(const struct check *c);	/* rows that could not be read as data */
const struct program *check_program(const struct check *c);	/* of the rows, or NULL */
const struct program *check_header_program(const struct check *c);	/* of the headings */

/*
 * What became of each rule, those on the header first: *n of them, for the caller to free; their
 * texts are the check's. Remarks on rules that met no row, and on lists and parameters that no rule
 * uses.
 */
struct check_rule *check_sum_up(struct check *c, struct remarks *m, size_t *n);

/* Says which files the rules had read besides the input, with the rows of tables. */
void check_say_read(const struct check *c, void (*say)(const char *message));

/* Binds the rules to the heading of path, or (NULL) to the columns that they declare. */
int check_bind(struct check *c, const char *path, struct errmsg *e);

#endif
