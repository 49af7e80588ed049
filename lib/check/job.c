#include "check/job.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/slice.h"
#include "base/visible.h"
#include "check/absent.h"
#include "check/check.h"
#include "check/companion.h"
#include "check/form.h"
#include "check/held.h"
#include "check/revision.h"
#include "check/waiver.h"
#include "table/progress.h"

enum { MEMORY = 64 * 1024 * 1024, PIECE = 64 * 1024 };

/* The findings of a job: held until they fill MEMORY or the files have been checked. */
struct report {
	const struct job *job;
	struct waivers *waivers;	/* or NULL */
	enum rows_format format;
	FILE *out;
	const char *out_name;
	uint64_t by[SEV_ERROR + 1];	/* by severity, not counting waived ones */
	uint64_t waived, left_out, taken, written;
	struct held *held;		/* or NULL */
	struct rows *rows;		/* CSV, JSONL: once the heading is written */
	struct slice rule;		/* text: whose findings are being written, or {0} */
	struct check_rule *ran;		/* rules, after a complete check */
	size_t nran;
	const struct program *program;	/* of the rows, after a complete check */
};

/* The data for --pass until it may be written: MEMORY bytes, beyond that a file without a name. */
struct spool {
	char *p;
	size_t n, cap;
	FILE *file;
	struct errmsg error;	/* "": none */
};

static void
open_rows(struct report *r)
{
	fflush(r->out);
	r->rows = rows_open(r->format, r->job->filter->spreadsheet_safe, fileno(r->out),
	    r->out_name);
	form_headings(r->rows);
}

/* Findings as text */

static void
write_rule_heading(struct report *r, const struct finding *f)
{
	const struct check_rule *ran = r->ran, *end = r->ran + r->nran;
	enum severity severity = f->severity;
	struct slice about = slice_of(builtins_title(f->rule));

	while (ran < end && !slice_eq(ran->rule->id, f->rule))
		ran++;
	if (ran < end) {
		severity = f->unchecked ? f->severity : ran->rule->severity;
		about = ran->rule->about;
	}
	fputs(r->rule.n > 0 ? "\n" : "", r->out);
	visible_line(r->out, "%.*s %s%s%.*s", SLICE_ARG(f->rule), severity_names[severity],
	    about.n > 0 ? ": " : "", SLICE_ARG(about));
	r->rule = f->rule;
}

static void
write_text(struct report *r, struct form *form, const struct finding *f)
{
	struct slice line = form_line(form, f);

	if (!same_text(r->rule, f->rule))
		write_rule_heading(r, f);
	fwrite(line.p, 1, line.n, r->out);
}

/* The report */

/* Writes what is held: of linked files too, unless a mistake in the rules is to follow. */
static void
write_held(struct report *r)
{
	struct form *form = form_new(r->format, r->job->filter->spreadsheet_safe);
	const struct finding *f;
	size_t kind;

	while (r->written < r->job->max_findings && (f = held_take(r->held, &kind)) != NULL) {
		if (r->job->remarks->fatal && f->file >= COMPANION_FILES)
			continue;
		if (r->format != ROWS_TEXT && r->rows == NULL)
			open_rows(r);
		if (r->format != ROWS_TEXT)
			form_row(form, r->rows, kind, f);
		else
			write_text(r, form, f);
		r->written++;
	}
	r->left_out += held_count(r->held);
	r->rule = (struct slice){0};
	form_free(form);
	held_free(r->held);
	r->held = NULL;
}

static void
hold(struct report *r, const struct finding *f)
{
	if (r->held == NULL)
		r->held = held_new(r->format == ROWS_TEXT);
	held_add(r->held, f);
	r->taken++;
	if (held_bytes(r->held) > MEMORY)
		write_held(r);
}

static void
hold_waived(struct report *r, const struct finding *f, struct slice reason)
{
	struct finding waived = *f;
	struct textbuf t = {0};

	textbuf_addf(&t, "%.*s; waived: %.*s", SLICE_ARG(f->message), SLICE_ARG(reason));
	waived.waived = true;
	waived.message = textbuf_slice(&t);
	hold(r, &waived);
	textbuf_free(&t);
}

static void
take_finding(void *report, const struct finding *f)
{
	struct report *r = report;
	struct slice reason = {0};

	if (r->waivers != NULL)
		reason = waivers_find(r->waivers, f);
	if (reason.p != NULL)
		r->waived++;
	else
		r->by[f->severity]++;
	if (r->job->filter->quiet)
		return;
	if (reason.p != NULL)
		hold_waived(r, f, reason);
	else
		hold(r, f);
}

