#include "check/report.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "csv/writer.h"
#include "rules/say.h"

enum { HELD = 64 * 1024 * 1024 };

struct report_counts {
	uint64_t by[SEV_ERROR + 1];	/* by severity, waived ones not counted */
	uint64_t waived, left_out;
};

struct report {
	struct report_options opt;
	struct report_counts counts;
	struct finding *f;
	size_t n, cap;
	uint64_t taken, written;
	struct arena mem;
	struct writer *csv;
	struct text key;
	struct slice rule;		/* text: the one whose findings are being written */
	const struct report_rule *about;
	size_t nabout;
};

struct report *
report_new(const struct report_options *opt)
{
	struct report *r = xcalloc(1, sizeof(*r));

	r->opt = *opt;
	return r;
}

void
report_free(struct report *r)
{
	struct errmsg e;

	if (r == NULL)
		return;
	if (r->csv != NULL)
		writer_close(r->csv, &e);
	text_free(&r->key);
	free(r->f);
	arena_free(&r->mem);
	free(r);
}

bool
report_format_parse(const char *s, enum report_format *out)
{
	static const char *const names[] = {"csv", "text", "jsonl"};

	for (int i = REPORT_CSV; i <= REPORT_JSONL; i++)
		if (strcmp(s, names[i]) == 0) {
			*out = (enum report_format)i;
			return true;
		}
	return false;
}

bool
report_fails(const struct report *r, enum severity from)
{
	bool fails = false;

	for (enum severity s = from; s <= SEV_ERROR; s++)
		fails |= r->counts.by[s] > 0;
	return fails;
}

/* name=value; name=value */
static struct slice
key_text(struct report *r, const struct finding *f)
{
	text_reset(&r->key);
	for (size_t i = 0; i < f->nkeys; i++) {
		if (i > 0)
			text_add(&r->key, slice_of("; "));
		text_add(&r->key, f->key_name[i]);
		text_add(&r->key, slice_of("="));
		text_add(&r->key, f->key_value[i]);
	}
	return text_slice(&r->key);
}

static const char *
severity_of(const struct finding *f)
{
	return f->waived ? "waived" : severity_name(f->severity);
}

static const char *const columns[] = {"rule", "severity", "file", "line", "column", "key", "found",
    "expected", "difference", "allowance", "message"};

static void
csv_heading(struct report *r)
{
	if (r->csv != NULL)
		return;
	fflush(r->opt.out);
	r->csv = writer_open(fileno(r->opt.out), r->opt.out_name);
	writer_spreadsheet_safe(r->csv, r->opt.spreadsheet_safe);
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		writer_str(r->csv, columns[i]);
	writer_end(r->csv);
}

static void
write_csv(struct report *r, const struct finding *f)
{
	csv_heading(r);
	writer_field(r->csv, f->rule);
	writer_str(r->csv, severity_of(f));
	writer_field(r->csv, f->file_name);
	if (f->line > 0)
		writer_int(r->csv, (int64_t)f->line);
	else
		writer_str(r->csv, NULL);
	writer_field(r->csv, f->column);
	writer_field(r->csv, key_text(r, f));
	writer_field(r->csv, f->found);
	writer_field(r->csv, f->expected);
	writer_field(r->csv, f->difference);
	writer_field(r->csv, f->allowance);
	writer_field(r->csv, f->message);
	writer_end(r->csv);
}

static void
json_string(FILE *out, struct slice s)
{
	putc('"', out);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c < 0x20 || c == 0x7f)
			fprintf(out, "\\u%04x", c);
		else
			putc(c, out);
	}
	putc('"', out);
}

static void
json_pair(FILE *out, const char *name, struct slice s)
{
	fprintf(out, ",\"%s\":", name);
	json_string(out, s);
}

static void
write_json(struct report *r, const struct finding *f)
{
	FILE *out = r->opt.out;

	fputs("{\"rule\":", out);
	json_string(out, f->rule);
	json_pair(out, "severity", slice_of(severity_of(f)));
	json_pair(out, "file", f->file_name);
	if (f->line > 0)
		fprintf(out, ",\"line\":%" PRIu64, f->line);
	else
		fputs(",\"line\":null", out);
	json_pair(out, "column", f->column);
	fputs(",\"key\":{", out);
	for (size_t i = 0; i < f->nkeys; i++) {
		if (i > 0)
			putc(',', out);
		json_string(out, f->key_name[i]);
		putc(':', out);
		json_string(out, f->key_value[i]);
	}
	putc('}', out);
	json_pair(out, "found", f->found);
	json_pair(out, "expected", f->expected);
	json_pair(out, "difference", f->difference);
	json_pair(out, "allowance", f->allowance);
	json_pair(out, "message", f->message);
	fputs("}\n", out);
}

