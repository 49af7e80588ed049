#include "check/selftest.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/textbuf.h"
#include "check/check.h"

/* What a case should give, if it has a list, and what it gives. */
struct outcome {
	struct slice rule;		/* of the case */
	bool listed;
	struct textbuf want, got;	/* "RULE:LINE " for each finding */
	struct intern *place;		/* those of the list, */
	size_t *missing, cap;		/* and how often each is still to come */
	size_t nmissing, nlisted;	/* findings: listed and still to come; listed and found */
	size_t own, others;		/* findings of the rule, and of others */
};

/* Remarks on the rules while a case runs: mistakes belong to it, a warning is passed on once. */
struct listener {
	struct remarks *remarks;
	struct textbuf mistakes;
	struct intern *warnings;
};

struct bench {
	struct rules *rules;
	const char *folder;
	const struct reader_options *csv;
	struct listener listener;
	FILE *out;
	size_t *passes, *fails;		/* cases by rule */
};

/* Appends "RULE:LINE " to t; returns it without the blank. */
static struct slice
add_place(struct textbuf *t, struct slice rule, struct slice line)
{
	size_t from = t->n;

	textbuf_addf(t, "%.*s:%.*s ", SLICE_ARG(rule), SLICE_ARG(line));
	return (struct slice){t->p + from, t->n - from - 1};
}

static void
expect(struct outcome *o, struct slice rule, struct slice line)
{
	uint32_t known = intern_count(o->place);
	uint32_t id = intern_id(o->place, add_place(&o->want, rule, line));

	o->missing = xgrow(o->missing, &o->cap, id + 1, sizeof(*o->missing));
	o->missing[id] = id == known ? 1 : o->missing[id] + 1;
	o->nmissing++;
}

static void
take_finding(void *outcome, const struct finding *f)
{
	struct outcome *o = outcome;
	char line[24] = "";
	uint32_t id;

	if (f->line > 0)
		snprintf(line, sizeof(line), "%" PRIu64, f->line);
	id = intern_find(o->place, add_place(&o->got, f->rule, slice_of(line)));
	if (id != INTERN_NONE && o->missing[id] > 0) {
		o->missing[id]--;
		o->nmissing--;
		o->nlisted++;
	}
	if (slice_eq(f->rule, o->rule))
		o->own++;
	else
		o->others++;
}

static bool
is_right(const struct outcome *o, bool pass)
{
	if (o->listed)
		return o->nmissing == 0 && o->nlisted == o->own + o->others;
	return o->others == 0 && (o->own > 0) == !pass;
}

static void
take_remark(void *arg, bool fatal, const char *text)
{
	struct listener *l = arg;
	uint32_t before = intern_count(l->warnings);

	if (fatal)
		textbuf_addf(&l->mistakes, "%s%s", l->mistakes.n > 0 ? "; " : "", text);
	else if (intern_id(l->warnings, slice_of(text)) == before)
		remark(l->remarks, false, "%s", text);
}

static bool
has_suffix(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n > m && strcmp(name + n - m, suffix) == 0;
}

static int
is_case(const struct dirent *d)
{
	return has_suffix(d->d_name, ".csv") && (strstr(d->d_name, ".pass") != NULL ||
	    strstr(d->d_name, ".fail") != NULL);
}

static int
is_list(const struct dirent *d)
{
	return has_suffix(d->d_name, ".expected");
}

/* FOLDER/NAME with another suffix. */
static char *
path_of(const char *folder, const char *name, const char *suffix, const char *other)
{
	struct textbuf t = {0};

	textbuf_addf(&t, "%s/%.*s%s", folder, (int)(strlen(name) - strlen(suffix)), name, other);
	return t.p;
}

/* What RULE.fail*.expected lists: below its heading, a rule and a line. */
static int
read_expected(struct outcome *o, const char *path, struct errmsg *e)
{
	struct reader *in = reader_open(path, &(struct reader_options){0}, e);
	bool heading = true;
	int r;

	o->listed = in != NULL;
	if (!o->listed)
		return 0;
	for (; (r = reader_next(in)) == 1; heading = false) {
		if (heading || reader_nfields(in) == 0)
			continue;
		if (reader_nfields(in) != 2) {
			r = errmsg_set(e, "%s:%" PRIu64 ": rule and line expected", path,
			    reader_line(in));
			break;
		}
		expect(o, reader_field(in, 0), reader_field(in, 1));
	}
	if (reader_info(in)->fault != READER_OK)
		r = errmsg_set(e, "%s", reader_info(in)->error.text);
	reader_close(in);
	return r;
}

/* Whether it is a rule (*index) or a structural check (*index is the number of rules). */
static bool
is_known(const struct bench *b, struct slice id, size_t *index)
{
	for (*index = 0; *index < b->rules->nrules; (*index)++)
		if (slice_eq(b->rules->rule[*index].id, id))
			return true;
	return rules_builtin(id);
}

