#include "check/check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "check/absent.h"
#include "check/ahead.h"
#include "check/cells.h"
#include "check/companion.h"
#include "check/lookalike.h"
#include "check/passing.h"
#include "check/revision.h"
#include "check/structure.h"
#include "check/sumup.h"
#include "check/tail.h"
#include "check/thousands.h"
#include "rules/linked.h"
#include "table/role.h"

enum { ENOUGH = 2000 };	/* rows from which to estimate how many a file has, by its size */

struct check {
	struct rules *rules;
	struct check_options opt;
	struct structure *structure;
	struct lookalikes *lookalikes;
	struct program *header, *body;	/* the rules on the header, and those on the rows */
	struct run **header_run;	/* of each file, whose heading is a table of its own */
	size_t nheaders, header_cap;
	struct run *run;
	struct slice *heading;		/* of the first file */
	size_t ncols;
	unsigned nfiles;
	uint64_t rows;
	struct arena mem;

	struct reader *in;		/* the file being read */
	const char *name;
	size_t *from;			/* its field for each column of the first file */
	bool moved;			/* some of them are elsewhere */
	bool special;			/* moved, or more than checks is to be done with each row */
	bool follows;			/* the rules got the record before the next one */
	struct slice *cell;		/* moved: the row in the order of the first file */
	struct slice *field;		/* and in its own */
	size_t field_cap;
	uint64_t line;			/* of the row being checked */
	struct slice *named;		/* columns of that row with a finding that counts */
	size_t nnamed, named_cap;
	enum severity as_severe;	/* at least: than what a check of the structure reports */
	uint32_t waived;		/* checks of the structure, a bit each */
	bool at_heading;		/* rules on the headings are at work */
	size_t width;			/* of its heading */
	struct thousands thousands;	/* in doubt between semicolons */
	struct tail tail;		/* rows that may be notes at its end */
	struct passing passing;
	struct finding top;		/* the place of the heading of the first file */
	bool heading_lost;		/* a malformed record where the heading should be */
	struct revision *revision;	/* what changes in the accepted submission, or NULL */
	bool accepting;			/* which is the file being read */
	struct companions *companions;	/* the linked files, or NULL, */
	size_t linked_as;		/* and which of them the file being read is, too */
};

static bool
is_waived(void *check, const struct finding *f)
{
	const struct check *c = check;

	return c->opt.sink.is_waived != NULL && c->opt.sink.is_waived(c->opt.sink.arg, f);
}

/* Is it a rule on the headings that reports a name which occurs again? */
static bool
is_about_repeats(const struct rules *rules, struct slice id)
{
	const struct rule *r = rules->rule;
	size_t i = RULES_FIND(r, rules->nrules, id);

	return i < rules->nrules && r[i].header && r[i].test == TEST_UNIQUE && r[i].args.n == 1 &&
	    slice_is(r[i].args.name[0], "name");
}

/*
 * Passes a finding on, and notes which cell of the row being checked it shows, unless it is waived
 * or less severe than the check of the structure that would say the same.
 */
static void
take_finding(void *check, const struct finding *f)
{
	struct check *c = check;

	if (f->line == c->line && f->column.n > 0 && f->found.n > 0 &&
	    f->severity >= c->as_severe && !is_waived(c, f) &&
	    (!c->at_heading || is_about_repeats(c->rules, f->rule))) {
		c->named = xgrow(c->named, &c->named_cap, c->nnamed + 1, sizeof(*c->named));
		c->named[c->nnamed++] = f->column;
	}
	if (rules_builtin(f->rule) && is_waived(c, f))
		c->waived |= UINT32_C(1) << builtins_id(f->rule);
	if (!companions_say_again(c->companions, c->linked_as, f))
		c->opt.sink.take(c->opt.sink.arg, f);
}

