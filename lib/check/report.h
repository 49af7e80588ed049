#ifndef CHECK_REPORT_H
#define CHECK_REPORT_H

#include <stdint.h>
#include <stdio.h>

#include "check/waiver.h"
#include "rules/finding.h"

/*
 * Gathers findings, puts them in order of file and line, and writes them. Up to 64 MiB of them are
 * held; beyond that they are written in several such runs.
 */
struct report;

enum report_format { REPORT_CSV, REPORT_TEXT, REPORT_JSONL };

bool report_format_parse(const char *s, enum report_format *out);	/* csv, text, jsonl */

struct report_options {
	enum report_format format;
	FILE *out;
	const char *out_name;
	bool quiet;			/* write nothing, count only */
	bool heading;			/* CSV: also when there is no finding */
	bool spreadsheet_safe;
	uint64_t max;			/* write at most so many */
	struct waivers *waivers;	/* or NULL; the caller's */
};

/* For the summary of the text form: what each rule was about and how it went. */
struct report_rule {
	struct slice id, about;
	enum severity severity;
	uint64_t checked, not_checked, held_back;
};

struct report *report_new(const struct report_options *opt);
void report_take(void *report, const struct finding *f);	/* a finding_sink */
bool report_fails(const struct report *r, enum severity from);	/* a finding of it or worse, not waived */

/*
 * Writes what is held; when the check was not complete, without a summary. 0, or -1 when a write
 * failed (*e). rule: n of them, in order.
 */
int report_end(struct report *r, const struct report_rule *rule, size_t n, uint64_t rows,
    bool complete, struct errmsg *e);

/*
 * What the report itself has no room for, a line each: what was not checked and what was held back
 * (in the forms without a summary), waivers that are over or fit nothing, findings left out.
 */
void report_asides(const struct report *r, const struct report_rule *rule, size_t n, FILE *out);
void report_free(struct report *r);

#endif