/* Runs the case and prints its line. True: it came out right. *broken: the rules cannot be used. */
static bool
check_case(struct bench *b, const char *name, struct outcome *o, bool *broken)
{
	bool pass = strncmp(name + o->rule.n, ".pass", 5) == 0, right;
	struct remarks remarks = {.say = take_remark, .arg = &b->listener};
	struct check *check = check_new(b->rules, &(struct check_options){.csv = *b->csv,
	    .sink = {take_finding, o}, .remarks = &remarks, .some = !slice_is(o->rule, "S12"),
	    .must = o->rule});
	char *path = path_of(b->folder, name, ".csv", ".csv");
	struct errmsg e;
	int r;

	textbuf_reset(&b->listener.mistakes);
	r = check_files(check, &path, 1, &e);
	check_free(check);
	free(path);
	*broken = r != 0 && remarks.fatal;
	if (r != 0) {
		fprintf(b->out, "not ok - %s: %s%s\n", name, b->listener.mistakes.p,
		    remarks.fatal ? "" : e.text);
		return false;
	}
	right = is_right(o, pass);
	fprintf(b->out, "%s - %s: %s\n", right ? "ok" : "not ok", name,
	    o->got.n > 0 ? o->got.p : "no finding");
	if (!right && o->listed)
		fprintf(b->out, "# expected: %s\n", o->want.n > 0 ? o->want.p : "");
	return right;
}

static bool
run_case(struct bench *b, const char *name, bool *broken)
{
	struct outcome o = {.rule = {name, strcspn(name, ".")}, .place = intern_new()};
	char *list = path_of(b->folder, name, ".csv", ".expected");
	bool right = false;
	struct errmsg e;
	size_t index;

	*broken = false;
	if (!is_known(b, o.rule, &index)) {
		fprintf(b->out, "not ok - %s: no rule called %.*s\n", name, SLICE_ARG(o.rule));
	} else {
		if (index < b->rules->nrules)
			(o.rule.p[o.rule.n + 1] == 'p' ? b->passes : b->fails)[index]++;
		if (read_expected(&o, list, &e) != 0)
			fprintf(b->out, "not ok - %s: %s\n", name, e.text);
		else
			right = check_case(b, name, &o, broken);
	}
	textbuf_free(&o.want);
	textbuf_free(&o.got);
	intern_free(o.place);
	free(o.missing);
	free(list);
	return right;
}

/* A list without its case is a slip in a name. */
static long
report_orphans(const struct bench *b)
{
	struct dirent **entry = NULL;
	int n = scandir(b->folder, &entry, is_list, alphasort);
	long wrong = 0;

	for (int i = 0; i < n; i++) {
		char *path = path_of(b->folder, entry[i]->d_name, ".expected", ".csv");

		if (access(path, F_OK) != 0) {
			fprintf(b->out, "not ok - %s: its case, %s, is not there\n",
			    entry[i]->d_name, path);
			wrong++;
		}
		free(path);
		free(entry[i]);
	}
	free(entry);
	return wrong;
}

/* A rule that no case tries may be wrong without anybody noticing. */
static void
report_untried(const struct bench *b)
{
	for (size_t i = 0; i < b->rules->nrules; i++)
		if (b->passes[i] == 0 || b->fails[i] == 0)
			remark(b->listener.remarks, false, "%s:%u: rule %.*s has no %s case in %s",
			    b->rules->rule[i].file, b->rules->rule[i].line,
			    SLICE_ARG(b->rules->rule[i].id), b->fails[i] > 0 ? "passing" :
			    b->passes[i] > 0 ? "failing" : "passing and no failing", b->folder);
}

/* Runs all cases. How many did not come out right; -1: *e. */
static long
run_cases(struct bench *b, struct dirent **entry, int n, struct errmsg *e)
{
	long wrong = 0, orphans;
	int nbroken = 0;
	bool broken;

	for (int i = 0; i < n; i++) {
		wrong += !run_case(b, entry[i]->d_name, &broken);
		nbroken += broken;
	}
	if (nbroken == n)		/* the rules are wrong, not the cases */
		return errmsg_set(e, "no case could be run");
	orphans = report_orphans(b);
	wrong += orphans;
	fprintf(b->out, "%s, %ld not as expected\n", plural((uint64_t)(n + orphans), "case").text,
	    wrong);
	report_untried(b);
	return wrong;
}

long
selftest(struct rules *rules, const char *folder, const struct reader_options *csv,
    struct remarks *remarks, FILE *out, struct errmsg *e)
{
	struct bench b = {.rules = rules, .folder = folder, .csv = csv, .out = out,
	    .listener = {.remarks = remarks, .warnings = intern_new()},
	    .passes = xcalloc(rules->nrules + 1, sizeof(*b.passes)),
	    .fails = xcalloc(rules->nrules + 1, sizeof(*b.fails))};
	struct dirent **entry = NULL;
	int n = scandir(folder, &entry, is_case, alphasort);
	long wrong = -1;

	if (n < 0)
		errmsg_set(e, "%s: %s", folder, strerror(errno));
	else if (n == 0)
		errmsg_set(e, "%s: no RULE.pass*.csv and no RULE.fail*.csv", folder);
	else
		wrong = run_cases(&b, entry, n, e);
	for (int i = 0; i < n; i++)
		free(entry[i]);
	free(entry);
	textbuf_free(&b.listener.mistakes);
	intern_free(b.listener.warnings);
	free(b.passes);
	free(b.fails);
	return wrong;
}
