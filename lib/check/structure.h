#ifndef CHECK_STRUCTURE_H
#define CHECK_STRUCTURE_H

#include "csv/reader.h"
#include "rules/finding.h"
#include "rules/rules.h"

/* A record of a file: its cells, its bytes there, and the line on which it begins. */
struct record {
	const struct slice *cell;
	size_t n;
	struct slice raw;
	uint64_t line;
};

/* The checks S01 to S16 of csv-check(1), which need no rules. */
struct structure;

struct structure *structure_new(const struct rules *rules, const struct finding_sink *sink);
void structure_free(struct structure *s);

/* A file begins. The name must outlive it. */
void structure_file(struct structure *s, unsigned file, const char *name);

/* A line above the heading (S07), and a blank row there (S08). */
void structure_title(struct structure *s, uint64_t line, struct slice text);
void structure_blank(struct structure *s, uint64_t line);

/* The heading (S05, S06; with `missing` S12, absent columns). The cells are copied. */
void structure_heading(struct structure *s, const struct record *rec, bool missing);

/* A record below it (S03, S08, S09, S10, S11). False: not a row of data, and not for rules. */
bool structure_row(struct structure *s, const struct record *rec);

/* Why a cell of a number column is not a number: a thousands comma, a currency sign (S15). */
void structure_number(struct structure *s, struct slice cell, struct slice column, uint64_t line);

/* A cell that does not fit its column's declared type, and that no rule has reported (S15). */
void structure_misfit(struct structure *s, struct slice cell, struct slice column, enum type type,
    uint64_t line);

/* reader_next() has returned -1 (S01, S03, S04, S13). */
void structure_fault(struct structure *s, struct reader *in);

/* The end of the file (S02, S05, S08, S09, S14, S16). */
void structure_end(struct structure *s, struct reader *in);

#endif
