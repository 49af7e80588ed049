/*
 * The six published tables, one of them cut at each byte or with a byte changed, through csv-tidy's
 * reader and the board's rules; and each damaged table alone through the structural checks. What is
 * wrong is found, with its place; what is not found changes nothing, or one figure that no other
 * figure confirms.
 */
#include <stdlib.h>

#include "base/memory.h"
#include "base/slice.h"
#include "check/check.h"
#include "tap/scratch.h"
#include "tap/tap.h"
#include "tidy/tidy.h"

enum { NTABLES = 6, MOST = 1000 };

static const char *const tables[NTABLES] = {
	"caf-completed", "children-in-need", "cp-categories", "cp-plans", "looked-after",
	"new-looked-after",
};

/* What each byte becomes. */
static const char values[] = "0123456789,\"\n\r \tx(%-<\xff\xa0";	/* and its end, a NUL */

struct table {
	char bytes[MOST];
	size_t n;
	struct textbuf tidy;		/* its observations, without a heading */
	struct textbuf figures;		/* the values and percentages alone */
};

struct tally {
	size_t found, unplaced;
};

static void
add_quoted(struct textbuf *b, struct slice s)
{
	textbuf_addf(b, "\"");
	for (size_t i = 0; i < s.n; i++)
		textbuf_addf(b, s.p[i] == '"' ? "\"\"" : "%c", s.p[i]);
	textbuf_addf(b, "\"");
}

/* Reads the file into the table's tidy form. -1: it is refused, with *e. */
static int
tidy_table(const struct scratch *s, struct table *t, struct errmsg *e)
{
	const struct tidy_options opt = {.head.fyear = 2014};
	char path[sizeof s->path], *paths[] = {path}, period[PERIOD_SIZE];
	struct observation c;
	struct tidy tidy;
	int r;

	memcpy(path, s->path, sizeof path);
	textbuf_reset(&t->tidy);
	textbuf_reset(&t->figures);
	r = tidy_open(&tidy, paths, 1, &opt, e) == 0 ? 1 : -1;
	while (r == 1 && (r = tidy_next(&tidy, &c, e)) == 1) {
		period_format(period, c.period);
		add_quoted(&t->tidy, c.indicator);
		textbuf_addf(&t->tidy, ",");
		add_quoted(&t->tidy, c.category);
		textbuf_addf(&t->tidy, ",%s,%.*s,%.*s\n", period, SLICE_ARG(c.value),
		    SLICE_ARG(c.percentage));
		textbuf_addf(&t->figures, "%s %.*s %.*s\n", period, SLICE_ARG(c.value),
		    SLICE_ARG(c.percentage));
	}
	tidy_close(&tidy);
	return r;
}

static void
count_finding(void *arg, const struct finding *f)
{
	struct tally *tally = arg;

	if (f->severity != SEV_ERROR)
		return;
	tally->found++;	/* line 0: something is absent */
	tally->unplaced += f->opening.n + f->message.n == 0 || (f->line > 0 && f->file_name.n == 0);
}

static void
ignore_remark(void *arg, bool fatal, const char *text)
{
	(void)arg;
	if (fatal)
		printf("# %s\n", text);
}

static struct tally
check_path(struct rules *rules, const char *path)
{
	struct tally tally = {0};
	struct remarks remarks = {.say = ignore_remark};
	struct check *c = check_new(rules, &(struct check_options){
	    .sink = {.take = count_finding, .arg = &tally}, .remarks = &remarks});
	struct errmsg e = {0};
	char *name = xstrdup(path);

	if (check_files(c, &name, 1, &e) != 0)
		tally.found++;
	free(name);
	check_free(c);
	return tally;
}

/* All six in tidy form, with `changed` instead of number `which`. */
static struct tally
check_all(struct rules *rules, const struct table *t, size_t which, const struct table *changed,
    const struct scratch *s)
{
	static const char heading[] = "indicator,category,period,value,percentage\n";
	struct textbuf all = {0};
	struct tally tally;

	textbuf_add(&all, slice_of(heading));
	for (size_t i = 0; i < NTABLES; i++) {
		const struct textbuf *b = i == which ? &changed->tidy : &t[i].tidy;

		textbuf_add(&all, (struct slice){b->p, b->n});
	}
	scratch_write(s, all.p, all.n);
	textbuf_free(&all);
	tally = check_path(rules, s->path);
	return tally;
}

