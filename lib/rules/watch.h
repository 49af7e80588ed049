#ifndef RULES_WATCH_H
#define RULES_WATCH_H

#include "base/slice.h"
#include "rules/program.h"

/*
 * Texts that rules compare with a column, and whether they occur in it: one that never does, while
 * another value is spelt almost like it, is most likely a mistake that makes a rule pass. Watched
 * are where:, let:, the where of aggregates and of roundings, and in a check what makes it pass
 * when it is false (after if, with not or !=); the rest of a check gives findings.
 *
 * So are texts compared with a column of a linked file, whose rows are looked at in the end.
 *
 * A column is watched until all of its texts have occurred. At most 1,000 values of it are kept;
 * where there are more it is not judged.
 */
struct watch;

struct watch *watch_new(const struct program *p);
void watch_free(struct watch *w);

/* The cells of a row, by column of the program. False: nothing is left to look for. */
bool watch_row(struct watch *w, const struct slice *cell);

/*
 * Remarks on the texts of a rule, or (rule >= the number of rules) of the headings: each mistake
 * once, though each: repeats it. matched: did a row pass where:? If none did, that has been said.
 */
void watch_remark(struct watch *w, size_t rule, bool matched, struct remarks *m);

#endif
