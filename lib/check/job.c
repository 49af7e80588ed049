#include "check/job.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "check/check.h"
#include "check/report.h"
#include "table/progress.h"

enum { MEMORY = 64 * 1024 * 1024, PIECE = 64 * 1024 };

/* The data for --pass until it may be written: MEMORY bytes, beyond that a file without a name. */
struct spool {
	char *p;
	size_t n, cap;
	FILE *file;
	struct errmsg error;	/* "": none */
};

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
	struct errmsg where;
	char *path;
	int fd;

	if (dir == NULL || dir[0] == '\0')
		dir = "/tmp";
	path = xmalloc(strlen(dir) + sizeof("/csv-check.XXXXXX"));
	stpcpy(stpcpy(path, dir), "/csv-check.XXXXXX");
	fd = mkstemp(path);
	if (fd < 0 || unlink(path) != 0 || (s->file = fdopen(fd, "w+")) == NULL) {
		errmsg_set(&where, ", in %s (see TMPDIR)", dir);
		spool_fault(s, where.text);
	} else {
		fwrite(s->p, 1, s->n, s->file);
	}
	free(path);
}

/* Takes a record as check hands it over. */
static void
keep_record(void *spool, struct slice bytes)
{
	struct spool *s = spool;

	if (s->file == NULL && s->n + bytes.n > MEMORY && s->error.text[0] == '\0')
		open_file(s);
	if (s->file != NULL && s->error.text[0] == '\0') {
		if (fwrite(bytes.p, 1, bytes.n, s->file) != bytes.n)
			spool_fault(s, "");
	} else if (s->error.text[0] == '\0') {
		s->p = xgrow(s->p, &s->cap, s->n + bytes.n, 1);
		memcpy(s->p + s->n, bytes.p, bytes.n);
		s->n += bytes.n;
	}
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
			return errmsg_set(&s->error, "<stdout>: %s", strerror(errno));
	} while (s->file != NULL && n > 0);
	return s->file != NULL && ferror(s->file) ? spool_fault(s, "") : 0;
}

static void
spool_free(struct spool *s)
{
	if (s->file != NULL)
		fclose(s->file);
	free(s->p);
}

/* Ends the report, and says what it has no place for. -1: *e. */
static int
finish_report(const struct job *o, struct report *report, const struct check *check, bool complete,
    struct errmsg *e)
{
	size_t n = 0;
	struct report_rule *rule = complete ? check_sum_up(check, o->remarks, &n) : NULL;
	int r = report_end(report, rule, n, check_rows(check), complete, e);
	struct errmsg text;

	if (r == 0 && complete && !o->filter->quiet)
		report_asides(report, rule, n, o->say);
	if (r == 0 && complete && o->filter->verbose) {
		errmsg_set(&text, "%s, %s", plural(check_rows(check), "row").text,
		    plural(n, "rule").text);
		o->say(text.text);
	}
	free(rule);
	return r;
}

/* As job_run(), with the waivers read. */
static int
run(const struct job *o, struct rules *rules, struct waivers *waivers, struct spool *spool,
    char *const paths[], size_t n, struct errmsg *e)
{
	struct report *report = report_new(&(struct report_options){.filter = o->filter,
	    .aside = o->pass, .max = o->max_findings, .waivers = waivers});
	struct input_options in = o->filter->input;
	struct progress *progress = progress_open(in.progress, &in.csv, paths, n);
	struct check *check = check_new(rules, &(struct check_options){.csv = in.csv,
	    .sink = {report_take, report}, .remarks = o->remarks,
	    .record = o->pass ? keep_record : NULL, .record_arg = spool});
	bool complete = check_files(check, paths, n, e) == 0;
	int r = -1;

	progress_close(progress);
	if (!complete && e->text[0] != '\0')
		o->say(e->text);
	if (spool->error.text[0] != '\0')
		*e = spool->error;
	else if ((r = finish_report(o, report, check, complete, e)) == 0 && !complete)
		r = errmsg_set(e, "%s", "");
	else if (r == 0 && o->strict && o->remarks->warned)
		r = errmsg_set(e, "warnings about the rules (--strict-rules)");
	if (r == 0)
		r = report_fails(report, o->fail_on);
	if (r == 0 && o->pass && (r = spool_send(spool)) != 0)
		*e = spool->error;
	check_free(check);
	report_free(report);
	return r;
}

int
job_run(const struct job *o, struct rules *rules, char *const paths[], size_t n,
    struct errmsg *e)
{
	struct spool spool = {0};
	struct waivers *waivers = NULL;
	int r;

	if (o->waivers != NULL &&
	    (waivers = waivers_read(o->waivers, rules, o->today, e)) == NULL)
		return -1;
	r = run(o, rules, waivers, &spool, paths, n, e);
	spool_free(&spool);
	waivers_free(waivers);
	return r;
}
