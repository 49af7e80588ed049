#ifndef RULES_RUN_H
#define RULES_RUN_H

#include "rules/finding.h"
#include "rules/value.h"

/*
 * Runs a program over rows, handed in one by one; findings go to the sink: those that a row alone
 * decides at once, the rest from run_finish(). Memory: a place or a slot for each unique key, the
 * named columns of rows that wait for their group's total, and the aggregates of each group.
 */
struct run;

/*
 * What came of a rule. Not due is what needs a period before that lies before all of the input; not
 * checked, what could not be decided for another reason.
 */
struct run_counts {
	uint64_t matched;	/* rows that pass where */
	uint64_t checked;	/* rows or groups that passed or failed */
	uint64_t not_checked, not_due, held_back;
	uint64_t misfits;	/* not checked as a cell does not fit its declaration */
};

struct run *run_new(const struct program *program, const struct finding_sink *sink);

/*
 * The cells of a row in the program's order. same: the number of cells, from the first on, that
 * have the same texts as in the row before; what depends on these alone is not worked out again.
 * file: a small number and a name that lives on. Do all cells fit (RUN_FITS)?
 */
bool run_row(struct run *r, const struct slice *cells, size_t same, unsigned file,
    const char *name, uint64_t line);

struct row *run_last(struct run *r);			/* that row, */
const struct slice *run_cells(const struct run *r);	/* its cells by column of the program */

/*
 * Whether a cell of the last row fits its column's declaration. A misfit in a number column is
 * neither a number nor a declared symbol, one in a date or period column no date or period of the
 * declared form. RUN_HUGE: a number of too many digits to be kept exactly.
 */
enum run_fit { RUN_FITS, RUN_SYMBOL, RUN_MISFIT, RUN_HUGE };

enum run_fit run_cell_fit(const struct run *r, size_t col);

/* Of a cell that was read, in a column of numbers, dates or periods. */
static inline enum run_fit
run_fit_of(enum value_kind kind)
{
	return kind == VALUE_BAD ? RUN_MISFIT : kind == VALUE_HUGE ? RUN_HUGE :
	    kind == VALUE_SYMBOL ? RUN_SYMBOL : RUN_FITS;
}

struct columns run_typed(const struct run *r);		/* those that may be no fit */

/*
 * Whether every row is in a group by this column; and whether the last row is the first of any. If
 * it is not, its texts in such columns are not new.
 */
bool run_is_grouped(const struct run *r, size_t col);
bool run_is_new_group(const struct run *r);

/* Remarks on texts of the rule that no row has; past the last rule, on those of the headings. */
void run_remark(const struct run *r, size_t rule, struct remarks *m);

/* About so many rows will come: unique keys get their room at once. */
void run_expect(struct run *r, uint64_t rows);
void run_finish(struct run *r);
struct run_counts run_counts(const struct run *r, size_t rule);

/*
 * Place, key and column of the first row or group that a rule did not check, of the misfits or of
 * the others; message: why.
 */
const struct finding *run_unchecked(const struct run *r, size_t rule, bool misfit);
void run_free(struct run *r);

#endif