struct check *
check_new(struct rules *rules, const struct check_options *opt)
{
	struct check *c = xcalloc(1, sizeof(*c));

	c->rules = rules;
	c->opt = *opt;
	c->opt.csv.plain = true;
	c->structure = structure_new(rules, &(struct finding_sink){.take = take_finding, .arg = c});
	c->as_severe = structure_builtins(c->structure)->severity[S15];
	c->passing = (struct passing){.to = opt->bytes, .arg = opt->bytes_arg};
	return c;
}

void
check_free(struct check *c)
{
	structure_free(c->structure);
	lookalikes_free(c->lookalikes);
	if (!c->accepting)
		revision_free(c->revision);
	for (size_t i = 0; i < c->nheaders; i++)
		run_free(c->header_run[i]);
	free(c->header_run);
	run_free(c->run);
	program_free(c->header);
	program_free(c->body);
	companions_free(c->companions);
	free(c->named);
	free(c->field);
	passing_free(&c->passing);
	tail_clear(&c->tail);
	arena_free(&c->mem);
	free(c);
}

/* The record just read, until the next. */
static inline void
get_record(struct check *c, struct record *rec)
{
	struct reader *in = c->in;

	rec->n = reader_nfields(in);
	rec->same = reader_same(in);
	rec->line = reader_line(in);
	rec->raw = reader_record(in);
	if (rec->n >= c->field_cap)
		c->field = xgrow(c->field, &c->field_cap, rec->n + 1, sizeof(*c->field));
	rec->cell = c->field;
	rec->plain = reader_is_plain(in);
	rec->edge = false;
	if (rec->plain)
		reader_plain_fields(in, c->field);
	else
		rec->edge = reader_fields(in, c->field);
}

static void release_rows(struct check *c, bool end);

/* Passes over malformed records, reporting them. As next_record(). */
static COLD bool
next_after_fault(struct check *c, bool *broken)
{
	int r = -1;

	for (; r == -1; r = reader_next(c->in)) {
		if (reader_info(c->in)->fault == READER_READ) {
			*broken = true;
			return false;
		}
		release_rows(c, false);
		c->follows = false;
		structure_fault(c->structure, c->in);
		c->heading_lost = true;
	}
	return r == 1;
}

/* Reads a record, reporting malformed ones. False: there is none, or (*broken) reading failed. */
static inline bool
next_record(struct check *c, bool *broken)
{
	int r = reader_next(c->in);

	return r != -1 ? r == 1 : next_after_fault(c, broken);
}

/* Reads the first records of the file, up to its heading. */
static void
look_ahead(struct check *c, struct ahead *a, bool *broken)
{
	struct record rec;

	ahead_begin(a, c->rules, &c->mem);
	c->heading_lost = false;
	while (ahead_wants_more(a) && next_record(c, broken)) {
		get_record(c, &rec);
		rec.end = reader_where(c->in, 0).byte + rec.raw.n;
		ahead_add(a, &rec);
	}
	c->heading_lost &= !a->declared;
}

static void
bind(struct check *c, const struct slice *cell, size_t n)
{
	struct bind_options opt = {.some = c->opt.some, .must = c->opt.must,
	    .accepted = c->opt.accepted != NULL,
	    .linked = c->companions != NULL ? companions_linked(c->companions) : c->opt.linked};

	c->ncols = n;
	c->heading = arena_alloc(&c->mem, n * sizeof(*c->heading));
	for (size_t i = 0; i < n; i++)
		c->heading[i] = arena_copy(&c->mem, cell[i]);
	c->body = program_bind(c->rules, c->heading, n, &opt, c->opt.remarks);
	opt.header = true;
	c->header = program_bind(c->rules, NULL, 0, &opt, c->opt.remarks);
	if (c->opt.remarks->fatal)
		return;
	c->run = run_new(c->body, &(struct finding_sink){take_finding, c, is_waived});
	c->lookalikes = lookalikes_new(c->body, c->run);
	if (c->opt.into != NULL)
		*c->opt.into = linked_new(c->body, c->name);
}

