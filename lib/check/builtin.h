#ifndef CHECK_BUILTIN_H
#define CHECK_BUILTIN_H

#include "check/unchecked.h"
#include "rules/finding.h"
#include "rules/rules.h"

/* The checks of csv-check(1) that need no rules: their severities, and how they report. */
enum builtin_id {
	S01 = 1, S02, S03, S04, S05, S06, S07, S08, S09, S10, S11, S12, S13, S14, S15, S16,
	S17, S18, S19, S20, S21, S22, S23,
	S24, S25, S26,
	NBUILTINS,
};

struct builtins {
	enum severity severity[NBUILTINS];	/* by enum builtin_id */
	struct finding_sink sink;
	unsigned file;				/* that is being read */
	const char *name;
	struct unchecked lost;		/* rows that no rule gets, in all files; */
	uint32_t lost_by;		/* a bit for each check that reports some of them */
};

enum builtin_id builtins_id(struct slice id);	/* of "S15"; of a rule: 0 */
const char *builtins_title(struct slice id);	/* in a few words; of a rule "" */

void builtins_init(struct builtins *b, const struct rules *rules, const struct finding_sink *sink);

/*
 * A row, or a file from that line on, may hold data but does not reach the rules. The check reports
 * it, and that says enough where its severity is not lowered and its finding not waived.
 */
void builtins_lose(struct builtins *b, enum builtin_id id, uint64_t line);

/* About a cell (column, found), or with line 0 about something absent. The texts are copied. */
void builtins_report(const struct builtins *b, enum builtin_id id, uint64_t line,
    struct slice column, struct slice found, struct slice expected, const char *fmt, ...)
    __attribute__((format(printf, 7, 8)));

/* Reports a finding of that check, whose rule, severity and order are filled in. */
void builtins_tell(const struct builtins *b, enum builtin_id id, struct finding *f);

#define NOTHING ((struct slice){"", 0})

/* About a line, not a cell. */
#define builtins_report_line(b, id, line, ...) \
	builtins_report(b, id, line, NOTHING, NOTHING, NOTHING, __VA_ARGS__)

#endif
