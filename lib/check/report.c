#include "check/report.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/textbuf.h"

enum { HELD = 64 * 1024 * 1024 };

struct report {
	struct report_options opt;
	enum rows_format format;
	FILE *out;
	const char *out_name;
	uint64_t by[SEV_ERROR + 1];	/* findings by severity, not counting waived ones */
	uint64_t waived, left_out;
	struct finding *f;
	size_t n, cap;
	uint64_t taken, written;
	struct arena mem;
	struct rows *rows;		/* CSV, JSONL: once the heading is written */
	struct slice rule;		/* text: the rule whose findings are being written */
	const struct report_rule *about;
	size_t nabout;
};

struct report *
report_new(const struct report_options *opt)
{
	struct report *r = xcalloc(1, sizeof(*r));

	r->opt = *opt;
	r->format = opt->filter->format;
	r->out = opt->aside ? stderr : stdout;
	r->out_name = opt->aside ? "<stderr>" : "<stdout>";
	return r;
}

void
report_free(struct report *r)
{
	struct errmsg e;

	if (r->rows != NULL)
		rows_close(r->rows, &e);
	free(r->f);
	arena_free(&r->mem);
	free(r);
}

bool
report_fails(const struct report *r, enum severity from)
{
	bool fails = false;

	for (enum severity s = from; s <= SEV_ERROR; s++)
		fails |= r->by[s] > 0;
	return fails;
}

static void
put_severity(struct rows *o, const void *finding)
{
	const struct finding *f = finding;

	rows_str(o, f->waived ? "waived" : severity_names[f->severity]);
}

static void
put_key(struct rows *o, const void *finding)
{
	const struct finding *f = finding;

	rows_pairs(o, f->key_name, f->key_value, f->nkeys);
}

#define RECORD struct finding
static const struct rows_column columns[] = {
	COLUMN("rule", SLICE, rule, 0),
	COLUMN_PUT("severity", put_severity, 0),
	COLUMN("file", SLICE, file_name, 0),
	COLUMN("line", PLACE, line, 0),
	COLUMN("column", SLICE, column, 0),
	COLUMN_PUT("key", put_key, 0),
	COLUMN("found", SLICE, found, 0),
	COLUMN("expected", SLICE, expected, 0),
	COLUMN("difference", SLICE, difference, 0),
	COLUMN("allowance", SLICE, allowance, 0),
	COLUMN("message", SLICE, message, 0),
};
enum { NCOLUMNS = sizeof(columns) / sizeof(columns[0]) };

static void
write_heading(struct report *r)
{
	if (r->rows != NULL)
		return;
	fflush(r->out);
	r->rows = rows_open(r->format, r->opt.filter->spreadsheet_safe, fileno(r->out),
	    r->out_name);
	rows_headings(r->rows, columns, NCOLUMNS);
	rows_end(r->rows);
}

static void
write_row(struct report *r, const struct finding *f)
{
	write_heading(r);
	rows_cells(r->rows, columns, NCOLUMNS, f, 0, "");
	rows_end(r->rows);
}

/* Texts of the data on a terminal: no control characters. */
static void
put_plain(FILE *out, struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		putc((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f ? ' ' : s.p[i], out);
}

/* "[name=value; name=value]" */
static void
put_plain_key(FILE *out, const struct finding *f)
{
	for (size_t i = 0; i < f->nkeys; i++) {
		fputs(i == 0 ? " [" : "; ", out);
		put_plain(out, f->key_name[i]);
		putc('=', out);
		put_plain(out, f->key_value[i]);
	}
	if (f->nkeys > 0)
		putc(']', out);
}

static void
write_rule_heading(struct report *r, const struct finding *f)
{
	FILE *out = r->out;

	if (r->rule.n > 0)
		putc('\n', out);
	fprintf(out, "%.*s %s", SLICE_ARG(f->rule), severity_names[f->severity]);
	for (size_t i = 0; i < r->nabout; i++)
		if (slice_eq(r->about[i].id, f->rule) && r->about[i].about.n > 0) {
			fprintf(out, ": %.*s", SLICE_ARG(r->about[i].about));
			break;
		}
	putc('\n', out);
	r->rule = f->rule;
}

static void
write_text(struct report *r, const struct finding *f)
{
	FILE *out = r->out;

	if (!slice_eq(r->rule, f->rule))
		write_rule_heading(r, f);
	fputs("  ", out);
	if (f->line > 0)
		fprintf(out, "%.*s:%" PRIu64 ": ", SLICE_ARG(f->file_name), f->line);
	if (f->column.n > 0) {
		put_plain(out, f->column);
		fputs(": ", out);
	}
	put_plain(out, f->message);
	put_plain_key(out, f);
	putc('\n', out);
}

/* By place in the data; findings without a place come last. */
static int
by_line(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if ((x->line == 0) != (y->line == 0))
		return x->line == 0 ? 1 : -1;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x->sequence > y->sequence) - (x->sequence < y->sequence);
}

static int
by_rule(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return by_line(a, b);
}

