#include "check/selftest.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/intern.h"
#include "base/memory.h"
#include "check/check.h"
#include "rules/say.h"

struct outcome {
	struct text got;	/* "RULE:LINE " for each finding */
	struct slice rule;
	size_t own, others;
};

/* What is said of the rules while a case runs: mistakes are the case's, a warning is told once. */
struct hearing {
	struct remarks *remarks;
	struct text mistakes;
	struct intern *told;
};

struct bench {
	struct rules *rules;
	const char *folder;
	const struct reader_options *csv;
	struct hearing hearing;
	FILE *out;
	size_t *passes, *fails;		/* cases by rule */
};

static void
hear_finding(void *arg, const struct finding *f)
{
	struct outcome *o = arg;

	if (f->line > 0)
		text_printf(&o->got, "%.*s:%" PRIu64 " ", SLICE_ARG(f->rule), f->line);
	else
		text_printf(&o->got, "%.*s: ", SLICE_ARG(f->rule));
	if (slice_eq(f->rule, o->rule))
		o->own++;
	else
		o->others++;
}

static void
hear_remark(void *arg, bool fatal, const char *text)
{
	struct hearing *h = arg;
	uint32_t before = intern_count(h->told);

	if (fatal)
		text_printf(&h->mistakes, "%s%s", h->mistakes.n > 0 ? "; " : "", text);
	else if (intern_id(h->told, slice_of(text)) == before)
		remark(h->remarks, false, "%s", text);
}

static int
wanted_name(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 4 && strcmp(d->d_name + n - 4, ".csv") == 0 &&
	    (strstr(d->d_name, ".pass") != NULL || strstr(d->d_name, ".fail") != NULL);
}

static int
expected_name(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 9 && strcmp(d->d_name + n - 9, ".expected") == 0;
}