static bool
is_waived(void *report, const struct finding *f)
{
	struct report *r = report;

	return r->waivers != NULL && waivers_have(r->waivers, f);
}

static void
write_count(FILE *out, const char *what, uint64_t n)
{
	fprintf(out, "  %-14s %" PRIu64 "\n", what, n);
}

/* Of what a rule did not check; SEV_OFF: it is only counted. */
static struct unchecked_severity
severity_for(const struct report *r, const struct rule *rule)
{
	return (struct unchecked_severity){.lost = r->job->unchecked,
	    .rule = rule->has_unchecked ? rule->unchecked : r->job->unchecked};
}

/* "CP01 4 of 9, ..." of the rules that did not check all, and only count that, or do not. */
static void
list_unchecked(const struct report *r, bool counted, struct textbuf *t)
{
	for (size_t i = 0; i < r->nran; i++)
		unchecked_count(&r->ran[i], severity_for(r, r->ran[i].rule), counted, t);
}

static void
write_checked(const struct report *r)
{
	struct textbuf counted = {0};
	uint64_t runs = 0, not_checked = 0, not_due = 0;

	for (size_t i = 0; i < r->nran; i++) {
		runs += r->ran[i].runs;
		not_due += r->ran[i].counts.not_due;
		for (size_t k = 0; k < r->ran[i].nparts; k++)
			not_checked += r->ran[i].part[k].n;
	}
	write_count(r->out, "rules run", runs);
	write_count(r->out, "errors", r->by[SEV_ERROR]);
	write_count(r->out, "queries", r->by[SEV_QUERY]);
	write_count(r->out, "notes", r->by[SEV_NOTE]);
	write_count(r->out, "not checked", not_checked);
	list_unchecked(r, true, &counted);
	if (counted.n > 0)
		fprintf(r->out, "    allowed      %s\n", counted.p);
	if (not_due > 0)
		write_count(r->out, "not due", not_due);
	textbuf_free(&counted);
}

/* The rules that were left out for optional columns, for the summary. */
static void
write_left_out(const struct report *r)
{
	struct textbuf rules = {0};
	struct slice column;

	for (size_t at = 0; (column = absent_next(r->program, &at, &rules)).p != NULL;)
		visible_line(r->out, "  left out       %s (no column '%.*s')", rules.p,
		    SLICE_ARG(column));
	textbuf_free(&rules);
}

static void
write_summary(struct report *r, uint64_t rows, uint64_t linked)
{
	const struct check_rule *ran = r->ran, *end = r->ran + r->nran;
	FILE *out = r->out;

	fputs(r->written > 0 ? "\nSummary\n" : "Summary\n", out);
	write_count(out, "rows read", rows);
	if (linked > 0)
		write_count(out, "linked rows", linked);
	write_checked(r);
	write_left_out(r);
	for (; ran < end; ran++)
		if (ran->counts.held_back > 0)
			fprintf(out, "  held back      %" PRIu64 " of %.*s, faulted by a rule it "
			    "needs\n", ran->counts.held_back, SLICE_ARG(ran->rule->id));
	write_count(out, "waived", r->waived);
	if (r->left_out > 0)
		fprintf(out, "  %s left out (--max-findings)\n",
		    plural(r->left_out, "finding").text);
}

/* Says what was not checked: by rules that only count it, or that the report has (counted). */
static void
say_unchecked(const struct report *r, bool counted)
{
	struct textbuf t = {0}, line = {0};

	list_unchecked(r, counted, &t);
	textbuf_addf(&line, "not checked%s: %s", counted ? ", as allowed" : "", t.n > 0 ? t.p : "");
	if (t.n > 0)
		r->job->say(line.p);
	textbuf_free(&t);
	textbuf_free(&line);
}

/* The rules that were left out for optional columns, where there is no summary. */
static void
say_left_out(const struct report *r)
{
	struct textbuf rules = {0};
	struct slice column;
	struct errmsg e;

	for (size_t at = 0; (column = absent_next(r->program, &at, &rules)).p != NULL;) {
		errmsg_set(&e, "left out, as the file has no column '%.*s': %s", SLICE_ARG(column),
		    rules.p);
		r->job->say(e.text);
	}
	textbuf_free(&rules);
}

