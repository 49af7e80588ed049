#ifndef CHECK_STRUCTURE_H
#define CHECK_STRUCTURE_H

#include "check/builtin.h"
#include "csv/reader.h"
#include "rules/finding.h"
#include "rules/program.h"
#include "table/shape.h"

/*
 * The checks of csv-check(1) that need no rules, but for S15, S17, S22 and S24 to S26. A record for
 * which it returns false is not a row of data, and not for rules.
 */
struct structure;

struct structure *structure_new(const struct rules *rules, const struct finding_sink *sink);
void structure_free(struct structure *s);

/* A file begins. The name must outlive it. */
void structure_file(struct structure *s, unsigned file, const char *name);

/*
 * How the file begins (S18). False: there is no table to be read, and this is said as an error;
 * the file counts as a row that no rule gets.
 */
bool structure_begin(struct structure *s, struct slice head, char delimiter);

/* A line above the heading (S07), and a blank row there (S08). */
void structure_title(struct structure *s, uint64_t line, struct slice text);
void structure_blank(struct structure *s, uint64_t line);

/*
 * The heading (S05; with `missing` S12, absent columns, an error whatever its severity where the
 * program leaves out a rule for it). The cells are copied.
 */
void structure_heading(struct structure *s, const struct record *rec, bool missing,
    const struct program *program);

/*
 * Headings that occur again (S06): an error, whatever its severity, where the program (or NULL)
 * uses the name. Those that are named have been reported.
 */
void structure_repeats(struct structure *s, const struct program *program,
    const struct slice *named, size_t nnamed);

/* A record below it (S03, S08, S09, S10, S11, S19, S21). */
bool structure_row(struct structure *s, const struct record *rec);

/* A row that is a note (S20). */
void structure_note(struct structure *s, const struct record *rec);

/* reader_next() has returned -1 (S01, S03, S04, S13). */
void structure_fault(struct structure *s, struct reader *in);

/* The end of the file (S02, S05, S08, S09, S14, S16, S19 to S21, S23). */
void structure_end(struct structure *s, struct reader *in);

/* For other checks that report so; and the rows lost. */
const struct builtins *structure_builtins(const struct structure *s);

#endif
