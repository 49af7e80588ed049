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

/* Findings as "RULE:LINE". */
struct places {
	char **item;
	size_t n, cap;
};

struct outcome {
	struct places got;
	struct slice rule;		/* of the case */
	size_t own, others;		/* findings */
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

static void
add_place(struct places *p, struct slice rule, struct slice line)
{
	struct textbuf t = {0};

	textbuf_addf(&t, "%.*s:%.*s", SLICE_ARG(rule), SLICE_ARG(line));
	p->item = xgrow(p->item, &p->cap, p->n + 1, sizeof(*p->item));
	p->item[p->n++] = t.p;
}

static void
put_places(const struct places *p, FILE *out)
{
	for (size_t i = 0; i < p->n; i++)
		fprintf(out, "%s ", p->item[i]);
}

/* In any order. */
static bool
are_same_places(const struct places *a, const struct places *b)
{
	bool *used = xcalloc(b->n + 1, sizeof(*used)), same = a->n == b->n;

	for (size_t i = 0, k; i < a->n && same; i++) {
		for (k = 0; k < b->n && (used[k] || strcmp(a->item[i], b->item[k]) != 0); k++)
			;
		used[k] = true;
		same = k < b->n;
	}
	free(used);
	return same;
}

static void
free_places(struct places *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->item[i]);
	free(p->item);
}

static void
take_finding(void *arg, const struct finding *f)
{
	struct outcome *o = arg;
	char line[24] = "";

	if (f->line > 0)
		snprintf(line, sizeof(line), "%" PRIu64, f->line);
	add_place(&o->got, f->rule, slice_of(line));
	if (slice_eq(f->rule, o->rule))
		o->own++;
	else
		o->others++;
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

/* What RULE.fail*.expected lists: below its heading, a rule and a line. *there: the file exists. */
static int
read_expected(const char *path, struct places *want, bool *there, struct errmsg *e)
{
	struct reader *in;
	bool heading = true;
	int r;

	*there = (in = reader_open(path, &(struct reader_options){0}, e)) != NULL;
	if (!*there)
		return 0;
	for (; (r = reader_next(in)) == 1; heading = false) {
		if (heading || reader_nfields(in) == 0)
			continue;
		if (reader_nfields(in) != 2) {
			r = errmsg_set(e, "%s:%" PRIu64 ": rule and line expected", path,
			    reader_line(in));
			break;
		}
		add_place(want, reader_field(in, 0), reader_field(in, 1));
	}
	if (reader_fault(in) != READER_OK)
		r = errmsg_set(e, "%s", reader_error(in));
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

/*
 * Runs the case and prints its line. want: what is expected, or NULL where there is no list.
 * True: it came out right. *broken: the rules could not be used.
 */
static bool
check_case(struct bench *b, const char *name, struct outcome *o, const struct places *want,
    bool *broken)
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
	right = want != NULL ? are_same_places(&o->got, want) :
	    o->others == 0 && (o->own > 0) == !pass;
	fprintf(b->out, "%s - %s: %s", right ? "ok" : "not ok", name,
	    o->got.n > 0 ? "" : "no finding");
	put_places(&o->got, b->out);
	putc('\n', b->out);
	if (!right && want != NULL) {
		fputs("# expected: ", b->out);
		put_places(want, b->out);
		putc('\n', b->out);
	}
	return right;
}

static bool
run_case(struct bench *b, const char *name, bool *broken)
{
	struct outcome o = {.rule = {name, strcspn(name, ".")}};
	char *list = path_of(b->folder, name, ".csv", ".expected");
	struct places want = {0};
	bool listed, right = false;
	struct errmsg e;
	size_t index;

	*broken = false;
	if (!is_known(b, o.rule, &index)) {
		fprintf(b->out, "not ok - %s: no rule called %.*s\n", name, SLICE_ARG(o.rule));
	} else {
		if (index < b->rules->nrules)
			(o.rule.p[o.rule.n + 1] == 'p' ? b->passes : b->fails)[index]++;
		if (read_expected(list, &want, &listed, &e) != 0)
			fprintf(b->out, "not ok - %s: %s\n", name, e.text);
		else
			right = check_case(b, name, &o, listed ? &want : NULL, broken);
	}
	free_places(&o.got);
	free_places(&want);
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
