#include "selftest.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "rules_say.h"
#include "xalloc.h"

struct outcome {
	struct text got;	/* "RULE:LINE " for each finding */
	struct slice rule;
	size_t own, others;
};

struct bench {
	struct rules *rules;
	const char *folder;
	const struct csvin_options *csv;
	struct remarks *remarks;
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

static int
wanted_name(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 4 && strcmp(d->d_name + n - 4, ".csv") == 0 &&
	    (strstr(d->d_name, ".pass") != NULL || strstr(d->d_name, ".fail") != NULL);
}

static char *
path_of(const char *folder, const char *name, const char *suffix)
{
	struct text t = {0};

	text_printf(&t, "%s/%.*s%s", folder, (int)(strlen(name) - 4), name, suffix);
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
	struct csvin *in;
	bool heading = true;
	int r = 0;

	*there = (in = csvin_open(path, &(struct csvin_options){0}, e)) != NULL;
	if (!*there)
		return 0;
	for (; r == 0 && (r = csvin_next(in)) == 1; heading = false, r = 0) {
		if (heading || csvin_nfields(in) == 0)
			continue;
		if (csvin_nfields(in) != 2) {
			r = errmsg_set(e, "%s:%llu: rule and line expected", path,
			    (unsigned long long)csvin_line(in));
			break;
		}
		text_printf(want, "%.*s:%.*s ", SLICE_ARG(csvin_field(in, 0)),
		    SLICE_ARG(csvin_field(in, 1)));
	}
	if (csvin_fault(in) != CSVIN_OK)
		r = errmsg_set(e, "%s", csvin_error(in));
	csvin_close(in);
	return r;
}

/* Is it a built-in check or a rule? *index: which rule. */
static bool
known_rule(const struct bench *b, struct slice id, size_t *index)
{
	for (*index = 0; *index < b->rules->nrules; (*index)++)
		if (slice_eq(b->rules->rule[*index].id, id))
			return true;
	return id.n == 3 && id.p[0] == 'S';
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

/* 1: as it should be; 0: not; -1. */
static int
run_case(struct bench *b, const char *name, struct errmsg *e)
{
	struct outcome o = {.rule = {name, strcspn(name, ".")}};
	bool pass = strncmp(name + o.rule.n, ".pass", 5) == 0, listed, right;
	char *path = path_of(b->folder, name, ".csv"), *list = path_of(b->folder, name, ".expected");
	struct text want = {0};
	struct check *check;
	size_t index;
	int r = 0;

	if (!known_rule(b, o.rule, &index)) {
		fprintf(b->out, "not ok - %s: no rule called %.*s\n", name, SLICE_ARG(o.rule));
		goto done;
	}
	if (index < b->rules->nrules)
		(pass ? b->passes : b->fails)[index]++;
	if ((r = read_expected(list, &want, &listed, e)) != 0)
		goto done;
	check = check_new(b->rules, &(struct check_options){.csv = *b->csv,
	    .sink = {hear_finding, &o}, .remarks = b->remarks, .some = !slice_is(o.rule, "S12"),
	    .must = o.rule});
	if ((r = check_files(check, &path, 1, e)) == 0) {
		right = judge(&o, pass, &want, listed);
		fprintf(b->out, "%s - %s: %s%.*s\n", right ? "ok" : "not ok", name,
		    o.got.n > 0 ? "" : "no finding", SLICE_ARG(text_slice(&o.got)));
		if (!right && listed)
			fprintf(b->out, "# expected: %.*s\n", SLICE_ARG(text_slice(&want)));
		r = right;
	}
	check_free(check);
done:
	text_free(&o.got);
	text_free(&want);
	free(path);
	free(list);
	return r;
}

/* A rule that no case tries may be wrong without anybody noticing. */
static void
tell_untried(const struct bench *b)
{
	for (size_t i = 0; i < b->rules->nrules; i++)
		if (b->passes[i] == 0 || b->fails[i] == 0)
			remark(b->remarks, false, "%s:%u: rule %.*s has no %s case in %s",
			    b->rules->rule[i].file, b->rules->rule[i].line,
			    SLICE_ARG(b->rules->rule[i].id), b->fails[i] > 0 ? "passing" :
			    b->passes[i] > 0 ? "failing" : "passing and no failing", b->folder);
}

long
selftest(struct rules *rules, const char *folder, const struct csvin_options *csv,
    struct remarks *remarks, FILE *out, struct errmsg *e)
{
	struct bench b = {rules, folder, csv, remarks, out,
	    xcalloc(rules->nrules + 1, sizeof(*b.passes)), xcalloc(rules->nrules + 1,
	    sizeof(*b.fails))};
	struct dirent **entry = NULL;
	int n = scandir(folder, &entry, wanted_name, alphasort), r = 0;
	long wrong = 0;

	if (n <= 0)
		wrong = errmsg_set(e, "%s: %s", folder, n < 0 ? strerror(errno) :
		    "no RULE.pass*.csv and no RULE.fail*.csv");
	for (int i = 0; i < n && r >= 0; i++) {
		r = run_case(&b, entry[i]->d_name, e);
		wrong += r == 0;
	}
	if (r < 0)
		wrong = -1;
	if (wrong >= 0) {
		fprintf(out, "%d cases, %ld not as expected\n", n, wrong);
		tell_untried(&b);
	}
	for (int i = 0; i < n; i++)
		free(entry[i]);
	free(entry);
	free(b.passes);
	free(b.fails);
	return wrong;
}
