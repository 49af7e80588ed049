#ifndef CHECK_REPORT_H
#define CHECK_REPORT_H

#include <stdint.h>

#include "check/waiver.h"
#include "rules/finding.h"
#include "table/filter.h"

/*
 * Collects findings, sorts them by file and line, and writes them. At most 64 MiB of findings are
 * held; when there are more, they are written in several sorted runs.
 */
struct report;

struct report_options {
	const struct filter *filter;	/* -f; with -q findings are only counted */
	bool aside;			/* to standard error; no finding: not even a heading */
	uint64_t max;			/* findings to write */
	struct waivers *waivers;	/* or NULL; the caller's */
};

/* What became of a rule, for the summary. */
struct report_rule {
	struct slice id, about;
	enum severity severity;
	uint64_t checked, not_checked, held_back;
};

struct report *report_new(const struct report_options *opt);
void report_take(void *report, const struct finding *f);	/* a finding_sink */
bool report_fails(const struct report *r, enum severity from);	/* not waived, as bad or worse */

/*
 * Writes what is held, and in the text form a summary unless the check is incomplete. rule: n of
 * them, in order. -1: a write failed (*e).
 */
int report_end(struct report *r, const struct report_rule *rule, size_t n, uint64_t rows,
    bool complete, struct errmsg *e);

/*
 * Says what the report itself has no place for: what was not checked or held back (where there is
 * no summary), waivers that have expired or match nothing, and findings left out.
 */
void report_asides(const struct report *r, const struct report_rule *rule, size_t n,
    void (*say)(const char *message));
void report_free(struct report *r);

#endif