/* Texts of the data on a terminal: no control characters. */
static void
put_plain(FILE *out, struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		putc((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f ? ' ' : s.p[i], out);
}

static void
write_text(struct report *r, const struct finding *f)
{
	FILE *out = r->opt.out;
	struct slice key = key_text(r, f);

	if (!slice_eq(r->rule, f->rule)) {
		if (r->rule.n > 0)
			putc('\n', out);
		fprintf(out, "%.*s %s", SLICE_ARG(f->rule), severity_name(f->severity));
		for (size_t i = 0; i < r->nabout; i++)
			if (slice_eq(r->about[i].id, f->rule) && r->about[i].about.n > 0) {
				fprintf(out, ": %.*s", SLICE_ARG(r->about[i].about));
				break;
			}
		putc('\n', out);
		r->rule = f->rule;
	}
	fputs("  ", out);
	if (f->line > 0)
		fprintf(out, "%.*s:%" PRIu64 ": ", SLICE_ARG(f->file_name), f->line);
	if (f->column.n > 0) {
		put_plain(out, f->column);
		fputs(": ", out);
	}
	put_plain(out, f->message);
	if (key.n > 0) {
		fputs(" [", out);
		put_plain(out, key);
		putc(']', out);
	}
	putc('\n', out);
}

/* By place in the data; what is nowhere comes last. */
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
	static void (*const write[])(struct report *, const struct finding *) =
	    {write_csv, write_text, write_json};

	if (r->n > 0)
		qsort(r->f, r->n, sizeof(*r->f), r->opt.format == REPORT_TEXT ? by_rule : by_line);
	for (size_t i = 0; i < r->n; i++) {
		if (r->written == r->opt.max) {
			r->counts.left_out += r->n - i;
			break;
		}
		write[r->opt.format](r, &r->f[i]);
		r->written++;
	}
	r->n = 0;
	r->rule = (struct slice){0};
	arena_free(&r->mem);
}

static struct slice
waived_message(struct report *r, struct slice message, struct slice reason)
{
	struct text t = {0};
	struct slice s;

	text_printf(&t, "%.*s; waived: %.*s", SLICE_ARG(message), SLICE_ARG(reason));
	s = arena_copy(&r->mem, text_slice(&t));
	text_free(&t);
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
		r->counts.waived++;
	else
		r->counts.by[f->severity]++;
	if (r->opt.quiet)
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
say_count(FILE *out, const char *what, uint64_t n)
{
	fprintf(out, "  %-14s %" PRIu64 "\n", what, n);
}

static void
write_summary(struct report *r, uint64_t rows)
{
	FILE *out = r->opt.out;
	uint64_t not_checked = 0;

	if (r->written > 0)
		putc('\n', out);
	for (size_t i = 0; i < r->nabout; i++)
		not_checked += r->about[i].not_checked;
	fputs("Summary\n", out);
	say_count(out, "rows read", rows);
	say_count(out, "rules run", r->nabout);
	say_count(out, "errors", r->counts.by[SEV_ERROR]);
	say_count(out, "queries", r->counts.by[SEV_QUERY]);
	say_count(out, "notes", r->counts.by[SEV_NOTE]);
	say_count(out, "not checked", not_checked);
	for (size_t i = 0; i < r->nabout; i++)
		if (r->about[i].not_checked > 0)
			fprintf(out, "    %-12.*s %" PRIu64 " of %" PRIu64 "\n",
			    SLICE_ARG(r->about[i].id), r->about[i].not_checked,
			    r->about[i].checked + r->about[i].not_checked);
	for (size_t i = 0; i < r->nabout; i++)
		if (r->about[i].held_back > 0)
			fprintf(out, "  held back      %" PRIu64 " of %.*s, faulted by a rule it needs\n",
			    r->about[i].held_back, SLICE_ARG(r->about[i].id));
	say_count(out, "waived", r->counts.waived);
	if (r->counts.left_out > 0)
		fprintf(out, "  %" PRIu64 " finding%s left out (--max-findings)\n",
		    r->counts.left_out, r->counts.left_out == 1 ? "" : "s");
}

int
report_end(struct report *r, const struct report_rule *rule, size_t n, uint64_t rows,
    bool complete, struct errmsg *e)
{
	struct writer *csv;

	r->about = rule;
	r->nabout = n;
	if (r->opt.quiet)
		return 0;
	write_held(r);
	if (complete && r->opt.format == REPORT_TEXT)
		write_summary(r, rows);
	if (complete && r->opt.format == REPORT_CSV && r->opt.heading)
		csv_heading(r);
	if ((csv = r->csv) != NULL) {
		r->csv = NULL;
		return writer_close(csv, e);
	}
	if (fflush(r->opt.out) != 0 || ferror(r->opt.out) != 0)
		return errmsg_set(e, "%s: %s", r->opt.out_name, strerror(errno));
	return 0;
}

static void
put_not_checked(const struct report_rule *rule, size_t n, FILE *out)
{
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (rule[i].not_checked == 0)
			continue;
		fprintf(out, "%s%.*s %" PRIu64 " of %" PRIu64, any ? ", " :
		    "csv-check: not checked, for a value that is not there: ",
		    SLICE_ARG(rule[i].id), rule[i].not_checked,
		    rule[i].checked + rule[i].not_checked);
		any = true;
	}
	if (any)
		putc('\n', out);
}

static void
put_held_back(const struct report_rule *rule, size_t n, FILE *out)
{
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (rule[i].held_back == 0)
			continue;
		fprintf(out, "%s%.*s %" PRIu64, any ? ", " :
		    "csv-check: held back, where a rule that is needed has a finding: ",
		    SLICE_ARG(rule[i].id), rule[i].held_back);
		any = true;
	}
	if (any)
		putc('\n', out);
}

void
report_asides(const struct report *r, const struct report_rule *rule, size_t n, FILE *out)
{
	struct errmsg e;
	size_t next = 0;

	if (r->opt.format != REPORT_TEXT) {
		put_not_checked(rule, n, out);
		put_held_back(rule, n, out);
	}
	while (r->opt.waivers != NULL && waivers_remark(r->opt.waivers, &next, &e))
		fprintf(out, "csv-check: %s\n", e.text);
	if (r->counts.left_out > 0)
		fprintf(out, "csv-check: %" PRIu64 " finding%s left out (--max-findings)\n",
		    r->counts.left_out, r->counts.left_out == 1 ? "" : "s");
}