/* What became of the damaged tables. */
struct outcome {
	size_t refused, found, same, figures, words, unplaced;
};

static void
try_bytes(const struct table *t, size_t which, size_t n, const struct scratch *s, struct outcome *o)
{
	char rules_path[] = "lib/packs/board.rules", *paths[] = {rules_path};
	struct table changed = {0};
	struct rules *rules = rules_read(NULL, 0, NULL);
	struct tally tally;
	struct errmsg e;

	scratch_write(s, t[which].bytes, n);
	o->unplaced += check_path(rules, s->path).unplaced;
	rules_free(rules);
	if (tidy_table(s, &changed, &e) == -1) {
		o->refused++;
		goto out;
	}
	if ((rules = rules_read(paths, 1, &e)) == NULL) {
		printf("# %s\n", e.text);
		o->unplaced++;
		goto out;
	}
	tally = check_all(rules, t, which, &changed, s);
	rules_free(rules);
	o->unplaced += tally.unplaced;
	if (tally.found > 0)
		o->found++;
	else if (strcmp(changed.tidy.p, t[which].tidy.p) == 0)
		o->same++;
	else if (strcmp(changed.figures.p, t[which].figures.p) != 0)
		o->figures++;
	else
		o->words++;
out:
	textbuf_free(&changed.tidy);
	textbuf_free(&changed.figures);
}

/* Nothing confirms the figures of these but the figures themselves. */
static bool
stands_alone(size_t which)
{
	return strncmp(tables[which], "cp-", 3) != 0;
}

static void
report(const char *how, size_t which, const struct outcome *o)
{
	char name[100];

	printf("# %s, %s: %zu refused, %zu found by rules, %zu with nothing changed, "
	    "%zu other figures\n", tables[which], how, o->refused, o->found, o->same, o->figures);
	snprintf(name, sizeof name, "%s, %s: what is found has a place", tables[which], how);
	tap_ok(o->unplaced == 0, name);
	snprintf(name, sizeof name, "%s, %s: a changed word is found", tables[which], how);
	tap_ok(o->words == 0, name);
	if (stands_alone(which))
		return;
	snprintf(name, sizeof name, "%s, %s: a changed figure is found", tables[which], how);
	tap_ok(o->figures == 0, name);
}

static void
damage(struct table *t, size_t which, const struct scratch *s)
{
	struct outcome cut = {0}, changed = {0};

	for (size_t n = 0; n < t[which].n; n++)
		try_bytes(t, which, n, s, &cut);
	report("cut", which, &cut);
	for (size_t i = 0; i < t[which].n; i++) {
		const char was = t[which].bytes[i];

		for (size_t v = 0; v < sizeof values; v++)
			if ((t[which].bytes[i] = values[v]) != was)
				try_bytes(t, which, t[which].n, s, &changed);
		t[which].bytes[i] = was;
	}
	report("changed", which, &changed);
}

int
main(void)
{
	static struct table t[NTABLES];
	struct scratch s = scratch_open();
	struct errmsg e;
	char path[100];
	FILE *f;

	for (size_t i = 0; i < NTABLES; i++) {
		snprintf(path, sizeof path, "testdata/board/%s.csv", tables[i]);
		if ((f = fopen(path, "r")) == NULL)
			return tap_ok(false, path), done_testing();
		t[i].n = fread(t[i].bytes, 1, MOST, f);
		fclose(f);
		scratch_write(&s, t[i].bytes, t[i].n);
		tap_ok(tidy_table(&s, &t[i], &e) == 0, path);
	}
	for (size_t i = 0; i < NTABLES; i++)
		damage(t, i, &s);
	for (size_t i = 0; i < NTABLES; i++) {
		textbuf_free(&t[i].tidy);
		textbuf_free(&t[i].figures);
	}
	return done_testing();
}