/* The rules that had nothing to check, but for those that may leave something unchecked. */
static void
say_idle(const struct report *r)
{
	struct textbuf t = {0};

	for (size_t i = 0; i < r->nran; i++)
		if (r->ran[i].idle && severity_for(r, r->ran[i].rule).rule != SEV_OFF)
			textbuf_addf(&t, "%s%.*s", t.n > 0 ? ", " : "applies to no row: ",
			    SLICE_ARG(r->ran[i].rule->id));
	if (t.n > 0)
		r->job->say(t.p);
	textbuf_free(&t);
}

/* What rows have no place for: what rules only count or held back, waivers, findings left out. */
static void
say_rest(const struct report *r)
{
	struct textbuf held = {0};
	struct errmsg e;

	if (r->format != ROWS_TEXT) {
		say_unchecked(r, true);
		say_left_out(r);
	}
	for (size_t i = 0; i < r->nran && r->format != ROWS_TEXT; i++)
		if (r->ran[i].counts.held_back > 0)
			textbuf_addf(&held, "%s%.*s %" PRIu64, held.n > 0 ? ", " :
			    "held back (a rule that it needs has a finding): ",
			    SLICE_ARG(r->ran[i].rule->id), r->ran[i].counts.held_back);
	if (held.n > 0)
		r->job->say(held.p);
	if (r->waivers != NULL)
		waivers_remark(r->waivers, r->job->say);
	errmsg_set(&e, "%s left out (--max-findings)", plural(r->left_out, "finding").text);
	if (r->left_out > 0)
		r->job->say(e.text);
	textbuf_free(&held);
}

/* Is there a finding, or a rule that was left out? */
static bool
has_news(const struct report *r)
{
	struct textbuf rules = {0};
	size_t at = 0;
	bool news = r->taken > 0 || absent_next(r->program, &at, &rules).p != NULL;

	textbuf_free(&rules);
	return news;
}

/* Writes what is held, and in the text form a summary unless the check is incomplete. -1: *e. */
static int
finish_report(struct report *r, const struct check *c, bool complete, struct errmsg *e)
{
	struct rows *out;

	if (r->job->filter->quiet)
		return 0;
	if (r->held != NULL)
		write_held(r);
	if (complete && r->format == ROWS_TEXT && (!r->job->pass || has_news(r)))
		write_summary(r, check_rows(c), check_linked_rows(c));
	if (complete && r->format == ROWS_CSV && !r->job->pass && r->rows == NULL)
		open_rows(r);
	if ((out = r->rows) != NULL) {
		r->rows = NULL;
		if (rows_close(out, e) != 0)
			return -1;
	} else if (fflush(r->out) != 0 || ferror(r->out) != 0) {
		return errmsg_set(e, "%s: cannot write: %s", r->out_name, strerror(errno));
	}
	if (complete)
		say_rest(r);
	return 0;
}

static bool
has_failed(const struct report *r)
{
	bool failed = false;

	for (enum severity s = r->job->fail_on; s <= SEV_ERROR; s++)
		failed |= r->by[s] > 0;
	return failed;
}

/* The data for --pass */

static int
spool_fault(struct spool *s, const char *where)
{
	return errmsg_set(&s->error, "the temporary file for --pass%s: %s", where, strerror(errno));
}

/* Moves what is kept to a file in $TMPDIR, or else /tmp. */
static void
open_file(struct spool *s)
{
	const char *dir = getenv("TMPDIR");
	struct textbuf path = {0};
	struct errmsg where;
	int fd;

	if (dir == NULL || dir[0] == '\0')
		dir = "/tmp";
	textbuf_addf(&path, "%s/csv-check.XXXXXX", dir);
	fd = mkstemp(path.p);
	if (fd < 0 || unlink(path.p) != 0 || (s->file = fdopen(fd, "w+")) == NULL) {
		errmsg_set(&where, ", in %s (see TMPDIR)", dir);
		spool_fault(s, where.text);
	} else {
		fwrite(s->p, 1, s->n, s->file);
	}
	textbuf_free(&path);
}

/* Takes bytes of the data as they are read. */
static void
keep_bytes(void *spool, struct slice bytes)
{
	struct spool *s = spool;

	if (s->file == NULL && s->n + bytes.n > MEMORY && s->error.text[0] == '\0')
		open_file(s);
	if (s->error.text[0] != '\0')
		return;
	if (s->file != NULL) {
		if (fwrite(bytes.p, 1, bytes.n, s->file) != bytes.n)
			spool_fault(s, "");
		return;
	}
	s->p = xgrow(s->p, &s->cap, s->n + bytes.n, 1);
	memcpy(s->p + s->n, bytes.p, bytes.n);
	s->n += bytes.n;
}

