#ifndef CHECK_JOB_H
#define CHECK_JOB_H

#include <stdint.h>

#include "rules/bind.h"
#include "table/filter.h"

#define JOB_TODAY INT32_MIN	/* in place of a day */

/*
 * What csv-check does with files: it checks them and reports the findings, sorted by file and line.
 * At most 64 MiB of findings are held; more are written in several sorted parts.
 */
struct job {
	const struct filter *filter;
	bool pass;		/* write the data itself when nothing fails, findings to stderr */
	bool strict;		/* a warning about the rules is an error */
	enum severity fail_on;
	enum severity unchecked;	/* of what rules without unchecked: cannot check */
	uint64_t max_findings;
	const char *waivers;	/* a file, or NULL */
	const char *accepted;	/* the last accepted submission, or NULL */
	int32_t today;		/* when waivers may have expired; or JOB_TODAY */
	struct remarks *remarks;	/* about the rules */
	void (*say)(const char *message);
};

/* 0; 1: there are findings of severity fail_on or worse; -1: *e, or "" when all was said. */
int job_run(const struct job *o, struct rules *rules, char *const paths[], size_t n,
    struct errmsg *e);

#endif