/* Finds the columns of the first file in this one. */
static int
map_columns(struct check *c, const struct record *rec, struct errmsg *e)
{
	const struct slice *cell = rec->cell;
	struct errmsg why;

	c->from = arena_alloc(&c->mem, c->ncols * sizeof(*c->from));
	c->cell = arena_alloc(&c->mem, c->ncols * sizeof(*c->cell));
	c->moved = rec->n != c->ncols;
	for (size_t i = 0; i < c->ncols; i++) {
		c->from[i] = i < rec->n && slice_eq(cell[i], c->heading[i]) ? i :
		    heading_find(cell, rec->n, c->heading[i]);
		c->moved |= c->from[i] != i;
		if (c->from[i] == rec->n) {
			heading_missing(cell, rec->n, c->heading[i], &why);
			return errmsg_set(e, "%s: %s", c->name, why.text);
		}
		if (c->from[i] != i && c->opt.bytes != NULL)
			return errmsg_set(e, "%s: columns in another order than in the first file; "
			    "expected the same order with --pass", c->name);
	}
	for (size_t i = 0; i < rec->n; i++)
		if ((i >= c->ncols || !slice_eq(cell[i], c->heading[i])) &&
		    heading_find(c->heading, c->ncols, cell[i]) == c->ncols)
			return errmsg_set(e, "%s: column '%.*s' is not in the first file; expected "
			    "the same headings", c->name, SLICE_ARG(cell[i]));
	return 0;
}

static int check_file(struct check *c, const char *path, struct errmsg *e);

/* Reads the accepted submission as a file of its own, before the rows of the input. */
static int
read_accepted(struct check *c, struct errmsg *e)
{
	struct check_options opt = {.csv = c->opt.csv, .remarks = c->opt.remarks, .some = true};
	struct check *of;
	int r;

	c->revision = revision_new(c->body, c->run,
	    structure_builtins(c->structure), c->opt.accepted);
	if (c->revision == NULL)
		return 0;
	opt.sink = (struct finding_sink){.take = revision_fault, .arg = c->revision};
	opt.csv.tick = NULL;
	opt.csv.done = NULL;
	of = check_new(c->rules, &opt);
	of->revision = c->revision;
	of->accepting = true;
	r = revision_ready(c->revision, check_file(of, c->opt.accepted, e), e);
	if (r != 0) {
		revision_free(c->revision);
		c->revision = NULL;
	}
	check_free(of);
	return r;
}

/*
 * To rules on the header each column is a row: its name and its position. One that reports a name
 * which occurs again says what S06 would.
 */
static void
check_heading(struct check *c, const struct record *rec)
{
	const enum severity as_severe = c->as_severe;
	char position[FIGURE_TEXT];
	struct slice row[2];
	struct run *run = run_new(c->header, &(struct finding_sink){take_finding, c, is_waived});

	c->header_run = xgrow(c->header_run, &c->header_cap, c->nheaders + 1, sizeof(struct run *));
	c->header_run[c->nheaders++] = run;
	c->line = rec->line;
	c->nnamed = 0;
	c->as_severe = SEV_ERROR;
	c->at_heading = true;
	for (size_t i = 0; i < rec->n; i++) {
		row[0] = rec->cell[i];
		row[1] = (struct slice){position,
		    figure_format(position, figure_int((int64_t)i + 1), -1)};
		run_row(run, row, 0, c->nfiles, c->name, rec->line);
	}
	c->as_severe = as_severe;
	c->at_heading = false;
	structure_repeats(c->structure, c->body, c->named, c->nnamed);
}

static int
take_heading(struct check *c, const struct record *rec, struct errmsg *e)
{
	bool first = c->heading == NULL;

	c->width = rec->n;
	if (c->accepting) {
		structure_heading(c->structure, rec, false, NULL);
		structure_repeats(c->structure, NULL, NULL, 0);
		return revision_heading(c->revision, rec, e);
	}
	if (first) {
		c->top = (struct finding){.line = rec->line, .file_name = slice_of(c->name)};
		bind(c, rec->cell, rec->n);
	}
	structure_heading(c->structure, rec, !c->opt.some, c->body);
	if (c->opt.remarks->fatal)
		return errmsg_set(e, "%s", "");
	check_heading(c, rec);
	if (first && c->opt.accepted != NULL && read_accepted(c, e) != 0)
		return -1;
	if (map_columns(c, rec, e) != 0)
		return -1;
	c->special = c->moved || c->revision != NULL || c->opt.csv.delimiter == ';';
	lookalikes_file(c->lookalikes, c->nfiles, c->name);
	return 0;
}