/* Writes what was kept to standard output. */
static int
spool_send(struct spool *s)
{
	size_t n = s->n;

	if (s->file != NULL && (fflush(s->file) != 0 || fseek(s->file, 0, SEEK_SET) != 0))
		return spool_fault(s, "");
	do {
		if (s->file != NULL)
			n = fread(s->p, 1, PIECE, s->file);
		if (fwrite(s->p, 1, n, stdout) != n || fflush(stdout) != 0)
			return errmsg_set(&s->error, "<stdout>: cannot write: %s", strerror(errno));
	} while (s->file != NULL && n > 0);
	return s->file != NULL && ferror(s->file) ? spool_fault(s, "") : 0;
}

/* The job */

/* Takes up a finding for each rule that did not check all, unless it is only counted. */
static void
take_unchecked(struct report *r)
{
	struct arena mem = {0};
	struct finding f;

	for (size_t i = 0; i < r->nran; i++)
		if (unchecked_finding(&r->ran[i], severity_for(r, r->ran[i].rule), &mem, &f))
			take_finding(r, &f);
	arena_free(&mem);
	if (!r->job->pass || !r->job->filter->quiet)
		return;
	say_unchecked(r, false);
	if (r->job->unchecked != SEV_OFF)
		say_left_out(r);
	say_idle(r);
}

/* Sums up what was checked. -1: *e, or "" when all was said. */
static int
finish(struct report *r, struct check *check, bool complete, struct errmsg *e)
{
	const struct job *o = r->job;
	uint64_t runs = 0;
	struct errmsg text;

	r->program = check_program(check);
	if (complete)
		r->ran = check_sum_up(check, o->remarks, &r->nran);
	take_unchecked(r);
	if (finish_report(r, check, complete, e) != 0)
		return -1;
	if (!complete)
		return errmsg_set(e, "%s", "");
	for (size_t i = 0; i < r->nran; i++)
		runs += r->ran[i].runs;
	if (o->filter->verbose) {
		check_say_read(check, o->say);
		errmsg_set(&text, "%s, %s", plural(check_rows(check), "row").text,
		    plural(runs, "rule").text);
		o->say(text.text);
	}
	if (o->strict && o->remarks->warned)
		return errmsg_set(e, "warnings about the rules (--strict-rules)");
	return 0;
}

/* As job_run(), with the waivers read. */
static int
run(struct report *r, struct spool *spool, struct rules *rules, char *const paths[], size_t n,
    struct errmsg *e)
{
	const struct job *o = r->job;
	struct input_options in = o->filter->input;
	struct progress *progress = progress_open(in.progress, &in.csv, paths, n);
	struct check *check = check_new(rules, &(struct check_options){.csv = in.csv,
	    .sink = {take_finding, r, is_waived}, .remarks = o->remarks,
	    .accepted = o->accepted,
	    .bytes = o->pass ? keep_bytes : NULL, .bytes_arg = spool});
	bool complete = check_files(check, paths, n, e) == 0;
	int status = -1;

	progress_close(progress);
	if (!complete && e->text[0] != '\0')
		o->say(e->text);
	if (spool->error.text[0] == '\0' && (status = finish(r, check, complete, e)) == 0)
		status = has_failed(r);
	if (status == 0 && o->pass && (status = message_written(e)) == 0)
		status = spool_send(spool);
	if (spool->error.text[0] != '\0')
		*e = spool->error;
	check_free(check);
	return status;
}

int
job_run(const struct job *o, struct rules *rules, char *const paths[], size_t n,
    struct errmsg *e)
{
	struct report r = {.job = o, .format = o->filter->format, .out = o->pass ? stderr : stdout,
	    .out_name = o->pass ? "<stderr>" : "<stdout>"};
	struct spool spool = {0};
	struct errmsg ignored;
	int status;

	if (o->accepted != NULL && revision_can(o->accepted, rules, paths, n, e) != 0)
		return -1;
	if (o->waivers != NULL &&
	    (r.waivers = waivers_read(o->waivers, o->filter->input.csv.encoding, rules,
	    o->today != JOB_TODAY ? o->today : date_today(), e)) == NULL)
		return -1;
	status = run(&r, &spool, rules, paths, n, e);
	if (spool.file != NULL)
		fclose(spool.file);
	free(spool.p);
	if (r.rows != NULL)
		rows_close(r.rows, &ignored);
	waivers_free(r.waivers);
	free(r.ran);
	held_free(r.held);
	return status;
}