/* folder/name, with another suffix. */
static char *
path_of(const char *folder, const char *name, const char *suffix, const char *other)
{
	struct text t = {0};

	text_printf(&t, "%s/%.*s%s", folder, (int)(strlen(name) - strlen(suffix)), name, other);
	return t.p;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The words of a line, in order, so that two lists can be compared whatever their order. */
static char *
sorted(struct slice s)
{
	char *copy = slice_dup(s), **word = NULL, *rest = copy;
	struct text t = {0};
	size_t n = 0, cap = 0;

	for (char *w; (w = strsep(&rest, " ")) != NULL;)
		if (w[0] != '\0') {
			word = xgrow(word, &cap, n + 1, sizeof(*word));
			word[n++] = w;
		}
	if (n > 0)
		qsort(word, n, sizeof(*word), by_text);
	text_add(&t, slice_of(""));
	for (size_t i = 0; i < n; i++)
		text_printf(&t, "%s ", word[i]);
	t.p = xgrow(t.p, &t.cap, t.n + 1, 1);
	t.p[t.n] = '\0';
	free(word);
	free(copy);
	return t.p;
}

/* What RULE.fail*.expected asks for; p == NULL when there is no such file. */
static int
read_expected(const char *path, struct text *want, bool *there, struct errmsg *e)
{
	struct reader *in;
	bool heading = true;
	int r = 0;

	*there = (in = reader_open(path, &(struct reader_options){0}, e)) != NULL;
	if (!*there)
		return 0;
	for (; r == 0 && (r = reader_next(in)) == 1; heading = false, r = 0) {
		if (heading || reader_nfields(in) == 0)
			continue;
		if (reader_nfields(in) != 2) {
			r = errmsg_set(e, "%s:%llu: rule and line expected", path,
			    (unsigned long long)reader_line(in));
			break;
		}
		text_printf(want, "%.*s:%.*s ", SLICE_ARG(reader_field(in, 0)),
		    SLICE_ARG(reader_field(in, 1)));
	}
	if (reader_fault(in) != READER_OK)
		r = errmsg_set(e, "%s", reader_error(in));
	reader_close(in);
	return r;
}

/* Is it a built-in check or a rule? *index: which rule. */
static bool
known_rule(const struct bench *b, struct slice id, size_t *index)
{
	for (*index = 0; *index < b->rules->nrules; (*index)++)
		if (slice_eq(b->rules->rule[*index].id, id))
			return true;
	return rules_builtin(id);
}

static bool
judge(const struct outcome *o, bool pass, const struct text *want, bool listed)
{
	char *got, *wanted;
	bool same;

	if (!listed)
		return pass ? o->own + o->others == 0 : o->own > 0 && o->others == 0;
	got = sorted(text_slice(&o->got));
	wanted = sorted(text_slice(want));
	same = strcmp(got, wanted) == 0;
	free(got);
	free(wanted);
	return same;
}

/* Is all as it should be? *broken: the rules could not be used. */
static bool
run_case(struct bench *b, const char *name, bool *broken)
{
	struct outcome o = {.rule = {name, strcspn(name, ".")}};
	bool pass = strncmp(name + o.rule.n, ".pass", 5) == 0, listed, right = false;
	char *path = path_of(b->folder, name, ".csv", ".csv");
	char *list = path_of(b->folder, name, ".csv", ".expected");
	struct text want = {0};
	struct remarks remarks = {.say = hear_remark, .arg = &b->hearing};
	struct check *check;
	struct errmsg e;
	size_t index;

	if (!known_rule(b, o.rule, &index)) {
		fprintf(b->out, "not ok - %s: no rule called %.*s\n", name, SLICE_ARG(o.rule));
		goto done;
	}
	if (index < b->rules->nrules)
		(pass ? b->passes : b->fails)[index]++;
	if (read_expected(list, &want, &listed, &e) != 0) {
		fprintf(b->out, "not ok - %s: %s\n", name, e.text);
		goto done;
	}
	check = check_new(b->rules, &(struct check_options){.csv = *b->csv,
	    .sink = {hear_finding, &o}, .remarks = &remarks, .some = !slice_is(o.rule, "S12"),
	    .must = o.rule});
	text_reset(&b->hearing.mistakes);
	if (check_files(check, &path, 1, &e) == 0) {
		right = judge(&o, pass, &want, listed);
		fprintf(b->out, "%s - %s: %s%.*s\n", right ? "ok" : "not ok", name,
		    o.got.n > 0 ? "" : "no finding", SLICE_ARG(text_slice(&o.got)));
		if (!right && listed)
			fprintf(b->out, "# expected: %.*s\n", SLICE_ARG(text_slice(&want)));
	} else {
		*broken = remarks.fatal;
		fprintf(b->out, "not ok - %s: %.*s%s\n", name,
		    SLICE_ARG(text_slice(&b->hearing.mistakes)), remarks.fatal ? "" : e.text);
	}
	check_free(check);
done:
	text_free(&o.got);
	text_free(&want);
	free(path);
	free(list);
	return right;
}

/* A list of what is expected without its case is a slip in a name. */
static long
tell_orphans(const struct bench *b)
{
	struct dirent **entry = NULL;
	int n = scandir(b->folder, &entry, expected_name, alphasort);
	long wrong = 0;

	for (int i = 0; i < n; i++) {
		char *path = path_of(b->folder, entry[i]->d_name, ".expected", ".csv");

		if (access(path, F_OK) != 0) {
			fprintf(b->out, "not ok - %s: its case, %s, is not there\n", entry[i]->d_name, path);
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
tell_untried(const struct bench *b)
{
	for (size_t i = 0; i < b->rules->nrules; i++)
		if (b->passes[i] == 0 || b->fails[i] == 0)
			remark(b->hearing.remarks, false, "%s:%u: rule %.*s has no %s case in %s",
			    b->rules->rule[i].file, b->rules->rule[i].line,
			    SLICE_ARG(b->rules->rule[i].id), b->fails[i] > 0 ? "passing" :
			    b->passes[i] > 0 ? "failing" : "passing and no failing", b->folder);
}

long
selftest(struct rules *rules, const char *folder, const struct reader_options *csv,
    struct remarks *remarks, FILE *out, struct errmsg *e)
{
	struct bench b = {rules, folder, csv, {.remarks = remarks, .told = intern_new()}, out,
	    xcalloc(rules->nrules + 1, sizeof(*b.passes)), xcalloc(rules->nrules + 1,
	    sizeof(*b.fails))};
	struct dirent **entry = NULL;
	int n = scandir(folder, &entry, wanted_name, alphasort), unusable = 0;
	long wrong = 0, orphans;

	if (n <= 0)
		wrong = errmsg_set(e, "%s: %s", folder, n < 0 ? strerror(errno) :
		    "no RULE.pass*.csv and no RULE.fail*.csv");
	for (int i = 0; i < n; i++) {
		bool broken = false;

		wrong += !run_case(&b, entry[i]->d_name, &broken);
		unusable += broken;
	}
	if (n > 0 && unusable == n)		/* no case could tell: the rules are wrong */
		wrong = errmsg_set(e, "%s", "no case could be run");
	if (wrong >= 0) {
		orphans = tell_orphans(&b);
		wrong += orphans;
		fprintf(out, "%ld case%s, %ld not as expected\n", n + orphans, n + orphans == 1 ? "" : "s",
		    wrong);
		tell_untried(&b);
	}
	for (int i = 0; i < n; i++)
		free(entry[i]);
	free(entry);
	text_free(&b.hearing.mistakes);
	intern_free(b.hearing.told);
	free(b.passes);
	free(b.fails);
	return wrong;
}