/* Estimates the rows of the file from its size. */
static COLD void
expect_rows(struct check *c)
{
	struct stat st;
	uint64_t read = reader_where(c->in, 0).byte;

	if (stat(c->name, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size > read &&
	    read > 0)
		run_expect(c->run,
		    (uint64_t)((double)st.st_size / (double)read * ENOUGH * 1.05));
}

static bool
is_named(const struct check *c, struct slice column)
{
	for (size_t i = 0; i < c->nnamed; i++)
		if (slice_eq(c->named[i], column))
			return true;
	return false;
}

/* Reports cells that do not fit their declared type, including spreadsheet errors. */
static COLD void
check_fit(struct check *c, const struct slice *cell, uint64_t line)
{
	const struct builtins *b = structure_builtins(c->structure);
	const struct columns typed = run_typed(c->run);

	for (const int *col = typed.col; col < typed.col + typed.n; col++) {
		const size_t i = (size_t)*col;
		enum run_fit fit = run_cell_fit(c->run, i);

		if (fit != RUN_FITS)
			cells_fit(b, fit, cell[i], &c->body->col[i],
			    fit != RUN_SYMBOL && is_named(c, c->heading[i]), line);
	}
}

/* The cells of a row in a special file, in the order of the first file. */
static COLD const struct slice *
special_cells(struct check *c, const struct record *rec)
{
	const struct slice *cell = rec->cell;

	for (size_t i = 0; c->moved && i < c->ncols; i++)
		c->cell[i] = cell[c->from[i]];
	if (c->moved)
		cell = c->cell;
	if (c->opt.csv.delimiter == ';')
		thousands_row(&c->thousands, c->body, cell, rec->line);
	return cell;
}

/* A record below the heading. */
static void
check_row(struct check *c, const struct record *rec)
{
	const struct slice *cell = rec->cell;
	const size_t same = c->follows ? rec->same : 0;

	c->line = rec->line;
	c->nnamed = 0;
	c->follows = false;
	if (!structure_row(c->structure, rec))
		return;
	if (c->accepting) {
		revision_accept(c->revision, rec);
		return;
	}
	if (++c->rows == ENOUGH && c->nfiles == 0)
		expect_rows(c);
	if (c->special)
		cell = special_cells(c, rec);
	if (!run_row(c->run, cell, same, c->nfiles, c->name, rec->line))
		check_fit(c, cell, rec->line);
	c->follows = !c->moved;
	if (c->opt.into != NULL)
		linked_add(*c->opt.into, run_last(c->run));
	lookalikes_row(c->lookalikes, cell, same, rec->line, run_is_new_group(c->run));
	if (c->special && c->revision != NULL && !c->opt.unreported)
		revision_row(c->revision, c->nfiles, c->name, rec->line);
}

/* The rows held: below the last row of the table they are notes, else only what says so. */
static void
release_rows(struct check *c, bool end)
{
	for (size_t i = 0; i < c->tail.n; i++) {
		if (tail_is_note(&c->tail.held[i], c->width, end)) {
			structure_note(c->structure, &c->tail.held[i]);
			c->follows = false;
		} else {
			check_row(c, &c->tail.held[i]);
		}
	}
	tail_clear(&c->tail);
}

static inline void
take_row(struct check *c, const struct record *rec)
{
	if (shape_may_be_note(rec, c->width) && tail_wants(&c->tail, rec, c->width)) {
		if (c->tail.n == TAIL_MOST)
			release_rows(c, false);
		tail_hold(&c->tail, rec);
		return;
	}
	if (c->tail.waiting && record_filled(rec) > 0)
		release_rows(c, false);
	check_row(c, rec);
}

/* Checks the buffered records: titles, the heading, and rows. */
static int
take_ahead(struct check *c, const struct ahead *a, struct errmsg *e)
{
	const struct record *rec = a->rec;

	for (size_t i = 0; i < a->at; i++) {
		if (record_filled(&rec[i]) > 0)
			structure_title(c->structure, rec[i].line, rec[i].raw);
		else
			structure_blank(c->structure, rec[i].line);
	}
	if (a->n > 0 && take_heading(c, &rec[a->at], e) != 0)
		return -1;
	if (a->n > 0 && c->opt.bytes != NULL)
		passing_heading(&c->passing, rec[a->at].end);
	for (size_t i = a->at + 1; i < a->n; i++)
		take_row(c, &rec[i]);
	return 0;
}

static int
read_rows(struct check *c, struct errmsg *e)
{
	const char delimiter = c->opt.csv.delimiter;
	struct ahead ahead;
	struct record rec;
	bool broken = false;

	if (!structure_begin(c->structure, reader_head(c->in), delimiter != '\0' ? delimiter : ','))
		return 0;
	look_ahead(c, &ahead, &broken);
	if (c->heading_lost && !broken)
		return errmsg_set(e, "%s: the heading cannot be read, so nothing below it can be "
		    "checked", c->name);
	if (!broken && take_ahead(c, &ahead, e) != 0)
		return -1;
	while (!broken && ahead.n > 0 && next_record(c, &broken)) {
		get_record(c, &rec);
		take_row(c, &rec);
	}
	release_rows(c, !broken);
	if (broken)
		return errmsg_set(e, "%s", reader_info(c->in)->error.text);
	if (reader_bytes(c->in) == 0)
		return errmsg_set(e, "%s: no data (zero bytes); expected a heading", c->name);
	thousands_end(&c->thousands, structure_builtins(c->structure));
	structure_end(c->structure, c->in);
	return 0;
}

static int
check_file(struct check *c, const char *path, struct errmsg *e)
{
	struct reader_options csv = c->opt.csv;
	int r;

	if (c->opt.bytes != NULL) {
		csv.bytes = passing_take;
		csv.bytes_arg = &c->passing;
		passing_begin(&c->passing, c->nfiles == 0);
	}
	if ((c->in = reader_open(path, &csv, e)) == NULL)
		return -1;
	c->name = arena_copy(&c->mem, slice_of(reader_info(c->in)->name)).p;
	c->follows = false;
	structure_file(c->structure, c->nfiles, c->name);
	c->linked_as = companions_find(c->companions, path);
	r = read_rows(c, e);
	passing_end(&c->passing, reader_info(c->in)->ends);
	c->nfiles++;
	reader_close(c->in);
	return r;
}

/* The linked files of the input are the check's; rules on these share them. */
static int
read_companions(struct check *c, char *const paths[], size_t n, struct errmsg *e)
{
	if (c->rules->nlinked == 0 || c->rules->link != NULL)
		return 0;
	c->companions = companions_new(c->rules, &c->opt);
	return companions_read(c->companions, paths, n, e);
}

int
check_files(struct check *c, char *const paths[], size_t n, struct errmsg *e)
{
	struct errmsg why;
	int r = 0;

	e->text[0] = '\0';
	if (read_companions(c, paths, n, e) != 0)
		return -1;
	if (n == 0)
		r = check_file(c, "-", e);
	for (size_t i = 0; i < n && !c->opt.remarks->fatal; i++) {
		if (check_file(c, paths[i], &why) == 0)
			continue;
		if (r == 0)
			*e = why;		/* the first; the others are reported now */
		else
			c->opt.remarks->say(c->opt.remarks->arg, true, why.text);
		r = -1;
	}
	if (r == 0 && c->run != NULL) {
		for (size_t i = 0; i < c->nheaders; i++)
			run_finish(c->header_run[i]);
		run_finish(c->run);
		lookalikes_report(c->lookalikes, c->rows, structure_builtins(c->structure));
		if (c->revision != NULL && !c->opt.unreported)
			revision_end(c->revision);
	}
	return r;
}

uint64_t
check_rows(const struct check *c)
{
	return c->rows;
}

uint64_t
check_lost(const struct check *c)
{
	return structure_builtins(c->structure)->lost.n;
}

uint64_t
check_linked_rows(const struct check *c)
{
	return c->companions != NULL ? companions_rows(c->companions) : 0;
}

const struct program *
check_program(const struct check *c)
{
	return c->body;
}

const struct program *
check_header_program(const struct check *c)
{
	return c->header;
}

/* Has every cell that does not fit its declaration a finding that counts, of S15 or of a rule? */
static bool
reports_misfits(const struct check *c)
{
	return c->as_severe != SEV_OFF && (c->waived & 1 << S15) == 0;
}

/* No row may be a fault of the file, of which S14 says enough. */
static bool
wants_rows(const struct check *c)
{
	return c->rows > 0 || structure_builtins(c->structure)->severity[S14] < SEV_ERROR;
}

struct check_rule *
check_sum_up(struct check *c, struct remarks *m, size_t *n)
{
	const struct builtins *b = structure_builtins(c->structure);
	struct sumup s = {.misfits_said = reports_misfits(c), .wants_rows = wants_rows(c),
	    .mem = &c->mem, .m = m};
	struct unchecked lost = b->lost;

	*n = 0;
	if (c->nheaders == 0)
		return NULL;
	sumup_rules(&s, c->header, c->header_run, c->nheaders);
	lost.said &= (b->lost_by & c->waived) == 0;
	s.lost = &lost;
	sumup_rules(&s, c->body, &c->run, 1);
	s.rule = absent_sum_up(c->body, &c->top, s.rule, &s.n, &s.cap, &c->mem);
	run_remark(c->run, c->body->nrules, m);
	if (c->companions != NULL)
		s.rule = companions_sum_up(c->companions, m, s.rule, &s.n, &s.cap);
	if (c->body->nleft_out == 0 && c->rules->link == NULL)
		rules_unused(c->rules, m);
	*n = s.n;
	return s.rule;
}

void
check_say_read(const struct check *c, void (*say)(const char *message))
{
	struct errmsg text;

	for (size_t i = 0; i < c->rules->nincluded; i++) {
		errmsg_set(&text, "read %s", c->rules->included[i]);
		say(text.text);
	}
	program_say_lists(c->body, say);
	if (c->companions != NULL)
		companions_say(c->companions, say);
}

/* Binds the rules to the columns that they declare. */
static void
bind_declared(struct check *c)
{
	const struct names *names[] = {&c->rules->columns, &c->rules->optional};
	struct slice *heading = arena_alloc(&c->mem,
	    (names[0]->n + names[1]->n) * sizeof(*heading));
	size_t n = 0;

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < names[k]->n; i++)
			heading[n++] = names[k]->name[i];
	bind(c, heading, n);
}

int
check_bind(struct check *c, const char *path, struct errmsg *e)
{
	const struct names *names = &c->rules->columns;
	bool broken = false;
	struct ahead ahead;
	int r = 0;

	if (path == NULL && names->n == 0)
		return errmsg_set(e, "%s: the rules declare no 'columns'; expected a file, for its "
		    "headings", c->rules->file != NULL ? c->rules->file : "no rules");
	if (path == NULL) {
		bind_declared(c);
		return 0;
	}
	if ((c->in = reader_open(path, &c->opt.csv, e)) == NULL)
		return -1;
	structure_file(c->structure, 0, reader_info(c->in)->name);
	look_ahead(c, &ahead, &broken);
	if (ahead.n == 0)
		r = errmsg_set(e, "%s", broken ? reader_info(c->in)->error.text :
		    "no heading in the file");
	else if (c->heading_lost)
		r = errmsg_set(e, "%s: the heading cannot be read", reader_info(c->in)->name);
	else
		bind(c, ahead.rec[ahead.at].cell, ahead.rec[ahead.at].n);
	reader_close(c->in);
	return r;
}
