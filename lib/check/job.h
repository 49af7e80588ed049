#ifndef CHECK_JOB_H
#define CHECK_JOB_H

#include <stdint.h>

#include "csv/reader.h"
#include "rules/bind.h"
#include "table/rows.h"

/* csv-check's work on files: findings to standard output; or, with `pass`, to standard error, and then the data. */
struct job {
	struct reader_options csv;
	enum rows_format format;
	bool spreadsheet_safe, progress, quiet, verbose;
	bool pass;		/* write the data itself when nothing fails */
	bool strict;		/* a warning about the rules is an error */
	enum severity fail_on;
	uint64_t max_findings;
	const char *waivers;	/* a file, or NULL */
	int32_t today;		/* by which waivers expire */
	struct remarks *remarks;	/* about the rules */
	void (*say)(const char *message);
};

/* 0; 1: there are findings of severity fail_on or worse; -1: it could not be done, *e says why. */
int job_run(const struct job *o, struct rules *rules, char *const paths[], size_t n, struct errmsg *e);

#endif
