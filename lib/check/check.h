#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "check/report.h"
#include "csv/reader.h"
#include "rules/bind.h"
#include "rules/finding.h"

/*
 * Files through the structural checks and the rules: one pass, going on behind malformed records.
 */
struct check;

struct check_options {
	struct reader_options csv;
	struct finding_sink sink;
	struct remarks *remarks;	/* mistakes in the rules */
	bool some;			/* leave out rules whose columns the file lacks */
	struct slice must;		/* but not this one */
	/* Every record as it stands (of further files without the heading); NULL: not wanted. */
	void (*record)(void *arg, struct slice bytes);
	void *record_arg;
};

/* rules may be NULL: only the structure. Both must outlive the check. */
struct check *check_new(struct rules *rules, const struct check_options *opt);

/*
 * Reads the n files ("-", or n == 0: standard input), then lets the rules that had to wait have their
 * say. 0, or -1: one cannot be checked, *e says why (or nothing, when remarks have said it);
 * the other files are looked at row by row all the same.
 */
int check_files(struct check *c, char *const paths[], size_t n, struct errmsg *e);
void check_free(struct check *c);

uint64_t check_rows(const struct check *c);	/* of data, in all files */

/*
 * What each rule came to, those on the header first: n of them, the caller's to free. Remarks of
 * rules that met no row, and of lists and parameters that no rule uses.
 */
struct report_rule *check_sum_up(const struct check *c, struct remarks *m, size_t *n);

/*
 * Writes each rule in words, bound to the heading of path or (NULL) to the columns that the rules
 * declare. 0, or -1: *e. Mistakes in the rules are remarks.
 */
int check_explain(struct rules *rules, const struct reader_options *csv, struct remarks *m,
    const char *path, FILE *out, struct errmsg *e);

#endif
