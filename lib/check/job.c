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

enum { MEMORY = 64 * 1024 * 1024, PIECE = 1024 * 1024 };

/* The data for --pass, until it is known whether it may be written: MEMORY bytes, then a file without a name. */
struct spool {
	char *p;
	size_t n, cap, limit;
	int fd;			/* -1: all is in memory */
	struct errmsg error;	/* "": none */
};

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t w = write(fd, p, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return false;
		p += w;
		n -= (size_t)w;
	}
	return true;
}

static int
spool_fault(struct spool *s)
{
	return errmsg_set(&s->error, "the temporary file for --pass: %s", strerror(errno));
}

static int
open_file(struct spool *s)
{
	const char *dir = getenv("TMPDIR");
	char *path;

	if (dir == NULL || dir[0] == '\0')
		dir = "/tmp";
	path = xmalloc(strlen(dir) + sizeof("/csv-check.XXXXXX"));
	stpcpy(stpcpy(path, dir), "/csv-check.XXXXXX");
	s->fd = mkstemp(path);
	if (s->fd < 0 || unlink(path) != 0)
		errmsg_set(&s->error, "the temporary file for --pass, in %s (see TMPDIR): %s", dir,
		    strerror(errno));
	free(path);
	return s->error.text[0] == '\0' ? 0 : -1;
}

static int
empty_buffer(struct spool *s)
{
	if (s->fd < 0 && open_file(s) != 0)
		return -1;
	if (!write_all(s->fd, s->p, s->n))
		return spool_fault(s);
	s->n = 0;
	s->limit = PIECE;
	return 0;
}

/* Takes a record as check hands it over. */
static void
keep_record(void *spool, struct slice bytes)
{
	struct spool *s = spool;

	if (bytes.n == 0 || s->error.text[0] != '\0')
		return;
	if (s->n + bytes.n > s->limit && s->n > 0 && empty_buffer(s) != 0)
		return;
	s->p = xgrow(s->p, &s->cap, s->n + bytes.n, 1);
	memcpy(s->p + s->n, bytes.p, bytes.n);
	s->n += bytes.n;
}

/* Writes what was kept to standard output. */
static int
spool_send(struct spool *s)
{
	ssize_t got = 0;
	bool written = true;

	if (s->fd < 0) {
		written = write_all(STDOUT_FILENO, s->p, s->n);
	} else {
		if (empty_buffer(s) != 0)
			return -1;
		if (lseek(s->fd, 0, SEEK_SET) != 0)
			return spool_fault(s);
		while (written && (got = read(s->fd, s->p, PIECE)) > 0)
			written = write_all(STDOUT_FILENO, s->p, (size_t)got);
	}
	if (!written)
		return errmsg_set(&s->error, "<stdout>: %s", strerror(errno));
	return got == 0 ? 0 : spool_fault(s);
}

/* The end of the report, and the words about it. -1: *e. */
static int
finish_report(const struct job *o, struct report *report, const struct check *check, bool complete,
    struct errmsg *e)
{
	size_t n = 0;
	struct report_rule *rule = complete ? check_sum_up(check, o->remarks, &n) : NULL;
	int r = report_end(report, rule, n, check_rows(check), complete, e);
	struct errmsg text;

	if (r == 0 && complete && !o->quiet)
		report_asides(report, rule, n, o->say);
	if (r == 0 && complete && o->verbose) {
		errmsg_set(&text, "%s, %s", plural(check_rows(check), "row").text, plural(n, "rule").text);
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
	struct report *report = report_new(&(struct report_options){
	    .format = o->format, .out = o->pass ? stderr : stdout,
	    .out_name = o->pass ? "<stderr>" : "<stdout>", .quiet = o->quiet, .heading = !o->pass,
	    .spreadsheet_safe = o->spreadsheet_safe, .max = o->max_findings, .waivers = waivers});
	struct reader_options csv = o->csv;
	struct progress *progress = progress_open(o->progress, &csv, paths, n);
	struct check *check = check_new(rules, &(struct check_options){.csv = csv,
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
job_run(const struct job *o, struct rules *rules, char *const paths[], size_t n, struct errmsg *e)
{
	struct spool spool = {.limit = MEMORY, .fd = -1};
	struct waivers *waivers = NULL;
	int r;

	if (o->waivers != NULL &&
	    (waivers = waivers_read(o->waivers, rules, o->today, e)) == NULL)
		return -1;
	r = run(o, rules, waivers, &spool, paths, n, e);
	if (spool.fd >= 0)
		close(spool.fd);
	free(spool.p);
	waivers_free(waivers);
	return r;
}
