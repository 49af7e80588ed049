#ifndef CHECK_STRUCTURE_H
#define CHECK_STRUCTURE_H

#include "csv/reader.h"
#include "rules/finding.h"
#include "rules/rules.h"

/*
 * The checks S01 to S16, which need no rules: what is wrong with the file as a file. One
 * of these looks at one file after another.
 */
struct structure;

struct structure *structure_new(const struct rules *rules, const struct finding_sink *sink);
void structure_free(struct structure *s);

/* A new file begins; the name lives on. */
void structure_file(struct structure *s, unsigned file, const char *name);

/* Lines above the heading that are no data (S07), and blank rows there (S08). */
void structure_title(struct structure *s, uint64_t line, struct slice text);
void structure_blank(struct structure *s, uint64_t line);

/* The heading (S05, S06, S12); the cells need not live on. missing: tell of absent columns. */
void structure_heading(struct structure *s, const struct slice *cell, size_t n, uint64_t line,
    bool missing);

/*
 * A record (S03, S08, S09, S10, S11). raw: as it stands in the file. False: not a row of
 * data, no rule looks at it.
 */
bool structure_row(struct structure *s, const struct slice *cell, size_t n, struct slice raw,
    uint64_t line);

/*
 * A cell of a number column that is no number: thousands commas, currency signs, and what a spreadsheet
 * writes for an error (S15).
 */
void structure_number(struct structure *s, struct slice cell, struct slice column, uint64_t line);

/* A cell that cannot be what its column is declared to hold, which no rule has told of (S15). */
void structure_misfit(struct structure *s, struct slice cell, struct slice column, enum type type,
    uint64_t line);

/* reader_next() has returned -1 (S01, S04, S13). */
void structure_fault(struct structure *s, struct reader *in);

/* The end of the file (S02, S08, S09, S14, S16). */
void structure_end(struct structure *s, struct reader *in);

#endif
