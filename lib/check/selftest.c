#include "check/selftest.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/slice.h"
#include "base/visible.h"
#include "check/check.h"

#define ACCEPTED ".accepted.csv"

/* What a case should give, if it has a list, and what it gives. */
struct outcome {
	struct slice rule;		/* of the case */
	bool listed;
	struct textbuf want, got;	/* "RULE:LINE " for each finding */
	struct intern *place;		/* those, */
	long *missing;			/* and how often each is wanted more than it was found */
	size_t cap;
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
	int nbroken;			/* cases that could not be run because of the rules */
	struct tried {
		bool pass, fail;
	} *tried;			/* by rule: its cases */
};

/* Appends "RULE:LINE " to t, and adds n to how often it is missing. */
static void
add_place(struct outcome *o, struct textbuf *t, struct slice rule, struct slice line, long n)
{
	size_t from = t->n;
	uint32_t known = intern_count(o->place), id;

	textbuf_addf(t, "%.*s:%.*s ", SLICE_ARG(rule), SLICE_ARG(line));
	id = intern_id(o->place, (struct slice){t->p + from, t->n - from});
	o->missing = xgrow(o->missing, &o->cap, id + 1, sizeof(*o->missing));
	o->missing[id] = id == known ? n : o->missing[id] + n;
}

static void
take_finding(void *outcome, const struct finding *f)
{
	struct outcome *o = outcome;
	char line[24] = "";

	if ((slice_is(f->rule, "S22") || slice_is(f->rule, "S23")) &&
	    !slice_eq(f->rule, o->rule))
		return;		/* a planted fault may be in the spelling; a case is small */
	if (f->line > 0)
		snprintf(line, sizeof(line), "%" PRIu64, f->line);
	add_place(o, &o->got, f->rule, slice_of(line), -1);
	if (slice_eq(f->rule, o->rule))
		o->own++;
	else
		o->others++;
}

static bool
is_right(const struct outcome *o, bool pass)
{
	if (!o->listed)
		return o->others == 0 && (o->own > 0) == !pass;
	for (uint32_t id = 0; id < intern_count(o->place); id++)
		if (o->missing[id] != 0)
			return false;
	return true;
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
	return has_suffix(d->d_name, ".csv") && !has_suffix(d->d_name, ACCEPTED) &&
	    (strstr(d->d_name, ".pass") != NULL || strstr(d->d_name, ".fail") != NULL);
}

/* ".plans.csv", if a linked file is called plans. The caller frees it. */
static char *
table_suffix(const struct rules *linked)
{
	struct textbuf t = {0};

	textbuf_addf(&t, ".%.*s.csv", SLICE_ARG(linked->link->name));
	return t.p;
}

/*
 * The end of the name of a file that goes with a case: its list, the submission accepted before it,
 * or a linked file. Empty: it is none of these. The caller frees it.
 */
static char *
suffix_of(const struct rules *rules, const char *name)
{
	bool is_table = false;
	char *suffix = NULL;

	for (size_t i = 0; i < rules->nlinked && !is_table; i++) {
		free(suffix);
		suffix = table_suffix(rules->linked[i]);
		is_table = has_suffix(name, suffix) &&
		    (strstr(name, ".pass") != NULL || strstr(name, ".fail") != NULL);
	}
	if (is_table)
		return suffix;
	free(suffix);
	return xstrdup(has_suffix(name, ".expected") ? ".expected" :
	    has_suffix(name, ACCEPTED) ? ACCEPTED : "");
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
	int r;

	o->listed = in != NULL;
	if (in == NULL)
		return 0;
	for (bool heading = true; (r = reader_next(in)) == 1; heading = false) {
		if (heading || reader_nfields(in) == 0)
			continue;
		if (reader_nfields(in) != 2) {
			r = errmsg_set(e, "%s:%" PRIu64 ": %s; expected rule and line", path,
			    reader_line(in), plural(reader_nfields(in), "field").text);
			break;
		}
		add_place(o, &o->want, reader_field(in, 0), reader_field(in, 1), 1);
	}
	if (reader_info(in)->fault != READER_OK)
		r = errmsg_set(e, "%s", reader_info(in)->error.text);
	reader_close(in);
	return r;
}

/* The rule's number, or how many rules there are. */
static size_t
find_rule(const struct rules *rules, struct slice id)
{
	size_t i = 0;

	while (i < rules->nrules && !slice_eq(rules->rule[i].id, id))
		i++;
	return i;
}

/* By linked file: the one that goes with the case, or NULL. */
static char **
case_tables(const struct bench *b, const char *name)
{
	char **paths = xcalloc(b->rules->nlinked + 1, sizeof(*paths));

	for (size_t i = 0; i < b->rules->nlinked; i++) {
		char *suffix = table_suffix(b->rules->linked[i]);

		paths[i] = path_of(b->folder, name, ".csv", suffix);
		free(suffix);
		if (access(paths[i], F_OK) == 0)
			continue;
		free(paths[i]);
		paths[i] = NULL;
	}
	return paths;
}

static void
free_tables(const struct bench *b, char **paths)
{
	for (size_t i = 0; i < b->rules->nlinked; i++)
		free(paths[i]);
	free(paths);
}