static void
write_held(struct report *r)
{
	bool text = r->format == ROWS_TEXT;

	if (r->n > 0)
		qsort(r->f, r->n, sizeof(*r->f), text ? by_rule : by_line);
	for (size_t i = 0; i < r->n; i++) {
		if (r->written == r->opt.max) {
			r->left_out += r->n - i;
			break;
		}
		if (text)
			write_text(r, &r->f[i]);
		else
			write_row(r, &r->f[i]);
		r->written++;
	}
	r->n = 0;
	r->rule = (struct slice){0};
	arena_free(&r->mem);
}

static struct slice
waived_message(struct report *r, struct slice message, struct slice reason)
{
	struct textbuf t = {0};
	struct slice s;

	textbuf_addf(&t, "%.*s; waived: %.*s", SLICE_ARG(message), SLICE_ARG(reason));
	s = arena_copy(&r->mem, (struct slice){t.p, t.n});
	textbuf_free(&t);
	return s;
}

void
report_take(void *report, const struct finding *f)
{
	struct report *r = report;
	struct slice reason = {0};
	struct finding *mine;

	if (r->opt.waivers != NULL)
		reason = waivers_find(r->opt.waivers, f);
	if (reason.p != NULL)
		r->waived++;
	else
		r->by[f->severity]++;
	if (r->opt.filter->quiet)
		return;
	r->f = xgrow(r->f, &r->cap, r->n + 1, sizeof(*r->f));
	mine = &r->f[r->n++];
	*mine = *f;
	mine->sequence = r->taken++;
	mine->rule = arena_copy(&r->mem, f->rule);
	finding_keep(mine, &r->mem);
	if (reason.p != NULL) {
		mine->waived = true;
		mine->message = waived_message(r, mine->message, reason);
	}
	if (r->mem.bytes + r->n * sizeof(*r->f) > HELD)
		write_held(r);
}

static void
write_count(FILE *out, const char *what, uint64_t n)
{
	fprintf(out, "  %-14s %" PRIu64 "\n", what, n);
}

static void
write_summary(struct report *r, uint64_t rows)
{
	FILE *out = r->out;
	uint64_t not_checked = 0;

	if (r->written > 0)
		putc('\n', out);
	for (size_t i = 0; i < r->nabout; i++)
		not_checked += r->about[i].not_checked;
	fputs("Summary\n", out);
	write_count(out, "rows read", rows);
	write_count(out, "rules run", r->nabout);
	write_count(out, "errors", r->by[SEV_ERROR]);
	write_count(out, "queries", r->by[SEV_QUERY]);
	write_count(out, "notes", r->by[SEV_NOTE]);
	write_count(out, "not checked", not_checked);
	for (size_t i = 0; i < r->nabout; i++)
		if (r->about[i].not_checked > 0)
			fprintf(out, "    %-12.*s %" PRIu64 " of %" PRIu64 "\n",
			    SLICE_ARG(r->about[i].id), r->about[i].not_checked,
			    r->about[i].checked + r->about[i].not_checked);
	for (size_t i = 0; i < r->nabout; i++)
		if (r->about[i].held_back > 0)
			fprintf(out, "  held back      %" PRIu64 " of %.*s, faulted by a rule it "
			    "needs\n", r->about[i].held_back, SLICE_ARG(r->about[i].id));
	write_count(out, "waived", r->waived);
	if (r->left_out > 0)
		fprintf(out, "  %s left out (--max-findings)\n",
		    plural(r->left_out, "finding").text);
}

int
report_end(struct report *r, const struct report_rule *rule, size_t n, uint64_t rows,
    bool complete, struct errmsg *e)
{
	struct rows *out;

	r->about = rule;
	r->nabout = n;
	if (r->opt.filter->quiet)
		return 0;
	write_held(r);
	if (complete && r->format == ROWS_TEXT)
		write_summary(r, rows);
	if (complete && r->format == ROWS_CSV && !r->opt.aside)
		write_heading(r);
	if ((out = r->rows) != NULL) {
		r->rows = NULL;
		return rows_close(out, e);
	}
	if (fflush(r->out) != 0 || ferror(r->out) != 0)
		return errmsg_set(e, "%s: %s", r->out_name, strerror(errno));
	return 0;
}

void
report_asides(const struct report *r, const struct report_rule *rule, size_t n,
    void (*say)(const char *message))
{
	struct textbuf skipped = {0}, held = {0};
	struct errmsg e;

	for (size_t i = 0; i < n && r->format != ROWS_TEXT; i++) {
		if (rule[i].not_checked > 0)
			textbuf_addf(&skipped, "%s%.*s %" PRIu64 " of %" PRIu64,
			    skipped.n > 0 ? ", " : "not checked (missing value): ",
			    SLICE_ARG(rule[i].id), rule[i].not_checked,
			    rule[i].checked + rule[i].not_checked);
		if (rule[i].held_back > 0)
			textbuf_addf(&held, "%s%.*s %" PRIu64, held.n > 0 ? ", " :
			    "held back (a rule that it needs has a finding): ",
			    SLICE_ARG(rule[i].id), rule[i].held_back);
	}
	if (skipped.n > 0)
		say(skipped.p);
	if (held.n > 0)
		say(held.p);
	if (r->opt.waivers != NULL)
		waivers_remark(r->opt.waivers, say);
	errmsg_set(&e, "%s left out (--max-findings)", plural(r->left_out, "finding").text);
	if (r->left_out > 0)
		say(e.text);
	textbuf_free(&skipped);
	textbuf_free(&held);
}