/* Runs the case and prints its line. True: it came out right. */
static bool
check_case(struct bench *b, const char *name, struct outcome *o)
{
	char **tables = case_tables(b, name);
	bool pass = strncmp(name + o->rule.n, ".pass", 5) == 0, right;
	char *path = path_of(b->folder, name, ".csv", ".csv");
	char *accepted = path_of(b->folder, name, ".csv", ACCEPTED);
	struct remarks remarks = {.say = take_remark, .arg = &b->listener};
	struct check *check = check_new(b->rules, &(struct check_options){.csv = *b->csv,
	    .sink = {.take = take_finding, .arg = o}, .remarks = &remarks,
	    .some = !slice_is(o->rule, "S12"),
	    .must = o->rule, .accepted = access(accepted, F_OK) == 0 ? accepted : NULL,
	    .unreported = !rules_builtin_compares(o->rule),
	    .paths = (const char *const *)tables});
	struct errmsg e;
	int r;

	textbuf_reset(&b->listener.mistakes);
	r = check_files(check, &path, 1, &e);
	check_free(check);
	free(path);
	free(accepted);
	free_tables(b, tables);
	if (r != 0) {
		b->nbroken += remarks.fatal;
		visible_line(b->out, "not ok - %s: %s%s", name, b->listener.mistakes.p,
		    remarks.fatal ? "" : e.text);
		return false;
	}
	right = is_right(o, pass);
	visible_line(b->out, "%s - %s: %s", right ? "ok" : "not ok", name,
	    o->got.n > 0 ? o->got.p : "no finding");
	if (!right && o->listed)
		visible_line(b->out, "# expected: %s", o->want.n > 0 ? o->want.p : "");
	return right;
}

static bool
run_case(struct bench *b, const char *name)
{
	struct outcome o = {.rule = {name, strcspn(name, ".")}, .place = intern_new()};
	char *list = path_of(b->folder, name, ".csv", ".expected");
	size_t index = find_rule(b->rules, o.rule);
	bool right = false;
	struct errmsg e;

	if (index < b->rules->nrules && name[o.rule.n + 1] == 'p')
		b->tried[index].pass = true;
	else if (index < b->rules->nrules)
		b->tried[index].fail = true;
	if (index == b->rules->nrules && !rules_builtin(o.rule))
		visible_line(b->out, "not ok - %s: no rule called %.*s", name, SLICE_ARG(o.rule));
	else if (read_expected(&o, list, &e) != 0)
		visible_line(b->out, "not ok - %s: %s", name, e.text);
	else
		right = check_case(b, name, &o);
	textbuf_free(&o.want);
	textbuf_free(&o.got);
	intern_free(o.place);
	free(o.missing);
	free(list);
	return right;
}

/* A file whose case is missing has a mistake in its name. */
static long
report_orphans(const struct bench *b)
{
	struct dirent **entry = NULL;
	int n = scandir(b->folder, &entry, NULL, alphasort);
	long wrong = 0;

	for (int i = 0; i < n; i++) {
		const char *name = entry[i]->d_name;
		char *suffix = suffix_of(b->rules, name), *path;

		path = path_of(b->folder, name, suffix, ".csv");
		if (suffix[0] != '\0' && access(path, F_OK) != 0) {
			visible_line(b->out, "not ok - %s: its case, %s, is not there", name, path);
			wrong++;
		}
		free(path);
		free(suffix);
		free(entry[i]);
	}
	free(entry);
	return wrong;
}

static void
report_untried(const struct bench *b)
{
	for (size_t i = 0; i < b->rules->nrules; i++) {
		const struct rule *rule = &b->rules->rule[i];
		struct tried tried = b->tried[i];

		if (!tried.pass || !tried.fail)
			remark(b->listener.remarks, false, "%s:%u: rule %.*s has no %s case in %s",
			    rule->file, rule->line, SLICE_ARG(rule->id), tried.fail ? "passing" :
			    tried.pass ? "failing" : "passing and no failing", b->folder);
	}
}

/* Runs all cases. How many did not come out right; -1: *e. */
static long
run_cases(struct bench *b, struct dirent **entry, int n, struct errmsg *e)
{
	long wrong = 0, orphans;

	for (int i = 0; i < n; i++)
		wrong += !run_case(b, entry[i]->d_name);
	if (b->nbroken == n)		/* the rules are wrong, not the cases */
		return errmsg_set(e, "no case could be run");
	orphans = report_orphans(b);
	wrong += orphans;
	fprintf(b->out, "%s, %ld not as expected\n", plural((uint64_t)(n + orphans), "case").text,
	    wrong);
	report_untried(b);
	return wrong;
}

/* Is it a linked file of a case, not one itself? */
static bool
is_of_case(const struct rules *rules, const char *name)
{
	char *suffix = suffix_of(rules, name);
	bool is = suffix[0] != '\0';

	free(suffix);
	return is;
}

long
selftest(struct rules *rules, const char *folder, const struct reader_options *csv,
    struct remarks *remarks, FILE *out, struct errmsg *e)
{
	struct bench b = {.rules = rules, .folder = folder, .csv = csv, .out = out,
	    .listener = {.remarks = remarks, .warnings = intern_new()},
	    .tried = xcalloc(rules->nrules, sizeof(*b.tried))};
	struct dirent **entry = NULL;
	int found = scandir(folder, &entry, is_case, alphasort), n = 0;
	long wrong = -1;

	for (int i = 0; i < found; i++)
		if (is_of_case(rules, entry[i]->d_name))
			free(entry[i]);
		else
			entry[n++] = entry[i];
	n = found < 0 ? found : n;

	if (n < 0)
		errmsg_set(e, "--selftest: %s: %s", folder, strerror(errno));
	else if (n == 0)
		errmsg_set(e, "%s: no RULE.pass*.csv and no RULE.fail*.csv; expected one at "
		    "least", folder);
	else
		wrong = run_cases(&b, entry, n, e);
	for (int i = 0; i < n; i++)
		free(entry[i]);
	free(entry);
	textbuf_free(&b.listener.mistakes);
	intern_free(b.listener.warnings);
	free(b.tried);
	return wrong;
}
